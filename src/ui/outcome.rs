//! What follows from a key on a page, for the app to carry out.

use super::leaving::Leaving;
use crate::engine::{Act, ActId, Run};
use crate::recipe::{Dish, DishId};
use crate::time::{Moment, SpokenTimer};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Nothing but the page itself.
    Stay,
    /// The session changes.
    Act(Act),
    /// A dish begins, and the board is shown.
    Begin(Box<Dish>),
    /// These timers begin, and the board is shown.
    Timers(Vec<SpokenTimer>),
    /// The recipe of that name is read, and its set-up opened.
    Open(String),
    /// Keys act on that from now on.
    Pick(Option<Run>),
    /// Something is asked.
    Ask(Prompt),
    /// A timer is typed; the first letter of it may have been.
    Entry(Option<char>),
    /// More time for that is typed.
    MoreEntry(Run),
    /// Something is read.
    Read(OverlayText),
    /// Sound off until then, or on.
    Mute(Option<Moment>),
    /// To the recipes.
    Shelf,
    /// To the board.
    Board,
    /// The session is over and looked back on.
    Finish,
    /// The session is put away.
    SetAside,
    /// The screen is left, and what cooks goes on.
    Leave,
    /// The program ends.
    Quit,
    /// The session is over and looked back on, and the program ends.
    FinishAndQuit,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Prompt {
    /// End a picked countdown early. Here Enter ends it: it was picked and asked for.
    EndEarly(Run),
    /// The food is in an oven that is not hot yet.
    NotHot(Run),
    /// Take back an act of more than ten minutes ago.
    Undo(ActId),
    /// Begin a step again, skip it, or give its dish up; only the last where no step of it goes on.
    GiveUp(DishId, Option<Run>),
    /// Leave: stay, let it run, or stop what cooks.
    Quit(Leaving),
    /// Something has been over for very long: go on with the session, or put it away.
    Resume,
}

/// What is read over a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OverlayText {
    Help,
    Ingredients,
    /// The next steps of that dish.
    Ahead(DishId),
}
