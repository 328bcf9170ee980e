//! Reads a schema.org `Recipe` into a [`Source`], in every form that pages use.
//!
//! JSON-LD, microdata, RDFa and hRecipe all arrive here as the same JSON, so only this code knows the forms of steps and ingredients
//! (schema.org/Recipe, schema.org/HowToSection, schema.org/HowToStep).

mod graph;
mod steps;
#[cfg(test)]
mod tests;

pub(crate) use graph::Graph;

use super::duration::duration;
use super::markup::unmarked;
use crate::import::marks::unlisted;
use crate::import::source::{Source, SourceLine};
use crate::import::tidy::{language, tidy};
use crate::time::Span;
use serde_json::{Map, Value};

#[derive(Default)]
struct Reader {
    source: Source,
}

impl Reader {
    fn recipe(&mut self, map: &Map<String, Value>) {
        let text =
            |name: &str| get(map, &[name]).map(|value| self.texts(value).join(" ")).filter(|text| !text.is_empty());
        self.source.title = text("name").or_else(|| text("headline"));
        self.source.language =
            get(map, &["inLanguage"]).and_then(|value| self.texts(value).into_iter().find_map(|tag| language(&tag)));
        self.source.yields = get(map, &["recipeYield", "yield"]).and_then(|value| self.yields(value));
        self.source.from = self.from(map);
        for name in ["keywords", "recipeCategory", "recipeCuisine"] {
            let texts = get(map, &[name]).map(|value| self.texts(value)).unwrap_or_default();
            self.source.tags.extend(texts.iter().flat_map(|text| text.split([',', ';', '|'])).map(tidy));
        }
        (self.source.prep, self.source.cook, self.source.total) = (
            self.time(map, "prepTime", "preparation"),
            self.time(map, "cookTime", "cooking"),
            self.time(map, "totalTime", "total"),
        );
        // Set by `apps`. No page has it: what pages call comments is by their readers.
        self.source.notes = get(map, &["notes"]).map(|value| self.texts(value)).unwrap_or_default();
        // An old property name beside the new one holds the same list, or a longer one.
        for name in ["recipeIngredient", "ingredients", "recipeIngredients", "ingredient"] {
            if let Some(value) = get(map, &[name]) {
                let before = std::mem::take(&mut self.source.ingredients);
                self.ingredients(value);
                if before.len() >= self.source.ingredients.len() {
                    self.source.ingredients = before;
                }
            }
        }
        if let Some(value) = get(map, &["recipeInstructions", "instructions", "recipeInstruction", "step"]) {
            let steps = self.steps_in(value);
            self.instructions(value, steps == 1);
        }
    }

    /// The texts in a value, one for each line.
    fn texts(&self, value: &Value) -> Vec<String> {
        match value {
            Value::Null | Value::Bool(_) => Vec::new(),
            Value::Number(number) => vec![number.to_string()],
            Value::String(text) => unmarked(text),
            Value::Array(items) => items.iter().flat_map(|item| self.texts(item)).collect(),
            Value::Object(map) => {
                let named = get(map, &["name", "text", "@value", "value", "alternateName"]);
                named.map(|value| self.texts(value)).unwrap_or_default()
            }
        }
    }

    fn line(&self, value: Option<&Value>) -> String {
        value.map(|value| self.texts(value).join(" ")).unwrap_or_default()
    }

    /// The most detailed of several yields ("4", "4 servings").
    fn yields(&self, value: &Value) -> Option<String> {
        let texts = match value {
            Value::Object(map) => {
                let part = |names: &[&str]| self.line(get(map, names));
                vec![tidy(&format!("{} {}", part(&["value", "@value", "name", "minValue"]), part(&["unitText"])))]
            }
            _ => self.texts(value),
        };
        let wordy = |text: &String| (text.chars().any(char::is_alphabetic), text.chars().any(char::is_numeric));
        texts.into_iter().filter(|text| !text.is_empty() && text != "0").rev().max_by_key(wordy)
    }

    fn time(&mut self, map: &Map<String, Value>, name: &str, what: &str) -> Option<Span> {
        let value = get(map, &[name])?;
        let text = match value {
            Value::Object(map) => self.line(get(map, &["maxValue", "value", "@value", "minValue", "name"])),
            _ => self.texts(value).into_iter().next().unwrap_or_default(),
        };
        match duration(&text) {
            Ok(span) => span,
            Err(_) => {
                self.source.warnings.push(format!("The {what} time on the page could not be read: {text}"));
                None
            }
        }
    }

    /// The author, and the recipe's address.
    fn from(&self, map: &Map<String, Value>) -> Option<String> {
        let author = get(map, &["author", "creator"]).map(|value| self.texts(value)).unwrap_or_default();
        let author = author.into_iter().filter(|name| !is_address(name)).take(3);
        let address = get(map, &["isBasedOn"]).and_then(Value::as_str).filter(|text| is_address(text)).map(tidy);
        let from = author.chain(address).collect::<Vec<_>>().join(", ");
        (!from.is_empty()).then_some(from)
    }

