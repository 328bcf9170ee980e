//! Random evenings: after each act, the rules that hold for every evening are checked.

use super::dishes::{dish, hands};
use crate::engine::{Act, ActId, Alarm, AlarmId, NextCall, Run, Session, StepState};
use crate::recipe::{Beside, Cue, CueAt, Dish, DishId, DishStep, HostAt, Length, Oven, Phase, Repeat, StepId};
use crate::time::{Moment, Span};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

// Dishes.

/// Up to half an hour, mostly whole minutes, so that moments coincide.
fn some_span() -> impl Strategy<Value = Span> {
    prop_oneof![4 => (1i64..30).prop_map(Span::mins), 1 => (1i64..1_800_000).prop_map(Span::millis)]
}

fn some_length() -> impl Strategy<Value = Option<Length>> {
    prop_oneof![
        2 => Just(None),
        3 => some_span().prop_map(|span| Some(Length::Exact(span))),
        2 => (some_span(), some_span()).prop_map(|(min, more)| Some(Length::Range { min, max: min + more })),
        1 => some_span().prop_map(|span| Some(Length::Open(span))),
    ]
}

fn some_cue() -> impl Strategy<Value = Cue> {
    let at = prop_oneof![
        some_span().prop_map(CueAt::From),
        Just(CueAt::Half),
        some_span().prop_map(CueAt::Left),
        (some_span(), proptest::option::of(some_span())).prop_map(|(each, until)| CueAt::Every { each, until }),
    ];
    at.prop_map(|at| Cue { at, say: String::new() })
}

fn some_host_at() -> impl Strategy<Value = HostAt> {
    prop_oneof![
        Just(HostAt::Start),
        Just(HostAt::Half),
        some_span().prop_map(HostAt::From),
        some_span().prop_map(HostAt::Left)
    ]
}

/// A step with indices of what it waits for and its host, to be taken from the steps before it.
type Loose = (DishStep, Vec<Index>, Option<(Index, HostAt)>, bool);

fn some_step() -> impl Strategy<Value = Loose> {
    let phase = select(&[Phase::Prep, Phase::Rest, Phase::Boil, Phase::Roast][..]);
    let oven =
        proptest::option::weighted(0.4, select(&[Oven::Celsius(120), Oven::Celsius(170), Oven::Celsius(220)][..]));
    let what = (phase, some_length(), oven, some_span(), some_span(), vec(some_cue(), 0..4));
    let step = what.prop_map(|(phase, length, oven, takes, preheat, cues)| {
        let mut step = Dish::timer("x".to_owned(), Span::ZERO).steps.remove(0);
        (step.phase, step.length, step.oven) = (phase, length, oven.filter(|_| length.is_some()));
        (step.takes, step.preheat, step.cues) = (takes, preheat, cues);
        step
    });
    let repeat = prop_oneof![
        8 => Just(None),
        2 => (1u32..5).prop_map(|n| Some(Repeat::Times(n))),
        1 => Just(Some(Repeat::Until("it is gone".to_owned()))),
    ];
    let step = (step, repeat, proptest::bool::weighted(0.05)).prop_map(|(mut step, repeat, held)| {
        step.repeat = repeat.filter(|_| step.length.is_some());
        if held && step.length.is_some() {
            (step.length, step.keeps, step.repeat) = (Some(Length::Endless), Some(Span::DAY), None);
        }
        step
    });
    let beside = proptest::option::weighted(0.3, (any::<Index>(), some_host_at()));
    (step, vec(any::<Index>(), 0..3), beside, any::<bool>())
}

/// Steps wait only for earlier ones, as in every prepared dish.
fn some_dish() -> impl Strategy<Value = Dish> {
    vec(some_step(), 1..7).prop_map(|loose| {
        let mut steps: Vec<DishStep> = Vec::new();
        for (mut step, waits, beside, in_line) in loose {
            let earlier = |index: Index| StepId(index.index(steps.len()) as u16);
            if let Some(last) = steps.len().checked_sub(1) {
                step.waits_for = waits.into_iter().map(earlier).collect();
                step.beside = beside.map(|(host, at)| Beside { host: earlier(host), at });
                if in_line {
                    step.follows = Some(StepId(last as u16));
                    step.waits_for.push(StepId(last as u16));
                }
            }
            steps.push(step);
        }
        Dish { steps, ..dish("x", [hands("x")]) }
    })
}

