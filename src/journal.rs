//! The journal: every act is on disk before the screen shows it, so that a kill, a crash or a reboot loses nothing.
//!
//! # The folder
//!
//! `$XDG_STATE_HOME/baste/` (by default `~/.local/state/baste/`), accessible only to its owner. `<machine>` is 8 hex digits derived
//! from the machine id, so that computers which share a home do not conflict.
//!
//! | file | what it is |
//! |---|---|
//! | `journal-<machine>` | the current session |
//! | `lock-<machine>` | locked by the keeper; its process id |
//! | `archive/<date>.journal` | finished sessions, one file each |
//! | `journal-<machine>.damaged-<date>` | a damaged journal, unchanged; a clean copy replaced it |
//! | `journal-<machine>.aside-<date>` | a session that `baste --fresh` set aside |
//! | `journal-<machine>.replaced` | a file that something put in place of a journal in use |
//!
//! # A line
//!
//! `<crc32 of the json in 8 lower-case hex digits> <json>`, ended by a line break. The checksum is that of zlib and gzip.
//!
//! ```text
//! 76cee1d9 {"v":1,"n":7,"id":4,"at":1500,"act":{"undo":{"act":3}}}
//! ```
//!
//! | key | meaning |
//! |---|---|
//! | `v` | the version, 1 |
//! | `n` | the line's number among all ever written to this journal, from 0 |
//! | `id`, `at`, `act`, `cold` | an act: its index among the acts, its moment in ms, the act itself ([`crate::engine::Act`]), and whether the oven was cold ([`crate::engine::Logged::cold`]; left out if not) |
//! | `anchor` | ties moments to the clocks: `machine`, `boot`, `boot_ms`, `wall_ms`, `moment`, and `doubt` if the moment is a guess |
//! | `lost` | this many lines, up to this number, were lost to damage, and the cook was told |
//!
//! Every version keeps `n` and, for an act, `id`. A line with a good checksum that is not understood is kept and reported.
//!
//! # Invariants
//!
//! A journal is only appended to. An interrupted write leaves a torn line; it stays, and the same line follows it again with the
//! same number. So an unreadable line is torn if no number is missing after it, and damaged if one is. A line may occur twice; the
//! second is ignored.

pub(crate) mod anchor;
pub(crate) mod file;
pub mod line;
pub(crate) mod lock;
pub(crate) mod machine;
pub(crate) mod read;
pub(crate) mod storage_error;
pub(crate) mod store;
pub(crate) mod writer;

#[cfg(test)]
mod tests;

pub use anchor::{Anchor, BootId, ClockReading, MachineId, MomentSource, reckon, shifted};
pub use file::Journal;
pub use line::Seq;
pub use lock::{KeeperLock, keeper};
pub use machine::Machine;
pub use read::{JournalContents, read};
pub use storage_error::{OpenError, StorageError};
pub use store::{Recovered, Store, folder, peek};
pub use writer::{LineSink, Saved, Writer};

use jiff::Timestamp;
use jiff::tz::Offset;

/// A wall clock moment for a file name: `2026-11-14-193005`, in local time. `utc_offset` is in seconds, as in
/// [`crate::time::Clock`].
pub fn date(wall_ms: i64, utc_offset: i32) -> String {
    let at = Timestamp::from_millisecond(wall_ms).unwrap_or(Timestamp::UNIX_EPOCH);
    let offset = Offset::from_seconds(utc_offset).unwrap_or(Offset::UTC);
    offset.to_datetime(at).strftime("%Y-%m-%d-%H%M%S").to_string()
}
