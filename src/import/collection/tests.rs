//! The exports of each program, in the shapes that it writes.

use super::{CollectionEntry, read_all};
use crate::import::archive::tests::{gzip, zip};
use crate::import::error::ImportError;
use crate::import::read::SourceHint;
use crate::import::source::{Source, SourceLine};
use crate::time::Span;
use serde_json::{Value, json};

#[track_caller]
fn sources(bytes: &[u8]) -> Vec<Source> {
    let entries = read_all(bytes, SourceHint::default()).unwrap();
    entries
        .into_iter()
        .map(|CollectionEntry { name, source }| source.unwrap_or_else(|e| panic!("{name:?}: {e}")))
        .collect()
}

#[track_caller]
fn only(value: &Value) -> Source {
    let mut sources = sources(value.to_string().as_bytes());
    assert_eq!(sources.len(), 1, "{sources:#?}");
    sources.remove(0)
}

fn lines(lines: &[SourceLine]) -> Vec<String> {
    let shown = lines.iter().map(|line| match line {
        SourceLine::Heading(text) => format!("# {}", text.trim_end_matches(':')),
        SourceLine::Text(text) => text.clone(),
    });
    shown.collect()
}

fn paprika(name: &str) -> Vec<u8> {
    let recipe = json!({
        "uid": "4A1", "name": name, "ingredients": "2 onions\n\nFor the top:\n50 g **old** cheese\n1 tsp salt", "hash": "0f",
        "directions": "Fry the onions for 10 minutes.\n\nTop as in [recipe:Toast] and bake for 20 minutes.[photo:1]",
        "description": "From the north.", "notes": "Keeps 2 days.", "servings": "4", "prep_time": "10 mins", "cook_time": "1 hr 5 min",
        "total_time": "", "source": "Nan", "source_url": "https://example.org/soup", "categories": ["Soup", "Winter"], "rating": 4,
        "photo_data": "AAAA".repeat(200_000), "photos": [{"data": "AAAA", "name": "1"}], "photo": null, "difficulty": "", "on_favorites": false,
    });
    gzip(recipe.to_string().as_bytes())
}

#[test]
fn paprika_exports_have_a_packed_recipe_each() {
    let export = zip(&[("Soup.paprikarecipe", &paprika("Soup")), ("Pie.paprikarecipe", &paprika("Pie"))], true);
    let read = sources(&export);
    assert_eq!(read.iter().map(|source| source.title.as_deref().unwrap()).collect::<Vec<_>>(), ["Soup", "Pie"]);
    let soup = &read[0];
    assert_eq!(lines(&soup.ingredients), ["2 onions", "# For the top", "50 g old cheese", "1 tsp salt"]);
    assert_eq!(
        lines(&soup.instructions),
        ["Fry the onions for 10 minutes.", "Top as in Toast and bake for 20 minutes."]
    );
    assert_eq!((soup.yields.as_deref(), soup.prep, soup.cook), (Some("4"), Some(Span::mins(10)), Some(Span::mins(65))));
    assert_eq!(soup.from.as_deref(), Some("Nan, https://example.org/soup"));
    assert_eq!(
        (&soup.notes[..], &soup.tags[..]),
        (
            &["From the north.".to_owned(), "Keeps 2 days.".to_owned()][..],
            &["Soup".to_owned(), "Winter".to_owned()][..]
        )
    );
    // One recipe alone, as the app sends it.
    assert_eq!(sources(&paprika("Soup")), read[..1]);
}

#[test]
fn one_broken_recipe_of_many_is_named_and_the_others_are_read() {
    let export = zip(&[("Bad.paprikarecipe", b"\x1f\x8b\x08rubbish"), ("Pie.paprikarecipe", &paprika("Pie"))], false);
    let read = read_all(&export, SourceHint::default()).unwrap();
    assert_eq!(
        read[0],
        CollectionEntry { name: Some("Bad.paprikarecipe".to_owned()), source: Err(ImportError::Damaged) }
    );
    assert_eq!((read.len(), read[1].name.as_deref(), read[1].source.is_ok()), (2, Some("Pie"), true));
}

