//! What differs in a rehearsal: time runs faster than the real time in which the cook presses keys.

use crate::engine::{Alarm, AlarmId, QUIET_FOR};
use crate::time::{Moment, Span};

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
        self.quiet_until(alarm, now).is_some()
    }

    fn quiet_until(&self, alarm: &Alarm, now: Moment) -> Option<Moment> {
        self.heard.iter().find(|(id, until)| *id == alarm.id && *until > now).map(|(_, until)| *until)
    }

    /// The alarm as the channels see it: it calls again as often as in the cook's own time.
    pub(super) fn heard_by_channels(&self, alarm: &Alarm, now: Moment) -> Alarm {
        if self.scale.0 <= 1 {
            return alarm.clone();
        }
        let quiet_until = alarm.quiet_until.max(self.quiet_until(alarm, now));
        let calls = alarm.calls_after(Span::millis((now - alarm.since).as_millis() / self.scale.0));
        Alarm { calls, quiet_until, ..alarm.clone() }
    }

    /// When each alarm stops being quiet.
    pub(super) fn ends(&self) -> impl Iterator<Item = Moment> + '_ {
        self.heard.iter().map(|(_, until)| *until)
    }
}
