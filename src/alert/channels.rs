//! All channels as one: whoever drives them hands over what stands, and hears what came back.
//!
//! A channel that the cook turned off is not there. What comes back waits for whoever drives them: the latest of how the desktop and the
//! sound stand, and a few presses and mishaps; beyond that they are dropped, since the call still stands.

use super::voice::AudioLock;
use super::{Awake, ChannelStatus, CommandChannel, DesktopChannel, SoundChannel, Standing, StayAwake, VoiceChannel};
use crate::config::Alerts;
use crate::time::Moment;
use crate::view::call::Press;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// News that may wait for whoever drives the channels.
const WAITING: usize = 64;

/// A channel, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChannelKind {
    /// Desktop notifications.
    Desktop,
    /// Tones.
    Sound,
    /// Spoken words.
    Voice,
    /// Programs of the cook's own.
    Commands,
}

impl ChannelKind {
    /// What it calls by, in a word.
    pub fn word(self) -> &'static str {
        match self {
            ChannelKind::Desktop => "notification",
            ChannelKind::Sound => "sound",
            ChannelKind::Voice => "voice",
            ChannelKind::Commands => "your own programs",
        }
    }
}

/// What came back from a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChannelEvent {
    /// It stands otherwise than before.
    Stands(ChannelKind, ChannelStatus),
    /// The laptop can be kept awake, or not.
    Awake(Awake),
    /// A call was answered over it.
    Pressed(Press),
}

/// Where a channel puts its news.
#[derive(Clone)]
pub(super) struct EventSink {
    events: Arc<Mutex<VecDeque<ChannelEvent>>>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

impl EventSink {
    pub(super) fn tell(&self, events: ChannelEvent) {
        let mut waiting = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        // How these stood before is no news any more; what was pressed, and what went wrong once, waits for its turn.
        match &events {
            ChannelEvent::Stands(kind @ (ChannelKind::Desktop | ChannelKind::Sound), _) => {
                waiting.retain(|old| !matches!(old, ChannelEvent::Stands(other, _) if other == kind));
            }
            ChannelEvent::Awake(_) => waiting.retain(|old| !matches!(old, ChannelEvent::Awake(_))),
            ChannelEvent::Stands(ChannelKind::Voice | ChannelKind::Commands, _) | ChannelEvent::Pressed(_)
                if waiting.len() >= WAITING =>
            {
                return;
            }
            ChannelEvent::Stands(ChannelKind::Voice | ChannelKind::Commands, _) | ChannelEvent::Pressed(_) => {}
        }
        waiting.push_back(events);
        drop(waiting);
        (self.wake)();
    }
}

/// What a rehearsal has of the channels: it touches nothing, so no phone and no lamp hears of it, and the laptop may sleep.
pub fn rehearsed(alerts: &Alerts) -> Alerts {
    Alerts { run: Vec::new(), stay_awake: false, ..alerts.clone() }
}

/// All channels.
pub struct Channels {
    desktop: Option<DesktopChannel>,
    sound: Option<SoundChannel>,
    voice: Option<VoiceChannel>,
    commands: Option<CommandChannel>,
    awake: Option<StayAwake>,
    now: fn() -> Moment,
    events: Arc<Mutex<VecDeque<ChannelEvent>>>,
}

impl Channels {
    /// The channels that `alerts` wants. Nothing starts yet. `now` is the real clock, for limits of patience; `wake` is called on other
    /// threads when there is news.
    pub fn new(alerts: &Alerts, now: fn() -> Moment, wake: impl Fn() + Send + Sync + 'static) -> Channels {
        let events = Arc::<Mutex<VecDeque<ChannelEvent>>>::default();
        let sink = EventSink { events: Arc::clone(&events), wake: Arc::new(wake) };
        let report = |kind: ChannelKind| {
            let sink = sink.clone();
            move |status| sink.tell(ChannelEvent::Stands(kind, status))
        };
        let audio_lock = Arc::new(AudioLock::default());
        let sound = SoundChannel::new(&alerts.sound, Arc::clone(&audio_lock), now, report(ChannelKind::Sound));
        let voice = VoiceChannel::new(&alerts.voice, sound.is_some(), audio_lock, now, report(ChannelKind::Voice));
        let commands = CommandChannel::new(&alerts.run, now, report(ChannelKind::Commands));
        let awake = alerts.stay_awake.then(|| {
            let sink = sink.clone();
            StayAwake::new(now, move |awake| sink.tell(ChannelEvent::Awake(awake)))
        });
        let desktop = alerts.desktop.then(|| DesktopChannel::new(now, sink));
        Channels { desktop, sound, voice, commands, awake, now, events }
    }

