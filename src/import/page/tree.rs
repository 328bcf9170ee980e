//! A web page as a tree of tags and text.
//!
//! The tags come from a tokenizer of the HTML standard; the tree is simpler than the standard's. What matters for hostile pages always
//! holds: nodes lie in one list (nothing is dropped or walked by recursion), nothing nests deeper than [`DEEPEST`], and a page with
//! more than [`MOST_NODES`] of them is refused.

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use std::convert::Infallible;
use std::ops::Range;

/// How deep tags may nest; what lies deeper is laid beside each other. Browsers stop at 512.
const DEEPEST: usize = 256;
/// How many tags and texts a page may have. The largest real pages have some 50,000.
const MOST_NODES: usize = 600_000;
/// How many attributes of one tag are kept.
const MOST_ATTRS: usize = 48;

/// The page has more tags than any real one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooMany;

/// A page.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    nodes: Vec<Entry>,
    attrs: Vec<(Range<u32>, Range<u32>)>,
    pool: String,
}

/// Places are one more than the index, so that 0 is none.
#[derive(Clone, Debug, Default)]
struct Entry {
    parent: u32,
    first: u32,
    last: u32,
    next: u32,
    is_text: bool,
    attrs: u16,
    first_attr: u32,
    /// The name of a tag, or the text.
    text: Range<u32>,
}

/// A tag or a text of a tree.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node<'t> {
    tree: &'t Tree,
    at: u32,
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at
    }
}

/// What is met on the way through a part of the page.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step<'t> {
    /// A tag begins.
    Open(Node<'t>),
    /// Text.
    Text(&'t str),
    /// The tag ends.
    Close(Node<'t>),
}

impl Tree {
    /// Reads a page or a piece of one. No text is refused but for its number of tags.
    pub(crate) fn parse(html: &str) -> Result<Tree, TooMany> {
        let mut builder = Builder::new();
        let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: html5gum::Span| -> Option<Infallible> {
            builder.take(event);
            None
        });
        emitter.naively_switch_states(true);
        let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
        if builder.too_many { Err(TooMany) } else { Ok(builder.tree) }
    }

    /// The node that holds all of it.
    pub(crate) fn root(&self) -> Node<'_> {
        Node { tree: self, at: 1 }
    }

    /// All tags in order.
    pub(crate) fn tags(&self) -> impl Iterator<Item = Node<'_>> {
        self.root().inside().filter(|node| !node.is_text())
    }

    fn entry(&self, at: u32) -> Option<&Entry> {
        self.nodes.get((at as usize).checked_sub(1)?)
    }

    fn text(&self, range: &Range<u32>) -> &str {
        self.pool.get(range.start as usize..range.end as usize).unwrap_or("")
    }
}

