//! Derives the alarms from the state and a moment, and tells when they next change.
//!
//! Every alarm is judged by its due moment: if that has passed, the alarm stands; if not, the moment is a candidate for
//! the wake-up. So the alarms never change between `now` and the wake-up that [`gather`] returns.

use super::alarm::{Alarm, AlarmId, AlarmLevel};
use super::batch::Batch;
use super::ids::Run;
use super::oven::OvenState;
use super::oven_track::{OFF_AFTER, can_wait};
use super::state::{Cooking, State, StepState, calm_end, on_heat};
use crate::recipe::{CueAt, DishStep, Oven, StepId};
use crate::time::{Moment, Span};
use std::cmp::Reverse;

/// How long a step may wait, or be paused on the heat, before it calls; it then calls again as often.
pub const WAITS_UNCALLED: Span = Span::mins(5);

/// Every alarm that stands at `now`, most important first, and when time alone changes them.
pub(super) fn gather(state: &State, now: Moment) -> (Vec<Alarm>, Option<Moment>) {
    let mut sink = AlarmCollector { state, now, alarms: Vec::new(), wake: None };
    for cooking in state.live() {
        for (id, step, at) in cooking.iter() {
            sink.step(cooking, id, step, at);
        }
    }
    sink.oven();
    let quiet = |alarm: &Alarm| alarm.quiet_until.is_some();
    sink.alarms.sort_by_key(|alarm| (quiet(alarm), Reverse(alarm.level), alarm.since, alarm.id));
    (sink.alarms, sink.wake)
}

/// The alarm with this id, if it stands at `now`.
pub(super) fn standing(state: &State, id: AlarmId, now: Moment) -> Option<Alarm> {
    let mut sink = AlarmCollector { state, now, alarms: Vec::new(), wake: None };
    match id {
        AlarmId::Start(run)
        | AlarmId::Waiting(run)
        | AlarmId::Cue { run, .. }
        | AlarmId::Batch { run, .. }
        | AlarmId::Look(run)
        | AlarmId::Out(run)
        | AlarmId::Paused(run) => {
            let (cooking, step, at) = state.of_run(run)?;
            sink.step(cooking, run.step, step, at);
        }
        AlarmId::OvenOn(_) | AlarmId::OvenHot(_) | AlarmId::OvenOff(_) => sink.oven(),
    }
    sink.alarms.into_iter().find(|alarm| alarm.id == id)
}

struct AlarmCollector<'a> {
    state: &'a State,
    now: Moment,
    alarms: Vec<Alarm>,
    wake: Option<Moment>,
}

