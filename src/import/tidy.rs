//! Sanitises and normalises text: one line, plain spaces, letters only for comparing, language tags.

use crate::recipe::text::clean;

/// The text as one harmless line with only ordinary spaces.
pub(crate) fn tidy(text: &str) -> String {
    let plain: String =
        text.chars().map(|c| if matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}') { ' ' } else { c }).collect();
    clean(&plain)
}

/// The primary subtag: "de" for "de-AT"; `None` for a language name in words.
pub(crate) fn language(tag: &str) -> Option<String> {
    let primary = tag.trim().split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
    let good = (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_lowercase());
    good.then_some(primary)
}

/// Only letters and digits, in lower case: equal for two versions of one sentence.
pub(crate) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
