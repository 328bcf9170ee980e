//! Chooses the recipe that a page is about from all the recipes on it.

use super::PageInfo;
use crate::import::source::{Source, SourceLine};
use crate::import::tidy::letters;

/// The main recipe, with gaps filled from the page. The other recipes are named in its warnings.
pub(crate) fn main_recipe(found: Vec<Source>, page: &PageInfo) -> Option<Source> {
    let titles: Vec<String> = page.titles.iter().map(|title| letters(title)).collect();
    let place = found.iter().enumerate().max_by_key(|(n, source)| (rank(source, &titles), std::cmp::Reverse(*n)))?.0;
    let mut others = found;
    let mut main = others.swap_remove(place);
    if main.ingredients.is_empty() && main.instructions.is_empty() {
        return None;
    }
    // The same recipe given twice does not count as a second one.
    let name = |source: &Source| source.title.as_deref().map(letters).unwrap_or_default();
    others.retain(|other| is_whole(other) && name(other) != name(&main) && other.ingredients != main.ingredients);
    if !others.is_empty() {
        let names: Vec<&str> = others.iter().filter_map(|other| other.title.as_deref()).take(5).collect();
        main.warnings.push(format!("The page has other recipes too, which are left out: {}", names.join("; ")));
    }
    Some(main)
}

fn is_whole(source: &Source) -> bool {
    !source.ingredients.is_empty() && !source.instructions.is_empty()
}

/// How likely it is the main recipe; more is better: complete, named like the page, long.
fn rank(source: &Source, titles: &[String]) -> (bool, bool, usize) {
    let name = source.title.as_deref().map(letters).unwrap_or_default();
    let named = !name.is_empty() && titles.iter().any(|title| title.contains(&name));
    let words = |line: &SourceLine| match line {
        SourceLine::Heading(text) | SourceLine::Text(text) => text.len(),
    };
    (is_whole(source), named, source.ingredients.iter().chain(&source.instructions).map(words).sum())
}
