//! When things are expected, from what is known now.
//!
//! An expected moment is fixed (the end of a running step), moves with the clock (the end of a paused step), or is the
//! later of the two. [`Expect`] keeps both parts, so one value answers for every `now`, and tells the exact moment at
//! which something is due.

use super::oven::OvenState;
use super::state::{Cooking, State, StepState};
use crate::recipe::oven::heating;
use crate::recipe::totals::{offset, ovens_before};
use crate::recipe::{Beside, DishStep, Length, StepId};
use crate::time::{Moment, Span};

/// The later of a fixed moment and a distance from now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expect {
    /// Not before this moment.
    pub fixed: Moment,
    /// Nor earlier than this long from now; `None` if now does not matter.
    pub float: Option<Span>,
}

impl Expect {
    const LONG_AGO: Moment = Moment::millis(i64::MIN / 4);

    /// At that moment, independent of now.
    pub fn fixed(at: Moment) -> Expect {
        Expect { fixed: at, float: None }
    }
    /// Always this long from now.
    pub fn from_now(span: Span) -> Expect {
        Expect { fixed: Expect::LONG_AGO, float: Some(span) }
    }
    /// At that moment, or now if it has passed.
    pub fn not_before_now(at: Moment) -> Expect {
        Expect { fixed: at, float: Some(Span::ZERO) }
    }
    /// The expected moment, seen from `now`.
    pub fn at(self, now: Moment) -> Moment {
        self.float.map_or(self.fixed, |float| self.fixed.max(now + float))
    }
    /// Later by `span`.
    pub fn after(self, span: Span) -> Expect {
        Expect { fixed: self.fixed + span, float: self.float.map(|float| float + span) }
    }
    /// The later of two.
    pub fn max(self, other: Expect) -> Expect {
        Expect { fixed: self.fixed.max(other.fixed), float: self.float.max(other.float) }
    }
    /// When time alone reaches it; `None` if it keeps moving ahead of now.
    pub fn reached(self) -> Option<Moment> {
        if self.float.is_none_or(|float| float <= Span::ZERO) { Some(self.fixed) } else { None }
    }
}

/// Which durations a forecast uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    /// The later end of every range, plus heating that must be waited for: what guests are told.
    Longest,
    /// The earlier end, with an oven that is hot in time: tells when the oven is wanted.
    LeastAndHot,
}

impl Pace {
    fn of(self, min: Span, max: Option<Span>) -> Span {
        match self {
            Pace::Longest => max.unwrap_or(min),
            Pace::LeastAndHot => min,
        }
    }
    fn length(self, step: &DishStep) -> Span {
        match self {
            Pace::Longest => step.longest(),
            Pace::LeastAndHot => step.least(),
        }
    }
}

/// Start and end of every step of a dish.
pub(super) struct Forecast {
    steps: Vec<Option<(Expect, Expect)>>,
    added: Moment,
    /// For each step, until when another dish has the oven at another heat.
    taken: Vec<Option<Moment>>,
}

impl Forecast {
    /// The forecast beside the other dishes, which may have the oven.
    pub(super) fn of(state: &State, cooking: &Cooking, pace: Pace) -> Forecast {
        let until = |step: &DishStep| {
            // Only a dish that has begun is in the oven. Only paused steps depend on now, so `changed` will do.
            let against = state.oven_use_against(cooking.id, step.oven?, cooking.changed)?;
            Some(against.until)
        };
        let taken = cooking.iter().map(|(_, step, state)| until(step).filter(|_| !state.has_begun())).collect();
        Forecast::reckoned(state, cooking, pace, taken)
    }

    pub(super) fn alone(state: &State, cooking: &Cooking, pace: Pace) -> Forecast {
        Forecast::reckoned(state, cooking, pace, Vec::new())
    }

    pub(super) fn end_of(&self, id: StepId) -> Expect {
        self.get(id).map_or(Expect::fixed(self.added), |(_, end)| end)
    }

    fn reckoned(state: &State, cooking: &Cooking, pace: Pace, taken: Vec<Option<Moment>>) -> Forecast {
        let mut forecast = Forecast { steps: vec![None; cooking.steps.len()], added: cooking.added, taken };
        // A step may wait for one written after it, so passes repeat until nothing new is known.
        loop {
            let mut settled = false;
            for (id, step, _) in cooking.iter() {
                if forecast.get(id).is_none()
                    && let Some(times) = forecast.reckon(state, cooking, id, step, pace)
                {
                    if let Some(slot) = forecast.steps.get_mut(id.index()) {
                        *slot = Some(times);
                    }
                    settled = true;
                }
            }
            if !settled {
                return forecast;
            }
        }
    }

    fn get(&self, id: StepId) -> Option<(Expect, Expect)> {
        self.steps.get(id.index()).copied().flatten()
    }

    pub(super) fn start(&self, id: StepId) -> Expect {
        self.get(id).map_or(Expect::fixed(self.added), |(start, _)| start)
    }

    pub(super) fn end(&self) -> Expect {
        let ends = self.steps.iter().flatten().map(|(_, end)| *end);
        ends.reduce(Expect::max).unwrap_or(Expect::fixed(self.added))
    }

