use super::{ABOVE, Remark, print};
use crate::recipe::check::RecipeKey;
use crate::recipe::read::read;
use crate::recipe::text::clean;
use crate::recipe::{
    Claims, Cue, CueAt, HostAt, LaterCard, LaterTime, Length, Need, Oven, Phase, Recipe, Repeat, Step, StepId,
    StepTime, Yield,
};
use crate::time::Span;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};

#[track_caller]
fn only(toml: &str) -> Recipe {
    let reading = read(toml.as_bytes());
    assert!(!reading.is_broken(), "{:#?}\n{toml}", reading.faults);
    assert_eq!(reading.recipes.len(), 1, "{toml}");
    reading.recipes.into_iter().next().unwrap()
}

#[test]
fn the_shipped_recipes_come_back() {
    for recipe in read(crate::shelf::SHIPPED.as_bytes()).recipes {
        let toml = print(&recipe, &[]);
        assert_eq!(only(&toml), recipe, "{toml}");
    }
}

#[test]
fn it_looks_as_written_by_hand() {
    let text = r#"name = "Pork \"siu yuk\" belly"
serves = 4
tags = ["pork", "roast"]
claims = { prep = "30m", total = "2h" }
ingredients = [
  "1 lb pork belly",
  "For the glaze:",
  "3 tbsp honey",
]

[[step]]
phase = "chill"
ask = "Chill how long?"
choose = { quick = "30m+", overnight = "8h - 12h" }
do = "Wrap it."

[[step]]
phase = "roast"
title = "Roast"
oven = "350F"
for = "1h 30m"
do = """
Skin side up, uncovered, on the middle rack, so that the hot air reaches it from every side and the
skin dries and blisters: look at it now and then.
"""
cues = [{ at = "half", say = "Turn it" }]
until = "the skin is dry"

[[step]]
phase = "prep"
title = "Stir the glaze"
while = "Roast"
at = "20m left"
takes = "8m"
uses = ["honey"]

[[step]]
phase = "roast"
title = "Again"
after = "Stir the glaze"
oven = "gas 1/2"
for = "15m - 20m"
cues = [
  { at = "every 5m to 15m", say = "Look" },
  { at = "10m left", say = "Foil" },
]
then = "Out."
keeps = "1h"
"#;
    assert_eq!(print(&only(text), &[]), text);
}

#[test]
fn a_remark_stands_behind_its_key_or_above() {
    let recipe = only("name = \"Tea\"\n[[step]]\nphase = \"rest\"\nfor = \"4m\"\ndo = \"Let it draw.\"\n");
    let remark = |place, text: &str| Remark { place, text: text.to_owned() };
    let long = "a source that says this in very many words, ".repeat(5);
    let remarks = [
        remark(RecipeKey::Key("name"), "from a box\nof tea"),
        remark(RecipeKey::Step(0, ABOVE), "One step"),
        remark(RecipeKey::Step(0, "for"), "\"let it draw for four minutes\""),
        remark(RecipeKey::Step(0, "do"), &long),
    ];
    let toml = print(&recipe, &remarks);
    assert!(toml.starts_with("name = \"Tea\"  # from a box of tea\n\n# One step\n[[step]]\n"), "{toml}");
    assert!(toml.contains("for = \"4m\"  # \"let it draw for four minutes\"\n# a source that says"), "{toml}");
    assert!(toml.lines().all(|line| line.chars().count() <= 116), "{toml}");
    assert_eq!(only(&toml), recipe);
}

fn text() -> impl Strategy<Value = String> {
    let of_words = vec("[a-zé\"'\\\\#=\\[\\]]{1,9}", 1..60).prop_map(|words| words.join(" "));
    let any_text = prop_oneof![any::<String>(), of_words, Just("\"\"\"\"\"\"".to_owned()), Just("\\".to_owned())];
    any_text.prop_map(|text| clean(&text)).prop_filter("empty", |text| !text.is_empty() && text.len() <= 4_000)
}

fn short() -> impl Strategy<Value = String> {
    "[\\PC]{1,20}".prop_map(|text| clean(&text)).prop_filter("empty", |text| !text.is_empty())
}

