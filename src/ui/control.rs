//! Commands from outside: `pause`, `go`, `done`, `quiet`, `more 5m`, `undo` and others, with or without a name.
//!
//! Without a name, a command acts on what a key would act on; with part of a name, on that dish, else on a step of that
//! name. It never guesses between two. Nobody can be asked, so where a key would ask, a command is refused (ending a
//! countdown early), or done and said (an old undo).

mod scope;
mod verb;

pub use verb::{Control, ControlVerb};

use self::scope::{Scope, scope, the_one};
use super::describe::describe;
use super::keymap::BoardCommand;
use super::leaving::Leaving;
use super::outcome::Outcome;
use super::refused::refused;
use super::resolve::{self, BoardContext, ResolvedCommand, answer_first, answer_ring};
use crate::engine::{Act, Alarm, AlarmId, Run, Session};
use crate::recipe::text::clean;
use crate::recipe::{Dish, DishId, DishKind, Length};
use crate::time::{Clock, Span, SpokenTimer, countdown, minutes, time_and_day};
use crate::view::active_steps::{ActiveStep, StepStatus};
use crate::view::scene::Scene;
use crate::view::words::{capital, left, small, words};

/// Acts to apply in order and a message for the sender; or why the command does not apply now.
pub(super) type ControlOutcome = Result<(Vec<Act>, String), String>;

/// `picked` is the run that Tab picked on the screen.
pub(super) fn resolve(control: &Control, scene: &Scene<'_>, picked: Option<Run>, clock: &Clock) -> ControlOutcome {
    let named = control.dish.as_deref().map(|name| scope(scene, name, &control.what));
    let scope = named.unwrap_or(Ok(Scope::default()))?;
    let mut narrowed = scene.clone();
    narrowed.steps.retain(|item| scope.has(item.run));
    narrowed.alarms.retain(|alarm| scope.has_alarm(alarm));
    let picked = picked.filter(|run| scope.has(*run));
    let context = BoardContext { scene: &narrowed, picked, leaving: &Leaving::Ends, muted: None };
    match &control.what {
        ControlVerb::Add(timers) => add(timers, scene, clock),
        ControlVerb::Restart => restart(&context),
        ControlVerb::Cancel => cancel(&context, scope),
        ControlVerb::Rename(name) => rename(scene, scope, name),
        ControlVerb::Pause => pause(&context),
        ControlVerb::Resume => resume(&context),
        ControlVerb::Done => done(&context, scope),
        ControlVerb::Quiet => quiet(scene, scope),
        ControlVerb::More(by) => more(&context, *by),
        ControlVerb::Undo => undo(&context, scope),
    }
}

/// The name of a step in a message: "Roast", or "Eggs" for a timer.
fn title(item: &ActiveStep<'_>) -> String {
    capital(&item.step.title)
}

fn act(resolved: Option<ResolvedCommand>, message: String, none: &str) -> ControlOutcome {
    let Some(Outcome::Act(act)) = resolved.map(|resolved| resolved.outcome) else { return Err(none.to_owned()) };
    Ok((vec![act], message))
}

/// New timers, each with its end: "Eggs on the kitchen board, 18:44".
fn add(timers: &[SpokenTimer], scene: &Scene<'_>, clock: &Clock) -> ControlOutcome {
    let (mut acts, mut said) = (Vec::new(), Vec::new());
    let mut session = scene.session.clone();
    for timer in timers {
        let dish = Dish::spoken(timer, scene.now, clock).map_err(|fault| clean(&fault.to_string()))?;
        let dish = numbered(&session, dish);
        let length = dish.steps.first().and_then(|step| step.length);
        let until = match length.and_then(Length::max) {
            Some(span) => format!(", {}", time_and_day(clock, scene.now + span, scene.now)),
            None => format!(", {}", timer.time.words()),
        };
        said.push(format!("{} on the kitchen board{until}", dish.name));
        let act = Act::Add { dish: session.next_dish(), what: Box::new(dish) };
        session.apply(act.clone(), scene.now).map_err(refused)?;
        acts.push(act);
    }
    Ok((acts, said.join("; ")))
}

