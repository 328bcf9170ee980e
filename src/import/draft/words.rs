//! The words by which steps are told apart, one file a language under `assets/words`.

mod file;

use super::cut::{Word, words_of};
use crate::recipe::Phase;
use file::File;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

const ENGLISH: &str = include_str!("../../../assets/words/en/steps.toml");

/// Words and phrases, each with what it means.
#[derive(Clone, Debug)]
pub(super) struct Phrases<T>(BTreeMap<String, Vec<(Vec<String>, T)>>);

/// Where a phrase stands among the words of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit<T> {
    /// The place of its first word.
    pub(super) at: usize,
    /// How many words it has.
    pub(super) len: usize,
    /// What it means.
    pub(super) means: T,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Phrases(BTreeMap::new())
    }
}

impl<T: Copy> Phrases<T> {
    fn new(list: impl IntoIterator<Item = (String, T)>) -> Phrases<T> {
        let mut phrases: BTreeMap<String, Vec<(Vec<String>, T)>> = BTreeMap::new();
        for (phrase, means) in list {
            let mut words = words_of(&phrase).into_iter().map(|word| word.low);
            if let Some(first) = words.next() {
                phrases.entry(first).or_default().push((words.collect(), means));
            }
        }
        // The longest of those that begin alike is meant.
        for list in phrases.values_mut() {
            list.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        Phrases(phrases)
    }

    /// The phrase that begins at the word `at`.
    pub(super) fn at(&self, words: &[Word], at: usize) -> Option<Hit<T>> {
        let list = self.0.get(&words.get(at)?.low)?;
        let fits = |rest: &[String]| {
            rest.iter().enumerate().all(|(n, part)| words.get(at + 1 + n).is_some_and(|word| word.low == *part))
        };
        let (rest, means) = list.iter().find(|(rest, _)| fits(rest))?;
        Some(Hit { at, len: rest.len() + 1, means: *means })
    }

    /// All of them, in order.
    pub(super) fn all<'a>(&'a self, words: &'a [Word]) -> impl Iterator<Item = Hit<T>> + 'a {
        (0..words.len()).filter_map(|at| self.at(words, at))
    }

    /// The first of them.
    pub(super) fn first(&self, words: &[Word]) -> Option<Hit<T>> {
        self.all(words).next()
    }

    /// Whether one stands among the words.
    pub(super) fn any(&self, words: &[Word]) -> bool {
        self.first(words).is_some()
    }
}

/// The words of a language.
#[derive(Clone, Debug, Default)]
pub(super) struct Steps {
    /// What is done, by the verb.
    pub(super) verbs: Phrases<Phase>,
    /// Where it is done.
    pub(super) places: Phrases<Phase>,
    /// Verbs of any kind: what can begin a part of a sentence.
    pub(super) any_verb: Phrases<()>,
    /// The phase where nothing tells.
    pub(super) plain: Option<Phase>,
    pub(super) along: Phrases<()>,
    pub(super) out: Phrases<()>,
    pub(super) over: Phrases<()>,
    pub(super) either: Phrases<()>,
    pub(super) meanwhile: Phrases<()>,
    pub(super) r#while: Phrases<()>,
    pub(super) r#if: Phrases<()>,
    pub(super) serve: Phrases<()>,
    pub(super) strong: Phrases<()>,
    pub(super) articles: Phrases<()>,
    pub(super) short_forms: Vec<String>,
    pub(super) endings: Vec<String>,
    /// The first of the words for "until".
    pub(super) until_word: String,
    pub(super) until: Phrases<()>,
    pub(super) no_sign: Phrases<()>,
    pub(super) should: Phrases<()>,
    pub(super) when: Phrases<()>,
    pub(super) oven_only: Phrases<()>,
    pub(super) oven_change: Phrases<()>,
    pub(super) grill: Phrases<()>,
    pub(super) oven_grill: Phrases<()>,
    pub(super) away: Phrases<()>,
    pub(super) no_oven: Phrases<()>,
    pub(super) glaze: Phrases<()>,
    pub(super) night: Phrases<()>,
    pub(super) overnight: String,
    pub(super) quick: String,
    pub(super) short: String,
    pub(super) long: String,
    pub(super) skip: Phrases<()>,
    pub(super) joins: Phrases<()>,
    pub(super) flip: String,
    pub(super) stops: Phrases<()>,
    pub(super) small: Phrases<()>,
    pub(super) measures: Phrases<()>,
    pub(super) kinds: Phrases<()>,
    pub(super) made: Phrases<()>,
    pub(super) again: Phrases<()>,
    pub(super) after: Phrases<()>,
    pub(super) serves: Phrases<()>,
    pub(super) makes: Phrases<()>,
    folded_verbs: BTreeSet<String>,
    folded_phases: BTreeMap<String, Phase>,
}

impl Steps {
    /// The words of `language`, and whether they are that language's; the English ones where there are none of it, or none is told.
    pub(super) fn of(language: Option<&str>) -> (&'static Steps, bool) {
        // A test reads every file of words, so that none can fail here.
        static WORDS: LazyLock<Steps> = LazyLock::new(|| Steps::read(ENGLISH).unwrap_or_default());
        let primary = language.and_then(|language| language.split(['-', '_']).next());
        (&WORDS, primary.is_none_or(|primary| primary.eq_ignore_ascii_case("en")))
    }

