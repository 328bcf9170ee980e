//! What was read from a page, text or file before it is understood: the lines of a recipe, as written.

use crate::time::Span;

/// A recipe as written in its source. White space is folded, and entities and markup are removed; nothing else is changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The recipe's name.
    pub title: Option<String>,
    /// The language, if it is known ("en", "de"): the primary subtag of BCP 47.
    pub language: Option<String>,
    /// "Serves 4", "1 loaf": as written.
    pub yields: Option<String>,
    /// Hands-on time, as the source claims it.
    pub prep: Option<Span>,
    /// Cooking time, as the source claims it.
    pub cook: Option<Span>,
    /// Total time, as the source claims it.
    pub total: Option<Span>,
    /// Where it comes from: an address, a book, an author.
    pub from: Option<String>,
    /// Keywords.
    pub tags: Vec<String>,
    /// The ingredients, in order.
    pub ingredients: Vec<SourceLine>,
    /// The instructions, in order.
    pub instructions: Vec<SourceLine>,
    /// Notes, tips, storage: kept, but never read as steps.
    pub notes: Vec<String>,
    /// What could not be read, in words for the cook.
    pub warnings: Vec<String>,
}

impl Source {
    /// The texts of all ingredients and instructions.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.ingredients.iter().chain(&self.instructions).map(SourceLine::text)
    }
}

/// One line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceLine {
    /// The heading of the lines that follow ("For the glaze").
    Heading(String),
    /// An ingredient, or one step with all its sentences.
    Text(String),
}

impl SourceLine {
    /// The text of either kind.
    pub fn text(&self) -> &str {
        match self {
            SourceLine::Heading(text) | SourceLine::Text(text) => text,
        }
    }

    pub(crate) fn text_mut(&mut self) -> &mut String {
        match self {
            SourceLine::Heading(text) | SourceLine::Text(text) => text,
        }
    }
}
