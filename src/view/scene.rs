//! A session at a moment: its alarms and active steps, worked out once for everyone who asks.

use super::active_steps::{ActiveStep, StepStatus, active_steps};
use crate::engine::{Alarm, Run, Session};
use crate::time::Moment;

/// The session at `now`.
#[derive(Clone, Debug)]
pub struct Scene<'a> {
    /// The session.
    pub session: &'a Session,
    /// The moment.
    pub now: Moment,
    /// The standing alarms, most important first.
    pub alarms: Vec<Alarm>,
    /// When time alone changes `alarms`.
    pub next_wake: Option<Moment>,
    /// Steps that run or wait, most urgent first.
    pub steps: Vec<ActiveStep<'a>>,
}

impl<'a> Scene<'a> {
    /// The scene of `session` at `now`.
    pub fn at(session: &'a Session, now: Moment) -> Scene<'a> {
        let (alarms, next_wake) = session.outlook(now);
        Scene { session, now, alarms, next_wake, steps: active_steps(session, now) }
    }

    /// The active step of a run, if it has one.
    pub fn step(&self, run: Run) -> Option<&ActiveStep<'a>> {
        self.steps.iter().find(|step| step.run == run)
    }

    /// Whether something counts down.
    pub fn counts(&self) -> bool {
        self.steps.iter().any(|step| matches!(step.status, StepStatus::Running { .. } | StepStatus::Window { .. }))
    }

    /// Whether all dishes have ended and nothing calls.
    pub fn is_at_end(&self) -> bool {
        let mut dishes = self.session.dishes().peekable();
        dishes.peek().is_some() && dishes.all(|cooking| !cooking.is_live()) && self.alarms.is_empty()
    }
}
