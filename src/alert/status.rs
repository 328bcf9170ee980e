//! How a channel stands, in words that tell a cook what to do about it.

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
