//! Parses the length of time at the start of a text.
//!
//! One scanner serves everywhere: a field of a recipe is a length alone, the words of a timer begin with one. What begins
//! like a length but is not one is a fault, so that no digit ends up in a name. humantime does the arithmetic.

use super::Span;
use super::duration_fault::{DurationFault, fault, quote};
use super::number::{Rational, begins_number, digits, leading_number};
use super::scan::{after, any_phrase, letters, phrase, spaces, word};
use super::unit::SpokenUnit;

/// The longest time that is accepted: 14 days.
pub const LONGEST: Span = Span::DAY.times(14);

/// What a text begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LeadingLength {
    /// Nothing that looks like a length.
    Nothing,
    /// A number without a unit.
    Bare { number: Rational, end: usize },
    /// `1:30`, which may be two different lengths or a time of day.
    Colon { first: u16, second: u16, end: usize },
    /// A length and where it ends.
    Span { span: Span, end: usize },
}

/// Lengths without a number, in seconds; an article may come before each.
const PHRASES: [(&str, u64); 28] = [
    ("half an hour", 1_800),
    ("half hour", 1_800),
    ("half-hour", 1_800),
    ("half a minute", 30),
    ("half minute", 30),
    ("quarter of an hour", 900),
    ("quarter hour", 900),
    ("quarter-hour", 900),
    ("three quarters of an hour", 2_700),
    ("three-quarters of an hour", 2_700),
    ("hour and a half", 5_400),
    ("hour and a quarter", 4_500),
    ("minute and a half", 90),
    ("halbe stunde", 1_800),
    ("halben stunde", 1_800),
    ("viertelstunde", 900),
    ("dreiviertelstunde", 2_700),
    ("anderthalb stunden", 5_400),
    ("eineinhalb stunden", 5_400),
    ("demi-heure", 1_800),
    ("demi heure", 1_800),
    ("quart d'heure", 900),
    ("trois quarts d'heure", 2_700),
    ("heure et demie", 5_400),
    ("media hora", 1_800),
    ("cuarto de hora", 900),
    ("tres cuartos de hora", 2_700),
    ("hora y media", 5_400),
];
const ARTICLES: [&str; 11] = ["a", "an", "one", "1", "ein", "eine", "einer", "une", "un", "una", "the"];

/// Numbers as words, before a unit.
const NUMBER_WORDS: [(&str, u64); 33] = [
    ("a", 1),
    ("an", 1),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("fifteen", 15),
    ("eighteen", 18),
    ("twenty", 20),
    ("twenty-five", 25),
    ("twenty five", 25),
    ("thirty", 30),
    ("thirty-five", 35),
    ("thirty five", 35),
    ("forty", 40),
    ("forty-five", 45),
    ("forty five", 45),
    ("fifty", 50),
    ("sixty", 60),
    ("ninety", 90),
    ("eine", 1),
    ("einer", 1),
    ("une", 1),
    ("un", 1),
    ("una", 1),
];

/// Parts of the unit before them: "1 hour and a half".
const PARTS: [(&str, u64, u64); 8] = [
    ("and a half", 1, 2),
    ("and half", 1, 2),
    ("and a quarter", 1, 4),
    ("and three quarters", 3, 4),
    ("et demie", 1, 2),
    ("et demi", 1, 2),
    ("et quart", 1, 4),
    ("y media", 1, 2),
];

/// Words between two units of one length.
const AND: [&str; 5] = ["and", "&", "und", "et", "y"];

/// Words between a fraction and its unit: "¾ of an hour".
const OF_A: [&str; 6] = ["of an", "of a", "of the", "an", "a", "d'"];

/// The sum of the units parsed so far.
#[derive(Default)]
struct Sum {
    text: String,
    last: Option<SpokenUnit>,
}

impl Sum {
    /// Adds `number` units; false if the result is finer than a second.
    fn add(&mut self, number: Rational, unit: SpokenUnit) -> bool {
        self.last = Some(unit);
        let (n, letter) = match number.as_whole() {
            Some(n) => (Some(n), unit.letter()),
            None => (number.times(unit.secs()).and_then(Rational::as_whole), SpokenUnit::Second.letter()),
        };
        if let Some(n) = n {
            self.text.push_str(&format!("{n}{letter} "));
        }
        n.is_some()
    }
}

