//! How long a dish takes: its longest chain of steps, if each begins as soon as it can.
//!
//! Countdowns take their shortest or longest time, hands steps their estimate. The oven starts cold: its first step
//! waits for the preheat. If it goes up with the food outside, the food waits for a share of the preheat again. Going
//! down, or with the food inside, nothing waits.

use super::oven::heating;
use super::{Dish, DishStep, HostAt, Length, Oven, StepId};
use crate::time::Span;

/// How long a dish takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// From the first step to the last, with the earlier end of every range.
    pub min: Span,
    /// The same with the later ends.
    pub longest: Span,
    /// The sum of all hands-on time.
    pub hands: Span,
    /// How much of the longest time is waiting for the oven.
    pub heating: Span,
    /// The longest chain of countdowns alone, at their earlier ends, without hands-on time and heating.
    pub counted_least: Span,
    /// The same with the later ends.
    pub counted_longest: Span,
    /// Whether any step is open, so that the total may be longer.
    pub open: bool,
    /// When the dish is set aside at the latest, if it is taken up again another day.
    pub aside: Option<Span>,
}

/// The totals of `dish` from its start.
pub fn totals(dish: &Dish) -> Totals {
    let all = path(dish, DishStep::longest, true);
    Totals {
        min: path(dish, DishStep::least, true),
        longest: all,
        hands: dish.steps.iter().filter(|s| s.length.is_none()).fold(Span::ZERO, |sum, s| sum + s.takes),
        heating: all - path(dish, DishStep::longest, false),
        counted_least: path(dish, |step| step.counted(Length::min), false),
        counted_longest: path(dish, |step| step.counted(Length::longest), false),
        open: dish.steps.iter().any(is_open),
        aside: aside(dish),
    }
}

/// Whether nothing tells how long it will take.
fn is_open(step: &DishStep) -> bool {
    let until_a_sign = step.repeat.as_ref().is_some_and(|repeat| repeat.times().is_none());
    until_a_sign || step.length.is_some_and(|length| length.max().is_none())
}

fn aside(dish: &Dish) -> Option<Span> {
    let times = schedule(dish, DishStep::longest, true);
    dish.steps.iter().zip(times).find(|(step, _)| step.is_held()).map(|(_, (start, _))| start)
}

/// The length of the longest chain, if each step takes `time`.
pub(crate) fn path(dish: &Dish, time: impl Fn(&DishStep) -> Span, heating: bool) -> Span {
    schedule(dish, time, heating).into_iter().map(|(_, end)| end).max().unwrap_or(Span::ZERO)
}

/// Start and end of every step from the start of the dish, each beginning as soon as it can.
pub(crate) fn schedule(dish: &Dish, time: impl Fn(&DishStep) -> Span, heating: bool) -> Vec<(Span, Span)> {
    let mut times = vec![(Span::ZERO, Span::ZERO); dish.steps.len()];
    let ovens: Vec<Vec<StepId>> =
        (0..dish.steps.len()).map(|i| if heating { ovens_before(dish, i) } else { Vec::new() }).collect();
    // Each round settles at least one step; the limit ends a loop, which no recipe that was read has.
    for _ in 0..=dish.steps.len() {
        let mut changed = false;
        for ((i, step), before) in dish.steps.iter().enumerate().zip(&ovens) {
            let at = |id: &StepId| times.get(id.index()).copied().unwrap_or_default();
            let waited = step.waits_for.iter().map(|id| at(id).1).max().unwrap_or(Span::ZERO);
            let hosted = step.beside.map_or(Span::ZERO, |beside| {
                let host = dish.step(beside.host);
                let min = host.map_or(Span::ZERO, |host| host.length.map_or(host.takes, Length::min));
                at(&beside.host).0 + offset(beside.at, min)
            });
            let mut start = waited.max(hosted);
            if let (Some(oven), true) = (step.oven.filter(|_| step.length.is_some()), heating) {
                start = start.max(hot(dish, step, oven, before, &times));
            }
            let end = start + time(step);
            if let Some(slot) = times.get_mut(i)
                && *slot != (start, end)
            {
                *slot = (start, end);
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    times
}

/// How long after its host's start a `while` step is due; `min` is the host's earlier end.
pub(crate) fn offset(at: HostAt, min: Span) -> Span {
    match at {
        HostAt::Start => Span::ZERO,
        HostAt::From(span) => span,
        HostAt::Left(span) => (min - span).max(Span::ZERO),
        HostAt::Half => min.half(),
    }
}

/// When the oven is hot enough for `step`.
fn hot(dish: &Dish, step: &DishStep, oven: Oven, before: &[StepId], times: &[(Span, Span)]) -> Span {
    let end = |id: &StepId| times.get(id.index()).map_or(Span::ZERO, |(_, end)| *end);
    if dish.food_inside(step) {
        return Span::ZERO;
    }
    let Some(last) = before.iter().copied().max_by_key(|id| (end(id), *id)) else { return step.preheat };
    let from = dish.step(last).and_then(|before| before.oven);
    let heating = from.map_or(step.preheat, |from| heating(from, oven, step.preheat));
    if heating == Span::ZERO { heating } else { end(&last) + heating }
}

/// The timed oven steps that must have begun before `step`, directly or not.
pub(crate) fn ovens_before(dish: &Dish, step: usize) -> Vec<StepId> {
    let mut seen = vec![false; dish.steps.len()];
    let mut todo = dish.steps.get(step).map(|s| s.waits_for.clone()).unwrap_or_default();
    let mut found = Vec::new();
    while let Some(id) = todo.pop() {
        let (Some(step), Some(seen)) = (dish.step(id), seen.get_mut(id.index())) else { continue };
        if std::mem::replace(seen, true) {
            continue;
        }
        if step.oven.is_some() && step.length.is_some() {
            found.push(id);
        }
        todo.extend(step.waits_for.iter().copied());
        todo.extend(step.beside.map(|beside| beside.host));
    }
    found
}
