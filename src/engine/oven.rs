//! The oven: one for the whole session, told by the steps that need it.
//!
//! From cold it is called for a preheat before the first step that needs it. Once on, a change of its setting is said with the
//! step that ends; it is taken to have been made then. Only going up with the food outside waits for heat.

use super::act::ActId;
use super::forecast::{Expect, Forecast, Pace, beside_begun};
use super::state::{Cooking, State, StepState};
use crate::recipe::{DishStep, HostAt, Oven, StepId};
use crate::time::{Moment, Span};

/// What heats an oven up by a little takes at least this long.
const LEAST_HEATING: Span = Span::mins(5);
/// A kitchen's own warmth, where heating begins.
const ROOM: i64 = 20;
/// An oven that nobody needs for longer than this is better turned off.
pub(super) const KEPT_ON: Span = Span::mins(30);
/// How long after its last step the oven's end is called.
pub(super) const OFF_AFTER: Span = Span::MINUTE;

/// The oven of the session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OvenState {
    /// Cold.
    #[default]
    Off,
    /// On, and set to something.
    On {
        /// What set it so.
        act: ActId,
        /// What it is set to.
        to: Oven,
        /// When that was.
        since: Moment,
        /// When it should be that hot.
        hot_at: Moment,
        /// Whether the cook has said that it is hot, by a key or by putting food in.
        sure: bool,
        /// Since when, and by which act, no step needs it.
        idle: Option<(ActId, Moment)>,
    },
}

/// How long heating from one setting to another takes, when from cold it would take `preheat`.
pub(super) fn heating(from: Oven, to: Oven, preheat: Span) -> Span {
    let (from, to) = (i64::from(from.celsius()), i64::from(to.celsius()));
    if to <= from {
        return Span::ZERO;
    }
    let part = preheat.as_millis().saturating_mul(to - from) / (to - ROOM).max(1);
    Span::millis(part).max(LEAST_HEATING).min(preheat.max(LEAST_HEATING))
}

/// Whether the food is still in the oven when the step begins: the step before it on its line was in the oven too.
pub(super) fn food_inside(cooking: &Cooking, step: &DishStep) -> bool {
    let before = step.follows.and_then(|id| cooking.dish.step(id));
    before.is_some_and(|before| before.oven.is_some())
}

/// The step that will next need the oven, and when it is expected to.
pub(super) struct Wanted<'a> {
    pub(super) cooking: &'a Cooking,
    pub(super) id: StepId,
    pub(super) step: &'a DishStep,
    pub(super) oven: Oven,
    pub(super) start: Expect,
}

impl State {
    /// The steps not begun that need the oven, each with the time it is expected to, heating left out.
    pub(super) fn oven_wanted(&self) -> Vec<Wanted<'_>> {
        let mut wanted = Vec::new();
        for cooking in self.live() {
            let waiting = |step: &DishStep, state: &StepState| step.oven.is_some() && !state.has_begun();
            if !cooking.iter().any(|(_, step, state)| waiting(step, state)) {
                continue;
            }
            let forecast = Forecast::of(self, cooking, Pace::LeastAndHot);
            wanted.extend(cooking.iter().filter(|(_, step, state)| waiting(step, state)).filter_map(
                |(id, step, _)| Some(Wanted { cooking, id, step, oven: step.oven?, start: forecast.start(id) }),
            ));
        }
        wanted
    }

    /// Whether something is in the oven.
    pub(super) fn oven_in_use(&self) -> bool {
        self.live().any(|cooking| {
            cooking.iter().any(|(_, step, state)| {
                step.oven.is_some() && matches!(state, StepState::Running { .. } | StepState::Paused { .. })
            })
        })
    }

    /// Whether `step`, ready now, may begin without waiting for heat.
    pub(super) fn oven_ready_for(&self, cooking: &Cooking, step: &DishStep, now: Moment) -> bool {
        let Some(wanted) = step.oven else { return true };
        match self.oven {
            _ if food_inside(cooking, step) => true,
            OvenState::Off => false,
            OvenState::On { to, hot_at, sure, .. } => to.celsius() >= wanted.celsius() && (sure || hot_at <= now),
        }
    }

    /// A step that needs the oven began: the cook has put the food in, so it is hot.
    pub(super) fn oven_taken(&mut self, act: ActId, to: Oven, now: Moment) {
        self.oven = OvenState::On { act, to, since: now, hot_at: now, sure: true, idle: None };
    }

    /// After every act: a setting that the words have changed is changed, and an oven that nobody needs stands idle.
    pub(super) fn oven_follow(&mut self, act: ActId, now: Moment) {
        let OvenState::On { to, .. } = self.oven else { return };
        if self.oven_in_use() {
            if let OvenState::On { idle, .. } = &mut self.oven {
                *idle = None;
            }
            return;
        }
        let wanted = self.oven_wanted().into_iter().min_by_key(|wanted| wanted.start.at(now));
        let wanted = wanted.filter(|wanted| wanted.start.at(now) - now <= KEPT_ON);
        let wanted = wanted.map(|wanted| (wanted.oven, heating(to, wanted.oven, wanted.step.preheat)));
        match wanted {
            None => {
                if let OvenState::On { idle, .. } = &mut self.oven {
                    *idle = idle.or(Some((act, now)));
                }
            }
            Some((oven, heat)) if oven != to => {
                let sure = heat == Span::ZERO;
                self.oven = OvenState::On { act, to: oven, since: now, hot_at: now + heat, sure, idle: None };
            }
            Some(_) => {
                if let OvenState::On { idle, .. } = &mut self.oven {
                    *idle = None;
                }
            }
        }
    }

    /// From when a ready step is due: beside its host, by the plan, or once the oven is hot. None where it is due at once.
    pub(super) fn due(&self, cooking: &Cooking, id: StepId) -> Option<Expect> {
        let step = cooking.dish.step(id)?;
        [self.called(cooking, id), self.heat_due(cooking, step)].into_iter().flatten().reduce(Expect::max)
    }

    /// From when a ready step is called: beside its host, or by the plan.
    pub(super) fn called(&self, cooking: &Cooking, id: StepId) -> Option<Expect> {
        let planned = self.plan.get(&(cooking.id, id)).copied().map(Expect::fixed);
        let beside = cooking.dish.step(id)?.beside.filter(|beside| beside.at != HostAt::Start);
        let beside = beside.and_then(|beside| beside_begun(cooking, beside));
        [planned, beside].into_iter().flatten().reduce(Expect::max)
    }

    fn heat_due(&self, cooking: &Cooking, step: &DishStep) -> Option<Expect> {
        match self.oven {
            _ if step.oven.is_none() || food_inside(cooking, step) => None,
            OvenState::On { hot_at, sure: false, .. } => Some(Expect::fixed(hot_at)),
            OvenState::On { .. } | OvenState::Off => None,
        }
    }
}