/// The same with a step at the end that waits for all, as in every recipe that was read.
pub(super) fn some_recipe_dish() -> impl Strategy<Value = Dish> {
    some_dish().prop_map(|mut dish| {
        let all = (0..dish.steps.len() as u16).map(StepId).collect();
        let mut last = Dish::timer("last".to_owned(), Span::ZERO).steps.remove(0);
        (last.phase, last.length, last.waits_for) = (Phase::Serve, None, all);
        dish.steps.push(last);
        dish
    })
}

// What the cook does.

#[derive(Clone, Debug)]
enum Press {
    Add(Box<Dish>),
    /// A run that is not over.
    Live(Index, On),
    /// Any run so far.
    Old(Index, On),
    /// Any alarm so far.
    Alarm(Index, Answer),
    /// The first alarm that stands.
    Top(Answer),
    Stop(Index),
    Plan(Vec<(Index, Index, Span)>),
    Undo(Index),
    UndoLast(Index),
}

#[derive(Clone, Copy, Debug)]
enum On {
    Start(Span),
    Done,
    Pause,
    Go,
    More(Span),
    Batch(u32),
    Restart,
    Skip,
}

#[derive(Clone, Copy, Debug)]
enum Answer {
    Heard,
    On,
    Hot,
    Off,
}

fn some_press() -> impl Strategy<Value = Press> {
    let on = prop_oneof![
        2 => some_span().prop_map(On::Start),
        2 => Just(On::Start(Span::ZERO)),
        6 => Just(On::Done),
        2 => Just(On::Pause),
        2 => Just(On::Go),
        2 => (-10i64..20).prop_map(|n| On::More(Span::mins(n))),
        3 => (1u32..6).prop_map(On::Batch),
        1 => Just(On::Restart),
        1 => Just(On::Skip),
    ];
    let answer = select(&[Answer::Heard, Answer::On, Answer::Hot, Answer::Off][..]);
    prop_oneof![
        1 => some_dish().prop_map(|dish| Press::Add(Box::new(dish))),
        16 => (any::<Index>(), on.clone()).prop_map(|(run, on)| Press::Live(run, on)),
        2 => (any::<Index>(), on).prop_map(|(run, on)| Press::Old(run, on)),
        2 => (any::<Index>(), answer.clone()).prop_map(|(alarm, answer)| Press::Alarm(alarm, answer)),
        4 => answer.prop_map(Press::Top),
        1 => any::<Index>().prop_map(Press::Stop),
        1 => vec((any::<Index>(), any::<Index>(), some_span()), 1..4).prop_map(Press::Plan),
        1 => any::<Index>().prop_map(Press::Undo),
        2 => any::<Index>().prop_map(Press::UndoLast),
    ]
}

/// How long until the next key; sometimes the clock jumps back.
fn some_wait() -> impl Strategy<Value = Span> {
    prop_oneof![
        3 => Just(Span::ZERO),
        8 => (1i64..9).prop_map(Span::mins),
        3 => some_span(),
        1 => (1i64..20).prop_map(Span::hours),
        1 => some_span().prop_map(|span| -span),
    ]
}

#[derive(Default)]
struct Evening {
    session: Session,
    now: Moment,
    runs: Vec<Run>,
    seen: Vec<AlarmId>,
}

/// The steps of all other dishes and their alarms, which an act on one dish must leave alone. Without the oven's own
/// alarms and waiting for the oven, as all dishes share it.
fn others(session: &Session, now: Moment, but: Option<DishId>) -> (Vec<(DishId, Vec<StepState>)>, Vec<Alarm>) {
    let dishes = session.dishes().filter(|c| Some(c.id) != but).map(|c| (c.id, c.steps.clone())).collect();
    let mut alarms = session.alarms(now);
    alarms.retain(|alarm| match alarm.id {
        AlarmId::Start(run)
        | AlarmId::Cue { run, .. }
        | AlarmId::Batch { run, .. }
        | AlarmId::Look(run)
        | AlarmId::Out(run)
        | AlarmId::Paused(run) => Some(run.dish) != but,
        AlarmId::Waiting(_) | AlarmId::OvenOn(_) | AlarmId::OvenHot(_) | AlarmId::OvenOff(_) => false,
    });
    (dishes, alarms)
}

