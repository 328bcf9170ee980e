//! The thread that writes the journal, so that no key and no ring waits for a disk.
//!
//! Lines wait in memory, in order, until they are safely on disk: whatever could not be written or synced is written again. Readers
//! recognise a repeated line by its number. After a failure, writing is tried again after 1 s, then at growing intervals up to 30 s,
//! until it works; cooking continues in memory meanwhile. The queue needs no limit, as it is never larger than the session, whose
//! acts it contains. With nothing to write the thread sleeps.

use super::anchor::Anchor;
use super::line::{self, Seq};
use super::storage_error::StorageError;
use crate::engine::{ActId, Logged};
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Where lines are written.
pub trait LineSink: Send {
    /// Appends whole lines. After a failure, any part of them may have been written.
    ///
    /// # Errors
    /// If writing fails; a partial line stays and does not affect the next.
    fn append(&mut self, lines: &[u8]) -> Result<(), StorageError>;
    /// Waits until everything appended will survive a power cut.
    ///
    /// # Errors
    /// If it may not survive; then everything since the last success must be appended again.
    fn sync(&mut self) -> Result<(), StorageError>;
}

/// How much of the journal is saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// Everything is written.
    All,
    /// The disk is slow: somebody waited for a line that is still not written.
    Late,
    /// Writing fails, and is tried again and again.
    Failing(StorageError),
}

/// The first pause after a failure.
const SOON: Duration = Duration::from_secs(1);
/// The longest pause.
const LONGEST: Duration = Duration::from_secs(30);

#[derive(Debug)]
struct State {
    /// Lines that may not be on disk yet, oldest first.
    queue: VecDeque<Vec<u8>>,
    /// The number of the first line in the queue.
    first: Seq,
    /// Lines before this one are in the file, and survive a kill.
    written: Seq,
    /// The number of the next line.
    next: Seq,
    /// Whether a wait for a line timed out.
    late: bool,
    trouble: Option<StorageError>,
    /// Whether the thread should end.
    leave: bool,
    /// Whether it has ended.
    ended: bool,
}

impl State {
    fn saved(&self) -> Saved {
        match &self.trouble {
            Some(trouble) => Saved::Failing(trouble.clone()),
            None if self.late => Saved::Late,
            None => Saved::All,
        }
    }
}

#[derive(Debug)]
struct WriterState {
    state: Mutex<State>,
    turn: Condvar,
}

impl WriterState {
    /// Ignores poisoning, as every change to the state is complete even if a thread panics.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state; true if [`Saved`] is different afterwards.
    fn change(&self, source: impl FnOnce(&mut State)) -> bool {
        let mut state = self.lock();
        let before = state.saved();
        source(&mut state);
        let differs = state.saved() != before;
        drop(state);
        self.turn.notify_all();
        differs
    }
}

/// The event loop's handle of the thread. When dropped, the thread writes what is left and ends, and nobody waits for it.
#[derive(Debug)]
pub struct Writer {
    shared: Arc<WriterState>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the thread. The next line gets the number `next`. `wake` is called on the thread whenever [`Writer::state`] changes.
    pub fn start(sink: impl LineSink + 'static, next: Seq, wake: impl Fn() + Send + 'static) -> Writer {
        Writer::patient(sink, next, wake, SOON)
    }

    fn patient(sink: impl LineSink + 'static, next: Seq, wake: impl Fn() + Send + 'static, soon: Duration) -> Writer {
        let state = State {
            queue: VecDeque::new(),
            first: next,
            written: next,
            next,
            late: false,
            trouble: None,
            leave: false,
            ended: false,
        };
        let shared = Arc::new(WriterState { state: Mutex::new(state), turn: Condvar::new() });
        let theirs = Arc::clone(&shared);
        let started = thread::Builder::new().name("journal".to_owned()).spawn(move || work(&theirs, sink, &wake, soon));
        let thread = started.map_err(|e| {
            let mut state = shared.lock();
            (state.trouble, state.ended) = (Some(StorageError::from(&e)), true);
        });
        Writer { shared, thread: thread.ok() }
    }

    /// Queues an act. Never blocks.
    pub fn put_act(&self, id: ActId, logged: &Logged) -> Seq {
        self.put(|n| line::act(n, id, logged))
    }

    /// Queues an anchor. Never blocks.
    pub fn put_anchor(&self, anchor: &Anchor) -> Seq {
        self.put(|n| line::anchor(n, anchor))
    }

