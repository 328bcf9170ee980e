//! Finds phrases of a language among the words of a text.
//!
//! In a word file `back~en` stands for all forms of such a verb, and `stell~en … kalt` for two words with others in between. If
//! several phrases match at a word, the longest wins.

use super::file::Forms;
use crate::import::draft::word::{Word, words_of};
use std::collections::BTreeMap;

/// The most words between the two parts of a separable verb.
const APART: usize = 12;

/// Words and phrases, each with its meaning.
#[derive(Clone, Debug)]
pub(in crate::import::draft) struct Phrases<T>(BTreeMap<String, Vec<Entry<T>>>);

#[derive(Clone, Debug)]
struct Entry<T> {
    /// The words after the first.
    rest: Vec<String>,
    /// A word that may come later, with others in between.
    apart: Option<String>,
    /// `None` for a word that only looks like one ("stand mixer").
    means: Option<T>,
}

/// A phrase found among the words of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import::draft) struct Hit<T> {
    /// The index of its first word.
    pub(in crate::import::draft) at: usize,
    /// The number of its words, up to the gap if there is one.
    pub(in crate::import::draft) len: usize,
    pub(in crate::import::draft) means: T,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Phrases(BTreeMap::new())
    }
}

/// A phrase in all its forms.
pub(super) fn forms_of(phrase: &str, forms: &Forms) -> Vec<String> {
    let Some((stem, rest)) = phrase.split_once('~') else { return vec![phrase.to_owned()] };
    let (kind, rest) = rest.split_at(rest.find(' ').unwrap_or(rest.len()));
    // A kind of verb without a list of endings has only the written form.
    let own = [kind.to_owned()];
    let endings = forms.get(kind).map_or(own.as_slice(), Vec::as_slice);
    endings.iter().map(|ending| format!("{stem}{ending}{rest}")).collect()
}

impl<T: Copy> Phrases<T> {
    pub(super) fn new(list: impl IntoIterator<Item = (String, T)>, forms: &Forms) -> Phrases<T> {
        let mut phrases: BTreeMap<String, Vec<Entry<T>>> = BTreeMap::new();
        for (phrase, means) in list {
            for form in forms_of(&phrase, forms) {
                let (near, apart) = form.split_once('…').unwrap_or((&form, ""));
                let mut words = words_of(near).into_iter().map(|word| word.low);
                let apart = words_of(apart).into_iter().map(|word| word.low).next();
                if let Some(first) = words.next() {
                    phrases.entry(first).or_default().push(Entry { rest: words.collect(), apart, means: Some(means) });
                }
            }
        }
        // Sorted so that the longest match comes first.
        for list in phrases.values_mut() {
            list.sort_by_key(|entry| std::cmp::Reverse(entry.rest.len() + usize::from(entry.apart.is_some())));
        }
        Phrases(phrases)
    }

    /// The phrases, except where one begins a longer phrase of `things`, which has no meaning here.
    pub(super) fn without(mut self, things: &[String]) -> Phrases<T> {
        for thing in things {
            let mut words = words_of(thing).into_iter().map(|word| word.low);
            if let Some(list) = words.next().and_then(|first| self.0.get_mut(&first)) {
                list.insert(0, Entry { rest: words.collect(), apart: None, means: None });
            }
        }
        self
    }

    /// The phrase that begins at the word `at`.
    pub(in crate::import::draft) fn at(&self, words: &[Word], at: usize) -> Option<Hit<T>> {
        let list = self.0.get(&words.get(at)?.low)?;
        let fits = |entry: &&Entry<T>| {
            let behind = at + 1 + entry.rest.len();
            let near =
                entry.rest.iter().zip(at + 1..).all(|(part, n)| words.get(n).is_some_and(|word| word.low == *part));
            let far = words.get(behind..words.len().min(behind + APART)).unwrap_or_default();
            near && entry.apart.as_ref().is_none_or(|apart| far.iter().any(|word| word.low == *apart))
        };
        let entry = list.iter().find(fits)?;
        Some(Hit { at, len: entry.rest.len() + 1, means: entry.means? })
    }

    /// All phrases found, in order.
    pub(in crate::import::draft) fn all<'a>(&'a self, words: &'a [Word]) -> impl Iterator<Item = Hit<T>> + 'a {
        (0..words.len()).filter_map(|at| self.at(words, at))
    }

    /// The first phrase found.
    pub(in crate::import::draft) fn first(&self, words: &[Word]) -> Option<Hit<T>> {
        self.all(words).next()
    }

    /// Whether any phrase is found among the words.
    pub(in crate::import::draft) fn any(&self, words: &[Word]) -> bool {
        self.first(words).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::{Forms, Phrases};
    use crate::import::draft::word::words_of;

    #[test]
    fn a_verb_is_found_in_all_its_forms_and_in_two_parts() {
        let forms = Forms::from([("en".to_owned(), vec!["en".to_owned(), "e".to_owned()])]);
        let list = [("back~en", 1), ("stell~en … kalt", 2), ("stell~en", 3)];
        let phrases = Phrases::new(list.map(|(phrase, means)| (phrase.to_owned(), means)), &forms);
        let means = |text: &str| phrases.all(&words_of(text)).map(|hit| (hit.at, hit.means)).collect::<Vec<_>>();
        assert_eq!(means("Backe das Brot"), [(0, 1)]);
        assert_eq!(means("das Brot backen, das Gebäck"), [(2, 1)]);
        assert_eq!(means("Stelle den Teig kalt"), [(0, 2)]);
        assert_eq!(means("Stelle den Teig weg"), [(0, 3)]);
    }
}
