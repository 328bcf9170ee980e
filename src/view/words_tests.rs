//! What a ring says about the oven.

use super::words;
use crate::engine::{Act, AlarmId, Session};
use crate::recipe::read::read;
use crate::recipe::{Dish, DishId, SetUp, StepId};
use crate::time::{Moment, Span};

/// The words at the end of a roast at 350 °F with the recipe's words `then`, after which the oven goes to 250 °F.
fn said(then: &str) -> Vec<String> {
    let text = format!(
        "name = \"Ribs\"\n[[step]]\nphase = \"roast\"\nfor = \"10m\"\noven = \"350F\"\nthen = \"{then}\"\n\
         [[step]]\nphase = \"bake\"\nfor = \"1h\"\noven = \"250F\"\n"
    );
    let recipe = read(text.as_bytes()).recipes.remove(0);
    let now = Moment::millis(1_000_000);
    let mut session = Session::new();
    let what = Box::new(Dish::prepare(&recipe, &SetUp::default()));
    session.apply(Act::Add { dish: DishId(0), what }, now).unwrap();
    let run = session.dish(DishId(0)).unwrap().run(StepId(0)).unwrap();
    session.apply(Act::OvenOn { alarm: AlarmId::OvenOn(run) }, now).unwrap();
    session.apply(Act::Start { run, ago: Span::ZERO }, now).unwrap();
    let end = now + Span::mins(10);
    let alarms = session.alarms(end);
    let out = alarms.iter().find(|alarm| matches!(alarm.id, AlarmId::Out(_))).unwrap();
    words(&session, out, end).todo
}

#[test]
fn a_change_of_the_oven_is_said_unless_the_recipe_names_that_heat() {
    let change = "Oven down to 250 °F.".to_owned();
    // The word "oven" alone names no heat.
    for then in ["Take it out.", "Take it out of the oven.", "Oven down a little."] {
        assert!(said(then).contains(&change), "{then}: {:?}", said(then));
    }
    for then in ["Take it out. Oven down to 250 °F.", "Herausnehmen, Ofen auf 120 °C."] {
        assert_eq!(said(then).iter().filter(|line| line.contains("250 °F")).count(), usize::from(then.contains("250")));
    }
}
