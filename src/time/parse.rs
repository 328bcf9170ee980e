//! Parses texts that are a length of time as a whole: a field of a recipe, a word of a command.
//!
//! Only whole seconds, above zero and up to [`LONGEST`]. Every refusal has a hint, and no text makes it panic.

use super::Span;
use super::duration_fault::{DurationFault, fault, quote};
use super::leading::{LeadingLength, leading_length};
use super::number::begins_number;
use super::scan::{after, letters};
use super::unit::SpokenUnit;

/// A length as written: exact, a range, or open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParsedLength {
    /// "1h 30m".
    Exact(Span),
    /// "15m - 20m"; `max` is above `min`.
    Range {
        /// The earlier end.
        min: Span,
        /// The later end.
        max: Span,
    },
    /// "30m+".
    Open(Span),
}

/// Trimmed, with single spaces.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Parses one length of time: "20m", "30 Min", "1h 30m", "1h30", "1.5 hours", "half an hour", "1:30:00".
///
/// # Errors
/// If it is not one, is below a second or above [`super::LONGEST`], or is ambiguous (`1:30`).
pub fn parse_span(text: &str) -> Result<Span, DurationFault> {
    let text = plain(text);
    if text.is_empty() {
        return fault("the length of time is empty", "say it as 45s, 20m or 1h 30m");
    }
    match leading_length(&text)? {
        LeadingLength::Span { span, end } => {
            let rest = after(&text, end).trim();
            if rest.is_empty() { Ok(span) } else { left_over(&text, rest) }
        }
        LeadingLength::Bare { number, end } => {
            let rest = after(&text, end).trim();
            if rest.starts_with(begins_number) {
                return fault(
                    format!("{} has two numbers in a row", quote(&text)),
                    "give each number its unit, such as 1h 30m",
                );
            }
            let unit = letters(rest);
            if !unit.is_empty() {
                return fault(format!("{} is no unit of time", quote(unit)), "use s, m, h or d, such as 1h 30m");
            }
            match number.as_whole().filter(|_| rest.is_empty()) {
                Some(n) => fault(
                    format!("{} has no unit", quote(&text)),
                    format!("say {n}m for minutes, {n}h for hours or {n}s for seconds"),
                ),
                None => not_a_length(&text),
            }
        }
        LeadingLength::Colon { first, second, .. } => Err(colon_fault(&text, first, second)),
        LeadingLength::Nothing => not_a_length(&text),
    }
}

/// `1:30` is refused, never guessed.
pub(super) fn colon_fault(text: &str, first: u16, second: u16) -> DurationFault {
    let as_day_time = if (6..24).contains(&first) { format!(", or until {first}:{second:02}") } else { String::new() };
    DurationFault {
        message: format!("{} may be minutes and seconds, or hours and minutes", quote(text)),
        hint: format!("say {first}m {second}s, or {first}h {second}m{as_day_time}"),
    }
}

fn not_a_length<T>(text: &str) -> Result<T, DurationFault> {
    fault(format!("{} is not a length of time", quote(text)), "say it as 45s, 20m or 1h 30m")
}

/// The fault for text after a length that should be the whole text.
fn left_over(text: &str, rest: &str) -> Result<Span, DurationFault> {
    match leading_length(rest)? {
        LeadingLength::Bare { .. } => {
            fault(format!("the last number of {} has no unit", quote(text)), "say 1h 30m, or 1m 30s")
        }
        LeadingLength::Span { .. } => fault(format!("{} names a unit twice", quote(text)), "say it as 1h 30m"),
        LeadingLength::Colon { .. } | LeadingLength::Nothing => not_a_length(text),
    }
}

/// Where the signs or words that form a range are, and how long they are.
fn range_sign(text: &str) -> Vec<(usize, usize)> {
    let dashes = text.char_indices().filter(|(_, c)| matches!(c, '-' | '–' | '—' | '−'));
    let dashes = dashes.map(|(at, c)| (at, at + c.len_utf8()));
    let words = [" to ", " bis ", " à ", " a "].into_iter();
    let words = words.flat_map(|word| text.match_indices(word).map(|(at, word)| (at, at + word.len())));
    // In "half-hour" and "twenty-five" the dash is between letters.
    let before_number = |(from, to): &(usize, usize)| {
        let right = after(text, *to).trim_start();
        let left = text.get(..*from).unwrap_or_default();
        right.starts_with(begins_number) || right.is_empty() || left.is_empty()
    };
    let mut all: Vec<(usize, usize)> = dashes.chain(words).filter(before_number).collect();
    all.sort_unstable();
    all
}