/// Numbers the dish's name if a live dish already has it.
pub(super) fn numbered(session: &Session, dish: Dish) -> Dish {
    dish.numbered(session.dishes().filter(|cooking| cooking.is_live()).map(|cooking| cooking.dish.name.as_str()))
}

fn restart(context: &BoardContext<'_>) -> ControlOutcome {
    let counts = |status: &StepStatus| match status {
        StepStatus::Running { .. }
        | StepStatus::CountUp { .. }
        | StepStatus::Window { .. }
        | StepStatus::Overdue { .. }
        | StepStatus::Paused { .. } => true,
        StepStatus::Waiting { .. } | StepStatus::Held { .. } | StepStatus::Hands => false,
    };
    let item = the_one(context, counts, "Nothing counts that could begin again")?;
    Ok((vec![Act::Restart { run: item.run }], format!("{} begins again", title(item))))
}

fn cancel(context: &BoardContext<'_>, scope: Scope) -> ControlOutcome {
    let dish = match scope.dish {
        Some(dish) => dish,
        None => the_one(context, |_| true, "Nothing is on the go")?.run.dish,
    };
    let name = context.scene.session.dish(dish).map(|cooking| cooking.dish.name.clone()).unwrap_or_default();
    Ok((vec![Act::Abandon { dish }], format!("{} is given up", capital(&name))))
}

/// Refuses a name that another live dish has.
pub(super) fn name_is_free(scene: &Scene<'_>, dish: DishId, name: &str) -> Result<(), String> {
    let mut others = scene.session.dishes().filter(|other| other.is_live() && other.id != dish);
    if others.any(|other| other.dish.name.to_lowercase() == name.to_lowercase()) {
        return Err(format!("Something else is called `{name}` already"));
    }
    Ok(())
}

fn rename(scene: &Scene<'_>, scope: Scope, name: &str) -> ControlOutcome {
    let found = scope.dish.and_then(|dish| scene.session.dish(dish));
    let cooking = found.ok_or_else(|| "Say which, and the new name".to_owned())?;
    name_is_free(scene, cooking.id, name)?;
    let said = format!("{} is called {name} now", capital(&cooking.dish.name));
    Ok((vec![Act::Rename { dish: cooking.id, name: name.to_owned() }], said))
}

fn pause(context: &BoardContext<'_>) -> ControlOutcome {
    let counts = |status: &StepStatus| matches!(status, StepStatus::Running { .. } | StepStatus::Window { .. });
    let item = the_one(context, counts, "Nothing counts down that could be paused")?;
    let at = countdown(left(item.cooking, item.run.step, context.scene.now));
    let heat = if item.on_heat() { ". If it is still on the heat, it goes on cooking" } else { "" };
    act(resolve::pause(item), format!("{} is paused at {at}{heat}", title(item)), "It cannot be paused now")
}

fn resume(context: &BoardContext<'_>) -> ControlOutcome {
    let item = the_one(context, |status| matches!(status, StepStatus::Paused { .. }), "Nothing is paused")?;
    let at = countdown(left(item.cooking, item.run.step, context.scene.now));
    act(resolve::pause(item), format!("{} goes on: {at} left", title(item)), "It cannot go on now")
}

fn more(context: &BoardContext<'_>, by: Option<Span>) -> ControlOutcome {
    let counts = |status: &StepStatus| match status {
        StepStatus::Running { .. }
        | StepStatus::Window { .. }
        | StepStatus::Overdue { .. }
        | StepStatus::Paused { .. } => true,
        StepStatus::Waiting { .. } | StepStatus::Hands | StepStatus::Held { .. } | StepStatus::CountUp { .. } => false,
    };
    let item = the_one(context, counts, "Nothing counts down that could get more time")?;
    let over = matches!(item.status, StepStatus::Overdue { .. });
    let by = by.unwrap_or(if over { resolve::extension(item) } else { Span::MINUTE });
    let said = format!("{}: {} more", title(item), minutes(by));
    Ok((vec![Act::More { run: item.run, by }], said))
}

