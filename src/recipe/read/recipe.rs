//! Reads one recipe: its own keys, then its linked steps.

use super::join::join;
use super::keys::STEP_KEYS;
use super::later;
use super::step::{self, RawStep};
use super::values::{Diagnostics, LONG, MANY, SHORT, TableEntry, count, describe, entries, span, text, texts, unknown};
use crate::recipe::check::{RecipeKey, warnings};
use crate::recipe::{Claims, Recipe, Yield};
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;
use toml::de::DeValue;

const KNOWN: [&str; 13] = [
    "name",
    "short",
    "serves",
    "makes",
    "source",
    "tags",
    "ingredients",
    "notes",
    "claims",
    "choose",
    "swap",
    "later",
    "step",
];

const ALSO: [(&str, &str); 11] = [
    ("substitute", "swap"),
    ("substitutions", "swap"),
    ("servings", "serves"),
    ("yield", "makes"),
    ("portions", "serves"),
    ("steps", "step"),
    ("method", "step"),
    ("directions", "step"),
    ("url", "source"),
    ("author", "source"),
    ("tips", "notes"),
];

const MOST_SERVED: u32 = 500;

/// How a file holds its recipes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum FileForm {
    Alone,
    /// `[[recipe]]` tables.
    OfSeveral,
}

pub(super) struct ReadRecipe {
    pub(super) recipe: Recipe,
    pub(super) name_at: Range<usize>,
}

/// Reads the recipe whose header is at `at`; `whole` reaches to the next header. Returns nothing if it has an error.
pub(super) fn read(
    table: &[TableEntry<'_>],
    at: &Range<usize>,
    whole: &Range<usize>,
    form: FileForm,
    notes: &mut Diagnostics<'_>,
) -> Option<ReadRecipe> {
    let errors = notes.errors();
    let header = match form {
        FileForm::Alone => "[[step]]",
        FileForm::OfSeveral => "[[recipe.step]]",
    };
    let mut places: BTreeMap<String, Range<usize>> = BTreeMap::new();
    let mut recipe = Recipe {
        name: String::new(),
        short: None,
        yields: Yield::Unsaid,
        source: None,
        tags: Vec::new(),
        ingredients: Vec::new(),
        notes: Vec::new(),
        claims: Claims::default(),
        choose: Vec::new(),
        swap: Vec::new(),
        later: Vec::new(),
        steps: Vec::new(),
    };
    let mut raw = Vec::new();
    let (mut named, mut name_at) = (false, None);
    for entry in table {
        let at = entry.value.span();
        places.insert(entry.key.to_owned(), at.clone());
        let lines = |notes: &mut Diagnostics<'_>| {
            texts(notes, entry, LONG).into_iter().map(|(text, _)| text).collect::<Vec<_>>()
        };
        match entry.key {
            "name" | "title" if named => {
                notes.error(&entry.key_at, "the recipe has `name` and `title`", "keep one of them");
            }
            "name" | "title" => {
                named = true;
                name_at = Some(at.clone());
                recipe.name = text(notes, entry, SHORT).unwrap_or_default();
            }
            "short" => recipe.short = text(notes, entry, SHORT),
            "serves" | "makes" if recipe.yields != Yield::Unsaid => {
                notes.error(&at, "the recipe has `serves` and `makes`", "keep one of them");
            }
            "serves" => recipe.yields = serves(notes, entry),
            "makes" => recipe.yields = makes(notes, entry),
            "source" => recipe.source = text(notes, entry, LONG),
            "tags" => recipe.tags = lines(notes),
            "ingredients" => recipe.ingredients = lines(notes),
            "notes" => recipe.notes = lines(notes),
            "claims" => recipe.claims = claims(notes, entry, &mut places),
            "choose" => recipe.choose = choose(notes, entry),
            "swap" => recipe.swap = swaps(notes, entry),
            "later" => recipe.later = later::cards(notes, entry),
            "step" => raw = steps(notes, entry, whole, header),
            key if STEP_KEYS.contains(&key) => {
                notes.error(&entry.key_at, format!("`{key}` belongs to a step"), format!("move it below a {header}"));
            }
            _ => unknown(notes, entry, &KNOWN, &ALSO),
        }
    }
    let torn = notes.is_torn(whole);
    if !named && !torn {
        notes.error(at, "the recipe has no `name`", "say what it is called: name = \"…\"");
    }
    if !places.contains_key("step") && !torn {
        notes.error(at, "the recipe has no steps", format!("write {header} and below it phase = \"prep\""));
    }
    join(&mut recipe, &raw, torn, notes);
    if notes.is_broken(whole) || torn || notes.errors() > errors || recipe.steps.is_empty() {
        return None;
    }
    for warning in warnings(&recipe) {
        let place = match warning.place {
            RecipeKey::Claim(key) => places.get(&format!("claims.{key}")).or(places.get("claims")).cloned(),
            RecipeKey::Key(key) => places.get(key).cloned(),
            RecipeKey::Step(i, key) => raw.get(i).map(|step| step.place(key)),
        };
        notes.warn(&place.unwrap_or(at.clone()), &warning.message, &warning.hint);
    }
    Some(ReadRecipe { recipe, name_at: name_at.unwrap_or(at.clone()) })
}

