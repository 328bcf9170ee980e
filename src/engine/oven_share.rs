//! One oven for all dishes: the first dish in keeps its setting, and another one waits, or shares if close enough.

use super::forecast::{Forecast, Pace};
use super::ids::Run;
use super::session::Session;
use super::state::{Cooking, State, StepState};
use crate::recipe::{DishId, DishStep, Oven, StepId};
use crate::time::Moment;

/// A dish that is in the oven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OvenUse {
    /// The dish.
    pub dish: DishId,
    /// Its step.
    pub step: StepId,
    /// The oven's setting.
    pub at: Oven,
    /// When it is expected to come out.
    pub until: Moment,
}

impl State {
    /// The steps of dishes other than `dish` that are in the oven.
    fn inside(&self, dish: DishId) -> impl Iterator<Item = (&Cooking, StepId, &DishStep, Oven)> {
        self.live().filter(move |cooking| cooking.id != dish).flat_map(|cooking| {
            cooking.iter().filter_map(move |(id, step, state)| {
                let inside = matches!(state, StepState::Running { .. } | StepState::Paused { .. });
                Some((cooking, id, step, step.oven.filter(|_| inside)?))
            })
        })
    }

    pub(super) fn other_inside(&self, dish: DishId) -> bool {
        self.inside(dish).next().is_some()
    }

    /// Whether another dish is in the oven at a setting that `wanted` cannot share.
    pub(super) fn oven_taken_for(&self, dish: DishId, wanted: Oven) -> bool {
        self.inside(dish).any(|(_, _, _, at)| !at.shares(wanted))
    }

    /// The dish in the oven that cannot share it with `wanted`; if several, the one that comes out last.
    pub(super) fn oven_use_against(&self, dish: DishId, wanted: Oven, now: Moment) -> Option<OvenUse> {
        let against = self.inside(dish).filter(|(_, _, _, at)| !at.shares(wanted));
        let uses = against.map(|(cooking, step, _, at)| OvenUse {
            dish: cooking.id,
            step,
            at,
            until: self.leaves_oven(cooking, step, now),
        });
        uses.max_by_key(|used| used.until)
    }

    /// When the food is expected out for good: the end of its last oven step, across short breaks.
    fn leaves_oven(&self, cooking: &Cooking, step: StepId, now: Moment) -> Moment {
        let forecast = Forecast::alone(self, cooking, Pace::Longest);
        let mut last = step;
        for (id, next, _) in cooking.iter() {
            if next.follows == Some(last) && next.oven.is_some() {
                last = id;
            }
        }
        forecast.end_of(last).at(now)
    }
}

impl Session {
    /// Whether the oven must be turned before a step at `wanted` can begin: it is off, or empty at another setting.
    pub fn oven_to_turn(&self, wanted: Oven) -> bool {
        self.state().oven_to_turn(wanted)
    }

    /// When the oven will next be called for, and for which step; `None` if it is in use, set right, or not needed.
    pub fn oven_call(&self, now: Moment) -> Option<(Moment, Run)> {
        let state = self.state();
        if state.oven_in_use() {
            return None;
        }
        let calls = state.oven_wanted().into_iter().map(|wanted| {
            let run = Run { dish: wanted.cooking.id, step: wanted.id, act: wanted.cooking.act };
            (wanted.start.after(-wanted.step.preheat).at(now), run, wanted.oven)
        });
        // Only the first is called for: what the others want is told when a step in the oven ends.
        let first = calls.min_by_key(|(at, run, _)| (*at, *run));
        first.filter(|(at, _, oven)| *at > now && state.oven_to_turn(*oven)).map(|(at, run, _)| (at, run))
    }

    /// The dish in the oven that a step of `dish` at `wanted` cannot share it with, if any.
    pub fn oven_use_against(&self, dish: DishId, wanted: Oven, now: Moment) -> Option<OvenUse> {
        self.state().oven_use_against(dish, wanted, now)
    }
}
