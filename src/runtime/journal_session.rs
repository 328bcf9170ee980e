//! The keeping of a session: the folder that is held, the journal that is written, the anchor that ties it to the clocks.
//!
//! Every act is handed to the journal before it is shown, and waited for a tenth of a second at most: no ring waits for a disk. Where
//! the folder cannot be used, cooking goes on in memory, and what happened is written as soon as it can be. What is done with the folder
//! itself is done on a thread of its own ([`StoreTask`]).

mod store_task;

use self::store_task::{StoreTask, StoreWork, TaskPlace};
use super::clock::{self, LoopClock};
use super::socket;
use crate::engine::{ActId, Logged};
use crate::journal::{
    Anchor, ClockReading, Machine, MomentSource, OpenError, Recovered, Saved, StorageError, Store, Writer, reckon,
    shifted,
};
use crate::time::{Moment, Span};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long an act waits to be written before it is shown all the same.
const PATIENCE: Duration = Duration::from_millis(100);
/// How long the end of the program waits for the disk.
const FINISH: Duration = Duration::from_secs(2);
/// How long giving the folder to another waits for a sync; all is written then, which outlives a kill.
const SYNC: Duration = Duration::from_millis(200);
/// How often a folder that could not be used is tried again.
const AGAIN: Span = Span::secs(30);

/// What holds the journal.
enum LockState {
    /// The folder is ours.
    Ours { store: Store, writer: Writer },
    /// Something is done with it, after which it is ours, if nothing fails.
    Busy { chore: StoreTask, after: TaskOrigin },
    /// It cannot be used; tried again at that moment.
    None { trouble: StorageError, again: Moment },
    /// Given to another process.
    Given,
}

/// What came before a task.
enum TaskOrigin {
    /// The folder could not be used.
    Trouble(StorageError),
    /// A session was closed.
    Closing,
    /// It was given to another process, which did not say that it has it. If the session was closed meanwhile, how: set aside or not.
    Giving { closed: Option<bool> },
}

/// The keeping of one session.
pub(super) struct JournalSession {
    folder: PathBuf,
    machine: Machine,
    lock: LockState,
    anchors: Vec<Anchor>,
    source: MomentSource,
    /// Acts handed to the journal so far.
    written: usize,
    /// An act had to be shown before the folder was ours again.
    late: bool,
    wake: Box<dyn Fn() -> Box<dyn Fn() + Send>>,
}

impl JournalSession {
    /// Keeps what `store` holds. `wake` makes what wakes the loop when the journal has news.
    pub(super) fn new(
        folder: &Path,
        machine: Machine,
        opened: Result<(Store, &Recovered), StorageError>,
        time: &mut LoopClock,
        wake: impl Fn() -> Box<dyn Fn() + Send> + 'static,
    ) -> JournalSession {
        let here = clock::here(&machine);
        let mut session = JournalSession {
            folder: folder.to_owned(),
            machine,
            lock: LockState::Given,
            anchors: Vec::new(),
            source: MomentSource::Fresh,
            written: 0,
            late: false,
            wake: Box::new(wake),
        };
        match opened {
            Ok((store, recovered)) => {
                time.set(recovered.moment);
                (session.anchors, session.source, session.written) =
                    (recovered.anchors.clone(), recovered.source, recovered.acts.len());
                let writer = Writer::start(store.journal(), recovered.next, (session.wake)());
                session.lock = LockState::Ours { store, writer };
                session.anchor(&here, time.now());
            }
            Err(trouble) => session.lock = LockState::None { trouble, again: time.now() + AGAIN },
        }
        session
    }

    fn anchor(&mut self, here: &ClockReading, moment: Moment) {
        let anchor = here.anchor(moment, self.source);
        if let LockState::Ours { writer, .. } = &self.lock {
            writer.put_anchor(&anchor);
        }
        self.anchors.push(anchor);
    }

    /// Writes what the log has beyond what was written, and waits for it a moment at most.
    pub(super) fn write(&mut self, log: &[Logged], now: Moment) {
        if !self.late && log.len() > self.written {
            self.settle(PATIENCE, log, now);
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
            // Shown all the same where it is not: the status says so.
            let _ = writer.wait_written(last, PATIENCE);
        }
    }