#[test]
fn mealie_has_amount_unit_and_food_apart() {
    let today = json!({
        "id": "6", "name": "Soup", "slug": "soup", "recipeServings": 4.0, "recipeYieldQuantity": 0.0, "recipeYield": null,
        "totalTime": "1 hour 10 minutes", "prepTime": "PT10M", "performTime": "1 hour", "description": "Warm.", "recipeCategory": [],
        "tags": [{"id": "1", "name": "Winter", "slug": "winter"}], "orgURL": "https://example.org/soup",
        "recipeIngredient": [
            {"quantity": 0.5, "unit": {"name": "kilogram", "abbreviation": "kg", "useAbbreviation": true}, "food": {"name": "peas"}, "note": "dried", "title": "Broth", "originalText": null},
            {"quantity": 1.0, "unit": null, "food": null, "note": "2 tbsp oil", "title": null, "display": "2 tbsp oil"},
            {"quantity": 0.0, "unit": null, "food": {"name": "salt"}, "note": ""},
        ],
        "recipeInstructions": [{"title": "Broth", "summary": "", "text": "Boil for 60 minutes."}, {"title": "", "text": "Serve."}],
        "notes": [{"title": "Tip", "text": "Soak them."}],
    });
    let soup = only(&today);
    assert_eq!(lines(&soup.ingredients), ["# Broth", "1/2 kg peas dried", "2 tbsp oil", "salt"]);
    assert_eq!(lines(&soup.instructions), ["# Broth", "Boil for 60 minutes.", "Serve."]);
    assert_eq!(
        (soup.yields.as_deref(), soup.prep, soup.total),
        (Some("4"), Some(Span::mins(10)), Some(Span::mins(70)))
    );
    assert_eq!((soup.notes.join(" "), soup.tags.join(" ")), ("Warm. Tip Soak them.".to_owned(), "Winter".to_owned()));
    assert_eq!(soup.from.as_deref(), Some("https://example.org/soup"));
    let first = json!({
        "name": "Pie", "recipe_yield": "1 pie", "recipe_ingredient": [{"title": "", "note": "200 g flour", "unit": null, "food": null, "disable_amount": true, "quantity": 1}],
        "recipe_instructions": [{"title": "", "text": "Bake for 40 minutes."}, {"title": "", "text": "Cool."}], "org_url": null,
    });
    let export = zip(
        &[
            ("recipes/soup/soup.json", today.to_string().as_bytes()),
            ("recipes/pie/pie.json", first.to_string().as_bytes()),
            ("recipes/pie/images/original.webp", b"RIFF"),
            ("settings/settings.json", b"{\"name\": \"default\"}"),
        ],
        true,
    );
    let read = sources(&export);
    assert_eq!(read.len(), 2);
    assert_eq!(
        (lines(&read[1].ingredients).join(" "), read[1].yields.as_deref()),
        ("200 g flour".to_owned(), Some("1 pie"))
    );
}

#[test]
fn the_tables_of_a_mealie_backup_are_put_together() {
    let tables = json!({
        "recipes": [{"id": "a", "name": "Soup", "recipe_servings": 2, "recipe_yield": "bowls", "org_url": null}, {"id": "b", "name": "Pie"}],
        "recipes_ingredients": [
            {"recipe_id": "a", "position": 1, "title": null, "note": "", "food_id": "f", "unit_id": "u", "quantity": 250.0},
            {"recipe_id": "b", "position": 0, "title": null, "note": "1 crust", "food_id": null, "unit_id": null, "quantity": null},
            {"recipe_id": "a", "position": 0, "title": "Broth", "note": "1 l stock", "food_id": null, "unit_id": null, "quantity": 1.0},
        ],
        "recipe_instructions": [
            {"recipe_id": "a", "position": 1, "title": "", "text": "Serve."}, {"recipe_id": "a", "position": 0, "title": "", "text": "Boil 20 min."},
            {"recipe_id": "b", "position": 0, "title": "", "text": "Bake 40 min."},
        ],
        "ingredient_foods": [{"id": "f", "name": "peas"}], "ingredient_units": [{"id": "u", "name": "gram", "abbreviation": "g", "use_abbreviation": true}],
        "notes": [], "tags": [{"id": "t", "name": "Winter"}], "recipes_to_tags": [{"recipe_id": "a", "tag_id": "t"}],
    });
    let read = sources(&zip(&[("database.json", tables.to_string().as_bytes())], true));
    assert_eq!(lines(&read[0].ingredients), ["# Broth", "1 l stock", "250 g peas"]);
    assert_eq!(lines(&read[0].instructions), ["Boil 20 min.", "Serve."]);
    assert_eq!((read[0].yields.as_deref(), read[0].tags.join(" ")), (Some("2 bowls"), "Winter".to_owned()));
    assert_eq!(lines(&read[1].instructions), ["Bake 40 min."]);
}

fn tandoor() -> Value {
    json!({
        "name": "Soup", "description": "Warm.", "keywords": [{"name": "Winter", "description": ""}], "working_time": 15, "waiting_time": 60,
        "internal": true, "nutrition": null, "servings": 4, "servings_text": "bowls", "source_url": "https://example.org/soup",
        "steps": [
            {"name": "Broth", "instruction": "Boil {{ ingredients[0] }} well.\n\nAdd the {{ ingredients[2].food }}.", "time": 45, "order": 0, "show_as_header": true,
             "ingredients": [
                {"food": {"name": "peas"}, "unit": {"name": "g", "description": null}, "amount": 250.0, "note": "dried", "order": 0, "is_header": false, "no_amount": false},
                {"food": null, "unit": null, "amount": 0, "note": "To taste", "is_header": true, "no_amount": false},
                {"food": {"name": "salt"}, "unit": null, "amount": 0.0, "note": "", "is_header": false, "no_amount": true},
             ]},
            {"name": "", "instruction": "Rest for 10 minutes.", "ingredients": [], "time": 10, "order": 1},
        ],
    })
}

