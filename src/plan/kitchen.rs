//! The kitchen as the planner sees it: steps, what they occupy, what waits for what, and when to eat.
//!
//! Time is in whole minutes from "now", which is 0. A duration is the longest, rounded up.

use crate::recipe::Oven;
use crate::recipe::oven::{LEAST_HEATING, ROOM, SHARED_WITHIN};

/// Whole minutes, from now or as a length.
pub type Minutes = i32;

/// A stretch of time: inside a step from its start, or of the day from now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Its start.
    pub from: Minutes,
    /// Its length.
    pub lasts: Minutes,
}

/// What an oven is set to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OvenHeat {
    /// In degrees Celsius.
    pub celsius: Minutes,
    /// Whether it is the grill, which shares the oven with nothing but the grill.
    pub grill: bool,
}

/// A step that another step waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitsFor {
    /// The earlier step.
    pub step: usize,
    /// How long its result may wait; none: for ever.
    pub keeps: Option<Minutes>,
}

/// A step to be planned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KitchenStep {
    /// Its dish, an index into [`Kitchen::dishes`].
    pub dish: usize,
    /// Its name.
    pub name: String,
    /// Its duration; of a begun step all of it, what is past included.
    pub lasts: Minutes,
    /// When it needs a cook, from its start; these do not overlap.
    pub hands: Vec<Stretch>,
    /// Whether it takes a burner.
    pub burner: bool,
    /// The oven setting that it needs.
    pub oven: Option<OvenHeat>,
    /// How many racks it takes in the oven.
    pub racks: Minutes,
    /// What must be over before it.
    pub after: Vec<WaitsFor>,
    /// Its host, an index of a step, and from how long after the host's start on it may begin; at the host's end at the latest.
    pub beside: Option<(usize, Minutes)>,
    /// Whether it may last longer, so that waiting after it costs nothing.
    pub open: bool,
    /// For a step that was begun: its start, 0 or before.
    pub begun: Option<Minutes>,
}

/// A dish to be planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KitchenDish {
    /// Its name.
    pub name: String,
    /// What a minute of standing finished costs, from 0 for what is eaten cold to 3 for what is fried.
    pub weight: Minutes,
    /// The step that everything of it ends with.
    pub last: usize,
    /// How long before the meal it is served: courses.
    pub before: Minutes,
}

/// Everything that a plan depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kitchen {
    /// All steps.
    pub steps: Vec<KitchenStep>,
    /// All dishes.
    pub dishes: Vec<KitchenDish>,
    /// How many cooks there are.
    pub cooks: Minutes,
    /// How many burners.
    pub burners: Minutes,
    /// How many racks the oven has.
    pub racks: Minutes,
    /// How long the oven heats from cold.
    pub preheat: Minutes,
    /// What the oven is set to now; none if it is cold.
    pub oven_now: Option<OvenHeat>,
    /// When to eat; none: as soon as can be.
    pub serve: Option<Minutes>,
    /// When no cook is there.
    pub away: Vec<Stretch>,
}

impl OvenHeat {
    /// That many degrees, without the grill.
    pub fn of(celsius: Minutes) -> OvenHeat {
        OvenHeat { celsius, grill: false }
    }
    /// The setting of a recipe.
    pub fn setting(oven: Oven) -> OvenHeat {
        OvenHeat { celsius: i32::from(oven.celsius()), grill: oven == Oven::Grill }
    }
    /// Whether two dishes can be in the oven together.
    pub fn shares(self, other: OvenHeat) -> bool {
        self.grill == other.grill && (self.celsius - other.celsius).abs() <= i32::from(SHARED_WITHIN)
    }
}

impl Kitchen {
    /// How long the oven heats from one setting (none: cold) to another with the food outside.
    pub fn heating(&self, from: Option<OvenHeat>, to: OvenHeat) -> Minutes {
        let Some(from) = from else { return self.preheat };
        if to.celsius <= from.celsius + i32::from(SHARED_WITHIN) {
            return 0;
        }
        let room = i32::try_from(ROOM).unwrap_or(20);
        let least = i32::try_from(LEAST_HEATING.round_mins()).unwrap_or(5);
        let part = self.preheat * (to.celsius - from.celsius) / (to.celsius - room).max(1);
        part.max(least).min(self.preheat)
    }
    /// The step at `index`.
    pub fn step(&self, index: usize) -> Option<&KitchenStep> {
        self.steps.get(index)
    }
}

impl KitchenStep {
    /// Whether it waits for `step` directly.
    pub fn follows(&self, step: usize) -> bool {
        self.after.iter().any(|link| link.step == step)
    }
}