/// The length of time at the start of `text`, after white space.
///
/// # Errors
/// If it begins like a length but is not one, is below a second or above 14 days, or has a unit like "months".
pub(super) fn leading_length(text: &str) -> Result<LeadingLength, DurationFault> {
    let start = spaces(text);
    if let Some((secs, end)) = said_in_words(after(text, start)) {
        return span_of(text, Sum { text: format!("{secs}s"), last: None }, start + end);
    }
    let mut sum = Sum::default();
    let mut at = start;
    loop {
        let rest = after(text, at);
        let lead = if sum.last.is_none() { 0 } else { between_parts(rest) };
        let Some((number, taken)) = leading_number(after(rest, lead)).or_else(|| number_word(after(rest, lead))) else {
            break;
        };
        let number_at = at + lead;
        let behind = after(text, number_at + taken);
        if sum.last.is_none()
            && let Some(colon) = colon(text, number_at, number, behind)?
        {
            return Ok(colon);
        }
        let (number, more) = with_part(number, behind);
        let gap = more + spaces(after(behind, more));
        let unit_text = after(behind, gap);
        if let Some((unit, len)) = prime(behind) {
            if sum.last.is_some_and(|last| unit >= last) {
                break;
            }
            if !sum.add(number, unit) {
                return finer(text, number_at + taken + len);
            }
            at = number_at + taken + len;
            continue;
        }
        let (of, unit_word) = unit_word(unit_text);
        match SpokenUnit::of(unit_word) {
            Some(unit) if sum.last.is_some_and(|last| unit >= last) => break,
            Some(unit) => {
                let end = number_at + taken + gap + of + unit_word.len();
                let end = end + full_stop(after(text, end));
                if !sum.add(number, unit) {
                    return finer(text, end);
                }
                let part = after(text, end);
                let lead = spaces(part);
                let half = PARTS.iter().find_map(|(words, over, under)| {
                    phrase(after(part, lead), words).map(|len| (lead + len, Rational::of(*over, *under)))
                });
                at = end;
                if let Some((len, fraction)) = half.filter(|_| lead > 0) {
                    if !sum.add(fraction, unit) {
                        return finer(text, end + len);
                    }
                    at = end + len;
                }
            }
            None if sum.last.is_none() => return without_unit(text, number_at, number, taken),
            None => match minutes_of_an_hour(&sum, number, text, number_at, taken) {
                Some(unit) => {
                    sum.add(number, unit);
                    at = number_at + taken;
                    break;
                }
                None if lead == 0 && !unit_word.is_empty() && gap == 0 => {
                    return strange_unit(text, unit_word, number_at, taken);
                }
                None => break,
            },
        }
    }
    if sum.last.is_some() {
        return span_of(text, sum, at);
    }
    begins_wrong(after(text, start)).map(|()| LeadingLength::Nothing)
}

/// Refuses a start that is not a number: a sign, too many digits.
fn begins_wrong(text: &str) -> Result<(), DurationFault> {
    let first = word(text);
    let unsigned = first.trim_start_matches(['-', '−', '–']);
    if unsigned.len() < first.len() && unsigned.starts_with(begins_number) {
        return fault(format!("{} is below zero", quote(first)), "say a length above zero, such as 20m");
    }
    if first.starts_with(begins_number) {
        if digits(first) > 9 {
            return too_long(first);
        }
        return not_a_length(first);
    }
    Ok(())
}

/// Bytes of white space and "and" between two units: "1 h 30 min", "1 hour and 20 minutes".
fn between_parts(text: &str) -> usize {
    let gap = spaces(text);
    match any_phrase(after(text, gap), &AND) {
        Some(and) if gap > 0 => gap + and + spaces(after(text, gap + and)),
        Some(_) | None => gap,
    }
}

fn said_in_words(text: &str) -> Option<(u64, usize)> {
    let article = any_phrase(text, &ARTICLES).map(|len| len + spaces(after(text, len)));
    [Some(0), article].into_iter().flatten().find_map(|lead| {
        let found = PHRASES.iter().filter_map(|(words, secs)| Some((*secs, lead + phrase(after(text, lead), words)?)));
        found.max_by_key(|(_, end)| *end)
    })
}

/// "twenty" in "twenty minutes".
fn number_word(text: &str) -> Option<(Rational, usize)> {
    let found = NUMBER_WORDS.iter().filter_map(|(words, n)| Some((phrase(text, words)?, *n)));
    let (len, n) = found.max()?;
    let rest = after(text, len);
    let rest = after(rest, with_part(Rational::whole(n), rest).1);
    let unit = letters(after(rest, spaces(rest)));
    SpokenUnit::of(unit).filter(|_| unit.len() > 1).map(|_| (Rational::whole(n), len))
}

