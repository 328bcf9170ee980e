//! The constructive planner: a first plan in well under a millisecond, then better ones by late acceptance.
//!
//! Late acceptance (Burke and Bykov, "The late acceptance hill-climbing heuristic", 2017) over how urgent each task is and how much earlier
//! than possible it begins. Where a plan cannot be moved as a whole, one that begins too early by some minutes counts as one with a meal
//! so much later: the search can pass through such plans, but only those that can be cooked are told.

use super::build::{PlanBuilder, Weights};
use super::cost::PlanCost;
use super::dense::Dense;
use super::kitchen::Minutes;
use super::problem::Problem;
use super::random::Random;

/// With how many plans before it a new one is compared.
const MEMORY: usize = 40;
/// After so many plans without a better one, the search begins again near the best.
const STALE: usize = 4_000;
/// How many plans are tried to find a first one.
const FIRST: usize = 24;
/// How many minutes more than wanted the results of begun steps wait, one after the other until a plan is found.
const GIVES: [Minutes; 9] = [0, 1, 2, 4, 8, 16, 32, 128, 1024];

/// Starts with their cost.
pub(crate) type Scored = (Dense<Minutes>, PlanCost);

/// Where the search stands.
struct Place {
    weights: Weights,
    cost: PlanCost,
}

/// Searches for better plans of one problem.
pub(crate) struct Improver<'a> {
    problem: &'a Problem,
    builder: PlanBuilder<'a>,
    /// For pushing a plan to one side and back.
    mirror: Option<PlanBuilder<'a>>,
    anchored: bool,
    least_meal: Minutes,
    random: Random,
    place: Option<Place>,
    past: Vec<PlanCost>,
    round: usize,
    stale: usize,
    pub(crate) best: Option<Scored>,
}

