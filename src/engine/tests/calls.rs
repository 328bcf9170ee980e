//! How steps call: ends, windows, cues, repeats, and what makes them quiet.

use super::dishes::{boil, dish, every, every_to, hands, open, range, rest, roast, span};
use super::kitchen::Kitchen;
use crate::engine::{Act, Refused};
use crate::recipe::CueAt;

#[test]
fn a_ring_calls_at_0_1_3_5_and_every_5_minutes() {
    let mut k = Kitchen::of(dish("eggs", [boil("Boil", "9m")])).calls_next_at("9m").called("Boil: out", 0);
    for (at, times) in [("10m", 1), ("12m", 2), ("14m", 3), ("19m", 4), ("24m", 5), ("29m", 6)] {
        k = k.calls_next_at(at).called("Boil: out", times).since("Boil: out", "9m");
    }
    k.at("9h 9m").called("Boil: out", 110);
}

#[test]
fn quiet_lasts_two_minutes_and_the_ring_stands() {
    Kitchen::of(dish("eggs", [boil("Boil", "9m")]))
        .at("9m 30s")
        .heard("Boil: out")
        .expect(&["Boil: out (quiet)"])
        .at("11m 29s")
        .expect(&["Boil: out (quiet)"])
        .at("11m 30s")
        .expect(&["Boil: out"])
        .heard("Boil: out")
        .at("13m 30s")
        .expect(&["Boil: out"])
        .done("Boil")
        .expect(&[]);
}

#[test]
fn calm_ends_and_open_ones_call_softly_once() {
    Kitchen::of(dish("x", [rest("Rest", "10m"), open("Chill", "30m"), hands("Serve")]))
        .calls_next_at("10m")
        .expect(&["~Rest: out"])
        .never_calls_again()
        .heard("~Rest: out")
        .expect(&[])
        .done("Rest")
        .calls_next_at("40m")
        .expect(&["~Chill: out"])
        .never_calls_again()
        .at("9h")
        .called("~Chill: out", 0)
        .done("Chill");
}

#[test]
fn a_rest_in_the_oven_is_not_calm() {
    Kitchen::of(dish("x", [roast("Warm", "10m", 80).phase(crate::recipe::Phase::Rest)]))
        .expect(&["oven to 80C"])
        .start("Warm")
        .at("10m")
        .expect(&["Warm: out"]);
}

#[test]
fn a_range_calls_to_look_and_then_out() {
    Kitchen::of(dish("x", [range("Glaze", "15m", "20m")]))
        .calls_next_at("15m")
        .expect(&["Glaze: look"])
        .calls_next_at("16m")
        .called("Glaze: look", 1)
        .heard("Glaze: look")
        .expect(&[])
        .calls_next_at("20m")
        .expect(&["Glaze: out"])
        .since("Glaze: out", "20m");
}

#[test]
fn a_look_that_nobody_took_gives_way_to_out() {
    Kitchen::of(dish("x", [range("Glaze", "15m", "20m")]))
        .at("15m")
        .expect(&["Glaze: look"])
        .at("20m")
        .expect(&["Glaze: out"]);
}

#[test]
fn a_calm_range_is_soft_at_both_ends() {
    Kitchen::of(dish("x", [range("Bulk", "4h", "6h").phase(crate::recipe::Phase::Proof)]))
        .at("4h")
        .expect(&["~Bulk: look"])
        .calls_next_at("6h")
        .expect(&["~Bulk: out"])
        .never_calls_again();
}

#[test]
fn cues_count_to_the_earlier_end() {
    let dish = dish(
        "x",
        [range("Glaze", "16m", "20m")
            .cue(CueAt::Half, "brush")
            .cue(CueAt::Left(span("4m")), "tent")
            .cue(CueAt::From(span("2m")), "turn")],
    );
    Kitchen::of(dish)
        .calls_next_at("2m")
        .expect(&["Glaze: turn"])
        .heard("Glaze: turn")
        .expect(&[])
        .calls_next_at("8m")
        .expect(&["Glaze: brush"])
        .heard("Glaze: brush")
        .calls_next_at("12m")
        .expect(&["Glaze: tent"])
        .heard("Glaze: tent")
        .calls_next_at("16m")
        .expect(&["Glaze: look"]);
}

#[test]
fn cues_of_one_moment_are_one_call_and_one_key() {
    let dish = dish(
        "x",
        [boil("Braise", "1h")
            .cue(every("15m"), "baste")
            .cue(CueAt::Half, "turn")
            .cue(CueAt::From(span("30m")), "salt")],
    );
    Kitchen::of(dish)
        .at("15m")
        .heard("Braise: baste")
        .calls_next_at("30m")
        .expect(&["Braise: baste + turn + salt"])
        .heard("Braise: baste + turn + salt")
        .expect(&[])
        .calls_next_at("45m")
        .expect(&["Braise: baste"]);
}

#[test]
fn of_cues_that_came_together_those_not_repeated_stay() {
    let dish = dish("x", [boil("Braise", "1h").cue(every("15m"), "baste").cue(CueAt::Half, "turn")]);
    Kitchen::of(dish)
        .at("45m")
        .expect(&["Braise: turn", "Braise: baste"])
        .missed("Braise: baste", 2)
        .since("Braise: turn", "30m");
}

