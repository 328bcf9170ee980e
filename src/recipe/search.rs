//! Search on the shelf: the recipes that match the typed text, best first.
//!
//! A typed part of a name always matches, and ranks above letters that only appear in the same order. Equally good hits
//! keep the shelf's order, so that the list does not jump while a word is typed.

mod filter;
mod fold;

pub use filter::{EXAMPLES, Filter};
pub use fold::fold;

use super::RecipeSummary;
use filter::Term;
use fold::{fold_into, traced};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use std::cmp::Reverse;
use std::ops::Range;
use std::sync::Arc;

/// In bytes. Longer names are searched for whole words only.
const LONGEST: usize = 400;

/// How well a recipe matches, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// The text is the whole name.
    Whole,
    /// The name begins with it.
    Start,
    /// Each word begins a word of the name.
    Words,
    /// Each word is part of the name.
    Part,
    /// A word is in a tag.
    Tag,
    /// The letters of a word are in the name, in order.
    Letters,
}

/// A reusable matcher, whose buffers serve for every name and key.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Made by the first search, as it takes some memory.
    matcher: Option<Matcher>,
    name: String,
    tags: String,
    letters: Vec<char>,
    others: Vec<char>,
    places: Vec<u32>,
}

impl Search {
    /// The indices of the matching recipes, best first.
    pub fn hits(&mut self, cards: &[Arc<RecipeSummary>], filter: &Filter) -> Vec<u32> {
        let fits = |(place, card): (u32, &Arc<RecipeSummary>)| {
            self.fit(card, filter).map(|(fit, score)| (fit, Reverse(score), place))
        };
        let mut found: Vec<_> = (0..).zip(cards).filter_map(fits).collect();
        // The index is part of each, so no two are equal.
        found.sort_unstable();
        found.into_iter().map(|(_, _, place)| place).collect()
    }

    fn fit(&mut self, card: &RecipeSummary, filter: &Filter) -> Option<(Fit, u32)> {
        self.name.clear();
        fold_into(&card.name, &mut self.name);
        let (mut worst, mut score) = (Fit::Whole, 0);
        for term in &filter.terms {
            let fit = match term {
                Term::Word(word) => {
                    let (fit, points) = self.word(card, word)?;
                    score += points;
                    fit
                }
                // A name may contain what looks like a tag or a time ("#1 chili"); its parts still match.
                Term::Tag { tags, typed } if !(self.tagged(card, tags) || self.holds(typed)) => return None,
                Term::Time { bound, typed } if !(bound.takes(card) || self.holds(typed)) => return None,
                Term::Tag { .. } | Term::Time { .. } => Fit::Whole,
            };
            worst = worst.max(fit);
        }
        if matches!(worst, Fit::Words | Fit::Part) && self.name.starts_with(&filter.whole) {
            worst = if filter.whole.len() == self.name.len() { Fit::Whole } else { Fit::Start };
        }
        Some((worst, score))
    }

    /// How well a word matches the recipe whose folded name is in `self.name`.
    fn word(&mut self, card: &RecipeSummary, word: &str) -> Option<(Fit, u32)> {
        if let Some(at) = piece(&self.name, word) {
            return Some((if begins_word(&self.name, at) { Fit::Words } else { Fit::Part }, 0));
        }
        if self.tags_of(card).contains(word) {
            return Some((Fit::Tag, 0));
        }
        self.scattered(word).map(|points| (Fit::Letters, points))
    }

    fn tags_of(&mut self, card: &RecipeSummary) -> &str {
        self.tags.clear();
        fold_into(card.tag_lines(), &mut self.tags);
        &self.tags
    }

    /// Whether any word of a tag begins with one of these.
    fn tagged(&mut self, card: &RecipeSummary, wanted: &[String]) -> bool {
        let tags = self.tags_of(card);
        wanted.iter().any(|wanted| tags.match_indices(wanted.as_str()).any(|(at, _)| begins_word(tags, at)))
    }

    /// The score of a word's letters in the current name, if they hang together; `places` then has their positions.
    fn scattered(&mut self, word: &str) -> Option<u32> {
        // A word with digits must match whole.
        if self.name.len() > LONGEST || word.contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let matcher = self.matcher.get_or_insert_with(|| {
            let mut config = Config::DEFAULT;
            // Everything is folded already.
            (config.ignore_case, config.normalize) = (false, false);
            Matcher::new(config)
        });
        let name = Utf32Str::new(&self.name, &mut self.letters);
        let word = Utf32Str::new(word, &mut self.others);
        self.places.clear();
        let score = matcher.fuzzy_indices(name, word, &mut self.places)?;
        hang_together(&self.name, &self.places).then_some(score.into())
    }

    /// Whether the current name contains all of these.
    fn holds(&self, typed: &[String]) -> bool {
        typed.iter().all(|word| self.name.contains(word.as_str()))
    }

    /// The parts of `name` that match a filter, as ordered byte ranges that do not overlap.
    pub fn marks(&mut self, name: &str, filter: &Filter) -> Vec<Range<usize>> {
        let (folded, from) = traced(name);
        self.name = folded;
        let mut marked = vec![false; from.len()];
        for term in &filter.terms {
            let Term::Word(word) = term else { continue };
            let mut places = Vec::new();
            if let Some(at) = piece(&self.name, word) {
                let before = self.name.get(..at).map_or(0, |before| before.chars().count());
                places.extend((before..).take(word.chars().count()));
            } else if self.scattered(word).is_some() {
                places.extend(self.places.iter().filter_map(|at| usize::try_from(*at).ok()));
            }
            for place in places {
                if let Some(mark) = marked.get_mut(place) {
                    *mark = true;
                }
            }
        }
        let mut marks: Vec<Range<usize>> = Vec::new();
        for (letter, _) in from.into_iter().zip(marked).filter(|(_, marked)| *marked) {
            match marks.last_mut() {
                Some(last) if last.end >= letter.start => last.end = last.end.max(letter.end),
                Some(_) | None => marks.push(letter),
            }
        }
        marks
    }
}

/// Where `word` is in `name`, preferably at the beginning of a word.
fn piece(name: &str, word: &str) -> Option<usize> {
    let mut all = name.match_indices(word).map(|(at, _)| at);
    let first = all.next()?;
    if begins_word(name, first) {
        return Some(first);
    }
    Some(all.find(|at| begins_word(name, *at)).unwrap_or(first))
}

fn begins_word(text: &str, at: usize) -> bool {
    text.get(..at).and_then(|before| before.chars().next_back()).is_none_or(|c| !c.is_alphanumeric())
}

/// Whether letters at these positions of `name` match on purpose: each begins a word, or is in the word of the one before.
/// So "hgp" finds "Honey glazed pork", but "pork" not "Poached trout with black pepper".
fn hang_together(name: &str, places: &[u32]) -> bool {
    let mut places = places.iter().copied().peekable();
    let (mut word, mut last, mut inside) = (0u32, None, false);
    for (at, c) in (0u32..).zip(name.chars()) {
        let begins = c.is_alphanumeric() && !inside;
        inside = c.is_alphanumeric();
        word += u32::from(begins);
        if places.next_if_eq(&at).is_some() {
            if !begins && last != Some(word) {
                return false;
            }
            last = Some(word);
        }
    }
    true
}

#[cfg(test)]
#[path = "search_tests.rs"]
mod tests;
