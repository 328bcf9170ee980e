//! The steps that concern the cook now: those that run, wait or are over.

use super::dish_name::called;
use crate::engine::{Batch, Cooking, NextCall, OvenState, OvenUse, Run, Session, StepState, calm_end, on_heat};
use crate::recipe::{DishKind, DishStep, Length, Oven};
use crate::time::{Moment, Span};

/// The state of a step, with what its line on the board needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepStatus {
    /// Counting down to `call`.
    Running {
        call: Moment,
        what: NextCall,
        out: Moment,
    },
    /// Counting up until the cook ends it.
    CountUp {
        since: Moment,
    },
    /// Past the earlier end of its range.
    Window {
        /// The later end of its range.
        out: Moment,
    },
    /// Past its end, or open and ready.
    Overdue {
        out: Moment,
    },
    /// A timed step that waits for the cook.
    Waiting {
        since: Moment,
        /// Why the oven is not ready for it, if so.
        heat: Option<OvenWait>,
    },
    Hands,
    /// Set aside until the cook takes it up again another day.
    Held {
        since: Moment,
        /// How long it keeps, if the recipe says so.
        until: Option<Moment>,
    },
    Paused {
        since: Moment,
        /// To its end.
        left: Span,
    },
}

/// Why food cannot go into the oven yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OvenWait {
    Off,
    /// It is heating, until about then.
    HotAt(Moment),
    /// It is empty at another setting.
    SetTo(Oven),
    /// Another dish is in it, at another setting.
    Taken(OvenUse),
}

/// A step that runs or waits.
#[derive(Clone, Debug)]
pub struct ActiveStep<'a> {
    pub run: Run,
    pub cooking: &'a Cooking,
    /// The dish's short name, distinct from the others.
    pub called: String,
    pub step: &'a DishStep,
    pub status: StepStatus,
    /// Which batch it is on, if it repeats.
    pub batch: Option<Batch>,
}

impl ActiveStep<'_> {
    /// The engine's state that this was made from.
    pub fn state(&self) -> StepState {
        self.cooking.state(self.run.step).copied().unwrap_or(StepState::Blocked)
    }
    /// Whether it keeps cooking when paused.
    pub fn on_heat(&self) -> bool {
        on_heat(self.step)
    }
    /// Whether its end can wait.
    pub fn is_calm(&self) -> bool {
        calm_end(self.step)
    }
    pub fn is_timer(&self) -> bool {
        self.cooking.dish.kind == DishKind::Timer
    }

    /// Whether only the cook ends it.
    pub fn is_endless(&self) -> bool {
        self.step.length == Some(Length::Endless)
    }

    /// Whether its batches follow each other without a key, and one is on.
    pub fn beats(&self) -> bool {
        matches!(self.status, StepStatus::Running { .. }) && self.batch.is_some_and(|batch| batch.is_beat)
    }

    /// The order if nothing is picked: what burns soonest, what waits, what ends next. Smaller is more urgent.
    fn rank(&self) -> (u8, Moment) {
        let in_oven = self.step.oven.is_some();
        match self.status {
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
            StepStatus::Held { since, .. } => (11, since),
        }
    }
}

/// Every step that runs or waits at `now`, most urgent first.
pub(crate) fn active_steps(session: &Session, now: Moment) -> Vec<ActiveStep<'_>> {
    let mut items: Vec<ActiveStep<'_>> = Vec::new();
    for cooking in session.dishes().filter(|cooking| cooking.is_live()) {
        let called = called(session, cooking);
        for (id, step, state) in cooking.iter() {
            let Some(run) = cooking.run(id) else { continue };
            let Some(status) = status(session, run, step, state, now) else { continue };
            items.push(ActiveStep {
                run,
                cooking,
                called: called.clone(),
                step,
                status,
                batch: cooking.batch(id, now),
            });
        }
    }
    items.sort_by_key(|item| (item.rank(), item.run));
    items
}

fn status(session: &Session, run: Run, step: &DishStep, state: &StepState, now: Moment) -> Option<StepStatus> {
    match *state {
        StepState::Running { started_at, min, max, .. } => {
            if step.is_held() {
                return Some(StepStatus::Held { since: started_at, until: step.keeps.map(|keeps| started_at + keeps) });
            }
            if step.length == Some(Length::Endless) && step.cues.is_empty() {
                return Some(StepStatus::CountUp { since: started_at });
            }
            let batch = session.dish(run.dish).and_then(|cooking| cooking.batch(run.step, now)).filter(|b| b.is_beat);
            if let Some(batch) = batch {
                return Some(beat(session, run, &batch, now));
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
            let batch = session.dish(run.dish).and_then(|cooking| cooking.batch(run.step, now));
            let left = batch.map_or(max.unwrap_or(min) - ran, |batch| batch.ends() - now);
            Some(StepStatus::Paused { since, left })
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

/// The status of a beat: over only after its last batch.
fn beat(session: &Session, run: Run, batch: &Batch, now: Moment) -> StepStatus {
    let out = batch.ends();
    if batch.is_last() && now >= out {
        return StepStatus::Overdue { out };
    }
    let (call, what) = session.next_call(run, now).unwrap_or((out, NextCall::Out));
    StepStatus::Running { call, what, out }
}

/// Why the oven is not ready for a ready step, if so.
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
