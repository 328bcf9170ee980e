//! A schema.org `Recipe` to a [`Source`], in every shape that pages give it.
//!
//! JSON-LD, microdata, RDFa and hRecipe all come here as the same JSON, so that what a step or an ingredient looks like is known in one
//! place. (schema.org/Recipe, schema.org/HowToSection, schema.org/HowToStep.)

use super::duration::duration;
use super::markup::{tidy, unmarked};
use crate::import::marks::unlisted;
use crate::import::source::{Line, Source};
use crate::time::Span;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// How many values one recipe may visit; a page whose nodes name each other in circles has no end else.
const MOST_VISITS: u32 = 20_000;
/// How deep they may lie.
const DEEPEST: usize = 60;
/// What is read of a recipe and the nodes in it.
const READ: [&str; 42] = [
    "@type",
    "@value",
    "@id",
    "name",
    "headline",
    "text",
    "description",
    "value",
    "alternateName",
    "author",
    "creator",
    "inLanguage",
    "recipeYield",
    "yield",
    "minValue",
    "maxValue",
    "unitText",
    "unitCode",
    "unit",
    "amount",
    "quantity",
    "notes",
    "note",
    "food",
    "keywords",
    "recipeCategory",
    "recipeCuisine",
    "prepTime",
    "cookTime",
    "totalTime",
    "recipeIngredient",
    "recipeIngredients",
    "ingredients",
    "ingredient",
    "recipeInstructions",
    "recipeInstruction",
    "instructions",
    "step",
    "steps",
    "itemListElement",
    "item",
    "position",
];

/// All values of a page, with the nodes that others name by their id.
#[derive(Debug, Default)]
pub(crate) struct Graph<'v> {
    ids: HashMap<&'v str, &'v Map<String, Value>>,
    recipes: Vec<&'v Map<String, Value>>,
}

impl<'v> Graph<'v> {
    /// Finds recipes and ids in `values`, however deep.
    pub(crate) fn new(values: &'v [Value]) -> Graph<'v> {
        let mut graph = Graph::default();
        let mut open: Vec<&Value> = values.iter().rev().collect();
        while let Some(value) = open.pop() {
            match value {
                Value::Array(items) => open.extend(items.iter().rev()),
                Value::Object(map) => {
                    if is_a(map, "recipe") {
                        graph.recipes.push(map);
                    }
                    if let Some(Value::String(id)) = map.get("@id").filter(|_| map.len() > 1) {
                        // A node may be told in pieces; the piece with the most in it is the one to follow.
                        let best = graph.ids.entry(id).or_insert(map);
                        if best.len() < map.len() {
                            *best = map;
                        }
                    }
                    open.extend(map.values().rev());
                }
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
        graph
    }

    /// Every recipe, in order.
    pub(crate) fn sources(&self) -> Vec<Source> {
        // One told twice in pieces under one id is one.
        let whole = |map: &&&Map<String, Value>| map.len() > 2;
        self.recipes.iter().filter(whole).map(|map| self.source(map)).collect()
    }

    fn source(&self, map: &'v Map<String, Value>) -> Source {
        let mut way = Way { left: MOST_VISITS, ids: Vec::new() };
        let whole = self.expanded(map, 0, &mut way);
        let mut reader = Reader::default();
        reader.recipe(&whole);
        if way.left == 0 {
            reader
                .source
                .doubts
                .push("The recipe on the page has no end; what follows the first part of it is left out.".to_owned());
        }
        reader.source
    }

    /// What is read of a node, with the nodes that it names by their id in their places. A node within itself is left out.
    fn expanded(&self, map: &'v Map<String, Value>, depth: usize, way: &mut Way<'v>) -> Map<String, Value> {
        let named =
            map.get("@id").and_then(Value::as_str).filter(|_| map.keys().all(|key| key == "@id" || key == "@type"));
        let map = named.and_then(|id| self.ids.get(id).copied()).unwrap_or(map);
        let id = map.get("@id").and_then(Value::as_str);
        if id.is_some_and(|id| way.ids.contains(&id)) {
            return Map::new();
        }
        way.ids.extend(id);
        let read = |key: &str| {
            READ.iter().any(|known| known.eq_ignore_ascii_case(bare(key))) || key.bytes().all(|b| b.is_ascii_digit())
        };
        let read = map.iter().filter(|(key, _)| read(key));
        let expanded = read.map(|(key, value)| (key.clone(), self.value(value, depth, way))).collect();
        if id.is_some() {
            way.ids.pop();
        }
        expanded
    }

    fn value(&self, value: &'v Value, depth: usize, way: &mut Way<'v>) -> Value {
        if way.left == 0 || depth > DEEPEST {
            way.left = 0;
            return Value::Null;
        }
        way.left -= 1;
        match value {
            Value::Array(items) => items.iter().map(|item| self.value(item, depth + 1, way)).collect(),
            Value::Object(map) => Value::Object(self.expanded(map, depth + 1, way)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
        }
    }
}

/// The way through a recipe's nodes.
struct Way<'v> {
    /// How many more may be visited.
    left: u32,
    /// The ids of those around.
    ids: Vec<&'v str>,
}

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
        // An old name beside the new one tells the same, or more of it.
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

    /// The texts of a value, each as a line.
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

    /// Of several ways to say how much it makes, the one that says the most ("4", "4 servings").
    fn yields(&self, value: &Value) -> Option<String> {
        let texts = match value {
            Value::Object(map) => {
                let part = |names: &[&str]| self.line(get(map, names));
                vec![tidy(&format!("{} {}", part(&["value", "@value", "name", "minValue"]), part(&["unitText"])))]
            }
            _ => self.texts(value),
        };
        let wordy = |text: &String| (text.chars().any(char::is_alphabetic), text.chars().any(char::is_numeric));
        let best = texts.into_iter().filter(|text| !text.is_empty() && text != "0").rev().max_by_key(wordy);
        best
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
                self.source.doubts.push(format!("The {what} time on the page could not be read: {text}"));
                None
            }
        }
    }

