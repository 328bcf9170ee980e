//! What a command would do now, and how that is said: resolved once, for the footer and for the key alike.

use super::Key;
use super::keymap::Command;
use super::mute::MUTE_FOR;
use super::prompt::{Leaving, Prompt};
use crate::engine::{Act, ActId, Alarm, AlarmId, Logged, OvenState, Run, Session, StepState, Strength};
use crate::recipe::{DishId, Length};
use crate::time::{Moment, Span, exact, minutes};
use crate::view::active_steps::{ActiveStep, StepStatus};
use crate::view::dish_name::called;
use crate::view::words::{left, next_step, out_comes, small, step_name};

/// An undo of something older than this asks first.
const OLD: Span = Span::mins(10);

/// What there is to act on.
pub(super) struct Kitchen<'a> {
    pub(super) session: &'a Session,
    pub(super) items: &'a [ActiveStep<'a>],
    pub(super) picked: Option<Run>,
    pub(super) leaving: Leaving,
    /// Until when there is no sound.
    pub(super) muted: Option<Moment>,
    pub(super) now: Moment,
}

/// What a command would do.
pub(super) struct ResolvedCommand {
    /// As the footer says it.
    pub(super) label: String,
    pub(super) effect: Effect,
}

pub(super) enum Effect {
    /// The session changes.
    Act(Act),
    /// What the cook looks at changes.
    Change(Change),
}

pub(super) enum Change {
    Pick(Option<Run>),
    Ask(Prompt),
    Entry,
    /// Sound off until then, or on.
    Mute(Option<Moment>),
    Help,
    Ingredients,
    Shelf,
    Finish,
    Quit,
}

fn act(label: impl Into<String>, act: Act) -> Option<ResolvedCommand> {
    Some(ResolvedCommand { label: label.into(), effect: Effect::Act(act) })
}
fn change(label: impl Into<String>, change: Change) -> Option<ResolvedCommand> {
    Some(ResolvedCommand { label: label.into(), effect: Effect::Change(change) })
}

impl<'a> Kitchen<'a> {
    fn picked(&self) -> Option<&'a ActiveStep<'a>> {
        self.picked.and_then(|run| self.items.iter().find(|item| item.run == run))
    }
    fn first(&self, fits: impl Fn(&StepStatus) -> bool) -> Option<&'a ActiveStep<'a>> {
        self.items.iter().find(|item| fits(&item.stand))
    }
    /// What the keys act on: what is picked, or else what stands in big digits.
    pub(super) fn focus(&self) -> Option<&'a ActiveStep<'a>> {
        self.picked().or(self.items.first())
    }
}

/// Whether there is something that must not be forgotten: a dish, a timer, an oven that is on.
pub(super) fn goes_on(session: &Session) -> bool {
    session.dishes().any(|cooking| cooking.is_live()) || *session.oven() != OvenState::Off
}

/// What a command would do now; none where it means nothing.
pub(super) fn resolve(command: Command, kitchen: &Kitchen<'_>) -> Option<ResolvedCommand> {
    match command {
        Command::Enter => enter(kitchen),
        Command::Pause => pause(kitchen.focus()?),
        Command::More => more(kitchen.focus()?, Span::MINUTE, "1 min more"),
        Command::Less => less(kitchen.focus()?, kitchen.now),
        Command::Pick => pick(kitchen, 1),
        Command::PickBack => pick(kitchen, kitchen.items.len().saturating_sub(1)),
        Command::Unpick => kitchen.picked.and_then(|_| change("pick nothing", Change::Pick(None))),
        Command::Undo => undo(kitchen),
        Command::NewTimer => change("new timer", Change::Entry),
        Command::Another => change("another dish", Change::Shelf),
        // The call to turn the oven off is still to come.
        Command::ToShelf if goes_on(kitchen.session) => change("back to the recipes", Change::Shelf),
        Command::ToShelf => change("back to the recipes", Change::Finish),
        Command::Ingredients => {
            let any = kitchen.session.dishes().any(|cooking| !cooking.dish.ingredients.is_empty());
            if any { change("ingredients", Change::Ingredients) } else { None }
        }
        Command::StopDish => {
            let dish = kitchen.focus().map(|item| item.run.dish);
            let dish = dish.or_else(|| kitchen.session.dishes().find(|c| c.is_live()).map(|c| c.id))?;
            change("give up", Change::Ask(Prompt::StopDish(dish)))
        }
        Command::Mute if kitchen.muted.is_some() => change("sound on", Change::Mute(None)),
        Command::Mute => change("sound off", Change::Mute(Some(kitchen.now + MUTE_FOR))),
        Command::Help => change("help", Change::Help),
        Command::Quit if goes_on(kitchen.session) => {
            change("leave", Change::Ask(Prompt::Quit(kitchen.leaving.clone())))
        }
        Command::Quit => change("leave", Change::Quit),
    }
}

