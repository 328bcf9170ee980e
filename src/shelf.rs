//! The shelf: recipe files found and read.
//!
//! The cook's own recipes (one folder, or the paths given) and those that ship inside the binary. The cook's win over shipped ones of the
//! same name. A file that cannot be read is a fault that is told, and never hides another file.

use crate::recipe::Recipe;
use crate::recipe::fault::{Fault, Look, Severity};
use crate::recipe::read::{LARGEST, Reading, read};
use crate::recipe::text::{clean, nearest};
use std::env;
use std::fs;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

/// The recipes that ship with the program.
pub const SHIPPED: &str = include_str!("../recipes.toml");

/// The most files that are read from a folder.
const MOST_FILES: usize = 2_000;

/// Where a recipe is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It ships with the program.
    Shipped,
    /// It is the cook's own.
    File(PathBuf),
}

/// A recipe on the shelf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelved {
    /// The recipe.
    pub recipe: Recipe,
    /// Where it is from.
    pub origin: Origin,
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Something in it.
    Inside(Box<Fault>),
    /// All of it: what, and the mend.
    Whole {
        /// How bad it is.
        severity: Severity,
        /// "cannot be read: permission denied".
        message: String,
        /// What to do.
        mend: String,
    },
}

/// A fault, and the file that it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFault {
    /// The file, harmless for showing.
    pub path: String,
    /// What is wrong.
    pub wrong: Wrong,
}

/// All recipes at hand, the cook's own first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    /// Recipes without an error.
    pub recipes: Vec<Shelved>,
    /// What is wrong with the cook's files.
    pub faults: Vec<FileFault>,
}

/// No one recipe fits a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotFound {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub mend: String,
}

impl FileFault {
    fn whole(path: &Path, message: impl Into<String>, mend: impl Into<String>) -> FileFault {
        let (message, mend) = (message.into(), mend.into());
        FileFault { path: told(path), wrong: Wrong::Whole { severity: Severity::Error, message, mend } }
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        match &self.wrong {
            Wrong::Inside(fault) => fault.severity,
            Wrong::Whole { severity, .. } => *severity,
        }
    }

    /// On one line.
    pub fn line(&self) -> String {
        match &self.wrong {
            Wrong::Inside(fault) => fault.line(&self.path),
            Wrong::Whole { message, mend, .. } => format!("{}: {message}: {mend}", self.path),
        }
    }

    /// In full, with the line underlined. Ends with a line break.
    pub fn render(&self, look: Look) -> String {
        match &self.wrong {
            Wrong::Inside(fault) => fault.render(&self.path, look),
            Wrong::Whole { severity, message, mend } => {
                let kind = match severity {
                    Severity::Error => "error",
                    Severity::Warning => "warning",
                };
                format!("{kind}: {}: {message}\n  = help: {mend}\n", self.path)
            }
        }
    }
}

fn told(path: &Path) -> String {
    clean(&path.to_string_lossy())
}

/// The folder of the cook's own recipes: `baste/recipes` in `$XDG_DATA_HOME`, by default `~/.local/share`. None without a home.
pub fn own_folder() -> Option<PathBuf> {
    // The XDG base directory specification has relative paths ignored.
    let absolute = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let data = absolute("XDG_DATA_HOME").or_else(|| absolute("HOME").map(|home| home.join(".local/share")))?;
    Some(data.join("baste/recipes"))
}

/// The shelf: the recipes at `paths` (files or folders), or in the cook's folder where there are none; and the shipped ones.
pub fn load(paths: &[PathBuf]) -> Shelf {
    let mut shelf = Shelf::default();
    if paths.is_empty() {
        // Nobody has to have recipes of their own; but a folder that cannot be looked into is told.
        for folder in own_folder().into_iter().filter(|folder| folder.try_exists().unwrap_or(true)) {
            shelf.add(&folder);
        }
    }
    for path in paths {
        shelf.add(path);
    }
    for recipe in read(SHIPPED.as_bytes()).recipes {
        if shelf.position(&recipe.name).is_none() {
            shelf.recipes.push(Shelved { recipe, origin: Origin::Shipped });
        }
    }
    shelf
}

/// The recipe files at `path`: itself, or those of a folder, by name.
pub fn files(path: &Path) -> Result<Vec<PathBuf>, FileFault> {
    let broken = |error: &std::io::Error| FileFault::whole(path, cannot(error), mend_of(error));
    if !fs::metadata(path).map_err(|e| broken(&e))?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(path).map_err(|e| broken(&e))? {
        let file = entry.map_err(|e| broken(&e))?.path();
        let hidden = file.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if !hidden && file.extension().is_some_and(|end| end == "toml") {
            files.push(file);
        }
    }
    if files.len() > MOST_FILES {
        return Err(FileFault::whole(path, format!("{} recipe files", files.len()), format!("{MOST_FILES} at most")));
    }
    files.sort();
    Ok(files)
}

