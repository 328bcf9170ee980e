//! The ids by which acts, alarms and the state name each other.

use crate::recipe::{DishId, StepId};
use serde::{Deserialize, Serialize};

/// The index of an accepted act among all acts of its session, from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ActId(pub u32);

/// One run of a step, named by the act that made it ready, then by the one that started it. After a redo it is another run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Run {
    /// The dish.
    pub dish: DishId,
    /// Its step.
    pub step: StepId,
    /// The act that began the run.
    pub act: ActId,
}
