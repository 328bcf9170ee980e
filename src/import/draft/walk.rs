//! From lines to steps: what is done with the hands, what is waited for, what stands beside it, and how hot the oven is.
//!
//! A line is one step or several; steps never reach over the end of a line, except for a sentence that tells how the last wait
//! of the line before ends. Every word of a line goes into a step; a sentence that only sets the oven becomes the comment of the
//! first step that is in it.

use super::cut::{Piece, pieces};
use super::heat::{notes, only_sets, settings};
use super::length::{cues, fits, timed};
use super::sense::{self, Context, Sense, in_oven, leads, sense, timed_phase};
use super::words::Steps;
use crate::import::{Found, What};
use crate::recipe::print::ABOVE;
use crate::recipe::text::clean;
use crate::recipe::{Cue, Length, Oven, Phase, StepTime};

/// A quote in a comment is at most so long, in bytes.
const QUOTE: usize = 100;
/// A step has at most so many cues.
const CUES: usize = 20;

/// A line of instructions with what was found in it.
pub(super) struct Read {
    pub(super) text: String,
    pub(super) found: Vec<Found>,
    /// The heading above it, by its place in the list of headings.
    pub(super) section: Option<usize>,
    /// Whether that heading speaks of a glaze.
    pub(super) glaze: bool,
    /// What stood before a colon at its front.
    pub(super) label: Option<String>,
}

/// A step in the making.
#[derive(Clone, Debug)]
pub(super) struct Rough {
    pub(super) phase: Phase,
    /// Its sentences.
    pub(super) texts: Vec<String>,
    pub(super) time: StepTime,
    pub(super) oven: Option<Oven>,
    pub(super) cues: Vec<Cue>,
    pub(super) until: Option<String>,
    pub(super) then: Option<String>,
    pub(super) only_if: Option<String>,
    /// The step that it stands beside.
    pub(super) host: Option<usize>,
    /// The line that it comes from.
    pub(super) line: usize,
    /// Comments, each with the key that it stands at.
    pub(super) remarks: Vec<(&'static str, String)>,
}

/// The steps of a recipe so far.
pub(super) struct Walk<'a> {
    words: &'a Steps,
    pub(super) steps: Vec<Rough>,
    /// What the cook should be told.
    pub(super) doubts: Vec<String>,
    /// Work that is no step yet.
    todo: Vec<Todo>,
    line: usize,
    host: Option<usize>,
    oven: Heated,
    context: Context,
    /// Cues told before the wait that they belong to.
    early: Vec<(Cue, String)>,
    /// The last line that has a step in the oven.
    last_oven: Option<usize>,
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

/// What the oven is set to, and the sentences that said so and stand in no step yet.
#[derive(Default)]
struct Heated {
    setting: Option<Oven>,
    notes: Vec<&'static str>,
    said: Vec<String>,
}

/// In quotes, for a comment.
pub(super) fn quote(text: &str) -> String {
    match text.char_indices().find(|(at, _)| *at >= QUOTE) {
        Some((cut, _)) => format!("\"{}…\"", text.get(..cut).unwrap_or_default().trim_end()),
        None => format!("\"{text}\""),
    }
}

/// The steps of `lines`, and what the cook should be told.
pub(super) fn walk(lines: &[Read], words: &Steps) -> (Vec<Rough>, Vec<String>) {
    let cut: Vec<Vec<Piece<'_>>> = lines.iter().map(|line| pieces(&line.text, &line.found, words)).collect();
    let ovens = |pieces: &Vec<Piece<'_>>| {
        pieces.iter().any(|piece| match timed(piece, words) {
            Some(Ok(timed)) => timed_phase(piece, &timed.place, Context::default(), words).is_none_or(in_oven),
            Some(Err(_)) | None => false,
        })
    };
    let mut walk = Walk {
        words,
        steps: Vec::new(),
        doubts: Vec::new(),
        todo: Vec::new(),
        line: 0,
        host: None,
        oven: Heated::default(),
        context: Context::default(),
        early: Vec::new(),
        last_oven: cut.iter().rposition(ovens),
    };
    for (n, (line, pieces)) in lines.iter().zip(&cut).enumerate() {
        walk.line = n;
        walk.host = None;
        walk.context.place = None;
        walk.context.glaze = line.glaze;
        let alone = pieces.len() == 1;
        for piece in pieces {
            walk.piece(piece, alone);
        }
        walk.flush();
    }
    walk.end();
    (walk.steps, walk.doubts)
}