    /// A word as it is compared: without what inflection adds ("roasting", "roasts" and "roast" are one, and so are "fry" and "fries").
    pub(super) fn fold(&self, word: &str) -> String {
        let cut = |ending: &String| word.strip_suffix(ending.as_str()).filter(|stem| stem.chars().count() >= 3);
        let mut stem = self.endings.iter().find_map(cut).unwrap_or(word).to_owned();
        let mut back = stem.chars().rev();
        if let (Some(last), true) = (back.next(), back.next() == stem.chars().next_back())
            && stem.chars().count() > 3
        {
            stem.truncate(stem.len() - last.len_utf8());
        }
        if stem.ends_with('y') {
            stem.pop();
            stem.push('i');
        }
        stem
    }

    /// What the verb at a word does; none for what only looks like one ("the roast").
    pub(super) fn doing(&self, words: &[Word], at: usize) -> Option<Phase> {
        let before = at.checked_sub(1).and_then(|before| self.articles.at(words, before));
        self.verbs.at(words, at).filter(|_| before.is_none()).map(|hit| hit.means)
    }

    /// Whether a time is only the condition of its sentence: "if chilled overnight".
    pub(super) fn is_condition(&self, words: &[Word], place: &Range<usize>) -> bool {
        let near = words.get(..words.len().min(8)).unwrap_or_default();
        let mut inside = near.iter().filter(|word| place.start <= word.at.start && word.at.start < place.end);
        self.r#if.at(words, 0).is_some() && inside.any(|word| self.night.at(std::slice::from_ref(word), 0).is_some())
    }

    /// Whether `word` is some form of a verb.
    pub(super) fn is_verb(&self, word: &str) -> bool {
        self.folded_verbs.contains(&self.fold(word))
    }

    /// The phase of a verb in any of its forms.
    pub(super) fn phase_of(&self, word: &str) -> Option<Phase> {
        self.folded_phases.get(&self.fold(word)).copied()
    }

