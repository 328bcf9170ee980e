//! The moment for which a screen is drawn.
//!
//! What a cook reads changes once a second while something counts, else once a minute. Every figure is shown as of the
//! last such tick, so time alone changes nothing between two ticks and the program can sleep.

use super::active_steps::StepStatus;
use super::scene::Scene;
use crate::engine::{Alarm, AlarmLevel};
use crate::time::{Clock, Moment, Span, time_and_day, time_of_day};

/// `now`, and the tick it is shown as.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FrameTime<'a> {
    /// The moment for steps and alarms.
    pub now: Moment,
    /// The moment for figures; at or before `now`, by less than one tick.
    pub tick: Moment,
    /// The next tick.
    pub next: Moment,
    pub clock: &'a Clock,
}

impl<'a> FrameTime<'a> {
    /// For a screen with the scene's steps and, if one fills it, this ring.
    pub(crate) fn at(scene: &Scene<'_>, ring: Option<&Alarm>, clock: &'a Clock) -> FrameTime<'a> {
        let now = scene.now;
        let live = scene.steps.iter().find_map(|item| match item.status {
            StepStatus::Running { call, .. } => Some(call),
            StepStatus::Window { out } => Some(out),
            StepStatus::CountUp { since } => Some(since),
            StepStatus::Overdue { out } if !item.is_calm() => Some(out),
            StepStatus::Overdue { .. }
            | StepStatus::Waiting { .. }
            | StepStatus::Hands
            | StepStatus::Held { .. }
            | StepStatus::Paused { .. } => None,
        });
        let ring = ring.filter(|alarm| alarm.level == AlarmLevel::Ring).map(|alarm| alarm.since);
        match live.or(ring) {
            Some(phase) => {
                let part = Span::millis((now - phase).as_millis().rem_euclid(1_000));
                FrameTime { now, tick: now - part, next: now - part + Span::SECOND, clock }
            }
            None => {
                let next = clock.next_minute(now);
                FrameTime { now, tick: next - Span::MINUTE, next, clock }
            }
        }
    }

    /// What is left until `end` as of the tick, in whole seconds, at least zero.
    pub(crate) fn left(&self, end: Moment) -> Span {
        Span::secs((end - self.tick).floor_secs()).max(Span::ZERO)
    }
    /// The time since `start` as of the tick, at least zero.
    pub(crate) fn gone(&self, start: Moment) -> Span {
        (self.tick - start).max(Span::ZERO)
    }
    /// The start of the tick's minute.
    pub(crate) fn minute(&self) -> Moment {
        self.clock.next_minute(self.tick) - Span::MINUTE
    }
    /// A time of day; with its day if that is a day or more away.
    pub(crate) fn time(&self, at: Moment) -> String {
        if (at - self.tick).abs() < Span::DAY {
            time_of_day(self.clock, at)
        } else {
            time_and_day(self.clock, at, self.tick)
        }
    }
    pub(crate) fn clock_text(&self) -> String {
        self.time(self.tick)
    }
    /// Whether the edge of a ring is lit.
    pub(crate) fn edge(&self) -> bool {
        self.tick.as_millis().div_euclid(1_000) % 2 == 0
    }
}
