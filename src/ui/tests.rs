//! Kitchen scripts in keys: what each key means on each page.

use super::{App, Intent, Key, StorageNote};
use crate::recipe::{Beside, Dish, DishKind, DishStep, HostAt, Length, Oven, Phase, Recipe, RecipeSummary, StepId};
use crate::time::{Clock, Moment, Span};
use crate::view::{Body, Screen, ScreenFrame};
use std::sync::Arc;

/// A cook at the keys, in virtual time.
struct Cook {
    app: App,
    now: Moment,
    left: bool,
    /// The recipe files that can be read.
    files: Vec<Recipe>,
}

impl Cook {
    #[track_caller]
    fn with(dishes: Vec<Dish>) -> Cook {
        let app = App::new(Vec::new(), Vec::new());
        let mut cook = Cook { app, now: Moment::millis(5_000_000), left: false, files: Vec::new() };
        for dish in dishes {
            let act = cook.app.add(dish);
            cook.app.apply(act, cook.now).unwrap();
        }
        cook
    }
    fn recipes(&mut self, recipes: Vec<Recipe>) {
        self.app.restock(recipes.iter().map(|recipe| Arc::new(RecipeSummary::of(recipe))).collect(), Vec::new(), None);
        self.files = recipes;
    }
    /// Moves time on, and checks that no screen changes before it said it would.
    fn after(&mut self, span: Span) -> &mut Cook {
        let end = self.now + span;
        for _ in 0..40 {
            let ScreenFrame { screen, until } = self.shown();
            let Some(until) = until.filter(|until| *until < end) else { break };
            for part in [0, 1, 2] {
                let probe = self.now + Span::millis((until - self.now).as_millis() * part / 3);
                assert_eq!(
                    self.app.shown(&self.app.scene(probe), &Clock::default()).screen,
                    screen,
                    "changed before its moment"
                );
            }
            self.now = until;
        }
        self.now = end;
        self
    }
    fn press(&mut self, key: Key) -> &mut Cook {
        for intent in self.app.key(key, self.now) {
            match intent {
                Intent::Act(act) => drop(self.app.apply(act, self.now)),
                Intent::Timers(timers) => {
                    let acts = self.app.timers(&timers, self.now, &Clock::default()).unwrap();
                    acts.into_iter().for_each(|act| self.app.apply(act, self.now).unwrap());
                }
                Intent::Open(name) => {
                    let found = self.files.iter().find(|recipe| recipe.name == name).cloned();
                    self.app.opened(&name, found.ok_or("rice.toml: is not there: check the path".to_owned()), self.now);
                }
                Intent::Finish | Intent::SetAside => self.app.finish(),
                Intent::Quit | Intent::Leave => self.left = true,
            }
        }
        self
    }
    fn typed(&mut self, text: &str) -> &mut Cook {
        text.chars().for_each(|c| {
            self.press(Key::Char(c));
        });
        self
    }
    fn shown(&self) -> ScreenFrame {
        self.app.shown(&self.app.scene(self.now), &Clock::default())
    }
    fn screen(&self) -> Screen {
        self.shown().screen
    }
    #[track_caller]
    fn rings(&mut self, big: &str) -> &mut Cook {
        match self.screen().body {
            Body::Ring(ring) => assert_eq!(ring.big, big),
            other => panic!("no ring, but {other:?}"),
        }
        self
    }
    #[track_caller]
    fn board(&mut self, label: &str, digits: &str) -> &mut Cook {
        match self.screen().body {
            Body::Board(board) => {
                let hero = board.hero.expect("something in big digits");
                assert_eq!((hero.label.as_str(), hero.digits.as_str()), (label, digits));
            }
            other => panic!("no board, but {other:?}"),
        }
        self
    }
    #[track_caller]
    fn enter_says(&mut self, says: &str) -> &mut Cook {
        let keys = self.screen().keys;
        let enter = keys.iter().find(|hint| hint.key == "Enter").map_or("nothing", |hint| hint.does.as_str());
        assert_eq!(enter, says);
        self
    }
    #[track_caller]
    fn notes(&mut self, part: &str) -> &mut Cook {
        let note = self.screen().note.unwrap_or_default();
        assert!(note.contains(part), "the note is {note:?}");
        self
    }
}

