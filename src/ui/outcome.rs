//! The result of a key on a page, for the app to carry out.

use super::leaving::Leaving;
use crate::engine::{Act, ActId, Run};
use crate::recipe::{Dish, DishId};
use crate::time::{Moment, SpokenTimer};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Nothing outside the page.
    Stay,
    Act(Act),
    /// Starts a dish and shows the board.
    Begin(Box<Dish>),
    /// Starts these timers and shows the board.
    Timers(Vec<SpokenTimer>),
    /// Reads the recipe of that name and opens its set-up.
    Open(String),
    /// Keys act on this run from now on.
    Pick(Option<Run>),
    Ask(Prompt),
    /// Opens the field for a new timer, with a first letter if one was typed.
    Entry(Option<char>),
    /// Opens the field for more time.
    MoreEntry(Run),
    /// Opens the field for another name.
    RenameEntry(DishId),
    Read(OverlayText),
    /// Turns sound off until then, or on.
    Mute(Option<Moment>),
    Shelf,
    Board,
    /// The session is over and goes to the archive.
    Finish,
    /// The session is put away unfinished.
    SetAside,
    /// Leaves the screen; cooking continues.
    Leave,
    Quit,
    FinishAndQuit,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Prompt {
    /// End a picked countdown early. Enter means yes, because the cook picked it and asked.
    EndEarly(Run),
    /// The food goes into an oven that is not hot yet.
    NotHot(Run),
    /// Undo an act that is more than ten minutes old.
    Undo(ActId),
    /// Restart a step, skip it, rename its dish or give it up; without an active step, only the last two.
    GiveUp(DishId, Option<Run>),
    /// Leave: stay, let cooking continue, or stop it.
    Quit(Leaving),
    /// Something has been over for very long: continue the session or put it away.
    Resume,
}

/// A text over a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OverlayText {
    Help,
    Ingredients,
    /// The next steps of this dish.
    Ahead(DishId),
}
