//! The words that distinguish kinds of steps; one file for each language in `assets/words`.

mod file;
mod phrases;

use super::word::Word;
use crate::recipe::Phase;
use file::File;
pub(super) use phrases::{Hit, Phrases};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

/// The known languages, by the primary subtag of BCP 47. The first is used for unknown languages.
const LANGUAGES: &[(&str, &str)] = &[
    ("en", include_str!("../../../assets/words/en/steps.toml")),
    ("de", include_str!("../../../assets/words/de/steps.toml")),
    ("fr", include_str!("../../../assets/words/fr/steps.toml")),
    ("es", include_str!("../../../assets/words/es/steps.toml")),
];

#[derive(Clone, Debug, Default)]
pub(super) struct Steps {
    /// What is done, by verb.
    pub(super) verbs: Phrases<Phase>,
    /// Where it is done.
    pub(super) places: Phrases<Phase>,
    /// All verbs: each can start a new part of a sentence.
    pub(super) any_verb: Phrases<()>,
    /// The phase if nothing else decides.
    pub(super) plain: Option<Phase>,
    /// Beginnings of sentences that are not steps.
    pub(super) note: Phrases<()>,
    /// Words that suggest a pan, waiting, or heat, if nothing else decides.
    pub(super) guess: [Phrases<()>; 3],
    /// Continues the wait before it ("prolonger la cuisson").
    pub(super) goes_on: Phrases<()>,
    /// Before a verb in another form ("continue kneading").
    pub(super) begins: Phrases<()>,
    pub(super) along: Phrases<()>,
    pub(super) out: Phrases<()>,
    pub(super) over: Phrases<()>,
    pub(super) either: Phrases<()>,
    pub(super) meanwhile: Phrases<()>,
    pub(super) r#while: Phrases<()>,
    /// "as": means "while" if a verb follows before a comma.
    pub(super) r#as: Phrases<()>,
    pub(super) r#if: Phrases<()>,
    pub(super) serve: Phrases<()>,
    pub(super) strong: Phrases<()>,
    pub(super) articles: Phrases<()>,
    pub(super) short_forms: Vec<String>,
    endings: Vec<String>,
    fronts: Vec<String>,
    letters: BTreeMap<char, char>,
    /// Whether a verb may come last in its sentence, after its time ("30 Minuten backen").
    pub(super) verbs_behind: bool,
    /// The first word for "until".
    pub(super) until_word: String,
    pub(super) until: Phrases<()>,
    /// Signs of doneness without "until" ("goldbraun backen").
    pub(super) looks: Phrases<()>,
    /// Words that end a sign which has a verb at its end.
    pub(super) closes: Phrases<()>,
    pub(super) no_sign: Phrases<()>,
    pub(super) should: Phrases<()>,
    pub(super) when: Phrases<()>,
    pub(super) oven_only: Phrases<()>,
    pub(super) oven_change: Phrases<()>,
    pub(super) grill: Phrases<()>,
    pub(super) oven_grill: Phrases<()>,
    pub(super) away: Phrases<()>,
    /// A sentence that begins so names a heat for another oven or pan.
    pub(super) oven_instead: Phrases<()>,
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
    /// What steps are numbered with ("step 1").
    pub(super) numbered: Vec<String>,
    pub(super) measures: Phrases<()>,
    pub(super) kinds: Phrases<()>,
    pub(super) made: Phrases<()>,
    pub(super) again: Phrases<()>,
    /// "all but": the following ingredients are excluded.
    pub(super) but: Phrases<()>,
    pub(super) after: Phrases<()>,
    pub(super) serves: Phrases<()>,
    pub(super) makes: Phrases<()>,
    folded_verbs: BTreeSet<String>,
    folded_phases: BTreeMap<String, Phase>,
}

