//! What is going on, for places that show one line: a status bar, a prompt, a script.
//!
//! A [`Status`] tells the most urgent thing, the one that the board shows in big digits, and how much else there is.
//! Text from a recipe is never more than text: it has no control characters, and [`Status::json`] escapes what a bar
//! would read as markup.
//!
//! # The JSON
//!
//! One object on one line. Fields are never renamed or removed; new ones may come.
//!
//! | field | holds |
//! |---|---|
//! | `text`, `tooltip` | the line, and everything that goes on, line by line; escaped for Pango markup |
//! | `class`, `alt` | `idle`, `running`, `window`, `waiting`, `paused`, `ready`, `over`, `ringing` |
//! | `percentage` | progress of the most urgent thing, 0 to 100; null if nothing counts |
//! | `line` | the line as plain text |
//! | `dish`, `step` | the most urgent thing; null if there is none |
//! | `left`, `left_seconds` | `"37:04"` to the next call, and in seconds; null if nothing counts down |
//! | `what`, `at` | what that call will be, and when: `"out"`, `"18:49"` |
//! | `out` | when it ends |
//! | `over_seconds` | how long it has been over; null if it is not |
//! | `running` | how many things count, over or not |
//! | `more` | how many things there are beside the most urgent |
//! | `rings` | calls that nobody has heard yet, in words |
//! | `eat` | `"19:35"`; null if only timers run |
//! | `clock` | the time of day of all this |

use super::active_steps::{ActiveStep, StepStatus};
use super::board::{bar, call_word, eaten, end_word, name};
use super::frame_time::FrameTime;
use super::markup::Markup;
use super::scene::Scene;
use super::words::{capital, words};
use crate::engine::{Alarm, AlarmId, AlarmLevel, Session};
use crate::recipe::text::clean;
use crate::time::{Clock, LONGEST, Moment, Span, countdown, exact, minutes};
use serde::Serialize;

const NOTHING: &str = "Nothing on the go";

/// The state of the most urgent thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// Nothing is going on.
    Idle,
    /// It counts down.
    Running,
    /// It is between the two ends of its range.
    Window,
    /// It waits for the cook or for the oven.
    Waiting,
    /// It is paused.
    Paused,
    /// It is ready but can wait.
    Ready,
    /// It is over, and the cook heard the call.
    #[serde(rename = "over")]
    Overdue,
    /// Something calls and nobody has heard it yet.
    Ringing,
}

impl Class {
    /// Its stable name.
    pub fn name(self) -> &'static str {
        match self {
            Class::Idle => "idle",
            Class::Running => "running",
            Class::Window => "window",
            Class::Waiting => "waiting",
            Class::Paused => "paused",
            Class::Ready => "ready",
            Class::Overdue => "over",
            Class::Ringing => "ringing",
        }
    }
}

/// What is going on at one moment. Every text is one line without control characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// The state of the most urgent thing.
    pub class: Class,
    /// The most urgent thing in words: "Roast 37:04, out 18:49".
    pub head: String,
    /// Its dish.
    pub dish: Option<String>,
    /// Its step.
    pub step: Option<String>,
    /// The time to its next call.
    pub left: Option<Span>,
    /// What that call will be: "out".
    pub what: Option<String>,
    /// When: "18:49".
    pub at: Option<String>,
    /// When it ends.
    pub out: Option<String>,
    /// How long it has been over.
    pub over: Option<Span>,
    /// Its progress in percent.
    pub percentage: Option<u16>,
    /// How many things count, over or not.
    pub running: usize,
    /// Everything else that runs or waits, in words.
    pub others: Vec<String>,
    /// Calls that nobody has heard yet.
    pub rings: Vec<String>,
    /// When the last dish is expected to be eaten.
    pub eat: Option<String>,
    /// The time of day.
    pub clock: String,
}

#[derive(Serialize)]
struct Json<'a> {
    text: String,
    tooltip: String,
    class: Class,
    alt: Class,
    percentage: Option<u16>,
    line: String,
    dish: Option<&'a str>,
    step: Option<&'a str>,
    left: Option<String>,
    left_seconds: Option<i64>,
    what: Option<&'a str>,
    at: Option<&'a str>,
    out: Option<&'a str>,
    over_seconds: Option<i64>,
    running: usize,
    more: usize,
    rings: &'a [String],
    eat: Option<&'a str>,
    clock: &'a str,
}

