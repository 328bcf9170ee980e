//! What calls the cook, with its words and its buttons: what every alert channel is handed, and what comes back from one.
//!
//! A button carries what it means as a value; the words on it are made from that value and never read back.

use crate::engine::{Alarm, AlarmId};
use crate::recipe::Phase;
use crate::time::{Span, minutes};

/// What calls the cook on a channel: an alarm with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The alarm.
    pub alarm: Alarm,
    /// The dish it belongs to; "Oven" for the oven's own.
    pub dish: String,
    /// "Pork belly: roast is done".
    pub title: String,
    /// "Take it out. Oven down to 250 °F."
    pub body: String,
    /// The kind of step that calls; none if it is the oven.
    pub phase: Option<Phase>,
    /// What can be answered to it at once.
    pub offers: Vec<Offer>,
}

/// What can be answered to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Button {
    /// I heard it: a ring calls again later, a reminder is cleared.
    Quiet,
    /// What Enter means once the ring is quiet.
    Done,
    /// What ↑ means on the ring.
    More,
}

/// What pressing a button means on the call that offers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// The call is heard, and over with that.
    Heard,
    /// The call is quiet for a while.
    Quiet,
    /// So much more time.
    More(Span),
    /// The food is in the oven: the step starts.
    In,
    /// The step starts.
    Start,
    /// The oven was turned on.
    OvenOn,
    /// The oven is hot.
    OvenHot,
    /// The oven was turned off.
    OvenOff,
    /// The step is done.
    Done,
}

/// A button that a call offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Which.
    pub button: Button,
    /// What pressing it means.
    pub meaning: Meaning,
}

impl Offer {
    /// What stands on it: "Done", "+5 min".
    pub fn label(&self) -> String {
        let label = match self.meaning {
            Meaning::Heard => "I heard it",
            Meaning::Quiet => "Quiet",
            Meaning::More(by) => return format!("+{}", minutes(by)),
            Meaning::In => "It is in",
            Meaning::Start => "Start",
            Meaning::OvenOn => "It is on",
            Meaning::OvenHot => "It is hot",
            Meaning::OvenOff => "It is off",
            Meaning::Done => "Done",
        };
        label.to_owned()
    }
}

/// A button that was pressed on a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Press {
    /// What called.
    pub alarm: AlarmId,
    /// The button, and what it meant when it was shown.
    pub offer: Offer,
}
