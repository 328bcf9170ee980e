//! The session: the accepted acts, and the state they led to.

use super::act::{Act, Refused};
use super::alarm::Alarm;
use super::calls;
use super::forecast::{Expect, Forecast, Pace};
use super::ids::{ActId, Run};
use super::oven::{OvenState, OvenTurn};
use super::state::{Cooking, State};
use crate::recipe::{DishId, DishKind, StepId};
use crate::time::{Moment, Span};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The most dishes from recipes that one session takes.
pub const MOST_DISHES: usize = 30;
/// The most dishes and loose timers together.
const MOST_TIMERS: usize = 500;

/// An accepted act and its moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logged {
    /// Its moment; never earlier than that of the act before it.
    pub at: Moment,
    /// The act.
    pub act: Act,
    /// Whether the step it would have started had to wait, for the oven or for the food. Stored with the act, so that
    /// undoing what heated the oven for one dish never stops the clock of another.
    #[serde(rename = "cold", default, skip_serializing_if = "std::ops::Not::not")]
    pub waits: bool,
}

/// All that is cooking: dishes, loose timers, the oven.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Session {
    log: Vec<Logged>,
    undone: BTreeSet<ActId>,
    state: State,
}

impl Session {
    /// A session without dishes.
    pub fn new() -> Session {
        Session::default()
    }

    /// The session that these acts lead to. Acts that do not fit are skipped.
    pub fn replay(log: Vec<Logged>) -> Session {
        let mut undone = BTreeSet::new();
        for (id, logged) in numbered(&log) {
            if let Act::Undo { act } = logged.act
                && act < id
                && can_undo(&log, &undone, act)
            {
                undone.insert(act);
            } else if let Act::Redo { act } = logged.act {
                undone.remove(&act);
            }
        }
        let state = fold_all(&log, &undone);
        Session { log, undone, state }
    }

    /// Takes an act, or refuses it and stays unchanged. A moment earlier than the last act's counts as that one.
    pub fn apply(&mut self, act: Act, now: Moment) -> Result<(), Refused> {
        let at = self.log.last().map_or(now, |last| last.at.max(now));
        let id = ActId(u32::try_from(self.log.len()).map_err(|_| Refused::Full)?);
        self.allows(&act, id)?;
        let logged = Logged { at, waits: self.state.must_wait_after(&act, at), act };
        if let Act::Undo { act } | Act::Redo { act } = logged.act {
            if matches!(logged.act, Act::Undo { .. }) {
                self.undone.insert(act)
            } else {
                self.undone.remove(&act)
            };
            self.log.push(logged);
            self.state = fold_all(&self.log, &self.undone);
        } else {
            self.state.fold(id, &logged)?;
            self.log.push(logged);
        }
        Ok(())
    }

    /// Checks that need more than the state, such as the log.
    fn allows(&self, act: &Act, id: ActId) -> Result<(), Refused> {
        match act {
            Act::Undo { act } if !can_undo(&self.log, &self.undone, *act) => Err(Refused::Stale),
            Act::Redo { act } if !self.can_redo(*act) => Err(Refused::Stale),
            Act::Add { dish, what } if *dish != self.next_dish() || what.steps.is_empty() => Err(Refused::NotNow),
            Act::Add { what, .. } if self.is_full(what.kind) => Err(Refused::Full),
            Act::Plan { made_for, .. } if *made_for > id => Err(Refused::BadTime),
            Act::Undo { .. }
            | Act::Redo { .. }
            | Act::Add { .. }
            | Act::Plan { .. }
            | Act::Start { .. }
            | Act::Done { .. }
            | Act::Pause { .. }
            | Act::Resume { .. }
            | Act::More { .. }
            | Act::Acknowledge { .. }
            | Act::OvenOn { .. }
            | Act::OvenHot { .. }
            | Act::OvenOff { .. }
            | Act::Restart { .. }
            | Act::Batch { .. }
            | Act::Skip { .. }
            | Act::Rename { .. }
            | Act::EndAt { .. }
            | Act::Abandon { .. } => Ok(()),
        }
    }

