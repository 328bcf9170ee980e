//! What both planners work on: tasks with windows, gaps between them, and up to four things that they use.
//!
//! A kitchen becomes a [`Problem`] (`plan/compile.rs`), and so does any project with resources (`plan/project.rs`), so that both are planned
//! by the same code. Begun steps are no longer there: they only bound the others and occupy what they use.

use super::cost::PlanCost;
use super::dense::Dense;
use super::kitchen::Minutes;

/// How many kinds of thing can be used: for a kitchen hands, burners and racks.
pub(crate) const KINDS: usize = 4;

/// An amount of each kind, in 16 bits each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Amounts(u64);

/// The top bit of each amount: it shows that a subtraction took more than there was.
const GUARD: u64 = 0x8000_8000_8000_8000;
/// The largest amount.
const MOST: i32 = 0x7FFF;

impl Amounts {
    pub(crate) const NONE: Amounts = Amounts(0);

    /// From amounts by kind, each at least 0.
    pub(crate) fn of(amounts: [i32; KINDS]) -> Amounts {
        let lane = |x: i32| u64::try_from(x.clamp(0, MOST)).unwrap_or(0);
        Amounts(amounts.into_iter().rev().fold(0, |all, x| all << 16 | lane(x)))
    }
    /// The amount of one kind.
    pub(crate) fn kind(self, kind: usize) -> i32 {
        i32::try_from(self.0 >> (16 * kind.min(KINDS - 1)) & 0x7FFF).unwrap_or(0)
    }
    /// Whether `other` fits into this.
    pub(crate) fn holds(self, other: Amounts) -> bool {
        (self.0 | GUARD).wrapping_sub(other.0) & GUARD == GUARD
    }
    pub(crate) fn minus(self, other: Amounts) -> Amounts {
        Amounts(self.0.wrapping_sub(other.0))
    }
    pub(crate) fn plus(self, other: Amounts) -> Amounts {
        Amounts(self.0.wrapping_add(other.0))
    }
}

/// What a task uses for a part of its duration, or, where nothing can move, what is used from a moment on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Use {
    pub(crate) from: Minutes,
    pub(crate) lasts: Minutes,
    pub(crate) amounts: Amounts,
}

/// A task that is apart from another one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Apart {
    pub(crate) other: usize,
    /// The least time from the end of this task to the start of the other, if it is first.
    pub(crate) then: Minutes,
    /// The least time from the end of the other to the start of this task, if that is first.
    pub(crate) after: Minutes,
}

/// A task.
#[derive(Clone, Debug, Default)]
pub(crate) struct Task {
    pub(crate) lasts: Minutes,
    pub(crate) uses: Vec<Use>,
    /// Its start if it was begun.
    pub(crate) begun: Option<Minutes>,
    /// The earliest start.
    pub(crate) ready: Minutes,
    /// The start after which it costs [`PlanCost::overkept`].
    pub(crate) wanted_by: Vec<Minutes>,
    /// Its start in the plan before.
    pub(crate) old: Option<Minutes>,
    /// What it belongs to, for moves of a whole dish.
    pub(crate) group: usize,
    pub(crate) apart: Vec<Apart>,
}

/// From the start of one task to that of another, neither of them begun.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gap {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) least: Minutes,
    pub(crate) most: Option<Minutes>,
    /// Whether `to` stands beside `from`: then `from` is placed first.
    pub(crate) beside: bool,
}

/// A task that has to be over before the meal.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Goal {
    pub(crate) task: usize,
    pub(crate) weight: Minutes,
    pub(crate) before: Minutes,
}

/// A wait that counts: from `from` (if it was not begun) to the start of `to`, less `free`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Waiting {
    pub(crate) from: Option<usize>,
    pub(crate) to: usize,
    pub(crate) free: Minutes,
}

/// Tasks to be placed.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    pub(crate) tasks: Dense<Task>,
    pub(crate) gaps: Vec<Gap>,
    pub(crate) goals: Vec<Goal>,
    pub(crate) waits: Vec<Waiting>,
    /// How much there is of each kind.
    pub(crate) room: Amounts,
    /// What is used already, by what was begun or because nobody is there.
    pub(crate) taken: Vec<Use>,
    /// The earliest meal that is wanted.
    pub(crate) serve: Option<Minutes>,
    pub(crate) groups: usize,
}

