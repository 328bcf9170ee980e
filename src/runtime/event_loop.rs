//! The loop: it drives the app with keys and time, and carries out what the app asks for.
//!
//! Each round tells the alert roads what stands, draws if the screen differs, and sleeps until the first of: a key, the moment
//! at which a call changes, the moment at which the screen could look different. Where nothing changes, nothing wakes. Alerts go
//! first. Neither a road nor a terminal that takes nothing holds up a round, nor does a disk: an act waits for it a tenth of a second at
//! most. Without a face only the deadlines of calls wake it.

use super::ExitReason;
use super::alert_dispatcher::AlertDispatcher;
use super::clock::LoopClock;
use super::control::reply;
use super::handover::{HAVE, TAKE, yours};
use super::journal_session::JournalSession;
use super::keys::Typed;
use super::poller::Poller;
use super::signals::Signals;
use super::socket::{Request, Socket};
use super::terminal_ui::TerminalUi;
use crate::config::Alerts;
use crate::engine::Act;
use crate::shelf::{OpenedRecipe, ShelfReader, ShelfUpdate};
use crate::time::Moment;
use crate::ui::control::Control;
use crate::ui::{App, Intent, Key};
use crate::view::title::Title;
use rustix::io::Errno;
use std::io;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Where calls went unseen a moment ago, the app must not be asked again at once for ever.
const SPIN: Duration = Duration::from_millis(50);
/// How long leaving may wait for notifications to be taken back.
const LEAVING: Duration = Duration::from_millis(300);
/// How long the first picture may wait for the recipes.
const FIRST: Duration = Duration::from_millis(100);
/// How long a round may wait for a recipe; after that it comes when it comes.
const OPENING: Duration = Duration::from_millis(50);
/// How long a newcomer may take to take what it was given.
const TAKING: Duration = Duration::from_millis(300);

/// Everything that a run holds.
pub(super) struct EventLoop {
    app: App,
    time: LoopClock,
    wait: Poller,
    signals: Signals,
    face: Option<TerminalUi>,
    /// The keeping of the session; none in a rehearsal.
    keep: Option<JournalSession>,
    socket: Option<Socket>,
    /// Who reads recipes; none without a face.
    reader: Option<ShelfReader>,
    caller: AlertDispatcher,
    /// Whether listening was tried since the folder is held.
    listened: bool,
    /// A keeper was started, and is to take the session.
    leaving: bool,
    /// That keeper, until it ends.
    keeper: Option<Child>,
}

impl EventLoop {
    pub(super) fn new(
        app: App,
        time: LoopClock,
        wait: Poller,
        signals: Signals,
        kept: Option<(JournalSession, Option<Socket>)>,
        face: Option<TerminalUi>,
        alerts: &Alerts,
    ) -> io::Result<EventLoop> {
        let caller = AlertDispatcher::new(alerts, time.is_rehearsal(), face.as_ref(), wait.nudge().another()?);
        let (keep, socket) = kept.map_or((None, None), |(keep, socket)| (Some(keep), socket));
        Ok(EventLoop {
            app,
            time,
            wait,
            signals,
            face,
            keep,
            socket,
            reader: None,
            caller,
            listened: false,
            leaving: false,
            keeper: None,
        })
    }

    /// A countdown runs already: what set-up would have said is said as soon as it is known.
    pub(super) fn warn(&mut self) {
        self.caller.warn();
    }

    /// Has recipes read by `reader`. Where it is quick, the first picture has them all.
    pub(super) fn read_by(&mut self, reader: ShelfReader) {
        self.reader = Some(reader);
        if self.app.lacks_recipes() {
            self.heed_reader(FIRST);
        }
    }

