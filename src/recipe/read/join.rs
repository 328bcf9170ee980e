//! Links the steps: looks up names, checks options, finds loops.

use super::step::RawStep;
use super::values::Diagnostics;
use crate::recipe::text::nearest;
use crate::recipe::{HostAt, Length, Phase, Recipe, Step, StepId, StepTime, order};
use crate::time::span_toml;
use std::ops::Range;

/// Looks up the names that steps refer to and adds the steps to `recipe`. If `torn`, broken syntax may have lost a
/// step, so an unknown name is not a fault.
pub(super) fn join(recipe: &mut Recipe, raw: &[RawStep], torn: bool, notes: &mut Diagnostics<'_>) {
    let before = notes.errors();
    let titles = Titles { raw, torn };
    let mut steps: Vec<Step> = Vec::new();
    for (i, read) in raw.iter().enumerate() {
        let mut step = read.step.clone();
        if let Some((name, at)) = &read.host {
            step.beside = titles.find(i, "while", name, at, notes).map(|host| (host, read.host_at));
        }
        if let Some(after) = &read.after {
            step.after = Some(after.iter().filter_map(|(name, at)| titles.find(i, "after", name, at, notes)).collect());
        }
        if let Some((host, at)) = step.beside {
            host_time(raw, read, host, at, notes);
        }
        steps.push(step);
    }
    recipe.steps = steps;
    options(recipe, raw, torn, notes);
    if notes.errors() == before && !torn {
        loops(recipe, raw, notes);
    }
}

struct Titles<'a> {
    raw: &'a [RawStep],
    torn: bool,
}

impl Titles<'_> {
    fn all(&self, fits: impl Fn(&RawStep) -> bool) -> Vec<usize> {
        self.raw.iter().enumerate().filter(|(_, step)| fits(step)).map(|(i, _)| i).collect()
    }

    /// The step with this title, else the only one with this phase.
    fn find(&self, of: usize, key: &str, name: &str, at: &Range<usize>, notes: &mut Diagnostics<'_>) -> Option<StepId> {
        let lower = name.to_lowercase();
        let mut found = self.all(|step| step.titled && step.step.title == name);
        if found.is_empty() {
            found = self.all(|step| step.titled && step.step.title.to_lowercase() == lower);
        }
        if found.is_empty() {
            found = Phase::of(&lower).map_or_else(Vec::new, |p| self.all(|step| step.phased && step.step.phase == p));
        }
        match found.as_slice() {
            [one] if *one == of => {
                let message = format!("`{key}` names the step itself");
                notes.error(at, message, "name another step, or leave it out");
                None
            }
            [one] => u16::try_from(*one).ok().map(StepId),
            [] => {
                let unread = Phase::of(&lower).is_some() && self.raw.iter().any(|step| !step.phased);
                if !self.torn && !unread {
                    let titles = self.raw.iter().filter(|step| step.titled).map(|step| step.step.title.as_str());
                    let phases = self.raw.iter().filter(|step| step.phased).map(|step| step.step.phase.word());
                    let hint = match nearest(name, titles.chain(phases)) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => "write the title of a step of this recipe".to_owned(),
                    };
                    notes.error(at, format!("no step is called `{name}`"), hint);
                }
                None
            }
            several => {
                let message = format!("{} steps are called `{name}`", several.len());
                notes.error(at, message, "give the one that you mean a title of its own, and name that");
                None
            }
        }
    }
}