fn timer(mins: i64, name: &str) -> Dish {
    Dish::timer(name.to_owned(), Span::mins(mins))
}

fn step(phase: Phase, title: &str, length: Option<Length>) -> DishStep {
    let Dish { steps, .. } = timer(1, title);
    let one = steps.into_iter().next().unwrap();
    DishStep { phase, length, takes: Span::mins(5), preheat: Span::mins(15), ..one }
}

/// Rub, roast for an hour at 180 °C with a glaze stirred beside it, brush, rest.
fn roast() -> Dish {
    let after = |step: DishStep, n: u16| DishStep { waits_for: vec![StepId(n)], follows: Some(StepId(n)), ..step };
    let hour = Some(Length::Exact(Span::HOUR));
    let oven = DishStep { oven: Some(Oven::Celsius(180)), ..after(step(Phase::Roast, "Roast", hour), 0) };
    let beside = Some(Beside { host: StepId(1), at: HostAt::Start });
    let steps = vec![
        step(Phase::Prep, "Rub", None),
        oven,
        DishStep { beside, ..step(Phase::Prep, "Stir the glaze", None) },
        DishStep {
            waits_for: vec![StepId(1), StepId(2)],
            follows: Some(StepId(1)),
            ..step(Phase::Baste, "Brush", None)
        },
        after(step(Phase::Rest, "Rest", Some(Length::Exact(Span::mins(10)))), 3),
    ];
    Dish { name: "Roast pork".into(), kind: DishKind::Recipe, servings: Some(4), steps, ..timer(1, "") }
}

const SECOND: Span = Span::SECOND;
const MINUTE: Span = Span::MINUTE;

#[test]
fn the_first_key_of_any_kind_only_quiets_a_ring() {
    for key in [Key::Enter, Key::Space, Key::Tab, Key::Char('q'), Key::Char('u'), Key::Char('x'), Key::Esc, Key::Other]
    {
        let mut cook = Cook::with(vec![timer(12, "Eggs")]);
        cook.board("EGGS", "12:00").after(MINUTE.times(12)).rings("DONE").press(key).after(SECOND);
        cook.board("EGGS", "+0:01").enter_says("done, put it away");
        assert!(!cook.left);
        cook.after(MINUTE.times(2)).rings("DONE");
    }
}

#[test]
fn after_the_quiet_enter_means_done() {
    let mut cook = Cook::with(vec![timer(12, "Eggs")]);
    cook.after(MINUTE.times(12)).press(Key::Enter).after(SECOND).press(Key::Enter);
    assert!(matches!(cook.screen().body, Body::End(_)));
}

#[test]
fn a_held_key_presses_once() {
    let mut cook = Cook::with(vec![timer(12, "Eggs")]);
    cook.after(MINUTE.times(12));
    for _ in 0..100 {
        cook.press(Key::Enter).after(Span::millis(33));
    }
    cook.board("EGGS", "+0:03");
    cook.after(SECOND).press(Key::Enter);
    assert!(matches!(cook.screen().body, Body::End(_)));
}

#[test]
fn up_on_a_ring_gives_time_from_now() {
    let mut cook = Cook::with(vec![timer(12, "Eggs")]);
    cook.after(MINUTE.times(13)).rings("DONE").press(Key::Up).after(SECOND).board("EGGS", "4:59");
    let mut cook = Cook::with(vec![timer(5, "Tea")]);
    cook.after(MINUTE.times(5)).rings("DONE").press(Key::Up).after(SECOND).board("TEA", "0:59");
}

