//! The state of what is cooking: dishes and their steps. Every moment in it was brought by an act.

use super::alarm::AlarmId;
use super::ids::{ActId, Run};
use super::oven::OvenState;
use crate::recipe::{Dish, DishId, DishStep, StepId};
use crate::time::{Moment, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Something before it is not done yet.
    Blocked,
    /// A hands step to be done, or a timed one that waits to be set going.
    Ready {
        /// What made it ready.
        act: ActId,
        /// When.
        since: Moment,
    },
    /// Counted down.
    Running {
        /// What set it going.
        act: ActId,
        /// When the cook set it going.
        begun: Moment,
        /// Where its count starts: `begun`, moved on by every pause.
        started_at: Moment,
        /// Its earlier end, from `started_at`.
        min: Span,
        /// Its later end, from `started_at`; none if it is open, equal to `min` where it has one end.
        max: Option<Span>,
    },
    /// Stopped by the cook.
    Paused {
        /// As when running.
        act: ActId,
        /// As when running.
        begun: Moment,
        /// When it was stopped.
        since: Moment,
        /// How far it had run.
        ran: Span,
        /// As when running.
        min: Span,
        /// As when running.
        max: Option<Span>,
    },
    /// Ended.
    Done {
        /// When it began.
        begun: Moment,
        /// When it ended.
        at: Moment,
    },
}

impl StepState {
    /// The act that this run of the step began with; none while it is ahead or once it is done.
    pub fn act(&self) -> Option<ActId> {
        match *self {
            StepState::Ready { act, .. } | StepState::Running { act, .. } | StepState::Paused { act, .. } => Some(act),
            StepState::Blocked | StepState::Done { .. } => None,
        }
    }
    /// How far it has run, and its two ends; none if nothing is counted.
    pub(super) fn count(&self, now: Moment) -> Option<(Span, Span, Option<Span>)> {
        match *self {
            StepState::Running { started_at, min, max, .. } => Some((now - started_at, min, max)),
            StepState::Paused { ran, min, max, .. } => Some((ran, min, max)),
            StepState::Blocked | StepState::Ready { .. } | StepState::Done { .. } => None,
        }
    }
    /// The same with other ends, where something is counted.
    pub(super) fn with_ends(mut self, new_min: Span, new_max: Option<Span>) -> StepState {
        match &mut self {
            StepState::Running { min, max, .. } | StepState::Paused { min, max, .. } => {
                (*min, *max) = (new_min, new_max);
            }
            StepState::Blocked | StepState::Ready { .. } | StepState::Done { .. } => {}
        }
        self
    }
    /// Whether it is over.
    pub fn is_done(&self) -> bool {
        matches!(self, StepState::Done { .. })
    }
    /// Whether it has been set going, and is done or not.
    pub fn has_begun(&self) -> bool {
        matches!(self, StepState::Running { .. } | StepState::Paused { .. } | StepState::Done { .. })
    }
}

/// How a dish came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DishEnd {
    /// Every step was done.
    Served(Moment),
    /// The cook gave it up.
    Abandoned(Moment),
}

/// A dish of the session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cooking {
    /// Its id.
    pub id: DishId,
    /// The act that added it.
    pub act: ActId,
    /// What is cooked.
    pub dish: Arc<Dish>,
    /// Where each of its steps stands.
    pub steps: Vec<StepState>,
    /// When it was added.
    pub added: Moment,
    /// When an act last changed where its steps stand.
    pub changed: Moment,
    /// When it would be eaten, as reckoned when it was added.
    pub promised: Moment,
    /// How it ended, if it has.
    pub end: Option<DishEnd>,
}

impl Cooking {
    /// Steps with their ids and states, in the order of the recipe.
    pub fn iter(&self) -> impl Iterator<Item = (StepId, &DishStep, &StepState)> {
        (0u16..).map(StepId).zip(self.dish.steps.iter().zip(&self.steps)).map(|(id, (step, state))| (id, step, state))
    }
    /// The state of a step.
    pub fn state(&self, step: StepId) -> Option<&StepState> {
        self.steps.get(step.index())
    }
    /// The run of a step that is ready, running or paused.
    pub fn run(&self, step: StepId) -> Option<Run> {
        let act = self.state(step)?.act()?;
        Some(Run { dish: self.id, step, act })
    }
    /// Whether something of it still goes on.
    pub fn is_live(&self) -> bool {
        self.end.is_none()
    }
}

/// Whether a step goes on cooking when its clock is stopped.
pub fn on_heat(step: &DishStep) -> bool {
    step.oven.is_some() || step.phase.on_heat()
}

/// Whether a step's ends can wait, so that they call softly and once.
pub fn calm_end(step: &DishStep) -> bool {
    let open = step.length.is_some_and(|length| length.max().is_none());
    open || (step.phase.calm() && step.oven.is_none())
}

/// What the acts so far have led to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct State {
    /// Dishes by id, ended ones too.
    pub(super) dishes: BTreeMap<DishId, Cooking>,
    /// The last call of each cue that the cook has heard.
    pub(super) cues_heard: BTreeMap<(Run, u16), u32>,
    /// Alarms that the cook wants no noise from: until then, or for good.
    pub(super) quiet: BTreeMap<AlarmId, Option<Moment>>,
    pub(super) oven: OvenState,
    /// Planned starts.
    pub(super) plan: BTreeMap<(DishId, StepId), Moment>,
}

impl State {
    pub(super) fn live(&self) -> impl Iterator<Item = &Cooking> {
        self.dishes.values().filter(|cooking| cooking.is_live())
    }
    /// The dish and the step of a run that is not over.
    pub(super) fn of_run(&self, run: Run) -> Option<(&Cooking, &DishStep, &StepState)> {
        let cooking = self.dishes.get(&run.dish).filter(|cooking| cooking.is_live())?;
        let state = cooking.state(run.step).filter(|state| state.act() == Some(run.act))?;
        Some((cooking, cooking.dish.step(run.step)?, state))
    }
}
