//! Parses timers as people say them: "12 rice", "12m eggs, 25m rice", "until 19:30 bread", "every 15m baste".
//!
//! If the first word is a time, each time comes before its name, else after it. Mixing both is refused, as nobody could
//! tell which name belongs to which time. Nothing that begins like a time becomes part of a name.

use super::duration_fault::{DurationFault, fault, quote};
use super::number::{begins_number, digits};
use super::scan::{after, letters, spaces, word};
use super::spoken::{Bare, SpokenTime, leading_time};
use super::unit::SpokenUnit;

/// A time and its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpokenTimer {
    /// The time.
    pub time: SpokenTime,
    /// Its name as said; may be empty.
    pub name: String,
}

/// The most timers in one text.
const MOST: usize = 30;
/// Words between two timers that belong to no name.
const BETWEEN: [&str; 6] = ["and", "&", "+", "und", "et", "y"];
/// Endings after a number that make a word part of a name: "2nd tray", "500g flour", "350F".
const NAME_SUFFIXES: [&str; 26] = [
    "st", "nd", "rd", "th", "er", "e", "º", "ª", "x", "%", "kg", "g", "mg", "l", "ml", "cl", "dl", "oz", "lb", "lbs",
    "c", "f", "°c", "°f", "°", "cm",
];

/// Parses one or more timers.
///
/// # Errors
/// If there is no time, a name has none, times come before and after names, or what begins like a time is not one.
pub fn parse_timers(text: &str) -> Result<Vec<SpokenTimer>, DurationFault> {
    let text = text.trim();
    if text.is_empty() {
        return fault("there is no time", "say how long, such as: 12 rice");
    }
    let leads = leading_time(text, Bare::Minutes)?.is_some();
    let mut timers = Vec::new();
    for segment in segments(text) {
        if leads {
            times_first(segment, &mut timers)?
        } else {
            names_first(segment, &mut timers)?
        }
        if timers.len() > MOST {
            return fault(format!("there are more than {MOST} timers"), "start fewer of them");
        }
    }
    let unnamed = timers.iter().filter(|timer| timer.name.is_empty()).count();
    if unnamed > 0 && unnamed < timers.len() {
        return fault(
            format!("it cannot be told in {} which name belongs to which time", quote(text)),
            "give each time its name: 12m eggs, 25m rice",
        );
    }
    Ok(timers)
}

/// The parts between commas, semicolons and line breaks; a comma between two digits is part of a number.
fn segments(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    let mut before = ' ';
    let mut all = text.char_indices().peekable();
    while let Some((at, c)) = all.next() {
        let digit_follows = all.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if matches!(c, ';' | '\n') || (c == ',' && !(before.is_ascii_digit() && digit_follows)) {
            parts.push(text.get(from..at).unwrap_or_default().trim());
            from = at + c.len_utf8();
        }
        before = c;
    }
    parts.push(after(text, from).trim());
    parts.retain(|part| !part.is_empty());
    parts
}

/// "12m eggs 25m rice".
fn times_first(segment: &str, timers: &mut Vec<SpokenTimer>) -> Result<(), DurationFault> {
    let skipped = between(segment);
    let Some((time, end)) = leading_time(after(segment, skipped), Bare::Minutes)? else {
        return fault(format!("{} has no time", quote(segment)), "say each as: 12m eggs, 25m rice");
    };
    let mut at = skipped + end;
    timers.push(SpokenTimer { time, name: String::new() });
    let mut name: Vec<&str> = Vec::new();
    loop {
        at += spaces(after(segment, at));
        let rest = after(segment, at);
        let this = word(rest);
        if this.is_empty() {
            break;
        }
        let starts = leading_time(rest, Bare::NoTime);
        match starts {
            Ok(Some((time, end))) => {
                set_name(timers, &name);
                name.clear();
                timers.push(SpokenTimer { time, name: String::new() });
                at += end;
                continue;
            }
            Err(why) if !may_be_named(this) => return Err(why),
            Ok(None) | Err(_) => {}
        }
        // A number inside a name may be a time without its unit.
        let last = after(rest, this.len()).trim().is_empty();
        if is_number(this) && !name.is_empty() && !last {
            return fault(
                format!("{} in the name may be a time", quote(this)),
                format!("say {this}m if it is one, or leave it out of the name"),
            );
        }
        name.push(this);
        at += this.len();
    }
    set_name(timers, &name);
    Ok(())
}

