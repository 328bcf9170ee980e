//! What becomes of the sentences of a method, one habit of recipe writers at a time.

use baste::import::{Source, SourceLine, Times, Understanding, draft};
use baste::recipe::{CueAt, HostAt, Length, Phase, Recipe, Step, StepTime};
use baste::time::Span;

#[track_caller]
fn steps(lines: &[&str]) -> Recipe {
    let line = |line: &&str| match line.strip_prefix("# ") {
        Some(heading) => SourceLine::Heading(heading.to_owned()),
        None => SourceLine::Text((*line).to_owned()),
    };
    let source = Source {
        title: Some("Dinner".to_owned()),
        instructions: lines.iter().map(line).collect(),
        ..Source::default()
    };
    let times = Times::of("en").unwrap();
    let mut understanding = Understanding::default();
    draft(&source, |text| understanding.step(text, &times)).unwrap().recipe
}

fn minutes(step: &Step) -> Option<(i64, Option<i64>)> {
    let mins = |span: Span| span.floor_mins();
    match &step.time {
        StepTime::Hands | StepTime::Choice { .. } => None,
        StepTime::Timed(length) => Some((mins(length.min()), length.max().map(mins))),
    }
}

/// "bake 20", "prep", "boil 8-10", "chill 60+".
fn told(recipe: &Recipe) -> Vec<String> {
    let told = |step: &Step| match minutes(step) {
        None => step.phase.word().to_owned(),
        Some((min, None)) => format!("{} {min}+", step.phase.word()),
        Some((min, Some(max))) if min == max => format!("{} {min}", step.phase.word()),
        Some((min, Some(max))) => format!("{} {min}-{max}", step.phase.word()),
    };
    recipe.steps.iter().map(told).collect()
}

#[test]
fn a_line_with_several_waits_is_several_steps() {
    let recipe = steps(&[
        "Chop the onions and the carrots finely. Fry them for 10 minutes. Pour in the stock, add the drained beans and \
                          the chopped tomatoes, and season with salt. Simmer for 20 to 25 minutes until soft.",
    ]);
    assert_eq!(told(&recipe), ["prep", "fry 10", "prep", "simmer 20-25"]);
    assert_eq!(recipe.steps[3].until.as_deref(), Some("soft"));
    assert_eq!(recipe.steps[0].what.as_deref(), Some("Chop the onions and the carrots finely."));
}

#[test]
fn one_sentence_with_two_waits_is_cut() {
    let recipe =
        steps(&["Bake for 10 minutes at 220°C, then lower the oven to 180°C and bake for another 30 minutes."]);
    assert_eq!(told(&recipe), ["bake 10", "bake 30"]);
    let ovens: Vec<String> = recipe.steps.iter().map(|step| step.oven.unwrap().show(None)).collect();
    assert_eq!(ovens, ["220 °C", "180 °C"]);
    assert_eq!(recipe.steps[1].what.as_deref(), Some("Lower the oven to 180°C and bake for another 30 minutes."));
}

#[test]
fn a_short_lead_begins_with_its_wait() {
    let recipe = steps(&["Cover the pan. Simmer for 20 minutes."]);
    assert_eq!(told(&recipe), ["simmer 20"]);
    assert_eq!(recipe.steps[0].what.as_deref(), Some("Cover the pan. Simmer for 20 minutes."));
}

#[test]
fn heating_the_oven_is_no_step_where_something_goes_into_it() {
    let recipe = steps(&["Preheat the oven to 200°C.", "Peel the potatoes.", "Roast for 40 minutes."]);
    assert_eq!(told(&recipe), ["prep", "roast 40"]);
    assert_eq!(recipe.steps[1].oven.unwrap().show(None), "200 °C");
    let recipe = steps(&["Preheat the oven to 200°C.", "Peel the potatoes."]);
    assert_eq!(told(&recipe), ["prep", "prep"], "with nothing in it, it is something to do");
    let recipe = steps(&["Preheat the oven to 200°C and butter a large tin.", "Bake for 40 minutes."]);
    assert_eq!(told(&recipe), ["prep", "bake 40"]);
    assert_eq!(recipe.steps[0].what.as_deref(), Some("Butter a large tin."));
}

#[test]
fn below_the_grill_the_oven_is_a_grill() {
    let recipe = steps(&["Place under the grill for 3 minutes until it bubbles."]);
    assert_eq!(told(&recipe), ["grill 3"]);
    assert_eq!(recipe.steps[0].oven.unwrap().show(None), "grill");
}

#[test]
fn what_is_done_meanwhile_stands_beside_the_wait() {
    let recipe = steps(&[
        "Roast the chicken at 200°C for 1 hour.",
        "Meanwhile, peel the potatoes. Boil them for 20 minutes.",
        "Carve and serve.",
    ]);
    assert_eq!(told(&recipe), ["roast 60", "prep", "boil 20", "serve"]);
    let hosts: Vec<Option<usize>> = recipe.steps.iter().map(|step| step.beside.map(|(host, _)| host.index())).collect();
    assert_eq!(hosts, [None, Some(0), Some(0), None]);
    assert_eq!(recipe.steps[1].beside.unwrap().1, HostAt::Start);
    let recipe = steps(&[
        "Simmer the beans for 40 minutes.",
        "Fry the bacon for 5 minutes.",
        "While the beans simmer, slice the bread.",
    ]);
    assert_eq!(recipe.steps[2].beside.unwrap().0.index(), 0, "the wait that it names, not the last");
    let recipe = steps(&["Slice the bread.", "Meanwhile, whip the cream."]);
    assert!(recipe.steps.iter().all(|step| step.beside.is_none()), "there is no wait to stand beside");
}

