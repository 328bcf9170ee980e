//! Deafness after a key: a wet knuckle, or a key that is held, must not press twice.
//!
//! An arrow that changes a figure is deaf while its repeats come, so that a held key or a turned wheel counts once.
//! After Enter, or another key that ends or asks something, acted, it is deaf for 0.7 s, and longer while its repeats keep coming. After a key quieted a ring every key is deaf
//! for as long, and that key for its repeats.

use super::Key;
use super::rehearsal::TimeScale;
use crate::time::{Moment, Span};

const DEAF_FOR: Span = Span::millis(700);
/// Presses closer together than this are repeats of a held key.
const REPEAT: Span = Span::millis(300);
/// As [`REPEAT`], for a key that is meant to be pressed several times: no finger is that quick.
const QUICK_REPEAT: Span = Span::millis(120);

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Debounce {
    held: Option<(Key, Moment)>,
    adjusted: Option<(Key, Moment)>,
    all: Option<Moment>,
}

impl Debounce {
    /// Whether a key is to be passed over.
    pub(super) fn swallows(&mut self, key: Key, now: Moment, scale: TimeScale) -> bool {
        let mut swallowed = self.all.is_some_and(|until| now < until);
        if let Some((held, until)) = &mut self.held
            && *held == key
            && now < *until
        {
            *until = (*until).max(now + scale.of(REPEAT));
            swallowed = true;
        }
        if let Some((adjusted, until)) = &mut self.adjusted
            && *adjusted == key
            && now < *until
        {
            *until = now + scale.of(QUICK_REPEAT);
            swallowed = true;
        }
        swallowed
    }

    /// An arrow changed a figure.
    pub(super) fn after_adjustment(&mut self, key: Key, now: Moment, scale: TimeScale) {
        self.adjusted = Some((key, now + scale.of(QUICK_REPEAT)));
    }

    /// A button acted that means the same as Enter.
    pub(super) fn after_button(&mut self, now: Moment, scale: TimeScale) {
        self.after_end(Key::Enter, now, scale);
    }

    /// A key ended or asked something.
    pub(super) fn after_end(&mut self, key: Key, now: Moment, scale: TimeScale) {
        self.held = Some((key, now + scale.of(DEAF_FOR)));
    }

    pub(super) fn after_ring(&mut self, key: Key, now: Moment, scale: TimeScale) {
        let until = now + scale.of(DEAF_FOR);
        (self.held, self.all) = (Some((key, until)), Some(until));
    }
}