impl Status {
    /// The status of a session at `now`.
    pub fn of(session: &Session, now: Moment, clock: &Clock) -> Status {
        let scene = Scene::at(session, now);
        let Scene { alarms, steps: items, .. } = &scene;
        let seen = FrameTime::at(&scene, alarms.first(), clock);
        let calling = |alarm: &&Alarm| alarm.quiet_until.is_none();
        let top = alarms.iter().find(|alarm| calling(alarm) && alarm.level != AlarmLevel::Soft);
        let several = session.dishes().filter(|c| c.is_live()).count() > 1;
        let of_top = top.and_then(|top| top.id.run()).and_then(|run| items.iter().find(|item| item.run == run));
        let first = if top.is_some() { of_top } else { items.first() };
        let told = |alarm: &Alarm| capital(&clean(&words(session, alarm, seen.tick).title));
        let head = match (top, first) {
            (Some(top), Some(item)) if matches!(top.id, AlarmId::Out(_)) => in_words(item, several, &seen),
            (Some(top), _) => told(top),
            (None, Some(item)) => in_words(item, several, &seen),
            (None, None) => alarms.first().map(told).unwrap_or_else(|| nothing_now(session, &seen)),
        };
        let running = |status: &StepStatus| match status {
            StepStatus::Running { .. }
            | StepStatus::CountUp { .. }
            | StepStatus::Window { .. }
            | StepStatus::Overdue { .. } => true,
            StepStatus::Waiting { .. } | StepStatus::Hands | StepStatus::Held { .. } | StepStatus::Paused { .. } => {
                false
            }
        };
        let others = items.iter().filter(|item| first.is_none_or(|first| first.run != item.run));
        let mut status = Status {
            class: class(top, first, session),
            head,
            dish: first.map(|item| clean(&item.cooking.dish.name)),
            step: first.map(|item| clean(&item.step.title)),
            left: None,
            what: None,
            at: None,
            out: None,
            over: None,
            percentage: first.and_then(|item| bar(item, &seen)).map(|bar| bar.done / 10),
            running: items.iter().filter(|item| running(&item.status)).count(),
            others: others.map(|item| in_words(item, several, &seen)).collect(),
            rings: alarms.iter().filter(calling).map(told).collect(),
            eat: eaten(session, &seen).map(|(expected, _)| expected),
            clock: seen.clock_text(),
        };
        if let Some(item) = first {
            status.count(item, &seen);
        }
        status
    }

    fn count(&mut self, item: &ActiveStep<'_>, seen: &FrameTime<'_>) {
        match &item.status {
            StepStatus::Running { call, what, out } => {
                self.left = Some(seen.left(*call));
                self.what = Some(clean(&call_word(item, what)));
                self.at = Some(seen.time(*call));
                self.out = (!item.is_endless()).then(|| seen.time(*out));
            }
            StepStatus::Window { out } => {
                self.left = Some(seen.left(*out));
                self.what = Some(end_word(item).to_owned());
                self.at = Some(seen.time(*out));
                self.out = self.at.clone();
            }
            StepStatus::Overdue { out } => {
                self.over = Some(seen.gone(*out));
                self.out = Some(seen.time(*out));
            }
            StepStatus::CountUp { .. }
            | StepStatus::Waiting { .. }
            | StepStatus::Hands
            | StepStatus::Held { .. }
            | StepStatus::Paused { .. } => {}
        }
    }

    /// Whether something runs, waits or calls.
    pub fn is_live(&self) -> bool {
        self.class != Class::Idle
    }

