//! The exact planner: it asks a constraint solver (pumpkin) for something better than the best plan, level by level, until there is none.
//!
//! One solver for all levels. A better plan is asked for under an assumption ("the meal a minute earlier"), so that a refusal leaves the
//! solver usable, and all that it learnt stays. A level that is proven is then held by a clause. Between two questions parts of the plan
//! are set free in turn (large neighbourhoods), which finds better plans where the whole is too much.
//!
//! pumpkin 0.5 needs care: no time below zero, no constraint on fixed variables alone, an end only right after a decision, and a look at
//! whether it is inconsistent before it is asked again. Its plans are taken only after the validator took them.

mod brancher;
mod cliques;
mod model;

use super::cost::LEVELS;
use super::dense::Dense;
use super::improve::Scored;
use super::kitchen::Minutes;
use super::problem::Problem;
use super::random::Random;
use brancher::{Latest, Marked, Until};
use model::Model;
use pumpkin_conflict_resolvers::resolvers::{AnalysisMode, ResolutionResolver};
use pumpkin_core::branching::branchers::autonomous_search::AutonomousSearch;
use pumpkin_core::predicate;
use pumpkin_core::predicates::Predicate;
use pumpkin_core::results::{ProblemSolution, SatisfactionResultUnderAssumptions};
use std::cell::Cell;
use std::rc::Rc;

/// The level of the meal.
const MEAL: usize = 1;
/// Decisions for the first question of each level, and the most for any.
const FIRST_DECISIONS: u64 = 2_000;
const MOST_DECISIONS: u64 = 400_000;
/// Decisions for a neighbourhood, and how many of them follow a question without an answer.
const NEAR_DECISIONS: u64 = 1_500;
const NEIGHBOURHOODS: usize = 12;

/// What came of a question.
enum Asked {
    Better,
    Nothing,
    Unknown,
}

/// Asks for better plans of one problem.
pub(crate) struct Exact<'a> {
    problem: &'a Problem,
    model: Model,
    brancher: Marked<AutonomousSearch<Latest>>,
    decided: Rc<Cell<bool>>,
    resolver: ResolutionResolver,
    best: Scored,
    proven: [bool; LEVELS],
    budget: u64,
    random: Random,
    /// Whether neighbourhoods are worth trying: not for a single group of tasks.
    near: bool,
}