#[test]
fn a_running_step_is_ended_early_only_when_picked_and_confirmed() {
    let mut cook = Cook::with(vec![timer(12, "Eggs")]);
    cook.press(Key::Enter).notes("12 min left").board("EGGS", "12:00");
    cook.after(SECOND).press(Key::Tab).enter_says("end eggs early").press(Key::Enter);
    assert!(matches!(cook.screen().over, Some(crate::view::Overlay::Prompt { .. })));
    cook.press(Key::Enter).after(SECOND.times(2));
    assert!(
        matches!(cook.screen().over, Some(crate::view::Overlay::Prompt { .. })),
        "a second Enter in one breath is not an answer"
    );
    cook.press(Key::Enter);
    assert!(matches!(cook.screen().body, Body::End(_)));
}

#[test]
fn a_pick_is_forgotten_after_a_while() {
    let mut cook = Cook::with(vec![timer(12, "Eggs")]);
    cook.press(Key::Tab).enter_says("end eggs early").after(SECOND.times(31)).enter_says("nothing");
}

#[test]
fn space_pauses_and_goes_on() {
    let mut cook = Cook::with(vec![timer(12, "Eggs")]);
    cook.after(MINUTE)
        .press(Key::Space)
        .after(MINUTE.times(30))
        .board("EGGS", "11:00")
        .press(Key::Enter)
        .notes("Space goes on");
    cook.press(Key::Space).after(MINUTE).board("EGGS", "10:00");
}

#[test]
fn a_minute_more_or_less_but_never_under_a_minute_left() {
    let mut cook = Cook::with(vec![timer(3, "Eggs")]);
    cook.press(Key::Char('=')).board("EGGS", "4:00").press(Key::Down).press(Key::Char('-')).board("EGGS", "2:00");
    cook.after(SECOND.times(30)).press(Key::Down).notes("Under a minute").board("EGGS", "1:30");
}

#[test]
fn undo_takes_back_the_last_act_and_its_time() {
    let mut cook = Cook::with(vec![timer(12, "Eggs")]);
    cook.after(MINUTE)
        .press(Key::Space)
        .after(MINUTE.times(2))
        .press(Key::Char('u'))
        .notes("eggs paused")
        .board("EGGS", "9:00");
}

#[test]
fn an_undo_of_something_old_asks_first() {
    let mut cook = Cook::with(vec![timer(60, "Bread")]);
    cook.after(MINUTE.times(11)).press(Key::Char('u'));
    assert!(matches!(cook.screen().over, Some(crate::view::Overlay::Prompt { .. })));
    cook.press(Key::Enter).after(SECOND).board("BREAD", "48:59");
    cook.press(Key::Char('u')).after(SECOND).press(Key::Char('u'));
    assert!(matches!(cook.screen().body, Body::Shelf(_)));
}

#[test]
fn a_new_timer_is_typed_on_the_board() {
    let mut cook = Cook::with(vec![timer(60, "Bread")]);
    cook.press(Key::Char('n')).typed("12 rice").press(Key::Enter).board("RICE", "12:00");
    cook.after(SECOND).press(Key::Char('n')).typed("soon").press(Key::Enter);
    match cook.screen().over {
        Some(crate::view::Overlay::Entry { fault: Some(fault), .. }) => assert!(fault.contains("how long")),
        other => panic!("{other:?}"),
    }
    cook.press(Key::Esc).board("RICE", "11:59");
}

#[test]
fn leaving_asks_while_something_cooks() {
    let mut cook = Cook::with(vec![timer(60, "Bread")]);
    cook.press(Key::Char('q')).press(Key::Enter);
    assert!(!cook.left);
    cook.after(SECOND).press(Key::Char('Q')).press(Key::Char('x'));
    assert!(cook.left);
}

