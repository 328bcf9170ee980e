//! What follows what: `while` steps, parts, strands that meet, and steps that start without a key.

use super::dishes::{boil, dish, hands, open, rest, span};
use super::kitchen::Kitchen;
use crate::engine::{Act, DishEnd};
use crate::recipe::{HostAt, Phase};

#[test]
fn hands_then_timed_begins_and_timed_then_waits_for_its_key() {
    Kitchen::of(dish("soup", [hands("Chop"), boil("Simmer", "20m"), boil("Reduce", "5m")]))
        .expect(&[])
        .never_calls_again()
        .at("4m")
        .done("Chop")
        .left("Simmer", "20m")
        .calls_next_at("24m")
        .expect(&["Simmer: out"])
        .at("25m")
        .is("Reduce", "ahead")
        .done("Simmer")
        .left("Reduce", "5m");
}

#[test]
fn a_first_timed_step_and_a_loose_timer_count_at_once() {
    Kitchen::of(dish("eggs", [boil("Boil", "9m")])).left("Boil", "9m").timer("12 rice", "12m").left("12 rice", "12m");
}

#[test]
fn all_done_is_served_and_silent() {
    let k = Kitchen::of(dish("eggs", [boil("Boil", "9m"), hands("Peel")])).at("9m").done("Boil").at("12m").done("Peel");
    assert_eq!(k.session.dish(k.dish("eggs")).and_then(|c| c.end), Some(DishEnd::Served(k.now)));
    k.expect(&[]).never_calls_again();
}

#[test]
fn while_steps_open_with_their_host_one_after_the_other_and_hold_up_the_main_line() {
    Kitchen::of(dish(
        "pork",
        [
            hands("Rub"),
            boil("Cook", "1h"),
            hands("Stir").beside("Cook", HostAt::Start),
            hands("Strain").beside("Cook", HostAt::Start),
            hands("Brush"),
        ],
    ))
    .is("Stir", "ahead")
    .done("Rub")
    .is("Stir", "ready")
    .is("Strain", "ahead")
    .at("1h")
    .done("Cook")
    .is("Brush", "ahead")
    .done("Stir")
    .is("Strain", "ready")
    .done("Strain")
    .is("Brush", "ready");
}

#[test]
fn a_while_step_with_its_moment_calls_then() {
    let half = dish("pork", [boil("Cook", "1h"), hands("Stir").beside("Cook", HostAt::Half), hands("Serve")]);
    let left =
        dish("pork", [boil("Cook", "1h"), hands("Stir").beside("Cook", HostAt::Left(span("20m"))), hands("Serve")]);
    let from =
        dish("pork", [boil("Cook", "1h"), hands("Stir").beside("Cook", HostAt::From(span("10m"))), hands("Serve")]);
    for (dish, at) in [(half, "30m"), (left, "40m"), (from, "10m")] {
        Kitchen::of(dish)
            .is("Stir", "ready")
            .expect(&[])
            .calls_next_at(at)
            .expect(&["Stir: start"])
            .heard("Stir: start")
            .expect(&[]);
    }
}

#[test]
fn a_while_step_moves_with_its_host() {
    Kitchen::of(dish(
        "pork",
        [boil("Cook", "1h"), hands("Stir").beside("Cook", HostAt::Left(span("20m"))), hands("Serve")],
    ))
    .more("Cook", "10m")
    .at("10m")
    .pause("Cook")
    .at("13m")
    .go("Cook")
    .calls_next_at("53m")
    .expect(&["Stir: start"]);
}

#[test]
fn a_while_step_of_a_paused_host_does_not_fall_due() {
    Kitchen::of(dish("pork", [rest("Rest", "1h"), hands("Stir").beside("Rest", HostAt::Half), hands("Serve")]))
        .at("10m")
        .pause("Rest")
        .never_calls_again()
        .at("3h")
        .expect(&[])
        .go("Rest")
        .calls_next_at("3h 20m")
        .expect(&["Stir: start"]);
}

#[test]
fn a_while_step_of_a_host_that_ended_early_is_due_with_that() {
    Kitchen::of(dish("pork", [boil("Cook", "1h"), hands("Stir").beside("Cook", HostAt::Half), hands("Serve")]))
        .at("20m")
        .done("Cook")
        .expect(&["Stir: start"])
        .since("Stir: start", "20m");
}

#[test]
fn a_timed_while_step_waits_for_its_key_and_then_calls_patiently() {
    Kitchen::of(dish(
        "pork",
        [hands("Rub"), boil("Cook", "1h"), boil("Rice", "12m").beside("Cook", HostAt::Start), hands("Serve")],
    ))
    .done("Rub")
    .is("Rice", "ready")
    .calls_next_at("5m")
    .expect(&["~Rice: waits"])
    .called("~Rice: waits", 0)
    .calls_next_at("10m")
    .called("~Rice: waits", 1)
    .at("11m")
    .heard("~Rice: waits")
    .expect(&["~Rice: waits (quiet)"])
    .calls_next_at("15m")
    .expect(&["~Rice: waits"])
    .start_ago("Rice", "1m")
    .left("Rice", "11m")
    .expect(&[]);
}

