//! What public bodies say of food at room temperature, of leftovers and of meat's inside, each with its source.
//!
//! The limits are only told, beside the recipe's own values: nothing here says what may be eaten. Above 90 °F (32 °C) the USDA halves
//! the time at room temperature; how warm a kitchen is cannot be known here, so that is only said.
//!
//! Sources: USDA FSIS "Leftovers and Food Safety" (2 hours, 1 above 90 °F; 3 to 4 days in the fridge), USDA FSIS "Safe
//! Minimum Internal Temperature Chart" (165, 160 and 145 °F), UK FSA "Chilling" and "Avoiding food waste" (into the fridge within 1 to
//! 2 hours; eaten within 2 days), UK FSA "Cooking your food" (70 °C for 2 minutes, or 60 °C for 45, 65 °C for 10, 75 °C for 30 seconds,
//! 80 °C for 6).

use crate::time::Span;

/// The longest time between heat and fridge.
pub(crate) const AT_ROOM: Span = Span::hours(2);
/// Who says so.
pub(crate) const AT_ROOM_BY: &str = "USDA FSIS and the FSA";
/// For how long leftovers keep in a fridge, by the USDA's longest and by the FSA.
pub(crate) const KEEPS: Span = Span::DAY.times(4);
pub(crate) const KEEPS_WORDS: &str = "USDA FSIS says 3 to 4 days in the fridge, the FSA 2 days";
/// What the FSA asks of all meat.
pub(crate) const FSA_CORE: &str = "the FSA 70 °C for 2 min (or 60 °C for 45 min, 65 °C for 10 min)";

/// A kind of meat, by what is asked of its inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Meat {
    /// Steaks, chops and roasts of beef, pork, veal and lamb; fish.
    Whole,
    /// Ground or minced.
    Ground,
    Poultry,
}

impl Meat {
    /// The inside temperature of the USDA FSIS, in °F.
    pub(crate) fn core(self) -> u16 {
        match self {
            Meat::Whole => 145,
            Meat::Ground => 160,
            Meat::Poultry => 165,
        }
    }
    /// "165 °F (74 °C) for poultry".
    pub(crate) fn core_words(self) -> &'static str {
        match self {
            Meat::Whole => "145 °F (63 °C) and 3 min of rest for whole cuts and fish",
            Meat::Ground => "160 °F (71 °C) for ground meat",
            Meat::Poultry => "165 °F (74 °C) for poultry",
        }
    }

    /// The kind that a line names, in four languages; of several the one that is cooked furthest.
    pub(crate) fn named_in(text: &str) -> Option<Meat> {
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        // "Chicken stock" is no chicken.
        let broth = |at: usize| words.get(at + 1).is_some_and(|next| BROTH.iter().any(|broth| next.starts_with(broth)));
        let names = |list: &[&str]| {
            words.iter().enumerate().any(|(at, word)| {
                list.iter().any(|name| *word == *name || word.strip_suffix('s') == Some(*name)) && !broth(at)
            })
        };
        if names(POULTRY) {
            return Some(Meat::Poultry);
        }
        let whole = names(WHOLE);
        let ground = names(MINCED) || (whole && names(GROUND));
        if ground { Some(Meat::Ground) } else { whole.then_some(Meat::Whole) }
    }

    /// The kinds that an ingredient list names, least asked of first.
    pub(crate) fn all_in<'a>(ingredients: impl Iterator<Item = &'a String>) -> Vec<Meat> {
        let mut found: Vec<Meat> = ingredients.filter_map(|line| Meat::named_in(line)).collect();
        found.sort();
        found.dedup();
        found
    }
}

const POULTRY: &[&str] = &[
    "chicken",
    "turkey",
    "duck",
    "goose",
    "poultry",
    "hähnchen",
    "huhn",
    "hühnchen",
    "pute",
    "truthahn",
    "ente",
    "gans",
    "poulet",
    "dinde",
    "canard",
    "oie",
    "volaille",
    "pollo",
    "pavo",
    "pato",
];
const WHOLE: &[&str] = &[
    "beef",
    "pork",
    "lamb",
    "veal",
    "mutton",
    "venison",
    "steak",
    "salmon",
    "cod",
    "trout",
    "tuna",
    "fish",
    "rind",
    "rindfleisch",
    "schwein",
    "schweinefleisch",
    "schweinebauch",
    "lamm",
    "kalb",
    "fisch",
    "lachs",
    "bœuf",
    "boeuf",
    "porc",
    "agneau",
    "veau",
    "poisson",
    "saumon",
    "ternera",
    "cerdo",
    "cordero",
    "pescado",
    "salmón",
];
const MINCED: &[&str] = &["mince", "hackfleisch", "hack", "faschiertes", "mett"];
const GROUND: &[&str] = &["ground", "minced", "haché", "hachée", "picada", "picado"];
const BROTH: &[&str] = &["stock", "broth", "bouillon", "fond", "brühe", "gravy", "cube", "powder"];

/// Whether a text puts the food into the cold.
pub(crate) fn in_the_cold(text: &str) -> bool {
    const COLD: [&str; 9] =
        ["fridge", "refrigerat", "freezer", "freeze", "kühlschrank", "frigo", "réfrigérateur", "nevera", "frigorífico"];
    let lower = text.to_lowercase();
    COLD.iter().any(|word| lower.contains(word))
}

/// Whether a text speaks of the inside of the food, as a thermometer shows it.
pub(crate) fn of_the_inside(text: &str) -> bool {
    const INSIDE: [&str; 13] = [
        "inside",
        "internal",
        "core",
        "thermometer",
        "probe",
        "thickest",
        "innen",
        "kern",
        "cœur",
        "coeur",
        "interno",
        "interior",
        "registers",
    ];
    let lower = text.to_lowercase();
    INSIDE.iter().any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::Meat;

    #[test]
    fn meat_is_told_by_its_words() {
        for (line, meat) in [
            ("1 kg pork belly", Some(Meat::Whole)),
            ("500 g ground pork", Some(Meat::Ground)),
            ("500 g beef mince", Some(Meat::Ground)),
            ("8 chicken thighs", Some(Meat::Poultry)),
            ("2 chickens", Some(Meat::Poultry)),
            ("300 ml chicken stock", None),
            ("500 ml beef broth", None),
            ("1 tsp ground cumin", None),
            ("800 g Schweinebauch", Some(Meat::Whole)),
            ("500 g viande de bœuf hachée", Some(Meat::Ground)),
            ("1 kg floury potatoes", None),
            ("2 duck breasts in beef stock", Some(Meat::Poultry)),
        ] {
            assert_eq!(Meat::named_in(line), meat, "{line}");
        }
    }

    #[test]
    fn no_text_calls_anything_safe() {
        let said = [super::KEEPS_WORDS, super::FSA_CORE, super::AT_ROOM_BY];
        let cores = [Meat::Whole, Meat::Ground, Meat::Poultry].map(Meat::core_words);
        assert!(said.iter().chain(&cores).all(|text| !text.to_lowercase().contains("safe")));
    }
}
