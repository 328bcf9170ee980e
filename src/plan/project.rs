//! Projects with resources and no kitchen (RCPSP): the same search on problems that others published, with known answers.

use super::cost::PlanCost;
use super::dense::Dense;
use super::kitchen::Minutes;
use super::problem::{Amounts, Apart, Gap, Goal, KINDS, Problem, Task, Use};
use super::search::search;

/// A project: activities that follow each other and share up to four resources.
#[derive(Clone, Debug, Default)]
pub struct Project {
    /// The duration of each activity.
    pub lasts: Vec<Minutes>,
    /// What each activity needs of each resource.
    pub needs: Vec<[i32; KINDS]>,
    /// Pairs of activities of which the first is over before the second begins.
    pub order: Vec<(usize, usize)>,
    /// How much of each resource there is.
    pub room: [i32; KINDS],
}

/// Starts of a project.
#[derive(Clone, Debug)]
pub struct ProjectPlan {
    /// The start of each activity.
    pub starts: Vec<Minutes>,
    /// When the last one is over.
    pub length: Minutes,
}

impl Project {
    /// Whether the starts keep the order and never need more than there is, looked at minute by minute.
    pub fn is_valid(&self, starts: &[Minutes]) -> bool {
        let all: Vec<_> = starts.iter().zip(&self.lasts).zip(&self.needs).map(|((s, l), n)| (*s, s + l, n)).collect();
        let in_order = |(a, b): &(usize, usize)| all.get(*a).zip(all.get(*b)).is_some_and(|(a, b)| a.1 <= b.0);
        let end = all.iter().map(|(_, end, _)| *end).max().unwrap_or(0);
        let fits = |at: Minutes| {
            let now = || all.iter().filter(move |(start, end, _)| *start <= at && at < *end);
            self.room
                .iter()
                .enumerate()
                .all(|(kind, room)| now().filter_map(|(_, _, needs)| needs.get(kind)).sum::<i32>() <= *room)
        };
        all.len() == self.lasts.len()
            && all.iter().all(|(start, ..)| *start >= 0)
            && self.order.iter().all(in_order)
            && (0..end).all(fits)
    }

    /// The shortest plan found, a bound below which there is none, and whether it is proven best.
    pub fn plan(
        &self,
        stop: &dyn Fn() -> bool,
        better: &mut dyn FnMut(&ProjectPlan),
    ) -> (Option<ProjectPlan>, Minutes, bool) {
        let problem = self.problem();
        let mut best: Option<ProjectPlan> = None;
        let proven = search(&problem, stop, &mut |starts: &Dense<Minutes>| {
            let PlanCost { meal: length, .. } = problem.cost(starts);
            let found = ProjectPlan { starts: starts.as_slice().to_vec(), length };
            if !self.is_valid(&found.starts) {
                return false;
            }
            if best.as_ref().is_none_or(|best| length < best.length) {
                better(&found);
                best = Some(found);
            }
            true
        });
        let proven = proven.get(1).copied().unwrap_or(false);
        let bound = best.as_ref().filter(|_| proven).map_or_else(|| problem.least_meal(), |best| best.length);
        (best, bound, proven)
    }

    fn problem(&self) -> Problem {
        let task = |(lasts, needs): (&Minutes, &[i32; KINDS])| {
            let used = Use { from: 0, lasts: *lasts, amounts: Amounts::of(*needs) };
            let uses = Some(used).filter(|used| used.lasts > 0 && used.amounts != Amounts::NONE);
            Task { lasts: *lasts, uses: uses.into_iter().collect(), apart: Vec::<Apart>::new(), ..Task::default() }
        };
        let length = |i: usize| self.lasts.get(i).copied().unwrap_or(0);
        let gap =
            |(from, to): &(usize, usize)| Gap { from: *from, to: *to, least: length(*from), most: None, beside: false };
        let sinks = (0..self.lasts.len()).filter(|i| !self.order.iter().any(|(from, _)| from == i));
        Problem {
            tasks: Dense::of(self.lasts.iter().zip(&self.needs).map(task).collect(), Task::default()),
            gaps: self.order.iter().map(gap).collect(),
            goals: sinks.map(|task| Goal { task, weight: 0, before: 0 }).collect(),
            waits: Vec::new(),
            room: Amounts::of(self.room),
            taken: Vec::new(),
            serve: None,
            groups: 1,
        }
    }
}
