//! Reads all recipes of an input: a page or a text has one, an export or an archive may have many.

use super::apps::{as_schema, paprika_recipe};
use super::archive::{ArchivedFile, UnpackBudget, files, is_gzip, is_zip, unpack};
use super::error::{ImportError, LARGEST};
use super::page::{json_recipes, schema_recipes};
use super::read::{SourceHint, named, read, tidied};
use super::source::Source;

/// The largest archive, which may contain photographs.
const LARGEST_ARCHIVE: usize = 100_000_000;

/// One recipe of an input, or why it could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectionEntry {
    /// Its name in the archive or export; `None` if the input is a single recipe.
    pub name: Option<String>,
    /// The recipe.
    pub source: Result<Source, ImportError>,
}

/// The most bytes that are read of an input with this start.
pub fn largest(start: &[u8]) -> usize {
    let packed = is_zip(start) || is_gzip(start) || super::mhtml::message_kind(start).is_some();
    if packed { LARGEST_ARCHIVE } else { LARGEST }
}

/// Reads every recipe of an input.
///
/// # Errors
///
/// If it contains no recipe, or is a hostile archive. One unreadable recipe among several is an entry with an error.
pub fn read_all(bytes: &[u8], hint: SourceHint<'_>) -> Result<Vec<CollectionEntry>, ImportError> {
    read_within(bytes, hint, &mut UnpackBudget::default(), 0)
}

fn read_within(
    bytes: &[u8],
    hint: SourceHint<'_>,
    budget: &mut UnpackBudget,
    depth: usize,
) -> Result<Vec<CollectionEntry>, ImportError> {
    if bytes.len() > largest(bytes) {
        return Err(ImportError::TooMuch);
    }
    if is_gzip(bytes) {
        let inner = budget.gunzip(bytes)?;
        return match paprika_recipe(&inner) {
            Some(recipe) => all(schema_recipes(&[recipe])),
            None if inner.len() <= LARGEST && !is_gzip(&inner) => {
                read_within(&inner, unpacked(hint), budget, depth + 1)
            }
            None => Err(ImportError::TooMuch),
        };
    }
    // Tandoor exports contain an archive for each recipe; no known export is nested deeper.
    if is_zip(bytes) && depth < 2 {
        return archive(bytes, budget, depth);
    }
    match json_recipes(bytes, as_schema) {
        Some(recipes) if recipes.len() > 1 => all(recipes),
        Some(recipes) if !recipes.is_empty() => {
            Ok(recipes.into_iter().map(|source| CollectionEntry { name: None, source: Ok(tidied(source)) }).collect())
        }
        Some(_) | None => Ok(vec![CollectionEntry { name: None, source: Ok(read(bytes, hint)?) }]),
    }
}

/// The recipes of one file as entries, each with its name.
fn all(recipes: Vec<Source>) -> Result<Vec<CollectionEntry>, ImportError> {
    let entry = |source: Source| {
        let source = tidied(source);
        let name = source.title.clone();
        let whole = !source.instructions.is_empty() || source.ingredients.len() > 1;
        CollectionEntry { name, source: if whole { Ok(source) } else { Err(ImportError::NoRecipe) } }
    };
    let entries: Vec<CollectionEntry> = recipes.into_iter().map(entry).collect();
    if entries.is_empty() { Err(ImportError::NoRecipe) } else { Ok(entries) }
}

/// The name of a gzip file without its extension.
fn unpacked(hint: SourceHint<'_>) -> SourceHint<'_> {
    let name = hint.name.map(|name| name.strip_suffix(".gz").unwrap_or(name));
    SourceHint { name, content_type: None }
}

/// The recipes of an archive. Other files in it, such as pictures, are skipped.
fn archive(bytes: &[u8], budget: &mut UnpackBudget, depth: usize) -> Result<Vec<CollectionEntry>, ImportError> {
    let files = files(bytes)?;
    if let Some(foreign) = document_kind(&files) {
        return Err(foreign);
    }
    let mut entries = Vec::new();
    for file in files.iter().filter(|file| may_have_recipes(&file.name)) {
        let hint = SourceHint { name: Some(&file.name), content_type: None };
        let read = unpack(bytes, file, budget).and_then(|inner| read_within(&inner, hint, budget, depth + 1));
        match read {
            Ok(read) => entries.extend(read.into_iter().map(|entry| CollectionEntry {
                name: entry.name.or_else(|| title(&entry.source)).or_else(|| Some(file.name.clone())),
                ..entry
            })),
            // Such an archive is hostile, so nothing more of it is read.
            Err(harm @ (ImportError::UnpacksTooMuch | ImportError::TooManyFiles | ImportError::ClimbingPath)) => {
                return Err(harm);
            }
            // Other data in an export (shopping lists, settings) is not a failed recipe.
            Err(ImportError::NoRecipe) if !named(hint, &["paprikarecipe", "zip"]) => {}
            Err(unread) => entries.push(CollectionEntry { name: Some(file.name.clone()), source: Err(unread) }),
        }
    }
    if entries.is_empty() { Err(ImportError::NoRecipe) } else { Ok(entries) }
}

fn title(source: &Result<Source, ImportError>) -> Option<String> {
    source.as_ref().ok()?.title.clone()
}

/// Recognises electronic books and office documents, which are zip archives too.
fn document_kind(files: &[ArchivedFile]) -> Option<ImportError> {
    files.iter().find_map(|file| match file.name.as_str() {
        "META-INF/container.xml" => Some(ImportError::Book),
        "[Content_Types].xml" | "META-INF/manifest.xml" => Some(ImportError::Document),
        _ => None,
    })
}

/// Whether a file in a folder or archive may contain a recipe, by its name.
pub(crate) fn may_have_recipes(name: &str) -> bool {
    const ENDINGS: [&str; 14] = [
        "html",
        "htm",
        "xhtml",
        "mhtml",
        "mht",
        "json",
        "jsonld",
        "txt",
        "md",
        "cook",
        "paprikarecipe",
        "paprikarecipes",
        "zip",
        "markdown",
    ];
    let own = name.rsplit('/').next().unwrap_or(name);
    !own.starts_with('.')
        && !name.starts_with("__MACOSX/")
        && named(SourceHint { name: Some(own), content_type: None }, &ENDINGS)
}

#[cfg(test)]
mod tests;
