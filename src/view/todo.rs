//! The first thing that waits for the cook: YOU, the footer and Enter are all about it.

use super::active_steps::{ActiveStep, StepStatus};
use super::scene::Scene;
use crate::engine::{AlarmId, Run};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Todo {
    /// The oven must be turned on, changed, asked about or turned off.
    Oven(AlarmId),
    /// A step that is over, in its window, waits for its food, or is for the hands.
    Step(Run),
}

/// What waits first: the picked step if it can be answered, what burns soonest, the oven, then what can wait.
pub(crate) fn todo(scene: &Scene<'_>, picked: Option<Run>) -> Option<Todo> {
    let picked = picked.and_then(|run| scene.step(run)).filter(|item| waits(item));
    let first = |fits: &dyn Fn(&ActiveStep<'_>) -> bool| scene.steps.iter().find(|item| fits(item));
    if let Some(item) = picked.or_else(|| first(&burns)) {
        return Some(Todo::Step(item.run));
    }
    if let Some(oven) = oven(scene) {
        return Some(oven);
    }
    let ready = |item: &ActiveStep<'_>| matches!(item.status, StepStatus::Waiting { heat: None, .. });
    let over = |item: &ActiveStep<'_>| matches!(item.status, StepStatus::Overdue { .. } | StepStatus::Window { .. });
    let hands = |item: &ActiveStep<'_>| item.status == StepStatus::Hands;
    let heating = |item: &ActiveStep<'_>| matches!(item.status, StepStatus::Waiting { .. });
    let beat = |item: &ActiveStep<'_>| item.beats();
    let held = |item: &ActiveStep<'_>| matches!(item.status, StepStatus::Held { .. });
    let due = first(&ready).or_else(|| first(&over)).or_else(|| first(&hands));
    let found = due.or_else(|| first(&beat)).or_else(|| first(&heating)).or_else(|| first(&held));
    found.map(|item| Todo::Step(item.run))
}

/// Whether the cook can answer a step.
fn waits(item: &ActiveStep<'_>) -> bool {
    match item.status {
        StepStatus::CountUp { .. }
        | StepStatus::Window { .. }
        | StepStatus::Overdue { .. }
        | StepStatus::Waiting { .. }
        | StepStatus::Hands => true,
        StepStatus::Held { .. } => true,
        StepStatus::Running { .. } => item.beats(),
        StepStatus::Paused { .. } => false,
    }
}

/// The picked step that Enter asks to end early.
pub(crate) fn ends_early<'a, 's>(scene: &'s Scene<'a>, picked: Option<Run>) -> Option<&'s ActiveStep<'a>> {
    let running = |item: &&ActiveStep<'_>| matches!(item.status, StepStatus::Running { .. }) && !item.beats();
    picked.and_then(|run| scene.step(run)).filter(running)
}

/// Whether a step spoils more every minute.
fn burns(item: &ActiveStep<'_>) -> bool {
    match item.status {
        StepStatus::Overdue { .. } => !item.is_calm(),
        StepStatus::Window { .. } => item.on_heat(),
        StepStatus::Running { .. }
        | StepStatus::CountUp { .. }
        | StepStatus::Waiting { .. }
        | StepStatus::Hands
        | StepStatus::Held { .. }
        | StepStatus::Paused { .. } => false,
    }
}

/// What the oven needs. If it is hot, the food that waits for it comes first instead.
fn oven(scene: &Scene<'_>) -> Option<Todo> {
    let into = |item: &&ActiveStep<'_>| item.step.oven.is_some() && matches!(item.status, StepStatus::Waiting { .. });
    scene.alarms.iter().find_map(|alarm| match alarm.id {
        AlarmId::OvenOn(_) | AlarmId::OvenOff(_) => Some(Todo::Oven(alarm.id)),
        AlarmId::OvenHot(_) => Some(match scene.steps.iter().find(into) {
            Some(item) => Todo::Step(item.run),
            None => Todo::Oven(alarm.id),
        }),
        AlarmId::Start(_)
        | AlarmId::Waiting(_)
        | AlarmId::Cue { .. }
        | AlarmId::Batch { .. }
        | AlarmId::Look(_)
        | AlarmId::Out(_)
        | AlarmId::Paused(_) => None,
    })
}
