//! A web page as a tree of tags and text.
//!
//! The tokens come from a standard HTML tokenizer; the tree is simpler than in the standard. To be safe against hostile pages, nodes
//! are stored in one list (nothing is dropped or walked by recursion), nothing nests deeper than [`build::DEEPEST`], and a page with
//! more nodes than any real page is refused.

mod build;
mod names;

pub(crate) use names::is_block;

use build::Builder;
use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use std::convert::Infallible;
use std::ops::Range;

/// The page has more tags than any real one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooMany;

#[derive(Debug, Default)]
pub(crate) struct Tree {
    nodes: Vec<Entry>,
    attrs: Vec<(Range<u32>, Range<u32>)>,
    pool: String,
}

/// Links to other nodes are their index plus one, so that 0 means none.
#[derive(Clone, Debug, Default)]
struct Entry {
    parent: u32,
    first: u32,
    last: u32,
    next: u32,
    is_text: bool,
    attrs: u16,
    first_attr: u32,
    /// The name of the tag, or the text.
    text: Range<u32>,
}

/// A tag or text in a tree.
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

/// One event of a walk through part of a page.
#[derive(Clone, Copy, Debug)]
pub(crate) enum TreeStep<'t> {
    /// A tag begins.
    Open(Node<'t>),
    Text(&'t str),
    /// A tag ends.
    Close(Node<'t>),
}

impl Tree {
    /// Parses a page or part of one. The only error is too many tags.
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

    /// The node that contains all others.
    pub(crate) fn root(&self) -> Node<'_> {
        Node { tree: self, at: 1 }
    }

    /// All tags in document order.
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

    /// The position in the page: later tags have a higher one.
    pub(crate) fn place(self) -> u32 {
        self.at
    }
    pub(crate) fn is_text(self) -> bool {
        self.entry().is_some_and(|entry| entry.is_text)
    }
    /// The text, if it is a text node.
    pub(crate) fn text(self) -> Option<&'t str> {
        self.entry().filter(|entry| entry.is_text).map(|entry| self.tree.text(&entry.text))
    }
    /// The tag's name in lower case; empty for a text.
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
    /// The enclosing tags, from the nearest outwards.
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
    /// The words of an attribute that holds a list of words.
    pub(crate) fn words(self, attr: &str) -> impl Iterator<Item = &'t str> {
        self.attr(attr).unwrap_or("").split_ascii_whitespace()
    }
    pub(crate) fn has_class(self, class: &str) -> bool {
        self.words("class").any(|word| word.eq_ignore_ascii_case(class))
    }

    /// Walks through the node: every tag opened and closed, every text.
    pub(crate) fn walk(self) -> impl Iterator<Item = TreeStep<'t>> {
        let mut next = Some((self, true));
        std::iter::from_fn(move || {
            let (node, opening) = next?;
            let entry = node.entry()?;
            if entry.is_text {
                next = node.after(self);
                return Some(TreeStep::Text(node.tree.text(&entry.text)));
            }
            if opening {
                next = Some(node.linked(entry.first).map_or((node, false), |child| (child, true)));
                Some(TreeStep::Open(node))
            } else {
                next = if node == self { None } else { node.after(self) };
                Some(TreeStep::Close(node))
            }
        })
    }

    /// The next node of a walk through `whole` after this one, and whether it is being closed.
    fn after(self, whole: Node<'t>) -> Option<(Node<'t>, bool)> {
        if self == whole {
            return None;
        }
        match self.next() {
            Some(next) => Some((next, true)),
            None => self.parent().map(|parent| (parent, false)),
        }
    }

    /// The next node that is not inside this one but still inside `whole`.
    pub(crate) fn beyond(self, whole: Node<'t>) -> Option<Node<'t>> {
        let mut at = self;
        loop {
            if at == whole {
                return None;
            }
            if let Some(next) = at.next() {
                return Some(next);
            }
            at = at.parent()?;
        }
    }

    /// The end of its range of positions: one past the last node inside it.
    pub(crate) fn end(self) -> u32 {
        self.beyond(self.tree.root()).map_or(u32::MAX, Node::place)
    }

    /// The outermost nodes, itself included, that `wanted` accepts; nothing inside those is searched.
    pub(crate) fn outermost(self, wanted: impl Fn(Node<'t>) -> bool) -> impl Iterator<Item = Node<'t>> {
        let mut next = Some(self);
        std::iter::from_fn(move || {
            loop {
                let node = next?;
                let found = wanted(node);
                let first = node.entry().filter(|_| !found).and_then(|entry| node.linked(entry.first));
                next = first.or_else(|| node.beyond(self));
                if found {
                    return Some(node);
                }
            }
        })
    }

    /// Itself and everything inside, in document order.
    pub(crate) fn inside(self) -> impl Iterator<Item = Node<'t>> {
        let mut next = Some(self);
        std::iter::from_fn(move || {
            let node = next?;
            next = node.entry().and_then(|entry| node.linked(entry.first)).or_else(|| node.beyond(self));
            Some(node)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::build::DEEPEST;
    use super::{Tree, TreeStep};

    /// Prints the tree as tags in brackets, with every end tag written.
    fn drawn(html: &str) -> String {
        let tree = Tree::parse(html).unwrap();
        let steps = tree.root().walk().map(|step| match step {
            TreeStep::Open(node) if node.name().is_empty() => String::new(),
            TreeStep::Open(node) => format!("<{}>", node.name()),
            TreeStep::Close(node) if node.name().is_empty() => String::new(),
            TreeStep::Close(node) => format!("</{}>", node.name()),
            TreeStep::Text(text) => text.to_owned(),
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