    fn read(text: &str) -> Result<Steps, toml::de::Error> {
        let file: File = toml::from_str(text)?;
        let plain = |list: Vec<String>| Phrases::new(list.into_iter().map(|word| (word, ())));
        let phased = |map: &BTreeMap<Phase, Vec<String>>| {
            Phrases::new(map.iter().flat_map(|(phase, list)| list.iter().map(|word| (word.clone(), *phase))))
        };
        let verbs = file.verbs.values().flatten().chain(&file.plain.verbs).map(|word| (word.clone(), ()));
        let single = |list: &[String]| list.iter().filter(|word| !word.contains(' ')).cloned().collect::<Vec<_>>();
        let phases: Vec<(String, Phase)> =
            file.verbs.iter().flat_map(|(phase, list)| single(list).into_iter().map(|word| (word, *phase))).collect();
        let plain_verbs = single(&file.plain.verbs);
        let mut steps = Steps {
            any_verb: Phrases::new(verbs),
            verbs: phased(&file.verbs),
            places: phased(&file.places),
            plain: Some(file.plain.phase),
            along: plain(file.begins.along),
            out: plain(file.begins.out),
            over: plain(file.begins.over),
            either: plain(file.begins.either),
            meanwhile: plain(file.begins.meanwhile),
            r#while: plain(file.begins.r#while),
            r#if: plain(file.begins.r#if),
            serve: plain(file.begins.serve),
            strong: plain(file.cuts.strong),
            articles: plain(file.cuts.articles),
            short_forms: file.cuts.short,
            endings: file.cuts.endings,
            until_word: file.signs.until.first().cloned().unwrap_or_default(),
            until: plain(file.signs.until),
            no_sign: plain(file.signs.not),
            should: plain(file.signs.should),
            when: plain(file.signs.when),
            oven_only: plain(file.oven.only),
            oven_change: plain(file.oven.change),
            grill: plain(file.oven.grill),
            oven_grill: plain(file.oven.grill_only),
            away: plain(file.oven.away),
            no_oven: plain(file.oven.not),
            glaze: plain(file.oven.glaze),
            night: plain(file.options.night),
            overnight: file.options.overnight,
            quick: file.options.quick,
            short: file.options.short,
            long: file.options.long,
            skip: plain(file.options.skip),
            joins: plain(file.cuts.joins),
            flip: file.options.flip,
            stops: plain(file.titles.stops),
            small: plain(file.titles.small),
            measures: plain(file.foods.measures),
            kinds: plain(file.foods.kinds),
            made: plain(file.foods.made),
            again: plain(file.foods.again),
            after: plain(file.foods.after),
            serves: plain(file.yields.serves),
            makes: plain(file.yields.makes),
            folded_verbs: BTreeSet::new(),
            folded_phases: BTreeMap::new(),
        };
        steps.folded_phases = phases.iter().map(|(word, phase)| (steps.fold(word), *phase)).collect();
        steps.folded_verbs =
            phases.iter().map(|(word, _)| word).chain(&plain_verbs).map(|word| steps.fold(word)).collect();
        Ok(steps)
    }
}

#[cfg(test)]
mod tests {
    use super::{ENGLISH, Steps};
    use crate::import::draft::cut::words_of;
    use crate::recipe::Phase;

    #[test]
    fn every_file_of_words_is_read() {
        assert!(Steps::read(ENGLISH).is_ok(), "{:?}", Steps::read(ENGLISH).err());
        let typo = ENGLISH.replace("[yields]", "[yeilds]");
        assert!(Steps::read(&typo).is_err());
    }

    #[test]
    fn inflected_words_are_one() {
        let (steps, _) = Steps::of(None);
        for (a, b) in [
            ("roasting", "roasts"),
            ("simmering", "simmer"),
            ("frying", "fries"),
            ("baking", "bake"),
            ("chilled", "chill"),
            ("potatoes", "potato"),
            ("berries", "berry"),
            ("cutting", "cut"),
        ] {
            assert_eq!(steps.fold(a), steps.fold(b), "{a} {b}");
        }
        assert_ne!(steps.fold("egg"), steps.fold("ear"));
        assert_eq!(steps.fold("ß"), "ß");
    }

    #[test]
    fn the_longest_phrase_is_meant() {
        let (steps, _) = Steps::of(None);
        let words = words_of("Cook under a hot grill, then in a frying pan.");
        let hits: Vec<_> = steps.places.all(&words).map(|hit| (hit.len, hit.means)).collect();
        assert_eq!(hits, [(4, Phase::Grill), (2, Phase::Fry), (1, Phase::Fry)]);
    }
}
