//! What differs in a rehearsal: time runs faster than the cook's own, by which keys repeat and are pressed.

use crate::engine::{Alarm, AlarmId};
use crate::time::{Moment, Span};

/// How long a ring stays quiet by the cook's own clock, where two minutes are over before a second key is pressed.
const QUIET_FOR: Span = Span::secs(5);

/// How many times as fast as the cook's own time goes.
#[derive(Clone, Copy, Debug)]
pub(super) struct TimeScale(i64);

impl Default for TimeScale {
    fn default() -> TimeScale {
        TimeScale(1)
    }
}

impl TimeScale {
    pub(super) fn new(speed: u32) -> TimeScale {
        TimeScale(i64::from(speed.max(1)))
    }

    /// A span of the cook's own time, on the session's timeline.
    pub(super) fn of(self, span: Span) -> Span {
        span.times(self.0)
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct Rehearsal {
    pub(super) scale: TimeScale,
    /// The line that says so; none if it is no rehearsal.
    pub(super) banner: Option<String>,
    /// What was heard, and until when it stays quiet at the least.
    heard: Vec<(AlarmId, Moment)>,
}

impl Rehearsal {
    /// A ring was heard: it stays quiet by the cook's own clock.
    pub(super) fn hear(&mut self, alarm: AlarmId, now: Moment) {
        if self.scale.0 > 1 {
            self.heard.retain(|(_, until)| *until > now);
            self.heard.push((alarm, now + self.scale.of(QUIET_FOR)));
        }
    }

    pub(super) fn is_quiet(&self, alarm: &Alarm, now: Moment) -> bool {
        self.heard.iter().any(|(id, until)| *id == alarm.id && *until > now)
    }

    /// When each of them ends.
    pub(super) fn ends(&self) -> impl Iterator<Item = Moment> + '_ {
        self.heard.iter().map(|(_, until)| *until)
    }
}
