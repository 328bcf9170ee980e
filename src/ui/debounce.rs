//! Deafness after a key: a wet knuckle, or a key that is held, must not press twice.
//!
//! After Enter acted it is deaf for 0.7 s, and longer while its repeats keep coming. After a key quieted a ring every key is deaf
//! for as long, and that key for its repeats.

use super::Key;
use super::rehearsal::TimeScale;
use crate::time::{Moment, Span};

const DEAF_FOR: Span = Span::millis(700);
/// Presses closer together than this are repeats of a held key.
const REPEAT: Span = Span::millis(300);

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Debounce {
    held: Option<(Key, Moment)>,
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
        swallowed
    }

    /// Enter acted, here or by a button that means the same.
    pub(super) fn after_enter(&mut self, now: Moment, scale: TimeScale) {
        self.held = Some((Key::Enter, now + scale.of(DEAF_FOR)));
    }

    pub(super) fn after_ring(&mut self, key: Key, now: Moment, scale: TimeScale) {
        let until = now + scale.of(DEAF_FOR);
        (self.held, self.all) = (Some((key, until)), Some(until));
    }
}
