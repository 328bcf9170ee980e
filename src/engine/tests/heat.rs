//! A countdown on heat begins when the cook says that the food is on it.

use super::dishes::{boil, dish, hands, roast};
use super::kitchen::Kitchen;
use crate::recipe::Phase;

#[test]
fn the_first_step_waits_for_its_food() {
    Kitchen::new()
        .waiting(dish("soup", [boil("Simmer", "20m").phase(Phase::Simmer)]))
        .is("Simmer", "ready")
        .expect(&[])
        .calls_next_at("5m")
        .expect(&["~Simmer: waits"])
        .start("Simmer")
        .left("Simmer", "20m");
}

#[test]
fn a_calm_step_begins_with_the_enter_before_it() {
    Kitchen::new()
        .waiting(dish("dough", [hands("Knead"), boil("Proof", "1h").phase(Phase::Proof)]))
        .at("10m")
        .only_done("Knead")
        .left("Proof", "1h");
}

#[test]
fn what_is_on_the_hob_stays_there() {
    Kitchen::of(dish("soup", [boil("Boil", "5m").phase(Phase::Boil), boil("Simmer", "20m").phase(Phase::Simmer)]))
        .at("5m")
        .only_done("Boil")
        .left("Simmer", "20m");
}

#[test]
fn between_hob_and_hob_the_hands_may_take_it_off() {
    let steps = [boil("Boil", "5m").phase(Phase::Boil), hands("Drain"), boil("Fry", "4m").phase(Phase::Fry)];
    Kitchen::of(dish("rice", steps)).at("5m").only_done("Boil").only_done("Drain").is("Fry", "ready");
}

#[test]
fn food_that_was_in_this_oven_goes_back_with_one_enter() {
    let steps = [roast("Roast", "1h", 200), hands("Baste"), hands("Turn"), roast("Roast on", "20m", 200)];
    Kitchen::of(dish("pork", steps))
        .start("Roast")
        .at("1h")
        .only_done("Roast")
        .only_done("Baste")
        .is("Roast on", "ahead")
        .only_done("Turn")
        .left("Roast on", "20m");
}

#[test]
fn what_was_never_in_it_waits_though_the_oven_is_hot() {
    Kitchen::of(dish("pork", [roast("Roast", "1h", 200)]))
        .start("Roast")
        .waiting(dish("rolls", [hands("Shape"), roast("Bake", "20m", 200)]))
        .at("10m")
        .only_done("Shape")
        .is("Bake", "ready")
        .start("Bake")
        .left("Bake", "20m");
}
