//! Roads out: how a call reaches the cook beyond the screen.
//!
//! Every road is level-triggered. It is handed the whole set of [`Notice`]s that stand, compares it with what it shows, and mends the
//! difference; so nothing is queued, nothing can be lost, and a road that was away shows what stands when it returns. A
//! road never delays its caller, and tells how it stands as a [`Road`]. Another road is another module here that takes the
//! same set, and joins [`Roads`].

mod awake;
mod command;
mod desktop;
mod hours;
mod notice;
#[cfg(not(target_os = "macos"))]
mod patience;
mod program;
mod reach;
mod roads;
mod sound;
mod terminal;
pub mod trial;
mod turns;
mod voice;
mod worker;

#[cfg(test)]
mod tests;

pub use awake::{Awake, StayAwake};
use command::Commands;
use desktop::Desktop;
pub use hours::hushed;
pub use notice::{Notice, Served, Standing, bell, next_change, notices, served};
pub use reach::Reach;
pub use roads::{News, Roads, Way, rehearsed};
use sound::Sound;
pub use terminal::{Given, Osc, Terminal};
use voice::Voice;

use std::fmt;

/// How a road stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Road {
    /// Not tried yet.
    #[default]
    Untried,
    /// It took what it was given.
    Open,
    /// It reaches nobody.
    Silent(Why),
}

/// Why a road reaches nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The cook turned it off.
    Off,
    /// There is no session bus, as on a console or over ssh.
    NoBus,
    /// Nobody on the bus shows notifications.
    NoService,
    /// Somebody does, and does not answer.
    NoAnswer,
    /// Something else, in its own words.
    Other(String),
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Why::Off => f.write_str("turned off"),
            Why::NoBus => f.write_str("no desktop session"),
            Why::NoService => f.write_str("nothing here shows them"),
            Why::NoAnswer => f.write_str("what shows them does not answer"),
            Why::Other(words) => f.write_str(words),
        }
    }
}
