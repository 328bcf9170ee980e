//! Batches: short ones follow each other without a key, long ones wait for the cook; and a dish that is set aside until another day.

use super::dishes::{Piece, boil, dish, hands, open, range, rest, roast};
use super::kitchen::Kitchen;
use crate::engine::{Act, NextCall, OvenState, Refused};
use crate::recipe::{CueAt, Phase, Repeat};

fn pancakes(times: u32) -> Piece {
    boil("Fry", "2m").phase(Phase::Fry).repeat(Repeat::Times(times))
}

fn number(k: &Kitchen, title: &str) -> u32 {
    let run = k.run(title);
    k.session.dish(run.dish).and_then(|c| c.batch(run.step, k.now)).expect("a batch").number
}

#[test]
fn a_beat_needs_no_key() {
    let k = Kitchen::of(dish("pancakes", [hands("Stir"), pancakes(3), hands("Eat")])).at("5m").done("Stir");
    assert_eq!(number(&k, "Fry"), 1);
    let k = k.calls_next_at("7m").expect(&["Fry: batch 2"]);
    assert_eq!(number(&k, "Fry"), 2);
    // The call goes by itself.
    k.at("7m 20s")
        .expect(&[])
        .calls_next_at("9m")
        .expect(&["Fry: batch 3"])
        .heard("Fry: batch 3")
        .expect(&[])
        .calls_next_at("11m")
        .expect(&["Fry: out"])
        .only_done("Fry")
        .is("Eat", "ready");
}

#[test]
fn the_cook_sets_the_beat_anew() {
    let set = |k: Kitchen, number: u32| {
        let run = k.run("Fry");
        k.act(Act::Batch { run, number })
    };
    let k = Kitchen::of(dish("pancakes", [pancakes(12)])).at("2m 15s");
    // The ladle was late: the second batch begins now.
    let k = set(k, 2).calls_next_at("4m 15s").expect(&["Fry: batch 3"]).at("6m");
    // The pan is hotter by now: the fourth begins early.
    let k = set(k, 4);
    assert_eq!(number(&k, "Fry"), 4);
    let run = k.run("Fry");
    k.calls_next_at("8m")
        .expect(&["Fry: batch 5"])
        .refuses(Act::Batch { run, number: 3 }, Refused::Stale)
        .refuses(Act::Batch { run, number: 7 }, Refused::Stale)
        .undo("pancakes")
        .at("8m 10s");
}

#[test]
fn each_batch_has_its_own_cues_and_look() {
    let fry = range("Fry", "2m", "3m").phase(Phase::Fry).cue(CueAt::Half, "Flip").repeat(Repeat::Times(2));
    Kitchen::of(dish("pancakes", [fry]))
        .calls_next_at("1m")
        .expect(&["Fry: Flip"])
        .heard("Fry: Flip")
        .calls_next_at("2m")
        .expect(&["Fry: look"])
        .heard("Fry: look")
        .expect(&["Fry: look (quiet)"])
        .calls_next_at("3m")
        .expect(&["Fry: batch 2"])
        .at("4m")
        .expect(&["Fry: Flip"])
        .at("5m")
        .expect(&["Fry: Flip", "Fry: look"])
        .at("6m")
        .expect(&["Fry: out"]);
}

#[test]
fn a_pause_and_more_time_move_the_batches_that_follow() {
    Kitchen::of(dish("pancakes", [pancakes(3)]))
        .at("1m")
        .pause("Fry")
        .at("4m")
        .go("Fry")
        .calls_next_at("5m")
        .expect(&["Fry: batch 2"])
        .more("Fry", "1m")
        .at("5m 30s")
        .calls_next_at("8m")
        .expect(&["Fry: batch 3"])
        .at("8m 20s")
        .calls_next_at("10m")
        .expect(&["Fry: out"])
        .more("Fry", "1m")
        .expect(&[])
        .calls_next_at("11m")
        .expect(&["Fry: out"]);
}

