//! The oven: called in time, asked once, and never set to what the cook was not told.

use super::dishes::{boil, dish, hands, open, rest, roast};
use super::kitchen::Kitchen;
use crate::engine::{Act, OvenState, OvenTurn, Refused};
use crate::recipe::{Dish, HostAt, Oven};

fn pork() -> Dish {
    dish(
        "pork",
        [
            rest("Chill", "30m"),
            roast("Roast", "1h", 170),
            hands("Brush"),
            roast("Glaze", "20m", 220),
            rest("Rest", "10m"),
        ],
    )
}

/// Turned on in time, and hot when the pork goes in.
#[track_caller]
fn roasting() -> Kitchen {
    Kitchen::of(pork())
        .at("15m")
        .oven_on("oven to 170C")
        .at("30m")
        .oven_hot("oven hot? 170C")
        .done("Chill")
        .is("Roast", "running")
}

#[test]
fn from_cold_it_calls_a_preheat_before_and_then_asks() {
    Kitchen::of(pork())
        .calls_next_at("15m")
        .expect(&["oven to 170C"])
        .calls_next_at("16m")
        .called("oven to 170C", 1)
        .heard("oven to 170C")
        .expect(&["oven to 170C (quiet)"])
        .calls_next_at("18m")
        .oven_on("oven to 170C")
        .expect(&[])
        .at("30m")
        .expect(&["~Chill: out"])
        .calls_next_at("33m")
        .expect(&["oven hot? 170C", "~Chill: out"])
        .oven_hot("oven hot? 170C")
        .at("40m")
        .done("Chill")
        .left("Roast", "1h")
        .expect(&[]);
}

#[test]
fn a_preheat_of_its_own_length() {
    Kitchen::of(dish("bread", [rest("Proof", "2h"), roast("Bake", "20m", 250).preheat("45m")]))
        .calls_next_at("1h 15m")
        .expect(&["oven to 250C"]);
}

#[test]
fn the_call_moves_with_what_goes_before() {
    Kitchen::of(pork())
        .more("Chill", "10m")
        .at("20m")
        .pause("Chill")
        .never_calls_again()
        .at("1h")
        .go("Chill")
        .calls_next_at("1h 5m")
        .expect(&["oven to 170C"]);
}

#[test]
fn hands_steps_on_the_way_count_with_what_they_take() {
    let dish = || dish("x", [hands("Chop").takes("10m"), hands("Mix").takes("10m"), roast("Bake", "20m", 200)]);
    // 10 and 10 minutes: due when the first is half done; from then the call stands until its key.
    Kitchen::of(dish()).calls_next_at("5m").expect(&["oven to 200C"]);
    Kitchen::of(dish()).at("2m").done("Chop").expect(&["oven to 200C"]).since("oven to 200C", "2m");
    // Far ahead, it moves later as long as the cook takes.
    Kitchen::of(self::dish("x", [hands("Chop"), hands("Mix").takes("40m"), roast("Bake", "20m", 200)]))
        .never_calls_again()
        .done("Chop")
        .calls_next_at("25m");
}

#[test]
fn not_hot_yet_the_food_waits_and_the_question_rings() {
    Kitchen::of(pork())
        .at("25m")
        .oven_on("oven to 170C")
        .at("30m")
        .done("Chill")
        .is("Roast", "ready")
        .expect(&[])
        .calls_next_at("40m")
        .expect(&["oven hot? 170C"])
        .called("oven hot? 170C", 0)
        .calls_next_at("41m")
        .oven_hot("oven hot? 170C")
        .calls_next_at("46m")
        .expect(&["~Roast: waits"])
        .start("Roast")
        .left("Roast", "1h");
}

#[test]
fn it_may_be_said_to_be_hot_by_putting_the_food_in() {
    Kitchen::of(pork())
        .at("30m")
        .done("Chill")
        .expect(&["oven to 170C"])
        .start("Roast")
        .expect(&[])
        .calls_next_at("1h 30m")
        .expect(&["Roast: out"]);
}

#[test]
fn going_up_with_the_food_outside_waits_for_heat() {
    let k = roasting().at("1h 30m");
    assert_eq!(k.session.oven_after(k.run("Roast"), k.now), OvenTurn::To(Oven::Celsius(220)));
    // 50 of 200 degrees are a quarter of the preheat; no heating takes less than 5 minutes.
    k.done("Roast")
        .is("Brush", "ready")
        .at("1h 32m")
        .done("Brush")
        .is("Glaze", "ready")
        .expect(&[])
        .calls_next_at("1h 35m")
        .expect(&["oven hot? 220C"])
        .oven_hot("oven hot? 220C")
        .start("Glaze")
        .calls_next_at("1h 55m")
        .expect(&["Glaze: out"]);
}

#[test]
fn hot_again_by_its_time_it_is_not_waited_for() {
    roasting()
        .at("1h 30m")
        .done("Roast")
        .at("1h 36m")
        .expect(&["oven hot? 220C"])
        .done("Brush")
        .is("Glaze", "running")
        .expect(&[]);
}

