//! How the solver decides, and when it ends.

use super::super::improve::Scored;
use super::model::Model;
use pumpkin_core::branching::{Brancher, BrancherEvent, SelectionContext};
use pumpkin_core::predicate;
use pumpkin_core::predicates::Predicate;
use pumpkin_core::results::SolutionReference;
use pumpkin_core::termination::TerminationCondition;
use pumpkin_core::variables::DomainId;
use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

/// What is decided where nothing was learnt: first the plan that is known, then an early meal and every task late.
///
/// It fixes every variable, as the solver takes "no decision left" for a solution.
#[derive(Debug)]
pub(super) struct Latest {
    starts: Vec<DomainId>,
    meal: DomainId,
    others: Vec<DomainId>,
    seed: Vec<(DomainId, i32)>,
    found: bool,
}

impl Latest {
    pub(super) fn new(model: &Model, seed: &Scored) -> Latest {
        let starts = model.starts.iter().enumerate().filter_map(|(i, start)| start.map(|start| (start, seed.0[i])));
        let mut known: Vec<(DomainId, i32)> = starts.collect();
        let starts = known.iter().map(|(start, _)| *start).collect();
        known.push((model.meal, seed.1.meal));
        Latest { starts, meal: model.meal, others: model.others.clone(), seed: known, found: false }
    }
}

impl Brancher for Latest {
    fn next_decision(&mut self, context: &mut SelectionContext<'_>) -> Option<Predicate> {
        if !self.found {
            let open = |(v, value): &&(DomainId, i32)| !context.is_integer_fixed(*v) && context.contains(*v, *value);
            if let Some((v, value)) = self.seed.iter().find(open) {
                return Some(predicate![v == *value]);
            }
        }
        let meal = self.meal;
        if !context.is_integer_fixed(meal) {
            return Some(predicate![meal <= context.lower_bound(meal)]);
        }
        let open = self.starts.iter().copied().filter(|start| !context.is_integer_fixed(*start));
        if let Some(start) = open.max_by_key(|start| context.upper_bound(*start)) {
            return Some(predicate![start >= context.upper_bound(start)]);
        }
        let other = self.others.iter().copied().find(|other| !context.is_integer_fixed(*other))?;
        Some(predicate![other <= context.lower_bound(other)])
    }
    fn on_solution(&mut self, _: SolutionReference<'_>) {
        self.found = true;
    }
    fn subscribe_to_events(&self) -> Vec<BrancherEvent> {
        vec![BrancherEvent::Solution]
    }
}

/// A brancher that notes when it has decided.
pub(super) struct Marked<B> {
    pub(super) inner: B,
    pub(super) decided: Rc<Cell<bool>>,
}

impl<B: Brancher> Brancher for Marked<B> {
    fn next_decision(&mut self, context: &mut SelectionContext<'_>) -> Option<Predicate> {
        let decision = self.inner.next_decision(context);
        self.decided.set(decision.is_some());
        decision
    }
    fn on_conflict(&mut self) {
        self.inner.on_conflict();
    }
    fn on_backtrack(&mut self) {
        self.inner.on_backtrack();
    }
    fn on_solution(&mut self, solution: SolutionReference<'_>) {
        self.inner.on_solution(solution);
    }
    fn on_unassign_integer(&mut self, variable: DomainId, value: i32) {
        self.inner.on_unassign_integer(variable, value);
    }
    fn on_appearance_in_conflict_predicate(&mut self, predicate: Predicate) {
        self.inner.on_appearance_in_conflict_predicate(predicate);
    }
    fn on_restart(&mut self) {
        self.inner.on_restart();
    }
    fn synchronise(&mut self, context: &mut SelectionContext<'_>) {
        self.inner.synchronise(context);
    }
    fn is_restart_pointless(&mut self) -> bool {
        self.inner.is_restart_pointless()
    }
    fn subscribe_to_events(&self) -> Vec<BrancherEvent> {
        self.inner.subscribe_to_events()
    }
}

impl<B> fmt::Debug for Marked<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Marked")
    }
}

/// Ends after some decisions, or when told to. Only right after a decision: an end at the root leaves the solver unusable.
pub(super) struct Until<'a> {
    pub(super) left: u64,
    pub(super) decided: Rc<Cell<bool>>,
    pub(super) stop: &'a dyn Fn() -> bool,
}

impl TerminationCondition for Until<'_> {
    fn should_stop(&mut self) -> bool {
        if !self.decided.replace(false) {
            return false;
        }
        self.left = self.left.saturating_sub(1);
        self.left == 0 || (self.stop)()
    }
}
