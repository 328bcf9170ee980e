//! Runs the program: a single loop drives the app with keys and time, with a terminal or without.
//!
//! [`run`] recovers the session or takes it over from another keeper, opens the terminal and starts the loop ([`EventLoop`]).
//! [`keep`] runs the same loop without a screen. Nothing here decides what a key or a moment means.

mod alert_dispatcher;
pub mod clock;
pub mod control;
pub mod endpoint;
#[cfg(test)]
mod evening_tests;
mod event_loop;
mod handover;
mod journal_session;
#[cfg(test)]
mod junk_tests;
pub mod keys;
mod poller;
mod signals;
pub(crate) mod socket;
mod terminal;
mod terminal_ui;
mod zone;

pub use poller::Waker;
pub use signals::die_of;
pub use terminal_ui::here as terminal_here;

use self::clock::LoopClock;
use self::event_loop::EventLoop;
use self::handover::{TakeError, TakenSession};
use self::journal_session::JournalSession;
use self::poller::Poller;
use self::signals::Signals;
use self::socket::Socket;
use self::terminal_ui::TerminalUi;
use crate::config::Settings;
use crate::journal::{Machine, Recovered, folder};
use crate::recipe::Recipe;
use crate::shelf::{Shelf, ShelfReader};
use crate::time::SpokenTimer;
use crate::ui::App;
use std::io;

/// Prints the last sentence of a run. Never blocks: a blocked terminal must not keep a finished program alive.
pub fn say_last(sentence: &str) {
    terminal::say_last(sentence);
}