fn span() -> impl Strategy<Value = Span> {
    (1i64..=1_209_600).prop_map(Span::secs)
}

fn length() -> BoxedStrategy<Length> {
    prop_oneof![
        span().prop_map(Length::Exact),
        span().prop_map(Length::Open),
        (1i64..600_000, 1i64..600_000).prop_map(|(a, b)| Length::Range { min: Span::secs(a), max: Span::secs(a + b) }),
    ]
    .boxed()
}

fn time() -> BoxedStrategy<StepTime> {
    let choice = (of(short()), vec((short(), length()), 1..4)).prop_map(|(ask, mut options)| {
        for (n, (name, _)) in options.iter_mut().enumerate() {
            *name = format!("{name}{n}");
        }
        StepTime::Choice { ask, options }
    });
    prop_oneof![Just(StepTime::Hands), length().prop_map(StepTime::Timed), choice].boxed()
}

fn oven() -> BoxedStrategy<Oven> {
    prop_oneof![
        (30u16..=300).prop_map(Oven::Celsius),
        (85u16..=575).prop_map(Oven::Fahrenheit),
        prop_oneof![Just(1u8), Just(2), (1u8..=10).prop_map(|n| n * 4)].prop_map(Oven::Gas),
        Just(Oven::Grill),
        (30u16..=300).prop_map(Oven::Fan),
        (85u16..=575).prop_map(Oven::FanFahrenheit),
    ]
    .boxed()
}

/// A step, with its host and what it waits for as fractions of the steps before it.
type Loose = (Step, Option<(f64, HostAt)>, Option<Vec<f64>>);

fn step() -> BoxedStrategy<Loose> {
    let phase = (0..Phase::ALL.len()).prop_map(|n| Phase::ALL[n]);
    let cue_at = prop_oneof![
        Just(CueAt::Half),
        span().prop_map(CueAt::Left),
        span().prop_map(CueAt::From),
        (10i64..4_000, of(4_000i64..9_000))
            .prop_map(|(a, b)| CueAt::Every { each: Span::secs(a), until: b.map(Span::secs) }),
    ];
    let cues = vec((cue_at, text()).prop_map(|(at, say)| Cue { at, say }), 0..3);
    let needs = of(vec(prop_oneof![Just(Need::Hands), Just(Need::Burner), Just(Need::Oven)], 0..3));
    let texts = (of(text()), of(text()), of(text()), of(short()), of(short()), any::<bool>());
    let rest = (of(span()), vec(text(), 0..3), needs, of(span()), of(span()), cues);
    let host_at = prop_oneof![Just(HostAt::Start), Just(HostAt::Half), span().prop_map(HostAt::Left)];
    let links = (of((0.0..1.0, host_at)), of(vec(0.0..1.0, 0..3)));
    let whole = (phase, short(), time(), of(oven()), texts, rest, links);
    whole
        .prop_map(|(phase, title, time, oven, texts, rest, (host, after))| {
            let (what, until, then, part, hob, titled) = texts;
            let (takes, uses, needs, keeps, preheat, cues) = rest;
            let step = Step {
                phase,
                title: if titled { title } else { phase.title() },
                what,
                time,
                takes: takes.unwrap_or(phase.takes()),
                oven,
                preheat: preheat.filter(|_| oven.is_some()),
                hob: hob.filter(|_| oven.is_none()),
                cues,
                until,
                then,
                only_if: None,
                beside: None,
                part,
                after: None,
                uses,
                needs,
                keeps,
                repeat: None,
            };
            (step, host, after)
        })
        .boxed()
}

/// The least that a step runs with any choice; `None` for a hands step.
fn min(step: &Step) -> Option<Span> {
    match &step.time {
        StepTime::Hands => None,
        StepTime::Timed(length) => Some(length.min()),
        StepTime::Choice { options, .. } => options.iter().map(|(_, length)| length.min()).max(),
    }
}

