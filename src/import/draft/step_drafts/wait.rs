//! Builds a wait: its phase, times, oven setting and cues.

use super::oven::HOW_HOT;
use super::{StepDraft, Walk, quote};
use crate::import::draft::clause_kind::{self, in_oven, timed_phase};
use crate::import::draft::clauses::Clause;
use crate::import::draft::heat::settings;
use crate::import::draft::length::{Timed, cues, fits, timed};
use crate::import::draft::word::words_of;
use crate::import::draft::words::Steps;
use crate::import::{FoundKind, TimerRole};
use crate::recipe::text::clean;
use crate::recipe::{Cue, CueAt, Length, Oven, Phase, StepTime};
use crate::time::Span;
use std::ops::Range;

/// The most words before a time that are quoted beside a guess.
const CLAUSE: usize = 8;
/// The most cues of a step.
const CUES: usize = 20;

impl Walk<'_> {
    pub(super) fn wait(
        &mut self,
        piece: &Clause<'_>,
        time: Timed,
        only_if: Option<String>,
        remarks: Vec<(&'static str, String)>,
    ) {
        let phase = self.phase_here(piece, &time.place);
        // Short sentences that only introduce the wait become part of it. "It should take 10 minutes" gives the time of the one before.
        let pointing = phase.is_none() && self.words.along.at(&piece.words, 0).is_some();
        let leading = self.todo.iter().rev().take_while(|todo| todo.leads && todo.only_if.is_none()).count();
        let leading = leading.max(usize::from(pointing && self.todo.last().is_some_and(|todo| todo.only_if.is_none())));
        let lead = if only_if.is_some() { Vec::new() } else { self.todo.split_off(self.todo.len() - leading) };
        self.flush();
        let mut time = time;
        if let StepTime::Choice { options, .. } = &mut time.time {
            self.tell_apart(options);
        }
        let meant = lead.last().filter(|lead| pointing && lead.phase != Phase::Prep).map(|lead| lead.phase);
        let until = clause_kind::until(piece, self.words).or_else(|| lead.last().filter(|_| pointing)?.until.clone());
        let further =
            piece.found.iter().any(|one| matches!(one.what, FoundKind::Timer { role: TimerRole::Further, .. }));
        let silent = !self.words.any_verb.any(&piece.words);
        let before = self.steps.iter().rev().find(|step| step.time != StepTime::Hands).map(|step| step.phase);
        let more = silent || self.words.goes_on.any(&piece.words);
        let before = before.filter(|phase| more || (further && phase.on_heat()));
        let phase = phase.or(meant).or(before);
        let guessed = phase.is_none();
        self.goes_on_beside(phase, &time.time);
        // Food with a time for each side is usually in a pan.
        let usual = if time.sides { Some(Phase::Fry) } else { self.words.likely(&piece.words) };
        let phase = phase.or(usual).unwrap_or(Phase::Rest);
        self.context.roasted |= phase == Phase::Roast;
        let mut step = StepDraft {
            texts: lead.iter().map(|todo| todo.text.clone()).chain([piece.text.clone()]).collect(),
            until,
            only_if,
            remarks: lead.into_iter().flat_map(|todo| todo.remarks).chain(remarks).collect(),
            ..self.plain_step(phase, time.time)
        };
        let said: String = time.said.iter().map(|said| format!(" ({said})")).collect();
        let key = if matches!(step.time, StepTime::Choice { .. }) { "choose" } else { "for" };
        step.remarks.push((key, format!("{}{said}", quote(&clause(piece, &time.place)))));
        if guessed {
            step.remarks.push(("phase", "the sentence does not say how".to_owned()));
            step.guessed = true;
        }
        if time.sides {
            step.cues.push(Cue { at: CueAt::Half, say: self.words.flip.clone() });
        }
        self.set_oven(&mut step, piece);
        let own = cues(piece, self.words).into_iter().map(|cue| (cue, piece.text.clone()));
        for (cue, text) in self.early.split_off(0).into_iter().chain(own) {
            add_cue(&mut step, cue, &text, &mut self.warnings);
        }
        self.oven.setting = self.oven.next.take().or(self.oven.setting);
        self.uncounted(&mut step, piece, &time.place);
        self.steps.push(step);
        self.context.place = self.place_of(piece).or(self.context.place);
    }

    /// The phase of a wait, considering the oven: if it was set it is used, and if not, toasting happens in a pan.
    fn phase_here(&self, piece: &Clause<'_>, place: &Range<usize>) -> Option<Phase> {
        let phase = timed_phase(piece, place, self.context, self.words);
        let own =
            settings(piece).next().is_some() || self.words.places.all(&piece.words).any(|hit| hit.means == Phase::Bake);
        match phase {
            Some(Phase::Bake | Phase::Roast)
                if !own && self.context.place == Some(Phase::Fry) && self.oven.setting.is_none() =>
            {
                Some(Phase::Fry)
            }
            _ if self.oven_line == Some(self.line) && could_be_in_oven(piece, self.words) => {
                let roasts = phase == Some(Phase::Fry) || self.context.roasted;
                Some(if roasts { Phase::Roast } else { Phase::Bake })
            }
            phase => phase,
        }
    }

    /// Remarks on times of a clause that got no countdown.
    fn uncounted(&self, step: &mut StepDraft, piece: &Clause<'_>, counted: &Range<usize>) {
        for one in piece.found.iter().filter(|one| one.place != *counted) {
            match &one.what {
                FoundKind::Timer { role, .. } if *role != TimerRole::Instead => {
                    let said = quote(&clause(piece, &one.place));
                    step.remarks.push(("for", format!("{said}: without a countdown of its own")));
                }
                FoundKind::Timer { .. }
                | FoundKind::Idle { .. }
                | FoundKind::Cue(_)
                | FoundKind::Vague
                | FoundKind::Heat(_)
                | FoundKind::Unread => {}
            }
        }
    }

    /// "Meanwhile, heat a pan" starts work that the next lines continue during the same wait.
    fn goes_on_beside(&mut self, phase: Option<Phase>, time: &StepTime) {
        let Some(host) = self.host_before.filter(|_| self.host.is_none()) else { return };
        let longest = |time: &StepTime| match time {
            StepTime::Timed(length) => Some(length.longest()),
            StepTime::Hands | StepTime::Choice { .. } => None,
        };
        let least = |time: &StepTime| match time {
            StepTime::Timed(length) => Some(length.min()),
            StepTime::Hands | StepTime::Choice { .. } => None,
        };
        let in_pan = phase.is_some_and(|phase| matches!(phase, Phase::Fry | Phase::Sear));
        let before = self.steps.iter().rev().take_while(|step| step.host == Some(host));
        let begun = before.clone().any(|step| step.line + 1 == self.line);
        // This continues only the heated pan and its content, not other food cooked during the wait.
        let pans = before.clone().filter(|step| step.time != StepTime::Hands).all(|step| step.phase == Phase::Fry);
        let so_far: Span = before.filter_map(|step| least(&step.time)).fold(Span::ZERO, |all, one| all + one);
        let room = self.steps.get(host).and_then(|host| longest(&host.time));
        let fits = least(time).zip(room).is_some_and(|(least, room)| so_far + least <= room);
        if in_pan && begun && pans && fits && self.context.place_before == Some(Phase::Fry) {
            self.host = Some(host);
        }
    }

    /// Makes options of the last wait's time and an alternative to it.
    pub(super) fn instead(&mut self, piece: &Clause<'_>, time: &Timed) -> bool {
        let words = self.words;
        let StepTime::Timed(other) = time.time else { return false };
        let night = words.night.any(&words_of(piece.slice(time.place.clone())));
        let Some(StepTime::Timed(first)) = self.last_wait().map(|wait| wait.time.clone()) else { return false };
        let mut options = match (night, first.min() < other.min()) {
            (true, _) => vec![(words.quick.clone(), first), (words.overnight.clone(), other)],
            (false, true) => vec![(words.short.clone(), first), (words.long.clone(), other)],
            (false, false) => vec![(words.long.clone(), first), (words.short.clone(), other)],
        };
        self.tell_apart(&mut options);
        let time = StepTime::Choice { ask: None, options };
        // A cue that never calls in either option would be invalid.
        let Some(wait) = self.last_wait().filter(|wait| wait.cues.iter().all(|cue| fits(cue, &time))) else {
            return false;
        };
        wait.time = time;
        wait.texts.push(piece.text.clone());
        for (key, _) in wait.remarks.iter_mut().filter(|(key, _)| *key == "for") {
            *key = "choose";
        }
        wait.remarks.push(("choose", quote(&piece.text)));
        true
    }

    /// Makes option names unique across all choices, so that `only-if` is unambiguous.
    pub(super) fn tell_apart(&self, options: &mut [(String, Length)]) {
        let others = || {
            self.steps.iter().filter_map(|step| match &step.time {
                StepTime::Choice { options, .. } => Some(options),
                StepTime::Hands | StepTime::Timed(_) => None,
            })
        };
        let before = others().count() + 1;
        for (name, _) in options {
            if others().flatten().any(|(other, _)| other == name) {
                *name = format!("{name} {before}");
            }
        }
    }

    /// Gives a step in the oven its setting.
    pub(super) fn set_oven(&mut self, step: &mut StepDraft, piece: &Clause<'_>) {
        if self.words.no_oven.any(&piece.words) {
            return;
        }
        if step.phase == Phase::Grill && self.words.grill.any(&piece.words) {
            step.oven = Some(Oven::Grill);
        } else if in_oven(step.phase) {
            step.oven = self.oven.setting;
            if step.oven.is_none() {
                step.remarks.push(("phase", HOW_HOT.to_owned()));
            }
        }
        if step.oven.is_none() {
            return;
        }
        let heat = piece.found.iter().find(|one| matches!(&one.what, FoundKind::Heat(_))).map(|one| one.place.clone());
        let own = heat.filter(|_| settings(piece).next().is_some()).map(|place| quote(&clause(piece, &place)));
        let said: Vec<String> = self.oven.said.drain(..).map(|text| format!("\"{text}\"")).chain(own).collect();
        let notes: String = self.oven.notes.drain(..).map(|note| format!(" ({note})")).collect();
        for also in self.oven.also.drain(..) {
            step.remarks.push(("oven", also));
        }
        if !said.is_empty() {
            step.remarks.push(("oven", format!("{}{notes}", said.join(" "))));
        }
    }
}

