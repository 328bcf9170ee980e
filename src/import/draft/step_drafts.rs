//! Turns lines into steps: manual work, waits, what happens during them, and the oven's temperature.
//!
//! A line becomes one or more steps. A step never continues into the next line, except for a sentence there that tells how the last
//! wait ends. Every word of a line ends up in a step; a sentence that only sets the oven becomes a comment of the first step in it.

mod asides;
mod host;
mod oven;
mod wait;
mod work;

use super::clause_kind::{self, ClauseKind, Context, in_oven, sense, timed_phase};
use super::clauses::{Clause, pieces};
use super::fields::MANY;
use super::heat::{only_sets, settings};
use super::length::timed;
use super::word::words_of;
use super::words::Steps;
use crate::import::{Finding, FoundKind, TimerRole};
use crate::recipe::print::ABOVE;
use crate::recipe::{Cue, Oven, Phase, StepTime};

/// The longest quote in a comment, in bytes.
const QUOTE: usize = 100;

/// A line of instructions with what was found in it.
pub(super) struct DraftLine {
    pub(super) text: String,
    pub(super) found: Vec<Finding>,
    /// The index of the heading above it.
    pub(super) section: Option<usize>,
    /// Whether that heading mentions a glaze.
    pub(super) glaze: bool,
    /// Whether the lines below that heading are not steps ("Storage").
    pub(super) note: bool,
    /// The text before a colon at its start.
    pub(super) label: Option<String>,
}

/// A step being built.
#[derive(Clone, Debug)]
pub(super) struct StepDraft {
    pub(super) phase: Phase,
    pub(super) texts: Vec<String>,
    pub(super) time: StepTime,
    pub(super) oven: Option<Oven>,
    pub(super) cues: Vec<Cue>,
    pub(super) until: Option<String>,
    pub(super) then: Option<String>,
    pub(super) only_if: Option<String>,
    /// The step during which it happens.
    pub(super) host: Option<usize>,
    /// Whether its phase is not clear from its words.
    pub(super) guessed: bool,
    /// The line that it comes from.
    pub(super) line: usize,
    /// Comments, each with the key it is attached to.
    pub(super) remarks: Vec<(&'static str, String)>,
}

/// The steps of a recipe so far, and what is known between lines.
pub(super) struct Walk<'a> {
    words: &'a Steps,
    pub(super) steps: Vec<StepDraft>,
    /// Warnings for the cook.
    pub(super) warnings: Vec<String>,
    /// Work that is not yet in a step.
    todo: Vec<Todo>,
    line: usize,
    host: Option<usize>,
    oven: Heated,
    context: Context,
    /// Whether something was brushed with a glaze.
    glazed: bool,
    /// Cues that came before the wait they belong to.
    early: Vec<(Cue, String)>,
    notes: Vec<String>,
    /// The label of the line, until a note takes it.
    label: Option<String>,
    /// The last line that has a step in the oven.
    last_oven: Option<usize>,
    /// The line whose wait uses the oven setting, although its words do not mention the oven.
    oven_line: Option<usize>,
    /// Whether the whole line is a note.
    told_beside: bool,
    /// Whether a bracket with an alternative is open.
    bracket: bool,
    /// The wait during which the previous line happened.
    host_before: Option<usize>,
}

