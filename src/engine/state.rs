//! The state of what is cooking: dishes and their steps. Every moment in it comes from an act.

use super::alarm::AlarmId;
use super::ids::{ActId, Run};
use super::oven::OvenState;
use crate::recipe::{Dish, DishId, DishStep, StepId};
use crate::time::{Moment, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The state of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// A step before it is not done yet.
    Blocked,
    /// A hands step to do, or a timed step that waits to be started.
    Ready {
        /// The act that made it ready.
        act: ActId,
        /// When it became ready.
        since: Moment,
    },
    /// Counting down.
    Running {
        /// The act that started it.
        act: ActId,
        /// When the cook started it.
        begun: Moment,
        /// Where its count starts: `begun`, moved later by every pause.
        started_at: Moment,
        /// Its earlier end, from `started_at`.
        min: Span,
        /// Its later end, from `started_at`; `None` if open, equal to `min` if it has one end.
        max: Option<Span>,
    },
    /// Paused by the cook.
    Paused {
        /// As when running.
        act: ActId,
        /// As when running.
        begun: Moment,
        /// When it was paused.
        since: Moment,
        /// How far it had run.
        ran: Span,
        /// As when running.
        min: Span,
        /// As when running.
        max: Option<Span>,
    },
    /// Over.
    Done {
        /// When it began.
        begun: Moment,
        /// When it ended.
        at: Moment,
    },
}

impl StepState {
    /// The act that began this run; `None` if the step is blocked or done.
    pub fn act(&self) -> Option<ActId> {
        match *self {
            StepState::Ready { act, .. } | StepState::Running { act, .. } | StepState::Paused { act, .. } => Some(act),
            StepState::Blocked | StepState::Done { .. } => None,
        }
    }
    /// How far it has run, and its two ends; `None` if nothing counts.
    pub(super) fn count(&self, now: Moment) -> Option<(Span, Span, Option<Span>)> {
        match *self {
            StepState::Running { started_at, min, max, .. } => Some((now - started_at, min, max)),
            StepState::Paused { ran, min, max, .. } => Some((ran, min, max)),
            StepState::Blocked | StepState::Ready { .. } | StepState::Done { .. } => None,
        }
    }
    /// The same state with other ends, if something counts.
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
    /// Whether it was started, done or not.
    pub fn has_begun(&self) -> bool {
        matches!(self, StepState::Running { .. } | StepState::Paused { .. } | StepState::Done { .. })
    }
}

/// How a dish ended.
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
    /// The dish with its choices made.
    pub dish: Arc<Dish>,
    /// The state of each step.
    pub steps: Vec<StepState>,
    /// How many batches of a repeating step were over when its count began; none if it is not named.
    pub batches: BTreeMap<StepId, u32>,
    /// When it was added.
    pub added: Moment,
    /// When an act last changed where its steps stand.
    pub changed: Moment,
    /// The forecast of the meal from when it was added.
    pub promised: Moment,
    /// How it ended; `None` while it goes on.
    pub end: Option<DishEnd>,
}

impl Cooking {
    /// Steps with ids and states, in recipe order.
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
    /// Whether it is, or will be, set aside until another day.
    pub fn has_hold(&self) -> bool {
        self.iter().any(|(_, step, state)| step.is_held() && !state.is_done())
    }
    /// Whether a step comes only after the dish is taken up again another day.
    pub fn is_behind_hold(&self, id: StepId) -> bool {
        let mut seen = BTreeSet::new();
        let mut before = vec![id];
        while let Some(next) = before.pop() {
            let Some(step) = self.dish.step(next).filter(|_| seen.insert(next)) else { continue };
            let ahead = self.state(next).is_some_and(|state| !state.is_done());
            if next != id && ahead && step.is_held() {
                return true;
            }
            before.extend(step.waits_for.iter().copied().chain(step.beside.map(|beside| beside.host)));
        }
        false
    }
    /// Whether it has not ended.
    pub fn is_live(&self) -> bool {
        self.end.is_none()
    }
}

/// Whether a step keeps cooking while its clock is paused.
pub fn on_heat(step: &DishStep) -> bool {
    step.oven.is_some() || step.hob.is_some() || step.phase.on_heat()
}

/// Whether a step's ends can wait, so they call once and softly.
pub fn calm_end(step: &DishStep) -> bool {
    let open = step.length.is_some_and(|length| length.max().is_none());
    open || (step.phase.calm() && step.oven.is_none())
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct State {
    /// Includes ended dishes.
    pub(super) dishes: BTreeMap<DishId, Cooking>,
    /// The last call of each cue that the cook heard.
    pub(super) cues_heard: BTreeMap<(Run, u16), u32>,
    /// Alarms made quiet, until a moment or for good (`None`).
    pub(super) quiet: BTreeMap<AlarmId, Option<Moment>>,
    pub(super) oven: OvenState,
    pub(super) plan: BTreeMap<(DishId, StepId), Moment>,
}

impl State {
    pub(super) fn live(&self) -> impl Iterator<Item = &Cooking> {
        self.dishes.values().filter(|cooking| cooking.is_live())
    }
    /// The dish and step of a run that is not over.
    pub(super) fn of_run(&self, run: Run) -> Option<(&Cooking, &DishStep, &StepState)> {
        let cooking = self.dishes.get(&run.dish).filter(|cooking| cooking.is_live())?;
        let state = cooking.state(run.step).filter(|state| state.act() == Some(run.act))?;
        Some((cooking, cooking.dish.step(run.step)?, state))
    }
}