/// Reads one recipe file.
pub fn read_file(path: &Path) -> Result<Reading, FileFault> {
    let broken = |error: &std::io::Error| FileFault::whole(path, cannot(error), mend_of(error));
    let about = fs::metadata(path).map_err(|e| broken(&e))?;
    // A pipe or a device could keep us waiting for ever.
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

impl Shelf {
    fn add(&mut self, path: &Path) {
        let files = files(path).unwrap_or_else(|fault| {
            self.faults.push(fault);
            Vec::new()
        });
        for file in files {
            match read_file(&file) {
                Ok(reading) => self.take(&file, reading),
                Err(fault) => self.faults.push(fault),
            }
        }
    }

    fn take(&mut self, file: &Path, reading: Reading) {
        let path = told(file);
        for fault in reading.faults {
            self.faults.push(FileFault { path: path.clone(), wrong: Wrong::Inside(Box::new(fault)) });
        }
        for recipe in reading.recipes {
            match self.position(&recipe.name).and_then(|n| self.recipes.get(n)) {
                None => self.recipes.push(Shelved { recipe, origin: Origin::File(file.to_owned()) }),
                Some(first) => {
                    let whose = match &first.origin {
                        Origin::File(path) => told(path),
                        Origin::Shipped => "the shipped recipes".to_owned(),
                    };
                    let message = format!("`{}` is in {whose} already", recipe.name);
                    let mend = "give one of them another name".to_owned();
                    let wrong = Wrong::Whole { severity: Severity::Warning, message, mend };
                    self.faults.push(FileFault { path: path.clone(), wrong });
                }
            }
        }
    }

    fn position(&self, name: &str) -> Option<usize> {
        let name = name.to_lowercase();
        self.recipes.iter().position(|shelved| shelved.recipe.name.to_lowercase() == name)
    }

    /// The errors, one line each, for the shelf on the screen; warnings are for `baste check`.
    pub fn error_lines(&self) -> Vec<String> {
        self.faults.iter().filter(|f| f.severity() == Severity::Error).map(FileFault::line).collect()
    }

    /// The one recipe that `name` means: by its whole name, else as the start of one name only, else as a part of one name only; upper
    /// and lower case are the same.
    pub fn find(&self, name: &str) -> Result<&Shelved, NotFound> {
        let wanted = clean(name).to_lowercase();
        if let Some(found) = self.position(&wanted).and_then(|n| self.recipes.get(n)) {
            return Ok(found);
        }
        let all = |fits: &dyn Fn(&str) -> bool| -> Vec<&Shelved> {
            self.recipes.iter().filter(|shelved| fits(&shelved.recipe.name.to_lowercase())).collect()
        };
        let starts = all(&|name| !wanted.is_empty() && name.starts_with(&wanted));
        let holds = all(&|name| !wanted.is_empty() && wanted.split(' ').all(|word| name.contains(word)));
        match (starts.as_slice(), holds.as_slice()) {
            ([one], _) | ([], [one]) => Ok(one),
            ([], []) => {
                let names = self.recipes.iter().map(|shelved| shelved.recipe.name.as_str());
                let by_word = || {
                    let near = |shelved: &&Shelved| {
                        let words = shelved.recipe.name.split(' ');
                        wanted.split(' ').all(|word| nearest(word, words.clone()).is_some())
                    };
                    self.recipes.iter().find(near).map(|shelved| shelved.recipe.name.as_str())
                };
                Err(NotFound {
                    message: format!("no recipe is called `{}`", clean(name)),
                    mend: match nearest(&wanted, names).or_else(by_word) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => "`baste list` names them all".to_owned(),
                    },
                })
            }
            (starts, holds) => {
                let several = if starts.is_empty() { holds } else { starts };
                let names: Vec<String> = several.iter().take(5).map(|s| format!("`{}`", s.recipe.name)).collect();
                Err(NotFound {
                    message: format!("{} recipes fit `{}`", several.len(), clean(name)),
                    mend: format!("did you mean {}?", names.join(" or ")),
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LARGEST, Origin, Shelf, load, read_file};
    use std::fs;
    use std::path::{Path, PathBuf};

    /// A folder that is gone with the test.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Folder {
            let path = std::env::temp_dir().join(format!("baste-shelf-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&path);
            fs::create_dir_all(&path).unwrap();
            Folder(path)
        }
        fn file(&self, name: &str, text: &str) -> PathBuf {
            let path = self.0.join(name);
            fs::write(&path, text).unwrap();
            path
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn recipe(name: &str) -> String {
        format!("name = \"{name}\"\n[[step]]\nphase = \"prep\"\n")
    }

    fn names(shelf: &Shelf) -> Vec<&str> {
        shelf.recipes.iter().map(|s| s.recipe.name.as_str()).collect()
    }

    fn lines(shelf: &Shelf, folder: &Path) -> Vec<String> {
        let head = format!("{}/", folder.display());
        shelf.faults.iter().map(|f| f.line().replace(&head, "")).collect()
    }

    #[test]
    fn the_cooks_recipes_come_first_and_win() {
        let folder = Folder::new("win");
        folder.file("b.toml", &recipe("Rice"));
        folder.file("a.toml", &recipe("HONEY glazed crispy pork belly"));
        folder.file("c.toml", &recipe("rice"));
        folder.file("notes.txt", "no recipe");
        folder.file(".hidden.toml", "no recipe");
        let shelf = load(std::slice::from_ref(&folder.0));
        assert_eq!(names(&shelf), ["HONEY glazed crispy pork belly", "Rice", "Caramelized honey-glazed pork belly"]);
        assert_eq!(shelf.recipes[2].origin, Origin::Shipped);
        assert_eq!(lines(&shelf, &folder.0), ["c.toml: `rice` is in b.toml already: give one of them another name"]);
    }

    #[test]
    fn a_broken_file_hides_no_other() {
        let folder = Folder::new("broken");
        folder.file("a.toml", "name = \"A\"\n[[step]]\nphase = \"rost\"\n");
        folder.file("b.toml", &recipe("B"));
        folder.file("big.toml", &"#".repeat(10 * LARGEST));
        folder.file("empty.toml", "");
        fs::create_dir(folder.0.join("folder.toml")).unwrap();
        fs::write(folder.0.join("binary.toml"), b"\x7fELF\0\x01").unwrap();
        let missing = folder.0.join("missing.toml");
        let shelf = load(&[folder.0.clone(), missing]);
        assert_eq!(names(&shelf)[0], "B");
        assert_eq!(names(&shelf).len(), 3);
        assert_eq!(
            lines(&shelf, &folder.0),
            [
                "a.toml:3:9: unknown phase `rost`: did you mean `roast`?",
                "big.toml: has 10.0 MB: a recipe file has 1 MB at most",
                "binary.toml:1:1: the file is not text: a recipe is a text file in TOML",
                "empty.toml:1:1: the file is empty: it wants at least a `name` and one [[step]]",
                "folder.toml: is no file: name a recipe file, or a folder of them",
                "missing.toml: is not there: check the path",
            ]
        );
        assert_eq!(shelf.error_lines().len(), 6);
        assert!(read_file(&folder.0.join("b.toml")).is_ok());
    }

    #[test]
    fn names_are_found_as_they_are_typed() {
        let folder = Folder::new("find");
        folder.file("a.toml", &recipe("Rice"));
        folder.file("b.toml", &recipe("Rice pudding"));
        let shelf = load(std::slice::from_ref(&folder.0));
        let found = |name: &str| match shelf.find(name) {
            Ok(found) => found.recipe.name.clone(),
            Err(none) => format!("{}: {}", none.message, none.mend),
        };
        assert_eq!(found("rice"), "Rice");
        assert_eq!(found("Rice p"), "Rice pudding");
        assert_eq!(found("pudding"), "Rice pudding");
        assert_eq!(found("honey glazed crispy"), "Honey glazed crispy pork belly");
        assert_eq!(found("caramel"), "Caramelized honey-glazed pork belly");
        assert_eq!(found("caramelized pork"), "Caramelized honey-glazed pork belly");
        assert_eq!(
            found("pork"),
            "2 recipes fit `pork`: did you mean `Honey glazed crispy pork belly` or `Caramelized honey-glazed pork belly`?"
        );
        assert_eq!(found("ryce"), "no recipe is called `ryce`: did you mean `Rice`?");
        assert_eq!(found("rice puding"), "no recipe is called `rice puding`: did you mean `Rice pudding`?");
        assert_eq!(
            found("caramelised"),
            "no recipe is called `caramelised`: did you mean `Caramelized honey-glazed pork belly`?"
        );
        assert_eq!(found("soup\u{1b}[2J"), "no recipe is called `soup[2J`: `baste list` names them all");
        assert_eq!(found(""), "no recipe is called ``: `baste list` names them all");
    }
}
