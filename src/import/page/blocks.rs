//! Splits a page into the lines that a reader sees, in order, each with its kind.

use super::markup::is_silent;
use super::tree::{Node, TreeStep, is_block};
use crate::import::headings::{self, Section};
use crate::import::marks::{has_amount, is_listed};
use crate::import::tidy::tidy;

/// A longer line is never a heading.
const LONGEST_HEADING: usize = 90;

/// What kind of line it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BlockKind {
    /// A heading of level 1 to 6; 7 for a line all in bold.
    Heading(u8),
    /// A list item or a table row.
    Item,
    /// Any other line.
    Line,
}

/// A line of the page.
#[derive(Clone, Debug)]
pub(crate) struct Block<'t> {
    pub(crate) text: String,
    pub(crate) look: BlockKind,
    /// The part of a recipe that it heads. Names on tabs and in menus are list items, so this does not require a heading.
    pub(crate) section: Option<Section>,
    /// The tag that makes the line.
    pub(crate) node: Node<'t>,
}

/// Collects the lines of part of a page.
struct Reader<'t> {
    blocks: Vec<Block<'t>>,
    line: String,
    /// How many letters of the line are bold.
    bold: usize,
    /// How many bold tags are open.
    in_bold: usize,
    /// How many of those are outside the block: in a page that is all bold, bold does not mark headings.
    around: usize,
    /// The list item or row whose whole content becomes one line.
    whole: Option<Node<'t>>,
    /// Where line breaks stand in it.
    breaks: Vec<usize>,
    block: Node<'t>,
}

/// The lines of `part`, without invisible text and, if `framed`, without menus and other parts of the site.
pub(crate) fn blocks<'t>(part: Node<'t>) -> Vec<Block<'t>> {
    let mut reader = Reader {
        blocks: Vec::new(),
        line: String::new(),
        bold: 0,
        in_bold: 0,
        around: 0,
        whole: None,
        breaks: Vec::new(),
        block: part,
    };
    let mut skipped: Option<Node<'t>> = None;
    for step in part.walk() {
        match (step, skipped) {
            (TreeStep::Close(node), Some(from)) if node == from => skipped = None,
            (_, Some(_)) => {}
            (TreeStep::Open(node), None) if node != part && (is_silent(node) || is_frame(node)) => {
                skipped = Some(node);
                reader.edge();
            }
            (TreeStep::Open(node), None) => reader.open(node),
            (TreeStep::Close(node), None) => reader.close(node),
            (TreeStep::Text(text), None) => reader.text(text),
        }
    }
    reader.end();
    reader.blocks
}

impl<'t> Reader<'t> {
    fn open(&mut self, node: Node<'t>) {
        if is_bold(node) {
            self.in_bold += 1;
        }
        if node.name() == "sup" {
            self.raise();
        }
        if node.name() != "br" && !is_block(node.name()) {
            return;
        }
        if node.name() == "br" && self.whole.is_some_and(|whole| whole.name() == "li") {
            self.breaks.push(self.line.len());
        }
        self.edge();
        if self.whole.is_none() && node.name() != "br" {
            self.block = node;
            self.around = self.in_bold;
            if is_one_line(node) {
                self.whole = Some(node);
            }
        }
    }

