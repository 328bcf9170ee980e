//! What reaches the app other than by keys: commands, sleep, a resumed session; and what leaving means.

use super::control::{Control, ControlVerb};
use super::{App, Intent, Key, StorageNote};
use crate::engine::{Act, Logged, Run, StepState};
use crate::recipe::{Cue, CueAt, Dish, DishKind, DishStep, Length, Oven, Phase, StepId};
use crate::time::{Clock, Moment, Span};
use crate::view::active_steps::{ActiveStep, StepStatus};
use crate::view::{Body, Overlay, Screen};

const SECOND: Span = Span::SECOND;
const MINUTE: Span = Span::MINUTE;

/// A kitchen in virtual time, with everything other than acts that the runtime would be asked to do.
pub(super) struct Kitchen {
    pub(super) app: App,
    pub(super) now: Moment,
    pub(super) asked: Vec<Intent>,
}

/// The cook puts on the heat what waits only for that.
fn put_on(app: &mut App, now: Moment) {
    let waiting =
        |item: &ActiveStep<'_>| matches!(item.status, StepStatus::Waiting { heat: None, .. }) && item.on_heat();
    let runs: Vec<Run> = app.scene(now).steps.iter().filter(|item| waiting(item)).map(|item| item.run).collect();
    runs.into_iter().for_each(|run| app.apply(Act::Start { run, ago: Span::ZERO }, now).unwrap());
}

impl Kitchen {
    #[track_caller]
    pub(super) fn with(dishes: Vec<Dish>) -> Kitchen {
        let mut app = App::new(Vec::new(), Vec::new());
        let now = Moment::millis(5_000_000);
        for dish in dishes {
            let act = app.add(dish);
            app.apply(act, now).unwrap();
        }
        put_on(&mut app, now);
        Kitchen { app, now, asked: Vec::new() }
    }
    pub(super) fn after(&mut self, span: Span) -> &mut Kitchen {
        self.now = self.now + span;
        self
    }
    pub(super) fn press(&mut self, key: Key) -> &mut Kitchen {
        for intent in self.app.key(key, self.now) {
            match intent {
                Intent::Act(act) => drop(self.app.apply(act, self.now)),
                Intent::Timers(_)
                | Intent::Open(_)
                | Intent::Leave
                | Intent::Quit
                | Intent::Finish
                | Intent::SetAside => self.asked.push(intent),
            }
        }
        self.after(SECOND)
    }
    #[track_caller]
    fn asked(&mut self, wanted: &[Intent]) -> &mut Kitchen {
        assert_eq!(self.asked, wanted);
        self
    }
    /// The command is accepted, with `part` in the answer.
    #[track_caller]
    pub(super) fn says(&mut self, command: &str, part: &str) -> &mut Kitchen {
        match self.command(command) {
            Ok(said) => assert!(said.contains(part), "{command:?} says {said:?}"),
            Err(why) => panic!("{command:?} was refused: {why}"),
        }
        self
    }
    /// The command is refused, with `part` in the reason, and changes nothing.
    #[track_caller]
    fn refuses(&mut self, command: &str, part: &str) -> &mut Kitchen {
        let before = self.app.session().clone();
        match self.command(command) {
            Ok(said) => panic!("{command:?} was taken: {said}"),
            Err(why) => assert!(why.contains(part), "{command:?} is refused with {why:?}"),
        }
        assert_eq!(*self.app.session(), before);
        self
    }
    fn command(&mut self, command: &str) -> Result<String, String> {
        let words: Vec<&str> = command.split_whitespace().collect();
        let (acts, said) = self.app.control(&Control::parse(&words)?, self.now, &Clock::default())?;
        for act in acts {
            self.app.apply(act, self.now).expect("what was offered is taken");
        }
        Ok(said)
    }
    fn screen(&self) -> Screen {
        self.app.shown(&self.app.scene(self.now), &Clock::default()).screen
    }
    #[track_caller]
    pub(super) fn notes(&mut self, part: &str) -> &mut Kitchen {
        let note = self.screen().note.unwrap_or_default();
        assert!(note.contains(part), "the note is {note:?}");
        self
    }
    #[track_caller]
    fn prompts(&mut self, part: &str, keys: &[&str]) -> &mut Kitchen {
        match self.screen().over {
            Some(Overlay::Prompt { question, answers }) => {
                assert!(question.contains(part), "it asks {question:?}");
                assert_eq!(answers.iter().map(|hint| hint.key.as_str()).collect::<Vec<_>>(), keys);
            }
            other => panic!("no question, but {other:?}"),
        }
        self
    }
    fn paused(&self) -> usize {
        let states = self.app.session().dishes().flat_map(|cooking| cooking.steps.iter());
        states.filter(|state| matches!(state, StepState::Paused { .. })).count()
    }
}

