//! The file of settings: where it is, and what is in it.

use super::read::{SettingsFile, read};
use crate::recipe::fault::{Fault, RenderStyle};
use crate::recipe::read::LARGEST;
use crate::recipe::text::clean;
use std::env;
use std::fs;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

/// The file's name where there is little room.
const NAME: &str = "config.toml";

/// Where the settings are: `baste/config.toml` in `$XDG_CONFIG_HOME`, by default `~/.config`. None without a home.
pub fn path() -> Option<PathBuf> {
    // The XDG base directory specification has relative paths ignored.
    let absolute = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let folder = absolute("XDG_CONFIG_HOME").or_else(|| absolute("HOME").map(|home| home.join(".config")))?;
    Some(folder.join("baste").join(NAME))
}

/// What the cook's file says; all defaults where there is none.
pub fn load() -> SettingsFile {
    path().map_or_else(SettingsFile::default, |path| load_from(&path))
}

/// What the file at `path` says; all defaults where there is none.
pub fn load_from(path: &Path) -> SettingsFile {
    match bytes(path) {
        Ok(Some(bytes)) => read(&bytes),
        Ok(None) => SettingsFile::default(),
        Err((message, hint)) => SettingsFile::broken(&message, hint),
    }
}

fn bytes(path: &Path) -> Result<Option<Vec<u8>>, (String, &'static str)> {
    let broken = |e: std::io::Error| match e.kind() {
        ErrorKind::PermissionDenied => {
            ("the settings may not be read".to_owned(), "give yourself the right to read them (chmod u+r)")
        }
        _ => (format!("the settings cannot be read: {e}"), "check the disk and the path"),
    };
    let about = match fs::metadata(path) {
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(None),
        about => about.map_err(broken)?,
    };
    // Reading a pipe or a device may never end.
    if !about.is_file() {
        return Err(("this is no file".to_owned(), "settings are a text file in TOML"));
    }
    let mut bytes = Vec::new();
    let limit = u64::try_from(LARGEST).unwrap_or(u64::MAX).saturating_add(1);
    fs::File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes)).map_err(broken)?;
    Ok(Some(bytes))
}

/// All `faults` in full, each with its line underlined.
pub fn render(path: &Path, faults: &[Fault], look: RenderStyle) -> String {
    let path = clean(&path.to_string_lossy());
    faults.iter().map(|fault| format!("{}\n", fault.render(&path, look))).collect()
}

/// `faults` on a line each, for the screen.
pub fn lines(faults: &[Fault]) -> Vec<String> {
    faults.iter().map(|fault| fault.line(NAME)).collect()
}

/// `faults` in a few words, where there is no room for them; none if there are none.
pub fn in_short(faults: &[Fault]) -> Option<String> {
    match faults.len() {
        0 => None,
        1 => Some(format!("{NAME}: 1 fault, `baste config --check` names it")),
        more => Some(format!("{NAME}: {more} faults, `baste config --check` names them")),
    }
}
