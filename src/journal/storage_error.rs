//! Why the journal cannot be saved, in words that a cook understands.

use std::fmt;
use std::io::{self, ErrorKind};

/// What is wrong with the place of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// The disk is full.
    Full,
    /// The file system is read-only.
    ReadOnly,
    /// Access is denied.
    Forbidden,
    /// The file belongs to another user.
    NotYours,
    /// Something other than a file has that name.
    NotAFile,
    /// The folder does not exist and cannot be created.
    Missing,
    /// There is no home folder.
    NoHome,
    /// The disk reports errors.
    Disk,
    /// A network folder is not available.
    Away,
    /// The disk takes too long to answer.
    Slow,
    /// Any other error, in the system's words.
    Other(String),
}

/// EIO on every Unix; std has no kind for it.
const EIO: i32 = 5;

impl From<&io::Error> for StorageError {
    fn from(e: &io::Error) -> StorageError {
        match e.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => StorageError::Full,
            ErrorKind::ReadOnlyFilesystem => StorageError::ReadOnly,
            ErrorKind::PermissionDenied => StorageError::Forbidden,
            ErrorKind::NotFound => StorageError::Missing,
            ErrorKind::IsADirectory | ErrorKind::NotADirectory | ErrorKind::AlreadyExists => StorageError::NotAFile,
            ErrorKind::StaleNetworkFileHandle | ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => {
                StorageError::Away
            }
            _ if e.raw_os_error() == Some(EIO) => StorageError::Disk,
            _ => StorageError::Other(e.to_string()),
        }
    }
}

impl From<io::Error> for StorageError {
    fn from(e: io::Error) -> StorageError {
        StorageError::from(&e)
    }
}

impl StorageError {
    /// What the cook can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            StorageError::Full => "Free some space.",
            StorageError::ReadOnly => "Make its folder writable, or set XDG_STATE_HOME to another.",
            StorageError::Forbidden => "See who may write there, or set XDG_STATE_HOME to another folder.",
            StorageError::NotYours => "Was baste run as another user? Give the file back, or move it away.",
            StorageError::NotAFile => "Move away what is there.",
            StorageError::Missing => "Check XDG_STATE_HOME.",
            StorageError::NoHome => "Set HOME or XDG_STATE_HOME.",
            StorageError::Disk => "Look after the disk.",
            StorageError::Away => "See to the network.",
            StorageError::Slow => "See to the disk, or to the network that it is on.",
            StorageError::Other(_) => "See to the folder of the journal.",
        }
    }
}

impl fmt::Display for StorageError {
    /// A phrase such as "the disk is full", for use after "Not saved yet:".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            StorageError::Full => "the disk is full",
            StorageError::ReadOnly => "the journal's folder is read-only",
            StorageError::Forbidden => "no permission to write the journal",
            StorageError::NotYours => "the journal belongs to another user",
            StorageError::NotAFile => "something else stands in the journal's place",
            StorageError::Missing => "the journal's folder is missing",
            StorageError::NoHome => "there is no home folder",
            StorageError::Disk => "the disk has a fault",
            StorageError::Away => "the network folder is away",
            StorageError::Slow => "the disk is slow",
            StorageError::Other(why) => why,
        })
    }
}

impl std::error::Error for StorageError {}

/// Why the folder cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// Another process of this computer holds the session; with its process id, if known.
    Locked(Option<u32>),
    /// It cannot be written or read. Cooking continues in memory, and it is tried again later.
    Trouble(StorageError),
}

impl<T: Into<StorageError>> From<T> for OpenError {
    fn from(trouble: T) -> OpenError {
        OpenError::Trouble(trouble.into())
    }
}

#[cfg(test)]
mod tests {
    use super::StorageError;
    use std::io;

    #[track_caller]
    fn errno(no: i32, trouble: &StorageError) {
        assert_eq!(StorageError::from(io::Error::from_raw_os_error(no)), *trouble);
    }

    #[test]
    fn the_system_speaks_in_a_cooks_words() {
        errno(28, &StorageError::Full);
        errno(30, &StorageError::ReadOnly);
        errno(13, &StorageError::Forbidden);
        errno(1, &StorageError::Forbidden);
        errno(2, &StorageError::Missing);
        errno(20, &StorageError::NotAFile);
        errno(21, &StorageError::NotAFile);
        errno(5, &StorageError::Disk);
        assert_eq!(StorageError::from(io::Error::other("odd")).to_string(), "odd");
    }
}