    pub(super) fn into_steps(self) -> Vec<(Expect, Expect)> {
        let added = Expect::fixed(self.added);
        self.steps.into_iter().map(|times| times.unwrap_or((added, added))).collect()
    }

    fn reckon(
        &self,
        state: &State,
        cooking: &Cooking,
        id: StepId,
        step: &DishStep,
        pace: Pace,
    ) -> Option<(Expect, Expect)> {
        match *cooking.state(id)? {
            StepState::Done { begun, at } => Some((Expect::fixed(begun), Expect::fixed(at))),
            StepState::Running { begun, started_at, min, max, .. } => {
                let one = pace.of(min, max);
                let end = if step.is_held() {
                    Expect::from_now(Span::ZERO)
                } else if step.is_beat() {
                    Expect::not_before_now(started_at + one.times(cooking.batches_left(id, step)))
                } else {
                    Expect::not_before_now(started_at + one).after(one.times(cooking.batches_left(id, step) - 1))
                };
                Some((Expect::fixed(begun), end))
            }
            StepState::Paused { begun, ran, min, max, .. } => {
                let left = pace.of(min, max).times(cooking.batches_left(id, step)) - ran;
                Some((Expect::fixed(begun), Expect::from_now(left.max(Span::ZERO))))
            }
            StepState::Ready { since, .. } => {
                let due = state.due(cooking, id);
                let start = due.map_or(Expect::fixed(since), |due| due.max(Expect::fixed(since)));
                match step.length {
                    None => Some((start, start.after(step.takes).max(Expect::from_now(Span::ZERO)))),
                    Some(_) => {
                        let start = start.max(Expect::from_now(Span::ZERO));
                        let start = self.heated(state, cooking, id, step, pace, start);
                        let one =
                            step.repeat.as_ref().and(step.length).map(|length| pace.of(length.min(), length.max()));
                        let takes =
                            one.map_or_else(|| pace.length(step), |one| one.times(cooking.batches_left(id, step)));
                        Some((start, start.after(takes)))
                    }
                }
            }
            StepState::Blocked => {
                let mut start = Expect::not_before_now(self.added);
                for before in &step.waits_for {
                    start = start.max(self.get(*before)?.1);
                }
                if let Some(beside) = step.beside {
                    let at = match beside_begun(cooking, beside) {
                        Some(at) => at,
                        None => {
                            let host = cooking.dish.step(beside.host)?;
                            let min = host.length.map_or(host.takes, Length::min);
                            self.get(beside.host)?.0.after(offset(beside.at, min))
                        }
                    };
                    start = start.max(at);
                }
                if let Some(planned) = state.plan.get(&(cooking.id, id)) {
                    start = start.max(Expect::fixed(*planned));
                }
                let start = self.heated(state, cooking, id, step, pace, start);
                Some((start, start.after(pace.length(step))))
            }
        }
    }

    /// `start`, or later if the step must wait for the oven to be hot.
    fn heated(
        &self,
        state: &State,
        cooking: &Cooking,
        id: StepId,
        step: &DishStep,
        pace: Pace,
        start: Expect,
    ) -> Expect {
        let taken = self.taken.get(id.index()).copied().flatten();
        let start = taken.map_or(start, |until| start.max(Expect::fixed(until)));
        let wanted = step.oven.filter(|_| step.length.is_some() && !cooking.dish.food_inside(step));
        let (Some(wanted), Pace::Longest) = (wanted, pace) else {
            return start;
        };
        // What must come before it leaves the oven at its heat.
        let before = ovens_before(&cooking.dish, id.index()).into_iter().filter_map(|id| {
            let oven =
                cooking.dish.step(id)?.oven.filter(|_| cooking.state(id).is_some_and(|state| !state.is_done()))?;
            let (_, end) = self.get(id)?;
            Some(((end.at(cooking.changed), id), oven, end))
        });
        if let Some((_, oven, end)) = before.max_by_key(|(last, _, _)| *last) {
            let heating = heating(oven, wanted, step.preheat);
            return if heating == Span::ZERO { start } else { start.max(end.after(heating)) };
        }
        match state.oven {
            OvenState::Off => start.max(Expect::from_now(step.preheat)),
            OvenState::On { to, .. } if to.celsius() < wanted.celsius() => {
                start.max(Expect::from_now(heating(to, wanted, step.preheat)))
            }
            OvenState::On { hot_at, sure: false, .. } => start.max(Expect::fixed(hot_at)),
            OvenState::On { .. } => start,
        }
    }
}

/// The earliest start of a step beside a host; `None` if the host has not begun.
pub(super) fn beside_begun(cooking: &Cooking, beside: Beside) -> Option<Expect> {
    match *cooking.state(beside.host)? {
        StepState::Running { started_at, min, .. } => Some(Expect::fixed(started_at + offset(beside.at, min))),
        StepState::Paused { ran, min, since, .. } => {
            let left = offset(beside.at, min) - ran;
            Some(if left > Span::ZERO { Expect::from_now(left) } else { Expect::fixed(since + left) })
        }
        StepState::Done { at, .. } => Some(Expect::fixed(at)),
        StepState::Blocked | StepState::Ready { .. } => None,
    }
}
