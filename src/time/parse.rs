//! Lengths of time, read as cooks write them.
//!
//! The sums are humantime's, behind a reader of our own: alone it takes `30M` for two and a half years and `1 0m` for ten
//! minutes, lets `0m` pass, and refuses `15-20m`, `30 Min` and `1h30`. So ranges are split first, case is lowered, each number must
//! have one known unit, and what is refused comes with a hint. Whole seconds only, above zero and up to [`LONGEST`]; nothing that
//! a file can say makes it panic.

use super::Span;
use std::error::Error;
use std::fmt;

/// The longest time that can be read: 14 days.
pub const LONGEST: Span = Span::DAY.times(14);

/// Why a length of time was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DurationFault {
    /// What is wrong, in words.
    pub message: String,
    /// What to write instead.
    pub hint: String,
}

impl fmt::Display for DurationFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.message, self.hint)
    }
}

impl Error for DurationFault {}

/// A length as it was written: one, or a range, or with an open end.
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

/// A unit that a duration can name: the letter for humantime, and the words for it.
struct KnownUnit {
    letter: char,
    words: &'static [&'static str],
}

const UNITS: [KnownUnit; 5] = [
    KnownUnit { letter: 's', words: &["s", "sec", "secs", "second", "seconds"] },
    KnownUnit { letter: 'm', words: &["m", "min", "mins", "minute", "minutes"] },
    KnownUnit { letter: 'h', words: &["h", "hr", "hrs", "hour", "hours"] },
    KnownUnit { letter: 'd', words: &["d", "day", "days"] },
    KnownUnit { letter: 'w', words: &["w", "wk", "wks", "week", "weeks"] },
];

fn fault<T>(message: impl Into<String>, hint: impl Into<String>) -> Result<T, DurationFault> {
    Err(DurationFault { message: message.into(), hint: hint.into() })
}