    fn put(&self, line: impl FnOnce(Seq) -> Result<Vec<u8>, serde_json::Error>) -> Seq {
        let mut state = self.shared.lock();
        let n = state.next;
        match line(n) {
            Ok(bytes) => state.queue.push_back(bytes),
            Err(e) => {
                state.trouble = Some(StorageError::Other(e.to_string()));
                return n;
            }
        }
        state.next = n.next();
        drop(state);
        self.shared.turn.notify_all();
        n
    }

    /// Whether that line is written, so that it survives a kill; waits up to `limit`. Does not wait if writing already fails or is
    /// late, so that trouble causes only one pause.
    pub fn wait_written(&self, line: Seq, limit: Duration) -> bool {
        let state = self.shared.lock();
        let waits = |state: &State| state.written <= line && state.trouble.is_none() && !state.late && !state.ended;
        let turn = &self.shared.turn;
        let waited = turn.wait_timeout_while(state, limit, |state| waits(state));
        let mut state = waited.unwrap_or_else(PoisonError::into_inner).0;
        let written = state.written > line;
        state.late |= !written;
        written
    }

    /// Whether all lines are written, so that they survive a kill; waits up to `limit`.
    pub fn all_written(&self, limit: Duration) -> bool {
        let next = self.shared.lock().next;
        next == Seq(0) || self.wait_written(Seq(next.0 - 1), limit)
    }

    /// How much is saved.
    pub fn state(&self) -> Saved {
        self.shared.lock().saved()
    }

    /// Writes and syncs what is left, waits up to `limit` for it, and ends. Lines that failed are tried once more.
    pub fn finish(mut self, limit: Duration) -> Saved {
        self.shared.change(|state| state.leave = true);
        let state = self.shared.lock();
        let waited = self.shared.turn.wait_timeout_while(state, limit, |state| !state.ended);
        let state = waited.unwrap_or_else(PoisonError::into_inner).0;
        let left = !state.queue.is_empty() && state.trouble.is_none();
        let (ended, saved) = (state.ended, if left { Saved::Late } else { state.saved() });
        drop(state);
        if let Some(thread) = self.thread.take().filter(|_| ended) {
            // It has ended; joining closes the file.
            let _ = thread.join();
        }
        saved
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.shared.change(|state| state.leave = true);
    }
}

/// Records that the thread has ended, even if it panicked.
struct ThreadEnd<'a>(&'a WriterState);

impl Drop for ThreadEnd<'_> {
    fn drop(&mut self) {
        self.0.change(|state| state.ended = true);
    }
}

fn work(shared: &WriterState, mut sink: impl LineSink, wake: &dyn Fn(), soon: Duration) {
    let _gone = ThreadEnd(shared);
    let mut pause = soon;
    // How many lines to write at once. After a failure it starts again with one, so that the little space there is goes to whole
    // lines, and torn lines never take more than was freed.
    let mut max = usize::MAX;
    let tell = |differs: bool| {
        if differs {
            wake();
        }
    };
    loop {
        let idle = |state: &mut State| state.queue.is_empty() && !state.leave;
        let state = shared.turn.wait_while(shared.lock(), idle).unwrap_or_else(PoisonError::into_inner);
        if state.queue.is_empty() {
            return;
        }
        let count = state.queue.len().min(max);
        let (leave, upto) = (state.leave, Seq(state.first.0.saturating_add(count as u64)));
        let lines = state.queue.iter().take(count).fold(Vec::new(), |mut lines, line| {
            lines.extend_from_slice(line);
            lines
        });
        drop(state);
        let written = sink.append(&lines).and_then(|()| {
            tell(shared.change(|state| {
                state.written = upto;
                state.late &= state.next > upto;
            }));
            sink.sync()
        });
        match written {
            Ok(()) => {
                (pause, max) = (soon, max.saturating_mul(2));
                tell(shared.change(|state| {
                    state.queue.drain(..count.min(state.queue.len()));
                    state.first = upto;
                    if state.queue.is_empty() {
                        state.trouble = None;
                    }
                }));
            }
            Err(trouble) => {
                tell(shared.change(|state| (state.written, state.trouble) = (state.first, Some(trouble))));
                if leave {
                    return;
                }
                let state = shared.turn.wait_timeout_while(shared.lock(), pause, |state| !state.leave);
                drop(state);
                (pause, max) = ((pause * 2).min(LONGEST), 1);
            }
        }
    }
}

#[cfg(test)]
#[path = "writer_tests.rs"]
mod tests;