    /// The author, and the recipe's own address.
    fn from(&self, map: &Map<String, Value>) -> Option<String> {
        let author = get(map, &["author", "creator"]).map(|value| self.texts(value)).unwrap_or_default();
        let author = author.into_iter().filter(|name| !is_address(name)).take(3).collect::<Vec<_>>().join(", ");
        (!author.is_empty()).then_some(author)
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
        // Some plugins put brackets around a note that has its own.
        let line = line.replace("((", "(").replace("))", ")");
        let line = unlisted(&line);
        match line.strip_suffix([':', '：']) {
            _ if line.is_empty() => {}
            // A line of the list itself keeps its colon: it stands in the list as well as above what follows.
            Some(_) => self.source.ingredients.push(Line::Heading(line.to_owned())),
            None => self.source.ingredients.push(Line::Text(line.to_owned())),
        }
    }

    fn heading_of_ingredients(&mut self, name: &str) {
        let name = name.trim_end_matches([':', ' ']);
        if !name.is_empty() {
            self.source.ingredients.push(Line::Heading(name.to_owned()));
        }
    }

    /// How many steps a value holds, as far as one or more matters.
    fn steps_in(&self, value: &Value) -> usize {
        match value {
            Value::Array(items) => items.iter().take(2).map(|item| self.steps_in(item)).sum(),
            Value::Object(map) => get(map, &["itemListElement"]).map_or(1, |inner| match inner {
                Value::Array(items) => items.len(),
                _ => 1,
            }),
            _ => 1,
        }
    }

