//! Weighs the machine-readable data of a page against what a reader sees on it: many pages give names without amounts,
//! two of six steps, or only the headings of the steps.
//!
//! What is visible is taken only where it says all that the data say, and more; the cook is told each time.

use super::blocks::{Block, BlockKind};
use super::by_headings::level;
use crate::import::marks::{has_amount, is_sentence, numbered, unlisted};
use crate::import::source::{Source, SourceLine};
use crate::import::tidy::letters;

/// How far ahead of the line before the next line of a list is looked for.
const AHEAD: usize = 15;
/// More blocks than any method has.
const MOST: usize = 150;

/// Replaces ingredients and steps by the visible ones where these are fuller. `guess` reads the lists under the page's headings.
pub(crate) fn weigh<'t>(source: &mut Source, blocks: &[Block<'t>], guess: impl Fn() -> Source) {
    without_joined(&mut source.ingredients);
    if let Some(fuller) = with_amounts(&source.ingredients, blocks) {
        source.ingredients = fuller;
        source.warnings.push(
            "The page's data leave out amounts: the ingredients are from its visible list. Compare them with the page."
                .to_owned(),
        );
    }
    let fuller = under_headings(&source.instructions, blocks);
    if let Some(fuller) = fuller.or_else(|| longer(&source.instructions, &guess().instructions)) {
        source.instructions = fuller;
        source.warnings.push(
            "The page's data have only part of the steps: these are from its visible text. Compare them with the page."
                .to_owned(),
        );
    }
}

/// Drops a line that only joins several of the others: some pages mark both the list and its items.
fn without_joined(ingredients: &mut Vec<SourceLine>) {
    let keys: Vec<String> = ingredients.iter().map(|line| letters(line.text())).collect();
    let mut places = (0..ingredients.len()).map(|n| {
        let Some(own) = keys.get(n) else { return true };
        let parts: Vec<&String> =
            keys.iter().filter(|key| key.len() > 3 && *key != own && own.contains(*key)).collect();
        parts.len() < 3 || parts.iter().map(|key| key.len()).sum::<usize>() * 10 < own.len() * 7
    });
    ingredients.retain(|_| places.next().unwrap_or(true));
}

