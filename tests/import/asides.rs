//! What is said beside a step: another oven, another way, what stands beside it, what is no step at all.

use baste::import::{Draft, Source, SourceLine, Times, Understanding, draft};
use baste::recipe::{HostAt, Step, StepTime};
use baste::time::span_toml;

#[track_caller]
fn drafted(language: &str, ingredients: &[&str], lines: &[&str]) -> Draft {
    let text = |line: &&str| match line.strip_prefix("# ") {
        Some(heading) => SourceLine::Heading(heading.to_owned()),
        None => SourceLine::Text((*line).to_owned()),
    };
    let source = Source {
        title: Some("Dinner".to_owned()),
        language: Some(language.to_owned()),
        ingredients: ingredients.iter().map(text).collect(),
        instructions: lines.iter().map(text).collect(),
        ..Source::default()
    };
    let times = Times::of(language).unwrap();
    let mut understanding = Understanding::of(source.lines(), &times);
    draft(&source, |text| understanding.step(text, &times)).unwrap()
}

/// "roast 220C 40m", "prep @fry".
fn told(draft: &Draft) -> Vec<String> {
    let steps = &draft.recipe.steps;
    let told = |step: &Step| {
        let mut words = vec![step.phase.word().to_owned()];
        words.extend(step.oven.map(|oven| oven.show(None)));
        match &step.time {
            StepTime::Hands => {}
            StepTime::Timed(length) => words.push(span_toml(length.longest())),
            StepTime::Choice { options, .. } => words.push(format!("{} options", options.len())),
        }
        if let Some((host, HostAt::Start)) = step.beside {
            words.push(format!("@{}", steps[usize::from(host.0)].title));
        }
        words.join(" ")
    };
    steps.iter().map(told).collect()
}

#[track_caller]
fn all(table: &[(&str, &[&str], &[&str])]) {
    for (language, lines, expected) in table {
        let draft = drafted(language, &[], lines);
        assert_eq!(told(&draft), *expected, "{lines:?}\n{}", draft.toml());
    }
}

#[test]
fn the_setting_for_another_oven_is_a_remark() {
    for (language, lines, oven, remark) in [
        (
            "en",
            &["Heat the oven to 210C. (Use 190C if fan.)", "Roast the hen for 50 minutes."][..],
            "210 °C",
            "also: \"(Use 190C if fan.)\"",
        ),
        (
            "en",
            &["Heat the oven to 210C. Use 190C if fan.", "Roast the hen for 50 minutes."],
            "210 °C",
            "also: \"Use 190C if fan.\"",
        ),
        ("en", &["Preheat to 440F (for a fan oven 400F). Bake 20 minutes."], "440 °F", "also: 400 °F with a fan"),
        (
            "de",
            &["Den Ofen auf 190 °C (Umluft: 170 °C) vorheizen. 35 Minuten backen."],
            "190 °C",
            "also: 170 °C with a fan",
        ),
        (
            "en",
            &["Preheat the oven to 210c (fan), or gas mark 7. Bake 20 minutes."],
            "210 °C",
            "also: gas 7 without a fan",
        ),
    ] {
        let draft = drafted(language, &[], lines);
        let ovens: Vec<String> =
            draft.recipe.steps.iter().filter_map(|step| step.oven).map(|oven| oven.show(None)).collect();
        assert_eq!(ovens, [oven], "{lines:?}");
        assert_eq!(draft.recipe.steps.len(), 1, "{lines:?}");
        assert!(draft.remarks.iter().any(|said| said.text == remark), "{lines:?}: {:?}", draft.remarks);
    }
}

#[test]
fn an_oven_that_was_set_is_used() {
    all(&[
        ("de", &["Ofen auf 190 °C vorheizen.", "Die Gans 90 Minuten braten."], &["roast 190 °C 1h 30m"]),
        ("de", &["Die Zwiebeln 5 Minuten braten."], &["fry 5m"]),
        ("en", &["Preheat the oven to 375 °F.", "Cook the fish for 20 minutes."], &["bake 375 °F 20m"]),
        ("en", &["Put the nuts in a dry skillet. Toast for 4 minutes."], &["fry 4m"]),
    ]);
}

#[test]
fn what_is_not_told_is_not_claimed() {
    for (line, title) in [
        ("Cook the goose for 30 minutes.", "Cook the goose"),
        ("Cook at high pressure for 12 minutes.", "Cook at high pressure"),
    ] {
        let draft = drafted("en", &[], &[line]);
        assert_eq!(draft.recipe.steps[0].title, title);
        assert!(draft.remarks.iter().any(|said| said.text.contains("does not say how")));
    }
    all(&[
        ("en", &["In a stand mixer, beat the eggs."], &["prep"]),
        ("de", &["Öl erhitzen und das Fleisch anbraten."], &["fry"]),
        ("fr", &["Les cuire dans l'huile d'olive pendant 12 minutes."], &["fry 12m"]),
        ("es", &["Agregue la carne y programe 5 min/100 °C/vel 2."], &["simmer 5m"]),
    ]);
}

