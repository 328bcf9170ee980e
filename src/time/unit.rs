//! Units of time, and the words and signs for them in the languages that recipes are read in.

use super::Span;

/// A unit of time, the smaller first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TimeUnit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
}

/// The words for each unit: English, German, French, Spanish.
const WORDS: [(TimeUnit, &[&str]); 5] = [
    (
        TimeUnit::Second,
        &[
            "s", "sec", "secs", "second", "seconds", "sek", "sekunde", "sekunden", "seconde", "secondes", "seg",
            "segs", "segundo", "segundos",
        ],
    ),
    (TimeUnit::Minute, &["m", "min", "mins", "minute", "minutes", "mn", "mns", "minuten", "minuto", "minutos"]),
    (
        TimeUnit::Hour,
        &["h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden", "heure", "heures", "hora", "horas"],
    ),
    (TimeUnit::Day, &["d", "day", "days", "tag", "tage", "tagen", "jour", "jours", "día", "dia", "días", "dias"]),
    (
        TimeUnit::Week,
        &["w", "wk", "wks", "week", "weeks", "woche", "wochen", "semaine", "semaines", "semana", "semanas"],
    ),
];

impl TimeUnit {
    /// The unit that a word names, whatever its case.
    pub(super) fn of(word: &str) -> Option<TimeUnit> {
        let word = word.to_lowercase();
        WORDS.iter().find(|(_, words)| words.contains(&word.as_str())).map(|(unit, _)| *unit)
    }

    /// The letter that humantime has for it.
    pub(super) fn letter(self) -> char {
        match self {
            TimeUnit::Second => 's',
            TimeUnit::Minute => 'm',
            TimeUnit::Hour => 'h',
            TimeUnit::Day => 'd',
            TimeUnit::Week => 'w',
        }
    }

    pub(super) fn secs(self) -> u64 {
        let span = match self {
            TimeUnit::Second => Span::SECOND,
            TimeUnit::Minute => Span::MINUTE,
            TimeUnit::Hour => Span::HOUR,
            TimeUnit::Day => Span::DAY,
            TimeUnit::Week => Span::DAY.times(7),
        };
        span.floor_secs().unsigned_abs()
    }
}
