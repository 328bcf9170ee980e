//! A kitchen in virtual time, for scripts that read like an evening. After every act it checks that replaying the log
//! gives the same session, and that nothing changes between one wake-up and the next.

use super::dishes::span;
use crate::engine::{
    Act, ActId, Alarm, AlarmId, AlarmLevel, Cooking, OvenState, Refused, Run, Session, StepState, on_heat,
};
use crate::recipe::{Dish, DishId, DishStep, Oven, StepId};
use crate::time::{Moment, Span};

pub(super) struct Kitchen {
    pub(super) session: Session,
    pub(super) now: Moment,
}

/// Where the evening begins; not zero, so that a moment mistaken for a span fails.
const START: Moment = Moment::millis(1_000_000_000);

fn say(oven: Oven) -> String {
    match oven {
        Oven::Celsius(n) => format!("{n}C"),
        Oven::Fahrenheit(n) => format!("{n}F"),
        Oven::Gas(n) => format!("gas {n}/4"),
        Oven::Fan(n) => format!("{n}C fan"),
        Oven::FanFahrenheit(n) => format!("{n}F fan"),
        Oven::Grill => "grill".to_owned(),
    }
}

impl Kitchen {
    pub(super) fn new() -> Kitchen {
        Kitchen { session: Session::new(), now: START }
    }
    #[track_caller]
    pub(super) fn of(dish: Dish) -> Kitchen {
        Kitchen::new().cook(dish)
    }
    pub(super) fn moment(&self, at: &str) -> Moment {
        START + span(at)
    }

    /// Moves to this long after the start of the evening.
    #[track_caller]
    pub(super) fn at(mut self, at: &str) -> Kitchen {
        let to = self.moment(at);
        assert!(to >= self.now, "{at} is over");
        while let Some(wake) = self.session.next_wake(self.now) {
            assert!(wake > self.now, "a wake-up that is over");
            let until = wake.min(to);
            let before = until - Span::millis(1);
            assert_eq!(
                self.session.alarms(before.max(self.now)),
                self.session.alarms(self.now),
                "changed before the wake-up"
            );
            self.now = until;
            if until == to {
                return self;
            }
        }
        assert_eq!(self.session.alarms(to), self.session.alarms(self.now), "changed without a wake-up");
        self.now = to;
        self
    }
    /// No new call until then, and one then.
    #[track_caller]
    pub(super) fn calls_next_at(self, at: &str) -> Kitchen {
        let ids = |k: &Kitchen, now| -> Vec<(AlarmId, u32)> {
            k.session.alarms(now).iter().map(|a| (a.id, a.calls)).collect()
        };
        let before = ids(&self, self.now);
        let to = self.moment(at);
        let mut now = self.now;
        while let Some(wake) = self.session.next_wake(now).filter(|wake| *wake <= to) {
            now = wake;
            assert!(now == to || ids(&self, now) == before, "called at {:?} after the start", now - START);
        }
        assert_ne!(ids(&self, to), before, "nothing calls at {at}");
        self.at(at)
    }
    #[track_caller]
    pub(super) fn never_calls_again(self) -> Kitchen {
        assert_eq!(self.session.next_wake(self.now), None);
        self
    }

    fn name(&self, alarm: &Alarm) -> String {
        let step = |run: Run| {
            let cooking = self.session.dish(run.dish).expect("a dish");
            (cooking.dish.step(run.step).expect("a step"), cooking)
        };
        let titled = |run: Run, what: &str| format!("{}: {what}", step(run).0.title);
        let oven = match *self.session.oven() {
            OvenState::On { to, .. } => say(to),
            OvenState::Off => "cold".to_owned(),
        };
        let name = match alarm.id {
            AlarmId::Start(run) => titled(run, "start"),
            AlarmId::Waiting(run) => titled(run, "waits"),
            AlarmId::Cue { run, .. } => {
                let says: Vec<&str> =
                    alarm.cues.iter().map(|cue| step(run).0.cues[usize::from(*cue)].say.as_str()).collect();
                titled(run, &says.join(" + "))
            }
            AlarmId::Batch { run, number } => titled(run, &format!("batch {number}")),
            AlarmId::Look(run) => titled(run, "look"),
            AlarmId::Out(run) => titled(run, "out"),
            AlarmId::Paused(run) => titled(run, "paused"),
            AlarmId::OvenOn(run) => format!("oven to {}", step(run).0.oven.map_or_else(String::new, say)),
            AlarmId::OvenHot(_) => format!("oven hot? {oven}"),
            AlarmId::OvenOff(_) => "oven off".to_owned(),
        };
        let soft = if alarm.level == AlarmLevel::Soft { "~" } else { "" };
        let quiet = if alarm.quiet_until.is_some() { " (quiet)" } else { "" };
        format!("{soft}{name}{quiet}")
    }
    #[track_caller]
    pub(super) fn expect(self, wanted: &[&str]) -> Kitchen {
        let names: Vec<String> = self.session.alarms(self.now).iter().map(|alarm| self.name(alarm)).collect();
        assert_eq!(names, wanted, "{:?} after the start", self.now - START);
        self
    }
    #[track_caller]
    pub(super) fn alarm(&self, name: &str) -> Alarm {
        let alarms = self.session.alarms(self.now);
        let found = alarms.iter().find(|alarm| self.name(alarm).trim_end_matches(" (quiet)") == name);
        found.cloned().unwrap_or_else(|| {
            panic!("{name} does not stand, but {:?}", alarms.iter().map(|a| self.name(a)).collect::<Vec<_>>())
        })
    }
    #[track_caller]
    pub(super) fn called(self, name: &str, times: u32) -> Kitchen {
        assert_eq!(self.alarm(name).calls, times, "calls of {name}");
        self
    }
    #[track_caller]
    pub(super) fn missed(self, name: &str, times: u32) -> Kitchen {
        assert_eq!(self.alarm(name).missed, times, "missed calls of {name}");
        self
    }
    #[track_caller]
    pub(super) fn since(self, name: &str, at: &str) -> Kitchen {
        assert_eq!(self.alarm(name).since, self.moment(at), "since when {name}");
        self
    }

