//! Every known form of schema.org data on pages.

use super::Graph;
use super::steps::{is_number_of_step, numbered_sentences};
use crate::import::source::{Source, SourceLine};
use crate::time::Span;
use serde_json::{Value, json};

#[track_caller]
fn only(value: Value) -> Source {
    let values = [value];
    let sources = Graph::new(&values).sources();
    assert_eq!(sources.len(), 1, "{sources:#?}");
    sources.into_iter().next().unwrap()
}
/// Headings with a hash before them.
fn lines(lines: &[SourceLine]) -> Vec<String> {
    let shown = lines.iter().map(|line| match line {
        SourceLine::Heading(text) => format!("# {text}"),
        SourceLine::Text(text) => text.clone(),
    });
    shown.collect()
}
#[track_caller]
fn steps(instructions: Value) -> Vec<String> {
    lines(&only(json!({"@type": "Recipe", "name": "Soup", "recipeInstructions": instructions})).instructions)
}

#[test]
fn instructions_in_every_shape() {
    let wanted = ["Chop.", "Simmer."];
    for value in [
        json!(["Chop.", "Simmer."]),
        json!("Chop.\nSimmer."),
        json!("<p>Chop.</p><p>Simmer.</p>"),
        json!("1. Chop. 2. Simmer."),
        json!([{"@type": "HowToStep", "text": "Chop."}, {"@type": "HowToStep", "name": "Simmer."}]),
        json!([{"@type": "HowToStep", "name": "Step 1", "text": "Chop."}, {"@type": "HowToStep", "name": "Simmer", "text": "Simmer."}]),
        json!({"@type": "ItemList", "itemListElement": ["Chop.", "Simmer."]}),
        json!({"@type": "ItemList", "itemListElement": [
            {"@type": "ListItem", "item": {"@type": "HowToStep", "text": "Chop."}},
            {"@type": "ListItem", "item": {"text": "Simmer."}},
        ]}),
        json!([[{"@type": "HowToStep", "itemListElement": [{"@type": "HowToDirection", "text": "Chop."}]}], "Simmer."]),
        json!({"0": "Chop.", "1": "Simmer."}),
        json!([{"@type": "HowToStep", "text": "Chop.<br>Simmer."}]),
        json!("Chop.\rSimmer.\r<ol></ol>"),
        json!([{"@type": "HowToStep", "text": "Chop.", "itemListElement": {"text": "Chop."}}, {"text": "Simmer."}]),
    ] {
        assert_eq!(steps(value.clone()), wanted, "{value}");
    }
}

#[test]
fn sections_are_headings() {
    let section = |name: &str, text: &str| json!({"@type": "HowToSection", "name": name, "itemListElement": [{"@type": "HowToStep", "text": text}]});
    assert_eq!(steps(json!([section("Broth", "Chop."), section("", "Simmer.")])), ["# Broth", "Chop.", "Simmer."]);
    assert_eq!(
        steps(json!({"@type": "HowToStep", "name": "Make the broth", "text": "Chop. Simmer."})),
        ["# Make the broth", "Chop. Simmer."]
    );
    assert_eq!(steps(json!("Broth:\nChop.\nSimmer.")), ["# Broth:", "Chop.", "Simmer."]);
    assert_eq!(steps(json!(["Heat to 170 °C (gas", "3). Roast."])), ["Heat to 170 °C (gas 3). Roast."]);
}

#[test]
fn tips_are_notes() {
    let source = only(json!({"@type": "Recipe", "name": "Soup", "recipeInstructions": [
        {"@type": "HowToStep", "itemListElement": [{"@type": "HowToDirection", "text": "Chop."}, {"@type": "HowToTip", "text": "Small."}]}
    ]}));
    assert_eq!((lines(&source.instructions), source.notes), (vec!["Chop.".to_owned()], vec!["Small.".to_owned()]));
}

#[test]
fn ingredients_in_every_shape() {
    for value in [
        json!(["1 onion", "salt &amp; pepper"]),
        json!("1 onion\nsalt & pepper"),
        json!("<ul><li>1 onion</li><li>salt & pepper</li></ul>"),
        json!([{"@type": "PropertyValue", "name": "onion", "value": 1}, {"name": "salt & pepper"}]),
        json!([["▢ 1 onion"], ["salt & pepper", null, ""]]),
        json!({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "name": "1 onion"}, "salt & pepper"]}),
    ] {
        let source =
            only(json!({"@type": ["Thing", "https://schema.org/Recipe"], "name": "Soup", "recipeIngredient": value}));
        assert_eq!(lines(&source.ingredients), ["1 onion", "salt & pepper"], "{value}");
    }
}

