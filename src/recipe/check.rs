//! Warns about odd things in a recipe that can still be cooked.
//!
//! The source's claims are compared with the sum of the steps, and both numbers are shown. The steps are what is
//! cooked; a claim only warns the reader.

mod food;
mod schedule;

use super::{Claims, Dish, DishStep, Length, Phase, Recipe, SetUp, StepTime, order, swap, totals};
use crate::time::{Span, between, exact};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Warning {
    pub message: String,
    /// How to fix it.
    pub hint: String,
    pub place: RecipeKey,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecipeKey {
    /// A key of the claims.
    Claim(&'static str),
    /// A step by index, and its key.
    Step(usize, &'static str),
    /// A key of the recipe.
    Key(&'static str),
}

/// All warnings, in the order of the recipe's claims, keys and steps.
pub(crate) fn warnings(recipe: &Recipe) -> Vec<Warning> {
    let mut found = Vec::new();
    claims(recipe, &mut found);
    options(recipe, &mut found);
    ovens(recipe, &mut found);
    schedule::ovens(recipe, &mut found);
    uses(recipe, &mut found);
    swaps(recipe, &mut found);
    schedule::check(recipe, &mut found);
    food::check(recipe, &mut found);
    found
}

/// The shortest and the longest `time` over all choices.
fn over_choices(dishes: &[Dish], time: impl Fn(&Dish, fn(Length) -> Span) -> Span) -> (Span, Span) {
    let min = dishes.iter().map(|dish| time(dish, Length::min)).min().unwrap_or(Span::ZERO);
    let max = dishes.iter().map(|dish| time(dish, Length::longest)).max().unwrap_or(Span::ZERO);
    (min, max)
}

fn claims(recipe: &Recipe, found: &mut Vec<Warning>) {
    let Claims { prep, cook, total, text } = recipe.claims;
    if recipe.claims == Claims::default() {
        return;
    }
    let prepare = |answers| Dish::prepare(recipe, &SetUp { answers, ..SetUp::default() });
    let dishes: Vec<Dish> = order::combinations(recipe).into_iter().map(prepare).collect();
    let counted = over_choices(&dishes, |dish, end| totals::path(dish, |step| step.counted(end), false));
    let heat = over_choices(&dishes, |dish, end| {
        let time = |step: &DishStep| if step.phase.on_heat() { step.counted(end) } else { Span::ZERO };
        totals::path(dish, time, false)
    });
    let steps = "the steps are what is cooked: mend them if the source is right";
    if let (Some(prep), Some(cook), Some(total)) = (prep, cook, total)
        && prep + cook > total
    {
        found.push(Warning {
            message: format!(
                "the source says {} in all, but {} of preparing and {} of cooking make {}",
                exact(total),
                exact(prep),
                exact(cook),
                exact(prep + cook)
            ),
            hint: "look at the source again".to_owned(),
            place: RecipeKey::Claim("total"),
        });
    }
    if let Some(cook) = cook
        && cook < heat.0
    {
        found.push(Warning {
            message: format!(
                "the source says {} of cooking, but the steps on the heat take {}",
                exact(cook),
                between(heat.0, heat.1)
            ),
            hint: steps.to_owned(),
            place: RecipeKey::Claim("cook"),
        });
    }
    for (claim, key, whose) in [(total, "total", "the source says"), (text, "text", "the source's text says")] {
        let Some(claim) = claim.filter(|claim| *claim < counted.0) else { continue };
        let other = match text.filter(|text| key == "total" && *text >= counted.0) {
            Some(text) => format!("; the source's own text says {}", exact(text)),
            None => String::new(),
        };
        found.push(Warning {
            message: format!(
                "{whose} {} in all, but the countdowns alone take {}, without hands and heating",
                exact(claim),
                between(counted.0, counted.1)
            ),
            hint: format!("{steps}{other}"),
            place: RecipeKey::Claim(key),
        });
    }
}

fn options(recipe: &Recipe, found: &mut Vec<Warning>) {
    let used = |option: &String| recipe.steps.iter().any(|step| step.only_if.as_ref() == Some(option));
    if recipe.choose.iter().any(|options| !options.iter().any(used)) {
        found.push(Warning {
            message: "no step is different for any of these options".to_owned(),
            hint: "name one in a step's `only-if`, or leave `choose` out".to_owned(),
            place: RecipeKey::Key("choose"),
        });
    }
    let reached: Vec<Vec<bool>> =
        order::combinations(recipe).iter().map(|answers| order::present(recipe, answers)).collect();
    for (i, step) in recipe.steps.iter().enumerate() {
        let ever = reached.iter().any(|present| present.get(i).copied().unwrap_or(false));
        // Only the first combinations are tried; another one may reach it.
        if !ever && step.only_if.is_some() && reached.len() < 64 {
            found.push(Warning {
                message: format!("no choice ever reaches `{}`", step.title),
                hint: "its option belongs to a step that is left out whenever this one is there".to_owned(),
                place: RecipeKey::Step(i, "only-if"),
            });
        }
    }
}

fn ovens(recipe: &Recipe, found: &mut Vec<Warning>) {
    for (i, step) in recipe.steps.iter().enumerate() {
        let timed = !matches!(step.time, StepTime::Hands);
        if step.oven.is_some() && !timed {
            found.push(Warning {
                message: format!("the oven setting of `{}` is never used: the step has no countdown", step.title),
                hint: "give the step a `for`, or move `oven` to the step that is in the oven".to_owned(),
                place: RecipeKey::Step(i, "oven"),
            });
        }
        if step.oven.is_none() && timed && matches!(step.phase, Phase::Roast | Phase::Bake) {
            found.push(Warning {
                message: format!("`{}` has no oven setting: nobody will be called to heat the oven", step.title),
                hint: "say it, such as oven = \"180C\"".to_owned(),
                place: RecipeKey::Step(i, "phase"),
            });
        }
    }
}

/// What is to be swapped must be named so, or the list and the steps go on naming it.
fn swaps(recipe: &Recipe, found: &mut Vec<Warning>) {
    for name in recipe.swap.iter().filter_map(|names| names.first()) {
        if !recipe.ingredients.iter().any(|line| swap::names(line, name)) {
            found.push(Warning {
                message: format!("no ingredient is called `{name}`"),
                hint: "begin each list of `swap` with the words of the ingredient's line".to_owned(),
                place: RecipeKey::Key("swap"),
            });
        }
    }
}

fn uses(recipe: &Recipe, found: &mut Vec<Warning>) {
    if recipe.ingredients.is_empty() {
        return;
    }
    let lines: Vec<String> = recipe.ingredients.iter().map(|line| line.to_lowercase()).collect();
    for (i, step) in recipe.steps.iter().enumerate() {
        for used in &step.uses {
            let words = used.to_lowercase();
            if !lines.iter().any(|line| line.contains(&words) || words.contains(line.as_str())) {
                found.push(Warning {
                    message: format!("`{used}` is not among the ingredients"),
                    hint: "use the words of the ingredient's line".to_owned(),
                    place: RecipeKey::Step(i, "uses"),
                });
            }
        }
    }
}
