//! Collects manual work sentence by sentence until something else begins, and makes one step of it.

use super::wait::add_cue;
use super::{StepDraft, Todo, Walk};
use crate::import::draft::clause_kind::{self, leads};
use crate::import::draft::clauses::Clause;
use crate::import::draft::length::cues;
use crate::recipe::{Phase, StepTime};

/// A step of work has at most so many sentences.
const SENTENCES: usize = 6;

impl Walk<'_> {
    pub(super) fn along(&mut self, piece: &Clause<'_>, remarks: Vec<(&'static str, String)>) {
        let cues = cues(piece, self.words);
        let cued = !cues.is_empty();
        let line = self.line;
        let words = self.words;
        // A reminder in a line of its own belongs to the wait before.
        let near = |step: &&mut StepDraft| {
            step.line == line || (cued && step.line + 1 == line && step.time != StepTime::Hands)
        };
        let last = if self.todo.is_empty() { self.steps.last_mut() } else { None };
        let Some(step) = last.filter(near) else {
            self.early.extend(cues.into_iter().map(|cue| (cue, piece.text.clone())));
            return self.work(piece, None, remarks);
        };
        step.texts.push(piece.text.clone());
        if step.time != StepTime::Hands && step.until.is_none() {
            step.until = clause_kind::until(piece, words);
        }
        step.remarks.extend(remarks);
        for cue in cues {
            add_cue(step, cue, &piece.text, &mut self.warnings);
        }
    }

    pub(super) fn work(&mut self, piece: &Clause<'_>, only_if: Option<String>, remarks: Vec<(&'static str, String)>) {
        let own = clause_kind::own_words(piece, self.words);
        // What is done behind "while" is another step's.
        let upto = (1..own.len()).find(|at| self.words.r#while.at(own, *at).is_some()).unwrap_or(own.len());
        let phase = clause_kind::work_phase(own.get(..upto).unwrap_or_default(), self.words);
        let basted = self.todo.last().is_some_and(|todo| todo.phase == Phase::Baste);
        let serves = self.words.opens(&self.words.serve, &piece.words);
        // Basting happens outside the oven, and serving is the end: both are steps of their own.
        if only_if.is_some() || basted != (phase == Phase::Baste) || serves {
            self.flush();
        }
        if phase == Phase::Baste {
            self.context.basted = true;
            self.glazed |= self.words.glaze.any(&piece.words);
            self.context.glaze |= self.glazed;
            if self.host.is_some_and(|host| self.steps.get(host).is_some_and(|step| step.oven.is_some())) {
                self.host = None;
            }
        }
        // A whole recipe in one paragraph is more than one step.
        if self.todo.len() >= SENTENCES {
            self.flush();
        }
        // "Chop the parsley while the sauce simmers."
        let behind = clause_kind::beside_behind(piece, self.words).filter(|_| self.host.is_none());
        let host = behind.and_then(|named| self.host_doing(&named));
        if host.is_some() {
            self.flush();
        }
        self.todo.push(Todo {
            text: piece.text.clone(),
            phase: if serves && phase == Phase::Prep { Phase::Serve } else { phase },
            leads: leads(piece, self.words),
            until: clause_kind::until(piece, self.words),
            remarks,
            only_if,
        });
        if host.is_some() {
            self.host = host;
            self.flush();
            self.host = None;
        }
    }

    /// Makes a step of the collected work.
    pub(super) fn flush(&mut self) {
        let todo = std::mem::take(&mut self.todo);
        let Some(first) = todo.first() else { return };
        let phase = first.phase;
        let only_if = first.only_if.clone();
        let until = if let [one] = todo.as_slice() { one.until.clone() } else { None };
        let (texts, remarks): (Vec<String>, Vec<_>) = todo.into_iter().map(|todo| (todo.text, todo.remarks)).unzip();
        self.steps.push(StepDraft {
            texts,
            until,
            only_if,
            remarks: remarks.into_iter().flatten().collect(),
            ..self.plain_step(phase, StepTime::Hands)
        });
    }
}
