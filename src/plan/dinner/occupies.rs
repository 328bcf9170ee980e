//! When a step needs the cook, and whether it takes a burner.

use super::super::kitchen::{Minutes, Stretch};
use crate::recipe::{CueAt, DishStep, Length, Need, Phase};
use crate::time::Span;

/// The most cues of a step that are looked at.
const MOST_CUES: i64 = 200;

/// Whole minutes, rounded up.
pub(super) fn minutes(span: Span) -> Minutes {
    let whole = span.max(Span::ZERO).as_millis().saturating_add(59_999) / 60_000;
    Minutes::try_from(whole).unwrap_or(Minutes::MAX / 1_000).min(Minutes::MAX / 1_000)
}

/// When it needs hands: all of a step that the cook does, fries or sears; else a minute at the start, at each cue and at the end.
pub(super) fn hands(step: &DishStep, lasts: Minutes) -> Vec<Stretch> {
    let Some(length) = step.length else { return all(lasts) };
    if step.is_held() {
        return Vec::new();
    }
    let said = step.needs.as_ref().map(|needs| needs.contains(&Need::Hands));
    let watched = match step.phase {
        Phase::Fry | Phase::Sear | Phase::Grill | Phase::Prep | Phase::Baste | Phase::Serve => true,
        Phase::Marinate
        | Phase::Chill
        | Phase::Rest
        | Phase::Roast
        | Phase::Bake
        | Phase::Glaze
        | Phase::Simmer
        | Phase::Boil
        | Phase::Steam
        | Phase::Proof
        | Phase::Cool
        | Phase::Timer => false,
    };
    match said {
        Some(true) => return all(lasts),
        None if watched || step.is_beat() => return all(lasts),
        Some(false) | None => {}
    }
    if !step.phase.on_heat() {
        return Vec::new();
    }
    let mut at: Vec<Minutes> = vec![0, lasts - 1];
    for cue in &step.cues {
        at.extend(cue_moments(cue.at, length).into_iter().map(|span| minutes(span + Span::millis(1)) - 1));
    }
    if let Length::Range { min, .. } = length {
        at.push(minutes(min));
    }
    at.retain(|minute| (0..lasts).contains(minute));
    at.sort_unstable();
    at.dedup();
    at.into_iter().map(|from| Stretch { from, lasts: 1 }).collect()
}

fn all(lasts: Minutes) -> Vec<Stretch> {
    vec![Stretch { from: 0, lasts }]
}

fn cue_moments(at: CueAt, length: Length) -> Vec<Span> {
    match at {
        CueAt::From(span) => vec![span],
        CueAt::Half => vec![length.min().half()],
        CueAt::Left(left) => vec![(length.min() - left).max(Span::ZERO)],
        CueAt::Every { each, until } => {
            let end = until.unwrap_or(length.longest()).min(length.longest());
            (1..=end.div(each).min(MOST_CUES)).map(|n| each.times(n)).collect()
        }
    }
}

/// Whether it takes a burner.
pub(super) fn burner(step: &DishStep) -> bool {
    let usual = match step.phase {
        Phase::Simmer | Phase::Boil | Phase::Steam | Phase::Sear | Phase::Fry => true,
        Phase::Prep
        | Phase::Marinate
        | Phase::Chill
        | Phase::Rest
        | Phase::Roast
        | Phase::Bake
        | Phase::Grill
        | Phase::Baste
        | Phase::Glaze
        | Phase::Proof
        | Phase::Cool
        | Phase::Serve
        | Phase::Timer => step.hob.is_some(),
    };
    match &step.needs {
        Some(needs) => needs.contains(&Need::Burner),
        None => usual && step.oven.is_none(),
    }
}
