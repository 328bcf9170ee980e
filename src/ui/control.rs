//! Commands from outside: `pause`, `go`, `done`, `quiet`, `more 5m`, `undo` and others, with or without a name.
//!
//! Without a name, a command acts on what a key would act on; with part of a name, on that dish, else on a step of that
//! name. It never guesses between two. Nobody can be asked, so where a key would ask, a command is refused (ending a
//! countdown early), or done and said (an old undo).

use super::describe::describe;
use super::keymap::BoardCommand;
use super::leaving::Leaving;
use super::outcome::Outcome;
use super::refused::refused;
use super::resolve::{self, BoardContext, ResolvedCommand, answer_first, answer_ring};
use crate::engine::{Act, Alarm, AlarmId, Cooking, Run, Session};
use crate::recipe::text::clean;
use crate::recipe::{Dish, DishId, DishKind, Length};
use crate::time::{Clock, Span, SpokenTimer, countdown, leading_span, minutes, parse_timers, time_and_day};
use crate::view::active_steps::{ActiveStep, StepStatus};
use crate::view::scene::Scene;
use crate::view::words::{capital, left, small, words};

/// What a command does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ControlVerb {
    /// Start these timers.
    Add(Vec<SpokenTimer>),
    /// Pause a countdown.
    Pause,
    /// Continue a paused countdown.
    Resume,
    /// Like Enter: what waits for the cook is done.
    Done,
    /// Hear everything that calls.
    Quiet,
    /// Add this much time; without a length, as much as ↑ adds.
    More(Option<Span>),
    /// Undo the last act.
    Undo,
    /// Start a countdown again.
    Restart,
    /// Give up a dish or a timer.
    Cancel,
    /// Give it this name.
    Rename(String),
}

/// A command from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Control {
    /// What it does.
    pub what: ControlVerb,
    /// Part of the name of a dish or a step.
    pub dish: Option<String>,
}

/// In letters.
const LONGEST_NAME: usize = 200;

impl Control {
    /// Parses the words of a command, such as `more`, `5m`, `pork`, `belly`.
    ///
    /// # Errors
    /// With a sentence that says what was expected.
    pub fn parse(words: &[&str]) -> Result<Control, String> {
        let Some((verb, rest)) = words.split_first() else {
            return Err("Say what: add, pause, go, done, quiet, more, restart, rename, cancel or undo".to_owned());
        };
        let name = || rest.join(" ");
        let (what, name) = match *verb {
            "pause" => (ControlVerb::Pause, name()),
            "go" => (ControlVerb::Resume, name()),
            "done" => (ControlVerb::Done, name()),
            "quiet" => (ControlVerb::Quiet, name()),
            "more" => more_words(rest)?,
            "undo" => (ControlVerb::Undo, name()),
            "restart" => (ControlVerb::Restart, name()),
            "cancel" => (ControlVerb::Cancel, name()),
            "rename" => rename_words(rest)?,
            "add" => {
                (ControlVerb::Add(parse_timers(&name()).map_err(|fault| clean(&fault.to_string()))?), String::new())
            }
            other => return Err(format!("`{}` is no command", clean(other))),
        };
        let name: String = clean(&name).chars().take(LONGEST_NAME).collect();
        Ok(Control { what, dish: Some(name).filter(|name| !name.is_empty()) })
    }
}

/// A length, if the words begin with one, then a name.
fn more_words(words: &[&str]) -> Result<(ControlVerb, String), String> {
    let said = words.join(" ");
    match leading_span(&said).map_err(|fault| clean(&fault.to_string()))? {
        Some((by, name)) => Ok((ControlVerb::More(Some(by)), name.to_owned())),
        None => Ok((ControlVerb::More(None), said)),
    }
}

/// An old name and a new one: two arguments, or words with "to" between them.
fn rename_words(words: &[&str]) -> Result<(ControlVerb, String), String> {
    let (old, new) = match words {
        [old, new] => ((*old).to_owned(), (*new).to_owned()),
        words => match words.iter().position(|word| *word == "to") {
            Some(at) => (
                words.iter().take(at).copied().collect::<Vec<_>>().join(" "),
                words.iter().skip(at + 1).copied().collect::<Vec<_>>().join(" "),
            ),
            None => (String::new(), String::new()),
        },
    };
    let new: String = clean(&new).trim().chars().take(LONGEST_NAME).collect();
    if old.trim().is_empty() || new.is_empty() {
        return Err("Say both names: rename eggs to quail eggs".to_owned());
    }
    Ok((ControlVerb::Rename(new), old))
}

/// What a name refers to; without a name, everything.
#[derive(Clone, Copy, Debug, Default)]
struct Scope {
    dish: Option<DishId>,
    step: Option<Run>,
}

impl Scope {
    fn has(self, run: Run) -> bool {
        self.dish.is_none_or(|dish| dish == run.dish) && self.step.is_none_or(|step| step == run)
    }
    /// The oven's own alarms belong to no dish.
    fn has_alarm(self, alarm: &Alarm) -> bool {
        alarm.id.run().map_or(self.dish.is_none(), |run| self.has(run))
    }
}

/// Acts to apply in order and a message for the sender; or why the command does not apply now.
pub(super) type ControlOutcome = Result<(Vec<Act>, String), String>;