/// A sentence of work.
struct Todo {
    text: String,
    phase: Phase,
    leads: bool,
    until: Option<String>,
    remarks: Vec<(&'static str, String)>,
    only_if: Option<String>,
}

/// The oven's setting, with the sentences about it that are not in a step yet.
#[derive(Default)]
struct Heated {
    setting: Option<Oven>,
    /// What it falls to in the wait that is told of: the setting of the waits behind it.
    next: Option<Oven>,
    /// What was named first.
    first: Option<Oven>,
    notes: Vec<&'static str>,
    said: Vec<String>,
    /// Other settings that were mentioned, for another oven or a later time.
    also: Vec<String>,
}

/// The text in quotes, for a comment.
pub(super) fn quote(text: &str) -> String {
    match text.char_indices().find(|(at, _)| *at >= QUOTE) {
        Some((cut, _)) => format!("\"{}…\"", text.get(..cut).unwrap_or_default().trim_end()),
        None => format!("\"{text}\""),
    }
}

/// The result for the lines of a method.
pub(super) struct Walked {
    pub(super) steps: Vec<StepDraft>,
    /// Warnings for the cook.
    pub(super) warnings: Vec<String>,
    /// What is not a step: storage, making ahead, tips.
    pub(super) notes: Vec<String>,
}

/// Builds the steps of `lines`.
pub(super) fn walk(lines: &[DraftLine], words: &Steps) -> Walked {
    let cut: Vec<Vec<Clause<'_>>> = lines.iter().map(|line| pieces(&line.text, &line.found, words)).collect();
    let oven = |piece: &Clause<'_>| {
        let Some(Ok(timed)) = timed(piece, words) else { return Some(false) };
        let phase = timed_phase(piece, &timed.place, Context::default(), words)?;
        Some(in_oven(phase) || (phase == Phase::Grill && words.grill.any(&piece.words)))
    };
    let told = |pieces: &Vec<Clause<'_>>| pieces.iter().any(|piece| oven(piece) == Some(true));
    let perhaps = |pieces: &Vec<Clause<'_>>| pieces.iter().any(|piece| oven(piece) != Some(false));
    // An oven setting that no step mentions belongs to the last wait that could be in the oven.
    let set = cut.iter().flatten().any(|piece| settings(piece).next().is_some());
    let could = |pieces: &Vec<Clause<'_>>| pieces.iter().any(|piece| wait::could_be_in_oven(piece, words));
    let oven_line = if set && !cut.iter().any(told) { cut.iter().rposition(could) } else { None };
    let last_oven = cut.iter().rposition(perhaps).or(oven_line);
    let mut walk = Walk {
        words,
        steps: Vec::new(),
        warnings: Vec::new(),
        todo: Vec::new(),
        line: 0,
        host: None,
        oven: Heated::default(),
        context: Context::default(),
        glazed: false,
        early: Vec::new(),
        notes: Vec::new(),
        label: None,
        last_oven,
        oven_line,
        told_beside: false,
        bracket: false,
        host_before: None,
    };
    for (n, (line, pieces)) in lines.iter().zip(&cut).enumerate() {
        walk.line = n;
        walk.host_before = walk.host.take().filter(|_| walk.steps.last().is_some_and(|step| step.host.is_some()));
        walk.bracket = false;
        walk.label.clone_from(&line.label);
        walk.told_beside = walk.is_told_beside(line.label.as_deref()) || line.note;
        walk.context.place_before = walk.context.place.take();
        walk.context.glaze = line.glaze || walk.glazed;
        let alone = pieces.len() == 1;
        for piece in pieces {
            walk.piece(piece, alone);
            // Already more than a recipe can hold: stop here to save time.
            if walk.steps.len() > MANY {
                return walk.walked();
            }
        }
        walk.flush();
        walk.too_early();
    }
    walk.end();
    walk.walked()
}

