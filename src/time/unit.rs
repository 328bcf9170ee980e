//! Units of time and their names in the languages of recipes.

use super::Span;

/// A unit of time, smaller ones first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SpokenUnit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
}

/// The words for each unit: English, German, French, Spanish.
const WORDS: [(SpokenUnit, &[&str]); 5] = [
    (
        SpokenUnit::Second,
        &[
            "s", "sec", "secs", "second", "seconds", "sek", "sekunde", "sekunden", "seconde", "secondes", "seg",
            "segs", "segundo", "segundos",
        ],
    ),
    (SpokenUnit::Minute, &["m", "min", "mins", "minute", "minutes", "mn", "mns", "minuten", "minuto", "minutos"]),
    (
        SpokenUnit::Hour,
        &["h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden", "heure", "heures", "hora", "horas"],
    ),
    (SpokenUnit::Day, &["d", "day", "days", "tag", "tage", "tagen", "jour", "jours", "día", "dia", "días", "dias"]),
    (
        SpokenUnit::Week,
        &["w", "wk", "wks", "week", "weeks", "woche", "wochen", "semaine", "semaines", "semana", "semanas"],
    ),
];

impl SpokenUnit {
    /// The unit with this name, ignoring case.
    pub(super) fn of(word: &str) -> Option<SpokenUnit> {
        let word = word.to_lowercase();
        WORDS.iter().find(|(_, words)| words.contains(&word.as_str())).map(|(unit, _)| *unit)
    }

    /// Its letter in humantime.
    pub(super) fn letter(self) -> char {
        match self {
            SpokenUnit::Second => 's',
            SpokenUnit::Minute => 'm',
            SpokenUnit::Hour => 'h',
            SpokenUnit::Day => 'd',
            SpokenUnit::Week => 'w',
        }
    }

    pub(super) fn secs(self) -> u64 {
        let span = match self {
            SpokenUnit::Second => Span::SECOND,
            SpokenUnit::Minute => Span::MINUTE,
            SpokenUnit::Hour => Span::HOUR,
            SpokenUnit::Day => Span::DAY,
            SpokenUnit::Week => Span::DAY.times(7),
        };
        span.floor_secs().unsigned_abs()
    }
}
