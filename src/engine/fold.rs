//! What each act does to the state. An act that does not fit changes nothing and returns why.

use super::act::{Act, Refused};
use super::alarm::{AlarmId, AlarmLevel};
use super::calls::{self, WAITS_UNCALLED};
use super::forecast::{Expect, Forecast, Pace};
use super::ids::{ActId, Run};
use super::session::{Logged, Session};
use super::state::{Cooking, DishEnd, State, StepState};
use crate::recipe::{Dish, DishId, DishKind, DishStep, Length, StepId};
use crate::time::{LONGEST, Moment, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How long a ring stays quiet after the cook heard it.
pub const QUIET_FOR: Span = Span::mins(2);
/// The most that one act can move a countdown, or date a start back.
const FURTHEST: Span = Span::DAY;

#[derive(Clone, Copy, PartialEq, Eq)]
enum OpenedBy {
    /// The dish was added. `waits`: its first step must wait for the oven.
    Coming { waits: bool },
    /// A step was started.
    Start,
    /// `waits`: the step that follows must wait for the oven.
    Done { step: StepId, waits: bool },
}

impl State {
    pub(super) fn fold(&mut self, id: ActId, logged: &Logged) -> Result<(), Refused> {
        let (now, waits) = (logged.at, logged.waits);
        match &logged.act {
            Act::Add { dish, what } => self.add(id, *dish, Arc::new(Dish::clone(what)), waits, now)?,
            Act::Start { run, ago } => self.start(*run, *ago, id, now)?,
            Act::Done { run } => self.done(*run, id, waits, now)?,
            Act::Pause { run } => self.pause(*run, now)?,
            Act::Resume { run } => self.go(*run, now)?,
            Act::More { run, by } => self.more(*run, *by, now)?,
            Act::Restart { run } => self.restart(*run, id, now)?,
            Act::Batch { run, number } => self.batch(*run, *number, now)?,
            Act::Skip { run } => self.skip(*run, id, waits, now)?,
            Act::Rename { dish, name } => self.rename(*dish, name)?,
            Act::EndAt { run, at } => self.end_at(*run, *at, now)?,
            Act::Acknowledge { alarm } => self.heard(*alarm, now)?,
            Act::OvenOn { alarm } => self.oven_turned_on(*alarm, id, now)?,
            Act::OvenHot { alarm } => self.oven_is_hot(*alarm, now)?,
            Act::OvenOff { alarm } => self.oven_is_off(*alarm)?,
            Act::Abandon { dish } => {
                let cooking = self.dishes.get_mut(dish).filter(|cooking| cooking.is_live()).ok_or(Refused::Stale)?;
                cooking.end = Some(DishEnd::Abandoned(now));
            }
            Act::Plan { starts, .. } => self.planned(starts),
            Act::Undo { .. } | Act::Redo { .. } => {}
        }
        self.oven_follow(id, now);
        Ok(())
    }

    pub(super) fn live_mut(&mut self, run: Run) -> Result<(&mut Cooking, StepState), Refused> {
        let state = self.of_run(run).map(|(_, _, state)| *state).ok_or(Refused::Stale)?;
        let cooking = self.dishes.get_mut(&run.dish).ok_or(Refused::Stale)?;
        Ok((cooking, state))
    }

    pub(super) fn set(&mut self, run: Run, state: StepState, now: Moment) {
        // Oven alarms that were heard belonged to the old state of the dish.
        self.quiet.retain(|id, until| until.is_some() || !matches!(id, AlarmId::OvenOn(on) if on.dish == run.dish));
        if let Some(cooking) = self.dishes.get_mut(&run.dish) {
            cooking.changed = now;
            if let Some(slot) = cooking.steps.get_mut(run.step.index()) {
                *slot = state;
            }
        }
    }

    fn add(&mut self, act: ActId, id: DishId, dish: Arc<Dish>, waits: bool, now: Moment) -> Result<(), Refused> {
        if self.dishes.contains_key(&id) {
            return Err(Refused::NotNow);
        }
        let steps = vec![StepState::Blocked; dish.steps.len()];
        let batches = BTreeMap::new();
        let cooking = Cooking { id, act, dish, steps, batches, added: now, changed: now, promised: now, end: None };
        self.dishes.insert(id, cooking);
        self.open(id, act, now, OpenedBy::Coming { waits });
        self.promise(id, now);
        Ok(())
    }

    /// Notes what is expected of the dish now.
    fn promise(&mut self, id: DishId, now: Moment) {
        let promised = self.dishes.get(&id).map(|c| Forecast::of(self, c, Pace::Longest).end().at(now));
        if let (Some(promised), Some(cooking)) = (promised, self.dishes.get_mut(&id)) {
            cooking.promised = promised;
        }
    }

    fn start(&mut self, run: Run, ago: Span, act: ActId, now: Moment) -> Result<(), Refused> {
        let (cooking, state) = self.live_mut(run)?;
        let length = cooking.dish.step(run.step).and_then(|step| step.length).ok_or(Refused::NotNow)?;
        let StepState::Ready { .. } = state else { return Err(Refused::NotNow) };
        if ago < Span::ZERO || ago > FURTHEST {
            return Err(Refused::BadTime);
        }
        self.begin(Run { act, ..run }, length, now - ago, now);
        self.open(run.dish, act, now, OpenedBy::Start);
        Ok(())
    }

    /// Starts a timed step as of `begun`.
    fn begin(&mut self, run: Run, length: Length, begun: Moment, now: Moment) {
        let (act, max) = (run.act, length.max());
        let step = self.dishes.get(&run.dish).and_then(|c| c.dish.step(run.step));
        // What is set aside calls once it has been kept for long enough.
        let min = step.filter(|step| step.is_held()).and_then(|step| step.keeps).unwrap_or(length.min());
        self.set(run, StepState::Running { act, begun, started_at: begun, min, max }, now);
        let oven = self.dishes.get(&run.dish).and_then(|c| c.dish.step(run.step)).and_then(|step| step.oven);
        if let Some(oven) = oven {
            self.oven_taken(run.dish, act, oven, now);
        }
    }

    /// The step is done, or a batch of it.
    fn done(&mut self, run: Run, act: ActId, waits: bool, now: Moment) -> Result<(), Refused> {
        if self.next_batch(run, act, now)? { Ok(()) } else { self.end(run, act, waits, now) }
    }

    /// The step is over, whatever was left of it.
    fn end(&mut self, run: Run, act: ActId, waits: bool, now: Moment) -> Result<(), Refused> {
        let (cooking, _, state) = self.of_run(run).ok_or(Refused::Stale)?;
        let in_oven = cooking.dish.step(run.step).is_some_and(|step| step.oven.is_some());
        let begun = match *state {
            StepState::Ready { since, .. } => {
                // A step beside a host is ready when the host begins, but the cook is asked for it only when called.
                let called = self.called(cooking, run.step).and_then(Expect::reached);
                called.map_or(since, |called| called.max(since))
            }
            StepState::Running { begun, .. } | StepState::Paused { begun, .. } => begun,
            StepState::Blocked | StepState::Done { .. } => return Err(Refused::Stale),
        };
        let held = cooking.dish.step(run.step).is_some_and(DishStep::is_held);
        self.set(run, StepState::Done { begun: begun.min(now), at: now }, now);
        self.open(run.dish, act, now, OpenedBy::Done { step: run.step, waits });
        if held {
            self.promise(run.dish, now);
        }
        if let Some(cooking) = self.dishes.get_mut(&run.dish)
            && cooking.steps.iter().all(StepState::is_done)
        {
            cooking.end = Some(DishEnd::Served(now));
        }
        if in_oven {
            self.oven_left(act, now);
        }
        Ok(())
    }

    fn pause(&mut self, run: Run, now: Moment) -> Result<(), Refused> {
        let (_, state) = self.live_mut(run)?;
        let StepState::Running { act, begun, started_at, min, max } = state else { return Err(Refused::NotNow) };
        if self.is_over(run, now) {
            return Err(Refused::NotNow);
        }
        self.quiet.remove(&AlarmId::Paused(run));
        self.set(run, StepState::Paused { act, begun, since: now, ran: now - started_at, min, max }, now);
        Ok(())
    }

    fn go(&mut self, run: Run, now: Moment) -> Result<(), Refused> {
        let (_, state) = self.live_mut(run)?;
        let StepState::Paused { act, begun, ran, min, max, .. } = state else { return Err(Refused::NotNow) };
        self.set(run, StepState::Running { act, begun, started_at: now - ran, min, max }, now);
        Ok(())
    }

    fn more(&mut self, run: Run, by: Span, now: Moment) -> Result<(), Refused> {
        let (_, state) = self.live_mut(run)?;
        if by.abs() > FURTHEST {
            return Err(Refused::BadTime);
        }
        if let Some(batch) = self.beat(run, now) {
            return self.move_beat(run, batch, by, now);
        }
        let (ran, min, max) = state.count(now).ok_or(Refused::NotNow)?;
        let before_window = ran < min;
        let (min, max) = moved(ran, min, max, by);
        let next = if before_window { min } else { max.unwrap_or(min) };
        if by <= Span::ZERO && next - ran < Session::LEAST_LEFT {
            return Err(Refused::TooShort);
        }
        // The end calls anew; inside the window the look has been taken.
        self.quiet.remove(&AlarmId::Out(run));
        if !before_window {
            self.quiet.insert(AlarmId::Look(run), None);
        }
        self.set(run, state.with_ends(min, max), now);
        Ok(())
    }

    fn restart(&mut self, run: Run, act: ActId, now: Moment) -> Result<(), Refused> {
        let (cooking, state) = self.live_mut(run)?;
        let length = cooking.dish.step(run.step).and_then(|step| step.length).ok_or(Refused::NotNow)?;
        match state {
            StepState::Running { .. } | StepState::Paused { .. } => {}
            StepState::Blocked | StepState::Ready { .. } | StepState::Done { .. } => return Err(Refused::NotNow),
        }
        if let Some(batch) = self.beat(run, now) {
            self.set_batches(run, batch.number.saturating_sub(1));
        }
        let (min, max) = (length.min(), length.max());
        self.set(run, StepState::Running { act, begun: now, started_at: now, min, max }, now);
        Ok(())
    }

    /// Like [`State::end`]: a step without which the dish would have no end counts as done.
    fn skip(&mut self, run: Run, act: ActId, waits: bool, now: Moment) -> Result<(), Refused> {
        self.end(run, act, waits, now)
    }

    fn rename(&mut self, dish: DishId, name: &str) -> Result<(), Refused> {
        let cooking = self.dishes.get_mut(&dish).filter(|cooking| cooking.is_live()).ok_or(Refused::Stale)?;
        let renamed = Arc::make_mut(&mut cooking.dish);
        if renamed.kind == DishKind::Timer {
            renamed.steps.iter_mut().for_each(|step| name.clone_into(&mut step.title));
        }
        name.clone_into(&mut renamed.name);
        Ok(())
    }

    fn end_at(&mut self, run: Run, at: Moment, now: Moment) -> Result<(), Refused> {
        let (_, state) = self.live_mut(run)?;
        let StepState::Running { started_at, max: Some(_), .. } = state else { return Err(Refused::NotNow) };
        let length = at - started_at;
        if length < Span::ZERO || at - now > LONGEST {
            return Err(Refused::BadTime);
        }
        self.quiet.remove(&AlarmId::Out(run));
        self.set(run, state.with_ends(length, Some(length)), now);
        Ok(())
    }

    fn heard(&mut self, id: AlarmId, now: Moment) -> Result<(), Refused> {
        let alarm = calls::standing(self, id, now).ok_or(Refused::Stale)?;
        let until = match id {
            AlarmId::Cue { run, .. } => {
                for cue in alarm.cues {
                    if let Some(last) = self.last_call(run, cue, now) {
                        self.cues_heard.insert((run, cue), last);
                    }
                }
                return Ok(());
            }
            // Each batch has its own look.
            AlarmId::Look(run) => self.beat(run, now).map(|batch| batch.ends()),
            AlarmId::Start(_) | AlarmId::Batch { .. } => None,
            AlarmId::Out(_) | AlarmId::OvenOn(_) if alarm.level == AlarmLevel::Soft => None,
            AlarmId::Waiting(_) | AlarmId::Paused(_) => {
                let stood = now - alarm.since;
                Some(alarm.since + WAITS_UNCALLED.times(stood.div(WAITS_UNCALLED) + 1))
            }
            AlarmId::Out(_) | AlarmId::OvenOn(_) | AlarmId::OvenHot(_) | AlarmId::OvenOff(_) => Some(now + QUIET_FOR),
        };
        self.quiet.insert(id, until);
        Ok(())
    }

    fn last_call(&self, run: Run, cue: u16, now: Moment) -> Option<u32> {
        let (_, step, state) = self.of_run(run)?;
        let (ran, min, max) = state.count(now)?;
        let at = step.cues.get(usize::from(cue))?.at;
        match self.beat(run, now) {
            Some(batch) => {
                let (last, _) = calls::cue_calls(at, now - batch.began, min, max);
                last.map(|call| calls::nth_in(Some(&batch), call.nth))
            }
            None => calls::cue_calls(at, ran, min, max).0.map(|call| call.nth),
        }
    }

    /// Replaces all planned starts of the dishes named. A start that has moved rings again.
    fn planned(&mut self, starts: &[(DishId, StepId, Moment)]) {
        let mut ahead = BTreeMap::new();
        for (dish, step, at) in starts {
            let Some(cooking) = self.dishes.get(dish) else { continue };
            if cooking.state(*step).is_none_or(StepState::has_begun) {
                continue;
            }
            if self.plan.get(&(*dish, *step)) != Some(at)
                && let Some(run) = cooking.run(*step)
            {
                self.quiet.remove(&AlarmId::Start(run));
            }
            ahead.insert((*dish, *step), *at);
        }
        let named: BTreeSet<DishId> = starts.iter().map(|(dish, _, _)| *dish).collect();
        self.plan.retain(|(dish, _), _| !named.contains(dish));
        self.plan.extend(ahead);
    }

    fn oven_turned_on(&mut self, alarm: AlarmId, act: ActId, now: Moment) -> Result<(), Refused> {
        let AlarmId::OvenOn(run) = alarm else { return Err(Refused::Stale) };
        let cooking = self.dishes.get(&run.dish).filter(|c| c.is_live() && c.act == run.act).ok_or(Refused::Stale)?;
        let begun = cooking.state(run.step).is_none_or(StepState::has_begun);
        let step = cooking.dish.step(run.step).filter(|_| !begun).ok_or(Refused::Stale)?;
        let to = step.oven.ok_or(Refused::NotNow)?;
        if !self.oven_to_turn(to) {
            return Err(Refused::Stale);
        }
        self.oven = self.oven.turned(act, to, step.preheat, now);
        Ok(())
    }

    /// Makes every step ready that now can be, and starts what follows the ended step without a key.
    fn open(&mut self, dish: DishId, act: ActId, now: Moment, by: OpenedBy) {
        loop {
            let Some(cooking) = self.dishes.get(&dish) else { return };
            let next = cooking.iter().find(|(_, step, state)| {
                let done = |id: &StepId| cooking.state(*id).is_none_or(StepState::is_done);
                let hosted = step.beside.is_none_or(|b| cooking.state(b.host).is_none_or(StepState::has_begun));
                **state == StepState::Blocked && hosted && step.waits_for.iter().all(done)
            });
            let Some((id, step, _)) = next else { return };
            let run = Run { dish, step: id, act };
            let goes_on = match by {
                OpenedBy::Coming { waits } => id == StepId(0) && !waits,
                OpenedBy::Start => false,
                OpenedBy::Done { step: before, waits } => step.follows == Some(before) && !waits,
            };
            let called = self.called(cooking, id).is_some_and(|at| at.at(now) > now);
            let length = step.length.filter(|_| goes_on && !called);
            match length {
                Some(length) => self.begin(run, length, now, now),
                None => self.set(run, StepState::Ready { act, since: now }, now),
            }
        }
    }
}

/// The ends of a countdown after adding `by`. Before its window both move, inside it only the later one; past the end, the
/// time counts from now.
fn moved(ran: Span, min: Span, max: Option<Span>, by: Span) -> (Span, Option<Span>) {
    let has_window = max.is_some_and(|max| max > min);
    if ran < min {
        (min + by, max.map(|max| max + by))
    } else if has_window {
        (min, max.map(|max| max.max(ran) + by))
    } else {
        (ran + by, max.map(|_| ran + by))
    }
}
