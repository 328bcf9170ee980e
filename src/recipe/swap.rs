//! Ingredients that can replace each other: the one chosen at set-up is named in the list and in the steps.

use super::phase::with_capital;

/// Replaces the ingredient `from` with `to` in `text`: whole words only, with a capital where `from` had one.
pub(crate) fn renamed(text: &str, from: &str, to: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, found, after)) = split_at_words(rest, from) {
        out.push_str(before);
        if found.starts_with(char::is_uppercase) && !from.starts_with(char::is_uppercase) {
            out.push_str(&with_capital(to));
        } else {
            out.push_str(to);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The same in an ingredient line. Its remarks after a comma describe `from`, so they are dropped.
pub(crate) fn renamed_line(line: &str, from: &str, to: &str) -> String {
    let Some((before, _, after)) = split_at_words(line, from) else { return line.to_owned() };
    let rest = after.split(',').next().unwrap_or_default();
    renamed(&format!("{before}{from}{rest}"), from, to)
}

/// Whether `text` names the ingredient.
pub(crate) fn names(text: &str, ingredient: &str) -> bool {
    split_at_words(text, ingredient).is_some()
}

/// The text before the first occurrence of `words`, the occurrence as written, and the text after it.
fn split_at_words<'a>(text: &'a str, words: &str) -> Option<(&'a str, &'a str, &'a str)> {
    if words.is_empty() {
        return None;
    }
    text.char_indices().find_map(|(at, _)| {
        let (before, tail) = text.split_at_checked(at)?;
        let (found, after) = tail.split_at_checked(words.len())?;
        let whole = !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
        (whole && found.to_lowercase() == words.to_lowercase()).then_some((before, found, after))
    })
}

#[cfg(test)]
mod tests {
    use super::{names, renamed, renamed_line};

    #[test]
    fn what_is_in_the_bowl_is_named() {
        let to = |text: &str| renamed(text, "dry sherry", "cider vinegar");
        assert_eq!(
            to("Stir honey and dry sherry, then more dry sherry."),
            "Stir honey and cider vinegar, then more cider vinegar."
        );
        assert_eq!(to("Dry sherry goes in last."), "Cider vinegar goes in last.");
        assert_eq!(to("semi-dry sherrylike"), "semi-dry sherrylike");
        assert_eq!(renamed("Öl und öl", "öl", "Butter"), "Butter und Butter");
        assert!(names("2 tbsp Dry Sherry", "dry sherry") && !names("2 tbsp sherry", "dry sherry"));
    }

    #[test]
    fn what_a_line_says_of_the_other_goes() {
        let to = |line: &str| renamed_line(line, "dry sherry", "cider vinegar");
        assert_eq!(to("2 tbsp dry sherry, one that you would drink"), "2 tbsp cider vinegar");
        assert_eq!(to("1 lb pork belly, with fat"), "1 lb pork belly, with fat");
    }
}
