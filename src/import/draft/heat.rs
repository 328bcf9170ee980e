//! Converts temperatures that were found into the oven settings of a recipe.

use super::clauses::Clause;
use super::words::Steps;
use crate::import::{Degrees, FoundKind, Heat, HeatOf, Scale};
use crate::recipe::Oven;

/// The oven settings in a clause, in order, each with its form in the recipe.
pub(super) fn settings<'a>(piece: &'a Clause<'_>) -> impl Iterator<Item = (&'a Heat, Option<Oven>)> {
    piece.found.iter().filter_map(|one| match &one.what {
        FoundKind::Heat(heat) if heat.of == HeatOf::Oven => Some((heat, taken(heat).and_then(setting))),
        FoundKind::Heat(_)
        | FoundKind::Timer { .. }
        | FoundKind::Idle { .. }
        | FoundKind::Cue(_)
        | FoundKind::Vague
        | FoundKind::Unread => None,
    })
}

/// The value that is used: the first that an oven can be set to, preferably not for a fan oven.
fn taken(heat: &Heat) -> Option<&Degrees> {
    let able = || heat.given.iter().filter(|degrees| setting(degrees).is_some());
    // A gas mark beside degrees for a fan oven is an alternative for gas ovens.
    able().find(|degrees| !degrees.fan && degrees.scale != Scale::Gas).or_else(|| able().next())
}

/// The oven setting, with the lower end of a range; `None` for what no oven can be set to.
fn setting(degrees: &Degrees) -> Option<Oven> {
    let value = degrees.value;
    let text = match degrees.scale {
        Scale::Celsius => format!("{value:.0}C"),
        Scale::Fahrenheit => format!("{value:.0}F"),
        Scale::Gas if value == 0.5 => "gas 1/2".to_owned(),
        Scale::Gas if value == 0.25 => "gas 1/4".to_owned(),
        Scale::Gas => format!("gas {value:.0}"),
    };
    Oven::parse(&text).ok()
}

/// Settings for other kinds of oven given beside the chosen one, as a cook would write them.
pub(super) fn others(heat: &Heat) -> Vec<String> {
    let Some(own) = taken(heat) else { return Vec::new() };
    let other = heat.given.iter().filter(|degrees| degrees.fan != own.fan);
    other
        .map(|degrees| {
            let value = match (degrees.scale, degrees.max) {
                (Scale::Gas, _) => format!("gas {}", degrees.value),
                (Scale::Celsius, None) => format!("{} °C", degrees.value),
                (Scale::Fahrenheit, None) => format!("{} °F", degrees.value),
                (Scale::Celsius, Some(max)) => format!("{}-{max} °C", degrees.value),
                (Scale::Fahrenheit, Some(max)) => format!("{}-{max} °F", degrees.value),
            };
            let oven = if degrees.fan { "with a fan" } else { "without a fan" };
            format!("{value} {oven}")
        })
        .collect()
}

/// What the cook should know about the chosen setting.
pub(super) fn notes(heat: &Heat) -> Vec<&'static str> {
    let mut notes = Vec::new();
    if heat.fan || taken(heat).is_some_and(|degrees| degrees.fan) {
        notes.push("meant for a fan oven");
    }
    if heat.unit_inferred {
        notes.push("the unit is a guess");
    }
    if taken(heat).is_some_and(|degrees| degrees.max.is_some()) {
        notes.push("the lower end of a range");
    }
    notes
}

/// Whether a clause only sets the oven or turns on the grill, without a word about anything else.
pub(super) fn only_sets(piece: &Clause<'_>, steps: &Steps) -> bool {
    let heats =
        || piece.found.iter().filter(|one| matches!(&one.what, FoundKind::Heat(heat) if heat.of == HeatOf::Oven));
    let others = piece.found.len() > heats().count();
    let grill = steps.grill.any(&piece.words) || steps.oven_grill.any(&piece.words);
    let told = piece.words.iter().enumerate().filter(|(i, word)| {
        let inside = heats().any(|one| one.place.start <= word.at.start && word.at.start < one.place.end);
        let known = steps.oven_only.at(&piece.words, *i).or(steps.oven_grill.at(&piece.words, *i));
        !inside && known.is_none() && !word.low.chars().all(|c| c.is_ascii_digit())
    });
    (heats().next().is_some() || grill) && !others && told.count() == 0
}
