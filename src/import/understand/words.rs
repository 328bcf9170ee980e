//! The words of a language: which of them count, name units, and tell what a time or a heat is for.
//!
//! All of it is data (`assets/words/<language>/times.toml`): lists of phrases, each list under what it means ([`Sense`]). A phrase is words
//! as they are written in small letters; a word that ends in `*` stands for all that begin so. The grammar is in the rooms beside this one, and is the
//! same for all languages.

use super::token::{Cut, Kind, Token, cut};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};

/// The languages that are known, by the primary subtag of BCP 47.
const LANGUAGES: &[(&str, &str)] = &[
    ("en", include_str!("../../../assets/words/en/times.toml")),
    ("de", include_str!("../../../assets/words/de/times.toml")),
    ("fr", include_str!("../../../assets/words/fr/times.toml")),
    ("es", include_str!("../../../assets/words/es/times.toml")),
];

/// What a phrase means, where it is no number and no unit. What stands "before" or "after" does so beside a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Sense {
    // Parts of numbers and of times.
    /// "a": one, where a unit follows.
    One,
    /// "and".
    And,
    /// "of", between a part and its unit.
    Of,
    /// "or".
    Or,
    /// "to", between the ends of a range.
    To,
    /// "between": then "and" stands between the ends.
    Between,
    /// Between a number and its unit, and says nothing ("full", "good").
    Filler,
    /// A number that is not told ("a few").
    Few,
    /// "overnight".
    Overnight,
    /// A night that is said of something ("overnight oats").
    NotOvernight,
    /// Between two times of which the second is better ("preferably").
    Rather,
    /// Short words with a full stop that ends no sentence ("approx.").
    Short,
    // Before a time.
    /// Says nothing ("about").
    About,
    /// "for".
    For,
    /// "at least".
    Least,
    /// "up to".
    Most,
    /// "another": further, and one where no number follows.
    Another,
    /// "every".
    Every,
    /// "each": every, where a time follows at once.
    Each,
    /// "after".
    After,
    /// "once", "when": the time that follows in this clause is over by then.
    Once,
    /// "at".
    At,
    /// "last", "final".
    Last,
    /// "first".
    First,
    /// "the".
    The,
    /// "those": a time that was told before.
    Those,
    /// "next": nothing but that it comes now.
    Next,
    /// "within".
    Within,
    /// "in".
    In,
    /// "by", "add": how much a time changes.
    By,
    /// "twice" (a day).
    Often,
    /// "a total of".
    TotalOf,
    /// "total time": a heading, with its time right behind it.
    Label,
    /// The same, where a colon stands between ("Prep: 10 minutes").
    Heading,
    // After a time.
    /// "more", "longer": further.
    More,
    /// "or more".
    OrMore,
    /// "at most".
    OrLess,
    /// Says nothing ("or so").
    OrSo,
    /// "per side".
    PerSide,
    /// "each", "per batch".
    PerItem,
    /// "intervals".
    Interval,
    /// "mark": a point on the way.
    Point,
    /// "left", "before the end".
    Left,
    /// "total".
    Total,
    /// "in advance".
    Ahead,
    /// "before".
    Before,
    /// "have passed".
    Over,
    /// "later".
    Later,
    /// "old", "ago", "less than": no time of this recipe.
    Told,
    /// What lasts so long, where the time is said of it ("rest" in "a 10-minute rest").
    Lasting,
    /// Words that may follow a time without the time being said of them ("until", "on").
    Function,
    // Around a time, in its sentence.
    /// Waiting, and what is done by heat or time ("rest", "bake").
    Wait,
    /// What is done and takes no time by itself ("put"): a time behind it is waited for.
    Do,
    /// What keeps the hands busy ("knead").
    Hands,
    /// What makes it hands-on, wherever it stands ("stirring constantly").
    Constantly,
    /// Keeping for later ("store").
    Store,
    /// Keeping for later, where it is for days or "up to" ("keep").
    Keep,
    /// Keeping for later, where it is up to some days ("refrigerate").
    Fridge,
    /// Where things are kept ("fridge").
    Cold,
    /// Keeping for later, in so many words: wins against any verb ("leftovers").
    Leftover,
    /// What can wait for months ("ferment").
    Ripen,
    /// "reheat".
    Reheat,
    /// What is heated again without being a dish ("oil").
    Vessel,
    /// Being made, where it is said how long ahead ("can be made").
    Made,
    /// "ready in", "serves": the time that follows is of it all.
    Ready,
    /// "check".
    Check,
    /// "do not".
    Not,
    /// "alternatively".
    Alternatively,
    /// "if": what follows holds instead.
    If,
    /// "then", between a time and a bare number ("then 10 at 300").
    Then,
    /// After a bare number that counts as the time before it did ("on the other side").
    Same,
    // Half time.
    /// "halfway".
    Half,
    /// After it, it is a place ("up").
    HalfPlace,
    /// Before it, it is a place ("fill").
    HalfFill,
    // Heat.
    /// "degrees".
    Degree,
    /// "F".
    Fahrenheit,
    /// "C".
    Celsius,
    /// "gas mark".
    Gas,
    /// A number on an oven's knob, 30 degrees Celsius each ("thermostat").
    Knob,
    /// "fan".
    Fan,
    /// "conventional": ends what "fan" says.
    Still,
    /// The oven, and what is done in it.
    Oven,
    /// The oven itself: decides where something "reaches" a heat.
    OvenItself,
    /// "preheat".
    Preheat,
    /// The inside of food.
    Inside,
    /// "reaches": a heat that is measured, not set.
    Reaches,
    /// "at", "to", before a bare number of degrees.
    SetTo,
    /// Turning round ("rotate"): degrees that are no heat.
    Turning,
    /// Oil and fat.
    Oil,
    /// Sugar and jam.
    Sugar,
    /// Water and other liquids.
    Liquid,
    /// Dough.
    Dough,
    /// The room.
    Room,
    /// A machine of its own.
    Machine,
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Unit {
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

impl Unit {
    pub(super) fn seconds(self) -> f64 {
        match self {
            Unit::Second => 1.0,
            Unit::Minute => 60.0,
            Unit::Hour => 3_600.0,
            Unit::Day => 86_400.0,
            Unit::Week => 604_800.0,
            Unit::Month => 2_592_000.0,
            Unit::Year => 31_536_000.0,
        }
    }
}

/// What a phrase of the lexicon says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Says {
    Sense(Sense),
    /// A number in words.
    Number(f64),
    /// A part in words ("half").
    Part(f64),
    /// A unit, and whether it is written in the singular.
    Unit(Unit, bool),
    /// A unit that is one only after a larger one or for so long ("m").
    Brief(Unit),
    /// A time in one word ("halbstündig"): so many of the unit.
    Amount(f64, Unit),
}

