//! Finds which ingredients each step uses, by their names.
//!
//! The name of an ingredient is its line without amount and remarks. It is listed with the first step that names it, and with later
//! steps only if words such as "the remaining" show that some was left.

use super::word::{Word, words_of};
use super::words::Steps;
use std::collections::{BTreeMap, BTreeSet};

/// The longest name taken from a line, in bytes.
const NAME: usize = 80;
/// How many words after such a phrase an excluded ingredient is searched.
const LEFT_OUT: usize = 4;

/// The food in an ingredient line.
struct Food {
    /// The name, as written.
    name: String,
    /// The folded words of the name, last word first.
    words: Vec<String>,
    /// Those words that identify it on their own.
    own: BTreeSet<String>,
    used: bool,
}

/// Finds the ingredients of each step in turn.
pub(super) struct Foods<'a> {
    foods: Vec<Food>,
    /// The foods whose names contain each folded word.
    by_word: BTreeMap<String, Vec<usize>>,
    steps: &'a Steps,
}

impl<'a> Foods<'a> {
    pub(super) fn new(lines: &[String], steps: &'a Steps) -> Foods<'a> {
        let foods: Vec<Food> =
            lines.iter().filter(|line| !line.ends_with(':')).filter_map(|line| food(line, steps)).collect();
        let mut by_word: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (i, food) in foods.iter().enumerate() {
            for word in &food.own {
                by_word.entry(word.clone()).or_default().push(i);
            }
        }
        Foods { foods, by_word, steps }
    }

    /// The ingredients in a step with that text, in the order named.
    pub(super) fn of(&mut self, text: &str) -> Vec<String> {
        let words = words_of(text);
        let folded: Vec<String> = words.iter().map(|word| self.steps.fold(&word.low)).collect();
        let mut found: Vec<usize> = Vec::new();
        for (i, word) in folded.iter().enumerate() {
            let Some(all) = self.by_word.get(word) else { continue };
            if self.left_out(&words, i) || self.is_done(&words, i) {
                continue;
            }
            let before = folded.get(i.saturating_sub(2)..i).unwrap_or_default();
            let Some(one) = self.meant(word, before, all) else { continue };
            let again = self.steps.again.any(words.get(i.saturating_sub(4)..i).unwrap_or_default());
            let used = self.foods.get(one).is_some_and(|food| food.used);
            if (!used || again) && !found.contains(&one) {
                found.push(one);
            }
        }
        let mut names: Vec<String> = Vec::new();
        for i in found {
            if let Some(food) = self.foods.get_mut(i) {
                food.used = true;
                if !names.contains(&food.name) {
                    names.push(food.name.clone());
                }
            }
        }
        names
    }

    /// "All but the oil": ingredients named after such a phrase, up to the next comma or verb, are excluded.
    fn left_out(&self, words: &[Word], at: usize) -> bool {
        let near = at.saturating_sub(LEFT_OUT)..at;
        near.rev()
            .take_while(|i| self.steps.any_verb.at(words, *i).is_none_or(|hit| hit.at + hit.len > at))
            .any(|i| self.steps.but.at(words, i).is_some_and(|hit| i + hit.len <= at))
    }

    /// Whether a word is a verb here and not a food: "butter the tin", "cream the sugar".
    fn is_done(&self, words: &[Word], at: usize) -> bool {
        let steps = self.steps;
        if steps.any_verb.at(words, at).is_none() || steps.verbs_behind {
            return false;
        }
        let thing = at.checked_sub(1).is_some_and(|before| steps.articles.at(words, before).is_some());
        let object = steps.articles.at(words, at + 1).is_some()
            || steps.small.at(words, at + 1).is_some_and(|hit| steps.joins.at(words, hit.at).is_none());
        !thing && (at == 0 || object)
    }

    /// Which of `all`, whose names all contain `word`, is meant after the words `before`: the one that shares most of them. Ties go to
    /// a food with no other name, then to one not used yet; `None` if that does not decide.
    fn meant(&self, word: &str, before: &[String], all: &[usize]) -> Option<usize> {
        let score = |i: usize| {
            self.foods.get(i).map_or((0, false, false), |food| {
                let shared = food.words.iter().filter(|own| *own != word && before.contains(own)).count();
                (shared, food.own.len() == 1, !food.used)
            })
        };
        let best = all.iter().map(|i| score(*i)).max()?;
        let mut fitting = all.iter().filter(|i| score(**i) == best);
        let first = fitting.next().copied()?;
        // One food on two lines ("2 tbsp olive oil" for the meat and for the sauce) is not ambiguous.
        let same =
            |i: &usize| self.foods.get(*i).map(|food| &food.words) == self.foods.get(first).map(|food| &food.words);
        fitting.all(same).then_some(first)
    }
}

/// The food in a line.
fn food(line: &str, steps: &Steps) -> Option<Food> {
    let cut = line.find([',', ';', '(', ':']).unwrap_or(line.len());
    let core = line.get(..cut)?;
    let core = core.split(" - ").next().unwrap_or(core);
    let core = core.split(" – ").next().unwrap_or(core);
    let words = words_of(core);
    let counts = |word: &str| !word.starts_with(|c: char| c.is_numeric());
    let names = |i: &usize| {
        words.get(*i).is_some_and(|word| counts(&word.low)) && steps.measures.at(&words, *i).is_none() && {
            let plural = words.get(*i).map(|word| word.low.trim_end_matches('s')).unwrap_or_default();
            let single = [super::word::Word { at: 0..0, low: plural.to_owned() }];
            steps.measures.at(&single, 0).is_none()
        }
    };
    let first = (0..words.len()).find(names)?;
    let end = (first + 1..words.len()).find(|i| steps.after.at(&words, *i).is_some()).unwrap_or(words.len());
    let named = words.get(first..end)?;
    let name = core.get(named.first()?.at.start..named.last()?.at.end)?;
    let joined = named.first().is_some_and(|word| steps.without_front(&word.low) != word.low);
    let name = if joined { name.split_once(['\'', '’']).map_or(name, |(_, name)| name) } else { name };
    if name.len() > NAME {
        return None;
    }
    let folded: Vec<String> = named.iter().rev().map(|word| steps.fold(&word.low)).collect();
    let kind = |i: &usize| steps.kinds.at(named, *i).is_some();
    let head = (0..named.len()).rev().find(|i| !kind(i) && named.get(*i).is_some_and(|word| counts(&word.low)));
    let made = head.is_some_and(|head| steps.made.at(named, head).is_some());
    let own: BTreeSet<String> = (0..named.len())
        .filter(|i| !made || Some(*i) == head)
        .filter(|i| !kind(i))
        .filter_map(|i| named.get(i))
        .filter(|word| counts(&word.low) && names_food(&word.low, steps))
        .map(|word| steps.fold(&word.low))
        .collect();
    Some(Food { name: name.to_owned(), words: folded, own, used: false })
}

/// Whether a word of an ingredient's line can name it. In German the shortest foods have two letters ("Öl", "Ei").
fn names_food(word: &str, steps: &Steps) -> bool {
    let letters = word.chars().count();
    letters > 2 || letters == 2 && steps.verbs_behind
}
