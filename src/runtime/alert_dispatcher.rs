//! Connects the app to the alert channels: passes them the current calls, and takes in their reports.
//!
//! It keeps no state of its own except what the channels were last given, so that they are updated when that changes. Nothing here
//! waits for a channel.

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

/// After a call has gone unanswered for this long, it no longer keeps the laptop awake.
const UNHEARD: Span = Span::hours(1);

/// What the channels were last given.
#[derive(PartialEq, Eq)]
struct Shown {
    notices: Vec<Notice>,
    served: Vec<Served>,
    awake: bool,
    on_terminal: bool,
}

/// The channels, and what is known about them.
pub(super) struct AlertDispatcher {
    channels: Channels,
    /// Which channels work.
    reachability: Reachability,
    /// Whether a countdown began before the cook could be warned about them.
    unwarned: bool,
    quiet_hours: Option<QuietHours>,
    /// Whether the terminal is on another computer.
    is_remote: bool,
    /// What the channels were last given, if anything.
    shown: Option<Shown>,
    /// When the muting ends, on the session's timeline.
    muted: Option<Moment>,
}

impl AlertDispatcher {
    /// Sets up the channels enabled in `alerts`, or those of a rehearsal.
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
        // Through tmux a notification may not arrive, so it is not relied upon.
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

    /// For a countdown that is already running: shows the set-up page's warning as soon as it is known.
    pub(super) fn warn(&mut self) {
        self.unwarned = true;
    }

    /// Starts checking which channels work, without waiting.
    pub(super) fn probe(&self) {
        self.channels.probe();
    }

    /// To be called after the machine slept.
    pub(super) fn woke(&self) {
        self.channels.woke();
    }

    /// Makes the channels show nothing, as another process shows the calls now.
    pub(super) fn clear(&mut self) {
        self.channels.clear();
        self.shown = None;
    }

    /// Removes everything shown; waits up to `limit` for it.
    pub(super) fn withdraw(&self, limit: Duration) {
        self.channels.withdraw(limit);
    }

    /// Passes the channels the current calls. Returns when that changes next because a quiet time ends.
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
        // A running countdown or a call keeps the laptop awake. An unanswered call does so for one hour: the laptop may be shut in a bag.
        let heard_out = |call: &Call| now - call.alarm.since >= UNHEARD;
        let to_come = || calls.is_empty() && scene.next_wake.is_some();
        let awake = calls.iter().any(|call| !heard_out(call)) || scene.counts() || to_come();
        // The terminal in front of a desktop would repeat the desktop's notifications.
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
        // Soft calls come when quiet hours end; without a call there is nothing to wait for.
        let hushed = hushed.filter(|_| !calls.is_empty());
        [alert::next_change(&calls, now), hushed, self.muted].into_iter().flatten().min()
    }

    /// Tells the channels how long to be mute, on the real clock.
    fn mute(&mut self, app: &App, time: &LoopClock, now: Moment) {
        let muted = app.muted(now);
        if muted != self.muted {
            self.muted = muted;
            self.channels.mute(muted.map(|until| time.to_real(until)));
        }
    }

    /// Takes in the channels' reports: passes their status to the app, and returns the buttons pressed.
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

    /// Makes the app show how the cook can be called. A passing message waits while the status shows something more serious (`grave`)
    /// or something else.
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
