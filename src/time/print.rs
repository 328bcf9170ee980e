//! Prints time in words and figures.
//!
//! Only live countdowns ([`countdown`]) and times of day ([`time_of_day`]) have colons. All other lengths are in words,
//! so "1:30" on the screen is never a length. [`super::parse_span`] reads the output of [`span_toml`] back.

use super::{Clock, Moment, Span};

/// A live countdown: "37:04", "1:04:10", "0:05". Rounds up to seconds; negative spans are "0:00".
pub fn countdown(span: Span) -> String {
    let secs = span.ceil_secs().max(0);
    let (h, m, s) = (secs / 3_600, secs / 60 % 60, secs % 60);
    if h > 0 { format!("{h}:{m:02}:{s:02}") } else { format!("{m}:{s:02}") }
}

/// In words, to the nearest minute from one minute on: "45 s", "5 min", "1 h", "1 h 30", "3 days 4 h".
pub fn minutes(span: Span) -> String {
    let sign = if span < Span::ZERO { "-" } else { "" };
    let span = span.abs();
    if span.ceil_secs() < 60 {
        return format!("{sign}{} s", span.ceil_secs());
    }
    format!("{sign}{}", of_minutes(span.round_mins()))
}

fn of_minutes(mins: i64) -> String {
    let (days, hours, rest) = (mins / 1_440, mins / 60, mins % 60);
    match (days, hours, rest) {
        (2.., _, _) if hours % 24 == 0 => format!("{days} days"),
        (2.., _, _) => format!("{days} days {} h", hours % 24),
        (_, 0, _) => format!("{rest} min"),
        (_, _, 0) => format!("{hours} h"),
        (_, _, _) => format!("{hours} h {rest}"),
    }
}

/// To the second, in words: "6 min 12 s", "1 min 30 s", "20 min"; like [`minutes`] from one hour on.
pub fn exact(span: Span) -> String {
    let secs = span.abs().ceil_secs();
    let sign = if span < Span::ZERO { "-" } else { "" };
    match (secs / 60, secs % 60) {
        (0, s) => format!("{sign}{s} s"),
        (m, _) if m >= 60 => minutes(span),
        (m, 0) => format!("{sign}{m} min"),
        (m, s) => format!("{sign}{m} min {s} s"),
    }
}

/// An approximate length: like [`minutes`], but to the nearest 5 minutes from one hour on.
pub fn rough(span: Span) -> String {
    minutes(rounded(span))
}

/// The value of [`rough`] in whole minutes; unchanged below a minute.
pub fn rounded(span: Span) -> Span {
    let five = Span::mins(5);
    if span.abs() >= Span::HOUR {
        five.times((span + Span::secs(150)).div(five))
    } else if span.ceil_secs() >= 60 {
        Span::mins(span.round_mins())
    } else {
        span
    }
}

/// A range in words: "15 to 20 min", "4 to 6 h", "45 min to 1 h".
pub fn between(min: Span, max: Span) -> String {
    let (a, b) = (exact(min), exact(max));
    if a == b {
        return a;
    }
    for unit in [" min", " h", " s", " days"] {
        let number = |text: &str| text.strip_suffix(unit).filter(|n| n.chars().all(|c| c.is_ascii_digit())).is_some();
        if number(&a) && number(&b) {
            return format!("{} to {b}", a.strip_suffix(unit).unwrap_or(&a));
        }
    }
    format!("{a} to {b}")
}

/// A local time of day: "18:49". Seconds are dropped.
pub fn time_of_day(clock: &Clock, moment: Moment) -> String {
    let mins = clock.local_millis(moment).rem_euclid(86_400_000) / 60_000;
    format!("{:02}:{:02}", mins / 60, mins % 60)
}

/// A time of day, with its day if not that of `from`: "tomorrow 01:30", "Sat 08:00"; from a week on "08:00 in 9 days".
pub fn time_and_day(clock: &Clock, at: Moment, from: Moment) -> String {
    const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    let time = time_of_day(clock, at);
    let day = |at| clock.local_millis(at).div_euclid(Span::DAY.as_millis());
    // 1 January 1970 was a Thursday.
    let weekday =
        || usize::try_from(day(at).rem_euclid(7)).ok().and_then(|n| WEEKDAYS.get(n)).copied().unwrap_or_default();
    match day(at) - day(from) {
        0 => time,
        1 => format!("tomorrow {time}"),
        -1 => format!("yesterday {time}"),
        -6..=-2 | 2..=6 => format!("{} {time}", weekday()),
        days @ 7.. => format!("{time} in {days} days"),
        days => format!("{time}, {} days ago", -days),
    }
}

