//! Warns where a recipe passes a limit of the USDA or the FSA: time at room temperature, an inside temperature, how leftovers keep.
//!
//! It reads words, so it may miss something: no warning means nothing.

use super::{RecipeKey, Warning};
use crate::recipe::food::{AT_ROOM, AT_ROOM_BY, FSA_CORE, KEEPS, KEEPS_WORDS, Meat, in_the_cold, of_the_inside};
use crate::recipe::oven::inside_temperatures;
use crate::recipe::{Dish, DishStep, LaterTime, Phase, Recipe, SetUp, order};
use crate::time::{Span, exact};

pub(super) fn check(recipe: &Recipe, found: &mut Vec<Warning>) {
    let meats = Meat::all_in(recipe.ingredients.iter());
    let texts = recipe.steps.iter().flat_map(|step| [Some(step.title.as_str()), step.what.as_deref()]).flatten();
    if meats.is_empty() && !texts.into_iter().any(|text| Meat::named_in(text).is_some()) {
        return;
    }
    inside(recipe, &meats, found);
    at_room(recipe, found);
    later(recipe, found);
}

/// The inside temperature that a step names, against that of its meat.
fn inside(recipe: &Recipe, meats: &[Meat], found: &mut Vec<Warning>) {
    for (i, step) in recipe.steps.iter().enumerate() {
        let says = step.until.iter().map(|text| (text, "until"));
        let says = says.chain(step.then.iter().map(|text| (text, "then")));
        let says =
            says.chain(step.cues.iter().map(|cue| (&cue.say, "cues"))).chain(step.what.iter().map(|text| (text, "do")));
        let own = || {
            let texts = [Some(&step.title), step.what.as_ref(), step.until.as_ref()].into_iter().flatten();
            texts.chain(&step.uses).filter_map(|text| Meat::named_in(text)).max()
        };
        let Some(meat) = own().or(meats.first().copied()) else { continue };
        for (text, key) in says.filter(|(text, _)| of_the_inside(text)) {
            let Some(hottest) = inside_temperatures(text).into_iter().reduce(f64::max) else { continue };
            let fahrenheit = hottest * 9.0 / 5.0 + 32.0;
            // The dials of both units are rounded.
            if fahrenheit + 1.0 < f64::from(meat.core()) {
                found.push(Warning {
                    message: format!(
                        "`{}` ends at {hottest:.0} °C ({fahrenheit:.0} °F) inside; USDA FSIS says {}, {FSA_CORE}",
                        step.title,
                        meat.core_words()
                    ),
                    hint: "go by their values, or know that this is below them".to_owned(),
                    place: RecipeKey::Step(i, key),
                });
                break;
            }
        }
    }
}

/// Whether a step leaves the food at room temperature.
fn is_at_room(step: &DishStep) -> bool {
    let off_heat = step.oven.is_none() && step.hob.is_none();
    let cold = step.what.as_deref().is_some_and(in_the_cold) || in_the_cold(&step.title);
    off_heat && !cold && matches!(step.phase, Phase::Rest | Phase::Cool | Phase::Serve)
}

/// The time at room temperature, summed until the food is on the heat or in the cold.
fn at_room(recipe: &Recipe, found: &mut Vec<Warning>) {
    for answers in order::combinations(recipe) {
        let dish = Dish::prepare(recipe, &SetUp { answers: answers.clone(), ..SetUp::default() });
        let present = order::present(recipe, &answers);
        let places = present.iter().enumerate().filter(|(_, here)| **here).map(|(place, _)| place);
        let mut sum = Span::ZERO;
        for (place, step) in places.zip(&dish.steps).filter(|(_, step)| step.beside.is_none()) {
            let hands = step.length.is_none() && sum > Span::ZERO;
            if is_at_room(step) || hands {
                let before = sum;
                sum = sum + step.longest();
                if before <= AT_ROOM && sum > AT_ROOM {
                    let warning = Warning {
                        message: format!(
                            "with `{}` the food is at room temperature for {}; {AT_ROOM_BY} say {} at most",
                            step.title,
                            exact(sum),
                            exact(AT_ROOM)
                        ),
                        hint: "make it shorter, or keep the food in the fridge meanwhile; above 90 °F (32 °C) the USDA says 1 h"
                            .to_owned(),
                        place: RecipeKey::Step(place, "for"),
                    };
                    if !found.contains(&warning) {
                        found.push(warning);
                    }
                }
            } else if step.length.is_some() {
                sum = Span::ZERO;
            }
        }
    }
}

/// Cards for what is left.
fn later(recipe: &Recipe, found: &mut Vec<Warning>) {
    for card in &recipe.later {
        let LaterTime::Within(within) = card.time else { continue };
        let cold = in_the_cold(&card.title) || card.what.as_deref().is_some_and(in_the_cold);
        let place = RecipeKey::Key("later");
        if within >= Span::DAY && within > KEEPS {
            found.push(Warning {
                message: format!("`{}` says {}; {KEEPS_WORDS}", card.title, exact(within)),
                hint: "say a shorter time, or freeze what is left".to_owned(),
                place,
            });
        } else if within < Span::DAY && within > AT_ROOM && cold {
            found.push(Warning {
                message: format!(
                    "`{}` says {}; {AT_ROOM_BY} say {} at most",
                    card.title,
                    exact(within),
                    exact(AT_ROOM)
                ),
                hint: "say within = \"2h\"".to_owned(),
                place,
            });
        }
    }
    for (i, step) in recipe.steps.iter().enumerate().filter(|(_, step)| step.keeps.is_some_and(|keeps| keeps > KEEPS)) {
        let keeps = step.keeps.unwrap_or_default();
        found.push(Warning {
            message: format!("`{}` keeps {}; {KEEPS_WORDS}", step.title, exact(keeps)),
            hint: "say a shorter time, or freeze it".to_owned(),
            place: RecipeKey::Step(i, "keeps"),
        });
    }
}
