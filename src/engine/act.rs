//! Acts: all that changes a session.
//!
//! An act names what the cook saw (dish, step, run of that step, alarm). If that is over when the act arrives, it is refused, so
//! that a stale notification button, or Enter and a click together, can never end the next step.

use super::alarm::AlarmId;
use super::ids::{ActId, Run};
use crate::recipe::{Dish, DishId, StepId};
use crate::time::{Moment, Span};
use serde::{Deserialize, Serialize};

/// One thing that the cook (or the planner) did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// A dish or a loose timer comes to the session. Its id must be the next free one.
    Add {
        /// The id that it gets.
        dish: DishId,
        /// All of it.
        what: Box<Dish>,
    },
    /// A waiting timed step is set going, `ago` before now ("it went in a minute ago").
    Start {
        /// What waits.
        run: Run,
        /// How long ago it began; not negative.
        ago: Span,
    },
    /// A hands step is done; a timed one is ended, early or not.
    Done {
        /// What is ended.
        run: Run,
    },
    /// A countdown is stopped.
    Pause {
        /// What runs.
        run: Run,
    },
    /// A stopped countdown goes on.
    #[serde(rename = "go")]
    Resume {
        /// What is paused.
        run: Run,
    },
    /// A countdown gets so much more, or less if negative. Past its end, the time counts from now.
    More {
        /// What runs.
        run: Run,
        /// How much.
        by: Span,
    },
    /// The cook heard an alarm: a cue and a calm call are cleared by it, a ring is quiet for a while.
    #[serde(rename = "heard")]
    Acknowledge {
        /// What called.
        alarm: AlarmId,
    },
    /// The oven was turned on.
    OvenOn {
        /// What called for it.
        alarm: AlarmId,
    },
    /// The oven is as hot as it should be.
    OvenHot {
        /// What asked.
        alarm: AlarmId,
    },
    /// The oven was turned off.
    OvenOff {
        /// What called for it.
        alarm: AlarmId,
    },
    /// A countdown begins again, with the length it was begun with.
    Restart {
        /// The step.
        run: Run,
    },
    /// A step that is due or goes on is left out, and what follows it begins as if it were done.
    Skip {
        /// The step.
        run: Run,
    },
    /// A dish or a timer is called otherwise.
    Rename {
        /// The dish.
        dish: DishId,
        /// The new name.
        name: String,
    },
    /// A timer that ends at a time of day ends then again, after a change of the wall clock.
    EndAt {
        /// Its step.
        run: Run,
        /// The new end.
        at: Moment,
    },
    /// A dish is given up, with everything of it that runs.
    #[serde(rename = "stop")]
    Abandon {
        /// The dish.
        dish: DishId,
    },
    /// Starts for steps still to begin, in place of all that were planned for these dishes; they ring at their moment and
    /// begin nothing.
    Plan {
        /// How many acts the session had when the plan was made.
        made_for: ActId,
        /// Start by step; those of steps begun by now are passed over.
        starts: Vec<(DishId, StepId, Moment)>,
    },
    /// An act is taken back as if it had never been.
    Undo {
        /// Which.
        act: ActId,
    },
    /// What was taken back holds again, as long as nothing else happened to its dish since.
    Redo {
        /// The act that was taken back.
        act: ActId,
    },
}

/// Why an act was not taken. The session is as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// What it names is over, or is not there.
    Stale,
    /// It does not fit the step's state (a hands step cannot be paused).
    NotNow,
    /// Less time than a minute would be left.
    TooShort,
    /// There are 30 dishes already.
    Full,
    /// Time would run backwards or out of bounds.
    BadTime,
}
