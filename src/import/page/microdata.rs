//! Converts microdata and RDFa to the JSON that JSON-LD would contain (HTML standard, 5.2; RDFa Lite 1.1).
//!
//! They differ only in their attributes, so one walk reads both.

use super::markup;
use super::tree::Node;
use crate::import::headings;
use crate::import::marks::has_amount;
use serde_json::{Map, Value};

/// The attributes that mark an item and its properties.
#[derive(Clone, Copy, Debug)]
struct Marks {
    kind: &'static str,
    property: &'static str,
}

const MICRODATA: Marks = Marks { kind: "itemtype", property: "itemprop" };
const RDFA: Marks = Marks { kind: "typeof", property: "property" };

/// All recipes marked in this way on the page.
pub(crate) fn recipes(root: Node<'_>) -> Vec<Value> {
    [MICRODATA, RDFA].iter().flat_map(|marks| marked(root, *marks)).collect()
}

fn marked(root: Node<'_>, marks: Marks) -> Vec<Value> {
    let is_recipe = |node: Node<'_>| {
        let mut kinds = node.words(marks.kind);
        kinds.any(|kind| bare(kind).rsplit('#').next().is_some_and(|kind| kind.eq_ignore_ascii_case("recipe")))
    };
    let mut recipes: Vec<Value> = root.outermost(is_recipe).take(50).map(|node| item(node, marks)).collect();
    if recipes.is_empty() {
        // Some pages mark the properties but not the item.
        let whole = item(root, marks);
        if whole.get("recipeIngredient").is_some() {
            recipes.push(whole);
        }
    }
    for recipe in &mut recipes {
        if let Value::Object(map) = recipe {
            map.insert("@type".to_owned(), Value::from("Recipe"));
        }
    }
    recipes
}

/// An item with its properties. The recursion is bounded by the depth of the tree.
fn item(node: Node<'_>, marks: Marks) -> Value {
    let mut map = Map::new();
    if let Some(kind) = node.words(marks.kind).next() {
        map.insert("@type".to_owned(), Value::from(kind));
    }
    let is_item = |inner: Node<'_>| inner.has_attr("itemscope") || inner.has_attr(marks.kind);
    let known = |inner: Node<'_>| inner.words(marks.property).map(bare).any(is_known);
    // Properties inside a property belong to its value, and are not collected here too.
    for inner in node.children().flat_map(|child| child.outermost(|inner| is_item(inner) || known(inner))) {
        for name in inner.words(marks.property).map(bare).filter(|name| is_known(name)) {
            add(&mut map, today(name), value(inner, name, marks, is_item(inner)));
        }
    }
    Value::Object(map)
}

/// A name without its vocabulary: `schema:name`, `http://schema.org/name`.
fn bare(name: &str) -> &str {
    name.rsplit([':', '/']).next().unwrap_or(name)
}

/// The current name of a renamed property, so that both names fill one list.
fn today(name: &str) -> &str {
    match name.to_ascii_lowercase().as_str() {
        "ingredients" | "recipeingredient" => "recipeIngredient",
        "instructions" | "recipeinstructions" => "recipeInstructions",
        _ => name,
    }
}

/// The properties that describe a recipe or its steps.
fn is_known(name: &str) -> bool {
    const KNOWN: [&str; 20] = [
        "name",
        "headline",
        "author",
        "creator",
        "inLanguage",
        "recipeYield",
        "yield",
        "keywords",
        "recipeCategory",
        "recipeCuisine",
        "prepTime",
        "cookTime",
        "totalTime",
        "recipeIngredient",
        "ingredients",
        "recipeInstructions",
        "instructions",
        "itemListElement",
        "item",
        "text",
    ];
    KNOWN.iter().any(|known| known.eq_ignore_ascii_case(name))
}

fn add(map: &mut Map<String, Value>, name: &str, value: Value) {
    match map.get_mut(name) {
        None => {
            map.insert(name.to_owned(), value);
        }
        Some(Value::Array(values)) => values.push(value),
        Some(first) => *first = Value::Array(vec![first.take(), value]),
    }
}

/// The value of a property: an item, an attribute, or the text.
fn value(node: Node<'_>, name: &str, marks: Marks, is_item: bool) -> Value {
    if is_item && has_properties(node, marks) {
        return item(node, marks);
    }
    // The text of a link counts, never its address: a name may link to a page.
    let attr = match node.name() {
        "time" => node.attr("datetime").or_else(|| node.attr("content")),
        "data" | "meter" => node.attr("value").or_else(|| node.attr("content")),
        _ => node.attr("content").or_else(|| node.attr("datetime")),
    };
    let small = name.to_ascii_lowercase();
    // Some programs write the whole list as JSON into one attribute or tag.
    let json = |text: &str| {
        let text = text.trim();
        let listed = small.contains("instruction") || small.contains("ingredient");
        (listed && text.starts_with(['[', '{'])).then(|| serde_json::from_str::<Value>(text).ok()).flatten()
    };
    let whole = markup::line(node);
    if let Some(value) = attr.and_then(json).or_else(|| json(&whole)) {
        return value;
    }
    match attr.filter(|attr| !attr.is_empty()) {
        Some(attr) => Value::from(attr),
        // The mark stands on the heading; what it means follows.
        None if small.contains("in") && is_heading(node) && headings::section(&whole).is_some() => Value::Null,
        // A list marked as a whole gives one line for each item; a single item is one line, whatever its layout.
        None if small.contains("instruction") || (small.contains("ingredient") && is_list(node)) || small == "text" => {
            Value::from(markup::lines(node).join("\n"))
        }
        None => Value::from(whole),
    }
}

fn is_heading(node: Node<'_>) -> bool {
    matches!(node.name(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

fn is_list(node: Node<'_>) -> bool {
    let parts: Vec<String> = node.children().filter(|inner| inner.name() == "div").map(markup::line).collect();
    let divs = parts.len() > 1 && parts.iter().all(|part| part.contains(' ') && has_amount(part));
    divs || node.inside().skip(1).filter(|inner| matches!(inner.name(), "li" | "tr" | "br" | "p")).nth(1).is_some()
}

fn has_properties(node: Node<'_>, marks: Marks) -> bool {
    node.inside().skip(1).any(|inner| inner.has_attr(marks.property))
}
