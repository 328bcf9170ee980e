//! How the steps lead the one oven of the session.
//!
//! A cold oven is called for a preheat before the first step that needs it. Once on, a change is told with the oven
//! step that ends, and counts as made at that moment only: a change that the cook was not told about never happens. A
//! change that no ending step can tell has its own call. A step waits for heat only if the oven must go up and its food
//! is outside.

use super::act::{Act, Refused};
use super::alarm::AlarmId;
use super::forecast::{Expect, Forecast, Pace, beside_begun};
use super::ids::ActId;
use super::oven::{OvenState, goes_back_in};
use super::state::{Cooking, State, StepState, on_heat};
use crate::recipe::oven::heating;
use crate::recipe::{Dish, DishId, DishStep, HostAt, Oven, StepId};
use crate::time::{Moment, Span};
use std::collections::BTreeSet;

/// The cook is away or asleep during an open step this long.
const LEFT_ALONE: Span = Span::hours(2);
/// An oven that is not needed for longer than this is turned off.
pub(super) const KEPT_ON: Span = Span::mins(30);
/// How long after its last step the call to turn the oven off comes.
pub(super) const OFF_AFTER: Span = Span::MINUTE;

/// Whether a long open step must end before this one, so that nothing spoils if the oven is late.
pub(super) fn can_wait(cooking: &Cooking, step: &DishStep) -> bool {
    let mut seen = BTreeSet::new();
    let mut before: Vec<StepId> = step.waits_for.clone();
    while let Some(id) = before.pop() {
        let ahead = cooking.state(id).is_some_and(|state| !state.is_done());
        let Some(step) = cooking.dish.step(id).filter(|_| ahead && seen.insert(id)) else { continue };
        if step.length.is_some_and(|length| length.max().is_none() && length.min() >= LEFT_ALONE) {
            return true;
        }
        before.extend(&step.waits_for);
    }
    false
}

/// A step that will need the oven, and when.
pub(super) struct OvenDemand<'a> {
    pub(super) cooking: &'a Cooking,
    pub(super) id: StepId,
    pub(super) step: &'a DishStep,
    pub(super) oven: Oven,
    pub(super) start: Expect,
}

/// Whether a step on heat starts only when the cook says that the food is on it. Not if the food is there already, or
/// goes back into the oven that it came from.
fn waits_for_food(dish: &Dish, step: &DishStep) -> bool {
    on_heat(step) && !goes_back_in(dish, step) && !stays_on_hob(dish, step)
}

/// Whether the step before it on its line was on the hob too, so the pan stays there.
fn stays_on_hob(dish: &Dish, step: &DishStep) -> bool {
    let before = step.follows.and_then(|id| dish.step(id));
    let on_hob = |step: &DishStep| step.oven.is_none() && step.length.is_some() && on_heat(step);
    on_hob(step) && before.is_some_and(on_hob)
}

