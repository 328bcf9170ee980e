//! Recognises list marks and numbers before a line, and what kind of line it is.

/// Bullet characters.
const SIGNS: &str = "•·●○◦▪■□▢☐☑✓✔➢►▸‣⁃✅🔸🔹";

/// The line without its bullet. A dash or star counts only before white space.
pub(crate) fn unlisted(line: &str) -> &str {
    let mut bare = line.trim();
    loop {
        let before = bare;
        bare = bare.trim_start_matches(|c: char| SIGNS.contains(c) || c == '\u{fe0f}' || c.is_whitespace());
        if let Some(rest) = bare.strip_prefix(['-', '–', '—', '*', '+', '→'])
            && (rest.starts_with(char::is_whitespace) || rest.is_empty())
        {
            bare = rest.trim_start();
        }
        if bare == before {
            return bare;
        }
    }
}

/// Whether the line starts with a bullet.
pub(crate) fn is_listed(line: &str) -> bool {
    unlisted(line).len() < line.trim().len()
}

/// The number of a step and the text after it: "3. Stir", "3) Stir", "Step 3: Stir", "3 - Stir".
///
/// `None` if the number is part of the text ("3 eggs", "1.5 l milk", "2 - 3 onions").
pub(crate) fn numbered(line: &str) -> Option<(u32, &str)> {
    let line = line.trim_start_matches(['*', '_', '(', ' ']);
    let (line, worded) = match line.split_once(' ') {
        Some((word, rest)) if is_step_word(word) => (rest.trim_start_matches(['#', ' ']), true),
        Some(_) | None => (line, false),
    };
    let digits = line.find(|c: char| !c.is_ascii_digit()).unwrap_or(line.len());
    let (number, rest) = line.split_at_checked(digits).filter(|(number, _)| (1..=3).contains(&number.len()))?;
    let number: u32 = number.parse().ok().filter(|n| *n > 0)?;
    let bare = rest.trim_start_matches(['*', '_']);
    let after = match bare.strip_prefix(['.', ')', ':', '、', '．', '。', '/']) {
        Some(after) => after,
        None if worded => bare,
        None => bare.trim_start().strip_prefix(['-', '–', '—']).filter(|after| after.starts_with(' '))?,
    };
    let after = after
        .trim_start_matches(|c: char| matches!(c, ')' | '*' | '_' | '-' | '–' | '—' | ':' | '.') || c.is_whitespace());
    let is_amount = bare.starts_with('.') && after.starts_with(|c: char| c.is_ascii_digit()) && !rest.contains(". ");
    (worded
        || !is_amount && !after.starts_with(|c: char| c.is_ascii_digit())
        || bare.starts_with(". ")
        || bare.starts_with(") "))
    .then_some((number, after))
}

fn is_step_word(word: &str) -> bool {
    const WORDS: [&str; 9] = ["step", "schritt", "étape", "etape", "paso", "passo", "stap", "steg", "trinn"];
    let word = word.to_lowercase();
    WORDS.contains(&word.as_str())
}

/// Whether the line begins with an amount, as ingredients do.
pub(crate) fn has_amount(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| matches!(c, '~' | '±' | '(') || c.is_whitespace());
    let Some(first) = line.chars().next() else { return false };
    if first.is_ascii_digit() || matches!(first, '¼' | '½' | '¾' | '⅐'..='⅞' | '↉') {
        return numbered(line).is_none();
    }
    const WORDS: [&str; 40] = [
        "a", "an", "one", "two", "three", "four", "five", "six", "half", "some", "pinch", "dash", "handful", "juice",
        "zest", "salt", "ein", "eine", "einen", "zwei", "drei", "etwas", "prise", "saft", "un", "une", "deux", "trois",
        "quelques", "sel", "una", "uno", "dos", "tres", "sal", "pizca", "etwas", "salz", "sale", "about",
    ];
    let word: String = line.chars().take_while(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    WORDS.contains(&word.as_str())
}

/// Whether the line reads as a sentence: it has a final full stop, or many words.
pub(crate) fn is_sentence(line: &str) -> bool {
    let words = line.split_whitespace().count();
    let ended = line.trim_end_matches(['"', ')', '”', '»', ' ']).ends_with(['.', '!', '?', '。', '！', '？', '…']);
    words > 14 || (ended && words > 3) || line.contains(". ") || (ended && line.chars().count() > 8 && !line.is_ascii())
}

/// Whether the line can be a heading: short, and not a sentence.
pub(crate) fn may_be_heading(line: &str) -> bool {
    let words = line.split_whitespace().count();
    (1..=9).contains(&words) && line.chars().count() <= 70 && !line.ends_with(['.', ',', ';', '!', '。', '，'])
}

#[cfg(test)]
mod tests {
    use super::{has_amount, is_listed, is_sentence, numbered, unlisted};

    #[test]
    fn signs_before_a_line_fall_away() {
        for (text, wanted) in [
            ("▢ 2 eggs", "2 eggs"),
            ("- - salt", "salt"),
            ("–5 g", "–5 g"),
            ("• * oil", "oil"),
            ("½ l", "½ l"),
            ("*bold*", "*bold*"),
            ("- → How?", "How?"),
            ("-", ""),
        ] {
            assert_eq!(unlisted(text), wanted);
        }
        assert!(is_listed("- salt") && !is_listed("salt"));
    }

    #[test]
    fn numbers_of_steps() {
        for (text, wanted) in [
            ("1. Stir", Some((1, "Stir"))),
            ("12) Stir", Some((12, "Stir"))),
            ("Step 3: Stir", Some((3, "Stir"))),
            ("Schritt 2 Rühren", Some((2, "Rühren"))),
            ("**4.** Stir", Some((4, "Stir"))),
            ("5 - Stir", Some((5, "Stir"))),
            ("1.Stir", Some((1, "Stir"))),
            ("2. 200 g flour go in", Some((2, "200 g flour go in"))),
            ("1、打蛋", Some((1, "打蛋"))),
            ("Step 6", Some((6, ""))),
            ("3 eggs", None),
            ("1.5 l milk", None),
            ("2-3 onions", None),
            ("1/2 cup", None),
            ("2019. A good year", None),
            ("Stir 1.", None),
        ] {
            assert_eq!(numbered(text), wanted, "{text}");
        }
    }

    #[test]
    fn amounts_and_sentences() {
        for line in ["2 eggs", "½ cup", "1/2 tsp", "1.5 l milk", "a pinch of salt", "Eine Zwiebel", "2-3 onions"] {
            assert!(has_amount(line) && !is_sentence(line), "{line}");
        }
        for line in ["Stir well.", "Preheat the oven to 170 °C. Line a tin", "1. Mix."] {
            assert!(!has_amount(line), "{line}");
        }
        assert!(is_sentence("Warm the oven to 170 °C.") && !is_sentence("Oven preparation"));
    }
}
