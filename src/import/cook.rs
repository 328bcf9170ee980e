//! Reads Cooklang (cooklang.org/docs/spec) into a [`Source`], using the language's own parser.
//!
//! Amounts, tools and timers are put back into the text of their step, so that a step reads as its author meant it.

mod front_matter;
mod timer;

use self::front_matter::{FrontEntry, find, split};
use super::error::ImportError;
use super::headings::{self, Section};
use super::page::duration;
use super::source::{Source, SourceLine};
use super::tidy::{language, tidy};
use cooklang::quantity::Quantity;
use cooklang::{Content, Converter, CooklangParser, Extensions, Ingredient, Item, Metadata, Modifiers, Recipe};

/// Longer than any real recipe. A limit is needed because the parser's time grows faster than the text.
const LONGEST: usize = 50_000;

pub(crate) fn read(text: &str) -> Result<Source, ImportError> {
    if text.len() > LONGEST {
        return Err(ImportError::TooMuch);
    }
    let (front, body) = split(text);
    let (body, empty) = timer::without_empty(&escaped(&body));
    // Every extension that other Cooklang parsers accept, except amounts in plain words: those are understood later, as on a page.
    let extensions = Extensions::COMPAT.difference(Extensions::INLINE_QUANTITIES | Extensions::ADVANCED_UNITS);
    let parsed = CooklangParser::new(extensions, Converter::empty()).parse(&body);
    let (recipe, report) = parsed.into_tuple();
    let mut source = Source::default();
    source.warnings.extend(report.errors().map(|error| format!("Cooklang: {}", tidy(&error.to_string()))));
    let Some(recipe) = recipe else { return Err(ImportError::NoRecipe) };
    about(&front, &recipe.metadata, &mut source);
    if empty > 0 {
        source.warnings.push("Cooklang: a timer has no time: set it by hand".to_owned());
    }
    ingredients(&recipe, &mut source);
    // The units of the timers are written in the language that the words show.
    steps(&recipe, &mut source, "", &mut Vec::new());
    let told = source.language.as_deref().or_else(|| super::language::detect(&source)).unwrap_or("en").to_owned();
    source.instructions.clear();
    source.notes.clear();
    source.notes.extend(description(&front, &recipe.metadata));
    let mut unread = Vec::new();
    steps(&recipe, &mut source, &told, &mut unread);
    source
        .warnings
        .extend(unread.iter().map(|text| format!("Cooklang: the timer \"{text}\" could not be read: set it by hand")));
    if source.instructions.is_empty() && source.ingredients.is_empty() {
        Err(ImportError::NoRecipe)
    } else {
        Ok(source)
    }
}

/// Removes backslashes that escape nothing: the parser accepts only ASCII after a backslash.
fn escaped(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        if c != '\\' {
            kept.push(c);
        } else if let Some(escaped) = letters.next_if(char::is_ascii) {
            kept.extend(['\\', escaped]);
        }
    }
    kept
}

/// How many characters after a sign are searched.
const NEAR: usize = 150;

/// Whether a text without a file name is Cooklang: it has an ingredient with braces, or a timer.
pub(crate) fn is_cook(text: &str) -> bool {
    text.lines().take(500).any(|line| {
        line.match_indices(['@', '~', '#']).any(|(at, sign)| {
            let before = line.get(..at).unwrap_or("").chars().next_back();
            let after = line.get(at + sign.len()..).unwrap_or("");
            // A name and the contents of its braces are short. Searching no further keeps the work linear in the text.
            let near = after.char_indices().nth(NEAR).map_or(after, |(end, _)| after.get(..end).unwrap_or(after));
            let Some((name, rest)) = near.split_once('{') else { return false };
            before.is_none_or(|c| !c.is_alphanumeric())
                && rest.contains('}')
                && name.chars().count() < 50
                && !name.contains(['@', '~', '#', '.', '}'])
                && (sign == "~" || name.starts_with(char::is_alphabetic))
        })
    })
}

/// Fills in the source from the front matter, or else from lines `>> key: value`.
fn about(front: &[FrontEntry], metadata: &Metadata, source: &mut Source) {
    let text = |names: &[&str]| told(front, metadata, names);
    source.title = text(&["title", "name"]);
    source.yields = text(&["servings", "serves", "yield"]).map(|text| text.replace('%', " "));
    source.language = text(&["locale", "language"]).and_then(|tag| language(&tag));
    let from: Vec<String> = [text(&["author", "source.author"]), text(&["source", "source.url", "source.name", "url"])]
        .into_iter()
        .flatten()
        .collect();
    source.from = (!from.is_empty()).then(|| from.join(", "));
    let tags = find(front, &["tags", "tag"]).map(|values| values.join(","));
    let lines = || -> Vec<String> {
        metadata.tags().unwrap_or_default().iter().map(|tag| tidy(tag)).filter(|tag| !tag.is_empty()).collect()
    };
    source.tags = tags.map_or_else(lines, |tags| {
        let mut known: Vec<String> = Vec::new();
        for tag in tags.split(',').map(tidy).filter(|tag| !tag.is_empty()) {
            if !known.contains(&tag) {
                known.push(tag);
            }
        }
        known
    });
    let time = |names: &[&str]| text(names).and_then(|text| duration(&text).ok().flatten());
    source.prep = time(&["prep time", "prep_time", "time.prep"]);
    source.cook = time(&["cook time", "cook_time", "time.cook"]);
    source.total = time(&["time", "duration", "time required", "total time"]);
}

