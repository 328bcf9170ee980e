//! What a command of the board does now and how that is said, resolved once for the footer and the key.

use super::describe::describe;
use super::keymap::BoardCommand;
use super::leaving::Leaving;
use super::mute::MUTE_FOR;
use super::outcome::{Outcome, OverlayText, Prompt};
use crate::engine::{Act, ActId, Alarm, AlarmId, Logged, Run, Session, StepState, goes_back_in, on_heat};
use crate::recipe::{DishId, DishStep, Length, Phase};
use crate::time::{Moment, Span, exact, minutes};
use crate::view::active_steps::{ActiveStep, OvenWait, StepStatus};
use crate::view::batch::{numbered, sentence_start};
use crate::view::end::later;
use crate::view::scene::Scene;
use crate::view::todo::{Todo, ends_early, todo};
use crate::view::words::{left, next_step, out_comes, small};

/// Undoing an act older than this asks first.
const OLD: Span = Span::mins(10);
/// What ↑ adds past an end.
pub(super) const EXTENSION: Span = Span::mins(5);
/// What ↑ adds past the end of a step shorter than [`SHORT`].
const SHORT_EXTENSION: Span = Span::MINUTE;
const SHORT: Span = Span::mins(10);

pub(super) struct BoardContext<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) picked: Option<Run>,
    pub(super) leaving: &'a Leaving,
    /// Until when sound is off.
    pub(super) muted: Option<Moment>,
}

#[derive(Clone, Debug)]
pub(super) struct ResolvedCommand {
    pub(super) label: CommandLabel,
    pub(super) outcome: Outcome,
}

/// How a command is said: what is so now, and what follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CommandLabel {
    pub(super) what: String,
    pub(super) then: Option<String>,
}

impl CommandLabel {
    /// "it is out: go on to baste".
    pub(super) fn footer(&self) -> String {
        self.joined(": ")
    }
    /// "it is out, go on to baste".
    pub(super) fn sentence(&self) -> String {
        self.joined(", ")
    }
    fn joined(&self, between: &str) -> String {
        self.then.as_ref().map_or_else(|| self.what.clone(), |then| format!("{}{between}{then}", self.what))
    }
}

impl From<&str> for CommandLabel {
    fn from(what: &str) -> CommandLabel {
        CommandLabel { what: what.to_owned(), then: None }
    }
}

impl From<String> for CommandLabel {
    fn from(what: String) -> CommandLabel {
        CommandLabel { what, then: None }
    }
}

fn label(what: impl Into<String>, then: impl Into<String>) -> CommandLabel {
    CommandLabel { what: what.into(), then: Some(then.into()) }
}

fn resolved(label: impl Into<CommandLabel>, outcome: Outcome) -> Option<ResolvedCommand> {
    Some(ResolvedCommand { label: label.into(), outcome })
}

fn act(label: impl Into<CommandLabel>, act: Act) -> Option<ResolvedCommand> {
    resolved(label, Outcome::Act(act))
}

impl<'a> BoardContext<'a> {
    fn picked(&self) -> Option<&'a ActiveStep<'a>> {
        self.picked.and_then(|run| self.scene.step(run))
    }
    /// The step that keys act on: the picked one, else the one in big digits.
    pub(super) fn focus(&self) -> Option<&'a ActiveStep<'a>> {
        self.picked().or(self.scene.steps.first())
    }
}

