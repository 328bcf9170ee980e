//! Random evenings drawn at random sizes: what is due can be read on every screen from 40x12 up.

use crate::drawn;
use baste::engine::{Act, AlarmId, on_heat};
use baste::recipe::{Dish, Recipe, SetUp, read};
use baste::time::{Clock, Moment, Span};
use baste::tui::Theme;
use baste::ui::{App, Intent, Key};
use baste::view::{Body, Screen};
use proptest::prelude::{Just, ProptestConfig, Strategy, prop_assert, prop_oneof};
use proptest::sample::select;
use proptest::test_runner::{TestCaseError, TestRunner};
use ratatui::buffer::Buffer;

#[derive(Clone, Debug)]
enum Does {
    Press(Key),
    Wait(i64),
    Cooks(usize),
    Times(i64),
}

fn does() -> impl Strategy<Value = Does> {
    let keys = vec![Key::Enter, Key::Space, Key::Up, Key::Tab, Key::Esc, Key::Other, Key::Char('u'), Key::Char('s')];
    prop_oneof![
        6 => select(keys).prop_map(Does::Press),
        4 => Just(Does::Press(Key::Enter)),
        4 => (1i64..40 * 60).prop_map(Does::Wait),
        1 => (0usize..8).prop_map(Does::Cooks),
        1 => (1i64..60).prop_map(Does::Times),
    ]
}

fn recipes() -> Vec<Recipe> {
    let files = [
        include_bytes!("../../recipes.toml").as_slice(),
        include_bytes!("../recipes/roast-beef.toml"),
        include_bytes!("../recipes/steak.toml"),
        include_bytes!("../recipes/pancakes.toml"),
    ];
    files.into_iter().flat_map(|bytes| read::read(bytes).recipes).collect()
}

/// All letters of the screen, without spaces and in small letters, as names may be wrapped.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn on_screen(buffer: &Buffer) -> String {
    letters(&buffer.content.iter().map(|cell| cell.symbol()).collect::<String>())
}

/// What burns, waits on the heat or is for the hands first: it is named on the screen, and so is what Enter does.
fn holds(app: &App, now: Moment, size: (u16, u16)) -> Result<(), TestCaseError> {
    let scene = app.scene(now);
    let screen: Screen = app.shown(&scene, &Clock::default()).screen;
    let (Body::Board(_), None) = (&screen.body, &screen.over) else { return Ok(()) };
    let seen = on_screen(&drawn(&screen, size.0, size.1, Theme::plain()));
    for alarm in &scene.alarms {
        let (AlarmId::Out(run) | AlarmId::Look(run)) = alarm.id else { continue };
        let Some(step) = app.session().dish(run.dish).and_then(|cooking| cooking.dish.step(run.step)) else { continue };
        // The start of its title is enough where it is cut.
        let name: String = letters(&step.title).chars().take(6).collect();
        prop_assert!(!on_heat(step) || seen.contains(&name), "{} is not on a screen of {size:?}: {seen}", step.title);
    }
    Ok(())
}

fn evening(script: Vec<Does>, all: &[Recipe], size: (u16, u16)) -> Result<(), TestCaseError> {
    let mut app = App::new(Vec::new(), Vec::new());
    let mut now = Moment::millis(5_000_000);
    for next in script {
        match next {
            Does::Press(key) => {
                for intent in app.key(key, now) {
                    if let Intent::Act(act) = intent {
                        let _ = app.apply(act, now);
                    }
                }
                now = now + Span::SECOND;
            }
            Does::Wait(secs) => now = now + Span::secs(secs),
            Does::Cooks(n) => {
                let act = app.add(Dish::prepare(&all[n % all.len()], &SetUp::default()));
                let _ = app.apply(act, now);
            }
            Does::Times(mins) => {
                let timer = Dish::timer("Eggs".to_owned(), Span::mins(mins));
                let act: Act = app.add(timer);
                let _ = app.apply(act, now);
            }
        }
        holds(&app, now, size)?;
    }
    Ok(())
}

#[track_caller]
fn evenings(cases: u32) {
    let all = recipes();
    let script =
        (proptest::collection::vec(0usize..8, 1..4), proptest::collection::vec(does(), 1..60), (40u16..140, 12u16..60));
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let result = TestRunner::new(config).run(&script, |(dishes, script, size)| {
        evening(dishes.into_iter().map(Does::Cooks).chain(script).collect(), &all, size)
    });
    if let Err(why) = result {
        panic!("{why}");
    }
}

#[test]
fn what_burns_is_on_every_screen() {
    evenings(60);
}

#[test]
#[ignore = "takes minutes; run by .ci/long"]
fn long_what_burns_is_on_every_screen_of_ten_thousand_evenings() {
    evenings(10_000);
}