fn description(front: &[FrontEntry], metadata: &Metadata) -> Option<String> {
    told(front, metadata, &["description", "introduction"])
}

/// The value under the first of these names that has one.
fn told(front: &[FrontEntry], metadata: &Metadata, names: &[&str]) -> Option<String> {
    let told = find(front, names).map(|values| tidy(&values.join(", "))).filter(|text| !text.is_empty());
    told.or_else(|| {
        names.iter().find_map(|name| {
            let value = metadata.get(*name)?;
            let text = value
                .as_str()
                .map(str::to_owned)
                .or_else(|| value.as_i64().map(|n| n.to_string()))
                .or_else(|| value.as_f64().map(|n| n.to_string()))?;
            Some(tidy(&text)).filter(|text| !text.is_empty())
        })
    })
}

/// Lists every ingredient once with all its amounts, under the heading of the section that uses it first.
fn ingredients(recipe: &Recipe, source: &mut Source) {
    for (n, ingredient) in recipe.ingredients.iter().enumerate() {
        // Used again without an amount, it is the ingredient already listed.
        let again = || recipe.ingredients.iter().take(n).any(|other| other.name == ingredient.name);
        let hidden =
            ingredient.modifiers().contains(Modifiers::HIDDEN) || ingredient.relation.is_intermediate_reference();
        if hidden || (ingredient.quantity.is_none() && (again() || ingredient.relation.is_regular_reference())) {
            continue;
        }
        let line = line(ingredient);
        let known = |other: &SourceLine| matches!(other, SourceLine::Text(other) if *other == line);
        let told = ingredient.quantity.is_none() && source.ingredients.iter().any(known);
        if !line.is_empty() && !told {
            source.ingredients.push(SourceLine::Text(line));
        }
    }
}

fn line(ingredient: &Ingredient) -> String {
    let amount = ingredient.quantity.as_ref().map(shown).unwrap_or_default();
    let note = ingredient.note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
    let optional = if ingredient.modifiers().contains(Modifiers::OPT) { " (optional)" } else { "" };
    tidy(&format!("{amount} {}{note}{optional}", name(ingredient)))
}

fn name(ingredient: &Ingredient) -> String {
    let name = ingredient.display_name().into_owned();
    match &ingredient.reference {
        Some(reference) => reference.name.clone(),
        None => name,
    }
}

/// "125 g". The parser takes a second amount for a unit (`1%hour 30%minutes`); both are printed.
fn shown(quantity: &Quantity) -> String {
    quantity.to_string().replace('%', " ")
}

fn steps(recipe: &Recipe, source: &mut Source, language: &str, unread: &mut Vec<String>) {
    for section in &recipe.sections {
        let aside =
            section.name.as_deref().is_some_and(|name| matches!(headings::section(name), Some((Section::Notes, _))));
        let before = source.instructions.len();
        source.instructions.extend(
            section.name.as_deref().map(tidy).filter(|name| !name.is_empty() && !aside).map(SourceLine::Heading),
        );
        for content in &section.content {
            match content {
                Content::Step(step) => {
                    let text: String =
                        step.items.iter().map(|item| item_text(recipe, item, language, unread)).collect();
                    let text = tidy(&text.replace("\\\n", " ").replace("\\\r\n", " "));
                    match aside {
                        _ if text.is_empty() => {}
                        true => source.notes.push(text),
                        false => source.instructions.push(SourceLine::Text(text)),
                    }
                }
                Content::Text(text) => source.notes.extend(Some(tidy(text)).filter(|text| !text.is_empty())),
            }
        }
        // Drop a heading with nothing below it.
        if source.instructions.len() == before + 1 && matches!(source.instructions.last(), Some(SourceLine::Heading(_)))
        {
            source.instructions.pop();
        }
    }
}