/// What a command does now; `None` if it does nothing.
pub(super) fn resolve(command: BoardCommand, context: &BoardContext<'_>) -> Option<ResolvedCommand> {
    match command {
        BoardCommand::Enter => enter(context),
        BoardCommand::Pause => pause(context.focus()?),
        BoardCommand::More => more(context.focus()?, Span::MINUTE, "1 min more"),
        BoardCommand::Less => less(context.focus()?, context.scene.now),
        BoardCommand::Pick => pick(context, 1),
        BoardCommand::PickBack => pick(context, context.scene.steps.len().saturating_sub(1)),
        BoardCommand::Unpick => context.picked.and_then(|_| resolved("pick nothing", Outcome::Pick(None))),
        BoardCommand::Undo => undo(context),
        BoardCommand::Redo => redo(context),
        BoardCommand::MoreField => {
            let item = context.focus()?;
            more(item, Span::MINUTE, "more").and_then(|_| resolved("more time", Outcome::MoreEntry(item.run)))
        }
        BoardCommand::Ahead => {
            let dish = context.focus()?.run.dish;
            resolved("the next steps", Outcome::Read(OverlayText::Ahead(dish)))
        }
        BoardCommand::NewTimer | BoardCommand::TypeTimer => resolved("new timer", Outcome::Entry(None)),
        BoardCommand::Later => {
            let dishes: Vec<_> = context.scene.session.dishes().collect();
            if later(&dishes).is_empty() { None } else { resolved("start it", Outcome::Stay) }
        }
        BoardCommand::Another => resolved("another dish", Outcome::Shelf),
        // The call to turn the oven off may still come.
        BoardCommand::ToShelf if context.scene.session.is_live() => resolved("back to the recipes", Outcome::Shelf),
        BoardCommand::ToShelf => resolved("back to the recipes", Outcome::Finish),
        BoardCommand::Ingredients => {
            let any = context.scene.session.dishes().any(|cooking| !cooking.dish.ingredients.is_empty());
            if any { resolved("ingredients", Outcome::Read(OverlayText::Ingredients)) } else { None }
        }
        BoardCommand::GiveUp => {
            let item = context.focus();
            let dish = item.map(|item| item.run.dish);
            let dish = dish.or_else(|| context.scene.session.dishes().find(|c| c.is_live()).map(|c| c.id))?;
            resolved(
                "begin again, skip, rename, give up",
                Outcome::Ask(Prompt::GiveUp(dish, item.map(|item| item.run))),
            )
        }
        BoardCommand::Mute if context.muted.is_some() => resolved("sound on", Outcome::Mute(None)),
        BoardCommand::Mute => resolved("sound off", Outcome::Mute(Some(context.scene.now + MUTE_FOR))),
        BoardCommand::Help => resolved("help", Outcome::Read(OverlayText::Help)),
        BoardCommand::Quit if context.scene.session.is_live() => {
            resolved("leave", Outcome::Ask(Prompt::Quit(context.leaving.clone())))
        }
        BoardCommand::Quit if context.scene.is_at_end() => resolved("leave", Outcome::FinishAndQuit),
        BoardCommand::Quit => resolved("leave", Outcome::Quit),
    }
}

/// Why a command does nothing now, if a cook would wonder.
pub(super) fn why_not(command: BoardCommand, context: &BoardContext<'_>) -> Option<String> {
    let focus = context.focus();
    match command {
        BoardCommand::Enter => match focus.map(|item| (&item.status, item)) {
            Some((StepStatus::Running { .. }, item)) => {
                let left = minutes(left(item.cooking, item.run.step, context.scene.now));
                Some(format!("{}: {left} left. Tab picks it", item.step.title))
            }
            Some((StepStatus::Paused { .. }, _)) => Some("Paused: Space goes on".to_owned()),
            Some(_) | None => None,
        },
        BoardCommand::Pause => Some("Nothing counts down here".to_owned()),
        BoardCommand::Undo => Some("There is nothing to take back".to_owned()),
        BoardCommand::Redo => Some("There is nothing to bring again".to_owned()),
        BoardCommand::More
        | BoardCommand::MoreField
        | BoardCommand::Ahead
        | BoardCommand::Less
        | BoardCommand::Pick
        | BoardCommand::PickBack
        | BoardCommand::Unpick
        | BoardCommand::NewTimer
        | BoardCommand::TypeTimer
        | BoardCommand::Later
        | BoardCommand::Another
        | BoardCommand::ToShelf
        | BoardCommand::Ingredients
        | BoardCommand::GiveUp
        | BoardCommand::Mute
        | BoardCommand::Help
        | BoardCommand::Quit => None,
    }
}

/// Enter ends the picked step, else answers what waits first for the cook.
fn enter(context: &BoardContext<'_>) -> Option<ResolvedCommand> {
    if let Some(item) = ends_early(context.scene, context.picked) {
        let label = format!("end {} early", small(&item.step.title));
        return resolved(label, Outcome::Ask(Prompt::EndEarly(item.run)));
    }
    answer_first(context)
}

/// Enter on what waits first for the cook.
pub(super) fn answer_first(context: &BoardContext<'_>) -> Option<ResolvedCommand> {
    match todo(context.scene, context.picked)? {
        Todo::Step(run) => context.scene.step(run).and_then(answer),
        Todo::Oven(alarm) => answer_oven(alarm),
    }
}