/// "rice 12, tea 5 min".
fn names_first(segment: &str, timers: &mut Vec<SpokenTimer>) -> Result<(), DurationFault> {
    let mut at = 0;
    let mut name: Vec<&str> = Vec::new();
    loop {
        at += spaces(after(segment, at));
        let rest = after(segment, at);
        let this = word(rest);
        if this.is_empty() {
            break;
        }
        // "tray 2 12m": a number before a time is part of the name.
        let before_time = is_number(this) && {
            let next = after(rest, this.len());
            matches!(leading_time(after(next, spaces(next)), Bare::NoTime), Ok(Some(_)))
        };
        match leading_time(rest, Bare::Minutes) {
            Ok(Some((time, end))) if !before_time => {
                if trimmed(&name).is_empty() {
                    return fault(
                        format!("it cannot be told in {} which name belongs to which time", quote(segment)),
                        "say the time always before the name, or always behind it",
                    );
                }
                timers.push(SpokenTimer { time, name: trimmed(&name).join(" ") });
                name.clear();
                at += end;
            }
            Err(why) if !may_be_named(this) => return Err(why),
            Ok(_) | Err(_) => {
                name.push(this);
                at += this.len();
            }
        }
    }
    if name.is_empty() {
        return Ok(());
    }
    let named = name.join(" ");
    fault(format!("{} has no time", quote(&named)), format!("say how long: 12m {named}, or {named} 12m"))
}

fn set_name(timers: &mut [SpokenTimer], name: &[&str]) {
    if let Some(timer) = timers.last_mut() {
        timer.name = trimmed(name).join(" ");
    }
}

/// A name without words that only join it to its time or to the next timer.
fn trimmed<'n, 't>(mut name: &'n [&'t str]) -> &'n [&'t str] {
    let joins = |word: &str, words: &[&str]| words.contains(&word.to_lowercase().as_str());
    while let [first, rest @ ..] = name
        && joins(first, &["for", "and", "&", "-", "–", "—", ":"])
    {
        name = rest;
    }
    while let [rest @ .., last] = name
        && (joins(last, &BETWEEN) || joins(last, &["for", "-", "–", "—", ":"]))
    {
        name = rest;
    }
    name
}

/// The bytes at the start of a segment that only join it to the one before.
fn between(segment: &str) -> usize {
    let first = word(segment);
    let joins = BETWEEN.contains(&first.to_lowercase().as_str());
    if joins { first.len() + spaces(after(segment, first.len())) } else { 0 }
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && digits(word) == word.len()
}

/// Whether a word that begins with a digit and is not a time certainly means something else: "2nd", "500g", "3-cheese".
fn may_be_named(word: &str) -> bool {
    if !word.starts_with(begins_number) {
        return !word.starts_with(['-', '−', '–']) || letters(word.trim_start_matches(['-', '−', '–'])).len() > 1;
    }
    let behind = word.trim_start_matches(|c: char| begins_number(c) || matches!(c, '.' | ',' | '/'));
    let lower = behind.to_lowercase();
    let dashed = lower.strip_prefix('-').map(letters);
    NAME_SUFFIXES.contains(&lower.as_str())
        || dashed.is_some_and(|word| word.len() > 1 && SpokenUnit::of(word).is_none())
}

#[cfg(test)]
#[path = "timers_tests.rs"]
mod tests;
