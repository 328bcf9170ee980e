//! The total of a recipe and the forecast of the same dish are one figure, for every recipe and choice.

use super::evenings::some_recipe_dish;
use crate::engine::{Act, Session};
use crate::recipe::read::read;
use crate::recipe::{Dish, DishId, SetUp, order, totals};
use crate::time::{Moment, Span};
use proptest::prelude::{ProptestConfig, prop_assert_eq, proptest};

const START: Moment = Moment::millis(77_000_000);

/// How long the dish takes by the forecast, if it is begun in a cold kitchen.
fn forecast(dish: &Dish) -> Option<Span> {
    let mut session = Session::new();
    session.apply(Act::Add { dish: DishId(0), what: Box::new(dish.clone()) }, START).unwrap();
    session.eaten(DishId(0)).map(|eaten| eaten.at(START) - START)
}

#[test]
fn a_recipe_takes_as_long_on_the_shelf_as_on_the_board() {
    let files = [
        include_bytes!("../../../recipes.toml").as_slice(),
        include_bytes!("../../../tests/recipes/roast-beef.toml"),
        include_bytes!("../../../tests/recipes/sourdough.toml"),
        include_bytes!("../../../tests/recipes/steak.toml"),
        include_bytes!("../../../tests/recipes/pancakes.toml"),
    ];
    let mut compared = 0;
    for recipe in files.into_iter().flat_map(|file| read(file).recipes) {
        for answers in order::combinations(&recipe) {
            let dish = Dish::prepare(&recipe, &SetUp { answers: answers.clone(), ..SetUp::default() });
            let Some(forecast) = forecast(&dish) else { continue };
            assert_eq!(forecast, totals(&dish).longest, "{}, {answers:?}", recipe.name);
            compared += 1;
        }
    }
    assert!(compared > 8, "{compared}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn any_dish_takes_as_long_by_its_total_as_by_the_forecast(dish in some_recipe_dish()) {
        if let Some(forecast) = forecast(&dish) {
            prop_assert_eq!(forecast, totals(&dish).longest);
        }
    }
}