/// The visible list, if it has the same ingredients and at least one amount more.
fn with_amounts(told: &[SourceLine], blocks: &[Block<'_>]) -> Option<Vec<SourceLine>> {
    let names: Vec<&str> = told.iter().map(SourceLine::text).collect();
    let bare = |line: &&&str| !has_amount(line) && !line.contains(|c: char| c.is_numeric());
    if names.len() < 2 || names.iter().filter(bare).count() == 0 {
        return None;
    }
    let wanted: Vec<Vec<String>> = names.iter().map(|name| words(name)).collect();
    let shown: Vec<Vec<String>> = blocks.iter().map(|block| shown_words(block)).collect();
    let first = wanted.first()?;
    let starts = shown.iter().enumerate().filter(|(_, words)| holds(words, first)).map(|(n, _)| n).take(20);
    let runs = starts.map(|start| run(start, &wanted, &shown));
    let amount = |n: &usize| blocks.get(*n).is_some_and(|block| has_amount(unlisted(&block.text)));
    let run =
        runs.max_by_key(|run| (run.iter().flatten().count(), run.iter().flatten().filter(|n| amount(n)).count()))?;
    let gained =
        names.iter().zip(&run).filter(|(name, place)| bare(name) && place.as_ref().is_some_and(amount)).count();
    if run.iter().flatten().count() * 5 < names.len() * 4 || gained == 0 {
        return None;
    }
    let line = |(line, place): (&SourceLine, &Option<usize>)| match (line, place.and_then(|n| blocks.get(n))) {
        (SourceLine::Text(_), Some(block)) => SourceLine::Text(unlisted(&block.text).to_owned()),
        (line, _) => line.clone(),
    };
    Some(told.iter().zip(&run).map(line).collect())
}

/// The steps below their headings, if the data give only these.
fn under_headings(told: &[SourceLine], blocks: &[Block<'_>]) -> Option<Vec<SourceLine>> {
    let short = |line: &SourceLine| line.text().split(' ').count() <= 9 && !is_sentence(line.text());
    if told.len() < 2 || !told.iter().all(short) {
        return None;
    }
    let wanted: Vec<String> = told.iter().map(|line| letters(unlisted(line.text()))).collect();
    let shown: Vec<String> = blocks.iter().map(|block| letters(unlisted(&block.text))).collect();
    let starts = shown.iter().enumerate().filter(|(_, key)| Some(*key) == wanted.first()).map(|(n, _)| n).take(20);
    starts.filter_map(|start| below(start, told, &wanted, &shown, blocks)).max_by_key(|lines| length(lines))
}

fn below(
    start: usize,
    told: &[SourceLine],
    wanted: &[String],
    shown: &[String],
    blocks: &[Block<'_>],
) -> Option<Vec<SourceLine>> {
    let mut next = start;
    let mut places = Vec::new();
    for key in wanted {
        let place = next + shown.iter().skip(next).take(2 * AHEAD).position(|other| other == key)?;
        places.push(place);
        next = place + 1;
    }
    let (first, last) = (blocks.get(start)?.node, blocks.get(*places.last()?)?.node);
    let around: Vec<u32> = first.around().map(|node| node.place()).collect();
    let whole = last.around().find(|node| around.contains(&node.place()))?;
    let mut lines = Vec::new();
    for (place, block) in blocks.iter().enumerate().skip(start).take(MOST) {
        if !(whole.place()..whole.end()).contains(&block.node.place()) {
            break;
        }
        let text = unlisted(&block.text);
        if let Some(n) = places.iter().position(|known| *known == place) {
            lines.extend(told.get(n).map(|line| SourceLine::Heading(line.text().to_owned())));
        } else if level(block).is_some() && block.section.is_some() {
            break;
        } else if text.chars().any(char::is_alphabetic) {
            lines.push(SourceLine::Text(text.to_owned()));
        }
    }
    let texts = lines.iter().filter(|line| matches!(line, SourceLine::Text(_))).count();
    (texts * 2 >= told.len() && length(&lines) > 3 * length(told)).then_some(lines)
}

/// The visible steps, if they contain those of the data and say clearly more, or cut what the data give in one piece.
fn longer(told: &[SourceLine], shown: &[SourceLine]) -> Option<Vec<SourceLine>> {
    let texts = |lines: &[SourceLine]| -> Vec<String> {
        lines.iter().filter(|line| matches!(line, SourceLine::Text(_))).map(|line| letters(line.text())).collect()
    };
    let (own, other) = (texts(told), texts(shown));
    let whole = other.concat();
    let held = !own.is_empty() && own.iter().all(|text| other.iter().any(|line| line == text) || whole.contains(text));
    let sentences = shown.iter().filter(|line| is_sentence(line.text())).count();
    // Fewer lines more than that may as well be tips between the steps.
    let fuller = sentences >= 2 * own.len() && sentences >= own.len() + 2 && length(shown) * 10 >= length(told) * 15;
    let cut = own.len() == 1 && other.len() > 2 && length(told) > 60;
    // Between the steps of some pages stand the ingredients of each, and names of pictures.
    let is_step = |line: &&SourceLine| {
        let text = line.text();
        let step = is_sentence(text) && text.contains(' ') && (!has_amount(text) || text.ends_with('.'));
        step || matches!(line, SourceLine::Heading(_))
    };
    (held && (fuller || cut)).then(|| shown.iter().filter(is_step).cloned().collect())
}

fn length(lines: &[SourceLine]) -> usize {
    lines.iter().map(|line| line.text().split(' ').count()).sum()
}

/// The index of each wanted line among those shown, from `start` on, each within a short distance of the one before.
fn run(start: usize, wanted: &[Vec<String>], shown: &[Vec<String>]) -> Vec<Option<usize>> {
    let mut next = start;
    let places = wanted.iter().map(|wanted| {
        let found = next + shown.iter().skip(next).take(AHEAD).position(|shown| holds(shown, wanted))?;
        next = found + 1;
        Some(found)
    });
    places.collect()
}

/// Whether the visible line has every word of the told one, and little more than an amount and a note.
fn holds(shown: &[String], told: &[String]) -> bool {
    let same = |one: &str, other: &str| one == other || one.trim_end_matches('s') == other.trim_end_matches('s');
    !told.is_empty()
        && shown.len() <= told.len() + 14
        && told.iter().all(|word| shown.iter().any(|other| same(word, other)))
}

fn shown_words(block: &Block<'_>) -> Vec<String> {
    // A longer text is no ingredient; not looking at its words keeps the work small.
    if block.text.len() > 300 { Vec::new() } else { words(&block.text) }
}

fn words(line: &str) -> Vec<String> {
    line.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A recipe whose lists stand under no known heading: several lines with amounts one after the other, and the text after them.
pub(crate) fn unheaded(blocks: &[Block<'_>]) -> Source {
    let mut best: Vec<usize> = Vec::new();
    let mut run: Vec<usize> = Vec::new();
    for (n, block) in blocks.iter().enumerate() {
        let text = unlisted(&block.text);
        let listed = block.look == BlockKind::Item && text.chars().count() < 120 && !is_sentence(text);
        let same = run.last().is_none_or(|last| {
            blocks.get(*last).is_some_and(|before| before.node.parent() == block.node.parent() && last + 1 == n)
        });
        if !same {
            keep(&mut best, std::mem::take(&mut run), blocks);
        }
        if listed {
            run.push(n);
        }
    }
    keep(&mut best, run, blocks);
    let mut source = Source::default();
    let texts = best.iter().filter_map(|n| blocks.get(*n));
    source.ingredients = texts.map(|block| SourceLine::Text(unlisted(&block.text).to_owned())).collect();
    source
}

/// Keeps a list if most of its lines begin with an amount and it has more of them than the best so far.
fn keep(best: &mut Vec<usize>, run: Vec<usize>, blocks: &[Block<'_>]) {
    let amounts = run.iter().filter(|n| blocks.get(**n).is_some_and(|block| has_number(&block.text))).count();
    if run.len() > 2 && amounts * 10 >= run.len() * 6 && run.len() > best.len() {
        *best = run;
    }
}

fn has_number(line: &str) -> bool {
    let line = unlisted(line);
    has_amount(line) && line.starts_with(|c: char| c.is_numeric())
}

/// The sentences after the last ingredient, for a page that heads its steps with nothing or with a word nobody knows.
pub(crate) fn steps_after(ingredients: &[SourceLine], blocks: &[Block<'_>]) -> Vec<SourceLine> {
    let wanted: Vec<Vec<String>> = ingredients.iter().map(|line| words(line.text())).collect();
    let shown: Vec<Vec<String>> = blocks.iter().map(|block| shown_words(block)).collect();
    let Some(first) = wanted.first() else { return Vec::new() };
    let starts = shown.iter().enumerate().filter(|(_, words)| *words == first).map(|(n, _)| n).take(20);
    let runs = starts.map(|start| run(start, &wanted, &shown));
    let Some(run) = runs.max_by_key(|run| run.iter().flatten().count()) else { return Vec::new() };
    let (Some(from), Some(end)) = (run.iter().flatten().next(), run.iter().flatten().last()) else { return Vec::new() };
    if run.iter().flatten().count() * 5 < wanted.len() * 4 {
        return Vec::new();
    }
    let mut lines: Vec<SourceLine> = Vec::new();
    let inside = blocks.get(*from).map(|block| block.node);
    for block in blocks.iter().skip(end + 1).take(MOST) {
        let text = numbered(unlisted(&block.text)).map_or(unlisted(&block.text), |(_, text)| text);
        let near = inside.is_some_and(|first| shares_content(first, block.node));
        match level(block) {
            _ if !near => break,
            Some(_) if !lines.is_empty() => break,
            Some(_) => {}
            None if is_sentence(text) && text.chars().count() > 25 => lines.push(SourceLine::Text(text.to_owned())),
            None if !lines.is_empty() => break,
            None => {}
        }
    }
    lines
}

/// Whether both are in one part of the page that is smaller than its body.
fn shares_content<'t>(one: super::tree::Node<'t>, other: super::tree::Node<'t>) -> bool {
    let around: Vec<u32> = one.around().map(|node| node.place()).collect();
    let common = other.around().find(|node| around.contains(&node.place()));
    common.is_some_and(|node| !matches!(node.name(), "html" | "body" | ""))
}