/// What Enter means once this ring is quiet.
pub(super) fn answer_ring(items: &[ActiveStep<'_>], top: &Alarm) -> Option<ResolvedCommand> {
    answer_alarm(items, top).or_else(|| match top.id {
        AlarmId::Look(run) => items.iter().find(|item| item.run == run).and_then(answer),
        AlarmId::Start(_)
        | AlarmId::Waiting(_)
        | AlarmId::Cue { .. }
        | AlarmId::Batch { .. }
        | AlarmId::Out(_)
        | AlarmId::Paused(_)
        | AlarmId::OvenOn(_)
        | AlarmId::OvenHot(_)
        | AlarmId::OvenOff(_) => None,
    })
}

fn answer_alarm(items: &[ActiveStep<'_>], alarm: &Alarm) -> Option<ResolvedCommand> {
    let by_run = |run: Run| items.iter().find(|item| item.run == run).and_then(answer);
    match alarm.id {
        AlarmId::Out(run) | AlarmId::Waiting(run) | AlarmId::Start(run) => by_run(run),
        AlarmId::OvenHot(_) => {
            let waits = |status: &StepStatus| matches!(status, StepStatus::Waiting { .. });
            let waiting = items.iter().find(|item| item.step.oven.is_some() && waits(&item.status));
            waiting.map_or_else(|| answer_oven(alarm.id), answer)
        }
        AlarmId::OvenOn(_) | AlarmId::OvenOff(_) => answer_oven(alarm.id),
        AlarmId::Cue { .. } | AlarmId::Batch { .. } | AlarmId::Look(_) | AlarmId::Paused(_) => None,
    }
}

/// The cook's answer to an alarm of the oven.
fn answer_oven(alarm: AlarmId) -> Option<ResolvedCommand> {
    match alarm {
        AlarmId::OvenOn(_) => act("the oven is on", Act::OvenOn { alarm }),
        AlarmId::OvenHot(_) => act("the oven is hot", Act::OvenHot { alarm }),
        AlarmId::OvenOff(_) => act("the oven is off", Act::OvenOff { alarm }),
        AlarmId::Start(_)
        | AlarmId::Waiting(_)
        | AlarmId::Cue { .. }
        | AlarmId::Batch { .. }
        | AlarmId::Look(_)
        | AlarmId::Out(_)
        | AlarmId::Paused(_) => None,
    }
}

fn answer(item: &ActiveStep<'_>) -> Option<ResolvedCommand> {
    let run = item.run;
    match item.status {
        StepStatus::Waiting { heat, .. } => {
            let length = item.step.length.map_or(Span::ZERO, Length::min);
            let start = format!("start {}", exact(length));
            match (on_it(item.step), heat) {
                // In an oven that is not hot, food cooks differently from what the recipe says.
                (Some(_), Some(OvenWait::Taken(_) | OvenWait::SetTo(_))) => {
                    resolved("in all the same? The oven is set otherwise", Outcome::Ask(Prompt::NotHot(run)))
                }
                (Some(_), Some(OvenWait::Off | OvenWait::HotAt(_))) => {
                    resolved("in already? The oven is not hot", Outcome::Ask(Prompt::NotHot(run)))
                }
                (Some(on), None) => act(label(on, start), Act::Start { run, ago: Span::ZERO }),
                (None, _) => act(start, Act::Start { run, ago: Span::ZERO }),
            }
        }
        StepStatus::Hands | StepStatus::Overdue { .. } | StepStatus::Window { .. } | StepStatus::CountUp { .. } => {
            act(done_label(item), Act::Done { run })
        }
        StepStatus::Held { .. } => act(held_label(item), Act::Done { run }),
        StepStatus::Running { .. } if item.beats() => {
            let batch = item.batch?;
            let number = batch.set_to;
            act(format!("{} begins now", small(&sentence_start(&batch, number))), Act::Batch { run, number })
        }
        StepStatus::Running { .. } | StepStatus::Paused { .. } => None,
    }
}

/// "go on with baste".
fn held_label(item: &ActiveStep<'_>) -> CommandLabel {
    match next_step(item.cooking, item.run.step) {
        Some((_, next)) => format!("go on with {}", small(&next.title)).into(),
        None => "go on".into(),
    }
}

/// How the cook confirms that the food is on the heat: "it is in", "it boils".
fn on_it(step: &DishStep) -> Option<&'static str> {
    match step.phase {
        _ if step.oven.is_some() => Some("it is in"),
        Phase::Boil => Some("it boils"),
        Phase::Simmer => Some("it simmers"),
        _ if on_heat(step) => Some("it is on"),
        _ => None,
    }
}

/// "it is out: go on to baste", "score and rub is done: chill starts", "baste is done and back in: 20 min".
fn done_label(item: &ActiveStep<'_>) -> CommandLabel {
    let id = item.run.step;
    if item.is_timer() {
        return "done, put it away".into();
    }
    let what = if out_comes(item.cooking, id) {
        "it is out".to_owned()
    } else {
        format!("{} is done", small(&item.step.title))
    };
    let Some((next_id, next)) = next_step(item.cooking, id) else { return CommandLabel { what, then: None } };
    if let Some(batch) = item.batch.filter(|_| next_id == id) {
        return label(what, format!("go on to {}", numbered(&batch, batch.number.saturating_add(1))));
    }
    let dish = &item.cooking.dish;
    match next.length.filter(|_| next.follows == Some(id)) {
        Some(length) if item.status == StepStatus::Hands && next.oven.is_some() && goes_back_in(dish, next) => {
            label(format!("{what} and back in"), length.words())
        }
        Some(_) if !on_heat(next) => label(what, format!("{} starts", small(&next.title))),
        Some(_) | None => label(what, format!("go on to {}", small(&next.title))),
    }
}

pub(super) fn pause(item: &ActiveStep<'_>) -> Option<ResolvedCommand> {
    match item.status {
        StepStatus::Running { .. } | StepStatus::CountUp { .. } | StepStatus::Window { .. } => {
            act("pause", Act::Pause { run: item.run })
        }
        StepStatus::Paused { .. } => act("go on", Act::Resume { run: item.run }),
        StepStatus::Overdue { .. } | StepStatus::Waiting { .. } | StepStatus::Held { .. } | StepStatus::Hands => None,
    }
}

fn more(item: &ActiveStep<'_>, by: Span, label: &str) -> Option<ResolvedCommand> {
    if item.is_endless() {
        return None;
    }
    match item.status {
        StepStatus::Running { .. } | StepStatus::Window { .. } | StepStatus::Paused { .. } => {
            act(label, Act::More { run: item.run, by })
        }
        StepStatus::Overdue { .. } => {
            let by = extension(item);
            act(format!("{} more", minutes(by)), Act::More { run: item.run, by })
        }
        StepStatus::Waiting { .. } | StepStatus::Hands | StepStatus::Held { .. } | StepStatus::CountUp { .. } => None,
    }
}

fn less(item: &ActiveStep<'_>, now: Moment) -> Option<ResolvedCommand> {
    match item.status {
        StepStatus::Waiting { .. } => act("it went in a minute ago", Act::Start { run: item.run, ago: Span::MINUTE }),
        StepStatus::Running { .. } | StepStatus::Window { .. } | StepStatus::Paused { .. } => {
            let left = left(item.cooking, item.run.step, now);
            if left < Session::LEAST_LEFT + Span::MINUTE && !matches!(item.status, StepStatus::Running { .. }) {
                return None;
            }
            more(item, -Span::MINUTE, "1 min less")
        }
        StepStatus::Overdue { .. } | StepStatus::Hands | StepStatus::Held { .. } | StepStatus::CountUp { .. } => None,
    }
}

/// What ↑ adds past an end: 5 minutes, or 1 for a step under 10.
pub(super) fn extension(item: &ActiveStep<'_>) -> Span {
    let length = item.step.length.map_or(Span::ZERO, Length::longest);
    if length < SHORT { SHORT_EXTENSION } else { EXTENSION }
}

fn pick(context: &BoardContext<'_>, by: usize) -> Option<ResolvedCommand> {
    let count = context.scene.steps.len();
    let at = context.picked.and_then(|run| context.scene.steps.iter().position(|item| item.run == run));
    let next = match at {
        Some(at) => (at + by) % count.max(1),
        None if by == 1 => 0,
        None => count.checked_sub(1)?,
    };
    let item = context.scene.steps.get(next)?;
    if count == 1 && item.status == StepStatus::Hands {
        return None;
    }
    resolved(format!("pick {}", small(&item.step.title)), Outcome::Pick(Some(item.run)))
}

/// The act that an undo would take back: the last on that dish, or of all.
pub(super) fn last_act(session: &Session, dish: Option<DishId>) -> Option<(ActId, &Logged)> {
    match dish {
        Some(dish) => session.last_act(dish),
        None => session.dishes().filter_map(|cooking| session.last_act(cooking.id)).max_by_key(|(id, _)| *id),
    }
}

fn undo(context: &BoardContext<'_>) -> Option<ResolvedCommand> {
    let (id, logged) = last_act(context.scene.session, context.picked.map(|run| run.dish))?;
    let label = label("undo", describe(context.scene.session, &logged.act));
    let old = context.scene.now - logged.at > OLD;
    resolved(label, if old { Outcome::Ask(Prompt::Undo(id)) } else { Outcome::Act(Act::Undo { act: id }) })
}

fn redo(context: &BoardContext<'_>) -> Option<ResolvedCommand> {
    let (act, logged) = context.scene.session.last_undone(context.picked.map(|run| run.dish))?;
    resolved(label("bring again", describe(context.scene.session, &logged.act)), Outcome::Act(Act::Redo { act }))
}

/// The step that ↑ extends on this ring, and by how much.
pub(super) fn extendable(scene: &Scene<'_>, top: &Alarm) -> Option<(Run, Span)> {
    let run = match top.id {
        AlarmId::Out(run) | AlarmId::Look(run) => run,
        AlarmId::Start(_)
        | AlarmId::Waiting(_)
        | AlarmId::Cue { .. }
        | AlarmId::Batch { .. }
        | AlarmId::Paused(_)
        | AlarmId::OvenOn(_)
        | AlarmId::OvenHot(_)
        | AlarmId::OvenOff(_) => return None,
    };
    let item = scene.step(run)?;
    matches!(item.state(), StepState::Running { .. }).then(|| (run, extension(item)))
}
