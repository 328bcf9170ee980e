//! Imports many recipes at once: each is saved or printed, with one line about the result. A failure does not stop the others.

use super::draft::{guesses, save, shown, tell_doubts};
use super::inputs::{FolderFiles, fault, files_of, get};
use super::{Import, Reading, json};
use crate::cli::exit::{Code, CommandError};
use crate::import::{CollectionEntry, SourceHint, read_all};
use crate::recipe::text::clean;
use std::collections::HashSet;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The most warnings shown for each recipe; its file has a comment at every guess.
const TOLD: usize = 3;

/// The results so far.
struct Tally<'a> {
    what: &'a Import,
    folders: &'a [PathBuf],
    /// The names in this run, so that two recipes of one name are both saved.
    names: HashSet<String>,
    good: usize,
    failed: usize,
    beside: usize,
}

/// Imports every page, file and folder of `what`.
pub(super) fn run(what: &Import, folders: &[PathBuf], out: &mut dyn Write, err: &mut dyn Write) -> Code {
    let mut tally = Tally::new(what, folders);
    for page in &what.pages {
        if Path::new(page).is_dir() {
            tally.folder(page, out, err);
        } else {
            tally.page(page, out, err);
        }
    }
    tally.end(err)
}

/// Imports the recipes of a file that was read already.
pub(super) fn entries(
    page: &str,
    read: Vec<CollectionEntry>,
    what: &Import,
    folders: &[PathBuf],
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Code {
    let mut tally = Tally::new(what, folders);
    tally.entries(page, read, out, err);
    tally.end(err)
}

impl<'a> Tally<'a> {
    fn new(what: &'a Import, folders: &'a [PathBuf]) -> Tally<'a> {
        Tally { what, folders, names: HashSet::new(), good: 0, failed: 0, beside: 0 }
    }

    fn folder(&mut self, folder: &str, out: &mut dyn Write, err: &mut dyn Write) {
        let FolderFiles { files, beside, closed, cut } = files_of(Path::new(folder));
        if files.is_empty() {
            let why =
                fault(folder, "there is nothing to read in this folder", "name a folder with pages, texts or exports");
            self.failed(&why, err);
        }
        for file in files {
            self.page(&file.to_string_lossy(), out, err);
        }
        for folder in closed {
            let why = fault(&folder.to_string_lossy(), "this folder was not looked into", "name it by itself");
            self.failed(&why, err);
        }
        if cut {
            self.failed(
                &fault(folder, "it has more files than are looked at", "import the folders in it one by one"),
                err,
            );
        }
        self.beside += beside;
    }

    fn page(&mut self, page: &str, out: &mut dyn Write, err: &mut dyn Write) {
        let read = get(page).and_then(|got| {
            let hint = SourceHint { name: Some(page), content_type: got.content_type.as_deref() };
            read_all(&got.bytes, hint).map_err(|unread| fault(page, unread, unread.hint()))
        });
        match read {
            Ok(read) => self.entries(page, read, out, err),
            Err(why) => self.failed(&why, err),
        }
    }

    fn entries(&mut self, page: &str, read: Vec<CollectionEntry>, out: &mut dyn Write, err: &mut dyn Write) {
        for CollectionEntry { name, source } in read {
            let label = name.map_or_else(|| page.to_owned(), |name| format!("{page}: {name}"));
            let done = match source {
                Ok(source) => self.recipe(&label, Reading { source }, out, err),
                Err(unread) => Err(fault(&label, unread, unread.hint())),
            };
            match done {
                Ok(()) => self.good += 1,
                Err(why) => self.failed(&why, err),
            }
        }
    }

    fn recipe(
        &mut self,
        label: &str,
        mut reading: Reading,
        out: &mut dyn Write,
        err: &mut dyn Write,
    ) -> Result<(), CommandError> {
        if self.what.json {
            let _ = writeln!(out, "{}", json(&reading.source));
            return Ok(());
        }
        self.rename(&mut reading);
        let draft = reading.drafted(label, self.what)?;
        tell_doubts(&draft, TOLD, err);
        if self.what.keep.stdout {
            let _ = writeln!(out, "# {}\n{}", clean(label), draft.toml());
            return Ok(());
        }
        let path = save(&draft, self.folders, false, err)?;
        let _ = writeln!(
            out,
            "{}: {}, saved in {}. {}",
            clean(label),
            clean(&draft.recipe.name),
            shown(&path),
            guesses(&draft)
        );
        Ok(())
    }

    /// Appends a number to a name that was used already.
    fn rename(&mut self, reading: &mut Reading) {
        let Some(title) = reading.source.title.clone() else { return };
        let names = (1..).map(|n| if n == 1 { title.clone() } else { format!("{title} {n}") });
        for name in names {
            if self.names.insert(name.to_lowercase()) {
                reading.source.title = Some(name);
                return;
            }
        }
    }

    fn failed(&mut self, why: &CommandError, err: &mut dyn Write) {
        self.failed += 1;
        why.print(err);
    }

    fn end(&self, err: &mut dyn Write) -> Code {
        let done = if self.what.keep.stdout || self.what.json { "printed" } else { "saved" };
        let recipes = |n: usize| if n == 1 { "1 recipe".to_owned() } else { format!("{n} recipes") };
        let mut said = format!("{} {done}", recipes(self.good));
        if self.failed > 0 {
            said += &format!(", {} failed", self.failed);
        }
        if self.beside > 0 {
            said += &format!("; {} beside them left alone (pictures and the like)", self.beside);
        }
        let _ = writeln!(err, "{said}.");
        if self.failed > 0 { Code::Faults } else { Code::Ok }
    }
}