/// A language file as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    decimal: char,
    #[serde(default)]
    plain_scale_fahrenheit: bool,
    #[serde(default)]
    verbs_behind: bool,
    numbers: BTreeMap<String, f64>,
    parts: BTreeMap<String, f64>,
    units: BTreeMap<Unit, Names>,
    #[serde(default)]
    amounts: BTreeMap<String, Length>,
    words: BTreeMap<Sense, Vec<String>>,
}

/// What a unit is called.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    one: Vec<String>,
    many: Vec<String>,
    #[serde(default)]
    brief: Vec<String>,
}

/// A time in one word.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Length {
    count: f64,
    unit: Unit,
}

/// One word of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Pattern {
    text: Box<str>,
    /// Whether it stands for all words that begin so.
    open: bool,
}

#[derive(Clone, Debug)]
struct Entry {
    says: Says,
    rest: Box<[Pattern]>,
}

/// The words of a language, ready to be found in a text.
#[derive(Clone, Debug, Default)]
pub struct Times {
    pub(super) decimal: char,
    /// Whether degrees without a letter are rather Fahrenheit where both could be.
    pub(super) fahrenheit: bool,
    /// Whether the verb stands behind its time ("30 Minuten backen").
    pub(super) verbs_behind: bool,
    by_word: HashMap<Box<str>, Vec<Entry>>,
    by_beginning: HashMap<Box<str>, Vec<Entry>>,
    /// The lengths in bytes of all beginnings.
    beginnings: Vec<usize>,
}

impl Times {
    /// The words of a language ("en"), where they are known.
    pub fn of(language: &str) -> Option<Times> {
        let (_, file) = LANGUAGES.iter().find(|(name, _)| *name == language)?;
        Times::read(file).ok()
    }

    /// The languages that are known.
    pub fn languages() -> impl Iterator<Item = &'static str> {
        LANGUAGES.iter().map(|(name, _)| *name)
    }

    /// Reads a language file.
    ///
    /// # Errors
    /// What the TOML reader says, with line and column.
    pub fn read(text: &str) -> Result<Times, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut times = Times {
            decimal: file.decimal,
            fahrenheit: file.plain_scale_fahrenheit,
            verbs_behind: file.verbs_behind,
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
                (Kind::Sign('*'), Some(before)) if *glued => before.open = true,
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

    /// Calls `found` with what each phrase that begins at token `at` says, and with the token behind it.
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

/// The token behind `patterns`, if they stand at `at`. A dash may join what is written apart in the phrase.
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
    use super::{Says, Sense, Times, Unit};
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
        assert_eq!(at(0), [(Says::Sense(Sense::Half), 3)]);
        assert_eq!(at(3), [(Says::Sense(Sense::Wait), 5)]);
        assert_eq!(at(4), [(Says::Sense(Sense::Wait), 5)]);
        assert_eq!(at(6), [(Says::Unit(Unit::Minute, true), 7)]);
    }
}
