//! Takes ingredient groups from the page's headings where its machine-readable data has none.

use super::blocks::{Block, BlockKind};
use super::by_headings::level;
use crate::import::marks::{has_amount, unlisted};
use crate::import::source::SourceLine;
use crate::import::tidy::letters;

/// Inserts the page's headings between ingredients, and repairs amounts that the markup cut off.
///
/// Machine-readable data often has no groups, while the visible page shows each ingredient under its heading.
pub(crate) fn group(ingredients: &mut Vec<SourceLine>, blocks: &[Block<'_>]) {
    let keys: Vec<String> = blocks.iter().map(|block| letters(unlisted(&block.text))).collect();
    let told: Vec<String> = ingredients
        .iter()
        .map(|line| match line {
            SourceLine::Heading(text) | SourceLine::Text(text) => letters(text),
        })
        .collect();
    let Some(first) = told.first() else { return };
    let starts = keys.iter().enumerate().filter(|(_, key)| *key == first).map(|(n, _)| n).take(20);
    let runs = starts.map(|start| run(start, &told, &keys));
    let Some(run) = runs.max_by_key(|run| run.iter().flatten().count()) else { return };
    if run.iter().flatten().count() * 5 < told.len() * 4 || told.len() < 2 {
        return;
    }
    let mut grouped: Vec<SourceLine> = Vec::new();
    let mut from = run.first().copied().flatten().map_or(0, |first| first.saturating_sub(2));
    let mut headed = false;
    for (line, place) in std::mem::take(ingredients).into_iter().zip(run) {
        let Some(place) = place else {
            grouped.push(line);
            continue;
        };
        let mut between = blocks.iter().take(place).skip(from);
        let heading = between
            .rfind(|block| level(block).is_some() && block.section.is_none() && !told.contains(&letters(&block.text)));
        if let Some(heading) = heading.filter(|block| block.text.chars().count() < 70) {
            headed |= !grouped.is_empty();
            grouped.push(SourceLine::Heading(heading.text.trim_end_matches([':', ' ']).to_owned()));
        }
        from = place + 1;
        // "Apple slaw" among the ingredients is a heading if the page shows it as one. Where the texts differ, the page is right.
        let shown = blocks.get(place).is_some_and(|block| matches!(block.look, BlockKind::Heading(_)));
        match line {
            SourceLine::Text(text) if keys.get(place) != Some(&letters(&text)) => {
                grouped
                    .push(SourceLine::Text(blocks.get(place).map_or(text, |block| unlisted(&block.text).to_owned())));
            }
            SourceLine::Text(text) if shown && !has_amount(&text) && place > 0 => {
                headed = true;
                grouped.push(SourceLine::Heading(text));
            }
            line => grouped.push(line),
        }
    }
    // A single heading above all ingredients adds nothing ("Pea soup").
    if !headed && matches!(grouped.first(), Some(SourceLine::Heading(_))) {
        grouped.remove(0);
    }
    *ingredients = grouped;
}

/// The index of each of `told` among `keys`, from `start` on, each within a short distance of the one before.
fn run(start: usize, told: &[String], keys: &[String]) -> Vec<Option<usize>> {
    let mut next = start;
    let places = told.iter().map(|key| {
        let found = keys.iter().enumerate().skip(next).take(15).find(|(_, other)| same(key, other)).map(|(n, _)| n)?;
        next = found + 1;
        Some(found)
    });
    places.collect()
}

/// Whether both are the same line, even if the markup cut the amount at its decimal point ("5 tsp" for 1.5).
fn same(told: &str, shown: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit());
    told == shown || (told.starts_with(|c: char| c.is_ascii_digit()) && shown.strip_suffix(told).is_some_and(digits))
}