#[test]
fn side_by_side_in_four_languages() {
    all(&[
        (
            "en",
            &["Roast the beets for 30 minutes at 400F.", "As the beets cook, chop the dill."],
            &["roast 400 °F 30m", "prep @Roast"],
        ),
        (
            "en",
            &["Fry the leeks for 10 minutes.", "Whilst the leeks are frying, chop the dill."],
            &["fry 10m", "prep @Fry"],
        ),
        ("en", &["Fry the leeks for 10 minutes.", "As desired, chop the dill."], &["fry 10m", "prep"]),
        (
            "en",
            &["Simmer the sauce for 20 minutes. Chop the dill while the sauce simmers."],
            &["simmer 20m", "prep @Simmer"],
        ),
        ("en", &["Simmer the sauce for 20 minutes. Set it aside while you fry the ham."], &["simmer 20m", "prep"]),
        (
            "de",
            &["Die Soße 20 Minuten köcheln lassen. Dill hacken, während die Soße köchelt."],
            &["simmer 20m", "prep @Simmer"],
        ),
        (
            "fr",
            &["Laisser mijoter la sauce 20 minutes. Hacher l'aneth pendant que la sauce mijote."],
            &["simmer 20m", "prep @Simmer"],
        ),
        ("fr", &["Laisser 20 minutes."], &["rest 20m"]),
        ("es", &["Dejar 20 minutos."], &["rest 20m"]),
        (
            "fr",
            &[
                "Cuire les œufs 6 minutes à l'eau bouillante. Plongez-les dans l'eau froide.",
                "Pendant ce temps, réchauffez la soupe.",
            ],
            &["boil 6m", "prep", "simmer @Boil"],
        ),
        (
            "de",
            &["Den Reis 20 Minuten kochen.", "Während der Reis kocht, die Kräuter hacken."],
            &["boil 20m", "prep @Boil"],
        ),
        (
            "es",
            &["Freír las cebollas 10 minutos.", "Mientras se fríen las cebollas, picar el perejil."],
            &["fry 10m", "prep @Fry"],
        ),
        (
            "en",
            &[
                "Roast the yams at 400F for 20 minutes.",
                "Meanwhile, bring a large skillet to medium-high heat.",
                "Sauté the onions for 3 minutes.",
                "Fry the beef for 8 minutes.",
                "Fry the eggs for 30 minutes.",
            ],
            &["roast 400 °F 20m", "prep @Roast", "fry 3m @Roast", "fry 8m @Roast", "fry 30m"],
        ),
    ]);
}

#[test]
fn what_is_no_step_is_kept_beside_the_recipe() {
    for (language, line) in [
        ("en", "To Store: Rice gets hard in the fridge. Wrap it in a towel for 2 hours."),
        ("en", "Photos by Ann."),
        ("de", "Serviervorschlag: Dazu passt Brot, das 10 Minuten geröstet wird."),
        ("fr", "Suggestion : Servez avec du pain grillé 5 minutes."),
        ("es", "Sugerencia: Puede hornearlo 10 minutos más con queso."),
    ] {
        let (bake, label) = ("Bake 20 minutes.", line.split(' ').next().unwrap());
        let draft = drafted(language, &[], &[bake, line]);
        assert!(draft.recipe.notes.iter().any(|note| note.contains(label)), "{line}: {}", draft.toml());
        assert_eq!(draft.recipe.steps.len(), 1, "{line}: {}", draft.toml());
    }
    let draft = drafted(
        "en",
        &[],
        &["Fry the leek for 6 minutes. (If using oil: Heat it in a pan. Fry the leek for 6 minutes.)", "Serve."],
    );
    assert_eq!(told(&draft), ["fry 6m", "serve"]);
    let draft =
        drafted("en", &[], &["# Storage", "Wrap the loaf and freeze it for 2 hours.", "# Method", "Bake 20 minutes."]);
    assert_eq!(told(&draft), ["bake 20m"]);
}

#[test]
fn a_method_listed_twice_is_walked_once() {
    let lines = ["Chop the leek.", "Fry the leek for 6 minutes.", "Chop the leek.", "Fry the leek for 6 minutes."];
    assert_eq!(told(&drafted("en", &[], &lines)), ["prep", "fry 6m"]);
    let lines = [
        "Chop the leek. Fry the leek for 6 minutes. Serve.",
        "Chop the leek.",
        "Fry the leek for 6 minutes.",
        "Serve.",
    ];
    assert_eq!(told(&drafted("en", &[], &lines)), ["prep", "fry 6m", "serve"]);
}

