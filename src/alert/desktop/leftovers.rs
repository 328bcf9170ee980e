//! What stands on the desktop, noted in the runtime folder, so that the next process can take away what one that was killed left behind.
//!
//! A note names the bus, who shows notifications on it, and their numbers, which mean nothing to another bus or another service. Whoever
//! writes it holds a lock on it, and a lock ends with its process, however that ends: a note whose lock can be had is of one that is gone.
//! If there is no such folder nothing is noted, and nothing is said: what was left stands until the cook closes it.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

/// Numbers of notifications, with the bus and the connection that gave them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ShownIds {
    pub(super) bus: String,
    pub(super) by: String,
    pub(super) ids: BTreeSet<u32>,
}

impl ShownIds {
    /// One line; an end is part of it, so that one that was cut off is not taken for another.
    fn line(&self) -> String {
        let ids: Vec<String> = self.ids.iter().map(u32::to_string).collect();
        format!("{} {} {} .\n", self.bus, self.by, ids.join(" "))
    }

    fn read(line: &str) -> Option<ShownIds> {
        let mut words = line.strip_suffix(" .\n")?.split(' ');
        let (bus, by) = (words.next()?.to_owned(), words.next()?.to_owned());
        let ids = words.map(str::parse).collect::<Result<BTreeSet<u32>, _>>().ok()?;
        Some(ShownIds { bus, by, ids })
    }
}

/// The folder for notes, if this session has one.
pub(super) fn folder() -> Option<PathBuf> {
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|path| path.is_absolute())?;
    Some(runtime.join("baste"))
}

/// The note of this process; gone with it.
pub(super) struct ShownFile {
    note: ShownIds,
    folder: Option<PathBuf>,
    file: Option<(PathBuf, File)>,
}

impl Drop for ShownFile {
    fn drop(&mut self) {
        if let Some((path, _)) = &self.file {
            let _ = fs::remove_file(path);
        }
    }
}

impl ShownFile {
    pub(super) fn new(folder: Option<PathBuf>, bus: String) -> ShownFile {
        ShownFile { note: ShownIds { bus, ..ShownIds::default() }, folder, file: None }
    }

    /// That one is up.
    pub(super) fn up(&mut self, id: u32, by: &str) {
        if self.note.by != by {
            self.note = ShownIds { by: by.to_owned(), bus: std::mem::take(&mut self.note.bus), ids: BTreeSet::new() };
        }
        if self.note.ids.insert(id) {
            self.write();
        }
    }

    /// That one is gone.
    pub(super) fn gone(&mut self, id: u32, by: &str) {
        if self.note.by == by && self.note.ids.remove(&id) {
            self.write();
        }
    }

    fn write(&mut self) {
        if self.file.is_none() {
            self.file = self.folder.as_deref().and_then(|folder| make(folder, std::process::id()));
        }
        if let Some((_, file)) = &mut self.file {
            let line = self.note.line();
            // If it cannot be written, nothing is noted.
            let _ = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| file.write_all(line.as_bytes()));
        }
    }
}

/// A note that is locked from its beginning.
fn make(folder: &Path, process: u32) -> Option<(PathBuf, File)> {
    fs::create_dir_all(folder).ok()?;
    (0..16).find_map(|n| {
        let path = folder.join(format!("shown-{process}-{n}"));
        let file = OpenOptions::new().read(true).write(true).create_new(true).open(&path).ok()?;
        file.try_lock().ok()?;
        Some((path, file))
    })
}

/// Notes of processes that are gone; they are taken away.
pub(super) fn left_behind(folder: &Path) -> Vec<ShownIds> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let notes = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with("shown-"));
    let left = notes.filter_map(|entry| {
        let mut file = OpenOptions::new().read(true).write(true).open(entry.path()).ok()?;
        file.try_lock().ok()?;
        let mut line = String::new();
        let read = file.read_to_string(&mut line);
        fs::remove_file(entry.path()).ok()?;
        read.ok()?;
        ShownIds::read(&line)
    });
    left.collect()
}

#[cfg(test)]
mod tests {
    use super::{ShownFile, ShownIds, left_behind};
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::{Path, PathBuf};

    /// Removed at the end of the test.
    struct Folder(PathBuf);

    impl Folder {
        fn new(test: &str) -> Folder {
            let path = std::env::temp_dir().join(format!("baste-{test}-{}", std::process::id()));
            fs::create_dir_all(&path).unwrap();
            Folder(path)
        }
        fn path(&self) -> &Path {
            &self.0
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn files(folder: &Folder) -> usize {
        fs::read_dir(folder.path()).unwrap().count()
    }

    #[test]
    fn what_a_killed_one_showed_is_found_once() {
        let folder = Folder::new("marks");
        let mut marks = ShownFile::new(Some(folder.path().to_owned()), "b1".to_owned());
        assert_eq!(files(&folder), 0, "nothing is noted before something is shown");
        marks.up(3, ":1.7");
        marks.up(4, ":1.7");
        marks.gone(3, ":1.7");
        assert_eq!(left_behind(folder.path()), [], "it is still there");
        // As a kill ends it: the lock goes, the note stays.
        marks.file.as_ref().unwrap().1.unlock().unwrap();
        let note = ShownIds { bus: "b1".to_owned(), by: ":1.7".to_owned(), ids: BTreeSet::from([4]) };
        assert_eq!(left_behind(folder.path()), [note]);
        assert_eq!(left_behind(folder.path()), []);
    }

    #[test]
    fn numbers_of_another_service_are_not_mixed_in() {
        let folder = Folder::new("marks-other");
        let mut marks = ShownFile::new(Some(folder.path().to_owned()), "b1".to_owned());
        marks.up(3, ":1.7");
        marks.up(1, ":1.9");
        marks.gone(3, ":1.7");
        marks.file.as_ref().unwrap().1.unlock().unwrap();
        let note = ShownIds { bus: "b1".to_owned(), by: ":1.9".to_owned(), ids: BTreeSet::from([1]) };
        assert_eq!(left_behind(folder.path()), [note]);
    }

    #[test]
    fn a_note_goes_with_its_process() {
        let folder = Folder::new("marks-gone");
        let mut marks = ShownFile::new(Some(folder.path().to_owned()), "b1".to_owned());
        marks.up(3, ":1.7");
        assert_eq!(files(&folder), 1);
        drop(marks);
        assert_eq!(files(&folder), 0);
    }

    #[test]
    fn what_is_no_note_closes_nothing() {
        let folder = Folder::new("marks-torn");
        for (name, text) in [("shown-1-0", "b1 :1.7 3 4"), ("shown-2-0", "b1 :1.7 x .\n"), ("shown-3-0", "")] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        fs::write(folder.path().join("other"), "b1 :1.7 3 .\n").unwrap();
        assert_eq!(left_behind(folder.path()), []);
        assert_eq!(files(&folder), 1, "and is not kept; what is not ours is");
    }

    #[test]
    fn without_a_folder_nothing_is_noted() {
        let mut marks = ShownFile::new(None, "b1".to_owned());
        marks.up(3, ":1.7");
        marks.gone(3, ":1.7");
        assert!(marks.file.is_none());
    }
}
