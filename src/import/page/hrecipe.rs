//! Converts hRecipe and h-recipe, which mark a recipe by class names (microformats.org/wiki/hrecipe, /h-recipe), to schema.org JSON.

use super::markup;
use super::tree::Node;
use serde_json::{Map, Value};

/// A schema.org property and the classes that mark it.
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

/// All recipes marked in this way on the page.
pub(crate) fn recipes(root: Node<'_>) -> Vec<Value> {
    let is_recipe = |node: Node<'_>| ["hrecipe", "h-recipe"].iter().any(|class| node.has_class(class));
    root.outermost(is_recipe).take(50).map(recipe).collect()
}

fn recipe(root: Node<'_>) -> Value {
    let mut map = Map::new();
    map.insert("@type".to_owned(), Value::from("Recipe"));
    for (property, classes) in CLASSES {
        let marked = || root.inside().filter(|node| classes.iter().any(|class| node.has_class(class)));
        // Only the innermost of nested elements counts: some pages put "instructions" around each "instruction".
        let outer =
            |node: &Node<'_>| node.inside().skip(1).any(|inner| classes.iter().any(|class| inner.has_class(class)));
        let mut values: Vec<Value> = match property {
            "name" => marked().take(1).map(|node| value(property, node)).collect(),
            "recipeIngredient" => ingredients(&marked().filter(|node| !outer(node)).take(500).collect::<Vec<_>>()),
            _ => marked().filter(|node| !outer(node)).take(500).map(|node| value(property, node)).collect(),
        };
        values.dedup();
        if !values.is_empty() {
            map.insert(property.to_owned(), Value::Array(values));
        }
    }
    Value::Object(map)
}

/// The ingredient lines. If only a name inside each item is marked, the items are taken instead.
fn ingredients(marked: &[Node<'_>]) -> Vec<Value> {
    fn item(node: Node<'_>) -> Option<Node<'_>> {
        node.around().take(3).find(|around| around.name() == "li")
    }
    let lists: Vec<Node<'_>> =
        marked.iter().filter(|node| node.name() != "li").filter_map(|node| item(*node)?.parent()).collect();
    if lists.is_empty() {
        return marked.iter().map(|node| Value::from(markup::line(*node))).collect();
    }
    let mut lines = Vec::new();
    let mut last = None;
    for list in lists {
        if last != Some(list) {
            lines.extend(active_steps(list));
            last = Some(list);
        }
    }
    lines.into_iter().map(Value::from).collect()
}

/// The items of a list, without a link that repeats at the end of each ("add to list").
fn active_steps(list: Node<'_>) -> Vec<String> {
    let items: Vec<Node<'_>> = list.children().filter(|node| node.name() == "li").collect();
    let control = |item: &Node<'_>| -> Option<String> {
        item.children().filter(|node| node.name() == "a").last().map(markup::line).filter(|text| !text.is_empty())
    };
    let first = items.first().and_then(control);
    let shared = first.filter(|text| items.len() > 1 && items.iter().all(|item| control(item).as_ref() == Some(text)));
    let lines = items.into_iter().map(markup::line);
    lines
        .map(|line| shared.as_deref().and_then(|end| line.strip_suffix(end)).unwrap_or(&line).trim().to_owned())
        .collect()
}

fn value(property: &str, node: Node<'_>) -> Value {
    // A time is in a title (the value class pattern of microformats) or an attribute; otherwise in the text.
    let machine = node.inside().find_map(|inner| {
        inner
            .attr("datetime")
            .or_else(|| inner.attr("title").filter(|_| inner.has_class("value-title") || inner.name() == "abbr"))
    });
    if let Some(machine) = machine.filter(|_| property.ends_with("Time")) {
        return Value::from(machine);
    }
    match property {
        "recipeInstructions" => Value::from(markup::lines(node).join("\n")),
        _ => Value::from(markup::line(node)),
    }
}
