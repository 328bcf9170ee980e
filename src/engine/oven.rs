//! The oven itself: its setting, and how long heating takes.

use super::ids::ActId;
use crate::recipe::oven::heating;
use crate::recipe::{Dish, DishStep, Oven};
use crate::time::{Moment, Span};

/// The one oven of the session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OvenState {
    /// Turned off.
    #[default]
    Off,
    /// Turned on.
    On {
        /// The act that set it.
        act: ActId,
        /// Its setting.
        to: Oven,
        /// When it was set.
        since: Moment,
        /// When it should reach that heat, or when the cook first said that it has.
        hot_at: Moment,
        /// Whether the cook has shown that it is hot, by a key or by putting food in.
        sure: bool,
        /// The act and moment since which no step needs it.
        idle: Option<(ActId, Moment)>,
    },
}

impl OvenState {
    /// The oven set to `to` at `now`; from cold, heating takes `preheat`.
    pub(super) fn turned(self, act: ActId, to: Oven, preheat: Span, now: Moment) -> OvenState {
        let (heat, was_hot) = match self {
            OvenState::Off => (preheat, false),
            OvenState::On { to: from, sure: true, .. } => (heating(from, to, preheat), true),
            OvenState::On { to: from, hot_at, .. } => {
                let left = (hot_at - now).max(Span::ZERO);
                ((left + heating(from, to, preheat)).min(preheat), false)
            }
        };
        let sure = was_hot && heat == Span::ZERO;
        OvenState::On { act, to, since: now, hot_at: now + heat, sure, idle: None }
    }
}

/// What happens to the oven's setting when a step ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OvenTurn {
    /// It does not change.
    Stays,
    /// It changes to what the next step needs.
    To(Oven),
    /// It is turned off: no step needs it soon.
    Off,
}

/// Whether the food was in this oven before and has since only been handled: basted, turned, glazed.
pub fn goes_back_in(dish: &Dish, step: &DishStep) -> bool {
    let mut before = step.follows.and_then(|id| dish.step(id));
    // Bounded, because a dish from a damaged journal may have a circle.
    for _ in 0..dish.steps.len() {
        match before {
            Some(earlier) if earlier.oven.is_some() => return step.oven.is_some(),
            Some(earlier) if earlier.length.is_none() => before = earlier.follows.and_then(|id| dish.step(id)),
            Some(_) | None => return false,
        }
    }
    false
}
