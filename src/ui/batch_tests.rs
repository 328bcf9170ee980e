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
    assert!(matches!(screen(&kitchen).body, Body::Ring(ring) if ring.words[0] == "Fry: turn it."));
    kitchen.after(Span::MINUTE);
    assert!(matches!(screen(&kitchen).body, Body::Ring(ring) if ring.words[0] == "Fry: 2 of 12."));
    kitchen.after(SECOND.times(25));
    big(&kitchen, "FRY, 2 OF 12");
}

#[test]
fn enter_sets_the_beat_anew() {
    let mut kitchen = frying();
    kitchen.after(Span::mins(3) + SECOND.times(25));
    assert_eq!(enter(&kitchen), "2 of 12 begins now");
    kitchen.press(Key::Enter);
    let left = |kitchen: &Kitchen| board(kitchen).hero.expect("big digits").digits;
    assert_eq!(left(&kitchen), "1:59", "to the turning of it");
    kitchen.after(Span::mins(2)).press(Key::Other).after(SECOND.times(20));
    assert_eq!(enter(&kitchen), "3 of 12 begins now");
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
            assert_eq!(
                said,
                ["Enter keep it", "b begin this batch again", "s no more of it, go on", "x give it all up"]
            );
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
    assert_eq!(enter(&kitchen), "1 of 12 begins now");
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
