//! Recognises the headings and labels of a recipe in each language. The words are data in `assets/words/*/headings.toml`.

use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What follows a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// Ingredients.
    Ingredients,
    /// Steps.
    Method,
    /// Anything else.
    Notes,
}

/// What follows a label: "Serves: 4".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    Serves,
    Prep,
    Cook,
    Total,
    Author,
    Tags,
}

/// The words of one language, as in its file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    notes: Vec<String>,
    ingredients: Vec<String>,
    method: Vec<String>,
    serves: Vec<String>,
    prep: Vec<String>,
    cook: Vec<String>,
    total: Vec<String>,
    author: Vec<String>,
    tags: Vec<String>,
}

/// Each language's tag and file. If several know a word, the first decides.
const FILES: [(&str, &str); 9] = [
    ("en", include_str!("../../assets/words/en/headings.toml")),
    ("de", include_str!("../../assets/words/de/headings.toml")),
    ("fr", include_str!("../../assets/words/fr/headings.toml")),
    ("es", include_str!("../../assets/words/es/headings.toml")),
    ("it", include_str!("../../assets/words/it/headings.toml")),
    ("pt", include_str!("../../assets/words/pt/headings.toml")),
    ("nl", include_str!("../../assets/words/nl/headings.toml")),
    ("sv", include_str!("../../assets/words/sv/headings.toml")),
    ("zh", include_str!("../../assets/words/zh/headings.toml")),
];

// A broken file is reported by the test below; the other languages still work.
static WORDS: LazyLock<Vec<(&str, Words)>> =
    LazyLock::new(|| FILES.iter().filter_map(|(tag, file)| Some((*tag, toml::from_str(file).ok()?))).collect());

/// More letters than any heading has.
const LONGEST: usize = 80;

/// The headings indexed by their words, so that pages with many lines are searched quickly.
#[derive(Debug, Default)]
struct Index {
    whole: HashMap<&'static str, Found>,
    /// Patterns with a star, under their first whole word, or their last if they begin with the star.
    starred: HashMap<&'static str, Vec<(&'static str, Found)>>,
    /// Patterns with a star inside their first word.
    others: Vec<(&'static str, Found)>,
}

type Found = (Section, &'static str);

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index::default();
    for (tag, words) in WORDS.iter() {
        for (section, list) in [
            (Section::Notes, &words.notes),
            (Section::Ingredients, &words.ingredients),
            (Section::Method, &words.method),
        ] {
            for pattern in list {
                let found = (section, *tag);
                let (first, last) = (pattern.split(' ').next().unwrap_or(""), pattern.rsplit(' ').next().unwrap_or(""));
                // The first language that has a word keeps it.
                match (pattern.contains('*'), first.contains('*'), last.contains('*')) {
                    (false, _, _) => {
                        index.whole.entry(pattern).or_insert(found);
                    }
                    (true, false, _) => index.starred.entry(first).or_default().push((pattern, found)),
                    (true, true, false) => index.starred.entry(last).or_default().push((pattern, found)),
                    (true, true, true) => index.others.push((pattern, found)),
                }
            }
        }
    }
    index
});

/// The kind of heading that the line is, if it is one, and its language.
pub(crate) fn section(line: &str) -> Option<(Section, &'static str)> {
    let start = line.chars().find(|c| c.is_alphanumeric())?;
    if start.is_numeric() {
        return None;
    }
    let bare = bare(line)?;
    let bare = bare.as_str();
    // Try whole headings of all languages first: "note" in one language must not match "* note" in another.
    INDEX.whole.get(bare).copied().or_else(|| {
        let (first, last) = (bare.split(' ').next().unwrap_or(""), bare.rsplit(' ').next().unwrap_or(""));
        let of = |word: &str| INDEX.starred.get(word).into_iter().flatten();
        let mut likely = of(first).chain(of(last)).chain(&INDEX.others);
        likely.find(|(pattern, _)| fits(pattern, bare)).map(|(_, found)| *found)
    })
}

