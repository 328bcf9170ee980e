//! Reads one `[[step]]`: its own keys, before it is linked to others.

use super::cue;
use super::keys::{RECIPE_KEYS, STEP_KEYS};
use super::values::{
    Diagnostics, LONG, MANY, SHORT, TableEntry, count, describe, entries, is_another_day, length, oven, span, text,
    texts, unknown,
};
use crate::recipe::phase::with_capital;
use crate::recipe::repeat::MOST_BATCHES;
use crate::recipe::text::nearest;
use crate::recipe::{HostAt, Length, Need, Phase, Repeat, Step, StepTime};
use crate::time::Span;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::de::DeValue;

const ALSO: [(&str, &str); 18] = [
    ("batches", "repeat"),
    ("times", "repeat"),
    ("burner", "hob"),
    ("stove", "hob"),
    ("time", "for"),
    ("duration", "for"),
    ("timer", "for"),
    ("temp", "oven"),
    ("temperature", "oven"),
    ("text", "do"),
    ("description", "do"),
    ("instructions", "do"),
    ("what", "do"),
    ("only_if", "only-if"),
    ("if", "only-if"),
    ("beside", "while"),
    ("ingredients", "uses"),
    ("type", "phase"),
];

/// A name and its position.
pub(super) type SpannedName = (String, Range<usize>);

/// A step before its names are looked up.
pub(super) struct RawStep {
    /// Its header.
    pub(super) at: Range<usize>,
    /// The position of each key's value.
    pub(super) places: BTreeMap<String, Range<usize>>,
    /// What depends on no other step.
    pub(super) step: Step,
    /// Whether the file gives the title.
    pub(super) titled: bool,
    /// Whether the phase could be read.
    pub(super) phased: bool,
    /// The phase as written, in lower case.
    phase_word: String,
    /// Whether the time could be read.
    pub(super) timed: bool,
    /// The value of `while`.
    pub(super) host: Option<SpannedName>,
    /// The value of `at`.
    pub(super) host_at: HostAt,
    /// The value of `after`.
    pub(super) after: Option<Vec<SpannedName>>,
    /// The position of each cue's `at`.
    pub(super) cue_places: Vec<Range<usize>>,
}

impl RawStep {
    /// The position of the value of `key`, or of the header.
    pub(super) fn place(&self, key: &str) -> Range<usize> {
        self.places.get(key).unwrap_or(&self.at).clone()
    }
}

