//! `12m Eggs 25m Rice` read as timers.

use super::{Code, CommandError};
use crate::recipe::text::clean;
use crate::time::{Span, parse_span};

/// As many as a session holds.
const MOST: usize = 30;

/// Times and names, in pairs; a time without a name is "Timer", the second such one "Timer 2". A time may be said in words that
/// follow each other (`1h 30m`). Bare numbers are minutes where the first word is one.
pub(super) fn read(words: &[String]) -> Result<Vec<(String, Span)>, CommandError> {
    let bare = words.first().is_some_and(|word| is_number(word));
    let mut timers: Vec<(String, Span)> = Vec::new();
    let mut time = String::new();
    let mut name: Vec<&str> = Vec::new();
    for word in words {
        if !is_time(word, bare) {
            if time.is_empty() {
                return Err(fault(
                    format!("`{}` is no time", word.escape_debug()),
                    "begin with one: baste timer 12m Eggs",
                ));
            }
            name.push(word);
        } else if name.is_empty() && !time.is_empty() && goes_on(&time, word) {
            time.push(' ');
            time.push_str(word);
        } else {
            finish(&mut timers, &time, &name)?;
            name.clear();
            time = if is_number(word) { format!("{word}m") } else { word.clone() };
        }
    }
    finish(&mut timers, &time, &name)?;
    Ok(timers)
}

fn finish(timers: &mut Vec<(String, Span)>, time: &str, name: &[&str]) -> Result<(), CommandError> {
    if time.is_empty() {
        return Ok(());
    }
    if timers.len() == MOST {
        return Err(fault(format!("there are more than {MOST} timers"), "start fewer of them"));
    }
    let span = parse_span(time).map_err(|e| fault(e.message, &e.hint))?;
    let name = clean(&name.join(" "));
    let name = if name.trim().is_empty() {
        match timers.iter().filter(|(name, _)| name == "Timer" || name.starts_with("Timer ")).count() {
            0 => "Timer".to_owned(),
            before => format!("Timer {}", before + 1),
        }
    } else {
        name.trim().to_owned()
    };
    timers.push((name, span));
    Ok(())
}

fn fault(what: String, hint: &str) -> CommandError {
    CommandError { message: what, hint: hint.to_owned(), code: Code::Usage }
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a word is meant as a time, though perhaps a wrong one (`0m`); "7up" is a name.
fn is_time(word: &str, bare: bool) -> bool {
    let starts = word.starts_with(|c: char| c.is_ascii_digit());
    starts && (parse_span(word).is_ok() || (bare && is_number(word)) || unit(word).is_some())
}

/// The unit that a word like `30m` ends in: the greater, the longer.
fn unit(word: &str) -> Option<u8> {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_digit());
    match digits.to_lowercase().as_str() {
        "d" | "day" | "days" => Some(3),
        "h" | "hr" | "hrs" | "hour" | "hours" => Some(2),
        "m" | "min" | "mins" | "minute" | "minutes" => Some(1),
        "s" | "sec" | "secs" | "second" | "seconds" => Some(0),
        _ => None,
    }
}

/// Whether `30m` goes on after `1h`; another `12m` would be another timer.
fn goes_on(time: &str, word: &str) -> bool {
    let last = time.rsplit(' ').next().and_then(unit);
    last.zip(unit(word)).is_some_and(|(last, next)| next < last)
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::time::Span;

    #[track_caller]
    fn timers(line: &str) -> Vec<(String, i64)> {
        let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        read(&words).unwrap().into_iter().map(|(name, span)| (name, span.floor_secs())).collect()
    }

    #[track_caller]
    fn fails(line: &str) -> String {
        let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        read(&words).unwrap_err().to_string()
    }

    fn pair(name: &str, span: Span) -> (String, i64) {
        (name.to_owned(), span.floor_secs())
    }

    #[test]
    fn pairs() {
        assert_eq!(
            timers("12m Eggs 25m Brown rice"),
            [pair("Eggs", Span::mins(12)), pair("Brown rice", Span::mins(25))]
        );
    }

    #[test]
    fn without_names() {
        assert_eq!(timers("12m 25m"), [pair("Timer", Span::mins(12)), pair("Timer 2", Span::mins(25))]);
        assert_eq!(
            timers("12m Eggs 25m 5m"),
            [pair("Eggs", Span::mins(12)), pair("Timer", Span::mins(25)), pair("Timer 2", Span::mins(5))]
        );
    }

    #[test]
    fn a_time_of_two_words() {
        assert_eq!(timers("1h 30m Roast 20m 30s Tea"), [pair("Roast", Span::mins(90)), pair("Tea", Span::secs(1230))]);
    }

    #[test]
    fn bare_numbers_are_minutes_where_the_first_word_is_one() {
        assert_eq!(timers("12 rice 25 eggs"), [pair("rice", Span::mins(12)), pair("eggs", Span::mins(25))]);
        assert_eq!(timers("12m Pot 2"), [pair("Pot 2", Span::mins(12))]);
        assert_eq!(timers("12m 7up"), [pair("7up", Span::mins(12))]);
    }

    #[test]
    fn what_is_no_timer() {
        assert!(fails("Eggs 12m").contains("`Eggs` is no time"));
        assert!(!fails("0m Eggs").is_empty());
        assert!(!fails("12m Eggs 0m Rice").is_empty());
        assert!(fails("1m ".repeat(31).trim_end()).contains("more than 30"));
    }

    #[test]
    fn a_name_is_only_text() {
        assert_eq!(timers("12m E\u{1b}[31mggs")[0].0, "E[31mggs");
    }
}
