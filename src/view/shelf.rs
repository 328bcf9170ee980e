//! The shelf: recipes that fit what was typed.

use super::words::sentence;
use super::{ShelfRow, ShelfView};
use crate::recipe::{Dish, Recipe, SetUp, Yield, totals};
use crate::time::{Clock, Moment, rough, time_of_day};

/// Whether a recipe fits a filter: every word of it is in the name or a tag.
pub fn fits(recipe: &Recipe, filter: &str) -> bool {
    let hay = format!("{} {}", recipe.name, recipe.tags.join(" ")).to_lowercase();
    filter.to_lowercase().split_whitespace().all(|word| hay.contains(word))
}

/// A recipe's line.
pub fn row(recipe: &Recipe) -> ShelfRow {
    let yields = match &recipe.yields {
        Yield::Unsaid => None,
        Yield::Serves(n) => Some(format!("serves {n}")),
        Yield::Makes(what) => Some(format!("makes {what}")),
    };
    let total = totals::totals(&Dish::prepare(recipe, &SetUp::default())).longest;
    let parts = yields.into_iter().chain([format!("about {}", rough(total))]);
    ShelfRow { name: recipe.name.clone(), detail: parts.collect::<Vec<_>>().join(" · ") }
}

/// The shelf with the recipes that `fit`.
pub fn shelf(
    fit: &[&ShelfRow],
    total: usize,
    filter: &str,
    picked: usize,
    faults: &[String],
    now: Moment,
    clock: &Clock,
) -> ShelfView {
    ShelfView {
        clock: time_of_day(clock, now),
        filter: filter.to_owned(),
        rows: fit.iter().copied().cloned().collect(),
        picked,
        total,
        faults: faults.iter().map(|fault| sentence(fault)).collect(),
    }
}
