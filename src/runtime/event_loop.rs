//! The event loop: drives the app with keys and time, and carries out what the app asks for.
//!
//! Each round updates the alert channels, draws if the screen changed, and sleeps until the first of: a key, the moment at which a call
//! changes, the moment at which the screen may change. If nothing changes, nothing wakes. Alerts come first. No channel and no
//! blocked terminal delays a round. A disk delays it by at most a tenth of a second, which an act waits to be written. Without a screen
//! only the deadlines of calls wake it.

mod adopt;
mod ends;
mod requests;

use super::ExitReason;
use super::alert_dispatcher::AlertDispatcher;
use super::clock::LoopClock;
use super::handover::{GiverEvent, GiverState};
use super::journal_session::JournalSession;
use super::keys::TerminalInput;
use super::poller::Poller;
use super::signals::Signals;
use super::socket::Socket;
use super::terminal_ui::TerminalUi;
use crate::config::Alerts;
use crate::engine::Act;
use crate::shelf::{OpenedRecipe, ShelfReader, ShelfUpdate};
use crate::time::Moment;
use crate::ui::{App, Intent, Key};
use crate::view::scene::Scene;
use crate::view::title::Title;
use rustix::io::Errno;
use std::io;
use std::process::Child;
use std::sync::mpsc::Receiver;
use std::time::Duration;

/// The shortest sleep if calls are overdue, so that the app is not asked again and again without a pause.
const SPIN: Duration = Duration::from_millis(50);
/// How long leaving may wait until notifications are removed.
const LEAVING: Duration = Duration::from_millis(300);
/// How long the first frame may wait for the recipes.
const FIRST: Duration = Duration::from_millis(100);
/// How long a round may wait for a recipe; after that it continues without it.
const OPENING: Duration = Duration::from_millis(50);

/// The state of one run.
pub(super) struct EventLoop {
    app: App,
    time: LoopClock,
    poller: Poller,
    signals: Signals,
    terminal: Option<TerminalUi>,
    /// The journal of the session; `None` in a rehearsal.
    journal: Option<JournalSession>,
    socket: Option<Socket>,
    /// Reads recipes; `None` without a screen.
    reader: Option<ShelfReader>,
    alerts: AlertDispatcher,
    /// Whether listening was tried since the folder is held.
    listened: bool,
    /// Whether a keeper was started that should take over the session.
    leaving: bool,
    /// That keeper, until it ends.
    keeper_process: Option<Child>,
    /// Whether the program was started for a timer, and ends with it.
    for_timers: bool,
    /// The state of a hand-over to another process.
    giver: GiverState,
    /// Whether the newcomer confirmed that it has the session, once known.
    word: Option<Receiver<bool>>,
    /// When a newcomer last failed to take the session it was given.
    asked_in_vain: Option<Moment>,
}

impl EventLoop {
    pub(super) fn new(
        app: App,
        time: LoopClock,
        poller: Poller,
        signals: Signals,
        kept: Option<(JournalSession, Option<Socket>)>,
        terminal: Option<TerminalUi>,
        alerts: &Alerts,
    ) -> io::Result<EventLoop> {
        let alerts = AlertDispatcher::new(alerts, time.is_rehearsal(), terminal.as_ref(), poller.waker().another()?);
        let (journal, socket) = kept.map_or((None, None), |(journal, socket)| (Some(journal), socket));
        Ok(EventLoop {
            app,
            time,
            poller,
            signals,
            terminal,
            journal,
            socket,
            reader: None,
            alerts,
            listened: false,
            leaving: false,
            keeper_process: None,
            for_timers: false,
            giver: GiverState::Keeps,
            word: None,
            asked_in_vain: None,
        })
    }

    /// To be called if the program was started for timers: if there is only one, the program ends with it.
    pub(super) fn set_for_timers(&mut self, for_timers: bool) {
        self.for_timers = for_timers;
    }

    /// For a countdown that is already running: shows the set-up page's warning as soon as it is known.
    pub(super) fn warn(&mut self) {
        self.alerts.warn();
    }

    /// Lets `reader` read the recipes. If it is quick, the first frame has them all.
    pub(super) fn read_by(&mut self, reader: ShelfReader) {
        self.reader = Some(reader);
        if self.app.lacks_recipes() {
            self.handle_reader(FIRST);
        }
    }

    /// Runs until something ends it. The terminal is restored and the journal complete when this returns.
    pub(super) fn run(&mut self) -> io::Result<ExitReason> {
        self.save();
        self.report_reachability();
        let end = loop {
            match self.rounds() {
                // The terminal went away during a read or write.
                Err(e) if self.terminal.is_some() && is_hangup(&e) => {
                    let Some(end) = self.hung_up() else { continue };
                    break Ok(end);
                }
                other => break other,
            }
        };
        // First, before anything that can fail or take time.
        if let Some(mut terminal) = self.terminal.take() {
            // An error only means that the terminal is gone.
            let _ = terminal.withdraw();
        }
        if matches!(
            end,
            Ok(ExitReason::Quit | ExitReason::TimerDone(_) | ExitReason::TakenOver | ExitReason::LeftRunning)
        ) {
            self.alerts.withdraw(LEAVING);
        }
        self.socket = None;
        if let Some(journal) = &mut self.journal {
            journal.end(self.app.session().log(), &self.time);
        }
        end
    }

