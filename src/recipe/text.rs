//! Makes text from outside harmless, once, when it is read.
//!
//! [`clean`] removes control characters, characters that change the direction of text, and zero-width characters that
//! could hide or fake a word. Line breaks and tabs become spaces, as every text of a recipe is one paragraph.

/// Whether `c` must never reach a screen, a notification or a log.
pub fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00ad}'                  // soft hyphen: unseen inside words
            | '\u{061c}'                // Arabic letter mark
            | '\u{180e}'                // Mongolian vowel separator
            | '\u{200b}'                // zero width space
            | '\u{200e}' | '\u{200f}'   // left-to-right and right-to-left marks
            | '\u{2028}' | '\u{2029}'   // line and paragraph separators
            | '\u{202a}'..='\u{202e}'   // bidi embeddings and overrides
            | '\u{2060}'..='\u{206f}'   // word joiner, unseen operators, bidi isolates
            | '\u{feff}'                // byte order mark
            | '\u{fff9}'..='\u{fffb}'   // interlinear annotations
            | '\u{e0000}'..='\u{e007f}' // tags
        )
}

/// One harmless line: without harmful characters, with single spaces, trimmed.
pub fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        let space = c.is_whitespace() || matches!(c, '\u{2028}' | '\u{2029}');
        // Non-breaking spaces ("350 °F") are kept.
        if space && c != '\u{a0}' && c != '\u{202f}' {
            if !clean.ends_with(' ') {
                clean.push(' ');
            }
        } else if !is_harmful(c) {
            clean.push(c);
        }
    }
    clean.trim().to_owned()
}

/// The word in `known` that `word` is probably a misspelling of.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: String = word.to_lowercase().chars().take(80).collect();
    let near = known.into_iter().filter_map(|candidate| {
        let lower = candidate.to_lowercase();
        let far = strsim::damerau_levenshtein(&word, &lower);
        let min = word.chars().count().min(lower.chars().count());
        // At equal distance, letters in the same order win: `rost` is `roast` rather than `rest`.
        let unlike = 1.0 - strsim::jaro_winkler(&word, &lower);
        (far <= (min / 3).max(1) && far < min).then_some((far, unlike, candidate))
    });
    near.min_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))).map(|(_, _, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::{clean, is_harmful, nearest};
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    #[test]
    fn harm_is_taken_out() {
        for (text, wanted) in [
            ("Roast\u{1b}[31m red", "Roast[31m red"),
            ("a\u{202e}b\u{2066}c\u{2069}", "abc"),
            ("bell\u{7}\u{0}\u{9b}0m", "bell0m"),
            (" two\n  lines\tand\r\nmore ", "two lines and more"),
            ("zero\u{200b}width\u{feff}", "zerowidth"),
            ("170\u{a0}°C, jalapeño, 燒肉, 👩‍🍳", "170\u{a0}°C, jalapeño, 燒肉, 👩‍🍳"),
            ("line\u{2028}end", "line end"),
        ] {
            assert_eq!(clean(text), wanted);
        }
    }

    #[test]
    fn the_nearest_word_is_found() {
        let known = ["roast", "rest", "chill", "prep"];
        for (word, wanted) in
            [("rost", Some("roast")), ("Chil", Some("chill")), ("perp", Some("prep")), ("x", None), ("saute", None)]
        {
            assert_eq!(nearest(word, known), wanted, "{word}");
        }
    }

    proptest! {
        #[test]
        fn nothing_harmful_is_left(text in any::<String>()) {
            let once = clean(&text);
            prop_assert!(!once.chars().any(is_harmful));
            prop_assert_eq!(clean(&once), once);
        }
    }
}