impl Evening {
    fn act(&self, press: &Press) -> Option<Act> {
        let ids: Vec<DishId> = self.session.dishes().map(|c| c.id).collect();
        let pick = |index: &Index| (!ids.is_empty()).then(|| *index.get(&ids));
        let live: Vec<Run> = self.session.dishes().flat_map(|c| c.iter().filter_map(|(id, _, _)| c.run(id))).collect();
        let to = |run: Run, on: On| match on {
            On::Start(ago) => Act::Start { run, ago },
            On::Done => Act::Done { run },
            On::Pause => Act::Pause { run },
            On::Go => Act::Resume { run },
            On::More(by) => Act::More { run, by },
            On::Batch(number) => Act::Batch { run, number },
            On::Restart => Act::Restart { run },
            On::Skip => Act::Skip { run },
        };
        let answered = |alarm: AlarmId, answer: Answer| match answer {
            Answer::Heard => Act::Acknowledge { alarm },
            Answer::On => Act::OvenOn { alarm },
            Answer::Hot => Act::OvenHot { alarm },
            Answer::Off => Act::OvenOff { alarm },
        };
        match press {
            Press::Add(what) => Some(Act::Add { dish: self.session.next_dish(), what: what.clone() }),
            Press::Live(index, on) => (!live.is_empty()).then(|| to(*index.get(&live), *on)),
            Press::Old(index, on) => (!self.runs.is_empty()).then(|| to(*index.get(&self.runs), *on)),
            Press::Alarm(index, answer) => (!self.seen.is_empty()).then(|| answered(*index.get(&self.seen), *answer)),
            Press::Top(answer) => self.session.alarms(self.now).first().map(|alarm| answered(alarm.id, *answer)),
            Press::Stop(index) => pick(index).map(|dish| Act::Abandon { dish }),
            Press::Plan(starts) => {
                let start = |(dish, step, wait): &(Index, Index, Span)| {
                    let dish = pick(dish)?;
                    let steps = self.session.dish(dish)?.steps.len();
                    Some((dish, StepId(step.index(steps) as u16), self.now + *wait))
                };
                let made_for = ActId(self.session.log().len() as u32);
                Some(Act::Plan { made_for, starts: starts.iter().filter_map(start).collect() })
            }
            Press::Undo(index) => {
                let log = self.session.log().len();
                (log > 0).then(|| Act::Undo { act: ActId(index.index(log) as u32) })
            }
            Press::UndoLast(index) => {
                pick(index).and_then(|dish| self.session.last_act(dish)).map(|(act, _)| Act::Undo { act })
            }
        }
    }

    fn press(&mut self, wait: Span, press: &Press) {
        self.now = self.now + wait;
        let Some(act) = self.act(press) else { return };
        let now = self.session.log().last().map_or(self.now, |last| last.at.max(self.now));
        let touched = match &act {
            Act::Undo { act } => self.session.log().get(act.0 as usize).and_then(|logged| logged.act.undoable_on()),
            act => act.undoable_on(),
        };
        let alone = matches!(act, Act::Undo { .. }) || touched.is_some();
        let is_stale = match act {
            Act::Start { run, .. }
            | Act::Done { run }
            | Act::Pause { run }
            | Act::Resume { run }
            | Act::Batch { run, .. }
            | Act::Restart { run }
            | Act::Skip { run }
            | Act::More { run, .. } => {
                self.session.dish(run.dish).is_none_or(|c| !c.is_live() || c.run(run.step) != Some(run))
            }
            _ => false,
        };
        let before = self.session.clone();
        let took = self.session.apply(act.clone(), self.now);
        match took {
            Ok(()) => {
                assert!(!is_stale, "a stale act was taken: {act:?}");
                assert_eq!(Session::replay(self.session.log().to_vec()), self.session, "replay");
                if alone {
                    assert_eq!(
                        others(&self.session, now, touched),
                        others(&before, now, touched),
                        "another dish: {act:?}"
                    );
                }
            }
            Err(_) => assert_eq!(self.session, before, "a refused act changed something: {act:?}"),
        }
    }