    fn rounds(&mut self) -> io::Result<ExitReason> {
        let mut first = true;
        self.follow();
        loop {
            if self.awaits_word() {
                if let Some(end) = self.await_word()? {
                    return Ok(end);
                }
                continue;
            }
            let now = self.time.now();
            self.app.settle(now);
            let clock = self.time.clock(now);
            for act in self.app.follow_clock(&clock, now) {
                let _ = self.apply(act, now);
            }
            let scene = self.app.scene(now);
            let call = self.alerts.tell(&self.app, &scene, &mut self.time);
            if let Some(terminal) = &mut self.terminal {
                terminal.send_waiting()?;
            }
            let change = match self.terminal.as_mut().filter(|terminal| terminal.is_ready()) {
                Some(terminal) => draw(terminal, &self.app, &scene, &mut self.time)?,
                None => None,
            };
            let shown = self.terminal.is_some().then(|| self.app.showing(&scene));
            let next_wake = scene.next_wake;
            if let Some(shown) = shown {
                self.app.set_shown(shown);
            }
            if std::mem::take(&mut first) {
                // After the first frame, which the cook waits for.
                self.alerts.probe();
                if let Some(reader) = &self.reader {
                    reader.look();
                }
            }
            let next = [call, next_wake, change, self.journal.as_ref().and_then(JournalSession::next)];
            let limit = self.limit(next.into_iter().flatten().min(), now);
            let terminal = self.terminal.as_ref();
            let woken =
                self.poller.sleep(limit, terminal.map(TerminalUi::input), terminal.and_then(TerminalUi::full))?;
            // Before any answer: an answered act must survive a kill, and so must the clock that gave its moment.
            self.follow();
            if self.journal.as_ref().is_some_and(JournalSession::is_given) {
                return Ok(self.given());
            }
            if let Some(end) = self.handle_signals()? {
                return Ok(end);
            }
            if let Some(end) = self.handle_requests() {
                return Ok(end);
            }
            if self.awaits_word() {
                // The lock is released: no key and no button may act on the session in this round any more.
                continue;
            }
            self.handle_channels();
            self.handle_reader(Duration::ZERO);
            if let Some(terminal) = &mut self.terminal {
                if woken.room {
                    terminal.push()?;
                }
                let typed = if woken.input { terminal.read()? } else { terminal.give_up() };
                for typed in typed {
                    if let Some(end) = self.typed(typed)? {
                        return Ok(end);
                    }
                }
            }
            let gone = woken.hangup || self.terminal.as_ref().is_some_and(TerminalUi::is_gone);
            if gone && let Some(end) = self.hung_up() {
                return Ok(end);
            }
            if self.terminal.is_some()
                && let Some(end) = self.lone_timer_done()
            {
                return Ok(end);
            }
            if self.terminal.is_none() && !self.app.session().is_live() {
                self.close(false);
                return Ok(ExitReason::Quit);
            }
        }
    }

    /// A round while the newcomer's confirmation is awaited: calls continue; keys and requests wait.
    fn await_word(&mut self) -> io::Result<Option<ExitReason>> {
        let scene = self.app.scene(self.time.now());
        let call = self.alerts.tell(&self.app, &scene, &mut self.time);
        let next = [call, scene.next_wake].into_iter().flatten().min();
        let now = scene.now;
        let _ = self.poller.sleep(self.limit(next, now), None, None)?;
        if let Some(end) = self.handle_signals()? {
            return Ok(Some(end));
        }
        self.hear_word();
        Ok((self.giver == GiverState::Gave).then(|| self.given()))
    }

    /// Checks the clocks and the journal.
    fn follow(&mut self) {
        let slept = self.time.slept();
        if let Some(journal) = &mut self.journal {
            journal.follow(&mut self.time, self.app.session().log());
            let tried = journal.lock_try();
            self.hand_over(GiverEvent::LockTried(tried), None);
        }
        if let Some(journal) = &mut self.journal {
            self.app.set_saved(journal.note());
            // The folder was not usable before, or was handed over and taken back.
            if journal.is_out() {
                // Without the lock, the socket at that path may soon belong to another keeper.
                (self.socket, self.listened) = (None, false);
                self.app.set_keeper(false);
            } else if journal.is_ours() && self.socket.is_none() && !self.listened {
                // If it fails now, it would fail at the next wake too.
                self.listened = true;
                self.socket = journal.listen(self.poller.waker()).ok();
                self.app.set_keeper(self.socket.is_some());
            }
        }
        if let Some(ended) = self.keeper_process.as_mut().and_then(|keeper| keeper.try_wait().ok().flatten()) {
            self.keeper_process = None;
            // It succeeds only if it took over, or found that another process had.
            if std::mem::take(&mut self.leaving) && !ended.success() {
                self.app.tell("The keeper could not take over: stay, or stop all", self.time.now());
            }
        }
        if let Some(slept) = slept {
            self.alerts.woke();
            self.app.woke(slept, self.time.now());
        }
    }

