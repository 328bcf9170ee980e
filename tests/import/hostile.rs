//! Pages that mean harm, small enough for a test; `benches/import.rs` measures them at their full size.

use baste::import::{ImportError, SourceHint, SourceLine, read};
use proptest::prelude::{ProptestConfig, any, proptest};

const PAGE: SourceHint<'_> = SourceHint { name: Some("page.html"), content_type: None };

/// A page with a recipe in it, and `junk` before it.
fn around(junk: &str) -> String {
    format!(
        "{junk}<h1>Toast</h1><h2>Ingredients</h2><ul><li>1 slice bread<li>butter</ul><h2>Method</h2><ol><li>Toast it.<li>Butter it.</ol>"
    )
}

#[test]
fn a_recipe_is_found_behind_whatever_stands_before_it() {
    for junk in [
        "<div>".repeat(6_000),
        "</div></p></span>".repeat(6_000),
        "<b><i><u>".repeat(5_000),
        "&amp;&#0;&#x110000;&bogus;".repeat(5_000),
        "much salt and pepper \0\u{1}\u{7f}\u{202e}".repeat(5_000),
        format!("<script>{}</script>", "x<!-- if (a<b) '</b>' &amp;".repeat(5_000)),
        format!("<script type=application/ld+json>{}</script>", "[".repeat(20_000)),
        format!("<script type=application/ld+json>{}</script>", r#"{"@type":"Recipe","name":"#.repeat(4_000)),
        "<table><tr><td>".repeat(60),
        "<ul><li>".repeat(60),
        format!("<p {}>x</p>", "a=b ".repeat(6_000)),
    ] {
        let start: String = junk.chars().take(30).collect();
        let source = read(around(&junk).as_bytes(), PAGE).unwrap_or_else(|unread| panic!("{start}: {unread}"));
        assert!(source.ingredients.contains(&SourceLine::Text("1 slice bread".to_owned())), "{start}: {source:#?}");
        assert!(source.instructions.contains(&SourceLine::Text("Toast it.".to_owned())), "{start}: {source:#?}");
    }
}

#[test]
fn what_is_no_recipe_is_an_error() {
    for (bytes, wanted) in [
        (&b""[..], ImportError::Empty),
        (b"  \n\t ", ImportError::Empty),
        (b"\xef\xbb\xbf", ImportError::Empty),
        (b"%PDF-1.7\n", ImportError::Pdf),
        (b"\x89PNG\r\n\x1a\n\0\0", ImportError::Picture),
        (b"<html><body><h1>News</h1><p>Nothing to cook here.</p></body></html>", ImportError::NoRecipe),
        (b"{\"@type\": \"Person\"}", ImportError::NoRecipe),
        (b"Dear all, the meeting is moved. See you there.", ImportError::NoRecipe),
    ] {
        assert_eq!(read(bytes, SourceHint::default()), Err(wanted), "{}", String::from_utf8_lossy(bytes));
    }
    assert_eq!(read(&vec![b' '; baste::import::LARGEST + 1], SourceHint::default()), Err(ImportError::TooMuch));
    let recipe = SourceHint { name: Some("soup.toml"), content_type: None };
    assert_eq!(read(b"name = \"Soup\"", recipe), Err(ImportError::Already));
}

#[test]
fn no_harm_comes_through() {
    let page = r#"<script type="application/ld+json">{"@type":"Recipe","name":"Red\u001b[31m \u202esoup\u0007","recipeIngredient":["1 \u0000onion&#27;]0;x&#7;"],
        "recipeInstructions":["Stir\u200b\u2066 it.\u2028Now"],"keywords":"a\u0085b","author":"\u009b1mEve"}</script>"#;
    let source = read(page.as_bytes(), PAGE).unwrap();
    let all = format!("{source:?}");
    let harmful = |c: &char| baste::recipe::text::is_harmful(*c);
    assert!(!all.contains("\\u{") && !all.chars().any(|c| harmful(&c)), "{all}");
}

#[test]
fn a_page_nested_deeper_than_any_is_read_or_refused() {
    for junk in ["<table><tr><td>", "<ul><li>", "<dl><dt>", "<select><option>", "<svg><title>"] {
        check(around(&junk.repeat(4_000)).as_bytes(), PAGE);
    }
}

/// Texts of a source, all of them clean.
#[track_caller]
fn check(bytes: &[u8], hint: SourceHint<'_>) {
    let Ok(source) = read(bytes, hint) else { return };
    let lines = source.ingredients.iter().chain(&source.instructions).map(|line| match line {
        SourceLine::Heading(text) | SourceLine::Text(text) => text,
    });
    let all: Vec<&String> = lines
        .chain(&source.title)
        .chain(&source.yields)
        .chain(&source.from)
        .chain(&source.tags)
        .chain(&source.notes)
        .chain(&source.warnings)
        .collect();
    for text in all {
        assert_eq!(baste::recipe::text::clean(text), *text, "not clean");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn no_bytes_break_it(bytes in any::<Vec<u8>>(), name in 0usize..4) {
        let names = ["a.html", "a.txt", "a.cook", "a.json"];
        check(&bytes, SourceHint { name: names.get(name).copied(), content_type: None });
    }

    #[test]
    fn no_page_breaks_it(html in r#"(<(/?(h1|h2|p|ul|ol|li|div|b|table|tr|td|br|dl|dt|script type="application/ld\+json"|li itemprop="recipeIngredient"|div itemscope itemtype="Recipe"|p class="hrecipe ingredient"))>|Ingredients|Method|Notes|:| 1 |½|2\.|salt|Stir it\.|&amp;|\n|\{|"@type":"Recipe"|\[|\]|,|"name":|"x"|\}){0,80}"#) {
        check(html.as_bytes(), PAGE);
    }

    #[test]
    fn no_json_breaks_it(json in r#"(\{"@type":"Recipe","recipeIngredient":|\{|\}|\[|\]|,|:|"@id"|"@type"|"Recipe"|"HowToStep"|"HowToSection"|"itemListElement"|"name"|"text"|"recipeInstructions"|"1 egg"|"a\\n2 b"|"<p>x"|1|null|\n){0,60}"#) {
        check(json.as_bytes(), SourceHint { name: Some("a.json"), content_type: None });
    }

    #[test]
    fn no_text_breaks_it(text in r"(Ingredients|Method|Notes|Zutaten|For the top|Serves 4|Prep: 5 min|:|- |\* |# |\*\*|\d\. |\d\) |Step 2|½ cup|2 eggs|salt|Stir it\.|Bake for 20 minutes\.|\n|\n\n| |---|\|){0,60}") {
        check(text.as_bytes(), SourceHint::default());
    }
}
