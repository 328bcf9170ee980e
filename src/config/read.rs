//! Settings read from TOML, with every fault.
//!
//! Read key by key as recipe files are, so that every fault comes at once, with its line and its mend. A fault costs only its own key:
//! every other one holds.

use super::{Alerts, KitchenSettings, QuietHours, Settings, Sound, Voice};
use crate::recipe::Unit;
use crate::recipe::fault::{Fault, Severity, SourceText};
use crate::recipe::read::syntax::{Hints, mended};
use crate::recipe::read::values::{Diagnostics, SHORT, TableEntry, describe, entries, number, text, unknown};
use crate::recipe::read::{Decoded, decode, tell_wrong};
use crate::recipe::text::{clean, nearest};
use crate::time::{SpokenTime, parse_span, parse_timers};
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

const HINTS: Hints = Hints {
    quotes: "put it in quotes, such as quiet-hours = \"22:00 - 07:00\"",
    see: "`baste config` prints how it is written",
};

/// The longest argument of a program, in bytes.
const LONGEST: usize = 4_000;
/// The most programs, and the most arguments of one.
const MOST: usize = 50;

/// Settings, and what is wrong with what was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SettingsFile {
    /// What holds.
    pub settings: Settings,
    /// All faults, in the order of their lines.
    pub faults: Vec<Fault>,
}

impl SettingsFile {
    /// What holds where the file cannot be read at all.
    pub(super) fn broken(message: &str, hint: &str) -> SettingsFile {
        let fault = SourceText::new("").fault(Severity::Error, &(0..0), message, hint);
        SettingsFile { settings: Settings::default(), faults: vec![fault] }
    }
}

/// Reads a file of settings.
pub fn read(bytes: &[u8]) -> SettingsFile {
    let decoded = decode(bytes, "settings have 1 MB at most", "settings are a text file in TOML");
    let Decoded { text, wrong } = match decoded {
        Ok(decoded) => decoded,
        Err((message, hint)) => return SettingsFile::broken(&message, hint),
    };
    let mut notes = Diagnostics::new(&text);
    tell_wrong(&wrong, &mut notes);
    let mended = mended(&text, &HINTS, &mut notes);
    // Faults of the syntax are in the list already.
    let (table, _) = DeTable::parse_recoverable(&mended);
    let mut settings = Settings::default();
    for entry in entries(table.get_ref()) {
        match entry.key {
            "alerts" => each(&mut notes, &entry, |notes, entry| alert(notes, entry, &mut settings.alerts)),
            "oven" => each(&mut notes, &entry, |notes, entry| match entry.key {
                "unit" => set(&mut settings.unit, unit(notes, entry)),
                _ => unknown(notes, entry, &["unit"], &[("units", "unit")]),
            }),
            "kitchen" => each(&mut notes, &entry, |notes, entry| kitchen(notes, entry, &mut settings.kitchen)),
            "timers" => each(&mut notes, &entry, |notes, entry| preset(notes, entry, &mut settings.timers)),
            key => {
                let whose = [(ALERTS, "[alerts]"), (SOUND, "[alerts.sound]"), (VOICE, "[alerts.voice]")];
                match whose.iter().find(|(keys, _)| keys.contains(&key)) {
                    Some((_, header)) => {
                        let message = format!("`{key}` belongs to {header}");
                        notes.error(&entry.key_at, message, format!("write {header} above it"));
                    }
                    None => unknown(
                        &mut notes,
                        &entry,
                        &["alerts", "oven", "kitchen", "timers"],
                        &[("alert", "alerts"), ("timer", "timers")],
                    ),
                }
            }
        }
    }
    SettingsFile { settings, faults: notes.finish() }
}

const ALERTS: &[&str] = &["desktop", "terminal", "run", "quiet-hours", "stay-awake", "sound", "voice"];
const KITCHEN: &[&str] = &["cooks", "burners", "racks", "preheat"];
const SOUND: &[&str] = &["on", "volume", "player"];
const VOICE: &[&str] = &["on", "speaker"];

fn alert(notes: &mut Diagnostics<'_>, entry: &TableEntry<'_>, alerts: &mut Alerts) {
    match entry.key {
        "desktop" => set(&mut alerts.desktop, yes(notes, entry)),
        "terminal" => set(&mut alerts.terminal, yes(notes, entry)),
        "run" => set(&mut alerts.run, programs(notes, entry)),
        "quiet-hours" => set(&mut alerts.quiet_hours, quiet_hours(notes, entry)),
        "stay-awake" => set(&mut alerts.stay_awake, yes(notes, entry)),
        "sound" => each(notes, entry, |notes, entry| sound(notes, entry, &mut alerts.sound)),
        "voice" => each(notes, entry, |notes, entry| voice(notes, entry, &mut alerts.voice)),
        _ => unknown(notes, entry, ALERTS, &[("command", "run"), ("commands", "run"), ("quiet", "quiet-hours")]),
    }
}

