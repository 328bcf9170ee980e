//! The problem in the solver's words: a variable for each start, and one for each level of the cost.

use super::super::cost::{LEVELS, PlanCost};
use super::super::dense::Dense;
use super::super::improve::Scored;
use super::super::kitchen::Minutes;
use super::super::problem::{KINDS, Problem, Use};
use super::cliques::cliques;
use pumpkin_constraints as constraints;
use pumpkin_core::Solver;
use pumpkin_core::options::{RestartOptions, SequenceGeneratorType, SolverOptions};
use pumpkin_core::predicate;
use pumpkin_core::predicates::Predicate;
use pumpkin_core::variables::{AffineView, DomainId, TransformableVariable};
use pumpkin_propagators::disjunctive::ArgDisjunctiveTask;

/// Restarts by Luby's sequence with this base; it proved more than the solver's own.
const RESTART: u64 = 100;
/// Parts of tasks shorter than this get no variable for their order.
const SHORT: Minutes = 3;

/// The solver with all constraints.
pub(super) struct Model {
    pub(super) solver: Solver,
    /// The start of each task that was not begun.
    pub(super) starts: Dense<Option<DomainId>>,
    pub(super) meal: DomainId,
    /// All variables beside those.
    pub(super) others: Vec<DomainId>,
    pub(super) least_meal: Minutes,
    goals: [DomainId; LEVELS],
    low: Dense<Minutes>,
    high: Dense<Minutes>,
}

type View = AffineView<DomainId>;

impl Model {
    pub(super) fn new(problem: &Problem, seed: &Scored) -> Model {
        let restart_options = RestartOptions {
            sequence_generator_type: SequenceGeneratorType::Luby,
            base_interval: RESTART,
            min_num_conflicts_before_first_restart: RESTART,
            lbd_coef: 0.0,
            num_assigned_coef: 1e9,
            ..RestartOptions::default()
        };
        let options = SolverOptions { restart_options, memory_preallocated: 1, ..SolverOptions::default() };
        let mut solver = Solver::with_options(options);
        let n = problem.tasks.len();
        let (low, tails) = problem.heads_and_tails();
        // To keep less of what is begun beyond its time, the meal may be later.
        let late = if seed.1.overkept > 0 { 240 } else { 0 };
        let top = seed.1.meal + late;
        let least_meal = problem.least_meal();
        let (mut starts, mut high) = (Dense::filled(n, None), low.clone());
        for (i, task) in problem.free() {
            high[i] = (top - tails[i].max(task.lasts)).max(low[i]).max(seed.0[i]);
            starts[i] = Some(solver.new_bounded_integer(low[i], high[i]));
        }
        let meal = solver.new_bounded_integer(least_meal.min(top), top);
        let figure = |solver: &mut Solver, most: Minutes| solver.new_bounded_integer(0, most.max(1));
        let weights: Minutes = problem.goals.iter().map(|goal| goal.weight).sum();
        let all = top.saturating_mul(i32::try_from(n).unwrap_or(i32::MAX)).clamp(1_000, 1_000_000_000);
        let overkept = figure(&mut solver, all);
        let cold = figure(&mut solver, weights.saturating_mul(top));
        let [waits, moved, early] = [all, all, all].map(|most| figure(&mut solver, most));
        let goals = [overkept, meal, cold, waits, moved, early];
        let others = vec![overkept, cold, waits, moved, early];
        let mut model = Model { solver, starts, meal, others, least_meal, goals, low, high };
        model.gaps(problem);
        model.kinds(problem);
        model.levels(problem);
        if problem.mirrored().is_some() {
            model.cliques(problem);
        }
        model
    }

    pub(super) fn start(&self, task: usize) -> Option<DomainId> {
        self.starts[task]
    }

    /// "Better in this level, and no worse in those before it."
    pub(super) fn better(&self, level: usize, best: &PlanCost) -> Option<Vec<Predicate>> {
        let values = best.levels();
        let all = self.goals.iter().zip(values).take(level + 1).enumerate();
        let question = all.map(|(i, (goal, value))| {
            let most = if i == level { value - 1 } else { value };
            predicate![goal <= most]
        });
        Some(question.collect()).filter(|question: &Vec<Predicate>| question.len() == level + 1)
    }