impl<'t> Node<'t> {
    fn entry(self) -> Option<&'t Entry> {
        self.tree.entry(self.at)
    }
    fn linked(self, at: u32) -> Option<Node<'t>> {
        (at != 0).then_some(Node { tree: self.tree, at })
    }

    /// The place in the page: later tags have a higher one.
    pub(crate) fn place(self) -> u32 {
        self.at
    }
    pub(crate) fn is_text(self) -> bool {
        self.entry().is_some_and(|entry| entry.is_text)
    }
    /// The text, if it is one.
    pub(crate) fn text(self) -> Option<&'t str> {
        self.entry().filter(|entry| entry.is_text).map(|entry| self.tree.text(&entry.text))
    }
    /// The name of the tag in small letters; empty for a text.
    pub(crate) fn name(self) -> &'t str {
        match self.entry() {
            Some(entry) if !entry.is_text => self.tree.text(&entry.text),
            Some(_) | None => "",
        }
    }
    pub(crate) fn parent(self) -> Option<Node<'t>> {
        self.linked(self.entry()?.parent)
    }
    pub(crate) fn next(self) -> Option<Node<'t>> {
        self.linked(self.entry()?.next)
    }
    pub(crate) fn children(self) -> impl Iterator<Item = Node<'t>> {
        let first = self.entry().and_then(|entry| self.linked(entry.first));
        std::iter::successors(first, |node| node.next())
    }
    /// The tags around it, from the nearest outwards.
    pub(crate) fn around(self) -> impl Iterator<Item = Node<'t>> {
        std::iter::successors(self.parent(), |node| node.parent())
    }
    pub(crate) fn attr(self, name: &str) -> Option<&'t str> {
        let entry = self.entry()?;
        let from = entry.first_attr as usize;
        let attrs = self.tree.attrs.get(from..from + usize::from(entry.attrs))?;
        attrs.iter().find(|(key, _)| self.tree.text(key) == name).map(|(_, value)| self.tree.text(value))
    }
    pub(crate) fn has_attr(self, name: &str) -> bool {
        self.attr(name).is_some()
    }
    /// The words of an attribute that is a list of them.
    pub(crate) fn words(self, attr: &str) -> impl Iterator<Item = &'t str> {
        self.attr(attr).unwrap_or("").split_ascii_whitespace()
    }
    pub(crate) fn has_class(self, class: &str) -> bool {
        self.words("class").any(|word| word.eq_ignore_ascii_case(class))
    }

    /// The way through it: every tag opened and closed, every text.
    pub(crate) fn walk(self) -> impl Iterator<Item = Step<'t>> {
        let mut next = Some((self, true));
        std::iter::from_fn(move || {
            let (node, opening) = next?;
            let entry = node.entry()?;
            if entry.is_text {
                next = node.after(self);
                return Some(Step::Text(node.tree.text(&entry.text)));
            }
            if opening {
                next = Some(node.linked(entry.first).map_or((node, false), |child| (child, true)));
                Some(Step::Open(node))
            } else {
                next = if node == self { None } else { node.after(self) };
                Some(Step::Close(node))
            }
        })
    }

    /// Where the walk through `whole` goes on once this is done.
    fn after(self, whole: Node<'t>) -> Option<(Node<'t>, bool)> {
        if self == whole {
            return None;
        }
        match self.next() {
            Some(next) => Some((next, true)),
            None => self.parent().map(|parent| (parent, false)),
        }
    }

    /// Itself and everything inside, in order.
    pub(crate) fn inside(self) -> impl Iterator<Item = Node<'t>> {
        let mut next = Some(self);
        std::iter::from_fn(move || {
            let node = next?;
            next = node.entry().and_then(|entry| node.linked(entry.first)).or_else(|| {
                let mut at = node;
                loop {
                    if at == self {
                        return None;
                    }
                    if let Some(next) = at.next() {
                        return Some(next);
                    }
                    at = at.parent()?;
                }
            });
            Some(node)
        })
    }
}

/// Builds the tree tag by tag.
struct Builder {
    tree: Tree,
    open: Vec<Open>,
    /// How many open blocks lie too deep to be in `open`.
    deeper: usize,
    too_many: bool,
    in_tag: bool,
    /// The next value read belongs to an attribute that is kept.
    keeps: bool,
}

/// An open tag.
#[derive(Clone, Copy)]
struct Open {
    at: u32,
    /// A hash of the name: a page of nothing but end tags compares each with all that is open.
    name: u64,
    /// Its place in [`BLOCKS`] as a bit; 0 for what stands within a line.
    block: u64,
}

impl Builder {
    fn new() -> Builder {
        let tree = Tree { nodes: vec![Entry::default()], ..Tree::default() };
        let root = Open { at: 1, name: 0, block: 0 };
        Builder { tree, open: vec![root], deeper: 0, too_many: false, in_tag: false, keeps: false }
    }

