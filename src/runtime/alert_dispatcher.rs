//! What calls the cook beyond the screen: the roads are handed what stands, and what they tell is taken in.
//!
//! It holds no truth of its own, only what the roads were last told, so that they are told again when that differs. Nothing here waits
//! for a road.

use super::clock::{self, LoopClock};
use super::poller::Waker;
use super::terminal_ui::TerminalUi;
use crate::alert::{
    self, Awake, ChannelEvent, ChannelKind, ChannelStatus, Channels, Notice, Reachability, Served, Standing,
};
use crate::config::{Alerts, QuietHours};
use crate::time::{Moment, Span};
use crate::ui::App;
use crate::view::call::Call;
use crate::view::call::Press;
use std::io;
use std::time::Duration;

/// A call that nobody answered for so long keeps no laptop awake any more.
const UNHEARD: Span = Span::hours(1);

/// The roads, and what they know.
pub(super) struct AlertDispatcher {
    roads: Channels,
    /// How they stand.
    reach: Reachability,
    /// Whether a countdown began before the cook could be warned of anything.
    unwarned: bool,
    quiet_hours: Option<QuietHours>,
    /// What the roads were last told, if anything.
    told: Option<(Vec<Notice>, Vec<Served>)>,
    /// Until when the roads make no sound, on the session's timeline.
    muted: Option<Moment>,
}

impl AlertDispatcher {
    /// The roads that `alerts` wants, or what a rehearsal has of them.
    pub(super) fn new(alerts: &Alerts, rehearsal: bool, face: Option<&TerminalUi>, nudge: Waker) -> AlertDispatcher {
        let alerts = if rehearsal { alert::rehearsed(alerts) } else { alerts.clone() };
        let mut reach = Reachability::new(&alerts);
        if rehearsal {
            reach.set_awake(Awake::Untried);
        }
        // Through tmux it may come or not: not to be relied upon.
        let notifies = |face: &TerminalUi| face.terminal().notification().is_some() && !face.terminal().is_in_tmux();
        reach.set_terminal(face.is_some_and(notifies));
        let roads = Channels::new(&alerts, clock::real_now, move || nudge.nudge());
        AlertDispatcher { roads, reach, unwarned: false, quiet_hours: alerts.quiet_hours, told: None, muted: None }
    }

    /// A countdown runs already: what set-up would have said is said as soon as it is known.
    pub(super) fn warn(&mut self) {
        self.unwarned = true;
    }

    /// Finds out, without waiting for it, who is there.
    pub(super) fn probe(&self) {
        self.roads.probe();
    }

    /// The machine slept.
    pub(super) fn woke(&self) {
        self.roads.woke();
    }

    /// Another process goes on with what stands: nothing is shown by this one, unless it is told anew.
    pub(super) fn rest(&mut self) {
        self.roads.rest();
        self.told = None;
    }

    /// Takes back all that is shown; waits so long for it at most.
    pub(super) fn withdraw(&self, limit: Duration) {
        self.roads.withdraw(limit);
    }

    /// Tells the roads, and the terminal, what stands; when that changes next by a quiet's end.
    pub(super) fn tell(
        &mut self,
        app: &App,
        time: &mut LoopClock,
        now: Moment,
        face: Option<&mut TerminalUi>,
    ) -> io::Result<Option<Moment>> {
        let calls = app.calls(now);
        let clock = time.clock(now);
        let hushed = alert::hushed(self.quiet_hours, &clock, now);
        let mut notices = alert::notices(&calls, now, hushed.is_some());
        if time.is_rehearsal() {
            notices.iter_mut().for_each(|notice| notice.title = format!("Rehearsal: {}", notice.title));
        }
        self.mute(app, time, now);
        let served = alert::served(app.session());
        let mut bell = false;
        if self.told.as_ref().is_none_or(|(told, known)| *told != notices || *known != served) {
            let before = self.told.as_ref().map_or(&[][..], |(told, _)| told);
            let is_open = |way: ChannelKind| *self.reach.road(way) == ChannelStatus::Open;
            bell = alert::bell(before, &notices, !is_open(ChannelKind::Desktop) && !is_open(ChannelKind::Sound));
            self.roads.show(&Standing { notices: &notices, served: &served, now, clock: &clock });
        }
        // What counts, and what calls, must be heard. What nobody answers for an hour lets the laptop sleep: its lid may be shut in a bag.
        let heard_out = |call: &Call| now - call.alarm.since >= UNHEARD;
        let to_come = || calls.is_empty() && app.next_wake(now).is_some();
        self.roads.hold(calls.iter().any(|call| !heard_out(call)) || app.counts(now) || to_come());
        if let Some(face) = face {
            if bell && self.muted.is_none() {
                face.bell()?;
            }
            // Where the desktop shows them, and the terminal stands before it, they would be told twice.
            let shown = !matches!(self.reach.road(ChannelKind::Desktop), ChannelStatus::Silent(_))
                && !face.terminal().is_remote();
            face.notify(if shown { &[] } else { &notices })?;
        }
        self.told = Some((notices, served));
        // What is soft is told when quiet hours are over; without a call there is nothing to wait for.
        let hushed = hushed.filter(|_| !calls.is_empty());
        Ok([alert::next_change(&calls, now), hushed, self.muted].into_iter().flatten().min())
    }

    /// Tells the roads of the cook's wish for silence; they go by the real clock.
    fn mute(&mut self, app: &App, time: &LoopClock, now: Moment) {
        let muted = app.muted(now);
        if muted != self.muted {
            self.muted = muted;
            self.roads.mute(muted.map(|until| time.to_real(until)));
        }
    }

    /// Takes in what came back: how roads stand, which the app hears of, and the buttons that were pressed.
    pub(super) fn heed(&mut self, app: &mut App, now: Moment) -> Vec<Press> {
        let mut pressed = Vec::new();
        for news in self.roads.news() {
            match news {
                ChannelEvent::Stands(way, road) => {
                    match (way, &road) {
                        (ChannelKind::Voice, ChannelStatus::Silent(why)) => app.tell(&format!("No voice: {why}"), now),
                        (ChannelKind::Commands, ChannelStatus::Silent(why)) => {
                            app.tell(&format!("A command did not work: {why}"), now)
                        }
                        (ChannelKind::Desktop | ChannelKind::Sound | ChannelKind::Voice | ChannelKind::Commands, _) => {
                        }
                    }
                    self.reach.set(way, road);
                }
                ChannelEvent::Awake(awake) => self.reach.set_awake(awake),
                ChannelEvent::Pressed(press) => pressed.push(press),
            }
        }
        pressed
    }

    /// Has the app say how the cook can be called. What passes waits while the status has
    /// something graver to say (`grave`), or tells something else.
    pub(super) fn say(&mut self, app: &mut App, now: Moment, grave: bool) {
        if let Some(asleep) = self.reach.asleep().filter(|_| self.unwarned && !grave && !app.is_telling(now)) {
            self.unwarned = false;
            app.tell(asleep, now);
        }
        app.set_warnings(self.reach.warnings());
        app.set_note(self.reach.note());
        app.set_calls_by(self.reach.keeper());
    }
}
