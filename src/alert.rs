//! Channels: how a call reaches the cook beyond the screen.
//!
//! Every channel is level-triggered. It is handed the whole set of [`Notice`]s that stand, compares it with what it shows, and mends the
//! difference; so nothing is queued, nothing can be lost, and a channel that was away shows what stands when it returns. A
//! channel never delays its caller, and tells how it stands as a [`ChannelStatus`]. Another channel is another module here that takes the
//! same set, and joins [`Channels`].

mod awake;
mod channels;
mod command;
mod desktop;
mod fallback_runner;
mod hours;
mod notice;
#[cfg(not(target_os = "macos"))]
mod patience;
mod program;
mod reachability;
mod sound;
mod terminal;
pub mod trial;
mod voice;
mod worker;

#[cfg(test)]
mod tests;

pub use awake::{Awake, StayAwake};
pub use channels::{ChannelEvent, ChannelKind, Channels, rehearsed};
use command::CommandChannel;
use desktop::DesktopChannel;
pub use hours::hushed;
pub use notice::{Notice, Served, Standing, bell, next_change, notices, served};
pub use reachability::Reachability;
use sound::SoundChannel;
pub use terminal::{Osc, Terminal, TerminalOutput};
use voice::VoiceChannel;

use std::fmt;

/// How a channel stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ChannelStatus {
    /// Not tried yet.
    #[default]
    Untried,
    /// It took what it was given.
    Open,
    /// It reaches nobody.
    Silent(Unavailable),
}

/// Why a channel reaches nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unavailable {
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

impl fmt::Display for Unavailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unavailable::Off => f.write_str("turned off"),
            Unavailable::NoBus => f.write_str("no desktop session"),
            Unavailable::NoService => f.write_str("nothing here shows them"),
            Unavailable::NoAnswer => f.write_str("what shows them does not answer"),
            Unavailable::Other(words) => f.write_str(words),
        }
    }
}