/// Both sides of the one sign or word that forms a range.
fn split_range(text: &str) -> Result<Option<(&str, &str)>, DurationFault> {
    let cuts = range_sign(text);
    let Some((from, to)) = cuts.first().copied() else { return Ok(None) };
    if cuts.len() > 1 {
        return fault(format!("{} is not one range", quote(text)), "say it as 15m - 20m");
    }
    let (left, right) = (text.get(..from).unwrap_or_default(), after(text, to));
    let (left, right) = (left.trim(), right.trim());
    if left.is_empty() {
        return fault(format!("{} is below zero, or a range without its start", quote(text)), "say 20m, or 15m - 20m");
    }
    if right.is_empty() {
        return fault(format!("{} is a range without its end", quote(text)), "say 15m - 20m, or 15m+ if it is open");
    }
    Ok(Some((left, right)))
}

/// Whether the whole text is a number.
fn is_number(text: &str) -> bool {
    matches!(leading_length(text), Ok(LeadingLength::Bare { end, .. }) if end == text.len())
}

/// The unit of a text with one number and one unit: "20 min", "1½h".
fn one_unit(text: &str) -> Option<&str> {
    let (_, taken) = super::number::leading_number(text)?;
    let unit = after(text, taken).trim();
    SpokenUnit::of(unit.trim_end_matches('.')).map(|_| unit)
}

/// Parses a length, a range ("15m - 20m", "15-20m", "15 to 20 min") or an open length ("30m+").
///
/// # Errors
/// As [`parse_span`], and if a range lacks an end, goes backwards or is open.
pub fn parse_length(text: &str) -> Result<ParsedLength, DurationFault> {
    let text = plain(text);
    for ending in OPEN {
        let cut = text.len().saturating_sub(ending.len());
        let ends = text.get(cut..).is_some_and(|end| end.to_lowercase() == *ending);
        if let Some(min) = text.get(..cut).filter(|_| ends) {
            return match split_range(min.trim())? {
                None => parse_span(min).map(ParsedLength::Open),
                Some(_) => fault(format!("{} is a range and open too", quote(&text)), "say 15m - 20m, or 15m+"),
            };
        }
    }
    let Some((left, right)) = split_range(&text)? else {
        return parse_span(&text).map(ParsedLength::Exact);
    };
    if is_number(right) {
        return fault(
            format!("the second number of {} has no unit", quote(&text)),
            format!("say {left} - {right}m, or the unit that you mean"),
        );
    }
    let max = parse_span(right)?;
    let min = if is_number(left) {
        match one_unit(right) {
            Some(unit) => parse_span(&format!("{left}{unit}"))?,
            None => {
                return fault(
                    format!("the first number of {} has no unit", quote(&text)),
                    format!("say {left}m - {right}, or the unit that you mean"),
                );
            }
        }
    } else {
        parse_span(left)?
    };
    if min == max {
        return fault(format!("both ends of {} are the same", quote(&text)), format!("say {right}"));
    }
    if min > max {
        // A bare number takes the unit of the other side, and would lose it if the sides were swapped.
        let unit = one_unit(right).filter(|_| is_number(left)).unwrap_or_default();
        return fault(format!("{} goes backwards", quote(&text)), format!("say {right} - {left}{unit}"));
    }
    Ok(ParsedLength::Range { min, max })
}

/// Endings that make a length open.
pub(super) const OPEN: [&str; 4] = ["+", " or more", " or longer", " at least"];

#[cfg(test)]
mod tests {
    use super::{ParsedLength, parse_length, parse_span};
    use crate::time::{LONGEST, Span, span_toml};
    use proptest::prelude::{any, prop_assert_eq, proptest};

    #[test]
    fn spans_are_read() {
        for (text, secs) in [
            ("45s", 45),
            ("20m", 1_200),
            ("30M", 1_800),
            ("30 Min", 1_800),
            ("90 minutes", 5_400),
            ("1h 30m", 5_400),
            ("1h30m", 5_400),
            ("1h30", 5_400),
            ("1 h 30", 5_400),
            ("1 h 5", 3_900),
            ("1.5h", 5_400),
            ("1.5 hours", 5_400),
            ("0.5 min", 30),
            ("  2  HRS ", 7_200),
            ("1\u{a0}h", 3_600),
            ("3 days", 259_200),
            ("2w", 1_209_600),
            ("8h", 28_800),
            ("1m 30s", 90),
            ("1,5h", 5_400),
            ("1½h", 5_400),
            ("half an hour", 1_800),
            ("6m30", 390),
            ("1:30:00", 5_400),
            ("6'30\"", 390),
        ] {
            assert_eq!(parse_span(text), Ok(Span::secs(secs)), "{text}");
        }
    }

