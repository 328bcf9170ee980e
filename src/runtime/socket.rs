//! The sockets of the keeper: requests from other processes of the same cook, one line each.
//!
//! Only their owner can open them: they lie in folders of mode 0700, have mode 0600 themselves, and the user id of whoever calls is looked
//! at all the same. A caller has a second to say what it wants. The loop answers; nothing here changes a session.

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
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// What a caller has to say it in.
const PATIENCE: Duration = Duration::from_secs(1);
/// The longest request, in bytes.
const LONGEST: usize = 1024;
/// Requests that may wait for the loop.
const WAITING: usize = 16;
/// Callers that may be silent at once.
const SILENT: usize = 16;

/// One request, and where its answer goes.
#[derive(Debug)]
pub(super) struct Request {
    /// The line, without its end.
    pub(super) line: String,
    pub(super) caller: Arc<UnixStream>,
}

impl Request {
    /// Answers with one line; whether it got out.
    pub(super) fn answer(&mut self, line: &str) -> bool {
        writeln!(&*self.caller, "{line}").is_ok()
    }

    /// Waits on a thread for the caller to say one more line, at most that long in all; then tells whether it was this one, and wakes the
    /// loop.
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

/// The listening end. Its paths are only ever made and removed by whoever holds the lock of the session: after that, what stands there
/// is another keeper's.
#[derive(Debug)]
pub(super) struct Socket {
    listeners: Vec<(PathBuf, UnixListener)>,
    requests: Receiver<Request>,
}

impl Socket {
    /// Listens at all of these paths that can be used. Whoever holds the lock of the session may: what is there is left over.
    ///
    /// # Errors
    /// If none can be used: why the last one could not.
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

    /// Where it listens.
    pub(super) fn paths(&self) -> Vec<PathBuf> {
        self.listeners.iter().map(|(path, _)| path.clone()).collect()
    }

    /// The next request that waits.
    pub(super) fn next(&self) -> Option<Request> {
        self.requests.try_recv().ok()
    }
}

impl Drop for Socket {
    /// Nobody finds it any more; to be done before the lock is let go.
    fn drop(&mut self) {
        for (path, listener) in &self.listeners {
            let _ = fs::remove_file(path);
            // Its thread ends by this.
            let _ = shutdown(listener, Shutdown::Both);
        }
        while let Some(mut request) = self.next() {
            request.answer("no\tthe session has just changed hands; try again");
        }
    }
}

/// Callers that have not said yet what they want, the oldest first.
#[derive(Debug, Default)]
struct Callers(Mutex<VecDeque<Arc<UnixStream>>>);

impl Callers {
    /// Where too many say nothing, the one that has been silent longest is let go: whoever knows what it wants says so at once.
    fn add(&self, caller: &Arc<UnixStream>) {
        let mut callers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        callers.push_back(Arc::clone(caller));
        if callers.len() > SILENT
            && let Some(oldest) = callers.pop_front()
        {
            let _ = shutdown(&*oldest, Shutdown::Both);
        }
    }

    fn remove(&self, caller: &Arc<UnixStream>) {
        let mut callers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        callers.retain(|other| !Arc::ptr_eq(other, caller));
    }
}

/// Takes callers on a thread, each on one of its own: one that says nothing must not keep others waiting.
fn accept(listener: UnixListener, sender: SyncSender<Request>, waker: Waker, callers: Arc<Callers>) -> io::Result<()> {
    thread::Builder::new().name("socket".to_owned()).spawn(move || {
        for caller in listener.incoming() {
            // Shut down; or without a descriptor left, where nobody can be answered for a while.
            let Ok(caller) = caller else {
                if socket_acceptconn(&listener).is_ok_and(|listens| listens) {
                    thread::park_timeout(PATIENCE);
                    continue;
                }
                return;
            };
            let (Ok(waker), caller) = (waker.another(), Arc::new(caller)) else { continue };
            let (sender, others) = (sender.clone(), Arc::clone(&callers));
            callers.add(&caller);
            let heard = Arc::clone(&caller);
            let spawned = thread::Builder::new().name("caller".to_owned()).spawn(move || {
                let line = read_line(&heard, PATIENCE);
                others.remove(&heard);
                if let Some(line) = line {
                    take_in(line, heard, &sender, &waker);
                }
            });
            if spawned.is_err() {
                callers.remove(&caller);
            }
        }
    })?;
    Ok(())
}

/// One line without its end, if it comes whole within `limit`. The limit is for all of it: a caller that sends a byte now and then gets no
/// more.
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

/// Hands a line to the loop.
fn take_in(line: String, caller: Arc<UnixStream>, sender: &SyncSender<Request>, waker: &Waker) {
    if caller.set_write_timeout(Some(PATIENCE)).is_err() {
        return;
    }
    // Only now: closed with something unread, the answer would be lost with it.
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
