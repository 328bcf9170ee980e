//! Warns of an unlikely schedule: a part that is ready hours before it is needed, or two steps that need the cook's hands at once.
//!
//! This assumes the default choices and the longest times, and that each step begins as soon as it can. The cook may begin one later, so
//! these are only warnings.

use super::{RecipeKey, Warning};
use crate::recipe::order;
use crate::recipe::totals::schedule;
use crate::recipe::{Dish, DishStep, Phase, Recipe, SetUp};
use crate::time::{Span, rough};

/// A result that waits longer than this gets a warning, unless the step says how long it `keeps`.
const EARLY: Span = Span::mins(120);
/// Manual steps may overlap this long, as their lengths are estimates.
const OVERLAP: Span = Span::mins(5);

pub(super) fn check(recipe: &Recipe, found: &mut Vec<Warning>) {
    let dish = Dish::prepare(recipe, &SetUp::default());
    let times = schedule(&dish, DishStep::longest, true);
    // The place in the recipe of each step of the dish.
    let present = order::present(recipe, &SetUp::default().answers);
    let places: Vec<usize> = present.iter().enumerate().filter(|(_, here)| **here).map(|(place, _)| place).collect();
    let place = |index: usize, key| RecipeKey::Step(places.get(index).copied().unwrap_or(index), key);
    let steps = || dish.steps.iter().zip(&times).enumerate();
    for (i, (step, (_, end))) in steps() {
        let wanted = steps().filter(|(_, (later, _))| later.waits_for.iter().any(|id| id.index() == i));
        let Some((next, begins)) = wanted.map(|(_, (later, (begins, _)))| (later, *begins)).min_by_key(|(_, at)| *at)
        else {
            continue;
        };
        let (early, keeps) = (begins - *end, step.keeps.unwrap_or(EARLY));
        if early > keeps && !waits_well(step) {
            found.push(Warning {
                message: format!("`{}` is ready {} before `{}` wants it", step.title, rough(early), next.title),
                hint: "let it begin later, such as while = \"roast\", at = \"30m left\"; or say how long it `keeps`"
                    .to_owned(),
                place: place(i, "part"),
            });
        }
    }
    let hands = || steps().filter(|(_, (step, _))| step.length.is_none() && step.phase != Phase::Serve);
    for (n, (_, (step, (begins, end)))) in hands().enumerate() {
        let both = |(_, (_, (other_begins, other_end))): &(usize, (&DishStep, &(Span, Span)))| {
            *end.min(other_end) - *begins.max(other_begins) > OVERLAP
        };
        if let Some((other_index, (other, _))) = hands().skip(n + 1).find(both) {
            found.push(Warning {
                message: format!("`{}` and `{}` want the cook's hands at the same time", step.title, other.title),
                hint: "let one follow the other (`after`), or begin it at another time (`at`)".to_owned(),
                place: place(other_index, "while"),
            });
        }
    }
}

/// Whether the result of a step may wait: it is open-ended, or of a calm phase.
fn waits_well(step: &DishStep) -> bool {
    step.length.is_some_and(|length| length.max().is_none()) || step.phase.calm()
}