impl State {
    /// The steps not begun that need the oven, each with its expected start, without heating.
    pub(super) fn oven_wanted(&self) -> Vec<OvenDemand<'_>> {
        let mut wanted = Vec::new();
        for cooking in self.live() {
            let waiting = |step: &DishStep, state: &StepState| step.oven.is_some() && !state.has_begun();
            if !cooking.iter().any(|(_, step, state)| waiting(step, state)) {
                continue;
            }
            let forecast = Forecast::of(self, cooking, Pace::LeastAndHot);
            let soon = cooking.iter().filter(|(id, step, state)| waiting(step, state) && !cooking.is_behind_hold(*id));
            let demands = soon.filter_map(|(id, step, _)| {
                Some(OvenDemand { cooking, id, step, oven: step.oven?, start: forecast.start(id) })
            });
            wanted.extend(demands);
        }
        wanted
    }

    pub(super) fn oven_in_use(&self) -> bool {
        self.live().any(|cooking| {
            cooking.iter().any(|(_, step, state)| {
                step.oven.is_some() && matches!(state, StepState::Running { .. } | StepState::Paused { .. })
            })
        })
    }

    /// Whether the step that `act` would start has to wait, for the oven or for the food to be on the heat.
    pub(super) fn must_wait_after(&self, act: &Act, now: Moment) -> bool {
        match act {
            Act::Add { dish, what } => what.steps.first().is_some_and(|step| self.must_wait(*dish, what, step, now)),
            Act::Done { run } | Act::Skip { run } => self.of_run(*run).is_some_and(|(cooking, _, _)| {
                let mut next = cooking.dish.steps.iter().filter(|step| step.follows == Some(run.step));
                next.any(|step| self.must_wait(run.dish, &cooking.dish, step, now))
            }),
            Act::Start { .. }
            | Act::Pause { .. }
            | Act::Resume { .. }
            | Act::More { .. }
            | Act::Restart { .. }
            | Act::Batch { .. }
            | Act::Rename { .. }
            | Act::EndAt { .. }
            | Act::Acknowledge { .. }
            | Act::OvenOn { .. }
            | Act::OvenHot { .. }
            | Act::OvenOff { .. }
            | Act::Abandon { .. }
            | Act::Plan { .. }
            | Act::Redo { .. }
            | Act::Undo { .. } => false,
        }
    }

    fn must_wait(&self, id: DishId, dish: &Dish, step: &DishStep, now: Moment) -> bool {
        let taken = step.oven.is_some_and(|wanted| self.oven_taken_for(id, wanted));
        taken || waits_for_food(dish, step) || self.too_cold(dish, step, now)
    }

    fn too_cold(&self, dish: &Dish, step: &DishStep, now: Moment) -> bool {
        let Some(wanted) = step.oven.filter(|_| !dish.food_inside(step)) else { return false };
        match self.oven {
            OvenState::Off => true,
            OvenState::On { to, hot_at, sure, .. } => {
                heating(to, wanted, step.preheat) > Span::ZERO || !(sure || hot_at <= now)
            }
        }
    }

    /// Whether the cook must be told about `wanted`: the oven is off, or empty at another setting.
    pub(super) fn oven_to_turn(&self, wanted: Oven) -> bool {
        match self.oven {
            OvenState::Off => true,
            OvenState::On { to, .. } => !to.is_set_as(wanted) && !self.oven_in_use(),
        }
    }

    /// An oven step began. The cook has put the food in, so the oven is hot.
    pub(super) fn oven_taken(&mut self, dish: DishId, act: ActId, to: Oven, now: Moment) {
        // The first dish in keeps its setting.
        let to = match self.oven {
            OvenState::On { to: set, .. } if self.other_inside(dish) => set,
            OvenState::On { .. } | OvenState::Off => to,
        };
        let hot_at = match self.oven {
            OvenState::On { hot_at, sure: true, .. } => hot_at.min(now),
            OvenState::On { .. } | OvenState::Off => now,
        };
        self.oven = OvenState::On { act, to, since: now, hot_at, sure: true, idle: None };
    }

    /// An oven step ended and its words told the next setting, so the setting counts as made.
    pub(super) fn oven_left(&mut self, act: ActId, now: Moment) {
        let next = self.oven_next(now).map(|next| (next.oven, next.step.preheat));
        if let Some((oven, preheat)) = next.filter(|(oven, _)| self.oven_to_turn(*oven)) {
            self.oven = self.oven.turned(act, oven, preheat, now);
        }
    }

    /// Runs after every act, to note whether the oven is idle.
    pub(super) fn oven_follow(&mut self, act: ActId, now: Moment) {
        if self.oven == OvenState::Off {
            return;
        }
        let needed = self.oven_in_use() || self.oven_next(now).is_some();
        if let OvenState::On { idle, .. } = &mut self.oven {
            *idle = if needed { None } else { idle.or(Some((act, now))) };
        }
    }

    /// The step that needs the oven next, if it comes soon enough to leave the oven on.
    fn oven_next(&self, now: Moment) -> Option<OvenDemand<'_>> {
        let next = self.oven_wanted().into_iter().min_by_key(|wanted| wanted.start.at(now));
        next.filter(|wanted| wanted.start.at(now) - now <= KEPT_ON)
    }

    /// When a ready step is due: beside its host, by the plan, or once the oven is hot. `None` if at once.
    pub(super) fn due(&self, cooking: &Cooking, id: StepId) -> Option<Expect> {
        let step = cooking.dish.step(id)?;
        [self.called(cooking, id), self.heat_due(cooking, step)].into_iter().flatten().reduce(Expect::max)
    }

    /// When a ready step is called: beside its host, or by the plan.
    pub(super) fn called(&self, cooking: &Cooking, id: StepId) -> Option<Expect> {
        let planned = self.plan.get(&(cooking.id, id)).copied().map(Expect::fixed);
        let beside = cooking.dish.step(id)?.beside.filter(|beside| beside.at != HostAt::Start);
        let beside = beside.and_then(|beside| beside_begun(cooking, beside));
        [planned, beside].into_iter().flatten().reduce(Expect::max)
    }

    fn heat_due(&self, cooking: &Cooking, step: &DishStep) -> Option<Expect> {
        match self.oven {
            OvenState::On { hot_at, .. } if step.oven.is_some() && !cooking.dish.food_inside(step) => {
                Some(Expect::fixed(hot_at))
            }
            OvenState::On { .. } | OvenState::Off => None,
        }
    }

    /// The cook says that the oven is as hot as `asked` wanted.
    pub(super) fn oven_is_hot(&mut self, asked: AlarmId, now: Moment) -> Result<(), Refused> {
        match &mut self.oven {
            OvenState::On { act, hot_at, sure, .. } if !*sure && asked == AlarmId::OvenHot(*act) => {
                (*hot_at, *sure) = (now, true);
                Ok(())
            }
            OvenState::On { .. } | OvenState::Off => Err(Refused::Stale),
        }
    }

    pub(super) fn oven_is_off(&mut self, called: AlarmId) -> Result<(), Refused> {
        match self.oven {
            OvenState::On { idle: Some((act, _)), .. } if called == AlarmId::OvenOff(act) => {
                self.oven = OvenState::Off;
                Ok(())
            }
            OvenState::On { .. } | OvenState::Off => Err(Refused::Stale),
        }
    }
}