/// "and a half" in "1 and a half hours".
fn with_part(number: Rational, behind: &str) -> (Rational, usize) {
    let gap = spaces(behind);
    let part = PARTS.iter().find_map(|(words, over, under)| {
        let len = phrase(after(behind, gap), words)?;
        Some((number.plus(Rational::of(*over, *under))?, gap + len))
    });
    part.filter(|_| gap > 0).unwrap_or((number, 0))
}

/// The word that may be a unit, after an "of an" if there is one.
fn unit_word(text: &str) -> (usize, &str) {
    let of = any_phrase(text, &OF_A).map(|len| len + spaces(after(text, len)));
    match of.map(|of| (of, letters(after(text, of)))) {
        Some((of, word)) if SpokenUnit::of(word).is_some_and(|unit| unit > SpokenUnit::Second && word.len() > 1) => {
            (of, word)
        }
        Some(_) | None => (0, letters(text)),
    }
}

/// The sign for minutes or seconds directly after a number: `6'30"`.
fn prime(text: &str) -> Option<(SpokenUnit, usize)> {
    [("''", SpokenUnit::Second), ("\"", SpokenUnit::Second), ("″", SpokenUnit::Second), ("”", SpokenUnit::Second)]
        .into_iter()
        .chain([("'", SpokenUnit::Minute), ("′", SpokenUnit::Minute), ("’", SpokenUnit::Minute)])
        .find(|(sign, _)| text.starts_with(sign))
        .map(|(sign, unit)| (unit, sign.len()))
}

/// A full stop after a short unit ("25 min."), if it ends the word.
fn full_stop(text: &str) -> usize {
    let ends = text.strip_prefix('.').is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '.'));
    usize::from(ends)
}

/// The unit of a last number without one: "1h30", "1 h 30 bread", `6'30`. A single digit counts only at the end: "1 h 5".
fn minutes_of_an_hour(sum: &Sum, number: Rational, text: &str, at: usize, taken: usize) -> Option<SpokenUnit> {
    let unit = match sum.last? {
        SpokenUnit::Hour => SpokenUnit::Minute,
        SpokenUnit::Minute if text.get(..at).is_some_and(|before| !before.ends_with(' ')) => SpokenUnit::Second,
        SpokenUnit::Second | SpokenUnit::Minute | SpokenUnit::Day | SpokenUnit::Week => return None,
    };
    let rest = after(text, at + taken);
    let attached = rest.chars().next().is_some_and(|c| !c.is_whitespace() && !matches!(c, ',' | ';' | '+' | '-' | '–'));
    let last = rest.trim().is_empty() || rest.starts_with(['+', '-', '–', ',', ';']);
    let fits = number.as_whole().is_some_and(|n| n < 60) && (taken == 2 || (taken == 1 && last)) && !attached;
    fits.then_some(unit)
}

/// `1:30`, `1:30:00`, "1:30 h".
fn colon(text: &str, at: usize, number: Rational, behind: &str) -> Result<Option<LeadingLength>, DurationFault> {
    if !behind.starts_with(':') {
        return Ok(None);
    }
    let whole = word(after(text, at));
    let Some(first) = number.as_whole().and_then(|n| u16::try_from(n).ok()) else { return not_a_length(whole) };
    let fields: Vec<&str> = whole.split(':').collect();
    let two = |field: &str| field.parse::<u16>().ok().filter(|n| field.len() == 2 && *n < 60);
    let end = at + whole.len();
    match fields.as_slice() {
        [_, second] => {
            let second_digits = digits(second);
            let Some(b) = second.get(..second_digits).and_then(two) else { return no_colon_time(whole) };
            let end = at + whole.len() - (second.len() - second_digits);
            let rest = after(text, end);
            let gap = spaces(rest);
            let unit = letters(after(rest, gap));
            let attached = second.len() > second_digits;
            let units = match SpokenUnit::of(unit) {
                Some(SpokenUnit::Hour) => Some((SpokenUnit::Hour, SpokenUnit::Minute)),
                Some(SpokenUnit::Minute) => Some((SpokenUnit::Minute, SpokenUnit::Second)),
                Some(SpokenUnit::Second | SpokenUnit::Day | SpokenUnit::Week) | None => None,
            };
            match units {
                Some((large, small)) => {
                    let mut sum = Sum::default();
                    sum.add(Rational::whole(u64::from(first)), large);
                    sum.add(Rational::whole(u64::from(b)), small);
                    let end = end + gap + unit.len();
                    let end = end + full_stop(after(text, end));
                    span_of(text, sum, end).map(Some)
                }
                None if attached => no_colon_time(whole),
                None => Ok(Some(LeadingLength::Colon { first, second: b, end })),
            }
        }
        [_, minutes, seconds] => {
            let (Some(m), Some(s)) = (two(minutes), two(seconds)) else { return no_colon_time(whole) };
            let mut sum = Sum::default();
            sum.add(Rational::whole(u64::from(first)), SpokenUnit::Hour);
            sum.add(Rational::whole(u64::from(m)), SpokenUnit::Minute);
            sum.add(Rational::whole(u64::from(s)), SpokenUnit::Second);
            span_of(text, sum, end).map(Some)
        }
        _ => no_colon_time(whole),
    }
}

