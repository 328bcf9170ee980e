//! Uses the journal folder on a separate thread: opens it after trouble, and closes a session in it.
//!
//! Otherwise a home on a network could hang the loop, and with it every ring. Only one task runs at a time. It wakes the loop when it
//! ends, and [`StoreTask::done`] returns the result.

use crate::journal::{ClockReading, OpenError, Recovered, Saved, StorageError, Store, Writer};
use crate::runtime::handover::{JournalFound, LentJournal, compare};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, sync_channel};
use std::thread;
use std::time::Duration;

/// How long the last lines of a closing session may take.
const FINISH: Duration = Duration::from_secs(30);

/// The tasks.
#[derive(Debug)]
pub(super) enum StoreWork {
    /// Open the folder. A session there that is not ours is set aside.
    Open,
    /// Open the folder and continue with its content. If it contains a different session than was handed over, that one is saved
    /// in a separate file.
    Back(LentJournal),
    /// Move the journal to the archive or set it aside, and begin a new one.
    Close { store: Store, writer: Writer, aside: bool },
}

/// The folder, and what its file names are made from.
#[derive(Debug)]
pub(super) struct TaskPlace {
    pub(super) folder: PathBuf,
    pub(super) here: ClockReading,
    pub(super) date: String,
}

/// The result: the folder and its content, or the error.
pub(super) type Opened = Result<(Store, Recovered), OpenError>;

/// A running task.
#[derive(Debug)]
pub(super) struct StoreTask(Receiver<Opened>);

impl StoreTask {
    /// Starts a task. `wake` is called when it ends.
    pub(super) fn begin(work: StoreWork, place: TaskPlace, wake: Box<dyn Fn() + Send>) -> StoreTask {
        let (sender, done) = sync_channel(1);
        let begun = thread::Builder::new().name("folder".to_owned()).spawn({
            let sender = sender.clone();
            move || {
                let _ = sender.send(carry_out(work, &place));
                wake();
            }
        });
        if let Err(e) = begun {
            let _ = sender.send(Err(OpenError::Trouble(StorageError::from(&e))));
        }
        StoreTask(done)
    }

    /// The result, if the task has ended; waits up to `limit` for it.
    pub(super) fn done(&self, limit: Duration) -> Option<Opened> {
        let gone =
            || Some(Err(OpenError::Trouble(StorageError::Other("the journal's folder was given up".to_owned()))));
        if limit.is_zero() {
            return match self.0.try_recv() {
                Ok(opened) => Some(opened),
                Err(TryRecvError::Empty) => None,
                Err(TryRecvError::Disconnected) => gone(),
            };
        }
        match self.0.recv_timeout(limit) {
            Ok(opened) => Some(opened),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => gone(),
        }
    }
}

/// Saves a session that was handed over in a separate file; returns a message about it.
fn set_aside(store: &Store, lent: &LentJournal, date: &str) -> String {
    let ended = "What was cooking here was ended from elsewhere.";
    if lent.acts.is_empty() {
        return ended.to_owned();
    }
    match store.keep_beside(&lent.anchors, &lent.acts, date) {
        Ok(path) => {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            format!("{ended} It is kept as {name}.")
        }
        Err(trouble) => format!("{ended} It could not be kept: {trouble}."),
    }
}

fn carry_out(work: StoreWork, place: &TaskPlace) -> Opened {
    let open = || Store::open(&place.folder, &place.here, &place.date);
    match work {
        StoreWork::Back(lent) => {
            let (store, mut recovered) = open()?;
            match compare(&lent, &recovered) {
                JournalFound::Extends => {}
                JournalFound::Shorter => {
                    recovered.notes.push("The journal had lost its end. It is written again.".to_owned())
                }
                JournalFound::AnotherSession => recovered.notes.push(set_aside(&store, &lent, &place.date)),
            }
            Ok((store, recovered))
        }
        StoreWork::Open => {
            let (store, recovered) = open()?;
            if recovered.acts.is_empty() {
                return Ok((store, recovered));
            }
            store.set_aside(&place.date)?;
            store.read_again(&place.here, &place.date)
        }
        StoreWork::Close { store, writer, aside } => {
            // Lines that come after the move would begin a journal of their own.
            if writer.finish(FINISH) == Saved::Late {
                return Err(OpenError::Trouble(StorageError::Slow));
            }
            if aside {
                store.set_aside(&place.date)?;
            } else {
                store.archive(&place.date)?;
            }
            store.read_again(&place.here, &place.date)
        }
    }
}
