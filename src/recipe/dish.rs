//! A dish: a recipe with its choices made, its amounts scaled, and what follows what worked out.
//!
//! It holds all that the engine and a planner need, so that an act which adds a dish carries it whole and a journal never
//! depends on a recipe file that may have changed since.

use super::{Cue, HostAt, Length, Need, Oven, Phase, Recipe, StepId, Unit};
use crate::time::Span;
use serde::{Deserialize, Serialize};

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
    /// A loose timer that runs for `span`.
    pub fn timer(name: String, span: Span) -> Dish {
        let step = DishStep {
            phase: Phase::Timer,
            title: name.clone(),
            what: None,
            length: Some(Length::Exact(span)),
            takes: Span::ZERO,
            oven: None,
            preheat: Span::ZERO,
            cues: Vec::new(),
            until: None,
            then: None,
            waits_for: Vec::new(),
            follows: None,
            beside: None,
            uses: Vec::new(),
            needs: None,
            keeps: None,
        };
        Dish {
            name,
            kind: DishKind::Timer,
            servings: None,
            ingredients: Vec::new(),
            notes: Vec::new(),
            unit: None,
            steps: vec![step],
        }
    }

    /// The step of that id.
    pub fn step(&self, id: StepId) -> Option<&DishStep> {
        self.steps.get(id.index())
    }

    /// `recipe`, as it will be cooked after `set_up`.
    pub fn prepare(recipe: &Recipe, set_up: &SetUp) -> Dish {
        let _ = (recipe, set_up);
        todo!()
    }
}
