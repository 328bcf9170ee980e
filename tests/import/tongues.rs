//! Recipes in other languages than English: what becomes of a whole one, and of single sentences.

use baste::import::{Draft, Line, Source, Times, Understanding, draft};
use baste::recipe::fault::Severity;
use baste::recipe::read::read;
use baste::recipe::{CueAt, Length, Recipe, Step, StepTime};

#[track_caller]
fn drafted(language: &str, lines: &[&str]) -> Draft {
    let source = Source {
        title: Some("Probe".to_owned()),
        language: Some(language.to_owned()),
        instructions: lines.iter().map(|line| Line::Text((*line).to_owned())).collect(),
        ..Source::default()
    };
    let times = Times::of(language).unwrap();
    let mut understanding = Understanding::default();
    let draft = draft(&source, |text| understanding.step(text, &times)).unwrap();
    let again = read(draft.toml().as_bytes());
    assert!(
        again.faults.iter().all(|fault| fault.severity == Severity::Warning),
        "{:?}\n{}",
        again.faults,
        draft.toml()
    );
    assert_eq!(again.recipes, [draft.recipe.clone()]);
    assert!(!draft.doubts.iter().any(|doubt| doubt.contains("understood in English")), "{:?}", draft.doubts);
    draft
}

fn time(step: &Step) -> String {
    match &step.time {
        StepTime::Hands => String::new(),
        StepTime::Choice { options, .. } => format!(" {} options", options.len()),
        StepTime::Timed(Length::Open(least)) => format!(" {}+", least.floor_mins()),
        StepTime::Timed(Length::Exact(span)) => format!(" {}", span.floor_mins()),
        StepTime::Timed(Length::Range { least, most }) => format!(" {}-{}", least.floor_mins(), most.floor_mins()),
    }
}

/// "bake 35-40 at 180 °C, half: Turn it, until golden, beside 2".
fn told(recipe: &Recipe) -> Vec<String> {
    let line = |step: &Step| {
        let mut line = format!("{}{}", step.phase.word(), time(step));
        if let Some(oven) = step.oven {
            line += &format!(" at {}", oven.show(None));
        }
        for cue in &step.cues {
            line += match cue.at {
                CueAt::Half => ", half: ",
                CueAt::Left(_) => ", left: ",
                CueAt::From(_) => ", after: ",
                CueAt::Every { .. } => ", every: ",
            };
            line += &cue.say;
        }
        if let Some(until) = &step.until {
            line += &format!(", until {until}");
        }
        if let Some((host, _)) = step.beside {
            line += &format!(", beside {}", host.index());
        }
        line
    };
    recipe.steps.iter().map(line).collect()
}

/// Each sentence with its phase, and its time in minutes if it has one.
#[track_caller]
fn sentences(language: &str, table: &[(&str, &str)]) {
    let mut wrong = String::new();
    for (sentence, wanted) in table {
        let recipe = drafted(language, &[sentence]).recipe;
        let steps: Vec<String> =
            recipe.steps.iter().map(|step| format!("{}{}", step.phase.word(), time(step))).collect();
        if steps.join(", ") != *wanted {
            wrong += &format!("{sentence}\n  is  {}\n  not {wanted}\n", steps.join(", "));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_german_recipe() {
    let draft = drafted(
        "de",
        &[
            "Mehl, Hefe, Zucker und Salz in einer Schüssel mischen. Lauwarmes Wasser dazugeben und alles 10 Minuten kneten.",
            "Den Teig zugedeckt an einem warmen Ort 1 Stunde gehen lassen, bis er sich verdoppelt hat.",
            "Den Backofen auf 200 °C Ober-/Unterhitze vorheizen.",
            "Das Brot im Ofen 35 bis 40 Minuten goldbraun backen. Nach der Hälfte der Backzeit wenden.",
            "In der Zwischenzeit die Zwiebeln würfeln und in einer Pfanne 5 Minuten glasig dünsten. Mit Brühe ablöschen und 15 Minuten köcheln lassen.",
            "Das Brot aus dem Ofen nehmen.",
            "Auf einem Gitter 20 Minuten abkühlen lassen.",
            "In Scheiben schneiden und mit der Soße servieren.",
        ],
    );
    let wanted = [
        "prep",
        "prep 10",
        "proof 60, until er sich verdoppelt hat",
        "bake 35-40 at 200 °C, half: Wenden, until goldbraun",
        "fry 5, until glasig, beside 3",
        "simmer 15, beside 3",
        "prep",
        "cool 20",
        "serve",
    ];
    assert_eq!(told(&draft.recipe), wanted, "{}", draft.toml());
    let titles: Vec<&str> = draft.recipe.steps.iter().map(|step| step.title.as_str()).collect();
    assert_eq!(titles.first(), Some(&"Mehl mischen"), "{titles:?}");
}

#[test]
fn german_sentences() {
    sentences(
        "de",
        &[
            ("Den Kuchen im Ofen 40 Minuten backen.", "bake 40"),
            ("Backe den Kuchen 40 Minuten.", "bake 40"),
            ("Lasse den Teig 1 Stunde gehen.", "proof 60"),
            ("Stelle den Teig 1 Stunde kalt.", "chill 60"),
            ("Den Teig 30 Minuten im Kühlschrank ruhen lassen.", "chill 30"),
            ("Für 2 Stunden in den Kühlschrank stellen.", "chill 120"),
            ("Lassen Sie das Fleisch 15 Minuten ruhen.", "rest 15"),
            ("Die Nudeln in reichlich Salzwasser 8-10 Minuten bissfest kochen.", "boil 8-10"),
            ("Die Soße bei schwacher Hitze 20 Minuten köcheln lassen.", "simmer 20"),
            ("Das Gulasch zugedeckt 2 Stunden schmoren.", "simmer 120"),
            ("Brate die Schnitzel in der Pfanne 4 Minuten an.", "fry 4"),
            ("Das Fleisch in heißem Öl 5 Minuten scharf anbraten.", "sear 5"),
            ("Den Brokkoli 6 Minuten dämpfen.", "steam 6"),
            ("Das Hähnchen 4 Stunden marinieren.", "marinate 240"),
            ("Den Auflauf mit Käse bestreuen und 15 Minuten gratinieren.", "bake 15"),
            ("Die Steaks auf dem Grill 8 Minuten grillen.", "grill 8"),
            ("Den Tee 5 Minuten ziehen lassen.", "rest 5"),
            ("Die Bohnen 12 Stunden einweichen.", "rest 720"),
            ("Den Kuchen 10 Minuten in der Form abkühlen lassen.", "cool 10"),
            (
                "Zwiebeln 5 Minuten anbraten, Knoblauch und Paprika dazugeben und 10 Minuten schmoren.",
                "fry 5, simmer 10",
            ),
            ("Die Kartoffeln schälen und in Würfel schneiden.", "prep"),
            (
                "Bei 180 Grad 10 Minuten backen, dann die Temperatur auf 160 Grad reduzieren und weitere 30 Minuten backen.",
                "bake 10, bake 30",
            ),
        ],
    );
}
