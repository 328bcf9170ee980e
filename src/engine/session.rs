//! The session: the acts that were taken, and what they led to.

use super::act::{Act, ActId, Refused};
use super::alarm::Alarm;
use super::calls;
use super::forecast::{Expect, Forecast, Pace};
use super::oven::OvenState;
use super::state::{Cooking, State};
use crate::recipe::{DishId, StepId};
use crate::time::{Moment, Span};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Dishes made from recipes that one session takes.
const MOST_DISHES: usize = 30;
/// Dishes and loose timers together.
const MOST_TIMERS: usize = 500;

/// An act that was taken, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logged {
    /// Its moment; never before that of the act before it.
    pub at: Moment,
    /// What was done.
    pub act: Act,
}

/// Everything on the go: dishes, loose timers, the oven.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Session {
    log: Vec<Logged>,
    undone: BTreeSet<ActId>,
    state: State,
}

impl Session {
    /// An empty kitchen.
    pub fn new() -> Session {
        Session::default()
    }

    /// The session that these acts led to. Acts that cannot be taken are passed over.
    pub fn replay(log: Vec<Logged>) -> Session {
        let undone = log.iter().filter_map(|logged| if let Act::Undo { act } = logged.act { Some(act) } else { None });
        let undone: BTreeSet<ActId> = undone.collect();
        let state = fold_all(&log, &undone);
        Session { log, undone, state }
    }

    /// Takes an act, or refuses it and stays as it was. A moment before that of the last act counts as that one.
    pub fn apply(&mut self, act: Act, now: Moment) -> Result<(), Refused> {
        let now = self.log.last().map_or(now, |last| last.at.max(now));
        let id = ActId(u32::try_from(self.log.len()).map_err(|_| Refused::Full)?);
        match &act {
            Act::Undo { act: taken_back } => {
                if !self.can_undo(*taken_back) {
                    return Err(Refused::Over);
                }
                self.undone.insert(*taken_back);
                self.log.push(Logged { at: now, act });
                self.state = fold_all(&self.log, &self.undone);
                return Ok(());
            }
            Act::Add { dish, what } => {
                if *dish != self.next_dish() || what.steps.is_empty() {
                    return Err(Refused::NotNow);
                }
                let recipes = self.state.live().filter(|c| c.dish.kind == crate::recipe::DishKind::Recipe).count();
                if self.state.live().count() >= MOST_TIMERS
                    || (what.kind == crate::recipe::DishKind::Recipe && recipes >= MOST_DISHES)
                {
                    return Err(Refused::Full);
                }
            }
            Act::Plan { made_for, .. } if *made_for > id => return Err(Refused::BadTime),
            Act::Plan { .. }
            | Act::Start { .. }
            | Act::Done { .. }
            | Act::Pause { .. }
            | Act::Go { .. }
            | Act::More { .. }
            | Act::Heard { .. }
            | Act::OvenOn { .. }
            | Act::OvenHot { .. }
            | Act::OvenOff { .. }
            | Act::Stop { .. } => {}
        }
        self.state.fold(id, &act, now)?;
        self.log.push(Logged { at: now, act });
        Ok(())
    }

    /// Every alarm standing at `now`, the one that matters most first.
    pub fn alarms(&self, now: Moment) -> Vec<Alarm> {
        calls::gather(&self.state, now).0
    }

    /// When [`Session::alarms`] gives another answer by time alone; none if never.
    pub fn next_wake(&self, now: Moment) -> Option<Moment> {
        calls::gather(&self.state, now).1
    }

    /// The acts taken so far, those taken back among them.
    pub fn log(&self) -> &[Logged] {
        &self.log
    }

    /// Whether an act was taken back.
    pub fn is_undone(&self, act: ActId) -> bool {
        self.undone.contains(&act)
    }

    /// The act that an undo on `dish` would take back now.
    pub fn last_act(&self, dish: DishId) -> Option<(ActId, &Logged)> {
        let ids = (0..u32::try_from(self.log.len()).unwrap_or(u32::MAX)).map(ActId);
        ids.zip(&self.log)
            .rev()
            .find(|(id, logged)| logged.act.undoable_on() == Some(dish) && !self.undone.contains(id))
    }

    pub(super) fn state(&self) -> &State {
        &self.state
    }

    fn can_undo(&self, act: ActId) -> bool {
        let logged = usize::try_from(act.0).ok().and_then(|i| self.log.get(i));
        logged.is_some_and(|logged| logged.act.undoable_on().is_some()) && !self.undone.contains(&act)
    }

    /// Dishes and loose timers in order of their coming, ended ones too.
    pub fn dishes(&self) -> impl Iterator<Item = &Cooking> {
        self.state.dishes.values()
    }

    /// One dish.
    pub fn dish(&self, id: DishId) -> Option<&Cooking> {
        self.state.dishes.get(&id)
    }

    /// The id that the next dish gets.
    pub fn next_dish(&self) -> DishId {
        let added = self.log.iter().filter(|logged| matches!(logged.act, Act::Add { .. })).count();
        DishId(u16::try_from(added).unwrap_or(u16::MAX))
    }

    /// The oven.
    pub fn oven(&self) -> &OvenState {
        &self.state.oven
    }

    /// When each step of a dish is expected to begin and to end, with the longest times.
    pub fn expect(&self, dish: DishId) -> Vec<(Expect, Expect)> {
        self.state.dishes.get(&dish).map_or_else(Vec::new, |c| Forecast::of(&self.state, c, Pace::Longest).into_steps())
    }

    /// When a dish is expected to be eaten: the end of its last step.
    pub fn eaten(&self, dish: DishId) -> Option<Expect> {
        self.state.dishes.get(&dish).map(|c| Forecast::of(&self.state, c, Pace::Longest).end())
    }

    /// From when a ready step is due: beside its host, by the plan, or once the oven is hot. None where it is due at once.
    pub fn due(&self, dish: DishId, step: StepId) -> Option<Expect> {
        let cooking = self.state.dishes.get(&dish)?;
        self.state.due(cooking, step)
    }

    /// How long `more` must at least leave on a countdown that it shortens.
    pub const LEAST_LEFT: Span = Span::MINUTE;
}

fn fold_all(log: &[Logged], undone: &BTreeSet<ActId>) -> State {
    let mut state = State::default();
    for (id, logged) in (0u32..).map(ActId).zip(log) {
        if !undone.contains(&id) {
            // What named a run that was taken back is over with it.
            let _ = state.fold(id, &logged.act, logged.at);
        }
    }
    state
}

impl Act {
    /// The dish on which an undo takes this back; none for what cannot be undone.
    pub fn undoable_on(&self) -> Option<DishId> {
        match self {
            Act::Add { dish, .. } | Act::Stop { dish } => Some(*dish),
            Act::Start { run, .. }
            | Act::Done { run }
            | Act::Pause { run }
            | Act::Go { run }
            | Act::More { run, .. }
            | Act::OvenOn { alarm: super::alarm::AlarmId::OvenOn(run) } => Some(run.dish),
            Act::Heard { .. }
            | Act::OvenOn { .. }
            | Act::OvenHot { .. }
            | Act::OvenOff { .. }
            | Act::Plan { .. }
            | Act::Undo { .. } => None,
        }
    }
}