    fn is_full(&self, kind: DishKind) -> bool {
        let recipes = || self.state.live().filter(|cooking| cooking.dish.kind == DishKind::Recipe).count();
        self.state.live().count() >= MOST_TIMERS || (kind == DishKind::Recipe && recipes() >= MOST_DISHES)
    }

    /// [`Session::alarms`] and [`Session::next_wake`] in one pass.
    pub fn outlook(&self, now: Moment) -> (Vec<Alarm>, Option<Moment>) {
        calls::gather(&self.state, now)
    }

    /// Whether a dish, a timer or an oven that is on must not be forgotten.
    pub fn is_live(&self) -> bool {
        self.state.live().next().is_some() || self.state.oven != OvenState::Off
    }

    /// Every alarm that stands at `now`, most important first.
    pub fn alarms(&self, now: Moment) -> Vec<Alarm> {
        calls::gather(&self.state, now).0
    }

    /// When time alone changes [`Session::alarms`]; `None` if never.
    pub fn next_wake(&self, now: Moment) -> Option<Moment> {
        calls::gather(&self.state, now).1
    }

    /// The acts accepted so far, including undone ones.
    pub fn log(&self) -> &[Logged] {
        &self.log
    }

    /// Whether an act was undone.
    pub fn is_undone(&self, act: ActId) -> bool {
        self.undone.contains(&act)
    }

    /// The act that an undo on `dish` would take back.
    pub fn last_act(&self, dish: DishId) -> Option<(ActId, &Logged)> {
        numbered(&self.log).rfind(|(id, logged)| logged.act.undoable_on() == Some(dish) && !self.undone.contains(id))
    }

    /// The last undone act that can be redone, on that dish or on any.
    pub fn last_undone(&self, dish: Option<DishId>) -> Option<(ActId, &Logged)> {
        let undos = numbered(&self.log).rev().filter_map(|(_, logged)| match logged.act {
            Act::Undo { act } => Some(act),
            Act::Add { .. }
            | Act::Start { .. }
            | Act::Done { .. }
            | Act::Pause { .. }
            | Act::Resume { .. }
            | Act::More { .. }
            | Act::Restart { .. }
            | Act::Batch { .. }
            | Act::Skip { .. }
            | Act::Rename { .. }
            | Act::EndAt { .. }
            | Act::Acknowledge { .. }
            | Act::OvenOn { .. }
            | Act::OvenHot { .. }
            | Act::OvenOff { .. }
            | Act::Abandon { .. }
            | Act::Plan { .. }
            | Act::Redo { .. } => None,
        });
        let of = |act: &ActId| self.logged(*act).and_then(|logged| logged.act.undoable_on());
        let mut fits = undos.filter(|act| self.can_redo(*act) && dish.is_none_or(|dish| of(act) == Some(dish)));
        fits.next().and_then(|act| Some((act, self.logged(act)?)))
    }

    fn logged(&self, act: ActId) -> Option<&Logged> {
        usize::try_from(act.0).ok().and_then(|i| self.log.get(i))
    }

    /// Whether an act is undone and its dish has not changed since.
    fn can_redo(&self, act: ActId) -> bool {
        let dish = self.logged(act).and_then(|logged| logged.act.undoable_on());
        let later = numbered(&self.log).filter(|(id, _)| *id > act && !self.undone.contains(id));
        let mut touched = later.filter(|(_, logged)| logged.act.undoable_on() == dish);
        dish.is_some() && self.undone.contains(&act) && touched.next().is_none()
    }

    pub(super) fn state(&self) -> &State {
        &self.state
    }

    /// Dishes and loose timers in the order they were added, including ended ones.
    pub fn dishes(&self) -> impl Iterator<Item = &Cooking> {
        self.state.dishes.values()
    }

    /// One dish.
    pub fn dish(&self, id: DishId) -> Option<&Cooking> {
        self.state.dishes.get(&id)
    }