impl Walk<'_> {
    fn walked(self) -> Walked {
        Walked { steps: self.steps, warnings: self.warnings, notes: self.notes }
    }

    /// A step at this line without anything special.
    fn plain_step(&self, phase: Phase, time: StepTime) -> StepDraft {
        StepDraft {
            phase,
            texts: Vec::new(),
            time,
            oven: None,
            cues: Vec::new(),
            until: None,
            then: None,
            only_if: None,
            host: self.host,
            guessed: false,
            line: self.line,
            remarks: Vec::new(),
        }
    }

    /// The current wait, if nothing was done since it began.
    fn last_wait(&mut self) -> Option<&mut StepDraft> {
        if !self.todo.is_empty() {
            return None;
        }
        self.steps.last_mut().filter(|step| step.time != StepTime::Hands)
    }

    fn piece(&mut self, piece: &Clause<'_>, alone: bool) {
        if self.other_way(piece) {
            return;
        }
        if self.is_note(piece) {
            let label = self.label.take().map(|label| format!("{label}: ")).unwrap_or_default();
            return self.notes.push(format!("{label}{}", piece.text));
        }
        let mut remarks = self.vague(piece);
        remarks.extend(self.unread(piece));
        if let Some(named) = clause_kind::beside(piece, self.words) {
            self.flush();
            self.host = self.host_of(&named);
            if self.host.is_none() {
                remarks.push((ABOVE, format!("{}: beside which step?", quote(&piece.text))));
            }
        }
        let only_if = self.only_if(piece);
        let time = timed(piece, self.words);
        if self.heat(piece) {
            return;
        }
        // A sentence in brackets belongs to the one before it.
        let (line, whole) = (self.line, piece.text.trim());
        if time.is_none()
            && whole.starts_with('(')
            && whole.trim_end_matches('.').ends_with(')')
            && let Some(wait) = self.last_wait().filter(|wait| wait.line == line)
        {
            wait.texts.push(piece.text.clone());
            return;
        }
        if let Some(Ok(time)) = time {
            let further =
                piece.found.iter().any(|one| matches!(one.what, FoundKind::Timer { role: TimerRole::Further, .. }));
            if further && self.host.is_some() && self.is_more_of_host(piece, &time.place) {
                self.flush();
                self.host = None;
            }
            // "If it is still soft, bake for 5 minutes more": the cook decides, so it is no step.
            let perhaps = only_if.is_none()
                && self.words.r#if.at(&piece.words, 0).is_some()
                && self.words.along.at(&piece.words, 0).is_some();
            let either = self.words.either.at(&piece.words, 0).is_some();
            let line = self.line;
            if let Some(wait) = self.last_wait().filter(|wait| wait.line == line || (perhaps && wait.line + 1 == line))
            {
                if perhaps {
                    wait.texts.push(piece.text.clone());
                    wait.remarks.push(("do", format!("{}: if it is so, give it more time", quote(&piece.text))));
                    return;
                }
                if either && settings(piece).next().is_some() {
                    wait.texts.push(piece.text.clone());
                    wait.remarks.push(("do", format!("{}: another way, without a countdown", quote(&piece.text))));
                    return;
                }
                if either && self.instead(piece, &time) {
                    return;
                }
            }
            return self.wait(piece, time, only_if, remarks);
        }
        if let Some(Err(why)) = time {
            remarks.push(("do", format!("{}: {why}", quote(&piece.text))));
            self.warnings.push(format!("{} is {why}", quote(&piece.text)));
        }
        let waited = self.last_oven.is_some_and(|last| last >= self.line) || self.no_heat_yet();
        if only_sets(piece, self.words) && waited {
            return self.oven_only(piece);
        }
        if only_if.is_some() {
            self.flush();
        }
        match sense(piece, self.words) {
            ClauseKind::Sign(sign) if self.last_wait().is_some_and(|wait| wait.until.is_none()) => {
                if let Some(wait) = self.last_wait() {
                    wait.until = Some(sign);
                    wait.remarks.extend(remarks);
                }
            }
            ClauseKind::Out if self.ends_wait(alone) => {
                if let Some(wait) = self.last_wait() {
                    wait.then = Some(piece.text.clone());
                    wait.remarks.extend(remarks);
                }
            }
            ClauseKind::Along | ClauseKind::Sign(_) if only_if.is_none() => self.along(piece, remarks),
            ClauseKind::Work | ClauseKind::Along | ClauseKind::Sign(_) | ClauseKind::Out => {
                self.work(piece, only_if, remarks)
            }
        }
        self.context.place = self.place_of(piece).or(self.context.place);
    }

    /// Where a clause is done: in a pan if it browns, otherwise at the place it names. The step it happens during has its own place.
    pub(super) fn place_of(&self, piece: &Clause<'_>) -> Option<Phase> {
        let words = clause_kind::own_words(piece, self.words);
        // "When they have been in the oven, …" tells of before.
        let comma = piece.slice(piece.at.clone()).find(',').filter(|_| self.words.r#if.at(words, 0).is_some());
        let from = comma.map_or(0, |comma| words.partition_point(|word| word.at.start < piece.at.start + comma));
        let words = words.get(from..).unwrap_or_default();
        let browns = || self.words.any_verb.all(words).filter_map(|hit| self.words.doing(words, hit.at));
        let pan = browns().find(|phase| matches!(phase, Phase::Fry | Phase::Sear)).map(|_| Phase::Fry);
        pan.filter(|_| !self.words.places.all(words).any(|hit| hit.means == Phase::Bake))
            .or_else(|| clause_kind::place(words, words.len(), self.words))
    }

    /// Whether the last step is a wait that taking the food out can end. It must be in this line, or in the line before if this is all of the line.
    fn ends_wait(&mut self, alone: bool) -> bool {
        let (line, host) = (self.line, self.host);
        let here = |step: &mut StepDraft| {
            // In a line of its own, "take it out" does not refer to a step beside another wait.
            let near = step.line == line || (alone && step.line + 1 == line && step.host.is_none());
            near && step.then.is_none() && step.phase.on_heat() && (step.line == line || host.is_none())
        };
        self.last_wait().is_some_and(here)
    }

    /// Remarks on times without a value.
    fn vague(&mut self, piece: &Clause<'_>) -> Vec<(&'static str, String)> {
        let vague = piece.found.iter().filter(|one| one.what == FoundKind::Vague);
        let said: Vec<String> = vague.map(|one| quote(piece.slice(one.place.clone()))).collect();
        let step = quote(&piece.text);
        self.warnings.extend(said.iter().map(|text| format!("{text} is no time that can be counted, in {step}")));
        said.into_iter().map(|text| ("do", format!("{text}: end it when it is done"))).collect()
    }

    /// Handles reminders of this line that have no wait to belong to.
    fn too_early(&mut self) {
        for (cue, text) in std::mem::take(&mut self.early) {
            self.warnings.push(format!("no countdown for the reminder `{}` of {}", cue.say, quote(&text)));
        }
    }

    fn end(&mut self) {
        self.named_late();
        self.late_asides();
        // A sentence that sets the oven stays as work if no step uses the oven.
        let said = std::mem::take(&mut self.oven.said);
        if !said.is_empty() {
            self.todo.extend(said.into_iter().map(|text| Todo {
                text,
                phase: Phase::Prep,
                leads: false,
                until: None,
                remarks: Vec::new(),
                only_if: None,
            }));
            self.host = None;
            self.flush();
        }
        // The last manual step is serving, if its words say so.
        let serve = &self.words.serve;
        if let Some(last) =
            self.steps.last_mut().filter(|step| step.phase == Phase::Prep && step.time == StepTime::Hands)
        {
            let words = words_of(&last.texts.join(" "));
            let says = |at| self.words.doing(&words, at) == Some(Phase::Serve);
            let short = last.texts.len() <= 2;
            if short && (self.words.opens(serve, &words) || (0..words.len()).any(says)) {
                last.phase = Phase::Serve;
            }
        }
        let steps = self.steps.len();
        for (i, step) in self.steps.iter_mut().enumerate() {
            // Slicing and dividing count as serving only at the end.
            let verb = words_of(step.texts.first().map_or("", String::as_str));
            let begins = if self.words.verbs_behind { verb.len() } else { 1 };
            let served = (0..begins).any(|at| self.words.doing(&verb, at) == Some(Phase::Serve));
            if step.phase == Phase::Serve && i + 1 < steps && !served {
                step.phase = Phase::Prep;
            }
        }
    }
}