/// How the program starts.
#[derive(Clone, Debug, Default)]
pub struct RunOptions {
    /// The recipes.
    pub shelf: Shelf,
    /// The faults in the settings, one line each.
    pub faults: Vec<String>,
    /// The faults in a few words, for the status.
    pub unsettled: Option<String>,
    /// A recipe to open in set-up; it need not be on the shelf.
    pub open: Option<Recipe>,
    /// A message shown until a key is pressed.
    pub say: Option<String>,
    /// Timers to start at once.
    pub timers: Vec<SpokenTimer>,
    /// How many times as fast as real time; `None` if it is not a rehearsal.
    pub rehearse: Option<u32>,
    /// Whether to set the old session aside instead of continuing it.
    pub fresh: bool,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExitReason {
    /// The cook left.
    Quit,
    /// The only timer that the program was started for is over: "Eggs, 12 min, done 07:42".
    TimerDone(String),
    /// The cook left; a keeper without a screen continues.
    LeftRunning,
    /// A signal. The terminal is restored, and the process should end by that signal ([`die_of`]).
    Signal(i32),
    /// The terminal went away.
    Hangup,
    /// Another baste took over the session.
    TakenOver,
    /// There was no session to keep.
    Nothing,
}

/// Why a run failed.
#[derive(Debug)]
pub enum RunError {
    /// Standard input or output is not a terminal that can show a screen.
    NoTerminal,
    /// Another process keeps the session and does not answer; its id, if known.
    Silent(Option<u32>),
    /// Another process keeps the session and cannot be reached from here; its id, if known.
    Unreached(Option<u32>),
    /// Another process keeps the session and refuses to hand it over, with its reason.
    Kept(String),
    /// A system call failed.
    Io(io::Error),
}

impl From<io::Error> for RunError {
    fn from(e: io::Error) -> RunError {
        RunError::Io(e)
    }
}

/// Runs until the cook leaves, the terminal goes away, or a signal ends it. The terminal is restored when this returns.
///
/// # Errors
/// If there is no terminal, another keeper hangs, or the system provides no timer, pipe or signal handler.
pub fn run(mut start: RunOptions, settings: &Settings) -> Result<ExitReason, RunError> {
    if !terminal::is_there() {
        return Err(RunError::NoTerminal);
    }
    let poller = Poller::new()?;
    let signals = Signals::listen(poller.waker())?;
    let mut time = start.rehearse.map_or_else(LoopClock::real, LoopClock::rehearsal);
    let mut app = app(&start, settings);
    let reader = reader(&mut app, &mut start, &poller)?;
    // A rehearsal uses no journal, no lock and no socket.
    let kept =
        if start.rehearse.is_some() { None } else { Some(take(&mut app, &mut time, &poller, start.fresh, true)?) };
    let unwarned = !start.timers.is_empty();
    let for_timers = !start.timers.is_empty();
    open(&mut app, start, &mut time);
    let mut evening = EventLoop::new(
        app,
        time,
        poller,
        signals,
        kept,
        Some(TerminalUi::take(settings.alerts.terminal)?),
        &settings.alerts,
    )?;
    if unwarned {
        evening.warn();
    }
    evening.set_for_timers(for_timers);
    evening.read_by(reader);
    Ok(evening.run()?)
}

/// Continues a live session without a screen, until all of it is served or another baste takes over. With `if_live`, as after a
/// login, it does nothing if the session already has a keeper.
///
/// # Errors
/// As [`run`].
pub fn keep(if_live: bool, settings: &Settings) -> Result<ExitReason, RunError> {
    // So that it survives the closing of the terminal it was started from.
    let _ = rustix::process::setsid();
    let poller = Poller::new()?;
    let signals = Signals::listen(poller.waker())?;
    let mut time = LoopClock::real();
    if if_live && !handover::is_free() {
        return Ok(ExitReason::Nothing);
    }
    let mut app = App::new(Vec::new(), Vec::new());
    let kept = take(&mut app, &mut time, &poller, false, false)?;
    if !app.session().is_live() || !kept.0.is_ours() {
        return Ok(ExitReason::Nothing);
    }
    let mut evening = EventLoop::new(app, time, poller, signals, Some(kept), None, &settings.alerts)?;
    Ok(evening.run()?)
}

fn app(start: &RunOptions, settings: &Settings) -> App {
    let mut app = App::new(Vec::new(), Vec::new());
    app.set_unit(settings.unit);
    app.set_unsettled(start.unsettled.clone(), start.faults.clone());
    if let Some(speed) = start.rehearse {
        app.set_speed(speed);
        app.set_banner(Some(format!("Rehearsal, {speed} times as fast. Nothing is kept.")));
    }
    app
}

/// Shows the recipes in the index, and starts reading the others.
fn reader(app: &mut App, start: &mut RunOptions, poller: &Poller) -> io::Result<ShelfReader> {
    let shelf = std::mem::take(&mut start.shelf);
    let mut shelf = if start.rehearse.is_some() { shelf.touching_nothing() } else { shelf };
    if shelf.remember() {
        app.restock(shelf.cards(), shelf.error_lines(), None);
    } else {
        app.restock(Vec::new(), Vec::new(), Some(0));
    }
    let waker = poller.waker().another()?;
    Ok(ShelfReader::start(shelf, move || waker.wake()))
}

/// Recovers the session: its acts, its time, its folder. Messages about it are shown, or saved for the next screen.
fn take(
    app: &mut App,
    time: &mut LoopClock,
    poller: &Poller,
    fresh: bool,
    with_screen: bool,
) -> Result<(JournalSession, Option<Socket>), RunError> {
    let machine = Machine::this();
    let taken =
        folder().map_err(TakeError::Storage).and_then(|folder| Ok((handover::take(&folder, &machine)?, folder)));
    let waker = poller.waker().another()?;
    let wakes = move || -> Box<dyn Fn() + Send> {
        match waker.another() {
            Ok(waker) => Box::new(move || waker.wake()),
            // Without a free descriptor, news of the journal waits for the next wake.
            Err(_) => Box::new(|| {}),
        }
    };
    let (TakenSession { store, mut recovered, muted }, folder) = match taken {
        Ok(taken) => taken,
        Err(TakeError::Silent(process)) => return Err(RunError::Silent(process)),
        Err(TakeError::Unreached(process)) => return Err(RunError::Unreached(process)),
        Err(TakeError::Refused(why)) => return Err(RunError::Kept(why)),
        Err(TakeError::Storage(trouble)) => {
            let folder = folder().unwrap_or_default();
            return Ok((JournalSession::new(&folder, machine, Err(trouble), time, wakes), None));
        }
    };
    let mut notes = std::mem::take(&mut recovered.notes);
    let mut journal = JournalSession::new(&folder, machine, Ok((store, &recovered)), time, wakes);
    let socket = journal.listen(poller.waker()).ok();
    take_up(app, &mut journal, time, recovered, fresh);
    if with_screen {
        notes.splice(..0, journal.take_notes());
        if !notes.is_empty() {
            app.tell(&notes.join(" "), time.now());
        }
    } else {
        journal.keep_notes(&notes);
    }
    app.set_muted(muted.map(|left| time.now() + left));
    app.set_keeper(socket.is_some());
    Ok((journal, socket))
}

fn take_up(app: &mut App, journal: &mut JournalSession, time: &mut LoopClock, recovered: Recovered, fresh: bool) {
    let now = time.now();
    let any = !recovered.acts.is_empty();
    app.resume(recovered.acts);
    if any && (fresh || !app.session().is_live()) {
        app.finish();
        journal.close(fresh);
    }
    app.ask_resume(now);
}

/// Does what the arguments ask for.
fn open(app: &mut App, start: RunOptions, time: &mut LoopClock) {
    if let Some(recipe) = start.open {
        app.open(recipe);
    }
    if let Some(say) = start.say {
        app.tell(&say, time.now());
    }
    if !start.timers.is_empty() {
        let now = time.now();
        match app.timers(&start.timers, now, &time.clock(now)) {
            Ok(acts) => {
                for act in acts {
                    // Refused only above the most timers that a board can show; the app says so.
                    let _ = app.apply(act, now);
                }
            }
            Err(why) => app.tell(&why, now),
        }
    }
}
