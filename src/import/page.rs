//! A web page to a [`Source`]: what its makers marked up for machines, else what its headings and lists say.

mod choose;
mod duration;
mod markup;
mod mend;
mod schema;
mod tree;

pub(crate) use markup::tidy;

use super::read::Unread;
use super::source::Source;
use schema::Graph;
use serde_json::Value;
use tree::{Node, Tree};

/// Reads a page.
pub(crate) fn read(html: &str) -> Result<Source, Unread> {
    let tree = Tree::parse(html).map_err(|_| Unread::TooMuch)?;
    let mut doubts = Vec::new();
    let scripts = scripts(&tree, &mut doubts);
    let told = Graph::new(&scripts).sources();
    let Some(mut source) = choose::main_recipe(told, &page_of(&tree)) else { return Err(Unread::NoRecipe) };
    source.doubts.splice(0..0, doubts);
    Ok(source)
}

/// Reads schema.org JSON by itself, without a page around it.
pub(crate) fn read_json(text: &str) -> Result<Source, Unread> {
    let read = mend::read(text);
    let mut doubts = Vec::new();
    doubt(&read, &mut doubts);
    let mut source =
        choose::main_recipe(Graph::new(&read.values).sources(), &Page::default()).ok_or(Unread::NoRecipe)?;
    source.doubts.splice(0..0, doubts);
    Ok(source)
}

/// The values of all JSON-LD scripts (HTML standard, data blocks; JSON-LD 1.1, section 7).
fn scripts(tree: &Tree, doubts: &mut Vec<String>) -> Vec<Value> {
    let is_json = |tag: &Node<'_>| {
        tag.name() == "script" && tag.attr("type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"))
    };
    let mut values = Vec::new();
    for script in tree.tags().filter(is_json) {
        let text: String = script.children().filter_map(Node::text).collect();
        let read = mend::read(&text);
        // What is broken in what is no recipe is nothing to the cook.
        if text.to_ascii_lowercase().contains("recipe") {
            doubt(&read, doubts);
        }
        values.extend(read.values);
    }
    values
}

fn doubt(read: &mend::Read, doubts: &mut Vec<String>) {
    let say = match read {
        mend::Read { lost: true, .. } => {
            "Part of the recipe's data on the page is broken and was left out; compare with the page."
        }
        mend::Read { cut: true, .. } => "The recipe's data on the page has no end; the last of it may be missing.",
        mend::Read { mended: true, .. } => {
            "The recipe's data on the page is broken and was mended; compare with the page."
        }
        mend::Read { .. } => return,
    };
    if !doubts.iter().any(|doubt| doubt == say) {
        doubts.push(say.to_owned());
    }
}

/// What the page says about itself.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// Its heading, its title in the tab, its title for others to show: what may name the recipe.
    pub(crate) titles: Vec<String>,
    /// Its own address.
    pub(crate) address: Option<String>,
    /// The language it is said to be in.
    pub(crate) language: Option<String>,
    /// The name of the site.
    pub(crate) site: Option<String>,
}

fn page_of(tree: &Tree) -> Page {
    let mut page = Page::default();
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
            "html" => page.language = tag.attr("lang").or_else(|| tag.attr("xml:lang")).and_then(schema::language),
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
