//! The moment that a screen is drawn for.
//!
//! What a cook reads changes once a second while something counts, and else once a minute. Everything shown is told as of the last
//! such tick, so that between two ticks the screen cannot change by time alone, and the program need not wake.

use super::active_steps::StepStatus;
use super::scene::Scene;
use crate::engine::{Alarm, Strength};
use crate::time::{Clock, Moment, Span, time_and_day, time_of_day};

/// `now`, and the tick that it is shown as.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FrameTime<'a> {
    /// What steps and alarms are weighed at.
    pub now: Moment,
    /// What figures are told as of; at or before `now`, by less than the span between two ticks.
    pub tick: Moment,
    /// When the next tick comes.
    pub next: Moment,
    /// Ties moments to times of day.
    pub clock: &'a Clock,
}

impl<'a> FrameTime<'a> {
    /// For a screen that shows these steps and, where a ring fills it, that alarm.
    pub(crate) fn at(scene: &Scene<'_>, ring: Option<&Alarm>, clock: &'a Clock) -> FrameTime<'a> {
        let now = scene.now;
        let live = scene.steps.iter().find_map(|item| match item.stand {
            StepStatus::Running { call, .. } => Some(call),
            StepStatus::Window { out } => Some(out),
            StepStatus::CountUp { since } => Some(since),
            StepStatus::Overdue { out } if !item.is_calm() => Some(out),
            StepStatus::Overdue { .. } | StepStatus::Waiting { .. } | StepStatus::Hands | StepStatus::Paused { .. } => {
                None
            }
        });
        let ring = ring.filter(|alarm| alarm.strength == Strength::Ring).map(|alarm| alarm.since);
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

    /// What is left until `end`, as of the tick, in whole seconds; never below zero.
    pub(crate) fn left(&self, end: Moment) -> Span {
        Span::secs((end - self.tick).floor_secs()).max(Span::ZERO)
    }
    /// What has gone by since `start`, as of the tick; never below zero.
    pub(crate) fn gone(&self, start: Moment) -> Span {
        (self.tick - start).max(Span::ZERO)
    }
    /// The start of the minute that the tick lies in.
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
    /// The time of day now.
    pub(crate) fn clock_text(&self) -> String {
        self.time(self.tick)
    }
    /// Whether the edge of a ring is lit.
    pub(crate) fn edge(&self) -> bool {
        self.tick.as_millis().div_euclid(1_000) % 2 == 0
    }
}