#[test]
fn going_down_waits_for_nothing() {
    let dish =
        dish("pork", [roast("Roast", "1h", 180), hands("Baste"), roast("Glaze", "20m", 120), rest("Cool", "5m")]);
    let k = Kitchen::of(dish).start("Roast").at("1h");
    assert_eq!(k.session.oven_after(k.run("Roast"), k.now), OvenTurn::To(Oven::Celsius(120)));
    k.done("Roast").expect(&[]).at("1h 2m").done("Baste").is("Glaze", "running");
}

#[test]
fn with_the_food_inside_nothing_is_waited_for() {
    Kitchen::of(dish("beef", [roast("Low", "1h", 120), roast("High", "10m", 240)]))
        .start("Low")
        .at("1h")
        .done("Low")
        .left("High", "10m")
        .expect(&[]);
}

#[test]
fn settings_that_no_dial_tells_apart_are_one() {
    let mut bread = dish("bread", [hands("Shape"), roast("Bake", "20m", 175)]);
    if let Some(step) = bread.steps.get_mut(1) {
        step.oven = Some(Oven::Fahrenheit(350));
    }
    Kitchen::of(dish("pork", [roast("Roast", "1h", 178), rest("Rest", "5m")]))
        .start("Roast")
        .cook(bread)
        .at("1h")
        .done("Roast")
        .expect(&[])
        .done("Shape")
        .is("Bake", "running");
}

#[test]
fn after_the_last_it_is_turned_off() {
    let k = roasting().at("1h 40m").done("Roast").done("Brush").start("Glaze").at("2h");
    assert_eq!(k.session.oven_after(k.run("Glaze"), k.now), OvenTurn::Off);
    k.done("Glaze")
        .expect(&[])
        .calls_next_at("2h 1m")
        .expect(&["oven off"])
        .oven_off()
        .expect(&[])
        .calls_next_at("2h 10m")
        .expect(&["~Rest: out"]);
}

#[test]
fn between_steps_far_apart_it_is_turned_off_and_on_again() {
    let dish = dish("x", [roast("Bake", "20m", 200), rest("Cool", "2h"), roast("Again", "10m", 180)]);
    let k = Kitchen::of(dish)
        .start("Bake")
        .at("20m")
        .done("Bake")
        .calls_next_at("21m")
        .expect(&["oven off"])
        .oven_off()
        .expect(&[]);
    k.calls_next_at("2h 5m")
        .expect(&["oven to 180C"])
        .oven_on("oven to 180C")
        .expect(&[])
        .at("2h 20m")
        .expect(&["oven hot? 180C", "~Cool: out"]);
}

#[test]
fn left_on_in_between_it_is_told_the_new_setting_in_time() {
    let dish = dish("x", [roast("Bake", "20m", 180), rest("Cool", "2h"), roast("Again", "10m", 220)]);
    Kitchen::of(dish)
        .start("Bake")
        .at("20m")
        .done("Bake")
        .at("22m")
        .heard("oven off")
        .at("2h 5m")
        .expect(&["oven to 220C"])
        .oven_on("oven to 220C")
        // 40 of 200 degrees: 3 minutes, but no heating takes less than 5.
        .expect(&[])
        .calls_next_at("2h 10m")
        .expect(&["oven hot? 220C"]);
}

#[test]
fn the_next_user_may_be_another_dish() {
    let k = Kitchen::of(dish("pork", [roast("Roast", "1h", 180), rest("Rest", "30m")]))
        .start("Roast")
        .cook(dish("tart", [rest("Stand", "1h 10m"), roast("Bake", "20m", 220)]))
        .at("1h");
    assert_eq!(k.session.oven_after(k.run("Roast"), k.now), OvenTurn::To(Oven::Celsius(220)));
    k.done("Roast").expect(&[]).calls_next_at("1h 5m").expect(&["oven hot? 220C"]);
}

#[test]
fn while_food_is_inside_another_dish_does_not_turn_the_oven() {
    let k = Kitchen::of(dish("pork", [roast("Roast", "1h", 180), rest("Rest", "30m")]))
        .start("Roast")
        .cook(dish("tart", [hands("Roll"), roast("Bake", "20m", 220)]))
        .expect(&[])
        .done("Roll")
        .is("Bake", "ready");
    assert!(matches!(k.session.oven(), OvenState::On { to: Oven::Celsius(180), .. }));
    // No call while the oven is in use; the words of the pork's end tell it.
    k.calls_next_at("1h")
        .expect(&["Roast: out"])
        .done("Roast")
        .expect(&[])
        .calls_next_at("1h 5m")
        .expect(&["oven hot? 220C"]);
}