    /// Steps and their headings. Where a recipe has a single one, each of its lines is a step.
    fn instructions(&mut self, value: &Value, single: bool) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.instructions(item, single)),
            Value::Object(map) => {
                if let Some(items) = numbered(map) {
                    items.into_iter().for_each(|item| self.instructions(item, false));
                } else {
                    self.how_to(map, single);
                }
            }
            Value::String(_) => {
                let lines = self.texts(value);
                if single {
                    self.steps(lines);
                } else {
                    self.step(&lines.join(" "));
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn how_to(&mut self, map: &Map<String, Value>, single: bool) {
        let name = self.line(get(map, &["name", "headline"]));
        let texts = get(map, &["text", "description", "@value"]).map(|value| self.texts(value)).unwrap_or_default();
        if is_a(map, "howtotip") {
            let tip = if texts.is_empty() { name } else { texts.join(" ") };
            self.source.notes.extend((!tip.is_empty()).then_some(tip));
            return;
        }
        let inner = get(map, &["itemListElement", "steps", "step", "item", "recipeInstructions"]);
        match (inner, texts.is_empty()) {
            (None, true) => self.step(&name),
            (Some(inner), true) => {
                self.heading(&name);
                self.instructions(inner, false);
            }
            // A step whose parts are told as well as the whole: the whole is enough if it says all of it.
            (Some(inner), false) if !self.says(&texts, inner) => {
                self.heading(&name);
                self.step(&texts.join(" "));
                self.instructions(inner, false);
            }
            (Some(_) | None, false) => {
                if !is_cut_of(&name, &texts.join(" ")) {
                    self.heading(&name);
                }
                if single { self.steps(texts) } else { self.step(&texts.join(" ")) }
            }
        }
    }

    /// Whether `texts` have every word of `inner`.
    fn says(&self, texts: &[String], inner: &Value) -> bool {
        let whole = letters(&texts.join(" "));
        self.inner_texts(inner).iter().all(|text| whole.contains(&letters(text)))
    }

    fn inner_texts(&self, value: &Value) -> Vec<String> {
        match value {
            Value::Array(items) => items.iter().flat_map(|item| self.inner_texts(item)).collect(),
            Value::Object(map) => {
                let inner =
                    get(map, &["itemListElement", "item"]).map(|inner| self.inner_texts(inner)).unwrap_or_default();
                let own = get(map, &["text", "description", "name"]).map(|value| self.texts(value)).unwrap_or_default();
                own.into_iter().chain(inner).collect()
            }
            _ => self.texts(value),
        }
    }

    fn steps(&mut self, lines: Vec<String>) {
        for line in lines {
            let heading = line
                .strip_suffix([':', '：'])
                .filter(|name| name.chars().count() < 60 && !name.contains(['.', ',', ';']));
            match heading {
                Some(_) => self.heading(&line),
                None => numbered_sentences(&line).into_iter().for_each(|step| self.step(step)),
            }
        }
    }

    fn step(&mut self, text: &str) {
        let text = unlisted(text);
        if let Some(Line::Text(last)) = self.source.instructions.last_mut()
            && closes_bracket(last, text)
        {
            last.push(' ');
            last.push_str(text);
        } else if !text.is_empty() && !is_number_of_step(text) {
            self.source.instructions.push(Line::Text(text.to_owned()));
        }
    }

    fn heading(&mut self, name: &str) {
        let name = unlisted(name);
        if !name.is_empty() && !is_number_of_step(name) && !is_address(name) {
            self.source.instructions.push(Line::Heading(name.to_owned()));
        }
    }
}

/// Whether `@type` names `kind`, with or without its address before it.
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

/// A name without what it is from: `schema:name`.
fn bare(name: &str) -> &str {
    name.rsplit([':', '/']).next().unwrap_or(name)
}

/// The first of these that is there and says something; names count in any case and with any prefix.
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

/// The values of a list that was written as an object: `{"0": …, "1": …}`.
fn numbered(map: &Map<String, Value>) -> Option<Vec<&Value>> {
    let mut items: Vec<(u32, &Value)> =
        map.iter().map(|(key, value)| Some((key.parse().ok()?, value))).collect::<Option<_>>()?;
    items.sort_by_key(|(n, _)| *n);
    (!items.is_empty()).then(|| items.into_iter().map(|(_, value)| value).collect())
}

/// "de-AT" is "de"; a name of a language in words is none of its tags.
pub(crate) fn language(tag: &str) -> Option<String> {
    let primary = tag.trim().split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
    let good = (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_lowercase());
    good.then_some(primary)
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// Letters and digits alone, small: what two tellings of one sentence share.
pub(crate) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a step's name is only the beginning of its text, cut off somewhere.
fn is_cut_of(name: &str, text: &str) -> bool {
    letters(text).starts_with(&letters(name))
}

/// "Step 3", "3.", "Schritt 2": a number, at most one word before it.
fn is_number_of_step(text: &str) -> bool {
    let text = text.trim_end_matches(['.', ':', ')', ' ']);
    let last = text.rsplit(' ').next().unwrap_or("").trim_start_matches('#');
    let number = !last.is_empty() && last.len() <= 3 && last.bytes().all(|b| b.is_ascii_digit());
    let before = text.strip_suffix(last).unwrap_or("").trim_matches([' ', '#']);
    number && !before.contains(' ') && before.chars().all(char::is_alphabetic)
}

/// Whether a step was cut within brackets: "170 °C (gas" and "3). Roast."
fn closes_bracket(last: &str, text: &str) -> bool {
    let open = last.matches('(').count() > last.matches(')').count();
    open && text.find(')').is_some_and(|close| text.find('(').is_none_or(|open| close < open))
}

/// "1. Warm it. 2. Roast it." as its steps; any other text as it is.
fn numbered_sentences(text: &str) -> Vec<&str> {
    let mut places = Vec::new();
    let mut from = 0;
    for n in 1.. {
        let rest = text.get(from..).unwrap_or("");
        let found = [". ", ") ", ": ", ".", ")"].iter().filter_map(|sign| {
            let mark = format!("{n}{sign}");
            let at = rest.match_indices(&mark).map(|(at, _)| at).find(|at| {
                let before = rest.get(..*at).unwrap_or("").trim_end();
                let after = rest.get(at + mark.len()..).unwrap_or("");
                (before.is_empty() || before.ends_with(['.', '!', ')', '?']))
                    && after.trim_start().starts_with(char::is_alphabetic)
            })?;
            Some((at, mark.len()))
        });
        let Some((at, length)) = found.min() else { break };
        places.push((from + at, from + at + length));
        from += at + length;
    }
    let starts_first = places.first().is_some_and(|(at, _)| *at == 0);
    if places.len() < 2 || !starts_first {
        return vec![text];
    }
    let ends = places.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    places.iter().zip(ends).filter_map(|((_, from), to)| text.get(*from..to)).map(str::trim).collect()
}

#[cfg(test)]
mod tests {
    use super::{Graph, is_number_of_step, numbered_sentences};
    use crate::import::source::{Line, Source};
    use crate::time::Span;
    use serde_json::{Value, json};

    #[track_caller]
    fn only(value: Value) -> Source {
        let values = [value];
        let sources = Graph::new(&values).sources();
        assert_eq!(sources.len(), 1, "{sources:#?}");
        sources.into_iter().next().unwrap()
    }
    /// Headings with a hash before them.
    fn lines(lines: &[Line]) -> Vec<String> {
        let shown = lines.iter().map(|line| match line {
            Line::Heading(text) => format!("# {text}"),
            Line::Text(text) => text.clone(),
        });
        shown.collect()
    }
    #[track_caller]
    fn steps(instructions: Value) -> Vec<String> {
        lines(&only(json!({"@type": "Recipe", "name": "Soup", "recipeInstructions": instructions})).instructions)
    }

    #[test]
    fn instructions_in_every_shape() {
        let wanted = ["Chop.", "Simmer."];
        for value in [
            json!(["Chop.", "Simmer."]),
            json!("Chop.\nSimmer."),
            json!("<p>Chop.</p><p>Simmer.</p>"),
            json!("1. Chop. 2. Simmer."),
            json!([{"@type": "HowToStep", "text": "Chop."}, {"@type": "HowToStep", "name": "Simmer."}]),
            json!([{"@type": "HowToStep", "name": "Step 1", "text": "Chop."}, {"@type": "HowToStep", "name": "Simmer", "text": "Simmer."}]),
            json!({"@type": "ItemList", "itemListElement": ["Chop.", "Simmer."]}),
            json!({"@type": "ItemList", "itemListElement": [
                {"@type": "ListItem", "item": {"@type": "HowToStep", "text": "Chop."}},
                {"@type": "ListItem", "item": {"text": "Simmer."}},
            ]}),
            json!([[{"@type": "HowToStep", "itemListElement": [{"@type": "HowToDirection", "text": "Chop."}]}], "Simmer."]),
            json!({"0": "Chop.", "1": "Simmer."}),
            json!([{"@type": "HowToStep", "text": "Chop.<br>Simmer."}]),
            json!("Chop.\rSimmer.\r<ol></ol>"),
            json!([{"@type": "HowToStep", "text": "Chop.", "itemListElement": {"text": "Chop."}}, {"text": "Simmer."}]),
        ] {
            assert_eq!(steps(value.clone()), wanted, "{value}");
        }
    }

    #[test]
    fn sections_are_headings() {
        let section = |name: &str, text: &str| json!({"@type": "HowToSection", "name": name, "itemListElement": [{"@type": "HowToStep", "text": text}]});
        assert_eq!(steps(json!([section("Broth", "Chop."), section("", "Simmer.")])), ["# Broth", "Chop.", "Simmer."]);
        assert_eq!(
            steps(json!({"@type": "HowToStep", "name": "Make the broth", "text": "Chop. Simmer."})),
            ["# Make the broth", "Chop. Simmer."]
        );
        assert_eq!(steps(json!("Broth:\nChop.\nSimmer.")), ["# Broth:", "Chop.", "Simmer."]);
        assert_eq!(steps(json!(["Heat to 170 °C (gas", "3). Roast."])), ["Heat to 170 °C (gas 3). Roast."]);
    }

    #[test]
    fn tips_are_notes() {
        let source = only(json!({"@type": "Recipe", "name": "Soup", "recipeInstructions": [
            {"@type": "HowToStep", "itemListElement": [{"@type": "HowToDirection", "text": "Chop."}, {"@type": "HowToTip", "text": "Small."}]}
        ]}));
        assert_eq!((lines(&source.instructions), source.notes), (vec!["Chop.".to_owned()], vec!["Small.".to_owned()]));
    }

    #[test]
    fn ingredients_in_every_shape() {
        for value in [
            json!(["1 onion", "salt &amp; pepper"]),
            json!("1 onion\nsalt & pepper"),
            json!("<ul><li>1 onion</li><li>salt & pepper</li></ul>"),
            json!([{"@type": "PropertyValue", "name": "onion", "value": 1}, {"name": "salt & pepper"}]),
            json!([["▢ 1 onion"], ["salt & pepper", null, ""]]),
            json!({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "name": "1 onion"}, "salt & pepper"]}),
        ] {
            let source = only(
                json!({"@type": ["Thing", "https://schema.org/Recipe"], "name": "Soup", "recipeIngredient": value}),
            );
            assert_eq!(lines(&source.ingredients), ["1 onion", "salt & pepper"], "{value}");
        }
    }

    #[test]
    fn what_surrounds_the_recipe() {
        let source = only(json!({"@context": "https://schema.org", "@graph": [
            {"@type": "WebPage", "mainEntity": {"@type": "schema:Recipe", "name": " Pea&nbsp;soup ", "author": {"@id": "#me"}, "inLanguage": "en-GB",
             "recipeYield": ["4", "4 bowls"], "prepTime": "PT10M", "cookTime": "PT0M", "totalTime": "soon", "keywords": "green, Soup", "recipeCuisine": ["soup"]}},
            {"@id": "#me", "@type": "Person", "name": "Ada"},
        ]}));
        assert_eq!(source.title.as_deref(), Some("Pea soup"));
        assert_eq!(
            (source.from.as_deref(), source.language.as_deref(), source.yields.as_deref()),
            (Some("Ada"), Some("en"), Some("4 bowls"))
        );
        assert_eq!((source.prep, source.cook, source.total), (Some(Span::mins(10)), None, None));
        assert_eq!(source.doubts, ["The total time on the page could not be read: soon"]);
        assert_eq!(source.tags, ["green", "Soup", "soup"]);
    }

    #[test]
    fn nodes_that_name_each_other_come_to_an_end() {
        let node = |id: &str, other: &str| json!({"@id": id, "@type": "HowToSection", "name": id, "itemListElement": ["Stir.", {"@id": other}, {"@id": other}]});
        let values = [
            json!({"@type": "Recipe", "name": "Soup", "recipeInstructions": {"@id": "a"}}),
            node("a", "b"),
            node("b", "a"),
        ];
        let source = Graph::new(&values).sources().remove(0);
        assert_eq!(lines(&source.instructions), ["# a", "Stir.", "# b", "Stir.", "# b", "Stir."]);
        // Many that name many have an end too, and it is said.
        let all: Vec<Value> = (0..30).map(|n| json!({"@id": format!("{n}"), "itemListElement": (0..30).map(|n| json!({"@id": format!("{n}")})).collect::<Vec<_>>()})).collect();
        let values = [json!({"@type": "Recipe", "name": "Soup", "recipeInstructions": all})];
        assert_eq!(Graph::new(&values).sources().remove(0).doubts.len(), 1);
    }

    #[test]
    fn numbers_alone_are_no_steps() {
        for text in ["Step 1", "3.", "Schritt 12:", "#4"] {
            assert!(is_number_of_step(text), "{text}");
        }
        for text in ["Roast for 20", "gas 4 then 5", "Serves 10000", ""] {
            assert!(!is_number_of_step(text), "{text}");
        }
        assert_eq!(numbered_sentences("Heat to 1. Then 2. Stop."), ["Heat to 1. Then 2. Stop."]);
        assert_eq!(
            numbered_sentences("1) Chop 2 onions. 2) Fry 3 min. 3) Serve."),
            ["Chop 2 onions.", "Fry 3 min.", "Serve."]
        );
    }
}