pub(super) fn timer(mins: i64, name: &str) -> Dish {
    Dish::timer(name.to_owned(), Span::mins(mins))
}

fn step(phase: Phase, title: &str, length: Option<Length>) -> DishStep {
    let one = timer(1, title).steps.remove(0);
    DishStep { phase, length, takes: Span::mins(5), preheat: Span::mins(15), ..one }
}

/// Simmers for 15 to 20 minutes with a stir at 5, then is served.
pub(super) fn stew() -> Dish {
    let range = Length::Range { min: Span::mins(15), max: Span::mins(20) };
    let cues = vec![Cue { at: CueAt::From(Span::mins(5)), say: "Stir it".to_owned() }];
    let simmer = DishStep { cues, ..step(Phase::Simmer, "Simmer", Some(range)) };
    let serve = DishStep { waits_for: vec![StepId(0)], follows: Some(StepId(0)), ..step(Phase::Serve, "Serve", None) };
    Dish { name: "Beef stew".into(), kind: DishKind::Recipe, steps: vec![simmer, serve], ..timer(1, "") }
}

/// Ten minutes in a hot oven.
pub(super) fn toast() -> Dish {
    let ten = Some(Length::Exact(Span::mins(10)));
    let bake = DishStep { oven: Some(Oven::Celsius(180)), ..step(Phase::Bake, "Bake", ten) };
    Dish { name: "Toast".into(), kind: DishKind::Recipe, steps: vec![bake], ..timer(1, "") }
}

