//! A dish: a recipe with its choices made, its amounts scaled and its order of steps worked out.
//!
//! It holds everything that the engine and a planner need. So an act that adds a dish is complete, and a journal does
//! not depend on recipe files, which may change.

use super::later::{CardId, LaterCard};
use super::oven::localise;
use super::{
    Cue, HostAt, Length, Need, Oven, Phase, QuestionSubject, Recipe, Repeat, Step, StepId, StepTime, Unit, amount,
    order, swap,
};
use crate::time::{DayTime, Span};
use serde::{Deserialize, Serialize};

/// How long an oven heats if the recipe does not say.
pub const PREHEAT: Span = Span::mins(15);

/// What a dish was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DishKind {
    /// A recipe.
    Recipe,
    /// A loose timer: one timed step of phase [`Phase::Timer`].
    Timer,
}

/// When a step can begin beside its host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    /// The host.
    pub host: StepId,
    /// From when.
    pub at: HostAt,
}

/// A step of a dish.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DishStep {
    /// Its kind.
    pub phase: Phase,
    /// A short name.
    pub title: String,
    /// What to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what: Option<String>,
    /// How long it counts down; `None` for a hands step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<Length>,
    /// Estimate of the hands-on time; the length of a hands step in forecasts.
    pub takes: Span,
    /// The oven setting it needs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oven: Option<Oven>,
    /// How long the oven takes from cold.
    pub preheat: Span,
    /// The setting of its burner: "medium".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hob: Option<String>,
    /// Reminders.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cues: Vec<Cue>,
    /// The sign that it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// What the cook does at its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub then: Option<String>,
    /// Every step that must be done before this one, without the host of a `while` step.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waits_for: Vec<StepId>,
    /// The step before it on its line (the main line or its part), if it waits for that one, whose end then starts it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<StepId>,
    /// The host, which must have begun before this step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beside: Option<Beside>,
    /// Ingredients of this step.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub uses: Vec<String>,
    /// What it occupies, if the recipe says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs: Option<Vec<Need>>,
    /// How long its result may wait for the next step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keeps: Option<Span>,
    /// How often it is repeated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat: Option<Repeat>,
}

impl DishStep {
    /// The heat of its oven in that unit, or of its burner: "medium heat".
    pub fn heat(&self, unit: Option<Unit>) -> Option<String> {
        // A phrase needs no "heat" after it: "low, with the lid on".
        let hob = |hob: &String| if hob.contains(' ') { hob.clone() } else { format!("{hob} heat") };
        self.oven.map(|oven| oven.show(unit)).or_else(|| self.hob.as_ref().map(hob))
    }
}

/// A recipe being cooked, or a loose timer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dish {
    /// Its name.
    pub name: String,
    /// The recipe's short name, of a word or two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<String>,
    /// What it was made from.
    pub kind: DishKind,
    /// How many people it feeds, if the recipe says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub servings: Option<u32>,
    /// Scaled ingredient lines; a line that ends in a colon is a heading.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ingredients: Vec<String>,
    /// Notes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// The unit that oven settings are shown in; `None` for as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    /// What comes after the meal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub later: Vec<LaterCard>,
    /// For a loose timer started from a card for later: which one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<CardId>,
    /// For a loose timer set to a time of day: that time. A change of the wall clock then moves its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<DayTime>,
    /// The steps in the order written, at least one.
    pub steps: Vec<DishStep>,
}

/// The choices made at set-up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SetUp {
    /// Servings wanted; `None` for the recipe's own.
    pub servings: Option<u32>,
    /// The chosen option of each of [`Recipe::questions`]; the first if the list is too short.
    pub answers: Vec<usize>,
    /// The unit for oven settings and for heats in texts; `None` for as written.
    pub unit: Option<Unit>,
}

impl Dish {
    /// The step with this id.
    pub fn step(&self, id: StepId) -> Option<&DishStep> {
        self.steps.get(id.index())
    }

    /// Whether the food is already in the oven when the step begins, as the step before it was an oven step.
    pub fn food_inside(&self, step: &DishStep) -> bool {
        step.follows.and_then(|id| self.step(id)).is_some_and(|before| before.oven.is_some())
    }

