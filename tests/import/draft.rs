//! The shipped recipes, told as their sources tell them, imported, and held against what a person wrote from the same.

use baste::import::{Draft, Source, SourceHint, SourceLine, Times, Understanding, draft, read};
use baste::recipe::{CueAt, HostAt, Length, Recipe, Step, StepTime};
use baste::shelf::SHIPPED;
use baste::time::span_toml;
use std::time::{Duration, Instant};

#[track_caller]
fn imported(text: &str) -> Draft {
    let source = read(text.as_bytes(), SourceHint { name: Some("recipe.txt"), content_type: None }).unwrap();
    let times = Times::of("en").unwrap();
    let mut understanding = Understanding::default();
    draft(&source, |text| understanding.step(text, &times)).unwrap()
}

#[track_caller]
fn by_hand(name: &str) -> Recipe {
    let shipped = baste::recipe::read::read(SHIPPED.as_bytes()).recipes;
    shipped.into_iter().find(|recipe| recipe.name.contains(name)).unwrap()
}

fn length(length: Length) -> String {
    match length {
        Length::Exact(span) => span_toml(span),
        Length::Open(min) => format!("{}+", span_toml(min)),
        Length::Range { min, max } => format!("{} - {}", span_toml(min), span_toml(max)),
        Length::Endless => String::from("endless"),
    }
}

/// All that makes a wait what it is, on one line; `None` for hands steps.
fn wait(recipe: &Recipe, step: &Step) -> Option<String> {
    let time = match &step.time {
        StepTime::Hands => return None,
        StepTime::Timed(time) => length(*time),
        StepTime::Choice { options, .. } => {
            options.iter().map(|(name, time)| format!("{name} {}", length(*time))).collect::<Vec<_>>().join(" or ")
        }
    };
    let mut line = format!("{} {time}", step.phase.word());
    if let Some(oven) = step.oven {
        line += &format!(" at {}", oven.show(None));
    }
    if let Some(option) = &step.only_if {
        line += &format!(", only if {option}");
    }
    if let Some((host, at)) = step.beside {
        let host = recipe.steps[host.index()].phase.word();
        line += &match at {
            HostAt::Left(span) => format!(", {} before the end of the {host}", span_toml(span)),
            HostAt::Start | HostAt::From(_) | HostAt::Half => format!(", beside the {host}"),
        };
    }
    for cue in &step.cues {
        line += &match cue.at {
            CueAt::Half => ", a call at half time".to_owned(),
            CueAt::Left(left) => format!(", a call at {} left", span_toml(left)),
            CueAt::From(from) => format!(", a call after {}", span_toml(from)),
            CueAt::Every { each, .. } => format!(", a call every {}", span_toml(each)),
        };
    }
    if step.until.is_some() {
        line += ", with a sign";
    }
    Some(line)
}

fn waits(recipe: &Recipe) -> Vec<String> {
    recipe.steps.iter().filter_map(|step| wait(recipe, step)).collect()
}

/// The waits of the recipe by hand, with what no sentence says taken back.
#[track_caller]
fn without(mut waits: Vec<String>, judged: &[(&str, &str)]) -> Vec<String> {
    for (by_hand, said) in judged {
        let at = waits.iter().position(|wait| wait == by_hand).expect(by_hand);
        if said.is_empty() {
            waits.remove(at);
        } else {
            waits[at] = (*said).to_owned();
        }
    }
    waits
}

fn phases(recipe: &Recipe) -> String {
    recipe.steps.iter().map(|step| step.phase.word()).collect::<Vec<_>>().join(" ")
}

#[test]
fn crisp_pork_belly_is_as_a_person_wrote_it() {
    let draft = imported(include_str!("crisp.txt"));
    let judged = [
        // That it may be left uncovered stands below the method.
        (
            "chill quick 30m+ or overnight 8h - 12h or uncovered overnight 8h - 12h",
            "chill quick 30m+ or overnight 8h - 12h",
        ),
        // The same hour for either night.
        ("rest 1h, only if uncovered overnight", ""),
        // "A little" is no time: the cook ends it. A person guessed.
        ("cool 5m+", ""),
    ];
    assert_eq!(waits(&draft.recipe), without(waits(&by_hand("crispy pork belly")), &judged), "{}", draft.toml());
    assert_eq!(
        phases(&draft.recipe),
        "prep prep chill rest prep roast prep baste glaze baste glaze cool serve",
        "by hand the glaze is stirred beside the roast, and scoring and rubbing are one"
    );
    let rub = &draft.recipe.steps[1];
    assert_eq!(rub.uses, ["Coarse salt", "Cumin", "Smoked paprika", "Garlic powder", "Cayenne pepper"]);
}

#[test]
fn caramelized_pork_belly_is_as_a_person_wrote_it() {
    let draft = imported(include_str!("caramelized.txt"));
    let judged = [
        // A person begins the glaze when it will be needed.
        ("simmer 1m - 2m, with a sign", "simmer 1m - 2m, beside the roast, with a sign"),
        // "In advance" stands below the method: a choice, and the glaze again for the other day.
        ("chill endless, only if glaze it another day", ""),
        // The second call is from the tips below the method.
        (
            "glaze 15m - 20m at 220 °C, a call at 10m left, a call at half time, with a sign",
            "glaze 15m - 20m at 220 °C, a call at half time, with a sign",
        ),
    ];
    assert_eq!(waits(&draft.recipe), without(waits(&by_hand("Caramelized")), &judged), "{}", draft.toml());
    assert_eq!(phases(&draft.recipe), "prep prep roast prep simmer baste glaze rest serve");
    let roast = &draft.recipe.steps[2];
    assert_eq!(roast.then.as_deref(), Some("Remove from the oven and raise the temperature to 220°C."));
    assert_eq!(draft.recipe.steps[4].uses, ["cornflour"]);
}

#[test]
fn every_word_of_the_method_is_in_the_draft() {
    for text in [include_str!("crisp.txt"), include_str!("caramelized.txt")] {
        let toml = imported(text).toml().to_lowercase();
        let words = |text: &str| -> Vec<String> {
            let split = text.split(|c: char| !c.is_alphanumeric());
            split.filter(|word| !word.is_empty() && !["and", "then"].contains(word)).map(str::to_lowercase).collect()
        };
        let have = words(&toml);
        let method = text.split("\nInstructions\n").nth(1).or(text.split("\nMethod\n").nth(1)).unwrap();
        for sentence in method.lines().flat_map(|line| line.split(". ")) {
            let wanted = words(sentence);
            let there = wanted.iter().all(|word| have.contains(word));
            assert!(there, "{sentence}: {:?}", wanted.iter().filter(|word| !have.contains(word)).collect::<Vec<_>>());
        }
    }
}

#[test]
fn a_source_of_any_size_is_answered_at_once() {
    let sentence = "While the pork roasts, brush it and roast until golden, then if chilled overnight serve, ";
    for line in [sentence.repeat(1_000), "a ".repeat(5_000_000), "while, ".repeat(9_000), "x. ".repeat(20_000)] {
        let source = Source {
            title: Some("Large".to_owned()),
            ingredients: vec![SourceLine::Text(line.clone()); 2],
            instructions: vec![SourceLine::Text(line)],
            ..Source::default()
        };
        let begun = Instant::now();
        let _ = draft(&source, |_| Vec::new());
        assert!(
            begun.elapsed() < Duration::from_secs(30),
            "{:?} without optimisation, beside other work",
            begun.elapsed()
        );
    }
}
