//! The board of what is cooking: what to do now, how long it takes, what comes next, when we eat.

mod next;

pub(crate) use self::next::{oven_taken, oven_wait};

use self::next::{named_next, next, then, upcoming, you};
use super::active_steps::{ActiveStep, OvenWait, StepStatus};
use super::batch::{numbered, which};
use super::frame_time::FrameTime;
use super::scene::Scene;
use super::todo::{Todo, ends_early, todo};
use super::words::{cut, left, out_comes, oven_set_text, question, sentence, small, step_name};
use super::{Bar, BoardView, Card, ClockState, MainClock, StepLine, StepMark};
use crate::engine::{Cooking, NextCall, OvenState, Run, Session, StepState};
use crate::recipe::{DishKind, Length};
use crate::time::{LONGEST, Span, countdown, minutes, time_and_day};

/// Smaller changes in the time of eating are not shown.
const WORTH_SAYING: Span = Span::mins(2);
/// A bar moves in this many steps.
const BAR_STEPS: i64 = 72;

/// The board, with the picked step in big digits.
pub(crate) fn board(scene: &Scene<'_>, picked: Option<Run>, frame: &FrameTime<'_>) -> BoardView {
    let (session, items) = (scene.session, scene.steps.as_slice());
    let hero = picked.and_then(|run| items.iter().find(|item| item.run == run)).or(items.first());
    let several = session.dishes().filter(|c| c.is_live()).count() > 1;
    let others = items.iter().filter(|item| hero.is_none_or(|hero| hero.run != item.run));
    // YOU names only the first step for the hands; each of the others has a row.
    let said = todo(scene, picked).filter(|_| ends_early(scene, picked).is_none());
    let cards = others
        .filter(|item| item.status != StepStatus::Hands || said != Some(Todo::Step(item.run)))
        .map(|item| card(item, several, picked, frame));
    let (you, you_time) = you(scene, picked, hero, several, frame);
    let (next, next_time) = next(scene, several, frame);
    let dish = hero.map(|hero| hero.cooking).or_else(|| session.dishes().find(|c| c.is_live()));
    let calls = !upcoming(scene, several, frame).is_empty();
    BoardView {
        title: title(session),
        clock: frame.clock_text(),
        oven: oven_line(session, frame),
        eat: eat(session, frame),
        hero: hero.map(|item| hero_view(item, several, picked, frame)),
        cards: cards.collect(),
        you,
        you_time,
        next,
        next_time,
        then: dish.map_or_else(String::new, |dish| then(dish, hero.and_then(|hero| named_next(hero, calls)))),
        steps: dish.map_or_else(Vec::new, |dish| steps(session, dish, frame)),
    }
}

fn title(session: &Session) -> String {
    let live: Vec<&Cooking> = session.dishes().filter(|c| c.is_live()).collect();
    let mut recipes = live.iter().filter(|c| c.dish.kind == DishKind::Recipe);
    match (recipes.next(), recipes.next()) {
        (None, _) if live.is_empty() => "Nothing on the go".to_owned(),
        (None, _) => "Timers".to_owned(),
        (Some(one), None) => match one.dish.servings {
            Some(servings) => format!("{} · {servings}", one.dish.name),
            None => one.dish.name.clone(),
        },
        (Some(_), Some(_)) => "Dinner".to_owned(),
    }
}

/// "Oven 170 °C", "Oven 220 °C, hot about 18:45"; empty while it is off.
fn oven_line(session: &Session, frame: &FrameTime<'_>) -> String {
    match *session.oven() {
        OvenState::Off => String::new(),
        OvenState::On { to, hot_at, sure, .. } => {
            let set = format!("Oven {}", oven_set_text(session, to));
            if !sure && hot_at > frame.now { format!("{set}, hot about {}", frame.time(hot_at)) } else { set }
        }
    }
}

/// "eat about 19:41 (was 19:35)"; empty if only timers run.
pub(crate) fn eat(session: &Session, frame: &FrameTime<'_>) -> String {
    match eaten(session, frame) {
        Some((expected, Some(was))) => format!("eat about {expected} (was {was})"),
        Some((expected, None)) => format!("eat about {expected}"),
        None => String::new(),
    }
}