    /// `recipe` as it will be cooked after `set_up`: choices made, amounts scaled, texts in the cook's unit, steps in order.
    /// If a recipe made by hand has a loop (one that was read has none), its steps simply follow each other.
    pub fn prepare(recipe: &Recipe, set_up: &SetUp) -> Dish {
        let present = order::present(recipe, &set_up.answers);
        let links = order::links(&recipe.steps, &present).unwrap_or_else(|_| order::plain(&present));
        let own = recipe.yields.count();
        let servings = own.map(|own| set_up.servings.unwrap_or(own));
        let questions = recipe.questions();
        // Each ingredient that is swapped: the recipe's own name, and the one that was chosen.
        let swapped: Vec<(&str, &str)> = (questions.iter().zip(set_up.answers.iter()))
            .filter_map(|(question, answer)| match question.subject {
                QuestionSubject::Swap(n) if *answer > 0 => {
                    let names = recipe.swap.get(n)?;
                    Some((names.first()?.as_str(), names.get(*answer)?.as_str()))
                }
                QuestionSubject::Swap(_) | QuestionSubject::Recipe(_) | QuestionSubject::Step(_) => None,
            })
            .collect();
        let named = |text: &str, rename: fn(&str, &str, &str) -> String| {
            swapped.iter().fold(text.to_owned(), |text, (from, to)| rename(&text, from, to))
        };
        let scaled = |line: &String| match (own, servings) {
            (Some(own), Some(servings)) => amount::scaled_or_marked(line, own, servings),
            (_, _) => line.clone(),
        };
        let listed = |line: &String| scaled(&named(line, swap::renamed_line));
        let in_unit = |text: &str| set_up.unit.map_or_else(|| text.to_owned(), |unit| localise(text, unit));
        let told = |text: &String| in_unit(&named(text, swap::renamed));
        // The index in the dish of each step of the recipe.
        let mut place = 0u16;
        let places: Vec<StepId> = present
            .iter()
            .map(|here| {
                let id = StepId(place);
                place = place.saturating_add(u16::from(*here));
                id
            })
            .collect();
        let placed = |i: &usize| places.get(*i).copied();
        let lengths = lengths(recipe, &set_up.answers);
        let steps = recipe.steps.iter().zip(links).zip(lengths).zip(&present).filter(|(_, here)| **here).map(
            |(((step, link), length), _)| DishStep {
                phase: step.phase,
                title: told(&step.title),
                what: step.what.as_ref().map(told),
                length,
                takes: step.takes,
                oven: step.oven,
                preheat: step.preheat.unwrap_or(PREHEAT),
                hob: step.hob.clone(),
                // A cue may fit only the longer of two options.
                cues: (step.cues.iter().filter(|cue| length.is_some_and(|length| cue.at.fits(length))))
                    .map(|cue| Cue { at: cue.at, say: told(&cue.say) })
                    .collect(),
                until: step.until.as_ref().map(told),
                then: step.then.as_ref().map(told),
                waits_for: link.waits_for.iter().filter_map(placed).collect(),
                follows: link.follows.as_ref().and_then(placed),
                beside: link.beside.and_then(|(host, at)| placed(&host).map(|host| Beside { host, at })),
                uses: step.uses.iter().map(listed).collect(),
                needs: step.needs.clone(),
                keeps: step.keeps,
                repeat: step.repeat.as_ref().map(|repeat| match (own, servings) {
                    (Some(own), Some(servings)) => repeat.scaled(own, servings),
                    (_, _) => repeat.clone(),
                }),
            },
        );
        Dish {
            name: recipe.name.clone(),
            short: recipe.short.clone(),
            kind: DishKind::Recipe,
            servings,
            ingredients: recipe.ingredients.iter().map(listed).collect(),
            // Notes explain the recipe as written, substitutions included.
            notes: recipe.notes.iter().map(|note| in_unit(note)).collect(),
            unit: set_up.unit,
            later: recipe
                .later
                .iter()
                .map(|card| LaterCard { title: told(&card.title), what: card.what.as_ref().map(told), time: card.time })
                .collect(),
            card: None,
            until: None,
            steps: steps.collect(),
        }
    }
}

/// How long each step runs with these answers; without one, the first option counts.
fn lengths(recipe: &Recipe, answers: &[usize]) -> Vec<Option<Length>> {
    let mut answers = answers.iter().copied().skip(recipe.choose.len());
    let length = |step: &Step| match &step.time {
        StepTime::Hands => None,
        StepTime::Timed(length) => Some(*length),
        StepTime::Choice { options, .. } => {
            let pick = answers.next().unwrap_or(0);
            options.get(pick).or(options.first()).map(|(_, length)| *length)
        }
    };
    recipe.steps.iter().map(length).collect()
}