    /// All that should be shown from now on.
    pub fn show(&self, standing: &Standing<'_>) {
        if let Some(desktop) = &self.desktop {
            desktop.show(standing.notices.to_vec());
        }
        if let Some(sound) = &self.sound {
            sound.show(standing.notices);
        }
        if let Some(voice) = &self.voice {
            voice.show(standing.notices);
        }
        if let Some(commands) = &self.commands {
            commands.show(standing);
        }
    }

    /// Takes back all that is shown, since another process goes on with it: nothing is over.
    pub fn rest(&self) {
        if let Some(desktop) = &self.desktop {
            desktop.show(Vec::new());
        }
        if let Some(sound) = &self.sound {
            sound.show(&[]);
        }
        if let Some(voice) = &self.voice {
            voice.show(&[]);
        }
        if let Some(commands) = &self.commands {
            commands.rest();
        }
    }

    /// No tone and no word before that moment, by the clock given to [`Channels::new`]; everything else goes on.
    pub fn mute(&self, until: Option<Moment>) {
        if let Some(sound) = &self.sound {
            sound.mute(until);
        }
        if let Some(voice) = &self.voice {
            voice.mute(until);
        }
    }

    /// The machine slept: what waits for a moment may be late.
    pub fn woke(&self) {
        if let Some(desktop) = &self.desktop {
            desktop.woke();
        }
        if let Some(sound) = &self.sound {
            sound.woke();
        }
        if let Some(voice) = &self.voice {
            voice.woke();
        }
        if let Some(commands) = &self.commands {
            commands.woke();
        }
    }

    /// Whether the laptop has to stay awake from now on.
    pub fn hold(&self, awake: bool) {
        if let Some(holder) = &self.awake {
            holder.hold(awake);
        }
    }

    /// Finds out, without waiting for it, who is there.
    pub fn probe(&self) {
        if let Some(desktop) = &self.desktop {
            desktop.probe();
        }
        if let Some(sound) = &self.sound {
            sound.probe();
        }
        if let Some(awake) = &self.awake {
            awake.probe();
        }
    }

    /// Takes back all that is shown; waits so long for it at most.
    pub fn withdraw(&self, limit: Duration) {
        let begun = (self.now)();
        let left = || {
            let gone = u64::try_from(((self.now)() - begun).as_millis()).unwrap_or(0);
            limit.saturating_sub(Duration::from_millis(gone))
        };
        // All are told first, and then waited for together.
        if let Some(sound) = &self.sound {
            sound.leave();
        }
        if let Some(voice) = &self.voice {
            voice.leave();
        }
        if let Some(commands) = &self.commands {
            commands.leave();
        }
        if let Some(awake) = &self.awake {
            awake.leave();
        }
        if let Some(desktop) = &self.desktop {
            desktop.withdraw(limit);
        }
        if let Some(sound) = &self.sound {
            sound.wait(left());
        }
        if let Some(voice) = &self.voice {
            voice.wait(left());
        }
        if let Some(commands) = &self.commands {
            commands.wait(left());
        }
        if let Some(awake) = &self.awake {
            awake.wait(left());
        }
    }

    /// What came back since the last time.
    pub fn events(&self) -> impl Iterator<Item = ChannelEvent> {
        std::iter::from_fn(|| self.events.lock().unwrap_or_else(PoisonError::into_inner).pop_front())
    }
}
