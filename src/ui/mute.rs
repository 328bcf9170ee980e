//! Sound and voice off for a while, by the cook's wish: for a sleeping child, a telephone call.
//!
//! It is no act: what was cooked is the same with sound or without. It ends by itself, so that nobody forgets it; everything but the
//! ear is called as ever, and the screen says so for as long as it holds.

use super::App;
use crate::time::{Clock, Moment, Span, time_of_day};

/// How long.
pub(super) const MUTE_FOR: Span = Span::mins(30);

impl App {
    /// Until when the cook wants no sound; none where it is on.
    pub fn muted(&self, now: Moment) -> Option<Moment> {
        self.muted.filter(|until| *until > now)
    }

    /// Sound is off until then, or on; the wish goes from keeper to keeper by this.
    pub fn set_muted(&mut self, until: Option<Moment>) {
        self.muted = until;
    }

    /// "Sound is off until 19:40".
    pub(super) fn mute_line(&self, now: Moment, clock: &Clock) -> Option<String> {
        self.muted(now).map(|until| format!("Sound is off until {}", time_of_day(clock, until)))
    }
}
