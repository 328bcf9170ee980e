//! Infers the temperature scale of a whole recipe, for oven settings without a letter: from degrees with a letter, or else from its
//! measures. A recipe with only cups and ounces is American; one with only grams and millilitres is not.

use super::words::Times;
use crate::import::finding::Scale;

/// The scale that the texts of a recipe suggest; `None` if they disagree, or if the language has only one scale.
pub(super) fn usual_scale<'t>(texts: impl IntoIterator<Item = &'t str>, words: &Times) -> Option<Scale> {
    if !words.fahrenheit {
        return None;
    }
    // Degrees Fahrenheit, degrees Celsius, American measures, metric measures.
    let mut seen = [false; 4];
    for text in texts {
        let mut degrees = text.char_indices().filter(|(_, c)| matches!(c, '°' | 'º' | '˚' | '℃' | '℉'));
        for (at, sign) in degrees.by_ref() {
            let behind = text.get(at + sign.len_utf8()..).unwrap_or_default().trim_start();
            let ends = !behind.chars().nth(1).is_some_and(char::is_alphabetic);
            let letter = behind.chars().next().filter(|_| ends).map(|c| c.to_ascii_lowercase());
            seen[0] |= sign == '℉' || letter == Some('f');
            seen[1] |= sign == '℃' || letter == Some('c');
        }
        for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
            let low = word.to_lowercase();
            seen[2] |= words.cups.contains(&low);
            seen[3] |= words.grams.contains(&low);
        }
    }
    match seen {
        [true, false, _, _] | [false, false, true, false] => Some(Scale::Fahrenheit),
        [false, true, _, _] | [false, false, false, true] => Some(Scale::Celsius),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::usual_scale;
    use crate::import::finding::Scale;
    use crate::import::understand::Times;

    #[test]
    fn measures_tell_whose_kitchen_it_is() {
        let words = Times::of("en").unwrap();
        for (text, scale) in [
            ("Whip 1 cup of sugar.", Some(Scale::Fahrenheit)),
            ("200g flour, 2 tbsp oil", Some(Scale::Celsius)),
            ("1 cup (200 g) sugar", None),
            ("1 cup (200 g) sugar, baked at 350°F", Some(Scale::Fahrenheit)),
            ("Bake at 180 °C with 1 cup of nuts", Some(Scale::Celsius)),
            ("350 °F (180 °C)", None),
            ("2 eggs", None),
        ] {
            assert_eq!(usual_scale([text], &words), scale, "{text}");
        }
        assert_eq!(usual_scale(["1 Tasse Mehl"], &Times::of("de").unwrap()), None);
    }
}
