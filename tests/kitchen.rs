//! Evenings with the recipes that ship with baste, and with others, from the file to the table, in virtual time. All that calls
//! the cook is written down as it calls; each script ends with the whole list.

use baste::engine::{Act, Alarm, AlarmId, End, OvenState, Run, Session, StepState, Strength};
use baste::recipe::{Dish, DishId, Oven, Recipe, SetUp, StepId, read};
use baste::time::{Moment, Span};

/// Where an evening begins on the timeline; any moment will do.
const START: Moment = Moment::millis(77_000_000);

struct Evening {
    session: Session,
    now: Moment,
    seen: Vec<(AlarmId, u32)>,
    told: Vec<String>,
}

#[track_caller]
fn recipe(name: &str) -> Recipe {
    let files: [&[u8]; 4] = [
        include_bytes!("../recipes.toml"),
        include_bytes!("recipes/roast-beef.toml"),
        include_bytes!("recipes/sourdough.toml"),
        include_bytes!("recipes/steak.toml"),
    ];
    let mut recipes = files.into_iter().flat_map(|file| {
        let reading = read::read(file);
        assert!(!reading.is_broken(), "{:?}", reading.faults);
        reading.recipes
    });
    recipes.find(|recipe| recipe.name.contains(name)).unwrap_or_else(|| panic!("no recipe {name}"))
}

