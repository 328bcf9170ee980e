//! What calls the cook: alarms derived from the state and a moment, and when that answer changes next.
//!
//! Every alarm is weighed at its due moment: due already, it stands; still to come, its moment is one at which the answer
//! changes. So the set of alarms can never change between `now` and the wake-up that [`gather`] gives with it.

use super::act::Run;
use super::alarm::{Alarm, AlarmId, Strength};
use super::oven::{OFF_AFTER, OvenState};
use super::state::{Cooking, State, StepState, calm_end, on_heat};
use crate::recipe::{CueAt, DishStep, StepId};
use crate::time::{Moment, Span};
use std::cmp::Reverse;

/// What waits or is paused calls this often.
pub(super) const PATIENCE: Span = Span::mins(5);

/// Every alarm standing at `now`, first the one that matters most, and when that changes by time alone.
pub(super) fn gather(state: &State, now: Moment) -> (Vec<Alarm>, Option<Moment>) {
    let mut sink = Sink { state, now, alarms: Vec::new(), wake: None };
    for cooking in state.live() {
        for (id, step, at) in cooking.iter() {
            sink.step(cooking, id, step, at);
        }
    }
    sink.oven();
    let quiet = |alarm: &Alarm| alarm.quiet_until.is_some();
    sink.alarms.sort_by_key(|alarm| (quiet(alarm), Reverse(alarm.strength), alarm.since, alarm.id));
    (sink.alarms, sink.wake)
}

/// The alarm of that id, if it stands at `now`.
pub(super) fn standing(state: &State, id: AlarmId, now: Moment) -> Option<Alarm> {
    let mut sink = Sink { state, now, alarms: Vec::new(), wake: None };
    match id {
        AlarmId::Start(run)
        | AlarmId::Waiting(run)
        | AlarmId::Cue { run, .. }
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

struct Sink<'a> {
    state: &'a State,
    now: Moment,
    alarms: Vec<Alarm>,
    wake: Option<Moment>,
}

impl Sink<'_> {
    fn wake(&mut self, at: Moment) {
        if at > self.now {
            self.wake = Some(self.wake.map_or(at, |wake| wake.min(at)));
        }
    }

    /// Weighs one alarm: standing if it is due and was not cleared, else something to wake for.
    fn due(&mut self, id: AlarmId, since: Moment, strength: Strength) -> Option<&mut Alarm> {
        if since > self.now {
            self.wake(since);
            return None;
        }
        let quiet_until = match self.state.quiet.get(&id) {
            Some(None) => return None,
            Some(Some(until)) if *until > self.now => Some(*until),
            Some(Some(_)) | None => None,
        };
        if let Some(until) = quiet_until {
            self.wake(until);
        }
        let (calls, next) = match strength {
            Strength::Soft => (0, None),
            Strength::Cue | Strength::Ring => called(self.now - since),
        };
        if let Some(next) = next {
            self.wake(since + next);
        }
        self.alarms.push(Alarm { id, since, strength, calls, quiet_until, missed: 0, cues: Vec::new() });
        self.alarms.last_mut()
    }

    /// Weighs an alarm that calls softly every five minutes after `from`.
    fn patient(&mut self, id: AlarmId, from: Moment, strength: Strength) {
        if let Some(alarm) = self.due(id, from + PATIENCE, Strength::Soft) {
            alarm.strength = strength;
            let nth = (self.now - from).div(PATIENCE);
            if let Some(alarm) = self.alarms.last_mut() {
                alarm.calls = u32::try_from(nth - 1).unwrap_or(0);
            }
            self.wake(from + PATIENCE.times(nth + 1));
        }
    }

    fn step(&mut self, cooking: &Cooking, id: StepId, step: &DishStep, at: &StepState) {
        let dish = cooking.id;
        match *at {
            StepState::Ready { act, since } => self.ready(cooking, Run { dish, step: id, act }, step, since),
            StepState::Running { act, zero, least, most, .. } => {
                self.running(Run { dish, step: id, act }, step, zero, least, most);
            }
            StepState::Paused { act, since, .. } => {
                if on_heat(step) {
                    self.patient(AlarmId::Paused(Run { dish, step: id, act }), since, Strength::Cue);
                }
            }
            StepState::Ahead | StepState::Done { .. } => {}
        }
    }

    fn ready(&mut self, cooking: &Cooking, run: Run, step: &DishStep, since: Moment) {
        let timed = step.length.is_some();
        let mut from = since;
        if let Some(called) = self.state.called(cooking, run.step) {
            let Some(at) = called.reached() else { return };
            from = from.max(at);
            let strength = if timed { Strength::Ring } else { Strength::Cue };
            self.due(AlarmId::Start(run), from, strength);
        }
        // Until the oven is hot, the oven's own alarms call.
        let heat = match self.state.oven {
            OvenState::On { sure, .. } => sure,
            OvenState::Off => false,
        };
        if timed && (heat || step.oven.is_none()) {
            self.patient(AlarmId::Waiting(run), from, Strength::Soft);
        }
    }

    fn running(&mut self, run: Run, step: &DishStep, zero: Moment, least: Span, most: Option<Span>) {
        let calm = calm_end(step);
        let strength = if calm { Strength::Soft } else { Strength::Ring };
        let out = zero + most.unwrap_or(least);
        self.wake(out);
        if self.now >= out {
            self.due(AlarmId::Out(run), out, strength);
            if most.is_none() {
                self.cues(run, step, zero, least, most);
            }
            return;
        }
        if most.is_some_and(|most| most > least) {
            self.due(AlarmId::Look(run), zero + least, strength);
        }
        self.cues(run, step, zero, least, most);
    }

    /// The latest call of each cue that has come and was not heard; those of one moment are one alarm.
    fn cues(&mut self, run: Run, step: &DishStep, zero: Moment, least: Span, most: Option<Span>) {
        let mut due: Vec<(Moment, u16, u32, u32)> = Vec::new();
        for (cue, index) in step.cues.iter().zip(0u16..) {
            let ran = self.now - zero;
            let (last, next) = cue_calls(cue.at, ran, least, most);
            if let Some(next) = next {
                self.wake(zero + next);
            }
            let Some((at, nth, count)) = last else { continue };
            let heard = self.state.cues_heard.get(&(run, index)).copied();
            if heard.is_some_and(|heard| heard >= nth) {
                continue;
            }
            let missed = count.saturating_sub(1).saturating_sub(heard.unwrap_or(0));
            due.push((zero + at, index, nth, if nth == 0 { 0 } else { missed }));
        }
        due.sort();
        let mut rest = due.into_iter().peekable();
        while let Some((at, cue, nth, mut missed)) = rest.next() {
            let mut cues = vec![cue];
            while let Some((_, other, _, unseen)) = rest.next_if(|next| next.0 == at) {
                cues.push(other);
                missed = missed.max(unseen);
            }
            if let Some(alarm) = self.due(AlarmId::Cue { run, cue, nth }, at, Strength::Cue) {
                alarm.missed = missed;
                alarm.cues = cues;
            }
        }
    }

    fn oven(&mut self) {
        match self.state.oven {
            OvenState::Off => {
                self.oven_on();
            }
            OvenState::On { idle: Some((act, since)), .. } => {
                if !self.oven_on() {
                    self.due(AlarmId::OvenOff(act), since + OFF_AFTER, Strength::Cue);
                }
            }
            OvenState::On { act, hot_at, sure: false, .. } => {
                let waits = self.state.live().any(|cooking| {
                    cooking.iter().any(|(_, step, at)| step.oven.is_some() && matches!(at, StepState::Ready { .. }))
                });
                self.due(AlarmId::OvenHot(act), hot_at, if waits { Strength::Ring } else { Strength::Cue });
            }
            OvenState::On { .. } => {}
        }
    }

    /// Calls for the oven a preheat before the first step that needs it; whether it does.
    fn oven_on(&mut self) -> bool {
        let mut first: Option<(Moment, Run)> = None;
        for wanted in self.state.oven_wanted() {
            let Some(at) = wanted.start.after(-wanted.step.preheat).reached() else { continue };
            let since = at.max(wanted.cooking.changed);
            if since > self.now {
                self.wake(since);
                continue;
            }
            let run = Run { dish: wanted.cooking.id, step: wanted.id, act: wanted.cooking.act };
            first = Some(first.map_or((since, run), |first| first.min((since, run))));
        }
        let Some((since, run)) = first else { return false };
        self.due(AlarmId::OvenOn(run), since, Strength::Ring);
        true
    }
}

