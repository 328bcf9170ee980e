//! The order of steps: which step waits for which.
//!
//! The main line is the steps without `while` and `part`. A main step waits for the one before it (or for its `after`), and
//! for the `while` steps outside parts that were written since. A `while` step belongs beside its host; several with one
//! host follow each other. The steps of a part follow each other and hold up no other step. The last main step waits for
//! every step that does not wait for it. If `only-if` removes a step, what waited for it waits for what it waited for,
//! and its `while` steps join the main line (or stay in their part) in its place. The result never has a loop.

use super::{HostAt, QuestionSubject, Recipe, Step, StepTime};
use std::collections::{BTreeMap, BTreeSet};

/// How many combinations of options are tried when a recipe is read.
const COMBINATIONS: usize = 64;

/// What a step depends on, as indices into [`Recipe::steps`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Link {
    pub(crate) waits_for: BTreeSet<usize>,
    /// The step before it on its own line, if it waits for that.
    pub(crate) follows: Option<usize>,
    /// Its host, and when it can begin.
    pub(crate) beside: Option<(usize, HostAt)>,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Line<'a> {
    Main,
    Beside(usize),
    Part(&'a str),
}

/// Which steps exist with these answers (see [`Recipe::questions`]; the first option if the list is too short).
pub(crate) fn present(recipe: &Recipe, answers: &[usize]) -> Vec<bool> {
    let taken = taken(recipe, answers);
    (0..recipe.steps.len()).map(|i| is_present(recipe, &taken, i, recipe.steps.len())).collect()
}

/// The chosen option of each choice, with the step that it belongs to; `None` for one of the whole recipe.
fn taken<'a>(recipe: &'a Recipe, answers: &[usize]) -> Vec<(Option<usize>, &'a str)> {
    let questions = recipe.questions();
    let mut taken = Vec::new();
    for (n, question) in questions.iter().enumerate() {
        let pick = answers.get(n).copied().filter(|a| *a < question.options.len()).unwrap_or(0);
        let step = question.subject.step().map(|id| id.index());
        let name = match question.subject {
            QuestionSubject::Swap(_) => None,
            QuestionSubject::Recipe(n) => {
                recipe.choose.get(n).and_then(|options| options.get(pick)).map(String::as_str)
            }
            QuestionSubject::Step(id) => match recipe.steps.get(id.index()).map(|s| &s.time) {
                Some(StepTime::Choice { options, .. }) => options.get(pick).map(|(name, _)| name.as_str()),
                Some(StepTime::Hands | StepTime::Timed(_)) | None => None,
            },
        };
        if let Some(name) = name {
            taken.push((step, name));
        }
    }
    taken
}

fn is_present(recipe: &Recipe, taken: &[(Option<usize>, &str)], i: usize, depth: usize) -> bool {
    let Some(step) = recipe.steps.get(i) else { return false };
    let Some(option) = &step.only_if else { return true };
    // The options of a removed step were never taken. The depth stops an option that depends on itself.
    depth > 0
        && taken.iter().any(|(owner, name)| {
            name == option
                && match owner {
                    None => true,
                    Some(k) => *k != i && is_present(recipe, taken, *k, depth - 1),
                }
        })
}

/// Answers for every combination of options that decide which steps there are, up to [`COMBINATIONS`].
pub(crate) fn combinations(recipe: &Recipe) -> Vec<Vec<usize>> {
    let questions = recipe.questions();
    let decide = questions.iter().filter(|question| !matches!(question.subject, QuestionSubject::Swap(_)));
    let sizes: Vec<usize> = decide.map(|question| question.options.len().max(1)).collect();
    let mut all = vec![vec![]];
    for size in sizes {
        let longer = all.iter().flat_map(|head: &Vec<usize>| {
            (0..size).map(move |pick| head.iter().copied().chain([pick]).collect::<Vec<_>>())
        });
        all = longer.take(COMBINATIONS).collect();
    }
    all
}

/// The links of the present steps (empty for the others), or a loop: steps that each depend on the next.
pub(crate) fn links(steps: &[Step], present: &[bool]) -> Result<Vec<Link>, Vec<usize>> {
    let full = base(steps, &vec![true; steps.len()], None);
    let mut links = base(steps, present, Some(&full));
    if let Some(found) = find_loop(&links) {
        return Err(found);
    }
    wait_at_the_end(steps, present, &mut links);
    match find_loop(&links) {
        Some(found) => Err(found),
        None => Ok(links),
    }
}

/// Every step after the one before it, for links that cannot be worked out.
pub(crate) fn plain(present: &[bool]) -> Vec<Link> {
    let mut last = None;
    let mut link = |i: usize, here: bool| {
        let before = if here { last.replace(i) } else { None };
        Link { waits_for: before.into_iter().collect(), follows: before, beside: None }
    };
    present.iter().enumerate().map(|(i, here)| link(i, *here)).collect()
}