#[test]
fn foods_that_are_also_verbs_are_linked_and_what_is_left_out_is_not() {
    let uses =
        |language: &str, foods: &[&str], line: &str| drafted(language, foods, &[line]).recipe.steps[0].uses.clone();
    let foods = ["100 g butter", "200 ml cream", "50 ml oil", "1 tsp salt"];
    assert_eq!(uses("en", &foods, "Add the butter, cream and salt."), ["butter", "cream", "salt"]);
    assert_eq!(uses("en", &foods, "Butter the tin and add the cream."), ["cream"]);
    assert_eq!(uses("en", &foods, "Add all but the oil to the cream."), ["cream"]);
    assert_eq!(uses("de", &["2 EL Öl", "3 Eier"], "Das Öl mit den Eiern verquirlen."), ["Öl", "Eier"]);
    assert_eq!(uses("fr", &["50 g de beurre", "10 cl de crème"], "Ajouter le beurre, sauf la crème."), ["beurre"]);
}

#[test]
fn titles_are_whole() {
    for (line, title) in [
        ("Place the cooled dough balls on a lightly floured baking sheet near you.", "Place the cooled dough balls"),
        ("Bring a large pot of salted water to a boil.", "Bring a large pot of salted water"),
    ] {
        assert_eq!(drafted("en", &[], &[line, "Serve."]).recipe.steps[0].title, title);
    }
}

#[test]
fn what_stands_around_a_time_tells_its_phase() {
    all(&[
        ("en", &["Continue kneading for another 8 minutes."], &["prep 8m"]),
        ("en", &["Melt the fat in a pan.", "Cook and stir for 3 minutes until thick."], &["prep", "simmer 3m"]),
        ("en", &["Beat the butter with a stand mixer for 2 minutes."], &["prep 2m"]),
        ("de", &["Die Steaks von beiden Seiten jeweils 3 Minuten anbraten."], &["fry 6m"]),
        (
            "de",
            &["Die Form im vorgeheizten Ofen bei 180 °C auf der 2. Schiene von unten 12 Minuten garen."],
            &["bake 180 °C 12m"],
        ),
        ("fr", &["Prolongez la cuisson à tout petit feu pendant 9 minutes."], &["simmer 9m"]),
        ("en", &["Bake for 20 minutes until just set.Set the oven to 350F.", "Serve."], &["bake 350 °F 20m", "serve"]),
    ]);
}

#[test]
fn a_recipe_in_one_paragraph_is_cut_and_serving_is_its_end() {
    let line = "Peel the beets. Cut them small. Wash the leaves. Chop the nuts. Mix a dressing. Toss the beets in it. \
                Tear the leaves. Scatter the nuts over them. Serve.";
    assert_eq!(told(&drafted("en", &[], &[line])), ["prep", "prep", "serve"]);
}

#[test]
fn a_number_is_no_title() {
    for label in ["step2", "Step 2", "recipe_12 step 1"] {
        let line = format!("{label}: Chop the leek finely.");
        assert_eq!(drafted("en", &[], &[&line]).recipe.steps[0].title, "Chop the leek finely", "{label}");
    }
}

#[test]
fn a_heat_that_changes_later_is_the_one_of_what_follows() {
    all(&[
        (
            "en",
            &["Bake at 230 °C, then reduce to 190 °C after 10 minutes. Bake 30 minutes more."],
            &["bake 230 °C 10m", "bake 190 °C 30m"],
        ),
        (
            "es",
            &["Hornear 15 minutos a 230 °C. Después, bajar el fuego del horno a 190 °C.", "Hornear 40 minutos más."],
            &["bake 230 °C 15m", "bake 190 °C 40m"],
        ),
        (
            "en",
            &["Bake for 10 minutes. Lower the oven to 350 °F and bake another 40 minutes."],
            &["bake 10m", "bake 350 °F 40m"],
        ),
        ("de", &["Den Braten bei 220 °C 20 Minuten braten."], &["roast 220 °C 20m"]),
        ("en", &["Add the bacon to the Dutch oven and cook for 5 minutes."], &["simmer 5m"]),
        ("en", &["Bake the loaf in the Dutch oven at 450 °F for 30 minutes."], &["bake 450 °F 30m"]),
        ("fr", &["Enfourner la cocotte 45 minutes à 240 °C."], &["bake 240 °C 45m"]),
    ]);
}

#[test]
fn a_night_but_at_least_so_long_is_a_choice() {
    for (language, line) in [
        ("en", "Marinate overnight, but at least 5 hours."),
        ("de", "Über Nacht marinieren, mindestens aber 5 Stunden."),
        ("fr", "Laisser mariner toute la nuit, au minimum 5 heures."),
        ("es", "Dejar marinar toda la noche, como mínimo 5 horas."),
    ] {
        assert_eq!(told(&drafted(language, &[], &[line])), ["marinate 2 options"], "{line}");
    }
}

#[test]
fn hours_and_minutes_without_a_unit_are_a_guess() {
    let draft = drafted("en", &[], &["Roast at 200 °C for 1:15."]);
    assert!(draft.remarks.iter().any(|said| said.text.contains("are a guess")), "{:?}", draft.remarks);
}
