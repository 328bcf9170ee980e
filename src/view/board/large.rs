//! What to do now, in a few words for large letters, with the ingredients of the step.

use crate::engine::AlarmId;
use crate::recipe::{Dish, Phase};
use crate::view::active_steps::{ActiveStep, StepStatus};
use crate::view::frame_time::FrameTime;
use crate::view::scene::Scene;
use crate::view::todo::Todo;
use crate::view::words::{out_comes, oven_text, sentence, words};

/// "STIR THE GLAZE", "PORK: TAKE IT OUT", "OVEN ON 350 °F"; empty if nothing can be done now.
pub(super) fn you_large(scene: &Scene<'_>, todo: Option<Todo>, several: bool, frame: &FrameTime<'_>) -> String {
    match todo {
        Some(Todo::Oven(id)) => oven(scene, id, frame),
        Some(Todo::Step(run)) => scene.step(run).map_or_else(String::new, |item| step(item, several)),
        None => String::new(),
    }
    .to_uppercase()
}

fn oven(scene: &Scene<'_>, id: AlarmId, frame: &FrameTime<'_>) -> String {
    let Some(alarm) = scene.alarms.iter().find(|alarm| alarm.id == id) else { return String::new() };
    let big = words(scene.session, alarm, frame.tick).big;
    let wanted = id.run().and_then(|run| {
        let cooking = scene.session.dish(run.dish)?;
        Some(oven_text(cooking, cooking.dish.step(run.step)?.oven?))
    });
    wanted.map_or_else(|| big.clone(), |heat| format!("{big} {heat}"))
}

fn step(item: &ActiveStep<'_>, several: bool) -> String {
    let title = &item.step.title;
    let what = match &item.status {
        StepStatus::Waiting { heat: Some(_), .. } | StepStatus::CountUp { .. } | StepStatus::Held { .. } => {
            return String::new();
        }
        StepStatus::Waiting { heat: None, .. } => match item.step.phase {
            _ if item.step.oven.is_some() => "Put it in".to_owned(),
            Phase::Boil => "Wait till it boils".to_owned(),
            Phase::Simmer => "Wait till it simmers".to_owned(),
            _ if item.on_heat() => "Put it on the heat".to_owned(),
            _ => title.clone(),
        },
        StepStatus::Overdue { .. } if item.is_timer() => format!("{title} done"),
        StepStatus::Overdue { .. } if item.is_calm() => format!("{title} ready"),
        StepStatus::Overdue { .. } if out_comes(item.cooking, item.run.step) => "Take it out".to_owned(),
        StepStatus::Overdue { .. } => format!("{title} done"),
        StepStatus::Window { .. } => "Look".to_owned(),
        StepStatus::Hands => title.clone(),
        StepStatus::Running { .. } | StepStatus::Paused { .. } => return String::new(),
    };
    if several && !item.is_timer() { format!("{}: {what}", item.called) } else { what }
}

/// The instructions of a hands step, whose title the large letters show; `None` for anything else.
pub(super) fn you_more(scene: &Scene<'_>, todo: Option<Todo>) -> Option<String> {
    let Some(Todo::Step(run)) = todo else { return None };
    let item = scene.step(run).filter(|item| item.status == StepStatus::Hands)?;
    let until = item.step.until.as_deref().map(|until| format!(" Until: {until}")).unwrap_or_default();
    let what = item.step.what.as_deref().map_or_else(|| "Do it, then press Enter.".to_owned(), sentence);
    Some(format!("{what}{until}"))
}

/// What the step that waits for the cook uses, else the step of the clock.
pub(super) fn uses(scene: &Scene<'_>, todo: Option<Todo>, clock: Option<&ActiveStep<'_>>) -> String {
    let waits = match todo {
        Some(Todo::Step(run)) => scene.step(run),
        Some(Todo::Oven(_)) | None => None,
    };
    let Some(item) = waits.or(clock) else { return String::new() };
    let lines: Vec<&str> = item.step.uses.iter().map(|name| with_amount(&item.cooking.dish, name)).collect();
    lines.join(" · ")
}

/// The ingredient of that name with its scaled amount; the name alone if the list has none or several.
fn with_amount<'a>(dish: &'a Dish, name: &'a str) -> &'a str {
    let wanted = name.to_lowercase();
    let named = |line: &&String| {
        let line = line.to_lowercase();
        line.match_indices(&wanted).any(|(at, _)| {
            let before = line.get(..at).and_then(|text| text.chars().next_back());
            let after = line.get(at + wanted.len()..).and_then(|text| text.chars().next());
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        })
    };
    let mut found = dish.ingredients.iter().filter(named);
    match (found.next(), found.next()) {
        (Some(line), None) => line,
        (Some(_), Some(_)) | (None, _) => name,
    }
}