    /// Runs until something ends it. The terminal is as it was, and the journal whole, when this returns.
    pub(super) fn run(&mut self) -> io::Result<ExitReason> {
        self.save();
        self.say_reach();
        let end = loop {
            match self.rounds() {
                // The terminal went away in the middle of something.
                Err(e) if self.face.is_some() && is_hangup(&e) => {
                    let Some(end) = self.hung_up() else { continue };
                    break Ok(end);
                }
                other => break other,
            }
        };
        // Before anything that can fail or take its time.
        if let Some(mut face) = self.face.take() {
            // A terminal that is gone shows nothing any more.
            let _ = face.notify(&[]);
        }
        if matches!(end, Ok(ExitReason::Quit | ExitReason::TakenOver | ExitReason::LeftRunning)) {
            self.caller.withdraw(LEAVING);
        }
        self.socket = None;
        if let Some(keep) = &mut self.keep {
            keep.end(self.app.session().log(), self.time.now());
        }
        end
    }

    fn rounds(&mut self) -> io::Result<ExitReason> {
        let mut first = true;
        self.follow();
        loop {
            let now = self.time.now();
            let call = self.caller.tell(&self.app, &mut self.time, now, self.face.as_mut())?;
            let change = self.draw(now)?;
            if std::mem::take(&mut first) {
                // Not before the first picture: it is what the cook waits for.
                self.caller.probe();
                if let Some(reader) = &self.reader {
                    reader.look();
                }
            }
            let next = [call, self.app.next_wake(now), change, self.keep.as_ref().and_then(JournalSession::next)];
            let limit = self.limit(next.into_iter().flatten().min(), now);
            let face = self.face.as_ref();
            let woken = self.wait.sleep(limit, face.map(TerminalUi::input), face.and_then(TerminalUi::full))?;
            // Before anything is answered: what was answered must be there after a kill, and so the clock that it goes by.
            self.follow();
            if self.keep.as_ref().is_some_and(JournalSession::is_given) {
                return Ok(self.given());
            }
            if let Some(end) = self.heed_signals()? {
                return Ok(end);
            }
            if let Some(end) = self.heed_requests() {
                return Ok(end);
            }
            self.heed_roads();
            self.heed_reader(Duration::ZERO);
            if let Some(face) = &mut self.face {
                if woken.room {
                    face.push()?;
                }
                let typed = if woken.input { face.read()? } else { face.give_up() };
                for typed in typed {
                    if let Some(end) = self.typed(typed)? {
                        return Ok(end);
                    }
                }
            }
            let gone = woken.hangup || self.face.as_ref().is_some_and(TerminalUi::is_gone);
            if gone && let Some(end) = self.hung_up() {
                return Ok(end);
            }
            if self.face.is_none() && !super::is_live(&self.app) {
                self.close(false);
                return Ok(ExitReason::Quit);
            }
        }
    }

    /// The terminal is gone. What is cooking goes on without it; else this is the end.
    fn hung_up(&mut self) -> Option<ExitReason> {
        if let Some(face) = self.face.take() {
            face.silence();
        }
        let kept = self.keep.as_ref().is_some_and(JournalSession::goes_on);
        (!kept || !super::is_live(&self.app)).then_some(ExitReason::Hangup)
    }

    /// Looks after the clocks and the journal.
    fn follow(&mut self) {
        let slept = self.time.slept();
        if let Some(keep) = &mut self.keep {
            keep.follow(&mut self.time, self.app.session().log());
            self.app.set_saved(keep.note());
            // The folder could not be used before, or was given and taken back.
            if keep.is_out() {
                // Without the lock, what stands at its path may soon be another keeper's.
                (self.socket, self.listened) = (None, false);
                self.app.set_keeper(false);
            } else if keep.is_ours() && self.socket.is_none() && !self.listened {
                // Where it fails it would fail at the next wake too.
                self.listened = true;
                self.socket =
                    self.wait.nudge().another().ok().and_then(|nudge| Socket::listen(keep.socket(), nudge).ok());
                self.app.set_keeper(self.socket.is_some());
            }
        }
        if let Some(ended) = self.keeper.as_mut().and_then(|keeper| keeper.try_wait().ok().flatten()) {
            self.keeper = None;
            // It ends well only where it took over, or found that somebody else had.
            if std::mem::take(&mut self.leaving) && !ended.success() {
                self.app.tell("The keeper could not take over: stay, or stop all", self.time.now());
            }
        }
        if let Some(slept) = slept {
            self.caller.woke();
            self.app.woke(slept, self.time.now());
        }
    }