#[test]
fn until_a_sign_only_the_cook_ends_it() {
    let fry = boil("Fry", "90s").phase(Phase::Fry).repeat(Repeat::Until("the batter is used up".to_owned()));
    let k = Kitchen::of(dish("pancakes", [fry, hands("Eat")])).at("30m 1s").expect(&["Fry: batch 21"]);
    let run = k.run("Fry");
    assert_eq!(k.session.next_call(run, k.now), Some((k.moment("31m 30s"), NextCall::Batch(22))));
    k.act(Act::Skip { run }).is("Eat", "ready");
}

#[test]
fn long_batches_wait_for_the_cook() {
    let k = Kitchen::of(dish(
        "cookies",
        [hands("Shape"), roast("Bake", "12m", 180).repeat(Repeat::Times(3)), hands("Eat")],
    ));
    let k = k.oven_on("oven to 180C").at("15m").only_done("Shape").start("Bake");
    let k = k.calls_next_at("27m").expect(&["Bake: out"]).only_done("Bake").is("Bake", "ready");
    assert_eq!(number(&k, "Bake"), 2);
    // Each tray counts from when it is in, and the oven stays on.
    let k = k.at("29m").start("Bake").left("Bake", "12m").at("41m").only_done("Bake").start("Bake").at("53m");
    assert_eq!(number(&k, "Bake"), 3);
    assert!(matches!(k.session.oven(), OvenState::On { idle: None, .. }));
    k.only_done("Bake").is("Bake", "done").is("Eat", "ready");
}

#[test]
fn all_batches_are_reckoned_with() {
    let eaten = |k: &Kitchen, dish: &str| k.session.eaten(k.dish(dish)).expect("an end").at(k.now);
    let k = Kitchen::of(dish("pancakes", [pancakes(12), hands("Eat")]));
    assert_eq!(eaten(&k, "pancakes"), k.moment("26m"));
    let k = k.at("3m");
    assert_eq!(eaten(&k, "pancakes"), k.moment("26m"));
    let trays = dish("buns", [boil("Steam", "10m").repeat(Repeat::Times(3)), hands("Eat")]);
    let k = Kitchen::of(trays).at("10m").only_done("Steam");
    assert_eq!(eaten(&k, "buns"), k.moment("32m"));
}

/// Roasts, is set aside, and is glazed another day.
fn ahead() -> Kitchen {
    let keep = open("Keep", "1m").another_day("3d");
    let pieces = [
        roast("Roast", "1h", 170),
        rest("Cool", "30m"),
        keep,
        hands("Brush"),
        roast("Glaze", "20m", 220),
        hands("Slice"),
    ];
    Kitchen::of(dish("pork", pieces))
}

#[test]
fn a_dish_that_is_set_aside_is_silent_until_it_is_taken_up_again() {
    let k = ahead().oven_on("oven to 170C").at("15m").start("Roast").at("1h 15m").only_done("Roast");
    let k = k.at("1h 16m").expect(&["oven off"]).oven_off().at("1h 45m").expect(&["~Cool: out"]).only_done("Cool");
    let k = k.is("Keep", "running").expect(&[]);
    // Nothing is expected of that evening any more, and the oven is not called for.
    assert_eq!(k.session.eaten(k.dish("pork")), None);
    let k = k.at("21h").expect(&[]);
    let k = k.only_done("Keep").is("Brush", "ready").expect(&["oven to 220C"]);
    let pork = k.session.dish(k.dish("pork")).expect("pork");
    assert_eq!(pork.promised, k.moment("21h 37m"));
}

#[test]
fn what_is_kept_for_too_long_calls_once() {
    let k = ahead().oven_on("oven to 170C").at("15m").start("Roast").at("1h 15m").only_done("Roast");
    k.at("1h 16m")
        .oven_off()
        .at("2h")
        .only_done("Cool")
        .calls_next_at("74h")
        .expect(&["~Keep: out"])
        .heard("~Keep: out")
        .never_calls_again();
}
