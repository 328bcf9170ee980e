//! The file of a journal. Lines are appended to it, and nothing else ever happens to it.
//!
//! It is never truncated. If a line was cut off, by this process or an earlier one, the next begins on a new line. The file and its
//! folder are created with the first line, accessible only to their owner. If they are deleted while in use, they are created again
//! with all their contents.

use super::storage_error::StorageError;
use super::writer::LineSink;
use rustix::process::geteuid;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// A journal being written.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: Option<File>,
    /// Whether the last line may be incomplete.
    torn: bool,
}

impl Journal {
    /// The journal at that path. Nothing is created until the first write.
    pub fn at(path: PathBuf) -> Journal {
        Journal { path, file: None, torn: false }
    }

    /// Makes sure that the file is open and that its path leads to it.
    fn open(&mut self) -> Result<(), StorageError> {
        if let Some(file) = &self.file
            && !is_at(file, &self.path)?
        {
            // Its contents may exist nowhere else.
            let bytes = whole(file)?;
            put_back(&self.path, &bytes)?;
            self.file = None;
        }
        if self.file.is_some() {
            return Ok(());
        }
        let file = open_own(&self.path)?;
        self.torn = !ends_whole(&file)?;
        sync_folder(&self.path);
        self.file = Some(file);
        Ok(())
    }

    fn with_file(&mut self, deed: impl FnOnce(&File) -> io::Result<()>) -> Result<(), StorageError> {
        let Some(file) = &self.file else { return Ok(()) };
        let done = deed(file).map_err(StorageError::from);
        if done == Err(StorageError::Away) {
            // After such an error the handle never works again.
            self.file = None;
        }
        done
    }
}

impl LineSink for Journal {
    fn append(&mut self, lines: &[u8]) -> Result<(), StorageError> {
        self.open()?;
        let torn = std::mem::replace(&mut self.torn, true);
        self.with_file(|mut file| {
            if torn {
                file.write_all(b"\n")?;
            }
            file.write_all(lines)
        })?;
        self.torn = false;
        Ok(())
    }

    fn sync(&mut self) -> Result<(), StorageError> {
        self.with_file(File::sync_data)
    }
}

/// Opens a file for reading and appending, creating it if necessary; it must belong to this user.
pub(super) fn open_own(path: &Path) -> Result<File, StorageError> {
    make_folder(path.parent().unwrap_or(Path::new(".")))?;
    check_own(path)?;
    Ok(OpenOptions::new().read(true).append(true).create(true).mode(0o600).open(path)?)
}

/// Reads a file; empty if there is none.
pub(super) fn read_own(path: &Path) -> Result<Vec<u8>, StorageError> {
    check_own(path)?;
    match fs::read(path) {
        Ok(bytes) => Ok(bytes),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(e) => Err(e.into()),
    }
}

/// Refuses a journal of another user, even for root: the owner could not write what root creates.
fn check_own(path: &Path) -> Result<(), StorageError> {
    match fs::metadata(path) {
        Ok(about) if !about.is_file() => Err(StorageError::NotAFile),
        Ok(about) if about.uid() != geteuid().as_raw() => Err(StorageError::NotYours),
        Ok(_) => Ok(()),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(e) => Err(e.into()),
    }
}

/// Creates a folder, and missing ones above it, accessible only to their owner.
pub(super) fn make_folder(path: &Path) -> Result<(), StorageError> {
    Ok(DirBuilder::new().recursive(true).mode(0o700).create(path)?)
}

/// Makes new file names survive a power cut. Best effort: not every system supports it.
pub(super) fn sync_folder(path: &Path) {
    if let Some(folder) = path.parent() {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}

/// Writes and syncs a file beside `path`, to be renamed over it.
pub(super) fn write_beside(path: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    let beside = path.with_extension("new");
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(beside)
}

/// Reserves an unused name with an empty file: `wanted`, or else with a number before its extension. Renaming onto it overwrites
/// nothing.
pub(super) fn unused(wanted: &Path) -> io::Result<PathBuf> {
    let ending = wanted.extension().map(|ending| ending.to_owned());
    let mut nth = 1u32;
    loop {
        let mut name = wanted.to_owned();
        if nth > 1 {
            let mut stem = wanted.file_stem().unwrap_or_default().to_owned();
            stem.push(format!("-{nth}"));
            name.set_file_name(stem);
            if let Some(ending) = &ending {
                name.as_mut_os_string().push(".");
                name.as_mut_os_string().push(ending);
            }
        }
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&name) {
            Ok(_) => return Ok(name),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists && nth < u32::MAX => nth += 1,
            Err(e) => return Err(e),
        }
    }
}

