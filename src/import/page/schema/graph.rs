//! The nodes of a page: which are recipes, and which name each other by their ids.

use super::{Reader, bare, is_a};
use crate::import::source::Source;
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
                .warnings
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
