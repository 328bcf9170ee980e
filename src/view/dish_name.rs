//! What a dish is called beside the others on the go.

use super::words::{capital, cut};
use crate::engine::{Cooking, Session};
use crate::recipe::DishKind;

/// What a dish is called in a word or two, apart from the others on the go: the end of its name, or its beginning where another
/// ends likewise, or its end with a number where they are of one name.
pub(crate) fn called(session: &Session, cooking: &Cooking) -> String {
    let name = cooking.dish.name.as_str();
    let end = short_dish(name);
    if cooking.dish.kind == DishKind::Timer {
        return end;
    }
    let others = || {
        let recipes = session.dishes().filter(|c| c.is_live() && c.dish.kind == DishKind::Recipe);
        recipes.filter(|other| other.id != cooking.id)
    };
    if others().all(|other| short_dish(&other.dish.name) != end) {
        return end;
    }
    let beginning = first_words(name);
    if others().all(|other| first_words(&other.dish.name) != beginning) {
        return beginning;
    }
    match others().filter(|other| short_dish(&other.dish.name) == end && other.id < cooking.id).count() {
        0 => end,
        before => format!("{end} {}", before + 1),
    }
}

/// The beginning of a dish's name: "Honey glazed" of "Honey glazed crispy pork belly".
fn first_words(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let max = words.len().saturating_sub(2).max(1);
    cut(&words.into_iter().take(max).collect::<Vec<_>>().join(" "), 18)
}

/// The end of a dish's name: "pork belly" of "Honey glazed crispy pork belly".
fn short_dish(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    if name.chars().count() <= 18 || words.len() < 3 {
        return cut(name, 18);
    }
    capital(&words.iter().skip(words.len() - 2).copied().collect::<Vec<_>>().join(" "))
}
