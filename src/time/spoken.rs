//! Parses a time as people say it at the start of a text: a length, a range, a time of day, a repetition.

use super::day_time::{DayTime, Expected, leading_day_time};
use super::duration_fault::{DurationFault, fault, quote};
use super::leading::{LeadingLength, leading_length};
use super::number::begins_number;
use super::parse::{OPEN, ParsedLength, colon_fault, parse_length};
use super::scan::{after, any_phrase, phrase, spaces, word};
use super::{Span, exact};

/// A time as people say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpokenTime {
    /// "20m", "15-20m", "30m+".
    Length(ParsedLength),
    /// "until 19:30", "7pm".
    Until(DayTime),
    /// "every 15m".
    Every(Span),
    /// "stopwatch".
    CountUp,
    /// "1:30", which has several readings; the cook must choose.
    Colon(ColonTime),
}

/// Two numbers with a colon between, as minutes and seconds or hours and minutes. Only the first may be 60 or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColonTime {
    first: u16,
    second: u16,
}

impl ColonTime {
    /// All readings, shortest first, as ringing too early is harmless and too late burns.
    pub fn readings(self) -> Vec<SpokenTime> {
        let (a, b) = (i64::from(self.first), i64::from(self.second));
        let lengths = [Span::mins(a) + Span::secs(b), Span::hours(a) + Span::mins(b)];
        let lengths = lengths.into_iter().filter(|span| *span > Span::ZERO && *span <= super::LONGEST);
        let lengths = lengths.map(|span| SpokenTime::Length(ParsedLength::Exact(span)));
        // From 6 on it is more likely a time of day than a length in hours.
        let day_time = DayTime::new(self.first, self.second).filter(|_| self.first >= 6);
        lengths.chain(day_time.map(SpokenTime::Until)).collect()
    }

    /// The fault for places where nobody can be asked.
    pub fn fault(self) -> DurationFault {
        colon_fault(&format!("{}:{:02}", self.first, self.second), self.first, self.second)
    }
}

/// Words before a time of day.
const UNTIL: [&str; 7] = ["until", "till", "til", "at", "by", "bis", "@"];
/// Words before a repetition.
const EVERY: [&str; 3] = ["every", "each", "alle"];
/// Words before a length that add nothing.
const FOR: [&str; 3] = ["for", "in", "about"];
const COUNT_UP: [&str; 3] = ["stopwatch", "count up", "stop watch"];
/// The signs and words between the ends of a range.
const TO: [&str; 7] = ["-", "–", "—", "−", "to", "bis", "à"];

/// What a number without a unit means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bare {
    Minutes,
    NoTime,
}

/// The time at the start of `text`, and where it ends; `None` if there is none.
///
/// # Errors
/// If it begins like a time but is not one.
pub(super) fn leading_time(text: &str, bare: Bare) -> Result<Option<(SpokenTime, usize)>, DurationFault> {
    if let Some(end) = any_phrase(text, &COUNT_UP) {
        return Ok(Some((SpokenTime::CountUp, end)));
    }
    if let Some(until) = any_phrase(text, &UNTIL) {
        let at = until + spaces(after(text, until));
        let found = leading_day_time(after(text, at), Expected::DayTime)?;
        return Ok(found.map(|(time, end)| (SpokenTime::Until(time), at + end)));
    }
    if let Some(every) = any_phrase(text, &EVERY) {
        let at = every + spaces(after(text, every));
        return repetition(text, at, bare);
    }
    if let Some(lead) = any_phrase(text, &FOR) {
        let at = lead + spaces(after(text, lead));
        let found = leading_time(after(text, at), bare)?;
        return Ok(found.map(|(time, end)| (time, at + end)));
    }
    if let Some((time, end)) = leading_day_time(text, Expected::Perhaps)? {
        return Ok(Some((SpokenTime::Until(time), end)));
    }
    match leading_length(text)? {
        LeadingLength::Nothing => Ok(None),
        LeadingLength::Colon { first, second, end } => Ok(Some((SpokenTime::Colon(ColonTime { first, second }), end))),
        LeadingLength::Bare { end, .. } => length(text, end, bare),
        LeadingLength::Span { end, .. } => length(text, end, bare),
    }
}