/// Reads the step whose header is at `at`; `whole` reaches to the next header.
pub(super) fn read(
    table: &[TableEntry<'_>],
    at: &Range<usize>,
    whole: &Range<usize>,
    notes: &mut Diagnostics<'_>,
) -> RawStep {
    let mut raw = RawStep {
        at: at.clone(),
        places: BTreeMap::new(),
        step: Step {
            phase: Phase::Prep,
            title: String::new(),
            what: None,
            time: StepTime::Hands,
            takes: Span::ZERO,
            oven: None,
            preheat: None,
            hob: None,
            cues: Vec::new(),
            until: None,
            then: None,
            only_if: None,
            beside: None,
            part: None,
            after: None,
            uses: Vec::new(),
            needs: None,
            keeps: None,
            repeat: None,
        },
        titled: false,
        phased: false,
        phase_word: String::new(),
        timed: true,
        host: None,
        host_at: HostAt::Start,
        after: None,
        cue_places: Vec::new(),
    };
    let (mut takes, mut ask, mut choose) = (None, None, None);
    for entry in table {
        raw.places.insert(entry.key.to_owned(), entry.value.span());
        let named = |text: String| (text, entry.value.span());
        let step = &mut raw.step;
        match entry.key {
            "phase" => match phase(notes, entry) {
                Some((phase, word)) => {
                    step.phase = phase;
                    raw.phase_word = word;
                    raw.phased = true;
                }
                None => raw.phased = false,
            },
            "title" => {
                if let Some(title) = text(notes, entry, SHORT) {
                    step.title = title;
                    raw.titled = true;
                }
            }
            "do" => step.what = text(notes, entry, LONG),
            "for" if is_another_day(entry) => step.time = StepTime::Timed(Length::Endless),
            "for" => match length(notes, entry) {
                Some(stretch) => step.time = StepTime::Timed(Length::from(stretch)),
                None => raw.timed = false,
            },
            "takes" => takes = span(notes, entry),
            "oven" => step.oven = oven(notes, entry),
            "preheat" => step.preheat = span(notes, entry),
            "hob" => step.hob = text(notes, entry, SHORT),
            "cues" => (step.cues, raw.cue_places) = cue::cues(notes, entry).into_iter().unzip(),
            "until" => step.until = text(notes, entry, LONG),
            "then" => step.then = text(notes, entry, LONG),
            "choose" => choose = Some(choice(notes, entry)),
            "ask" => ask = text(notes, entry, SHORT),
            "only-if" => step.only_if = text(notes, entry, SHORT),
            "while" => raw.host = text(notes, entry, SHORT).map(named),
            "at" => {
                if let Some(said) = text(notes, entry, SHORT) {
                    match cue::host_at(&said) {
                        Ok(at) => raw.host_at = at,
                        Err(fault) => notes.error(&entry.value.span(), fault.message, fault.hint),
                    }
                }
            }
            "part" => step.part = text(notes, entry, SHORT),
            "after" => raw.after = Some(texts(notes, entry, SHORT)),
            "uses" => step.uses = texts(notes, entry, LONG).into_iter().map(|(text, _)| text).collect(),
            "needs" => step.needs = Some(needs(notes, entry)),
            "keeps" => step.keeps = span(notes, entry),
            "repeat" => step.repeat = repeat(notes, entry),
            key if RECIPE_KEYS.contains(&key) => {
                let hint = "move it above the first step";
                notes.error(&entry.key_at, format!("`{key}` belongs to the recipe"), hint);
            }
            _ => unknown(notes, entry, &STEP_KEYS, &ALSO),
        }
    }
    if !raw.places.contains_key("phase") && !notes.is_torn(whole) {
        notes.error(at, "the step has no `phase`", format!("say its kind: {}", words().join(", ")));
    }
    if let Some(options) = choose {
        if raw.places.contains_key("for") {
            let hint = "keep `choose` where the cook is asked, or `for` where not";
            notes.error(&raw.place("for"), "the step has `for` and `choose`", hint);
        }
        match options {
            Some(options) => raw.step.time = StepTime::Choice { ask, options },
            None => raw.timed = false,
        }
    } else if ask.is_some() {
        notes.error(&raw.place("ask"), "`ask` without `choose`", "add choose = { quick = \"30m\", slow = \"1h\" }");
    }
    whole_step(&mut raw, takes, notes);
    raw
}

/// Fills in defaults and checks keys that need another key.
fn whole_step(raw: &mut RawStep, takes: Option<Span>, notes: &mut Diagnostics<'_>) {
    raw.step.takes = takes.unwrap_or(raw.step.phase.takes());
    if !raw.titled {
        let phase = raw.step.phase;
        let other = !raw.phase_word.is_empty() && raw.phase_word != phase.word();
        raw.step.title = if other { with_capital(&raw.phase_word) } else { phase.title() };
    }
    let hands = raw.timed && matches!(raw.step.time, StepTime::Hands);
    if hands && !raw.step.cues.is_empty() {
        let hint = "give the step a `for`, or say it in `do`";
        notes.error(&raw.place("cues"), "cues in a step without a countdown", hint);
    }
    if hands && raw.step.repeat.is_some() {
        let hint = "give the step a `for`: how long one batch takes";
        notes.error(&raw.place("repeat"), "`repeat` in a step without a countdown", hint);
    }
    if raw.places.contains_key("at") && !raw.places.contains_key("while") {
        notes.error(&raw.place("at"), "`at` without `while`", "name the step that it is counted in: while = \"roast\"");
    }
    if raw.places.contains_key("preheat") && !raw.places.contains_key("oven") {
        notes.error(&raw.place("preheat"), "`preheat` without `oven`", "say how hot: oven = \"180C\"");
    }
    if raw.places.contains_key("hob") && raw.places.contains_key("oven") {
        let hint = "keep `hob` for a burner, or `oven` for the oven; what moves from one to the other is two steps";
        notes.error(&raw.place("hob"), "the step has `oven` and `hob`", hint);
    }
    let lengths: Vec<Length> = match &raw.step.time {
        StepTime::Hands => return,
        StepTime::Timed(length) => vec![*length],
        StepTime::Choice { options, .. } => options.iter().map(|(_, length)| *length).collect(),
    };
    if lengths.contains(&Length::Endless) && raw.step.repeat.is_some() {
        let hint = "leave `repeat` out";
        notes.error(&raw.place("repeat"), "`repeat` in a step that lasts until another day", hint);
    }
    for (cue, place) in raw.step.cues.iter().zip(&raw.cue_places) {
        let wrong: Vec<_> = lengths.iter().filter_map(|length| cue::misplaced(cue.at, *length)).collect();
        match wrong.first() {
            Some((message, hint)) if wrong.len() == lengths.len() => notes.error(place, message, hint),
            Some((message, _)) => {
                notes.warn(place, &format!("with one of the options {message}"), "it is left out there");
            }
            None => {}
        }
    }
}

fn words() -> Vec<&'static str> {
    Phase::ALL.into_iter().map(Phase::word).collect()
}