#[test]
fn a_timed_while_step_with_its_moment_rings_until_started() {
    Kitchen::of(dish("pork", [boil("Cook", "1h"), boil("Rice", "12m").beside("Cook", HostAt::Half), hands("Serve")]))
        .at("36m")
        .expect(&["Rice: start"])
        .called("Rice: start", 3)
        .heard("Rice: start")
        .expect(&["~Rice: waits"])
        .start("Rice")
        .expect(&[]);
}

#[test]
fn a_part_holds_up_nobody_but_who_names_it() {
    Kitchen::of(dish(
        "roast",
        [
            boil("Meat", "1h"),
            boil("Potatoes", "30m").part("potatoes").beside("Meat", HostAt::Half),
            hands("Mash").part("potatoes"),
            rest("Rest", "20m"),
            boil("Gravy", "5m").part("gravy").after(&["Meat"]),
            hands("Serve"),
        ],
    ))
    .is("Potatoes", "ready")
    .is("Gravy", "ahead")
    .at("1h")
    .done("Meat")
    .is("Rest", "running")
    .is("Gravy", "ready")
    .start("Gravy")
    .done("Rest")
    .is("Serve", "ahead")
    .done("Gravy")
    .is("Serve", "ahead")
    .done("Potatoes")
    .is("Mash", "ready")
    .done("Mash")
    .is("Serve", "ready");
}

#[test]
fn where_strands_meet_the_other_line_waits_for_a_key() {
    let meet = || {
        dish(
            "pork",
            [
                boil("Cook", "1h"),
                hands("Glaze").part("glaze").beside("Cook", HostAt::Start),
                boil("Sear", "4m").after(&["Cook", "Glaze"]),
            ],
        )
    };
    // Its own line ends last, so it starts.
    Kitchen::of(meet()).done("Glaze").at("1h").done("Cook").is("Sear", "running");
    // The other line ends last: the pork has been waiting, and only the cook knows when it is in the pan.
    Kitchen::of(meet())
        .at("1h")
        .done("Cook")
        .at("1h 3m")
        .done("Glaze")
        .is("Sear", "ready")
        .calls_next_at("1h 8m")
        .expect(&["~Sear: waits"]);
}

#[test]
fn a_hands_step_may_be_done_before_its_moment() {
    Kitchen::of(dish("pork", [boil("Cook", "1h"), hands("Stir").beside("Cook", HostAt::Half), hands("Serve")]))
        .done("Stir")
        .calls_next_at("1h")
        .expect(&["Cook: out"]);
}

#[test]
fn a_timed_step_that_is_skipped_is_over() {
    Kitchen::of(dish(
        "pork",
        [hands("Rub"), boil("Cook", "1h"), boil("A", "5m").beside("Cook", HostAt::Start), hands("Serve")],
    ))
    .done("Rub")
    .done("A")
    .is("A", "done");
}

#[test]
fn a_start_lies_back_a_day_at_most_and_never_ahead() {
    let k = Kitchen::of(dish(
        "pork",
        [boil("Cook", "1h"), boil("Rice", "12m").beside("Cook", HostAt::Start), hands("Serve")],
    ))
    .at("30m");
    let run = k.run("Rice");
    let k = k.refuses(Act::Start { run, ago: span("-1m") }, crate::engine::Refused::BadTime);
    let k = k.refuses(Act::Start { run, ago: span("25h") }, crate::engine::Refused::BadTime);
    k.start_ago("Rice", "15m").expect(&["Rice: out"]).since("Rice: out", "27m");
}

#[test]
fn hands_steps_and_running_ones_are_not_started() {
    let k = Kitchen::of(dish("pork", [hands("Rub"), open("Chill", "30m")]));
    let run = k.run("Rub");
    let k = k.refuses(Act::Start { run, ago: span("0m") }, crate::engine::Refused::NotNow).done("Rub");
    let run = k.run("Chill");
    k.refuses(Act::Start { run, ago: span("0m") }, crate::engine::Refused::NotNow);
}

#[test]
fn on_the_heat_is_by_phase_or_oven() {
    for phase in [Phase::Rest, Phase::Chill, Phase::Cool, Phase::Proof, Phase::Marinate] {
        Kitchen::of(dish("x", [boil("Stand", "10m").phase(phase)])).at("10m").expect(&["~Stand: out"]);
    }
}
