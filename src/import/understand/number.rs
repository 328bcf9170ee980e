//! Numbers as people write them: digits, fractions, words, and combinations.

use super::tagged::Tagged;
use super::token::TokenKind;
use super::words::{Says, WordSense};

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    pub(super) value: f64,
    /// The token after it.
    pub(super) end: usize,
    /// Whether it is a fraction ("half", "three quarters"), so that "of an" may follow.
    pub(super) part: bool,
    /// Whether it is written in words.
    pub(super) words: bool,
}

/// The number that starts at a token.
pub(super) fn number(text: &Tagged, at: usize) -> Option<Number> {
    // "three quarters" is one fraction, not three of something.
    let in_words = match (words(text, at), part(text, at)) {
        (Some(words), Some(part)) if part.end > words.end => Some(part),
        (words, part) => words.or(part),
    };
    digits(text, at).or(in_words)
}

fn digits(text: &Tagged, at: usize) -> Option<Number> {
    let found = |value, end| Some(Number { value, end, part: false, words: false });
    match text.cut.tokens.get(at)?.kind {
        TokenKind::Fraction(value) => found(value, at + 1),
        TokenKind::Number(value, whole) => {
            if let Some((value, end)) = fraction(text, at) {
                return found(value, end);
            }
            if whole && let Some((part, end)) = added(text, at + 1) {
                return found(value + part, end);
            }
            found(value, at + 1)
        }
        TokenKind::Word | TokenKind::Sign(_) | TokenKind::Break => None,
    }
}

/// A fraction that cooks use: halves, thirds, quarters and eighths below one. Not "5/10".
fn fraction(text: &Tagged, at: usize) -> Option<(f64, usize)> {
    let whole = |at: usize| match text.cut.tokens.get(at)?.kind {
        TokenKind::Number(value, true) => Some(value),
        TokenKind::Number(_, false)
        | TokenKind::Word
        | TokenKind::Fraction(_)
        | TokenKind::Sign(_)
        | TokenKind::Break => None,
    };
    let (over, under) = (whole(at)?, text.is_sign(at + 1, '/').then(|| whole(at + 2))??);
    let usual = [2.0, 3.0, 4.0, 8.0].contains(&under) && over >= 1.0 && over < under;
    usual.then(|| (over / under, at + 3))
}

/// What can be added to a whole number: "½", "1/2", "-1/2", "and a half", "and 1/2".
fn added(text: &Tagged, at: usize) -> Option<(f64, usize)> {
    let fraction_at = |at: usize| match text.cut.tokens.get(at)?.kind {
        TokenKind::Fraction(value) => Some((value, at + 1)),
        TokenKind::Number(..) => fraction(text, at),
        TokenKind::Word | TokenKind::Sign(_) | TokenKind::Break => None,
    };
    if let Some(found) = fraction_at(at) {
        return Some(found);
    }
    if text.is_sign(at, '-') && text.glued(at) && text.glued(at + 1) {
        return fraction_at(at + 1);
    }
    let after_and = text.sense(at, WordSense::And)?;
    fraction_at(after_and).or_else(|| {
        let after_one = text.sense(after_and, WordSense::One).unwrap_or(after_and);
        part_word(text, after_one).map(|(end, value)| (value, end))
    })
}

fn part_word(text: &Tagged, at: usize) -> Option<(usize, f64)> {
    text.longest(at, |says| if let Says::Part(value) = says { Some(value) } else { None })
}

fn number_word(text: &Tagged, at: usize) -> Option<(usize, f64)> {
    text.longest(at, |says| if let Says::Number(value) = says { Some(value) } else { None })
}

/// "twenty-five", "three hundred and fifty", "one and a half".
fn words(text: &Tagged, at: usize) -> Option<Number> {
    let (mut end, mut value) = below_hundred(text, at)?;
    if let Some((after, hundred)) = number_word(text, end).filter(|(_, next)| *next == 100.0 && value < 10.0) {
        (end, value) = (after, value * hundred);
    }
    if value >= 100.0 && value % 100.0 == 0.0 {
        let from = text.sense(end, WordSense::And).unwrap_or(end);
        if let Some((after, rest)) = below_hundred(text, from).filter(|(_, rest)| *rest < 100.0) {
            (end, value) = (after, value + rest);
        }
    }
    if let Some((part, after)) = text.sense(end, WordSense::And).and_then(|_| added(text, end)) {
        (end, value) = (after, value + part);
    }
    Some(Number { value, end, part: false, words: true })
}

/// A number word below a hundred, with the ones after the tens ("twenty-five"; "veinti y cinco" with "and") or before them.
fn below_hundred(text: &Tagged, at: usize) -> Option<(usize, f64)> {
    let (end, value) = number_word(text, at)?;
    if (20.0..100.0).contains(&value) && value % 10.0 == 0.0 {
        let dash = text.is_sign(end, '-') && text.glued(end) && text.glued(end + 1);
        let from = if dash { end + 1 } else { text.sense(end, WordSense::And).unwrap_or(end) };
        if let Some((after, ones)) = number_word(text, from).filter(|(_, ones)| (1.0..10.0).contains(ones)) {
            return Some((after, value + ones));
        }
    }
    // "five-and-twenty", as in old books; but "between five and twenty" are two numbers.
    if (1.0..10.0).contains(&value) && text.before(at, &[WordSense::Between]).is_none() {
        let dash = |at: usize| at + usize::from(text.is_sign(at, '-') && text.glued(at));
        let tens = text.sense(dash(end), WordSense::And).and_then(|and| number_word(text, dash(and)));
        if let Some((after, tens)) = tens.filter(|(_, tens)| (20.0..100.0).contains(tens) && tens % 10.0 == 0.0) {
            return Some((after, tens + value));
        }
    }
    Some((end, value))
}

/// "half", "three quarters".
fn part(text: &Tagged, at: usize) -> Option<Number> {
    let (end, value) = part_word(text, at)?;
    Some(Number { value, end, part: true, words: true })
}

#[cfg(test)]
mod tests {
    use super::number;
    use crate::import::understand::tagged::Tagged;
    use crate::import::understand::words::Times;

    #[track_caller]
    fn reads(text: &str, value: f64) {
        let tagged = Tagged::new(text, &Times::of("en").unwrap());
        let found = number(&tagged, 0).unwrap();
        assert_eq!((found.value, found.end), (value, tagged.len()), "{text}");
    }

    #[test]
    fn digits_and_fractions() {
        for (text, value) in [("12", 12.0), ("1.5", 1.5), ("1½", 1.5), ("1 1/2", 1.5), ("1-1/2", 1.5), ("3⁄4", 0.75)]
        {
            reads(text, value);
        }
        reads("2 and 1/2", 2.5);
        reads("2 & ½", 2.5);
    }

    #[test]
    fn words_of_all_kinds() {
        let all = [("five", 5.0), ("twenty-five", 25.0), ("forty five", 45.0), ("three hundred fifty", 350.0)];
        for (text, value) in all.into_iter().chain([
            ("three hundred and seventy-five", 375.0),
            ("one and a half", 1.5),
            ("one and one-half", 1.5),
            ("half", 0.5),
            ("three-quarters", 0.75),
        ]) {
            reads(text, value);
        }
    }
}