#[test]
fn words_are_read_as_commands() {
    let parse = |text: &str| Control::parse(&text.split_whitespace().collect::<Vec<_>>());
    let control = |what, dish: Option<&str>| Ok(Control { what, dish: dish.map(str::to_owned) });
    assert_eq!(parse("pause"), control(ControlVerb::Pause, None));
    assert_eq!(parse("done pork belly"), control(ControlVerb::Done, Some("pork belly")));
    assert_eq!(parse("more 5m"), control(ControlVerb::More(Some(Span::mins(5))), None));
    assert_eq!(parse("more 5 pork"), control(ControlVerb::More(Some(Span::mins(5))), Some("pork")));
    assert_eq!(parse("more 1h 30m pork"), control(ControlVerb::More(Some(Span::mins(90))), Some("pork")));
    assert_eq!(parse("more pork"), control(ControlVerb::More(None), Some("pork")));
    assert_eq!(parse("quiet po\u{1b}rk"), control(ControlVerb::Quiet, Some("pork")));
    for wrong in ["", "stop", "more 0m", "more 5x", "more -5m"] {
        assert!(parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_command_without_a_name_acts_on_what_a_key_would() {
    let mut kitchen = Kitchen::with(vec![timer(30, "Bread"), timer(12, "Eggs")]);
    kitchen.says("pause", "Eggs is paused at 12:00").refuses("done", "Bread: 30 min left; end it on the board");
    kitchen.says("go", "Eggs goes on: 12:00 left").press(Key::Tab).press(Key::Tab).says("pause", "Bread is paused");
    assert_eq!(kitchen.paused(), 1);
}

#[test]
fn a_name_or_a_part_of_it_finds_the_dish_or_the_step() {
    let mut kitchen = Kitchen::with(vec![stew(), timer(30, "Rice bread"), timer(12, "Rice")]);
    kitchen.says("pause BREAD", "Rice bread is paused").says("pause rice", "Rice is paused");
    kitchen
        .says("pause simm", "Simmer is paused at 20:00. If it is still on the heat")
        .says("go stew", "Simmer goes on");
    kitchen
        .refuses("go ri", "`ri` could be Rice bread, Rice")
        .refuses("pause tofu", "There is Beef stew, Rice bread, Rice");
    kitchen
        .refuses("go", "Say which: Rice bread, Rice")
        .says("go rice", "Rice goes on")
        .says("go", "Rice bread goes on");
}

#[test]
fn two_of_one_name_are_numbered() {
    Kitchen::with(vec![timer(3, "Tea"), timer(5, "tea")])
        .says("pause tea", "Tea is paused")
        .says("pause tea 2", "Tea 2 is paused");
}

#[test]
fn quiet_hears_all_that_calls() {
    let mut kitchen = Kitchen::with(vec![timer(3, "Tea"), timer(3, "Eggs"), timer(9, "Rice")]);
    kitchen.refuses("quiet", "Nothing calls").after(MINUTE.times(3));
    kitchen.says("quiet eggs", "Heard: eggs: time is up").says("quiet", "Heard: tea: time is up");
    kitchen.refuses("quiet", "Nothing calls").after(MINUTE.times(2)).says("quiet", "tea: time is up, eggs: time is up");
}

#[test]
fn done_is_what_enter_would_say() {
    let mut kitchen = Kitchen::with(vec![stew(), timer(60, "Bread")]);
    kitchen.refuses("done", "Simmer: 20 min left; end it on the board").after(MINUTE.times(5));
    // The cue is heard; its step continues.
    kitchen.says("done", "Heard: simmer: stir it").refuses("done", "Simmer: 15 min left");
    kitchen.after(MINUTE.times(10)).refuses("done bread", "Bread: 45 min left; end it on the board");
    kitchen.says("done", "Beef stew: simmer is done, go on to serve").says("done stew", "Beef stew: serve is done");
    kitchen.refuses("done stew", "There is Bread").after(MINUTE.times(45)).says("done", "Bread is done");
    kitchen.refuses("done", "Nothing waits for you");
}

#[test]
fn a_pick_on_the_board_never_ends_a_countdown_from_outside() {
    let mut kitchen = Kitchen::with(vec![timer(30, "Bread")]);
    kitchen.press(Key::Tab).refuses("done", "Bread: 30 min left").refuses("done bread", "end it on the board");
    kitchen.says("pause", "Bread").refuses("done", "`baste go`");
}

#[test]
fn done_answers_the_oven_and_what_goes_into_it() {
    let mut kitchen = Kitchen::with(vec![toast()]);
    kitchen.says("done", "The oven is on").after(MINUTE.times(15)).says("done", "Toast: it is in, start 10 min");
    kitchen.after(MINUTE.times(10)).says("done toast", "Toast: it is out").after(MINUTE.times(2));
    kitchen.says("done", "The oven is off");
}

#[test]
fn more_gives_time_and_says_what_it_gave() {
    let mut kitchen = Kitchen::with(vec![timer(12, "Eggs")]);
    kitchen.says("more 5m", "Eggs: 5 min more").after(MINUTE.times(17)).says("more eggs", "Eggs: 5 min more");
    kitchen.refuses("done", "Eggs: 5 min left").refuses("more 100000h", "");
}

#[test]
fn undo_asks_nothing_and_says_what_it_took_back() {
    let mut kitchen = Kitchen::with(vec![timer(3, "Tea"), timer(60, "Bread")]);
    kitchen.after(MINUTE.times(4)).says("done tea", "Tea is done").says("undo", "Taken back: tea done");
    kitchen.says("undo tea", "Taken back: start of Tea, 4 min ago").after(MINUTE.times(20));
    kitchen.says("undo", "Taken back: start of Bread, 24 min ago").refuses("undo", "There is nothing to take back");
}

#[test]
fn whoever_stands_before_the_screen_sees_what_came_from_outside() {
    Kitchen::with(vec![timer(12, "Eggs")]).says("pause", "Eggs").notes("From outside: eggs is paused at 12:00");
}

#[test]
fn leaving_lets_it_run_stops_it_or_stays() {
    let mut kitchen = Kitchen::with(vec![timer(60, "Bread")]);
    kitchen.press(Key::Char('q')).prompts("Nothing will call you", &["Enter", "x"]).press(Key::Char('l')).asked(&[]);
    kitchen.app.set_keeper(true);
    kitchen.app.set_calls_by(Some("notification".to_owned()));
    kitchen
        .press(Key::Char('q'))
        .prompts("goes on calling by notification; `baste` brings it back", &["Enter", "l", "x"]);
    kitchen.press(Key::Enter).asked(&[]).press(Key::Char('q')).press(Key::Char('L')).asked(&[Intent::Leave]);
    kitchen.press(Key::Char('q')).press(Key::Char('x')).asked(&[Intent::Leave, Intent::Quit]);
    kitchen.asked.clear();
    kitchen.press(Key::Interrupt).press(Key::Interrupt).asked(&[Intent::Leave]);
    kitchen.app.set_calls_by(None);
    kitchen.press(Key::Char('q')).prompts("it counts on but cannot call", &["Enter", "l", "x"]);
}

#[test]
fn leaving_the_end_finishes_the_session() {
    let mut kitchen = Kitchen::with(vec![timer(1, "Tea")]);
    kitchen.after(MINUTE).says("done", "Tea").press(Key::Enter).asked(&[Intent::Finish]);
    kitchen.app.finish();
    assert!(kitchen.app.session().log().is_empty() && matches!(kitchen.screen().body, Body::Shelf(_)));
    let mut kitchen = Kitchen::with(vec![timer(1, "Tea")]);
    kitchen.after(MINUTE).says("done", "Tea").press(Key::Char('q')).asked(&[Intent::Finish, Intent::Quit]);
}

#[test]
fn an_oven_that_is_on_is_not_forgotten() {
    let mut kitchen = Kitchen::with(vec![toast()]);
    kitchen.says("done", "oven is on").after(MINUTE.times(15)).says("done", "it is in");
    kitchen.after(MINUTE.times(10)).says("done", "it is out").after(SECOND);
    assert!(matches!(kitchen.screen().body, Body::End(_)));
    kitchen.press(Key::Char('q')).prompts("The oven is still on.", &["Enter", "x"]).press(Key::Enter);
    kitchen.press(Key::Enter).asked(&[]).after(MINUTE.times(2));
    assert!(matches!(kitchen.screen().body, Body::Ring(_)), "the call to turn it off comes all the same");
    kitchen.says("done", "The oven is off").press(Key::Esc);
    kitchen.asked(&[Intent::Quit]);
}

#[test]
fn control_and_c_at_set_up_does_not_stop_what_cooks() {
    let recipes = crate::recipe::read::read(include_bytes!("../../recipes.toml")).recipes;
    let mut app = App::new(Vec::new(), Vec::new());
    let act = app.add(timer(60, "Bread"));
    app.apply(act, Moment::millis(0)).unwrap();
    app.open(recipes[0].clone());
    assert!(app.key(Key::Interrupt, Moment::millis(1_000)).is_empty());
    assert!(matches!(
        app.shown(&app.scene(Moment::millis(2_000)), &Clock::default()).screen.over,
        Some(Overlay::Prompt { .. })
    ));
}

/// The acts of a kitchen, resumed this long after.
fn taken_up(kitchen: &Kitchen, after: Span) -> Kitchen {
    let log: Vec<Logged> = kitchen.app.session().log().to_vec();
    let mut app = App::new(Vec::new(), Vec::new());
    app.resume(log);
    let now = kitchen.now + after;
    app.ask_resume(now);
    Kitchen { app, now, asked: Vec::new() }
}

#[test]
fn what_is_over_for_half_a_day_is_asked_about_before_it_rings() {
    let kitchen = Kitchen::with(vec![timer(60, "Roast"), timer(120, "Bread")]);
    let mut soon = taken_up(&kitchen, Span::hours(13));
    assert!(matches!(soon.screen().body, Body::Ring(_)), "not over for 12 hours: it rings");
    soon.asked(&[]);

    let mut late = taken_up(&kitchen, Span::hours(14) + MINUTE.times(10));
    late.prompts("Roast ended 13 h ago, and one thing more. Go on with it, or put it away?", &["Enter", "p"]);
    assert!(late.app.calls(&late.app.scene(late.now)).is_empty(), "and calls on no road before it is answered");
    late.press(Key::Enter).asked(&[]);
    assert!(matches!(late.screen().body, Body::Ring(_)));
    assert_eq!(late.app.calls(&late.app.scene(late.now)).len(), 2);

    let mut late = taken_up(&kitchen, Span::hours(15));
    late.press(Key::Char('p')).asked(&[Intent::SetAside]);
}

#[test]
fn what_fell_due_while_the_laptop_slept_is_told() {
    let mut kitchen = Kitchen::with(vec![timer(20, "Roast"), timer(60, "Bread")]);
    kitchen.after(MINUTE.times(32));
    kitchen.app.woke(MINUTE.times(31), kitchen.now);
    kitchen.notes("The laptop slept 31 min; Roast fell due meanwhile").press(Key::Space);
    // The key that quiets the ring does not clear the line.
    kitchen.notes("The laptop slept").after(SECOND.times(50)).notes("The laptop slept").after(SECOND.times(10));
    assert_eq!(kitchen.screen().note, None);
    kitchen.app.woke(MINUTE.times(2), kitchen.now);
    kitchen.notes("The laptop slept 2 min; nothing fell due").press(Key::Char('?')).press(Key::Esc);
    assert_eq!(kitchen.screen().note, None);
}

#[test]
fn what_is_not_saved_is_said_before_other_notes() {
    let mut kitchen = Kitchen::with(vec![timer(20, "Roast")]);
    kitchen.app.set_note(Some("No notifications".to_owned()));
    kitchen.app.set_saved(Some(StorageNote::Unsaved("the disk is full; cooking goes on".to_owned())));
    kitchen.notes("Not saved yet: the disk is full; cooking goes on");
    // Not even what passes hides it.
    let now = kitchen.now;
    kitchen.app.tell("Roast is paused", now);
    kitchen.notes("Not saved yet · Roast is paused").app.set_saved(None);
    kitchen.after(MINUTE.times(2)).notes("No notifications");
}

#[test]
fn of_two_that_a_name_may_mean_the_one_that_the_command_fits_is_meant() {
    let mut kitchen = Kitchen::with(vec![timer(3, "Rice"), timer(60, "Rice bread")]);
    kitchen.says("pause rice bread", "Rice bread is paused").says("go rice", "Rice bread goes on");
    // Over, the rice is what can be done; while both count, the whole name is meant.
    kitchen.after(MINUTE.times(4)).says("done ri", "Rice is done");
    let mut kitchen = Kitchen::with(vec![timer(3, "Green rice"), timer(3, "Rice bread")]);
    kitchen.refuses(
        "pause rice",
        "`rice` could be Green rice, Rice bread: say `baste pause Green rice` or `baste pause Rice bread`",
    );
}

#[test]
fn timers_come_from_outside_and_are_changed_from_there() {
    let mut kitchen = Kitchen::with(vec![timer(60, "Bread")]);
    kitchen
        .says("add 12m eggs, 25m rice", "eggs on the kitchen board, 01:35; rice on the kitchen board, 01:48")
        .says("rename eggs to quail eggs", "Eggs is called quail eggs now")
        .says("restart quail", "Quail eggs begins again")
        .says("cancel rice", "Rice is given up")
        .refuses("add 1:30 roast", "say 1m 30s, or 1h 30m")
        .refuses("rename bread to quail eggs", "Something else is called `quail eggs` already");
}

#[test]
fn what_comes_after_the_meal_is_a_digit_of_the_end_page() {
    let text = "name = \"Pork\"\n[[step]]\nphase = \"serve\"\n[[later]]\ntitle = \"Into the fridge\"\nwithin = \"2h\"\n\
                [[later]]\ntitle = \"Crisp again\"\nfor = \"3m\"\ndo = \"Under the grill.\"\n";
    let recipe = crate::recipe::read::read(text.as_bytes()).recipes.remove(0);
    let mut kitchen = Kitchen::with(vec![Dish::prepare(&recipe, &crate::recipe::SetUp::default())]);
    let cards = |kitchen: &Kitchen| match kitchen.screen().body {
        Body::End(end) => end.later,
        other => panic!("{other:?}"),
    };
    kitchen.press(Key::Enter);
    assert_eq!(cards(&kitchen), ["1  Into the fridge, within 2 h", "2  Crisp again, 3 min"]);
    // A digit without a card begins a timer, as on the board.
    kitchen.press(Key::Char('7'));
    assert!(matches!(kitchen.screen().over, Some(Overlay::Entry { .. })));
    kitchen.press(Key::Esc).press(Key::Char('2'));
    let live: Vec<&str> =
        kitchen.app.session().dishes().filter(|c| c.is_live()).map(|c| c.dish.name.as_str()).collect();
    assert_eq!(live, ["Crisp again"]);
    // It rings, is heard and taken out; what was started is not offered again.
    kitchen.after(MINUTE.times(3)).screen();
    kitchen.press(Key::Char(' ')).after(SECOND).press(Key::Enter);
    assert_eq!(cards(&kitchen), ["1  Into the fridge, within 2 h"]);
    // Whatever a timer is called by then, and whatever another is called.
    kitchen.press(Key::Char('1')).says("rename into the fridge to box", "is called box");
    kitchen.after(MINUTE.times(120)).screen();
    kitchen.press(Key::Char(' ')).after(SECOND).press(Key::Enter);
    assert_eq!(cards(&kitchen), Vec::<String>::new());
}
