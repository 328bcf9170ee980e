//! Scales the amounts in ingredient lines to the servings wanted.
//!
//! Only certain amounts are changed: the number at the start of a line, after "of" ("juice of 1 lemon") or behind a colon ("beef: 1 kg"),
//! one added by a joining word ("1 tsp cornflour in 1 tbsp water"), and one repeated in another measure ("250g/9oz"). "3 cm thick",
//! "200 g each" and tin sizes stay. A decimal comma stays a comma. Results are rounded to what a kitchen can measure. A line without an
//! amount is returned unchanged.

mod measure;
mod number;

use self::measure::{Measure, WORDS, counted, rounded, tell};
use self::number::{GLYPHS, number, range};

/// Scales the amounts of `line` from `from` servings to `to`.
pub(crate) fn scale(line: &str, from: u32, to: u32) -> String {
    if from == to || from == 0 || to == 0 || line.trim_end().ends_with(':') {
        return line.to_owned();
    }
    let factor = f64::from(to) / f64::from(from);
    let lower = line.to_lowercase();
    let start = line.len() - line.trim_start().len();
    let start = match lower.get(start..) {
        Some(rest) if rest.starts_with("about ") && line.is_char_boundary(start + 6) => start + 6,
        Some(_) | None => start,
    };
    let Some(front) = line.get(start..) else { return line.to_owned() };
    if let Some((told, rest, measure)) = one(front, factor) {
        let each = lower.split(|c: char| !c.is_alphanumeric()).any(|word| word == "each");
        let rest = if each { rest.to_owned() } else { added(rest, factor, measure) };
        return format!("{}{told}{rest}", line.get(..start).unwrap_or_default());
    }
    // "Juice of 1 lemon", "Saft von 1 Zitrone", "beef: 1 kg": the amount comes behind the first of these.
    for joint in [" of ", " von ", " de ", " d'", " d’", ": ", ":"] {
        if let Some((head, rest)) = line.split_once(joint)
            && head.split_whitespace().count() <= 4
            && let Some((told, rest, measure)) = one(rest.trim_start(), factor)
        {
            return format!("{head}{joint}{told}{}", added(rest, factor, measure));
        }
    }
    line.to_owned()
}

/// As [`scale`]; a line whose number could not be scaled says so.
pub(crate) fn scaled_or_marked(line: &str, from: u32, to: u32) -> String {
    let scaled = scale(line, from, to);
    let number = |c: char| c.is_ascii_digit() || GLYPHS.iter().any(|(glyph, _)| *glyph == c);
    let heading = line.trim_end().ends_with(':');
    if from != to && !heading && scaled == line && line.contains(number) {
        format!("{line} (not scaled)")
    } else {
        scaled
    }
}

/// The amount at the start of `text`, scaled and with its unit; the rest; and how it is measured.
fn one(text: &str, factor: f64) -> Option<(String, &str, Measure)> {
    let (min, after) = number(text)?;
    let (joint, max, after) = match range(after) {
        Some((joint, max, after)) => (joint, Some(max), after),
        None => ("", None, after),
    };
    let gap_len = after.len() - after.trim_start().len();
    let (gap, rest) = (after.get(..gap_len)?, after.get(gap_len..)?);
    let end =
        rest.find(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | ';' | '-' | '/')).unwrap_or(rest.len());
    let (word, tail) = (rest.get(..end)?, rest.get(end..)?);
    let unit = word.trim_end_matches('.').to_lowercase();
    // "1 c. à soupe" is no degree.
    let spoon = unit.starts_with("c.à") || (unit == "c" && tail.trim_start().starts_with(['à', 'a']));
    let listed = || WORDS.iter().find(|(words, _)| words.contains(&unit.as_str())).map(|(_, measure)| *measure);
    let known = if spoon { Some(Measure::Spoon) } else { listed() };
    let measure = match known {
        Some(measure) => measure,
        // "3mm", "2nd": letters after a number that are not a known unit.
        None if gap.is_empty() && !word.is_empty() => Measure::Fixed,
        None if word.starts_with(['"', '″', '°']) => Measure::Fixed,
        None => Measure::Count,
    };
    if measure == Measure::Fixed {
        return None;
    }
    let comma = text.get(..text.len() - after.len()).is_some_and(|number| number.contains(',') && min.fract() > 0.0);
    let min = rounded(min * factor, measure);
    let max = max.map(|max| rounded(max * factor, measure)).filter(|max| *max > min);
    let word = counted(word, max.unwrap_or(min));
    let told = |value: f64| if comma { tell(value, measure).replace('.', ",") } else { tell(value, measure) };
    let upper = max.map(|max| format!("{joint}{}", told(max))).unwrap_or_default();
    Some((format!("{}{upper}{gap}{word}", told(min)), tail, measure))
}