    /// No plan may be worse in this level from now on.
    pub(super) fn hold(&mut self, level: usize, value: Minutes) {
        if let Some(goal) = self.goals.get(level) {
            let tag = self.solver.new_constraint_tag();
            self.solver.add_clause([predicate![goal <= value]], tag);
        }
    }

    fn fixed(&self, task: usize) -> bool {
        self.low[task] >= self.high[task]
    }

    fn at_most(&mut self, a: View, b: View) {
        let tag = self.solver.new_constraint_tag();
        self.solver.add_constraint(constraints::binary_less_than_or_equals(a, b, tag)).post();
    }

    fn sum_at_most(&mut self, terms: Vec<View>, right: Minutes) {
        let tag = self.solver.new_constraint_tag();
        self.solver.add_constraint(constraints::less_than_or_equals(terms, right, tag)).post();
    }

    /// Either `a` is at most `b`, or `c` at most `d`.
    fn either(&mut self, (a, b): (View, View), (c, d): (View, View)) {
        let literal = self.solver.new_literal();
        let tag = self.solver.new_constraint_tag();
        self.solver.add_constraint(constraints::binary_less_than_or_equals(a, b, tag)).implied_by(literal);
        let tag = self.solver.new_constraint_tag();
        self.solver.add_constraint(constraints::binary_less_than_or_equals(c, d, tag)).implied_by(!literal);
    }

    fn gaps(&mut self, problem: &Problem) {
        for gap in &problem.gaps {
            let (Some(from), Some(to)) = (self.starts[gap.from], self.starts[gap.to]) else { continue };
            if self.fixed(gap.from) && self.fixed(gap.to) {
                continue;
            }
            self.at_most(from.offset(gap.least), to.scaled(1));
            if let Some(most) = gap.most {
                self.at_most(to.scaled(1), from.offset(most));
            }
        }
        let meal = self.meal;
        for goal in &problem.goals {
            let lasts = problem.tasks[goal.task].lasts + goal.before;
            if let Some(last) = self.starts[goal.task].filter(|_| !self.fixed(goal.task)) {
                self.at_most(last.offset(lasts), meal.scaled(1));
            }
        }
        let before = problem.before();
        for (i, task) in problem.free() {
            for apart in task.apart.iter().filter(|apart| apart.other > i) {
                let (Some(a), Some(b)) = (self.starts[i], self.starts[apart.other]) else { continue };
                let (a_lasts, b_lasts) = (task.lasts, problem.tasks[apart.other].lasts);
                let a_first = (a.offset(a_lasts + apart.then), b.scaled(1));
                let b_first = (b.offset(b_lasts + apart.after), a.scaled(1));
                if self.fixed(i) && self.fixed(apart.other) {
                    continue;
                }
                if before[i][apart.other] {
                    self.at_most(a_first.0, a_first.1);
                } else if before[apart.other][i] {
                    self.at_most(b_first.0, b_first.1);
                } else {
                    self.either(a_first, b_first);
                }
            }
        }
    }

    /// Never more of a kind than there is, and a variable for the order of two tasks that exclude each other.
    fn kinds(&mut self, problem: &Problem) {
        let before = problem.before();
        for kind in 0..KINDS {
            let room = problem.room.kind(kind);
            let uses = |task: usize| problem.tasks[task].uses.iter().filter(move |used| used.amounts.kind(kind) > 0);
            let all: Vec<(usize, &Use)> =
                problem.free().flat_map(|(i, _)| uses(i).map(move |used| (i, used))).collect();
            let taken: Vec<&Use> = problem.taken.iter().filter(|used| used.amounts.kind(kind) > 0).collect();
            let sum: Minutes = all.iter().map(|(_, used)| used.amounts.kind(kind)).sum::<Minutes>()
                + taken.iter().map(|used| used.amounts.kind(kind)).max().unwrap_or(0);
            if sum <= room || all.iter().all(|(i, _)| self.fixed(*i)) {
                continue;
            }
            let (mut starts, mut lasts, mut amounts) = (Vec::new(), Vec::new(), Vec::new());
            for (i, used) in &all {
                if let Some(start) = self.starts[*i] {
                    starts.push(start.offset(used.from));
                    lasts.push(used.lasts);
                    amounts.push(used.amounts.kind(kind));
                }
            }
            for used in taken {
                let fixed = self.solver.new_bounded_integer(used.from, used.from);
                starts.push(fixed.scaled(1));
                lasts.push(used.lasts);
                amounts.push(used.amounts.kind(kind));
            }
            let tag = self.solver.new_constraint_tag();
            self.solver.add_constraint(constraints::cumulative(starts, lasts, amounts, room, tag)).post();
            for (x, (i, first)) in all.iter().enumerate() {
                for (j, then) in all.iter().skip(x + 1) {
                    let clash = first.amounts.kind(kind) + then.amounts.kind(kind) > room;
                    let whole = |i: usize, used: &Use| used.lasts >= SHORT || used.lasts == problem.tasks[i].lasts;
                    let settled = i == j || before[*i][*j] || before[*j][*i] || (self.fixed(*i) && self.fixed(*j));
                    if !clash || settled || !whole(*i, first) || !whole(*j, then) {
                        continue;
                    }
                    let (Some(a), Some(b)) = (self.starts[*i], self.starts[*j]) else { continue };
                    self.either(
                        (a.offset(first.from + first.lasts), b.offset(then.from)),
                        (b.offset(then.from + then.lasts), a.offset(first.from)),
                    );
                }
            }
        }
    }

