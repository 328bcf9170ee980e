//! Pausing, adding time and taking it off.

use super::dishes::{boil, dish, hands, open, range, rest, span};
use super::kitchen::Kitchen;
use crate::engine::{Act, Refused};

#[test]
fn a_pause_stops_the_clock_and_going_on_moves_the_end() {
    Kitchen::of(dish("x", [rest("Rest", "1h")]))
        .at("20m")
        .pause("Rest")
        .at("3h")
        .expect(&[])
        .left("Rest", "40m")
        .go("Rest")
        .calls_next_at("3h 40m")
        .expect(&["~Rest: out"]);
}

#[test]
fn a_forgotten_pause_on_the_heat_calls_after_5_minutes_and_every_5() {
    Kitchen::of(dish("x", [boil("Boil", "1h")]))
        .at("20m")
        .pause("Boil")
        .calls_next_at("25m")
        .expect(&["Boil: paused"])
        .called("Boil: paused", 0)
        .calls_next_at("30m")
        .called("Boil: paused", 1)
        .at("32m")
        .heard("Boil: paused")
        .expect(&["Boil: paused (quiet)"])
        .calls_next_at("35m")
        .expect(&["Boil: paused"])
        .go("Boil")
        .expect(&[])
        .at("36m")
        .pause("Boil")
        .expect(&[])
        .calls_next_at("41m")
        .expect(&["Boil: paused"]);
}

#[test]
fn off_the_heat_a_pause_may_last() {
    Kitchen::of(dish("x", [rest("Rest", "1h")])).at("20m").pause("Rest").never_calls_again();
}

#[test]
fn what_rings_is_not_silenced_by_a_pause() {
    let k = Kitchen::of(dish("x", [boil("Boil", "1h")])).at("1h 1m");
    let run = k.run("Boil");
    k.refuses(Act::Pause { run }, Refused::NotNow).expect(&["Boil: out"]);
}

#[test]
fn only_what_runs_pauses_and_only_what_is_paused_goes_on() {
    let k = Kitchen::of(dish("x", [hands("Chop"), boil("Boil", "1h")]));
    let run = k.run("Chop");
    let k = k.refuses(Act::Pause { run }, Refused::NotNow).refuses(Act::Resume { run }, Refused::NotNow);
    let k = k.refuses(Act::More { run, by: span("1m") }, Refused::NotNow).done("Chop");
    let run = k.run("Boil");
    let k = k.refuses(Act::Resume { run }, Refused::NotNow).pause("Boil");
    k.refuses(Act::Pause { run }, Refused::NotNow);
}

#[test]
fn more_before_the_window_moves_all_of_it() {
    Kitchen::of(dish("x", [range("Glaze", "15m", "20m")]))
        .at("5m")
        .more("Glaze", "2m")
        .calls_next_at("17m")
        .expect(&["Glaze: look"])
        .heard("Glaze: look")
        .calls_next_at("22m")
        .expect(&["Glaze: out"]);
}

#[test]
fn more_in_the_window_moves_its_end_and_is_a_look_taken() {
    Kitchen::of(dish("x", [range("Glaze", "15m", "20m")]))
        .at("16m")
        .expect(&["Glaze: look"])
        .more("Glaze", "1m")
        .expect(&[])
        .calls_next_at("21m")
        .expect(&["Glaze: out"]);
}

#[test]
fn more_past_the_end_counts_from_now() {
    Kitchen::of(dish("x", [range("Glaze", "15m", "20m")]))
        .at("24m")
        .heard("Glaze: out")
        .more("Glaze", "5m")
        .expect(&[])
        .left("Glaze", "5m")
        .calls_next_at("29m")
        .expect(&["Glaze: out"])
        .since("Glaze: out", "29m");
    Kitchen::of(dish("x", [boil("Boil", "9m")]))
        .at("11m")
        .more("Boil", "1m")
        .calls_next_at("12m")
        .expect(&["Boil: out"])
        .called("Boil: out", 0);
    Kitchen::of(dish("x", [open("Chill", "30m")]))
        .at("40m")
        .heard("~Chill: out")
        .more("Chill", "30m")
        .calls_next_at("1h 10m")
        .expect(&["~Chill: out"]);
}

#[test]
fn more_while_paused() {
    Kitchen::of(dish("x", [rest("Rest", "10m")]))
        .at("4m")
        .pause("Rest")
        .at("1h")
        .more("Rest", "2m")
        .left("Rest", "8m")
        .go("Rest")
        .calls_next_at("1h 8m");
}

#[test]
fn less_leaves_a_minute() {
    let k = Kitchen::of(dish("x", [boil("Boil", "9m")])).at("5m").more("Boil", "-3m").left("Boil", "1m");
    let run = k.run("Boil");
    let k = k.refuses(Act::More { run, by: span("-1s") }, Refused::TooShort).at("5m 30s");
    // Adding time is never too short.
    let k = k.more("Boil", "10s").left("Boil", "40s").at("7m");
    k.refuses(Act::More { run, by: span("-1m") }, Refused::TooShort).expect(&["Boil: out"]);
}

#[test]
fn less_in_the_window_leaves_a_minute_too() {
    let k = Kitchen::of(dish("x", [range("Glaze", "15m", "20m")])).at("16m").more("Glaze", "-3m").left("Glaze", "1m");
    let run = k.run("Glaze");
    k.refuses(Act::More { run, by: span("-1m") }, Refused::TooShort).calls_next_at("17m").expect(&["Glaze: out"]);
}

#[test]
fn less_before_the_window_leaves_a_minute_to_the_look() {
    let k = Kitchen::of(dish("x", [range("Glaze", "15m", "20m")])).at("10m");
    let run = k.run("Glaze");
    k.refuses(Act::More { run, by: span("-5m") }, Refused::TooShort)
        .more("Glaze", "-4m")
        .calls_next_at("11m")
        .expect(&["Glaze: look"]);
}

#[test]
fn a_day_at_once_is_the_most() {
    let k = Kitchen::of(dish("x", [boil("Boil", "9m")]));
    let run = k.run("Boil");
    k.refuses(Act::More { run, by: span("24h 1m") }, Refused::BadTime).more("Boil", "24h").left("Boil", "24h 9m");
}
