//! When to begin each step of several dishes, so that all is served together.
//!
//! A [`Kitchen`] says what there is to cook and to cook with. [`plan`] finds starts for it: a first plan at once, then better ones for as
//! long as it may. It knows no clock and no thread: `stop` says when to end. A plan is only ever told after the validator ([`check`])
//! took it, which shares no code with the planners.

mod build;
mod compile;
mod cost;
mod dense;
mod dinner;
mod exact;
mod improve;
mod kitchen;
mod problem;
mod profile;
mod project;
mod random;
mod search;
mod validate;
mod why;

pub use cost::{PlanCost, cost};
pub use dinner::{Equipment, dinner};
pub use kitchen::{Kitchen, KitchenDish, KitchenStep, Minutes, OvenHeat, Stretch, WaitsFor};
pub use project::{Project, ProjectPlan};
pub use random::Random;
pub use validate::{Violation, check};
pub use why::{Hold, Obstacle, can_wait, chain, obstacle};

use compile::compile;
use dense::Dense;
use search::search;

/// Starts that can be cooked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The start of each step.
    pub starts: Vec<Minutes>,
    /// What it is worth.
    pub cost: PlanCost,
    /// Which figures of the cost are proven best, in their order.
    pub proven: [bool; 6],
}

/// The best plan found for `kitchen` until `stop` says so or nothing can be better; none if there is none. `last` has the starts of the
/// plan before. `better` is told each plan that is better than all before it.
///
/// The solver may panic; what `better` was told by then still holds. Callers catch it.
pub fn plan(
    kitchen: &Kitchen,
    last: Option<&[Minutes]>,
    stop: &dyn Fn() -> bool,
    better: &mut dyn FnMut(&Planned),
) -> Option<Planned> {
    let problem = compile(kitchen, last);
    let mut best: Option<Planned> = None;
    let proven = search(&problem, stop, &mut |starts: &Dense<Minutes>| {
        let starts = starts.as_slice().to_vec();
        let found = Planned { cost: cost(kitchen, &starts, last), starts, proven: [false; 6] };
        if check(kitchen, &found.starts).is_err() {
            return false;
        }
        if best.as_ref().is_none_or(|best| found.cost < best.cost) {
            better(&found);
            best = Some(found);
        }
        true
    });
    best.map(|best| Planned { proven, ..best })
}

#[cfg(test)]
mod tests;
