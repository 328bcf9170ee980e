//! Cuts a text into words, numbers and signs, each with its position.
//!
//! Letters become lower case, and all kinds of dash, apostrophe and space are treated alike. Cutting is linear and accepts any text;
//! positions are always on character boundaries.

use std::ops::Range;

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum TokenKind {
    /// Letters.
    Word,
    /// Digits: their value, and whether it was written as a whole number.
    Number(f64, bool),
    /// A character such as ½.
    Fraction(f64),
    /// Any other character.
    Sign(char),
    /// The end of a line.
    Break,
}

/// A token.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    /// Its position, in bytes.
    pub(super) place: Range<usize>,
    /// Its normalised text, as a range of [`Cut::plain`].
    pub(super) plain: Range<usize>,
    pub(super) kind: TokenKind,
    /// Whether it directly follows the token before, without a space.
    pub(super) glued: bool,
    /// Whether it begins with a capital.
    pub(super) capital: bool,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Cut {
    pub(super) tokens: Vec<Token>,
    /// The normalised texts of all tokens, concatenated.
    pub(super) plain: String,
}

impl Cut {
    /// The normalised text of a token; empty past the end.
    pub(super) fn word(&self, at: usize) -> &str {
        self.tokens.get(at).and_then(|token| self.plain.get(token.plain.clone())).unwrap_or("")
    }
}

/// The one character that stands for all kinds of apostrophe, dash or degree sign.
fn plain_sign(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => '-',
        '\u{2018}' | '\u{2019}' | '\u{02bc}' | '\u{2032}' | '`' | '´' => '\'',
        'º' | 'ª' | '\u{02da}' | '\u{1d52}' => '°',
        '\u{2044}' | '\u{2215}' | '\u{ff0f}' => '/',
        '\u{223c}' | '\u{2248}' | '\u{ff5e}' => '~',
        '×' | '✕' => '×',
        '\u{ff1a}' => ':',
        c => c,
    }
}

fn vulgar(c: char) -> Option<f64> {
    Some(match c {
        '½' => 1.0 / 2.0,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        '¼' => 1.0 / 4.0,
        '¾' => 3.0 / 4.0,
        '⅕' => 1.0 / 5.0,
        '⅖' => 2.0 / 5.0,
        '⅗' => 3.0 / 5.0,
        '⅘' => 4.0 / 5.0,
        '⅙' => 1.0 / 6.0,
        '⅚' => 5.0 / 6.0,
        '⅛' => 1.0 / 8.0,
        '⅜' => 3.0 / 8.0,
        '⅝' => 5.0 / 8.0,
        '⅞' => 7.0 / 8.0,
        _ => return None,
    })
}

/// Spaces, and zero-width characters.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{00ad}')
}

/// Whether `c` continues a word. Combining marks belong to their letter.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() && plain_sign(c) == c || matches!(c, '\u{0300}'..='\u{036f}')
}

/// Cuts `text` into tokens; `decimal` is the decimal separator of its language.
pub(super) fn cut(text: &str, decimal: char) -> Cut {
    let mut cut = Cut::default();
    let mut glued = false;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let at = text.len() - rest.len();
        if matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}') {
            push(&mut cut, at..at + c.len_utf8(), TokenKind::Break, "", false, false);
            glued = false;
            rest = after(rest, c.len_utf8());
            continue;
        }
        if is_blank(c) {
            glued = false;
            rest = after(rest, c.len_utf8());
            continue;
        }
        let length = if c.is_ascii_digit() {
            let (length, value, whole) = number(rest, decimal);
            let digits = rest.get(..length).unwrap_or("");
            push(&mut cut, at..at + length, TokenKind::Number(value, whole), digits, glued, false);
            length
        } else if is_letter(c) {
            let length = rest.find(|c| !is_letter(c)).unwrap_or(rest.len());
            let word = rest.get(..length).unwrap_or("").to_lowercase();
            push(&mut cut, at..at + length, TokenKind::Word, &word, glued, c.is_uppercase());
            length
        } else {
            // ℃ and ℉ stand for a degree sign and a letter.
            let scale = match c {
                '℃' => Some("c"),
                '℉' => Some("f"),
                _ => None,
            };
            let place = at..at + c.len_utf8();
            if let Some(scale) = scale {
                push(&mut cut, place.clone(), TokenKind::Sign('°'), "°", glued, false);
                push(&mut cut, place, TokenKind::Word, scale, true, false);
            } else if let Some(value) = vulgar(c) {
                push(&mut cut, place, TokenKind::Fraction(value), "", glued, false);
            } else {
                let sign = plain_sign(c);
                push(&mut cut, place, TokenKind::Sign(sign), sign.encode_utf8(&mut [0; 4]), glued, false);
            }
            c.len_utf8()
        };
        glued = true;
        rest = after(rest, length);
    }
    cut
}

