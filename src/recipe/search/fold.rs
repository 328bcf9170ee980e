//! Folds case and accents, so that "creme" finds "Crème" and the other way round.
//!
//! Each letter is folded by itself, so a folded part of a text is always part of the folded text.

use std::ops::Range;
use unicode_normalization::char::decompose_canonical;

/// `text` in small letters without accents.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// Appends the folded `text` to `into`.
pub(super) fn fold_into(text: &str, into: &mut String) {
    if text.is_ascii() {
        let from = into.len();
        into.push_str(text);
        into.get_mut(from..).into_iter().for_each(str::make_ascii_lowercase);
    } else {
        text.chars().for_each(|c| letter(c, |c| into.push(c)));
    }
}

/// The folded text, and for each of its letters the bytes of `text` that it comes from.
pub(super) fn traced(text: &str) -> (String, Vec<Range<usize>>) {
    let (mut folded, mut from) = (String::new(), Vec::new());
    for (at, c) in text.char_indices() {
        letter(c, |small| {
            folded.push(small);
            from.push(at..at + c.len_utf8());
        });
    }
    (folded, from)
}

fn letter(c: char, mut push: impl FnMut(char)) {
    for small in c.to_lowercase() {
        decompose_canonical(small, |part| match part {
            // Combining accents, written so or just split off.
            '\u{300}'..='\u{36f}' => {}
            // Letters whose accent cannot be split off, folded to what people type without the key.
            'ø' => push('o'),
            'ł' => push('l'),
            'đ' => push('d'),
            'ı' => push('i'),
            'æ' => ['a', 'e'].into_iter().for_each(&mut push),
            'œ' => ['o', 'e'].into_iter().for_each(&mut push),
            'ß' => ['s', 's'].into_iter().for_each(&mut push),
            '’' => push('\''),
            // Non-breaking spaces.
            '\u{a0}' | '\u{202f}' => push(' '),
            other => push(other),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::{fold, traced};
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    #[test]
    fn accents_and_case_fall_away() {
        for (text, folded) in [
            ("Crème Brûlée", "creme brulee"),
            ("Cre\u{300}me", "creme"),
            ("Bœuf, Smørrebrød, Gołąbki", "boeuf, smorrebrod, golabki"),
            ("JALAPEÑO Grüße", "jalapeno grusse"),
            ("燒肉, が", "燒肉, か\u{3099}"),
            ("İzmir Köfte", "izmir kofte"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    proptest! {
        #[test]
        fn a_part_stays_a_part(text in any::<String>(), from in 0usize..20, count in 0usize..20) {
            let part: String = text.chars().skip(from).take(count).collect();
            prop_assert!(fold(&text).contains(&fold(&part)));
            let (folded, from) = traced(&text);
            prop_assert_eq!(&folded, &fold(&text));
            prop_assert_eq!(folded.chars().count(), from.len());
            prop_assert!(from.into_iter().all(|range| text.get(range).is_some()));
        }
    }
}