/// Scales the amounts in `rest` that a joining word adds, or that parentheses repeat in another measure.
fn added(rest: &str, factor: f64, lead: Measure) -> String {
    let mut out = String::new();
    let mut text = rest;
    while let Some(c) = text.chars().next() {
        let last = out.split_whitespace().next_back().unwrap_or_default();
        let joined = out.ends_with(' ') && matches!(last, "in" | "with" | "plus" | "and" | "+");
        // "250g/9oz", "3/4 cup (12 Tbsp; 170g)": the same again in another measure.
        let again = out.is_empty() && text.starts_with('/');
        if again {
            out.push('/');
            text = text.get(1..).unwrap_or_default();
        }
        let listed = out.ends_with("; ") && out.contains('(') && !out.contains(')');
        let repeated = (out.ends_with('(') || listed || again) && lead != Measure::Count;
        let scaled = if joined || repeated { one(text, factor).filter(|(_, _, m)| *m != Measure::Count) } else { None };
        match scaled {
            Some((told, after, _)) => {
                out.push_str(&told);
                text = after;
            }
            None => {
                out.push(c);
                text = text.get(c.len_utf8()..).unwrap_or_default();
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::scale;
    use proptest::prelude::{any, prop_assert_eq, proptest};

    #[test]
    fn lines_are_scaled() {
        for (line, from, to, wanted) in [
            ("1 lb pork belly, even layers", 4, 6, "1½ lb pork belly, even layers"),
            ("1/4 tsp cayenne, more if you like heat", 4, 8, "½ tsp cayenne, more if you like heat"),
            ("2 tsp salt", 4, 1, "½ tsp salt"),
            ("1.5 kg potatoes", 6, 4, "1 kg potatoes"),
            ("1 kg pork belly", 4, 6, "1.5 kg pork belly"),
            ("1 1/2 cups flour", 4, 8, "3 cups flour"),
            ("1½ cups flour", 4, 2, "¾ cup flour"),
            ("2-3 cloves garlic", 4, 8, "4-6 cloves garlic"),
            ("2 to 3 cloves garlic", 4, 2, "1 to 1½ cloves garlic"),
            ("3 cloves garlic, finely minced", 4, 6, "4½ cloves garlic, finely minced"),
            ("1 clove garlic", 2, 4, "2 cloves garlic"),
            ("1/3 cup oil", 2, 4, "⅔ cup oil"),
            ("500 ml beef stock", 6, 4, "335 ml beef stock"),
            ("10 g salt", 4, 6, "15 g salt"),
            ("450g strong white flour", 2, 3, "675g strong white flour"),
            ("1 tsp cornflour in 1 tbsp cold water", 4, 8, "2 tsp cornflour in 2 tbsp cold water"),
            ("2 sirloin steaks, 3 cm thick", 2, 4, "4 sirloin steaks, 3 cm thick"),
            ("2 steaks, 200 g each", 2, 4, "4 steaks, 200 g each"),
            ("1 can (400 g) tomatoes", 2, 4, "2 cans (400 g) tomatoes"),
            ("1 kg (2 lb) pork", 4, 8, "2 kg (4 lb) pork"),
            ("Juice of 1 lemon", 2, 4, "Juice of 2 lemons"),
            ("about 2 tbsp oil", 2, 3, "about 3 tbsp oil"),
            ("3 cm fresh ginger", 2, 4, "3 cm fresh ginger"),
            ("salt and pepper", 2, 4, "salt and pepper"),
            ("For the rub:", 2, 4, "For the rub:"),
            ("1/8 tsp saffron", 4, 1, "⅛ tsp saffron"),
            ("3 tbsp honey", 4, 4, "3 tbsp honey"),
            ("1,5 kg Kartoffeln", 2, 4, "3 kg Kartoffeln"),
            ("1,5 kg Kartoffeln", 4, 6, "2,25 kg Kartoffeln"),
            ("0,5 l Milch", 4, 2, "0,25 l Milch"),
            ("1,500 g flour", 2, 4, "3000 g flour"),
            ("1.500 g Mehl", 2, 4, "3000 g Mehl"),
            ("1.25 kg beef", 2, 4, "2.5 kg beef"),
            ("1 and 1/2 cups flour", 4, 8, "3 cups flour"),
            ("1 & ½ cups flour", 4, 8, "3 cups flour"),
            ("1 c. à soupe d'huile", 2, 4, "2 c. à soupe d'huile"),
            ("2 c.à.s. de miel", 2, 3, "3 c.à.s. de miel"),
            ("2 EL Öl", 2, 3, "3 EL Öl"),
            ("beef: 1kg", 2, 4, "beef: 2kg"),
            ("Rinderbrust: 1,5 kg", 2, 4, "Rinderbrust: 3 kg"),
            ("250g/9oz butter", 2, 4, "500g/18oz butter"),
            ("3/4 cup (12 Tbsp; 170g) butter", 2, 4, "1½ cups (24 Tbsp; 340g) butter"),
            ("one onion, chopped", 2, 4, "2 onions, chopped"),
            ("half a lemon", 2, 4, "1 lemon"),
            ("Saft von 1 Zitrone", 2, 4, "Saft von 2 Zitrone"),
            ("Le jus d'1 citron", 2, 4, "Le jus d'2 citron"),
            ("½ onion", 2, 4, "1 onion"),
            ("", 2, 4, ""),
        ] {
            assert_eq!(scale(line, from, to), wanted, "{line}, {from} to {to}");
        }
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(line in any::<String>(), from in any::<u32>(), to in any::<u32>()) {
            let _ = scale(&line, from, to);
        }
        #[test]
        fn nothing_like_an_amount_makes_it_panic(line in "[0-9½./ gkcuplbt–(-]{0,16}", to in 1u32..40) {
            let _ = scale(&line, 4, to);
        }
        #[test]
        fn grams_there_and_back(grams in 1u32..25) {
            let line = format!("{grams} g salt");
            prop_assert_eq!(scale(&scale(&line, 2, 4), 4, 2), line);
        }
    }
}
