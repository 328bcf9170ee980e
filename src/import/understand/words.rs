//! The words of a language: numbers, units, and words that tell what a time or a temperature is for.
//!
//! They are data (`assets/words/<language>/times.toml`): lists of phrases, each under its meaning ([`WordSense`]). A phrase consists of
//! words in lower case; a word that ends in `*` matches all words that start with it. The grammar is in the other files of this folder
//! and is the same for all languages.

use super::token::{Cut, Token, TokenKind, cut};
pub(super) use super::word_sense::WordSense;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};

/// The known languages, by the primary subtag of BCP 47.
const LANGUAGES: &[(&str, &str)] = &[
    ("en", include_str!("../../../assets/words/en/times.toml")),
    ("de", include_str!("../../../assets/words/de/times.toml")),
    ("fr", include_str!("../../../assets/words/fr/times.toml")),
    ("es", include_str!("../../../assets/words/es/times.toml")),
];

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum TimeUnit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    /// 30 days.
    Month,
    /// 365 days.
    Year,
}

impl TimeUnit {
    pub(super) fn seconds(self) -> f64 {
        match self {
            TimeUnit::Second => 1.0,
            TimeUnit::Minute => 60.0,
            TimeUnit::Hour => 3_600.0,
            TimeUnit::Day => 86_400.0,
            TimeUnit::Week => 604_800.0,
            TimeUnit::Month => 2_592_000.0,
            TimeUnit::Year => 31_536_000.0,
        }
    }
}

/// What a phrase of the word lists means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Says {
    Sense(WordSense),
    /// A number in words.
    Number(f64),
    /// A fraction in words ("half").
    Part(f64),
    /// A unit, and whether the word is singular.
    Unit(TimeUnit, bool),
    /// A short name that is a unit only in context, after a larger unit or after "for" ("m").
    Brief(TimeUnit),
    /// A time in one word ("halbstündig"): the number and the unit.
    Amount(f64, TimeUnit),
}

/// A language file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    decimal: char,
    #[serde(default)]
    plain_scale_fahrenheit: bool,
    #[serde(default)]
    verbs_behind: bool,
    #[serde(default)]
    cups: Vec<String>,
    #[serde(default)]
    grams: Vec<String>,
    numbers: BTreeMap<String, f64>,
    parts: BTreeMap<String, f64>,
    units: BTreeMap<TimeUnit, Names>,
    #[serde(default)]
    amounts: BTreeMap<String, Length>,
    words: BTreeMap<WordSense, Vec<String>>,
}

/// The names of a unit.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    one: Vec<String>,
    many: Vec<String>,
    #[serde(default)]
    brief: Vec<String>,
}

/// An amount in one word.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Length {
    count: f64,
    unit: TimeUnit,
}

/// One word of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Pattern {
    text: Box<str>,
    /// Whether it matches all words that start with it.
    open: bool,
}

#[derive(Clone, Debug)]
struct Entry {
    says: Says,
    rest: Box<[Pattern]>,
}

/// The words of a language, indexed for searching a text.
#[derive(Clone, Debug, Default)]
pub struct Times {
    pub(super) decimal: char,
    /// Whether degrees without a letter are Fahrenheit where both are plausible.
    pub(super) fahrenheit: bool,
    /// Whether the verb comes after its time ("30 Minuten backen").
    pub(super) verbs_behind: bool,
    /// Measures used only with Fahrenheit.
    pub(super) cups: Vec<String>,
    /// Measures used only with Celsius.
    pub(super) grams: Vec<String>,
    by_word: HashMap<Box<str>, Vec<Entry>>,
    by_beginning: HashMap<Box<str>, Vec<Entry>>,
    /// The distinct lengths of all word starts, in bytes.
    beginnings: Vec<usize>,
}

impl Times {
    /// The words of a language ("en"), if it is known.
    pub fn of(language: &str) -> Option<Times> {
        let (_, file) = LANGUAGES.iter().find(|(name, _)| *name == language)?;
        Times::read(file).ok()
    }

