//! The text typed to find a recipe: parts of its name, tags, and how long it may take.
//!
//! A word that is still being typed, or cannot be read, does not filter yet.

use super::fold;
use crate::recipe::RecipeSummary;
use crate::time::{Span, parse_span, rounded};

/// Examples for help, on the screen and in the shell.
pub const EXAMPLES: [&str; 4] = [
    "#pork or tag:pork  has the tag",
    "<45m or under:45m  takes 45 min at most",
    ">2h or over:2h  takes 2 h at least",
    "hands<20m  20 min of work at most",
];

/// A parsed filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub(super) terms: Vec<Term>,
    /// All plain words, folded.
    pub(super) whole: String,
    /// Why part of the text does not filter: "`<soon` is no time: such as <45m or <1h30".
    pub unread: Option<String>,
}

/// One condition; `typed` is its folded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Term {
    /// Must be in the name or a tag.
    Word(String),
    /// Some word of a tag must begin with one of these.
    Tag { tags: Vec<String>, typed: Vec<String> },
    /// Must take at most or at least this long.
    Time { bound: Bound, typed: Vec<String> },
}

/// A limit on how long a recipe takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bound {
    of: Of,
    side: Side,
    span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    /// The total time.
    Total,
    /// The hands-on time.
    Hands,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    AtMost,
    AtLeast,
}

impl Bound {
    /// Whether the recipe meets it, by the figures that the shelf shows.
    pub(super) fn takes(self, card: &RecipeSummary) -> bool {
        let span = match self.of {
            Of::Total => rounded(card.total),
            Of::Hands => rounded(card.hands),
        };
        match self.side {
            Side::AtMost => span <= self.span,
            Side::AtLeast => span >= self.span,
        }
    }
}

/// The prefixes of a time; a longer one comes before its own prefix.
const BOUNDS: [(&str, Of, Side); 8] = [
    ("hands<", Of::Hands, Side::AtMost),
    ("hands>", Of::Hands, Side::AtLeast),
    ("under:", Of::Total, Side::AtMost),
    ("over:", Of::Total, Side::AtLeast),
    ("<=", Of::Total, Side::AtMost),
    (">=", Of::Total, Side::AtLeast),
    ("<", Of::Total, Side::AtMost),
    (">", Of::Total, Side::AtLeast),
];

impl Filter {
    /// Parses the typed text.
    pub fn parse(typed: &str) -> Filter {
        let mut filter = Filter::default();
        let mut words = typed.split_whitespace().map(fold).filter(|word| !word.is_empty()).peekable();
        while let Some(word) = words.next() {
            if let Some((begin, of, side)) = BOUNDS.iter().find(|(begin, _, _)| word.starts_with(begin)) {
                let mut length = word.strip_prefix(begin).unwrap_or_default().to_owned();
                let mut typed = vec![word.clone()];
                if length.is_empty() {
                    // "< 45m".
                    let Some(next) = words.next() else { continue };
                    length.clone_from(&next);
                    typed.push(next);
                }
                match span(&length) {
                    Some(span) => filter.terms.push(Term::Time { bound: Bound { of: *of, side: *side, span }, typed }),
                    None => filter.unread = Some(format!("`{}` is no time: such as <45m or <1h30", typed.join(" "))),
                }
            } else if let Some(tag) = word.strip_prefix('#').or_else(|| word.strip_prefix("tag:")) {
                if !tag.is_empty() {
                    // `#slow-cooker` also finds `slow cooker`, as a tag cannot be typed with a space.
                    let tags = vec![tag.to_owned(), tag.replace(['-', '_'], " ")];
                    filter.terms.push(Term::Tag { tags, typed: vec![word.clone()] });
                }
            } else {
                filter.terms.push(Term::Word(word));
            }
        }
        let words = filter.terms.iter().filter_map(|term| match term {
            Term::Word(word) => Some(word.as_str()),
            Term::Tag { .. } | Term::Time { .. } => None,
        });
        filter.whole = words.collect::<Vec<_>>().join(" ");
        filter
    }

    /// Whether every recipe matches.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }
}

/// "45m", "1h30", and "45" for minutes.
fn span(text: &str) -> Option<Span> {
    let minutes = text.parse::<u16>().map(|mins| Span::mins(i64::from(mins)));
    minutes.ok().or_else(|| parse_span(text).ok())
}