impl AlarmCollector<'_> {
    fn wake(&mut self, at: Moment) {
        if at > self.now {
            self.wake = Some(self.wake.map_or(at, |wake| wake.min(at)));
        }
    }

    /// Adds the alarm if it is due and not cleared; if it is still to come, its moment is a wake-up.
    fn due(&mut self, id: AlarmId, since: Moment, level: AlarmLevel, again: RepeatRule) -> Option<&mut Alarm> {
        if since > self.now {
            self.wake(since);
            return None;
        }
        let quiet_until = match self.state.quiet.get(&id) {
            Some(None) => return None,
            Some(Some(until)) => Some(*until).filter(|until| *until > self.now),
            None => None,
        };
        let (calls, next) = again(self.now - since);
        for change in [quiet_until, next.map(|next| since + next)].into_iter().flatten() {
            self.wake(change);
        }
        self.alarms.push(Alarm { id, since, level, calls, quiet_until, missed: 0, cues: Vec::new() });
        self.alarms.last_mut()
    }

    fn step(&mut self, cooking: &Cooking, id: StepId, step: &DishStep, at: &StepState) {
        let dish = cooking.id;
        match *at {
            StepState::Ready { act, since } => self.ready(cooking, Run { dish, step: id, act }, step, since),
            StepState::Running { act, started_at, min, max, .. } => {
                let run = Run { dish, step: id, act };
                match cooking.batch(id, self.now).filter(|batch| batch.is_beat) {
                    Some(batch) => self.beat(run, step, &batch, min, max),
                    None => self.running(run, step, started_at, min, max),
                }
            }
            StepState::Paused { act, since, .. } => {
                if on_heat(step) {
                    self.due(
                        AlarmId::Paused(Run { dish, step: id, act }),
                        since + WAITS_UNCALLED,
                        AlarmLevel::Cue,
                        fixed_repeat,
                    );
                }
            }
            StepState::Blocked | StepState::Done { .. } => {}
        }
    }

    fn ready(&mut self, cooking: &Cooking, run: Run, step: &DishStep, since: Moment) {
        let timed = step.length.is_some();
        let mut from = since;
        if let Some(called) = self.state.called(cooking, run.step) {
            let Some(at) = called.reached() else { return };
            from = from.max(at);
            let level = if timed { AlarmLevel::Ring } else { AlarmLevel::Cue };
            if self.due(AlarmId::Start(run), from, level, escalating_repeat).is_some() {
                return;
            }
        }
        // Until the oven is hot, its own alarms call instead.
        let from = match self.state.oven {
            _ if step.oven.is_none() => Some(from),
            _ if step.oven.is_some_and(|wanted| self.state.oven_taken_for(run.dish, wanted)) => None,
            OvenState::On { hot_at, sure: true, .. } => Some(from.max(hot_at)),
            OvenState::On { .. } | OvenState::Off => None,
        };
        if let Some(from) = from.filter(|_| timed) {
            self.due(AlarmId::Waiting(run), from + WAITS_UNCALLED, AlarmLevel::Soft, fixed_repeat);
        }
    }

    fn running(&mut self, run: Run, step: &DishStep, started_at: Moment, min: Span, max: Option<Span>) {
        let calm = calm_end(step);
        let (level, again): (AlarmLevel, RepeatRule) =
            if calm { (AlarmLevel::Soft, once) } else { (AlarmLevel::Ring, escalating_repeat) };
        let out = started_at + max.unwrap_or(min);
        let over = self.now >= out;
        self.due(AlarmId::Out(run), out, level, again);
        if !over && max.is_some_and(|max| max > min) {
            self.due(AlarmId::Look(run), started_at + min, level, again);
        }
        // An open step runs past its end, so its cues continue.
        if !over || max.is_none() {
            self.cues(run, step, None, started_at, min, max);
        }
    }

    /// A beat calls each next batch for a while, and rings only at the end of the last.
    fn beat(&mut self, run: Run, step: &DishStep, batch: &Batch, min: Span, max: Option<Span>) {
        if batch.is_last() {
            let (level, again): (AlarmLevel, RepeatRule) =
                if calm_end(step) { (AlarmLevel::Soft, once) } else { (AlarmLevel::Ring, escalating_repeat) };
            if self.due(AlarmId::Out(run), batch.ends(), level, again).is_some() || self.now >= batch.ends() {
                return;
            }
        }
        self.wake(batch.ends());
        if batch.by_itself {
            let over = batch.began + batch.stands();
            self.wake(over);
            if self.now < over {
                self.due(AlarmId::Batch { run, number: batch.number }, batch.began, AlarmLevel::Cue, once);
            }
        }
        if max.is_some_and(|max| max > min) {
            self.due(AlarmId::Look(run), batch.began + min, AlarmLevel::Cue, once);
        }
        self.cues(run, step, Some(batch), batch.began, min, max);
    }

    /// The latest call of each cue that is due and was not heard. Cues of one moment are one alarm.
    fn cues(
        &mut self,
        run: Run,
        step: &DishStep,
        batch: Option<&Batch>,
        started_at: Moment,
        min: Span,
        max: Option<Span>,
    ) {
        let ran = self.now - started_at;
        let mut due: Vec<(Moment, u16, u32, u32)> = Vec::new();
        for (cue, index) in step.cues.iter().zip(0u16..) {
            let (last, next) = cue_calls(cue.at, ran, min, max);
            if let Some(next) = next {
                self.wake(started_at + next);
            }
            let Some(CueCall { at, nth: call }) = last else { continue };
            let nth = nth_in(batch, call);
            let heard = self.state.cues_heard.get(&(run, index)).copied();
            if heard.is_none_or(|heard| heard < nth) {
                let missed = if batch.is_some() { 0 } else { nth.saturating_sub(1).saturating_sub(heard.unwrap_or(0)) };
                due.push((started_at + at, index, nth, missed));
            }
        }
        due.sort();
        let mut rest = due.into_iter().peekable();
        while let Some((at, cue, nth, mut missed)) = rest.next() {
            let mut cues = vec![cue];
            while let Some((_, other, _, unseen)) = rest.next_if(|next| next.0 == at) {
                cues.push(other);
                missed = missed.max(unseen);
            }
            if let Some(alarm) = self.due(AlarmId::Cue { run, cue, nth }, at, AlarmLevel::Cue, escalating_repeat) {
                alarm.missed = missed;
                alarm.cues = cues;
            }
        }
    }

    fn oven(&mut self) {
        if self.state.oven_in_use() {
            return;
        }
        let first = self.oven_first();
        if let Some(first) = first.as_ref().filter(|first| self.state.oven_to_turn(first.oven)) {
            let (level, again): (AlarmLevel, RepeatRule) =
                if first.can_wait { (AlarmLevel::Soft, once) } else { (AlarmLevel::Ring, escalating_repeat) };
            self.due(AlarmId::OvenOn(first.run), first.since, level, again);
            return;
        }
        match self.state.oven {
            OvenState::On { idle: Some((act, since)), .. } if first.is_none() => {
                self.due(AlarmId::OvenOff(act), since + OFF_AFTER, AlarmLevel::Cue, escalating_repeat);
            }
            OvenState::On { act, hot_at, sure: false, .. } => {
                let waits = self.state.live().any(|cooking| {
                    cooking.iter().any(|(_, step, at)| step.oven.is_some() && matches!(at, StepState::Ready { .. }))
                });
                let level = if waits { AlarmLevel::Ring } else { AlarmLevel::Cue };
                self.due(AlarmId::OvenHot(act), hot_at, level, escalating_repeat);
            }
            OvenState::On { .. } | OvenState::Off => {}
        }
    }

    /// The first step that needs a preheat to begin by now or earlier.
    fn oven_first(&mut self) -> Option<CueSoon> {
        let mut first: Option<CueSoon> = None;
        for wanted in self.state.oven_wanted() {
            let Some(at) = wanted.start.after(-wanted.step.preheat).reached() else { continue };
            let since = at.max(wanted.cooking.changed);
            if since > self.now {
                self.wake(since);
                continue;
            }
            let run = Run { dish: wanted.cooking.id, step: wanted.id, act: wanted.cooking.act };
            if first.as_ref().is_none_or(|first| (at, run) < (first.at, first.run)) {
                first = Some(CueSoon {
                    at,
                    since,
                    run,
                    oven: wanted.oven,
                    can_wait: can_wait(wanted.cooking, wanted.step),
                });
            }
        }
        first
    }
}

