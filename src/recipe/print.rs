//! Prints a recipe as the TOML that a person would write by hand.
//!
//! [`super::read::read`] reads the output of [`print()`] back as the same recipe. Keys come in the order of the shipped
//! recipes, defaults are left out, long texts are wrapped. What TOML or a terminal could misread is escaped.

mod text;

use super::check::RecipeKey;
use super::step_length::HELD;
use super::{
    Claims, Cue, CueAt, HostAt, LaterCard, LaterTime, Length, Need, Oven, Phase, Recipe, Step, StepId, StepTime, Yield,
};
use crate::time::{Span, span_toml};
use std::collections::BTreeMap;
use text::{comment, key, list, long, quoted, short_list};

/// The key of [`RecipeKey::Step`] for a remark above the step.
pub(crate) const ABOVE: &str = "step";
/// In characters. If a line with its remark is longer, the remark goes above it.
const WIDE: usize = 116;

/// A comment on a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The key; the comment goes after or above it.
    pub place: RecipeKey,
    /// Without the comment sign.
    pub text: String,
}

/// `recipe` as a whole file, with `remarks` as comments.
pub(crate) fn print(recipe: &Recipe, remarks: &[Remark]) -> String {
    let mut page = Page { out: String::new(), remarks };
    page.key(RecipeKey::Key("name"), "name", &quoted(&recipe.name));
    if let Some(short) = &recipe.short {
        page.key(RecipeKey::Key("short"), "short", &quoted(short));
    }
    match &recipe.yields {
        Yield::Unsaid => {}
        Yield::Serves(n) => page.key(RecipeKey::Key("serves"), "serves", &n.to_string()),
        Yield::Makes(what) => page.key(RecipeKey::Key("makes"), "makes", &quoted(what)),
    }
    if let Some(source) = &recipe.source {
        page.key(RecipeKey::Key("source"), "source", &long(source));
    }
    page.list("tags", &recipe.tags, short_list);
    page.claims(&recipe.claims);
    match recipe.choose.as_slice() {
        [] => {}
        [one] => page.key(RecipeKey::Key("choose"), "choose", &short_list(one)),
        several => page.key(RecipeKey::Key("choose"), "choose", &lists(several)),
    }
    if !recipe.swap.is_empty() {
        page.key(RecipeKey::Key("swap"), "swap", &lists(&recipe.swap));
    }
    page.list("ingredients", &recipe.ingredients, list);
    page.list("notes", &recipe.notes, list);
    let names = Names::of(recipe);
    for (i, step) in recipe.steps.iter().enumerate() {
        page.step(i, step, &names);
    }
    for card in &recipe.later {
        page.card(card);
    }
    page.out
}

struct Page<'a> {
    out: String,
    remarks: &'a [Remark],
}

