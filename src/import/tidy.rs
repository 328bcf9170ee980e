//! Text made harmless and comparable: one line, plain spaces, the letters alone, the language of a tag.

use crate::recipe::text::clean;

/// One harmless line in which every space is an ordinary one.
pub(crate) fn tidy(text: &str) -> String {
    let plain: String =
        text.chars().map(|c| if matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}') { ' ' } else { c }).collect();
    clean(&plain)
}

/// "de-AT" is "de"; a name of a language in words is none of its tags.
pub(crate) fn language(tag: &str) -> Option<String> {
    let primary = tag.trim().split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
    let good = (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_lowercase());
    good.then_some(primary)
}

/// Letters and digits alone, small: what two tellings of one sentence share.
pub(crate) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
