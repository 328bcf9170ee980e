//! Understands sentences: finds the times, temperatures and cues in the text of a step, and their positions.
//!
//! The text is cut into tokens; phrases of the language ([`Times`], data) are matched among them; numbers and units become amounts;
//! amounts and the words beside them become phrases; the sentence around a phrase tells what it is for. Each is one pass, linear
//! in the length of the text. Nothing here fails: what is not understood is left out.

mod amount;
mod clock_form;
mod heat;
mod number;
mod phrase;
mod role;
mod tagged;
#[cfg(test)]
mod tests;
mod token;
mod unread;
mod usual_scale;
mod word_sense;
mod words;

pub(crate) use role::Earlier;
pub use words::Times;

use super::finding::{CueTime, Finding, FoundKind};
use role::Reader;
use tagged::Tagged;
use words::WordSense;

/// What the text of one step says, in text order.
pub fn understand(text: &str, words: &Times) -> Vec<Finding> {
    Understanding::default().step(text, words)
}

/// What each step of a recipe says. Earlier steps give context to later ones.
pub fn understand_all<S: AsRef<str>>(steps: &[S], words: &Times) -> Vec<Vec<Finding>> {
    let mut understanding = Understanding::of(steps.iter().map(AsRef::as_ref), words);
    steps.iter().map(|step| understanding.step(step.as_ref(), words)).collect()
}

/// Context that is carried from step to step of a recipe.
#[derive(Clone, Debug, Default)]
pub struct Understanding {
    earlier: Earlier,
    heat: heat::HeatContext,
}

impl Understanding {
    /// Sets up what a recipe's ingredients and steps show together, before any step is understood.
    pub fn of<'t>(lines: impl IntoIterator<Item = &'t str>, words: &Times) -> Understanding {
        let mut understanding = Understanding::default();
        understanding.heat.usual = usual_scale::usual_scale(lines, words);
        understanding
    }

    /// What the next step of the recipe says, in text order.
    pub fn step(&mut self, text: &str, words: &Times) -> Vec<Finding> {
        let tagged = Tagged::new(text, words);
        let heats = heat::heats(&tagged, words, &mut self.heat);
        let mut next_heat = heats.iter().map(|(tokens, _)| tokens.clone()).peekable();
        let mut ends = vec![0; tagged.len()];
        for tokens in next_heat.by_ref() {
            if let Some(end) = ends.get_mut(tokens.start) {
                *end = tokens.end;
            }
        }
        let phrases = phrase::phrases(&tagged, |at| ends.get(at).copied().filter(|end| *end > 0));
        let mut reader =
            Reader { text: &tagged, earlier: &mut self.earlier, last_timer: None, stored: false, last_sum: None };
        let mut found: Vec<Finding> = phrases
            .iter()
            .map(|phrase| Finding { place: tagged.place(phrase.tokens.clone()), what: reader.read(phrase) })
            .collect();
        found.extend(halves(&tagged));
        found.extend(
            heats
                .into_iter()
                .map(|(tokens, heat)| Finding { place: tagged.place(tokens), what: FoundKind::Heat(heat) }),
        );
        let left = unread::unread(&tagged, &found);
        found.extend(left);
        found.sort_by_key(|found| (found.place.start, found.place.end));
        found
    }
}

/// Finds "halfway through", but not a place: "halfway up the sides".
fn halves(text: &Tagged) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let Some(end) = text.sense(at, WordSense::Half) else {
            at += 1;
            continue;
        };
        let before = at.saturating_sub(4).max(text.sentence(at).start)..at;
        if !text.is(end, WordSense::HalfPlace) && text.first_in(before, &[WordSense::HalfFill]).is_none() {
            found.push(Finding { place: text.place(at..end), what: FoundKind::Cue(CueTime::Half) });
        }
        at = end;
    }
    found
}