#[test]
fn what_no_ending_step_can_tell_is_called() {
    // The oven heats for the pork; the tart comes first and needs more.
    let k = Kitchen::of(dish("pork", [rest("Chill", "30m"), roast("Roast", "1h", 170)]))
        .at("15m")
        .oven_on("oven to 170C")
        .at("20m")
        .stop("pork")
        .cook(dish("tart", [hands("Roll"), roast("Bake", "20m", 220)]))
        .expect(&["oven to 220C"]);
    assert!(matches!(k.session.oven(), OvenState::On { to: Oven::Celsius(170), .. }));
    // Ten minutes of the first heating are left, plus five; from cold it would be fifteen.
    k.oven_on("oven to 220C").expect(&[]).calls_next_at("35m").expect(&["oven hot? 220C"]);
}

#[test]
fn a_dish_that_comes_keeps_the_oven_on() {
    roasting()
        .at("1h 30m")
        .done("Roast")
        .done("Brush")
        .start("Glaze")
        .at("2h")
        .done("Glaze")
        .cook(dish("rolls", [hands("Shape"), roast("Bake", "20m", 220)]))
        .at("2h 9m")
        .expect(&[])
        .done("Shape")
        .is("Bake", "running");
}

#[test]
fn a_dish_given_up_turns_the_oven_off_but_not_for_others() {
    roasting().at("40m").stop("pork").calls_next_at("41m").expect(&["oven off"]);
    roasting()
        .cook(dish("rolls", [roast("Bake", "20m", 170)]))
        .is("Bake", "running")
        .stop("pork")
        .at("45m")
        .expect(&[]);
}

#[test]
fn turning_it_on_can_be_taken_back() {
    Kitchen::of(pork())
        .at("15m")
        .oven_on("oven to 170C")
        .at("17m")
        .undo("pork")
        .expect(&["oven to 170C"])
        .since("oven to 170C", "15m");
}

#[test]
fn stale_words_to_the_oven_are_refused() {
    let k = Kitchen::of(pork()).at("15m");
    let on = k.alarm("oven to 170C").id;
    let k = k.oven_on("oven to 170C").refuses(Act::OvenOn { alarm: on }, Refused::Stale).at("30m");
    let hot = k.alarm("oven hot? 170C").id;
    let k = k.refuses(Act::OvenOff { alarm: hot }, Refused::Stale).oven_hot("oven hot? 170C");
    let k = k
        .refuses(Act::OvenHot { alarm: hot }, Refused::Stale)
        .done("Chill")
        .refuses(Act::OvenOn { alarm: on }, Refused::Stale);
    let k = k.at("40m").stop("pork").at("41m");
    let off = k.alarm("oven off").id;
    k.oven_off()
        .refuses(Act::OvenOff { alarm: off }, Refused::Stale)
        .refuses(Act::OvenOn { alarm: on }, Refused::Stale);
}

#[test]
fn an_oven_step_beside_another_is_called_at_its_moment() {
    Kitchen::of(dish(
        "roast",
        [
            roast("Beef", "1h", 180),
            roast("Potatoes", "30m", 180).part("potatoes").beside("Beef", HostAt::Half),
            boil("Gravy", "5m"),
        ],
    ))
    .start("Beef")
    .is("Potatoes", "ready")
    .calls_next_at("30m")
    .expect(&["Potatoes: start"])
    .start("Potatoes")
    .calls_next_at("1h")
    .expect(&["Beef: out", "Potatoes: out"]);
}

#[test]
fn while_an_open_step_goes_on_for_hours_the_oven_can_wait() {
    let bread = || dish("bread", [open("Retard", "8h"), hands("Slash"), roast("Bake", "20m", 250).preheat("45m")]);
    let tart = dish("tart", [open("Chill", "30m"), roast("Bake", "20m", 180)]);
    Kitchen::of(tart).at("16m").expect(&["oven to 180C"]).called("oven to 180C", 1);
    // The cook is not woken for it.
    Kitchen::of(bread())
        .calls_next_at("7h 17m")
        .expect(&["~oven to 250C"])
        .calls_next_at("8h")
        .expect(&["~oven to 250C", "~Retard: out"])
        .never_calls_again()
        .at("9h")
        .oven_on("~oven to 250C")
        .calls_next_at("9h 45m")
        .expect(&["oven hot? 250C", "~Retard: out"]);
    // Heard and ignored, it rings once the bread waits for it.
    Kitchen::of(bread())
        .at("7h 30m")
        .heard("~oven to 250C")
        .expect(&[])
        .at("9h")
        .expect(&["~Retard: out"])
        .done("Retard")
        .expect(&["oven to 250C"])
        .since("oven to 250C", "9h");
}

#[test]
fn waiting_is_counted_from_when_the_oven_was_hot() {
    let k = Kitchen::of(pork()).at("30m").done("Chill").oven_on("oven to 170C").at("50m").oven_hot("oven hot? 170C");
    let (dish, step) = (k.dish("pork"), crate::recipe::StepId(1));
    assert_eq!(k.session.due(dish, step).map(|due| due.at(k.now)), Some(k.now));
    k.expect(&[]).calls_next_at("55m").expect(&["~Roast: waits"]).called("~Roast: waits", 0);
}