/// Restores a file whose name is gone. If another file has that name, it is kept under a different one.
fn put_back(path: &Path, bytes: &[u8]) -> Result<(), StorageError> {
    make_folder(path.parent().unwrap_or(Path::new(".")))?;
    let beside = write_beside(path, bytes)?;
    if path.exists() {
        fs::rename(path, unused(&path.with_extension("replaced"))?)?;
    }
    fs::rename(beside, path)?;
    Ok(())
}

fn whole(mut file: &File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Whether the open file is the one at that path.
pub(super) fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    let open = file.metadata()?;
    match fs::metadata(path) {
        Ok(named) => Ok((open.dev(), open.ino()) == (named.dev(), named.ino())),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(e) => Err(e),
    }
}

/// Whether the last line is complete.
fn ends_whole(mut file: &File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

#[cfg(test)]
mod tests {
    use super::{Journal, open_own, unused};
    use crate::journal::storage_error::StorageError;
    use crate::journal::store::tests::Folder;
    use crate::journal::writer::LineSink;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn it_is_made_for_its_owner_only_when_the_first_line_comes() {
        let folder = Folder::new("made");
        let path = folder.path().join("state/baste/journal");
        let mut journal = Journal::at(path.clone());
        assert!(!folder.path().join("state").exists());
        journal.append(b"one\n").unwrap();
        journal.sync().unwrap();
        assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
        assert_eq!(fs::read(&path).unwrap(), b"one\n");
    }

    #[test]
    fn a_torn_line_stays_and_the_next_begins_afresh() {
        let folder = Folder::new("torn");
        let path = folder.path().join("journal");
        fs::write(&path, "one\ntw").unwrap();
        let mut journal = Journal::at(path.clone());
        journal.append(b"three\n").unwrap();
        journal.append(b"four\n").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"one\ntw\nthree\nfour\n");
    }

    #[test]
    fn a_folder_that_went_away_comes_back_with_all_it_held() {
        let folder = Folder::new("gone");
        let path = folder.path().join("baste/journal");
        let mut journal = Journal::at(path.clone());
        journal.append(b"one\n").unwrap();
        fs::remove_dir_all(path.parent().unwrap()).unwrap();
        journal.append(b"two\n").unwrap();
        journal.append(b"three\n").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"one\ntwo\nthree\n");
    }

    #[test]
    fn a_file_put_in_its_place_is_kept() {
        let folder = Folder::new("replaced");
        let path = folder.path().join("journal");
        let mut journal = Journal::at(path.clone());
        journal.append(b"one\n").unwrap();
        fs::write(folder.path().join("edited"), "edited").unwrap();
        fs::rename(folder.path().join("edited"), &path).unwrap();
        journal.append(b"two\n").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"one\ntwo\n");
        assert_eq!(fs::read(folder.path().join("journal.replaced")).unwrap(), b"edited");
    }

    #[test]
    fn what_is_no_file_is_left_alone() {
        let folder = Folder::new("no-file");
        fs::create_dir(folder.path().join("journal")).unwrap();
        assert_eq!(open_own(&folder.path().join("journal")).unwrap_err(), StorageError::NotAFile);
        fs::write(folder.path().join("flat"), "").unwrap();
        let mut journal = Journal::at(folder.path().join("flat/journal"));
        assert_eq!(journal.append(b"one\n"), Err(StorageError::NotAFile));
    }

    #[test]
    fn no_name_is_taken_twice() {
        let folder = Folder::new("unused");
        let wanted = folder.path().join("2026-11-14.journal");
        let names = [(); 3].map(|()| unused(&wanted).unwrap());
        let names = names.map(|path| path.file_name().unwrap().to_str().unwrap().to_owned());
        assert_eq!(names, ["2026-11-14.journal", "2026-11-14-2.journal", "2026-11-14-3.journal"]);
    }
}
