//! Warns of a schedule that cannot be meant: a part that is ready hours before it is wanted, two steps that both want the cook's hands.
//!
//! Judged by the default choices and the longest times, each step beginning as soon as it can. A plan or a cook may begin it later, so
//! these are warnings: what the recipe says is walked.

use super::{RecipeKey, Warning};
use crate::recipe::totals::schedule;
use crate::recipe::{Dish, DishStep, Phase, Recipe, SetUp};
use crate::time::{Span, rough};

/// A result that waits longer than this is worth a word.
const EARLY: Span = Span::mins(120);
/// Two steps for the same hands may overlap this long: cooks are quicker or slower than an estimate.
const OVERLAP: Span = Span::mins(5);

pub(super) fn check(recipe: &Recipe, found: &mut Vec<Warning>) {
    let dish = Dish::prepare(recipe, &SetUp::default());
    let times = schedule(&dish, |step| step.length.map_or(step.takes, |length| length.longest()), true);
    let place = |step: &DishStep, key| {
        RecipeKey::Step(recipe.steps.iter().position(|other| other.title == step.title).unwrap_or(0), key)
    };
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
                place: place(step, "part"),
            });
        }
    }
    let hands: Vec<(&DishStep, Span, Span)> = steps()
        .filter(|(_, (step, _))| step.length.is_none() && step.phase != Phase::Serve)
        .map(|(_, (step, (begins, end)))| (step, *begins, *end))
        .collect();
    for (n, (step, begins, end)) in hands.iter().enumerate() {
        let both = |(_, other_begins, other_end): &&(&DishStep, Span, Span)| {
            *end.min(other_end) - *begins.max(other_begins) > OVERLAP
        };
        if let Some((other, ..)) = hands.iter().skip(n + 1).find(both) {
            found.push(Warning {
                message: format!("`{}` and `{}` want the cook's hands at the same time", step.title, other.title),
                hint: "let one follow the other (`after`), or begin it at another time (`at`)".to_owned(),
                place: place(other, "while"),
            });
        }
    }
}

/// What is left alone on purpose may stand as long as it likes.
fn waits_well(step: &DishStep) -> bool {
    step.length.is_some_and(|length| length.max().is_none())
        || matches!(step.phase, Phase::Marinate | Phase::Chill | Phase::Rest | Phase::Proof | Phase::Cool)
}
