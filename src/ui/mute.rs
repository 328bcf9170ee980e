//! Sound and voice off for a while, for a sleeping child or a telephone call.
//!
//! Not an act, because it changes nothing that is cooked. It ends by itself so that nobody forgets it. The silent
//! channels still call, and the screen says that sound is off.

use crate::time::{Clock, Moment, Span, time_of_day};

pub(super) const MUTE_FOR: Span = Span::mins(30);

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mute(pub(super) Option<Moment>);

impl Mute {
    /// Until when sound is off; `None` if it is on.
    pub(super) fn until(self, now: Moment) -> Option<Moment> {
        self.0.filter(|until| *until > now)
    }

    /// "Sound is off until 19:40".
    pub(super) fn line(self, now: Moment, clock: &Clock) -> Option<String> {
        self.until(now).map(|until| format!("Sound is off until {}", time_of_day(clock, until)))
    }
}