impl Page<'_> {
    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn said(&self, place: RecipeKey) -> Vec<String> {
        self.remarks.iter().filter(|remark| remark.place == place).map(|remark| remark.text.clone()).collect()
    }

    fn key(&mut self, place: RecipeKey, name: &str, value: &str) {
        let line = format!("{name} = {value}");
        let said = self.said(place);
        if let [one] = said.as_slice() {
            let behind = comment(one, usize::MAX);
            let whole = format!("{line}  {}", behind.trim_end());
            if !value.contains('\n') && !behind.is_empty() && whole.chars().count() <= WIDE {
                return self.line(&whole);
            }
        }
        for remark in said {
            self.out.push_str(&comment(&remark, WIDE));
        }
        self.line(&line);
    }

    fn list(&mut self, name: &'static str, texts: &[String], form: impl Fn(&[String]) -> String) {
        if !texts.is_empty() {
            self.key(RecipeKey::Key(name), name, &form(texts));
        }
    }

    fn card(&mut self, card: &LaterCard) {
        self.line("");
        self.line("[[later]]");
        self.line(&format!("title = {}", quoted(&card.title)));
        let (key, time) = match card.time {
            LaterTime::For(length) => ("for", quoted(&length_text(length))),
            LaterTime::Within(span) => ("within", span_value(span)),
        };
        self.line(&format!("{key} = {time}"));
        if let Some(what) = &card.what {
            self.line(&format!("do = {}", long(what)));
        }
    }

    fn claims(&mut self, claims: &Claims) {
        let Claims { prep, cook, total, text } = claims;
        let all = [("prep", prep), ("cook", cook), ("total", total), ("text", text)];
        let said: Vec<String> = all
            .iter()
            .filter_map(|(name, span)| span.map(|span| format!("{name} = \"{}\"", span_toml(span))))
            .collect();
        if !said.is_empty() {
            let remarks = all.iter().flat_map(|(name, _)| self.said(RecipeKey::Claim(name))).collect::<Vec<_>>();
            for remark in remarks {
                self.out.push_str(&comment(&remark, WIDE));
            }
            self.key(RecipeKey::Key("claims"), "claims", &format!("{{ {} }}", said.join(", ")));
        }
    }

    fn step(&mut self, i: usize, step: &Step, names: &Names) {
        self.line("");
        for remark in self.said(RecipeKey::Step(i, ABOVE)) {
            self.out.push_str(&comment(&remark, WIDE));
        }
        self.line("[[step]]");
        let mut put = |name: &'static str, value: Option<String>| {
            if let Some(value) = value {
                self.key(RecipeKey::Step(i, name), name, &value);
            }
        };
        put("phase", Some(quoted(step.phase.word())));
        put("title", names.titled(i).then(|| quoted(&step.title)));
        put("part", step.part.as_deref().map(quoted));
        put("only-if", step.only_if.as_deref().map(quoted));
        put("while", step.beside.map(|(host, _)| quoted(&names.name(host))));
        put("at", step.beside.and_then(|(_, at)| host_at(at)).map(|at| quoted(&at)));
        put("after", step.after.as_deref().map(|after| after_value(after, names)));
        put("oven", step.oven.map(|oven| quoted(&oven_text(oven))));
        put("preheat", step.preheat.map(span_value));
        put("hob", step.hob.as_deref().map(quoted));
        match &step.time {
            StepTime::Hands => {}
            StepTime::Timed(length) => put("for", Some(quoted(&length_text(*length)))),
            StepTime::Choice { ask, options } => {
                put("ask", ask.as_deref().map(quoted));
                let option =
                    |(name, length): &(String, Length)| format!("{} = \"{}\"", key(name), length_text(*length));
                let options: Vec<String> = options.iter().map(option).collect();
                put("choose", Some(format!("{{ {} }}", options.join(", "))));
            }
        }
        put("takes", (step.takes != step.phase.takes()).then(|| span_value(step.takes)));
        put("do", step.what.as_deref().map(long));
        put("cues", (!step.cues.is_empty()).then(|| cues(&step.cues)));
        put("until", step.until.as_deref().map(long));
        put("then", step.then.as_deref().map(long));
        put("uses", (!step.uses.is_empty()).then(|| short_list(&step.uses)));
        put("needs", step.needs.as_deref().map(needs));
        put("keeps", step.keeps.map(span_value));
        put("repeat", step.repeat.as_ref().map(|repeat| quoted(&repeat.words())));
    }
}

/// The name by which other steps refer to each step, and whether its title must be written for that.
struct Names(Vec<(String, bool)>);

