//! Reads the arguments of `baste import`: files, addresses, pasted text, and the files in folders.

use crate::cli::exit::{Code, CommandError};
use crate::fetch::{self, FetchedPage, Limits};
use crate::import::{largest, may_have_recipes};
use crate::recipe::text::clean;
use std::collections::HashSet;
use std::fmt::Display;
use std::fs::{self, File};
use std::io::{self, ErrorKind, IsTerminal as _, Read, Write as _};
use std::path::{Path, PathBuf};

/// The deepest nesting of folders.
const DEEPEST: usize = 16;
/// The most files of one run: more than any collection has.
const MOST_FILES: usize = 50_000;
/// File extensions that are never recipes, such as pictures.
const BESIDE: [&str; 26] = [
    "jpg", "jpeg", "png", "gif", "webp", "avif", "heic", "svg", "bmp", "tif", "tiff", "ico", "css", "js", "woff",
    "woff2", "ttf", "mp4", "webm", "mp3", "toml", "map", "ini", "db", "lock", "log",
];

/// Reads what `page` names.
pub(super) fn get(page: &str) -> Result<FetchedPage, CommandError> {
    if fetch::is_address(page) {
        return fetch::fetch(page, Limits::default()).map_err(|unfetched| fault(page, &unfetched, unfetched.hint()));
    }
    let got = if page == "-" {
        if io::stdin().is_terminal() {
            let _ = writeln!(io::stderr(), "Paste the recipe, then press Enter and Ctrl-D.");
        }
        bytes(io::stdin())
    } else {
        File::open(page).and_then(bytes)
    };
    match got {
        Ok(bytes) => Ok(FetchedPage { bytes, content_type: None }),
        Err(e) if e.kind() == ErrorKind::NotFound => {
            Err(fault(page, "it is not there", "check the path; an address begins with https://"))
        }
        Err(e) if e.kind() == ErrorKind::IsADirectory => Err(fault(page, "it is a folder", "name a file in it")),
        Err(e) => Err(fault(page, e, "check the path, and whether you may read it")),
    }
}

/// Reads all bytes, but at most one more than the limit for this kind of file, so that a larger one is noticed.
fn bytes(mut from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.by_ref().take(32_768).read_to_end(&mut bytes)?;
    let more = (largest(&bytes) + 1).saturating_sub(bytes.len());
    from.take(more as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

pub(super) fn fault(page: &str, why: impl Display, hint: &str) -> CommandError {
    let page = if page == "-" { "what was pasted".to_owned() } else { clean(page) };
    CommandError { message: format!("{page}: {why}"), hint: hint.to_owned(), code: Code::Faults }
}

/// The files of a folder.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct FolderFiles {
    /// Files to read, sorted by name.
    pub(super) files: Vec<PathBuf>,
    /// The number of other files, such as pictures.
    pub(super) beside: usize,
    /// Folders that could not be read.
    pub(super) closed: Vec<PathBuf>,
    /// Whether there are more files than the limit.
    pub(super) cut: bool,
}

/// Finds the files in `folder` and its subfolders. Links and hidden files are skipped.
pub(super) fn files_of(folder: &Path) -> FolderFiles {
    let mut found = FolderFiles::default();
    look(folder, 0, &mut found);
    found
}

fn look(folder: &Path, depth: usize, found: &mut FolderFiles) {
    let Some(read) = fs::read_dir(folder).ok().filter(|_| depth < DEEPEST) else {
        found.closed.push(folder.to_owned());
        return;
    };
    let mut entries: Vec<_> = read.filter_map(Result::ok).take(MOST_FILES).collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    let name = |entry: &fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
    // A folder "Soup_files" beside "Soup.html" contains the pictures and scripts of that page.
    let pages: HashSet<String> = entries
        .iter()
        .filter_map(|entry| name(entry).rsplit_once('.').map(|(stem, ending)| (stem.to_owned(), ending.to_lowercase())))
        .filter(|(_, ending)| ending.starts_with("htm") || ending == "xhtml")
        .map(|(stem, _)| stem)
        .collect();
    for entry in entries {
        if found.files.len() >= MOST_FILES {
            found.cut = true;
            return;
        }
        let name = name(&entry);
        let of_page = || name.rsplit_once(['_', '-', '.']).is_some_and(|(stem, _)| pages.contains(stem));
        match entry.file_type() {
            _ if name.starts_with('.') => {}
            Ok(kind) if kind.is_dir() && of_page() => found.beside += 1,
            Ok(kind) if kind.is_dir() => look(&entry.path(), depth + 1, found),
            Ok(kind) if kind.is_file() && is_tried(&name) => found.files.push(entry.path()),
            Ok(_) | Err(_) => found.beside += 1,
        }
    }
}

fn is_tried(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    may_have_recipes(name) || !BESIDE.contains(&ending.as_str())
}

#[cfg(test)]
mod tests {
    use super::files_of;
    use std::fs;

    #[test]
    fn pictures_and_the_parts_of_a_page_are_no_recipes() {
        let folder = std::env::temp_dir().join(format!("baste-import-folder-{}", std::process::id()));
        for path in
            ["Soup/recipe.json", "Soup/full.jpg", "b.html", "b_files/frame.html", "a.rtf", ".hidden.html", "old.toml"]
        {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let found = files_of(&folder);
        let names: Vec<_> =
            found.files.iter().map(|path| path.strip_prefix(&folder).unwrap().to_str().unwrap()).collect();
        assert_eq!(names, ["Soup/recipe.json", "a.rtf", "b.html"]);
        assert_eq!((found.beside, found.closed.len(), found.cut), (3, 0, false));
        fs::remove_dir_all(&folder).unwrap();
    }
}
