//! Ignores keys for a moment after a key, so that a wet knuckle or a held key does not press twice.
//!
//! An arrow that changes a figure is ignored while it repeats, so that a held key or a turned wheel counts once. After
//! Enter, or another key that ended or asked something, that key is ignored for 0.7 s, and for as long as it repeats.
//! After a key that quieted a ring, every key is ignored for 0.7 s, and that key while it repeats.

use super::Key;
use super::rehearsal::TimeScale;
use crate::time::{Moment, Span};

const DEAF_FOR: Span = Span::millis(700);
/// Presses closer together than this are repeats of a held key.
const REPEAT: Span = Span::millis(300);
/// Like [`REPEAT`], for a key that may be pressed several times on purpose: no finger is this fast.
const QUICK_REPEAT: Span = Span::millis(120);

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Debounce {
    held: Option<(Key, Moment)>,
    adjusted: Option<(Key, Moment)>,
    all: Option<Moment>,
}

impl Debounce {
    /// Whether to ignore a key.
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

    /// A button acted that means the same as Enter, so a late Enter is ignored.
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