    fn take(&mut self, event: CallbackEvent<'_>) {
        if self.too_many {
            return;
        }
        match event {
            CallbackEvent::OpenStartTag { name } => self.start(&String::from_utf8_lossy(name)),
            CallbackEvent::AttributeName { name } => self.attr_name(&String::from_utf8_lossy(name)),
            CallbackEvent::AttributeValue { value } => self.attr_value(&String::from_utf8_lossy(value)),
            CallbackEvent::CloseStartTag { self_closing: _ } => self.in_tag = false,
            CallbackEvent::EndTag { name } => self.end(&String::from_utf8_lossy(name)),
            CallbackEvent::String { value } => {
                let text = self.store(&String::from_utf8_lossy(value));
                self.add(Entry { is_text: true, text, ..Entry::default() });
            }
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn store(&mut self, text: &str) -> Range<u32> {
        let start = self.tree.pool.len();
        self.tree.pool.push_str(text);
        let place = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        place(start)..place(self.tree.pool.len())
    }

    fn add(&mut self, entry: Entry) -> u32 {
        if self.tree.nodes.len() >= MOST_NODES {
            self.too_many = true;
            return 0;
        }
        let parent = self.open.last().map_or(1, |open| open.at);
        self.tree.nodes.push(Entry { parent, ..entry });
        let at = u32::try_from(self.tree.nodes.len()).unwrap_or(u32::MAX);
        let mut before = 0;
        if let Some(parent) = self.entry_mut(parent) {
            before = parent.last;
            parent.last = at;
            if parent.first == 0 {
                parent.first = at;
            }
        }
        if let Some(before) = self.entry_mut(before) {
            before.next = at;
        }
        at
    }

    fn entry_mut(&mut self, at: u32) -> Option<&mut Entry> {
        self.tree.nodes.get_mut((at as usize).checked_sub(1)?)
    }

    fn start(&mut self, name: &str) {
        let block = block(name);
        for &(closed, within) in closed_by(name, block) {
            self.close_implied(closed, within);
        }
        let text = self.store(name);
        let first_attr = u32::try_from(self.tree.attrs.len()).unwrap_or(u32::MAX);
        let at = self.add(Entry { text, first_attr, ..Entry::default() });
        self.in_tag = true;
        if is_void(name) {
            return;
        }
        // Words nest less deep than blocks, so that however many are left open there is room for the page.
        if self.open.len() < if block == 0 { DEEPEST / 2 } else { DEEPEST } {
            self.open.push(Open { at, name: hash(name), block });
        } else if block != 0 {
            self.deeper += 1;
        }
    }

    fn attr_name(&mut self, name: &str) {
        self.keeps = false;
        // An end tag can have attributes too, which mean nothing.
        let Some(entry) = self.tree.nodes.last().filter(|_| self.in_tag) else { return };
        let own = self.tree.attrs.get(entry.first_attr as usize..).unwrap_or(&[]);
        // Of two attributes of one name the first counts (HTML standard, 13.2.5.33).
        if own.len() >= MOST_ATTRS || own.iter().any(|(key, _)| self.tree.text(key) == name) {
            return;
        }
        let key = self.store(name);
        let end = key.end;
        self.tree.attrs.push((key, end..end));
        if let Some(entry) = self.tree.nodes.last_mut() {
            entry.attrs += 1;
        }
        self.keeps = true;
    }

    fn attr_value(&mut self, value: &str) {
        if self.keeps {
            let value = self.store(value);
            if let Some(last) = self.tree.attrs.last_mut() {
                last.1 = value;
            }
        }
        self.keeps = false;
    }

    fn end(&mut self, name: &str) {
        self.in_tag = false;
        if name == "br" {
            // `</br>` is a line break too (HTML standard, 13.2.6.4.7).
            self.start("br");
            self.in_tag = false;
            return;
        }
        if is_void(name) {
            return;
        }
        let (wanted, own) = (hash(name), block(name));
        if self.deeper > 0 && own != 0 {
            self.deeper -= 1;
            return;
        }
        // What closes a word must not close the paragraph or the cell around it.
        let walls = match own {
            0 => u64::MAX,
            _ if own & TABLE != 0 => bits(&["table"]) & !own,
            _ => bits(&["td", "th", "table"]),
        };
        for (n, open) in self.open.iter().enumerate().skip(1).rev() {
            if open.name == wanted {
                self.open.truncate(n);
                return;
            }
            if open.block & walls != 0 {
                return;
            }
        }
    }

    /// Closes the nearest open tag of `closed`, unless one of `within` is nearer.
    fn close_implied(&mut self, closed: u64, within: u64) {
        for (n, open) in self.open.iter().enumerate().skip(1).rev() {
            if open.block & closed != 0 {
                self.open.truncate(n);
                return;
            }
            if open.block & within != 0 {
                return;
            }
        }
    }
}

/// FNV-1a (RFC 9923).
fn hash(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Tags whose text stands on lines of its own.
const BLOCKS: [&str; 58] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "optgroup",
    "option",
    "p",
    "pre",
    "search",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "head",
    "button",
    "video",
    "audio",
    "iframe",
    "object",
    "template",
];

const fn block(name: &str) -> u64 {
    bits(&[name])
}

const fn bits(names: &[&str]) -> u64 {
    let (mut n, mut bits, mut left) = (0, 0, BLOCKS.as_slice());
    while let [block, rest @ ..] = left {
        let mut wanted = names;
        while let [name, others @ ..] = wanted {
            if same(name.as_bytes(), block.as_bytes()) {
                bits |= 1 << n;
            }
            wanted = others;
        }
        n += 1;
        left = rest;
    }
    bits
}

const fn same(mut a: &[u8], mut b: &[u8]) -> bool {
    while let ([first, a_rest @ ..], [other, b_rest @ ..]) = (a, b) {
        if *first != *other {
            return false;
        }
        (a, b) = (a_rest, b_rest);
    }
    a.is_empty() && b.is_empty()
}

const TABLE: u64 = bits(&["td", "th", "tr", "tbody", "thead", "tfoot", "table"]);

/// Which open tags a tag closes by beginning, and within which they stay open.
fn closed_by(name: &str, block: u64) -> &'static [(u64, u64)] {
    const FRAMES: u64 = !(bits(&["p"]) | bits(&["hgroup"]));
    const ITEM: (u64, u64) = (bits(&["li"]), bits(&["ul", "ol", "menu", "table", "td", "th"]));
    const OPTION: (u64, u64) = (bits(&["option"]), bits(&["select"]));
    const HEAD: (u64, u64) = (bits(&["head"]), bits(&["body"]));
    const DEFINED: (u64, u64) = (bits(&["dt", "dd"]), bits(&["dl", "table", "td", "th"]));
    const P: (u64, u64) = (bits(&["p"]), FRAMES);
    const CELL: (u64, u64) = (bits(&["td", "th"]), bits(&["table"]));
    const ROW: (u64, u64) = (bits(&["tr"]), bits(&["table"]));
    const PART: (u64, u64) = (bits(&["tbody", "thead", "tfoot"]), bits(&["table"]));
    match name {
        "li" => &[P, ITEM],
        "dt" | "dd" => &[P, DEFINED],
        "option" => &[OPTION],
        "td" | "th" => &[CELL],
        "tr" => &[CELL, ROW],
        "tbody" | "thead" | "tfoot" => &[CELL, ROW, PART],
        "body" => &[HEAD],
        _ if block != 0 => &[P],
        _ => &[],
    }
}

/// Tags that hold nothing.
fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Whether text before and after such a tag stands on lines of its own.
pub(crate) fn is_block(name: &str) -> bool {
    block(name) != 0
}

#[cfg(test)]
mod tests {
    use super::{DEEPEST, Step, Tree};

