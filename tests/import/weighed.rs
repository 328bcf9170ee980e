//! Machine-readable data against what stands on the page: the fuller of the two is taken, and it is said.

use baste::import::{Source, SourceHint, SourceLine, read};

#[track_caller]
fn page(html: &str) -> Source {
    read(html.as_bytes(), SourceHint { name: Some("page.html"), content_type: None }).unwrap()
}

fn texts(lines: &[SourceLine]) -> Vec<&str> {
    lines.iter().map(SourceLine::text).collect()
}

fn data(ingredients: &str, steps: &str) -> String {
    format!(
        r#"<script type="application/ld+json">{{"@type":"Recipe","name":"Bean pot","recipeIngredient":{ingredients},"recipeInstructions":{steps}}}</script>"#
    )
}

#[test]
fn names_without_amounts_take_them_from_the_visible_list() {
    let html = data(r#"["white beans","onions","olive oil"]"#, r#"["Boil the beans.","Fry the onions in the oil."]"#)
        + "<h2>You need</h2><ul><li><span>400 g</span> white beans</li><li>2 onions</li><li>3 tbsp olive oil</li></ul>";
    let source = page(&html);
    assert_eq!(texts(&source.ingredients), ["400 g white beans", "2 onions", "3 tbsp olive oil"]);
    assert!(source.warnings.iter().any(|said| said.contains("leave out amounts")), "{:?}", source.warnings);
}

#[test]
fn amounts_of_the_data_stand_where_the_page_has_no_more() {
    let html = data(r#"["400 g white beans","2 onions","salt"]"#, r#"["Boil the beans.","Fry the onions."]"#)
        + "<h2>Ingredients</h2><ul><li>400 g white beans</li><li>2 onions</li><li>salt</li></ul><ul><li>1 salt cellar</li></ul>";
    let source = page(&html);
    assert_eq!(texts(&source.ingredients), ["400 g white beans", "2 onions", "salt"]);
    assert!(source.warnings.is_empty(), "{:?}", source.warnings);
}

#[test]
fn two_steps_of_six_take_the_rest_from_the_page() {
    let steps = r#"["Soak the beans overnight.","Boil the beans for 1 hour."]"#;
    let html = data(r#"["400 g white beans","2 onions"]"#, steps)
        + "<h2>Method</h2><ol><li>Soak the beans overnight.</li><li>Boil the beans for 1 hour.</li><li>Chop the onions finely.</li>
           <li>Fry them until they are golden.</li><li>Mix both with the oil.</li><li>Serve the pot while it is warm.</li></ol>";
    let source = page(&html);
    assert_eq!(source.instructions.len(), 6, "{:?}", source.instructions);
    assert!(source.warnings.iter().any(|said| said.contains("only part of the steps")), "{:?}", source.warnings);
}

#[test]
fn headings_of_steps_take_their_texts_from_the_page() {
    let steps = r#"[{"@type":"HowToStep","text":"Boil the beans"},{"@type":"HowToStep","text":"Fry the onions"}]"#;
    let html = data(r#"["400 g white beans","2 onions"]"#, steps)
        + "<div><div><p>1</p><p>Boil the beans</p><p>Put the soaked beans into a pot with fresh water and boil them for 50 minutes.</p></div>
           <div><p>2</p><p>Fry the onions</p><p>Chop the onions, fry them in the oil for 10 minutes and stir them into the beans.</p></div></div>
           <p>Share this page</p>";
    let wanted = [
        "Boil the beans",
        "Put the soaked beans into a pot with fresh water and boil them for 50 minutes.",
        "Fry the onions",
        "Chop the onions, fry them in the oil for 10 minutes and stir them into the beans.",
    ];
    assert_eq!(texts(&page(&html).instructions), wanted);
}

#[test]
fn lists_in_other_forms_are_read() {
    for list in [
        "<dl><dt>white beans</dt><dd>400 g</dd><dt>onions</dt><dd>2</dd></dl>",
        "<ul><li>400 g white beans<br>2 onions</li></ul>",
        "<p>• 400 g white beans<br>• 2 onions</p>",
        "<div>white beans</div><div>400 g</div><div>onions</div><div>2</div>",
        "<table><tr><td>400 g</td><th scope=row>white beans</th></tr><tr><td>2</td><th scope=row>onions</th></tr></table>",
    ] {
        let html = format!(
            "<h1>Bean pot</h1><h2>Ingredients</h2>{list}<h2>Method</h2><ol><li>Boil the beans.</li><li>Fry the onions.</li></ol>"
        );
        assert_eq!(texts(&page(&html).ingredients), ["400 g white beans", "2 onions"], "{list}");
    }
}

#[test]
fn an_ingredient_list_ends_where_praise_begins() {
    for heading in [
        "Why you will like it",
        "Darum schmeckt es so gut",
        "Pourquoi vous allez aimer",
        "Por qué te va a gustar",
        "Reasons to love this pot",
    ] {
        let html = format!(
            "<h1>Bean pot</h1><h2>Ingredients</h2><ul><li>400 g white beans</li><li>2 onions</li></ul><h3>{heading}</h3>
             <ul><li>cheap</li><li>quick to make</li><li>good the next day</li></ul><h2>Method</h2><ol><li>Boil the beans.</li></ol>"
        );
        assert_eq!(texts(&page(&html).ingredients), ["400 g white beans", "2 onions"], "{heading}");
    }
}

#[test]
fn lists_without_known_headings_are_found_by_their_shape() {
    let html = "<html><head><meta property=og:title content='Csokis kuglóf'></head><body><main><h1>Hozzávalók</h1>
        <ul><li>4 db tojás</li><li>250 g cukor</li><li>150 g liszt</li></ul><h1>A recept</h1>
        <p>A tojásokat szétválasztjuk, majd a cukorral habosra keverjük és 50 percig sütjük.</p></main></body></html>";
    let source = page(html);
    assert_eq!(texts(&source.ingredients), ["4 db tojás", "250 g cukor", "150 g liszt"]);
    assert_eq!(source.instructions.len(), 1, "{:?}", source.instructions);
}

#[test]
fn microdata_may_hold_json_lists_or_stand_on_a_heading() {
    let steps = r#"<meta itemprop="recipeInstructions" content='[{"@type":"HowToStep","text":"Boil the beans."},{"@type":"HowToStep","text":"Fry the onions."}]'>"#;
    let heading =
        "<h3 itemprop=recipeInstructions>Method</h3><ol><li>Boil the beans.</li><li>Fry the onions.</li></ol>";
    for method in [steps, heading] {
        let html = format!(
            "<div itemscope itemtype='https://schema.org/Recipe'><h1 itemprop=name>Bean pot</h1>
             <div itemprop=recipeIngredient><div>400 g white beans</div><div>2 onions</div></div>{method}</div>"
        );
        let source = page(&html);
        assert_eq!(texts(&source.ingredients), ["400 g white beans", "2 onions"], "{method}");
        assert_eq!(texts(&source.instructions), ["Boil the beans.", "Fry the onions."], "{method}");
    }
}

#[test]
fn the_title_is_not_the_first_word_of_a_menu() {
    let kitchen = "<meta property=og:title content='Bean pot - Kitchen'><title>Bean pot | Kitchen</title>";
    for (head, heading, wanted) in [
        (kitchen, "Navigation", "Bean pot"),
        ("<meta property=og:title content='Bean pot recipe'>", "Grandmother's bean pot", "Grandmother's bean pot"),
        ("<title>Cookbook:Bean pot</title>", "Cookbook:Bean pot", "Bean pot"),
    ] {
        let html = format!(
            "<html><head>{head}</head><body><h1>{heading}</h1><h2>Ingredients</h2><ul><li>400 g beans</li><li>salt</li></ul>
             <h2>Method</h2><ol><li>Boil the beans.</li></ol></body></html>"
        );
        assert_eq!(page(&html).title.as_deref(), Some(wanted), "{head}");
    }
}
