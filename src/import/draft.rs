//! Writes the draft of a recipe: from lines and what was found in them to TOML as a person would write it.
//!
//! A draft always reads back without an error; where that is impossible there is no draft, and the error says why. Every guess has a
//! comment beside the sentence that led to it. No word of the instructions is lost: each ends up in a step, a title or a comment.

mod clause_kind;
mod clauses;
mod fields;
mod heat;
mod length;
mod step_drafts;
mod title;
mod uses;
mod word;
mod words;

use super::{Finding, Source, SourceLine};
use crate::recipe::check::{self, RecipeKey};
use crate::recipe::print::{ABOVE, Remark, print};
use crate::recipe::read::LARGEST;
use crate::recipe::text::clean;
use crate::recipe::{Claims, HostAt, Recipe, Step, StepId, StepTime, Yield};
use fields::{LONG, MANY, SHORT};
use std::collections::BTreeSet;
use step_drafts::{DraftLine, StepDraft};
use uses::Foods;
use words::Steps;

/// The most bytes of instructions that are drafted: far more than any recipe has.
const MOST: usize = 300_000;
/// The most words in a line that is only a heading for what follows.
const NAME: usize = 4;
/// The most words in a label at the start of a line ("Bake the cookies: …").
const LABEL: usize = 6;

/// A recipe made from a source, for the cook to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The recipe.
    pub recipe: Recipe,
    /// Every guess, with the words that led to it.
    pub remarks: Vec<Remark>,
    /// What was not understood, and what is inconsistent, in words for the cook.
    pub warnings: Vec<String>,
}

/// Why there is no draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unusable {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl Draft {
    /// The text of the recipe file.
    pub fn toml(&self) -> String {
        print(&self.recipe, &self.remarks)
    }

    /// The number of guesses that the cook should check.
    pub fn guesses(&self) -> usize {
        let guess = |remark: &&Remark| !matches!(remark.place, RecipeKey::Step(_, ABOVE) | RecipeKey::Key(_));
        self.remarks.iter().filter(guess).count()
    }
}

fn unusable(message: impl Into<String>, hint: &str) -> Unusable {
    Unusable { message: message.into(), hint: hint.to_owned() }
}

fn too_many() -> Unusable {
    unusable(format!("the instructions make more than {MANY} steps"), "a recipe has fewer: cut out the one you mean")
}

/// Drafts a recipe from `source`. `understand` finds the times and temperatures in a line of instructions; it is called once
/// for each line, in order.
///
/// # Errors
/// If there are no instructions, or more than a recipe can hold.
pub fn draft(source: &Source, understand: impl FnMut(&str) -> Vec<Finding>) -> Result<Draft, Unusable> {
    let (words, own) = Steps::of(source.language.as_deref());
    let size: usize =
        source.instructions.iter().map(|(SourceLine::Heading(text) | SourceLine::Text(text))| text.len()).sum();
    if size > MOST {
        return Err(unusable(
            format!("the instructions have {} kB", size / 1_000),
            "a recipe has a few pages at most: is it a whole book? Cut out the one you mean",
        ));
    }
    let mut warnings = source.warnings.clone();
    if !own {
        warnings.push("what is done in a step is understood in English, German, French and Spanish only: look at the phase of each".to_owned());
    }
    let (lines, headings) = read(source, understand);
    let step_drafts::Walked { mut steps, warnings: said, notes } = step_drafts::walk(&lines, words);
    warnings.extend(said);
    if steps.is_empty() {
        return Err(unusable("there are no instructions in it", "a recipe needs at least one step: say what to do"));
    }
    if steps.len() > MANY {
        return Err(too_many());
    }
    let titles = title::titles(&mut steps, &lines, &headings, words);
    let mut draft = recipe(source, words, warnings);
    let room = MANY.saturating_sub(draft.recipe.notes.len());
    draft.recipe.notes.extend(fields::texts(&notes).into_iter().take(room));
    steps_of(steps, titles, words, &mut draft);
    if draft.recipe.steps.len() > MANY {
        return Err(too_many());
    }
    draft.warnings.extend(
        check::warnings(&draft.recipe).into_iter().map(|warning| format!("{}: {}", warning.message, warning.hint)),
    );
    if draft.toml().len() > LARGEST {
        return Err(unusable(
            "it is larger than a recipe can be",
            "a recipe file has 1 MB at most: cut out the one you mean",
        ));
    }
    Ok(draft)
}

