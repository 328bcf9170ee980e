//! Keeps a session on disk: holds the folder, writes the journal, and ties the timeline to the clocks by anchors.
//!
//! Every act is queued for the journal before it is shown, and waits at most a tenth of a second to be written: no ring waits for a disk.
//! If the folder cannot be used, cooking continues in memory, and everything is written as soon as possible. The folder itself is used on
//! a separate thread ([`StoreTask`]).

mod store_task;

use self::store_task::{StoreTask, StoreWork, TaskPlace};
use super::clock::{self, LoopClock};
use super::endpoint;
use super::handover::{JournalFound, LentJournal, LockTry, compare};
use super::poller::Waker;
use super::socket::Socket;
use crate::engine::{ActId, Logged};
use crate::journal::{
    Anchor, ClockReading, Machine, MomentSource, OpenError, Recovered, Saved, StorageError, Store, Writer, reckon,
    shifted,
};
use crate::time::{Moment, Span};
use crate::ui::StorageNote;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long an act waits to be written before it is shown anyway.
const TIMEOUT: Duration = Duration::from_millis(100);
/// How long the end of the program waits for the disk.
const FINISH: Duration = Duration::from_secs(2);
/// How long a hand-over waits for a sync. Everything is written by then, and survives a kill.
const SYNC: Duration = Duration::from_millis(200);
/// How often an unusable folder is tried again.
const AGAIN: Span = Span::secs(30);

/// The state of the lock on the folder.
enum LockState {
    /// This process has it.
    Ours { store: Store, writer: Writer },
    /// A task uses the folder; afterwards this process has it, if nothing fails.
    Busy { chore: StoreTask, after: TaskOrigin },
    /// It cannot be used, and is tried again at that moment.
    None { trouble: StorageError, again: Moment, lent: Option<LentJournal> },
    /// Another process has it.
    Given,
}

/// The reason for a task.
enum TaskOrigin {
    /// The folder could not be used.
    Trouble(StorageError, Option<LentJournal>),
    /// A session was closed.
    Closing,
    /// It was handed over, but the other process did not confirm; what was given. If the session was closed meanwhile, whether it
    /// was set aside.
    Giving { lent: LentJournal, closed: Option<bool> },
}

/// The journal of one session.
pub(super) struct JournalSession {
    folder: PathBuf,
    machine: Machine,
    lock: LockState,
    anchors: Vec<Anchor>,
    source: MomentSource,
    /// How many acts were queued for the journal.
    written: usize,
    /// What was found when the folder was taken back, until the app adopts it; nothing is written before that.
    found: Option<(JournalFound, usize, Recovered)>,
    /// Whether an act was shown before the folder was available again.
    late: bool,
    wake: Box<dyn Fn() -> Box<dyn Fn() + Send>>,
}

impl JournalSession {
    /// Continues the session in `store`. `wake` makes the callback that wakes the loop when the journal has news.
    pub(super) fn new(
        folder: &Path,
        machine: Machine,
        opened: Result<(Store, &Recovered), StorageError>,
        time: &mut LoopClock,
        wake: impl Fn() -> Box<dyn Fn() + Send> + 'static,
    ) -> JournalSession {
        let mut session = JournalSession {
            folder: folder.to_owned(),
            machine,
            lock: LockState::Given,
            anchors: Vec::new(),
            source: MomentSource::Fresh,
            written: 0,
            found: None,
            late: false,
            wake: Box::new(wake),
        };
        match opened {
            Ok((store, recovered)) => {
                // The time since the reading, in a slow folder, counts too.
                time.set(&recovered.here);
                (session.anchors, session.source, session.written) =
                    (recovered.anchors.clone(), recovered.source, recovered.acts.len());
                let writer = Writer::start(store.journal(), recovered.next, (session.wake)());
                session.lock = LockState::Ours { store, writer };
                session.anchor(&recovered.here);
            }
            Err(trouble) => session.lock = LockState::None { trouble, again: time.now() + AGAIN, lent: None },
        }
        session
    }

    fn anchor(&mut self, reading: &ClockReading) {
        let anchor = reading.anchor(self.source);
        if let LockState::Ours { writer, .. } = &self.lock {
            writer.put_anchor(&anchor);
        }
        self.anchors.push(anchor);
    }

    /// Queues the acts of the log that are new, and waits briefly until they are written.
    pub(super) fn write(&mut self, log: &[Logged], time: &LoopClock) {
        if !self.late && log.len() > self.written {
            self.settle(TIMEOUT, log, time);
        }
        if self.found.is_some() {
            self.late = true;
            return;
        }
        let LockState::Ours { writer, .. } = &self.lock else {
            self.late |= log.len() > self.written;
            return;
        };
        let new = log.iter().enumerate().skip(self.written);
        let mut last = None;
        for (id, logged) in new {
            last = Some(writer.put_act(ActId(u32::try_from(id).unwrap_or(u32::MAX)), logged));
        }
        (self.written, self.late) = (log.len(), false);
        if let Some(last) = last {
            // If it is not written yet, the act is shown anyway, with a status message.
            let _ = writer.wait_written(last, TIMEOUT);
        }
    }

