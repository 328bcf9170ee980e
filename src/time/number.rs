//! Numbers at the start of a text, as cooks write them: "12", "1.5", "1,5", "½", "1½", "1/2", "1 1/2".
//!
//! They are exact fractions, so that a third of an hour is 20 minutes without rounding.

/// An exact, non-negative number: `over` / `under`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rational {
    over: u64,
    under: u64,
}

/// The most digits of a whole number, and of a decimal.
const MOST_DIGITS: usize = 9;

const FRACTIONS: [(char, u64, u64); 9] = [
    ('½', 1, 2),
    ('¼', 1, 4),
    ('¾', 3, 4),
    ('⅓', 1, 3),
    ('⅔', 2, 3),
    ('⅛', 1, 8),
    ('⅜', 3, 8),
    ('⅝', 5, 8),
    ('⅞', 7, 8),
];

impl Rational {
    pub(super) const fn whole(n: u64) -> Rational {
        Rational { over: n, under: 1 }
    }
    pub(super) const fn of(over: u64, under: u64) -> Rational {
        Rational { over, under }
    }
    /// The value if it is a whole number.
    pub(super) fn as_whole(self) -> Option<u64> {
        self.over.is_multiple_of(self.under).then(|| self.over / self.under)
    }
    pub(super) fn plus(self, other: Rational) -> Option<Rational> {
        let over = self.over.checked_mul(other.under)?.checked_add(other.over.checked_mul(self.under)?)?;
        Some(Rational { over, under: self.under.checked_mul(other.under)? })
    }
    pub(super) fn times(self, n: u64) -> Option<Rational> {
        Some(Rational { over: self.over.checked_mul(n)?, under: self.under })
    }
}

pub(super) fn begins_number(letter: char) -> bool {
    letter.is_ascii_digit() || fraction_sign(letter).is_some()
}

fn fraction_sign(letter: char) -> Option<Rational> {
    FRACTIONS.iter().find(|(sign, _, _)| *sign == letter).map(|(_, over, under)| Rational::of(*over, *under))
}

/// The number of leading ASCII digits.
pub(super) fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// The first `len` bytes of `text`, all digits, as a number of at most [`MOST_DIGITS`] digits.
fn small(text: &str, len: usize) -> Option<u64> {
    text.get(..len).filter(|digits| digits.len() <= MOST_DIGITS)?.parse().ok()
}

/// The number at the start of `text` and its length in bytes; `None` if there is none or it is too large or malformed.
pub(super) fn leading_number(text: &str) -> Option<(Rational, usize)> {
    let first = text.chars().next()?;
    if let Some(sign) = fraction_sign(first) {
        return Some((sign, first.len_utf8()));
    }
    let len = digits(text);
    let whole = Rational::whole(small(text, len)?);
    let rest = text.get(len..)?;
    // "1½", "1 ½"
    let gap = rest.len() - rest.trim_start_matches(' ').len();
    let after = rest.get(gap..)?;
    if let Some((sign, letter)) = after.chars().next().and_then(|c| Some((fraction_sign(c)?, c))) {
        return Some((whole.plus(sign)?, len + gap + letter.len_utf8()));
    }
    // "1/2", "1 1/2"
    if let Some((part, taken)) = slashed(text) {
        return Some((part, taken));
    }
    if gap > 0
        && let Some((part, taken)) = slashed(after)
    {
        return Some((whole.plus(part)?, len + gap + taken));
    }
    // "1.5", "1,5"
    if let Some(after) = rest.strip_prefix(['.', ','])
        && digits(after) > 0
    {
        let places = digits(after);
        let part = small(after, places)?;
        let ten = 10u64.checked_pow(u32::try_from(places).ok()?)?;
        let end = len + 1 + places;
        // "1.2.3" is not a number.
        let more = text.get(end..)?.strip_prefix(['.', ',']).is_some_and(|after| digits(after) > 0);
        return if more { None } else { Some((whole.plus(Rational::of(part, ten))?, end)) };
    }
    Some((whole, len))
}

/// "1/2": a fraction with a slash.
fn slashed(text: &str) -> Option<(Rational, usize)> {
    let over = digits(text);
    let after = text.get(over..)?.strip_prefix(['/', '⁄'])?;
    let sign = text.get(over..)?.len() - after.len();
    let under = digits(after);
    let (a, b) = (small(text, over)?, small(after, under)?);
    (b > 0).then_some((Rational::of(a, b), over + sign + under))
}

#[cfg(test)]
mod tests {
    use super::{Rational, leading_number};

    #[test]
    fn numbers_are_read() {
        for (text, over, under, len) in [
            ("12 rice", 12, 1, 2),
            ("1.5h", 3, 2, 3),
            ("1,5 h", 3, 2, 3),
            ("½ h", 1, 2, 2),
            ("1½h", 3, 2, 3),
            ("1 ½ h", 3, 2, 4),
            ("1/2 h", 1, 2, 3),
            ("2 1/2 h", 5, 2, 5),
            ("12, rice", 12, 1, 2),
            ("25. ", 25, 1, 2),
        ] {
            let (number, taken) = leading_number(text).unwrap();
            assert_eq!((number.over * under, taken), (over * number.under, len), "{text}");
        }
        for text in ["", "h", "1.2.3", "12345678901", "1..5"] {
            assert!(leading_number(text).is_none_or(|(n, _)| text == "1..5" && n == Rational::whole(1)), "{text}");
        }
    }
}