/// `picked` is the run that Tab picked on the screen.
pub(super) fn resolve(control: &Control, scene: &Scene<'_>, picked: Option<Run>, clock: &Clock) -> ControlOutcome {
    let ended_too = control.what == ControlVerb::Undo;
    let named = control.dish.as_deref().map(|name| scope(scene, name, ended_too));
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

/// Finds a name: a dish with exactly that name, else the one dish that contains it, else an active step.
fn scope(scene: &Scene<'_>, name: &str, ended_too: bool) -> Result<Scope, String> {
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
    for found in [dishes(same), dishes(part)] {
        match found.as_slice() {
            [] => {}
            [one] => return Ok(Scope { dish: Some(one.id), step: None }),
            several => return Err(which(name, several.iter().map(|cooking| cooking.dish.name.as_str()))),
        }
    }
    for found in [steps(same), steps(part)] {
        match found.as_slice() {
            [] => {}
            [one] => return Ok(Scope { dish: Some(one.run.dish), step: Some(one.run) }),
            several => return Err(which(name, several.iter().map(|item| item.cooking.dish.name.as_str()))),
        }
    }
    let names: Vec<&str> = there.iter().map(|cooking| cooking.dish.name.as_str()).collect();
    match names.as_slice() {
        [] => Err(format!("Nothing is called `{name}`: nothing is on the go")),
        names => Err(format!("Nothing on the go is called `{name}`. There is {}", listed(names.iter().copied()))),
    }
}

fn which<'a>(name: &str, found: impl Iterator<Item = &'a str> + Clone) -> String {
    let first = found.clone().next();
    if found.clone().all(|name| Some(name) == first) {
        return format!("{} things are called `{name}`: choose on the board", found.count());
    }
    format!("`{name}` could be {}", listed(found))
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

/// The name of a step in a message: "Roast", or "Eggs" for a timer.
fn title(item: &ActiveStep<'_>) -> String {
    capital(&item.step.title)
}

/// The step for a command: the one that keys act on if it fits, else the only one that fits.
fn the_one<'a>(
    context: &BoardContext<'a>,
    fits: impl Fn(&StepStatus) -> bool,
    none: &str,
) -> Result<&'a ActiveStep<'a>, String> {
    if let Some(focus) = context.focus().filter(|item| fits(&item.stand)) {
        return Ok(focus);
    }
    let fitting: Vec<&ActiveStep<'_>> = context.scene.steps.iter().filter(|item| fits(&item.stand)).collect();
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
        said.push(format!("{}{until}", dish.name));
        let act = Act::Add { dish: session.next_dish(), what: Box::new(dish) };
        session.apply(act.clone(), scene.now).map_err(refused)?;
        acts.push(act);
    }
    Ok((acts, format!("On the kitchen board: {}", said.join("; "))))
}

/// Numbers the dish's name if a live dish already has it.
pub(super) fn numbered(session: &Session, dish: Dish) -> Dish {
    dish.numbered(session.dishes().filter(|cooking| cooking.is_live()).map(|cooking| cooking.dish.name.as_str()))
}

fn restart(context: &BoardContext<'_>) -> ControlOutcome {
    let counts = |stand: &StepStatus| match stand {
        StepStatus::Running { .. }
        | StepStatus::CountUp { .. }
        | StepStatus::Window { .. }
        | StepStatus::Overdue { .. }
        | StepStatus::Paused { .. } => true,
        StepStatus::Waiting { .. } | StepStatus::Hands => false,
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

fn rename(scene: &Scene<'_>, scope: Scope, name: &str) -> ControlOutcome {
    let found = scope.dish.and_then(|dish| scene.session.dish(dish));
    let cooking = found.ok_or_else(|| "Say which, and the new name".to_owned())?;
    let mut others = scene.session.dishes().filter(|other| other.is_live() && other.id != cooking.id);
    if others.any(|other| other.dish.name.to_lowercase() == name.to_lowercase()) {
        return Err(format!("Something else is called `{name}` already"));
    }
    let said = format!("{} is called {name} now", capital(&cooking.dish.name));
    Ok((vec![Act::Rename { dish: cooking.id, name: name.to_owned() }], said))
}

fn pause(context: &BoardContext<'_>) -> ControlOutcome {
    let counts = |stand: &StepStatus| matches!(stand, StepStatus::Running { .. } | StepStatus::Window { .. });
    let item = the_one(context, counts, "Nothing counts down that could be paused")?;
    let at = countdown(left(item.cooking, item.run.step, context.scene.now));
    let heat = if item.on_heat() { ". If it is still on the heat, it goes on cooking" } else { "" };
    act(resolve::pause(item), format!("{} is paused at {at}{heat}", title(item)), "It cannot be paused now")
}

fn resume(context: &BoardContext<'_>) -> ControlOutcome {
    let item = the_one(context, |stand| matches!(stand, StepStatus::Paused { .. }), "Nothing is paused")?;
    let at = countdown(left(item.cooking, item.run.step, context.scene.now));
    act(resolve::pause(item), format!("{} goes on: {at} left", title(item)), "It cannot go on now")
}

fn more(context: &BoardContext<'_>, by: Option<Span>) -> ControlOutcome {
    let counts = |stand: &StepStatus| match stand {
        StepStatus::Running { .. }
        | StepStatus::Window { .. }
        | StepStatus::Overdue { .. }
        | StepStatus::Paused { .. } => true,
        StepStatus::Waiting { .. } | StepStatus::Hands | StepStatus::CountUp { .. } => false,
    };
    let item = the_one(context, counts, "Nothing counts down that could get more time")?;
    let over = matches!(item.stand, StepStatus::Overdue { .. });
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
            AlarmId::Cue { .. } => Ok((vec![Act::Acknowledge { alarm: top.id }], format!("Heard: {title}"))),
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
        Some(item) => match item.stand {
            StepStatus::Running { .. } | StepStatus::Window { .. } => {
                let left = minutes(left(item.cooking, item.run.step, context.scene.now));
                format!("{}: {left} left; end it on the board", title(item))
            }
            StepStatus::Paused { .. } => format!("{} is paused: `baste go` lets it go on", title(item)),
            StepStatus::Overdue { .. }
            | StepStatus::CountUp { .. }
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
