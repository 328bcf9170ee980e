//! How amounts are measured, and so rounded and written: grams in whole numbers, spoons in quarters and thirds, pieces in halves.

use super::number::GLYPHS;

/// How an amount is measured, which decides its rounding.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    /// Grams and millilitres: whole numbers, or multiples of five from 50.
    Fine,
    /// Kilograms and litres: twentieths.
    Coarse,
    /// Spoons, cups, pounds: quarters and thirds, at least an eighth.
    Spoon,
    /// Pieces: halves.
    Count,
    /// Centimetres, degrees, minutes: not an amount.
    Fixed,
}

pub(super) const WORDS: [(&[&str], Measure); 4] = [
    (
        &["g", "gr", "gram", "grams", "gramme", "grammes", "ml", "millilitre", "millilitres", "milliliters"],
        Measure::Fine,
    ),
    (&["kg", "kilo", "kilos", "l", "litre", "litres", "liter", "liters", "litro", "litros"], Measure::Coarse),
    (
        &[
            "tsp",
            "tsps",
            "teaspoon",
            "teaspoons",
            "tbsp",
            "tbsps",
            "tablespoon",
            "tablespoons",
            "cup",
            "cups",
            "lb",
            "lbs",
            "pound",
            "pounds",
            "oz",
            "ounce",
            "ounces",
            "dl",
            "cl",
            "pint",
            "pints",
            "quart",
            "quarts",
            "el",
            "tl",
            "esslöffel",
            "teelöffel",
            "cuillère",
            "cuillères",
            "cuillere",
            "cuilleres",
            "càs",
            "càc",
            "cas",
            "cac",
            "cucharada",
            "cucharadas",
            "cucharadita",
            "cucharaditas",
            "taza",
            "tazas",
            "tasse",
            "tassen",
            "tasses",
        ],
        Measure::Spoon,
    ),
    (
        &[
            "cm", "mm", "inch", "inches", "in", "°c", "°f", "c", "f", "%", "min", "mins", "minute", "minutes", "h",
            "hour", "hours", "day", "days",
        ],
        Measure::Fixed,
    ),
];

/// Words that get a plural "s".
const COUNTED: [&str; 22] = [
    "cup",
    "clove",
    "sprig",
    "slice",
    "stick",
    "can",
    "tin",
    "head",
    "egg",
    "onion",
    "carrot",
    "lemon",
    "lime",
    "orange",
    "shallot",
    "teaspoon",
    "tablespoon",
    "pound",
    "ounce",
    "litre",
    "handful",
    "apple",
];

pub(super) fn rounded(value: f64, measure: Measure) -> f64 {
    let to = |step: f64| (value / step).round() * step;
    match measure {
        Measure::Fine if value < 50.0 => to(1.0).max(1.0),
        Measure::Fine => to(5.0),
        Measure::Coarse => to(0.05).max(0.05),
        Measure::Spoon if value >= 10.0 => to(0.5),
        Measure::Spoon => {
            let (whole, part) = (value.floor(), value - value.floor());
            let marks = [0.0, 0.25, 1.0 / 3.0, 0.5, 2.0 / 3.0, 0.75, 1.0];
            let near = marks.into_iter().min_by(|a, b| (a - part).abs().total_cmp(&(b - part).abs())).unwrap_or(part);
            (whole + near).max(0.125)
        }
        Measure::Count if value >= 10.0 => to(1.0),
        Measure::Count => to(0.5).max(0.5),
        Measure::Fixed => value,
    }
}

pub(super) fn tell(value: f64, measure: Measure) -> String {
    let (whole, part) = (value.floor(), value - value.floor());
    let glyph = GLYPHS.iter().find(|(_, glyph)| (glyph - part).abs() < 0.01).map(|(glyph, _)| *glyph);
    match (measure, glyph) {
        (_, _) if part < 0.01 => format!("{whole}"),
        (Measure::Spoon | Measure::Count, Some(glyph)) if whole < 1.0 => glyph.to_string(),
        (Measure::Spoon | Measure::Count, Some(glyph)) => format!("{whole}{glyph}"),
        (_, _) => format!("{value:.2}").trim_end_matches('0').trim_end_matches('.').to_owned(),
    }
}

/// `word` in the singular or plural for `value`.
pub(super) fn counted(word: &str, value: f64) -> String {
    let single = word.strip_suffix('s').unwrap_or(word);
    if !COUNTED.contains(&single.to_lowercase().as_str()) {
        return word.to_owned();
    }
    if value > 1.0 { format!("{single}s") } else { single.to_owned() }
}
