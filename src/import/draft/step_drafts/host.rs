//! Decides what a step depends on: the wait that it happens during, or the option that it needs.

use super::{StepDraft, Walk};
use crate::import::draft::clause_kind::{in_oven, timed_phase};
use crate::import::draft::clauses::Clause;
use crate::import::draft::word::{Word, words_of};
use crate::recipe::{Phase, StepTime};
use std::ops::Range;

/// How many of the last waits "while" can refer to.
const NEAR: usize = 8;
/// How many steps without a time "meanwhile" can look back over.
const UNTIMED: usize = 1;

impl Walk<'_> {
    /// The option that a clause is for.
    pub(super) fn only_if(&self, piece: &Clause<'_>) -> Option<String> {
        self.words.r#if.at(&piece.words, 0)?;
        let options = self.steps.iter().rev().filter_map(|step| match &step.time {
            StepTime::Choice { options, .. } => Some(options),
            StepTime::Hands | StepTime::Timed(_) => None,
        });
        let near = piece.words.get(..piece.words.len().min(10)).unwrap_or_default();
        // "For longer storage" names no option, even if one has such a name.
        let plain = |name: &str| {
            [&self.words.short, &self.words.long, &self.words.quick].iter().any(|word| name.starts_with(word.as_str()))
        };
        let named = |name: &str| !plain(name) && near.iter().any(|word| word.low == name.to_lowercase());
        options.take(3).flatten().map(|(name, _)| name).find(|name| named(name)).cloned()
    }

    /// The wait that a step happens during: the one named, or else the last, if nothing followed it.
    pub(super) fn host_of(&self, named: &[Word]) -> Option<usize> {
        let waits = || self.steps.iter().enumerate().rev().filter(|(_, step)| step.time != StepTime::Hands).take(NEAR);
        let folded: Vec<String> = named.iter().map(|word| self.words.fold(&word.low)).collect();
        let named_thing =
            |i: usize| i.checked_sub(1).is_some_and(|before| self.words.articles.at(named, before).is_some());
        let verbs = named.iter().enumerate().filter(|(i, _)| !named_thing(*i)).map(|(_, word)| word);
        let phases: Vec<Phase> = verbs.filter_map(|word| self.words.phase_of(&word.low)).collect();
        let score = |step: &StepDraft| {
            let text = words_of(&step.texts.join(" "));
            let nouns = text.iter().filter(|word| word.low.chars().count() > 3 && !self.words.is_verb(&word.low));
            let shared = nouns.filter(|word| folded.contains(&self.words.fold(&word.low))).count().min(2);
            shared + 2 * usize::from(phases.contains(&step.phase))
        };
        let best = waits().map(|(i, step)| (score(step), i)).max_by_key(|(score, i)| (*score, *i));
        if let Some((score, i)) = best
            && score > 0
        {
            // Steps during a step that has a host share that host.
            return self.steps.get(i).map(|step| step.host.unwrap_or(i));
        }
        // "Meanwhile" after "leave to cool" or "put them in cold water" refers to the wait before that.
        let near = self.steps.iter().enumerate().rev().take(if named.is_empty() { UNTIMED + 1 } else { 1 });
        let mut near = near.take_while(|(_, step)| step.line + UNTIMED >= self.line);
        let (at, step) = near.find(|(_, step)| step.time != StepTime::Hands)?;
        Some(step.host.unwrap_or(at))
    }

    /// The wait that does what is named, with something that is named too.
    pub(super) fn host_doing(&self, named: &[Word]) -> Option<usize> {
        let phases: Vec<Phase> = named.iter().filter_map(|word| self.words.phase_of(&word.low)).collect();
        let folded: Vec<String> = named.iter().map(|word| self.words.fold(&word.low)).collect();
        let shares = |step: &StepDraft| {
            let text = words_of(&step.texts.join(" "));
            text.iter()
                .filter(|word| word.low.chars().count() > 3 && !self.words.is_verb(&word.low))
                .any(|word| folded.contains(&self.words.fold(&word.low)))
        };
        let waits = self.steps.iter().enumerate().rev().filter(|(_, step)| step.time != StepTime::Hands);
        let (at, step) = waits.take(NEAR).find(|(_, step)| phases.contains(&step.phase) && shares(step))?;
        Some(step.host.unwrap_or(at))
    }

    /// Whether a further time continues what the host does.
    pub(super) fn is_more_of_host(&self, piece: &Clause<'_>, place: &Range<usize>) -> bool {
        let phase = timed_phase(piece, place, self.context, self.words);
        let host = self.host.and_then(|host| self.steps.get(host));
        host.is_some_and(|host| {
            phase.is_some_and(|phase| phase == host.phase || (in_oven(phase) && in_oven(host.phase)))
        })
    }
}