/// How many people it feeds: a number, quoted or not.
fn serves(notes: &mut Diagnostics<'_>, entry: &TableEntry<'_>) -> Yield {
    let quoted = match entry.value.get_ref() {
        DeValue::String(text) => text.trim().parse::<u32>().ok().filter(|n| (1..=MOST_SERVED).contains(n)),
        _ => None,
    };
    quoted.or_else(|| count(notes, entry, MOST_SERVED)).map_or(Yield::Unsaid, Yield::Serves)
}

/// What it makes: a text, or a bare number.
fn makes(notes: &mut Diagnostics<'_>, entry: &TableEntry<'_>) -> Yield {
    match entry.value.get_ref() {
        DeValue::Integer(_) => count(notes, entry, MOST_SERVED).map_or(Yield::Unsaid, |n| Yield::Makes(n.to_string())),
        _ => text(notes, entry, SHORT).map_or(Yield::Unsaid, Yield::Makes),
    }
}

fn claims(notes: &mut Diagnostics<'_>, entry: &TableEntry<'_>, places: &mut BTreeMap<String, Range<usize>>) -> Claims {
    let mut claims = Claims::default();
    let DeValue::Table(table) = entry.value.get_ref() else {
        let message = format!("`claims` should be a table, not {}", describe(entry.value.get_ref()));
        notes.error(&entry.value.span(), message, "write claims = { prep = \"30m\", total = \"1h 10m\" }");
        return claims;
    };
    for entry in entries(table) {
        places.insert(format!("claims.{}", entry.key), entry.value.span());
        match entry.key {
            "prep" => claims.prep = span(notes, &entry),
            "cook" => claims.cook = span(notes, &entry),
            "total" => claims.total = span(notes, &entry),
            "text" => claims.text = span(notes, &entry),
            _ => unknown(notes, &entry, &["prep", "cook", "total", "text"], &[("all", "total")]),
        }
    }
    claims
}

/// Options of the whole recipe: one list, or several.
fn choose(notes: &mut Diagnostics<'_>, entry: &TableEntry<'_>) -> Vec<Vec<String>> {
    let usual = "write choose = [\"skin on\", \"skin off\"]";
    if let DeValue::Table(_) = entry.value.get_ref() {
        let hint = format!("{usual}; a choice of lengths belongs into its step");
        notes.error(&entry.value.span(), "`choose` of a recipe is a list, not a table", hint);
        return Vec::new();
    }
    let mut found: Vec<Vec<String>> = Vec::new();
    for value in lists(entry.value) {
        let options = texts(notes, &TableEntry { value, ..entry.clone() }, SHORT);
        for (n, (option, at)) in options.iter().enumerate() {
            let twice = options.iter().take(n).map(|(other, _)| other).chain(found.iter().flatten());
            if twice.into_iter().any(|other| other == option) {
                notes.error(at, format!("the option `{option}` is there twice"), "keep one of them");
            }
        }
        if let [(_, at)] = options.as_slice() {
            notes.error(at, "one option is no choice", usual);
        }
        if !options.is_empty() {
            found.push(options.into_iter().map(|(option, _)| option).collect());
        }
    }
    found
}

/// The lists in a list of lists, else the value itself.
fn lists<'a>(value: &'a Spanned<DeValue<'a>>) -> Vec<&'a Spanned<DeValue<'a>>> {
    match value.get_ref() {
        DeValue::Array(list) if list.iter().all(|value| matches!(value.get_ref(), DeValue::Array(_))) => {
            list.iter().take(MANY).collect()
        }
        _ => vec![value],
    }
}

/// Ingredients that can stand for each other: a list of names, or several such lists.
fn swaps(notes: &mut Diagnostics<'_>, entry: &TableEntry<'_>) -> Vec<Vec<String>> {
    let usual = "write swap = [[\"dry sherry\", \"apple cider vinegar\"]], the recipe's own first";
    let mut found = Vec::new();
    for value in lists(entry.value) {
        let errors = notes.errors();
        let names = texts(notes, &TableEntry { value, ..entry.clone() }, SHORT);
        let names: Vec<String> = names.into_iter().map(|(name, _)| name).collect();
        if notes.errors() > errors {
            continue;
        }
        if names.len() < 2 {
            notes.error(&value.span(), "one ingredient is no choice", usual);
        } else {
            found.push(names);
        }
    }
    found
}

fn steps(notes: &mut Diagnostics<'_>, entry: &TableEntry<'_>, whole: &Range<usize>, header: &str) -> Vec<RawStep> {
    let DeValue::Array(list) = entry.value.get_ref() else {
        let message = format!("`step` should be a list of tables, not {}", describe(entry.value.get_ref()));
        notes.error(&entry.value.span(), message, format!("write {header}, with two brackets"));
        return Vec::new();
    };
    if list.len() > MANY {
        notes.error(&entry.value.span(), format!("a recipe with {} steps", list.len()), format!("{MANY} at most"));
        return Vec::new();
    }
    let starts: Vec<usize> = list.iter().map(|value| value.span().start).collect();
    let mut raw = Vec::new();
    for (n, value) in list.iter().enumerate() {
        let at = value.span();
        let DeValue::Table(table) = value.get_ref() else {
            let message = format!("a step should be a table, not {}", describe(value.get_ref()));
            notes.error(&at, message, format!("write {header} and its keys below"));
            continue;
        };
        let own = at.start..starts.get(n + 1).copied().unwrap_or(whole.end);
        raw.push(step::read(&entries(table), &at, &own, notes));
    }
    raw
}
