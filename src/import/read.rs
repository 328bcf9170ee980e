//! Recognises what kind of input was given, and reads it with the matching reader.

use super::encoding::decode;
use super::error::{ImportError, LARGEST};
use super::foreign::foreign;
use super::mhtml::{self, MessageKind, message_kind};
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
    if message_kind(bytes) == Some(MessageKind::Page) {
        let saved = mhtml::page(bytes)?;
        let hint = SourceHint { content_type: Some(&saved.content_type), ..hint };
        return Ok(tidied(with_address(read_text(&saved.bytes, hint)?, saved.address)));
    }
    Ok(tidied(read_text(bytes, hint)?))
}

fn read_text(bytes: &[u8], hint: SourceHint<'_>) -> Result<Source, ImportError> {
    if bytes.len() > LARGEST {
        return Err(ImportError::TooMuch);
    }
    if let Some(foreign) = foreign(bytes) {
        return Err(foreign);
    }
    let text = decode(bytes, hint.content_type)?;
    if named(hint, &["toml"]) {
        return Err(ImportError::Already);
    }
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}');
    if start.is_empty() {
        return Err(ImportError::Empty);
    }
    match kind(start, hint) {
        Kind::Page => page::read(&text),
        // A text may begin with a bracket too.
        Kind::Json => page::read_json(start).or_else(|unread| {
            if start.starts_with('[') && !page::is_json(start) { text::read(&text) } else { Err(unread) }
        }),
        Kind::Cook => cook::read(&text).map(|source| titled(source, hint)),
        Kind::Text => text::read(&text),
    }
}

/// Adds the address that the page was saved from, if the page itself gives none.
fn with_address(mut source: Source, address: Option<String>) -> Source {
    if let Some(address) = address.filter(|_| !source.from.as_deref().is_some_and(|from| from.contains("http"))) {
        let author = source.from.take();
        source.from = Some(author.into_iter().chain([address]).collect::<Vec<_>>().join(", "));
    }
    source
}

/// A Cooklang recipe without a title of its own is called as its file.
fn titled(mut source: Source, hint: SourceHint<'_>) -> Source {
    let file = hint.name.filter(|_| named(hint, &["cook"])).and_then(|name| name.rsplit(['/', '\\']).next());
    source.title = source.title.take().or_else(|| Some(file?.rsplit_once('.')?.0.to_owned()));
    source
}

/// Sanitises every text, and detects the language if the source gives none.
pub(crate) fn tidied(mut source: Source) -> Source {
    tidy_all(&mut source);
    if source.language.is_none() {
        // Without a language tag, English is assumed.
        source.language = language::detect(&source).filter(|tag| *tag != "en").map(str::to_owned);
    }
    source
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

pub(crate) fn named(hint: SourceHint<'_>, endings: &[&str]) -> bool {
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