/// The phase and its word as written, in lower case.
fn phase(notes: &mut Diagnostics<'_>, entry: &TableEntry<'_>) -> Option<(Phase, String)> {
    let word = text(notes, entry, SHORT)?;
    let found = Phase::of(&word.to_lowercase()).map(|phase| (phase, word.to_lowercase()));
    if found.is_none() {
        let hint = match nearest(&word, words()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the phases are {}", words().join(", ")),
        };
        notes.error(&entry.value.span(), format!("unknown phase `{word}`"), hint);
    }
    found
}

fn choice(notes: &mut Diagnostics<'_>, entry: &TableEntry<'_>) -> Option<Vec<(String, Length)>> {
    let usual = "write choose = { quick = \"30m\", slow = \"1h\" }";
    let at = entry.value.span();
    let table = match entry.value.get_ref() {
        DeValue::Table(table) => entries(table),
        DeValue::Array(_) => {
            let hint = format!("{usual}; a choice of the whole recipe stands above the first step");
            notes.error(&at, "`choose` of a step names lengths of time, and this is a list", hint);
            return None;
        }
        other => {
            notes.error(&at, format!("`choose` should be a table, not {}", describe(other)), usual);
            return None;
        }
    };
    if table.is_empty() || table.len() > MANY {
        notes.error(&at, format!("`choose` has {} options", table.len()), usual);
        return None;
    }
    let mut options = Vec::new();
    let mut whole = true;
    for option in &table {
        let name = crate::recipe::text::clean(option.key);
        let read = length(notes, option);
        whole &= read.is_some() && !name.is_empty();
        options.extend(read.map(|stretch| (name, Length::from(stretch))));
    }
    whole.then_some(options)
}

/// How often a step is repeated: a number, quoted or not, or a sign.
fn repeat(notes: &mut Diagnostics<'_>, entry: &TableEntry<'_>) -> Option<Repeat> {
    if let DeValue::Integer(_) = entry.value.get_ref() {
        return count(notes, entry, MOST_BATCHES).map(Repeat::Times);
    }
    let said = text(notes, entry, SHORT)?;
    let found = Repeat::parse(&said);
    if found.is_none() {
        let hint = format!("say \"12 times\", {MOST_BATCHES} at most, or \"until the batter is used up\"");
        notes.error(&entry.value.span(), format!("`{said}` does not say how often"), hint);
    }
    found
}

fn needs(notes: &mut Diagnostics<'_>, entry: &TableEntry<'_>) -> Vec<Need> {
    let mut needs = Vec::new();
    for (word, at) in texts(notes, entry, SHORT) {
        match word.to_lowercase().as_str() {
            "hands" => needs.push(Need::Hands),
            "burner" => needs.push(Need::Burner),
            "oven" => needs.push(Need::Oven),
            _ => notes.error(&at, format!("nothing called `{word}` can be needed"), "say hands, burner or oven"),
        }
    }
    needs
}