    /// Hands the journal what it does not have yet.
    fn save(&mut self) {
        if let Some(keep) = &mut self.keep {
            keep.write(self.app.session().log(), self.time.now());
        }
    }

    /// Draws where the screen differs from what stands there; when it may differ next.
    fn draw(&mut self, now: Moment) -> io::Result<Option<Moment>> {
        let Some(face) = self.face.as_mut().filter(|face| face.is_ready()) else { return Ok(None) };
        let clock = self.time.clock(now);
        let shown = self.app.shown(now, &clock);
        // A rehearsal would change the title many times a second.
        let named = !self.time.is_rehearsal();
        face.draw(shown.screen, || named.then(|| Title::of(self.app.session(), now, &clock)))?;
        Ok(shown.until.map(|until| until.max(now + self.time.frame())))
    }

    /// How long to sleep.
    fn limit(&self, deadline: Option<Moment>, now: Moment) -> Option<Duration> {
        let sleep = deadline.map(|at| if at > now { self.time.until(at) } else { SPIN });
        let patience = self.face.as_ref().and_then(TerminalUi::patience);
        [sleep, patience].into_iter().flatten().min()
    }

    fn heed_signals(&mut self) -> io::Result<Option<ExitReason>> {
        if let Some(signal) = self.signals.end() {
            return Ok(Some(ExitReason::Signal(signal)));
        }
        if self.signals.take_hangup() && self.face.is_some() {
            let end = self.told_to_hang_up();
            if end.is_some() {
                return Ok(end);
            }
        }
        let (stop, again, size) = (self.signals.take_stop(), self.signals.take_again(), self.signals.take_size());
        if let Some(face) = &mut self.face {
            if stop {
                face.stop()?;
            }
            if again {
                face.resume()?;
            }
            if size {
                face.redraw()?;
            }
        }
        Ok(None)
    }

    /// SIGHUP. Where the terminal is still there, a keeper of its own goes on and this process ends, so that the shell is back.
    fn told_to_hang_up(&mut self) -> Option<ExitReason> {
        let kept = self.keep.as_ref().is_some_and(JournalSession::goes_on);
        if kept && super::is_live(&self.app) {
            // Given back first: whoever sent the signal may look at it next.
            self.face = None;
            if self.start_keeper() {
                self.leaving = true;
            }
            return None;
        }
        Some(ExitReason::Signal(signal_hook::consts::SIGHUP))
    }

    fn heed_requests(&mut self) -> Option<ExitReason> {
        while let Some(request) = self.socket.as_ref().and_then(Socket::next) {
            if request.line == TAKE {
                if self.gives(request) {
                    return Some(self.given());
                }
            } else {
                self.control(request);
            }
        }
        None
    }

    /// Another process has the session.
    fn given(&self) -> ExitReason {
        if self.leaving { ExitReason::LeftRunning } else { ExitReason::TakenOver }
    }

    /// Gives the session to another process; whether that took it.
    fn gives(&mut self, mut request: Request) -> bool {
        let Some(keep) = &mut self.keep else { return false };
        if !keep.can_give() {
            // What is only in the memory of this process would be lost.
            request.answer(&reply(&Err("it has acts that are not saved yet".to_owned())));
            if std::mem::take(&mut self.leaving) {
                self.app.tell("Not saved yet, so nothing can go on without this screen: stay", self.time.now());
            }
            return false;
        }
        let now = self.time.now();
        let muted = self.app.muted(now).map(|until| until - now);
        if !request.answer(&yours(muted)) {
            return false;
        }
        // Nothing is shown by this process from here on, unless it has to go on.
        self.caller.rest();
        (self.socket, self.listened) = (None, false);
        keep.give();
        request.hears(HAVE, TAKING) || !keep.take_back(self.app.session().log(), self.time.now())
    }

