//! Mealie's exports: ingredients have separate amounts, units and foods, or one note; steps have a title where a part begins. Its first
//! versions wrote field names with underscores, later ones do not.

use super::{amount, field, heading, joined, list, names, number, text};
use serde_json::{Map, Value, json};

/// Converts a recipe from an export or the API.
pub(super) fn recipe(map: &Map<String, Value>) -> Option<Value> {
    let ingredients = list(map, &["recipeIngredient", "recipe_ingredient"])?;
    let steps = list(map, &["recipeInstructions", "recipe_instructions"])?;
    if map.contains_key("@type") || !map.contains_key("name") {
        return None;
    }
    let servings = number(map.get("recipeServings").or_else(|| map.get("recipe_servings")));
    let made = number(map.get("recipeYieldQuantity").or_else(|| map.get("recipe_yield_quantity"))).map(amount);
    let word = field(map, &["recipeYield", "recipe_yield"]);
    let yields = match (made, servings) {
        (Some(made), _) if !word.is_empty() => joined(&[&made, word]),
        (_, Some(servings)) if !word.chars().any(char::is_numeric) => joined(&[&amount(servings), word]),
        _ => word.to_owned(),
    };
    let notes =
        list(map, &["notes"]).into_iter().flatten().map(|note| joined(&[text(note, "title"), text(note, "text")]));
    let notes: Vec<String> = std::iter::once(field(map, &["description"]).to_owned()).chain(notes).collect();
    let keywords: Vec<String> =
        names(map, &["tags"]).into_iter().chain(names(map, &["recipeCategory", "recipe_category"])).collect();
    Some(json!({
        "@type": "Recipe",
        "name": field(map, &["name"]),
        "recipeIngredient": ingredients.iter().flat_map(ingredient).collect::<Vec<_>>(),
        "recipeInstructions": steps.iter().flat_map(step).collect::<Vec<_>>(),
        "notes": notes,
        "recipeYield": yields,
        "prepTime": field(map, &["prepTime", "prep_time"]),
        "cookTime": field(map, &["performTime", "perform_time", "cookTime", "cook_time"]),
        "totalTime": field(map, &["totalTime", "total_time"]),
        "isBasedOn": field(map, &["orgURL", "org_url", "orgUrl"]),
        "keywords": keywords,
    }))
}

/// The line of an ingredient, and the heading before it.
fn ingredient(value: &Value) -> Vec<Value> {
    let Value::Object(map) = value else { return vec![value.clone()] };
    let named = |key: &str| match map.get(key) {
        Some(Value::String(name)) => name.clone(),
        Some(thing) => {
            let short = thing.get("useAbbreviation").or_else(|| thing.get("use_abbreviation"));
            let short = short.and_then(Value::as_bool).unwrap_or(false).then(|| text(thing, "abbreviation"));
            short.filter(|short| !short.is_empty()).unwrap_or_else(|| text(thing, "name")).to_owned()
        }
        None => String::new(),
    };
    let (food, unit, note) = (named("food"), named("unit"), field(map, &["note"]));
    // Without a food the note is the whole line, and a quantity of 1 is only the default.
    let quantity = number(map.get("quantity")).filter(|n| !food.is_empty() || (*n - 1.0).abs() > f64::EPSILON);
    let line = joined(&[&quantity.map(amount).unwrap_or_default(), &unit, &food, note]);
    let line =
        if line.is_empty() { field(map, &["display", "originalText", "original_text"]).to_owned() } else { line };
    let title = field(map, &["title"]);
    let title = (!title.is_empty()).then(|| json!(format!("{}:", title.trim_end_matches(':'))));
    title.into_iter().chain((!line.is_empty()).then(|| json!(line))).collect()
}

/// A step, and the heading before it.
fn step(value: &Value) -> Vec<Value> {
    let Value::Object(map) = value else { return vec![value.clone()] };
    let title = joined(&[field(map, &["title"]), field(map, &["summary"])]);
    let text = field(map, &["text"]);
    let title = (!title.is_empty()).then(|| heading(&title));
    title.into_iter().chain((!text.is_empty()).then(|| json!({"@type": "HowToStep", "text": text}))).collect()
}
