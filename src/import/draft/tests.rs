use super::word::words_of;
use super::{Draft, draft};
use crate::import::{
    CueTime, Degrees, Finding, FoundKind, Heat, HeatOf, NoWait, Scale, Source, SourceLine, TimeRange, TimerRole,
};
use crate::recipe::read::read;
use crate::recipe::text::clean;
use crate::time::Span;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::select;
use std::collections::BTreeSet;

fn stretch() -> impl Strategy<Value = TimeRange> {
    let span = || {
        prop_oneof![
            (0i64..10_000).prop_map(Span::secs),
            (0i64..3_000_000).prop_map(Span::secs),
            (0i64..10_000_000).prop_map(Span::millis)
        ]
    };
    (span(), of(span())).prop_map(|(min, max)| TimeRange { min, max })
}

fn what() -> BoxedStrategy<FoundKind> {
    let role = prop_oneof![
        Just(TimerRole::Main),
        Just(TimerRole::Further),
        Just(TimerRole::Instead),
        Just(TimerRole::PerSide),
        Just(TimerRole::PerItem)
    ];
    let scale = prop_oneof![Just(Scale::Celsius), Just(Scale::Fahrenheit), Just(Scale::Gas)];
    let degrees = (prop_oneof![0.0f32..600.0, any::<f32>()], of(0.0f32..600.0), scale);
    let heat =
        (vec(degrees, 0..3), any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(given, fan, unit, oven)| {
            FoundKind::Heat(Heat {
                of: if oven { HeatOf::Oven } else { HeatOf::Inside },
                given: given.into_iter().map(|(value, max, scale)| degrees_of(value, max, scale, fan)).collect(),
                fan,
                unit_inferred: unit,
                preheat: unit,
            })
        });
    prop_oneof![
        (stretch(), role, any::<bool>()).prop_map(|(time, role, hands_on)| FoundKind::Timer { time, role, hands_on }),
        (stretch(), prop_oneof![Just(NoWait::Lead), Just(NoWait::Storage)])
            .prop_map(|(time, why)| FoundKind::Idle { time, why }),
        stretch().prop_map(|time| FoundKind::Cue(CueTime::Every(time))),
        stretch().prop_map(|time| FoundKind::Cue(CueTime::After(time))),
        stretch().prop_map(|time| FoundKind::Cue(CueTime::Left(time))),
        Just(FoundKind::Cue(CueTime::Half)),
        Just(FoundKind::Vague),
        heat,
    ]
    .boxed()
}

fn degrees_of(value: f32, max: Option<f32>, scale: Scale, fan: bool) -> Degrees {
    Degrees { value, max, scale, fan }
}

/// Words that join two parts of a sentence, from the words below and single letters. They are dropped at cuts.
const JOINS: [&str; 5] = ["and", "then", "but", "y", "e"];

/// Words with a meaning here.
const WORDS: [&str; 66] = [
    "roast",
    "Bake",
    "chill",
    "the pork",
    "honey",
    "until",
    "while",
    "Meanwhile",
    "If",
    "overnight",
    "quick",
    "oven",
    "in the oven",
    "and",
    "then",
    ", ",
    "; ",
    ". ",
    ".",
    ": ",
    "brush",
    "baste",
    "Remove",
    "from the oven",
    "should be",
    "serve",
    "every",
    "half",
    "1 hour",
    "for",
    "golden",
    "This",
    "glaze",
    "Cover",
    "(",
    ")",
    "2 min",
    "or",
    "It",
    "\"",
    "\\",
    "#",
    "-",
    "'",
    "é",
    "\u{a0}",
    "\u{202e}",
    "=",
    "backen",
    "bis",
    "goldbraun",
    "während",
    "Inzwischen",
    "lassen",
    "aus dem Ofen nehmen",
    "bestreichen",
    "30 Minuten",
    "jusqu’à ce que",
    "Enfournez",
    "laissez",
    "pendant ce temps",
    "l'ail",
    "hasta que",
    "hornea",
    "mientras",
    "200 °C",
];

