//! Commands from outside on what cooks: `pause`, `go`, `done`, `quiet`, `more 5m`, `undo`, each with the name of a dish or without.
//!
//! Without a name a command means what a key would act on; with a part of one it means that dish, or else a step of that name. It
//! never guesses between two. Nobody is there to be asked again, so what a key would ask about is refused (ending a countdown
//! early), or done and said (an old undo).

use super::App;
use super::keymap::Command;
use super::resolve::{self, Effect, Kitchen, ResolvedCommand};
use crate::engine::{Act, Alarm, AlarmId, Cooking, Run, Session};
use crate::recipe::text::clean;
use crate::recipe::{DishId, DishKind};
use crate::time::{Moment, Span, countdown, minutes, parse_span};
use crate::view::active_steps::{ActiveStep, StepStatus, active_steps};
use crate::view::words::{capital, left, small, words};

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ControlVerb {
    /// Stop a countdown.
    Pause,
    /// Let a stopped one go on.
    Resume,
    /// What waits for the cook is done: what Enter would say.
    Done,
    /// I heard it: everything that calls.
    Quiet,
    /// So much more time; without a length, what ↑ would give.
    More(Option<Span>),
    /// Take back the last act.
    Undo,
}

/// A command from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Control {
    /// What is asked for.
    pub what: ControlVerb,
    /// A part of the name of a dish, or of a step.
    pub dish: Option<String>,
}

/// The most letters of a name.
const LONGEST_NAME: usize = 200;

impl Control {
    /// Reads the words of a command, such as `more`, `5m`, `pork`, `belly`.
    ///
    /// # Errors
    /// With a sentence that says what was meant to be there.
    pub fn parse(words: &[&str]) -> Result<Control, String> {
        let Some((verb, rest)) = words.split_first() else {
            return Err("Say what: pause, go, done, quiet, more or undo".to_owned());
        };
        let (what, rest) = match *verb {
            "pause" => (ControlVerb::Pause, rest),
            "go" => (ControlVerb::Resume, rest),
            "done" => (ControlVerb::Done, rest),
            "quiet" => (ControlVerb::Quiet, rest),
            "more" => more_words(rest)?,
            "undo" => (ControlVerb::Undo, rest),
            other => return Err(format!("`{}` is no command", clean(other))),
        };
        let name: String = clean(&rest.join(" ")).chars().take(LONGEST_NAME).collect();
        Ok(Control { what, dish: Some(name).filter(|name| !name.is_empty()) })
    }
}

