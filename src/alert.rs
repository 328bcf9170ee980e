//! Channels: how a call reaches the cook beyond the screen.
//!
//! Every channel is level-triggered. It is handed the whole set of [`Notice`]s that stand, compares it with what it shows, and mends the
//! difference; so nothing is queued, nothing can be lost, and a channel that was away shows what stands when it returns. A
//! channel never delays its caller, and tells how it stands as a [`ChannelStatus`]. Another channel is another
//! module here whose input takes that set (`worker::ChannelInput`), in the list of [`Channels`].

mod awake;
mod channels;
mod command;
mod desktop;
mod fallback_runner;
mod notice;
mod program;
mod quiet_hours;
mod reachability;
#[cfg(test)]
#[path = "alert/simulated_tests.rs"]
pub(crate) mod simulated;
mod sound;
mod status;
mod terminal;
mod terminal_channel;
#[cfg(not(target_os = "macos"))]
mod timeout;
pub(crate) mod trial;
mod voice;
mod worker;

#[cfg(test)]
mod tests;

pub use awake::Awake;
pub use channels::{ChannelEvent, ChannelKind, Channels, rehearsed};
pub use notice::{Notice, Served, Standing, bell, next_change, notices, served};
pub use quiet_hours::hushed;
pub use reachability::Reachability;
pub use status::{ChannelStatus, Unavailable};
pub use terminal::{OscNotification, TerminalSupport};
pub use terminal_channel::TerminalHandle;