impl<'a> Exact<'a> {
    pub(crate) fn new(problem: &'a Problem, seed: Scored) -> Exact<'a> {
        let model = Model::new(problem, &seed);
        let decided = Rc::new(Cell::new(false));
        let latest = Latest::new(&model, &seed);
        Exact {
            problem,
            model,
            brancher: Marked { inner: AutonomousSearch::new(latest), decided: decided.clone() },
            decided,
            resolver: ResolutionResolver::new(AnalysisMode::OneUIP, true, false),
            best: seed,
            proven: [false; LEVELS],
            budget: FIRST_DECISIONS,
            random: Random::new(11),
            near: problem.groups > 1,
        }
    }

    pub(crate) fn best(&self) -> &Scored {
        &self.best
    }
    pub(crate) fn proven(&self) -> [bool; LEVELS] {
        self.proven
    }
    pub(crate) fn finished(&self) -> bool {
        self.proven.iter().all(|proven| *proven)
    }
    /// Goes on from a plan that somebody else found. What is proven stays true: no plan is better in a level that is proven.
    pub(crate) fn take(&mut self, found: &Scored) {
        if found.1 < self.best.1 {
            self.best = found.clone();
        }
    }

    fn value(&self, level: usize) -> Minutes {
        self.best.1.levels().get(level).copied().unwrap_or(0)
    }
    fn is_proven(&self, level: usize) -> bool {
        self.proven.get(level).copied().unwrap_or(false)
    }
    fn prove(&mut self, level: usize) {
        let value = self.value(level);
        if let Some(proven) = self.proven.get_mut(level) {
            *proven = true;
        }
        self.model.hold(level, value);
    }

    /// Asks each level that is not proven once, and gives up a question after some decisions.
    pub(crate) fn turn(&mut self, stop: &dyn Fn() -> bool, better: &mut dyn FnMut(&Scored) -> bool) {
        for level in 0..LEVELS {
            let before = (0..level).all(|level| self.is_proven(level));
            while !self.is_proven(level) && !stop() {
                let value = self.value(level);
                let least = if level == MEAL { self.model.least_meal } else { 0 };
                if value <= least {
                    if before {
                        self.prove(level);
                    }
                    break;
                }
                let Some(question) = self.model.better(level, &self.best.1) else { return };
                match self.ask(&question, self.budget, stop, better) {
                    Asked::Better => {}
                    Asked::Nothing => {
                        if before {
                            self.prove(level);
                        }
                        break;
                    }
                    Asked::Unknown => {
                        if !self.near || !self.neighbourhoods(level, stop, better) {
                            break;
                        }
                    }
                }
            }
            if !self.is_proven(level) && level <= MEAL && self.problem.groups <= 1 {
                break;
            }
        }
        self.budget = (self.budget * 3 / 2).min(MOST_DECISIONS);
    }

    /// All but a few groups, or all but a stretch of time, stay where they are. Whether something better was found.
    fn neighbourhoods(
        &mut self,
        level: usize,
        stop: &dyn Fn() -> bool,
        better: &mut dyn FnMut(&Scored) -> bool,
    ) -> bool {
        let mut found = false;
        for _ in 0..NEIGHBOURHOODS {
            if stop() || self.value(level) <= 0 {
                break;
            }
            let Some(mut question) = self.model.better(level, &self.best.1) else { break };
            let starts = self.best.0.clone();
            let loose = self.loose(&starts);
            // What stays keeps its distance to the meal, which moves.
            let shift = if level == MEAL { 1 } else { 0 };
            for (task, _) in self.problem.free().filter(|(task, _)| !loose[*task]) {
                let Some(start) = self.model.start(task) else { continue };
                let near = starts[task] - if self.random.below(4) == 0 { 0 } else { shift };
                question.push(predicate![start <= near + 1]);
                question.push(predicate![start >= near - 1]);
            }
            found |= matches!(self.ask(&question, NEAR_DECISIONS, stop, better), Asked::Better);
        }
        found
    }

    fn loose(&mut self, starts: &Dense<Minutes>) -> Dense<bool> {
        let mut loose = Dense::filled(starts.len(), false);
        if self.random.below(2) == 0 {
            let some = 2 + self.random.below(3);
            let groups: Vec<usize> = (0..some).map(|_| self.random.below(self.problem.groups)).collect();
            for (i, _) in self.problem.free().filter(|(_, task)| groups.contains(&task.group)) {
                loose[i] = true;
            }
        } else {
            let width = self.random.between(30, 90);
            let from = self.random.between(0, self.best.1.meal.max(1)) - width / 2;
            for (i, task) in self.problem.free() {
                loose[i] = starts[i] < from + width && starts[i] + task.lasts > from;
            }
        }
        loose
    }

    fn ask(
        &mut self,
        question: &[Predicate],
        decisions: u64,
        stop: &dyn Fn() -> bool,
        better: &mut dyn FnMut(&Scored) -> bool,
    ) -> Asked {
        if self.model.solver.is_inconsistent() {
            return Asked::Nothing;
        }
        let mut until = Until { left: decisions, decided: self.decided.clone(), stop };
        let solver = &mut self.model.solver;
        let result = solver.satisfy_under_assumptions(&mut self.brancher, &mut until, &mut self.resolver, question);
        let mut starts = Dense::filled(self.problem.tasks.len(), 0);
        match result {
            SatisfactionResultUnderAssumptions::Satisfiable(found) => {
                let solution = found.solution();
                for (i, task) in self.problem.tasks.iter().enumerate() {
                    let start = self.model.starts[i].map(|start| solution.get_integer_value(start));
                    starts[i] = task.begun.or(start).unwrap_or(0);
                }
            }
            SatisfactionResultUnderAssumptions::UnsatisfiableUnderAssumptions(_)
            | SatisfactionResultUnderAssumptions::Unsatisfiable(_) => return Asked::Nothing,
            SatisfactionResultUnderAssumptions::Unknown(_) => return Asked::Unknown,
        }
        let cost = self.problem.cost(&starts);
        let found = (starts, cost);
        if cost < self.best.1 && better(&found) {
            self.best = found;
            Asked::Better
        } else {
            Asked::Unknown
        }
    }
}
