//! Why the journal cannot be kept, in words that a cook understands.

use std::fmt;
use std::io::{self, ErrorKind};

/// What is wrong with the place where the journal is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No room.
    Full,
    /// Nothing can be written there.
    ReadOnly,
    /// It is not allowed.
    Forbidden,
    /// The file is somebody else's.
    NotYours,
    /// Something else has that name.
    NotAFile,
    /// The folder is not there, and cannot be made.
    Missing,
    /// The system says where none is: no home folder.
    NoHome,
    /// The disk fails.
    Disk,
    /// A folder on another computer is gone.
    Away,
    /// It takes longer than anybody waits.
    Slow,
    /// In the words of the system.
    Other(String),
}

/// EIO on every Unix; std has no kind for it.
const EIO: i32 = 5;

impl From<&io::Error> for Trouble {
    fn from(e: &io::Error) -> Trouble {
        match e.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => Trouble::Full,
            ErrorKind::ReadOnlyFilesystem => Trouble::ReadOnly,
            ErrorKind::PermissionDenied => Trouble::Forbidden,
            ErrorKind::NotFound => Trouble::Missing,
            ErrorKind::IsADirectory | ErrorKind::NotADirectory | ErrorKind::AlreadyExists => Trouble::NotAFile,
            ErrorKind::StaleNetworkFileHandle | ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => {
                Trouble::Away
            }
            _ if e.raw_os_error() == Some(EIO) => Trouble::Disk,
            _ => Trouble::Other(e.to_string()),
        }
    }
}

impl From<io::Error> for Trouble {
    fn from(e: io::Error) -> Trouble {
        Trouble::from(&e)
    }
}

impl Trouble {
    /// What to do about it.
    pub fn mend(&self) -> &'static str {
        match self {
            Trouble::Full => "Free some space.",
            Trouble::ReadOnly => "Make its folder writable, or set XDG_STATE_HOME to another.",
            Trouble::Forbidden => "See who may write there, or set XDG_STATE_HOME to another folder.",
            Trouble::NotYours => "Was baste run as another user? Give the file back, or move it away.",
            Trouble::NotAFile => "Move away what is there.",
            Trouble::Missing => "Check XDG_STATE_HOME.",
            Trouble::NoHome => "Set HOME or XDG_STATE_HOME.",
            Trouble::Disk => "Look after the disk.",
            Trouble::Away => "See to the network.",
            Trouble::Slow => "See to the disk, or to the network that it is on.",
            Trouble::Other(_) => "See to the folder of the journal.",
        }
    }
}

impl fmt::Display for Trouble {
    /// "the disk is full": to be put after "Not saved yet:".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Trouble::Full => "the disk is full",
            Trouble::ReadOnly => "the journal's folder is read-only",
            Trouble::Forbidden => "no permission to write the journal",
            Trouble::NotYours => "the journal belongs to another user",
            Trouble::NotAFile => "something else stands in the journal's place",
            Trouble::Missing => "the journal's folder is missing",
            Trouble::NoHome => "there is no home folder",
            Trouble::Disk => "the disk has a fault",
            Trouble::Away => "the network folder is away",
            Trouble::Slow => "the disk is slow",
            Trouble::Other(why) => why,
        })
    }
}

impl std::error::Error for Trouble {}

#[cfg(test)]
mod tests {
    use super::Trouble;
    use std::io;

    #[track_caller]
    fn errno(no: i32, trouble: &Trouble) {
        assert_eq!(Trouble::from(io::Error::from_raw_os_error(no)), *trouble);
    }

    #[test]
    fn the_system_speaks_in_a_cooks_words() {
        errno(28, &Trouble::Full);
        errno(30, &Trouble::ReadOnly);
        errno(13, &Trouble::Forbidden);
        errno(1, &Trouble::Forbidden);
        errno(2, &Trouble::Missing);
        errno(20, &Trouble::NotAFile);
        errno(21, &Trouble::NotAFile);
        errno(5, &Trouble::Disk);
        assert_eq!(Trouble::from(io::Error::other("odd")).to_string(), "odd");
    }
}
