//! The lock of a session: shows which process keeps it, and where that process listens.
//!
//! The first line of the file is the id of that process, each further line the path of a socket. Both are only information for
//! others: what counts is whether the file is locked (flock(2)), and the lock ends with the process.

use super::anchor::MachineId;
use super::file::open_own;
use super::storage_error::OpenError;
use std::ffi::OsStr;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// The most bytes of a lock file that are read.
const LONGEST: u64 = 16 * 1024;

/// The lock, released when this is dropped.
#[derive(Debug)]
pub(super) struct Lock(File);

/// What a lock file says about its holder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeeperLock {
    /// Its process id.
    pub process: Option<u32>,
    /// Where it listens.
    pub sockets: Vec<PathBuf>,
}

impl Lock {
    /// Takes the lock, and writes this process's id into it.
    pub(super) fn take(folder: &Path, machine: &MachineId) -> Result<Lock, OpenError> {
        let file = open_own(&path(folder, machine))?;
        match file.try_lock() {
            Ok(()) => {
                let lock = Lock(file);
                let _ = lock.name_sockets(&[]);
                Ok(lock)
            }
            Err(TryLockError::WouldBlock) => Err(OpenError::Locked(read(&file).process)),
            Err(TryLockError::Error(e)) => Err(e.into()),
        }
    }

    /// Writes where this process listens.
    pub(super) fn name_sockets(&self, sockets: &[PathBuf]) -> io::Result<()> {
        let mut text = format!("{}\n", std::process::id()).into_bytes();
        // Paths with a line break are skipped, as they are not worth a special format.
        for socket in sockets.iter().map(|path| path.as_os_str().as_bytes()).filter(|path| !path.contains(&b'\n')) {
            text.extend(socket);
            text.push(b'\n');
        }
        self.0.set_len(0)?;
        // In one write, so that nobody reads half of it.
        (&self.0).write_all(&text)
    }
}

/// The process that holds the session of this computer, if any. It does not try the lock, so it disturbs nobody.
pub fn keeper(folder: &Path, machine: &MachineId) -> Option<KeeperLock> {
    let file = File::open(path(folder, machine)).ok()?;
    let lock = read(&file);
    is_held(&file, &lock).then_some(lock)
}

fn path(folder: &Path, machine: &MachineId) -> PathBuf {
    folder.join(format!("lock-{}", machine.0))
}

fn read(file: &File) -> KeeperLock {
    let mut bytes = Vec::new();
    if file.take(LONGEST).read_to_end(&mut bytes).is_err() {
        return KeeperLock::default();
    }
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let process = lines.next().and_then(|line| std::str::from_utf8(line).ok()?.trim().parse().ok());
    let paths = lines.map(|line| PathBuf::from(OsStr::from_bytes(line)));
    KeeperLock { process, sockets: paths.filter(|path| path.is_absolute()).collect() }
}

/// Whether the file is locked, according to the system's list of locks (proc_locks(5)), or without one, whether the process exists.
fn is_held(file: &File, lock: &KeeperLock) -> bool {
    match (fs::read_to_string("/proc/locks"), file.metadata()) {
        (Ok(locks), Ok(about)) => locks_inode(&locks, about.ino()),
        (Err(_), _) | (_, Err(_)) => lock.process.is_some_and(is_there),
    }
}

/// Whether a line such as `1: FLOCK  ADVISORY  WRITE 708 00:13:1231 0 EOF` names that inode. The device is not compared, as on btrfs it
/// differs from the one of stat(2).
fn locks_inode(locks: &str, inode: u64) -> bool {
    locks.lines().filter(|line| line.contains("FLOCK")).any(|line| {
        let file = line.split_whitespace().find(|word| word.split(':').count() == 3);
        file.and_then(|file| file.rsplit(':').next()) == Some(inode.to_string().as_str())
    })
}

fn is_there(process: u32) -> bool {
    let id = i32::try_from(process).ok().and_then(rustix::process::Pid::from_raw);
    // A process of another user counts as existing too.
    id.is_some_and(|id| rustix::process::test_kill_process(id) != Err(rustix::io::Errno::SRCH))
}

#[cfg(test)]
mod tests {
    use super::{KeeperLock, Lock, keeper, locks_inode};
    use crate::journal::{MachineId, OpenError};
    use std::fs;
    use std::path::PathBuf;

    #[test]
    fn a_lock_tells_who_and_where_while_it_is_held() {
        let folder = std::env::temp_dir().join(format!("baste-lock-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        let machine = MachineId("00c0ffee".to_owned());
        assert_eq!(keeper(&folder, &machine), None);
        let lock = Lock::take(&folder, &machine).unwrap();
        let sockets = vec![PathBuf::from("/run/user/7/baste/x.sock"), PathBuf::from("/home/käse/socket")];
        lock.name_sockets(&sockets).unwrap();
        let process = Some(std::process::id());
        assert_eq!(keeper(&folder, &machine), Some(KeeperLock { process, sockets }));
        assert_eq!(Lock::take(&folder, &machine).unwrap_err(), OpenError::Locked(process));
        lock.name_sockets(&[]).unwrap();
        assert_eq!(keeper(&folder, &machine), Some(KeeperLock { process, sockets: Vec::new() }));
        drop(lock);
        assert_eq!(keeper(&folder, &machine), None, "its text is left over");
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn the_systems_list_of_locks() {
        let locks = "1: POSIX  ADVISORY  READ  900 08:01:22 128 128\n\
                     2: FLOCK  ADVISORY  WRITE 708 00:13:1231 0 EOF\n\
                     2: -> FLOCK  ADVISORY  WRITE 709 00:13:1232 0 EOF\n";
        assert!(locks_inode(locks, 1231));
        assert!(!locks_inode(locks, 22) && !locks_inode(locks, 31) && !locks_inode("", 1231));
    }
}