    /// The tree as tags in brackets, with every end written out.
    fn drawn(html: &str) -> String {
        let tree = Tree::parse(html).unwrap();
        let steps = tree.root().walk().map(|step| match step {
            Step::Open(node) if node.name().is_empty() => String::new(),
            Step::Open(node) => format!("<{}>", node.name()),
            Step::Close(node) if node.name().is_empty() => String::new(),
            Step::Close(node) => format!("</{}>", node.name()),
            Step::Text(text) => text.to_owned(),
        });
        steps.collect()
    }

    #[test]
    fn ends_that_nobody_wrote_are_there() {
        for (html, wanted) in [
            ("<ul><li>salt<li>oil</ul>", "<ul><li>salt</li><li>oil</li></ul>"),
            ("<p>one<p>two", "<p>one</p><p>two</p>"),
            ("<p>one<div>two</div>", "<p>one</p><div>two</div>"),
            ("<li>a<ul><li>b</ul><li>c", "<li>a<ul><li>b</li></ul></li><li>c</li>"),
            ("<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>"),
            (
                "<table><tr><td>a<td>b<tr><td>c</table>",
                "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
            ),
            ("a<br>b<img src=x>c", "a<br></br>b<img></img>c"),
            ("<div><b>a</div>b", "<div><b>a</b></div>b"),
            ("<b><p>a</b>b</p>", "<b><p>ab</p></b>"),
            ("</div>a</p></li>", "a"),
            ("<script>if (a<b) '</p>'</script>b", "<script>if (a<b) '</p>'</script>b"),
            ("1 < 2 &amp; &frac12; &bogus; &#x41;", "1 < 2 & ½ &bogus; A"),
        ] {
            assert_eq!(drawn(html), wanted, "{html}");
        }
    }

    #[test]
    fn attributes_are_found() {
        let tree = Tree::parse("<p CLASS='a b' itemprop=name itemscope class=c data-x='1 &lt; 2'>x</p>").unwrap();
        let tag = tree.tags().find(|tag| tag.name() == "p").unwrap();
        assert!(tag.has_class("a") && tag.has_class("B") && !tag.has_class("c"));
        assert_eq!(
            (tag.attr("itemprop"), tag.attr("itemscope"), tag.attr("data-x")),
            (Some("name"), Some(""), Some("1 < 2"))
        );
        assert_eq!(tag.attr("id"), None);
    }

    #[test]
    fn what_nests_too_deep_is_laid_side_by_side() {
        let html = format!("{}salt{}<p>oil", "<div>".repeat(5_000), "</div>".repeat(5_000));
        let tree = Tree::parse(&html).unwrap();
        let depth = tree.root().inside().map(|node| node.around().count()).max().unwrap();
        assert!(depth <= DEEPEST, "{depth}");
        let oil = tree.tags().find(|tag| tag.name() == "p").unwrap();
        assert_eq!(oil.parent().unwrap().name(), "");
    }

    #[test]
    fn more_tags_than_any_page_has_are_refused() {
        assert!(Tree::parse(&"<b>x".repeat(400_000)).is_err());
    }
}
