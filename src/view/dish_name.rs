//! Short names that tell the dishes of a session apart.

use super::words::{capital, cut};
use crate::engine::{Cooking, Session};
use crate::recipe::DishKind;

/// The end of the dish's name; its beginning if another dish ends alike; with a number if two have the same name.
pub(crate) fn called(session: &Session, cooking: &Cooking) -> String {
    let name = cooking.dish.name.as_str();
    let end = cooking.dish.short.clone().unwrap_or_else(|| short_dish(name));
    if cooking.dish.kind == DishKind::Timer {
        return end;
    }
    let others = || {
        let recipes = session.dishes().filter(|c| c.is_live() && c.dish.kind == DishKind::Recipe);
        recipes.filter(|other| other.id != cooking.id)
    };
    let own = |other: &Cooking| other.dish.short.clone().unwrap_or_else(|| short_dish(&other.dish.name));
    if others().all(|other| own(other) != end) {
        return end;
    }
    let beginning = first_words(name);
    if others().all(|other| first_words(&other.dish.name) != beginning) {
        return beginning;
    }
    match others().filter(|other| own(other) == end && other.id < cooking.id).count() {
        0 => end,
        before => format!("{end} {}", before + 1),
    }
}

/// "Honey glazed" for "Honey glazed crispy pork belly".
fn first_words(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let max = words.len().saturating_sub(2).max(1);
    cut(&words.into_iter().take(max).collect::<Vec<_>>().join(" "), 18)
}

/// Words that end the dish itself in a long name; sides, a sauce or an origin follow.
const SIDES: [&str; 18] = [
    ",", ";", ":", "(", " with ", " and ", " & ", " + ", " in ", " on ", " from ", " mit ", " und ", " avec ", " aux ",
    " con ", " – ", " - ",
];

/// "pork belly" for "Honey glazed crispy pork belly", "Sunday roast beef" for "Sunday roast beef, Yorkshires and potatoes".
pub(super) fn short_dish(name: &str) -> String {
    let long = name.chars().count() > 18;
    let main = if long { SIDES.iter().filter_map(|sides| name.find(sides)).filter(|at| *at > 2).min() } else { None };
    let name = main.and_then(|at| name.get(..at)).unwrap_or(name).trim();
    let words: Vec<&str> = name.split_whitespace().collect();
    if name.chars().count() <= 18 || words.len() < 3 {
        return cut(name, 18);
    }
    capital(&words.iter().skip(words.len() - 2).copied().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::short_dish;

    #[test]
    fn a_long_name_is_called_by_its_dish() {
        for (name, short) in [
            ("Pork belly", "Pork belly"),
            ("Honey glazed crispy pork belly", "Pork belly"),
            ("Sunday roast beef, Yorkshires and roast potatoes", "Sunday roast beef"),
            ("Chicken with forty cloves of garlic", "Chicken"),
            ("Spaghetti and meatballs in tomato sauce", "Spaghetti"),
            ("Grandmother's overnight sourdough (no knead)", "Overnight sourdough"),
        ] {
            assert_eq!(short_dish(name), short, "{name}");
        }
    }
}
