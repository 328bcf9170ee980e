//! The paths of a keeper's sockets, and how to listen at and connect to them.
//!
//! A keeper listens in the runtime folder and in the folder of journals, because a caller may not reach one of them: the first is
//! removed at the last logout, and a caller by ssh, su or cron may know a different one or none. A caller tries the paths in the lock,
//! then both of its own.

use crate::journal::{self, MachineId};
use rustix::net::{AddressFamily, SocketAddrUnix, SocketType, connect as connect_to, socket};
use std::fs::{self, DirBuilder, File};
use std::io::{self, ErrorKind};
use std::os::fd::AsRawFd;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};

/// The sockets of the keeper of `folder`.
pub(super) fn own_paths(machine: &MachineId, folder: &Path) -> Vec<PathBuf> {
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|path| path.is_absolute());
    let runtime = runtime.map(|runtime| runtime.join("baste").join(format!("{}.sock", machine.0)));
    runtime.into_iter().chain([folder.join(format!("socket-{}", machine.0))]).collect()
}

/// Where the keeper of `folder` may listen, most likely path first.
pub fn paths(machine: &MachineId, folder: &Path) -> Vec<PathBuf> {
    let named = journal::keeper(folder, machine).map(|lock| lock.sockets).unwrap_or_default();
    let mut paths: Vec<PathBuf> = Vec::new();
    for path in named.into_iter().chain(own_paths(machine, folder)) {
        if !paths.contains(&path) {
            paths.push(path);
        }
    }
    paths
}

/// Connects without waiting.
///
/// # Errors
/// If nobody listens there; [`ErrorKind::WouldBlock`] if too many callers wait already, as with a stopped process.
pub(super) fn connect(path: &Path) -> io::Result<UnixStream> {
    let stream = UnixStream::from(socket(AddressFamily::UNIX, SocketType::STREAM, None)?);
    rustix::io::fcntl_setfd(&stream, rustix::io::FdFlags::CLOEXEC)?;
    stream.set_nonblocking(true)?;
    with_short_name(path, |name| Ok(connect_to(&stream, &SocketAddrUnix::new(name)?)?))?;
    stream.set_nonblocking(false)?;
    Ok(stream)
}

/// Listens there, for this user only. An existing socket is stale, as whoever listens holds the lock of the session.
pub(super) fn listen(path: &Path) -> io::Result<UnixListener> {
    if let Some(folder) = path.parent().filter(|folder| !folder.exists()) {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    match fs::remove_file(path) {
        Err(e) if e.kind() != ErrorKind::NotFound => return Err(e),
        Ok(()) | Err(_) => {}
    }
    let listener = with_short_name(path, |name| UnixListener::bind(name))?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600))?;
    Ok(listener)
}

/// Calls `use_name` with a path to the same file that is short enough for a socket's address (108 bytes on Linux, 104 on macOS: unix(7),
/// unix(4)). A longer one is replaced by a path through an open folder, which Linux supports.
fn with_short_name<T>(path: &Path, use_name: impl FnOnce(&Path) -> io::Result<T>) -> io::Result<T> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return use_name(path) };
    if SocketAddrUnix::new(path).is_ok() {
        return use_name(path);
    }
    let folder = File::open(folder)?;
    use_name(&Path::new("/proc/self/fd").join(folder.as_raw_fd().to_string()).join(name))
}

#[cfg(test)]
mod tests {
    use super::{connect, listen};
    use std::io::{ErrorKind, Read, Write};

    #[test]
    #[cfg(target_os = "linux")]
    fn a_path_too_long_for_an_address_is_reached_all_the_same() {
        let top = std::env::temp_dir().join(format!("baste-endpoint-{}", std::process::id()));
        let path = top.join("k".repeat(90)).join("k".repeat(90)).join("socket");
        let listener = listen(&path).unwrap();
        let mut caller = connect(&path).unwrap();
        caller.write_all(b"take").unwrap();
        drop(caller);
        let mut heard = String::new();
        listener.accept().unwrap().0.read_to_string(&mut heard).unwrap();
        assert_eq!(heard, "take");
        // A socket left by a killed process does not get in the way.
        drop(listener);
        assert_eq!(connect(&path).unwrap_err().kind(), ErrorKind::ConnectionRefused);
        drop(listen(&path).unwrap());
        std::fs::remove_dir_all(&top).unwrap();
        assert_eq!(connect(&path).unwrap_err().kind(), ErrorKind::NotFound);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn before_one_that_takes_nobody_a_caller_does_not_wait() {
        let path = std::env::temp_dir().join(format!("baste-endpoint-full-{}", std::process::id()));
        let _listener = listen(&path).unwrap();
        let mut waiting = Vec::new();
        let refused = loop {
            match connect(&path) {
                Ok(stream) => waiting.push(stream),
                Err(e) => break e,
            }
            assert!(waiting.len() < 10_000, "nobody is refused");
        };
        assert_eq!(refused.kind(), ErrorKind::WouldBlock);
        std::fs::remove_file(&path).unwrap();
    }
}