/// A number at the start without a unit of time.
fn without_unit(text: &str, at: usize, number: Rational, taken: usize) -> Result<LeadingLength, DurationFault> {
    let rest = after(text, at + taken);
    let next = letters(after(rest, spaces(rest)));
    let attached = spaces(rest) == 0 && !next.is_empty();
    let lower = next.to_lowercase();
    let whole = text.get(at..at + taken + spaces(rest) + next.len()).unwrap_or_default();
    // Units that people know but no timer counts.
    if ["month", "months", "monat", "monate", "mois", "mes", "meses", "year", "years", "jahr", "jahre"]
        .contains(&lower.as_str())
        || (attached && ["mo", "y", "yr", "yrs"].contains(&lower.as_str()))
    {
        return too_long(whole);
    }
    if ["ms", "msec", "millis", "millisecond", "milliseconds", "us", "ns", "µs"].contains(&lower.as_str()) {
        return fault(format!("{} is finer than a second", quote(whole)), "say it in whole seconds, such as 1s");
    }
    if attached {
        return strange_unit(text, next, at, taken);
    }
    // What directly follows the digits must end a word or form a range.
    let ends = rest.is_empty()
        || rest.starts_with(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '+' | '-' | '–' | '—' | '−'));
    if !ends {
        return not_a_length(word(after(text, at)));
    }
    Ok(LeadingLength::Bare { number, end: at + taken })
}

fn strange_unit<T>(text: &str, unit: &str, at: usize, taken: usize) -> Result<T, DurationFault> {
    // "1:3o", "7up": the whole word is quoted, as the letters alone would say nothing.
    let behind = after(text, at + taken + unit.len());
    if behind.starts_with(|c: char| c.is_ascii_digit() || c == ':') {
        return not_a_length(word(after(text, at)));
    }
    fault(format!("{} is no unit of time", quote(unit)), "use s, m, h or d, such as 1h 30m")
}

fn no_colon_time<T>(text: &str) -> Result<T, DurationFault> {
    fault(format!("{} is no time", quote(text)), "say 1h 30m, or 1m 30s, or 1:30:00 with hours, minutes and seconds")
}

fn not_a_length<T>(text: &str) -> Result<T, DurationFault> {
    fault(format!("{} is not a length of time", quote(text)), "say it as 45s, 20m or 1h 30m")
}

fn too_long<T>(text: &str) -> Result<T, DurationFault> {
    fault(format!("{} is longer than 14 days", quote(text)), "say 14d at most")
}

fn finer<T>(text: &str, end: usize) -> Result<T, DurationFault> {
    let text = text.get(..end).unwrap_or(text);
    fault(format!("{} is finer than a second", quote(text)), "say it in whole seconds, such as 1m 30s")
}

/// The sum as a length that ends at `end`.
fn span_of(text: &str, sum: Sum, end: usize) -> Result<LeadingLength, DurationFault> {
    let said = text.get(..end).unwrap_or(text);
    let secs = humantime::parse_duration(sum.text.trim()).ok().and_then(|read| i64::try_from(read.as_secs()).ok());
    match secs.map(Span::secs) {
        Some(Span::ZERO) => fault(format!("{} is no time at all", quote(said)), "say a length above zero, such as 20m"),
        Some(span) if span <= LONGEST => Ok(LeadingLength::Span { span, end }),
        Some(_) | None => too_long(said),
    }
}
