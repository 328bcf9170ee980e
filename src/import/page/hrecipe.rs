//! hRecipe and h-recipe, which mark a recipe by class names (microformats.org/wiki/hrecipe, /h-recipe), to schema.org JSON.

use super::markup;
use super::tree::Node;
use serde_json::{Map, Value};

/// A property of schema.org and the classes that mark it.
const CLASSES: [(&str, &[&str]); 9] = [
    ("name", &["fn", "p-name"]),
    ("recipeYield", &["yield", "p-yield"]),
    ("totalTime", &["duration", "dt-duration", "totaltime"]),
    ("prepTime", &["preptime"]),
    ("cookTime", &["cooktime"]),
    ("author", &["author", "p-author"]),
    ("keywords", &["tag", "p-category"]),
    ("recipeIngredient", &["ingredient", "p-ingredient"]),
    ("recipeInstructions", &["instruction", "instructions", "e-instructions"]),
];

/// Every recipe that is marked so in the page.
pub(crate) fn recipes(root: Node<'_>) -> Vec<Value> {
    let is_recipe = |node: &Node<'_>| ["hrecipe", "h-recipe"].iter().any(|class| node.has_class(class));
    root.inside().filter(is_recipe).take(50).map(recipe).collect()
}

fn recipe(root: Node<'_>) -> Value {
    let mut map = Map::new();
    map.insert("@type".to_owned(), Value::from("Recipe"));
    for (property, classes) in CLASSES {
        let marked: Vec<Node<'_>> =
            root.inside().filter(|node| classes.iter().any(|class| node.has_class(class))).collect();
        // What stands in another one of its kind is told by that: "instructions" around each "instruction".
        let inner =
            |node: &Node<'_>| node.inside().skip(1).any(|inner| classes.iter().any(|class| inner.has_class(class)));
        let mut values: Vec<Value> = marked
            .iter()
            .filter(|node| property != "name" && !inner(node))
            .map(|node| value(property, *node))
            .collect();
        if property == "name" {
            values.extend(marked.first().map(|node| value(property, *node)));
        }
        values.dedup();
        if !values.is_empty() {
            map.insert(property.to_owned(), Value::Array(values));
        }
    }
    Value::Object(map)
}

fn value(property: &str, node: Node<'_>) -> Value {
    // A time stands in a title (the value class pattern of microformats) or an attribute; else in words.
    let machine = node.inside().find_map(|inner| {
        inner
            .attr("datetime")
            .or_else(|| inner.attr("title").filter(|_| inner.has_class("value-title") || inner.name() == "abbr"))
    });
    if let Some(machine) = machine.filter(|_| property.ends_with("Time")) {
        return Value::from(machine);
    }
    match property {
        "recipeIngredient" => Value::from(markup::line(whole_item(node))),
        "recipeInstructions" => Value::from(markup::lines(node).join("\n")),
        _ => Value::from(markup::line(node)),
    }
}

/// The list item around an ingredient where only its name is marked and the amount stands beside it.
fn whole_item(node: Node<'_>) -> Node<'_> {
    let around = node.around().take(3).find(|around| around.name() == "li");
    let alone = |item: &Node<'_>| {
        item.inside().filter(|inner| inner.has_class("ingredient") || inner.has_class("p-ingredient")).count() == 1
    };
    around.filter(alone).unwrap_or(node)
}