#[test]
fn tandoor_has_its_ingredients_within_its_steps() {
    let soup = only(&tandoor());
    assert_eq!(lines(&soup.ingredients), ["# Broth", "250 g peas dried", "# To taste", "salt"]);
    assert_eq!(
        lines(&soup.instructions),
        ["# Broth", "Boil 250 g peas well.", "Add the salt. (45 min)", "Rest for 10 minutes."]
    );
    assert_eq!(
        (soup.yields.as_deref(), soup.prep, soup.total),
        (Some("4 bowls"), Some(Span::mins(15)), Some(Span::mins(75)))
    );
    let recipe = zip(&[("recipe.json", tandoor().to_string().as_bytes()), ("image.jpg", b"\xff\xd8\xff")], false);
    let export = zip(&[("Soup.zip", &recipe), ("Soup_again.zip", &recipe)], false);
    assert_eq!(sources(&export), [soup.clone(), soup]);
}

#[test]
fn recipe_sage_and_nextcloud_are_schema_org_with_names_of_their_own() {
    let sage = |name: &str| {
        json!({
            "@context": "http://schema.org", "@type": "Recipe", "identifier": "1", "name": name, "description": "Warm.", "prepTime": "PT10M", "totalTime": "a while",
            "recipeIngredient": ["[Broth]", "250 g peas", "1 l stock"], "recipeYield": "4 bowls", "recipeCategory": ["winter"], "creditText": "Nan", "isBasedOn": "https://example.org/soup",
            "recipeInstructions": [{"@type": "HowToSection", "name": "Broth"}, {"@type": "HowToStep", "text": "Boil for 45 minutes."}, {"@type": "HowToStep", "text": "Serve."}],
            "comment": [{"@type": "Comment", "name": "Author Notes", "text": "Soak them."}, {"@type": "Comment", "name": "Eve", "text": "Lovely!"}], "image": [],
        })
    };
    let read = sources(json!([sage("Soup"), sage("Stew")]).to_string().as_bytes());
    assert_eq!(read.iter().map(|source| source.title.as_deref().unwrap()).collect::<Vec<_>>(), ["Soup", "Stew"]);
    assert_eq!(lines(&read[0].ingredients), ["# Broth", "250 g peas", "1 l stock"]);
    assert_eq!(lines(&read[0].instructions), ["# Broth", "Boil for 45 minutes.", "Serve."]);
    assert_eq!(
        (read[0].from.as_deref(), read[0].notes.join(" ")),
        (Some("Nan, https://example.org/soup"), "Warm. Soak them.".to_owned())
    );
    assert!(read[0].warnings[0].contains("a while"));
    let nextcloud = json!({
        "@context": "http://schema.org", "@type": "Recipe", "name": "Soup", "description": "Warm.", "url": "https://example.org/soup", "image": "", "imageUrl": "",
        "prepTime": "PT0H10M", "cookTime": "PT1H0M", "totalTime": null, "recipeCategory": "Soups", "keywords": "winter,quick", "recipeYield": 4, "tool": [],
        "recipeIngredient": ["## Broth", "250 g peas"], "recipeInstructions": ["## Broth", "Boil for 45 minutes.", "Serve."], "dateModified": "2024-01-01", "id": "7",
    });
    let soup = only(&nextcloud);
    assert_eq!(
        (lines(&soup.ingredients), lines(&soup.instructions)),
        (
            vec!["# Broth".to_owned(), "250 g peas".to_owned()],
            vec!["# Broth".to_owned(), "Boil for 45 minutes.".to_owned(), "Serve.".to_owned()]
        )
    );
    assert_eq!(
        (soup.from.as_deref(), soup.cook, soup.notes.join("")),
        (Some("https://example.org/soup"), Some(Span::mins(60)), "Warm.".to_owned())
    );
}

#[test]
fn what_is_no_collection_of_recipes_is_refused() {
    for (bytes, wanted) in [
        (zip(&[("META-INF/container.xml", b"<x/>"), ("a.xhtml", b"<p>")], true), ImportError::Book),
        (zip(&[("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")], true), ImportError::Document),
        (zip(&[("holiday.jpg", b"\xff\xd8\xff"), ("list.json", b"[1, 2]")], true), ImportError::NoRecipe),
        (zip(&[("../x.json", b"{}")], true), ImportError::ClimbingPath),
        (gzip(&gzip(b"x")), ImportError::TooMuch),
        (b"PK\x03\x04rubbish".to_vec(), ImportError::Damaged),
        (b"[{\"name\": \"Soup\"}]".to_vec(), ImportError::NoRecipe),
    ] {
        assert_eq!(read_all(&bytes, SourceHint::default()), Err(wanted));
    }
    let bracket = "[My \"best\" soup]\n\nIngredients\n2 onions\n1 l stock\n\nMethod\nBoil for 20 minutes.";
    assert_eq!(sources(bracket.as_bytes())[0].ingredients.len(), 2);
}