#[track_caller]
fn prepared(name: &str, options: &[&str]) -> Dish {
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
    fn of(dish: Dish) -> Evening {
        Evening { session: Session::new(), now: START, seen: Vec::new(), told: Vec::new() }.cook(dish)
    }
    #[track_caller]
    fn cook(self, dish: Dish) -> Evening {
        let id = self.session.next_dish();
        self.act(Act::Add { dish: id, what: Box::new(dish) })
    }

    fn name(&self, alarm: &Alarm) -> String {
        let step = |run: Run| self.session.dish(run.dish).and_then(|c| c.dish.step(run.step)).unwrap();
        let set = |oven: Oven| match oven {
            Oven::Celsius(n) => format!("{n} C"),
            Oven::Fahrenheit(n) => format!("{n} F"),
            Oven::Gas(_) | Oven::Grill => format!("{oven:?}"),
        };
        match alarm.id {
            AlarmId::Start(run) => format!("{}: start", step(run).title),
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
            let name = if alarm.strength == Strength::Soft { format!("({name})") } else { name };
            self.told.push(format!("{} {name}", shown(self.now)));
        }
    }
    #[track_caller]
    fn at(mut self, to: &str) -> Evening {
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
    fn act(mut self, act: Act) -> Evening {
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
    fn done(self, title: &str) -> Evening {
        let run = self.run(title);
        self.act(Act::Done { run })
    }
    #[track_caller]
    fn start(self, title: &str) -> Evening {
        let run = self.run(title);
        self.act(Act::Start { run, ago: Span::ZERO })
    }
    #[track_caller]
    fn more(self, title: &str, minutes: i64) -> Evening {
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
    fn heard(self, name: &str) -> Evening {
        self.answer(name, |alarm| Act::Heard { alarm })
    }
    #[track_caller]
    fn oven_on(self, to: &str) -> Evening {
        self.answer(&format!("oven on, {to}"), |alarm| Act::OvenOn { alarm })
    }
    #[track_caller]
    fn oven_hot(self, at: &str) -> Evening {
        self.answer(&format!("oven at {at}?"), |alarm| Act::OvenHot { alarm })
    }
    #[track_caller]
    fn oven_off(self) -> Evening {
        self.answer("oven off", |alarm| Act::OvenOff { alarm })
    }
    /// Takes back the last act on the first dish.
    #[track_caller]
    fn undo(self) -> Evening {
        let act = self.session.last_act(DishId(0)).unwrap().0;
        self.act(Act::Undo { act })
    }
    #[track_caller]
    fn runs(self, title: &str) -> Evening {
        assert!(matches!(self.state(title), StepState::Running { .. }), "{title} is {:?}", self.state(title));
        self
    }
    #[track_caller]
    fn waits(self, title: &str) -> Evening {
        assert!(matches!(self.state(title), StepState::Ready { .. }), "{title} is {:?}", self.state(title));
        self
    }
    /// The first dish is expected on the table then.
    #[track_caller]
    fn eat(self, at: &str) -> Evening {
        let eaten = self.session.eaten(DishId(0)).unwrap().at(self.now);
        assert_eq!(shown(eaten), at, "eaten");
        self
    }
    /// All is on the table, and this is what called.
    #[track_caller]
    fn served(self, told: &[&str]) {
        for cooking in self.session.dishes() {
            assert_eq!(cooking.end, Some(End::Served(self.now)), "{}", cooking.dish.name);
        }
        assert_eq!(self.session.alarms(self.now), []);
        assert_eq!(self.session.next_wake(self.now), None);
        assert_eq!(self.told, told);
    }
}

#[test]
fn crispy_pork_on_time() {
    Evening::of(prepared("crispy", &["quick"]))
        .eat("2:32")
        .at("0:15")
        .done("Score and rub")
        .runs("Chill")
        .at("0:32")
        .oven_on("350 F")
        .eat("2:32")
        .at("0:45")
        .done("Chill")
        .at("0:47")
        .oven_hot("350 F")
        .done("Line the tray")
        .runs("Roast")
        .waits("Stir the glaze")
        .at("0:52")
        .done("Stir the glaze")
        .eat("2:32")
        .at("1:47")
        .done("Roast")
        .at("1:50")
        .done("Baste")
        .runs("Set the glaze")
        .at("2:10")
        .done("Set the glaze")
        .at("2:12")
        .done("Baste again")
        .runs("Finish")
        .at("2:22")
        .done("Finish")
        .at("2:23")
        .oven_off()
        .at("2:27")
        .done("Cool")
        .eat("2:32")
        .at("2:32")
        .done("Serve")
        .served(&[]);
}

#[test]
fn crispy_pork_overnight_and_late() {
    Evening::of(prepared("crispy", &["overnight"]))
        .eat("11:02")
        .at("0:15")
        .done("Score and rub")
        // Up an hour after the pork was ready.
        .at("9:15")
        .heard("Chill: out")
        .done("Chill")
        .runs("On the counter")
        .eat("12:02")
        .at("10:05")
        .oven_on("350 F")
        .at("10:15")
        .done("On the counter")
        .done("Line the tray")
        // Not hot yet: the pork waits, and dinner with it.
        .waits("Roast")
        .eat("12:05")
        .at("10:21")
        .oven_hot("350 F")
        .start("Roast")
        .eat("12:06")
        .at("10:25")
        .done("Stir the glaze")
        // Heard at once, taken out 4 minutes late.
        .at("11:21")
        .heard("Roast: out")
        .at("11:25")
        .done("Roast")
        .eat("12:10")
        .at("11:28")
        .done("Baste")
        .at("11:46")
        .more("Set the glaze", 5)
        .eat("12:15")
        .at("11:53")
        .done("Set the glaze")
        .at("11:55")
        .done("Baste again")
        .at("12:05")
        .done("Finish")
        .at("12:07")
        .oven_off()
        .at("12:10")
        .done("Cool")
        .at("12:15")
        .done("Serve")
        .served(&[]);
}

#[test]
fn crispy_pork_with_slips_taken_back() {
    Evening::of(prepared("crispy", &["quick"]))
        .at("0:15")
        .done("Score and rub")
        // A knuckle too many: the chill was not over.
        .at("0:20")
        .done("Chill")
        .at("0:22")
        .undo()
        .runs("Chill")
        .at("0:32")
        .oven_on("350 F")
        .at("0:47")
        .oven_hot("350 F")
        .done("Chill")
        .done("Line the tray")
        .at("0:50")
        .done("Stir the glaze")
        // Taken for done, and then not.
        .at("1:46")
        .done("Roast")
        .at("1:49")
        .undo()
        .runs("Roast")
        .at("1:52")
        .done("Roast")
        .at("1:55")
        .done("Baste")
        .at("2:15")
        .done("Set the glaze")
        .done("Baste again")
        .at("2:25")
        .done("Finish")
        .at("2:30")
        .oven_off()
        .done("Cool")
        .at("2:35")
        .done("Serve")
        .served(&[]);
}

/// From the roast on, both ways are the same; `from` is what was done before.
fn caramelized(from: Evening) -> Evening {
    from.runs("Roast")
        .eat("2:25")
        .at("1:23")
        .done("Mix the glaze")
        .runs("Thicken the glaze")
        .at("1:24")
        .done("Thicken the glaze")
        .at("1:45")
        .done("Roast")
        .eat("2:25")
        .at("1:48")
        .done("Brush")
        .waits("Caramelize")
        .at("1:50")
        .oven_hot("220 C")
        .start("Caramelize")
        .eat("2:25")
        .at("1:55")
        .heard("From now on watch it: tent loosely with foil if it darkens too fast")
        .at("1:58")
        .heard("Brush once more")
        .at("2:05")
        .heard("Caramelize: look")
        .at("2:08")
        .done("Caramelize")
        .eat("2:23")
        .at("2:09")
        .oven_off()
        .at("2:18")
        .done("Rest")
        .at("2:23")
        .done("Serve")
}

#[test]
fn caramelized_pork_skin_on() {
    let evening = Evening::of(prepared("Caramelized", &["skin on"]))
        .eat("2:25")
        .oven_on("170 C")
        .at("0:03")
        .done("Line the tin")
        .at("0:05")
        .done("Dry the pork")
        .at("0:10")
        .done("Score the skin")
        .at("0:15")
        .oven_hot("170 C")
        .done("Season");
    caramelized(evening).served(&[]);
}

#[test]
fn caramelized_pork_skin_off_and_glaze_late() {
    Evening::of(prepared("Caramelized", &["skin off"]))
        .at("0:10")
        .done("Line the tin")
        .done("Dry the pork")
        .oven_on("170 C")
        .done("Season")
        .waits("Roast")
        .at("0:25")
        .oven_hot("170 C")
        .start("Roast")
        .at("1:25")
        .heard("Mix the glaze: start")
        .at("1:56")
        .done("Roast")
        // The pork stands there, the glaze does not.
        .at("2:00")
        .done("Mix the glaze")
        .at("2:02")
        .done("Thicken the glaze")
        .waits("Brush")
        .oven_hot("220 C")
        .at("2:05")
        .done("Brush")
        .runs("Caramelize")
        .at("2:10")
        .heard("From now on watch it: tent loosely with foil if it darkens too fast")
        .at("2:13")
        .heard("Brush once more")
        .at("2:20")
        .more("Caramelize", 1)
        .at("2:27")
        .done("Caramelize")
        .at("2:28")
        .oven_off()
        .at("2:37")
        .done("Rest")
        .done("Serve")
        .served(&[]);
}

#[test]
fn sourdough_overnight() {
    Evening::of(prepared("sourdough", &[]))
        .at("0:10")
        .done("Mix")
        .at("0:55")
        .done("Autolyse")
        .at("1:00")
        .done("Starter and salt in")
        .at("1:30")
        .heard("Fold")
        .at("3:02")
        .heard("Fold")
        .at("3:30")
        .heard("Fold")
        .at("4:00")
        .heard("Fold")
        .at("6:00")
        .done("Bulk")
        .done("Preshape")
        .at("6:25")
        .done("Bench rest")
        .done("Shape, into the basket")
        .at("14:40")
        .oven_on("250 C")
        .at("15:25")
        .oven_hot("250 C")
        .done("Retard")
        .runs("Bake, lid on")
        .at("15:45")
        .done("Bake, lid on")
        .runs("Bake, lid off")
        .at("16:07")
        .done("Bake, lid off")
        .at("16:08")
        .oven_off()
        .at("17:10")
        .done("Cool")
        .served(&[]);
}

#[test]
fn steak_flipped_every_minute() {
    Evening::of(prepared("Steak", &["medium-rare"]))
        .at("0:45")
        .done("Salt and wait")
        .at("0:49")
        .done("Heat the pan")
        .at("0:50")
        .heard("Flip")
        .at("0:55")
        .done("Fry")
        .at("1:00")
        .done("Rest")
        .done("Serve")
        .served(&[]);
}

#[test]
fn sunday_roast() {
    Evening::of(prepared("Sunday", &[]))
        .at("0:45")
        .oven_on("220 C")
        .at("1:00")
        .oven_hot("220 C")
        .done("Out of the fridge")
        .at("1:20")
        .done("Beef, hot start")
        .at("1:50")
        .start("Parboil")
        .at("1:59")
        .done("Parboil")
        .at("2:06")
        .done("Rough up")
        .runs("Potatoes beside the beef")
        .heard("Baste")
        .at("2:40")
        .done("Beef")
        .runs("Beef rests")
        .start("Gravy")
        .done("Potatoes beside the beef")
        .runs("Potatoes, hotter")
        .at("2:50")
        .done("Gravy")
        .at("2:53")
        .heard("Turn them")
        .at("3:05")
        .done("Potatoes, hotter")
        .at("3:06")
        .oven_off()
        .at("3:10")
        .done("Beef rests")
        .at("3:20")
        .done("Serve")
        .served(&[]);
}