    /// Looks after the clocks and the folder; to be called at every wake.
    pub(super) fn follow(&mut self, time: &mut LoopClock, log: &[Logged]) {
        let here = clock::here(&self.machine);
        if self.anchors.last().is_none_or(|anchor| shifted(anchor, &here)) {
            if self.source.is_doubtful() {
                // The clock may have been set: then the time away counts after all.
                let (moment, source) = reckon(&self.anchors, &here, Some(time.now()));
                time.set(moment);
                self.source = source;
            }
            self.anchor(&here, time.now());
        }
        self.settle(Duration::ZERO, log, time.now());
        match &self.lock {
            LockState::None { trouble, again } if *again <= time.now() => {
                // What was cooked since goes into it, and what lies there is kept.
                let after = TaskOrigin::Trouble(trouble.clone());
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

    /// Takes in how a task ended, for which it waits at most that long.
    fn settle(&mut self, limit: Duration, log: &[Logged], now: Moment) {
        let LockState::Busy { chore, after } = &self.lock else { return };
        match chore.done(limit) {
            None => {}
            Some(Ok((store, recovered))) => {
                if let TaskOrigin::Giving { closed: Some(aside) } = *after {
                    let writer = Writer::start(store.journal(), recovered.next, (self.wake)());
                    self.begin(StoreWork::Close { store, writer, aside }, TaskOrigin::Closing);
                    return;
                }
                let here = clock::here(&self.machine);
                let writer = Writer::start(store.journal(), recovered.next, (self.wake)());
                self.lock = LockState::Ours { store, writer };
                // None but after a journal that was given and not taken.
                self.written = recovered.acts.len();
                self.anchor(&here, now);
                self.write(log, now);
            }
            Some(Err(OpenError::Trouble(trouble))) => self.lock = LockState::None { trouble, again: now + AGAIN },
            // The other has it after all.
            Some(Err(OpenError::Locked(_))) if matches!(after, TaskOrigin::Giving { .. }) => {
                self.lock = LockState::Given
            }
            Some(Err(OpenError::Locked(_))) => {
                let trouble = StorageError::Other("another baste holds the journal".to_owned());
                self.lock = LockState::None { trouble, again: now + AGAIN };
            }
        }
    }

    /// When the folder is tried again.
    pub(super) fn next(&self) -> Option<Moment> {
        match self.lock {
            LockState::None { again, .. } => Some(again),
            LockState::Ours { .. } | LockState::Busy { .. } | LockState::Given => None,
        }
    }

    /// What the cook should know of the saving; none if all is well.
    pub(super) fn note(&self) -> Option<String> {
        let trouble = match &self.lock {
            LockState::Ours { writer, .. } => match writer.state() {
                Saved::All => return self.source.note(),
                Saved::Late => StorageError::Slow,
                Saved::Failing(trouble) => trouble,
            },
            LockState::None { trouble, .. } | LockState::Busy { after: TaskOrigin::Trouble(trouble), .. } => {
                trouble.clone()
            }
            LockState::Busy { after: TaskOrigin::Closing | TaskOrigin::Giving { .. }, .. } if self.late => {
                StorageError::Slow
            }
            LockState::Busy { after: TaskOrigin::Closing | TaskOrigin::Giving { .. }, .. } | LockState::Given => {
                return None;
            }
        };
        Some(format!("Not saved yet: {trouble}. {} Cooking goes on", trouble.hint()))
    }

    /// Whether the session goes on with this process, its terminal or not: nobody else has it.
    pub(super) fn goes_on(&self) -> bool {
        !self.is_given()
    }

    /// Whether the folder cannot be used now, so that its lock is not held either.
    pub(super) fn is_out(&self) -> bool {
        matches!(self.lock, LockState::None { .. })
    }

    /// Whether the folder is held.
    pub(super) fn is_ours(&self) -> bool {
        matches!(self.lock, LockState::Ours { .. })
    }

    /// Whether it can be given to another process: all that happened is written. Waits for that a moment at most.
    pub(super) fn can_give(&self) -> bool {
        matches!(&self.lock, LockState::Ours { writer, .. } if writer.all_written(PATIENCE))
    }

    /// Lets the folder go, for another process to take.
    pub(super) fn give(&mut self) {
        if let LockState::Ours { store, writer } = std::mem::replace(&mut self.lock, LockState::Given) {
            writer.finish(SYNC);
            drop(store);
        }
    }

    /// Takes the folder again after it was given and nobody took it, as it seems; whether it is still with this process.
    pub(super) fn take_back(&mut self, log: &[Logged], now: Moment) -> bool {
        self.begin(StoreWork::Back, TaskOrigin::Giving { closed: None });
        self.settle(PATIENCE, log, now);
        !self.is_given()
    }

    /// Whether another process has it.
    pub(super) fn is_given(&self) -> bool {
        matches!(self.lock, LockState::Given)
    }

    /// Where the keeper of this folder listens.
    pub(super) fn socket(&self) -> PathBuf {
        socket::path(&clock::here(&self.machine), &self.folder)
    }

    /// The session is finished: its journal goes to the archive, and a new one begins. Or it is only set aside.
    pub(super) fn close(&mut self, aside: bool) {
        (self.written, self.late, self.source) = (0, false, MomentSource::Fresh);
        self.anchors.clear();
        match std::mem::replace(&mut self.lock, LockState::Given) {
            LockState::Ours { store, writer } => {
                self.begin(StoreWork::Close { store, writer, aside }, TaskOrigin::Closing)
            }
            LockState::Busy { chore, after: TaskOrigin::Giving { .. } } => {
                self.lock = LockState::Busy { chore, after: TaskOrigin::Giving { closed: Some(aside) } };
            }
            other => self.lock = other,
        }
    }

    /// The program ends: what goes on with the folder may take its time, but not for ever, and what happened meanwhile is written.
    pub(super) fn end(&mut self, log: &[Logged], now: Moment) {
        self.settle(FINISH, log, now);
        match std::mem::replace(&mut self.lock, LockState::Given) {
            LockState::Ours { store, writer } => {
                writer.finish(FINISH);
                drop(store);
            }
            LockState::Busy { .. } | LockState::None { .. } | LockState::Given => {}
        }
    }
}
