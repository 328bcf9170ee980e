//! Fills the fields of the recipe itself: yield, claims, lists. All stay within the limits of a recipe file.

use super::word::words_of;
use super::words::Steps;
use crate::import::SourceLine;
use crate::recipe::Yield;
use crate::recipe::text::clean;
use crate::time::{LONGEST, Span};

/// The longest text in a recipe file, in bytes.
pub(super) const LONG: usize = 4_000;
/// The longest name, in bytes.
pub(super) const SHORT: usize = 120;
/// The longest list.
pub(super) const MANY: usize = 300;
/// The most people that a recipe feeds.
const MOST_SERVED: u32 = 500;

/// Splits `text` into parts that a recipe file can hold, between words if possible.
pub(super) fn parts(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = text;
    while rest.len() > LONG {
        let fits = rest.char_indices().take_while(|(at, c)| at + c.len_utf8() <= LONG);
        let (mut end, mut space) = (0, None);
        for (at, c) in fits {
            end = at + c.len_utf8();
            if c == ' ' {
                space = Some(at);
            }
        }
        let cut = space.filter(|at| *at > 0).unwrap_or(end);
        let (head, tail) = rest.split_at(cut);
        parts.push(clean(head));
        rest = tail;
    }
    parts.push(clean(rest));
    parts.retain(|part| !part.is_empty());
    parts
}

/// The first `max` bytes of a text at most, cut at a character boundary.
pub(super) fn cut_to(text: &str, max: usize) -> String {
    let end = text.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= max).last();
    clean(text.get(..end.unwrap_or(0)).unwrap_or_default())
}

/// Sanitised texts, without empty ones.
pub(super) fn texts<'t>(texts: impl IntoIterator<Item = &'t String>) -> Vec<String> {
    texts.into_iter().flat_map(|text| parts(&clean(text))).collect()
}

/// Ingredient lines; a heading ends in a colon.
pub(super) fn ingredients(lines: &[SourceLine]) -> Vec<String> {
    let told = |line: &SourceLine| match line {
        SourceLine::Heading(heading) => {
            let heading = clean(heading);
            let heading = heading.trim_end_matches(':').trim_end();
            if heading.is_empty() { String::new() } else { format!("{heading}:") }
        }
        SourceLine::Text(text) => text.clone(),
    };
    texts(&lines.iter().map(told).collect::<Vec<_>>())
}

/// The time, if a recipe can claim it.
pub(super) fn claim(span: Option<Span>) -> Option<Span> {
    span.map(|span| Span::secs(span.floor_secs())).filter(|span| *span > Span::ZERO && *span <= LONGEST)
}

/// The yield, and whether it was simplified: "Serves 4 to 6" becomes 4.
pub(super) fn yields(text: &str, steps: &Steps) -> (Yield, bool) {
    let text = clean(text);
    let words = words_of(&text);
    let number = |low: &str| low.parse::<u32>().ok().filter(|n| (1..=MOST_SERVED).contains(n));
    let numbers: Vec<u32> = words.iter().flat_map(|word| word.low.split('-')).filter_map(number).collect();
    let plain = words.iter().all(|word| word.low.chars().all(|c| c.is_ascii_digit() || c == '-'));
    if let (Some(first), true) = (numbers.first(), plain || steps.serves.any(&words)) {
        return (Yield::Serves(*first), words.len() > 2 || numbers.len() > 1);
    }
    let from = (0..words.len()).find(|i| steps.makes.at(&words, *i).is_none());
    let what = from.and_then(|i| words.get(i)).and_then(|word| text.get(word.at.start..)).unwrap_or_default();
    let what = cut_to(what, SHORT);
    let simple = what.len() < text.len() && text.len() > SHORT;
    if what.is_empty() { (Yield::Unsaid, false) } else { (Yield::Makes(what), simple) }
}