/// Splits the instructions into lines, each with what was found in it, and the headings between them.
fn read(source: &Source, mut understand: impl FnMut(&str) -> Vec<Finding>) -> (Vec<DraftLine>, Vec<String>) {
    let (mut lines, mut headings): (Vec<DraftLine>, Vec<String>) = (Vec::new(), Vec::new());
    let (words, _) = Steps::of(source.language.as_deref());
    let bare = bare(&source.instructions);
    for (n, line) in source.instructions.iter().enumerate() {
        let (SourceLine::Heading(text) | SourceLine::Text(text)) = line;
        let text = apart(&clean(text));
        let name = text.trim_end_matches(':').trim_end();
        if name.is_empty() {
            continue;
        }
        if matches!(line, SourceLine::Heading(_)) || name.len() < text.len() || bare.contains(&n) {
            headings.push(name.to_owned());
            continue;
        }
        let (label, text) = labelled(&text);
        let section = headings.len().checked_sub(1);
        let heading = headings.last().map_or("", String::as_str);
        let glaze = words.glaze.any(&word::words_of(heading));
        let mut found = understand(&text);
        found.sort_by_key(|one| (one.place.start, one.place.end));
        // A position from another text could cut this one inside a letter.
        found.retain(|one| text.get(one.place.clone()).is_some());
        let heading = word::words_of(heading);
        let note = words.note.at(&heading, 0).is_some() && words.serve.at(&heading, 0).is_none();
        lines.push(DraftLine { text, found, section, glaze, note, label });
    }
    once(&mut lines);
    (lines, headings)
}

/// With a space behind each full stop: "until set.Set the oven" is two sentences.
fn apart(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        out.push(c);
        let mut ahead = chars.clone();
        let glued = matches!(c, '.' | '!' | '?') && letters >= 3 && ahead.next().is_some_and(char::is_uppercase);
        if glued && ahead.next().is_some_and(|c| c.is_lowercase() || c.is_whitespace()) {
            out.push(' ');
        }
        letters = if c.is_lowercase() { letters + 1 } else { 0 };
    }
    out
}

/// Drops the repetition if a method is given twice: all lines again, or first as one line and then line by line.
fn once(lines: &mut Vec<DraftLine>) {
    let plain = |line: &DraftLine| -> String {
        line.label.iter().chain([&line.text]).flat_map(|text| text.chars()).filter(|c| c.is_alphanumeric()).collect()
    };
    let all: Vec<String> = lines.iter().map(plain).collect();
    let half = all.len() / 2;
    let same = all.iter().all(|line| Some(line) == all.first());
    if half >= 2 && !same && all.len() == 2 * half && all.get(..half) == all.get(half..) {
        lines.truncate(half);
        return;
    }
    if all.len() >= 3
        && all.first().is_some_and(|first| Some(first.as_str()) == all.get(1..).map(<[String]>::concat).as_deref())
    {
        lines.remove(0);
    }
}

/// Finds lines that are only a heading for what follows ("Tomato base"): short, above a longer line, and without the full stop or
/// figure that other lines have.
fn bare(lines: &[SourceLine]) -> BTreeSet<usize> {
    let (mut short, mut ended, mut all) = (BTreeSet::new(), 0, 0);
    for (n, line) in lines.iter().enumerate() {
        let SourceLine::Text(text) = line else { continue };
        let text = text.trim();
        all += 1;
        if text.ends_with(['.', '!', '?', ')', '…']) {
            ended += 1;
            continue;
        }
        let words = text.split_whitespace().take(NAME + 1).count();
        let below = match lines.get(n + 1) {
            Some(SourceLine::Text(below)) => {
                below.len() > 2 * text.len() && below.split_whitespace().nth(NAME).is_some()
            }
            Some(SourceLine::Heading(_)) | None => false,
        };
        if words <= NAME && below && !text.contains(|c: char| c.is_numeric() || matches!(c, ',' | ';')) {
            short.insert(n);
        }
    }
    // If hardly any line has a full stop, a missing one means nothing.
    if ended * 10 >= all * 6 { short } else { BTreeSet::new() }
}

/// Splits "Bake the cookies: Place them on …" into a title and a text.
fn labelled(text: &str) -> (Option<String>, String) {
    let Some((label, rest)) = text.split_once(": ") else { return (None, text.to_owned()) };
    let words = word::words_of(label).len();
    let capital = rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let plain = !label.contains(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ';' | '(' | '!' | '?'));
    if (1..=LABEL).contains(&words) && capital && plain && label.len() <= 60 {
        (Some(label.to_owned()), rest.to_owned())
    } else {
        (None, text.to_owned())
    }
}