    /// Each level's variable is at least what the level says.
    fn levels(&mut self, problem: &Problem) {
        let [overkept, meal, cold, waits, moved, early] = self.goals;
        let mut over = vec![overkept.scaled(-1)];
        let mut moves = vec![moved.scaled(-1)];
        let mut starts_early = vec![early.scaled(-1)];
        for (i, task) in problem.free() {
            let Some(start) = self.starts[i] else { continue };
            for by in &task.wanted_by {
                let late = self.figure((self.high[i] - by).max(0));
                if !self.fixed(i) || self.high[i] > *by {
                    self.at_most(start.offset(-by), late.scaled(1));
                }
                over.push(late.scaled(1));
            }
            if let Some(old) = task.old {
                let most = (self.high[i] - old).abs().max((self.low[i] - old).abs());
                let by = self.figure(most);
                self.at_most(start.offset(-old), by.scaled(1));
                self.at_most(start.scaled(-1).offset(old), by.scaled(1));
                moves.push(by.scaled(1));
            }
            starts_early.extend([meal.scaled(1), start.scaled(-1)]);
        }
        self.sum_at_most(over, 0);
        self.sum_at_most(moves, 0);
        self.sum_at_most(starts_early, 0);
        let mut terms = vec![cold.scaled(-1)];
        let mut right = 0;
        for goal in problem.goals.iter().filter(|goal| goal.weight > 0) {
            let task = &problem.tasks[goal.task];
            right += goal.weight * (goal.before + task.lasts + task.begun.unwrap_or(0));
            terms.push(meal.scaled(goal.weight));
            terms.extend(self.starts[goal.task].map(|last| last.scaled(-goal.weight)));
        }
        self.sum_at_most(terms, right);
        let mut sums = Dense::filled(problem.tasks.len(), 0);
        let mut right = 0;
        for wait in &problem.waits {
            sums[wait.to] += 1;
            right += wait.free;
            if let Some(from) = wait.from {
                sums[from] -= 1;
            }
        }
        let counted = self.starts.iter().zip(sums.iter()).filter(|(_, sum)| **sum != 0);
        let mut terms: Vec<View> = counted.filter_map(|(start, sum)| start.map(|start| start.scaled(*sum))).collect();
        terms.push(waits.scaled(-1));
        self.sum_at_most(terms, right);
    }

    fn figure(&mut self, most: Minutes) -> DomainId {
        let figure = self.solver.new_bounded_integer(0, most.max(1));
        self.others.push(figure);
        figure
    }

    /// Tasks of which no two can be at once get edge-finding. Only where each use is its whole task: the solver failed on others.
    fn cliques(&mut self, problem: &Problem) {
        for clique in cliques(problem) {
            let task = |i: &usize| {
                let processing_time = problem.tasks[*i].lasts;
                self.starts[*i].map(|start| ArgDisjunctiveTask { start_time: start, processing_time })
            };
            let tasks: Vec<_> = clique.iter().filter_map(task).collect();
            if clique.iter().all(|i| self.fixed(*i)) {
                continue;
            }
            let tag = self.solver.new_constraint_tag();
            self.solver.add_constraint(constraints::disjunctive_strict(tasks, tag)).post();
        }
    }
}