/// Lower case, trimmed, every run of white space one plain space.
fn plain(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// As quoted in a message: short, on one line, without control characters.
fn quote(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let clean = plain(&clean);
    match clean.char_indices().nth(40) {
        Some((cut, _)) => format!("`{}…`", clean.get(..cut).unwrap_or_default()),
        None => format!("`{clean}`"),
    }
}

/// A number and the word behind it, as written ("1.5" and "h"); the word may be empty.
struct LengthPart {
    number: String,
    unit: String,
    /// Whether white space stood before the unit or, without one, after the number.
    end: bool,
}

fn parts(text: &str) -> Result<Vec<LengthPart>, DurationFault> {
    let mut parts: Vec<LengthPart> = Vec::new();
    for c in text.chars() {
        match (c, parts.last_mut()) {
            ('0'..='9' | '.', Some(part)) if part.unit.is_empty() && !part.end => part.number.push(c),
            ('0'..='9' | '.', Some(part)) if part.unit.is_empty() => {
                return fault(
                    format!("{} has two numbers in a row", quote(text)),
                    "give each number its unit, such as 1h 30m",
                );
            }
            ('0'..='9', _) => parts.push(LengthPart { number: c.to_string(), unit: String::new(), end: false }),
            (' ', Some(part)) => part.end = true,
            (',' | '½' | '¼' | '¾' | '/', _) => {
                return fault(format!("{} has a fraction that cannot be read", quote(text)), "say 1h 30m or 1.5h");
            }
            (':', _) => return fault(format!("{} has a colon", quote(text)), "say 1h 30m, or 1m 30s"),
            (c, Some(part)) if c.is_alphabetic() && (part.unit.is_empty() || !part.end) => {
                part.end = false;
                part.unit.push(c);
            }
            _ => return fault(format!("{} is not a length of time", quote(text)), "say it as 45s, 20m or 1h 30m"),
        }
    }
    Ok(parts)
}

/// Reads one length of time: "20m", "30 Min", "1h 30m", "1h30", "1.5 hours".
pub fn parse_span(text: &str) -> Result<Span, DurationFault> {
    let text = plain(text);
    if text.is_empty() {
        return fault("the length of time is empty", "say it as 45s, 20m or 1h 30m");
    }
    if text.starts_with(['-', '−', '–']) {
        return fault(format!("{} is below zero", quote(&text)), "say a length above zero, such as 20m");
    }
    let parts = parts(&text)?;
    let mut sum = String::new();
    let mut seen: Vec<char> = Vec::new();
    for part in &parts {
        let letter = if part.unit.is_empty() {
            // "1h30" and "1 h 30", as we print it ourselves; anything else is a guess.
            let minutes = part.number.len() <= 2 && part.number.parse::<u8>().is_ok_and(|n| n < 60);
            if seen.last() == Some(&'h') && minutes {
                'm'
            } else if seen.is_empty() {
                let n = &part.number;
                return fault(
                    format!("{} has no unit", quote(&text)),
                    format!("say {n}m for minutes, {n}h for hours or {n}s for seconds"),
                );
            } else {
                return fault(format!("the last number of {} has no unit", quote(&text)), "say 1h 30m, or 1m 30s");
            }
        } else {
            match UNITS.iter().find(|known| known.words.contains(&part.unit.as_str())) {
                Some(known) => known.letter,
                None if part.unit.starts_with("mo") || part.unit.starts_with('y') => {
                    return fault(format!("{} is longer than 14 days", quote(&text)), "say 14d at most");
                }
                None if ["ms", "msec", "millis", "us", "ns", "µs"].contains(&part.unit.as_str()) => {
                    return fault(
                        format!("{} is finer than a second", quote(&text)),
                        "say it in whole seconds, such as 1s",
                    );
                }
                None => {
                    return fault(
                        format!("{} is no unit of time", quote(&part.unit)),
                        "use s, m, h or d, such as 1h 30m",
                    );
                }
            }
        };
        if seen.contains(&letter) {
            return fault(format!("{} names a unit twice", quote(&text)), "say it as 1h 30m");
        }
        seen.push(letter);
        sum.push_str(&part.number);
        sum.push(letter);
        sum.push(' ');
    }
    let too_long = || fault(format!("{} is longer than 14 days", quote(&text)), "say 14d at most");
    let read = match humantime::parse_duration(sum.trim()) {
        Ok(read) => read,
        Err(humantime::DurationError::NumberOverflow) if sum.contains('.') => {
            return fault(
                format!("{} is finer than a second", quote(&text)),
                "say it in whole seconds, such as 1m 30s",
            );
        }
        Err(humantime::DurationError::NumberOverflow) => return too_long(),
        Err(_) => {
            return fault(format!("{} is not a length of time", quote(&text)), "say it as 45s, 20m or 1h 30m");
        }
    };
    if read.subsec_nanos() != 0 {
        return fault(format!("{} is finer than a second", quote(&text)), "say it in whole seconds, such as 1m 30s");
    }
    let Ok(secs) = i64::try_from(read.as_secs()) else { return too_long() };
    let span = Span::secs(secs);
    if span > LONGEST {
        return too_long();
    }
    if span == Span::ZERO {
        return fault(format!("{} is no time at all", quote(&text)), "say a length above zero, such as 20m");
    }
    Ok(span)
}

/// Both sides of the one sign or word that makes a range.
fn split_range(text: &str) -> Result<Option<(&str, &str)>, DurationFault> {
    let mut cuts = text
        .char_indices()
        .filter(|(_, c)| matches!(c, '-' | '–' | '—' | '−'))
        .map(|(at, c)| (at, at + c.len_utf8()))
        .chain(text.match_indices(" to ").map(|(at, word)| (at, at + word.len())));
    let Some((from, to)) = cuts.next() else { return Ok(None) };
    if cuts.next().is_some() {
        return fault(format!("{} is not one range", quote(text)), "say it as 15m - 20m");
    }
    let (left, right) = (text.get(..from).unwrap_or_default(), text.get(to..).unwrap_or_default());
    let (left, right) = (left.trim(), right.trim());
    if left.is_empty() {
        return fault(format!("{} is below zero, or a range without its start", quote(text)), "say 20m, or 15m - 20m");
    }
    if right.is_empty() {
        return fault(format!("{} is a range without its end", quote(text)), "say 15m - 20m, or 15m+ if it is open");
    }
    Ok(Some((left, right)))
}

fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// Reads a length, a range of lengths ("15m - 20m", "15-20m", "15 to 20 min") or an open one ("30m+").
pub fn parse_length(text: &str) -> Result<ParsedLength, DurationFault> {
    let text = plain(text);
    for ending in ["+", " or more", " or longer"] {
        if let Some(min) = text.strip_suffix(ending) {
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
        let units: Vec<String> = parts(right)?.into_iter().map(|part| part.unit).collect();
        match units.as_slice() {
            [unit] => parse_span(&format!("{left}{unit}"))?,
            _ => {
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
        // A bare number took the unit of the other; turned round it would lose it.
        let unit =
            if is_number(left) { right.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.') } else { "" };
        return fault(format!("{} goes backwards", quote(&text)), format!("say {right} - {left}{unit}"));
    }
    Ok(ParsedLength::Range { min, max })
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, ParsedLength, parse_length, parse_span};
    use crate::time::{Span, span_toml};
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
            ("1m30", "the last number of `1m30` has no unit: say 1h 30m, or 1m 30s"),
            ("1h30x", "`x` is no unit of time: use s, m, h or d, such as 1h 30m"),
            ("1 0m", "`1 0m` has two numbers in a row: give each number its unit, such as 1h 30m"),
            ("1,5h", "`1,5h` has a fraction that cannot be read: say 1h 30m or 1.5h"),
            ("1½h", "`1½h` has a fraction that cannot be read: say 1h 30m or 1.5h"),
            ("1:30", "`1:30` has a colon: say 1h 30m, or 1m 30s"),
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