/// Why a command means nothing now, where a cook would wonder.
pub(super) fn why_not(command: Command, kitchen: &Kitchen<'_>) -> Option<String> {
    let focus = kitchen.focus();
    match command {
        Command::Enter => match focus.map(|item| (&item.stand, item)) {
            Some((StepStatus::Running { .. }, item)) => {
                let left = minutes(left(item.cooking, item.run.step, kitchen.now));
                Some(format!("{}: {left} left. Tab picks it", item.step.title))
            }
            Some((StepStatus::Paused { .. }, _)) => Some("Paused: Space goes on".to_owned()),
            Some(_) | None => None,
        },
        Command::Pause => Some("Nothing counts down here".to_owned()),
        Command::Undo => Some("There is nothing to take back".to_owned()),
        Command::More
        | Command::Less
        | Command::Pick
        | Command::PickBack
        | Command::Unpick
        | Command::NewTimer
        | Command::Another
        | Command::ToShelf
        | Command::Ingredients
        | Command::StopDish
        | Command::Mute
        | Command::Help
        | Command::Quit => None,
    }
}

/// Enter answers what is picked; else what waits for the cook: a quiet ring, a step that waits, a hands step.
fn enter(kitchen: &Kitchen<'_>) -> Option<ResolvedCommand> {
    if let Some(item) = kitchen.picked() {
        return match item.stand {
            StepStatus::Running { .. } => {
                change(format!("end {} early", small(&item.step.title)), Change::Ask(Prompt::EndEarly(item.run)))
            }
            StepStatus::Window { .. } | StepStatus::Overdue { .. } | StepStatus::Hands | StepStatus::Waiting { .. } => {
                answer(item)
            }
            StepStatus::Paused { .. } => None,
        };
    }
    let quiet = kitchen.session.alarms(kitchen.now);
    if let Some(resolved) = quiet.iter().find_map(|alarm| answer_alarm(kitchen.items, alarm)) {
        return Some(resolved);
    }
    answer_first(kitchen)
}

/// Enter on the first step that waits for the cook.
pub(super) fn answer_first(kitchen: &Kitchen<'_>) -> Option<ResolvedCommand> {
    let ended = |stand: &StepStatus| matches!(stand, StepStatus::Overdue { .. } | StepStatus::Window { .. });
    let waits = |stand: &StepStatus| matches!(stand, StepStatus::Waiting { heat: None, .. });
    let heats = |stand: &StepStatus| matches!(stand, StepStatus::Waiting { .. });
    let item = kitchen
        .first(ended)
        .or_else(|| kitchen.first(waits))
        .or_else(|| kitchen.first(|stand| *stand == StepStatus::Hands));
    answer(item.or_else(|| kitchen.first(heats))?)
}