/// Checks that the host of a `while` step is long enough for its `at`.
fn host_time(raw: &[RawStep], read: &RawStep, host: StepId, at: HostAt, notes: &mut Diagnostics<'_>) {
    let Some(host) = raw.get(host.index()).filter(|host| host.timed) else { return };
    let place = read.place("at");
    let title = &host.step.title;
    let (min, longest) = match &host.step.time {
        StepTime::Hands => {
            if at != HostAt::Start {
                let message = format!("`{title}` has no countdown that `at` could be counted in");
                notes.error(&place, message, "leave `at` out: the step begins with its host");
            }
            return;
        }
        StepTime::Timed(length) => (length.min(), length.max()),
        StepTime::Choice { options, .. } => {
            let lengths = || options.iter().map(|(_, length)| *length);
            let open = lengths().any(|length| length.max().is_none());
            let max = lengths().map(Length::longest).max();
            (lengths().map(Length::min).max().unwrap_or_default(), max.filter(|_| !open))
        }
    };
    match at {
        HostAt::Start | HostAt::Half => {}
        HostAt::From(from) => {
            if let Some(longest) = longest.filter(|longest| from >= *longest) {
                let message = format!("`{title}` is over by then: it takes {}", span_toml(longest));
                notes.error(&place, message, "say an earlier moment, or use `after`");
            }
        }
        HostAt::Left(left) => {
            if left > min {
                let message = format!("`{title}` has not begun by then: its earlier end is at {}", span_toml(min));
                notes.error(&place, message, format!("say {} left at most", span_toml(min)));
            }
        }
    }
}

/// Checks that every `only-if` names one option, and no option has two meanings.
fn options(recipe: &Recipe, raw: &[RawStep], torn: bool, notes: &mut Diagnostics<'_>) {
    let mut known: Vec<(&str, Option<usize>)> =
        recipe.choose.iter().flatten().map(|name| (name.as_str(), None)).collect();
    for (i, step) in recipe.steps.iter().enumerate() {
        if let StepTime::Choice { options, .. } = &step.time {
            known.extend(options.iter().map(|(name, _)| (name.as_str(), Some(i))));
        }
    }
    let unread = torn || raw.iter().any(|step| !step.timed);
    for (i, (step, read)) in recipe.steps.iter().zip(raw).enumerate() {
        let Some(option) = &step.only_if else { continue };
        let at = read.place("only-if");
        let owners: Vec<Option<usize>> =
            known.iter().filter(|(name, _)| name == option).map(|(_, owner)| *owner).collect();
        match owners.as_slice() {
            [Some(owner)] if *owner == i => {
                notes.error(&at, format!("`{option}` is an option of this very step"), "leave `only-if` out");
            }
            [_] => {}
            [] if unread => {}
            [] => {
                let hint = match nearest(option, known.iter().map(|(name, _)| *name)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None if known.is_empty() => "the recipe has no `choose` to take options from".to_owned(),
                    None => {
                        let all: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
                        format!("the options are {}", all.join(", "))
                    }
                };
                notes.error(&at, format!("no option is called `{option}`"), hint);
            }
            _ => {
                let message = format!("{} choices have an option `{option}`", owners.len());
                notes.error(&at, message, "give each option a name of its own");
            }
        }
    }
}

/// Reports the first loop that a combination of options leads to.
fn loops(recipe: &Recipe, raw: &[RawStep], notes: &mut Diagnostics<'_>) {
    for answers in order::combinations(recipe) {
        let present = order::present(recipe, &answers);
        if !present.contains(&true) {
            if let Some(step) = raw.first() {
                let message = "with some choice no step is left";
                notes.error(&step.place("only-if"), message, "keep a step without `only-if`");
            }
            return;
        }
        let Err(round) = order::links(&recipe.steps, &present) else { continue };
        let title = |i: &usize| recipe.steps.get(*i).map_or("", |step| step.title.as_str());
        let names: Vec<String> = round.iter().chain(round.first()).map(|i| format!("`{}`", title(i))).collect();
        let culprit = |key: &str| round.iter().find_map(|i| raw.get(*i).and_then(|step| step.places.get(key)));
        let at = culprit("after").or(culprit("while")).cloned().unwrap_or(0..0);
        let message = format!("these steps wait for each other: {}", names.join(" waits for "));
        notes.error(&at, message, "write a `while` step below its host, and let `after` name what is done before");
        return;
    }
}
