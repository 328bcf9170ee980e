//! Parses when a cue calls or a `while` step can begin: "20m", "half", "10m left", "every 30m to 3h".

use super::values::{Diagnostics, LONG, MANY, SHORT, TableEntry, describe, entries, text, unknown};
use crate::recipe::text::nearest;
use crate::recipe::{Cue, CueAt, HostAt, Length};
use crate::time::{DurationFault, Span, parse_span, span_toml};
use std::ops::Range;
use toml::de::DeValue;

/// The shortest span between two calls of an `every`.
const SHORTEST: Span = Span::secs(10);

pub(super) fn cue_at(text: &str) -> Result<CueAt, DurationFault> {
    let lower = text.to_lowercase();
    moment(lower.trim()).map_err(|fault| {
        if is_heat(lower.trim()) {
            return DurationFault {
                message: format!("`{text}` is a heat, and a cue calls at a time"),
                hint: "say when to look, such as at = \"20m\" or at = \"every 10m\", and the heat in `say` or `until`"
                    .to_owned(),
            };
        }
        if lower.contains(|c: char| c.is_ascii_digit()) {
            return fault;
        }
        let word = lower.split(' ').next().unwrap_or_default();
        let hint = match nearest(word, ["half", "every"]) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "say 20m, half, 10m left or every 15m".to_owned(),
        };
        DurationFault { message: format!("`{text}` is no moment of a step"), hint }
    })
}

/// Whether a text in lower case is a temperature: "118c", "54 °c", "245 degrees fahrenheit".
fn is_heat(text: &str) -> bool {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',')).trim_start();
    let sign = ["degrees", "deg", "°", "º"].into_iter().find_map(|sign| unit.strip_prefix(sign));
    unit.len() < text.len() && matches!(sign.unwrap_or(unit).trim(), "c" | "f" | "celsius" | "fahrenheit")
}

fn moment(text: &str) -> Result<CueAt, DurationFault> {
    if matches!(text, "half" | "halfway" | "half-way" | "half way") {
        return Ok(CueAt::Half);
    }
    if let Some(left) = text.strip_suffix("left") {
        return parse_span(left.trim()).map(CueAt::Left);
    }
    let Some(every) = text.strip_prefix("every ") else { return parse_span(text).map(CueAt::From) };
    let (each, until) = match [" to ", " until ", " till "].iter().find_map(|word| every.split_once(word)) {
        Some((each, until)) => (each, Some(parse_span(until)?)),
        None => (every, None),
    };
    let each = match each {
        "minute" => Span::MINUTE,
        "hour" => Span::HOUR,
        "half hour" => Span::HOUR.half(),
        each => parse_span(each)?,
    };
    if each < SHORTEST {
        return Err(DurationFault {
            message: "nobody can do this so often".to_owned(),
            hint: format!("say every {} or longer", span_toml(SHORTEST)),
        });
    }
    if let Some(until) = until.filter(|until| *until < each) {
        return Err(DurationFault {
            message: format!("every {} to {} never calls", span_toml(each), span_toml(until)),
            hint: format!("say every {} to {}", span_toml(each), span_toml(each.times(4))),
        });
    }
    Ok(CueAt::Every { each, until })
}

/// Parses when a `while` step can begin.
pub(super) fn host_at(text: &str) -> Result<HostAt, DurationFault> {
    if text.trim().eq_ignore_ascii_case("start") {
        return Ok(HostAt::Start);
    }
    match cue_at(text)? {
        CueAt::From(span) => Ok(HostAt::From(span)),
        CueAt::Half => Ok(HostAt::Half),
        CueAt::Left(span) => Ok(HostAt::Left(span)),
        CueAt::Every { .. } => Err(DurationFault {
            message: "a step cannot begin again and again".to_owned(),
            hint: "say one moment, such as 20m, half or 10m left; reminders are `cues`".to_owned(),
        }),
    }
}

/// Reads `cues`, each with the position of its `at`.
pub(super) fn cues(notes: &mut Diagnostics<'_>, entry: &TableEntry<'_>) -> Vec<(Cue, Range<usize>)> {
    let usual = "write cues = [{ at = \"20m\", say = \"Turn it\" }]";
    let DeValue::Array(list) = entry.value.get_ref() else {
        let message = format!("`cues` should be a list, not {}", describe(entry.value.get_ref()));
        notes.error(&entry.value.span(), message, usual);
        return Vec::new();
    };
    if list.len() > MANY {
        notes.error(&entry.value.span(), format!("a step with {} cues", list.len()), format!("{MANY} at most"));
        return Vec::new();
    }
    let mut cues = Vec::new();
    for value in list {
        let DeValue::Table(table) = value.get_ref() else {
            let message = format!("a cue should be a table, not {}", describe(value.get_ref()));
            notes.error(&value.span(), message, usual);
            continue;
        };
        let (mut at, mut say, mut whole) = (None, None, true);
        for entry in entries(table) {
            match entry.key {
                "at" => {
                    let place = entry.value.span();
                    at = text(notes, &entry, SHORT).and_then(|text| match cue_at(&text) {
                        Ok(at) => Some((at, place)),
                        Err(fault) => {
                            notes.error(&place, fault.message, fault.hint);
                            None
                        }
                    });
                    whole &= at.is_some();
                }
                "say" => {
                    say = text(notes, &entry, LONG);
                    whole &= say.is_some();
                }
                _ => unknown(notes, &entry, &["at", "say"], &[("when", "at"), ("text", "say"), ("do", "say")]),
            }
        }
        match (at, say) {
            (Some((at, place)), Some(say)) => cues.push((Cue { at, say }, place)),
            (None, _) if whole => notes.error(&value.span(), "a cue without `at`", usual),
            (_, None) if whole => notes.error(&value.span(), "a cue without `say`", usual),
            (_, _) => {}
        }
    }
    cues
}

/// Why a cue does not fit a step of that length, and the hint.
pub(super) fn misplaced(at: CueAt, length: Length) -> Option<(String, String)> {
    if at.fits(length) {
        return None;
    }
    let words = length.words();
    let end = length.longest();
    let (message, hint) = match at {
        CueAt::From(from) if from == end => ("falls on the end of the step", "say it in `then`".to_owned()),
        CueAt::From(_) => ("comes after the end of the step", format!("it can be up to {}", span_toml(end))),
        CueAt::Left(_) => (
            "comes before the step begins",
            format!("`left` counts to its earlier end: it can be up to {} left", span_toml(length.min())),
        ),
        CueAt::Half | CueAt::Every { .. } => {
            ("never calls within the step", format!("it can be up to {}", span_toml(end)))
        }
    };
    Some((format!("the cue {message} ({words})"), hint))
}
