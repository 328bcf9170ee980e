//! Warns of an unlikely schedule: a part that is ready hours before it is needed, or two steps that need the cook's hands at once.
//!
//! This assumes the longest times, and that each step begins as soon as it can. The cook may begin one later, so
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

/// A recipe with one set of answers: its steps, when each begins and ends, and its place in the recipe.
struct Scheduled {
    dish: Dish,
    times: Vec<(Span, Span)>,
    places: Vec<usize>,
}

impl Scheduled {
    /// One for each combination of answers; with `heating`, steps wait for the oven.
    fn all(recipe: &Recipe, heating: bool) -> Vec<Scheduled> {
        let one = |answers: Vec<usize>| {
            let present = order::present(recipe, &answers);
            let places = present.iter().enumerate().filter(|(_, here)| **here).map(|(place, _)| place).collect();
            let dish = Dish::prepare(recipe, &SetUp { answers, ..SetUp::default() });
            let times = schedule(&dish, DishStep::longest, heating);
            Scheduled { dish, times, places }
        };
        order::combinations(recipe).into_iter().map(one).collect()
    }

    fn steps(&self) -> impl Iterator<Item = (usize, (&DishStep, &(Span, Span)))> {
        self.dish.steps.iter().zip(&self.times).enumerate()
    }

    fn place(&self, index: usize, key: &'static str) -> RecipeKey {
        RecipeKey::Step(self.places.get(index).copied().unwrap_or(index), key)
    }
}

/// Adds a warning unless the same place has one of its kind, as other answers may only change its figures.
fn add(found: &mut Vec<Warning>, warning: Warning) {
    if !found.iter().any(|other| other.place == warning.place && other.hint == warning.hint) {
        found.push(warning);
    }
}

/// One oven has one setting: two steps that are in it at once and want it otherwise cannot be meant.
pub(super) fn ovens(recipe: &Recipe, found: &mut Vec<Warning>) {
    // With its waits, a step would be reckoned to come after what keeps the oven from it.
    for scheduled in Scheduled::all(recipe, false) {
        let timed = || {
            scheduled
                .steps()
                .filter_map(|(i, (step, times))| Some((i, step, step.oven.filter(|_| step.length.is_some())?, times)))
        };
        for (i, step, wanted, (begins, ends)) in timed() {
            // The first in has the oven.
            let mut before = timed().filter(|(other, _, _, (other_begins, _))| (*other_begins, *other) < (*begins, i));
            let Some((_, host, at, _)) = before.find(|(_, _, at, (other_begins, other_ends))| {
                !at.shares(wanted) && *other_ends > *begins && *ends > *other_begins
            }) else {
                continue;
            };
            let warning = Warning {
                message: format!(
                    "`{}` wants the oven at {} beside `{}`, which has it at {}",
                    step.title,
                    wanted.show(None),
                    host.title,
                    at.show(None)
                ),
                hint: "one oven has one setting: give both the same, or let one follow the other".to_owned(),
                place: scheduled.place(i, "oven"),
            };
            add(found, warning);
        }
    }
}

pub(super) fn check(recipe: &Recipe, found: &mut Vec<Warning>) {
    for scheduled in Scheduled::all(recipe, true) {
        check_one(&scheduled, found);
    }
}

fn check_one(scheduled: &Scheduled, found: &mut Vec<Warning>) {
    let steps = || scheduled.steps();
    let place = |index, key| scheduled.place(index, key);
    for (i, (step, (_, end))) in steps() {
        let wanted = steps().filter(|(_, (later, _))| later.waits_for.iter().any(|id| id.index() == i));
        let Some((next, begins)) = wanted.map(|(_, (later, (begins, _)))| (later, *begins)).min_by_key(|(_, at)| *at)
        else {
            continue;
        };
        let (early, keeps) = (begins - *end, step.keeps.unwrap_or(EARLY));
        if early > keeps && !waits_well(step) {
            add(
                found,
                Warning {
                    message: format!("`{}` is ready {} before `{}` wants it", step.title, rough(early), next.title),
                    hint:
                        "let it begin later, such as while = \"roast\", at = \"30m left\"; or say how long it `keeps`"
                            .to_owned(),
                    place: place(i, "part"),
                },
            );
        }
    }
    let hands = || steps().filter(|(_, (step, _))| step.length.is_none() && step.phase != Phase::Serve);
    for (n, (_, (step, (begins, end)))) in hands().enumerate() {
        let both = |(_, (_, (other_begins, other_end))): &(usize, (&DishStep, &(Span, Span)))| {
            *end.min(other_end) - *begins.max(other_begins) > OVERLAP
        };
        if let Some((other_index, (other, _))) = hands().skip(n + 1).find(both) {
            add(
                found,
                Warning {
                    message: format!("`{}` and `{}` want the cook's hands at the same time", step.title, other.title),
                    hint: "let one follow the other (`after`), or begin it at another time (`at`)".to_owned(),
                    place: place(other_index, "while"),
                },
            );
        }
    }
}

/// Whether the result of a step may wait: it is open-ended, or of a calm phase.
fn waits_well(step: &DishStep) -> bool {
    step.length.is_some_and(|length| length.max().is_none()) || step.phase.calm()
}