    /// One short line: "Roast 37:04, out 18:49 · 2 more · eat about 19:35".
    pub fn line(&self) -> String {
        let more = (!self.others.is_empty()).then(|| format!("{} more", self.others.len()));
        let eat = self.eat.as_ref().map(|at| format!("eat about {at}"));
        [Some(self.head.clone()), more, eat].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// Everything that goes on, line by line.
    fn lines(&self) -> Vec<String> {
        let rings =
            self.rings.iter().filter(|ring| !self.head.contains(ring.as_str())).map(|ring| format!("Calls: {ring}"));
        let eat = self.eat.iter().map(|at| format!("Eat about {at}"));
        [self.head.clone()].into_iter().chain(rings).chain(self.others.iter().cloned()).chain(eat).collect()
    }

    /// As JSON on one line, as described at the top of this file.
    pub fn json(&self) -> String {
        let json = Json {
            text: Markup::Pango.escape(&self.line()),
            tooltip: Markup::Pango.escape(&self.lines().join("\n")),
            class: self.class,
            alt: self.class,
            percentage: self.percentage,
            line: self.line(),
            dish: self.dish.as_deref(),
            step: self.step.as_deref(),
            left: self.left.map(countdown),
            left_seconds: self.left.map(Span::ceil_secs),
            what: self.what.as_deref(),
            at: self.at.as_deref(),
            out: self.out.as_deref(),
            over_seconds: self.over.map(Span::floor_secs),
            running: self.running,
            more: self.others.len(),
            rings: &self.rings,
            eat: self.eat.as_deref(),
            clock: &self.clock,
        };
        // Strings, numbers and lists of them always serialize.
        serde_json::to_string(&json).unwrap_or_else(|_| "{}".to_owned())
    }
}

fn class(top: Option<&Alarm>, first: Option<&ActiveStep<'_>>, session: &Session) -> Class {
    if top.is_some() {
        return Class::Ringing;
    }
    let Some(item) = first else {
        return if session.is_live() { Class::Running } else { Class::Idle };
    };
    match item.status {
        StepStatus::Running { .. } | StepStatus::CountUp { .. } => Class::Running,
        StepStatus::Window { .. } => Class::Window,
        StepStatus::Overdue { .. } if item.is_calm() => Class::Ready,
        StepStatus::Overdue { .. } => Class::Overdue,
        StepStatus::Waiting { .. } | StepStatus::Hands | StepStatus::Held { .. } => Class::Waiting,
        StepStatus::Paused { .. } => Class::Paused,
    }
}

fn nothing_now(session: &Session, seen: &FrameTime<'_>) -> String {
    match session.next_wake(seen.now) {
        Some(at) if session.is_live() => format!("Nothing till {}", seen.time(at)),
        None if session.is_live() => "Nothing to do now".to_owned(),
        Some(_) | None => NOTHING.to_owned(),
    }
}

/// "Roast 37:04, out 18:49", "Roast is done, 3 min over".
fn in_words(item: &ActiveStep<'_>, several: bool, seen: &FrameTime<'_>) -> String {
    let name = capital(&clean(&name(item, several)));
    match &item.status {
        StepStatus::Running { call, what, .. } => {
            format!("{name} {}, {} {}", countdown(seen.left(*call)), clean(&call_word(item, what)), seen.time(*call))
        }
        StepStatus::CountUp { since } => {
            format!("{name} for {}", minutes(Span::mins(seen.gone(*since).floor_mins())))
        }
        StepStatus::Window { out } => {
            format!("{name} {}, {} at the latest {}", countdown(seen.left(*out)), end_word(item), seen.time(*out))
        }
        StepStatus::Overdue { out } if item.is_calm() => format!("{name} is ready since {}", seen.time(*out)),
        StepStatus::Overdue { out } => {
            let is = if item.is_timer() { ": time is up" } else { " is done" };
            format!("{name}{is}, {}", over(seen.gone(*out)))
        }
        StepStatus::Waiting { heat: Some(_), .. } => format!("{name} waits for the oven"),
        StepStatus::Waiting { heat: None, .. } => format!("{name} waits for you"),
        StepStatus::Held { since, .. } => format!("{name}, kept since {}", seen.time(*since)),
        StepStatus::Hands => format!("{name}, about {}", minutes(item.step.takes)),
        StepStatus::Paused { left, .. } => {
            let at = if item.is_endless() { LONGEST - *left } else { *left };
            format!("{name} paused at {}", countdown(at))
        }
    }
}

fn over(gone: Span) -> String {
    match gone.floor_secs() {
        ..=0 => "now".to_owned(),
        secs @ 1..60 => format!("{} over", exact(Span::secs(secs))),
        secs => format!("{} over", minutes(Span::mins(secs / 60))),
    }
}

#[cfg(test)]
#[path = "status_tests.rs"]
mod tests;