#[test]
fn a_roast_from_a_cold_oven_to_the_table() {
    let mut cook = Cook::with(vec![roast()]);
    // The rub takes five minutes and the oven fifteen, so the oven is called for at once.
    cook.rings("OVEN ON").press(Key::Other).after(SECOND).enter_says("the oven is on").press(Key::Enter);
    cook.after(MINUTE.times(5))
        .board("RUB", "")
        .enter_says("rub is done: go on to roast")
        .press(Key::Enter)
        .after(SECOND);
    // Not hot yet: the roast waits for the oven, then for the cook.
    cook.board("ROAST", "10 min").after(MINUTE.times(10)).rings("OVEN HOT").press(Key::Space).after(SECOND);
    cook.enter_says("it is in: start 1 h").press(Key::Enter).board("ROAST", "1:00:00");
    cook.after(SECOND).enter_says("stir the glaze is done").press(Key::Enter).after(SECOND);
    cook.enter_says("nothing").after(MINUTE.times(60)).rings("OUT").press(Key::Tab).after(SECOND);
    cook.enter_says("it is out: go on to brush").press(Key::Enter).after(SECOND).board("BRUSH", "");
    cook.after(MINUTE)
        .rings("OVEN OFF")
        .press(Key::Other)
        .after(SECOND)
        .enter_says("the oven is off")
        .press(Key::Enter);
    cook.after(SECOND).enter_says("brush is done: rest starts").press(Key::Enter).after(SECOND).board("REST", "9:59");
    cook.after(MINUTE.times(10)).rings("DONE").press(Key::Enter).after(SECOND).press(Key::Enter);
    assert!(matches!(cook.screen().body, Body::End(_)));
}

#[test]
fn it_went_in_a_minute_ago() {
    let mut cook = Cook::with(vec![roast()]);
    cook.press(Key::Other).after(SECOND).press(Key::Enter).after(SECOND).press(Key::Enter).after(SECOND);
    cook.press(Key::Down).board("ROAST", "59:00");
}

