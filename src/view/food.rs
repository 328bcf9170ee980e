//! Says on the board when food has been at room temperature for longer than public bodies name: a late dinner, a long pause, what is left.
//!
//! It is only told; no step changes, and nothing calls.

use crate::engine::{Cooking, DishEnd, Session, StepState, on_heat};
use crate::recipe::food::{AT_ROOM, AT_ROOM_BY, Meat};
use crate::recipe::{DishKind, DishStep, Phase};
use crate::time::{Moment, Span, minutes};
use crate::view::dish_name::called;

/// After so long nobody is at the table any more.
const TOLD_FOR: Span = Span::hours(10);

/// "Pork: 2 h 10 at room temperature; USDA FSIS and the FSA say 2 h at most".
pub(crate) fn note(session: &Session, now: Moment) -> Option<String> {
    let told = session.dishes().filter_map(|cooking| {
        let since = out_since(cooking, now)?;
        let out = now - since;
        (out > AT_ROOM && out < TOLD_FOR).then_some((out, cooking))
    });
    let (out, cooking) = told.max_by_key(|(out, _)| *out)?;
    let name = called(session, cooking);
    let what = match cooking.end {
        None => format!("{name}: {} at room temperature", minutes(out)),
        Some(_) => format!("{name} was served {} ago: what is left belongs in the fridge", minutes(out)),
    };
    Some(format!("{what}; {AT_ROOM_BY} say {} at most", minutes(AT_ROOM)))
}

fn is_cold(step: &DishStep) -> bool {
    matches!(step.phase, Phase::Chill | Phase::Marinate)
}

/// Since when meat has been neither on the heat nor in the cold.
fn out_since(cooking: &Cooking, now: Moment) -> Option<Moment> {
    let meat = cooking.dish.kind == DishKind::Recipe && !Meat::all_in(cooking.dish.ingredients.iter()).is_empty();
    match cooking.end.filter(|_| meat) {
        Some(DishEnd::Served(at)) => return Some(at),
        Some(DishEnd::Abandoned(_)) => return None,
        None if !meat => return None,
        None => {}
    }
    let kept = |step: &DishStep| step.length.is_some() && (on_heat(step) || is_cold(step));
    let mut since = None;
    for (_, step, state) in cooking.iter() {
        let from = match *state {
            StepState::Running { .. } if kept(step) => return None,
            // In a pause the food is off the heat, or it would not be paused.
            StepState::Paused { since, .. } if kept(step) => Some(since),
            StepState::Done { at, .. } if kept(step) => Some(at),
            // Before any heat or cold it is out from its first rest on.
            StepState::Running { begun, .. } | StepState::Done { begun, .. }
                if step.phase == Phase::Rest && since.is_none() =>
            {
                Some(begun)
            }
            StepState::Blocked
            | StepState::Ready { .. }
            | StepState::Running { .. }
            | StepState::Paused { .. }
            | StepState::Done { .. } => None,
        };
        since = since.max(from);
    }
    since.filter(|since| *since <= now)
}