/// The longest run of words at the beginning that is a length; a bare number is minutes.
fn more_words<'a>(words: &'a [&'a str]) -> Result<(ControlVerb, &'a [&'a str]), String> {
    let found = (1..=words.len()).rev().find_map(|n| {
        let (length, rest) = words.split_at_checked(n)?;
        let length = length.join(" ");
        let bare = length.parse::<u16>().ok().map(|mins| format!("{mins}m"));
        Some((parse_span(bare.as_deref().unwrap_or(&length)).ok()?, rest))
    });
    match (found, words.first()) {
        (Some((by, rest)), _) => Ok((ControlVerb::More(Some(by)), rest)),
        (None, Some(word)) if word.starts_with(|c: char| c.is_ascii_digit() || c == '-') => {
            Err(format!("`{}` is no length of time: say more 5m, or more 1h 30m", clean(word)))
        }
        (None, _) => Ok((ControlVerb::More(None), words)),
    }
}

/// What a name was found to mean; nothing named is everything.
#[derive(Clone, Copy, Debug, Default)]
struct Scope {
    dish: Option<DishId>,
    step: Option<Run>,
}

impl Scope {
    fn has(self, run: Run) -> bool {
        self.dish.is_none_or(|dish| dish == run.dish) && self.step.is_none_or(|step| step == run)
    }
    /// The oven's own calls are of no dish.
    fn has_alarm(self, alarm: &Alarm) -> bool {
        alarm.id.run().map_or(self.dish.is_none(), |run| self.has(run))
    }
}

impl App {
    /// What a command from outside leads to: acts for [`App::apply`], one after the other, and what to say to whoever sent it. Every
    /// one of them would be taken now.
    ///
    /// # Errors
    /// With a sentence that says why it means nothing now; nothing has changed then.
    pub fn control(&mut self, control: &Control, now: Moment) -> Result<(Vec<Act>, String), String> {
        let (acts, said) = self.resolve(control, now)?;
        let mut probe = self.session.clone();
        for act in &acts {
            probe.apply(act.clone(), now).map_err(|why| super::refused(why).to_owned())?;
        }
        let ends = |act: &Act| matches!(act, Act::Done { .. } | Act::Start { .. });
        if acts.iter().any(ends) {
            self.picked = None;
        }
        // Whoever stands before the screen sees what happened.
        self.flash(format!("From outside: {}", small(&said)), now);
        Ok((acts, said))
    }

    fn resolve(&self, control: &Control, now: Moment) -> Result<(Vec<Act>, String), String> {
        let all = active_steps(&self.session, now);
        let name = control.dish.as_deref();
        let ended_too = control.what == ControlVerb::Undo;
        let scope = name.map_or(Ok(Scope::default()), |name| scope(&self.session, &all, name, ended_too))?;
        let items: Vec<ActiveStep<'_>> = all.into_iter().filter(|item| scope.has(item.run)).collect();
        let mut kitchen = self.kitchen(&items, now);
        kitchen.picked = kitchen.picked.filter(|run| scope.has(*run));
        match control.what {
            ControlVerb::Pause => pause(&kitchen),
            ControlVerb::Resume => go(&kitchen),
            ControlVerb::Done => done(&kitchen, scope),
            ControlVerb::Quiet => quiet(&self.session, scope, now),
            ControlVerb::More(by) => more(&kitchen, by),
            ControlVerb::Undo => undo(&kitchen, scope),
        }
    }
}

/// What a name means: a dish of that name, else one dish with it in its name, else a step that goes on.
fn scope(session: &Session, items: &[ActiveStep<'_>], name: &str, ended_too: bool) -> Result<Scope, String> {
    let wanted = name.to_lowercase();
    let there: Vec<&Cooking> = session.dishes().filter(|cooking| cooking.is_live() || ended_too).collect();
    let dishes = |fits: &dyn Fn(&str) -> bool| -> Vec<&Cooking> {
        there.iter().copied().filter(|cooking| fits(&cooking.dish.name.to_lowercase())).collect()
    };
    let steps = |fits: &dyn Fn(&str) -> bool| -> Vec<&ActiveStep<'_>> {
        items.iter().filter(|item| fits(&item.step.title.to_lowercase())).collect()
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

/// How a step is named in an answer: "Roast", or "Eggs" for a timer.
fn title(item: &ActiveStep<'_>) -> String {
    capital(&item.step.title)
}

/// The item that a command is for: what the keys act on if it fits, else the only one that does.
fn the_one<'a>(
    kitchen: &Kitchen<'a>,
    fits: impl Fn(&StepStatus) -> bool,
    none: &str,
) -> Result<&'a ActiveStep<'a>, String> {
    if let Some(focus) = kitchen.focus().filter(|item| fits(&item.stand)) {
        return Ok(focus);
    }
    let fitting: Vec<&ActiveStep<'_>> = kitchen.items.iter().filter(|item| fits(&item.stand)).collect();
    match fitting.as_slice() {
        [] => Err(none.to_owned()),
        [one] => Ok(one),
        several => Err(format!("Say which: {}", listed(several.iter().map(|item| whose(item))))),
    }
}

/// A name that a command would find it by.
fn whose<'a>(item: &ActiveStep<'a>) -> &'a str {
    if item.is_timer() { &item.cooking.dish.name } else { &item.step.title }
}

pub(super) type ControlOutcome = Result<(Vec<Act>, String), String>;

fn act(resolved: Option<ResolvedCommand>, said: String, none: &str) -> ControlOutcome {
    match resolved.map(|resolved| resolved.effect) {
        Some(Effect::Act(act)) => Ok((vec![act], said)),
        Some(Effect::Change(_)) | None => Err(none.to_owned()),
    }
}

fn pause(kitchen: &Kitchen<'_>) -> ControlOutcome {
    let counts = |stand: &StepStatus| matches!(stand, StepStatus::Running { .. } | StepStatus::Window { .. });
    let item = the_one(kitchen, counts, "Nothing counts down that could be paused")?;
    let at = countdown(left(item.cooking, item.run.step, kitchen.now));
    let heat = if item.on_heat() { ". If it is still on the heat, it goes on cooking" } else { "" };
    act(resolve::pause(item), format!("{} is paused at {at}{heat}", title(item)), "It cannot be paused now")
}

fn go(kitchen: &Kitchen<'_>) -> ControlOutcome {
    let item = the_one(kitchen, |stand| matches!(stand, StepStatus::Paused { .. }), "Nothing is paused")?;
    let at = countdown(left(item.cooking, item.run.step, kitchen.now));
    act(resolve::pause(item), format!("{} goes on: {at} left", title(item)), "It cannot go on now")
}

fn more(kitchen: &Kitchen<'_>, by: Option<Span>) -> ControlOutcome {
    let counts = |stand: &StepStatus| match stand {
        StepStatus::Running { .. }
        | StepStatus::Window { .. }
        | StepStatus::Overdue { .. }
        | StepStatus::Paused { .. } => true,
        StepStatus::Waiting { .. } | StepStatus::Hands => false,
    };
    let item = the_one(kitchen, counts, "Nothing counts down that could get more time")?;
    let over = matches!(item.stand, StepStatus::Overdue { .. });
    let by = by.unwrap_or(if over { resolve::extension(item) } else { Span::MINUTE });
    let said = format!("{}: {} more", title(item), minutes(by));
    Ok((vec![Act::More { run: item.run, by }], said))
}

