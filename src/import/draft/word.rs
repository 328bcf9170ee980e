//! Splits a text into words with their positions.

use std::ops::Range;

/// A word and its position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// In bytes.
    pub(super) at: Range<usize>,
    /// In lower case, with straight apostrophes.
    pub(super) low: String,
}

/// The words of a text. Hyphens and apostrophes inside a word belong to it.
pub(super) fn words_of(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut start = None;
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let inner = matches!(c, '-' | '\'' | '’') && start.is_some() && end == at;
        if c.is_alphanumeric() {
            start = start.or(Some(at));
            end = at + c.len_utf8();
        } else if inner {
            // It belongs to the word if a letter follows.
            end = at + c.len_utf8();
        } else if let Some(from) = start.take() {
            words.push(word(text, from, end));
        }
    }
    if let Some(from) = start {
        words.push(word(text, from, end));
    }
    words
}

fn word(text: &str, from: usize, to: usize) -> Word {
    let whole = text.get(from..to).unwrap_or_default();
    let whole = whole.trim_end_matches(['-', '\'', '’']);
    Word { at: from..from + whole.len(), low: whole.to_lowercase().replace('’', "'") }
}