/// As in a recipe file: "1h 30m", "45s". Drops parts of a second.
pub fn span_toml(span: Span) -> String {
    let secs = span.floor_secs().max(0);
    let parts = [(secs / 86_400, 'd'), (secs / 3_600 % 24, 'h'), (secs / 60 % 60, 'm'), (secs % 60, 's')];
    let said: Vec<String> = parts.iter().filter(|(n, _)| *n > 0).map(|(n, unit)| format!("{n}{unit}")).collect();
    if said.is_empty() { "0s".to_owned() } else { said.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::{between, countdown, exact, minutes, rough, span_toml, time_and_day, time_of_day};
    use crate::time::{Clock, Moment, Span};

    #[test]
    fn countdowns() {
        for (millis, text) in [
            (2_224_000, "37:04"),
            (3_850_000, "1:04:10"),
            (5_000, "0:05"),
            (4_001, "0:05"),
            (1, "0:01"),
            (0, "0:00"),
            (-9_000, "0:00"),
            (36_000_000, "10:00:00"),
        ] {
            assert_eq!(countdown(Span::millis(millis)), text);
        }
    }

    #[test]
    fn words() {
        for (secs, text) in [
            (45, "45 s"),
            (0, "0 s"),
            (60, "1 min"),
            (300, "5 min"),
            (3_599, "1 h"),
            (3_600, "1 h"),
            (5_400, "1 h 30"),
            (33_120, "9 h 12"),
            (90_000, "25 h"),
            (273_600, "3 days 4 h"),
            (1_209_600, "14 days"),
            (-300, "-5 min"),
        ] {
            assert_eq!(minutes(Span::secs(secs)), text);
        }
        assert_eq!(minutes(Span::millis(59_500)), "1 min");
        assert_eq!(exact(Span::secs(90)), "1 min 30 s");
        assert_eq!(exact(Span::secs(372)), "6 min 12 s");
        assert_eq!(exact(Span::secs(1_200)), "20 min");
        assert_eq!(exact(Span::secs(5_400)), "1 h 30");
        assert_eq!(rough(Span::mins(128)), "2 h 10");
        assert_eq!(rough(Span::mins(118)), "2 h");
        assert_eq!(rough(Span::mins(43)), "43 min");
        assert_eq!(rough(Span::mins(60)), "1 h");
    }

    #[test]
    fn ranges() {
        for (min, max, text) in [
            (900, 1_200, "15 to 20 min"),
            (14_400, 21_600, "4 to 6 h"),
            (2_700, 3_600, "45 min to 1 h"),
            (3_600, 5_400, "1 h to 1 h 30"),
            (60, 120, "1 to 2 min"),
            (30, 45, "30 to 45 s"),
            (90, 120, "1 min 30 s to 2 min"),
            (600, 600, "10 min"),
        ] {
            assert_eq!(between(Span::secs(min), Span::secs(max)), text);
        }
    }

    #[test]
    fn a_time_of_day_follows_the_offset() {
        let clock = Clock { unix_minus_moment: 0, utc_offset: 3_600, next_offset: Some((86_400_000, 7_200)) };
        assert_eq!(time_of_day(&clock, Moment::millis(0)), "01:00");
        assert_eq!(time_of_day(&clock, Moment::millis(67_799_999)), "19:49");
        assert_eq!(time_of_day(&clock, Moment::millis(86_400_000)), "02:00");
        assert_eq!(time_of_day(&clock, Moment::millis(-3_660_000)), "23:59");
        assert_eq!(time_of_day(&clock, Moment::millis(i64::MIN)).len(), 5);
    }

    #[test]
    fn a_time_says_its_day_where_it_is_another() {
        let clock = Clock { unix_minus_moment: 0, utc_offset: 0, next_offset: None };
        let told =
            |hours: i64| time_and_day(&clock, Moment::millis(0) + Span::hours(hours), Moment::millis(64_800_000));
        assert_eq!([told(23), told(25), told(66)], ["23:00", "tomorrow 01:00", "Sat 18:00"]);
    }

    #[test]
    fn as_a_file_has_it() {
        assert_eq!(span_toml(Span::mins(90)), "1h 30m");
        assert_eq!(span_toml(Span::secs(45)), "45s");
        assert_eq!(span_toml(Span::hours(24 * 14)), "14d");
        assert_eq!(span_toml(Span::ZERO), "0s");
    }
}
