//! The shelf: the recipes that fit, as far as they can be in sight.

use super::words::{sentence, small};
use super::{ShelfRow, ShelfView};
use crate::recipe::RecipeSummary;
use crate::time::{Clock, Moment, time_of_day};
use std::ops::Range;

/// The most rows before and after the picked one that a screen is given: more than any terminal is high, and far fewer than there may be recipes.
const IN_SIGHT: usize = 150;
/// The most faults that a screen is given.
const MOST_FAULTS: usize = 50;

/// What the shelf shows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ShelfContent<'a> {
    /// What was typed.
    pub filter: &'a str,
    /// How many recipes there are, and how many of them fit.
    pub total: usize,
    /// How many rows there are: the recipes that fit, and timers.
    pub fit: usize,
    /// How many of the rows are timers.
    pub timers: usize,
    /// The place of the picked one among those that fit.
    pub picked: usize,
    /// What goes on.
    pub status: Option<&'a str>,
    /// What is wrong with files, one line each.
    pub faults: &'a [String],
}

/// The places, among `fit` recipes, of those that can be in sight around the picked one.
pub(crate) fn in_sight(picked: usize, fit: usize) -> Range<usize> {
    picked.saturating_sub(IN_SIGHT).min(fit)..picked.saturating_add(IN_SIGHT).min(fit)
}

/// A recipe's line.
pub(crate) fn row(card: &RecipeSummary, marks: Vec<Range<usize>>) -> ShelfRow {
    ShelfRow { name: card.name.to_string(), marks, detail: card.brief() }
}

/// The line of timers that were typed.
pub(crate) fn timer_row(words: &str) -> ShelfRow {
    ShelfRow { name: format!("Timer: {}", small(words)), marks: Vec::new(), detail: String::new() }
}

/// The shelf with those `rows` that are [`in_sight`].
pub(crate) fn shelf(shown: ShelfContent<'_>, rows: Vec<ShelfRow>, now: Moment, clock: &Clock) -> ShelfView {
    let ShelfContent { filter, total, fit, timers, picked, status, faults } = shown;
    ShelfView {
        clock: time_of_day(clock, now),
        filter: filter.to_owned(),
        fit,
        timers,
        rows,
        from: in_sight(picked, fit).start,
        picked,
        total,
        status: status.map(str::to_owned),
        faults: faults.iter().take(MOST_FAULTS).map(|fault| sentence(fault)).collect(),
        more_faults: faults.len().saturating_sub(MOST_FAULTS),
    }
}

/// A count as it is read: "10,000".
pub(crate) fn count(n: usize) -> String {
    let digits = n.to_string();
    let mut told = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            told.push(',');
        }
        told.push(digit);
    }
    told
}

#[cfg(test)]
mod tests {
    use super::{count, in_sight};

    #[test]
    fn counts() {
        for (n, told) in [(0, "0"), (999, "999"), (1_000, "1,000"), (10_002, "10,002"), (1_234_567, "1,234,567")] {
            assert_eq!(count(n), told);
        }
    }

    #[test]
    fn however_high_the_screen_there_are_rows_for_it() {
        assert_eq!(in_sight(0, 0), 0..0);
        assert_eq!(in_sight(3, 10), 0..10);
        assert_eq!(in_sight(5_000, 10_000), 4_850..5_150);
        assert_eq!(in_sight(9_999, 10_000), 9_849..10_000);
        assert_eq!(in_sight(usize::MAX, 10), 10..10);
    }
}
