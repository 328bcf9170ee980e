//! Recognises sentences among the steps that are not steps: storage, making ahead, tips, alternatives in brackets.

use super::{Walk, quote};
use crate::import::draft::clauses::Clause;
use crate::import::draft::word::words_of;
use crate::import::{FoundKind, NoWait};

impl Walk<'_> {
    /// Whether a clause is a note rather than a step: how long the dish keeps, what can be done ahead, or a tip.
    pub(super) fn is_note(&self, piece: &Clause<'_>) -> bool {
        // "To store: …" applies to the whole line.
        if self.told_beside {
            return true;
        }
        let timed = piece.found.iter().any(|one| matches!(one.what, FoundKind::Timer { .. }));
        let later = piece.found.iter().any(|one| match one.what {
            FoundKind::Idle { why, .. } => matches!(why, NoWait::Storage | NoWait::Ahead | NoWait::Reheat),
            FoundKind::Timer { .. } | FoundKind::Cue(_) | FoundKind::Vague | FoundKind::Heat(_) | FoundKind::Unread => {
                false
            }
        });
        !timed && (later || self.words.note.at(&piece.words, 0).is_some())
    }

    /// Whether a line is not a step according to its label or the heading above it.
    pub(super) fn is_told_beside(&self, label: Option<&str>) -> bool {
        label.is_some_and(|label| self.words.note.at(&words_of(label), 0).is_some())
    }

    /// Handles an alternative in brackets over several sentences ("(If using oil: heat it. Cook for 6 minutes.)"): it joins the step
    /// before it, with a remark on its times.
    pub(super) fn other_way(&mut self, piece: &Clause<'_>) -> bool {
        let text = piece.text.trim();
        let opens = text.rfind('(').filter(|open| !text.get(*open..).unwrap_or_default().contains(')'));
        let closes = text.find(')').filter(|close| !text.get(..*close).unwrap_or_default().contains('('));
        let inside = self.bracket;
        if let Some(open) = opens {
            let led = words_of(text.get(open..).unwrap_or_default());
            self.bracket = self.words.r#if.at(&led, 0).is_some() || self.words.either.at(&led, 0).is_some();
        }
        if closes.is_some() {
            self.bracket = false;
        }
        let line = self.line;
        if !inside {
            return false;
        }
        let Some(step) = self.steps.last_mut().filter(|step| self.todo.is_empty() && step.line == line) else {
            return false;
        };
        step.texts.push(piece.text.clone());
        if piece.found.iter().any(|one| matches!(one.what, FoundKind::Timer { .. })) {
            step.remarks.push(("do", format!("{}: another way, without a countdown", quote(&piece.text))));
        }
        true
    }

    /// Remarks on numbers beside a word of time or heat that were not understood.
    pub(super) fn unread(&mut self, piece: &Clause<'_>) -> Vec<(&'static str, String)> {
        let unread = piece.found.iter().filter(|one| one.what == FoundKind::Unread);
        let said: Vec<String> = unread.map(|one| quote(piece.slice(one.place.clone()))).collect();
        let step = quote(&piece.text);
        self.warnings.extend(said.iter().map(|text| format!("{text} was not understood, in {step}")));
        said.into_iter().map(|text| ("do", format!("{text} was not understood: set it by hand"))).collect()
    }
}
