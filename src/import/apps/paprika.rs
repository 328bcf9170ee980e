//! Paprika 3's exports: a recipe is an object with plain texts, a line for each ingredient and each step, and photographs.

use super::{field, joined, names};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// The fields that are used. Photographs, which are most of a file, are skipped while parsing.
#[derive(Debug, Deserialize)]
struct PaprikaRecipe {
    name: Option<Value>,
    ingredients: Option<Value>,
    directions: Option<Value>,
    description: Option<Value>,
    notes: Option<Value>,
    servings: Option<Value>,
    prep_time: Option<Value>,
    cook_time: Option<Value>,
    total_time: Option<Value>,
    source: Option<Value>,
    source_url: Option<Value>,
    categories: Option<Value>,
}

/// Converts an unpacked `.paprikarecipe`.
pub(crate) fn from_packed(json: &[u8]) -> Option<Value> {
    let read: PaprikaRecipe = serde_json::from_slice(json).ok()?;
    let PaprikaRecipe {
        name,
        ingredients,
        directions,
        description,
        notes,
        servings,
        prep_time,
        cook_time,
        total_time,
        source,
        source_url,
        categories,
    } = read;
    let fields = [
        ("name", name),
        ("ingredients", ingredients),
        ("directions", directions),
        ("description", description),
        ("notes", notes),
        ("servings", servings),
        ("prep_time", prep_time),
        ("cook_time", cook_time),
        ("total_time", total_time),
        ("source", source),
        ("source_url", source_url),
        ("categories", categories),
    ];
    let map: Map<String, Value> =
        fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect();
    recipe(&map)
}

/// Converts a recipe that was parsed already.
pub(super) fn recipe(map: &Map<String, Value>) -> Option<Value> {
    map.get("directions")?;
    let plain = |name: &str| unstressed(field(map, &[name]));
    let lines =
        |name: &str| plain(name).lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    (map.contains_key("ingredients") && map.contains_key("name")).then(|| {
        json!({
            "@type": "Recipe",
            "name": field(map, &["name"]),
            "recipeIngredient": lines("ingredients"),
            "recipeInstructions": lines("directions"),
            "notes": [plain("description"), plain("notes")],
            "recipeYield": field(map, &["servings"]),
            "prepTime": field(map, &["prep_time"]),
            "cookTime": field(map, &["cook_time"]),
            "totalTime": field(map, &["total_time"]),
            "author": joined(&[field(map, &["source"])]),
            "isBasedOn": field(map, &["source_url"]),
            "keywords": names(map, &["categories"]),
        })
    })
}

/// Removes Paprika's own markup: bold type, links to recipes (only the name stays) and pictures.
fn unstressed(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        plain.push_str(before);
        let link = after.split_once(']').filter(|(inner, _)| !inner.contains('\n'));
        match link.and_then(|(inner, after)| Some((inner.split_once(':')?, after))) {
            Some((("recipe", name), after)) => {
                plain.push_str(name);
                rest = after;
            }
            Some((("photo", _), after)) => rest = after,
            Some(_) | None => {
                plain.push('[');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    plain.replace("**", "")
}
