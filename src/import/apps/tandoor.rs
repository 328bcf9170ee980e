//! Tandoor's exports: each step has its own ingredients and time. Texts are Markdown with templates for the step's ingredients.

use super::{amount, field, heading, joined, list, names, number, text};
use serde_json::{Map, Value, json};

/// Converts the `recipe.json` of an export.
pub(super) fn recipe(map: &Map<String, Value>) -> Option<Value> {
    let steps = list(map, &["steps"])?;
    let is_step = |step: &Value| step.get("instruction").is_some() && step.get("ingredients").is_some();
    if !map.contains_key("name") || steps.is_empty() || !steps.iter().all(is_step) {
        return None;
    }
    let several = steps.len() > 1;
    let servings = number(map.get("servings")).map(amount).unwrap_or_default();
    let minutes = |name: &str| number(map.get(name)).unwrap_or(0.0);
    let time = |minutes: f64| if minutes > 0.0 { format!("PT{minutes:.0}M") } else { String::new() };
    let (working, waiting) = (minutes("working_time"), minutes("waiting_time"));
    Some(json!({
        "@type": "Recipe",
        "name": field(map, &["name"]),
        "recipeIngredient": steps.iter().flat_map(|step| ingredients(step, several)).collect::<Vec<_>>(),
        "recipeInstructions": steps.iter().flat_map(instructions).collect::<Vec<_>>(),
        "notes": [field(map, &["description"])],
        "recipeYield": joined(&[&servings, field(map, &["servings_text"])]),
        "prepTime": time(working),
        "totalTime": time(working + waiting),
        "isBasedOn": field(map, &["source_url"]),
        "keywords": names(map, &["keywords"]),
    }))
}

fn parts<'v>(step: &'v Value, name: &str) -> &'v [Value] {
    step.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The ingredient lines of a step, under the step's name if there are several steps.
fn ingredients(step: &Value, several: bool) -> Vec<Value> {
    let name =
        Some(text(step, "name")).filter(|name| several && !name.is_empty() && !parts(step, "ingredients").is_empty());
    let line = |value: &Value| {
        if value.get("is_header").and_then(Value::as_bool).unwrap_or(false) {
            return Some(json!(format!("{}:", text(value, "note").trim_end_matches(':'))));
        }
        let line = joined(&[&measured(value), text(value, "note")]);
        (!line.is_empty()).then(|| json!(line))
    };
    let name = name.map(|name| json!(format!("{}:", name.trim_end_matches(':'))));
    name.into_iter().chain(parts(step, "ingredients").iter().filter_map(line)).collect()
}

/// "200 g flour".
fn measured(ingredient: &Value) -> String {
    let named = |key: &str| ingredient.get(key).map_or("", |thing| text(thing, "name"));
    let without = ingredient.get("no_amount").and_then(Value::as_bool).unwrap_or(false);
    match number(ingredient.get("amount")).filter(|_| !without) {
        Some(number) => joined(&[&amount(number), named("unit"), named("food")]),
        None => named("food").to_owned(),
    }
}

/// The lines of a step, under its name.
fn instructions(step: &Value) -> Vec<Value> {
    let name = text(step, "name");
    let said = filled(text(step, "instruction"), parts(step, "ingredients"));
    let mut lines: Vec<String> =
        said.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    // Adds the step's timer if the text does not mention it.
    if let (Some(minutes), Some(last)) = (number(step.get("time")), lines.last_mut()) {
        let minutes = format!("{minutes:.0}");
        if !said.split(|c: char| !c.is_ascii_digit()).any(|number| number == minutes) {
            last.push_str(&format!(" ({minutes} min)"));
        }
    }
    let heading = (!name.is_empty()).then(|| heading(name));
    heading.into_iter().chain(lines.into_iter().map(|line| json!({"@type": "HowToStep", "text": line}))).collect()
}

/// Replaces templates such as `{{ ingredients[0] }}` or `{{ ingredients[0].food }}`.
fn filled(text: &str, ingredients: &[Value]) -> String {
    let mut said = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        said.push_str(before);
        let Some((template, after)) = after.split_once("}}") else {
            said.push_str("{{");
            rest = after;
            continue;
        };
        let number = template.trim().strip_prefix("ingredients[").and_then(|rest| rest.split_once(']'));
        let named =
            number.and_then(|(number, part)| Some((ingredients.get(number.trim().parse::<usize>().ok()?)?, part)));
        match named {
            Some((ingredient, ".food")) => {
                said.push_str(ingredient.get("food").map_or("", |food| self::text(food, "name")))
            }
            Some((ingredient, _)) => said.push_str(&measured(ingredient)),
            None => said.push_str(template.trim()),
        }
        rest = after;
    }
    said.push_str(rest);
    said
}
