//! Small text scanners for parsing time: white space, words, phrases. Positions are bytes on character boundaries.

/// The number of leading bytes of white space.
pub(super) fn spaces(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// The leading letters.
pub(super) fn letters(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// The first word, up to white space, a comma or a semicolon; a comma between two digits is part of it.
pub(super) fn word(text: &str) -> &str {
    let mut before = ' ';
    let mut all = text.char_indices().peekable();
    while let Some((at, c)) = all.next() {
        let digit_follows = all.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        let ends = c.is_whitespace() || c == ';' || (c == ',' && !(before.is_ascii_digit() && digit_follows));
        if ends {
            return text.get(..at).unwrap_or_default();
        }
        before = c;
    }
    text
}

/// The text after `at` bytes.
pub(super) fn after(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

/// The length in bytes of `phrase` (in small letters) at the start of `text`. Ignores case, the kind of apostrophe and
/// the amount of white space; a phrase must not end inside a word.
pub(super) fn phrase(text: &str, phrase: &str) -> Option<usize> {
    let mut rest = text;
    for wanted in phrase.chars() {
        if wanted == ' ' {
            let gap = spaces(rest);
            if gap == 0 {
                return None;
            }
            rest = after(rest, gap);
            continue;
        }
        let found = rest.chars().next()?;
        let plain = if found == '’' { '\'' } else { found };
        if !plain.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
        rest = after(rest, found.len_utf8());
    }
    let ends_word = phrase.ends_with(|c: char| c.is_alphanumeric());
    let goes_on = ends_word && rest.starts_with(|c: char| c.is_alphanumeric());
    (!goes_on).then(|| text.len() - rest.len())
}

/// The longest of these phrases at the start.
pub(super) fn any_phrase(text: &str, phrases: &[&str]) -> Option<usize> {
    phrases.iter().filter_map(|wanted| phrase(text, wanted)).max()
}

#[cfg(test)]
mod tests {
    use super::{phrase, word};

    #[test]
    fn words_and_phrases() {
        assert_eq!(word("1,5h, rice"), "1,5h");
        assert_eq!(word("12m;tea"), "12m");
        assert_eq!(phrase("Half  an hour bread", "half an hour"), Some(13));
        assert_eq!(phrase("un quart d’heure", "un quart d'heure"), Some(18));
        assert_eq!(phrase("hours", "hour"), None);
    }
}