    /// The id for the next dish, never used before, even if a damaged journal lost some dishes.
    pub fn next_dish(&self) -> DishId {
        let added = self
            .log
            .iter()
            .filter_map(|logged| if let Act::Add { dish, .. } = &logged.act { Some(dish.0) } else { None });
        DishId(added.max().map_or(0, |last| last.saturating_add(1)))
    }

    /// The oven.
    pub fn oven(&self) -> &OvenState {
        &self.state.oven
    }

    /// What happens to the oven's setting when `run` ends at `now`. The words of its end tell it.
    pub fn oven_after(&self, run: Run, now: Moment) -> OvenTurn {
        let mut next = self.state.clone();
        let id = ActId(u32::try_from(self.log.len()).unwrap_or(u32::MAX));
        if next.fold(id, &Logged { at: now, act: Act::Done { run }, waits: false }).is_err() {
            return OvenTurn::Stays;
        }
        match (self.state.oven, next.oven) {
            (OvenState::On { .. }, OvenState::On { idle: Some(_), .. }) => OvenTurn::Off,
            (OvenState::On { to: from, .. }, OvenState::On { to, .. }) if from != to => OvenTurn::To(to),
            (OvenState::On { .. } | OvenState::Off, OvenState::On { .. } | OvenState::Off) => OvenTurn::Stays,
        }
    }

    /// When each step of a dish is expected to begin and end, with the longest durations.
    pub fn expect(&self, dish: DishId) -> Vec<(Expect, Expect)> {
        self.state.dishes.get(&dish).map_or_else(Vec::new, |c| Forecast::of(&self.state, c, Pace::Longest).into_steps())
    }

    /// When a dish is expected to be eaten, at the end of its last step; `None` while it is kept for another day.
    pub fn eaten(&self, dish: DishId) -> Option<Expect> {
        self.state
            .dishes
            .get(&dish)
            .filter(|cooking| !cooking.has_hold())
            .map(|c| Forecast::of(&self.state, c, Pace::Longest).end())
    }

    /// When a ready step is due: beside its host, by the plan, or once the oven is hot. `None` if at once.
    pub fn due(&self, dish: DishId, step: StepId) -> Option<Expect> {
        let cooking = self.state.dishes.get(&dish)?;
        self.state.due(cooking, step)
    }

    /// The least time that a shortened countdown must have left.
    pub const LEAST_LEFT: Span = Span::MINUTE;
}

fn numbered(log: &[Logged]) -> impl DoubleEndedIterator<Item = (ActId, &Logged)> {
    log.iter().enumerate().map(|(i, logged)| (ActId(u32::try_from(i).unwrap_or(u32::MAX)), logged))
}

fn can_undo(log: &[Logged], undone: &BTreeSet<ActId>, act: ActId) -> bool {
    let logged = usize::try_from(act.0).ok().and_then(|i| log.get(i));
    logged.is_some_and(|logged| logged.act.undoable_on().is_some()) && !undone.contains(&act)
}

fn fold_all(log: &[Logged], undone: &BTreeSet<ActId>) -> State {
    let mut state = State::default();
    for (id, logged) in numbered(log) {
        if !undone.contains(&id) {
            // An act whose run was undone is over too.
            let _ = state.fold(id, logged);
        }
    }
    state
}

impl Act {
    /// The dish on which an undo takes this act back; `None` if it cannot be undone.
    pub fn undoable_on(&self) -> Option<DishId> {
        match self {
            Act::Add { dish, .. } | Act::Abandon { dish } | Act::Rename { dish, .. } => Some(*dish),
            Act::Start { run, .. }
            | Act::Done { run }
            | Act::Pause { run }
            | Act::Resume { run }
            | Act::More { run, .. }
            | Act::Restart { run }
            | Act::Batch { run, .. }
            | Act::Skip { run }
            | Act::OvenOn { alarm: super::alarm::AlarmId::OvenOn(run) } => Some(run.dish),
            Act::Acknowledge { .. }
            | Act::OvenOn { .. }
            | Act::OvenHot { .. }
            | Act::OvenOff { .. }
            | Act::EndAt { .. }
            | Act::Plan { .. }
            | Act::Redo { .. }
            | Act::Undo { .. } => None,
        }
    }
}