struct CueSoon {
    /// When heating for it should begin.
    at: Moment,
    /// Since when that has been known.
    since: Moment,
    run: Run,
    oven: Oven,
    can_wait: bool,
}

impl Alarm {
    /// How often it has called again once it has stood so long.
    pub fn calls_after(&self, stood: Span) -> u32 {
        let again: RepeatRule = match (self.id, self.level) {
            (AlarmId::Waiting(_) | AlarmId::Paused(_), _) => fixed_repeat,
            (AlarmId::Batch { .. }, _) | (_, AlarmLevel::Soft) => once,
            (_, AlarmLevel::Cue | AlarmLevel::Ring) => escalating_repeat,
        };
        again(stood).0
    }
}

/// From how long an alarm has stood: how often it has called again, and after how long it does next.
type RepeatRule = fn(Span) -> (u32, Option<Span>);

fn once(_: Span) -> (u32, Option<Span>) {
    (0, None)
}

fn fixed_repeat(stood: Span) -> (u32, Option<Span>) {
    let calls = stood.div(WAITS_UNCALLED);
    (u32::try_from(calls).unwrap_or(u32::MAX), Some(WAITS_UNCALLED.times(calls + 1)))
}

/// At 1, 3 and 5 minutes, then every 5.
fn escalating_repeat(stood: Span) -> (u32, Option<Span>) {
    const EARLY: [Span; 2] = [Span::MINUTE, Span::mins(3)];
    let next = EARLY.into_iter().zip(0..).find(|(at, _)| stood < *at);
    if let Some((at, calls)) = next {
        return (calls, Some(at));
    }
    let (fives, next) = fixed_repeat(stood);
    (fives.saturating_add(2), next)
}

/// The number of a cue's call, counted on from batch to batch.
pub(super) fn nth_in(batch: Option<&Batch>, call: u32) -> u32 {
    /// More than the calls of one batch.
    const OF_ONE: u32 = 1_000;
    batch.map_or(call, |batch| batch.number.saturating_mul(OF_ONE).saturating_add(call.min(OF_ONE - 1)))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CueCall {
    /// How far into the step.
    pub(super) at: Span,
    /// For an `every`, the number of the call, from 1; else 0.
    pub(super) nth: u32,
}

/// The last call of a cue within `ran`, and when the next one comes.
pub(super) fn cue_calls(at: CueAt, ran: Span, min: Span, max: Option<Span>) -> (Option<CueCall>, Option<Span>) {
    let once = |at: Span| if at <= ran { (Some(CueCall { at, nth: 0 }), None) } else { (None, Some(at)) };
    match at {
        CueAt::From(span) => once(span),
        CueAt::Half => once(min.half()),
        CueAt::Left(left) => once((min - left).max(Span::ZERO)),
        CueAt::Every { each, until } => every(each, until, ran, min, max),
    }
}

/// Calls on each multiple of `each` up to `until` or the last end, but not on an end, which calls itself.
fn every(each: Span, until: Option<Span>, ran: Span, min: Span, max: Option<Span>) -> (Option<CueCall>, Option<Span>) {
    if each <= Span::ZERO {
        return (None, None);
    }
    let before_most = max.map(|max| max - Span::millis(1));
    let last_of_all = [until, before_most].into_iter().flatten().map(|last| last.div(each)).min().unwrap_or(i64::MAX);
    let on_least = Some(min.div(each)).filter(|nth| each.times(*nth) == min);
    let mut nth = ran.div(each).min(last_of_all).max(0);
    let mut next = nth.saturating_add(1);
    if on_least == Some(nth) {
        nth -= 1;
    } else if on_least == Some(next) {
        next = next.saturating_add(1);
    }
    let passed_over = i64::from(on_least.is_some_and(|end| (1..nth).contains(&end)));
    let counted = u32::try_from(nth - passed_over).unwrap_or(u32::MAX);
    let last = (nth > 0).then(|| CueCall { at: each.times(nth), nth: counted });
    (last, (next <= last_of_all).then(|| each.times(next)))
}
