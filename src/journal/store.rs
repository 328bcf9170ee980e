//! The folder of journals: controls who may write there, recovers the last session, and archives finished ones.
//!
//! Each computer has its own journal and lock, so that computers with a shared home do not write into the same file. Whoever holds
//! the lock is the keeper of the session. A damaged journal is set aside whole and replaced by a clean one with everything that could
//! be read; nothing is ever overwritten or deleted. No clock is read here: dates for names are arguments.

use super::anchor::{Anchor, ClockReading, MachineId, MomentSource, reckon};
use super::file::{Journal, make_folder, open_own, read_own, sync_folder, unused, write_beside};
use super::line::{self, Seq};
use super::lock::Lock;
use super::read::{JournalContents, mended, read};
use super::storage_error::{OpenError, StorageError};
use crate::engine::{ActId, Logged};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What was recovered from a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovered {
    /// The acts of the session, for [`crate::engine::Session::replay`].
    pub acts: Vec<Logged>,
    /// All anchors, oldest first.
    pub anchors: Vec<Anchor>,
    /// The clocks, read before the journal was, and the moment of that reading.
    pub here: ClockReading,
    /// How that moment was determined. If it is doubtful, call [`reckon`] again once the clock is set.
    pub source: MomentSource,
    /// The number for the next line.
    pub next: Seq,
    /// What the cook should know, a sentence or two each.
    pub notes: Vec<String>,
}

impl Recovered {
    fn of(found: JournalContents, here: &ClockReading) -> Recovered {
        let last = found.last();
        let anchors: Vec<Anchor> = found.anchors.into_iter().map(|(_, anchor)| anchor).collect();
        let (moment, source) = reckon(&anchors, here, last);
        let mut notes = Vec::new();
        if !found.newer.is_empty() {
            notes.push(format!(
                "A newer baste wrote {} of the journal that this one does not understand; kept as it is.",
                at_lines(&found.newer, false)
            ));
        }
        Recovered { acts: found.acts, anchors, here: here.tied(moment), source, next: found.next, notes }
    }
}

/// The folder, locked by this process until this is dropped.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    machine: MachineId,
    lock: Lock,
}

/// The folder of journals: `baste` in `$XDG_STATE_HOME`, by default `~/.local/state`.
///
/// # Errors
/// If there is no home folder.
pub fn folder() -> Result<PathBuf, StorageError> {
    // The XDG base directory specification says to ignore relative paths.
    let absolute = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let state = absolute("XDG_STATE_HOME").or_else(|| absolute("HOME").map(|home| home.join(".local/state")));
    Ok(state.ok_or(StorageError::NoHome)?.join("baste"))
}

fn journal(folder: &Path, machine: &MachineId) -> PathBuf {
    folder.join(format!("journal-{}", machine.0))
}

impl Store {
    /// Locks the folder and recovers the last session. `date` becomes part of the name of a damaged file.
    ///
    /// # Errors
    /// If another process holds it, or it cannot be used.
    pub fn open(folder: &Path, here: &ClockReading, date: &str) -> Result<(Store, Recovered), OpenError> {
        make_folder(folder)?;
        let lock = Lock::take(folder, &here.machine)?;
        let store = Store { folder: folder.to_owned(), machine: here.machine.clone(), lock };
        store.read_again(here, date)
    }

    /// Recovers the present content without releasing the lock.
    ///
    /// # Errors
    /// If it cannot be used; the lock is released then.
    pub fn read_again(self, here: &ClockReading, date: &str) -> Result<(Store, Recovered), OpenError> {
        let bytes = read_own(&self.path())?;
        let found = read(&bytes);
        let damage = (!found.damaged.is_empty()).then(|| {
            let kept = self.set_damaged_aside(&bytes, date);
            damage_note(
                &found.damaged,
                kept.as_deref().ok().and_then(Path::file_name).map(|name| name.to_string_lossy()),
            )
        });
        let mut left = Recovered::of(found, here);
        left.notes.extend(damage);
        left.notes.extend(self.others());
        Ok((self, left))
    }

    fn path(&self) -> PathBuf {
        journal(&self.folder, &self.machine)
    }

    /// The journal to write to, for a [`super::Writer`]. Only one may exist at a time.
    pub fn journal(&self) -> Journal {
        Journal::at(self.path())
    }

    /// Writes into the lock where the keeper listens, for other processes.
    ///
    /// # Errors
    /// If the lock cannot be written; others then try the usual places.
    pub fn name_sockets(&self, sockets: &[PathBuf]) -> io::Result<()> {
        self.lock.name_sockets(sockets)
    }

