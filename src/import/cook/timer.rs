//! Writes a Cooklang timer so that the words of the recipe's language read it: its author marked it as a time, whatever the unit is called.

use super::shown;
use cooklang::quantity::Quantity;

/// The names of each unit in the languages that Cooklang files are written in, and how each language that is read writes it.
struct Unit {
    names: &'static [&'static str],
    /// English, German, French, Spanish; any other language is read by the words of English.
    written: [&'static str; 4],
    /// The names that English words read as they are.
    english: &'static [&'static str],
}

const UNITS: [Unit; 4] = [
    Unit {
        names: &[
            "s", "sec", "secs", "second", "seconds", "sek", "sekunde", "sekunden", "sekunder", "seconde", "secondes",
            "seconden", "seg", "segundo", "segundos", "secondo", "secondi",
        ],
        written: ["seconds", "Sekunden", "secondes", "segundos"],
        english: &["second", "seconds", "sec", "secs"],
    },
    Unit {
        names: &[
            "m", "min", "mins", "mn", "minute", "minutes", "minuten", "minuut", "minut", "minuter", "minutter",
            "minuto", "minutos", "minuti", "'",
        ],
        written: ["min"; 4],
        english: &["minute", "minutes", "min", "mins"],
    },
    Unit {
        names: &[
            "h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden", "heure", "heures", "hora", "horas", "ora",
            "ore", "uur", "timme", "timmar", "timer", "time",
        ],
        written: ["h"; 4],
        english: &["hour", "hours", "hr", "hrs", "h"],
    },
    Unit {
        names: &[
            "d", "day", "days", "tag", "tage", "tagen", "jour", "jours", "día", "días", "dia", "dias", "giorno",
            "giorni", "dag", "dagen", "dagar", "dage",
        ],
        written: ["days", "Tage", "jours", "días"],
        english: &["day", "days"],
    },
];

/// The text of a timer with a quantity. `Err` holds the text too, where nothing can be read in it.
pub(super) fn written(quantity: &Quantity, language: &str) -> Result<String, String> {
    let Some(name) = quantity.unit() else {
        // The Cooklang tools count minutes where no unit is given.
        let text = quantity.value().to_string();
        return if text.contains(|c: char| c.is_numeric()) { Ok(format!("{text} min")) } else { Err(text) };
    };
    // A second amount in the unit ("1%hour 30%minutes") is read as it stands.
    if name.contains(|c: char| c.is_numeric()) {
        return Ok(shown(quantity));
    }
    let key = name.trim().trim_end_matches('.').to_lowercase();
    let Some(unit) = UNITS.iter().find(|unit| unit.names.contains(&key.as_str())) else { return Err(shown(quantity)) };
    let place = ["en", "de", "fr", "es"].iter().position(|known| *known == language).unwrap_or(0);
    if !quantity.value().to_string().contains(|c: char| c.is_numeric()) {
        return Err(shown(quantity));
    }
    if place == 0 && unit.english.contains(&key.as_str()) {
        return Ok(shown(quantity));
    }
    let unit = unit.written.get(place).copied().unwrap_or(name);
    Ok(format!("{} {unit}", quantity.value()))
}

/// Leaves out timers with nothing in their braces, for which the parser refuses the whole text; returns how many.
pub(super) fn without_empty(text: &str) -> (String, usize) {
    let mut kept = String::with_capacity(text.len());
    let (mut rest, mut dropped) = (text, 0);
    while let Some((before, after)) = rest.split_once('~') {
        kept.push_str(before);
        let open = after
            .find(['{', '\n', '@', '#', '~'])
            .filter(|at| after.get(*at..).is_some_and(|rest| rest.starts_with('{')));
        let empty = open.and_then(|open| {
            let inside = after.get(open + 1..)?;
            let close = inside.find('}')?;
            inside.get(..close)?.trim().is_empty().then_some((open, open + close + 2))
        });
        match empty {
            Some((open, end)) => {
                kept.push_str(after.get(..open).unwrap_or(""));
                rest = after.get(end..).unwrap_or("");
                dropped += 1;
            }
            None => {
                kept.push('~');
                rest = after;
            }
        }
    }
    kept.push_str(rest);
    (kept, dropped)
}
