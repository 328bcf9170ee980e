//! Set-up: a recipe with its choices, amounts and times, before the cook starts it.

use super::board::oven_taken;
use super::frame_time::FrameTime;
use super::scene::Scene;
use super::words::{sentence, step_time};
use super::{SetUpView, SettingRow, StepLine, StepMark};
use crate::engine::{Act, Session};
use crate::recipe::{Dish, Length, Recipe, SetUp, StepTime, Unit, Yield, totals};
use crate::time::{Clock, Moment, Span, exact, rough, time_and_day, time_of_day};

/// A row that the cook can set. Questions come first, as they change the evening most; then servings if the recipe has
/// them, and the unit if it uses an oven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Setting {
    Servings,
    /// An index into [`Recipe::questions`].
    Question(usize),
    /// °C or °F.
    Unit,
}

pub(crate) fn settings(recipe: &Recipe) -> Vec<Setting> {
    let servings = recipe.yields.count().map(|_| Setting::Servings);
    let unit = recipe.steps.iter().any(|step| step.oven.is_some()).then_some(Setting::Unit);
    (0..recipe.questions().len()).map(Setting::Question).chain(servings).chain(unit).collect()
}

/// The screen for a recipe that would start beside the dishes in `scene`.
pub(crate) fn set_up(recipe: &Recipe, set_up: &SetUp, picked: usize, scene: &Scene<'_>, clock: &Clock) -> SetUpView {
    let now = scene.now;
    let dish = Dish::prepare(recipe, set_up);
    let totals = totals::totals(&dish);
    let rows = settings(recipe).into_iter().map(|setting| row(recipe, set_up, &dish, setting)).collect();
    let minute = clock.next_minute(now) - Span::MINUTE;
    let longest = begun_now(scene.session, &dish, minute).map_or(totals.longest, |eaten| eaten - minute);
    let ready = match totals.aside {
        None => format!("Ready about {} if begun now", time_and_day(clock, minute + longest, minute)),
        Some(aside) => format!("Set aside about {} if begun now", time_and_day(clock, minute + aside, minute)),
    };
    let ready = vec![ready, in_all(totals.min, longest)];
    SetUpView {
        title: recipe.name.clone(),
        clock: time_of_day(clock, now),
        settings: rows,
        picked,
        ingredients: dish.ingredients.clone(),
        ready,
        warnings: warnings(recipe, &dish).into_iter().chain(oven_warning(scene, &dish, clock)).collect(),
        steps: lines(&dish),
        notes: recipe.notes.clone(),
    }
}

fn in_all(min: Span, longest: Span) -> String {
    let (a, b) = (rough(min), rough(longest));
    if a == b { format!("About {a} in all") } else { format!("About {a} to {b} in all") }
}

/// When the dish would be eaten if it started now, beside what is cooking.
fn begun_now(session: &Session, dish: &Dish, now: Moment) -> Option<Moment> {
    let mut session = session.clone();
    let id = session.next_dish();
    session.apply(Act::Add { dish: id, what: Box::new(dish.clone()) }, now).ok()?;
    session.eaten(id).map(|eaten| eaten.at(now))
}

fn row(recipe: &Recipe, set_up: &SetUp, dish: &Dish, setting: Setting) -> SettingRow {
    match setting {
        Setting::Servings => SettingRow {
            label: if let Yield::Makes(_) = recipe.yields { "Makes" } else { "Servings" }.to_owned(),
            value: dish.servings.map_or_else(String::new, |n| n.to_string()),
        },
        Setting::Question(index) => {
            let questions = recipe.questions();
            let Some(question) = questions.get(index) else {
                return SettingRow { label: String::new(), value: String::new() };
            };
            let taken = set_up.answers.get(index).copied().unwrap_or(0);
            let option = question.options.get(taken).or(question.options.first()).cloned().unwrap_or_default();
            let step = question.subject.step().and_then(|id| recipe.steps.get(id.index()));
            let length = step.and_then(|step| match &step.time {
                StepTime::Choice { options, .. } => {
                    options.iter().find(|(name, _)| *name == option).map(|(_, length)| *length)
                }
                StepTime::Hands | StepTime::Timed(_) => None,
            });
            let value = length.map_or_else(|| option.clone(), |length| format!("{option}, {}", short(length)));
            SettingRow { label: question.ask.clone(), value }
        }
        Setting::Unit => {
            let value = match set_up.unit {
                None => "as written",
                Some(Unit::Celsius) => "°C",
                Some(Unit::Fahrenheit) => "°F",
            };
            SettingRow { label: "Oven in".to_owned(), value: value.to_owned() }
        }
    }
}

/// Like [`length_text`], but shorter for an open length.
fn short(length: Length) -> String {
    match length {
        Length::Open(min) => format!("{}+", exact(min)),
        Length::Exact(_) | Length::Range { .. } | Length::Endless => length.words(),
    }
}

fn warnings(recipe: &Recipe, dish: &Dish) -> Vec<String> {
    let Some(written) = recipe.yields.count() else { return Vec::new() };
    let wanted = dish.servings.unwrap_or(written);
    let much = wanted >= written.saturating_mul(2) || wanted.saturating_mul(2) <= written;
    let oven = dish.steps.iter().any(|step| step.oven.is_some());
    if much && oven {
        return vec!["Amounts are scaled, times are not: a bigger piece takes longer.".to_owned()];
    }
    Vec::new()
}

/// Warns if another dish has the oven at a heat that this one cannot share.
fn oven_warning(scene: &Scene<'_>, dish: &Dish, clock: &Clock) -> Option<String> {
    let mut session = scene.session.clone();
    let id = session.next_dish();
    session.apply(Act::Add { dish: id, what: Box::new(dish.clone()) }, scene.now).ok()?;
    let cooking = session.dish(id)?;
    let frame = FrameTime::at(scene, None, clock);
    cooking.dish.steps.iter().find_map(|step| {
        let used = session.oven_use_against(id, step.oven?, scene.now)?;
        Some(sentence(&oven_taken(&session, cooking, step, used, &frame)))
    })
}

fn lines(dish: &Dish) -> Vec<StepLine> {
    let line = |step: &crate::recipe::DishStep| {
        let oven = step.heat(dish.unit).map_or_else(String::new, |heat| format!(" · {heat}"));
        StepLine { mark: StepMark::Ahead, text: format!("{}{oven}", step.title), time: step_time(step) }
    };
    dish.steps.iter().map(line).collect()
}
