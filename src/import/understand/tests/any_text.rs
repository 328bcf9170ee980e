//! Any text is read, quickly, and all findings lie within it.

use crate::import::finding::FoundKind;
use crate::import::understand::{Times, understand};
use proptest::prelude::*;
use std::sync::LazyLock;

static ENGLISH: LazyLock<Times> = LazyLock::new(|| Times::of("en").unwrap());

/// Parts of sentences about time, and some unrelated ones.
const PIECES: &[&str] = &[
    "bake",
    "for",
    "10",
    "1",
    "½",
    "1/2",
    "-",
    "–",
    " ",
    " ",
    " ",
    "to",
    "minutes",
    "min",
    "hour",
    "an",
    "and",
    "a",
    "half",
    "or",
    "overnight",
    "at least",
    "up to",
    "350",
    "°",
    "F",
    "C",
    "gas",
    "fan",
    "(",
    ")",
    ",",
    ".",
    "\n",
    "every",
    "after",
    "the",
    "last",
    "oven",
    "oil",
    "until",
    "99999999999999999999",
    "0",
    "h",
    "m",
    "ß",
    "é",
    "\u{301}",
    "🍞",
    "℃",
    "½½",
    "per side",
    "halfway",
    "/",
    "+",
    "few",
    "twenty",
    "hundred",
    "then",
];

#[track_caller]
fn holds(text: &str) {
    let found = understand(text, &ENGLISH);
    assert_eq!(found, understand(text, &ENGLISH));
    let (mut last_time, mut last_heat) = (0, 0);
    let mut start = 0;
    for found in found {
        let place = found.place;
        assert!(text.get(place.clone()).is_some_and(|phrase| !phrase.is_empty()), "{place:?} in {text:?}");
        assert!(place.start >= start, "out of order in {text:?}");
        start = place.start;
        let last = if matches!(found.what, FoundKind::Heat(_)) { &mut last_heat } else { &mut last_time };
        assert!(place.start >= *last, "{place:?} overlaps in {text:?}");
        *last = place.end;
    }
}

/// Repeats each piece many times in one endless sentence: a quadratic search would not finish.
#[test]
fn sentences_without_end() {
    for piece in [
        "1 ",
        "a",
        "half an ",
        "350 / ",
        "9",
        "1 hour ",
        "350F ( ",
        "another ",
        "twenty - ",
        "a ",
        "or overnight ",
        "after 5 min, ",
        "2, ",
        "1 hr 15-",
        "5 min another 5. ",
        "5 min per pound and ",
        "at 350 until then ",
    ] {
        assert!(understand(&piece.repeat(100_000 / piece.len()), &ENGLISH).len() < 100_000);
    }
}

proptest! {
    #[test]
    fn any_letters(text in any::<String>()) {
        holds(&text);
    }

    #[test]
    fn any_pieces(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        holds(&pieces.concat());
        holds(&pieces.join(" "));
    }
}
