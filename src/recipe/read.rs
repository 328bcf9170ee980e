//! Reads recipe files: TOML in, recipes and faults out.
//!
//! All faults of a file are reported at once: those of the syntax, of values, and of links between steps. A broken
//! recipe does not hide the others in its file. The TOML parser recovers from errors and keeps the position of every
//! value; the tables are walked by hand, so that each fault has its line and a fix. No input makes it panic.

mod cue;
mod join;
mod keys;
mod later;
mod recipe;
mod step;
pub(crate) mod syntax;
pub(crate) mod values;

use super::Recipe;
use super::fault::{Fault, Severity, SourceText};
use keys::RECIPE_KEYS;
use std::ops::Range;
use toml::de::{DeTable, DeValue};
use values::{Diagnostics, TableEntry, describe, entries};

/// The largest file that is read, in bytes.
pub const LARGEST: usize = 1_000_000;
const MOST_RECIPES: usize = 500;

const HINTS: syntax::Hints = syntax::Hints {
    quotes: "put it in quotes, such as for = \"1h\"",
    see: "see the recipes shipped with the program for how it is written",
};

/// The content of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecipeFile {
    /// The recipes without an error, in the order written.
    pub recipes: Vec<Recipe>,
    /// All faults, in line order.
    pub faults: Vec<Fault>,
}

impl RecipeFile {
    /// Whether any fault is an error.
    pub fn is_broken(&self) -> bool {
        self.faults.iter().any(|fault| fault.severity == Severity::Error)
    }
}

/// Reads a recipe file.
pub fn read(bytes: &[u8]) -> RecipeFile {
    let alone = |message: &str, hint: &str| RecipeFile {
        recipes: Vec::new(),
        faults: vec![SourceText::new("").fault(Severity::Error, &(0..0), message, hint)],
    };
    let decoded = decode(bytes, "a recipe file has 1 MB at most", "a recipe is a text file in TOML");
    let Decoded { text, wrong } = match decoded {
        Ok(decoded) => decoded,
        Err((message, hint)) => return alone(&message, hint),
    };
    if text.trim().is_empty() {
        return alone("the file is empty", "it wants at least a `name` and one [[step]]");
    }
    read_text(&text, &wrong)
}

pub(crate) struct Decoded {
    pub(crate) text: String,
    /// Where its bytes are not UTF-8.
    pub(crate) wrong: Vec<Range<usize>>,
}

/// The text of a file, or why none of it can be read and a hint. `largest` and `kind` are the hints for a file that is
/// too large and for one that is not text.
pub(crate) fn decode(
    bytes: &[u8],
    largest: &'static str,
    kind: &'static str,
) -> Result<Decoded, (String, &'static str)> {
    if bytes.len() > LARGEST {
        let size = bytes.len() as f64 / 1e6;
        return Err((format!("the file has {size:.1} MB"), largest));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(("the file is written in UTF-16".to_owned(), "save it as UTF-8"));
    }
    if bytes.contains(&0) {
        return Err(("the file is not text".to_owned(), kind));
    }
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    let mut text = String::with_capacity(bytes.len());
    let mut wrong: Vec<Range<usize>> = Vec::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            let from = text.len();
            text.push(char::REPLACEMENT_CHARACTER);
            wrong.push(from..text.len());
        }
    }
    Ok(Decoded { text, wrong })
}

/// Reports bytes that are not UTF-8.
pub(crate) fn tell_wrong(wrong: &[Range<usize>], notes: &mut Diagnostics<'_>) {
    for at in wrong.iter().take(5) {
        notes.syntax(at, "these bytes are not UTF-8", "save the file as UTF-8");
    }
}

/// Reads the text of a recipe file; `wrong` is where its bytes are not UTF-8.
fn read_text(text: &str, wrong: &[Range<usize>]) -> RecipeFile {
    let mut notes = Diagnostics::new(text);
    tell_wrong(wrong, &mut notes);
    let mended = syntax::mended(text, &HINTS, &mut notes);
    // The syntax faults have been reported already.
    let (table, _) = DeTable::parse_recoverable(&mended);
    let top = entries(table.get_ref());
    let mut recipes = Vec::new();
    match top.iter().find(|entry| entry.key == "recipe") {
        Some(entry) => several(&top, entry, &mut notes, &mut recipes),
        None if top.is_empty() && notes.has_errors() => {}
        None => {
            let whole = 0..text.len();
            recipes.extend(recipe::read(&top, &(0..0), &whole, recipe::FileForm::Alone, &mut notes));
        }
    }
    let mut names: Vec<String> = Vec::new();
    let mut kept = Vec::new();
    for read in recipes {
        let name = read.recipe.name.to_lowercase();
        if names.contains(&name) {
            let message = format!("there are two recipes called `{}`", read.recipe.name);
            notes.error(&read.name_at, message, "give one of them another name");
        } else {
            names.push(name);
            kept.push(read.recipe);
        }
    }
    RecipeFile { recipes: kept, faults: notes.finish() }
}

/// A file of `[[recipe]]` tables.
fn several(
    top: &[TableEntry<'_>],
    entry: &TableEntry<'_>,
    notes: &mut Diagnostics<'_>,
    recipes: &mut Vec<recipe::ReadRecipe>,
) {
    for other in top.iter().filter(|other| other.key != "recipe") {
        match other.key {
            "step" => {
                notes.error(&other.key_at, "this step belongs to no recipe", "write [[recipe.step]] in this file")
            }
            key if RECIPE_KEYS.contains(&key) => {
                notes.error(
                    &other.key_at,
                    format!("`{key}` stands outside of every recipe"),
                    "move it below a [[recipe]]",
                );
            }
            key => notes.error(&other.key_at, format!("unknown key `{key}`"), "write recipes below [[recipe]]"),
        }
    }
    let DeValue::Array(list) = entry.value.get_ref() else {
        notes.error(
            &entry.value.span(),
            format!("`recipe` should be a list of tables, not {}", describe(entry.value.get_ref())),
            "write [[recipe]], with two brackets",
        );
        return;
    };
    let starts: Vec<usize> = list.iter().map(|value| value.span().start).collect();
    for (n, value) in list.iter().enumerate() {
        if n == MOST_RECIPES {
            notes.error(&value.span(), format!("a file holds {MOST_RECIPES} recipes at most"), "split the file");
            return;
        }
        let at = value.span();
        let DeValue::Table(table) = value.get_ref() else {
            let message = format!("a recipe should be a table, not {}", describe(value.get_ref()));
            notes.error(&at, message, "write [[recipe]] and its keys below");
            continue;
        };
        let whole = at.start..starts.get(n + 1).copied().unwrap_or(usize::MAX);
        recipes.extend(recipe::read(&entries(table), &at, &whole, recipe::FileForm::OfSeveral, notes));
    }
}

#[cfg(test)]
mod food_tests;
#[cfg(test)]
mod key_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod warning_tests;
#[cfg(test)]
mod whole_tests;
