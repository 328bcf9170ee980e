//! What acts, alarms and the state name each other by.

use crate::recipe::{DishId, StepId};
use serde::{Deserialize, Serialize};

/// An accepted act's place among all acts of its session, from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ActId(pub u32);

/// One run of a step: the act that made it ready, then the one that set it going. Undone and done again, a step has another run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Run {
    /// The dish.
    pub dish: DishId,
    /// Its step.
    pub step: StepId,
    /// The act that this run of the step began with.
    pub act: ActId,
}