    fn ingredients(&mut self, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.ingredients(item)),
            Value::Object(map) => {
                if let Some(items) = numbered(map) {
                    items.into_iter().for_each(|item| self.ingredients(item));
                } else if let Some(items) = get(map, &["itemListElement", "item", "recipeIngredient", "ingredients"]) {
                    let name = self.line(get(map, &["name"]));
                    self.heading_of_ingredients(&name);
                    self.ingredients(items);
                } else {
                    let named = |names: &[&str]| self.line(get(map, names));
                    let amount = [named(&["amount", "value", "quantity"]), named(&["unitText", "unit", "unitCode"])];
                    let line = [
                        amount.join(" "),
                        named(&["name", "text", "@value", "ingredient", "food"]),
                        named(&["notes", "note"]),
                    ];
                    self.ingredient(&tidy(&line.join(" ")));
                }
            }
            Value::String(_) | Value::Number(_) => self.texts(value).iter().for_each(|line| self.ingredient(line)),
            Value::Null | Value::Bool(_) => {}
        }
    }

    fn ingredient(&mut self, line: &str) {
        // Some plugins add brackets around a note that already has them.
        let line = whole_numbers(&without_doubled_brackets(line)).replace(" ,", ",");
        let line = unlisted(&line);
        if let Some(name) = marked_heading(line) {
            return self.heading_of_ingredients(name);
        }
        match line.strip_suffix([':', '：']) {
            _ if line.is_empty() => {}
            // A list item that ends in a colon keeps it, as it is both an item and a heading.
            Some(_) => self.source.ingredients.push(SourceLine::Heading(line.to_owned())),
            None => self.source.ingredients.push(SourceLine::Text(line.to_owned())),
        }
    }

    fn heading_of_ingredients(&mut self, name: &str) {
        let name = name.trim_end_matches([':', ' ']);
        if !name.is_empty() {
            self.source.ingredients.push(SourceLine::Heading(name.to_owned()));
        }
    }
}

/// "500.0 g" is "500 g": some sites write all amounts with a decimal.
fn whole_numbers(line: &str) -> String {
    let word = |word: &str| match word.strip_suffix(".0") {
        Some(whole) if !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit()) => whole.to_owned(),
        Some(_) | None => word.to_owned(),
    };
    line.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// "((softened))" is "(softened)". Brackets in brackets stay: "(sliced (450 g))".
fn without_doubled_brackets(line: &str) -> String {
    let (mut open, mut pairs) = (Vec::new(), Vec::new());
    for (at, c) in line.char_indices() {
        match c {
            '(' => open.push(at),
            ')' => pairs.extend(open.pop().map(|from| (from, at))),
            _ => {}
        }
    }
    let doubled = |(from, to): &&(usize, usize)| pairs.contains(&(from + 1, to.wrapping_sub(1)));
    let dropped: Vec<usize> = pairs.iter().filter(doubled).flat_map(|(from, to)| [*from, *to]).collect();
    line.char_indices().filter(|(at, _)| !dropped.contains(at)).map(|(_, c)| c).collect()
}

/// A heading as programs mark one within a list: `[Sauce]`, `## Sauce`.
fn marked_heading(line: &str) -> Option<&str> {
    let hashed = line.trim_start_matches('#');
    if hashed.len() < line.len() && hashed.starts_with(' ') {
        return Some(hashed.trim());
    }
    let inner = line.strip_prefix('[')?.strip_suffix(']')?;
    (!inner.is_empty() && inner.chars().count() < 60 && !inner.contains(['[', ']'])).then_some(inner.trim())
}

/// Whether `@type` is `kind`, with or without the vocabulary.
fn is_a(map: &Map<String, Value>, kind: &str) -> bool {
    let is = |value: &Value| {
        value
            .as_str()
            .and_then(|name| name.rsplit(['/', '#', ':']).next())
            .is_some_and(|name| name.trim().eq_ignore_ascii_case(kind))
    };
    match map.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is),
        Some(value) => is(value),
        None => false,
    }
}

/// A name without its vocabulary: `schema:name`.
fn bare(name: &str) -> &str {
    name.rsplit([':', '/']).next().unwrap_or(name)
}

/// The first of these properties with a non-empty value; names match in any case and with any prefix.
fn get<'v>(map: &'v Map<String, Value>, names: &[&str]) -> Option<&'v Value> {
    let says = |value: &&Value| {
        !matches!(value, Value::Null)
            && value.as_str() != Some("")
            && value.as_array().is_none_or(|items| !items.is_empty())
    };
    names.iter().find_map(|name| {
        map.get(*name).filter(says).or_else(|| {
            let same = |key: &str| bare(key).eq_ignore_ascii_case(name);
            map.iter().find(|(key, value)| same(key) && says(value)).map(|(_, value)| value)
        })
    })
}

/// The values of a list written as an object: `{"0": …, "1": …}`.
fn numbered(map: &Map<String, Value>) -> Option<Vec<&Value>> {
    let mut items: Vec<(u32, &Value)> =
        map.iter().map(|(key, value)| Some((key.parse().ok()?, value))).collect::<Option<_>>()?;
    items.sort_by_key(|(n, _)| *n);
    (!items.is_empty()).then(|| items.into_iter().map(|(_, value)| value).collect())
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}