    /// Saves messages for the cook until there is a screen to show them. One that is saved already is not saved again.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn keep_notes(&self, notes: &[String]) -> Result<(), StorageError> {
        let saved = String::from_utf8_lossy(&read_own(&self.notes())?).into_owned();
        let new: Vec<&str> =
            notes.iter().map(String::as_str).filter(|note| !saved.lines().any(|line| line == *note)).collect();
        if new.is_empty() {
            return Ok(());
        }
        Ok(open_own(&self.notes())?.write_all(format!("{}\n", new.join("\n")).as_bytes())?)
    }

    /// The messages saved by [`Store::keep_notes`], which are removed, as they are shown now.
    pub fn take_notes(&self) -> Vec<String> {
        let bytes = read_own(&self.notes()).unwrap_or_default();
        if !bytes.is_empty() {
            // If it cannot be removed, the messages are shown again.
            let _ = fs::remove_file(self.notes());
        }
        String::from_utf8_lossy(&bytes).lines().map(str::to_owned).collect()
    }

    fn notes(&self) -> PathBuf {
        self.folder.join(format!("notes-{}", self.machine.0))
    }

    /// Moves the journal of a finished session to the archive; its writer must have finished. `None` if there is no journal.
    ///
    /// # Errors
    /// If it cannot be moved; it then stays in place.
    pub fn archive(&self, date: &str) -> Result<Option<PathBuf>, StorageError> {
        let archive = self.folder.join("archive");
        make_folder(&archive)?;
        self.move_to(&archive.join(format!("{}.journal", plain(date))))
    }

    /// Sets the journal aside, whatever its content; its writer must have finished. `None` if there is no journal.
    ///
    /// # Errors
    /// As [`Store::archive`].
    pub fn set_aside(&self, date: &str) -> Result<Option<PathBuf>, StorageError> {
        self.move_to(&self.path().with_extension(format!("aside-{}", plain(date))))
    }

    /// Writes a session to a separate file, named like one that was set aside.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn keep_beside(&self, anchors: &[Anchor], acts: &[Logged], date: &str) -> Result<PathBuf, StorageError> {
        let other = |e: serde_json::Error| StorageError::Other(e.to_string());
        let (mut bytes, mut n) = (Vec::new(), Seq::default());
        for anchor in anchors {
            bytes.extend(line::anchor(n, anchor).map_err(other)?);
            n = n.next();
        }
        for (id, logged) in (0..).map(ActId).zip(acts) {
            bytes.extend(line::act(n, id, logged).map_err(other)?);
            n = n.next();
        }
        let path = unused(&self.path().with_extension(format!("aside-{}", plain(date))))?;
        fs::write(&path, bytes)?;
        Ok(path)
    }

    fn move_to(&self, wanted: &Path) -> Result<Option<PathBuf>, StorageError> {
        let from = self.path();
        if !from.try_exists()? {
            return Ok(None);
        }
        let to = unused(wanted)?;
        if let Err(e) = fs::rename(&from, &to) {
            // This is the empty file that was created above.
            let _ = fs::remove_file(&to);
            return Err(e.into());
        }
        sync_folder(&from);
        sync_folder(&to);
        Ok(Some(to))
    }

    /// Keeps a damaged journal under another name and replaces it with a clean one. There is a journal at every moment.
    fn set_damaged_aside(&self, bytes: &[u8], date: &str) -> io::Result<PathBuf> {
        let path = self.path();
        let clean = write_beside(&path, &mended(bytes))?;
        let kept = unused(&path.with_extension(format!("damaged-{}", plain(date))))?;
        let copied = fs::write(&kept, bytes).and_then(|()| File::open(&kept)?.sync_all());
        copied.inspect_err(|_| drop(fs::remove_file(&kept)))?;
        fs::rename(clean, &path)?;
        sync_folder(&path);
        Ok(kept)
    }

    /// A note about other computers that have a session in this folder.
    fn others(&self) -> Option<String> {
        let own = self.path();
        let others = fs::read_dir(&self.folder).ok()?.flatten().map(|entry| entry.path()).filter(|path| {
            let name = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_prefix("journal-"));
            *path != own && name.is_some_and(|id| id.len() == 8 && id.bytes().all(|b| b.is_ascii_hexdigit()))
        });
        let live = others.filter(|path| read_own(path).is_ok_and(|bytes| !read(&bytes).acts.is_empty())).count();
        match live {
            0 => None,
            1 => Some("Another computer has a session in this home folder. It is left alone.".to_owned()),
            n => Some(format!("{n} other computers have a session in this home folder. They are left alone.")),
        }
    }
}

/// Reads this computer's journal without side effects: no lock is taken, and nothing is created or repaired.
///
/// # Errors
/// If it cannot be read. A missing journal counts as empty.
pub fn peek(folder: &Path, here: &ClockReading) -> Result<Recovered, StorageError> {
    let found = read(&read_own(&journal(folder, &here.machine))?);
    let damage = (!found.damaged.is_empty()).then(|| damage_note(&found.damaged, None::<String>));
    let mut left = Recovered::of(found, here);
    left.notes.extend(damage);
    Ok(left)
}

/// A date made safe for a file name.
fn plain(date: &str) -> String {
    date.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

fn damage_note(lines: &[usize], kept: Option<impl AsRef<str>>) -> String {
    let at = at_lines(lines, true);
    match kept {
        Some(name) => format!(
            "The journal was damaged {at}; everything else was read. The damaged file is kept as {}.",
            name.as_ref()
        ),
        None => format!("The journal is damaged {at}; everything else was read."),
    }
}

/// "at line 12", "at lines 3, 4 and 9", "at 7 lines from line 3 on".
fn at_lines(lines: &[usize], at: bool) -> String {
    let at = if at { "at " } else { "" };
    match lines {
        [one] => format!("{at}line {one}"),
        [one, two] => format!("{at}lines {one} and {two}"),
        [one, two, three] => format!("{at}lines {one}, {two} and {three}"),
        [] => format!("{at}no line"),
        [first, ..] => format!("{at}{} lines from line {first} on", lines.len()),
    }
}

#[cfg(test)]
#[path = "store_tests.rs"]
pub(super) mod tests;
