//! No number beside a word of time or heat is passed over in silence, whatever the sentence.

use baste::import::{FoundKind, Source, SourceLine, Times, Understanding, draft, understand};
use proptest::prelude::{ProptestConfig, Strategy, any, prop, prop_oneof, proptest};
use proptest::prop_assert;
use proptest::sample::select;

const WORDS: [(&str, &[&str], &[&str]); 4] = [
    (
        "en",
        &[
            "Bake", "the", "duck", "for", "at", "and", "then", "or", "until", "(", ")", ",", ".", "turn", "oven",
            "about", "to", "-", "/", "another", "every", "fan", "over", "rest", "water", "if", "not", "least",
        ],
        &["minutes", "min", "hours", "hour", "seconds", "days", "°C", "°F", "degrees"],
    ),
    (
        "de",
        &[
            "Die",
            "Ente",
            "backen",
            "bei",
            "und",
            "dann",
            "oder",
            "bis",
            "(",
            ")",
            ",",
            ".",
            "wenden",
            "Ofen",
            "etwa",
            "-",
            "/",
            "weitere",
            "alle",
            "Umluft",
            "ruhen",
            "lassen",
            "nicht",
            "mindestens",
        ],
        &["Minuten", "Min.", "Stunden", "Stunde", "Sekunden", "Tage", "°C", "Grad"],
    ),
    (
        "fr",
        &[
            "Cuire",
            "le",
            "canard",
            "pendant",
            "à",
            "et",
            "puis",
            "ou",
            "jusqu'à",
            "(",
            ")",
            ",",
            ".",
            "retourner",
            "four",
            "environ",
            "-",
            "/",
            "encore",
            "toutes",
            "les",
            "reposer",
            "pas",
            "moins",
        ],
        &["minutes", "min", "heures", "heure", "secondes", "jours", "°C", "degrés"],
    ),
    (
        "es",
        &[
            "Hornear", "el", "pato", "durante", "a", "y", "luego", "o", "hasta", "(", ")", ",", ".", "girar", "horno",
            "unos", "-", "/", "otros", "cada", "reposar", "no", "menos",
        ],
        &["minutos", "min", "horas", "hora", "segundos", "días", "°C", "grados"],
    ),
];

/// A sentence, and where the numbers with a unit stand in it.
fn sentence() -> impl Strategy<Value = (&'static str, String, Vec<std::ops::Range<usize>>)> {
    let word = prop_oneof![3 => any::<prop::sample::Index>().prop_map(|index| (index, None)), 1 => (any::<prop::sample::Index>(), 1u32..400, any::<bool>()).prop_map(|(index, number, apart)| (index, Some((number, apart))))];
    (select(&WORDS[..]), prop::collection::vec(word, 1..24)).prop_map(|((language, words, units), picks)| {
        let (mut text, mut numbers) = (String::new(), Vec::new());
        for (index, number) in picks {
            match number {
                None => text.push_str(index.get::<&str>(words)),
                Some((number, apart)) => {
                    let start = text.len();
                    text.push_str(&number.to_string());
                    numbers.push(start..text.len());
                    text.push_str(if apart { " " } else { "" });
                    text.push_str(index.get::<&str>(units));
                }
            }
            text.push(' ');
        }
        (language, text, numbers)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn every_number_with_a_unit_is_read_or_said((language, text, numbers) in sentence()) {
        let times = Times::of(language).unwrap();
        let found = understand(&text, &times);
        let turns = ["turn", "wenden", "girar", "retourner"].iter().any(|word| text.contains(word));
        for number in numbers {
            let inside = found.iter().any(|one| one.place.start <= number.start && number.end <= one.place.end);
            prop_assert!(inside || turns, "{} in {text:?}: {found:?}", &text[number]);
        }
        let unread = found.iter().filter(|one| one.what == FoundKind::Unread).count();
        let line = SourceLine::Text(text.clone());
        let source = Source { language: Some(language.to_owned()), instructions: vec![line], ..Source::default() };
        let mut understanding = Understanding::of(source.lines(), &times);
        if let Ok(draft) = draft(&source, |text| understanding.step(text, &times)) {
            let said = draft.remarks.iter().filter(|said| said.text.contains("was not understood")).count();
            let kept = draft.recipe.notes.len();
            prop_assert!(kept > 0 || said == unread, "{said} of {unread} said: {text:?}\n{}", draft.toml());
            prop_assert!(unread == 0 || kept > 0 || draft.guesses() > 0);
        }
    }
}