#[test]
fn two_times_are_a_choice_and_a_condition_takes_one() {
    let recipe = steps(&[
        "Cover and chill for at least 1 hour or overnight.",
        "If chilled overnight, leave on the counter for 30 minutes.",
        "Bake at 180°C for 20 minutes.",
    ]);
    let StepTime::Choice { options, .. } = &recipe.steps[0].time else { panic!("{:?}", recipe.steps[0]) };
    assert_eq!(options[0], ("quick".to_owned(), Length::Open(Span::hours(1))));
    assert_eq!(options[1].0, "overnight");
    assert_eq!(recipe.steps[1].only_if.as_deref(), Some("overnight"));
    assert_eq!(told(&recipe)[1..], ["rest 30", "bake 20"]);
}

#[test]
fn more_time_if_needed_is_for_the_cook_to_decide() {
    let recipe = steps(&["Bake at 180°C for 30 minutes. If needed, bake for another 5 minutes."]);
    assert_eq!(told(&recipe), ["bake 30"]);
    assert!(recipe.steps[0].what.as_deref().unwrap().ends_with("If needed, bake for another 5 minutes."));
}

#[test]
fn two_sides_are_one_wait_with_a_call_to_turn() {
    let recipe = steps(&["Fry the steaks for 3 to 4 minutes per side."]);
    assert_eq!(told(&recipe), ["fry 6-8"]);
    assert_eq!(recipe.steps[0].cues[0].at, CueAt::Half);
}

#[test]
fn reminders_belong_to_their_wait() {
    let recipe = steps(&["Simmer for 40 minutes, stirring every 10 minutes.", "Turn the meat halfway through."]);
    assert_eq!(told(&recipe), ["simmer 40"]);
    let cues: Vec<(CueAt, &str)> = recipe.steps[0].cues.iter().map(|cue| (cue.at, cue.say.as_str())).collect();
    let every = CueAt::Every { each: Span::mins(10), until: None };
    assert_eq!(cues, [(every, "Stirring"), (CueAt::Half, "Turn the meat")]);
}

#[test]
fn what_comes_out_is_said_when_the_wait_is_over() {
    let recipe = steps(&["Bake at 200°C for 20 minutes. Remove from the oven. Dust the cake with sugar and slice it."]);
    assert_eq!(told(&recipe), ["bake 20", "prep"]);
    assert_eq!(recipe.steps[0].then.as_deref(), Some("Remove from the oven."));
    assert_eq!(recipe.steps[1].what.as_deref(), Some("Dust the cake with sugar and slice it."));
}

#[test]
fn headings_and_labels_are_titles() {
    let recipe = steps(&[
        "# Slow roast",
        "Rub the meat with salt and pepper, and put it on a rack in a deep tin.",
        "Roast at 150°C for 3 hours.",
        "# Gravy",
        "Whisk flour into the drippings.",
        "Rest the meat: Cover it with foil and let it rest for 20 minutes.",
    ]);
    let titles: Vec<&str> = recipe.steps.iter().map(|step| step.title.as_str()).collect();
    assert_eq!(titles, ["Rub the meat", "Slow roast", "Whisk flour", "Rest the meat"]);
}

#[test]
fn brushing_is_a_step_and_what_follows_sets_the_glaze() {
    let recipe = steps(&["Roast at 180°C for 1 hour.", "Brush with the glaze and roast for another 10 minutes."]);
    assert_eq!(told(&recipe), ["roast 60", "baste", "glaze 10"]);
}

#[test]
fn no_two_titles_are_alike() {
    let recipe =
        steps(&["Stir.", "Bake for 5 minutes.", "Stir.", "Bake for 5 minutes.", "Stir.", "Bake for 5 minutes."]);
    let mut titles: Vec<String> = recipe.steps.iter().map(|step| step.title.to_lowercase()).collect();
    titles.sort();
    titles.dedup();
    assert_eq!(titles.len(), 6, "{titles:?}");
    assert!(recipe.steps.iter().filter(|step| step.phase == Phase::Bake).count() == 3);
}

#[test]
fn what_cannot_be_a_recipe_is_said() {
    let refused = |instructions: Vec<SourceLine>| {
        let source = Source { instructions, ..Source::default() };
        draft(&source, |_| Vec::new()).unwrap_err().message
    };
    assert_eq!(refused(Vec::new()), "there are no instructions in it");
    assert_eq!(refused(vec![SourceLine::Heading("Method".to_owned())]), "there are no instructions in it");
    assert_eq!(refused(vec![SourceLine::Text("Stir. ".repeat(90_000))]), "the instructions have 540 kB");
    assert_eq!(
        refused(vec![SourceLine::Text("Stir it.".to_owned()); 400]),
        "the instructions make more than 300 steps"
    );
}
