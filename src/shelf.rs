//! The shelf: recipe files found, known by their cards, and read when they are wanted.
//!
//! The cook's own recipes (one folder, or the paths given) and those that ship inside the binary. The cook's win over shipped ones of the
//! same name. A file that cannot be read is a fault that is told, and never hides another file. What is known of many files is kept in an
//! [`index`], and each file is held against it; a [`ShelfReader`] does so on a thread, for whoever must not wait for a disk.

mod catalog;
mod file_fault;
mod files;
mod index;
mod reader;
mod refresh;
pub(crate) mod temporary;

pub use catalog::{FileId, Origin, Shelved};
pub use file_fault::{FileFault, FileProblem};
pub use files::{files, read_file};
pub use reader::{OpenedRecipe, ShelfReader, ShelfUpdate};

use crate::recipe::fault::Severity;
use crate::recipe::search::fold;
use crate::recipe::text::{clean, nearest};
use crate::recipe::{Recipe, RecipeSummary};
use catalog::Catalog;
use index::{Index, IndexRest};
use refresh::{Refresh, RefreshStep};
use std::env;
use std::path::PathBuf;
use std::sync::Arc;

/// The recipes that ship with the program.
pub const SHIPPED: &str = include_str!("../recipes.toml");

/// All recipes at hand, the cook's own first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    /// Files and folders.
    sources: Vec<PathBuf>,
    /// Whether the only source is the cook's own folder, which need not be there.
    own: bool,
    index: Option<Index>,
    /// Whether the index is kept up.
    writes: bool,
    stock: Catalog,
    /// What of the index was not taken up yet.
    rest: Option<IndexRest>,
    /// What is wrong beside the errors in files.
    faults: Vec<FileFault>,
    trust: IndexTrust,
}

/// How far the stock is to be believed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum IndexTrust {
    /// Nothing is known yet.
    #[default]
    Empty,
    /// It was remembered, and not held against the files.
    Remembered,
    /// It was held against the files.
    Seen,
    /// The same, and since then a file turned out to be otherwise.
    Doubted,
}

/// What a look through the files found: what is known now, and what is wrong beside the errors in files.
type Found = (Catalog, Vec<FileFault>);

/// No one recipe fits a name, or it cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotFound {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
}

/// The folder of the cook's own recipes: `baste/recipes` in `$XDG_DATA_HOME`, by default `~/.local/share`. None without a home.
pub fn own_folder() -> Option<PathBuf> {
    // The XDG base directory specification has relative paths ignored.
    let absolute = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let data = absolute("XDG_DATA_HOME").or_else(|| absolute("HOME").map(|home| home.join(".local/share")))?;
    Some(data.join("baste/recipes"))
}

/// The shelf: the recipes at `paths` (files or folders), or in the cook's folder where there are none; and the shipped ones. Every file is
/// read, and nothing is kept.
pub fn load(paths: &[PathBuf]) -> Shelf {
    let mut shelf = Shelf { index: None, ..Shelf::at(paths) };
    shelf.refresh();
    shelf
}

impl Shelf {
    /// The shelf of the recipes at `paths`, or in the cook's folder where there are none, with an index where one is worth it. Nothing is
    /// looked at yet.
    pub fn at(paths: &[PathBuf]) -> Shelf {
        let own = paths.is_empty();
        let sources = if own { own_folder().into_iter().collect() } else { paths.to_vec() };
        let index = index::folder().map(|folder| Index::of(&sources, &folder));
        Shelf { sources, own, index, writes: true, ..Shelf::default() }
    }

    /// The shelf that an index of these bytes shows, without its head and its checksum; none where it is not used. For tests with any bytes.
    pub fn of_index(held: &[u8]) -> Option<Shelf> {
        let (_, mut stock, rest) = index::parse(held.to_vec(), 0, i64::MAX)?;
        rest.join(&mut stock);
        Some(Shelf { stock, trust: IndexTrust::Remembered, ..Shelf::default() })
    }

    /// Writes no index.
    #[must_use]
    pub fn touching_nothing(self) -> Shelf {
        Shelf { writes: false, ..self }
    }

    /// Takes up what the index knows; whether there is something. It is the one thing here that whoever draws the first picture does by
    /// himself: a file beside the journal's, read at once.
    pub fn remember(&mut self) -> bool {
        if self.trust == IndexTrust::Empty
            && let Some((stock, rest)) = self.index.as_ref().and_then(Index::read)
        {
            (self.stock, self.rest, self.trust) = (stock, Some(rest), IndexTrust::Remembered);
        }
        self.trust != IndexTrust::Empty
    }

    /// Takes up what else the index knows: which files there were.
    fn recall(&mut self) {
        if let Some(rest) = self.rest.take() {
            rest.join(&mut self.stock);
        }
    }

    /// Looks through all files, with the index to save reading, and keeps what is new.
    pub fn refresh(&mut self) {
        self.remember();
        self.recall();
        let sources = self.looked_for();
        let mut refresh = Refresh::begin(&sources, &self.stock);
        while refresh.step() != RefreshStep::Done {}
        let found = refresh.finish();
        self.put(found);
    }

    /// The sources to look at. Nobody has to have recipes of their own; but a folder that cannot be looked into is told.
    fn looked_for(&self) -> Vec<PathBuf> {
        let there = |path: &&PathBuf| !self.own || path.try_exists().unwrap_or(true);
        self.sources.iter().filter(there).cloned().collect()
    }

