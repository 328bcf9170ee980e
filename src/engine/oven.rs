//! The oven as such: what it is set to, and how long heating takes.

use super::ids::ActId;
use crate::recipe::{Dish, DishStep, Oven};
use crate::time::{Moment, Span};

/// What heats an oven up by a little takes at least this long.
const LEAST_HEATING: Span = Span::mins(5);
/// Settings this near to each other, in degrees Celsius, are one: 350 °F is 175 °C on any dial.
pub(super) const SAME: u16 = 5;
/// A kitchen's own warmth, where heating begins, in degrees Celsius.
const ROOM: i64 = 20;

/// The oven of the session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OvenState {
    /// Cold.
    #[default]
    Off,
    /// On, and set to something.
    On {
        /// What set it so.
        act: ActId,
        /// What it is set to.
        to: Oven,
        /// When that was.
        since: Moment,
        /// When it should be that hot, or was first said to be.
        hot_at: Moment,
        /// Whether the cook has said that it is hot, by a key or by putting food in.
        sure: bool,
        /// Since when, and by which act, no step needs it.
        idle: Option<(ActId, Moment)>,
    },
}

impl OvenState {
    /// Turned to `to` at `now`, which takes `preheat` from cold.
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

/// What becomes of the oven's setting when a step ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OvenTurn {
    /// It stays as it is.
    Stays,
    /// The next step that needs it wants this.
    To(Oven),
    /// No step needs it soon.
    Off,
}

/// How long heating from one setting to another takes, when from cold it would take `preheat`; zero where it is hot enough.
pub fn heating(from: Oven, to: Oven, preheat: Span) -> Span {
    let (from, to) = (from.celsius(), to.celsius());
    if to <= from.saturating_add(SAME) {
        return Span::ZERO;
    }
    let (from, to) = (i64::from(from), i64::from(to));
    let part = preheat.as_millis().saturating_mul(to - from) / (to - ROOM).max(1);
    Span::millis(part).max(LEAST_HEATING).min(preheat).max(Span::ZERO)
}

/// Whether the food is still in the oven when the step begins: the step before it on its line was in the oven too.
pub(super) fn food_inside(dish: &Dish, step: &DishStep) -> bool {
    let before = step.follows.and_then(|id| dish.step(id));
    before.is_some_and(|before| before.oven.is_some())
}

/// Whether the food was in this oven before, and since then only in the cook's hands: basted, turned, glazed.
pub fn goes_back_in(dish: &Dish, step: &DishStep) -> bool {
    let mut before = step.follows.and_then(|id| dish.step(id));
    // A line has no circle, but a dish read from a damaged journal may.
    for _ in 0..dish.steps.len() {
        match before {
            Some(earlier) if earlier.oven.is_some() => return step.oven.is_some(),
            Some(earlier) if earlier.length.is_none() => before = earlier.follows.and_then(|id| dish.step(id)),
            Some(_) | None => return false,
        }
    }
    false
}