fn repetition(text: &str, at: usize, bare: Bare) -> Result<Option<(SpokenTime, usize)>, DurationFault> {
    let rest = after(text, at);
    match leading_length(rest)? {
        LeadingLength::Span { span, end } => Ok(Some((SpokenTime::Every(span), at + end))),
        LeadingLength::Bare { number, end } if bare == Bare::Minutes => {
            let mins = number.as_whole().and_then(|n| i64::try_from(n).ok()).filter(|n| (1..=20_160).contains(n));
            match mins {
                Some(mins) => Ok(Some((SpokenTime::Every(Span::mins(mins)), at + end))),
                None => fault(format!("{} is not a length of time", quote(word(rest))), "say every 15m"),
            }
        }
        LeadingLength::Colon { first, second, .. } => Err(ColonTime { first, second }.fault()),
        // A name may begin with "every day".
        LeadingLength::Bare { .. } | LeadingLength::Nothing => Ok(None),
    }
}

/// A length whose first number or span ends at `end`; it may go on as a range or be open.
fn length(text: &str, end: usize, bare: Bare) -> Result<Option<(SpokenTime, usize)>, DurationFault> {
    let is_bare = |text: &str| matches!(leading_length(text), Ok(LeadingLength::Bare { .. }));
    let minutes = |said: &str, unit: bool| if unit { format!("{said}m") } else { said.to_owned() };
    let said = |end: usize| text.get(..end).unwrap_or_default();
    let found = |length: Result<ParsedLength, DurationFault>, end: usize| {
        length.map(|length| Some((SpokenTime::Length(length), end)))
    };
    let rest = after(text, end);
    let gap = spaces(rest);
    if let Some(open) = OPEN.iter().filter_map(|open| phrase(after(rest, gap), open.trim_start())).max() {
        let unit = is_bare(text);
        if unit && bare == Bare::NoTime {
            return Ok(None);
        }
        return found(parse_length(&format!("{}+", minutes(said(end), unit))), end + gap + open);
    }
    if let Some(sign) = any_phrase(after(rest, gap), &TO) {
        let right_at = end + gap + sign + spaces(after(rest, gap + sign));
        let right = after(text, right_at);
        if right.starts_with(begins_number) {
            let (right_end, unit) = match leading_length(right)? {
                LeadingLength::Span { end, .. } => (end, false),
                LeadingLength::Bare { end, .. } => (end, true),
                LeadingLength::Colon { .. } | LeadingLength::Nothing => {
                    return fault(format!("{} is not one range", quote(word(text))), "say it as 15m - 20m");
                }
            };
            if unit && bare == Bare::NoTime {
                return Ok(None);
            }
            let right_end = right_at + right_end;
            let open = after(text, right_end).starts_with('+');
            let plus = if open { "+" } else { "" };
            return found(
                parse_length(&format!("{}{plus}", minutes(said(right_end), unit))),
                right_end + usize::from(open),
            );
        }
    }
    match (is_bare(text), bare) {
        (true, Bare::NoTime) => Ok(None),
        (unit, _) => found(parse_length(&minutes(said(end), unit)), end),
    }
}

/// The single length at the start of `text`, and the words after it; a bare number is minutes. `None` if there is none.
///
/// # Errors
/// If it begins like a length but is not one, or is not a single length ("15-20m", "1:30").
pub fn leading_span(text: &str) -> Result<Option<(Span, &str)>, DurationFault> {
    match leading_time(text, Bare::Minutes)? {
        Some((SpokenTime::Length(ParsedLength::Exact(span)), end)) => Ok(Some((span, after(text, end).trim_start()))),
        Some((SpokenTime::Colon(colon), _)) => Err(colon.fault()),
        Some((SpokenTime::Length(_) | SpokenTime::Until(_) | SpokenTime::Every(_) | SpokenTime::CountUp, end)) => {
            let said = text.get(..end).unwrap_or_default();
            fault(format!("{} is not one length of time", quote(said)), "say it as 5m or 1h 30m")
        }
        None => Ok(None),
    }
}

impl SpokenTime {
    /// In words: "12 min", "15 to 20 min", "until 19:30", "every 15 min", "counts up".
    pub fn words(self) -> String {
        match self {
            SpokenTime::Length(ParsedLength::Exact(span)) => exact(span),
            SpokenTime::Length(ParsedLength::Range { min, max }) => super::between(min, max),
            SpokenTime::Length(ParsedLength::Open(min)) => format!("{} or longer", exact(min)),
            SpokenTime::Until(time) => format!("until {time}"),
            SpokenTime::Every(each) => format!("every {}", exact(each)),
            SpokenTime::CountUp => "counts up".to_owned(),
            SpokenTime::Colon(ColonTime { first, second }) => format!("{first}:{second:02}"),
        }
    }
}
