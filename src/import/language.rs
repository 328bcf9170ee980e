//! Detects the language of a source that does not declare it, by the small words that every sentence contains.

use super::source::Source;

/// Small words of each language that none of the others has.
const SMALL_WORDS: [(&str, &[&str]); 4] = [
    (
        "en",
        &[
            "the", "and", "with", "for", "until", "into", "minutes", "hour", "hours", "then", "add", "of", "from",
            "on", "is", "it",
        ],
    ),
    (
        "de",
        &[
            "und", "die", "der", "das", "den", "dem", "mit", "bei", "für", "minuten", "stunde", "stunden", "dann",
            "im", "auf", "nicht", "etwa", "zum", "ein", "eine", "grad", "lassen",
        ],
    ),
    (
        "fr",
        &[
            "et", "les", "des", "avec", "pendant", "dans", "une", "du", "au", "aux", "puis", "heure", "heures",
            "jusqu", "sur", "pour", "environ", "cuire", "laisser",
        ],
    ),
    (
        "es",
        &[
            "y", "los", "las", "con", "durante", "hasta", "una", "del", "al", "el", "minutos", "hora", "horas",
            "luego", "por", "unos", "cocinar", "dejar", "añadir",
        ],
    ),
];

/// This many small words are enough, if the runner-up has at most half as many.
const SURE: usize = 3;

/// The language of the words; `None` if there are too few, or words of several languages.
pub(super) fn detect(source: &Source) -> Option<&'static str> {
    let lines = source.ingredients.iter().chain(&source.instructions).map(|line| line.text());
    let texts = source.title.as_deref().into_iter().chain(lines);
    let mut counts = [0usize; SMALL_WORDS.len()];
    for text in texts {
        let lower = text.to_lowercase();
        for word in lower.split(|c: char| !c.is_alphabetic()) {
            for (count, (_, words)) in counts.iter_mut().zip(&SMALL_WORDS) {
                *count += usize::from(words.contains(&word));
            }
        }
    }
    let mut ranked: Vec<(usize, &str)> = counts.into_iter().zip(SMALL_WORDS.iter().map(|(tag, _)| *tag)).collect();
    ranked.sort_unstable_by(|a, b| b.cmp(a));
    match ranked.as_slice() {
        [(most, tag), (next, _), ..] if *most >= SURE && next * 2 <= *most => Some(tag),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::detect;
    use crate::import::source::{Source, SourceLine};

    fn of(text: &str) -> Option<&'static str> {
        detect(&Source { instructions: vec![SourceLine::Text(text.to_owned())], ..Source::default() })
    }

    #[test]
    fn small_words_tell_the_language() {
        for (text, language) in [
            ("Die Ente 6 Minuten anbraten. Dann 40 Minuten backen.", Some("de")),
            ("Saisir le canard pendant 6 minutes, puis cuire dans le four avec les carottes.", Some("fr")),
            ("Cocinar el pollo durante 20 minutos con las patatas y dejar reposar.", Some("es")),
            ("Sear the duck for 6 minutes, then bake it until done.", Some("en")),
            ("Bake 40 min.", None),
            ("", None),
        ] {
            assert_eq!(of(text), language, "{text}");
        }
    }
}
