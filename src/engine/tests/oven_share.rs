//! Two dishes and one oven.

use super::dishes::{dish, hands, rest, roast};
use super::kitchen::Kitchen;
use crate::engine::OvenState;
use crate::recipe::{DishId, Oven};
use crate::time::Span;

fn pork() -> Kitchen {
    Kitchen::of(dish("pork", [roast("Roast", "1h", 170), rest("Rest", "30m")])).start("Roast")
}

fn is_set_to(k: &Kitchen, celsius: u16) -> bool {
    matches!(k.session.oven(), OvenState::On { to, .. } if to.celsius() == celsius)
}

#[test]
fn who_wants_another_setting_is_told_which_dish_has_it_and_till_when() {
    let k = pork().cook(dish("tart", [hands("Roll"), roast("Bake", "20m", 220)])).at("10m").done("Roll");
    let used = k.session.oven_use_against(DishId(1), Oven::Celsius(220), k.now).unwrap();
    assert_eq!((used.dish, used.at, used.until - k.now), (DishId(0), Oven::Celsius(170), Span::mins(50)));
}

#[test]
fn within_ten_degrees_two_share() {
    let k = pork().cook(dish("tart", [hands("Roll"), roast("Bake", "20m", 180)])).at("10m").done("Roll").start("Bake");
    assert_eq!(k.session.oven_use_against(DishId(1), Oven::Celsius(180), k.now), None);
    assert!(is_set_to(&k, 170));
}

#[test]
fn a_grill_shares_with_no_oven() {
    let k = pork();
    assert!(k.session.oven_use_against(DishId(9), Oven::Grill, k.now).is_some());
}

#[test]
fn together_all_the_same_the_first_keeps_its_setting() {
    let k = pork().cook(dish("tart", [hands("Roll"), roast("Bake", "20m", 220)])).at("10m").done("Roll").start("Bake");
    assert!(is_set_to(&k, 170));
    k.left("Bake", "20m").left("Roast", "50m");
}

#[test]
fn dinner_is_reckoned_with_the_oven_that_is_taken() {
    let k = pork().cook(dish("tart", [hands("Roll"), roast("Bake", "20m", 220)]));
    let eaten = k.session.eaten(DishId(1)).unwrap().at(k.now);
    // The pork leaves after an hour; another fifty degrees take some minutes.
    assert!(eaten - k.now >= Span::mins(80), "{:?}", eaten - k.now);
}

#[test]
fn a_step_that_would_go_on_inside_waits_while_another_dish_has_the_oven() {
    let steps = [roast("Roast", "30m", 170), roast("Crisp", "10m", 230)];
    let k = Kitchen::of(dish("pork", steps)).start("Roast");
    let k = k.cook(dish("rolls", [hands("Shape"), roast("Bake", "50m", 170)])).only_done("Shape").start("Bake");
    k.at("30m").only_done("Roast").is("Crisp", "ready").expect(&[]);
}

#[test]
fn only_the_first_that_wants_the_oven_is_called_for() {
    let steps = [hands("Season"), roast("Roast", "1h", 170), hands("Brush"), roast("Crisp", "20m", 220)];
    let k = Kitchen::of(dish("pork", steps)).oven_on("oven to 170C");
    assert_eq!(k.session.oven_call(k.now), None);
    let k = Kitchen::of(dish("pork", [rest("Chill", "1h"), roast("Roast", "1h", 170)]));
    assert_eq!(k.session.oven_call(k.now).map(|(at, _)| at - k.now), Some(Span::mins(45)));
}