impl<'a> Improver<'a> {
    pub(crate) fn new(problem: &'a Problem, mirror: Option<&'a Problem>, seed: u64) -> Improver<'a> {
        Improver {
            problem,
            builder: PlanBuilder::new(problem),
            mirror: mirror.map(PlanBuilder::new),
            anchored: problem.anchored(),
            least_meal: problem.least_meal(),
            random: Random::new(seed),
            place: None,
            past: Vec::new(),
            round: 0,
            stale: 0,
            best: None,
        }
    }

    /// The plan of these weights, its cost, and whether it can be cooked.
    fn plan(&mut self, weights: &Weights, meal: Minutes) -> Option<(Scored, bool)> {
        let limit = self.best.as_ref().map_or(Minutes::MAX, |best| best.1.meal);
        let mut meal = meal;
        for _ in 0..12 {
            let mut starts = self.builder.build(meal, weights)?;
            let lacks = |(i, task): (usize, &super::problem::Task)| task.ready - starts[i];
            let short = self.problem.free().map(lacks).max().unwrap_or(0);
            if !self.anchored {
                let spare = self.problem.serve.unwrap_or(0) - meal;
                let by = short.max(spare.min(0)).max(if short <= spare { spare } else { short });
                self.shift(&mut starts, by);
                if self.mirror.is_some() {
                    starts = self.justified(starts, weights);
                }
                let cost = self.problem.cost(&starts);
                return Some(((starts, cost), true));
            }
            let mut cost = self.problem.cost(&starts);
            if short <= 0 {
                return Some(((starts, cost), true));
            }
            cost.meal += short;
            if meal.saturating_add(short) > limit {
                return Some(((starts, cost), false));
            }
            meal += short;
        }
        None
    }

    fn shift(&self, starts: &mut Dense<Minutes>, by: Minutes) {
        for (i, _) in self.problem.free() {
            starts[i] += by;
        }
    }

    /// Pushes a plan to its start and back to its end for as long as it becomes shorter (Valls, Ballestín and Quintanilla, "Justification
    /// and RCPSP", 2005).
    fn justified(&mut self, starts: Dense<Minutes>, weights: &Weights) -> Dense<Minutes> {
        let Some(mirror) = &mut self.mirror else { return starts };
        let n = starts.len();
        let lasts = |i: usize| self.problem.tasks[i].lasts;
        let mut best = starts;
        let mut length = self.problem.cost(&best).meal;
        let weighted = |urgency| Weights { urgency, ahead: Dense::filled(n, 0), give: weights.give };
        loop {
            let early = Dense::of((0..n).map(|i| -best[i] as f32).collect(), 0.0);
            let Some(turned) = mirror.build(0, &weighted(early)) else { return best };
            let late = Dense::of((0..n).map(|i| -turned[i] as f32).collect(), 0.0);
            let Some(mut again) = self.builder.build(0, &weighted(late)) else { return best };
            let first = (0..n).map(|i| again[i]).min().unwrap_or(0);
            for i in 0..n {
                again[i] -= first;
            }
            let now = (0..n).map(|i| again[i] + lasts(i)).max().unwrap_or(0);
            let better = now < length;
            if now <= length {
                (best, length) = (again, now);
            }
            if !better {
                return best;
            }
        }
    }

    /// Weights that place tasks in the order of a plan, with some noise.
    fn weights_of(&mut self, starts: &Dense<Minutes>, noise: f32, give: Minutes) -> Weights {
        let n = starts.len();
        let mut urgency = Dense::filled(n, 0.0);
        for i in 0..n {
            urgency[i] = (starts[i] + self.problem.tasks[i].lasts) as f32 + noise * (self.random.unit() - 0.5);
        }
        Weights { urgency, ahead: Dense::filled(n, 0), give }
    }

    /// Plans in the order of a plan that is known: the one before.
    pub(crate) fn begin_at(&mut self, starts: &Dense<Minutes>, better: &mut dyn FnMut(&Scored) -> bool) {
        for give in GIVES {
            let weights = self.weights_of(starts, 0.0, give);
            if self.offer(weights, self.least_meal, true, better) {
                break;
            }
        }
    }

    /// First plans: the longest way to go first, or what is spoilt soonest.
    pub(crate) fn first(&mut self, stop: &dyn Fn() -> bool, better: &mut dyn FnMut(&Scored) -> bool) {
        let n = self.problem.tasks.len();
        let (heads, _) = self.problem.heads_and_tails();
        for round in 0..FIRST {
            let give = if self.best.is_some() { 0 } else { GIVES.get(round % GIVES.len()).copied().unwrap_or(0) };
            let (way, weight) =
                [(1.0, 0.0), (1.0, 30.0), (0.0, 60.0), (1.0, -20.0)].get(round % 4).copied().unwrap_or((1.0, 0.0));
            let noise = (round / 4) as f32 * 15.0;
            let mut urgency = Dense::filled(n, 0.0);
            for i in 0..n {
                let task = &self.problem.tasks[i];
                let goal = self.problem.goals.get(task.group).map_or(0, |goal| goal.weight);
                let ends = (heads[i] + task.lasts) as f32;
                urgency[i] = way * ends + weight * goal as f32 + noise * (self.random.unit() - 0.5);
            }
            let meal = self.best.as_ref().map_or(self.least_meal, |best| best.1.meal);
            self.offer(Weights { urgency, ahead: Dense::filled(n, 0), give }, meal, true, better);
            if self.best.is_some() && stop() {
                return;
            }
        }
    }

    /// Plans by these weights, and keeps them if they are good enough; whether a plan came of it that can be cooked.
    fn offer(&mut self, weights: Weights, meal: Minutes, first: bool, better: &mut dyn FnMut(&Scored) -> bool) -> bool {
        let Some(((starts, cost), cooked)) = self.plan(&weights, meal) else { return false };
        if cooked && self.best.as_ref().is_none_or(|best| cost < best.1) {
            self.stale = 0;
            let found = (starts.clone(), cost);
            if better(&found) {
                self.best = Some(found);
            }
        } else {
            self.stale += 1;
        }
        let slot = self.round % MEMORY;
        self.round += 1;
        let now = self.place.as_ref().map(|place| place.cost);
        let then = if first { None } else { self.past.get(slot).copied() };
        if now.is_none_or(|now| cost <= now) || then.is_some_and(|then| cost <= then) {
            // Now and then the urgency is written down as what came of it, so that small moves stay small.
            let settled = self.random.below(8) == 0;
            let mut weights = weights;
            if settled {
                for i in 0..starts.len() {
                    weights.urgency[i] = (starts[i] + self.problem.tasks[i].lasts) as f32;
                }
            }
            self.place = Some(Place { weights, cost });
        }
        if let (Some(slot), Some(place)) = (self.past.get_mut(slot), &self.place) {
            *slot = place.cost;
        }
        cooked
    }

    /// Makes up to `plans` plans.
    pub(crate) fn improve(&mut self, plans: usize, stop: &dyn Fn() -> bool, better: &mut dyn FnMut(&Scored) -> bool) {
        let n = self.problem.tasks.len();
        let groups = self.problem.groups.max(1);
        if self.past.is_empty() {
            self.past = self.place.iter().map(|place| place.cost).cycle().take(MEMORY).collect();
        }
        for _ in 0..plans {
            if stop() {
                return;
            }
            let Some(place) = &self.place else { return };
            let mut weights = place.weights.clone();
            for _ in 0..=self.random.below(3) {
                self.move_one(&mut weights, n, groups);
            }
            let best = self.best.as_ref().map_or(self.least_meal, |best| best.1.meal);
            let meal = if !self.anchored {
                best
            } else if self.random.below(2) == 0 {
                best - self.random.between(0, 1)
            } else {
                self.random.between(self.least_meal, best.max(self.least_meal))
            };
            self.offer(weights, meal.max(self.least_meal), false, better);
            if self.stale > STALE {
                self.restart();
            }
        }
    }

    fn move_one(&mut self, weights: &mut Weights, n: usize, groups: usize) {
        let random = &mut self.random;
        match random.below(10) {
            0..3 if groups > 1 => {
                let (group, by) = (random.below(groups), (random.unit() - 0.5) * 120.0);
                for (i, _) in self.problem.tasks.iter().enumerate().filter(|(_, task)| task.group == group) {
                    weights.urgency[i] += by;
                }
            }
            0..6 => weights.urgency[random.below(n)] += (random.unit() - 0.5) * 80.0,
            6..8 => weights.urgency.swap(random.below(n), random.below(n)),
            8 => {
                let ahead = &mut weights.ahead[random.below(n)];
                *ahead = if *ahead > 0 { 0 } else { random.between(1, 12) };
            }
            _ => {
                let goal = self.problem.goals.get(random.below(groups)).map_or(0, |goal| goal.task);
                let ahead = &mut weights.ahead[goal];
                *ahead = if *ahead > 0 { 0 } else { random.between(1, 40) };
            }
        }
        if weights.give > 0 && self.random.below(4) == 0 {
            weights.give -= 1;
        }
    }

    /// Goes on from somewhere near the best plan.
    pub(crate) fn restart(&mut self) {
        self.stale = 0;
        let Some((starts, cost)) = self.best.clone() else { return };
        let noise = 20.0 + 100.0 * self.random.unit();
        let give = self.place.as_ref().map_or(0, |place| place.weights.give);
        let weights = self.weights_of(&starts, noise, give);
        let cost = PlanCost { meal: cost.meal + 5, ..cost };
        self.past = vec![cost; MEMORY];
        self.place = Some(Place { weights, cost });
    }

    /// Goes on from a plan that somebody else found.
    pub(crate) fn take(&mut self, found: &Scored) {
        if self.best.as_ref().is_none_or(|best| found.1 < best.1) {
            let weights = self.weights_of(&found.0, 0.0, self.place.as_ref().map_or(0, |place| place.weights.give));
            self.place = Some(Place { weights, cost: found.1 });
            self.past = vec![found.1; MEMORY];
            self.best = Some(found.clone());
            self.stale = 0;
        }
    }
}