impl Names {
    fn of(recipe: &Recipe) -> Names {
        let mut named = vec![false; recipe.steps.len()];
        let mut phases: BTreeMap<Phase, usize> = BTreeMap::new();
        let mut titles: BTreeMap<String, usize> = BTreeMap::new();
        for step in &recipe.steps {
            *phases.entry(step.phase).or_default() += 1;
            *titles.entry(step.title.to_lowercase()).or_default() += 1;
            for id in step.beside.iter().map(|(host, _)| host).chain(step.after.iter().flatten()) {
                if let Some(named) = named.get_mut(id.index()) {
                    *named = true;
                }
            }
        }
        let name = |(step, named): (&Step, &bool)| {
            let usual = step.title == step.phase.title();
            let alone = phases.get(&step.phase) == Some(&1) && titles.get(step.phase.word()) == Some(&1);
            match usual {
                true if alone => (step.phase.word().to_owned(), false),
                true => (step.title.clone(), *named),
                false => (step.title.clone(), true),
            }
        };
        Names(recipe.steps.iter().zip(&named).map(name).collect())
    }

    fn titled(&self, i: usize) -> bool {
        self.0.get(i).is_some_and(|(_, titled)| *titled)
    }

    fn name(&self, id: StepId) -> String {
        self.0.get(id.index()).map(|(name, _)| name.clone()).unwrap_or_default()
    }
}

fn lists(lists: &[Vec<String>]) -> String {
    let lists: Vec<String> = lists.iter().map(|names| short_list(names)).collect();
    format!("[{}]", lists.join(", "))
}

fn after_value(after: &[StepId], names: &Names) -> String {
    let all: Vec<String> = after.iter().map(|id| names.name(*id)).collect();
    match all.as_slice() {
        [one] => quoted(one),
        several => short_list(several),
    }
}

fn span_value(span: Span) -> String {
    quoted(&span_toml(span))
}

fn length_text(length: Length) -> String {
    match length {
        Length::Exact(span) => span_toml(span),
        Length::Range { min, max } => format!("{} - {}", span_toml(min), span_toml(max)),
        Length::Open(min) => format!("{}+", span_toml(min)),
        Length::Endless => HELD.to_owned(),
    }
}

fn oven_text(oven: Oven) -> String {
    match oven {
        Oven::Celsius(degrees) => format!("{degrees}C"),
        Oven::Fahrenheit(degrees) => format!("{degrees}F"),
        Oven::Fan(degrees) => format!("{degrees}C fan"),
        Oven::FanFahrenheit(degrees) => format!("{degrees}F fan"),
        Oven::Gas(1) => "gas 1/4".to_owned(),
        Oven::Gas(2 | 3) => "gas 1/2".to_owned(),
        Oven::Gas(quarters) => format!("gas {}", quarters / 4),
        Oven::Grill => "grill".to_owned(),
    }
}

fn host_at(at: HostAt) -> Option<String> {
    match at {
        HostAt::Start => None,
        HostAt::From(span) => Some(span_toml(span)),
        HostAt::Left(span) => Some(format!("{} left", span_toml(span))),
        HostAt::Half => Some("half".to_owned()),
    }
}

fn cue_at(at: CueAt) -> String {
    match at {
        CueAt::From(span) => span_toml(span),
        CueAt::Half => "half".to_owned(),
        CueAt::Left(span) => format!("{} left", span_toml(span)),
        CueAt::Every { each, until: None } => format!("every {}", span_toml(each)),
        CueAt::Every { each, until: Some(until) } => format!("every {} to {}", span_toml(each), span_toml(until)),
    }
}

fn cues(cues: &[Cue]) -> String {
    let cue = |cue: &Cue| format!("{{ at = \"{}\", say = {} }}", cue_at(cue.at), quoted(&cue.say));
    match cues {
        [one] => format!("[{}]", cue(one)),
        several => {
            let lines: Vec<String> = several.iter().map(|one| format!("  {},\n", cue(one))).collect();
            format!("[\n{}]", lines.concat())
        }
    }
}

fn needs(needs: &[Need]) -> String {
    let word = |need: &Need| match need {
        Need::Hands => "hands".to_owned(),
        Need::Burner => "burner".to_owned(),
        Need::Oven => "oven".to_owned(),
    };
    short_list(&needs.iter().map(word).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests;