/// When the last recipe is expected to be eaten, and the promised time if it differs; `None` if only timers run.
pub(super) fn eaten(session: &Session, frame: &FrameTime<'_>) -> Option<(String, Option<String>)> {
    let minute = frame.minute();
    let recipes = session.dishes().filter(|c| c.is_live() && c.dish.kind == DishKind::Recipe);
    let times = recipes.filter_map(|c| Some((session.eaten(c.id)?.at(minute), c.promised)));
    let (expected, promised) = times.reduce(|a, b| (a.0.max(b.0), a.1.max(b.1)))?;
    let differs = (expected - promised).abs() >= WORTH_SAYING;
    Some((time_and_day(frame.clock, expected, frame.tick), differs.then(|| frame.time(promised))))
}

pub(super) fn mood(item: &ActiveStep<'_>) -> ClockState {
    match item.status {
        StepStatus::Running { .. } | StepStatus::CountUp { .. } => ClockState::Running,
        StepStatus::Window { .. } => ClockState::Window,
        StepStatus::Overdue { .. } => ClockState::Overdue,
        StepStatus::Waiting { .. } | StepStatus::Hands | StepStatus::Held { .. } => ClockState::Waiting,
        StepStatus::Paused { .. } => ClockState::Paused,
    }
}

pub(super) fn bar(item: &ActiveStep<'_>, frame: &FrameTime<'_>) -> Option<Bar> {
    if item.is_endless() {
        return None;
    }
    let (ran, min, max) = match item.state() {
        StepState::Running { started_at, min, max, .. } => {
            (frame.gone(item.batch.map_or(started_at, |batch| batch.began)), min, max)
        }
        StepState::Paused { ran, min, max, .. } => (item.batch.map_or(ran, |batch| frame.now - batch.began), min, max),
        StepState::Blocked | StepState::Ready { .. } | StepState::Done { .. } => return None,
    };
    let whole = max.unwrap_or(min).as_millis().max(1);
    let part = |span: Span| span.as_millis().clamp(0, whole).saturating_mul(BAR_STEPS) / whole * 1_000 / BAR_STEPS;
    let thousandths = |span: Span| u16::try_from(part(span)).unwrap_or(1_000);
    let window = max.filter(|max| *max > min).map(|_| thousandths(min));
    Some(Bar { done: thousandths(ran), window })
}

