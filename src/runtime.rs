//! The loop: it drives the app with keys and time, and carries out what the app asks for.
//!
//! Each round tells the alert roads what stands, draws if the screen differs, and sleeps until the first of: a key, the moment
//! at which a call changes, the moment at which the screen could look different. Where nothing changes, nothing wakes. Alerts go
//! first, and nothing here can block: neither a road nor a terminal that takes nothing holds up the next round.

pub mod clock;
pub mod control;
mod keys;
mod signals;
mod terminal;
mod wait;

pub use signals::die_of;
pub use wait::Nudge;

use self::clock::Time;
use self::keys::{Keys, Typed};
use self::signals::Signals;
use self::terminal::Tty;
use self::wait::Wait;
use crate::alert::{self, Desktop, Notice, Road};
use crate::recipe::{Dish, Recipe};
use crate::time::{Moment, Span};
use crate::ui::{App, Intent, Key};
use crate::view::Screen;
use rustix::io::Errno;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// What the program opens with.
#[derive(Clone, Debug, Default)]
pub struct Start {
    /// The recipes on the shelf.
    pub recipes: Vec<Recipe>,
    /// Files that could not be read, one line each.
    pub faults: Vec<String>,
    /// The recipe whose set-up is opened, an index into `recipes`.
    pub open: Option<usize>,
    /// Timers that run at once.
    pub timers: Vec<(String, Span)>,
    /// How many times as fast as real time; none where it is no rehearsal.
    pub rehearse: Option<u32>,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The cook left.
    Quit,
    /// A signal; the terminal is restored, and the process should die of it ([`die_of`]).
    Signal(i32),
    /// The terminal went away.
    Hangup,
}

/// Why it could not run.
#[derive(Debug)]
pub enum Failed {
    /// Standard input or output is no terminal that a screen can be drawn on.
    NoTerminal,
    /// The system refused something.
    Io(io::Error),
}

impl From<io::Error> for Failed {
    fn from(e: io::Error) -> Failed {
        Failed::Io(e)
    }
}

/// Where the app names a deadline that has passed, it is asked again after this and not at once for ever.
const SPIN: Duration = Duration::from_millis(50);
/// How long leaving may wait for notifications to be taken back.
const LEAVING: Duration = Duration::from_millis(300);
/// So many empty reads in a row from a terminal that says it has something: it is gone.
const EMPTY_READS: u32 = 16;

/// Runs until the cook leaves, the terminal goes away, or a signal ends it. The terminal is as it was when this returns.
///
/// # Errors
/// Where there is no terminal, or the system gives no timer, pipe or signal handler.
pub fn run(start: Start) -> Result<End, Failed> {
    if !terminal::is_there() {
        return Err(Failed::NoTerminal);
    }
    let time = start.rehearse.map_or_else(Time::real, Time::rehearsal);
    let wait = Wait::new()?;
    let signals = Signals::listen(wait.nudge())?;
    let app = open(start, time.now());
    let mut evening = Evening::new(app, time, wait, signals)?;
    let end = evening.run()?;
    if end == End::Quit {
        evening.desktop.withdraw(LEAVING);
    }
    Ok(end)
}

/// The app as the arguments want it.
fn open(start: Start, now: Moment) -> App {
    let Start { recipes, faults, open, timers, rehearse } = start;
    let mut app = App::new(recipes, faults);
    if let Some(speed) = rehearse {
        app.set_speed(speed);
    }
    app.set_banner(rehearse.map(|speed| format!("Rehearsal, {speed} times as fast. Nothing is kept.")));
    if let Some(recipe) = open {
        app.open(recipe);
    }
    for (name, span) in timers {
        let act = app.add(Dish::timer(name, span));
        // Refused only past the most timers that a board can show.
        let _ = app.apply(act, now);
    }
    app
}

/// Everything that a run holds.
struct Evening {
    app: App,
    time: Time,
    wait: Wait,
    signals: Signals,
    keys: Keys,
    tty: Tty,
    desktop: Desktop,
    /// How the desktop road stands, as it last told; written on its thread.
    road: Arc<Mutex<Road>>,
    /// The road as the app knows it.
    known: Road,
    /// What the roads were last told.
    told: Vec<Notice>,
    /// What stands on the screen.
    drawn: Option<Screen>,
    empty_reads: u32,
}

impl Evening {
    fn new(app: App, time: Time, wait: Wait, signals: Signals) -> io::Result<Evening> {
        let road = Arc::new(Mutex::new(Road::Untried));
        let (latest, nudge) = (Arc::clone(&road), wait.nudge().another()?);
        let desktop = Desktop::new(clock::real_now, move |road| {
            *latest.lock().unwrap_or_else(PoisonError::into_inner) = road;
            nudge.nudge();
        });
        Ok(Evening {
            app,
            time,
            wait,
            signals,
            keys: Keys::default(),
            tty: Tty::take()?,
            desktop,
            road,
            known: Road::Untried,
            told: Vec::new(),
            drawn: None,
            empty_reads: 0,
        })
    }

