//! What differs in a rehearsal: time runs faster than the real time in which the cook presses keys.

use crate::engine::{Alarm, AlarmId};
use crate::time::{Moment, Span};

/// How long a ring stays quiet in real time, as the usual two minutes would pass before a second key.
const QUIET_FOR: Span = Span::secs(5);

/// How many times faster than real time the session runs.
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

    /// A span of real time, on the session's timeline.
    pub(super) fn of(self, span: Span) -> Span {
        span.times(self.0)
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct Rehearsal {
    pub(super) scale: TimeScale,
    /// The line that says so; `None` outside a rehearsal.
    pub(super) banner: Option<String>,
    /// Heard alarms, and until when they at least stay quiet.
    heard: Vec<(AlarmId, Moment)>,
}

impl Rehearsal {
    /// A ring was heard and stays quiet in real time.
    pub(super) fn hear(&mut self, alarm: AlarmId, now: Moment) {
        if self.scale.0 > 1 {
            self.heard.retain(|(_, until)| *until > now);
            self.heard.push((alarm, now + self.scale.of(QUIET_FOR)));
        }
    }

    pub(super) fn is_quiet(&self, alarm: &Alarm, now: Moment) -> bool {
        self.heard.iter().any(|(id, until)| *id == alarm.id && *until > now)
    }

    /// When each alarm stops being quiet.
    pub(super) fn ends(&self) -> impl Iterator<Item = Moment> + '_ {
        self.heard.iter().map(|(_, until)| *until)
    }
}
