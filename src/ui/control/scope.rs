//! What a command from outside acts on: the dish or step that a name means, else the one step that the command fits. Of two that fit, none
//! is guessed.

use super::verb::ControlVerb;
use crate::engine::{Alarm, Cooking, Run};
use crate::recipe::DishId;
use crate::ui::resolve::BoardContext;
use crate::view::active_steps::{ActiveStep, StepStatus};
use crate::view::scene::Scene;

/// What a name refers to; without a name, everything.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scope {
    pub(super) dish: Option<DishId>,
    pub(super) step: Option<Run>,
}

impl Scope {
    pub(super) fn has(self, run: Run) -> bool {
        self.dish.is_none_or(|dish| dish == run.dish) && self.step.is_none_or(|step| step == run)
    }
    /// The oven's own alarms belong to no dish.
    pub(super) fn has_alarm(self, alarm: &Alarm) -> bool {
        alarm.id.run().map_or(self.dish.is_none(), |run| self.has(run))
    }
}

/// The word of a command, and whether it means something for a step that stands so.
fn verb_fits(verb: &ControlVerb, status: &StepStatus) -> (&'static str, bool) {
    let counts = matches!(status, StepStatus::Running { .. } | StepStatus::Window { .. } | StepStatus::CountUp { .. });
    let paused = matches!(status, StepStatus::Paused { .. });
    let over = matches!(status, StepStatus::Overdue { .. });
    match verb {
        ControlVerb::Pause => ("pause", counts),
        ControlVerb::Resume => ("go", paused),
        ControlVerb::Done => {
            let running = matches!(status, StepStatus::Running { .. });
            ("done", !running && !paused)
        }
        ControlVerb::More(_) => ("more", counts || paused || over),
        ControlVerb::Restart => ("restart", counts || paused || over),
        ControlVerb::Quiet => ("quiet", true),
        ControlVerb::Undo => ("undo", true),
        ControlVerb::Cancel => ("cancel", true),
        ControlVerb::Rename(_) => ("rename", true),
        ControlVerb::Add(_) => ("add", true),
    }
}

/// Finds a name: a dish with exactly that name, else the one dish that contains it, else an active step. Of several the one that the
/// command means something for.
pub(super) fn scope(scene: &Scene<'_>, name: &str, verb: &ControlVerb) -> Result<Scope, String> {
    let ended_too = *verb == ControlVerb::Undo;
    let wanted = name.to_lowercase();
    let there: Vec<&Cooking> = scene.session.dishes().filter(|cooking| cooking.is_live() || ended_too).collect();
    let dishes = |fits: &dyn Fn(&str) -> bool| -> Vec<&Cooking> {
        there.iter().copied().filter(|cooking| fits(&cooking.dish.name.to_lowercase())).collect()
    };
    let steps = |fits: &dyn Fn(&str) -> bool| -> Vec<&ActiveStep<'_>> {
        scene.steps.iter().filter(|item| fits(&item.step.title.to_lowercase())).collect()
    };
    let same: &dyn Fn(&str) -> bool = &|text| text == wanted;
    let part: &dyn Fn(&str) -> bool = &|text| text.contains(&wanted);
    let said = verb_fits(verb, &StepStatus::Hands).0;
    let which = |found: &[&str]| which(name, said, found);
    let fits = |cooking: &&Cooking| {
        scene.steps.iter().any(|item| item.run.dish == cooking.id && verb_fits(verb, &item.status).1)
    };
    let fitting: Vec<&Cooking> = dishes(part).into_iter().filter(fits).collect();
    let exact = fitting.iter().find(|cooking| same(&cooking.dish.name.to_lowercase()));
    match (exact, fitting.as_slice()) {
        (Some(one), _) | (None, [one]) => return Ok(Scope { dish: Some(one.id), step: None }),
        (None, []) => {}
        (None, several) => {
            return Err(which(&several.iter().map(|cooking| cooking.dish.name.as_str()).collect::<Vec<_>>()));
        }
    }
    for found in [dishes(same), dishes(part)] {
        match found.as_slice() {
            [] => {}
            [one] => return Ok(Scope { dish: Some(one.id), step: None }),
            several => {
                return Err(which(&several.iter().map(|cooking| cooking.dish.name.as_str()).collect::<Vec<_>>()));
            }
        }
    }
    for found in [steps(same), steps(part)] {
        match found.as_slice() {
            [] => {}
            [one] => return Ok(Scope { dish: Some(one.run.dish), step: Some(one.run) }),
            several => {
                return Err(which(&several.iter().map(|item| item.cooking.dish.name.as_str()).collect::<Vec<_>>()));
            }
        }
    }
    let names: Vec<&str> = there.iter().map(|cooking| cooking.dish.name.as_str()).collect();
    match names.as_slice() {
        [] => Err(format!("Nothing is called `{name}`: nothing is on the go")),
        names => Err(format!("Nothing on the go is called `{name}`. There is {}", listed(names.iter().copied()))),
    }
}

fn which(name: &str, verb: &str, found: &[&str]) -> String {
    let first = found.first();
    if found.iter().all(|name| Some(name) == first) {
        return format!("{} things are called `{name}`: choose on the board", found.len());
    }
    let say: Vec<String> = found.iter().map(|name| format!("`baste {verb} {name}`")).collect();
    format!("`{name}` could be {}: say {}", listed(found.iter().copied()), say.join(" or "))
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

/// The step for a command: the one that keys act on if it fits, else the only one that fits.
pub(super) fn the_one<'a>(
    context: &BoardContext<'a>,
    fits: impl Fn(&StepStatus) -> bool,
    none: &str,
) -> Result<&'a ActiveStep<'a>, String> {
    if let Some(focus) = context.focus().filter(|item| fits(&item.status)) {
        return Ok(focus);
    }
    let fitting: Vec<&ActiveStep<'_>> = context.scene.steps.iter().filter(|item| fits(&item.status)).collect();
    match fitting.as_slice() {
        [] => Err(none.to_owned()),
        [one] => Ok(one),
        several => Err(format!("Say which: {}", listed(several.iter().map(|item| whose(item))))),
    }
}

/// A name by which a command finds it.
fn whose<'a>(item: &ActiveStep<'a>) -> &'a str {
    if item.is_timer() { &item.cooking.dish.name } else { &item.step.title }
}