/// The words up to `place` in its part of the sentence, for a comment.
fn clause(piece: &Clause<'_>, place: &Range<usize>) -> String {
    let upto = piece.words_before(place.start);
    let first = |n: usize| piece.words.get(upto.saturating_sub(n)).map_or(place.start, |word| word.at.start);
    let before = piece.slice(piece.at.start..place.start.max(piece.at.start));
    let comma = before.rfind([',', ';', ':']).map_or(piece.at.start, |at| piece.at.start + at + 1);
    let near = first(CLAUSE).max(piece.at.start);
    // Too few words explain nothing; too many repeat the sentence.
    let from = if comma > first(2) { near } else { comma.max(near) };
    clean(piece.slice(from..place.end.max(from)))
}

/// Adds a cue to a step, or a warning if that is impossible.
pub(super) fn add_cue(step: &mut StepDraft, cue: Cue, text: &str, warnings: &mut Vec<String>) {
    if step.cues.len() < CUES && fits(&cue, &step.time) {
        step.cues.push(cue);
        step.remarks.push(("cues", quote(text)));
    } else {
        let remark = format!("{}: no such moment in this step", quote(text));
        warnings.push(format!("the reminder `{}` does not fall into its step", cue.say));
        step.remarks.push(("do", remark));
    }
}

/// Whether a wait may be in the oven: its words name no other place.
pub(super) fn could_be_in_oven(piece: &Clause<'_>, words: &Steps) -> bool {
    let Some(Ok(time)) = timed(piece, words) else { return false };
    let long = match time.time {
        StepTime::Timed(length) => length.longest() >= Span::mins(10),
        StepTime::Hands => false,
        StepTime::Choice { .. } => true,
    };
    let elsewhere = words.places.any(&piece.words) || words.no_oven.any(&piece.words);
    // "braten" happens in a pan or in an oven.
    match timed_phase(piece, &time.place, clause_kind::Context::default(), words) {
        None => long && !elsewhere,
        Some(Phase::Fry) => long && !elsewhere && words.verbs_behind,
        Some(_) => false,
    }
}
