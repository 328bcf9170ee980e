//! Sound and voice off for a while, by the cook's wish: for a sleeping child, a telephone call.
//!
//! It is no act: what was cooked is the same with sound or without. It ends by itself, so that nobody forgets it; everything but the
//! ear is called as ever, and the screen says so for as long as it holds.

use crate::time::{Clock, Moment, Span, time_of_day};

pub(super) const MUTE_FOR: Span = Span::mins(30);

/// Until when there is no sound.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mute(pub(super) Option<Moment>);

impl Mute {
    /// Until when; none if sound is on.
    pub(super) fn until(self, now: Moment) -> Option<Moment> {
        self.0.filter(|until| *until > now)
    }

    /// "Sound is off until 19:40".
    pub(super) fn line(self, now: Moment, clock: &Clock) -> Option<String> {
        self.until(now).map(|until| format!("Sound is off until {}", time_of_day(clock, until)))
    }
}
