//! The journal: every act of a session, on disk before it is shown, so that a kill, a crash or a reboot loses nothing.
//!
//! # The folder
//!
//! `$XDG_STATE_HOME/baste/` (by default `~/.local/state/baste/`), for its owner only. `<machine>` is 8 hex digits made from the machine
//! id, so that computers which share a home keep apart.
//!
//! | file | what it is |
//! |---|---|
//! | `journal-<machine>` | the session that goes on |
//! | `lock-<machine>` | locked by the keeper; its process id |
//! | `archive/<date>.journal` | finished sessions, one file each |
//! | `journal-<machine>.damaged-<date>` | a damaged journal, as it was; a clean one took its place |
//! | `journal-<machine>.aside-<date>` | a session that `baste --fresh` set aside |
//! | `journal-<machine>.replaced` | a file that somebody put in the place of a journal in use |
//!
//! # A line
//!
//! `<crc32 of the json in 8 lower-case hex digits> <json>`, ended by a line break. The checksum is the one of zlib and gzip.
//!
//! ```text
//! 76cee1d9 {"v":1,"n":7,"id":4,"at":1500,"act":{"undo":{"act":3}}}
//! ```
//!
//! | key | says |
//! |---|---|
//! | `v` | the version, 1 |
//! | `n` | the line's number among all ever written to this journal, from 0 |
//! | `id`, `at`, `act`, `cold` | an act: its place among the acts, its moment in ms, itself ([`crate::engine::Act`]), and whether it met a cold oven ([`crate::engine::Logged::cold`]; left out where not) |
//! | `anchor` | what ties moments to the clocks: `machine`, `boot`, `boot_ms`, `wall_ms`, `moment`, and `doubt` where the moment is a guess |
//! | `lost` | so many lines, up to this number, were lost to damage and said so |
//!
//! Every version keeps `n` and, for an act, `id`. What has a good checksum but is not understood is kept, and said.
//!
//! # What always holds
//!
//! A journal is only added to. A write that was cut off leaves a torn line; it stays, and the same line follows it anew, with the
//! same number. So a line that cannot be read is a torn one where no number is missing after it, and damage where one is. A line may
//! stand there twice; the second is passed over.

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

/// A moment of the wall clock as part of a file name: `2026-11-14-193005`, local time. `utc_offset` is in seconds, as in
/// [`crate::time::Clock`].
pub fn date(wall_ms: i64, utc_offset: i32) -> String {
    let at = Timestamp::from_millisecond(wall_ms).unwrap_or(Timestamp::UNIX_EPOCH);
    let offset = Offset::from_seconds(utc_offset).unwrap_or(Offset::UTC);
    offset.to_datetime(at).strftime("%Y-%m-%d-%H%M%S").to_string()
}
