//! Reads a web page into a [`Source`]: from its machine-readable data, or else from its headings and lists.

mod blocks;
mod by_headings;
mod duration;
mod hrecipe;
mod ingredient_groups;
mod json_repair;
mod main_recipe;
mod markup;
mod microdata;
mod schema;
mod tree;
mod weigh;

pub(crate) use duration::duration;

use super::error::ImportError;
use super::headings;
use super::source::Source;
use super::tidy::{language, letters, tidy};
use schema::Graph;
use serde_json::Value;
use tree::{Node, Tree};

pub(crate) fn read(html: &str) -> Result<Source, ImportError> {
    let tree = Tree::parse(html).map_err(|_| ImportError::TooMuch)?;
    let page = page_of(&tree);
    let mut warnings = Vec::new();
    let told = [scripts(&tree, &mut warnings), microdata::recipes(tree.root()), hrecipe::recipes(tree.root())];
    let blocks = blocks::blocks(tree.root());
    let mut ranked = told.iter().filter_map(|values| main_recipe::main_recipe(Graph::new(values).sources(), &page));
    let mut source = ranked.next().unwrap_or_default();
    for other in ranked {
        complete(&mut source, other);
    }
    if source.ingredients.is_empty() || source.instructions.is_empty() {
        let guess = by_headings::recipe(tree.root(), &blocks);
        let say = match (source.ingredients.is_empty(), source.instructions.is_empty()) {
            (true, true) => {
                "The page marks no recipe: this is what stands under its headings. Compare it with the page."
            }
            (true, false) => {
                "The page marks no ingredients: these are what stands under its headings. Compare them with the page."
            }
            (false, _) => {
                "The page marks no steps: these are what stands under its headings. Compare them with the page."
            }
        };
        source.warnings.push(say.to_owned());
        complete(&mut source, guess);
        if source.ingredients.is_empty() {
            complete(&mut source, weigh::unheaded(&blocks));
        }
        if source.instructions.is_empty() {
            source.instructions = weigh::steps_after(&source.ingredients, &blocks);
        }
    } else {
        weigh::weigh(&mut source, &blocks, || by_headings::recipe(tree.root(), &blocks));
        ingredient_groups::group(&mut source.ingredients, &blocks);
    }
    if source.instructions.is_empty() && source.ingredients.len() < 2 {
        return Err(ImportError::NoRecipe);
    }
    if source.notes.is_empty() {
        source.notes = by_headings::notes(tree.root(), &blocks);
    }
    source.warnings.splice(0..0, warnings);
    surround(&mut source, page);
    Ok(source)
}

/// Fills gaps in `source` from another version of the same recipe.
fn complete(source: &mut Source, other: Source) {
    let Source { title, language, yields, prep, cook, total, from, tags, ingredients, instructions, notes, warnings } =
        other;
    if source.ingredients.is_empty() {
        source.ingredients = ingredients;
    }
    if source.instructions.is_empty() {
        source.instructions = instructions;
        source.warnings.extend(warnings);
    }
    source.title = source.title.take().or(title);
    source.language = source.language.take().or(language);
    source.yields = source.yields.take().or(yields);
    source.from = source.from.take().or(from);
    (source.prep, source.cook, source.total) = (source.prep.or(prep), source.cook.or(cook), source.total.or(total));
    if source.tags.is_empty() {
        source.tags = tags;
    }
    source.notes.extend(notes);
}

/// Fills gaps in the recipe from what the page says about itself.
fn surround(source: &mut Source, page: PageInfo) {
    let PageInfo { titles, address, language, site } = page;
    source.title = source.title.take().or_else(|| title(&titles, site.as_deref()));
    source.language = source.language.take().or(language);
    let author = source.from.take().filter(|author| address.as_deref() != Some(author));
    let from: Vec<String> = author.into_iter().chain(address).collect();
    source.from = (!from.is_empty()).then(|| from.join(", "));
    let title = source.title.as_deref().map(letters).unwrap_or_default();
    let mut seen: Vec<String> = Vec::new();
    source.tags.retain(|tag| {
        let key = letters(tag);
        let good =
            !key.is_empty() && key != title && tag.chars().count() <= 40 && !seen.contains(&key) && seen.len() < 20;
        if good {
            seen.push(key);
        }
        good
    });
}

/// The first title that shares a word with another and is no heading of a part; else the first one. Without the name of the site.
fn title(titles: &[String], site: Option<&str>) -> Option<String> {
    let words = |title: &str| -> Vec<String> { title.split(' ').map(letters).filter(|word| word.len() > 3).collect() };
    let shared = |n: usize, title: &str| {
        let own = words(title);
        let mut others = titles.iter().enumerate().filter(|(other, _)| *other != n);
        headings::section(title).is_none()
            && others.any(|(_, other)| words(other).iter().any(|word| own.contains(word)))
    };
    let best = titles.iter().enumerate().find(|(n, title)| shared(*n, title)).map(|(_, title)| title);
    let first = best.or(titles.first())?;
    let cut = [" | ", " - ", " – ", " — ", " » ", " • "].iter().filter_map(|sign| first.rsplit_once(sign)).find(
        |(_, end)| {
            site.is_some_and(|site| letters(site) == letters(end))
                || titles.iter().any(|title| title != first && !title.contains(end))
        },
    );
    let name = cut.map_or(first.as_str(), |(name, _)| name).trim();
    // A wiki puts the part of the site before the name: "Cookbook:Pea soup".
    let own = name
        .split_once(':')
        .filter(|(part, name)| part.chars().all(char::is_alphabetic) && name.starts_with(|c: char| c.is_uppercase()));
    Some(own.map_or(name, |(_, name)| name).to_owned())
}