    /// Queues acts that the journal does not have yet.
    fn save(&mut self) {
        if let Some(journal) = &mut self.journal {
            journal.write(self.app.session().log(), &self.time);
        }
    }

    /// How long to sleep.
    fn limit(&self, deadline: Option<Moment>, now: Moment) -> Option<Duration> {
        let sleep = deadline.map(|at| if at > now { self.time.until(at) } else { SPIN });
        let patience = self.terminal.as_ref().and_then(TerminalUi::patience);
        [sleep, patience].into_iter().flatten().min()
    }

    /// Applies an act, and has it written before it is shown.
    fn apply(&mut self, act: Act, now: Moment) -> Result<(), String> {
        self.app.apply(act, now).map_err(|_| "that is over already".to_owned())?;
        self.save();
        Ok(())
    }

    /// Takes in the reports of the channels.
    fn handle_channels(&mut self) {
        let now = self.time.now();
        for press in self.alerts.handle(&mut self.app, now) {
            if let Some(act) = self.app.answer(press, now) {
                // The act was just checked, so it is not refused.
                let _ = self.apply(act, now);
            }
        }
        self.report_reachability();
    }

    /// Makes the app show how the cook can be called; trouble with the journal is more serious.
    fn report_reachability(&mut self) {
        let grave = self.journal.as_ref().is_some_and(|journal| journal.note().is_some());
        self.alerts.say(&mut self.app, self.time.now(), grave);
    }

    /// Takes in recipes that were read; waits up to `limit` for the first.
    fn handle_reader(&mut self, limit: Duration) {
        let Some(reader) = &self.reader else { return };
        if let Some(ShelfUpdate { cards, faults, reading }) = reader.seen(limit) {
            self.app.restock(cards, faults, reading);
        }
        if let Some(OpenedRecipe { name, recipe }) = reader.opened(Duration::ZERO) {
            self.app.opened(&name, recipe.map(|recipe| *recipe), self.time.now());
        }
    }

    /// Starts reading a recipe. A quick disk delivers it before the next key.
    fn open(&mut self, name: &str) {
        let Some(reader) = &self.reader else { return };
        reader.ask(name);
        if let Some(OpenedRecipe { name, recipe }) = reader.opened(OPENING) {
            self.app.opened(&name, recipe.map(|recipe| *recipe), self.time.now());
        }
    }

    fn typed(&mut self, typed: TerminalInput) -> io::Result<Option<ExitReason>> {
        match (typed, &mut self.terminal) {
            (TerminalInput::Key(key), _) => Ok(self.key(key)),
            (TerminalInput::Paste(text), _) => {
                self.app.paste(&text, self.time.now());
                Ok(None)
            }
            (TerminalInput::Stop, Some(terminal)) => terminal.stop().map(|()| None),
            (TerminalInput::Redraw, Some(terminal)) => terminal.redraw().map(|()| None),
            (TerminalInput::Stop | TerminalInput::Redraw, None) => Ok(None),
        }
    }

    fn key(&mut self, key: Key) -> Option<ExitReason> {
        let now = self.time.now();
        for intent in self.app.key(key, now) {
            match intent {
                // A refused act changes nothing: what the cook saw is over, and the screen shows that already.
                Intent::Act(act) => drop(self.apply(act, now)),
                Intent::Timers(timers) => match self.app.timers(&timers, now, &self.time.clock(now)) {
                    Ok(acts) => acts.into_iter().for_each(|act| drop(self.apply(act, now))),
                    Err(why) => self.app.tell(&why, now),
                },
                Intent::Open(name) => self.open(&name),
                Intent::Finish => self.close(false),
                Intent::SetAside => self.close(true),
                Intent::Leave => {
                    self.leaving = self.start_keeper();
                    if !self.leaving {
                        self.app.tell("No keeper could be started: stay, or stop all", now);
                    }
                }
                Intent::Quit => {
                    self.close(false);
                    return Some(ExitReason::Quit);
                }
            }
        }
        None
    }
}

/// Draws the screen if it changed; returns when it may change next.
fn draw(terminal: &mut TerminalUi, app: &App, scene: &Scene<'_>, time: &mut LoopClock) -> io::Result<Option<Moment>> {
    let clock = time.clock(scene.now);
    let shown = app.shown(scene, &clock);
    // A rehearsal would change the title many times a second.
    let named = !time.is_rehearsal();
    terminal.draw(shown.screen, || named.then(|| Title::of(scene, &clock)))?;
    Ok(shown.until.map(|until| until.max(scene.now + time.frame())))
}

fn is_hangup(e: &io::Error) -> bool {
    [Errno::IO, Errno::PIPE, Errno::NXIO].map(Errno::raw_os_error).iter().any(|n| e.raw_os_error() == Some(*n))
}
