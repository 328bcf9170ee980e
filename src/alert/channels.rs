//! All channels as one: whoever drives them hands over what stands, and hears what came back.
//!
//! A channel that the cook turned off does not exist. What comes back waits for the driver: the latest status of each channel, and a few
//! button presses and failures; more than that are dropped, since the call still stands.

use super::terminal_channel::TerminalHandle;
use super::voice::{self, AudioLock};
use super::worker::Channel;
use super::{Awake, ChannelStatus, Standing, awake, command, desktop, sound};
use crate::config::Alerts;
use crate::time::Moment;
use crate::view::call::Press;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// News that may wait for whoever drives the channels.
const WAITING: usize = 64;

/// A channel that reports how it stands, by name.
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
    /// All of them, in the order in which they are named to the cook.
    pub(super) const ALL: [ChannelKind; 4] =
        [ChannelKind::Desktop, ChannelKind::Sound, ChannelKind::Voice, ChannelKind::Commands];

    /// What the cook hears or sees of it, in a word.
    pub fn word(self) -> &'static str {
        match self {
            ChannelKind::Desktop => "notification",
            ChannelKind::Sound => "sound",
            ChannelKind::Voice => "voice",
            ChannelKind::Commands => "your own programs",
        }
    }

    /// Whether the cook wants it.
    pub(super) fn is_wanted(self, alerts: &Alerts) -> bool {
        match self {
            ChannelKind::Desktop => alerts.desktop,
            ChannelKind::Sound => alerts.sound.on && alerts.sound.volume > 0,
            ChannelKind::Voice => alerts.voice.on,
            ChannelKind::Commands => !alerts.run.is_empty(),
        }
    }

    /// What is said when it fails once, though it may work again; none if only how it stands now matters.
    pub fn mishap(self) -> Option<&'static str> {
        match self {
            ChannelKind::Desktop | ChannelKind::Sound => None,
            ChannelKind::Voice => Some("No voice"),
            ChannelKind::Commands => Some("A command did not work"),
        }
    }
}

/// What came back from a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChannelEvent {
    /// Its status changed.
    Stands(ChannelKind, ChannelStatus),
    /// The laptop can be kept awake, or not.
    Awake(Awake),
    /// A call was answered over it.
    Pressed(Press),
}

/// What came back and was not taken yet, and how to wake whoever takes it.
#[derive(Clone)]
struct EventQueue {
    events: Arc<Mutex<VecDeque<ChannelEvent>>>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

impl EventQueue {
    fn push(&self, event: ChannelEvent) {
        let mut waiting = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        match &event {
            // An older status is of no use.
            ChannelEvent::Stands(kind, _) if kind.mishap().is_none() => {
                waiting.retain(|old| !matches!(old, ChannelEvent::Stands(other, _) if other == kind));
            }
            ChannelEvent::Awake(_) => waiting.retain(|old| !matches!(old, ChannelEvent::Awake(_))),
            // Button presses and failures wait in order.
            ChannelEvent::Stands(..) | ChannelEvent::Pressed(_) if waiting.len() >= WAITING => return,
            ChannelEvent::Stands(..) | ChannelEvent::Pressed(_) => {}
        }
        waiting.push_back(event);
        drop(waiting);
        (self.wake)();
    }

    fn pop(&self) -> Option<ChannelEvent> {
        self.events.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }
}

/// The settings of a rehearsal: no command runs, so no phone and no lamp hears of it, and the laptop may sleep.
pub fn rehearsed(alerts: &Alerts) -> Alerts {
    Alerts { run: Vec::new(), stay_awake: false, ..alerts.clone() }
}

/// All channels.
pub struct Channels {
    list: Vec<Box<dyn Channel>>,
    now: fn() -> Moment,
    events: EventQueue,
}

impl Channels {
    /// The channels that `alerts` wants, and that of the terminal where there is one. Nothing starts yet. `now` is the real clock, for
    /// limits of patience; `wake` is called on other threads when there is an event.
    pub fn new(
        alerts: &Alerts,
        terminal: Option<&TerminalHandle>,
        now: fn() -> Moment,
        wake: impl Fn() + Send + Sync + 'static,
    ) -> Channels {
        let events = EventQueue { events: Arc::default(), wake: Arc::new(wake) };
        let report = |kind: ChannelKind| {
            let events = events.clone();
            move |status| events.push(ChannelEvent::Stands(kind, status))
        };
        let (pressed, stays) = (events.clone(), events.clone());
        let pressed = move |press| pressed.push(ChannelEvent::Pressed(press));
        let stays = move |awake| stays.push(ChannelEvent::Awake(awake));
        let audio_lock = Arc::new(AudioLock::default());
        let sound = sound::channel(&alerts.sound, Arc::clone(&audio_lock), now, report(ChannelKind::Sound));
        let tones = sound.is_some();
        let list = [
            alerts.desktop.then(|| desktop::channel(now, report(ChannelKind::Desktop), pressed)),
            sound,
            voice::channel(&alerts.voice, tones, audio_lock, now, report(ChannelKind::Voice)),
            terminal.map(TerminalHandle::channel),
            command::channel(&alerts.run, now, report(ChannelKind::Commands)),
            alerts.stay_awake.then(|| awake::channel(now, stays)),
        ];
        Channels { list: list.into_iter().flatten().collect(), now, events }
    }

    /// All that should be shown from now on.
    pub fn show(&self, standing: &Standing<'_>) {
        self.list.iter().for_each(|channel| channel.show(standing));
    }

    /// Takes back all that is shown, since another process goes on with it: nothing is over.
    pub fn clear(&self) {
        self.list.iter().for_each(|channel| channel.clear());
    }

    /// No tone and no word before that moment, by the clock given to [`Channels::new`]; everything else goes on.
    pub fn mute(&self, until: Option<Moment>) {
        self.list.iter().for_each(|channel| channel.mute(until));
    }

    /// The machine slept: what waits for a moment may be late.
    pub fn woke(&self) {
        self.list.iter().for_each(|channel| channel.woke());
    }

    /// Finds out, without waiting for it, who is there.
    pub fn probe(&self) {
        self.list.iter().for_each(|channel| channel.probe());
    }

    /// Takes back all that is shown; waits at most that long for it.
    pub fn withdraw(&self, limit: Duration) {
        let begun = (self.now)();
        // All are told first, and then waited for together.
        self.list.iter().for_each(|channel| channel.leave());
        for channel in &self.list {
            let gone = u64::try_from(((self.now)() - begun).as_millis()).unwrap_or(0);
            channel.wait(limit.saturating_sub(Duration::from_millis(gone)));
        }
    }

    /// What came back since the last time.
    pub fn events(&self) -> impl Iterator<Item = ChannelEvent> {
        std::iter::from_fn(|| self.events.pop())
    }
}
