//! Deafness after a key: a wet knuckle, or a key that is held, must not press twice.
//!
//! After Enter acted it is deaf for 0.7 s, and longer while its repeats keep coming. After a key quieted a ring every key is deaf
//! for as long, and that key for its repeats.

use super::Key;
use crate::time::{Moment, Span};

/// How long.
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
    pub(super) fn swallows(&mut self, key: Key, now: Moment, speed: i64) -> bool {
        let mut swallowed = self.all.is_some_and(|until| now < until);
        if let Some((held, until)) = &mut self.held
            && *held == key
            && now < *until
        {
            *until = (*until).max(now + REPEAT.times(speed));
            swallowed = true;
        }
        swallowed
    }

    pub(super) fn after_enter(&mut self, now: Moment, speed: i64) {
        self.held = Some((Key::Enter, now + DEAF_FOR.times(speed)));
    }

    pub(super) fn after_ring(&mut self, key: Key, now: Moment, speed: i64) {
        self.held = Some((key, now + DEAF_FOR.times(speed)));
        self.all = Some(now + DEAF_FOR.times(speed));
    }
}
