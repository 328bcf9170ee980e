//! Finds the recipe in a page without recipe markup: by the headings above ingredients and steps, or else by the class names and
//! ids of the page's elements.

use super::blocks::{Block, BlockKind};
use super::tree::Node;
use crate::import::headings::{self, Label, Section};
use crate::import::marks::{has_amount, is_sentence, may_be_heading, numbered, unlisted};
use crate::import::source::{Source, SourceLine};

/// More lines than one part of any recipe has.
const MOST_LINES: usize = 150;
/// Parts of class names and ids that mark ingredients.
const INGREDIENTS: [&str; 5] = ["ingredient", "zutaten", "ingrédient", "ingredienser", "ingredienti"];
/// The same for steps.
const METHOD: [&str; 12] = [
    "instruction",
    "direction",
    "method",
    "preparation",
    "procedure",
    "recipe-steps",
    "recipe__steps",
    "zubereitung",
    "preparo",
    "preparazione",
    "etapes",
    "steps",
];

/// The recipe found among the lines of a page; empty if there is none.
pub(crate) fn recipe(root: Node<'_>, blocks: &[Block<'_>]) -> Source {
    let named = by_names(root, blocks);
    let headed = by_headings(blocks);
    let mut source =
        if is_whole(&named) || !is_whole(&headed) && size(&named) > size(&headed) { named } else { headed };
    surroundings(blocks, &mut source);
    source.ingredients = joined(source.ingredients);
    source
}

/// Joins names and amounts that stand on lines of their own, one after the other: "flour" and "200 g".
fn joined(lines: Vec<SourceLine>) -> Vec<SourceLine> {
    let pairs: Vec<(&str, &str)> = lines
        .chunks(2)
        .filter_map(|pair| match pair {
            [one, other] => Some((one.text(), other.text())),
            _ => None,
        })
        .collect();
    let amounts_last = pairs.iter().filter(|(name, amount)| is_only_amount(amount) && !is_only_amount(name)).count();
    let amounts_first = pairs.iter().filter(|(amount, name)| is_only_amount(amount) && !is_only_amount(name)).count();
    if lines.len() % 2 == 1 || pairs.len() < 2 || amounts_last.max(amounts_first) < pairs.len() {
        return lines;
    }
    let whole = |(one, other): &(&str, &str)| {
        let (amount, name) = if amounts_last > amounts_first { (other, one) } else { (one, other) };
        SourceLine::Text(format!("{amount} {}", name.trim_end_matches([':', ' '])))
    };
    pairs.iter().map(whole).collect()
}

/// "450 g", "1 stuk", "2½": an amount with at most a unit.
fn is_only_amount(line: &str) -> bool {
    has_amount(line) && line.starts_with(|c: char| c.is_numeric()) && line.split(' ').count() <= 2 && line.len() <= 14
}

fn is_whole(source: &Source) -> bool {
    source.ingredients.len() > 1 && !source.instructions.is_empty()
}

fn size(source: &Source) -> usize {
    source.ingredients.len() + source.instructions.len()
}

/// Reads yields and times that follow their labels on the page.
fn surroundings(blocks: &[Block<'_>], source: &mut Source) {
    for (n, block) in blocks.iter().enumerate().take(2_000) {
        let next = blocks.get(n + 1).map_or("", |next| next.text.as_str());
        let joined = format!("{}: {next}", block.text.trim_end_matches([':', ' ']));
        let told = headings::label(&block.text).or_else(|| headings::label(&joined).filter(|_| next.len() < 30));
        let time = |text: &str| super::duration::duration(text).ok().flatten();
        match told {
            Some((Label::Serves, value)) if source.yields.is_none() && value.chars().any(char::is_numeric) => {
                source.yields = Some(value.to_owned())
            }
            Some((Label::Prep, value)) => source.prep = source.prep.or_else(|| time(value)),
            Some((Label::Cook, value)) => source.cook = source.cook.or_else(|| time(value)),
            Some((Label::Total, value)) => source.total = source.total.or_else(|| time(value)),
            Some(_) | None => {}
        }
    }
}

/// The level of a heading; 7 if it only looks like one.
pub(super) fn level(block: &Block<'_>) -> Option<u8> {
    match block.look {
        BlockKind::Heading(level) => Some(level),
        BlockKind::Item => None,
        BlockKind::Line => (may_be_heading(&block.text) && block.text.ends_with([':', '：'])).then_some(7),
    }
}

fn section(block: &Block<'_>) -> Option<Section> {
    block.section
}

fn by_headings(blocks: &[Block<'_>]) -> Source {
    let at = |wanted: Section| {
        blocks.iter().enumerate().filter(move |(_, block)| section(block) == Some(wanted)).map(|(n, _)| n).take(20)
    };
    let mut best = Source::default();
    for start in at(Section::Ingredients) {
        let mut source = Source::default();
        let end = ingredients(blocks, start, &mut source);
        if source.ingredients.is_empty() {
            continue;
        }
        // The method usually follows the ingredients; in some layouts it comes first.
        let method = at(Section::Method).find(|n| *n >= end.min(start + 1)).or_else(|| at(Section::Method).next());
        match method {
            Some(method) => {
                let within = common(blocks, start, method);
                steps(blocks, method, within, &mut source);
            }
            None => steps(blocks, end.saturating_sub(1), None, &mut source),
        }
        let better =
            (is_whole(&source), amounts(&source), size(&source)) > (is_whole(&best), amounts(&best), size(&best));
        if better {
            best = source;
        }
    }
    if best.ingredients.is_empty()
        && let Some(method) = at(Section::Method).next()
    {
        steps(blocks, method, None, &mut best);
    }
    best
}

fn amounts(source: &Source) -> usize {
    source.ingredients.iter().filter(|line| matches!(line, SourceLine::Text(text) if has_amount(text))).count()
}

/// The smallest element of the page that contains both lines.
fn common<'t>(blocks: &[Block<'t>], one: usize, other: usize) -> Option<Node<'t>> {
    let (one, other) = (blocks.get(one)?.node, blocks.get(other)?.node);
    let around: Vec<u32> = one.around().map(|node| node.place()).collect();
    other.around().find(|node| around.contains(&node.place()))
}

