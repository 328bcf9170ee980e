//! The phases: a closed list of kinds of step, and what each implies.

use crate::time::Span;
use serde::{Deserialize, Serialize};

/// The kind of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// Cutting, mixing, heating a pan.
    Prep,
    /// Left in a marinade.
    Marinate,
    /// Left in the cold.
    Chill,
    /// Left alone.
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
    /// Very hot and for a short time.
    Sear,
    /// In a pan with fat.
    Fry,
    /// Rising.
    Proof,
    /// Losing heat.
    Cool,
    /// Put on the table.
    Serve,
    /// A loose timer; not allowed in a recipe.
    Timer,
}

/// Other words for a phase. A step written with one gets it as its title if it has none.
const ALSO: [(Phase, &[&str]); 9] = [
    (
        Phase::Prep,
        &[
            "mix", "knead", "fold", "stir", "whisk", "whip", "beat", "cream", "blend", "shape", "roll", "chop", "cut",
            "assemble", "season", "preheat",
        ],
    ),
    (Phase::Proof, &["rise", "prove", "ferment", "bulk"]),
    (Phase::Grill, &["broil", "barbecue"]),
    (Phase::Marinate, &["marinade", "brine", "cure"]),
    (Phase::Chill, &["refrigerate", "freeze"]),
    (Phase::Rest, &["stand", "soak"]),
    (Phase::Fry, &["saute", "sauté", "stir-fry"]),
    (Phase::Simmer, &["braise", "stew", "poach"]),
    (Phase::Baste, &["brush"]),
];

impl Phase {
    /// The phases allowed in a recipe.
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

    /// Its word in a recipe, in lower case.
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

    /// The title for a step that has none: the phase's word with a capital.
    pub(crate) fn title(self) -> String {
        with_capital(self.word())
    }

    /// The hands-on estimate for a step that gives none.
    pub(crate) fn takes(self) -> Span {
        if self == Phase::Prep { Span::mins(5) } else { Span::mins(2) }
    }

    /// The phase for a word in lower case: its own, or another that cooks use.
    pub fn of(word: &str) -> Option<Phase> {
        let own = Phase::ALL.into_iter().find(|p| p.word() == word);
        own.or_else(|| ALSO.iter().find(|(_, words)| words.contains(&word)).map(|(phase, _)| *phase))
    }

    /// Whether such a step cooks by heat, so that it keeps cooking when its clock is paused.
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

    /// Whether the end of such a step, off the heat, can wait; it then calls once and softly.
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

pub(crate) fn with_capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{ALSO, Phase};

    /// Who adds a phase puts it before `Timer`, and into `ALL` at the same place.
    #[test]
    fn every_phase_but_a_timer_is_listed_in_order() {
        assert_eq!(Phase::ALL.len(), Phase::Timer as usize);
        assert!(Phase::ALL.iter().enumerate().all(|(n, phase)| *phase as usize == n));
    }

    #[test]
    fn the_readme_lists_every_phase() {
        let words = Phase::ALL.map(Phase::word).join(", ");
        assert!(include_str!("../../README.md").contains(&format!("({words};")), "the README does not list {words}");
    }

    #[test]
    fn a_word_means_one_phase() {
        let words = Phase::ALL.map(Phase::word).into_iter().chain(ALSO.iter().flat_map(|(_, words)| *words).copied());
        let mut seen = std::collections::HashSet::new();
        for word in words {
            assert!(seen.insert(word), "{word} is there twice");
            assert_eq!(word, word.to_lowercase());
        }
    }
}
