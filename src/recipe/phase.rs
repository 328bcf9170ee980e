//! The phases that a kitchen knows: a closed list, and what each implies.

use crate::time::Span;
use serde::{Deserialize, Serialize};

/// The kind of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// Cutting, mixing, heating a pan.
    Prep,
    /// Standing in a marinade.
    Marinate,
    /// Standing in the cold.
    Chill,
    /// Standing still.
    Rest,
    /// In the oven, for browning.
    Roast,
    /// In the oven.
    Bake,
    /// Under or over strong heat.
    Grill,
    /// Brushing or spooning over.
    Baste,
    /// Setting a glaze with heat.
    Glaze,
    /// Just below a boil.
    Simmer,
    /// At a boil.
    Boil,
    /// In steam.
    Steam,
    /// Very hot and short.
    Sear,
    /// In a pan with fat.
    Fry,
    /// Rising.
    Proof,
    /// Losing heat.
    Cool,
    /// To the table.
    Serve,
    /// A loose timer; no recipe can name it.
    Timer,
}

impl Phase {
    /// The phases that a recipe can name.
    pub const ALL: [Phase; 17] = [
        Phase::Prep,
        Phase::Marinate,
        Phase::Chill,
        Phase::Rest,
        Phase::Roast,
        Phase::Bake,
        Phase::Grill,
        Phase::Baste,
        Phase::Glaze,
        Phase::Simmer,
        Phase::Boil,
        Phase::Steam,
        Phase::Sear,
        Phase::Fry,
        Phase::Proof,
        Phase::Cool,
        Phase::Serve,
    ];

    /// As a recipe writes it: lower case.
    pub fn word(self) -> &'static str {
        match self {
            Phase::Prep => "prep",
            Phase::Marinate => "marinate",
            Phase::Chill => "chill",
            Phase::Rest => "rest",
            Phase::Roast => "roast",
            Phase::Bake => "bake",
            Phase::Grill => "grill",
            Phase::Baste => "baste",
            Phase::Glaze => "glaze",
            Phase::Simmer => "simmer",
            Phase::Boil => "boil",
            Phase::Steam => "steam",
            Phase::Sear => "sear",
            Phase::Fry => "fry",
            Phase::Proof => "proof",
            Phase::Cool => "cool",
            Phase::Serve => "serve",
            Phase::Timer => "timer",
        }
    }

    /// The title of a step that has none: its word, with a capital.
    pub(crate) fn title(self) -> String {
        let mut letters = self.word().chars();
        letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }

    /// The hands-on estimate of a step that gives none.
    pub(crate) fn takes(self) -> Span {
        if self == Phase::Prep { Span::mins(5) } else { Span::mins(2) }
    }

    /// The phase that a recipe calls `word`.
    pub fn of(word: &str) -> Option<Phase> {
        Phase::ALL.into_iter().find(|p| p.word() == word)
    }

    /// Whether such a step cooks by heat, and goes on cooking when its clock is stopped.
    pub fn on_heat(self) -> bool {
        match self {
            Phase::Roast
            | Phase::Bake
            | Phase::Grill
            | Phase::Glaze
            | Phase::Simmer
            | Phase::Boil
            | Phase::Steam
            | Phase::Sear
            | Phase::Fry => true,
            Phase::Prep
            | Phase::Marinate
            | Phase::Chill
            | Phase::Rest
            | Phase::Baste
            | Phase::Proof
            | Phase::Cool
            | Phase::Serve
            | Phase::Timer => false,
        }
    }

    /// Whether the end of such a step, off the heat, can wait: it calls softly once.
    pub fn calm(self) -> bool {
        match self {
            Phase::Marinate | Phase::Chill | Phase::Rest | Phase::Proof | Phase::Cool => true,
            Phase::Prep
            | Phase::Roast
            | Phase::Bake
            | Phase::Grill
            | Phase::Baste
            | Phase::Glaze
            | Phase::Simmer
            | Phase::Boil
            | Phase::Steam
            | Phase::Sear
            | Phase::Fry
            | Phase::Serve
            | Phase::Timer => false,
        }
    }
}
