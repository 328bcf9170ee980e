//! Reads the numbers of ingredient lines: "2", "1.5", "1,5", "1 1/2", "½", "1 and 1/2", "half a"; and ranges of them.

pub(super) const GLYPHS: [(char, f64); 9] = [
    ('⅛', 0.125),
    ('¼', 0.25),
    ('⅓', 1.0 / 3.0),
    ('⅜', 0.375),
    ('½', 0.5),
    ('⅝', 0.625),
    ('⅔', 2.0 / 3.0),
    ('¾', 0.75),
    ('⅞', 0.875),
];

/// The number at the start of `text` ("2", "1.5", "1/2", "1 1/2", "½", "1½") and the rest.
pub(super) fn number(text: &str) -> Option<(f64, &str)> {
    let glyph = |text: &str| {
        let c = text.chars().next()?;
        let (_, value) = GLYPHS.iter().find(|(glyph, _)| *glyph == c)?;
        Some((*value, c.len_utf8()))
    };
    if let Some((value, len)) = glyph(text) {
        return Some((value, text.get(len..)?));
    }
    let Some((whole, rest)) = plain(text) else { return in_words(text) };
    // "1 and 1/2", "1 & ½".
    let joined = [" and ", " & ", " et ", " und ", " y "].iter().find_map(|and| rest.strip_prefix(and));
    if let Some(more) = joined
        && let Some((part, after)) =
            glyph(more).and_then(|(value, len)| Some((value, more.get(len..)?))).or_else(|| {
                let (above, below) = plain(more)?;
                let (under, after) = plain(below.strip_prefix(['/', '⁄'])?)?;
                (under > above).then_some((above / under, after))
            })
    {
        return Some((whole + part, after));
    }
    if let Some(below) = rest.strip_prefix(['/', '⁄']) {
        let (below, rest) = plain(below)?;
        return (below > 0.0).then_some((whole / below, rest));
    }
    if let Some((value, len)) = glyph(rest.trim_start()) {
        return Some((whole + value, rest.trim_start().get(len..)?));
    }
    if let Some(fraction) = rest.strip_prefix(' ')
        && let Some((above, more)) = plain(fraction)
        && let Some(below) = more.strip_prefix(['/', '⁄'])
        && let Some((below, rest)) = plain(below)
        && below > above
    {
        return Some((whole + above / below, rest));
    }
    Some((whole, rest))
}

/// Digits with a decimal mark ("1.5", "1,5") or thousands ("1,500", "1.500 g", "1 500").
fn plain(text: &str) -> Option<(f64, &str)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(text);
    if whole == 0 || whole > 7 {
        return None;
    }
    let (lead, rest) = (text.get(..whole)?, text.get(whole..)?);
    let value: f64 = lead.parse().ok()?;
    let mark = rest.chars().next().filter(|mark| matches!(mark, '.' | ','));
    let Some(mark) = mark else { return Some((value, rest)) };
    let behind = rest.get(1..)?;
    let places = digits(behind);
    if places == 0 || places > 6 {
        return Some((value, rest));
    }
    let (part, after) = (behind.get(..places)?, behind.get(places..)?);
    // A thousandth of a gram is weighed in no kitchen; half a thousandth of a kilogram neither.
    let small = after.trim_start().to_lowercase();
    let fine = ["g", "gr", "gram", "ml"]
        .iter()
        .any(|unit| small.strip_prefix(unit).is_some_and(|rest| !rest.starts_with(char::is_alphabetic)));
    if places == 3 && whole <= 3 && !lead.starts_with('0') && (mark == ',' || fine) {
        return Some((format!("{lead}{part}").parse().ok()?, after));
    }
    Some((format!("{lead}.{part}").parse().ok()?, after))
}

/// Numbers that a line may begin with in words.
const NUMBER_WORDS: [(&str, f64); 14] = [
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("twelve", 12.0),
    ("half a", 0.5),
    ("half an", 0.5),
    ("a dozen", 12.0),
];

/// A number in words at the start of `text`, and the rest.
fn in_words(text: &str) -> Option<(f64, &str)> {
    let lower = text.to_lowercase();
    let found =
        NUMBER_WORDS.iter().filter(|(word, _)| lower.strip_prefix(word).is_some_and(|rest| rest.starts_with(' ')));
    let (word, value) = found.max_by_key(|(word, _)| word.len())?;
    Some((*value, text.get(word.len()..)?))
}

/// The joint of a range, its later number, and the rest.
pub(super) fn range(text: &str) -> Option<(&str, f64, &str)> {
    let inner = text.trim_start();
    let sign = ["-", "–", "to "].into_iter().find(|sign| inner.starts_with(sign))?;
    let inner = inner.get(sign.len()..)?.trim_start();
    let (max, rest) = number(inner)?;
    Some((text.get(..text.len() - inner.len())?, max, rest))
}
