//! Recipes as kitchens.

use super::{Equipment, dinner};
use crate::plan::{Hold, Kitchen, Obstacle, Planned, Stretch, check, obstacle, plan};
use crate::recipe::{Dish, SetUp, read};
use std::cell::Cell;

#[track_caller]
fn kitchen(toml: &str) -> Kitchen {
    let read = read::read(toml.as_bytes());
    assert!(!read.recipes.is_empty(), "{:?}", read.faults);
    let dishes: Vec<Dish> = read.recipes.iter().map(|recipe| Dish::prepare(recipe, &SetUp::default())).collect();
    dinner(&dishes, &Equipment::default(), None)
}

fn planned(kitchen: &Kitchen) -> Option<Planned> {
    let left = Cell::new(2_000);
    let stop = || {
        left.set(left.get() - 1);
        left.get() <= 0
    };
    plan(kitchen, None, &stop, &mut |_| {})
}

#[test]
fn a_step_occupies_what_its_phase_does() {
    let kitchen = kitchen(
        "name = \"x\"\n[[step]]\nphase = \"prep\"\ntakes = \"12m\"\n[[step]]\nphase = \"simmer\"\nfor = \"20m\"\n\
         cues = [{ at = \"half\", say = \"Stir\" }]\n[[step]]\nphase = \"fry\"\nfor = \"4m\"\n[[step]]\nphase = \"roast\"\n\
         oven = \"200C\"\nfor = \"30m - 40m\"\n[[step]]\nphase = \"rest\"\nfor = \"10m+\"\n",
    );
    let hands = |n: usize| kitchen.steps[n].hands.iter().map(|s| (s.from, s.lasts)).collect::<Vec<_>>();
    assert_eq!(hands(0), [(0, 12)]);
    assert_eq!(hands(1), [(0, 1), (10, 1), (19, 1)]);
    assert_eq!(hands(2), [(0, 4)]);
    assert_eq!(hands(3), [(0, 1), (30, 1), (39, 1)]);
    assert_eq!(hands(4), []);
    assert_eq!(kitchen.steps.iter().map(|step| step.burner).collect::<Vec<_>>(), [false, true, true, false, false]);
    assert_eq!(kitchen.steps[3].oven.map(|heat| heat.celsius), Some(200));
    assert!(kitchen.steps[4].open && kitchen.dishes[0].weight == 1);
}

#[test]
fn needs_and_keeps_of_the_recipe_come_first() {
    let kitchen = kitchen(
        "name = \"x\"\n[[step]]\nphase = \"prep\"\ntakes = \"3m\"\nneeds = [\"hands\", \"burner\"]\nkeeps = \"7m\"\n\
         [[step]]\nphase = \"simmer\"\nfor = \"5m\"\nneeds = [\"hands\"]\n",
    );
    assert!(kitchen.steps[0].burner && !kitchen.steps[1].burner);
    assert_eq!(kitchen.steps[1].hands, [Stretch { from: 0, lasts: 5 }]);
    assert_eq!(kitchen.steps[1].after[0].keeps, Some(7));
}

#[test]
fn food_waits_for_an_oven_that_goes_up() {
    let kitchen = kitchen(
        "name = \"x\"\n[[step]]\nphase = \"roast\"\noven = \"150C\"\nfor = \"30m\"\n[[step]]\nphase = \"baste\"\ntakes = \"3m\"\n\
         keeps = \"1m\"\n[[step]]\nphase = \"glaze\"\noven = \"220C\"\nfor = \"10m\"\n",
    );
    let found = planned(&kitchen).unwrap();
    assert_eq!(check(&kitchen, &found.starts), Ok(()));
    assert!(found.proven[1], "the meal is proven");
}

#[test]
fn shipped_recipes_can_be_planned_together() {
    let kitchen = kitchen(include_str!("../../../recipes.toml"));
    let found = planned(&kitchen).unwrap();
    assert_eq!(check(&kitchen, &found.starts), Ok(()));
}

#[test]
fn five_burners_at_once_are_too_many() {
    let pots: String = (1..=5)
        .map(|n| {
            format!(
                "[[step]]\nphase = \"boil\"\ntitle = \"Pot {n}\"\npart = \"p{n}\"\nkeeps = \"0m\"\nfor = \"{}m\"\n",
                20 + n
            )
        })
        .collect();
    let all = "after = [\"Pot 1\", \"Pot 2\", \"Pot 3\", \"Pot 4\", \"Pot 5\"]";
    let text = format!("name = \"Five\"\n{pots}[[step]]\nphase = \"serve\"\n{all}\n")
        .replace("keeps = \"0m\"", "keeps = \"4m\"");
    let kitchen = kitchen(&text);
    assert_eq!(planned(&kitchen), None);
    assert_eq!(obstacle(&kitchen), Some(Obstacle::Clash(4, 3, Hold::Burner)));
}