/// Text of those words and random letters, sometimes longer than a step may be.
fn text() -> BoxedStrategy<String> {
    let word = prop_oneof![5 => select(&WORDS[..]).prop_map(str::to_owned), 1 => vec(any::<char>(), 1..6)
        .prop_map(|letters| letters.into_iter().collect())];
    let of_words =
        (vec(word, 0..24), any::<bool>()).prop_map(|(words, spaced)| words.join(if spaced { " " } else { "" }));
    let sentences = (1usize..1_200).prop_map(|n| "xé. ".repeat(n));
    let letters = (1usize..5_000).prop_map(|n| "x".repeat(n));
    prop_oneof![60 => of_words, 1 => sentences, 1 => letters].boxed()
}

fn line() -> BoxedStrategy<SourceLine> {
    prop_oneof![1 => text().prop_map(SourceLine::Heading), 5 => text().prop_map(SourceLine::Text)].boxed()
}

fn source() -> impl Strategy<Value = Source> {
    let spans = || of((-5i64..3_000_000).prop_map(Span::secs));
    let fields = (of(text()), of(text()), of(text()), spans(), spans(), spans());
    let lists = (vec(text(), 0..4), vec(line(), 0..6), vec(line(), 0..9), vec(text(), 0..4), vec(text(), 0..2));
    let language = select(vec![None, Some("de-AT"), Some("fr"), Some("es"), Some("sv")]);
    (fields, lists, language).prop_map(|((title, yields, from, prep, cook, total), lists, language)| {
        let (tags, ingredients, instructions, notes, warnings) = lists;
        Source {
            title,
            language: language.map(str::to_owned),
            yields,
            prep,
            cook,
            total,
            from,
            tags,
            ingredients,
            instructions,
            notes,
            warnings,
        }
    })
}

/// Findings at positions of `text`, some of them inside letters or outside the text.
fn placed(text: &str, found: &[(f64, usize, FoundKind)]) -> Vec<Finding> {
    let places = found.iter().map(|(share, len, what)| {
        let start = (share * text.len() as f64) as usize;
        Finding { place: start..(start + len), what: what.clone() }
    });
    places.collect()
}

/// Words of the instructions that are missing from the draft, except conjunctions.
fn lost(source: &Source, draft: &Draft) -> Vec<String> {
    let steps = draft.recipe.steps.iter().flat_map(|step| {
        [Some(step.title.clone()), step.what.clone(), step.until.clone(), step.then.clone()].into_iter().flatten()
    });
    let remarks = draft.remarks.iter().map(|remark| clean(&remark.text));
    let there: BTreeSet<String> = steps
        .chain(remarks)
        .chain(draft.recipe.notes.clone())
        .flat_map(|text| words_of(&text))
        .map(|word| word.low)
        .collect();
    let lines = source.instructions.iter().map(|line| match line {
        SourceLine::Heading(text) | SourceLine::Text(text) => clean(text),
    });
    let all = lines.flat_map(|text| words_of(&text)).map(|word| word.low);
    // A word longer than a step's text is cut.
    all.filter(|word| !there.contains(word) && word.len() < 4_000 && !JOINS.contains(&word.as_str())).collect()
}

proptest! {
    #[test]
    fn whatever_the_source_its_draft_is_a_recipe(
        source in source(),
        found in vec(vec((0.0..1.0, 0usize..12, what()), 0..6), 9),
    ) {
        let mut lines = found.iter();
        match draft(&source, |text| lines.next().map_or_else(Vec::new, |found| placed(text, found))) {
            Err(why) => prop_assert!(!why.message.is_empty() && !why.hint.is_empty()),
            Ok(draft) => {
                let toml = draft.toml();
                let reading = read(toml.as_bytes());
                prop_assert!(!reading.is_broken(), "{:#?}\n{}", reading.faults, toml);
                prop_assert_eq!(&reading.recipes, &vec![draft.recipe.clone()], "{}", toml);
                for word in lost(&source, &draft) {
                    prop_assert!(false, "`{}` is lost\n{}", word, toml);
                }
            }
        }
    }
}