/// How often an alarm has called again that stands for so long, and when it does next: at 1, 3, 5, then every 5 minutes.
fn called(stood: Span) -> (u32, Option<Span>) {
    let early = [Span::mins(1), Span::mins(3), Span::mins(5)];
    let (mut calls, mut next) = (0, None);
    for at in early {
        if stood >= at {
            calls += 1;
        } else {
            next = next.or(Some(at));
        }
    }
    if let Some(next) = next {
        return (calls, Some(next));
    }
    let fives = stood.div(PATIENCE);
    (calls + u32::try_from(fives - 1).unwrap_or(0), Some(PATIENCE.times(fives + 1)))
}

/// A call of a cue: how far into the step, which of an `every` (0 for others), and the how-manieth call that is.
pub(super) type CueCall = (Span, u32, u32);

/// The last call of a cue that came within `ran`, and when the next comes.
pub(super) fn cue_calls(at: CueAt, ran: Span, least: Span, most: Option<Span>) -> (Option<CueCall>, Option<Span>) {
    let once = |at: Span| if at <= ran { (Some((at, 0, 1)), None) } else { (None, Some(at)) };
    match at {
        CueAt::From(span) => once(span),
        CueAt::Half => once(least.half()),
        CueAt::Left(left) => once((least - left).max(Span::ZERO)),
        CueAt::Every { each, until } => every(each, until, ran, least, most),
    }
}

fn every(
    each: Span,
    until: Option<Span>,
    ran: Span,
    least: Span,
    most: Option<Span>,
) -> (Option<CueCall>, Option<Span>) {
    if each <= Span::ZERO {
        return (None, None);
    }
    // An end is no call of its own; an open step goes on, so that its least is the only end that it has.
    let end = |nth: i64| each.times(nth) == least || most == Some(each.times(nth));
    let most_calls = [until, most].into_iter().flatten().map(|last| last.div(each)).min();
    let mut last = ran.div(each).min(most_calls.unwrap_or(i64::MAX));
    while last > 0 && end(last) {
        last -= 1;
    }
    let mut next = last + 1;
    while end(next) {
        next += 1;
    }
    let next = (most_calls.is_none_or(|most| next <= most)).then(|| each.times(next));
    if last < 1 {
        return (None, next);
    }
    let ends = i64::from(last * each.as_millis() > least.as_millis() && least.div(each) >= 1 && end(least.div(each)));
    let nth = u32::try_from(last).unwrap_or(u32::MAX);
    (Some((each.times(last), nth, u32::try_from(last - ends).unwrap_or(u32::MAX))), next)
}
