//! Compares the recipe files with what was known: which are new, changed or gone.
//!
//! File by file, so that a waiting cook can be answered in between. A file that has not changed is not read again.

use super::catalog::{BrokenFile, Catalog, FileId, KnownFile, Origin, Shelved, name_in, path};
use super::file_fault::{FileFault, FileProblem, told};
use super::files::{Stamp, files, read_file};
use super::{Found, SHIPPED};
use crate::recipe::RecipeSummary;
use crate::recipe::fault::Severity;
use crate::recipe::read::{RecipeFile, read};
use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::ffi::OsStr;
use std::fs;
use std::hash::BuildHasher;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The most errors of a file that the shelf tells; `baste check` tells all.
const MOST_ERRORS: usize = 10;

/// What a step did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RefreshStep {
    /// A file is as it was.
    Kept,
    /// A file was read.
    Read,
    /// There was nothing left to do.
    Done,
}

/// A comparison that is under way.
#[derive(Debug)]
pub(super) struct Refresh<'a> {
    sources: &'a [PathBuf],
    old: &'a Catalog,
    new: Catalog,
    todo: std::vec::IntoIter<(u32, Box<OsStr>)>,
    /// What names in small letters hash to, and where they are.
    names: HashMap<u64, FileId>,
    hasher: RandomState,
    shipped: Vec<Arc<RecipeSummary>>,
    /// What is wrong beside the errors in files: sources, and names that are there twice.
    faults: Vec<FileFault>,
}

impl<'a> Refresh<'a> {
    /// Lists what is at `sources`.
    pub(super) fn begin(sources: &'a [PathBuf], old: &'a Catalog) -> Refresh<'a> {
        let (mut todo, mut faults) = (Vec::new(), Vec::new());
        for (place, source) in (0u32..).zip(sources) {
            match files(source) {
                Ok(files) => todo.extend(files.iter().map(|file| (place, name_in(source, file)))),
                Err(fault) => faults.push(fault),
            }
        }
        let shipped = read(SHIPPED.as_bytes()).recipes;
        let shipped = shipped.iter().map(|recipe| Arc::new(RecipeSummary::of(recipe))).collect();
        Refresh {
            sources,
            old,
            new: Catalog::default(),
            todo: todo.into_iter(),
            names: HashMap::new(),
            hasher: RandomState::new(),
            shipped,
            faults,
        }
    }

    /// Looks at the next file.
    pub(super) fn step(&mut self) -> RefreshStep {
        let Some((source, name)) = self.todo.next() else { return RefreshStep::Done };
        let Some(path) = path(self.sources, source, &name) else { return RefreshStep::Kept };
        let id = FileId(u32::try_from(self.new.files.len()).unwrap_or(u32::MAX));
        // Before it is read: what is written meanwhile is seen the next time.
        let stamp = fs::metadata(&path).ok().map(|about| Stamp::of(&about));
        let old = self.old;
        let same = old.file(source, &name).filter(|(_, known)| known.stamp.is_some() && known.stamp == stamp);
        if let Some((before, _)) = same {
            self.new.broken.extend(old.broken_of(before).map(|line| BrokenFile { file: id, line: line.into() }));
            old.cards_of(before).for_each(|card| self.take(Arc::clone(card), id, &path));
            self.new.files.push(KnownFile { source, name, stamp });
            return RefreshStep::Kept;
        }
        let reading = read_file(&path);
        // What kept a file from being read may end without a change of the file.
        let stamp = stamp.filter(|_| reading.is_ok());
        let (cards, lines) = match reading {
            Ok(reading) => (reading.recipes.iter().map(RecipeSummary::of).collect(), errors(&reading, &told(&path))),
            Err(fault) => (Vec::new(), vec![fault.line()]),
        };
        self.new.broken.extend(lines.into_iter().map(|line| BrokenFile { file: id, line: line.into() }));
        cards.into_iter().for_each(|card| self.take(Arc::new(card), id, &path));
        self.new.files.push(KnownFile { source, name, stamp });
        RefreshStep::Read
    }

    /// Puts a recipe on the shelf, unless another one has its name.
    fn take(&mut self, card: Arc<RecipeSummary>, file: FileId, path: &Path) {
        let origin = Origin::File(file);
        let hash = self.hash(&card.name);
        match self.names.get(&hash).copied().filter(|first| self.has(*first, &card.name)) {
            None => {
                self.names.entry(hash).or_insert(file);
                self.new.recipes.push(Shelved { card, origin });
            }
            Some(first) => {
                let whose = self.new.path(first, self.sources).map(|path| told(&path)).unwrap_or_default();
                let message = format!("`{}` is in {whose} already", card.name);
                let hint = "give one of them another name".to_owned();
                let wrong = FileProblem::Whole { severity: Severity::Warning, message, hint };
                self.faults.push(FileFault { path: told(path), wrong });
                self.new.doubles.push(Shelved { card, origin });
            }
        }
    }

    fn hash(&self, name: &str) -> u64 {
        self.hasher.hash_one(name.to_lowercase())
    }

    /// Whether a file that was looked at already has a recipe of that name: two names may have one hash.
    fn has(&self, file: FileId, name: &str) -> bool {
        self.new.cards_of(file).any(|card| card.name.to_lowercase() == name.to_lowercase())
    }

    /// What was found so far.
    pub(super) fn so_far(&self) -> &Catalog {
        &self.new
    }

    /// The shipped recipes that no other one takes the name of, so far.
    pub(super) fn shipped(&self) -> impl Iterator<Item = &Arc<RecipeSummary>> {
        let taken = |name: &str| self.names.get(&self.hash(name)).is_some_and(|file| self.has(*file, name));
        self.shipped.iter().filter(move |card| !taken(&card.name))
    }

    /// All that was found.
    pub(super) fn finish(mut self) -> Found {
        let shipped: Vec<_> = self.shipped().cloned().collect();
        self.new.recipes.extend(shipped.into_iter().map(|card| Shelved { card, origin: Origin::Shipped }));
        (self.new, self.faults)
    }
}

/// The errors of a file, one line each; the first of them where there are many.
fn errors(reading: &RecipeFile, path: &str) -> Vec<String> {
    let errors = reading.faults.iter().filter(|fault| fault.severity == Severity::Error);
    let more = errors.clone().count().saturating_sub(MOST_ERRORS);
    let rest = (more > 0).then(|| format!("{path}: {more} more errors: `baste check` names them all"));
    errors.take(MOST_ERRORS).map(|fault| fault.line(path)).chain(rest).collect()
}