/// A label and its value: "Prep time: 20 min", "Serves 4".
pub(crate) fn label(line: &str) -> Option<(Label, &str)> {
    let line = line.trim_matches(|c: char| c == '*' || c == '_' || c.is_whitespace());
    let split = line.split_once([':', '：']);
    let said = split.is_some();
    let (name, value) = split.or_else(|| line.split_at_checked(line.find(|c: char| c.is_ascii_digit())?))?;
    let (name, value) = (bare(name)?, value.trim_matches(|c: char| c == '*' || c == '_' || c.is_whitespace()));
    if value.is_empty() || value.chars().count() > LONGEST {
        return None;
    }
    let found = WORDS.iter().find_map(|(_, words)| {
        let lists = [
            (Label::Serves, &words.serves),
            (Label::Prep, &words.prep),
            (Label::Cook, &words.cook),
            (Label::Total, &words.total),
            (Label::Author, &words.author),
            (Label::Tags, &words.tags),
        ];
        lists.into_iter().find(|(_, list)| list.contains(&name)).map(|(label, _)| label)
    });
    // "From 2 lemons" names no author.
    found
        .filter(|label| said || matches!(label, Label::Serves | Label::Total | Label::Prep | Label::Cook))
        .map(|label| (label, value))
}

/// The words of a heading in lower case, without symbols, a number in front or a colon at the end; `None` if too long for a heading.
fn bare(line: &str) -> Option<String> {
    if line.len() > 4 * LONGEST || line.chars().take(LONGEST + 1).count() > LONGEST {
        return None;
    }
    let line = line.replace(['\u{2019}', '\u{2018}', '`'], "'").to_lowercase();
    let inner = line.trim_matches(|c: char| !c.is_alphanumeric());
    let mut words = String::new();
    for word in inner.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word.trim_matches(|c: char| matches!(c, ':' | ',' | '*' | '_')));
    }
    (!words.is_empty()).then_some(words)
}

/// Whether `words` match `pattern`. A star stands for one word or more, or for any letters within a word.
fn fits(pattern: &str, words: &str) -> bool {
    match pattern.split_once('*') {
        None => words == pattern,
        Some((before, after)) => {
            words.strip_prefix(before).and_then(|rest| rest.strip_suffix(after)).is_some_and(|middle| {
                // A heading is short and not a sentence.
                (!middle.is_empty() || !before.ends_with(' ')) && words.split(' ').count() <= 8 && !words.contains(". ")
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FILES, Label, Section, WORDS, label, section};

    #[test]
    fn every_file_is_read() {
        for (tag, file) in FILES {
            let words: Result<super::Words, _> = toml::from_str(file);
            assert!(words.is_ok(), "{tag}: {words:?}");
        }
        assert_eq!(WORDS.len(), FILES.len());
    }

    #[test]
    fn headings_are_known() {
        for (line, wanted) in [
            ("## Ingredients", Some(Section::Ingredients)),
            ("INGREDIENTS:", Some(Section::Ingredients)),
            ("Ingredients (for 4 people)", Some(Section::Ingredients)),
            ("**What you\u{2019}ll need**", Some(Section::Ingredients)),
            ("Zutaten für 4 Portionen", Some(Section::Ingredients)),
            ("Step-by-Step Instructions", Some(Section::Method)),
            ("🍳 Method", Some(Section::Method)),
            ("Modo de preparo", Some(Section::Method)),
            ("做法：", Some(Section::Method)),
            ("Ingredient Substitutions", Some(Section::Notes)),
            ("Storage Tips", Some(Section::Notes)),
            ("Recipe FAQs", Some(Section::Notes)),
            ("Nutrition (per serving)", Some(Section::Notes)),
            ("Oven preparation", None),
            ("For the pork belly", None),
            ("Mix the dry ingredients and the wet ones. Rest.", None),
            ("", None),
        ] {
            assert_eq!(section(line).map(|(section, _)| section), wanted, "{line}");
        }
        assert_eq!(section("Préparation"), Some((Section::Method, "fr")));
    }

    #[test]
    fn labels_tell_what_follows() {
        assert_eq!(label("Serves 4"), Some((Label::Serves, "4")));
        assert_eq!(label("**Prep time:** 20 min"), Some((Label::Prep, "20 min")));
        assert_eq!(label("Garzeit: 2 Std."), Some((Label::Cook, "2 Std.")));
        assert_eq!(label("Roast 20 minutes"), None);
        assert_eq!(label("Serves:"), None);
    }
}