impl Walk<'_> {
    /// The last step, if it comes from this line and nothing was done since.
    fn just_now(&mut self) -> Option<&mut Rough> {
        let line = self.line;
        if self.todo.is_empty() { self.steps.last_mut().filter(|step| step.line == line) } else { None }
    }

    /// The wait that was last begun, if nothing was done since.
    fn last_wait(&mut self) -> Option<&mut Rough> {
        if !self.todo.is_empty() {
            return None;
        }
        self.steps.last_mut().filter(|step| step.time != StepTime::Hands)
    }

    fn piece(&mut self, piece: &Piece<'_>, alone: bool) {
        let mut remarks = self.vague(piece);
        if let Some(named) = sense::beside(piece, self.words) {
            self.flush();
            self.host = self.host_of(&named);
            if self.host.is_none() {
                remarks.push((ABOVE, format!("{}: beside which step?", quote(&piece.text))));
            }
        }
        let only_if = self.only_if(piece);
        let time = timed(piece, self.words);
        self.heat(piece);
        if let Some(Ok(time)) = time {
            let further = piece
                .found
                .iter()
                .any(|one| matches!(one.what, What::Timer { role: crate::import::Role::Further, .. }));
            if further && self.host.is_some() && self.is_more_of_host(piece, &time.place) {
                self.flush();
                self.host = None;
            }
            // "If it is still soft, bake for 5 minutes more" is for the cook to decide.
            let perhaps = only_if.is_none() && self.words.r#if.at(&piece.words, 0).is_some();
            if perhaps && self.words.along.at(&piece.words, 0).is_some() && self.just_now().is_some() {
                let remark = format!("{}: if it is so, give it more time", quote(&piece.text));
                return self.along(piece, vec![("do", remark)]);
            }
            return self.wait(piece, time, only_if, remarks);
        }
        if let Some(Err(why)) = time {
            remarks.push(("do", format!("{}: {why}", quote(&piece.text))));
            self.doubts.push(format!("{} is {why}", quote(&piece.text)));
        }
        if only_sets(piece, self.words) && self.last_oven.is_some_and(|last| last >= self.line) {
            return self.oven_only(piece);
        }
        if only_if.is_some() {
            self.flush();
        }
        match sense(piece, self.words) {
            Sense::Sign(sign) if self.last_wait().is_some_and(|wait| wait.until.is_none()) => {
                if let Some(wait) = self.last_wait() {
                    wait.until = Some(sign);
                    wait.remarks.extend(remarks);
                }
            }
            Sense::Out if self.ends_wait(alone) => {
                if let Some(wait) = self.last_wait() {
                    wait.then = Some(piece.text.clone());
                    wait.remarks.extend(remarks);
                }
            }
            Sense::Along | Sense::Sign(_) if only_if.is_none() => self.along(piece, remarks),
            Sense::Work | Sense::Along | Sense::Sign(_) | Sense::Out => self.work(piece, only_if, remarks),
        }
        self.context.place = sense::place(&piece.words, piece.words.len(), self.words).or(self.context.place);
    }

    /// Whether the last step is a wait that what comes out of it can end: of this line, or of the one before where it is all of this.
    fn ends_wait(&mut self, alone: bool) -> bool {
        let (line, host) = (self.line, self.host);
        let here = |step: &mut Rough| {
            let near = step.line == line || (alone && step.line + 1 == line);
            near && step.then.is_none() && step.phase.on_heat() && (step.line == line || host.is_none())
        };
        self.last_wait().is_some_and(here)
    }

    /// Times without a value, said aloud.
    fn vague(&mut self, piece: &Piece<'_>) -> Vec<(&'static str, String)> {
        let vague = piece.found.iter().filter(|one| one.what == What::Vague);
        let said: Vec<String> = vague.map(|one| quote(piece.slice(one.place.clone()))).collect();
        let step = quote(&piece.text);
        self.doubts.extend(said.iter().map(|text| format!("{text} is no time that can be counted, in {step}")));
        said.into_iter().map(|text| ("do", format!("{text}: end it when it is done"))).collect()
    }

    /// Notes what the oven is set to by a piece.
    fn heat(&mut self, piece: &Piece<'_>) {
        for (heat, setting) in settings(piece) {
            match setting {
                Some(oven) => {
                    self.oven.setting = Some(oven);
                    self.oven.notes = notes(heat);
                }
                None => self.doubts.push(format!("no oven can be set to what {} says", quote(&piece.text))),
            }
        }
    }

    /// A sentence that only sets the oven: said by the program when it is time.
    fn oven_only(&mut self, piece: &Piece<'_>) {
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

    fn along(&mut self, piece: &Piece<'_>, remarks: Vec<(&'static str, String)>) {
        let cues = cues(piece, self.words);
        let cued = !cues.is_empty();
        let line = self.line;
        let words = self.words;
        // A reminder in a line of its own belongs to the wait before it.
        let near =
            |step: &&mut Rough| step.line == line || (cued && step.line + 1 == line && step.time != StepTime::Hands);
        let last = if self.todo.is_empty() { self.steps.last_mut() } else { None };
        let Some(step) = last.filter(near) else {
            self.early.extend(cues.into_iter().map(|cue| (cue, piece.text.clone())));
            return self.work(piece, None, remarks);
        };
        step.texts.push(piece.text.clone());
        if step.time != StepTime::Hands && step.until.is_none() {
            step.until = sense::until(piece, words);
        }
        step.remarks.extend(remarks);
        for cue in cues {
            add_cue(step, cue, &piece.text, &mut self.doubts);
        }
    }

    fn work(&mut self, piece: &Piece<'_>, only_if: Option<String>, remarks: Vec<(&'static str, String)>) {
        let phase = sense::work_phase(&piece.words, self.words);
        let basted = self.todo.last().is_some_and(|todo| todo.phase == Phase::Baste);
        let serves = self.words.serve.at(&piece.words, 0).is_some();
        // What is brushed is out of the oven, and serving is the end: steps of their own.
        if only_if.is_some() || basted != (phase == Phase::Baste) || serves {
            self.flush();
        }
        if phase == Phase::Baste {
            self.context.basted = true;
            if self.host.is_some_and(|host| self.steps.get(host).is_some_and(|step| step.oven.is_some())) {
                self.host = None;
            }
        }
        self.todo.push(Todo {
            text: piece.text.clone(),
            phase: if serves && phase == Phase::Prep { Phase::Serve } else { phase },
            leads: leads(piece, self.words),
            until: sense::until(piece, self.words),
            remarks,
            only_if,
        });
    }

    fn wait(
        &mut self,
        piece: &Piece<'_>,
        time: super::length::Timed,
        only_if: Option<String>,
        remarks: Vec<(&'static str, String)>,
    ) {
        let phase = timed_phase(piece, &time.place, self.context, self.words);
        // Short sentences that only lead to the wait begin with it.
        let leading = self.todo.iter().rev().take_while(|todo| todo.leads && todo.only_if.is_none()).count();
        let lead = if only_if.is_some() { Vec::new() } else { self.todo.split_off(self.todo.len() - leading) };
        self.flush();
        let mut time = time;
        if let StepTime::Choice { options, .. } = &mut time.time {
            self.tell_apart(options);
        }
        let guessed = phase.is_none();
        let phase = phase.or(self.words.plain).unwrap_or(Phase::Rest);
        self.context.roasted |= phase == Phase::Roast;
        let mut step = Rough {
            phase,
            texts: lead.iter().map(|todo| todo.text.clone()).chain([piece.text.clone()]).collect(),
            time: time.time,
            oven: None,
            cues: Vec::new(),
            until: sense::until(piece, self.words),
            then: None,
            only_if,
            host: self.host,
            line: self.line,
            remarks: lead.into_iter().flat_map(|todo| todo.remarks).chain(remarks).collect(),
        };
        let said: String = time.said.iter().map(|said| format!(" ({said})")).collect();
        let key = if matches!(step.time, StepTime::Choice { .. }) { "choose" } else { "for" };
        step.remarks.push((key, format!("{}{said}", quote(&clause(piece, &time.place)))));
        if guessed {
            step.remarks.push(("phase", "the sentence does not say how".to_owned()));
        }
        if time.sides {
            step.cues.push(Cue { at: crate::recipe::CueAt::Half, say: self.words.flip.clone() });
        }
        self.set_oven(&mut step, piece);
        let own = cues(piece, self.words).into_iter().map(|cue| (cue, piece.text.clone()));
        for (cue, text) in self.early.split_off(0).into_iter().chain(own) {
            add_cue(&mut step, cue, &text, &mut self.doubts);
        }
        self.steps.push(step);
        self.context.place = sense::place(&piece.words, piece.words.len(), self.words).or(self.context.place);
    }

    /// No two choices have an option of one name, so that `only-if` can name each.
    fn tell_apart(&self, options: &mut [(String, Length)]) {
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

    /// Gives a step that is in the oven its setting.
    fn set_oven(&mut self, step: &mut Rough, piece: &Piece<'_>) {
        if self.words.no_oven.any(&piece.words) {
            return;
        }
        if step.phase == Phase::Grill && self.words.grill.any(&piece.words) {
            step.oven = Some(Oven::Grill);
        } else if in_oven(step.phase) {
            step.oven = self.oven.setting;
            if step.oven.is_none() {
                step.remarks.push(("phase", "how hot? Say it, such as oven = \"180C\"".to_owned()));
            }
        }
        if step.oven.is_none() {
            return;
        }
        let own = settings(piece).next().is_some().then(|| quote(&piece.text));
        let said: Vec<String> = self.oven.said.drain(..).map(|text| quote(&text)).chain(own).collect();
        let notes: String = self.oven.notes.drain(..).map(|note| format!(" ({note})")).collect();
        if !said.is_empty() {
            step.remarks.push(("oven", format!("{}{notes}", said.join(" "))));
        }
    }

    /// What was to be done becomes a step.
    fn flush(&mut self) {
        let todo = std::mem::take(&mut self.todo);
        let Some(first) = todo.first() else { return };
        let phase = first.phase;
        let only_if = first.only_if.clone();
        let until = if let [one] = todo.as_slice() { one.until.clone() } else { None };
        let (texts, remarks): (Vec<String>, Vec<_>) = todo.into_iter().map(|todo| (todo.text, todo.remarks)).unzip();
        self.steps.push(Rough {
            phase,
            texts,
            time: StepTime::Hands,
            oven: None,
            cues: Vec::new(),
            until,
            then: None,
            only_if,
            host: self.host,
            line: self.line,
            remarks: remarks.into_iter().flatten().collect(),
        });
    }

    fn end(&mut self) {
        for (cue, text) in std::mem::take(&mut self.early) {
            self.doubts.push(format!("no countdown for the reminder `{}` of {}", cue.say, quote(&text)));
        }
        // What only set an oven that no step is in stays something to do.
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
        // The last thing done with the hands is to serve, if it says so.
        let serve = &self.words.serve;
        if let Some(last) =
            self.steps.last_mut().filter(|step| step.phase == Phase::Prep && step.time == StepTime::Hands)
        {
            let words = super::cut::words_of(&last.texts.join(" "));
            if serve.at(&words, 0).is_some() {
                last.phase = Phase::Serve;
            }
        }
        let steps = self.steps.len();
        for (i, step) in self.steps.iter_mut().enumerate() {
            // Slicing and dividing are serving at the end only.
            let verb = super::cut::words_of(step.texts.first().map_or("", String::as_str));
            let served = self.words.verbs.at(&verb, 0).is_some_and(|hit| hit.means == Phase::Serve);
            if step.phase == Phase::Serve && i + 1 < steps && !served {
                step.phase = Phase::Prep;
            }
        }
    }

    /// The option that a piece is only for.
    fn only_if(&self, piece: &Piece<'_>) -> Option<String> {
        self.words.r#if.at(&piece.words, 0)?;
        let options = self.steps.iter().rev().filter_map(|step| match &step.time {
            StepTime::Choice { options, .. } => Some(options),
            StepTime::Hands | StepTime::Timed(_) => None,
        });
        let near = piece.words.get(..piece.words.len().min(10)).unwrap_or_default();
        let named = |name: &str| near.iter().any(|word| word.low == name.to_lowercase());
        options.take(3).flatten().map(|(name, _)| name).find(|name| named(name)).cloned()
    }

    /// The wait that a step stands beside: the one named, else the last if nothing came after it.
    fn host_of(&self, named: &[super::cut::Word]) -> Option<usize> {
        let waits = || self.steps.iter().enumerate().rev().filter(|(_, step)| step.time != StepTime::Hands).take(8);
        let folded: Vec<String> = named.iter().map(|word| self.words.fold(&word.low)).collect();
        let phases: Vec<Phase> = named.iter().filter_map(|word| self.words.phase_of(&word.low)).collect();
        let score = |step: &Rough| {
            let text = super::cut::words_of(&step.texts.join(" "));
            let nouns = text.iter().filter(|word| word.low.chars().count() > 3);
            let shared = nouns.filter(|word| folded.contains(&self.words.fold(&word.low))).count().min(2);
            shared + 2 * usize::from(phases.contains(&step.phase))
        };
        let best = waits().map(|(i, step)| (score(step), i)).max_by_key(|(score, i)| (*score, *i));
        if let Some((score, i)) = best
            && score > 0
        {
            // Beside what stands beside a host, a step has that host.
            return self.steps.get(i).map(|step| step.host.unwrap_or(i));
        }
        let last = self.steps.len().checked_sub(1)?;
        self.steps.get(last).filter(|step| step.time != StepTime::Hands).map(|step| step.host.unwrap_or(last))
    }

    /// Whether a further time is more of what the host does.
    fn is_more_of_host(&self, piece: &Piece<'_>, place: &std::ops::Range<usize>) -> bool {
        let phase = timed_phase(piece, place, self.context, self.words);
        let host = self.host.and_then(|host| self.steps.get(host));
        host.is_some_and(|host| {
            phase.is_some_and(|phase| phase == host.phase || (in_oven(phase) && in_oven(host.phase)))
        })
    }
}

/// The part of a sentence that says a time, for a comment.
fn clause(piece: &Piece<'_>, place: &std::ops::Range<usize>) -> String {
    let whole = piece.text.trim_end_matches('.');
    if whole.len() <= QUOTE {
        return whole.to_owned();
    }
    let before = piece.slice(piece.at.start..place.start.max(piece.at.start));
    let from = before.rfind([',', ';', '(', ':']).map_or(piece.at.start, |at| piece.at.start + at + 1);
    let from = if place.end.saturating_sub(from) > QUOTE { place.start } else { from };
    clean(piece.slice(from..place.end.max(from)))
}

/// Gives a step a cue, or says why not.
fn add_cue(step: &mut Rough, cue: Cue, text: &str, doubts: &mut Vec<String>) {
    if step.cues.len() < CUES && fits(&cue, &step.time) {
        step.cues.push(cue);
        step.remarks.push(("cues", quote(text)));
    } else {
        let remark = format!("{}: no such moment in this step", quote(text));
        doubts.push(format!("the reminder `{}` does not fall into its step", cue.say));
        step.remarks.push(("do", remark));
    }
}
