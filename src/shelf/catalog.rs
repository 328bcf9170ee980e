//! What is known of the recipe files: which there are, how they looked when they were read, and the cards of their recipes.

use super::SHIPPED;
use super::file_fault::told;
use super::files::{Stamp, read_file};
use crate::recipe::fault::Severity;
use crate::recipe::read::{RecipeFile, read};
use crate::recipe::{Recipe, RecipeSummary};
use serde::{Deserialize, Serialize};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file, by its place in [`Catalog::files`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FileId(pub(super) u32);

/// Where a recipe is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Origin {
    /// It is the cook's own.
    File(FileId),
    /// It ships with the program.
    Shipped,
}

/// A recipe on the shelf.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shelved {
    /// What the shelf knows of it.
    pub card: Arc<RecipeSummary>,
    /// Where it is from.
    pub origin: Origin,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KnownFile {
    /// The place of its folder, or of itself, among the sources.
    pub(super) source: u32,
    /// Its name in that folder; empty where it is the source itself.
    pub(super) name: Box<OsStr>,
    /// How it looked when it was read; none if it must be read again.
    pub(super) stamp: Option<Stamp>,
}

/// An error in a file, on one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct BrokenFile {
    pub(super) file: FileId,
    pub(super) line: Box<str>,
}

/// Everything known. Each list is in the order of the files, which are in the order of the sources and then of their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Catalog {
    pub(super) files: Vec<KnownFile>,
    /// No two have the same name.
    pub(super) recipes: Vec<Shelved>,
    /// Those whose name is another's.
    pub(super) doubles: Vec<Shelved>,
    pub(super) broken: Vec<BrokenFile>,
}

impl Catalog {
    /// The file of that name, if it is known.
    pub(super) fn file(&self, source: u32, name: &OsStr) -> Option<(FileId, &KnownFile)> {
        let at = self.files.binary_search_by(|known| (known.source, &*known.name).cmp(&(source, name))).ok()?;
        Some((FileId(u32::try_from(at).ok()?), self.files.get(at)?))
    }

    /// The cards of the recipes in a file.
    pub(super) fn cards_of(&self, file: FileId) -> impl Iterator<Item = &Arc<RecipeSummary>> {
        let of = |list| run(list, file, |shelved: &Shelved| shelved.origin, Origin::File);
        of(&self.recipes).iter().chain(of(&self.doubles)).map(|shelved| &shelved.card)
    }

    /// The errors of a file.
    pub(super) fn broken_of(&self, file: FileId) -> impl Iterator<Item = &str> {
        run(&self.broken, file, |broken| broken.file, |file| file).iter().map(|broken| &*broken.line)
    }

    /// The recipe of that name; upper and lower case are the same.
    pub(super) fn recipe(&self, name: &str) -> Option<&Shelved> {
        let small = name.to_lowercase();
        self.recipes.iter().find(|shelved| shelved.card.name.to_lowercase() == small)
    }

    /// Reads the recipe of that name anew, wherever it is from.
    pub(super) fn read(&self, name: &str, sources: &[PathBuf]) -> Result<Recipe, String> {
        let shelved = self.recipe(name).ok_or_else(|| format!("`{name}` is not on the shelf any more"))?;
        match shelved.origin {
            Origin::Shipped => read_from(None, name),
            Origin::File(file) => read_from(self.path(file, sources), name),
        }
    }

    /// Where a file is.
    pub(super) fn path(&self, file: FileId, sources: &[PathBuf]) -> Option<PathBuf> {
        let known = self.files.get(usize::try_from(file.0).ok()?)?;
        path(sources, known.source, &known.name)
    }
}

/// The part of a sorted list that belongs to a file.
fn run<T, K: Ord>(list: &[T], file: FileId, key: impl Fn(&T) -> K, wanted: impl Fn(FileId) -> K) -> &[T] {
    let wanted = wanted(file);
    let from = list.partition_point(|one| key(one) < wanted);
    let upto = list.partition_point(|one| key(one) <= wanted);
    list.get(from..upto).unwrap_or_default()
}

/// A file by its source and its name there.
pub(super) fn path(sources: &[PathBuf], source: u32, name: &OsStr) -> Option<PathBuf> {
    let source = sources.get(usize::try_from(source).ok()?)?;
    Some(if name.is_empty() { source.clone() } else { source.join(name) })
}

/// The name of a file in its source.
pub(super) fn name_in(source: &Path, file: &Path) -> Box<OsStr> {
    let name = if file == source { OsString::new() } else { file.file_name().unwrap_or_default().to_owned() };
    name.into_boxed_os_str()
}

/// The recipe of that name in a file, or among the shipped ones.
pub(super) fn read_from(path: Option<PathBuf>, name: &str) -> Result<Recipe, String> {
    let reading = match &path {
        Some(path) => read_file(path).map_err(|fault| fault.line())?,
        None => read(SHIPPED.as_bytes()),
    };
    let RecipeFile { recipes, faults } = reading;
    let wanted = name.to_lowercase();
    recipes.into_iter().find(|recipe| recipe.name.to_lowercase() == wanted).ok_or_else(|| {
        let path = path.as_deref().map(told).unwrap_or_default();
        let error = faults.iter().find(|fault| fault.severity == Severity::Error);
        error.map_or_else(|| format!("{path}: `{name}` is not in it any more"), |error| error.line(&path))
    })
}
