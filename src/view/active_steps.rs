//! What is on the go, one item for each step that the cook has to do with now.

use super::dish_name::called;
use crate::engine::{Cooking, NextCall, OvenState, OvenUse, Run, Session, StepState, calm_end, on_heat};
use crate::recipe::{DishKind, DishStep, Length, Oven};
use crate::time::{Moment, Span};

/// How a step stands, with what its line on the board needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepStatus {
    /// Counting down to `call`.
    Running {
        /// The next call.
        call: Moment,
        /// What it will be.
        what: NextCall,
        /// Its end.
        out: Moment,
    },
    /// Counting up until the cook ends it.
    CountUp {
        /// Since when.
        since: Moment,
    },
    /// Past the earlier end of its range.
    Window {
        /// The later end.
        out: Moment,
    },
    /// Past its end, or an open one that is ready.
    Overdue {
        /// Its end.
        out: Moment,
    },
    /// A timed step that waits for the cook.
    Waiting {
        /// Since when.
        since: Moment,
        /// What it waits for of the oven, if it does.
        heat: Option<OvenWait>,
    },
    /// A hands step to be done.
    Hands,
    /// Stopped by the cook.
    Paused {
        /// Since when.
        since: Moment,
        /// How much was left to its end.
        left: Span,
    },
}

/// What a step waits for before its food can go in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OvenWait {
    /// The oven is off.
    Off,
    /// It heats up, till about then.
    HotAt(Moment),
    /// It stands at another setting, with nothing in it.
    SetTo(Oven),
    /// Another dish is in it at another setting.
    Taken(OvenUse),
}

/// A step that goes on or waits.
#[derive(Clone, Debug)]
pub struct ActiveStep<'a> {
    /// Its run.
    pub run: Run,
    /// Its dish.
    pub cooking: &'a Cooking,
    /// What that is called beside the others.
    pub called: String,
    /// The step.
    pub step: &'a DishStep,
    /// How it stands.
    pub stand: StepStatus,
}

impl ActiveStep<'_> {
    /// The state it was made from.
    pub fn state(&self) -> StepState {
        self.cooking.state(self.run.step).copied().unwrap_or(StepState::Blocked)
    }
    /// Whether it goes on cooking when paused.
    pub fn on_heat(&self) -> bool {
        on_heat(self.step)
    }
    /// Whether its end can wait.
    pub fn is_calm(&self) -> bool {
        calm_end(self.step)
    }
    /// Whether it is a loose timer.
    pub fn is_timer(&self) -> bool {
        self.cooking.dish.kind == DishKind::Timer
    }

    /// Whether the cook alone ends it.
    pub fn is_endless(&self) -> bool {
        self.step.length == Some(Length::Endless)
    }

    /// What is seen first when nothing is picked: what burns soonest, then what waits, then what ends next. The smaller the more urgent.
    fn rank(&self) -> (u8, Moment) {
        let in_oven = self.step.oven.is_some();
        match self.stand {
            StepStatus::Overdue { out } if !self.is_calm() && self.on_heat() && !in_oven => (0, out),
            StepStatus::Overdue { out } if !self.is_calm() => (1, out),
            StepStatus::Window { out } if self.on_heat() => (2, out),
            StepStatus::Paused { since, .. } | StepStatus::Waiting { since, heat: None } if self.on_heat() => {
                (3, since)
            }
            StepStatus::Waiting { since, heat: None } => (4, since),
            StepStatus::Running { call, .. } | StepStatus::Window { out: call } => (5, call),
            StepStatus::Overdue { out } => (6, out),
            StepStatus::CountUp { since } => (7, since),
            StepStatus::Paused { since, .. } => (8, since),
            StepStatus::Waiting { since, heat: Some(_) } => (9, since),
            StepStatus::Hands => (10, Moment::default()),
        }
    }
}

/// Every step that goes on or waits at `now`, the most urgent first.
pub(crate) fn active_steps(session: &Session, now: Moment) -> Vec<ActiveStep<'_>> {
    let mut items: Vec<ActiveStep<'_>> = Vec::new();
    for cooking in session.dishes().filter(|cooking| cooking.is_live()) {
        let called = called(session, cooking);
        for (id, step, state) in cooking.iter() {
            let Some(run) = cooking.run(id) else { continue };
            let Some(stand) = stand(session, run, step, state, now) else { continue };
            items.push(ActiveStep { run, cooking, called: called.clone(), step, stand });
        }
    }
    items.sort_by_key(|item| (item.rank(), item.run));
    items
}

fn stand(session: &Session, run: Run, step: &DishStep, state: &StepState, now: Moment) -> Option<StepStatus> {
    match *state {
        StepState::Running { started_at, min, max, .. } => {
            if step.length == Some(Length::Endless) && step.cues.is_empty() {
                return Some(StepStatus::CountUp { since: started_at });
            }
            let out = started_at + max.unwrap_or(min);
            if now >= out {
                return Some(StepStatus::Overdue { out });
            }
            let (call, what) = session.next_call(run, now).unwrap_or((out, NextCall::Out));
            if now >= started_at + min && what == NextCall::Out {
                return Some(StepStatus::Window { out });
            }
            Some(StepStatus::Running { call, what, out })
        }
        StepState::Paused { since, ran, min, max, .. } => {
            Some(StepStatus::Paused { since, left: max.unwrap_or(min) - ran })
        }
        StepState::Ready { since, .. } => {
            let due = session.due(run.dish, run.step);
            if step.length.is_none() {
                let called = due.is_none_or(|due| due.at(now) <= now);
                return called.then_some(StepStatus::Hands);
            }
            let since = due.map_or(since, |due| since.max(due.at(now)));
            let heat = heat(session, run, step, now);
            if since > now && heat.is_none() {
                return None;
            }
            Some(StepStatus::Waiting { since: since.min(now), heat })
        }
        StepState::Blocked | StepState::Done { .. } => None,
    }
}

/// What a step that is ready waits for of the oven.
fn heat(session: &Session, run: Run, step: &DishStep, now: Moment) -> Option<OvenWait> {
    let wanted = step.oven?;
    if let Some(against) = session.oven_use_against(run.dish, wanted, now) {
        return Some(OvenWait::Taken(against));
    }
    match *session.oven() {
        OvenState::Off => Some(OvenWait::Off),
        OvenState::On { hot_at, sure: false, .. } if hot_at > now => Some(OvenWait::HotAt(hot_at)),
        OvenState::On { to, .. } if session.oven_to_turn(wanted) => Some(OvenWait::SetTo(to)),
        OvenState::On { .. } => None,
    }
}