    fn run(&mut self) -> io::Result<End> {
        match self.rounds() {
            // The terminal went away in the middle of something.
            Err(e)
                if [Errno::IO, Errno::PIPE].map(Errno::raw_os_error).iter().any(|n| e.raw_os_error() == Some(*n)) =>
            {
                self.tty.silence();
                Ok(End::Hangup)
            }
            other => other,
        }
    }

    fn rounds(&mut self) -> io::Result<End> {
        let mut first = true;
        loop {
            let now = self.time.now();
            let call = self.tell(now)?;
            let change = self.draw(now)?;
            if std::mem::take(&mut first) {
                // Not before the first picture: it is what the cook waits for.
                self.desktop.probe();
            }
            let limit = self.limit([call, self.app.next_wake(now), change].into_iter().flatten().min(), now);
            let woken = self.wait.sleep(limit, self.tty.input(), self.tty.full())?;
            if let Some(signal) = self.signals.end() {
                return Ok(End::Signal(signal));
            }
            if woken.room {
                self.tty.push()?;
            }
            self.heed_signals()?;
            self.heed_road();
            let typed = if woken.input { self.read()? } else { self.keys.give_up() };
            for typed in typed {
                if let Some(end) = self.typed(typed)? {
                    return Ok(end);
                }
            }
            if woken.hangup || self.empty_reads > EMPTY_READS {
                self.tty.silence();
                return Ok(End::Hangup);
            }
        }
    }

    /// Tells the roads what stands; when that changes next by a quiet's end.
    fn tell(&mut self, now: Moment) -> io::Result<Option<Moment>> {
        let calls = self.app.calls(now);
        let mut notices = alert::notices(&calls, now);
        if self.time.is_rehearsal() {
            // Nobody who sees it on the desktop should run to the oven.
            notices.iter_mut().for_each(|notice| notice.title.insert_str(0, "Rehearsal: "));
        }
        if notices != self.told {
            if alert::bell(&self.told, &notices, self.known != Road::Open) {
                self.tty.bell()?;
            }
            self.desktop.show(notices.clone());
            self.told = notices;
        }
        Ok(alert::next_change(&calls, now))
    }

    /// Draws where the screen differs from what stands there; when it may differ next.
    fn draw(&mut self, now: Moment) -> io::Result<Option<Moment>> {
        if self.tty.full().is_some() {
            // It has yet to take the last picture, and wakes us when it has.
            return Ok(None);
        }
        let clock = self.time.clock(now);
        let shown = self.app.shown(now, &clock);
        if self.drawn.as_ref() != Some(&shown.screen) {
            self.tty.draw(&shown.screen)?;
            self.drawn = Some(shown.screen);
        }
        Ok(shown.until.map(|until| until.max(now + self.time.frame())))
    }

    /// How long to sleep.
    fn limit(&self, deadline: Option<Moment>, now: Moment) -> Option<Duration> {
        let sleep = deadline.map(|at| if at > now { self.time.until(at) } else { SPIN });
        [sleep, self.keys.patience()].into_iter().flatten().min()
    }

    fn heed_signals(&mut self) -> io::Result<()> {
        if self.signals.take_stop() {
            self.stop()?;
        }
        if self.signals.take_again() {
            self.tty.resume()?;
            self.drawn = None;
        }
        if self.signals.take_size() {
            self.redraw()?;
        }
        Ok(())
    }

    fn stop(&mut self) -> io::Result<()> {
        self.tty.stop()?;
        self.drawn = None;
        Ok(())
    }

    fn redraw(&mut self) -> io::Result<()> {
        self.drawn = None;
        self.tty.forget()
    }

    /// Lets the cook know when the desktop road stands otherwise.
    fn heed_road(&mut self) {
        let road = self.road.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if road != self.known {
            self.app.set_note(match &road {
                Road::Untried | Road::Open => None,
                Road::Silent(_) => Some("No notifications: this screen and the bell will call you".to_owned()),
            });
            self.known = road;
        }
    }

    fn read(&mut self) -> io::Result<Vec<Typed>> {
        let bytes = self.tty.read()?;
        self.empty_reads = if bytes.is_empty() { self.empty_reads.saturating_add(1) } else { 0 };
        Ok(self.keys.feed(&bytes))
    }

    fn typed(&mut self, typed: Typed) -> io::Result<Option<End>> {
        match typed {
            Typed::Key(key) => Ok(self.key(key)),
            Typed::Stop => self.stop().map(|()| None),
            Typed::Redraw => self.redraw().map(|()| None),
        }
    }

    fn key(&mut self, key: Key) -> Option<End> {
        let now = self.time.now();
        for intent in self.app.key(key, now) {
            match intent {
                // A refused act changed nothing: what the cook saw was over, and the screen already says so.
                Intent::Act(act) => drop(self.app.apply(act, now)),
                Intent::Finish | Intent::SetAside => self.app.finish(),
                Intent::Quit | Intent::Leave => return Some(End::Quit),
            }
        }
        None
    }
}
