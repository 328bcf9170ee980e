//! Acts: the only things that change a session.
//!
//! An act names what the cook saw: the dish, step, run or alarm. If that is over when the act arrives, the act is
//! refused, so that a stale notification button, or Enter and a click together, can never end the next step.

use super::alarm::AlarmId;
use super::ids::{ActId, Run};
use crate::recipe::{Dish, DishId, StepId};
use crate::time::{Moment, Span};
use serde::{Deserialize, Serialize};

/// One thing that the cook or the planner did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// A dish or a loose timer is added. Its id must be the next free one.
    Add {
        /// Its id.
        dish: DishId,
        /// The dish or timer itself.
        what: Box<Dish>,
    },
    /// A waiting timed step is started, `ago` before now ("it went in a minute ago").
    Start {
        /// The waiting step.
        run: Run,
        /// How long ago it began; never negative.
        ago: Span,
    },
    /// A hands step is done, or a timed one is ended, early or not.
    Done {
        /// The step.
        run: Run,
    },
    /// A countdown is paused.
    Pause {
        /// The step.
        run: Run,
    },
    /// A paused countdown continues.
    #[serde(rename = "go")]
    Resume {
        /// The step.
        run: Run,
    },
    /// Time is added to a countdown, or taken off if negative. Past its end, the added time counts from now.
    More {
        /// The step.
        run: Run,
        /// How much time.
        by: Span,
    },
    /// The cook heard an alarm: this clears a cue or a calm call, and makes a ring quiet for a while.
    #[serde(rename = "heard")]
    Acknowledge {
        /// The alarm.
        alarm: AlarmId,
    },
    /// The oven was turned on.
    OvenOn {
        /// The alarm that asked for it.
        alarm: AlarmId,
    },
    /// The oven has reached its heat.
    OvenHot {
        /// The alarm that asked.
        alarm: AlarmId,
    },
    /// The oven was turned off.
    OvenOff {
        /// The alarm that asked for it.
        alarm: AlarmId,
    },
    /// A countdown starts again with its original length.
    Restart {
        /// The step.
        run: Run,
    },
    /// A batch of a beat begins now, whichever the beat was on.
    Batch {
        /// The step.
        run: Run,
        /// The batch: the one that is on, or the next.
        number: u32,
    },
    /// A step that is due or running is left out; what follows begins as if it were done.
    Skip {
        /// The step.
        run: Run,
    },
    /// A dish or a timer gets another name.
    Rename {
        /// The dish.
        dish: DishId,
        /// The new name.
        name: String,
    },
    /// A timer that ends at a time of day ends then again, after a change of the wall clock.
    EndAt {
        /// A timer that ends at a time of day gets a new end, because the wall clock was changed.
        run: Run,
        /// The step.
        at: Moment,
    },
    /// A dish is given up, with all its running steps.
    #[serde(rename = "stop")]
    Abandon {
        /// The dish.
        dish: DishId,
    },
    /// Planned starts, replacing all earlier ones of these dishes. They ring at their moment but begin nothing.
    Plan {
        /// How many acts the session had when the plan was made.
        made_for: ActId,
        /// Start by step; steps that have begun by now are skipped.
        starts: Vec<(DishId, StepId, Moment)>,
    },
    /// An act is taken back, as if it had never happened.
    Undo {
        /// The act.
        act: ActId,
    },
    /// An undone act holds again; refused if its dish has changed since.
    Redo {
        /// The undone act.
        act: ActId,
    },
}

/// Why an act was refused. The session is unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// What it names is over or does not exist.
    Stale,
    /// It does not fit the step's state (a hands step cannot be paused).
    NotNow,
    /// Less than a minute would be left.
    TooShort,
    /// The session has as many dishes or timers as it can hold.
    Full,
    /// The moment is out of bounds.
    BadTime,
}
