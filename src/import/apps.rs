//! Converts exports of recipe managers to schema.org recipes, which the reader of web pages understands.
//!
//! The formats were taken from the programs' own source: Paprika 3, Mealie 0.5 to 2 and Tandoor 1. RecipeSage and Nextcloud Cookbook
//! export schema.org with a few additional fields.

mod mealie;
mod mealie_backup;
mod paprika;
mod tandoor;

pub(crate) use paprika::from_packed as paprika_recipe;

use serde_json::{Map, Value, json};

/// Converts the recipes of known programs to schema.org; all other values stay unchanged.
pub(crate) fn as_schema(values: Vec<Value>) -> Vec<Value> {
    values.into_iter().flat_map(recipes_in).collect()
}

fn recipes_in(value: Value) -> Vec<Value> {
    match value {
        Value::Array(items) => items.into_iter().flat_map(recipes_in).collect(),
        Value::Object(map) => {
            if let Some(recipes) = mealie_backup::recipes(&map) {
                return recipes;
            }
            let known = paprika::recipe(&map).or_else(|| mealie::recipe(&map)).or_else(|| tandoor::recipe(&map));
            match known {
                Some(recipe) => vec![recipe],
                None if is_list_of_recipes(&map) => map.into_iter().flat_map(|(_, value)| recipes_in(value)).collect(),
                None => vec![Value::Object(completed(map))],
            }
        }
        other => vec![other],
    }
}

/// Whether an object only wraps a list of recipes: `{"recipes": […]}`, `{"items": […], "page": 1}`.
fn is_list_of_recipes(map: &Map<String, Value>) -> bool {
    !map.contains_key("@type")
        && !map.contains_key("@graph")
        && map
            .iter()
            .any(|(key, value)| ["recipes", "items", "results", "data"].contains(&key.as_str()) && value.is_array())
}

/// Moves the additional fields of such programs, the cook's notes and the source, to where the reader expects them.
fn completed(mut map: Map<String, Value>) -> Map<String, Value> {
    let is_recipe = map.get("@type").and_then(Value::as_str).is_some_and(|kind| kind.ends_with("Recipe"));
    if !is_recipe {
        return map;
    }
    let own = map.get("comment").and_then(Value::as_array).into_iter().flatten();
    let own =
        own.filter(|comment| text(comment, "name") == "Author Notes").map(|comment| text(comment, "text").to_owned());
    let mut notes: Vec<String> = vec![field(&map, &["description"]).to_owned()];
    notes.extend(own);
    map.insert("notes".to_owned(), json!(notes));
    if !map.contains_key("author") {
        map.insert("author".to_owned(), json!(field(&map, &["creditText"])));
    }
    if field(&map, &["isBasedOn"]).is_empty() {
        map.insert("isBasedOn".to_owned(), json!(field(&map, &["url"])));
    }
    map
}

/// The text of a field; empty if there is none.
fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value.get(name).and_then(Value::as_str).unwrap_or("").trim()
}

/// The first of these fields with text; empty if none has any.
fn field<'v>(map: &'v Map<String, Value>, names: &[&str]) -> &'v str {
    names.iter().filter_map(|name| map.get(*name)?.as_str()).map(str::trim).find(|text| !text.is_empty()).unwrap_or("")
}

/// The first of these fields that is a list.
fn list<'v>(map: &'v Map<String, Value>, names: &[&str]) -> Option<&'v Vec<Value>> {
    names.iter().find_map(|name| map.get(*name)?.as_array())
}

/// The names in a list of texts or of objects with a name.
fn names(map: &Map<String, Value>, keys: &[&str]) -> Vec<String> {
    let name = |value: &Value| value.as_str().unwrap_or_else(|| text(value, "name")).to_owned();
    list(map, keys).into_iter().flatten().map(name).filter(|name| !name.is_empty()).collect()
}

/// A positive number, which may be written as text.
fn number(value: Option<&Value>) -> Option<f64> {
    let value = value?;
    let number = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())?;
    (number.is_finite() && number > 0.0).then_some(number)
}

/// Writes an amount as recipes do: "2", "1/2", "1 1/3", "0.85".
fn amount(number: f64) -> String {
    const FRACTIONS: [(f64, &str); 7] = [
        (0.125, "1/8"),
        (0.25, "1/4"),
        (1.0 / 3.0, "1/3"),
        (0.375, "3/8"),
        (0.5, "1/2"),
        (2.0 / 3.0, "2/3"),
        (0.75, "3/4"),
    ];
    let whole = number.trunc();
    match FRACTIONS.iter().find(|(value, _)| (number - whole - value).abs() < 0.004) {
        Some((_, fraction)) if whole == 0.0 => (*fraction).to_owned(),
        Some((_, fraction)) if whole < 100.0 => format!("{whole} {fraction}"),
        Some(_) | None => {
            let text = format!("{number:.3}");
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
    }
}

/// Joins the parts that are not empty with spaces.
fn joined(parts: &[&str]) -> String {
    parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A heading, as an empty section.
fn heading(name: &str) -> Value {
    json!({"@type": "HowToSection", "name": name})
}

#[cfg(test)]
mod tests {
    use super::amount;

    #[test]
    fn amounts_are_written_as_a_cook_writes_them() {
        for (number, written) in [
            (2.0, "2"),
            (0.5, "1/2"),
            (1.333, "1 1/3"),
            (0.85, "0.85"),
            (250.0, "250"),
            (2.25, "2 1/4"),
            (0.001, "0.001"),
        ] {
            assert_eq!(amount(number), written);
        }
    }
}
