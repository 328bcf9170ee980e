//! One channel tried alone, by the code that calls later: a cook may want to know before the roast is in the oven.

use super::{Awake, ChannelEvent, ChannelKind, ChannelStatus, Channels, Notice, Standing};
use crate::config::{Alerts, Sound, Voice};
use crate::engine::{ActId, AlarmId, AlarmLevel};
use crate::time::{Clock, Moment, Span};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// How long a channel has to say how it stands. A program may take its time over a tone or a sentence, and be tried twice.
const TIMEOUT: Span = Span::secs(12);
/// How long taking it back may take.
const LEAVING: Duration = Duration::from_secs(1);

/// A channel that was tried. What it shows stands until this is over.
pub(crate) struct ChannelTrial {
    channels: Channels,
    /// How it stands; untried where it said nothing in time.
    pub status: ChannelStatus,
}

impl ChannelTrial {
    /// Calls over `kind` as it is set in `alerts`.
    pub(crate) fn of(kind: ChannelKind, alerts: &Alerts, now: fn() -> Moment) -> ChannelTrial {
        let (channels, woken) = channels(&only(kind, alerts), now);
        channels.show(&Standing::of(&[notice(now())], now(), &Clock::default()));
        let stands = |events| match events {
            ChannelEvent::Stands(_, status) if status != ChannelStatus::Untried => Some(status),
            ChannelEvent::Stands(..) | ChannelEvent::Awake(_) | ChannelEvent::Pressed(_) => None,
        };
        let status = wait(&channels, &woken, now, stands).unwrap_or_default();
        ChannelTrial { channels, status }
    }

    /// Takes back what it shows.
    pub(crate) fn end(self) {
        self.channels.withdraw(LEAVING);
    }
}

/// Whether the laptop can be kept awake; nothing is held afterwards.
pub(crate) fn awake(now: fn() -> Moment) -> Awake {
    let (channels, woken) = channels(&Alerts { stay_awake: true, ..nothing() }, now);
    channels.probe();
    let stands = |events| match events {
        ChannelEvent::Awake(awake) => Some(awake),
        ChannelEvent::Stands(..) | ChannelEvent::Pressed(_) => None,
    };
    let awake = wait(&channels, &woken, now, stands).unwrap_or_default();
    channels.withdraw(LEAVING);
    awake
}

/// The test call.
pub(crate) fn notice(now: Moment) -> Notice {
    Notice {
        id: AlarmId::OvenHot(ActId(0)),
        level: AlarmLevel::Ring,
        since: now,
        calls: 0,
        dish: "baste".to_owned(),
        title: "This is a test".to_owned(),
        body: "So you are called when something is done.".to_owned(),
        phase: None,
        offers: Vec::new(),
    }
}

/// The programs that are tried for tones, in turn.
pub(crate) fn players(sound: &Sound) -> Vec<Vec<String>> {
    super::sound::players(sound.player.as_ref())
}

/// The programs that are tried for words, in turn.
pub(crate) fn speakers(voice: &Voice) -> Vec<Vec<String>> {
    super::voice::speakers(voice.speaker.as_ref())
}

/// Who shows notifications: "dunst 1.9.0".
pub(crate) fn notification_server(now: fn() -> Moment) -> Option<String> {
    #[cfg(not(target_os = "macos"))]
    let who = super::desktop::who(now);
    #[cfg(target_os = "macos")]
    let who = Some(now).map(|_| "the notification centre".to_owned());
    who
}

fn nothing() -> Alerts {
    Alerts {
        desktop: false,
        terminal: false,
        sound: Sound { on: false, ..Sound::default() },
        voice: Voice::default(),
        run: Vec::new(),
        quiet_hours: None,
        stay_awake: false,
    }
}

/// `alerts` with that channel alone.
fn only(kind: ChannelKind, alerts: &Alerts) -> Alerts {
    match kind {
        ChannelKind::Desktop => Alerts { desktop: true, ..nothing() },
        ChannelKind::Sound => Alerts { sound: alerts.sound.clone(), ..nothing() },
        ChannelKind::Voice => Alerts { voice: alerts.voice.clone(), ..nothing() },
        ChannelKind::Commands => Alerts { run: alerts.run.clone(), ..nothing() },
    }
}

fn channels(alerts: &Alerts, now: fn() -> Moment) -> (Channels, Receiver<()>) {
    let (sender, woken) = channel();
    let channels = Channels::new(alerts, None, now, move || {
        // The receiver is gone: it has heard enough.
        let _ = sender.send(());
    });
    (channels, woken)
}

/// The first of the news that `wanted` takes, if it comes in time.
fn wait<T>(
    channels: &Channels,
    woken: &Receiver<()>,
    now: fn() -> Moment,
    wanted: impl Fn(ChannelEvent) -> Option<T>,
) -> Option<T> {
    let end = now() + TIMEOUT;
    loop {
        if let Some(found) = channels.events().find_map(&wanted) {
            return Some(found);
        }
        let left = u64::try_from((end - now()).as_millis()).ok().filter(|left| *left > 0)?;
        // At the end of the wait, what came is looked at once more.
        let _ = woken.recv_timeout(Duration::from_millis(left));
    }
}
