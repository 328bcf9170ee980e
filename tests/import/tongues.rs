//! Recipes in other languages than English: what becomes of a whole one, and of single sentences.

use baste::import::{Draft, Source, SourceLine, Times, Understanding, draft};
use baste::recipe::fault::Severity;
use baste::recipe::read::read;
use baste::recipe::{CueAt, Length, Recipe, Step, StepTime};

#[track_caller]
fn drafted(language: &str, lines: &[&str]) -> Draft {
    let source = Source {
        title: Some("Probe".to_owned()),
        language: Some(language.to_owned()),
        instructions: lines.iter().map(|line| SourceLine::Text((*line).to_owned())).collect(),
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
    assert_eq!(again.recipes.as_slice(), std::slice::from_ref(&draft.recipe));
    assert!(!draft.warnings.iter().any(|doubt| doubt.contains("understood in English")), "{:?}", draft.warnings);
    draft
}

fn time(step: &Step) -> String {
    match &step.time {
        StepTime::Hands => String::new(),
        StepTime::Choice { options, .. } => format!(" {} options", options.len()),
        StepTime::Timed(Length::Open(min)) => format!(" {}+", min.floor_mins()),
        StepTime::Timed(Length::Exact(span)) => format!(" {}", span.floor_mins()),
        StepTime::Timed(Length::Range { min, max }) => format!(" {}-{}", min.floor_mins(), max.floor_mins()),
        StepTime::Timed(Length::Endless) => String::from(" endless"),
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

#[test]
fn a_french_recipe() {
    let draft = drafted(
        "fr",
        &[
            "Mélangez la farine, la levure et le sel dans un saladier. Ajoutez l'eau tiède et pétrissez la pâte pendant 10 minutes.",
            "Couvrez et laissez lever 1 heure dans un endroit chaud, jusqu'à ce que la pâte ait doublé.",
            "Préchauffez le four à 200 °C (th. 6-7).",
            "Enfournez la tarte pour 35 à 40 minutes jusqu'à ce qu'elle soit bien dorée. À mi-cuisson, retournez le moule.",
            "Pendant ce temps, épluchez les oignons. Faites-les revenir 5 minutes dans une poêle. Versez le bouillon et laissez mijoter 15 minutes à feu doux.",
            "Sortez la tarte du four.",
            "Laissez tiédir 20 minutes sur une grille.",
            "Servez avec la sauce.",
        ],
    );
    let wanted = [
        "prep",
        "prep 10",
        "proof 60, until la pâte ait doublé",
        "bake 35-40 at 200 °C, half: Retournez le moule, until qu'elle soit bien dorée",
        "prep, beside 3",
        "fry 5, beside 3",
        "simmer 15, beside 3",
        "prep",
        "cool 20",
        "serve",
    ];
    assert_eq!(told(&draft.recipe), wanted, "{}", draft.toml());
}

#[test]
fn french_sentences() {
    sentences(
        "fr",
        &[
            ("Faites-la précuire 10 minutes.", "bake 10"),
            ("Faire cuire au four 40 minutes.", "bake 40"),
            ("Enfournez pour 25 minutes.", "bake 25"),
            ("Mettre au four pendant 30 minutes.", "bake 30"),
            ("Laissez reposer la pâte 30 minutes.", "rest 30"),
            ("Laissez reposer 1 heure au réfrigérateur.", "chill 60"),
            ("Mettre au frais pendant 2 heures.", "chill 120"),
            ("Placez la crème au congélateur 3 heures.", "chill 180"),
            ("Faites cuire les pâtes 8 à 10 minutes dans l'eau bouillante salée.", "boil 8-10"),
            ("Laisser mijoter 2 heures à feu doux.", "simmer 120"),
            ("Faire revenir les oignons 5 minutes dans une poêle.", "fry 5"),
            ("Faites dorer la viande 10 minutes.", "fry 10"),
            ("Saisissez le steak 2 minutes à feu vif.", "sear 2"),
            ("Cuire les brocolis à la vapeur 6 minutes.", "steam 6"),
            ("Laissez mariner le poulet 4 heures.", "marinate 240"),
            ("Faites gratiner 10 minutes.", "bake 10"),
            ("Faites griller les brochettes au barbecue 8 minutes.", "grill 8"),
            ("Laissez infuser le thé 5 minutes.", "rest 5"),
            ("Faites tremper les haricots 12 heures.", "rest 720"),
            ("Laissez refroidir 15 minutes.", "cool 15"),
            ("Laisser lever la pâte 1 heure.", "proof 60"),
            ("Épluchez les carottes et coupez-les en rondelles.", "prep"),
            (
                "Enfournez 10 minutes à 220 °C, puis baissez la température à 180 °C et prolongez la cuisson de 30 minutes.",
                "bake 10, bake 30",
            ),
        ],
    );
}

#[test]
fn a_spanish_recipe() {
    let draft = drafted(
        "es",
        &[
            "Mezcla la harina, la levadura y la sal en un bol. Añade el agua tibia y amasa durante 10 minutos.",
            "Tapa la masa y déjala levar 1 hora en un lugar cálido, hasta que doble su volumen.",
            "Precalienta el horno a 200 °C.",
            "Hornea el pan de 35 a 40 minutos hasta que esté dorado. A mitad de cocción, dale la vuelta.",
            "Mientras tanto, pica las cebollas. Sofríelas 5 minutos en una sartén. Vierte el caldo y cocina 15 minutos a fuego lento.",
            "Saca el pan del horno.",
            "Deja enfriar 20 minutos sobre una rejilla.",
            "Corta en rebanadas y sirve con la salsa.",
        ],
    );
    let wanted = [
        "prep",
        "prep 10",
        "proof 60, until doble su volumen",
        "bake 35-40 at 200 °C, half: Dale la vuelta, until esté dorado",
        "prep, beside 3",
        "fry 5, beside 3",
        "simmer 15, beside 3",
        "prep",
        "cool 20",
        "serve",
    ];
    assert_eq!(told(&draft.recipe), wanted, "{}", draft.toml());
}

#[test]
fn spanish_sentences() {
    sentences(
        "es",
        &[
            (
                "Hornea el pollo 45 minutos. Mientras se hornea el pollo, cocemos los huevos 10 minutos.",
                "bake 45, simmer 10",
            ),
            ("Hornear durante 40 minutos.", "bake 40"),
            ("Hornee el pastel 25 minutos.", "bake 25"),
            ("Mete la bandeja en el horno 30 minutos.", "bake 30"),
            ("Deja reposar la masa 30 minutos.", "rest 30"),
            ("Deje reposar 1 hora en la nevera.", "chill 60"),
            ("Refrigerar durante 2 horas.", "chill 120"),
            ("Cuece la pasta en agua hirviendo de 8 a 10 minutos.", "boil 8-10"),
            ("Cocinar a fuego lento durante 2 horas.", "simmer 120"),
            ("Sofríe la cebolla 5 minutos en una sartén.", "fry 5"),
            ("Dora la carne 10 minutos.", "fry 10"),
            ("Sella el filete 2 minutos a fuego fuerte.", "sear 2"),
            ("Cocer el brócoli al vapor 6 minutos.", "steam 6"),
            ("Deja marinar el pollo 4 horas.", "marinate 240"),
            ("Gratina 10 minutos.", "bake 10"),
            ("Asa el cordero 2 horas a 180 °C.", "roast 120"),
            ("Cocina las brochetas en la parrilla 8 minutos.", "grill 8"),
            ("Deja las alubias en remojo 12 horas.", "rest 720"),
            ("Hierve los huevos 10 minutos.", "boil 10"),
            ("Dejar enfriar 15 minutos.", "cool 15"),
            ("Deja levar la masa 1 hora.", "proof 60"),
            ("Pela las zanahorias y córtalas en rodajas.", "prep"),
            (
                "Hornea 10 minutos a 220 °C, luego baja la temperatura a 180 °C y hornea 30 minutos más.",
                "bake 10, bake 30",
            ),
        ],
    );
}
