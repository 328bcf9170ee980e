//! Recognises what kind of input was given, and reads it with the matching reader.

use super::encoding::decode;
use super::error::{ImportError, LARGEST};
use super::source::{Source, SourceLine};
use super::tidy::tidy;
use super::{cook, language, page, text};

/// What is known about the input besides its bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct SourceHint<'a> {
    /// The name of the file or the address of the page.
    pub name: Option<&'a str>,
    /// The server's content type: `text/html; charset=utf-8`.
    pub content_type: Option<&'a str>,
}

/// Reads a recipe from any input.
///
/// # Errors
///
/// If it contains no recipe; the error says why. No input causes a panic.
pub fn read(bytes: &[u8], hint: SourceHint<'_>) -> Result<Source, ImportError> {
    if bytes.len() > LARGEST {
        return Err(ImportError::TooMuch);
    }
    let text = decode(bytes, hint.content_type)?;
    if named(hint, &["toml"]) {
        return Err(ImportError::Already);
    }
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}');
    if start.is_empty() {
        return Err(ImportError::Empty);
    }
    let mut source = match kind(start, hint) {
        Kind::Page => page::read(&text),
        Kind::Json => page::read_json(start),
        Kind::Cook => cook::read(&text),
        Kind::Text => text::read(&text),
    }?;
    tidy_all(&mut source);
    if source.language.is_none() {
        // Without a language tag, English is assumed.
        source.language = language::detect(&source).filter(|tag| *tag != "en").map(str::to_owned);
    }
    Ok(source)
}

/// Sanitises every text to one line, whichever reader it came from, and drops texts without a letter or digit.
fn tidy_all(source: &mut Source) {
    let Source {
        title,
        language,
        yields,
        prep: _,
        cook: _,
        total: _,
        from,
        tags,
        ingredients,
        instructions,
        notes,
        warnings,
    } = source;
    for text in [title, language, yields, from] {
        *text = text.take().map(|text| tidy(&text)).filter(|text| !text.is_empty());
    }
    for texts in [tags, notes, warnings] {
        texts.iter_mut().for_each(|text| *text = tidy(text));
        texts.retain(|text| !text.is_empty());
    }
    for lines in [ingredients, instructions] {
        lines.iter_mut().map(SourceLine::text_mut).for_each(|text| *text = tidy(text));
        lines.retain(|line| !line.text().is_empty());
    }
}

/// The kinds of input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Page,
    Json,
    Cook,
    Text,
}

/// Recognises the kind. The content counts more than the name: a page saved as `recipe.txt` is a page.
fn kind(start: &str, hint: SourceHint<'_>) -> Kind {
    if start.starts_with(['{', '[']) && start.contains('"') {
        return Kind::Json;
    }
    let said = hint.content_type.is_some_and(|kind| kind.contains("html")) || named(hint, &["html", "htm", "xhtml"]);
    if said || is_page(start) {
        Kind::Page
    } else if named(hint, &["cook"]) || cook::is_cook(start) {
        Kind::Cook
    } else {
        Kind::Text
    }
}

fn named(hint: SourceHint<'_>, endings: &[&str]) -> bool {
    let ending = hint.name.and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| endings.contains(&ending.as_str()))
}

/// Whether HTML tags appear near the beginning.
fn is_page(start: &str) -> bool {
    let near: String = start.chars().take(2_000).flat_map(char::to_lowercase).collect();
    let tags =
        ["<!doctype html", "<html", "<head", "<body", "<script", "<div", "<meta", "<article", "<h1", "<ul", "<p>"];
    near.starts_with('<') && tags.iter().any(|tag| near.contains(tag))
        || near.contains("<!doctype html")
        || near.contains("<html")
}
