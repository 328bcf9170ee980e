//! A session at a moment: what calls and what goes on, worked out once and handed to everything that asks.

use super::active_steps::{ActiveStep, StepStatus, active_steps};
use crate::engine::{Alarm, Run, Session};
use crate::time::Moment;

/// A session as it stands at `now`.
#[derive(Clone, Debug)]
pub struct Scene<'a> {
    /// The session.
    pub session: &'a Session,
    /// The moment.
    pub now: Moment,
    /// What calls, the one that matters most first.
    pub alarms: Vec<Alarm>,
    /// When `alarms` changes next by time alone.
    pub next_wake: Option<Moment>,
    /// What goes on or waits, the most urgent first.
    pub steps: Vec<ActiveStep<'a>>,
}

impl<'a> Scene<'a> {
    /// As `session` stands at `now`.
    pub fn at(session: &'a Session, now: Moment) -> Scene<'a> {
        let (alarms, next_wake) = session.outlook(now);
        Scene { session, now, alarms, next_wake, steps: active_steps(session, now) }
    }

    /// The active step of a run, if it is one.
    pub fn step(&self, run: Run) -> Option<&ActiveStep<'a>> {
        self.steps.iter().find(|step| step.run == run)
    }

    /// Whether something counts down.
    pub fn counts(&self) -> bool {
        self.steps.iter().any(|step| matches!(step.stand, StepStatus::Running { .. } | StepStatus::Window { .. }))
    }

    /// Whether everything that was cooked has come to its end, and nothing calls.
    pub fn is_at_end(&self) -> bool {
        let mut dishes = self.session.dishes().peekable();
        dishes.peek().is_some() && dishes.all(|cooking| !cooking.is_live()) && self.alarms.is_empty()
    }
}
