//! Planned starts: they ring at their moment and begin nothing.

use super::dishes::{boil, dish, hands};
use super::kitchen::Kitchen;
use crate::engine::{Act, ActId, Refused};

fn potatoes() -> Kitchen {
    Kitchen::of(dish("potatoes", [hands("Wash"), boil("Boil", "12m"), hands("Peel")]))
}

#[test]
fn a_planned_start_rings_and_begins_nothing() {
    potatoes()
        .plan(&[("Boil", "30m")])
        .at("1m")
        .done("Wash")
        .is("Boil", "ready")
        .calls_next_at("30m")
        .expect(&["Boil: start"])
        .calls_next_at("31m")
        .called("Boil: start", 1)
        .heard("Boil: start")
        .expect(&[])
        .calls_next_at("35m")
        .expect(&["~Boil: waits"])
        .start("Boil")
        .calls_next_at("47m")
        .expect(&["Boil: out"]);
}

#[test]
fn a_planned_hands_step_calls_as_a_reminder() {
    potatoes()
        .plan(&[("Wash", "10m")])
        .calls_next_at("10m")
        .expect(&["Wash: start"])
        .done("Wash")
        .is("Boil", "running");
}

#[test]
fn a_planned_start_that_is_over_holds_up_nothing() {
    potatoes().plan(&[("Boil", "30m")]).at("33m").done("Wash").is("Boil", "running");
}

#[test]
fn a_new_plan_takes_the_place_of_the_old_one() {
    potatoes()
        .plan(&[("Boil", "30m"), ("Peel", "50m")])
        .done("Wash")
        .at("30m")
        .heard("Boil: start")
        .plan(&[("Boil", "40m")])
        .expect(&[])
        .calls_next_at("40m")
        .expect(&["Boil: start"])
        .start("Boil")
        .at("55m")
        .done("Boil")
        .expect(&[]);
}

#[test]
fn a_plan_for_one_dish_leaves_the_other_one() {
    potatoes()
        .cook(dish("rice", [hands("Rinse"), boil("Rice", "12m")]))
        .plan(&[("Boil", "30m"), ("Rice", "20m")])
        .plan(&[("Boil", "35m")])
        .done("Rinse")
        .done("Wash")
        .calls_next_at("20m")
        .expect(&["Rice: start"]);
}

#[test]
fn starts_of_steps_begun_are_passed_over() {
    potatoes().done("Wash").plan(&[("Wash", "9m"), ("Boil", "10m")]).calls_next_at("12m").expect(&["Boil: out"]);
}

#[test]
fn a_plan_for_acts_to_come_is_refused() {
    potatoes().refuses(Act::Plan { made_for: ActId(9), starts: Vec::new() }, Refused::BadTime);
}