    /// Checks the clocks and the folder; to be called at every wake.
    pub(super) fn follow(&mut self, time: &mut LoopClock, log: &[Logged]) {
        let mut here = time.reading(&self.machine);
        if self.anchors.last().is_none_or(|anchor| shifted(anchor, &here)) {
            if self.source.is_doubtful() {
                // The clock may have been set. Then the time away is counted after all.
                let (moment, source) = reckon(&self.anchors, &here, Some(here.moment));
                here = here.tied(moment);
                time.set(&here);
                self.source = source;
            }
            self.anchor(&here);
        }
        self.settle(Duration::ZERO, log, time);
        match &self.lock {
            LockState::None { again, lent: Some(lent), .. } if *again <= time.now() => {
                let lent = lent.clone();
                self.begin(StoreWork::Back(lent.clone()), TaskOrigin::Giving { lent, closed: None });
            }
            LockState::None { trouble, again, lent: None } if *again <= time.now() => {
                // Acts since then are written to it, and its content is kept.
                let after = TaskOrigin::Trouble(trouble.clone(), None);
                self.written = 0;
                self.begin(StoreWork::Open, after);
            }
            LockState::Ours { .. } | LockState::Busy { .. } | LockState::None { .. } | LockState::Given => {}
        }
    }

    fn begin(&mut self, work: StoreWork, after: TaskOrigin) {
        let place = TaskPlace { folder: self.folder.clone(), here: clock::here(&self.machine), date: clock::date() };
        self.lock = LockState::Busy { chore: StoreTask::begin(work, place, (self.wake)()), after };
    }

    /// Takes in the result of a task, waiting up to `limit` for it.
    fn settle(&mut self, limit: Duration, log: &[Logged], time: &LoopClock) {
        let LockState::Busy { chore, .. } = &self.lock else { return };
        let Some(done) = chore.done(limit) else { return };
        let LockState::Busy { after, .. } = std::mem::replace(&mut self.lock, LockState::Given) else { return };
        match (done, after) {
            (Ok((store, recovered)), TaskOrigin::Giving { lent, closed }) => {
                let found = compare(&lent, &recovered);
                let writer = Writer::start(store.journal(), recovered.next, (self.wake)());
                match (closed, found) {
                    (Some(aside), JournalFound::Extends | JournalFound::Shorter) => {
                        self.begin(StoreWork::Close { store, writer, aside }, TaskOrigin::Closing);
                    }
                    // A different session was closed here than the one in the folder now.
                    (Some(_), JournalFound::AnotherSession) | (None, _) => {
                        self.lock = LockState::Ours { store, writer };
                        let known = if closed.is_some() { 0 } else { lent.acts.len() };
                        self.found = Some((found, known, recovered));
                    }
                }
            }
            (Ok((store, recovered)), TaskOrigin::Trouble(..) | TaskOrigin::Closing) => {
                let writer = Writer::start(store.journal(), recovered.next, (self.wake)());
                self.lock = LockState::Ours { store, writer };
                (self.written, self.anchors) = (recovered.acts.len(), recovered.anchors);
                self.anchor(&time.reading(&self.machine));
                self.write(log, time);
            }
            // The other process has it after all.
            (Err(OpenError::Locked(_)), TaskOrigin::Giving { .. }) => {}
            (Err(error), after) => {
                let trouble = match error {
                    OpenError::Trouble(trouble) => trouble,
                    OpenError::Locked(_) => StorageError::Other("another baste holds the journal".to_owned()),
                };
                let lent = match after {
                    TaskOrigin::Giving { lent, closed: None } => Some(lent),
                    TaskOrigin::Giving { closed: Some(_), .. } | TaskOrigin::Closing => None,
                    TaskOrigin::Trouble(_, lent) => lent,
                };
                self.lock = LockState::None { trouble, again: time.now() + AGAIN, lent };
            }
        }
    }

    /// The result of taking the folder back.
    pub(super) fn lock_try(&self) -> LockTry {
        match (&self.found, &self.lock) {
            (Some((found, ..)), _) => LockTry::Opened(*found),
            (None, LockState::Given) => LockTry::Held,
            (None, LockState::Ours { .. } | LockState::Busy { .. } | LockState::None { .. }) => LockTry::Pending,
        }
    }

    /// Continues from what was found when the folder was taken back. Returns how many of its acts are known, and its content with
    /// messages. The app must adopt them before anything is written.
    pub(super) fn adopt(&mut self, time: &mut LoopClock) -> Option<(usize, Recovered)> {
        let (found, known, recovered) = self.found.take()?;
        (self.written, self.source) = (recovered.acts.len(), recovered.source);
        self.anchors.clone_from(&recovered.anchors);
        match found {
            // The timeline of this process stays right.
            JournalFound::Extends | JournalFound::Shorter => {}
            JournalFound::AnotherSession => time.set(&recovered.here),
        }
        self.anchor(&time.reading(&self.machine));
        Some((known, recovered))
    }

    /// When the folder is tried again.
    pub(super) fn next(&self) -> Option<Moment> {
        match self.lock {
            LockState::None { again, .. } => Some(again),
            LockState::Ours { .. } | LockState::Busy { .. } | LockState::Given => None,
        }
    }

