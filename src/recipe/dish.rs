//! A dish: a recipe with its choices made, its amounts scaled, and what follows what worked out.
//!
//! It holds all that the engine and a planner need, so that an act which adds a dish carries it whole and a journal never
//! depends on a recipe file that may have changed since.

use super::oven::localise;
use super::{Cue, HostAt, Length, Need, Oven, Phase, Recipe, Step, StepId, StepTime, Unit, amount, order};
use crate::time::{DayTime, Span};
use serde::{Deserialize, Serialize};

/// How long an oven takes to heat where the recipe does not say.
pub const PREHEAT: Span = Span::mins(15);

/// What a dish was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DishKind {
    /// A recipe.
    Recipe,
    /// A loose timer: one timed step of phase [`Phase::Timer`].
    Timer,
}

/// A step's place beside another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    /// The step it stands beside.
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
    /// How long it is counted down; none for a hands step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<Length>,
    /// Hands-on estimate; what a hands step is reckoned with.
    pub takes: Span,
    /// The oven's setting for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oven: Option<Oven>,
    /// How long the oven takes to that from cold.
    pub preheat: Span,
    /// Reminders.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cues: Vec<Cue>,
    /// The sign that it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// What to say when it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub then: Option<String>,
    /// Every step that must be done before this one can begin. The host of a `while` step is not among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waits_for: Vec<StepId>,
    /// The step before it on its own line (the main line or its part), where it waits for that: ending that one begins this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<StepId>,
    /// The running step that must have begun before this one can.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beside: Option<Beside>,
    /// Ingredients of this step.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub uses: Vec<String>,
    /// What it keeps busy, where the recipe says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs: Option<Vec<Need>>,
    /// How long its result may wait for the next step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keeps: Option<Span>,
}

/// A recipe being cooked, or a loose timer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dish {
    /// What it is called.
    pub name: String,
    /// What it is called in a word or two, where the recipe says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<String>,
    /// What it was made from.
    pub kind: DishKind,
    /// People it feeds, where the recipe says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub servings: Option<u32>,
    /// Ingredient lines, scaled; one that ends in a colon is a heading.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ingredients: Vec<String>,
    /// Notes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// The unit that oven settings are shown in; as written where none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    /// The time of day that a loose timer ends at, if it was said so: then a change of the wall clock moves its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<DayTime>,
    /// The steps, at least one, in the order written.
    pub steps: Vec<DishStep>,
}

/// What the cook says at set-up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SetUp {
    /// Servings wanted; as the recipe has it where none.
    pub servings: Option<u32>,
    /// For each of [`Recipe::questions`], the option taken; the first where the list is short.
    pub answers: Vec<usize>,
    /// The unit for oven settings; as written where none. Text that names a temperature is told in it too.
    pub unit: Option<Unit>,
}

impl Dish {
    /// The step of that id.
    pub fn step(&self, id: StepId) -> Option<&DishStep> {
        self.steps.get(id.index())
    }

    /// `recipe`, as it will be cooked after `set_up`: choices made, amounts scaled, texts told in the cook's unit, and what
    /// follows what worked out. Should the links of a recipe made by hand have a loop (those that were read have none), its
    /// steps simply follow each other.
    pub fn prepare(recipe: &Recipe, set_up: &SetUp) -> Dish {
        let present = order::present(recipe, &set_up.answers);
        let links = order::links(&recipe.steps, &present).unwrap_or_else(|_| order::plain(&present));
        let own = recipe.yields.count();
        let servings = own.map(|own| set_up.servings.unwrap_or(own));
        let scaled = |line: &String| match (own, servings) {
            (Some(own), Some(servings)) => amount::scale(line, own, servings),
            (_, _) => line.clone(),
        };
        let told = |text: &String| match set_up.unit {
            Some(unit) => localise(text, unit),
            None => text.clone(),
        };
        // Where each step of the recipe stands in the dish.
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
                // A cue may be meant for the longer of two options only.
                cues: (step.cues.iter().filter(|cue| length.is_some_and(|length| cue.at.fits(length))))
                    .map(|cue| Cue { at: cue.at, say: told(&cue.say) })
                    .collect(),
                until: step.until.as_ref().map(told),
                then: step.then.as_ref().map(told),
                waits_for: link.waits_for.iter().filter_map(placed).collect(),
                follows: link.follows.as_ref().and_then(placed),
                beside: link.beside.and_then(|(host, at)| placed(&host).map(|host| Beside { host, at })),
                uses: step.uses.iter().map(scaled).collect(),
                needs: step.needs.clone(),
                keeps: step.keeps,
            },
        );
        Dish {
            name: recipe.name.clone(),
            short: recipe.short.clone(),
            kind: DishKind::Recipe,
            servings,
            ingredients: recipe.ingredients.iter().map(scaled).collect(),
            notes: recipe.notes.iter().map(told).collect(),
            unit: set_up.unit,
            until: None,
            steps: steps.collect(),
        }
    }
}

/// How long each step runs after the answers given; the first option where there is none.
fn lengths(recipe: &Recipe, answers: &[usize]) -> Vec<Option<Length>> {
    let mut answers = answers.iter().copied().skip(usize::from(!recipe.choose.is_empty()));
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