fn after(text: &str, length: usize) -> &str {
    text.get(length..).unwrap_or("")
}

fn push(cut: &mut Cut, place: Range<usize>, kind: TokenKind, plain: &str, glued: bool, capital: bool) {
    let start = cut.plain.len();
    cut.plain.push_str(plain);
    cut.tokens.push(Token { place, plain: start..cut.plain.len(), kind, glued, capital });
}

/// The number at the start of `text`: its length in bytes, its value, and whether it is whole. The language's decimal separator comes
/// before decimals. The other separator groups thousands if three digits follow, and otherwise counts as a decimal separator too,
/// since people write both.
fn number(text: &str, decimal: char) -> (usize, f64, bool) {
    let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let first = digits(text);
    let whole = text.get(..first).unwrap_or("");
    let mut marked = after(text, first).chars();
    if let Some(mark @ ('.' | ',')) = marked.next() {
        let decimals = marked.as_str();
        let length = digits(decimals);
        let groups = mark != decimal && length == 3 && first <= 3 && !whole.starts_with('0');
        if groups {
            let all = format!("{whole}{}", decimals.get(..3).unwrap_or(""));
            return (first + 4, all.parse().unwrap_or(f64::INFINITY), true);
        }
        if length > 0 && (mark == decimal || length == 1) {
            let all = format!("{whole}.{}", decimals.get(..length).unwrap_or(""));
            return (first + 1 + length, all.parse().unwrap_or(f64::INFINITY), false);
        }
    }
    (first, whole.parse().unwrap_or(f64::INFINITY), true)
}

#[cfg(test)]
mod tests {
    use super::{TokenKind, cut};

    #[track_caller]
    fn words(text: &str) -> String {
        let cut = cut(text, '.');
        let words = (0..cut.tokens.len()).map(|at| match cut.tokens[at].kind {
            TokenKind::Number(value, _) => format!("#{value}"),
            TokenKind::Fraction(value) => format!("#{value}"),
            TokenKind::Break => "/".to_owned(),
            TokenKind::Word | TokenKind::Sign(_) => cut.word(at).to_owned(),
        });
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn numbers_words_and_signs_come_apart() {
        assert_eq!(words("Bake 1½–2 hrs."), "bake #1 #0.5 - #2 hrs .");
        assert_eq!(words("1h30 at 350ºF"), "#1 h #30 at #350 ° f");
        assert_eq!(words("180℃,\nDon’t"), "#180 ° c , / don ' t");
        assert_eq!(words("1,500 g; 1.5 h; 1,5 h; 5."), "#1500 g ; #1.5 h ; #1.5 h ; #5 .");
    }

    #[test]
    fn places_are_those_of_the_text() {
        let text = "Ofen: ½ Std.";
        let places = cut(text, ',').tokens.into_iter().map(|token| text[token.place].to_owned());
        assert_eq!(places.collect::<Vec<_>>(), ["Ofen", ":", "½", "Std", "."]);
    }
}
