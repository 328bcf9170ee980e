//! The oven settings of a draft, and sentences that only set the oven.
//!
//! The first setting counts. Settings for other ovens, and changes that no step uses, are kept as remarks or as work: none is
//! dropped.

use super::{Walk, quote};
use crate::import::FoundKind;
use crate::import::draft::clauses::Clause;
use crate::import::draft::heat::{notes, others, settings};
use crate::recipe::StepTime;

/// What is asked where no sentence tells.
pub(super) const HOW_HOT: &str = "how hot? Say it, such as oven = \"180C\"";

/// The most words in a sentence that only mentions another oven.
const ASIDE: usize = 14;

impl Walk<'_> {
    /// Records the oven settings of a clause; true if it only gives a setting for another oven, which is then in a remark.
    pub(super) fn heat(&mut self, piece: &Clause<'_>) -> bool {
        let timed = piece.found.iter().any(|one| matches!(one.what, FoundKind::Timer { .. }));
        let bracket = piece.text.trim_start().starts_with('(');
        let set = self.oven.setting.is_some();
        // "(In a smaller oven, 220 °C.)", "If the pan is dark, 190 °C.", "Use 200C if fan.": an alternative setting.
        let condition = bracket || self.words.oven_instead.at(&piece.words, 0).is_some();
        let mut aside = false;
        for (nth, (heat, setting)) in settings(piece).enumerate() {
            let other = set && !timed && (condition || heat.fan);
            // Only the first setting is used; the cook makes later changes.
            if other || nth > 0 {
                let (line, said) = (self.line, format!("also: {}", quote(&piece.text)));
                match self.last_wait().filter(|wait| other && wait.line == line && wait.oven.is_some()) {
                    Some(wait) => wait.remarks.push(("oven", said)),
                    None => self.oven.also.push(said),
                }
                if !other {
                    self.oven.next = setting.or(self.oven.next);
                }
                aside |= other;
                continue;
            }
            match setting {
                Some(oven) => {
                    self.oven.setting = Some(oven);
                    // What the oven is turned down to is not what it was at before.
                    self.oven.first = self.oven.first.or(Some(oven).filter(|_| heat.preheat));
                    self.oven.notes = notes(heat);
                    self.oven.also.extend(others(heat).into_iter().map(|other| format!("also: {other}")));
                }
                None => self.warnings.push(format!("no oven can be set to what {} says", quote(&piece.text))),
            }
        }
        // If the sentence continues with work, it stays a step.
        let works = piece.words.len() > ASIDE
            || self
                .words
                .verbs
                .all(&piece.words)
                .any(|hit| self.words.doing(&piece.words, hit.at).is_some_and(|phase| !super::in_oven(phase)));
        let taken =
            self.steps.iter().any(|step| step.oven.is_some()) || self.last_oven.is_some_and(|last| last >= self.line);
        aside && !works && taken
    }

    /// Handles a sentence that only sets the oven, since the program announces this itself.
    pub(super) fn oven_only(&mut self, piece: &Clause<'_>) {
        let change = settings(piece).any(|(heat, _)| !heat.preheat);
        let line = self.line;
        if change
            && let Some(wait) =
                self.last_wait().filter(|wait| wait.then.is_none() && wait.oven.is_some() && wait.line == line)
        {
            wait.then = Some(piece.text.clone());
            return;
        }
        self.oven.said.push(piece.text.clone());
    }

    /// Whether something was in an oven whose heat no sentence has told so far.
    pub(super) fn no_heat_yet(&self) -> bool {
        self.steps.iter().any(|step| super::in_oven(step.phase) && step.time != StepTime::Hands && step.oven.is_none())
    }

    /// "Bake 20 minutes. Set the oven to 190 °C.": a heat that is named too late is still the one of what was in the oven.
    pub(super) fn named_late(&mut self) {
        let Some(first) = self.oven.first else { return };
        for step in self.steps.iter_mut().filter(|step| super::in_oven(step.phase) && step.time != StepTime::Hands) {
            if step.oven.is_none() {
                step.oven = Some(first);
                step.remarks.retain(|(_, text)| text != HOW_HOT);
                let said: Vec<String> = self.oven.said.drain(..).map(|text| quote(&text)).collect();
                step.remarks.push(("oven", format!("the heat is named in a later sentence only {}", said.join(" "))));
            }
        }
    }

    /// Handles settings for another oven that come after the last oven step.
    pub(super) fn late_asides(&mut self) {
        let also = std::mem::take(&mut self.oven.also);
        match self.steps.iter_mut().rev().find(|step| step.oven.is_some()) {
            Some(step) => step.remarks.extend(also.into_iter().map(|also| ("oven", also))),
            None => self.warnings.extend(also),
        }
    }
}