    #[track_caller]
    pub(super) fn state(&self, title: &str) -> StepState {
        let (dish, step) = self.find(title);
        *self.session.dish(dish).expect("a dish").state(step).expect("a step")
    }
    /// "ahead", "ready", "running", "paused" or "done".
    #[track_caller]
    pub(super) fn is(self, title: &str, word: &str) -> Kitchen {
        let state = self.state(title);
        let is = match state {
            StepState::Blocked => "ahead",
            StepState::Ready { .. } => "ready",
            StepState::Running { .. } => "running",
            StepState::Paused { .. } => "paused",
            StepState::Done { .. } => "done",
        };
        assert_eq!(is, word, "{title}");
        self
    }
    /// What is left to the later end, or to the earlier one if it is open.
    #[track_caller]
    pub(super) fn left(self, title: &str, left: &str) -> Kitchen {
        let (ran, min, max) = self.state(title).count(self.now).expect("something that counts");
        assert_eq!(max.unwrap_or(min) - ran, span(left), "left of {title}");
        self
    }

    /// The newest live dish with such a step.
    #[track_caller]
    fn find(&self, title: &str) -> (DishId, StepId) {
        let all = self.session.dishes().flat_map(|c| c.iter().map(move |(id, step, _)| (c, id, step)));
        let mut found: Vec<_> =
            all.filter(|(_, _, step)| step.title == title).map(|(c, id, _)| (c.is_live(), c.id, id)).collect();
        found.sort();
        found.last().map(|(_, dish, step)| (*dish, *step)).unwrap_or_else(|| panic!("no step {title}"))
    }
    #[track_caller]
    pub(super) fn run(&self, title: &str) -> Run {
        let (dish, step) = self.find(title);
        self.session
            .dish(dish)
            .expect("a dish")
            .run(step)
            .unwrap_or_else(|| panic!("{title} is {:?}", self.state(title)))
    }
    #[track_caller]
    pub(super) fn dish(&self, name: &str) -> DishId {
        self.session.dishes().filter(|c| c.dish.name == name).last().unwrap_or_else(|| panic!("no dish {name}")).id
    }
    #[track_caller]
    pub(super) fn act(mut self, act: Act) -> Kitchen {
        let told = format!("{act:?}");
        assert_eq!(self.session.apply(act, self.now), Ok(()), "{told}");
        assert_eq!(Session::replay(self.session.log().to_vec()), self.session, "replay after {told}");
        self
    }
    #[track_caller]
    pub(super) fn refuses(mut self, act: Act, why: Refused) -> Kitchen {
        let before = self.session.clone();
        assert_eq!(self.session.apply(act, self.now), Err(why));
        assert_eq!(self.session, before, "a refused act changed something");
        self
    }
    #[track_caller]
    pub(super) fn cook(self, dish: Dish) -> Kitchen {
        self.waiting(dish).food_on(None)
    }
    /// Like [`Kitchen::cook`], but the cook does not put the food on.
    #[track_caller]
    pub(super) fn waiting(self, dish: Dish) -> Kitchen {
        let id = self.session.next_dish();
        self.act(Act::Add { dish: id, what: Box::new(dish) })
    }
    /// The cook puts the food on at once: for the step that follows `before` in the last dish, or for its first step.
    #[track_caller]
    fn food_on(self, before: Option<(DishId, StepId)>) -> Kitchen {
        let run = self.waits_for_food(before);
        match run {
            Some(run) => self.act(Act::Start { run, ago: Span::ZERO }),
            None => self,
        }
    }
    fn waits_for_food(&self, before: Option<(DishId, StepId)>) -> Option<Run> {
        let last = ActId(u32::try_from(self.session.log().len()).expect("few acts") - 1);
        let hot = |step: &DishStep| match (step.oven, *self.session.oven()) {
            (None, _) => true,
            (Some(wanted), OvenState::On { to, hot_at, sure, .. }) => {
                to.celsius() + 5 >= wanted.celsius() && (sure || hot_at <= self.now)
            }
            (Some(_), OvenState::Off) => false,
        };
        let ready = self.session.dishes().flat_map(|c| c.iter().map(move |(id, step, state)| (c, id, step, state)));
        let found =
            ready.filter(|(_, _, _, state)| matches!(state, StepState::Ready { .. }) && state.act() == Some(last));
        let next = |c: &Cooking, id: StepId, step: &DishStep| match before {
            Some((dish, before)) => c.id == dish && step.follows == Some(before),
            None => id == StepId(0),
        };
        let mut found = found.filter(|(c, id, step, _)| {
            let due = self.session.due(c.id, *id).is_none_or(|due| due.at(self.now) <= self.now);
            due && next(c, *id, step) && step.length.is_some() && on_heat(step) && hot(step)
        });
        found.next().and_then(|(c, id, _, _)| c.run(id))
    }
    #[track_caller]
    pub(super) fn timer(self, name: &str, length: &str) -> Kitchen {
        self.cook(Dish::timer(name.to_owned(), span(length)))
    }
    #[track_caller]
    pub(super) fn done(self, title: &str) -> Kitchen {
        let run = self.run(title);
        self.only_done(title).food_on(Some((run.dish, run.step)))
    }
    /// Like [`Kitchen::done`], but the cook does not put the food on.
    #[track_caller]
    pub(super) fn only_done(self, title: &str) -> Kitchen {
        let run = self.run(title);
        self.act(Act::Done { run })
    }
    #[track_caller]
    pub(super) fn start(self, title: &str) -> Kitchen {
        self.start_ago(title, "0m")
    }
    #[track_caller]
    pub(super) fn start_ago(self, title: &str, ago: &str) -> Kitchen {
        let run = self.run(title);
        self.act(Act::Start { run, ago: span(ago) })
    }
    #[track_caller]
    pub(super) fn pause(self, title: &str) -> Kitchen {
        let run = self.run(title);
        self.act(Act::Pause { run })
    }
    #[track_caller]
    pub(super) fn go(self, title: &str) -> Kitchen {
        let run = self.run(title);
        self.act(Act::Resume { run })
    }
    #[track_caller]
    pub(super) fn more(self, title: &str, by: &str) -> Kitchen {
        let run = self.run(title);
        self.act(Act::More { run, by: span(by) })
    }
    #[track_caller]
    pub(super) fn heard(self, name: &str) -> Kitchen {
        let alarm = self.alarm(name).id;
        self.act(Act::Acknowledge { alarm })
    }
    #[track_caller]
    pub(super) fn oven_on(self, name: &str) -> Kitchen {
        let alarm = self.alarm(name).id;
        self.act(Act::OvenOn { alarm })
    }
    #[track_caller]
    pub(super) fn oven_hot(self, name: &str) -> Kitchen {
        let alarm = self.alarm(name).id;
        self.act(Act::OvenHot { alarm })
    }
    #[track_caller]
    pub(super) fn oven_off(self) -> Kitchen {
        let alarm = self.alarm("oven off").id;
        self.act(Act::OvenOff { alarm })
    }
    #[track_caller]
    pub(super) fn stop(self, name: &str) -> Kitchen {
        let dish = self.dish(name);
        self.act(Act::Abandon { dish })
    }
    /// Undoes the last act on a dish.
    #[track_caller]
    pub(super) fn undo(self, name: &str) -> Kitchen {
        let dish = self.dish(name);
        let act = self.session.last_act(dish).expect("something to take back").0;
        self.act(Act::Undo { act })
    }
    #[track_caller]
    pub(super) fn plan(self, starts: &[(&str, &str)]) -> Kitchen {
        let starts = starts.iter().map(|(title, at)| {
            let (dish, step) = self.find(title);
            (dish, step, self.moment(at))
        });
        let act = Act::Plan { made_for: ActId(self.session.log().len() as u32), starts: starts.collect() };
        self.act(act)
    }
}