#[test]
fn what_surrounds_the_recipe() {
    let source = only(json!({"@context": "https://schema.org", "@graph": [
        {"@type": "WebPage", "mainEntity": {"@type": "schema:Recipe", "name": " Pea&nbsp;soup ", "author": {"@id": "#me"}, "inLanguage": "en-GB",
         "recipeYield": ["4", "4 bowls"], "prepTime": "PT10M", "cookTime": "PT0M", "totalTime": "soon", "keywords": "green, Soup", "recipeCuisine": ["soup"]}},
        {"@id": "#me", "@type": "Person", "name": "Ada"},
    ]}));
    assert_eq!(source.title.as_deref(), Some("Pea soup"));
    assert_eq!(
        (source.from.as_deref(), source.language.as_deref(), source.yields.as_deref()),
        (Some("Ada"), Some("en"), Some("4 bowls"))
    );
    assert_eq!((source.prep, source.cook, source.total), (Some(Span::mins(10)), None, None));
    assert_eq!(source.warnings, ["The total time on the page could not be read: soon"]);
    assert_eq!(source.tags, ["green", "Soup", "soup"]);
}

#[test]
fn nodes_that_name_each_other_come_to_an_end() {
    let node = |id: &str, other: &str| json!({"@id": id, "@type": "HowToSection", "name": id, "itemListElement": ["Stir.", {"@id": other}, {"@id": other}]});
    let values = [
        json!({"@type": "Recipe", "name": "Soup", "recipeInstructions": {"@id": "a"}}),
        node("a", "b"),
        node("b", "a"),
    ];
    let source = Graph::new(&values).sources().remove(0);
    assert_eq!(lines(&source.instructions), ["# a", "Stir.", "# b", "Stir.", "# b", "Stir."]);
    // Many nodes that each refer to many more must end too, with a warning.
    let all: Vec<Value> = (0..30).map(|n| json!({"@id": format!("{n}"), "itemListElement": (0..30).map(|n| json!({"@id": format!("{n}")})).collect::<Vec<_>>()})).collect();
    let values = [json!({"@type": "Recipe", "name": "Soup", "recipeInstructions": all})];
    assert_eq!(Graph::new(&values).sources().remove(0).warnings.len(), 1);
}

#[test]
fn numbers_alone_are_no_steps() {
    for text in ["Step 1", "3.", "Schritt 12:", "#4"] {
        assert!(is_number_of_step(text), "{text}");
    }
    for text in ["Roast for 20", "gas 4 then 5", "Serves 10000", ""] {
        assert!(!is_number_of_step(text), "{text}");
    }
    assert_eq!(numbered_sentences("Heat to 1. Then 2. Stop."), ["Heat to 1. Then 2. Stop."]);
    assert_eq!(
        numbered_sentences("1) Chop 2 onions. 2) Fry 3 min. 3) Serve."),
        ["Chop 2 onions.", "Fry 3 min.", "Serve."]
    );
}

#[test]
fn a_note_in_two_brackets_has_one_and_brackets_in_brackets_stay() {
    for (line, wanted) in [
        ("1 cup butter ((softened))", "1 cup butter (softened)"),
        ("1 cup butter (((softened)))", "1 cup butter (softened)"),
        ("1 pound steak (thinly sliced (450 g))", "1 pound steak (thinly sliced (450 g))"),
        ("10 chilies ((or ½ tsp flakes), optional)", "10 chilies ((or ½ tsp flakes), optional)"),
        ("1 head lettuce (, chopped (6 cups)", "1 head lettuce (, chopped (6 cups)"),
        ("2 eggs)) (", "2 eggs)) ("),
    ] {
        assert_eq!(super::without_doubled_brackets(line), wanted, "{line}");
    }
}

#[test]
fn whole_amounts_have_no_decimal() {
    for (line, wanted) in
        [("500.0 g chickpeas", "500 g chickpeas"), ("2.0", "2"), ("1.5 l", "1.5 l"), ("v2.0 .0", "v2.0 .0")]
    {
        assert_eq!(super::whole_numbers(line), wanted);
    }
}
