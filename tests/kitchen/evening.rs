//! An evening in the kitchen: what the cook does, and the list of all that called.

use baste::engine::{Act, Alarm, AlarmId, AlarmLevel, DishEnd, OvenState, Run, Session, StepState};
use baste::recipe::{Dish, DishId, Oven, Recipe, SetUp, StepId, read};
use baste::time::{Moment, Span};

/// Where an evening begins on the timeline; any moment will do.
const START: Moment = Moment::millis(77_000_000);

pub(crate) struct Evening {
    session: Session,
    now: Moment,
    seen: Vec<(AlarmId, u32)>,
    told: Vec<String>,
}

#[track_caller]
fn recipe(name: &str) -> Recipe {
    let files: [&[u8]; 4] = [
        include_bytes!("../../recipes.toml"),
        include_bytes!("../recipes/roast-beef.toml"),
        include_bytes!("../recipes/sourdough.toml"),
        include_bytes!("../recipes/steak.toml"),
    ];
    let mut recipes = files.into_iter().flat_map(|file| {
        let reading = read::read(file);
        assert!(!reading.is_broken(), "{:?}", reading.faults);
        reading.recipes
    });
    recipes.find(|recipe| recipe.name.contains(name)).unwrap_or_else(|| panic!("no recipe {name}"))
}

#[track_caller]
pub(crate) fn prepared(name: &str, options: &[&str]) -> Dish {
    let recipe = recipe(name);
    let questions = recipe.questions();
    let answer = |options: &[&str], all: &[String]| all.iter().position(|option| options.contains(&option.as_str()));
    let answers: Vec<usize> =
        questions.iter().map(|question| answer(options, &question.options).unwrap_or(0)).collect();
    Dish::prepare(&recipe, &SetUp { answers, ..SetUp::default() })
}

/// "1:05" or "1:05:30" after the start.
#[track_caller]
fn clock(text: &str) -> Moment {
    let parts: Vec<i64> = text.split(':').map(|part| part.parse().unwrap()).collect();
    let units = [Span::HOUR, Span::MINUTE, Span::SECOND];
    START + parts.iter().zip(units).fold(Span::ZERO, |sum, (n, unit)| sum + unit.times(*n))
}

fn shown(at: Moment) -> String {
    let secs = (at - START).ceil_secs();
    let text = format!("{}:{:02}", secs / 3600, secs / 60 % 60);
    if secs % 60 == 0 { text } else { format!("{text}:{:02}", secs % 60) }
}

impl Evening {
    #[track_caller]
    pub(crate) fn of(dish: Dish) -> Evening {
        Evening { session: Session::new(), now: START, seen: Vec::new(), told: Vec::new() }.cook(dish)
    }
    #[track_caller]
    pub(crate) fn cook(self, dish: Dish) -> Evening {
        let id = self.session.next_dish();
        self.act(Act::Add { dish: id, what: Box::new(dish) })
    }

