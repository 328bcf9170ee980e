//! Batches and days between, as the cook sees them.

use super::Key;
use super::outside_tests::Kitchen;
use crate::recipe::read::read;
use crate::recipe::{Dish, SetUp};
use crate::time::{Clock, Span};
use crate::view::{BoardView, Body, Overlay, Screen};

const SECOND: Span = Span::SECOND;

fn kitchen(toml: &[u8], name: &str, answers: &[usize]) -> Kitchen {
    let recipes = read(toml).recipes;
    let recipe = recipes.iter().find(|recipe| recipe.name.contains(name)).expect("a recipe");
    Kitchen::with(vec![Dish::prepare(recipe, &SetUp { answers: answers.to_vec(), ..SetUp::default() })])
}

/// Fries the first pancake.
fn frying() -> Kitchen {
    let mut kitchen = kitchen(include_bytes!("../../tests/recipes/pancakes.toml"), "Pancakes", &[]);
    // Whisked, rested, the pan is hot, the first is in it.
    kitchen.after(Span::mins(5)).press(Key::Enter).after(Span::mins(15)).press(Key::Other).after(SECOND);
    kitchen.press(Key::Enter).after(SECOND).press(Key::Enter).after(SECOND).press(Key::Enter);
    kitchen
}

fn screen(kitchen: &Kitchen) -> Screen {
    kitchen.app.shown(&kitchen.app.scene(kitchen.now), &Clock::default()).screen
}

#[track_caller]
fn board(kitchen: &Kitchen) -> BoardView {
    match screen(kitchen).body {
        Body::Board(board) => board,
        other => panic!("no board, but {other:?}"),
    }
}

fn enter(kitchen: &Kitchen) -> String {
    screen(kitchen).keys.into_iter().find(|hint| hint.key == "Enter").map(|hint| hint.does).unwrap_or_default()
}

#[track_caller]
fn big(kitchen: &Kitchen, label: &str) {
    assert_eq!(board(kitchen).hero.expect("big digits").label, label);
}

#[test]
fn pancakes_are_counted_and_need_no_key() {
    let mut kitchen = frying();
    big(&kitchen, "FRY, 1 OF 12");
    assert_eq!(board(&kitchen).you, "A ladle of batter into the pan. Batch 2 of 12 follows by itself");
    assert!(board(&kitchen).hero.unwrap().detail.starts_with("medium heat"), "{:?}", board(&kitchen).hero);
    // The cue of the batch, then the next batch; neither gets a key.
    kitchen.after(Span::mins(2));
    match screen(&kitchen).body {
        Body::Ring(ring) => {
            // What is left of this batch, not of all.
            assert_eq!((ring.words[0].as_str(), ring.over.as_str()), ("Fry: turn it.", "0:59 to go"));
        }
        other => panic!("no ring, but {other:?}"),
    }
    kitchen.after(Span::MINUTE);
    assert!(matches!(screen(&kitchen).body, Body::Ring(ring) if ring.words[0] == "Fry: 2 of 12."));
    kitchen.after(SECOND.times(25));
    big(&kitchen, "FRY, 2 OF 12");
}

#[test]
fn enter_sets_the_beat_anew() {
    let mut kitchen = frying();
    kitchen.after(Span::mins(3) + SECOND.times(25));
    assert_eq!(enter(&kitchen), "batch 2 of 12 begins now");
    kitchen.press(Key::Enter);
    let left = |kitchen: &Kitchen| board(kitchen).hero.expect("big digits").digits;
    assert_eq!(left(&kitchen), "1:59", "to the turning of it");
    kitchen.after(Span::mins(2)).press(Key::Other).after(SECOND.times(20));
    assert_eq!(enter(&kitchen), "batch 3 of 12 begins now");
    kitchen.press(Key::Enter);
    big(&kitchen, "FRY, 3 OF 12");
}

#[test]
fn x_ends_the_batches() {
    let mut kitchen = frying();
    kitchen.after(SECOND.times(30)).press(Key::Char('x'));
    match screen(&kitchen).over {
        Some(Overlay::Prompt { answers, .. }) => {
            let said: Vec<String> = answers.iter().map(|hint| format!("{} {}", hint.key, hint.does)).collect();
            let wanted = [
                "Enter keep it",
                "b begin this batch again",
                "s no more of it, go on",
                "r call it otherwise",
                "x give it all up",
            ];
            assert_eq!(said, wanted);
        }
        other => panic!("no question, but {other:?}"),
    }
    kitchen.press(Key::Char('s')).after(SECOND);
    assert!(board(&kitchen).you.contains("Eat them warm"), "{}", board(&kitchen).you);
}

#[test]
fn a_picked_beat_is_set_and_not_ended() {
    let mut kitchen = frying();
    kitchen.after(SECOND.times(30)).press(Key::Tab);
    assert_eq!(enter(&kitchen), "batch 1 of 12 begins now");
    kitchen.press(Key::Enter);
    assert!(screen(&kitchen).over.is_none());
}

