//! How long a dish takes: its longest chain of steps, each begun as soon as it can.
//!
//! Countdowns run their least or their longest, hands steps their estimate. The oven is reckoned cold at the start: its first step
//! cannot begin before it is heated, and where it goes up with the food outside, the food waits for a share of that again. Going
//! down, or with food inside, waits for nothing.

use super::{Dish, DishStep, HostAt, Oven, StepId};
use crate::time::Span;

/// How long a dish takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// From the first step to the last, every range at its earlier end.
    pub min: Span,
    /// The same, every range at its later end.
    pub longest: Span,
    /// All work of hands, added up.
    pub hands: Span,
    /// What waiting for the oven adds to the longest.
    pub heating: Span,
    /// The longest chain of countdowns alone, each at its earlier end: no hands, no heating.
    pub counted_least: Span,
    /// The same at the later ends.
    pub counted_longest: Span,
    /// Whether some step has an open end, so that all may take longer as the cook likes.
    pub open: bool,
}

/// Reckons `dish` from nothing done yet.
pub fn totals(dish: &Dish) -> Totals {
    let min = |step: &DishStep| step.length.map_or(step.takes, |length| length.min());
    let longest = |step: &DishStep| step.length.map_or(step.takes, |length| length.longest());
    let all = path(dish, longest, true);
    Totals {
        min: path(dish, min, true),
        longest: all,
        hands: dish.steps.iter().filter(|s| s.length.is_none()).fold(Span::ZERO, |sum, s| sum + s.takes),
        heating: all - path(dish, longest, false),
        counted_least: path(dish, |s| s.length.map_or(Span::ZERO, |length| length.min()), false),
        counted_longest: path(dish, |s| s.length.map_or(Span::ZERO, |length| length.longest()), false),
        open: dish.steps.iter().any(|s| s.length.is_some_and(|length| length.max().is_none())),
    }
}

/// The length of the longest chain, where each step takes `time` of it.
pub(crate) fn path(dish: &Dish, time: impl Fn(&DishStep) -> Span, heating: bool) -> Span {
    schedule(dish, time, heating).into_iter().map(|(_, end)| end).max().unwrap_or(Span::ZERO)
}

/// Start and end of every step, counted from the start of the dish, each begun as soon as it can.
pub(crate) fn schedule(dish: &Dish, time: impl Fn(&DishStep) -> Span, heating: bool) -> Vec<(Span, Span)> {
    let mut times = vec![(Span::ZERO, Span::ZERO); dish.steps.len()];
    let ovens: Vec<Vec<StepId>> =
        (0..dish.steps.len()).map(|i| if heating { ovens_before(dish, i) } else { Vec::new() }).collect();
    // Each round settles at least one step more; a dish with a loop, which no recipe can have, ends with the rounds.
    for _ in 0..=dish.steps.len() {
        let mut changed = false;
        for ((i, step), before) in dish.steps.iter().enumerate().zip(&ovens) {
            let at = |id: &StepId| times.get(id.index()).copied().unwrap_or_default();
            let waited = step.waits_for.iter().map(|id| at(id).1).max().unwrap_or(Span::ZERO);
            let hosted = step.beside.map_or(Span::ZERO, |beside| {
                let min = dish.step(beside.host).and_then(|host| host.length).map(|length| length.min());
                at(&beside.host).0 + offset(beside.at, min.unwrap_or(Span::ZERO))
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

/// How long after its host's start a `while` step is due, for a host whose earlier end is at `min`.
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
    let Some(last) = before.iter().copied().max_by_key(|id| (end(id), *id)) else { return step.preheat };
    if step.waits_for.contains(&last) {
        return Span::ZERO;
    }
    let from = dish.step(last).and_then(|s| s.oven).map_or(0, Oven::celsius);
    let (from, to) = (i64::from(from), i64::from(oven.celsius()));
    if to <= from {
        return Span::ZERO;
    }
    // From a room's 20 °C it takes all of the preheat; from a hot oven that share of it which is left to go.
    let share = step.preheat.times(to - from).as_millis() / (to - 20).max(1);
    end(&last) + Span::millis(share)
}

/// The timed oven steps that `step` comes after, near and far.
fn ovens_before(dish: &Dish, step: usize) -> Vec<StepId> {
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
