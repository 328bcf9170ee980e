//! What was read, before it is understood: the lines of a recipe as they stand where it came from.

use crate::time::Span;

/// A recipe as its page, text or file has it. White space is folded; entities and mark-up are gone; nothing else is changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// What it is called.
    pub title: Option<String>,
    /// Its language, as far as it is told ("en", "de"): the primary subtag of BCP 47.
    pub language: Option<String>,
    /// "Serves 4", "1 loaf": as it stands.
    pub yields: Option<String>,
    /// Hands-on time, as the source claims it.
    pub prep: Option<Span>,
    /// Cooking time, as the source claims it.
    pub cook: Option<Span>,
    /// All of it, as the source claims it.
    pub total: Option<Span>,
    /// Where it is from: an address, a book, an author.
    pub from: Option<String>,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// The ingredients, in order.
    pub ingredients: Vec<SourceLine>,
    /// The instructions, in order.
    pub instructions: Vec<SourceLine>,
    /// Notes, tips, storage: kept, and never read as steps.
    pub notes: Vec<String>,
    /// What could not be read, in words for the cook.
    pub warnings: Vec<String>,
}

/// One line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceLine {
    /// The heading of what follows ("For the glaze").
    Heading(String),
    /// An ingredient, or one step with all its sentences.
    Text(String),
}

impl SourceLine {
    /// What the line says, whatever it is.
    pub fn text(&self) -> &str {
        match self {
            SourceLine::Heading(text) | SourceLine::Text(text) => text,
        }
    }

    /// The same, to be changed.
    pub(crate) fn text_mut(&mut self) -> &mut String {
        match self {
            SourceLine::Heading(text) | SourceLine::Text(text) => text,
        }
    }
}