#[test]
fn pork_is_glazed_another_day() {
    let mut kitchen = kitchen(include_bytes!("../../recipes.toml"), "Caramelized", &[0, 1]);
    // To the fridge, whatever calls meanwhile.
    for _ in 0..40 {
        kitchen.after(Span::mins(10)).press(Key::Other).after(SECOND).press(Key::Enter).after(SECOND).press(Key::Esc);
        if matches!(screen(&kitchen).body, Body::Board(board) if board.hero.as_ref().is_some_and(|hero| hero.label.starts_with("KEEP")))
        {
            break;
        }
    }
    kitchen.after(Span::mins(5)).press(Key::Other).after(SECOND).press(Key::Enter).after(Span::mins(2));
    let board_now = board(&kitchen);
    let hero = board_now.hero.clone().expect("what is kept");
    assert_eq!((hero.label.as_str(), hero.digits.as_str()), ("KEEP IT FOR ANOTHER DAY", ""), "{board_now:?}");
    assert!(hero.what.starts_with("kept since"), "{}", hero.what);
    assert!(
        board_now.you.starts_with("It keeps till ")
            && board_now.you.ends_with("Enter goes on: mix the glaze on the day"),
        "{}",
        board_now.you
    );
    assert_eq!((board_now.eat.as_str(), board_now.oven.as_str()), ("", ""));
    // The next day it goes on, also after everything was read from the disk again.
    kitchen.after(Span::hours(20));
    let log = kitchen.app.session().log().to_vec();
    kitchen.app.resume(log);
    kitchen.app.ask_resume(kitchen.now);
    assert!(screen(&kitchen).over.is_none());
    assert_eq!(enter(&kitchen), "go on with mix the glaze on the day");
    kitchen.press(Key::Enter).after(SECOND);
    assert!(
        matches!(screen(&kitchen).body, Body::Ring(ring) if ring.words[0].starts_with("Turn the oven on")),
        "{:?}",
        screen(&kitchen)
    );
}

#[test]
fn a_timer_is_renamed_on_the_board() {
    let mut kitchen = Kitchen::with(vec![
        Dish::timer("Eggs".to_owned(), Span::mins(9)),
        Dish::timer("Rice".to_owned(), Span::mins(20)),
    ]);
    let type_in = |kitchen: &mut Kitchen, text: &str| {
        kitchen.after(SECOND).press(Key::Char('x')).after(SECOND).press(Key::Char('r')).after(SECOND);
        for letter in text.chars() {
            kitchen.press(Key::Char(letter));
        }
        kitchen.press(Key::Enter);
    };
    let names = |kitchen: &Kitchen| -> Vec<String> {
        kitchen.app.session().dishes().map(|cooking| cooking.dish.name.clone()).collect()
    };
    type_in(&mut kitchen, "Quail eggs");
    assert_eq!(names(&kitchen), ["Quail eggs", "Rice"]);
    // A name that is taken is refused, and what was typed stays.
    type_in(&mut kitchen, "rice");
    match screen(&kitchen).over {
        Some(Overlay::Entry { text, fault, .. }) => {
            assert_eq!((text.as_str(), fault.as_deref()), ("rice", Some("Something else is called `rice` already")));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(names(&kitchen), ["Quail eggs", "Rice"]);
    kitchen.press(Key::Esc).after(SECOND).press(Key::Char('u'));
    assert_eq!(names(&kitchen), ["Eggs", "Rice"]);
}

#[test]
fn a_rehearsal_calls_again_in_the_cooks_own_time_and_is_left_at_once() {
    let mut kitchen = Kitchen::with(vec![Dish::timer("Eggs".to_owned(), Span::mins(9))]);
    kitchen.app.set_speed(60);
    kitchen.app.set_banner(Some("Rehearsal".to_owned()));
    let calls = |kitchen: &Kitchen, after: Span| {
        let at = kitchen.now + after;
        kitchen.app.calls(&kitchen.app.scene(at))[0].alarm.calls
    };
    kitchen.after(Span::mins(9));
    // After 30 s of the cook's own time nothing has called again; after a minute and after three it has.
    assert_eq!(calls(&kitchen, Span::secs(30).times(60)), 0);
    assert_eq!(calls(&kitchen, Span::MINUTE.times(60)), 1);
    assert_eq!(calls(&kitchen, Span::mins(3).times(60)), 2);
    // It is left while it rings, without a question.
    kitchen.press(Key::Char('q'));
    assert_eq!(kitchen.asked, [super::Intent::Quit]);
}

#[test]
fn meat_that_stands_for_long_is_told_on_the_board() {
    let toml = b"name = \"Roast\"\ningredients = [\"1 kg pork belly\"]\n[[step]]\nphase = \"rest\"\nfor = \"30m\"\n[[step]]\nphase = \"serve\"\n";
    let mut kitchen = kitchen(toml, "Roast", &[]);
    let note = |kitchen: &Kitchen| screen(kitchen).note.unwrap_or_default();
    kitchen.after(Span::mins(31)).press(Key::Other).after(SECOND).press(Key::Enter);
    kitchen.after(Span::mins(80));
    assert_eq!(note(&kitchen), "");
    kitchen.after(Span::mins(10)).press(Key::Other).press(Key::Esc).after(Span::secs(10));
    assert_eq!(note(&kitchen), "Roast: 2 h 1 at room temperature; USDA FSIS and the FSA say 2 h at most");
    kitchen.press(Key::Enter).after(Span::mins(130));
    assert!(
        note(&kitchen).starts_with("Roast was served 2 h 10 ago: what is left belongs in the fridge"),
        "{}",
        note(&kitchen)
    );
}
