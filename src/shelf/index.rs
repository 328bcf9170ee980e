//! The index: what is known of the recipe files, kept on disk, so that a shelf of ten thousand opens as fast as one of ten.
//!
//! It is a cache: each file is looked at again, and one that has changed is read. An index that is broken, of another version, or of other
//! folders is not used, and is written anew. It lies in `$XDG_CACHE_HOME/baste` (by default
//! `~/.cache/baste`), a file for each set of folders, and may be deleted at any time. Only its user may read it. Its checksum proves nothing of who
//! wrote it, so an index with a text that could do harm on a screen is not used either.

use super::catalog::{BrokenFile, Catalog, KnownFile, Shelved};
use super::files::written;
use super::temporary::{clear, temporary};
use crate::recipe::text::is_harmful;
use serde::{Deserialize, Serialize};
use std::env;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

/// What an index begins with. The number is raised with every change of what it holds; the version is there since another version may read a
/// recipe file otherwise.
const HEAD: &str = concat!("baste shelf 1, ", env!("CARGO_PKG_VERSION"), "\n");
/// The largest index that is read, in bytes.
const LARGEST: u64 = 256_000_000;
/// A file written so shortly before its index, in nanoseconds, may have been written once more within the same tick of its disk's clock (two
/// seconds on FAT): its time does not vouch for it.
const TICK: i64 = 2_000_000_000;
/// The fewest files that are worth an index; fewer are read as fast.
const WORTH: usize = 50;

/// What the names of indexes begin with.
const PREFIX: &str = "shelf-";

/// Nobody but the user may use what is at `path`, whatever the umask says.
#[cfg(unix)]
fn only_ours(path: &Path, mode: u32) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

/// A new file that only the user may read.
#[cfg(unix)]
fn create(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let file = File::options().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    // A umask may have taken more away.
    only_ours(path, 0o600)?;
    Ok(file)
}

#[cfg(not(unix))]
fn create(path: &Path) -> std::io::Result<File> {
    File::create(path)
}

#[cfg(not(unix))]
fn only_ours(_: &Path, _: u32) -> std::io::Result<()> {
    Ok(())
}

/// An index and the sources that it is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Index {
    path: PathBuf,
    /// The sources as they were given, for faults name them so, and as whole paths, for they mean others in another folder.
    key: Vec<OsString>,
}

/// What is in an index after its head and checksum: what the first picture shows, and then the rest.
#[derive(Serialize)]
struct IndexHeader<'a> {
    key: &'a [OsString],
    recipes: &'a [Shelved],
    broken: &'a [BrokenFile],
}
#[derive(Deserialize)]
struct IndexEntry {
    key: Vec<OsString>,
    recipes: Vec<Shelved>,
    broken: Vec<BrokenFile>,
}

/// What an index holds beside the first picture, not looked at yet: it is two fifths of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct IndexRest {
    bytes: Vec<u8>,
    /// Where it begins in them.
    from: usize,
    /// When the index was written.
    made: i64,
}

impl IndexRest {
    /// Adds it to what was shown.
    pub(super) fn join(self, stock: &mut Catalog) {
        let held = self.bytes.get(self.from..).unwrap_or_default();
        let Ok((files, doubles)) = postcard::from_bytes::<(Vec<KnownFile>, Vec<Shelved>)>(held) else { return };
        if !doubles.iter().all(|shelved| shelved.card.is_harmless()) {
            return;
        }
        (stock.files, stock.doubles) = (files, doubles);
        for known in &mut stock.files {
            let sure = |at: i64| at.saturating_add(TICK) < self.made;
            known.stamp = known.stamp.filter(|stamp| stamp.written.is_some_and(sure));
        }
    }
}

/// What the bytes of an index say from there on, and the sources that it is of; none where they are broken, or could do harm.
pub(super) fn parse(bytes: Vec<u8>, from: usize, made: i64) -> Option<(Vec<OsString>, Catalog, IndexRest)> {
    let held = bytes.get(from..)?;
    let (IndexEntry { key, recipes, broken }, rest) = postcard::take_from_bytes(held).ok()?;
    let is_harmless = recipes.iter().all(|shelved| shelved.card.is_harmless())
        && broken.iter().all(|broken| !broken.line.chars().any(is_harmful));
    let from = bytes.len().checked_sub(rest.len())?;
    let stock = Catalog { recipes, broken, ..Catalog::default() };
    is_harmless.then_some((key, stock, IndexRest { bytes, from, made }))
}

/// The folder of indexes; none without a home.
pub(super) fn folder() -> Option<PathBuf> {
    let absolute = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let cache = absolute("XDG_CACHE_HOME").or_else(|| absolute("HOME").map(|home| home.join(".cache")))?;
    Some(cache.join("baste"))
}

impl Index {
    /// The index of `sources` in `folder`.
    pub(super) fn of(sources: &[PathBuf], folder: &Path) -> Index {
        let whole = |path: &PathBuf| std::path::absolute(path).unwrap_or_else(|_| path.clone()).into_os_string();
        let key: Vec<OsString> = sources.iter().flat_map(|path| [path.clone().into_os_string(), whole(path)]).collect();
        let bytes: Vec<u8> = key.join(OsStr::new("\0")).into_encoded_bytes();
        Index { path: folder.join(format!("{PREFIX}{:08x}", crc32fast::hash(&bytes))), key }
    }

    #[cfg(test)]
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Its content, if it exists, is whole and is of these sources.
    pub(super) fn read(&self) -> Option<(Catalog, IndexRest)> {
        let mut file = File::open(&self.path).ok()?;
        let about = file.metadata().ok()?;
        let mut bytes = Vec::with_capacity(usize::try_from(about.len().min(LARGEST)).ok()?);
        (&mut file).take(LARGEST).read_to_end(&mut bytes).ok()?;
        let (sum, held) = bytes.strip_prefix(HEAD.as_bytes())?.split_at_checked(4)?;
        if crc32fast::hash(held).to_le_bytes() != sum {
            return None;
        }
        let from = bytes.len().checked_sub(held.len())?;
        let (key, stock, rest) = parse(bytes, from, written(&about)?)?;
        (key == self.key).then_some((stock, rest))
    }

    /// Keeps `stock` where there are enough files. A failure is not reported: the next start reads the files.
    pub(super) fn write(&self, stock: &Catalog) {
        if stock.files.len() < WORTH {
            let _ = fs::remove_file(&self.path);
            return;
        }
        let front = IndexHeader { key: &self.key, recipes: &stock.recipes, broken: &stock.broken };
        let rest = (&stock.files, &stock.doubles);
        let (Ok(front), Ok(rest)) = (postcard::to_stdvec(&front), postcard::to_stdvec(&rest)) else { return };
        let held = [front, rest].concat();
        let Some(folder) = self.path.parent() else { return };
        // Another baste may write its own at the same time.
        let own = temporary(&self.path, "");
        clear(folder, |name| name.starts_with(PREFIX));
        let put = || -> std::io::Result<()> {
            fs::create_dir_all(folder)?;
            only_ours(folder, 0o700)?;
            let mut file = create(&own)?;
            file.write_all(HEAD.as_bytes())?;
            file.write_all(&crc32fast::hash(&held).to_le_bytes())?;
            file.write_all(&held)?;
            // Not synced: of one that a power cut tore the checksum tells, and it is made anew.
            fs::rename(&own, &self.path)
        };
        if put().is_err() {
            let _ = fs::remove_file(&own);
        }
    }
}
