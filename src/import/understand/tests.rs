//! Sentences as people write them, with what is found in them in short notation.
//!
//! "10m-12m" is a timer, "1h+" an open one; "10m more", "or", "side", "each" give its role, and "hands" busy hands. "(3d storage)" is not
//! a timer. "@20m", "every 10m", "left 10m" and "half" are cues; "few" has no value. "200C/180C fan" is an oven, "74C inside" something
//! else, "?" an inferred unit, "pre" a preheat.

mod any_text;
mod english;
mod french;
mod german;
mod hard;
mod spanish;

use super::{Times, understand_all};
use crate::import::finding::{CueTime, Finding, FoundKind, Heat, HeatOf, NoWait, Scale, TimeRange, TimerRole};
use crate::time::Span;

fn span(span: Span) -> String {
    let seconds = span.as_millis() as f64 / 1_000.0;
    let units = [(86_400.0, "d"), (3_600.0, "h"), (60.0, "m"), (1.0, "s")];
    let fits = |(size, _): &&(f64, &str)| seconds >= *size && (seconds / size * 4.0).fract() == 0.0;
    match units.iter().find(fits) {
        Some((size, name)) => format!("{}{name}", seconds / size),
        None => format!("{seconds}s"),
    }
}

fn stretch(time: &TimeRange) -> String {
    match time.max {
        Some(max) if max == time.min => span(max),
        Some(max) => format!("{}-{}", span(time.min), span(max)),
        None => format!("{}+", span(time.min)),
    }
}

fn heat(heat: &Heat) -> String {
    let given = heat.given.iter().map(|degrees| {
        let max = degrees.max.map(|max| format!("-{max}")).unwrap_or_default();
        let fan = if degrees.fan { " fan" } else { "" };
        match degrees.scale {
            Scale::Celsius => format!("{}{max}C{fan}", degrees.value),
            Scale::Fahrenheit => format!("{}{max}F{fan}", degrees.value),
            Scale::Gas => format!("gas {}{max}{fan}", degrees.value),
        }
    });
    let of = match heat.of {
        HeatOf::Oven => "",
        HeatOf::Inside => " inside",
        HeatOf::Oil => " oil",
        HeatOf::Sugar => " sugar",
        HeatOf::Liquid => " liquid",
        HeatOf::Dough => " dough",
        HeatOf::Room => " room",
        HeatOf::Machine => " machine",
    };
    let inferred = if heat.unit_inferred { "?" } else { "" };
    let preheat = if heat.preheat { " pre" } else { "" };
    format!("{}{inferred}{of}{preheat}", given.collect::<Vec<_>>().join("/"))
}

fn short(found: &Finding) -> String {
    match &found.what {
        FoundKind::Timer { time, role, hands_on } => {
            let role = match role {
                TimerRole::Main => "",
                TimerRole::Further => " more",
                TimerRole::Instead => " or",
                TimerRole::PerSide => " side",
                TimerRole::PerItem => " each",
            };
            format!("{}{role}{}", stretch(time), if *hands_on { " hands" } else { "" })
        }
        FoundKind::Idle { time, why } => {
            let why = match why {
                NoWait::Storage => "storage",
                NoWait::Ahead => "ahead",
                NoWait::Reheat => "reheat",
                NoWait::Total => "total",
                NoWait::Again => "again",
                NoWait::Lead => "lead",
                NoWait::Told => "told",
            };
            format!("({} {why})", stretch(time))
        }
        FoundKind::Cue(CueTime::Every(time)) => format!("every {}", stretch(time)),
        FoundKind::Cue(CueTime::After(time)) => format!("@{}", stretch(time)),
        FoundKind::Cue(CueTime::Left(time)) => format!("left {}", stretch(time)),
        FoundKind::Cue(CueTime::Half) => "half".to_owned(),
        FoundKind::Vague => "few".to_owned(),
        FoundKind::Unread => "unread".to_owned(),
        FoundKind::Heat(of) => heat(of),
    }
}

/// The findings in the steps of a recipe, with a bar between steps.
fn told(language: &str, steps: &str) -> String {
    let words = Times::of(language).unwrap();
    let steps: Vec<&str> = steps.split(" | ").collect();
    let found = understand_all(&steps, &words);
    let found = found.iter().map(|step| step.iter().map(short).collect::<Vec<_>>().join(", "));
    found.collect::<Vec<_>>().join(" | ")
}

/// Compares a whole table, so that one run shows every difference.
#[track_caller]
fn all(language: &str, table: &[(&str, &str)]) {
    let wrong = table.iter().filter_map(|(text, expected)| {
        let found = told(language, text);
        (found != *expected).then(|| format!("{text}\n    expected {expected}\n    found    {found}"))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{} of {} sentences:\n{}", wrong.len(), table.len(), wrong.join("\n"));
}
