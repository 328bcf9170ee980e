//! Finds the recipes among the JSON nodes of a page, and resolves references by id.

use super::{Reader, bare, is_a};
use crate::import::source::Source;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// How many values one recipe may visit. Without a limit, references in a circle would never end.
const MOST_VISITS: u32 = 20_000;
/// How deep references may nest.
const DEEPEST: usize = 60;
/// The properties that are read of a recipe and the nodes in it.
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

/// All values of a page, with an index of the nodes that others refer to.
#[derive(Debug, Default)]
pub(crate) struct Graph<'v> {
    ids: HashMap<&'v str, &'v Map<String, Value>>,
    recipes: Vec<&'v Map<String, Value>>,
}

impl<'v> Graph<'v> {
    /// Collects recipes and ids from `values`, at any depth.
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
                        // A node may be given in several pieces; references go to the one with the most properties.
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

    /// Every recipe, in document order.
    pub(crate) fn sources(&self) -> Vec<Source> {
        // A recipe given in several pieces under one id counts once.
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

    /// The properties that are read of a node, with references replaced by the nodes. A node inside itself is left out.
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

/// The path through a recipe's nodes.
struct Way<'v> {
    /// How many more values may be visited.
    left: u32,
    /// The ids of the enclosing nodes.
    ids: Vec<&'v str>,
}