fn done(kitchen: &Kitchen<'_>, scope: Scope) -> ControlOutcome {
    let alarms = kitchen.session.alarms(kitchen.now);
    let calling = alarms.iter().find(|alarm| alarm.quiet_until.is_none() && scope.has_alarm(alarm));
    if let Some(top) = calling {
        if let Some(resolved) = resolve::answer_ring(kitchen.items, top) {
            return ended(kitchen, resolved);
        }
        let told = told(kitchen.session, top, kitchen.now);
        return match top.id {
            // A cue has no other end than to be heard.
            AlarmId::Cue { .. } => Ok((vec![Act::Acknowledge { alarm: top.id }], format!("Heard: {told}"))),
            AlarmId::Paused(_) => Err(format!("{}: `baste go` lets it go on", capital(&told))),
            AlarmId::Start(_)
            | AlarmId::Waiting(_)
            | AlarmId::Look(_)
            | AlarmId::Out(_)
            | AlarmId::OvenOn(_)
            | AlarmId::OvenHot(_)
            | AlarmId::OvenOff(_) => Err(format!("{}: answer it on the board", capital(&told))),
        };
    }
    let resolved = if scope.dish.is_none() {
        resolve::resolve(Command::Enter, kitchen)
    } else {
        let quiet = alarms.iter().filter(|alarm| scope.has_alarm(alarm));
        quiet
            .into_iter()
            .find_map(|alarm| resolve::answer_ring(kitchen.items, alarm))
            .or_else(|| resolve::answer_first(kitchen))
    };
    match resolved {
        Some(resolved) => ended(kitchen, resolved),
        None => Err(not_done(kitchen)),
    }
}

pub(super) fn ended(kitchen: &Kitchen<'_>, resolved: ResolvedCommand) -> ControlOutcome {
    let Effect::Act(act) = resolved.effect else { return Err(not_done(kitchen)) };
    let dish = match &act {
        Act::Start { run, .. } | Act::Done { run } => kitchen.session.dish(run.dish),
        Act::Add { .. }
        | Act::Pause { .. }
        | Act::Resume { .. }
        | Act::More { .. }
        | Act::Acknowledge { .. }
        | Act::OvenOn { .. }
        | Act::OvenHot { .. }
        | Act::OvenOff { .. }
        | Act::Abandon { .. }
        | Act::Plan { .. }
        | Act::Undo { .. } => None,
    };
    let said = match dish {
        Some(cooking) if cooking.dish.kind == DishKind::Timer => format!("{} is done", capital(&cooking.dish.name)),
        Some(cooking) => format!("{}: {}", capital(&cooking.dish.name), resolved.label.replacen(": ", ", ", 1)),
        None => capital(&resolved.label),
    };
    Ok((vec![act], said))
}

fn not_done(kitchen: &Kitchen<'_>) -> String {
    match kitchen.focus() {
        Some(item) => match item.stand {
            StepStatus::Running { .. } | StepStatus::Window { .. } => {
                let left = minutes(left(item.cooking, item.run.step, kitchen.now));
                format!("{}: {left} left; end it on the board", title(item))
            }
            StepStatus::Paused { .. } => format!("{} is paused: `baste go` lets it go on", title(item)),
            StepStatus::Overdue { .. } | StepStatus::Waiting { .. } | StepStatus::Hands => {
                format!("{} cannot be ended from outside now", title(item))
            }
        },
        None => "Nothing waits for you".to_owned(),
    }
}

fn quiet(session: &Session, scope: Scope, now: Moment) -> ControlOutcome {
    let alarms = session.alarms(now);
    let calling = alarms.iter().filter(|alarm| alarm.quiet_until.is_none() && scope.has_alarm(alarm));
    let calling: Vec<&Alarm> = calling.collect();
    let names: Vec<String> = calling.iter().map(|alarm| told(session, alarm, now)).collect();
    if names.is_empty() {
        return Err("Nothing calls".to_owned());
    }
    let acts = calling.iter().map(|alarm| Act::Acknowledge { alarm: alarm.id });
    Ok((acts.collect(), format!("Heard: {}", names.join(", "))))
}

pub(super) fn told(session: &Session, alarm: &Alarm, now: Moment) -> String {
    small(&words(session, alarm, now).title)
}

fn undo(kitchen: &Kitchen<'_>, scope: Scope) -> ControlOutcome {
    let dish = scope.dish.or(kitchen.picked.map(|run| run.dish));
    let Some((id, logged)) = resolve::last_act(kitchen.session, dish) else {
        return Err("There is nothing to take back".to_owned());
    };
    let ago = kitchen.now - logged.at;
    let when = if ago < Span::MINUTE { String::new() } else { format!(", {} ago", minutes(ago)) };
    Ok((vec![Act::Undo { act: id }], format!("Taken back: {}{when}", resolve::describe(kitchen.session, &logged.act))))
}
