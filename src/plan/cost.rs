//! What a plan is worth: six figures, compared one after the other.

use super::kitchen::{Kitchen, Minutes};

/// What is minimised, in this order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlanCost {
    /// Minutes that results of begun steps wait beyond what they keep.
    pub overkept: Minutes,
    /// When the meal is: not before the time wished.
    pub meal: Minutes,
    /// Minutes that dishes stand finished, by their weight.
    pub cold: Minutes,
    /// Minutes of waiting inside dishes.
    pub waits: Minutes,
    /// Minutes by which steps not begun move from the last plan.
    pub moved: Minutes,
    /// Sum of the times from the starts to the meal: the later begun, the better.
    pub early: Minutes,
}

/// How many figures a [`PlanCost`] has.
pub(crate) const LEVELS: usize = 6;

impl PlanCost {
    /// The figures in their order.
    pub fn levels(&self) -> [Minutes; LEVELS] {
        [self.overkept, self.meal, self.cold, self.waits, self.moved, self.early]
    }
}

/// The cost of starts, one for each step, whether they can be cooked or not; `last` are those of the plan before.
pub fn cost(kitchen: &Kitchen, starts: &[Minutes], last: Option<&[Minutes]>) -> PlanCost {
    let start = |i: usize| starts.get(i).copied().unwrap_or(0);
    let end = |i: usize| start(i) + kitchen.step(i).map_or(0, |step| step.lasts);
    let served = kitchen.dishes.iter().map(|dish| end(dish.last) + dish.before).max();
    let meal = served.unwrap_or(0).max(kitchen.serve.unwrap_or(0));
    let cold = kitchen.dishes.iter().map(|dish| dish.weight * (meal - dish.before - end(dish.last))).sum();
    let mut all = PlanCost { meal, cold, ..PlanCost::default() };
    for (i, step) in kitchen.steps.iter().enumerate().filter(|(_, step)| step.begun.is_none()) {
        for link in &step.after {
            let Some(before) = kitchen.step(link.step) else { continue };
            let waited = start(i) - end(link.step);
            if let (Some(_), Some(keeps)) = (before.begun, link.keeps) {
                all.overkept += (waited - keeps).max(0);
            }
            all.waits += if before.open { 0 } else { waited };
        }
        if let Some((host, from)) = step.beside {
            all.waits += start(i) - start(host) - from;
        }
        all.moved += last.and_then(|last| last.get(i)).map_or(0, |old| (start(i) - old).abs());
        all.early += meal - start(i);
    }
    all
}
