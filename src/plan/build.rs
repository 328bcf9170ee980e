//! Builds a plan backwards from the meal: what matters most is placed first, each task as late as it fits.
//!
//! Backwards, as everything ends at the meal, and what cannot wait stays next to what follows it. A task that finds no room within what
//! its followers allow makes them come earlier: their latest start only ever falls, so this ends.

use super::dense::Dense;
use super::kitchen::Minutes;
use super::problem::{Problem, Use};
use super::profile::Profile;

/// No start yet.
const OPEN: Minutes = Minutes::MIN;
/// Later than anything.
const NEVER: Minutes = Minutes::MAX / 4;

/// From a task to one that is placed before it.
#[derive(Clone, Copy, Debug)]
struct Bond {
    task: usize,
    least: Minutes,
    most: Option<Minutes>,
}

/// What decides how a plan is built.
#[derive(Clone, Debug)]
pub(crate) struct Weights {
    /// The greatest is placed first.
    pub(crate) urgency: Dense<f32>,
    /// How much earlier than possible each task shall begin.
    pub(crate) ahead: Dense<Minutes>,
    /// How long results of begun steps may wait beyond what they keep.
    pub(crate) give: Minutes,
}

/// Builds plans of one problem.
pub(crate) struct PlanBuilder<'a> {
    problem: &'a Problem,
    profile: Profile,
    /// For each task: its followers, placed before it.
    followers: Dense<Vec<Bond>>,
    /// For a `while` task: its host, placed before it.
    host: Dense<Option<Bond>>,
    /// For each task: those that are placed after it because of it.
    behind: Dense<Vec<usize>>,
    back: Minutes,
}

impl<'a> PlanBuilder<'a> {
    pub(crate) fn new(problem: &'a Problem) -> PlanBuilder<'a> {
        let n = problem.tasks.len();
        let mut followers = Dense::filled(n, Vec::new());
        let mut host = Dense::filled(n, None);
        let mut behind = Dense::filled(n, Vec::new());
        for gap in &problem.gaps {
            if gap.beside {
                host[gap.to] = Some(Bond { task: gap.from, least: gap.least, most: gap.most });
                behind[gap.from].push(gap.to);
            } else {
                followers[gap.from].push(Bond { task: gap.to, least: gap.least, most: gap.most });
                behind[gap.to].push(gap.from);
            }
        }
        let heat = |apart: &super::problem::Apart| apart.then.max(apart.after);
        let span = |task: &super::problem::Task| task.lasts + task.apart.iter().map(heat).max().unwrap_or(0);
        let gaps: Minutes = problem.gaps.iter().map(|gap| (gap.least - problem.tasks[gap.from].lasts).max(0)).sum();
        let back = problem.tasks.iter().map(span).sum::<Minutes>().saturating_add(gaps).clamp(600, 100_000);
        PlanBuilder { problem, profile: Profile::new(problem.room, back), followers, host, behind, back }
    }

    /// The latest start not after `start` that everything placed allows.
    fn latest(&self, task: usize, mut start: Minutes, starts: &Dense<Minutes>) -> Option<Minutes> {
        let task = &self.problem.tasks[task];
        'again: while start > -self.back {
            for used in &task.uses {
                if let Some(full) = self.profile.clash(start, used) {
                    start = full - used.from - used.lasts;
                    continue 'again;
                }
            }
            for apart in task.apart.iter().filter(|apart| starts[apart.other] != OPEN) {
                let other = starts[apart.other];
                let other_end = other + self.problem.tasks[apart.other].lasts;
                if start + task.lasts + apart.then > other && other_end + apart.after > start {
                    start = other - apart.then - task.lasts;
                    continue 'again;
                }
            }
            return Some(start);
        }
        None
    }

    /// The latest starts for a meal at `meal`, which may be before the earliest ones; none if it finds none.
    pub(crate) fn build(&mut self, meal: Minutes, weights: &Weights) -> Option<Dense<Minutes>> {
        let problem = self.problem;
        let n = problem.tasks.len();
        self.profile.clear();
        for used in &problem.taken {
            self.profile.take(0, used);
        }
        let mut starts = Dense::filled(n, OPEN);
        let mut ceiling = Dense::filled(n, NEVER);
        let mut left = 0;
        for (i, task) in problem.tasks.iter().enumerate() {
            match task.begun {
                Some(begun) => starts[i] = begun,
                None => left += 1,
            }
            if let Some(by) = task.wanted_by.iter().min() {
                ceiling[i] = (by + weights.give).max(task.ready);
            }
        }
        for goal in &problem.goals {
            ceiling[goal.task] = ceiling[goal.task].min(meal - goal.before - problem.tasks[goal.task].lasts);
        }
        let mut open: Dense<usize> = Dense::filled(n, 0);
        for i in 0..n {
            open[i] = self.followers[i].len() + usize::from(self.host[i].is_some());
        }
        let mut pushes = 0;
        while left > 0 {
            let ready = (0..n).filter(|i| starts[*i] == OPEN && open[*i] == 0);
            let i = ready.max_by(|a, b| weights.urgency[*a].total_cmp(&weights.urgency[*b]).then(b.cmp(a)))?;
            let (mut low, mut high) = (-self.back, ceiling[i]);
            for bond in &self.followers[i] {
                high = high.min(starts[bond.task] - bond.least);
                low = low.max(bond.most.map_or(low, |most| starts[bond.task] - most));
            }
            if let Some(host) = self.host[i] {
                low = low.max(starts[host.task] + host.least);
                high = high.min(host.most.map_or(high, |most| starts[host.task] + most));
            }
            if high >= NEVER {
                // Nothing waits for it: it need not be later than the meal.
                high = meal - problem.tasks[i].lasts;
            }
            let start = self.latest(i, (high - weights.ahead[i]).max(low.min(high)), &starts)?;
            if start >= low {
                starts[i] = start;
                left -= 1;
                self.mark(i, start, Profile::take);
                for behind in &self.behind[i] {
                    open[*behind] -= 1;
                }
                continue;
            }
            pushes += 1;
            if pushes > 60 + 6 * n {
                return None;
            }
            let late = self.followers[i].iter().filter_map(|b| b.most.map(|most| (b.task, start + most)));
            let host = self.host[i].map(|host| (host.task, start - host.least));
            let moved: Vec<(usize, Minutes)> = late.chain(host).filter(|(j, cap)| starts[*j] > *cap).collect();
            for (j, cap) in moved {
                ceiling[j] = ceiling[j].min(cap);
                left += self.lift(j, &mut starts, &mut open);
            }
        }
        Some(starts)
    }

    /// Takes a task out again, with all that was placed because of it; how many those are.
    fn lift(&mut self, task: usize, starts: &mut Dense<Minutes>, open: &mut Dense<usize>) -> usize {
        let (mut todo, mut lifted) = (vec![task], 0);
        while let Some(i) = todo.pop() {
            if starts[i] == OPEN || self.problem.tasks[i].begun.is_some() {
                continue;
            }
            self.mark(i, starts[i], Profile::give);
            starts[i] = OPEN;
            lifted += 1;
            for behind in &self.behind[i] {
                open[*behind] += 1;
                todo.push(*behind);
            }
        }
        lifted
    }

    fn mark(&mut self, task: usize, start: Minutes, how: fn(&mut Profile, Minutes, &Use)) {
        for used in &self.problem.tasks[task].uses {
            how(&mut self.profile, start, used);
        }
    }
}
