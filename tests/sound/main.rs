//! Sound, voice and commands with real processes: players that work, fail, hang or are not there, a keeper in a home of its own, and a
//! PulseAudio on which the tone is heard.
//!
//! What needs PulseAudio, or takes long, is run by `.ci/run`. Whatever a test starts it ends by its handle.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods, reason = "other processes know no virtual time")]

mod figures;
#[path = "../keeper/home.rs"]
#[allow(dead_code, reason = "shared with tests/keeper")]
mod home;
mod keeper;
mod processes;
mod pulse;
#[path = "../support/stubs.rs"]
mod stubs;

use baste::alert::{ChannelEvent, ChannelStatus, Channels, Unavailable};
use baste::config::{Alerts, Sound, Voice};
use baste::time::Moment;
use std::sync::mpsc::{Receiver, channel};
use stubs::until;

/// Only the channels that a test names.
pub(crate) fn silent() -> Alerts {
    let sound = Sound { on: false, ..Sound::default() };
    Alerts { desktop: false, terminal: false, stay_awake: false, sound, ..Alerts::default() }
}

pub(crate) fn with_player(player: &[&str]) -> Alerts {
    let player = Some(player.iter().map(|&word| word.to_owned()).collect());
    Alerts { sound: Sound { player, ..Sound::default() }, ..silent() }
}

pub(crate) fn with_speaker(speaker: &str) -> Alerts {
    Alerts { voice: Voice { on: true, speaker: Some(vec![speaker.to_owned()]) }, ..silent() }
}

pub(crate) fn channels(alerts: &Alerts, now: fn() -> Moment) -> (Channels, Receiver<()>) {
    let (sender, nudges) = channel();
    (
        Channels::new(alerts, None, now, move || {
            let _ = sender.send(());
        }),
        nudges,
    )
}

#[track_caller]
pub(crate) fn events(channels: &(Channels, Receiver<()>)) -> ChannelEvent {
    until("news", || channels.0.events().next())
}

pub(crate) fn silent_for(words: &str) -> ChannelStatus {
    ChannelStatus::Silent(Unavailable::Other(words.to_owned()))
}
