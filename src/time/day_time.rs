//! Times of day as people say them: "19:30", "7pm", "7:30 p.m.", "noon".

use super::duration_fault::{DurationFault, fault, quote};
use super::number::digits;
use super::scan::{after, any_phrase, phrase, spaces, word};
use super::{Clock, Moment, Span};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A local time of day, in minutes since midnight; below 1440.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DayTime(u16);

impl DayTime {
    /// From an hour (0 to 23) and a minute (0 to 59); `None` outside these.
    pub fn new(hour: u16, minute: u16) -> Option<DayTime> {
        (hour < 24 && minute < 60).then(|| DayTime(hour * 60 + minute))
    }
}

impl fmt::Display for DayTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl Clock {
    /// The next moment after `now` when the wall clock shows `time`, or would have if a clock change skips it.
    pub fn next(&self, time: DayTime, now: Moment) -> Moment {
        let local = self.local_millis(now);
        let midnight = local - local.rem_euclid(Span::DAY.as_millis());
        let today = midnight + Span::mins(i64::from(time.0)).as_millis();
        let wanted = if today > local { today } else { today + Span::DAY.as_millis() };
        let at = now + Span::millis(wanted - local);
        // The clocks may change before then.
        at + Span::millis(wanted - self.local_millis(at))
    }

    /// The moment nearest to `at` at which the wall clock shows `time`.
    pub fn nearest(&self, time: DayTime, at: Moment) -> Moment {
        self.next(time, at - Span::DAY.half())
    }
}

const AM: [&str; 3] = ["am", "a.m.", "a.m"];
const PM: [&str; 3] = ["pm", "p.m.", "p.m"];
/// Words after an hour that make it a time of day, in German and French.
const HOUR_WORDS: [&str; 2] = ["uhr", "h"];

/// How certain it is that a time of day is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    /// After "until", "at" or "@": anything else is a fault.
    DayTime,
    /// Only "am" and "pm" distinguish it from a length.
    Perhaps,
}

/// The time of day at the start of `text`, and where it ends.
///
/// # Errors
/// If one is expected and the leading digits are not one, or if "pm" follows something that is not an hour.
pub(super) fn leading_day_time(text: &str, expected: Expected) -> Result<Option<(DayTime, usize)>, DurationFault> {
    if expected == Expected::DayTime {
        for (name, minutes) in [("noon", 720), ("midday", 720), ("midnight", 0)] {
            if let Some(end) = phrase(text, name) {
                return Ok(Some((DayTime(minutes), end)));
            }
        }
    }
    let whole = word(text);
    let hours = digits(text);
    let Some(hour) = text.get(..hours).and_then(|digits| digits.parse::<u16>().ok()).filter(|_| hours <= 2) else {
        return if hours > 0 && expected == Expected::DayTime { no_day_time(whole) } else { Ok(None) };
    };
    let (minute, end) = minute(text, hours);
    let gap = spaces(after(text, end));
    let half = |words: &[&str]| any_phrase(after(text, end + gap), words).map(|len| end + gap + len);
    let (hour, minute, end) = match (half(&AM), half(&PM), minute) {
        (Some(end), _, minute) if (1..=12).contains(&hour) => (hour % 12, minute.unwrap_or(0), end),
        (_, Some(end), minute) if (1..=12).contains(&hour) => (hour % 12 + 12, minute.unwrap_or(0), end),
        (Some(end), _, _) | (_, Some(end), _) => return no_day_time(text.get(..end).unwrap_or(whole)),
        (None, None, Some(minute)) if expected == Expected::DayTime => (hour, minute, end),
        (None, None, None) if expected == Expected::DayTime => match half(&HOUR_WORDS) {
            Some(end) => (hour, 0, end),
            None => return no_day_time(whole),
        },
        (None, None, _) => return Ok(None),
    };
    let ends = !after(text, end).starts_with(|c: char| c.is_alphanumeric() || c == ':');
    match DayTime::new(hour, minute).filter(|_| ends) {
        Some(time) => Ok(Some((time, end))),
        None if expected == Expected::Perhaps => Ok(None),
        None => no_day_time(whole),
    }
}

/// The minutes after an hour of `hours` digits, and where they end: "19:30", "19.30", "19h30".
fn minute(text: &str, hours: usize) -> (Option<u16>, usize) {
    let rest = after(text, hours);
    let minutes = rest.strip_prefix([':', '.', 'h', 'H']).filter(|rest| digits(rest) == 2);
    match minutes.and_then(|rest| rest.get(..2)?.parse().ok()) {
        Some(minute) => (Some(minute), hours + 3),
        None => (None, hours),
    }
}

fn no_day_time<T>(text: &str) -> Result<T, DurationFault> {
    fault(format!("{} is no time of day", quote(text)), "say 19:30 or 7:30pm")
}

#[cfg(test)]
mod tests {
    use super::{DayTime, Expected, leading_day_time};
    use crate::time::{Clock, Moment, Span, time_and_day, time_of_day};

    #[test]
    fn times_of_day_are_read() {
        for (text, hour, minute) in [
            ("19:30", 19, 30),
            ("7pm bread", 19, 0),
            ("7 p.m.", 19, 0),
            ("7:30pm", 19, 30),
            ("12am", 0, 0),
            ("12 pm", 12, 0),
            ("19h30", 19, 30),
            ("19 Uhr", 19, 0),
            ("00:40", 0, 40),
            ("noon", 12, 0),
        ] {
            let read = leading_day_time(text, Expected::DayTime).unwrap().map(|(time, _)| time);
            assert_eq!(read, DayTime::new(hour, minute), "{text}");
        }
        for text in ["25:00", "7", "13pm", "19:3o", "7:60"] {
            assert!(leading_day_time(text, Expected::DayTime).is_err(), "{text}");
        }
        assert_eq!(leading_day_time("19:30", Expected::Perhaps), Ok(None));
        assert_eq!(leading_day_time("home", Expected::DayTime), Ok(None));
    }

    #[test]
    fn the_next_time_of_day_may_be_tomorrow() {
        let clock = Clock { unix_minus_moment: 0, utc_offset: 3_600, next_offset: None };
        let now = Moment::default() + Span::hours(18);
        let at = |hour, minute| clock.next(DayTime::new(hour, minute).unwrap(), now);
        assert_eq!(time_and_day(&clock, at(19, 30), now), "19:30");
        assert_eq!(time_and_day(&clock, at(19, 0), now), "tomorrow 19:00");
        assert_eq!(time_and_day(&clock, at(0, 40), now), "tomorrow 00:40");
    }

    #[test]
    fn the_clocks_may_change_before_it() {
        let change = Moment::default() + Span::hours(25);
        let clock = Clock { unix_minus_moment: 0, utc_offset: 3_600, next_offset: Some((change.as_millis(), 7_200)) };
        let now = Moment::default() + Span::hours(18);
        let at = clock.next(DayTime::new(8, 0).unwrap(), now);
        assert_eq!((time_of_day(&clock, at), at - now), ("08:00".to_owned(), Span::hours(12)));
    }
}
