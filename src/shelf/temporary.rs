//! Files that are written under another name first, and put in their place whole; and what a killed writer left of them.
//!
//! The other name ends in the number of the process that writes, so that two never write the same one, and so that it can be told whose it was.

use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// The name under which this process writes `path`: `before`, the name of the file, a dot and the process.
pub(crate) fn temporary(path: &Path, before: &str) -> PathBuf {
    let mut name = OsString::from(before);
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}", std::process::id()));
    path.with_file_name(name)
}

/// Removes from `folder` the temporary files of processes that are gone, if `is_ours` knows the name without the process.
pub(crate) fn clear(folder: &Path, is_ours: impl Fn(&str) -> bool) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let Some((stem, process)) = name.to_str().and_then(|name| name.rsplit_once('.')) else { continue };
        let gone = |process: Pid| test_kill_process(process) == Err(Errno::SRCH);
        let left = is_ours(stem) && process.parse().ok().and_then(Pid::from_raw).is_some_and(gone);
        if left && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}