/// What happens at the end: "out", "off the heat", "done".
pub(super) fn end_word(item: &ActiveStep<'_>) -> &'static str {
    if item.is_timer() || item.is_calm() {
        "ready"
    } else if out_comes(item.cooking, item.run.step) {
        "out"
    } else {
        "done"
    }
}

pub(super) fn call_word(item: &ActiveStep<'_>, what: &NextCall) -> String {
    match what {
        NextCall::Out => end_word(item).to_owned(),
        NextCall::Look => "look".to_owned(),
        NextCall::Batch(number) => {
            item.batch.map_or_else(|| "next batch".to_owned(), |batch| numbered(&batch, *number))
        }
        NextCall::Cues(cues) => {
            let say = cue_text(item, cues);
            // Half a sentence misleads; its first part does not.
            let part =
                if say.chars().count() > 28 { say.split([':', ';', '.', ',']).next().unwrap_or(&say) } else { &say };
            cut(part, 28)
        }
    }
}

fn cue_text(item: &ActiveStep<'_>, cues: &[u16]) -> String {
    let say = cues.first().and_then(|cue| item.step.cues.get(usize::from(*cue))).map(|cue| cue.say.as_str());
    small(say.unwrap_or("look").trim_end_matches('.'))
}

pub(super) fn name(item: &ActiveStep<'_>, several: bool) -> String {
    let which = item.batch.map_or_else(String::new, |batch| format!(", {}", which(&batch)));
    if !several || item.is_timer() {
        return format!("{}{which}", item.step.title);
    }
    format!("{} · {}{which}", item.called, small(&item.step.title))
}

fn hero_view(item: &ActiveStep<'_>, several: bool, picked: Option<Run>, frame: &FrameTime<'_>) -> MainClock {
    let (what, digits) = match &item.status {
        StepStatus::Running { call, what, .. } => {
            (format!("{} in", call_word(item, what)), countdown(frame.left(*call)))
        }
        StepStatus::CountUp { since } => {
            ("counting up".to_owned(), countdown(Span::secs(frame.gone(*since).floor_secs())))
        }
        StepStatus::Window { out } => (format!("{} at the latest in", end_word(item)), countdown(frame.left(*out))),
        StepStatus::Overdue { out } if item.is_calm() => {
            ("has been ready for".to_owned(), format!("+{}", minutes(whole_minutes(frame.gone(*out)))))
        }
        StepStatus::Overdue { out } => {
            ("over by".to_owned(), format!("+{}", countdown(Span::secs(frame.gone(*out).floor_secs()))))
        }
        StepStatus::Waiting { heat: Some(OvenWait::HotAt(hot)), .. } => (
            format!("the oven is hot about {}", frame.time(*hot)),
            minutes(whole_minutes(*hot - frame.minute()).max(Span::MINUTE)),
        ),
        StepStatus::Waiting { heat: Some(OvenWait::Taken(used)), .. } => (
            format!("the oven is taken till {}", frame.time(used.until)),
            minutes(whole_minutes(used.until - frame.minute()).max(Span::MINUTE)),
        ),
        StepStatus::Waiting { heat: Some(OvenWait::Off | OvenWait::SetTo(_)), .. } => {
            ("waits for the oven".to_owned(), String::new())
        }
        StepStatus::Waiting { since, heat: None } => {
            ("waits for you".to_owned(), format!("+{}", minutes(whole_minutes(frame.gone(*since)))))
        }
        StepStatus::Paused { left, .. } if item.is_endless() => ("paused at".to_owned(), countdown(LONGEST - *left)),
        StepStatus::Paused { left, .. } => ("paused, to go".to_owned(), countdown(*left)),
        StepStatus::Held { since, .. } => (format!("kept since {}", frame.time(*since)), String::new()),
        StepStatus::Hands => (format!("about {}", minutes(item.step.takes)), String::new()),
    };
    MainClock {
        label: name(item, several).to_uppercase(),
        what,
        digits,
        mood: mood(item),
        bar: bar(item, frame),
        detail: detail(item, frame),
        picked: picked == Some(item.run),
    }
}

fn whole_minutes(span: Span) -> Span {
    Span::mins(span.floor_mins())
}

fn detail(item: &ActiveStep<'_>, frame: &FrameTime<'_>) -> String {
    let oven = item.step.heat(item.cooking.dish.unit);
    let what = item.step.what.as_deref().map(sentence);
    let until = item.step.until.as_deref();
    let said: Vec<String> = match &item.status {
        StepStatus::Paused { since, .. } => {
            let gone = whole_minutes(frame.gone(*since));
            let paused = (gone > Span::ZERO).then(|| format!("Paused for {}.", minutes(gone)));
            let hot = match (item.on_heat(), item.step.oven) {
                (false, _) => None,
                (true, Some(_)) => {
                    Some("Out of the oven? If it is still in, it goes on cooking: press Space.".to_owned())
                }
                (true, None) => Some("Off the heat? If it is still on, it goes on cooking: press Space.".to_owned()),
            };
            hot.into_iter().chain(paused).collect()
        }
        StepStatus::Window { .. } => {
            oven.into_iter().chain(until.map(|until| format!("Look: {}", small(&question(until))))).collect()
        }
        StepStatus::Overdue { .. } => until.map(question).into_iter().collect(),
        StepStatus::Waiting { .. } => {
            let length = item.step.length.map(|length| format!("then {}", length.words()));
            oven.into_iter().chain(length).collect()
        }
        StepStatus::CountUp { since } => vec![format!("since {}", frame.time(*since))],
        StepStatus::Running { .. } if item.is_endless() => vec!["until you end it".to_owned()],
        StepStatus::Running { out, .. } => {
            let end = format!("{} {}", end_word(item), frame.time(*out));
            let sign = until.map(|until| format!("Until: {until}"));
            oven.into_iter().chain([end]).chain(what).chain(sign).collect()
        }
        StepStatus::Held { .. } => what.into_iter().collect(),
        StepStatus::Hands => until.map(|until| format!("Until: {until}")).into_iter().collect(),
    };
    joined(&said)
}

/// Joins parts in one line: with a space after a full stop, else with a middle dot.
fn joined(parts: &[String]) -> String {
    parts.iter().fold(String::new(), |line, part| match line.as_str() {
        "" => part.clone(),
        ended if ended.ends_with(['.', '?', ':']) => format!("{ended} {part}"),
        open => format!("{open} · {part}"),
    })
}

fn card(item: &ActiveStep<'_>, several: bool, picked: Option<Run>, frame: &FrameTime<'_>) -> Card {
    let (left, end) = match &item.status {
        StepStatus::Running { call, what, .. } => {
            (countdown(frame.left(*call)), format!("{} {}", cut(&call_word(item, what), 16), frame.time(*call)))
        }
        StepStatus::CountUp { since } => {
            (countdown(Span::secs(frame.gone(*since).floor_secs())), format!("since {}", frame.time(*since)))
        }
        StepStatus::Window { out } => (countdown(frame.left(*out)), format!("{} {}", end_word(item), frame.time(*out))),
        StepStatus::Overdue { out } if item.is_calm() => ("ready".to_owned(), format!("since {}", frame.time(*out))),
        StepStatus::Overdue { out } => (
            format!("+{}", countdown(Span::secs(frame.gone(*out).floor_secs()))),
            format!("over since {}", frame.time(*out)),
        ),
        StepStatus::Waiting { heat: Some(_), .. } => ("waits".to_owned(), "for the oven".to_owned()),
        StepStatus::Waiting { since, heat: None } => ("waits".to_owned(), format!("since {}", frame.time(*since))),
        StepStatus::Paused { left, .. } => {
            let at = if item.is_endless() { LONGEST - *left } else { *left };
            (format!("paused at {}", countdown(at)), String::new())
        }
        StepStatus::Held { since, .. } => ("kept".to_owned(), format!("since {}", frame.time(*since))),
        StepStatus::Hands => (minutes(item.step.takes), String::new()),
    };
    Card {
        name: name(item, several),
        oven: item.step.heat(item.cooking.dish.unit).unwrap_or_default(),
        bar: bar(item, frame),
        left,
        end,
        mood: mood(item),
        picked: picked == Some(item.run),
    }
}

/// Every step of a dish with its state and time.
pub(crate) fn steps(session: &Session, cooking: &Cooking, frame: &FrameTime<'_>) -> Vec<StepLine> {
    let expect = session.expect(cooking.id);
    let lines = cooking.iter().map(|(id, step, state)| {
        let start = expect.get(id.index()).map(|times| frame.time(times.0.at(frame.minute())));
        let start = if cooking.is_behind_hold(id) { Some("another day".to_owned()) } else { start };
        let oven = step.heat(cooking.dish.unit).map_or_else(String::new, |heat| format!(" · {heat}"));
        let (mark, time) = match *state {
            StepState::Done { at, .. } => (StepMark::Done, frame.time(at)),
            StepState::Running { begun, .. } if step.length == Some(Length::Endless) => {
                (StepMark::Now, format!("since {}", frame.time(begun)))
            }
            StepState::Running { .. } => {
                let end = frame.tick + left(cooking, id, frame.tick);
                (StepMark::Now, format!("till {}", frame.time(end)))
            }
            StepState::Paused { .. } => (StepMark::Now, "paused".to_owned()),
            StepState::Ready { .. } => {
                let due = session.due(cooking.id, id).is_none_or(|due| due.at(frame.now) <= frame.now);
                if due { (StepMark::Now, "now".to_owned()) } else { (StepMark::Ahead, start.unwrap_or_default()) }
            }
            StepState::Blocked => (StepMark::Ahead, start.unwrap_or_default()),
        };
        StepLine { mark, text: format!("{}{oven}", step_name(cooking, id)), time }
    });
    lines.collect()
}