impl Problem {
    /// The cost of starts, one for each task.
    pub(crate) fn cost(&self, starts: &Dense<Minutes>) -> PlanCost {
        let end = |i: usize| starts[i] + self.tasks[i].lasts;
        let served = self.goals.iter().map(|goal| end(goal.task) + goal.before).max();
        let meal = served.unwrap_or(0).max(self.serve.unwrap_or(0));
        let cold = self.goals.iter().map(|goal| goal.weight * (meal - goal.before - end(goal.task))).sum();
        let waited = |wait: &Waiting| starts[wait.to] - wait.free - wait.from.map_or(0, |from| starts[from]);
        let waits = self.waits.iter().map(waited).sum();
        let mut all = PlanCost { meal, cold, waits, ..PlanCost::default() };
        for (i, task) in self.free() {
            all.overkept += task.wanted_by.iter().map(|by| (starts[i] - by).max(0)).sum::<Minutes>();
            all.moved += task.old.map_or(0, |old| (starts[i] - old).abs());
            all.early += meal - starts[i];
        }
        all
    }

    /// The tasks that were not begun.
    pub(crate) fn free(&self) -> impl Iterator<Item = (usize, &Task)> {
        self.tasks.iter().enumerate().filter(|(_, task)| task.begun.is_none())
    }

    /// Whether a plan cannot be moved as a whole: something was begun, or somebody is away.
    pub(crate) fn anchored(&self) -> bool {
        !self.taken.is_empty() || self.tasks.iter().any(|task| task.begun.is_some() || !task.wanted_by.is_empty())
    }

    /// The earliest start of each task by its gaps, and from its start the longest way to the meal.
    pub(crate) fn heads_and_tails(&self) -> (Dense<Minutes>, Dense<Minutes>) {
        let n = self.tasks.len();
        let mut heads = Dense::of(self.tasks.iter().map(|task| task.begun.unwrap_or(task.ready)).collect(), 0);
        let mut tails = Dense::filled(n, Minutes::MIN / 4);
        for goal in &self.goals {
            tails[goal.task] = tails[goal.task].max(self.tasks[goal.task].lasts + goal.before);
        }
        // A way has at most n steps; more rounds would mean that the gaps contradict each other.
        for _ in 0..=n {
            let mut changed = false;
            for gap in &self.gaps {
                let head = heads[gap.from] + gap.least;
                let tail = tails[gap.to] + gap.least;
                changed |= heads[gap.to] < head || tails[gap.from] < tail;
                heads[gap.to] = heads[gap.to].max(head);
                tails[gap.from] = tails[gap.from].max(tail);
                if let Some(most) = gap.most {
                    changed |= heads[gap.from] < heads[gap.to] - most;
                    heads[gap.from] = heads[gap.from].max(heads[gap.to] - most);
                }
            }
            if !changed {
                break;
            }
        }
        (heads, tails)
    }

    /// No meal can be before this: the longest chain.
    pub(crate) fn least_meal(&self) -> Minutes {
        let (heads, _) = self.heads_and_tails();
        let end = |goal: &Goal| heads[goal.task] + self.tasks[goal.task].lasts + goal.before;
        self.goals.iter().map(end).max().unwrap_or(0).max(self.serve.unwrap_or(0))
    }

    /// Which tasks come before which, by gaps that are at least as long as the task.
    pub(crate) fn before(&self) -> Dense<Dense<bool>> {
        let n = self.tasks.len();
        let none = Dense::filled(n, false);
        let mut before = Dense::of(vec![none.clone(); n], none);
        for gap in self.gaps.iter().filter(|gap| gap.least >= self.tasks[gap.from].lasts) {
            before[gap.from][gap.to] = true;
        }
        for middle in 0..n {
            let behind: Vec<usize> = (0..n).filter(|j| before[middle][*j]).collect();
            for first in 0..n {
                if before[first][middle] {
                    behind.iter().for_each(|j| before[first][*j] = true);
                }
            }
        }
        before
    }

    /// The same with time running backwards, if that is the same problem: nothing is held, kept or hosted.
    pub(crate) fn mirrored(&self) -> Option<Problem> {
        let held = |task: &Task| task.begun.is_some() || task.ready > 0 || task.old.is_some();
        if self.anchored() || self.gaps.iter().any(|g| g.most.is_some() || g.beside) || self.tasks.iter().any(held) {
            return None;
        }
        let mut turned = self.clone();
        for i in 0..turned.tasks.len() {
            let lasts = turned.tasks[i].lasts;
            for used in &mut turned.tasks[i].uses {
                used.from = lasts - used.from - used.lasts;
            }
            for apart in &mut turned.tasks[i].apart {
                std::mem::swap(&mut apart.then, &mut apart.after);
            }
        }
        let length = |i: usize| self.tasks[i].lasts;
        for gap in &mut turned.gaps {
            gap.least += length(gap.to) - length(gap.from);
            std::mem::swap(&mut gap.from, &mut gap.to);
        }
        let sources = (0..self.tasks.len()).filter(|i| !self.gaps.iter().any(|gap| gap.to == *i));
        turned.goals = sources.map(|task| Goal { task, weight: 0, before: 0 }).collect();
        Some(turned)
    }
}
