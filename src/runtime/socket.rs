//! The sockets of the keeper: requests from other processes of the same cook, one line each.
//!
//! Only their owner can open them: they are in folders of mode 0700 and have mode 0600, and the caller's user id is checked as well.
//! A caller has one second to send its request. The loop answers; nothing here changes a session.

use super::clock::real_now;
use super::endpoint;
use super::poller::Waker;
use crate::time::Span;
use rustix::net::sockopt::{socket_acceptconn, socket_peercred};
use rustix::net::{Shutdown, shutdown};
use rustix::process::getuid;
use std::collections::VecDeque;
use std::fs;
use std::io::{self, Read, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How long a caller may take to send its request.
const TIMEOUT: Duration = Duration::from_secs(1);
/// The longest request, in bytes.
const LONGEST: usize = 1024;
/// The most requests that wait for the loop.
const WAITING: usize = 16;
/// The most callers that may be silent at once.
const SILENT: usize = 16;

/// A request, with the connection for its answer.
#[derive(Debug)]
pub(super) struct Request {
    /// The line, without its end.
    pub(super) line: String,
    pub(super) caller: Arc<UnixStream>,
}

impl Request {
    /// Answers with one line; true if it was sent.
    pub(super) fn answer(&mut self, line: &str) -> bool {
        writeln!(&*self.caller, "{line}").is_ok()
    }

    /// Waits on a thread, up to `limit` in all, for one more line from the caller; then reports whether it was `line`, and wakes
    /// the loop.
    pub(super) fn hear(&self, line: &'static str, limit: Duration, waker: Waker) -> io::Result<Receiver<bool>> {
        let (sender, heard) = sync_channel(1);
        let caller = Arc::clone(&self.caller);
        thread::Builder::new().name("caller".to_owned()).spawn(move || {
            let _ = sender.send(read_line(&caller, limit).is_some_and(|said| said == line));
            waker.wake();
        })?;
        Ok(heard)
    }
}

/// The listening sockets. Only the holder of the session's lock creates and removes their paths: without the lock, a socket at such a path
/// belongs to another keeper.
#[derive(Debug)]
pub(super) struct Socket {
    listeners: Vec<(PathBuf, UnixListener)>,
    requests: Receiver<Request>,
}

impl Socket {
    /// Listens at all of these paths that can be used. The caller must hold the lock of the session, so existing sockets are stale.
    ///
    /// # Errors
    /// If none can be used: the error of the last one.
    pub(super) fn listen(paths: &[PathBuf], waker: &Waker) -> io::Result<Socket> {
        let (sender, requests) = sync_channel(WAITING);
        let callers = Arc::new(Callers::default());
        let mut listeners = Vec::new();
        let mut failed = io::Error::from(io::ErrorKind::NotFound);
        for path in paths {
            let accepts = |listener: UnixListener| {
                accept(listener.try_clone()?, sender.clone(), waker.another()?, Arc::clone(&callers))?;
                Ok(listener)
            };
            match endpoint::listen(path).and_then(accepts) {
                Ok(listener) => listeners.push((path.clone(), listener)),
                Err(e) => failed = e,
            }
        }
        if listeners.is_empty() { Err(failed) } else { Ok(Socket { listeners, requests }) }
    }

    /// The paths where it listens.
    pub(super) fn paths(&self) -> Vec<PathBuf> {
        self.listeners.iter().map(|(path, _)| path.clone()).collect()
    }

    /// The next waiting request.
    pub(super) fn next(&self) -> Option<Request> {
        self.requests.try_recv().ok()
    }
}

impl Drop for Socket {
    /// Removes the paths; this must happen before the lock is released.
    fn drop(&mut self) {
        for (path, listener) in &self.listeners {
            let _ = fs::remove_file(path);
            // This ends its thread.
            let _ = shutdown(listener, Shutdown::Both);
        }
        while let Some(mut request) = self.next() {
            request.answer("no\tthe session has just changed hands; try again");
        }
    }
}

/// A caller that has not sent its request yet, and the thread that listens to it.
#[derive(Debug)]
struct SilentCaller {
    stream: Arc<UnixStream>,
    thread: Option<JoinHandle<()>>,
}

/// The callers that have not sent their request yet, oldest first.
#[derive(Debug, Default)]
struct Callers(Mutex<VecDeque<SilentCaller>>);

impl Callers {
    fn lock(&self) -> MutexGuard<'_, VecDeque<SilentCaller>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a caller. If too many are silent, the oldest is dropped: a real client sends its request at once. Its thread has ended when
    /// this returns, so that however fast others call, there are no more threads than callers.
    fn add(&self, caller: &Arc<UnixStream>) {
        let mut callers = self.lock();
        callers.push_back(SilentCaller { stream: Arc::clone(caller), thread: None });
        let oldest = if callers.len() > SILENT { callers.pop_front() } else { None };
        drop(callers);
        if let Some(oldest) = oldest {
            // Its thread reads the end of the stream.
            let _ = shutdown(&*oldest.stream, Shutdown::Both);
            let _ = oldest.thread.map(JoinHandle::join);
        }
    }

    /// Records the thread of a caller, unless it has sent its request meanwhile.
    fn listens(&self, caller: &Arc<UnixStream>, thread: JoinHandle<()>) {
        if let Some(silent) = self.lock().iter_mut().find(|silent| Arc::ptr_eq(&silent.stream, caller)) {
            silent.thread = Some(thread);
        }
    }

    fn remove(&self, caller: &Arc<UnixStream>) {
        self.lock().retain(|silent| !Arc::ptr_eq(&silent.stream, caller));
    }
}

/// Accepts callers on a thread, each on its own, so that a silent one does not delay the others.
fn accept(listener: UnixListener, sender: SyncSender<Request>, waker: Waker, callers: Arc<Callers>) -> io::Result<()> {
    thread::Builder::new().name("socket".to_owned()).spawn(move || {
        for caller in listener.incoming() {
            // Shut down; or no free descriptor, so nobody can be answered for a while.
            let Ok(caller) = caller else {
                if socket_acceptconn(&listener).is_ok_and(|listens| listens) {
                    thread::park_timeout(TIMEOUT);
                    continue;
                }
                return;
            };
            let (Ok(waker), caller) = (waker.another(), Arc::new(caller)) else { continue };
            let (sender, others) = (sender.clone(), Arc::clone(&callers));
            callers.add(&caller);
            let heard = Arc::clone(&caller);
            let spawned = thread::Builder::new().name("caller".to_owned()).spawn(move || {
                let line = read_line(&heard, TIMEOUT);
                others.remove(&heard);
                if let Some(line) = line {
                    take_in(line, heard, &sender, &waker);
                }
            });
            match spawned {
                Ok(thread) => callers.listens(&caller, thread),
                Err(_) => callers.remove(&caller),
            }
        }
    })?;
    Ok(())
}

/// One line without its end, if all of it comes within `limit`. Sending a byte now and then does not extend the
/// limit.
fn read_line(mut caller: &UnixStream, limit: Duration) -> Option<String> {
    let end = real_now() + Span::millis(i64::try_from(limit.as_millis()).unwrap_or(i64::MAX));
    let mut line = Vec::new();
    let mut bytes = [0; 256];
    while line.len() < LONGEST {
        let left = u64::try_from((end - real_now()).as_millis()).ok().filter(|left| *left > 0)?;
        caller.set_read_timeout(Some(Duration::from_millis(left))).ok()?;
        match caller.read(&mut bytes) {
            Ok(0) => return None,
            Ok(count) => line.extend(bytes.iter().take(count)),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return None,
        }
        if let Some(at) = line.iter().position(|byte| *byte == b'\n') {
            line.truncate(at);
            return String::from_utf8(line).ok().map(|line| line.trim_end().to_owned());
        }
    }
    None
}

/// Passes a line to the loop.
fn take_in(line: String, caller: Arc<UnixStream>, sender: &SyncSender<Request>, waker: &Waker) {
    if caller.set_write_timeout(Some(TIMEOUT)).is_err() {
        return;
    }
    // Checked after reading: closing with unread data would discard the answer.
    if !socket_peercred(&caller).is_ok_and(|peer| peer.uid == getuid()) {
        let _ = writeln!(&*caller, "no\tthis kitchen is somebody else's");
        return;
    }
    let request = Request { line, caller };
    match sender.try_send(request) {
        Ok(()) => waker.wake(),
        Err(TrySendError::Full(mut request) | TrySendError::Disconnected(mut request)) => {
            let _ = request.answer("no\ttoo many at once; try again");
        }
    }
}