/// Everything but the steps.
fn recipe(source: &Source, words: &Steps, mut warnings: Vec<String>) -> Draft {
    let mut remarks = Vec::new();
    let mut remark = |key: &'static str, text: String| remarks.push(Remark { place: RecipeKey::Key(key), text });
    let name = fields::cut_to(&clean(source.title.as_deref().unwrap_or_default()), SHORT);
    let name = if name.is_empty() {
        remark("name", "the source has no title: give it one".to_owned());
        "Imported recipe".to_owned()
    } else {
        name
    };
    let (yields, simplified) =
        source.yields.as_deref().map_or((Yield::Unsaid, false), |text| fields::yields(text, words));
    if let (true, Some(text)) = (simplified, &source.yields) {
        let key = if matches!(yields, Yield::Serves(_)) { "serves" } else { "makes" };
        remark(key, step_drafts::quote(&clean(text)));
    }
    let mut limited = |what: &str, mut list: Vec<String>| {
        if list.len() > MANY {
            warnings.push(format!("{} {what}, of which {MANY} are kept", list.len()));
            list.truncate(MANY);
        }
        list
    };
    let mut tags: Vec<String> = Vec::new();
    for tag in fields::texts(&source.tags) {
        if tag.len() <= SHORT && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    let recipe = Recipe {
        short: None,
        name,
        yields,
        source: source.from.as_deref().map(|from| fields::cut_to(&clean(from), LONG)).filter(|from| !from.is_empty()),
        tags: limited("tags", tags),
        ingredients: limited("ingredients", fields::ingredients(&source.ingredients)),
        notes: limited("notes", fields::texts(&source.notes)),
        claims: Claims {
            prep: fields::claim(source.prep),
            cook: fields::claim(source.cook),
            total: fields::claim(source.total),
            text: None,
        },
        choose: Vec::new(),
        swap: Vec::new(),
        later: Vec::new(),
        steps: Vec::new(),
    };
    Draft { recipe, remarks, warnings }
}

/// Adds the steps to the draft. Text that is too long for one step continues in another.
fn steps_of(rough: Vec<StepDraft>, titles: Vec<String>, words: &Steps, draft: &mut Draft) {
    let mut foods = Foods::new(&draft.recipe.ingredients, words);
    // The final index of each draft step.
    let mut places: Vec<usize> = Vec::new();
    for (rough, title) in rough.into_iter().zip(titles) {
        let all = rough.texts.join(" ");
        let mut parts = fields::parts(&all).into_iter();
        let i = draft.recipe.steps.len();
        places.push(i);
        let host = rough.host.and_then(|host| places.get(host)).and_then(|host| u16::try_from(*host).ok());
        // A clause that only explains ("so that the pork cooks evenly") uses no ingredient.
        let done = |text: &&String| {
            let said = word::words_of(text);
            // "Das Öl erhitzen" starts like an explanation.
            let thing = words.articles.at(&said, 0).is_some() && words.any_verb.any(&said);
            words.along.at(&said, 0).is_none() || thing
        };
        let uses = foods.of(&rough.texts.iter().filter(done).cloned().collect::<Vec<_>>().join(" "));
        let takes = rough.phase.takes();
        let step = Step {
            phase: rough.phase,
            title: fields::cut_to(&title, SHORT),
            what: parts.next(),
            time: rough.time,
            takes,
            oven: rough.oven,
            preheat: None,
            hob: None,
            cues: rough.cues,
            until: rough.until.map(|text| clean(&text)).filter(|text| !text.is_empty()),
            then: rough.then.map(|text| clean(&text)).filter(|text| !text.is_empty()),
            only_if: rough.only_if,
            beside: host.map(|host| (StepId(host), HostAt::Start)),
            part: None,
            after: None,
            uses: uses.into_iter().map(|name| clean(&name)).take(MANY).collect(),
            needs: None,
            keeps: None,
            repeat: None,
        };
        let said = rough.remarks.into_iter().map(|(key, text)| Remark { place: RecipeKey::Step(i, key), text });
        draft.remarks.extend(said);
        let more: Vec<Step> = parts.enumerate().map(|(n, what)| goes_on(&step, n, what)).collect();
        draft.recipe.steps.push(step);
        draft.recipe.steps.extend(more);
    }
}

/// A step for the rest of a text that is too long for one.
fn goes_on(step: &Step, n: usize, what: String) -> Step {
    Step {
        title: fields::cut_to(&format!("{} … {}", n + 2, step.title), SHORT),
        what: Some(what),
        time: StepTime::Hands,
        oven: None,
        cues: Vec::new(),
        until: None,
        then: None,
        uses: Vec::new(),
        ..step.clone()
    }
}

#[cfg(test)]
mod tests;
