//! What calls the cook beyond the screen: the channels are handed what stands, and what they tell is taken in.
//!
//! It holds no truth of its own, only what the channels were last told, so that they are told again when that differs. Nothing here waits
//! for a channel.

use super::clock::{self, LoopClock};
use super::poller::Waker;
use super::terminal_ui::TerminalUi;
use crate::alert::{
    self, Awake, ChannelEvent, ChannelKind, ChannelStatus, Channels, Notice, Reachability, Served, Standing,
    TerminalHandle,
};
use crate::config::{Alerts, QuietHours};
use crate::time::{Moment, Span};
use crate::ui::App;
use crate::view::call::Call;
use crate::view::call::Press;
use crate::view::scene::Scene;
use std::time::Duration;

/// A call that nobody answered for so long keeps no laptop awake any more.
const UNHEARD: Span = Span::hours(1);

/// What the channels were told.
#[derive(PartialEq, Eq)]
struct Shown {
    notices: Vec<Notice>,
    served: Vec<Served>,
    awake: bool,
    on_terminal: bool,
}

/// The channels, and what they know.
pub(super) struct AlertDispatcher {
    channels: Channels,
    /// How they stand.
    reachability: Reachability,
    /// Whether a countdown began before the cook could be warned of anything.
    unwarned: bool,
    quiet_hours: Option<QuietHours>,
    /// Whether the terminal is on another computer.
    is_remote: bool,
    /// What the channels were last told, if anything.
    shown: Option<Shown>,
    /// Until when the channels make no sound, on the session's timeline.
    muted: Option<Moment>,
}

impl AlertDispatcher {
    /// The channels that `alerts` wants, or what a rehearsal has of them.
    pub(super) fn new(
        alerts: &Alerts,
        rehearsal: bool,
        terminal: Option<&TerminalUi>,
        waker: Waker,
    ) -> AlertDispatcher {
        let alerts = if rehearsal { alert::rehearsed(alerts) } else { alerts.clone() };
        let mut reachability = Reachability::new(&alerts);
        if rehearsal {
            reachability.set_awake(Awake::Untried);
        }
        let handle = terminal.map(TerminalUi::handle);
        let known = handle.map(TerminalHandle::terminal);
        // Through tmux it may come or not: not to be relied upon.
        reachability.set_terminal(known.is_some_and(|known| known.notification().is_some() && !known.is_in_tmux()));
        let channels = Channels::new(&alerts, handle, clock::real_now, move || waker.wake());
        AlertDispatcher {
            channels,
            reachability,
            unwarned: false,
            quiet_hours: alerts.quiet_hours,
            is_remote: known.is_some_and(|known| known.is_remote()),
            shown: None,
            muted: None,
        }
    }

    /// A countdown runs already: what set-up would have said is said as soon as it is known.
    pub(super) fn warn(&mut self) {
        self.unwarned = true;
    }

    /// Finds out, without waiting for it, who is there.
    pub(super) fn probe(&self) {
        self.channels.probe();
    }

    /// The machine slept.
    pub(super) fn woke(&self) {
        self.channels.woke();
    }

    /// Another process goes on with what stands: nothing is shown by this one, unless it is told anew.
    pub(super) fn clear(&mut self) {
        self.channels.clear();
        self.shown = None;
    }

    /// Takes back all that is shown; waits at most that long for it.
    pub(super) fn withdraw(&self, limit: Duration) {
        self.channels.withdraw(limit);
    }

    /// Tells the channels what stands; when that changes next by the end of a quiet.
    pub(super) fn tell(&mut self, app: &App, scene: &Scene<'_>, time: &mut LoopClock) -> Option<Moment> {
        let now = scene.now;
        let calls = app.calls(scene);
        let clock = time.clock(now);
        let hushed = alert::hushed(self.quiet_hours, &clock, now);
        let mut notices = alert::notices(&calls, now, hushed.is_some());
        if time.is_rehearsal() {
            notices.iter_mut().for_each(|notice| notice.title = format!("Rehearsal: {}", notice.title));
        }
        self.mute(app, time, now);
        // What counts, and what calls, must be heard. What nobody answers for an hour lets the laptop sleep: its lid may be shut in a bag.
        let heard_out = |call: &Call| now - call.alarm.since >= UNHEARD;
        let to_come = || calls.is_empty() && scene.next_wake.is_some();
        let awake = calls.iter().any(|call| !heard_out(call)) || scene.counts() || to_come();
        // If the desktop shows them, and the terminal stands before it, they would be told twice.
        let on_desktop =
            !matches!(self.reachability.status(ChannelKind::Desktop), ChannelStatus::Silent(_)) && !self.is_remote;
        let shown = Shown { notices, served: alert::served(app.session()), awake, on_terminal: !on_desktop };
        if self.shown.as_ref() != Some(&shown) {
            let before = self.shown.as_ref().map_or(&[][..], |shown| &shown.notices);
            let is_open = |kind: ChannelKind| *self.reachability.status(kind) == ChannelStatus::Open;
            let alone = !is_open(ChannelKind::Desktop) && !is_open(ChannelKind::Sound);
            let bell = alert::bell(before, &shown.notices, alone) && self.muted.is_none();
            let Shown { notices, served, awake, on_terminal } = &shown;
            let (awake, on_terminal) = (*awake, *on_terminal);
            self.channels.show(&Standing { notices, served, awake, bell, on_terminal, now, clock: &clock });
            self.shown = Some(shown);
        }
        // What is soft is told when quiet hours are over; without a call there is nothing to wait for.
        let hushed = hushed.filter(|_| !calls.is_empty());
        [alert::next_change(&calls, now), hushed, self.muted].into_iter().flatten().min()
    }

    /// Tells the channels of the cook's wish for silence; they go by the real clock.
    fn mute(&mut self, app: &App, time: &LoopClock, now: Moment) {
        let muted = app.muted(now);
        if muted != self.muted {
            self.muted = muted;
            self.channels.mute(muted.map(|until| time.to_real(until)));
        }
    }

    /// Takes in what came back: how channels stand, which the app hears of, and the buttons that were pressed.
    pub(super) fn handle(&mut self, app: &mut App, now: Moment) -> Vec<Press> {
        let mut pressed = Vec::new();
        for event in self.channels.events() {
            match event {
                ChannelEvent::Stands(kind, status) => {
                    if let (Some(mishap), ChannelStatus::Silent(why)) = (kind.mishap(), &status) {
                        app.tell(&format!("{mishap}: {why}"), now);
                    }
                    self.reachability.set(kind, status);
                }
                ChannelEvent::Awake(awake) => self.reachability.set_awake(awake),
                ChannelEvent::Pressed(press) => pressed.push(press),
            }
        }
        pressed
    }

    /// Has the app say how the cook can be called. What passes waits while the status has
    /// something graver to say (`grave`), or tells something else.
    pub(super) fn say(&mut self, app: &mut App, now: Moment, grave: bool) {
        if let Some(asleep) = self.reachability.asleep().filter(|_| self.unwarned && !grave && !app.is_telling(now)) {
            self.unwarned = false;
            app.tell(asleep, now);
        }
        app.set_warnings(self.reachability.warnings());
        app.set_note(self.reachability.note());
        app.set_calls_by(self.reachability.keeper());
    }
}
