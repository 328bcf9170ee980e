//! No number is lost: whatever stands digit-led beside a word of time or heat is in a reading or in a remark, in every language.

use baste::import::{FoundKind, Source, SourceLine, Times, Understanding, draft, understand};
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_oneof, proptest};

/// The language, its words before a number, after a time, units of time and of heat.
struct Tongue {
    tag: &'static str,
    before: &'static [&'static str],
    after: &'static [&'static str],
    units: &'static [&'static str],
    to: &'static str,
}

const TONGUES: [Tongue; 4] = [
    Tongue {
        tag: "en",
        before: &[
            "Bake for",
            "not",
            "about",
            "then",
            "the jar of",
            "or",
            "(",
            "at least",
            "no more than",
            "turn it",
            "while the pan is at",
            ",",
        ],
        after: &["until brown", ")", "of it", "per side", "before serving", "and", ";", "if you like", "old", "."],
        units: &["minutes", "min", "hours", "h", "seconds", "days", "°C", "°F", "degrees"],
        to: "to",
    },
    Tongue {
        tag: "de",
        before: &[
            "Backen für",
            "nicht",
            "etwa",
            "dann",
            "das Glas mit",
            "oder",
            "(",
            "mindestens",
            "höchstens",
            "wenden",
            ",",
        ],
        after: &["bis es braun ist", ")", "davon", "pro Seite", "vor dem Servieren", "und", ";", "backen", "alt", "."],
        units: &["Minuten", "Min.", "Stunden", "Std.", "Sekunden", "Tage", "°C", "Grad"],
        to: "bis",
    },
    Tongue {
        tag: "fr",
        before: &[
            "Cuire pendant",
            "pas",
            "environ",
            "puis",
            "le bocal de",
            "ou",
            "(",
            "au moins",
            "au plus",
            "retourner",
            ",",
        ],
        after: &["jusqu'à ce que ce soit doré", ")", "par côté", "avant de servir", "et", ";", "cuire", "."],
        units: &["minutes", "min", "heures", "h", "secondes", "jours", "°C", "degrés"],
        to: "à",
    },
    Tongue {
        tag: "es",
        before: &[
            "Hornear durante",
            "no",
            "unos",
            "luego",
            "el bote de",
            "o",
            "(",
            "al menos",
            "como máximo",
            "girar",
            ",",
        ],
        after: &["hasta que se dore", ")", "por lado", "antes de servir", "y", ";", "hornear", "."],
        units: &["minutos", "min", "horas", "h", "segundos", "días", "°C", "grados"],
        to: "a",
    },
];

/// One piece of a sentence: the words by their number, one number or two, a unit.
type Piece = (usize, usize, usize, u32, Option<u32>);

/// The sentence, and where its numbers stand.
fn sentence(tongue: &Tongue, pieces: &[Piece]) -> (String, Vec<(usize, usize)>) {
    let (mut text, mut places) = (String::new(), Vec::new());
    for (before, after, unit, number, further) in pieces {
        text.push_str(tongue.before[before % tongue.before.len()]);
        text.push(' ');
        let numbers = [Some(*number), further.map(|more| number + more)];
        for (n, number) in numbers.into_iter().flatten().enumerate() {
            if n > 0 {
                text.push_str(&format!(" {} ", tongue.to));
            }
            places.push((text.len(), text.len() + number.to_string().len()));
            text.push_str(&number.to_string());
        }
        text.push_str(&format!(
            " {} {} ",
            tongue.units[unit % tongue.units.len()],
            tongue.after[after % tongue.after.len()]
        ));
    }
    (text.trim_end().to_owned(), places)
}

fn pieces() -> impl Strategy<Value = Vec<Piece>> {
    let further = prop_oneof![3 => Just(None), 1 => (1u32..30).prop_map(Some)];
    proptest::collection::vec((any::<u8>(), any::<u8>(), any::<u8>(), 2u32..400, further), 1..4).prop_map(|pieces| {
        pieces.into_iter().map(|(b, a, u, n, m)| (usize::from(b), usize::from(a), usize::from(u), n, m)).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    #[ignore = "finds sentences that are not read yet"]
    fn long_every_number_is_in_a_reading_or_in_a_remark(language in 0usize..4, pieces in pieces()) {
        let tongue = &TONGUES[language];
        let times = Times::of(tongue.tag).unwrap();
        let (text, places) = sentence(tongue, &pieces);
        let found = understand(&text, &times);
        for (from, to) in places {
            let held = found.iter().any(|one| one.place.start <= from && to <= one.place.end);
            assert!(held, "{}: {} of {text:?} is in none of {found:#?}", tongue.tag, &text[from..to]);
        }
        // What was not understood is said beside its step, so the draft is not without a guess.
        let source = Source {
            title: Some("Dinner".to_owned()),
            language: Some(tongue.tag.to_owned()),
            ingredients: vec![SourceLine::Text("1 kg beans".to_owned())],
            instructions: vec![SourceLine::Text(text.clone())],
            ..Source::default()
        };
        let mut understanding = Understanding::of(source.lines(), &times);
        if let Ok(draft) = draft(&source, |text| understanding.step(text, &times)) {
            let unread = found.iter().filter(|one| one.what == FoundKind::Unread).count();
            let said = draft.warnings.iter().filter(|said| said.contains("was not understood")).count();
            assert!(said >= unread.min(1), "{text:?}: {unread} unread, {said} said");
        }
    }
}