/// What Enter means once that ring is quiet.
pub(super) fn answer_ring(items: &[ActiveStep<'_>], top: &Alarm) -> Option<ResolvedCommand> {
    answer_alarm(items, top).or_else(|| match top.id {
        AlarmId::Look(run) => items.iter().find(|item| item.run == run).and_then(answer),
        AlarmId::Start(_)
        | AlarmId::Waiting(_)
        | AlarmId::Cue { .. }
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
        AlarmId::OvenOn(_) => act("the oven is on", Act::OvenOn { alarm: alarm.id }),
        AlarmId::OvenHot(_) => {
            let waits = |stand: &StepStatus| matches!(stand, StepStatus::Waiting { .. });
            let waiting = items.iter().find(|item| item.step.oven.is_some() && waits(&item.stand));
            waiting.map_or_else(|| act("the oven is hot", Act::OvenHot { alarm: alarm.id }), answer)
        }
        AlarmId::OvenOff(_) => act("the oven is off", Act::OvenOff { alarm: alarm.id }),
        AlarmId::Cue { .. } | AlarmId::Look(_) | AlarmId::Paused(_) => None,
    }
}

fn answer(item: &ActiveStep<'_>) -> Option<ResolvedCommand> {
    let run = item.run;
    match item.stand {
        StepStatus::Waiting { .. } => {
            let length = item.step.length.map_or(Span::ZERO, Length::min);
            let is = if item.step.oven.is_some() { "it is in: start" } else { "start" };
            act(format!("{is} {}", exact(length)), Act::Start { run, ago: Span::ZERO })
        }
        StepStatus::Hands | StepStatus::Overdue { .. } | StepStatus::Window { .. } => {
            act(done_says(item), Act::Done { run })
        }
        StepStatus::Running { .. } | StepStatus::Paused { .. } => None,
    }
}

/// "it is out: go on to Baste", "score and rub is done, Chill starts".
fn done_says(item: &ActiveStep<'_>) -> String {
    let id = item.run.step;
    if item.is_timer() {
        return "done, put it away".to_owned();
    }
    let is = if out_comes(item.cooking, id) {
        "it is out".to_owned()
    } else {
        format!("{} is done", small(&item.step.title))
    };
    match next_step(item.cooking, id) {
        Some((_, next)) if next.length.is_some() && next.follows == Some(id) && next.oven.is_none() => {
            format!("{is}: {} starts", small(&next.title))
        }
        Some((_, next)) => format!("{is}: go on to {}", small(&next.title)),
        None => is,
    }
}

pub(super) fn pause(item: &ActiveStep<'_>) -> Option<ResolvedCommand> {
    match item.stand {
        StepStatus::Running { .. } | StepStatus::Window { .. } => act("pause", Act::Pause { run: item.run }),
        StepStatus::Paused { .. } => act("go on", Act::Resume { run: item.run }),
        StepStatus::Overdue { .. } | StepStatus::Waiting { .. } | StepStatus::Hands => None,
    }
}

pub(super) fn more(item: &ActiveStep<'_>, by: Span, label: &str) -> Option<ResolvedCommand> {
    match item.stand {
        StepStatus::Running { .. } | StepStatus::Window { .. } | StepStatus::Paused { .. } => {
            act(label, Act::More { run: item.run, by })
        }
        StepStatus::Overdue { .. } => {
            let by = extension(item);
            act(format!("{} more", minutes(by)), Act::More { run: item.run, by })
        }
        StepStatus::Waiting { .. } | StepStatus::Hands => None,
    }
}

fn less(item: &ActiveStep<'_>, now: Moment) -> Option<ResolvedCommand> {
    match item.stand {
        StepStatus::Waiting { .. } => act("it went in a minute ago", Act::Start { run: item.run, ago: Span::MINUTE }),
        StepStatus::Running { .. } | StepStatus::Window { .. } | StepStatus::Paused { .. } => {
            let left = left(item.cooking, item.run.step, now);
            if left < Span::mins(2) && !matches!(item.stand, StepStatus::Running { .. }) {
                return None;
            }
            more(item, -Span::MINUTE, "1 min less")
        }
        StepStatus::Overdue { .. } | StepStatus::Hands => None,
    }
}

/// What ↑ gives past an end: 5 minutes, 1 for a step of under 10.
pub(super) fn extension(item: &ActiveStep<'_>) -> Span {
    let length = item.step.length.map_or(Span::ZERO, Length::longest);
    if length < Span::mins(10) { Span::MINUTE } else { Span::mins(5) }
}

fn pick(kitchen: &Kitchen<'_>, by: usize) -> Option<ResolvedCommand> {
    let count = kitchen.items.len();
    let at = kitchen.picked.and_then(|run| kitchen.items.iter().position(|item| item.run == run));
    let next = match at {
        Some(at) => (at + by) % count.max(1),
        None if by == 1 => 0,
        None => count.checked_sub(1)?,
    };
    let item = kitchen.items.get(next)?;
    if count == 1 && item.stand == StepStatus::Hands {
        return None;
    }
    change(format!("pick {}", small(&item.step.title)), Change::Pick(Some(item.run)))
}

/// The act that an undo would take back: the last on that dish, or the last of all.
pub(super) fn last_act(session: &Session, dish: Option<DishId>) -> Option<(ActId, &Logged)> {
    match dish {
        Some(dish) => session.last_act(dish),
        None => session.dishes().filter_map(|cooking| session.last_act(cooking.id)).max_by_key(|(id, _)| *id),
    }
}

fn undo(kitchen: &Kitchen<'_>) -> Option<ResolvedCommand> {
    let (id, logged) = last_act(kitchen.session, kitchen.picked.map(|run| run.dish))?;
    let told = describe(kitchen.session, &logged.act);
    if kitchen.now - logged.at > OLD {
        return change(format!("undo: {told}"), Change::Ask(Prompt::Undo(id)));
    }
    act(format!("undo: {told}"), Act::Undo { act: id })
}

/// An act in a few words.
pub(super) fn describe(session: &Session, act: &Act) -> String {
    let dish = |id: DishId| session.dish(id).map_or_else(String::new, |cooking| called(session, cooking));
    let step = |run: &Run| session.dish(run.dish).map_or_else(String::new, |c| small(step_name(c, run.step)));
    match act {
        Act::Add { dish: id, .. } => format!("start of {}", dish(*id)),
        Act::Start { run, .. } => format!("{} started", step(run)),
        Act::Done { run } => format!("{} done", step(run)),
        Act::Pause { run } => format!("{} paused", step(run)),
        Act::Resume { run } => format!("{} going on", step(run)),
        Act::More { run, by } if *by < Span::ZERO => format!("{} {} less", step(run), minutes(by.abs())),
        Act::More { run, by } => format!("{} {} more", step(run), minutes(*by)),
        Act::OvenOn { .. } => "oven on".to_owned(),
        Act::OvenHot { .. } => "oven hot".to_owned(),
        Act::OvenOff { .. } => "oven off".to_owned(),
        Act::Abandon { dish: id } => format!("{} given up", dish(*id)),
        Act::Acknowledge { .. } => "heard".to_owned(),
        Act::Plan { .. } => "plan".to_owned(),
        Act::Undo { .. } => "undo".to_owned(),
    }
}

/// What a key does on a ring: it quiets; ↑ gives more time where a step ends.
pub(super) fn on_ring(session: &Session, top: &Alarm, key: Key, now: Moment) -> Act {
    let up = matches!(key, Key::Up | Key::Char('=') | Key::Char('+'));
    match extendable(session, top, now) {
        Some((run, by)) if up => Act::More { run, by },
        Some(_) | None => Act::Acknowledge { alarm: top.id },
    }
}

/// The step that ↑ gives more time on that ring, and how much.
pub(super) fn extendable(session: &Session, top: &Alarm, now: Moment) -> Option<(Run, Span)> {
    let run = match top.id {
        AlarmId::Out(run) | AlarmId::Look(run) => run,
        AlarmId::Start(_)
        | AlarmId::Waiting(_)
        | AlarmId::Cue { .. }
        | AlarmId::Paused(_)
        | AlarmId::OvenOn(_)
        | AlarmId::OvenHot(_)
        | AlarmId::OvenOff(_) => return None,
    };
    let items = crate::view::active_steps::active_steps(session, now);
    let item = items.iter().find(|item| item.run == run)?;
    matches!(item.state(), StepState::Running { .. }).then(|| (run, extension(item)))
}

/// What each key will do on a ring: any key, then Enter, or ↑.
pub(super) fn ring_keys(
    session: &Session,
    items: &[ActiveStep<'_>],
    top: &Alarm,
    now: Moment,
) -> Vec<(&'static str, String)> {
    let again = match (top.strength, top.id) {
        (_, AlarmId::Cue { .. } | AlarmId::Start(_) | AlarmId::Look(_)) | (Strength::Soft, _) => {
            "I heard it".to_owned()
        }
        (Strength::Cue | Strength::Ring, _) => "quiet, I heard it; calls again in 2 min".to_owned(),
    };
    let then = answer_ring(items, top).map(|resolved| ("then Enter", resolved.label));
    let more = extendable(session, top, now).map(|(_, by)| ("or ↑", format!("{} more", minutes(by))));
    [("Any key", again)].into_iter().chain(then).chain(more).collect()
}