    #[test]
    fn spans_are_refused_with_a_mend() {
        for (text, message) in [
            ("", "the length of time is empty: say it as 45s, 20m or 1h 30m"),
            ("30", "`30` has no unit: say 30m for minutes, 30h for hours or 30s for seconds"),
            ("0m", "`0m` is no time at all: say a length above zero, such as 20m"),
            ("-5m", "`-5m` is below zero: say a length above zero, such as 20m"),
            ("2 months", "`2 months` is longer than 14 days: say 14d at most"),
            ("1y", "`1y` is longer than 14 days: say 14d at most"),
            ("15d", "`15d` is longer than 14 days: say 14d at most"),
            ("99999999999999999999h", "`99999999999999999999h` is longer than 14 days: say 14d at most"),
            ("99999999999999999h", "`99999999999999999h` is longer than 14 days: say 14d at most"),
            ("1h 90", "the last number of `1h 90` has no unit: say 1h 30m, or 1m 30s"),
            ("1m 30", "the last number of `1m 30` has no unit: say 1h 30m, or 1m 30s"),
            ("1h30x", "`x` is no unit of time: use s, m, h or d, such as 1h 30m"),
            ("1 0m", "`1 0m` has two numbers in a row: give each number its unit, such as 1h 30m"),
            ("1:30", "`1:30` may be minutes and seconds, or hours and minutes: say 1m 30s, or 1h 30m"),
            ("1:30 roast", "`1:30 roast` may be minutes and seconds, or hours and minutes: say 1m 30s, or 1h 30m"),
            ("20m rice", "`20m rice` is not a length of time: say it as 45s, 20m or 1h 30m"),
            ("20m 20m", "`20m 20m` names a unit twice: say it as 1h 30m"),
            ("300ms", "`300ms` is finer than a second: say it in whole seconds, such as 1s"),
            ("1.5s", "`1.5s` is finer than a second: say it in whole seconds, such as 1m 30s"),
            ("overnight", "`overnight` is not a length of time: say it as 45s, 20m or 1h 30m"),
            ("1..5h", "`1..5h` is not a length of time: say it as 45s, 20m or 1h 30m"),
        ] {
            match parse_span(text) {
                Ok(span) => panic!("{text} was read as {span:?}"),
                Err(fault) => assert_eq!(fault.to_string(), message),
            }
        }
    }

    #[test]
    fn lengths_are_read() {
        let range = |a, b| ParsedLength::Range { min: Span::mins(a), max: Span::mins(b) };
        for (text, wanted) in [
            ("15m - 20m", range(15, 20)),
            ("15-20m", range(15, 20)),
            ("15–20 min", range(15, 20)),
            ("15 to 20 min", range(15, 20)),
            ("15 min to 20 min", range(15, 20)),
            ("1-2 hours", range(60, 120)),
            ("45m-1h", range(45, 60)),
            ("1h - 1h 30m", range(60, 90)),
            ("30m+", ParsedLength::Open(Span::mins(30))),
            ("30m +", ParsedLength::Open(Span::mins(30))),
            ("8 h or longer", ParsedLength::Open(Span::hours(8))),
            ("1h 30m", ParsedLength::Exact(Span::mins(90))),
        ] {
            assert_eq!(parse_length(text), Ok(wanted), "{text}");
        }
    }

    #[test]
    fn lengths_are_refused_with_a_mend() {
        for (text, message) in [
            ("15m - 20", "the second number of `15m - 20` has no unit: say 15m - 20m, or the unit that you mean"),
            (
                "15 - 1h 30m",
                "the first number of `15 - 1h 30m` has no unit: say 15m - 1h 30m, or the unit that you mean",
            ),
            ("20m - 15m", "`20m - 15m` goes backwards: say 15m - 20m"),
            ("20-10m", "`20-10m` goes backwards: say 10m - 20m"),
            ("15m - 15m", "both ends of `15m - 15m` are the same: say 15m"),
            ("15-20-25m", "`15-20-25m` is not one range: say it as 15m - 20m"),
            ("-20m", "`-20m` is below zero, or a range without its start: say 20m, or 15m - 20m"),
            ("15m-", "`15m-` is a range without its end: say 15m - 20m, or 15m+ if it is open"),
            ("15-20m+", "`15-20m+` is a range and open too: say 15m - 20m, or 15m+"),
            ("0-20m", "`0m` is no time at all: say a length above zero, such as 20m"),
        ] {
            match parse_length(text) {
                Ok(span) => panic!("{text} was read as {span:?}"),
                Err(fault) => assert_eq!(fault.to_string(), message),
            }
        }
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in any::<String>()) {
            let _ = parse_length(&text);
        }
        #[test]
        fn nothing_like_a_length_makes_it_panic(text in "[0-9.hHmMsdwy +–,½a-]{0,14}") {
            let _ = parse_length(&text);
        }
        #[test]
        fn what_is_written_is_read_back(secs in 1i64..=1_209_600) {
            let span = Span::secs(secs);
            prop_assert_eq!(parse_span(&span_toml(span)), Ok(span));
        }
        #[test]
        fn a_range_is_read_back(a in 1i64..600_000, more in 1i64..600_000) {
            let (min, max) = (Span::secs(a), Span::secs(a + more));
            let text = format!("{} - {}", span_toml(min), span_toml(max));
            prop_assert_eq!(parse_length(&text), Ok(ParsedLength::Range { min, max }));
            prop_assert_eq!(LONGEST, Span::hours(14 * 24));
        }
    }
}