fn done(context: &BoardContext<'_>, scope: Scope) -> ControlOutcome {
    let scene = context.scene;
    let calling = scene.alarms.iter().find(|alarm| alarm.quiet_until.is_none() && scope.has_alarm(alarm));
    if let Some(top) = calling {
        if let Some(resolved) = answer_ring(&scene.steps, top) {
            return ended(scene, resolved);
        }
        let title = title_of(scene, top);
        return match top.id {
            // A cue ends by being heard.
            AlarmId::Cue { .. } | AlarmId::Batch { .. } => {
                Ok((vec![Act::Acknowledge { alarm: top.id }], format!("Heard: {title}")))
            }
            AlarmId::Paused(_) => Err(format!("{}: `baste go` lets it go on", capital(&title))),
            AlarmId::Start(_)
            | AlarmId::Waiting(_)
            | AlarmId::Look(_)
            | AlarmId::Out(_)
            | AlarmId::OvenOn(_)
            | AlarmId::OvenHot(_)
            | AlarmId::OvenOff(_) => Err(format!("{}: answer it on the board", capital(&title))),
        };
    }
    let resolved = if scope.dish.is_none() {
        resolve::resolve(BoardCommand::Enter, context)
    } else {
        let quiet = scene.alarms.iter().filter(|alarm| scope.has_alarm(alarm));
        answer_first(context).or_else(|| quiet.into_iter().find_map(|alarm| answer_ring(&scene.steps, alarm)))
    };
    resolved.ok_or(()).and_then(|resolved| ended(scene, resolved).map_err(drop)).map_err(|()| not_done(context))
}

/// The act that ends a step, and the message.
pub(super) fn ended(scene: &Scene<'_>, resolved: ResolvedCommand) -> ControlOutcome {
    let Outcome::Act(act) = resolved.outcome else { return Err(String::new()) };
    let run = if let Act::Start { run, .. } | Act::Done { run } = &act { Some(run) } else { None };
    let message = match run.and_then(|run| scene.session.dish(run.dish)) {
        Some(cooking) if cooking.dish.kind == DishKind::Timer => format!("{} is done", capital(&cooking.dish.name)),
        Some(cooking) => format!("{}: {}", capital(&cooking.dish.name), resolved.label.sentence()),
        None => capital(&resolved.label.footer()),
    };
    Ok((vec![act], message))
}

fn not_done(context: &BoardContext<'_>) -> String {
    match context.focus() {
        Some(item) => match item.status {
            StepStatus::Running { .. } | StepStatus::Window { .. } => {
                let left = minutes(left(item.cooking, item.run.step, context.scene.now));
                format!("{}: {left} left; end it on the board", title(item))
            }
            StepStatus::Paused { .. } => format!("{} is paused: `baste go` lets it go on", title(item)),
            StepStatus::Overdue { .. }
            | StepStatus::CountUp { .. }
            | StepStatus::Held { .. }
            | StepStatus::Waiting { .. }
            | StepStatus::Hands => {
                format!("{} cannot be ended from outside now", title(item))
            }
        },
        None => "Nothing waits for you".to_owned(),
    }
}

fn quiet(scene: &Scene<'_>, scope: Scope) -> ControlOutcome {
    let calling = scene.alarms.iter().filter(|alarm| alarm.quiet_until.is_none() && scope.has_alarm(alarm));
    let calling: Vec<&Alarm> = calling.collect();
    let titles: Vec<String> = calling.iter().map(|alarm| title_of(scene, alarm)).collect();
    if titles.is_empty() {
        return Err("Nothing calls".to_owned());
    }
    let acts = calling.iter().map(|alarm| Act::Acknowledge { alarm: alarm.id });
    Ok((acts.collect(), format!("Heard: {}", titles.join(", "))))
}

/// An alarm's title, for use inside a sentence.
pub(super) fn title_of(scene: &Scene<'_>, alarm: &Alarm) -> String {
    small(&words(scene.session, alarm, scene.now).title)
}

fn undo(context: &BoardContext<'_>, scope: Scope) -> ControlOutcome {
    let dish = scope.dish.or(context.picked.map(|run| run.dish));
    let Some((id, logged)) = resolve::last_act(context.scene.session, dish) else {
        return Err("There is nothing to take back".to_owned());
    };
    let ago = context.scene.now - logged.at;
    let when = if ago < Span::MINUTE { String::new() } else { format!(", {} ago", minutes(ago)) };
    Ok((vec![Act::Undo { act: id }], format!("Taken back: {}{when}", describe(context.scene.session, &logged.act))))
}