    /// What the cook should know about saving; `None` if all is well.
    pub(super) fn note(&self) -> Option<StorageNote> {
        let trouble = match &self.lock {
            LockState::Ours { writer, .. } => match writer.state() {
                Saved::All => return self.source.note().map(StorageNote::Clock),
                Saved::Late => StorageError::Slow,
                Saved::Failing(trouble) => trouble,
            },
            LockState::None { trouble, .. } | LockState::Busy { after: TaskOrigin::Trouble(trouble, _), .. } => {
                trouble.clone()
            }
            LockState::Busy { after: TaskOrigin::Closing | TaskOrigin::Giving { .. }, .. } if self.late => {
                StorageError::Slow
            }
            LockState::Busy { after: TaskOrigin::Closing | TaskOrigin::Giving { .. }, .. } | LockState::Given => {
                return None;
            }
        };
        Some(StorageNote::Unsaved(format!("{trouble}. {} Cooking goes on", trouble.hint())))
    }

    /// Whether this process keeps the session, even without its terminal: no other process has it.
    pub(super) fn goes_on(&self) -> bool {
        !self.is_given()
    }

    /// Whether the folder cannot be used now, so that its lock is not held either.
    pub(super) fn is_out(&self) -> bool {
        matches!(self.lock, LockState::None { .. })
    }

    /// Whether the folder is held.
    pub(super) fn is_ours(&self) -> bool {
        self.found.is_none() && matches!(self.lock, LockState::Ours { .. })
    }

    /// Whether it can be handed over because everything is written; waits briefly for that.
    pub(super) fn can_give(&self) -> bool {
        self.found.is_none() && matches!(&self.lock, LockState::Ours { writer, .. } if writer.all_written(TIMEOUT))
    }

    /// Releases the folder for another process.
    pub(super) fn give(&mut self) {
        if let LockState::Ours { store, writer } = std::mem::replace(&mut self.lock, LockState::Given) {
            writer.finish(SYNC);
            drop(store);
        }
    }

    /// Takes the folder back after a hand-over that apparently failed.
    pub(super) fn take_back(&mut self, log: &[Logged], time: &LoopClock) {
        let lent = LentJournal { acts: log.to_vec(), anchors: self.anchors.clone() };
        self.begin(StoreWork::Back(lent.clone()), TaskOrigin::Giving { lent, closed: None });
        self.settle(TIMEOUT, log, time);
    }

    /// Whether another process has it.
    pub(super) fn is_given(&self) -> bool {
        matches!(self.lock, LockState::Given)
    }

    /// Saves messages for the cook until there is a screen; if that fails, they are only in the file that was set aside.
    pub(super) fn keep_notes(&self, notes: &[String]) {
        if let LockState::Ours { store, .. } = &self.lock {
            let _ = store.keep_notes(notes);
        }
    }

    /// The messages saved by earlier keepers.
    pub(super) fn take_notes(&self) -> Vec<String> {
        if let LockState::Ours { store, .. } = &self.lock { store.take_notes() } else { Vec::new() }
    }

    /// Listens for other processes wherever possible, and writes the paths into the lock.
    ///
    /// # Errors
    /// If the folder is not held, or no path can be used.
    pub(super) fn listen(&self, waker: &Waker) -> io::Result<Socket> {
        let LockState::Ours { store, .. } = &self.lock else { return Err(io::ErrorKind::NotFound.into()) };
        let socket = Socket::listen(&endpoint::own_paths(&clock::here(&self.machine).machine, &self.folder), waker)?;
        // If the paths cannot be written, others try the usual places.
        let _ = store.name_sockets(&socket.paths());
        Ok(socket)
    }

    /// Ends the session: archives its journal or sets it aside, and begins a new one.
    pub(super) fn close(&mut self, aside: bool) {
        (self.written, self.late, self.source) = (0, false, MomentSource::Fresh);
        self.anchors.clear();
        match std::mem::replace(&mut self.lock, LockState::Given) {
            LockState::Ours { store, writer } => {
                self.begin(StoreWork::Close { store, writer, aside }, TaskOrigin::Closing)
            }
            LockState::Busy { chore, after: TaskOrigin::Giving { lent, .. } } => {
                self.lock = LockState::Busy { chore, after: TaskOrigin::Giving { lent, closed: Some(aside) } };
            }
            other => self.lock = other,
        }
    }

    /// Ends the program: waits a limited time for a task that uses the folder, and writes what is left.
    pub(super) fn end(&mut self, log: &[Logged], time: &LoopClock) {
        self.settle(FINISH, log, time);
        match std::mem::replace(&mut self.lock, LockState::Given) {
            LockState::Ours { store, writer } => {
                writer.finish(FINISH);
                drop(store);
            }
            LockState::Busy { .. } | LockState::None { .. } | LockState::Given => {}
        }
    }
}

/// The program may end before the loop starts, as when its terminal went away meanwhile. A line that is written after the lock is released
/// would have the number of one of the next keeper's.
impl Drop for JournalSession {
    fn drop(&mut self) {
        self.give();
    }
}
