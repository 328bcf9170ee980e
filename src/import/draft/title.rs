//! Makes titles that are short and all different.

use super::clauses::capital;
use super::step_drafts::{DraftLine, StepDraft};
use super::word::{Word, words_of};
use super::words::Steps;
use crate::recipe::print::ABOVE;
use crate::recipe::{Phase, StepTime};
use std::collections::{BTreeMap, BTreeSet};

/// The most significant words in a title made from a sentence; the constant below limits its letters.
const WORDS: usize = 6;
const LETTERS: usize = 40;
/// How many words from the start of a sentence the verb of its title is searched.
const LEAD: usize = 10;
/// The same for languages whose verbs come last.
const FAR: usize = 14;
/// The longest heading that is used as a title, in bytes.
const HEADING: usize = 60;

/// A title for each step. Headings that are not used as a title become a comment on the first step below them.
pub(super) fn titles(steps: &mut [StepDraft], lines: &[DraftLine], headings: &[String], words: &Steps) -> Vec<String> {
    let own = from_headings(steps, lines, headings, words);
    let mut taken: BTreeSet<String> = own.iter().flatten().map(|title| title.to_lowercase()).collect();
    let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut title = |step: &StepDraft, own: Option<String>| {
        if let Some(own) = own.filter(|own| seen.insert(own.to_lowercase())) {
            return own;
        }
        let usual = step.phase.title();
        let free = |title: &String| !taken.contains(&title.to_lowercase());
        let hands = step.time == StepTime::Hands && !matches!(step.phase, Phase::Serve | Phase::Baste);
        let made = from_text(step, words);
        let until = step.until.as_ref().and_then(|until| Some(format!("{usual} {}", short(until, words)?)));
        let telling = made.clone().filter(|made| made.contains(' '));
        // For work the action is the better title; for a wait, the kind of step.
        let (first, second) = if hands || step.guessed {
            (telling.or(made.clone().filter(|_| step.guessed)), Some(usual.clone()))
        } else {
            (Some(usual.clone()), telling)
        };
        let plain = step.phase != Phase::Prep || made.is_none();
        let second = second.filter(|second| plain || *second != usual);
        let all = [first, second, until, made.clone()];
        let first = all.into_iter().flatten().find(free).or(made).unwrap_or(usual);
        if taken.insert(first.to_lowercase()) {
            return first;
        }
        let number = numbers.entry(first.to_lowercase()).or_insert(1);
        loop {
            *number += 1;
            let numbered = format!("{first} {number}");
            if taken.insert(numbered.to_lowercase()) {
                return numbered;
            }
        }
    };
    steps.iter().zip(own).map(|(step, own)| title(step, own)).collect()
}

/// Uses headings and labels as titles of the steps they describe, where that is clear.
fn from_headings(
    steps: &mut [StepDraft],
    lines: &[DraftLine],
    headings: &[String],
    words: &Steps,
) -> Vec<Option<String>> {
    let mut titles: Vec<Option<String>> = vec![None; steps.len()];
    let mut sections: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut labels: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, step) in steps.iter().enumerate() {
        let Some(line) = lines.get(step.line) else { continue };
        if let Some(section) = line.section {
            sections.entry(section).or_default().push(i);
        }
        if line.label.as_deref().is_some_and(|label| !is_number(label, words)) {
            labels.entry(step.line).or_default().push(i);
        }
    }
    for (line, of) in &labels {
        let Some(label) = lines.get(*line).and_then(|line| line.label.as_deref()) else { continue };
        let about = about(label, of, steps, words).or(of.first().copied());
        give(label, about, &mut titles);
    }
    // If no step begins in such a line, it continues a step of the line before, and so does its label.
    for (n, line) in lines.iter().enumerate().filter(|(n, _)| !labels.contains_key(n)) {
        if line.label.as_deref().is_some_and(|label| is_number(label, words)) {
            continue;
        }
        let above = steps.partition_point(|step| step.line <= n).checked_sub(1).and_then(|i| steps.get_mut(i));
        if let (Some(label), Some(step)) = (&line.label, above) {
            step.remarks.push(("do", label.clone()));
        }
    }
    let mut missed: Vec<&str> = Vec::new();
    for (section, heading) in headings.iter().enumerate() {
        if is_number(heading, words) {
            continue;
        }
        missed.push(heading);
        let Some(of) = sections.get(&section) else { continue };
        let about = about(heading, of, steps, words).filter(|i| titles.get(*i).is_some_and(Option::is_none));
        if about.is_some() && heading.len() <= HEADING {
            missed.pop();
            give(heading, about, &mut titles);
        }
        if let Some(step) = of.first().and_then(|first| steps.get_mut(*first)) {
            step.remarks.extend(missed.drain(..).map(|heading| (ABOVE, heading.to_owned())));
        }
    }
    // Headings with no steps below them.
    if let Some(step) = steps.last_mut() {
        step.remarks.extend(missed.into_iter().map(|heading| (ABOVE, heading.to_owned())));
    }
    titles
}