impl Steps {
    /// The words of `language` and true; or the English words and false, if the language is unknown or not given.
    pub(super) fn of(language: Option<&str>) -> (&'static Steps, bool) {
        // A test reads every word file, so this cannot fail.
        static WORDS: LazyLock<Vec<Steps>> =
            LazyLock::new(|| LANGUAGES.iter().map(|(_, text)| Steps::read(text).unwrap_or_default()).collect());
        static NONE: LazyLock<Steps> = LazyLock::new(Steps::default);
        let primary = language.and_then(|language| language.split(['-', '_']).next());
        let place = primary.map(|primary| LANGUAGES.iter().position(|(name, _)| primary.eq_ignore_ascii_case(name)));
        let own = place.is_none_or(|place| place.is_some());
        (WORDS.get(place.flatten().unwrap_or(0)).unwrap_or(&NONE), own)
    }

    /// A word without inflection, for comparing ("roasting", "roasts" and "roast" are equal, and so are "fry" and "fries").
    pub(super) fn fold(&self, word: &str) -> String {
        let word = self.without_front(word);
        let cut = |ending: &String| word.strip_suffix(ending.as_str()).filter(|stem| stem.chars().count() >= 3);
        let mut stem: String = self.endings.iter().find_map(cut).unwrap_or(word).to_owned();
        if !self.letters.is_empty() {
            stem = stem.chars().map(|letter| self.letters.get(&letter).copied().unwrap_or(letter)).collect();
        }
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

    /// A word without an article joined to it ("l'ail").
    pub(super) fn without_front<'w>(&self, word: &'w str) -> &'w str {
        self.fronts.iter().find_map(|front| word.strip_prefix(front.as_str())).unwrap_or(word)
    }

    /// The phase of the verb at a word; `None` for a noun that looks like one ("the roast").
    pub(super) fn doing(&self, words: &[Word], at: usize) -> Option<Phase> {
        let before = at.checked_sub(1).and_then(|before| self.articles.at(words, before));
        self.verbs.at(words, at).filter(|_| before.is_none()).map(|hit| hit.means)
    }

    /// Whether a sentence begins with one of `list`. Where verbs come last, it may be anywhere, if it is an action.
    pub(super) fn opens(&self, list: &Phrases<()>, words: &[Word]) -> bool {
        let thing = |at: usize| at.checked_sub(1).is_some_and(|before| self.articles.at(words, before).is_some());
        list.at(words, 0).is_some() || (self.verbs_behind && list.all(words).any(|hit| !thing(hit.at)))
    }

    /// Whether a time is only a condition: "if chilled overnight".
    pub(super) fn is_condition(&self, words: &[Word], place: &Range<usize>) -> bool {
        let near = words.get(..words.len().min(8)).unwrap_or_default();
        let mut inside = near.iter().filter(|word| place.start <= word.at.start && word.at.start < place.end);
        self.r#if.at(words, 0).is_some() && inside.any(|word| self.night.at(std::slice::from_ref(word), 0).is_some())
    }

    /// The phase of a time without a telling verb or place: guessed from other words in the sentence, otherwise the default.
    pub(super) fn likely(&self, words: &[Word]) -> Option<Phase> {
        let [fry, rest, heat] = &self.guess;
        if fry.any(words) {
            Some(Phase::Fry)
        } else if rest.any(words) && !heat.all(words).any(|hit| self.any_verb.at(words, hit.at).is_some()) {
            Some(Phase::Rest)
        } else if heat.any(words) {
            self.plain
        } else {
            Some(Phase::Prep)
        }
    }

    /// Whether `word` is a form of any verb.
    pub(super) fn is_verb(&self, word: &str) -> bool {
        self.folded_verbs.contains(&self.fold(word))
    }

    /// The phase of a verb in any form.
    pub(super) fn phase_of(&self, word: &str) -> Option<Phase> {
        self.folded_phases.get(&self.fold(word)).copied()
    }

    fn read(text: &str) -> Result<Steps, toml::de::Error> {
        let file: File = toml::from_str(text)?;
        let forms = &file.forms;
        let plain = |list: Vec<String>| Phrases::new(list.into_iter().map(|word| (word, ())), forms);
        let phased = |map: &BTreeMap<Phase, Vec<String>>| {
            let list = map.iter().flat_map(|(phase, list)| list.iter().map(|word| (word.clone(), *phase)));
            Phrases::new(list, forms)
        };
        let verbs = file.verbs.values().flatten().chain(&file.plain.verbs).map(|word| (word.clone(), ()));
        let single = |list: &[String]| {
            let single = list.iter().filter(|word| !word.contains(' '));
            single.flat_map(|word| phrases::forms_of(word, forms)).collect::<Vec<_>>()
        };
        let phases: Vec<(String, Phase)> =
            file.verbs.iter().flat_map(|(phase, list)| single(list).into_iter().map(|word| (word, *phase))).collect();
        let plain_verbs = single(&file.plain.verbs);
        let mut steps = Steps {
            any_verb: Phrases::new(verbs, forms).without(&file.plain.things),
            verbs: phased(&file.verbs).without(&file.plain.things),
            places: phased(&file.places),
            plain: Some(file.plain.phase),
            note: plain(file.notes.begins),
            guess: [file.guess.fry, file.guess.rest, file.guess.heat]
                .map(|list| plain(list).without(&file.plain.things)),
            goes_on: plain(file.plain.goes_on),
            begins: plain(file.plain.begins),
            along: plain(file.begins.along),
            out: plain(file.begins.out),
            over: plain(file.begins.over),
            either: plain(file.begins.either),
            meanwhile: plain(file.begins.meanwhile),
            r#while: plain(file.begins.r#while),
            r#as: plain(file.begins.r#as),
            r#if: plain(file.begins.r#if),
            serve: plain(file.begins.serve),
            strong: plain(file.cuts.strong),
            articles: plain(file.cuts.articles),
            short_forms: file.cuts.short,
            endings: file.cuts.endings,
            fronts: file.cuts.fronts,
            letters: file.cuts.letters,
            verbs_behind: file.cuts.verbs_behind,
            until_word: file.signs.until.first().cloned().unwrap_or_default(),
            until: plain(file.signs.until),
            looks: plain(file.signs.looks),
            closes: plain(file.signs.closes),
            no_sign: plain(file.signs.not),
            should: plain(file.signs.should),
            when: plain(file.signs.when),
            oven_only: plain(file.oven.only),
            oven_change: plain(file.oven.change),
            grill: plain(file.oven.grill),
            oven_grill: plain(file.oven.grill_only),
            away: plain(file.oven.away),
            oven_instead: plain(file.oven.instead),
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
            numbered: file.titles.numbered,
            measures: plain(file.foods.measures),
            kinds: plain(file.foods.kinds),
            made: plain(file.foods.made),
            again: plain(file.foods.again),
            but: plain(file.foods.but),
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
    use super::{LANGUAGES, Steps};
    use crate::import::draft::word::words_of;
    use crate::recipe::Phase;

    #[test]
    fn every_file_of_words_is_read() {
        for (name, text) in LANGUAGES {
            assert!(Steps::read(text).is_ok(), "{name}: {:?}", Steps::read(text).err());
            let typo = text.replace("[yields]", "[yeilds]");
            assert!(Steps::read(&typo).is_err(), "{name}");
        }
    }

    #[test]
    fn the_language_is_told_by_its_first_subtag() {
        for (told, own) in [(None, true), (Some("en-GB"), true), (Some("DE_at"), true), (Some("sv"), false)] {
            assert_eq!(Steps::of(told).1, own, "{told:?}");
        }
        let (german, _) = Steps::of(Some("de-AT"));
        assert_eq!(german.phase_of("köchelt"), Some(Phase::Simmer));
        assert_eq!(german.phase_of("boil"), None);
        assert_eq!(german.fold("äpfel"), german.fold("apfel"));
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