    fn look(&mut self, probe: i64) {
        let now = self.now;
        let alarms = self.session.alarms(now);
        let wake = self.session.next_wake(now);
        assert!(wake.is_none_or(|wake| wake > now), "a wake-up that is over");
        let until = wake.unwrap_or(now + Span::DAY.times(9));
        let far = until - now - Span::millis(1);
        for part in [probe, 500, 1_000] {
            let at = now + Span::millis(far.as_millis() * part / 1_000);
            assert_eq!(self.session.alarms(at), alarms, "changed {:?} before the wake-up", until - at);
        }
        let mut ids: Vec<AlarmId> = alarms.iter().map(|alarm| alarm.id).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), alarms.len(), "one id twice");
        self.seen.extend(ids);
        for cooking in self.session.dishes().filter(|c| c.is_live()) {
            let eaten = self.session.eaten(cooking.id).map(|eaten| (eaten.at(now), eaten.at(now + Span::HOUR)));
            assert!(
                eaten.map_or(cooking.has_hold(), |(at, later)| at >= now && later >= at),
                "eaten before now, or sooner by waiting"
            );
            for (id, _, _) in cooking.iter() {
                let Some(run) = cooking.run(id) else { continue };
                if !self.runs.contains(&run) {
                    self.runs.push(run);
                }
                if let Some((at, what)) = self.session.next_call(run, now) {
                    assert!(at > now, "a next call that is over");
                    // What was heard stays heard, even if the clock jumped back.
                    let stands = self.session.alarms(at).iter().any(|alarm| match (&what, alarm.id) {
                        (NextCall::Cues(cues), AlarmId::Cue { run: of, .. }) => {
                            of == run && alarm.since == at && alarm.cues.iter().all(|cue| cues.contains(cue))
                        }
                        (NextCall::Batch(number), AlarmId::Batch { run: of, number: called }) => {
                            of == run && alarm.since == at && called == *number
                        }
                        (NextCall::Look, AlarmId::Look(of)) | (NextCall::Out, AlarmId::Out(of)) => {
                            of == run && alarm.since == at
                        }
                        _ => false,
                    });
                    let heard = self.session.log().iter().any(|logged| match logged.act {
                        Act::Acknowledge {
                            alarm:
                                AlarmId::Cue { run: of, .. }
                                | AlarmId::Batch { run: of, .. }
                                | AlarmId::Look(of)
                                | AlarmId::Out(of),
                        } => of == run,
                        Act::More { run: of, .. } | Act::Batch { run: of, .. } => of == run,
                        _ => false,
                    });
                    assert!(stands || heard, "{what:?} does not call");
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, max_shrink_iters: 4_000, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_evening(
        first in some_dish(),
        presses in vec((some_wait(), some_press(), 0i64..1_000), 1..60),
    ) {
        let mut evening = Evening::default();
        evening.press(Span::ZERO, &Press::Add(Box::new(first)));
        for (wait, press, probe) in presses {
            evening.look(probe);
            evening.press(wait, &press);
        }
        evening.look(0);
    }

    #[test]
    fn no_number_breaks_it(
        dish in some_dish(),
        spans in vec(any_span(), 24),
        presses in vec((any_moment(), some_press()), 1..12),
        looks in vec(any_moment(), 4),
    ) {
        let mut spans = spans.into_iter().cycle();
        let mut next = move || spans.next().unwrap_or_default();
        let mut wild = dish;
        for step in &mut wild.steps {
            step.length = step.length.map(|length| match length {
                Length::Exact(_) => Length::Exact(next()),
                Length::Range { .. } => Length::Range { min: next(), max: next() },
                Length::Open(_) => Length::Open(next()),
                Length::Endless => Length::Endless,
            });
            (step.takes, step.preheat) = (next(), next());
            for cue in &mut step.cues {
                cue.at = match cue.at {
                    CueAt::From(_) => CueAt::From(next()),
                    CueAt::Half => CueAt::Half,
                    CueAt::Left(_) => CueAt::Left(next()),
                    CueAt::Every { until, .. } => CueAt::Every { each: next(), until: until.map(|_| next()) },
                };
            }
        }
        let mut evening = Evening::default();
        for (now, press) in [(Moment::default(), Press::Add(Box::new(wild)))].into_iter().chain(presses) {
            evening.now = now;
            evening.press(Span::ZERO, &press);
            for now in &looks {
                evening.seen.extend(evening.session.alarms(*now).iter().map(|alarm| alarm.id));
                prop_assert!(evening.session.next_wake(*now).is_none_or(|wake| wake > *now));
                for cooking in evening.session.dishes() {
                    evening.runs.extend(cooking.iter().filter_map(|(id, _, _)| cooking.run(id)));
                    let _ = (evening.session.eaten(cooking.id).map(|eaten| eaten.at(*now)), evening.session.expect(cooking.id));
                }
                for run in &evening.runs {
                    let _ = (evening.session.next_call(*run, *now), evening.session.due(run.dish, run.step), evening.session.oven_after(*run, *now));
                }
            }
        }
    }
}

fn any_number() -> impl Strategy<Value = i64> {
    prop_oneof![
        Just(i64::MIN),
        Just(i64::MAX),
        Just(0),
        Just(-1),
        Just(1),
        -1_000_000_000i64..1_000_000_000,
        any::<i64>()
    ]
}
fn any_span() -> impl Strategy<Value = Span> {
    any_number().prop_map(Span::millis)
}
fn any_moment() -> impl Strategy<Value = Moment> {
    any_number().prop_map(Moment::millis)
}