    /// A command from outside.
    fn control(&mut self, mut request: Request) {
        let words: Vec<&str> = request.line.split('\t').collect();
        let now = self.time.now();
        let answer = match words.split_first() {
            Some((&"do", words)) => match Control::parse(words) {
                Ok(control) => self
                    .app
                    .control(&control, now)
                    .and_then(|(acts, said)| acts.into_iter().try_for_each(|act| self.apply(act, now)).map(|()| said)),
                Err(why) => Err(why),
            },
            Some(_) | None => Err("that is nothing that a keeper understands".to_owned()),
        };
        request.answer(&reply(&answer));
    }

    /// Applies an act, and has it written before anything shows it.
    fn apply(&mut self, act: Act, now: Moment) -> Result<(), String> {
        self.app.apply(act, now).map_err(|_| "that is over already".to_owned())?;
        self.save();
        Ok(())
    }

    /// Takes in what came back from the roads.
    fn heed_roads(&mut self) {
        let now = self.time.now();
        for press in self.caller.heed(&mut self.app, now) {
            if let Some(act) = self.app.answer(press, now) {
                // It would be taken a moment ago: nothing happened since.
                let _ = self.apply(act, now);
            }
        }
        self.say_reach();
    }

    /// Has the app say how the cook can be called; trouble with the journal is graver.
    fn say_reach(&mut self) {
        let grave = self.keep.as_ref().is_some_and(|keep| keep.note().is_some());
        self.caller.say(&mut self.app, self.time.now(), grave);
    }

    /// Takes in what is new of the recipes; waits so long for the first of it.
    fn heed_reader(&mut self, limit: Duration) {
        let Some(reader) = &self.reader else { return };
        if let Some(ShelfUpdate { cards, faults, reading }) = reader.seen(limit) {
            self.app.restock(cards, faults, reading);
        }
        if let Some(OpenedRecipe { name, recipe }) = reader.opened(Duration::ZERO) {
            self.app.opened(&name, recipe.map(|recipe| *recipe), self.time.now());
        }
    }

    /// Has a recipe read. A quick disk answers before the next key of the same breath.
    fn open(&mut self, name: &str) {
        let Some(reader) = &self.reader else { return };
        reader.ask(name);
        if let Some(OpenedRecipe { name, recipe }) = reader.opened(OPENING) {
            self.app.opened(&name, recipe.map(|recipe| *recipe), self.time.now());
        }
    }

    fn typed(&mut self, typed: Typed) -> io::Result<Option<ExitReason>> {
        match (typed, &mut self.face) {
            (Typed::Key(key), _) => Ok(self.key(key)),
            (Typed::Stop, Some(face)) => face.stop().map(|()| None),
            (Typed::Redraw, Some(face)) => face.redraw().map(|()| None),
            (Typed::Stop | Typed::Redraw, None) => Ok(None),
        }
    }

    fn key(&mut self, key: Key) -> Option<ExitReason> {
        let now = self.time.now();
        for intent in self.app.key(key, now) {
            match intent {
                // A refused act changed nothing: what the cook saw was over, and the screen already says so.
                Intent::Act(act) => drop(self.apply(act, now)),
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

    /// The session ends here: to the archive, or set aside.
    fn close(&mut self, aside: bool) {
        let any = !self.app.session().log().is_empty();
        self.app.finish();
        if let Some(keep) = self.keep.as_mut().filter(|_| any) {
            keep.close(aside);
        }
    }

    /// Starts a keeper without a face; it takes the session over by itself. Whether it was started.
    fn start_keeper(&mut self) -> bool {
        let Ok(program) = std::env::current_exe() else { return false };
        let mut keeper = Command::new(program);
        keeper.arg("keep").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        self.keeper = self.socket.as_ref().and_then(|_| keeper.spawn().ok());
        self.keeper.is_some()
    }
}

fn is_hangup(e: &io::Error) -> bool {
    [Errno::IO, Errno::PIPE, Errno::NXIO].map(Errno::raw_os_error).iter().any(|n| e.raw_os_error() == Some(*n))
}
