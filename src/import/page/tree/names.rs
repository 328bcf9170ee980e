//! What tag names mean for the tree (HTML standard, 13.2.6, as far as it matters here).

/// FNV-1a (RFC 9923).
pub(super) fn hash(name: &str) -> u64 {
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

pub(super) const fn block(name: &str) -> u64 {
    bits(&[name])
}

pub(super) const fn bits(names: &[&str]) -> u64 {
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

pub(super) const TABLE: u64 = bits(&["td", "th", "tr", "tbody", "thead", "tfoot", "table"]);

/// The open tags that a new tag closes, each with the tags that keep it open.
pub(super) fn closed_by(name: &str, block: u64) -> &'static [(u64, u64)] {
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

/// Tags without content or an end tag.
pub(super) fn is_void(name: &str) -> bool {
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

/// Whether such a tag starts a new line before and after.
pub(crate) fn is_block(name: &str) -> bool {
    block(name) != 0
}