fn item_text(recipe: &Recipe, item: &Item, language: &str, unread: &mut Vec<String>) -> String {
    match item {
        Item::Text { value } => value.clone(),
        Item::Ingredient { index } => recipe.ingredients.get(*index).map(name).unwrap_or_default(),
        Item::Cookware { index } => {
            recipe.cookware.get(*index).map(|tool| tool.display_name().to_owned()).unwrap_or_default()
        }
        Item::Timer { index } => recipe
            .timers
            .get(*index)
            .map(|timer| match (&timer.quantity, &timer.name) {
                (Some(quantity), _) => timer::written(quantity, language).unwrap_or_else(|text| {
                    unread.push(text.clone());
                    text
                }),
                (None, Some(name)) => name.clone(),
                (None, None) => String::new(),
            })
            .unwrap_or_default(),
        Item::InlineQuantity { index } => recipe.inline_quantities.get(*index).map(shown).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_cook, read};
    use crate::import::source::SourceLine;
    use crate::time::Span;
    use proptest::prelude::{any, proptest};

    fn texts(lines: &[SourceLine]) -> Vec<String> {
        let shown = lines.iter().map(|line| match line {
            SourceLine::Heading(text) => format!("# {text}"),
            SourceLine::Text(text) => text.clone(),
        });
        shown.collect()
    }

    #[test]
    fn a_recipe_reads_as_its_author_meant() {
        let text = "---\ntitle: Pea soup\nservings: 4\ntags: green, soup\nprep time: 10 min\nsource: https://example.org/peas\n---\n\
            = Broth =\nBoil @water{1%l} with @&salt{} and @salt for ~{15-20%minutes}.\n\n> Taste it.\n\n\
            = Finish =\nAdd @peas{300%g}(frozen) to the #big pot{} and \\\nsimmer ~{1%hour 30%minutes}. ~rest\n\n= Notes =\nKeeps @salt well.\n";
        let source = read(text).unwrap();
        assert_eq!(source.title.as_deref(), Some("Pea soup"));
        assert_eq!((source.yields.as_deref(), source.prep), (Some("4"), Some(Span::mins(10))));
        assert_eq!(source.from.as_deref(), Some("https://example.org/peas"));
        assert_eq!(source.tags, ["green", "soup"]);
        assert_eq!(texts(&source.ingredients), ["1 l water", "salt", "300 g peas (frozen)"]);
        let wanted = [
            "# Broth",
            "Boil water with salt and salt for 15-20 minutes.",
            "# Finish",
            "Add peas to the big pot and simmer 1 hour 30 minutes. rest",
        ];
        assert_eq!(texts(&source.instructions), wanted);
        assert_eq!(source.notes, ["Taste it.", "Keeps salt well."]);
    }

    #[test]
    fn a_timer_keeps_its_number_and_unit_in_every_language() {
        for (step, wanted) in [
            ("Boil @eggs{3} for ~{10}.", "Boil eggs for 10 min."),
            ("Koche @Eier{3} ~{45%Minuten} lang und die Nudeln mit.", "Koche Eier 45 min lang und die Nudeln mit."),
            ("Koka @ägg{3} i ~{20%minuter}.", "Koka ägg i 20 min."),
            ("Cocer @huevos{3} ~{1%hora}.", "Cocer huevos 1 h."),
            ("Rest @dough{1} for ~{2%d}.", "Rest dough for 2 days."),
            ("Bake @bread{1} ~crust{1-2%Std.}.", "Bake bread 1-2 h."),
            ("Boil @eggs{3} for ~{4%minutes}.", "Boil eggs for 4 minutes."),
            (
                "Laisser @riz{1} et les @pois{1} avec du sel pendant ~{30%s}.",
                "Laisser riz et les pois avec du sel pendant 30 secondes.",
            ),
        ] {
            let source = read(step).unwrap();
            assert_eq!((texts(&source.instructions), &source.warnings), (vec![wanted.to_owned()], &vec![]), "{step}");
        }
    }

    #[test]
    fn a_timer_that_cannot_be_read_is_said_and_refuses_nothing() {
        for (step, wanted) in [
            ("Wait ~{} with @eggs{2}.", "a timer has no time"),
            ("Wait ~rest{ } with @eggs{2}.", "a timer has no time"),
            ("Cook @eggs{2} ~{3%moments}.", "the timer \"3 moments\" could not be read"),
            ("Cook @eggs{2} ~{some%minutes}.", "the timer \"some minutes\" could not be read"),
        ] {
            let source = read(step).unwrap();
            assert!(source.warnings.iter().any(|said| said.contains(wanted)), "{step}: {:?}", source.warnings);
        }
    }

    #[test]
    fn cooklang_is_told_from_other_texts() {
        for text in ["Add @salt{}.", "Wait ~{5%min}", "Boil in a #pot{} now", "Mix @olive oil{2%tbsp}"] {
            assert!(is_cook(text), "{text}");
        }
        for text in ["me@example.org {x}", "# Soup\n{a}", "@ home {x}", "~ 5 min", "2 eggs"] {
            assert!(!is_cook(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_breaks_it(text in any::<String>(), cook in r"([@#~]|\{|\}|%|>>|--|\[-|-\]|=|&|\(|\)|\||:|\n|---\n|[a-z0-9 /.]){0,40}") {
            let _ = (read(&text), read(&cook));
        }
    }
}