    fn name(&self, alarm: &Alarm) -> String {
        let step = |run: Run| self.session.dish(run.dish).and_then(|c| c.dish.step(run.step)).unwrap();
        let set = |oven: Oven| match oven {
            Oven::Celsius(n) => format!("{n} C"),
            Oven::Fahrenheit(n) => format!("{n} F"),
            Oven::Gas(_) | Oven::Grill | Oven::Fan(_) | Oven::FanFahrenheit(_) => format!("{oven:?}"),
        };
        match alarm.id {
            AlarmId::Start(run) => format!("{}: start", step(run).title),
            AlarmId::Batch { run, number } => format!("{}: batch {number}", step(run).title),
            AlarmId::Waiting(run) => format!("{}: waits", step(run).title),
            AlarmId::Cue { run, .. } => {
                let says = alarm.cues.iter().map(|cue| step(run).cues[usize::from(*cue)].say.as_str());
                says.collect::<Vec<_>>().join(" + ")
            }
            AlarmId::Look(run) => format!("{}: look", step(run).title),
            AlarmId::Out(run) => format!("{}: out", step(run).title),
            AlarmId::Paused(run) => format!("{}: paused", step(run).title),
            AlarmId::OvenOn(run) => format!("oven on, {}", step(run).oven.map_or_else(String::new, set)),
            AlarmId::OvenHot(_) => match *self.session.oven() {
                OvenState::On { to, .. } => format!("oven at {}?", set(to)),
                OvenState::Off => "oven hot?".to_owned(),
            },
            AlarmId::OvenOff(_) => "oven off".to_owned(),
        }
    }
    /// Writes down what calls now and did not before. Softly in brackets.
    fn listen(&mut self) {
        let alarms = self.session.alarms(self.now);
        self.seen.retain(|(id, _)| alarms.iter().any(|alarm| alarm.id == *id));
        for alarm in alarms {
            let call = (alarm.id, alarm.calls);
            if alarm.quiet_until.is_some() || self.seen.contains(&call) {
                continue;
            }
            self.seen.push(call);
            let name = self.name(&alarm);
            let name = if alarm.calls == 0 { name } else { format!("{name}, again") };
            let name = if alarm.level == AlarmLevel::Soft { format!("({name})") } else { name };
            self.told.push(format!("{} {name}", shown(self.now)));
        }
    }
    #[track_caller]
    pub(crate) fn at(mut self, to: &str) -> Evening {
        let to = clock(to);
        assert!(to >= self.now, "{} is over", shown(to));
        while let Some(wake) = self.session.next_wake(self.now).filter(|wake| *wake <= to) {
            self.now = wake;
            self.listen();
        }
        self.now = to;
        self
    }
    #[track_caller]
    pub(crate) fn act(mut self, act: Act) -> Evening {
        let told = format!("{act:?}");
        assert_eq!(self.session.apply(act, self.now), Ok(()), "{told}");
        assert_eq!(Session::replay(self.session.log().to_vec()), self.session);
        self.listen();
        self
    }
    #[track_caller]
    fn find(&self, title: &str) -> (DishId, StepId) {
        let mut all = self.session.dishes().flat_map(|c| c.iter().map(|(id, step, _)| (c.id, id, step.title.clone())));
        let found = all.find(|(_, _, own)| own == title);
        found.map(|(dish, step, _)| (dish, step)).unwrap_or_else(|| panic!("no step {title}"))
    }
    #[track_caller]
    fn state(&self, title: &str) -> StepState {
        let (dish, step) = self.find(title);
        *self.session.dish(dish).and_then(|c| c.state(step)).unwrap()
    }
    #[track_caller]
    fn run(&self, title: &str) -> Run {
        let (dish, step) = self.find(title);
        let run = self.session.dish(dish).and_then(|c| c.run(step));
        run.unwrap_or_else(|| panic!("{title} is {:?}", self.state(title)))
    }
    #[track_caller]
    pub(crate) fn done(self, title: &str) -> Evening {
        let run = self.run(title);
        self.act(Act::Done { run })
    }
    #[track_caller]
    pub(crate) fn start(self, title: &str) -> Evening {
        let run = self.run(title);
        self.act(Act::Start { run, ago: Span::ZERO })
    }
    #[track_caller]
    pub(crate) fn more(self, title: &str, minutes: i64) -> Evening {
        let run = self.run(title);
        self.act(Act::More { run, by: Span::mins(minutes) })
    }
    /// Answers what calls by this name with an act.
    #[track_caller]
    fn answer(self, name: &str, act: fn(AlarmId) -> Act) -> Evening {
        let alarms = self.session.alarms(self.now);
        let alarm =
            alarms.iter().find(|alarm| self.name(alarm) == name).unwrap_or_else(|| panic!("{name} does not call"));
        let act = act(alarm.id);
        self.act(act)
    }
    #[track_caller]
    pub(crate) fn heard(self, name: &str) -> Evening {
        self.answer(name, |alarm| Act::Acknowledge { alarm })
    }
    #[track_caller]
    pub(crate) fn oven_on(self, to: &str) -> Evening {
        self.answer(&format!("oven on, {to}"), |alarm| Act::OvenOn { alarm })
    }
    #[track_caller]
    pub(crate) fn oven_hot(self, at: &str) -> Evening {
        self.answer(&format!("oven at {at}?"), |alarm| Act::OvenHot { alarm })
    }
    #[track_caller]
    pub(crate) fn oven_off(self) -> Evening {
        self.answer("oven off", |alarm| Act::OvenOff { alarm })
    }
    /// Takes back the last act on the first dish.
    #[track_caller]
    pub(crate) fn undo(self) -> Evening {
        let act = self.session.last_act(DishId(0)).unwrap().0;
        self.act(Act::Undo { act })
    }
    #[track_caller]
    pub(crate) fn runs(self, title: &str) -> Evening {
        assert!(matches!(self.state(title), StepState::Running { .. }), "{title} is {:?}", self.state(title));
        self
    }
    #[track_caller]
    pub(crate) fn waits(self, title: &str) -> Evening {
        assert!(matches!(self.state(title), StepState::Ready { .. }), "{title} is {:?}", self.state(title));
        self
    }
    /// The first dish is expected on the table then.
    #[track_caller]
    pub(crate) fn eat(self, at: &str) -> Evening {
        let eaten = self.session.eaten(DishId(0)).unwrap().at(self.now);
        assert_eq!(shown(eaten), at, "eaten");
        self
    }
    /// All is on the table, and this is what called.
    #[track_caller]
    pub(crate) fn served(self, told: &[&str]) {
        for cooking in self.session.dishes() {
            assert_eq!(cooking.end, Some(DishEnd::Served(self.now)), "{}", cooking.dish.name);
        }
        assert_eq!(self.session.alarms(self.now), []);
        assert_eq!(self.session.next_wake(self.now), None);
        assert_eq!(self.told, told);
    }
}