fn recipe() -> impl Strategy<Value = Recipe> {
    let yields = prop_oneof![Just(Yield::Unsaid), (1u32..=500).prop_map(Yield::Serves), short().prop_map(Yield::Makes)];
    let claims = (of(span()), of(span()), of(span()), of(span())).prop_map(|(prep, cook, total, text)| Claims {
        prep,
        cook,
        total,
        text,
    });
    let lists = (vec(text(), 0..4), vec(text(), 0..4), vec(text(), 0..4), of(text()));
    let skin = || vec!["skin on".to_owned(), "skin off".to_owned()];
    let day = || vec!["today".to_owned(), "another day".to_owned()];
    let choose = prop_oneof![Just(Vec::new()), Just(vec![skin()]), Just(vec![skin(), day()])];
    let swap = vec(vec(short(), 2..4), 0..2);
    let time =
        prop_oneof![span().prop_map(LaterTime::Within), span().prop_map(|span| LaterTime::For(Length::Exact(span)))];
    let later = vec((short(), of(text()), time).prop_map(|(title, what, time)| LaterCard { title, what, time }), 0..3);
    (short(), yields, claims, lists, (choose, swap, later), vec((step(), any::<bool>()), 1..8)).prop_map(
        |(name, yields, claims, (tags, ingredients, notes, source), (choose, swap, later), loose)| {
            let mut steps: Vec<Step> = Vec::new();
            for (i, ((mut step, host, after), optional)) in loose.into_iter().enumerate() {
                let before = |share: f64| (share * i as f64) as usize;
                // Titles must differ where steps are named; a title taken from the phase may be used once.
                if step.title != step.phase.title() || steps.iter().any(|s| s.phase == step.phase) {
                    step.title = format!("{i} {}", step.title);
                }
                step.title = clean(&step.title);
                step.beside = host.filter(|_| i > 0).map(|(share, at)| {
                    let id = before(share);
                    let fits = match (at, min(&steps[id])) {
                        (HostAt::Start, _) => true,
                        (HostAt::From(_), _) => false,
                        (HostAt::Half, min) => min.is_some(),
                        (HostAt::Left(left), min) => min.is_some_and(|min| left <= min),
                    };
                    (StepId(id as u16), if fits { at } else { HostAt::Start })
                });
                step.after = after
                    .filter(|_| i > 0)
                    .map(|after| after.into_iter().map(|share| StepId(before(share) as u16)).collect());
                step.only_if =
                    choose.last().and_then(|options| options.get(i % 2)).filter(|_| optional && i > 0).cloned();
                let fits = |cue: &Cue| match &step.time {
                    StepTime::Hands => false,
                    StepTime::Timed(length) => cue.at.fits(*length),
                    StepTime::Choice { options, .. } => options.iter().all(|(_, length)| cue.at.fits(*length)),
                };
                step.cues.retain(fits);
                step.repeat = match (&step.time, i % 4) {
                    (StepTime::Hands, _) | (_, 0 | 1) => None,
                    (_, 2) => Some(Repeat::Times(u32::try_from(i).unwrap())),
                    (_, _) => Some(Repeat::Until("the batter is used up".to_owned())),
                };
                // The last one may be taken up again another day.
                if i == 7 && optional && step.time != StepTime::Hands {
                    (step.time, step.repeat) = (StepTime::Timed(Length::Endless), None);
                }
                steps.push(step);
            }
            Recipe { name, short: None, yields, source, tags, ingredients, notes, claims, choose, swap, later, steps }
        },
    )
}

proptest! {
    #[test]
    fn any_recipe_comes_back(recipe in recipe(), said in text(), step in 0usize..8) {
        let keys = [ABOVE, "phase", "for", "do", "cues"];
        let remarks: Vec<Remark> = keys
            .iter()
            .map(|key| Remark { place: RecipeKey::Step(step, key), text: said.clone() })
            .chain([Remark { place: RecipeKey::Key("name"), text: said.clone() }])
            .collect();
        let toml = print(&recipe, &remarks);
        let reading = read(toml.as_bytes());
        prop_assert!(!reading.is_broken(), "{:#?}\n{}", reading.faults, toml);
        prop_assert_eq!(reading.recipes, vec![recipe]);
    }
}
