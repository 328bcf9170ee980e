//! A call: an alarm with its words and buttons, as handed to every alert channel, and what comes back from one.
//!
//! A button carries its meaning as a value; its words are made from that value and never read back.

use crate::engine::{Alarm, AlarmId};
use crate::recipe::Phase;
use crate::time::{Span, minutes};

/// An alarm with its words, for a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The alarm.
    pub alarm: Alarm,
    /// Its dish, or "Oven" for the oven's own alarms.
    pub dish: String,
    /// "Pork belly: roast is done".
    pub title: String,
    /// "Take it out. Oven down to 250 °F."
    pub body: String,
    /// The kind of step that calls; `None` for the oven.
    pub phase: Option<Phase>,
    /// The buttons that answer it.
    pub offers: Vec<Offer>,
}

/// The buttons of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Button {
    /// "I heard it": a ring calls again later, a reminder is cleared.
    Quiet,
    /// What Enter means once the ring is quiet.
    Done,
    /// What ↑ means on the ring.
    More,
}

/// What pressing a button does for the call that offers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// The call is heard, which ends it.
    Heard,
    /// The call is quiet for a while.
    Quiet,
    /// Adds this much time.
    More(Span),
    /// The food is in the oven, so the step starts.
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
    /// The button.
    pub button: Button,
    /// What pressing it means.
    pub meaning: Meaning,
}

impl Offer {
    /// The words on it: "Done", "+5 min".
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

/// A pressed button of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Press {
    /// The alarm that called.
    pub alarm: AlarmId,
    /// The button with its meaning when it was shown.
    pub offer: Offer,
}
