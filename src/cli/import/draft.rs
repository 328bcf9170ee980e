//! The draft of a recipe: printed, or saved among the cook's recipes and opened.
//!
//! On a terminal it is saved first and then shown on the set-up screen, so that leaving the screen loses nothing, and the guesses
//! can be checked in the file. Nothing is overwritten without confirmation.

use crate::cli::cook;
use crate::cli::exit::{Code, CommandError};
use crate::import::{Draft, Source, Times, Understanding, draft};
use crate::recipe::text::clean;
use crate::runtime::RunOptions;
use crate::shelf::temporary::{clear, temporary};
use crate::shelf::{Shelf, own_folder, read_file};
use std::env;
use std::fs::{self, OpenOptions};
use std::io::{self, BufRead as _, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

/// What to do with the draft.
#[derive(clap::Args, Debug)]
pub(super) struct SaveTarget {
    /// Print the recipe file, and save nothing.
    #[arg(long, conflicts_with = "save")]
    pub(super) stdout: bool,
    /// Save it among your recipes without opening it.
    #[arg(long)]
    pub(super) save: bool,
    /// Its name, in place of the one in the source.
    #[arg(long, value_name = "NAME")]
    pub(super) name: Option<String>,
}

/// The most warnings that are shown; more would scroll the first away.
const TOLD: usize = 12;
/// The longest file name without extension, in bytes.
const LONGEST_NAME: usize = 60;

/// Makes a recipe of `source`, which was read from `page`.
pub(super) fn made(page: &str, source: &Source, times: &Times) -> Result<Draft, CommandError> {
    let mut understanding = Understanding::of(source.lines(), times);
    draft(source, |text| understanding.step(text, times)).map_err(|why| CommandError {
        message: format!("{}: {}", clean(page), why.message),
        hint: why.hint,
        code: Code::Faults,
    })
}

/// Writes the first `most` doubts about a draft.
pub(super) fn tell_doubts(draft: &Draft, most: usize, err: &mut dyn Write) {
    for doubt in draft.warnings.iter().take(most) {
        let _ = writeln!(err, "{}: {}", clean(&draft.recipe.name), clean(doubt));
    }
    if draft.warnings.len() > most {
        let more = draft.warnings.len() - most;
        let _ = writeln!(err, "and {more} more: `baste check` names what is odd in a saved recipe");
    }
}

/// Prints the draft, or saves it and opens it.
pub(super) fn keep(
    draft: &Draft,
    keep: &SaveTarget,
    folders: &[PathBuf],
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Code, CommandError> {
    tell_doubts(draft, TOLD, err);
    let screen = io::stdin().is_terminal() && io::stdout().is_terminal();
    if keep.stdout || !(keep.save || screen) {
        let printed = out.write_all(draft.toml().as_bytes()).and_then(|()| out.flush());
        return match printed {
            Err(e) if e.kind() != io::ErrorKind::BrokenPipe => Err(CommandError {
                message: format!("the recipe could not be printed: {e}"),
                hint: "check where the output goes".to_owned(),
                code: Code::Faults,
            }),
            Ok(()) | Err(_) => {
                if !keep.stdout {
                    let _ = writeln!(err, "Printed, and not kept: --save puts it among your recipes.");
                }
                Ok(Code::Ok)
            }
        };
    }
    let path = save(draft, folders, screen, err)?;
    let said = format!("Saved in {}.", shown(&path));
    let guesses = guesses(draft);
    if !screen || keep.save {
        let _ = writeln!(out, "{said} {guesses}");
        return Ok(Code::Ok);
    }
    // Printed now, it is visible on the terminal again after the screen closes.
    let _ = writeln!(err, "{said} {guesses}");
    let mut shelf = Shelf::at(folders);
    let open = shelf.open(&draft.recipe.name).ok();
    cook(RunOptions { shelf, open, say: Some(format!("{guesses} {said}")), ..RunOptions::default() })
}

/// "7 guesses to look at, marked # in the file."
pub(super) fn guesses(draft: &Draft) -> String {
    match draft.guesses() {
        0 => "Nothing in it is a guess.".to_owned(),
        1 => "1 guess to look at, marked # in the file.".to_owned(),
        n => format!("{n} guesses to look at, marked # in the file."),
    }
}

/// Puts the recipe among the cook's; gives its file.
pub(super) fn save(
    draft: &Draft,
    folders: &[PathBuf],
    ask: bool,
    err: &mut dyn Write,
) -> Result<PathBuf, CommandError> {
    let folder = match folders {
        [] => own_folder().ok_or_else(|| CommandError {
            message: "there is no folder for recipes: neither HOME nor XDG_DATA_HOME is set".to_owned(),
            hint: "set one of them, or use --stdout".to_owned(),
            code: Code::Faults,
        })?,
        [first, ..] if first.is_dir() => first.clone(),
        [first, ..] => {
            return Err(CommandError {
                message: format!("{} is no folder to save a recipe in", shown(first)),
                hint: "name a folder with --recipes, or use --stdout".to_owned(),
                code: Code::Usage,
            });
        }
    };
    let path = place(&folder, &draft.recipe.name);
    let toml = draft.toml();
    let other = "give it another name with --name NAME, or print it with --stdout";
    // Recipes of one name in two files would hide each other.
    let mut shelf = Shelf::at(folders);
    shelf.refresh();
    if let Some(file) = shelf.file_of(&draft.recipe.name).filter(|file| *file != path) {
        return Err(CommandError {
            message: format!("a recipe called {} is in {} already", clean(&draft.recipe.name), shown(&file)),
            hint: other.to_owned(),
            code: Code::Faults,
        });
    }
    let there = fs::symlink_metadata(&path).is_ok();
    if there && fs::read(&path).is_ok_and(|old| old == toml.as_bytes()) {
        return Ok(path);
    }
    if there && !(ask && agreed(&path, err)) {
        let hint = if ask { format!("it is as it was; {other}") } else { other.to_owned() };
        return Err(CommandError { message: format!("{} is there already", shown(&path)), hint, code: Code::Faults });
    }
    write(&folder, &path, &toml, there).map_err(|e| match e.kind() {
        io::ErrorKind::AlreadyExists => CommandError {
            message: format!("{} came to be just now", shown(&path)),
            hint: other.to_owned(),
            code: Code::Faults,
        },
        _ => CommandError {
            message: format!("{} cannot be written: {e}", shown(&path)),
            hint: "check the folder and the disk, or use --stdout".to_owned(),
            code: Code::Faults,
        },
    })?;
    Ok(path)
}

/// The file for a recipe of that name. A file with anything but one recipe of that name is not used.
fn place(folder: &Path, name: &str) -> PathBuf {
    let file = file_name(name);
    let names = (1..).map(|n| if n == 1 { format!("{file}.toml") } else { format!("{file}-{n}.toml") });
    let mut paths = names.map(|file| folder.join(file));
    let fits = |path: &PathBuf| {
        if fs::symlink_metadata(path).is_err() {
            return true;
        }
        let recipes = read_file(path).map_or_else(|_| Vec::new(), |reading| reading.recipes);
        matches!(recipes.as_slice(), [one] if one.name.to_lowercase() == name.to_lowercase())
    };
    paths.find(fits).unwrap_or_else(|| folder.join(file))
}

/// Asks whether the file may be replaced.
fn agreed(path: &Path, err: &mut dyn Write) -> bool {
    let steps = read_file(path).ok().and_then(|reading| Some(reading.recipes.first()?.steps.len())).unwrap_or(0);
    let what = if steps == 1 { "1 step".to_owned() } else { format!("{steps} steps") };
    let _ = write!(err, "{} is there already, a recipe of that name with {what}. Replace it? [y/N] ", shown(path));
    let _ = err.flush();
    let mut answer = String::new();
    let read = io::stdin().lock().read_line(&mut answer);
    read.is_ok() && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")
}

/// Writes the whole file or nothing; replaces an existing one only if allowed.
fn write(folder: &Path, path: &Path, text: &str, replace: bool) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    // A killed import leaves its temporary file; only such files have these names.
    clear(folder, |name| name.starts_with('.') && name.ends_with(".toml"));
    let temporary = temporary(path, ".");
    let written = OpenOptions::new().write(true).create_new(true).open(&temporary).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    let placed = written.and_then(|()| {
        if replace {
            return fs::rename(&temporary, path);
        }
        // Unlike a rename, a link fails if the file exists, even if it was created a moment ago.
        match fs::hard_link(&temporary, path) {
            Ok(()) => fs::remove_file(&temporary),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => Err(e),
            // Not every file system supports links.
            Err(_) if fs::symlink_metadata(path).is_err() => fs::rename(&temporary, path),
            Err(e) => Err(e),
        }
    });
    if placed.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    placed?;
    // Makes the name survive a power cut; not every system supports it.
    let _ = fs::File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// A file name from the title: letters and digits, joined by hyphens.
fn file_name(name: &str) -> String {
    let mut file = String::new();
    for c in name.to_lowercase().chars() {
        if file.len() + c.len_utf8() > LONGEST_NAME {
            break;
        }
        if c.is_alphanumeric() {
            file.push(c);
        } else if !file.is_empty() && !file.ends_with('-') && !matches!(c, '\'' | '’') {
            file.push('-');
        }
    }
    let file = file.trim_end_matches('-');
    if file.is_empty() { "recipe".to_owned() } else { file.to_owned() }
}

/// A path for the cook, with ~ for the home.
pub(super) fn shown(path: &Path) -> String {
    let home = env::var_os("HOME").map(PathBuf::from).filter(|home| home.is_absolute());
    let short = home.and_then(|home| path.strip_prefix(home).ok().map(|rest| Path::new("~").join(rest)));
    clean(&short.as_deref().unwrap_or(path).to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::{file_name, write};
    use std::fs;

    #[test]
    fn files_are_named_after_their_recipe() {
        for (name, file) in [
            ("Honey glazed crispy pork belly", "honey-glazed-crispy-pork-belly"),
            ("Grandma's \"best\" soup!", "grandmas-best-soup"),
            ("../../etc/passwd", "etc-passwd"),
            ("Käsespätzle", "käsespätzle"),
            ("  ", "recipe"),
        ] {
            assert_eq!(file_name(name), file);
        }
        assert!(file_name(&"ü".repeat(500)).len() <= 60);
    }

    #[test]
    fn a_file_is_written_whole_and_not_over_another() {
        let folder = std::env::temp_dir().join(format!("baste-import-{}", std::process::id()));
        let path = folder.join("soup.toml");
        write(&folder, &path, "one", false).unwrap();
        assert!(write(&folder, &path, "two", false).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        write(&folder, &path, "two", true).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        // Files left by killed imports: no running process has these ids.
        for left in [".soup.toml.4194305", ".pie-2.toml.4194306"] {
            fs::write(folder.join(left), "half").unwrap();
        }
        fs::write(folder.join(".notes.4194305"), "somebody's").unwrap();
        write(&folder, &folder.join("pie.toml"), "pie", false).unwrap();
        let mut names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, [".notes.4194305", "pie.toml", "soup.toml"]);
        fs::remove_dir_all(&folder).unwrap();
    }
}
