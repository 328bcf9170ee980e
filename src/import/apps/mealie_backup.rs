//! The `database.json` of a backup of Mealie 1 and later: its tables, with a row for each ingredient and each step.

use super::{mealie, text};
use serde_json::{Map, Value, json};
use std::collections::HashMap;

type Rows<'v> = HashMap<&'v str, Vec<&'v Value>>;

/// Converts all recipes; `None` if this is not such a file.
pub(super) fn recipes(map: &Map<String, Value>) -> Option<Vec<Value>> {
    let table = |name: &str| map.get(name)?.as_array();
    let recipes = table("recipes")?;
    let ingredients = by_recipe(table("recipes_ingredients")?);
    let steps = by_recipe(table("recipe_instructions")?);
    let notes = table("notes").map(|rows| by_recipe(rows)).unwrap_or_default();
    let names = |name: &str| -> HashMap<&str, &Value> {
        table(name).into_iter().flatten().map(|row| (text(row, "id"), row)).collect()
    };
    let (foods, units, tags) = (names("ingredient_foods"), names("ingredient_units"), names("tags"));
    let tagged = table("recipes_to_tags").map(|rows| by_recipe(rows)).unwrap_or_default();
    let whole = |recipe: &Value| {
        let Value::Object(recipe) = recipe else { return None };
        let id = recipe.get("id")?.as_str()?;
        let rows =
            |rows: &Rows<'_>| -> Vec<Value> { rows.get(id).into_iter().flatten().map(|row| (*row).clone()).collect() };
        let known = |row: &Value, key: &str, things: &HashMap<&str, &Value>| {
            things.get(text(row, key)).map_or(Value::Null, |thing| (*thing).clone())
        };
        let ingredients: Vec<Value> = rows(&ingredients)
            .into_iter()
            .map(|mut row| {
                let (food, unit) = (known(&row, "food_id", &foods), known(&row, "unit_id", &units));
                if let Value::Object(row) = &mut row {
                    row.extend([("food".to_owned(), food), ("unit".to_owned(), unit)]);
                }
                row
            })
            .collect();
        let tags: Vec<Value> = rows(&tagged).iter().map(|row| known(row, "tag_id", &tags)).collect();
        let mut recipe = recipe.clone();
        recipe.extend([
            ("recipe_ingredient".to_owned(), json!(ingredients)),
            ("recipe_instructions".to_owned(), json!(rows(&steps))),
            ("notes".to_owned(), json!(rows(&notes))),
            ("tags".to_owned(), json!(tags)),
        ]);
        mealie::recipe(&recipe)
    };
    Some(recipes.iter().filter_map(whole).collect())
}

/// The rows of each recipe, sorted by position.
fn by_recipe(rows: &[Value]) -> Rows<'_> {
    let mut sorted: Vec<&Value> = rows.iter().collect();
    sorted.sort_by_key(|row| row.get("position").and_then(Value::as_i64).unwrap_or(0));
    let mut by_recipe = Rows::new();
    for row in sorted {
        by_recipe.entry(text(row, "recipe_id")).or_default().push(row);
    }
    by_recipe
}