fn here(present: &[bool], i: usize) -> bool {
    present.get(i).copied().unwrap_or(false)
}

fn base(steps: &[Step], present: &[bool], full: Option<&[Link]>) -> Vec<Link> {
    let mut last_on: BTreeMap<Line<'_>, usize> = BTreeMap::new();
    let mut since: Vec<usize> = Vec::new();
    let mut links = Vec::with_capacity(steps.len());
    for (i, step) in steps.iter().enumerate() {
        if !here(present, i) {
            links.push(Link::default());
            continue;
        }
        let beside = step.beside.map(|(id, at)| (id.index(), at)).filter(|(host, _)| here(present, *host));
        let line = match (&step.part, beside) {
            (Some(part), _) => Line::Part(part),
            (None, Some((host, _))) => Line::Beside(host),
            (None, None) => Line::Main,
        };
        let before = last_on.insert(line.clone(), i);
        let mut waits_for = BTreeSet::new();
        match &step.after {
            None => waits_for.extend(before),
            Some(named) => {
                for id in named {
                    let mut seen = BTreeSet::new();
                    stand_in(id.index(), present, full, &mut seen, &mut waits_for);
                }
            }
        }
        match line {
            Line::Main => waits_for.extend(since.drain(..)),
            Line::Beside(_) => since.push(i),
            Line::Part(_) => {}
        }
        let follows = before.filter(|b| waits_for.contains(b));
        links.push(Link { waits_for, follows, beside });
    }
    links
}

/// Step `i`, or what it waited for if it was removed.
fn stand_in(i: usize, present: &[bool], full: Option<&[Link]>, seen: &mut BTreeSet<usize>, into: &mut BTreeSet<usize>) {
    if here(present, i) {
        into.insert(i);
        return;
    }
    let Some(full) = full else { return };
    if !seen.insert(i) {
        return;
    }
    let Some(link) = full.get(i) else { return };
    // A removed `while` step could begin once its host had, so what the host waited for takes its place.
    let host = link.beside.and_then(|(host, _)| full.get(host));
    for next in link.waits_for.iter().chain(host.iter().flat_map(|h| h.waits_for.iter())) {
        stand_in(*next, present, Some(full), seen, into);
    }
}

fn wait_at_the_end(steps: &[Step], present: &[bool], links: &mut [Link]) {
    let last = steps.iter().enumerate().rev().find(|(i, step)| {
        let hosted = links.get(*i).is_some_and(|l| l.beside.is_some());
        here(present, *i) && step.part.is_none() && !hosted
    });
    let Some((last, _)) = last else { return };
    let waited = reach(links, last, false);
    let loose: Vec<usize> = (0..steps.len())
        .filter(|i| here(present, *i) && *i != last && !waited.contains(i) && !reach(links, *i, true).contains(&last))
        .collect();
    let implied: BTreeSet<usize> = loose.iter().flat_map(|i| reach(links, *i, false)).collect();
    if let Some(link) = links.get_mut(last) {
        link.waits_for.extend(loose.into_iter().filter(|i| !implied.contains(i)));
    }
}

/// Everything that step `from` waits for, directly or not; with `hosts`, also all that must have begun.
fn reach(links: &[Link], from: usize, hosts: bool) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut todo = vec![from];
    while let Some(i) = todo.pop() {
        let Some(link) = links.get(i) else { continue };
        let host = link.beside.map(|(host, _)| host).filter(|_| hosts);
        todo.extend(link.waits_for.iter().copied().chain(host).filter(|n| found.insert(*n)));
    }
    found
}

/// The steps of a loop: each depends on the next, the last on the first.
fn find_loop(links: &[Link]) -> Option<Vec<usize>> {
    let needs = |i: usize| -> Vec<usize> {
        links.get(i).map_or_else(Vec::new, |l| {
            l.waits_for.iter().copied().chain(l.beside.map(|(host, _)| host)).collect::<Vec<_>>()
        })
    };
    let mut done = BTreeSet::new();
    for start in 0..links.len() {
        // The path so far, each step with what is still to visit.
        let mut way = vec![(start, needs(start))];
        while let Some((i, open)) = way.last_mut() {
            let i = *i;
            match open.pop() {
                None => {
                    done.insert(i);
                    way.pop();
                }
                Some(next) if done.contains(&next) => {}
                Some(next) => match way.iter().position(|(on, _)| *on == next) {
                    Some(from) => return Some(way.iter().skip(from).map(|(on, _)| *on).collect()),
                    None => way.push((next, needs(next))),
                },
            }
        }
    }
    None
}
