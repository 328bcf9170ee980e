//! Builds a tree tag by tag, and closes tags that were left open.
//!
//! Each tag costs at most one look at all open tags, whose number is bounded.

use super::names::{TABLE, bits, block, closed_by, hash, is_void};
use super::{Entry, Tree};
use html5gum::emitters::callback::CallbackEvent;
use std::ops::Range;

/// How deep tags may nest; deeper ones become siblings. Browsers stop at 512.
pub(super) const DEEPEST: usize = 256;
/// How many tags and texts a page may have. The largest real pages have some 50,000.
const MOST_NODES: usize = 600_000;
/// How many attributes of one tag are kept.
const MOST_ATTRS: usize = 48;

pub(super) struct Builder {
    pub(super) tree: Tree,
    open: Vec<Open>,
    /// How many open blocks are too deep to be in `open`.
    deeper: usize,
    pub(super) too_many: bool,
    in_tag: bool,
    /// Whether the next value belongs to an attribute that is kept.
    keeps: bool,
}

/// An open tag.
#[derive(Clone, Copy)]
struct Open {
    at: u32,
    /// A hash of the name, since a page full of end tags compares each with all open tags.
    name: u64,
    /// Its bit in [`BLOCKS`]; 0 for an inline tag.
    block: u64,
}

impl Builder {
    pub(super) fn new() -> Builder {
        let tree = Tree { nodes: vec![Entry::default()], ..Tree::default() };
        let root = Open { at: 1, name: 0, block: 0 };
        Builder { tree, open: vec![root], deeper: 0, too_many: false, in_tag: false, keeps: false }
    }

    pub(super) fn take(&mut self, event: CallbackEvent<'_>) {
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
        // Inline tags may nest less deep than blocks, so that unclosed ones leave room for the blocks of the page.
        if self.open.len() < if block == 0 { DEEPEST / 2 } else { DEEPEST } {
            self.open.push(Open { at, name: hash(name), block });
        } else if block != 0 {
            self.deeper += 1;
        }
    }

    fn attr_name(&mut self, name: &str) {
        self.keeps = false;
        // End tags can have attributes too, which mean nothing.
        let Some(entry) = self.tree.nodes.last().filter(|_| self.in_tag) else { return };
        let own = self.tree.attrs.get(entry.first_attr as usize..).unwrap_or(&[]);
        // Of two attributes with one name the first counts (HTML standard, 13.2.5.33).
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
        // The end of an inline tag must not close the paragraph or the cell around it.
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

    /// Closes the innermost open tag of `closed`, unless one of `within` is closer.
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
