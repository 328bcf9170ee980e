//! The shelf: the matching recipes, cut to what a screen could show.

use super::words::{sentence, small};
use super::{ShelfRow, ShelfView};
use crate::recipe::RecipeSummary;
use crate::time::{Clock, Moment, time_of_day};
use std::ops::Range;

/// The most rows before and after the picked one that a screen gets: higher than any terminal.
const IN_SIGHT: usize = 150;
/// The most faults that a screen gets.
const MOST_FAULTS: usize = 50;

#[derive(Clone, Copy, Debug)]
pub(crate) struct ShelfContent<'a> {
    pub filter: &'a str,
    /// How many recipes there are, matching or not.
    pub total: usize,
    /// How many rows there are: matching recipes and timers.
    pub fit: usize,
    /// How many of the rows are timers.
    pub timers: usize,
    /// The index of the picked row among all rows.
    pub picked: usize,
    pub status: Option<&'a str>,
    /// Files that could not be read, one line each.
    pub faults: &'a [String],
}

/// The indices, below `fit`, of the rows around the picked one that a terminal could show.
pub(crate) fn in_sight(picked: usize, fit: usize) -> Range<usize> {
    picked.saturating_sub(IN_SIGHT).min(fit)..picked.saturating_add(IN_SIGHT).min(fit)
}

pub(crate) fn row(card: &RecipeSummary, marks: Vec<Range<usize>>) -> ShelfRow {
    ShelfRow { name: card.name.to_string(), marks, detail: card.brief() }
}

/// The line of timers that the cook typed.
pub(crate) fn timer_row(words: &str) -> ShelfRow {
    ShelfRow { name: format!("Timer: {}", small(words)), marks: Vec::new(), detail: String::new() }
}

/// The shelf with the `rows` that are [`in_sight`].
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

/// "10,000".
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
