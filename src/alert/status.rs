//! How a channel stands, in words that tell a cook what to do about it.

use std::fmt;
use std::io;

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
    /// A service shows them and does not answer.
    NoAnswer,
    /// The program of that name is not there.
    NotFound(String),
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
            Unavailable::NotFound(name) => write!(f, "{name}: not found"),
            Unavailable::Other(words) => f.write_str(words),
        }
    }
}

impl From<&io::Error> for ChannelStatus {
    /// For a channel whose thread could not be started.
    fn from(e: &io::Error) -> ChannelStatus {
        ChannelStatus::Silent(Unavailable::Other(e.to_string()))
    }
}