    fn close(&mut self, node: Node<'t>) {
        if is_bold(node) {
            self.in_bold = self.in_bold.saturating_sub(1);
        }
        if self.whole == Some(node) {
            self.whole = None;
        }
        if is_block(node.name()) {
            self.edge();
            if self.whole.is_none() {
                self.block = node.parent().unwrap_or(node);
                self.around = self.in_bold;
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_bold > self.around {
            self.bold += text.chars().filter(|c| c.is_alphanumeric()).count();
        }
        if self.block.name() == "pre" {
            for (n, line) in text.split('\n').enumerate() {
                if n > 0 {
                    self.end();
                }
                self.line.push_str(line);
            }
        } else {
            self.line.push_str(text);
        }
    }

    /// Separates a raised digit from the digit before it, as it belongs to a fraction: "1<sup>1</sup>/<sub>2</sub>".
    fn raise(&mut self) {
        if self.line.ends_with(|c: char| c.is_ascii_digit()) {
            self.line.push(' ');
        }
    }

    /// Ends the line, or only the word if the whole item is one line.
    fn edge(&mut self) {
        if self.whole.is_some() { self.line.push(' ') } else { self.end() }
    }

    fn end(&mut self) {
        // Several ingredients in one item, one on each line: each is an item.
        let breaks = std::mem::take(&mut self.breaks);
        if !breaks.is_empty() {
            let ends = breaks.iter().copied().chain([self.line.len()]);
            let starts = std::iter::once(0).chain(breaks.iter().copied());
            let parts = starts.zip(ends).filter_map(|(from, to)| self.line.get(from..to)).map(tidy);
            let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
            if parts.len() > 1 && parts.iter().all(|part| is_listed(part) || has_amount(part)) {
                let node = self.block;
                self.blocks.extend(parts.into_iter().map(|text| Block {
                    text,
                    look: BlockKind::Item,
                    section: None,
                    node,
                }));
                self.line.clear();
                self.bold = 0;
                return;
            }
        }
        let text = tidy(&std::mem::take(&mut self.line));
        let bold = std::mem::take(&mut self.bold);
        if text.is_empty() {
            return;
        }
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        let look = look(self.block, text.len(), letters > 0 && bold >= letters);
        let section = headings::section(&text).map(|(section, _)| section).filter(|_| look != BlockKind::Item);
        self.blocks.push(Block { text, look, section, node: self.block });
    }
}

fn look(block: Node<'_>, length: usize, bold: bool) -> BlockKind {
    let short = length <= LONGEST_HEADING;
    for node in std::iter::once(block).chain(block.around()).take(6) {
        match node.name() {
            "h1" => return BlockKind::Heading(1),
            "h2" => return BlockKind::Heading(2),
            "h3" => return BlockKind::Heading(3),
            "h4" => return BlockKind::Heading(4),
            "h5" => return BlockKind::Heading(5),
            "h6" => return BlockKind::Heading(6),
            "dt" | "legend" | "summary" | "caption" if short => return BlockKind::Heading(6),
            "li" | "dd" | "tr" if bold && short => return BlockKind::Heading(7),
            "li" | "dd" | "tr" => return BlockKind::Item,
            _ => {}
        }
    }
    let titled = block.words("class").any(|class| {
        let class = class.to_ascii_lowercase();
        ["heading", "title", "subhead", "group-name", "section-name"].iter().any(|word| class.contains(word))
    });
    if short && (bold || titled) { BlockKind::Heading(7) } else { BlockKind::Line }
}

fn is_bold(node: Node<'_>) -> bool {
    // Beside data, a head cell is the name of its row.
    let beside_data = || node.parent().is_some_and(|row| row.children().any(|cell| cell.name() == "td"));
    matches!(node.name(), "b" | "strong" | "u") || node.name() == "th" && !beside_data()
}

/// Whether an item or row becomes one line, whatever blocks it contains.
fn is_one_line(node: Node<'_>) -> bool {
    let plain = |inner: Node<'_>| {
        !matches!(inner.name(), "li" | "tr" | "ul" | "ol" | "dl" | "table" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
    };
    match node.name() {
        "li" => node.inside().skip(1).take(400).all(plain),
        // Tables are also used for layout; only rows with short cells are data.
        "tr" => {
            node.inside().skip(1).take(60).all(plain)
                && node.inside().skip(1).nth(60).is_none()
                && node.inside().filter_map(Node::text).map(|text| text.trim().len()).sum::<usize>() < 300
        }
        _ => false,
    }
}

/// Whether it belongs to the site rather than the page's content: menus, forms, comments, other recipes.
pub(crate) fn is_frame(node: Node<'_>) -> bool {
    const WORDS: [&str; 16] = [
        "respond",
        "share",
        "sharing",
        "social",
        "cookie",
        "nav",
        "navbar",
        "navigation",
        "menu",
        "footer",
        "popup",
        "modal",
        "advert",
        "ads",
        "subscribe",
        "widget",
    ];
    // These words mean the same at either end of a longer name.
    const SURE: [&str; 7] = ["comment", "comments", "sidebar", "newsletter", "breadcrumb", "breadcrumbs", "related"];
    if matches!(node.name(), "nav" | "footer") {
        return true;
    }
    if !matches!(node.name(), "div" | "section" | "ul" | "ol" | "aside" | "form" | "p" | "a" | "span") {
        return false;
    }
    let named = node.words("class").chain(node.attr("id")).any(|name| {
        let name = name.to_ascii_lowercase();
        let (first, last) = (name.split(['-', '_']).next().unwrap_or(""), name.rsplit(['-', '_']).next().unwrap_or(""));
        WORDS.contains(&name.as_str()) || SURE.contains(&first) || SURE.contains(&last)
    });
    // Some site builders give such a name to the element around the whole content; that is not a frame.
    named && !node.inside().any(|inner| matches!(inner.name(), "h1" | "main" | "article"))
}

#[cfg(test)]
mod tests {
    use super::{BlockKind, blocks};
    use crate::import::page::tree::Tree;

    #[track_caller]
    fn read(html: &str) -> Vec<(BlockKind, String)> {
        let tree = Tree::parse(html).unwrap();
        blocks(tree.root()).into_iter().map(|block| (block.look, block.text)).collect()
    }

    #[test]
    fn lines_look_as_a_reader_sees_them() {
        let seen = read(
            "<nav>Home</nav><h2>Ingredients</h2><p><strong>For the dough</strong></p><ul><li><div>200 g</div><div>flour</div></li><li>salt</ul>
             <table><tr><td>1</td><td>egg</td></tr></table><p>Mix <b>well</b>.<br>Rest.</p><div class=comments><p>Great</p></div>",
        );
        let wanted = [
            (BlockKind::Heading(2), "Ingredients"),
            (BlockKind::Heading(7), "For the dough"),
            (BlockKind::Item, "200 g flour"),
            (BlockKind::Item, "salt"),
            (BlockKind::Item, "1 egg"),
            (BlockKind::Line, "Mix well."),
            (BlockKind::Line, "Rest."),
        ];
        assert_eq!(seen, wanted.map(|(look, text)| (look, text.to_owned())));
    }
}