fn sound(notes: &mut Diagnostics<'_>, entry: &TableEntry<'_>, sound: &mut Sound) {
    match entry.key {
        "on" => set(&mut sound.on, yes(notes, entry)),
        "volume" => {
            let volume = number(notes, entry, 0..=100, 70).and_then(|percent| u8::try_from(percent).ok());
            set(&mut sound.volume, volume);
        }
        "player" => set(&mut sound.player, program_or_auto(notes, entry)),
        _ => unknown(notes, entry, SOUND, &[("off", "on"), ("enabled", "on")]),
    }
}

fn voice(notes: &mut Diagnostics<'_>, entry: &TableEntry<'_>, voice: &mut Voice) {
    match entry.key {
        "on" => set(&mut voice.on, yes(notes, entry)),
        "speaker" => set(&mut voice.speaker, program_or_auto(notes, entry)),
        _ => unknown(notes, entry, VOICE, &[("off", "on"), ("enabled", "on"), ("player", "speaker")]),
    }
}

fn kitchen(notes: &mut Diagnostics<'_>, entry: &TableEntry<'_>, kitchen: &mut KitchenSettings) {
    let count = |notes: &mut Diagnostics<'_>, range, usual| {
        number(notes, entry, range, usual).and_then(|count| i32::try_from(count).ok())
    };
    match entry.key {
        "cooks" => set(&mut kitchen.cooks, count(notes, 1..=8, 1)),
        "burners" => set(&mut kitchen.burners, count(notes, 0..=12, 4)),
        "racks" => set(&mut kitchen.racks, count(notes, 0..=8, 2)),
        "preheat" => {
            if let Some(said) = text(notes, entry, SHORT) {
                match parse_span(&said) {
                    Ok(span) => kitchen.preheat = span,
                    Err(fault) => notes.error(&entry.value.span(), fault.message, fault.hint),
                }
            }
        }
        _ => unknown(notes, entry, KITCHEN, &[("cook", "cooks"), ("burner", "burners"), ("rack", "racks")]),
    }
}

/// The value, if it could be read.
fn set<T>(setting: &mut T, said: Option<T>) {
    if let Some(said) = said {
        *setting = said;
    }
}

/// The keys of a table.
fn each(
    notes: &mut Diagnostics<'_>,
    entry: &TableEntry<'_>,
    mut one: impl FnMut(&mut Diagnostics<'_>, &TableEntry<'_>),
) {
    match entry.value.get_ref() {
        DeValue::Table(table) => entries(table).iter().for_each(|entry| one(notes, entry)),
        DeValue::Boolean(_) if ["sound", "voice"].contains(&entry.key) => {
            let hint = format!("write {}.on = {}", entry.key, describe(entry.value.get_ref()));
            notes.error(&entry.value.span(), format!("`{}` has settings of its own", entry.key), hint);
        }
        other => {
            let message = format!("`{}` should be a table, not {}", entry.key, describe(other));
            notes.error(&entry.value.span(), message, "write its name in brackets, and its keys below");
        }
    }
}

fn yes(notes: &mut Diagnostics<'_>, entry: &TableEntry<'_>) -> Option<bool> {
    match entry.value.get_ref() {
        DeValue::Boolean(yes) => Some(*yes),
        other => {
            let message = format!("`{}` should be true or false, not {}", entry.key, describe(other));
            notes.error(&entry.value.span(), message, "write true or false, without quotes");
            None
        }
    }
}

/// A timer by name: `eggs = "6m30"`.
fn preset(notes: &mut Diagnostics<'_>, entry: &TableEntry<'_>, timers: &mut Vec<(String, String)>) {
    let Some(time) = text(notes, entry, SHORT) else { return };
    let name = clean(entry.key);
    match parse_timers(&time).map(|timers| timers.into_iter().map(|timer| timer.time).collect::<Vec<_>>()) {
        Ok(times) => match times.as_slice() {
            [SpokenTime::Colon(colon)] => {
                let fault = colon.fault();
                notes.error(&entry.value.span(), fault.message, fault.hint);
            }
            [_] => timers.push((name, time)),
            _ => {
                notes.error(&entry.value.span(), format!("`{name}` has several times"), "write one, such as \"6m 30s\"")
            }
        },
        Err(fault) => notes.error(&entry.value.span(), fault.message, fault.hint),
    }
}

fn unit(notes: &mut Diagnostics<'_>, entry: &TableEntry<'_>) -> Option<Option<Unit>> {
    let said = text(notes, entry, SHORT)?;
    match said.to_lowercase().trim_start_matches('°') {
        "as written" => Some(None),
        "c" | "celsius" => Some(Some(Unit::Celsius)),
        "f" | "fahrenheit" => Some(Some(Unit::Fahrenheit)),
        _ => {
            notes.error(&entry.value.span(), format!("unknown unit `{said}`"), "say \"C\", \"F\" or \"as written\"");
            None
        }
    }
}