    /// The known languages.
    pub fn languages() -> impl Iterator<Item = &'static str> {
        LANGUAGES.iter().map(|(name, _)| *name)
    }

    /// Parses a language file.
    ///
    /// # Errors
    /// The TOML parser's message, with line and column.
    pub fn read(text: &str) -> Result<Times, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut times = Times {
            decimal: file.decimal,
            fahrenheit: file.plain_scale_fahrenheit,
            verbs_behind: file.verbs_behind,
            cups: file.cups,
            grams: file.grams,
            ..Times::default()
        };
        for (phrase, value) in file.numbers {
            times.add(&phrase, Says::Number(value));
        }
        for (phrase, value) in file.parts {
            times.add(&phrase, Says::Part(value));
        }
        for (phrase, Length { count, unit }) in file.amounts {
            times.add(&phrase, Says::Amount(count, unit));
        }
        for (unit, Names { one, many, brief }) in file.units {
            one.iter().for_each(|phrase| times.add(phrase, Says::Unit(unit, true)));
            many.iter().for_each(|phrase| times.add(phrase, Says::Unit(unit, false)));
            brief.iter().for_each(|phrase| times.add(phrase, Says::Brief(unit)));
        }
        for (sense, phrases) in file.words {
            phrases.iter().for_each(|phrase| times.add(phrase, Says::Sense(sense)));
        }
        Ok(times)
    }

    fn add(&mut self, phrase: &str, says: Says) {
        let cut = cut(phrase, self.decimal);
        let mut patterns: Vec<Pattern> = Vec::new();
        for (at, Token { kind, glued, .. }) in cut.tokens.iter().enumerate() {
            match (kind, patterns.last_mut()) {
                (TokenKind::Sign('*'), Some(before)) if *glued => before.open = true,
                _ => patterns.push(Pattern { text: cut.word(at).into(), open: false }),
            }
        }
        let mut patterns = patterns.into_iter();
        let Some(first) = patterns.next() else { return };
        let entry = Entry { says, rest: patterns.collect() };
        if first.open {
            if !self.beginnings.contains(&first.text.len()) {
                self.beginnings.push(first.text.len());
            }
            self.by_beginning.entry(first.text).or_default().push(entry);
        } else {
            self.by_word.entry(first.text).or_default().push(entry);
        }
    }

    /// Calls `found` with the meaning of each phrase that starts at token `at`, and with the token after it.
    pub(super) fn phrases(&self, cut: &Cut, at: usize, mut found: impl FnMut(Says, usize)) {
        let word = cut.word(at);
        let mut look = |entries: Option<&Vec<Entry>>| {
            for entry in entries.into_iter().flatten() {
                if let Some(end) = follow(cut, at + 1, &entry.rest) {
                    found(entry.says, end);
                }
            }
        };
        look(self.by_word.get(word));
        for length in &self.beginnings {
            look(word.get(..*length).and_then(|beginning| self.by_beginning.get(beginning)));
        }
    }
}

/// The token after `patterns`, if they match at `at`. A dash in the text may join words that the phrase writes apart.
fn follow(cut: &Cut, mut at: usize, patterns: &[Pattern]) -> Option<usize> {
    for Pattern { text, open } in patterns {
        if cut.word(at) == "-" && &**text != "-" && cut.tokens.get(at).is_some_and(|token| token.glued) {
            at += 1;
        }
        let word = cut.word(at);
        let fits = if *open { word.starts_with(&**text) } else { word == &**text };
        if !fits || word.is_empty() {
            return None;
        }
        at += 1;
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::{Says, TimeUnit, Times, WordSense};
    use crate::import::understand::token::cut;

    #[test]
    fn every_language_file_can_be_read() {
        for (name, text) in super::LANGUAGES {
            if let Err(error) = Times::read(text) {
                panic!("{name}: {error}");
            }
        }
    }

    #[test]
    fn unknown_keys_are_refused() {
        let file = "decimal = '.'\n[numbers]\n[parts]\n[units]\n[words]\n";
        assert!(Times::read(file).is_ok());
        assert!(Times::read(&format!("{file}sometimes = ['now']")).is_err());
        assert!(Times::read(&format!("color = 'red'\n{file}")).is_err());
    }

    #[test]
    fn phrases_match_words_beginnings_and_dashes() {
        let file = "decimal = ','\n[numbers]\n[parts]\n[units]\nminute = { one = ['minut*'], many = [] }\n\
                    [words]\nhalf = ['half way']\nwait = ['stand', 'let stand']";
        let times = Times::read(file).unwrap();
        let cut = cut("Half-way let stand: minutiger", ',');
        let at = |at| {
            let mut all = Vec::new();
            times.phrases(&cut, at, |says, end| all.push((says, end)));
            all
        };
        assert_eq!(at(0), [(Says::Sense(WordSense::Half), 3)]);
        assert_eq!(at(3), [(Says::Sense(WordSense::Wait), 5)]);
        assert_eq!(at(4), [(Says::Sense(WordSense::Wait), 5)]);
        assert_eq!(at(6), [(Says::Unit(TimeUnit::Minute, true), 7)]);
    }
}