#[test]
fn a_ring_comes_before_whatever_is_open() {
    let mut cook = Cook::with(vec![timer(1, "Eggs")]);
    cook.press(Key::Char('n')).typed("9 te").after(MINUTE).rings("DONE").press(Key::Char('a')).after(SECOND);
    match cook.screen().over {
        Some(crate::view::Overlay::Entry { text, .. }) => {
            assert_eq!(text, "9 te", "what was typed stays, and no key of the ring is in it")
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_footer_is_of_what_lies_over() {
    let mut cook = Cook::with(vec![timer(10, "Eggs")]);
    let first = |cook: &Cook| cook.screen().keys.first().map(|key| key.does.clone());
    cook.press(Key::Char('n'));
    assert_eq!(first(&cook).as_deref(), Some("start it"));
    cook.press(Key::Esc).press(Key::Char('?'));
    assert_eq!(first(&cook).as_deref(), Some("read on"));
    cook.press(Key::Esc).press(Key::Char('q'));
    assert_eq!(first(&cook), None, "the question names its own keys");
}

#[test]
fn a_rehearsed_ring_stays_quiet_long_enough_to_answer() {
    let mut cook = Cook::with(vec![timer(1, "Eggs")]);
    cook.app.set_speed(120);
    cook.after(MINUTE).rings("DONE").press(Key::Other);
    cook.after(MINUTE.times(200));
    assert!(matches!(cook.screen().body, Body::Board(_)), "100 seconds of the cook's own clock");
    cook.after(MINUTE.times(40)).rings("DONE");
}

#[test]
fn an_oven_call_that_was_heard_stands_under_you() {
    let mut cook = Cook::with(vec![roast()]);
    cook.press(Key::Other).after(SECOND).enter_says("the oven is on");
    match cook.screen().body {
        Body::Board(board) => assert!(board.you.starts_with("Turn the oven on"), "{}", board.you),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_timer_is_named_once_on_every_channel() {
    let cook = Cook::with(vec![timer(5, "Rice"), timer(5, "Eggs")]);
    let now = cook.now + MINUTE.times(5);
    let titles: Vec<String> = cook.app.calls(&cook.app.scene(now)).into_iter().map(|call| call.title).collect();
    assert_eq!(titles, ["Rice: time is up", "Eggs: time is up"]);
    match cook.app.shown(&cook.app.scene(now), &Clock::default()).screen.body {
        Body::Ring(ring) => assert_eq!(ring.also, ["Eggs: time is up"]),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_ring_says_how_long_the_laptop_slept() {
    let mut cook = Cook::with(vec![timer(5, "Rice")]);
    cook.now = cook.now + MINUTE.times(31);
    cook.app.woke(MINUTE.times(30), cook.now);
    match cook.screen().body {
        Body::Ring(ring) => assert!(ring.words.iter().any(|line| line.contains("slept 30 min")), "{:?}", ring.words),
        other => panic!("{other:?}"),
    }
}

#[test]
fn before_the_first_countdown_set_up_warns() {
    let text = b"name = \"Eggs\"\n[[step]]\nphase = \"boil\"\nfor = \"7m\"\n";
    let recipes = crate::recipe::read::read(text).recipes;
    let mut cook = Cook::with(Vec::new());
    cook.recipes(recipes);
    let lid = |cook: &Cook| match cook.screen().body {
        Body::SetUp(set_up) => set_up.warnings.iter().any(|line| line.contains("lid open")),
        other => panic!("{other:?}"),
    };
    cook.press(Key::Enter).after(SECOND);
    assert!(!lid(&cook), "nothing is said that is not so");
    cook.app.set_warnings(vec!["Keep the lid open: asleep I cannot call you.".to_owned()]);
    assert!(lid(&cook));
    cook.press(Key::Enter).after(SECOND).press(Key::Char('a')).press(Key::Enter);
    assert!(!lid(&cook), "once is enough");
}

#[test]
fn sound_is_off_for_a_while_and_the_screen_says_so() {
    let mut cook = Cook::with(vec![timer(90, "Beans")]);
    let note = |cook: &Cook| cook.screen().note;
    cook.press(Key::Char('m'));
    // These tests run at 1:23 at night on a day in 1970.
    assert_eq!(note(&cook).as_deref(), Some("Sound is off until 01:53: m turns it on"));
    assert!(cook.app.muted(cook.now).is_some());
    cook.after(MINUTE.times(29));
    assert!(note(&cook).is_some());
    cook.after(MINUTE);
    assert_eq!((note(&cook), cook.app.muted(cook.now)), (None, None));
    cook.press(Key::Char('M')).after(MINUTE).press(Key::Char('m'));
    assert_eq!((note(&cook), cook.app.muted(cook.now)), (None, None));
}

#[test]
fn trouble_with_the_disk_does_not_hide_that_sound_is_off() {
    let mut cook = Cook::with(vec![timer(90, "Beans")]);
    cook.app.set_saved(Some(StorageNote::Unsaved("the disk is slow".to_owned())));
    cook.press(Key::Char('m'));
    let note = "Not saved yet: the disk is slow · Sound is off until 01:53: m turns it on";
    assert_eq!(cook.screen().note.as_deref(), Some(note));
}

#[test]
fn a_ring_without_sound_is_a_ring_and_says_why_it_is_silent() {
    let mut cook = Cook::with(vec![timer(12, "Eggs")]);
    cook.press(Key::Char('m')).after(MINUTE.times(12)).rings("DONE");
    assert_eq!(cook.app.calls(&cook.app.scene(cook.now)).len(), 1);
    let Body::Ring(ring) = cook.screen().body else { panic!("no ring") };
    assert_eq!(ring.words.last().map(String::as_str), Some("Sound is off until 01:53"));
    // Like any other key, it only quiets the ring.
    cook.press(Key::Char('m')).after(SECOND).board("EGGS", "+0:01");
    assert!(cook.app.muted(cook.now).is_some());
}

#[test]
fn one_key_quiets_all_that_rings_and_enter_answers_the_first_of_them() {
    let mut cook = Cook::with(vec![
        Dish::timer("tea".to_owned(), Span::secs(10)),
        Dish::timer("pasta".to_owned(), Span::secs(12)),
    ]);
    cook.after(Span::secs(13)).rings("DONE").press(Key::Other).after(SECOND);
    assert!(matches!(cook.screen().body, Body::Board(_)));
    cook.press(Key::Enter);
    let live: Vec<&str> = cook.app.session().dishes().filter(|c| c.is_live()).map(|c| c.dish.name.as_str()).collect();
    assert_eq!(live, ["pasta"]);
}