/// Reads bare schema.org JSON, without a page around it.
pub(crate) fn read_json(text: &str) -> Result<Source, ImportError> {
    let read = json_repair::read(text);
    let mut warnings = Vec::new();
    doubt(&read, &mut warnings);
    let mut source = main_recipe::main_recipe(Graph::new(&read.values).sources(), &PageInfo::default())
        .ok_or(ImportError::NoRecipe)?;
    source.warnings.splice(0..0, warnings);
    Ok(source)
}

/// Whether a text is JSON as it stands.
pub(crate) fn is_json(text: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

/// Every recipe in bytes that are JSON, after `shaped` has turned its values into schema.org. `None` if they are not JSON.
pub(crate) fn json_recipes(bytes: &[u8], shaped: fn(Vec<Value>) -> Vec<Value>) -> Option<Vec<Source>> {
    let bare = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii();
    if !bare.starts_with(b"{") && !bare.starts_with(b"[") {
        return None;
    }
    let value: Value = serde_json::from_slice(bare).ok()?;
    Some(schema_recipes(&shaped(vec![value])))
}

/// Every recipe in schema.org values.
pub(crate) fn schema_recipes(values: &[Value]) -> Vec<Source> {
    let mut recipes: Vec<Source> = Graph::new(values).sources();
    recipes.dedup();
    recipes
}

/// The values of all JSON-LD scripts (HTML standard, data blocks; JSON-LD 1.1, section 7).
fn scripts(tree: &Tree, warnings: &mut Vec<String>) -> Vec<Value> {
    let is_json = |tag: &Node<'_>| {
        tag.name() == "script" && tag.attr("type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"))
    };
    let mut values = Vec::new();
    for script in tree.tags().filter(is_json) {
        let text: String = script.children().filter_map(Node::text).collect();
        let read = json_repair::read(&text);
        // Broken JSON without a recipe does not concern the cook.
        if text.to_ascii_lowercase().contains("recipe") {
            doubt(&read, warnings);
        }
        values.extend(read.values);
    }
    values
}

fn doubt(read: &json_repair::RepairedJson, warnings: &mut Vec<String>) {
    let say = match read {
        json_repair::RepairedJson { lost: true, .. } => {
            "Part of the recipe's data on the page is broken and was left out; compare with the page."
        }
        json_repair::RepairedJson { cut: true, .. } => {
            "The recipe's data on the page has no end; the last of it may be missing."
        }
        json_repair::RepairedJson { mended: true, .. } => {
            "The recipe's data on the page is broken and was mended; compare with the page."
        }
        json_repair::RepairedJson { .. } => return,
    };
    if !warnings.iter().any(|doubt| doubt == say) {
        warnings.push(say.to_owned());
    }
}

/// What the page says about itself.
#[derive(Debug, Default)]
pub(crate) struct PageInfo {
    /// Titles that may name the recipe: the heading, the tab title, the title for link previews.
    pub(crate) titles: Vec<String>,
    /// The page's own address.
    pub(crate) address: Option<String>,
    /// The declared language.
    pub(crate) language: Option<String>,
    /// The name of the site.
    pub(crate) site: Option<String>,
}

fn page_of(tree: &Tree) -> PageInfo {
    let mut page = PageInfo::default();
    let mut meta = |tag: Node<'_>| {
        let content = tidy(tag.attr("content").unwrap_or(""));
        let name = tag.attr("property").or_else(|| tag.attr("name")).unwrap_or("").to_ascii_lowercase();
        match name.as_str() {
            _ if content.is_empty() => {}
            "og:title" => page.titles.insert(0, content),
            "og:site_name" => page.site = page.site.take().or(Some(content)),
            "og:url" => page.address = page.address.take().or(Some(content)),
            _ => {}
        }
    };
    let (mut canonical, mut heading, mut tab) = (None, None, None);
    for tag in tree.tags() {
        match tag.name() {
            "meta" => meta(tag),
            "html" => page.language = tag.attr("lang").or_else(|| tag.attr("xml:lang")).and_then(language),
            "link" if tag.words("rel").any(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                canonical = canonical.or(tag.attr("href").map(tidy))
            }
            "h1" if heading.is_none() => heading = Some(markup::line(tag)).filter(|text| !text.is_empty()),
            "title" if tab.is_none() => tab = Some(markup::line(tag)).filter(|text| !text.is_empty()),
            _ => {}
        }
    }
    page.titles.splice(0..0, heading);
    page.titles.extend(tab);
    page.address = canonical.or(page.address).filter(|address| address.starts_with("http"));
    page
}