    /// Takes what a look through the files found.
    fn put(&mut self, (stock, faults): Found) {
        if stock != self.stock {
            if let Some(index) = self.index.as_ref().filter(|_| self.writes) {
                index.write(&stock);
            }
            self.stock = stock;
        }
        (self.faults, self.trust) = (faults, IndexTrust::Seen);
    }

    /// The recipes without an error.
    pub fn recipes(&self) -> &[Shelved] {
        &self.stock.recipes
    }

    /// Their cards.
    pub fn cards(&self) -> Vec<Arc<RecipeSummary>> {
        self.stock.recipes.iter().map(|shelved| Arc::clone(&shelved.card)).collect()
    }

    /// All that is wrong with the cook's files, but for warnings inside of them; one line each.
    pub fn fault_lines(&self) -> Vec<String> {
        self.broken().chain(self.faults.iter().map(FileFault::line)).collect()
    }

    /// The errors, one line each, for the shelf on the screen; warnings are for `baste check`.
    pub fn error_lines(&self) -> Vec<String> {
        let errors = self.faults.iter().filter(|fault| fault.severity() == Severity::Error);
        self.broken().chain(errors.map(FileFault::line)).collect()
    }

    fn broken(&self) -> impl Iterator<Item = String> {
        self.stock.broken.iter().map(|broken| broken.line.to_string())
    }

    /// Finds the one recipe that `name` means ([`Shelf::find`]), and reads it. If the index knows the whole name and its file bears that out,
    /// no other file is looked at.
    ///
    /// # Errors
    /// If no recipe or several fit, or its file cannot be read.
    pub fn open(&mut self, name: &str) -> Result<Recipe, NotFound> {
        if self.trust != IndexTrust::Seen {
            // A shipped one may have been hidden since by one of the cook's.
            if self.remember()
                && self.stock.recipe(&clean(name)).is_some_and(|found| found.origin != Origin::Shipped)
                && let Ok(recipe) = self.read(&clean(name))
            {
                return Ok(recipe);
            }
            self.refresh();
        }
        let found = Arc::clone(&self.find(name)?.card);
        let hint = || "look at the file, and try again".to_owned();
        self.read(&found.name).map_err(|message| NotFound { message, hint: hint() })
    }

    /// Reads the recipe of that name anew, wherever it is from.
    ///
    /// # Errors
    /// If its file cannot be read, or does not have it any more: what is so, in words for the cook.
    pub fn read(&mut self, name: &str) -> Result<Recipe, String> {
        self.recall();
        self.stock.read(name, &self.sources)
    }

    /// The file that holds the recipe of that name; none for a shipped one.
    pub fn file_of(&self, name: &str) -> Option<PathBuf> {
        match self.stock.recipe(name)?.origin {
            Origin::File(file) => self.stock.path(file, &self.sources),
            Origin::Shipped => None,
        }
    }

    /// The recipe of that whole name; upper and lower case are the same, and so are letters with and without accents unless that would be two.
    fn whole(&self, name: &str) -> Option<&Shelved> {
        self.stock.recipe(name).or_else(|| {
            let folded = fold(name);
            let mut fit = self.stock.recipes.iter().filter(|shelved| fold(&shelved.card.name) == folded);
            fit.next().filter(|_| fit.next().is_none())
        })
    }

    /// The one recipe that `name` means: by its whole name, else as the start of one name only, else as a part of one name only; upper
    /// and lower case are the same, and so are letters with and without accents.
    ///
    /// # Errors
    /// If no recipe or several fit.
    pub fn find(&self, name: &str) -> Result<&Shelved, NotFound> {
        let wanted = fold(&clean(name));
        if let Some(found) = self.whole(&clean(name)) {
            return Ok(found);
        }
        let recipes = &self.stock.recipes;
        let all = |fits: &dyn Fn(&str) -> bool| -> Vec<&Shelved> {
            recipes.iter().filter(|shelved| fits(&fold(&shelved.card.name))).collect()
        };
        let starts = all(&|name| !wanted.is_empty() && name.starts_with(&wanted));
        let holds = all(&|name| !wanted.is_empty() && wanted.split(' ').all(|word| name.contains(word)));
        match (starts.as_slice(), holds.as_slice()) {
            ([one], _) | ([], [one]) => Ok(one),
            ([], []) => {
                let names = recipes.iter().map(|shelved| &*shelved.card.name);
                let by_word = || {
                    let near = |shelved: &&Shelved| {
                        let words = shelved.card.name.split(' ');
                        wanted.split(' ').all(|word| nearest(word, words.clone()).is_some())
                    };
                    recipes.iter().find(near).map(|shelved| &*shelved.card.name)
                };
                Err(NotFound {
                    message: format!("no recipe is called `{}`", clean(name)),
                    hint: match nearest(&wanted, names).or_else(by_word) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => "`baste list` names them all".to_owned(),
                    },
                })
            }
            (starts, holds) => {
                let several = if starts.is_empty() { holds } else { starts };
                let names: Vec<String> = several.iter().take(5).map(|s| format!("`{}`", s.card.name)).collect();
                Err(NotFound {
                    message: format!("{} recipes fit `{}`", several.len(), clean(name)),
                    hint: format!("did you mean {}?", names.join(" or ")),
                })
            }
        }
    }
}

#[cfg(test)]
mod reader_tests;
#[cfg(test)]
mod tests;