/// A program with its arguments; none for "auto".
fn program_or_auto(notes: &mut Diagnostics<'_>, entry: &TableEntry<'_>) -> Option<Option<Vec<String>>> {
    match entry.value.get_ref() {
        DeValue::String(text) if text == "auto" => Some(None),
        DeValue::String(text) if !text.contains(char::is_whitespace) => {
            argument(notes, entry.key, entry.value).map(|program| Some(vec![program]))
        }
        DeValue::Array(list) => program(notes, entry.key, entry.value, list).map(Some),
        other => {
            let message = format!("`{}` should be a program, not {}", entry.key, describe(other));
            notes.error(&entry.value.span(), message, in_a_list(entry.key));
            None
        }
    }
}

fn in_a_list(key: &str) -> String {
    format!("write it with its arguments in a list: {key} = [\"program\", \"argument\"]")
}

/// One program, or a list of them.
fn programs(notes: &mut Diagnostics<'_>, entry: &TableEntry<'_>) -> Option<Vec<Vec<String>>> {
    let DeValue::Array(list) = entry.value.get_ref() else {
        let message = format!("`{}` should be a list, not {}", entry.key, describe(entry.value.get_ref()));
        notes.error(&entry.value.span(), message, in_a_list(entry.key));
        return None;
    };
    if list.is_empty() {
        return Some(Vec::new());
    }
    if !list.iter().any(|value| matches!(value.get_ref(), DeValue::Array(_))) {
        return program(notes, entry.key, entry.value, list).map(|one| vec![one]);
    }
    if list.len() > MOST {
        notes.error(&entry.value.span(), format!("{} programs", list.len()), format!("{MOST} at most"));
        return None;
    }
    let mut all = Vec::new();
    for value in list {
        if let DeValue::Array(list) = value.get_ref() {
            all.extend(program(notes, entry.key, value, list));
        } else {
            let message = format!("a program should be a list here, not {}", describe(value.get_ref()));
            notes.error(&value.span(), message, "put each program with its arguments in brackets of its own");
        }
    }
    Some(all)
}

/// A program with its arguments, word for word.
fn program(
    notes: &mut Diagnostics<'_>,
    key: &str,
    at: &Spanned<DeValue<'_>>,
    list: &DeArray<'_>,
) -> Option<Vec<String>> {
    if list.is_empty() {
        notes.error(&at.span(), "a program without a name", in_a_list(key));
        return None;
    }
    if list.len() > MOST {
        notes.error(&at.span(), format!("a program with {} arguments", list.len()), format!("{MOST} at most"));
        return None;
    }
    let words: Vec<Option<String>> = list.iter().map(|value| argument(notes, key, value)).collect();
    let words: Vec<String> = words.into_iter().collect::<Option<_>>()?;
    if words.first().is_some_and(String::is_empty) {
        notes.error(&at.span(), "a program without a name", in_a_list(key));
        return None;
    }
    Some(words)
}

fn argument(notes: &mut Diagnostics<'_>, key: &str, value: &Spanned<DeValue<'_>>) -> Option<String> {
    let DeValue::String(word) = value.get_ref() else {
        let message = format!("`{key}` holds {}", describe(value.get_ref()));
        notes.error(&value.span(), message, "put every argument in quotes");
        return None;
    };
    if word.len() > LONGEST || word.contains('\0') {
        let message = format!("no program can be given this argument of `{key}`");
        notes.error(&value.span(), message, format!("{LONGEST} bytes at most, and none of them zero"));
        return None;
    }
    Some(word.to_string())
}

fn quiet_hours(notes: &mut Diagnostics<'_>, entry: &TableEntry<'_>) -> Option<Option<QuietHours>> {
    let usual = "say \"22:00 - 07:00\", or \"none\"";
    let said = text(notes, entry, SHORT)?.to_lowercase();
    if said == "none" {
        return Some(None);
    }
    let ends = [" to ", "-", "–", "—"].iter().find_map(|between| said.split_once(between));
    let Some((from, to)) = ends else {
        let hint = match nearest(&said, ["none"]) {
            Some(_) => "did you mean `none`?",
            None => usual,
        };
        notes.error(&entry.value.span(), format!("`{said}` is no span of the day"), hint);
        return None;
    };
    let (Some(from), Some(to)) = (minute_of_day(from.trim()), minute_of_day(to.trim())) else {
        notes.error(&entry.value.span(), format!("`{said}` is no span of the day"), usual);
        return None;
    };
    if from == to {
        notes.error(&entry.value.span(), "quiet hours that end as they begin", usual);
        return None;
    }
    Some(Some(QuietHours { from, to }))
}

/// "22:00", "7", "7 am", "10:30pm", as minutes from midnight.
fn minute_of_day(text: &str) -> Option<u16> {
    let (number, half) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(number), _) => (number.trim(), Some(0)),
        (_, Some(number)) => (number.trim(), Some(12)),
        (None, None) => (text, None),
    };
    let (hour, minute) = number.split_once([':', '.']).unwrap_or((number, "00"));
    let digits = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(hour) || minute.len() != 2 || !digits(minute) {
        return None;
    }
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
        // The end of a day may be written as 24:00.
        None if hour == 24 && minute == 0 => 0,
        None => hour,
    };
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