/// Reads the lines after the heading at `start` as ingredients; returns the index of the first that is not one.
fn ingredients(blocks: &[Block<'_>], start: usize, source: &mut Source) -> usize {
    let own = blocks.get(start).and_then(level).unwrap_or(7);
    let mut near = blocks.iter().skip(start + 1).take(4).take_while(|block| section(block) != Some(Section::Method));
    let listed = near.any(|block| block.look == BlockKind::Item);
    let mut heading: Option<&str> = None;
    let mut end = start + 1;
    for (n, block) in blocks.iter().enumerate().skip(start + 1).take(MOST_LINES) {
        end = n;
        let text = unlisted(&block.text);
        if section(block).is_some_and(|section| section != Section::Ingredients) {
            return end;
        }
        match level(block) {
            Some(level) if level < own && level < 7 => return end,
            Some(_) => {
                // "Why you will like it" and its points: no amount among them, after a list with amounts.
                let after = blocks.iter().skip(n + 1).take_while(|next| level(next).is_none());
                let points = after.clone().take(12).count() > 2 && !after.take(12).any(|next| has_amount(&next.text));
                if points && text.split(' ').count() > 3 && amounts(source) * 2 > source.ingredients.len() {
                    return end;
                }
                // A heading belongs to the ingredients only if ingredients follow it.
                let follows =
                    blocks.iter().skip(n + 1).take(2).any(|next| {
                        (next.look == BlockKind::Item && !is_sentence(&next.text)) || has_amount(&next.text)
                    });
                if !follows {
                    return end;
                }
                heading = (section(block).is_none()).then_some(text.trim_end_matches([':', ' ']));
            }
            None if block.look == BlockKind::Item || !listed => {
                if text.chars().count() > 200 || (!listed && is_sentence(text) && !has_amount(text)) {
                    return end;
                }
                source.ingredients.extend(heading.take().map(|name| SourceLine::Heading(name.to_owned())));
                source.ingredients.push(SourceLine::Text(text.to_owned()));
            }
            // Short texts of the site may stand between lists ("1x 2x 3x"); a long text ends the ingredients.
            None if text.chars().count() > 150 && !source.ingredients.is_empty() => return end,
            None => {}
        }
    }
    end + 1
}

/// Reads the lines after the heading at `start` as steps, up to the end of `within`.
fn steps(blocks: &[Block<'_>], start: usize, within: Option<Node<'_>>, source: &mut Source) {
    let own = blocks.get(start).and_then(level).unwrap_or(7);
    let own = if own > 6 { 3 } else { own };
    let inside = |block: &Block<'_>| within.is_none_or(|within| block.node.around().any(|node| node == within));
    let rest: Vec<&Block<'_>> =
        blocks.iter().skip(start + 1).take(MOST_LINES).take_while(|block| inside(block)).collect();
    notes_after(&rest, source);
    let listed = rest.iter().filter(|block| level(block).is_none()).take(2).any(|block| block.look == BlockKind::Item);
    let mut waiting: Vec<SourceLine> = Vec::new();
    for block in rest {
        let text = unlisted(&block.text);
        let text = numbered(text).map_or(text, |(_, text)| text);
        match (section(block), level(block)) {
            (Some(Section::Notes | Section::Ingredients), Some(_)) => break,
            (Some(Section::Method), _) if source.instructions.is_empty() => {}
            (_, Some(level)) if level < own => break,
            (_, Some(level)) if level == own && level < 3 && !source.instructions.is_empty() => break,
            (_, Some(_)) if !text.is_empty() => waiting.push(SourceLine::Heading(text.to_owned())),
            (_, Some(_)) => {}
            (_, None) if text.is_empty() || text.chars().all(|c| c.is_ascii_digit()) => {}
            (_, None) if block.look == BlockKind::Item || !listed => {
                source.instructions.append(&mut waiting);
                source.instructions.push(SourceLine::Text(text.to_owned()));
            }
            // A text between two lists of steps is a step; a text after the last list is not.
            (_, None) => waiting.push(SourceLine::Text(text.to_owned())),
        }
    }
    source.notes.extend(waiting.into_iter().filter_map(|line| match line {
        SourceLine::Text(text) => Some(text),
        SourceLine::Heading(_) => None,
    }));
}

/// Reads what follows headings of notes after the steps.
fn notes_after(rest: &[&Block<'_>], source: &mut Source) {
    let mut noting = false;
    for block in rest {
        match (level(block), section(block)) {
            (Some(_), Some(Section::Notes)) => noting = true,
            (Some(_), Some(Section::Ingredients | Section::Method)) => noting = false,
            (Some(level), None) if level < 4 => noting = false,
            (Some(_) | None, _) => {}
        }
        if noting {
            source.notes.push(block.text.clone());
        }
    }
}

/// Finds parts whose class or id names what they contain.
fn by_names(root: Node<'_>, blocks: &[Block<'_>]) -> Source {
    let mut source = Source::default();
    if let Some(part) = part(root, blocks, &INGREDIENTS, &METHOD) {
        for block in part {
            let text = unlisted(&block.text).to_owned();
            match level(block) {
                _ if text.is_empty() || section(block).is_some() => {}
                Some(_) => source.ingredients.push(SourceLine::Heading(text.trim_end_matches([':', ' ']).to_owned())),
                None => source.ingredients.push(SourceLine::Text(text)),
            }
        }
    }
    if let Some(part) = part(root, blocks, &METHOD, &INGREDIENTS) {
        let listed = part.iter().any(|block| block.look == BlockKind::Item);
        for block in part {
            let text = unlisted(&block.text);
            let text = numbered(text).map_or(text, |(_, text)| text).to_owned();
            match level(block) {
                _ if text.is_empty() || text.chars().all(|c| c.is_ascii_digit()) || section(block).is_some() => {}
                Some(_) => source.instructions.push(SourceLine::Heading(text)),
                None if listed && block.look != BlockKind::Item => source.notes.push(text),
                None => source.instructions.push(SourceLine::Text(text)),
            }
        }
    }
    source
}

/// The lines of the largest part with a wanted name that contains no part with an unwanted name.
fn part<'b, 't>(
    root: Node<'t>,
    blocks: &'b [Block<'t>],
    wanted: &[&str],
    other: &[&str],
) -> Option<Vec<&'b Block<'t>>> {
    let is = |node: &Node<'_>, words: &[&str]| {
        let mut names = node.words("class").chain(node.attr("id"));
        names.any(|name| {
            let name = name.to_lowercase();
            words.iter().any(|word| name.contains(word))
        })
    };
    let holder = |node: &Node<'_>| {
        matches!(node.name(), "div" | "section" | "ul" | "ol" | "article" | "table" | "aside" | "dl" | "form")
    };
    let others: Vec<u32> = root.inside().filter(|node| holder(node) && is(node, other)).map(Node::place).collect();
    let held = |node: Node<'t>| -> Vec<&'b Block<'t>> {
        let places = node.place()..node.end();
        blocks.iter().filter(|block| places.contains(&block.node.place())).take(MOST_LINES + 1).collect()
    };
    let parts = root.inside().filter(|node| holder(node) && is(node, wanted)).take(40);
    let own = parts.filter(|node| {
        let first = others.partition_point(|place| *place <= node.place());
        others.get(first).is_none_or(|place| *place >= node.end())
    });
    let lines = own.map(held).filter(|lines| {
        let items = lines.iter().filter(|block| level(block).is_none()).count();
        (1..=MOST_LINES).contains(&items)
            && lines.iter().all(|block| section(block).is_none_or(|section| is_of(section, wanted)))
    });
    lines.max_by_key(|lines| (lines.iter().filter(|block| block.look == BlockKind::Item).count(), lines.len()))
}

/// Whether a heading of this kind can stand in a part with such a name.
fn is_of(section: Section, wanted: &[&str]) -> bool {
    match section {
        Section::Ingredients => wanted == INGREDIENTS,
        Section::Method => wanted == METHOD,
        Section::Notes => false,
    }
}

/// Notes that belong to the recipe, from parts whose names mark them as such.
pub(crate) fn notes(root: Node<'_>, blocks: &[Block<'_>]) -> Vec<String> {
    let is_notes = |node: &Node<'_>| {
        node.words("class").any(|class| {
            let class = class.to_ascii_lowercase();
            (class.contains("recipe") || class.contains("mv-create"))
                && (class.ends_with("notes") || class.ends_with("tips"))
        })
    };
    let Some(part) = root.inside().find(is_notes) else { return Vec::new() };
    let end = part.end();
    let held = blocks.iter().filter(|block| (part.place()..end).contains(&block.node.place()));
    held.filter(|block| section(block).is_none()).map(|block| block.text.clone()).take(MOST_LINES).collect()
}
