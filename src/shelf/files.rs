//! Recipe files: found in a folder, compared with their state at the last read, and read.

use super::file_fault::FileFault;
use crate::recipe::read::{LARGEST, RecipeFile, read};
use serde::{Deserialize, Serialize};
use std::fs::{self, Metadata};
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// The most files that are looked for in a folder.
const MOST_FILES: usize = 50_000;

/// Shows whether a file has changed, without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    /// When it was written last, in nanoseconds since the Unix epoch; none if the system does not tell.
    pub(super) written: Option<i64>,
    size: u64,
    /// The inode, on systems that have one: a file put in its place has another.
    inode: u64,
}

impl Stamp {
    pub(super) fn of(about: &Metadata) -> Stamp {
        Stamp { written: written(about), size: about.len(), inode: inode(about) }
    }
}

/// When a file was written last, in nanoseconds since the Unix epoch.
pub(super) fn written(about: &Metadata) -> Option<i64> {
    let at = about.modified().ok()?;
    let nanos = at
        .duration_since(UNIX_EPOCH)
        .map_or_else(|before| -(before.duration().as_nanos() as i128), |at| at.as_nanos() as i128);
    i64::try_from(nanos).ok()
}

#[cfg(unix)]
fn inode(about: &Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    about.ino()
}

#[cfg(not(unix))]
fn inode(_: &Metadata) -> u64 {
    0
}

/// The recipe files at `path`: itself, or those of a folder, by name.
pub fn files(path: &Path) -> Result<Vec<PathBuf>, FileFault> {
    let broken = |error: &std::io::Error| FileFault::whole(path, cannot(error), mend_of(error));
    if !fs::metadata(path).map_err(|e| broken(&e))?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(path).map_err(|e| broken(&e))? {
        let name = entry.map_err(|e| broken(&e))?.file_name();
        let hidden = name.as_encoded_bytes().starts_with(b".");
        if !hidden && Path::new(&name).extension().is_some_and(|end| end == "toml") {
            names.push(name);
        }
    }
    if names.len() > MOST_FILES {
        return Err(FileFault::whole(path, format!("{} recipe files", names.len()), format!("{MOST_FILES} at most")));
    }
    // By name and not by path: comparing paths splits them each time.
    names.sort_unstable();
    Ok(names.into_iter().map(|name| path.join(name)).collect())
}

/// Reads one recipe file.
pub fn read_file(path: &Path) -> Result<RecipeFile, FileFault> {
    let broken = |error: &std::io::Error| FileFault::whole(path, cannot(error), mend_of(error));
    let about = fs::metadata(path).map_err(|e| broken(&e))?;
    // Reading a pipe or a device may never end.
    if !about.is_file() {
        return Err(FileFault::whole(path, "is no file", "name a recipe file, or a folder of them"));
    }
    let file = fs::File::open(path).map_err(|e| broken(&e))?;
    let limit = u64::try_from(LARGEST).unwrap_or(u64::MAX);
    if about.len() > limit {
        let size = about.len() as f64 / 1e6;
        return Err(FileFault::whole(path, format!("has {size:.1} MB"), "a recipe file has 1 MB at most"));
    }
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|e| broken(&e))?;
    Ok(read(&bytes))
}

fn cannot(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "is not there".to_owned(),
        ErrorKind::PermissionDenied => "may not be read".to_owned(),
        _ => format!("cannot be read: {error}"),
    }
}

fn mend_of(error: &std::io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::NotFound => "check the path",
        ErrorKind::PermissionDenied => "give yourself the right to read it (chmod u+r)",
        _ => "check the disk and the path",
    }
}
