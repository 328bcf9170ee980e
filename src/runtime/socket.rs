//! The socket of the keeper: requests from other processes of the same cook, one line each.
//!
//! Only its owner can open it: it lies in a folder of mode 0700, has mode 0600 itself, and whoever calls is asked for the user id all the
//! same. A caller has a second to say what it wants. The loop answers; nothing here changes a session.

use super::clock::real_now;
use super::poller::Waker;
use crate::journal::ClockReading;
use crate::time::Span;
use rustix::net::sockopt::{socket_acceptconn, socket_peercred};
use rustix::net::{Shutdown, shutdown};
use rustix::process::getuid;
use std::fs;
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread;
use std::time::Duration;

/// What a caller has to say it in.
const PATIENCE: Duration = Duration::from_secs(1);
/// The longest request, in bytes.
const LONGEST: usize = 1024;
/// Requests that may wait for the loop.
const WAITING: usize = 16;

/// The socket's path: in `$XDG_RUNTIME_DIR/baste`, or where there is none in the folder of journals.
pub(crate) fn path(here: &ClockReading, folder: &Path) -> PathBuf {
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|path| path.is_absolute());
    match runtime {
        Some(runtime) => runtime.join("baste").join(format!("{}.sock", here.machine.0)),
        None => folder.join(format!("socket-{}", here.machine.0)),
    }
}

/// One request, and where its answer goes.
#[derive(Debug)]
pub(super) struct Request {
    /// The line, without its end.
    pub(super) line: String,
    pub(super) caller: UnixStream,
}

impl Request {
    /// Answers with one line; whether it got out.
    pub(super) fn answer(&mut self, line: &str) -> bool {
        writeln!(self.caller, "{line}").is_ok()
    }

    /// Waits for the caller to say one more line, at most that long in all.
    pub(super) fn hears(&mut self, line: &str, limit: Duration) -> bool {
        read_line(&self.caller, limit).is_some_and(|said| said == line)
    }
}

/// The listening end. Its path is only ever made and removed by whoever holds the lock of the session: after that, what stands there is
/// another keeper's.
#[derive(Debug)]
pub(super) struct Socket {
    path: PathBuf,
    listener: UnixListener,
    requests: Receiver<Request>,
}

impl Socket {
    /// Listens at `path`. Whoever holds the lock of the session may: what is there is left over.
    pub(super) fn listen(path: PathBuf, waker: Waker) -> io::Result<Socket> {
        if let Some(folder) = path.parent().filter(|folder| !folder.exists()) {
            fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        }
        match fs::remove_file(&path) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
            Ok(()) | Err(_) => {}
        }
        let listener = UnixListener::bind(&path)?;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600))?;
        let (sender, requests) = sync_channel(WAITING);
        let heard = listener.try_clone()?;
        thread::Builder::new().name("socket".to_owned()).spawn(move || {
            for caller in heard.incoming() {
                // Shut down; or without a descriptor left, where nobody can be answered for a while.
                let Ok(caller) = caller.map_err(|e| e.raw_os_error()) else {
                    if socket_acceptconn(&heard).is_ok_and(|listens| listens) {
                        thread::park_timeout(PATIENCE);
                        continue;
                    }
                    return;
                };
                let Ok(waker) = waker.another() else { continue };
                let sender = sender.clone();
                // One that says nothing must not keep others waiting.
                let _ = thread::Builder::new().name("caller".to_owned()).spawn(move || {
                    hear(caller, &sender, &waker);
                });
            }
        })?;
        Ok(Socket { path, listener, requests })
    }

    /// The next request that waits.
    pub(super) fn next(&self) -> Option<Request> {
        self.requests.try_recv().ok()
    }
}

impl Drop for Socket {
    /// Nobody finds it any more; to be done before the lock is let go.
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
        // Its thread ends by this.
        let _ = shutdown(&self.listener, Shutdown::Both);
        while let Some(mut request) = self.next() {
            request.answer("no\tthe session has just changed hands; try again");
        }
    }
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

fn hear(mut caller: UnixStream, sender: &SyncSender<Request>, waker: &Waker) {
    if caller.set_read_timeout(Some(PATIENCE)).and(caller.set_write_timeout(Some(PATIENCE))).is_err() {
        return;
    }
    let Some(line) = read_line(&caller, PATIENCE) else { return };
    // Only now: closed with something unread, the answer would be lost with it.
    if !socket_peercred(&caller).is_ok_and(|peer| peer.uid == getuid()) {
        let _ = writeln!(caller, "no\tthis kitchen is somebody else's");
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
