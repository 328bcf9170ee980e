//! The search: first plans, better ones, then the exact planner and the constructive one in turns.
//!
//! Turns are counted in plans and decisions, not in time, so that the same problem always goes the same way.

use super::cost::LEVELS;
use super::dense::Dense;
use super::exact::Exact;
use super::improve::{Improver, Scored};
use super::kitchen::Minutes;
use super::problem::Problem;

/// How many plans the constructive planner makes before the exact one begins.
const PLANS: usize = 600;
/// How many it makes between two turns of the exact one.
const PLANS_BETWEEN: usize = 150;
/// The seed of all random numbers.
const SEED: u64 = 7;

/// Searches until `stop`, or until nothing can be better. `better` says whether it takes a plan. Which levels are proven.
pub(crate) fn search(
    problem: &Problem,
    stop: &dyn Fn() -> bool,
    better: &mut dyn FnMut(&Dense<Minutes>) -> bool,
) -> [bool; LEVELS] {
    let mirror = problem.mirrored();
    let mut improver = Improver::new(problem, mirror.as_ref(), SEED);
    let mut told = |found: &Scored| better(&found.0);
    if problem.tasks.iter().any(|task| task.old.is_some()) {
        let old = problem.tasks.iter().map(|task| task.old.or(task.begun).unwrap_or(0)).collect();
        improver.begin_at(&Dense::of(old, 0), &mut told);
    }
    improver.first(stop, &mut told);
    improver.improve(PLANS, stop, &mut told);
    let Some(seed) = improver.best.clone() else { return [false; LEVELS] };
    if stop() {
        return [false; LEVELS];
    }
    let mut exact = Exact::new(problem, seed);
    while !stop() && !exact.finished() {
        exact.turn(stop, &mut told);
        improver.take(exact.best());
        improver.improve(PLANS_BETWEEN, stop, &mut told);
        if let Some(best) = &improver.best {
            exact.take(best);
        }
    }
    exact.proven()
}