/// "step 2", "recipe_12 step 1": what a site numbers its steps with.
fn is_number(label: &str, words: &Steps) -> bool {
    let parts = label.split(|c: char| !c.is_alphabetic()).filter(|part| !part.is_empty());
    let mut parts = parts.map(str::to_lowercase).peekable();
    let digit = label.contains(|c: char| c.is_ascii_digit());
    digit && parts.peek().is_some() && parts.all(|part| words.numbered.contains(&part))
}

fn give(title: &str, to: Option<usize>, titles: &mut [Option<String>]) {
    if let Some(slot) = to.and_then(|i| titles.get_mut(i)) {
        *slot = Some(title.to_owned());
    }
}

/// Which of the steps `of` a heading describes: the only one, or the only wait whose verb it contains.
fn about(heading: &str, of: &[usize], steps: &[StepDraft], words: &Steps) -> Option<usize> {
    if let [only] = of {
        return Some(*only);
    }
    let phases: Vec<Phase> = words_of(heading).iter().filter_map(|word| words.phase_of(&word.low)).collect();
    let step = |i: &&usize| steps.get(**i);
    let waits = of.iter().filter(|i| step(i).is_some_and(|step| step.time != StepTime::Hands));
    let named: Vec<usize> =
        waits.filter(|i| step(i).is_some_and(|step| phases.contains(&step.phase))).copied().collect();
    if let [one] = named.as_slice() { Some(*one) } else { None }
}

/// A title from the start of the action: "Pat the pork belly dry".
fn from_text(step: &StepDraft, steps: &Steps) -> Option<String> {
    let text = step.texts.first()?;
    let words = words_of(text);
    // Words before the action ("in a small bowl", "while the pork roasts") do not belong in the title.
    let comma = match steps.r#while.at(&words, 0).or(steps.r#if.at(&words, 0)).and(text.find(',')) {
        Some(comma) => words.partition_point(|word| word.at.start < comma),
        None => 0,
    };
    let named = |i: &usize| i.checked_sub(1).is_some_and(|before| steps.articles.at(&words, before).is_some());
    let lead = if steps.verbs_behind { FAR } else { LEAD };
    let verb = (comma..words.len().min(comma + lead)).find(|i| steps.any_verb.at(&words, *i).is_some() && !named(i));
    let figures = step.time == StepTime::Hands;
    if let Some(verb) = verb.filter(|verb| steps.verbs_behind && *verb > comma) {
        // If a sentence begins with a place or tool, its object comes too late for a title.
        let thing = (comma..verb).find(|i| steps.small.at(&words, *i).is_none());
        let thing = thing.filter(|i| steps.stops.at(&words, *i).is_none());
        let thing = beginning(text, words.get(thing?..verb)?, figures, steps);
        let verb = text.get(words.get(verb)?.at.clone())?;
        return (!thing.is_empty()).then(|| capital(&format!("{thing} {verb}")));
    }
    if verb.is_none() && steps.stops.at(&words, comma).is_some() {
        return None;
    }
    let words = words.get(verb.unwrap_or(comma)..)?;
    let title = beginning(text, words, figures, steps);
    (!title.is_empty()).then(|| capital(title))
}

/// A title from the start of a sign: "until crisp".
fn short(until: &str, steps: &Steps) -> Option<String> {
    let words = words_of(until);
    let word = steps.until_word.as_str();
    let begun = beginning(until, &words, true, steps);
    // A sign that is cut in the middle tells nothing.
    let whole = words_of(begun).len() < WORDS || begun.len() + 2 >= until.trim_end().len();
    whole.then(|| format!("{word} {begun}"))
}

/// The first few significant words of `words`, up to the start of a new part.
fn beginning<'t>(text: &'t str, words: &[Word], figures: bool, steps: &Steps) -> &'t str {
    let Some(start) = words.first().map(|word| word.at.start) else { return "" };
    let (mut end, mut last, mut count) = (start, start, 0);
    // Where the title could end, before a word that continues it ("Place the rice | on a lightly floured …").
    let mut whole = None;
    let mut cut = false;
    for (i, word) in words.iter().enumerate() {
        let gap = text.get(last..word.at.start).unwrap_or_default();
        let so_far = text.get(start..word.at.end).unwrap_or_default();
        let figure = word.low.starts_with(|c: char| c.is_numeric());
        // "Stir in the garlic": a preposition right after the verb belongs to it.
        let stop = steps.stops.at(words, i).is_some();
        let stops = i > 0 && ((stop && i > 1) || gap.contains([',', ';', ':', '(', '.', '–', '—']));
        let long = so_far.chars().count() > LETTERS || so_far.len() > HEADING;
        if stops || long || count == WORDS || (figure && !figures) {
            cut = !stops && steps.until.at(words, i).is_none();
            break;
        }
        last = word.at.end;
        if stop && count > 1 {
            whole = Some(end);
        }
        if steps.small.at(words, i).is_none() && !figure && !stop {
            count += 1;
            end = word.at.end;
        }
    }
    let end = whole.filter(|_| cut).unwrap_or(end);
    text.get(start..end).unwrap_or_default().trim()
}