#[test]
fn a_cue_is_gone_at_the_end() {
    Kitchen::of(dish("x", [boil("Braise", "1h").cue(CueAt::Left(span("5m")), "taste")]))
        .at("1h")
        .expect(&["Braise: out"]);
}

#[test]
fn a_cue_moves_with_pauses_and_extensions() {
    Kitchen::of(dish("x", [rest("Rest", "1h").cue(CueAt::Half, "turn").cue(CueAt::Left(span("10m")), "look")]))
        .at("10m")
        .pause("Rest")
        .at("25m")
        .go("Rest")
        .calls_next_at("45m")
        .expect(&["Rest: turn"])
        .heard("Rest: turn")
        .more("Rest", "20m")
        .calls_next_at("1h 25m")
        .expect(&["Rest: look"]);
}

#[test]
fn every_is_replaced_by_the_next_and_counts_what_was_missed() {
    Kitchen::of(dish("x", [boil("Steak", "6m").cue(every("1m"), "flip")]))
        .calls_next_at("1m")
        .missed("Steak: flip", 0)
        .calls_next_at("2m")
        .expect(&["Steak: flip"])
        .missed("Steak: flip", 1)
        .heard("Steak: flip")
        .expect(&[])
        .calls_next_at("3m")
        .missed("Steak: flip", 0)
        .at("5m")
        .missed("Steak: flip", 2)
        .heard("Steak: flip")
        .calls_next_at("6m")
        .expect(&["Steak: out"]);
}

#[test]
fn eight_hours_asleep_are_one_ring() {
    let k = Kitchen::of(dish("x", [boil("Braise", "9h").cue(every("15m"), "baste")]));
    let now = k.moment("8h");
    let alarms = k.session.alarms(now);
    assert_eq!(alarms.iter().map(|alarm| (alarm.since, alarm.missed)).collect::<Vec<_>>(), [(now, 31)]);
    assert_eq!(k.session.next_wake(now), Some(k.moment("8h 1m")));
}

#[test]
fn every_never_falls_on_an_end() {
    // Both ends of the range are multiples, and neither is counted as missed.
    let k = Kitchen::of(dish("x", [range("Bulk", "1h", "2h").cue(every("15m"), "fold")]));
    let mut k = k
        .at("45m")
        .missed("Bulk: fold", 2)
        .heard("Bulk: fold")
        .calls_next_at("1h")
        .expect(&["Bulk: look"])
        .heard("Bulk: look");
    k = k.calls_next_at("1h 15m").expect(&["Bulk: fold"]).missed("Bulk: fold", 0);
    k.at("1h 45m")
        .missed("Bulk: fold", 2)
        .since("Bulk: fold", "1h 45m")
        .heard("Bulk: fold")
        .calls_next_at("2h")
        .expect(&["Bulk: out"]);

    // First seen after the earlier end: 15, 30, 45 and 75 were missed, and at 60 there is no call.
    let k = Kitchen::of(dish("x", [range("Bulk", "1h", "2h").cue(every("15m"), "fold")]));
    k.at("1h 30m").missed("Bulk: fold", 4);

    // The last call before the end stands until the end.
    Kitchen::of(dish("x", [boil("Fry", "10m").cue(every("5m"), "turn")]))
        .at("9m 59s")
        .since("Fry: turn", "5m")
        .at("10m")
        .expect(&["Fry: out"]);
}

#[test]
fn every_to_calls_on_its_last_and_no_more() {
    Kitchen::of(dish(
        "x",
        [range("Bulk", "4h", "6h").phase(crate::recipe::Phase::Proof).cue(every_to("30m", "3h"), "fold")],
    ))
    .at("2h 45m")
    .heard("Bulk: fold")
    .calls_next_at("3h")
    .expect(&["Bulk: fold"])
    .heard("Bulk: fold")
    .calls_next_at("4h")
    .expect(&["~Bulk: look"]);
}

#[test]
fn an_open_step_goes_on_with_its_repeats() {
    Kitchen::of(dish("x", [open("Smoke", "1h").cue(every("20m"), "chips")]))
        .at("40m")
        .heard("Smoke: chips")
        .calls_next_at("1h")
        .expect(&["~Smoke: out"])
        .calls_next_at("1h 20m")
        .expect(&["Smoke: chips", "~Smoke: out"])
        .missed("Smoke: chips", 0);
}

#[test]
fn what_was_heard_or_is_over_is_refused() {
    let k = Kitchen::of(dish("x", [boil("Braise", "1h").cue(every("15m"), "baste")])).at("15m");
    let alarm = k.alarm("Braise: baste").id;
    let k = k.heard("Braise: baste").refuses(Act::Acknowledge { alarm }, Refused::Stale).at("30m");
    k.refuses(Act::Acknowledge { alarm }, Refused::Stale).expect(&["Braise: baste"]);
}

#[test]
fn what_matters_most_comes_first() {
    Kitchen::new()
        .cook(dish("a", [rest("Rest", "5m")]))
        .cook(dish("b", [boil("Rice", "7m")]))
        .cook(dish("c", [boil("Beans", "6m").cue(CueAt::From(span("1m")), "stir")]))
        .cook(dish("d", [boil("Stock", "1h").cue(CueAt::From(span("1m")), "skim")]))
        .at("7m")
        .expect(&["Beans: out", "Rice: out", "Stock: skim", "~Rest: out"])
        .heard("Beans: out")
        .expect(&["Rice: out", "Stock: skim", "~Rest: out", "Beans: out (quiet)"]);
}
