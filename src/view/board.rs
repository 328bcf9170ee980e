//! The cooking board: what to do now, how long still, what comes next, when we eat.

use super::items::{Item, Stand};
use super::seen::Seen;
use super::words::{
    capital, cut, left, length_text, next_step, out_comes, oven_text, question, sentence, small, step_name, step_time,
    words,
};
use super::{Bar, BoardView, Card, Hero, Mark, Mood, StepLine};
use crate::engine::{Alarm, AlarmId, Cooking, NextCall, Run, Session, StepState};
use crate::recipe::{DishKind, DishStep, StepId};
use crate::time::{Moment, Span, countdown, minutes};

/// Shown differences in the time of eating are at least this.
const WORTH_SAYING: Span = Span::mins(2);
/// A bar is told in this many steps.
const BAR_STEPS: i64 = 72;

/// The board, with what is picked in big digits.
pub fn board(session: &Session, items: &[Item<'_>], picked: Option<Run>, seen: &Seen<'_>) -> BoardView {
    let hero = picked.and_then(|run| items.iter().find(|item| item.run == run)).or(items.first());
    let several = session.dishes().filter(|c| c.is_live()).count() > 1;
    let others = items.iter().filter(|item| hero.is_none_or(|hero| hero.run != item.run));
    let cards = others.clone().filter(|item| item.stand != Stand::Hands).map(|item| card(item, several, picked, seen));
    let (you, you_time) = you(items, hero, several, session, seen);
    let (next, next_time) = next(session, items, several, seen);
    let dish = hero.map(|hero| hero.cooking).or_else(|| session.dishes().find(|c| c.is_live()));
    BoardView {
        title: title(session),
        clock: seen.clock_text(),
        eat: eat(session, seen),
        hero: hero.map(|item| hero_view(item, several, picked, seen)),
        cards: cards.collect(),
        you,
        you_time,
        next,
        next_time,
        then: dish.map_or_else(String::new, |dish| then(dish, hero.and_then(|hero| named_next(hero)))),
        steps: dish.map_or_else(Vec::new, |dish| steps(session, dish, seen)),
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

/// "eat about 19:41 (was 19:35)"; empty where only timers run.
pub fn eat(session: &Session, seen: &Seen<'_>) -> String {
    let minute = seen.minute();
    let recipes = session.dishes().filter(|c| c.is_live() && c.dish.kind == DishKind::Recipe);
    let times = recipes.filter_map(|c| Some((session.eaten(c.id)?.at(minute), c.promised)));
    let latest = times.reduce(|a, b| (a.0.max(b.0), a.1.max(b.1)));
    let Some((expected, promised)) = latest else { return String::new() };
    let day = |at: Moment| {
        let days = |at| seen.clock.local_millis(at).div_euclid(Span::DAY.as_millis());
        match days(at) - days(seen.tick) {
            0 => seen.time(at),
            1 => format!("{} tomorrow", seen.time(at)),
            n => format!("{} in {n} days", seen.time(at)),
        }
    };
    if (expected - promised).abs() >= WORTH_SAYING {
        format!("eat about {} (was {})", day(expected), seen.time(promised))
    } else {
        format!("eat about {}", day(expected))
    }
}

fn mood(item: &Item<'_>) -> Mood {
    match item.stand {
        Stand::Running { .. } => Mood::Running,
        Stand::Window { .. } => Mood::Window,
        Stand::Over { .. } => Mood::Over,
        Stand::Waiting { .. } | Stand::Hands => Mood::Waiting,
        Stand::Paused { .. } => Mood::Paused,
    }
}

fn bar(item: &Item<'_>, seen: &Seen<'_>) -> Option<Bar> {
    let (ran, least, most) = match item.state() {
        StepState::Running { zero, least, most, .. } => (seen.gone(zero), least, most),
        StepState::Paused { ran, least, most, .. } => (ran, least, most),
        StepState::Ahead | StepState::Ready { .. } | StepState::Done { .. } => return None,
    };
    let whole = most.unwrap_or(least).as_millis().max(1);
    let part = |span: Span| span.as_millis().clamp(0, whole).saturating_mul(BAR_STEPS) / whole * 1_000 / BAR_STEPS;
    let thousandths = |span: Span| u16::try_from(part(span)).unwrap_or(1_000);
    let window = most.filter(|most| *most > least).map(|_| thousandths(least));
    Some(Bar { done: thousandths(ran), window })
}

/// "out", "off the heat", "done": what happens at the end.
fn end_word(item: &Item<'_>) -> &'static str {
    if item.is_timer() || item.is_calm() {
        "ready"
    } else if out_comes(item.cooking, item.run.step) {
        "out"
    } else {
        "done"
    }
}

fn call_word(item: &Item<'_>, what: &NextCall) -> String {
    match what {
        NextCall::Out => end_word(item).to_owned(),
        NextCall::Look => "look".to_owned(),
        NextCall::Cues(cues) => {
            let say = cues.first().and_then(|cue| item.step.cues.get(usize::from(*cue))).map(|cue| cue.say.as_str());
            cut(&small(say.unwrap_or("look").trim_end_matches('.')), 28)
        }
    }
}

fn name(item: &Item<'_>, several: bool) -> String {
    if !several || item.is_timer() {
        return item.step.title.clone();
    }
    format!("{} · {}", short_dish(&item.cooking.dish.name), small(&item.step.title))
}

/// The end of a dish's name: "pork belly" of "Honey glazed crispy pork belly".
pub fn short_dish(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    if name.chars().count() <= 18 || words.len() < 3 {
        return cut(name, 18);
    }
    capital(&words.iter().skip(words.len() - 2).copied().collect::<Vec<_>>().join(" "))
}

fn hero_view(item: &Item<'_>, several: bool, picked: Option<Run>, seen: &Seen<'_>) -> Hero {
    let (what, digits) = match &item.stand {
        Stand::Running { call, what, .. } => (format!("{} in", call_word(item, what)), countdown(seen.left(*call))),
        Stand::Window { out } => (format!("{} at the latest in", end_word(item)), countdown(seen.left(*out))),
        Stand::Over { out } if item.is_calm() => {
            ("has been ready for".to_owned(), format!("+{}", minutes(whole_minutes(seen.gone(*out)))))
        }
        Stand::Over { out } => {
            ("over by".to_owned(), format!("+{}", countdown(Span::secs(seen.gone(*out).floor_secs()))))
        }
        Stand::Waiting { heat: Some(Some(hot)), .. } => (
            format!("the oven is hot about {}", seen.time(*hot)),
            minutes(whole_minutes(*hot - seen.minute()).max(Span::MINUTE)),
        ),
        Stand::Waiting { heat: Some(None), .. } => ("waits for the oven".to_owned(), String::new()),
        Stand::Waiting { since, heat: None } => {
            ("waits for you".to_owned(), format!("+{}", minutes(whole_minutes(seen.gone(*since)))))
        }
        Stand::Paused { left, .. } => ("paused, to go".to_owned(), countdown(*left)),
        Stand::Hands => (format!("about {}", minutes(item.step.takes)), String::new()),
    };
    Hero {
        label: name(item, several).to_uppercase(),
        what,
        digits,
        mood: mood(item),
        bar: bar(item, seen),
        detail: detail(item, seen),
        picked: picked == Some(item.run),
    }
}

fn whole_minutes(span: Span) -> Span {
    Span::mins(span.floor_mins())
}
fn detail(item: &Item<'_>, seen: &Seen<'_>) -> String {
    let oven = item.step.oven.map(|oven| oven_text(item.cooking, oven));
    let what = item.step.what.as_deref().map(sentence);
    let until = item.step.until.as_deref();
    let said: Vec<String> = match &item.stand {
        Stand::Paused { since, .. } => {
            let paused = format!("Paused {}.", minutes(whole_minutes(seen.gone(*since))));
            let hot = match (item.on_heat(), item.step.oven) {
                (false, _) => None,
                (true, Some(_)) => {
                    Some("Out of the oven? If it is still in, it goes on cooking: press Space.".to_owned())
                }
                (true, None) => Some("Off the heat? If it is still on, it goes on cooking: press Space.".to_owned()),
            };
            hot.into_iter().chain([paused]).collect()
        }
        Stand::Window { .. } => {
            oven.into_iter().chain(until.map(|until| format!("Look: {}", small(&question(until))))).collect()
        }
        Stand::Over { .. } => until.map(question).into_iter().chain(item.step.then.as_deref().map(sentence)).collect(),
        Stand::Waiting { .. } => {
            let length = item.step.length.map(|length| format!("then {}", length_text(length)));
            oven.into_iter().chain(length).collect()
        }
        Stand::Running { out, .. } => {
            let end = format!("{} {}", end_word(item), seen.time(*out));
            let sign = until.map(|until| format!("Until: {until}"));
            oven.into_iter().chain([end]).chain(what).chain(sign).collect()
        }
        Stand::Hands => until.map(|until| format!("Until: {until}")).into_iter().collect(),
    };
    joined(&said)
}

/// Parts of one line: a full stop parts them already, else a dot in the middle does.
fn joined(parts: &[String]) -> String {
    parts.iter().fold(String::new(), |line, part| match line.as_str() {
        "" => part.clone(),
        ended if ended.ends_with(['.', '?', ':']) => format!("{ended} {part}"),
        open => format!("{open} · {part}"),
    })
}

fn card(item: &Item<'_>, several: bool, picked: Option<Run>, seen: &Seen<'_>) -> Card {
    let (left, end) = match &item.stand {
        Stand::Running { call, what, .. } => {
            (countdown(seen.left(*call)), format!("{} {}", cut(&call_word(item, what), 16), seen.time(*call)))
        }
        Stand::Window { out } => (countdown(seen.left(*out)), format!("{} {}", end_word(item), seen.time(*out))),
        Stand::Over { out } if item.is_calm() => ("ready".to_owned(), format!("since {}", seen.time(*out))),
        Stand::Over { out } => (
            format!("+{}", countdown(Span::secs(seen.gone(*out).floor_secs()))),
            format!("over since {}", seen.time(*out)),
        ),
        Stand::Waiting { heat: Some(_), .. } => ("waits".to_owned(), "for the oven".to_owned()),
        Stand::Waiting { since, heat: None } => ("waits".to_owned(), format!("since {}", seen.time(*since))),
        Stand::Paused { left, .. } => (format!("paused at {}", countdown(*left)), String::new()),
        Stand::Hands => (minutes(item.step.takes), String::new()),
    };
    Card {
        name: name(item, several),
        oven: item.step.oven.map_or_else(String::new, |oven| oven_text(item.cooking, oven)),
        bar: bar(item, seen),
        left,
        end,
        mood: mood(item),
        picked: picked == Some(item.run),
    }
}

fn you(
    items: &[Item<'_>],
    hero: Option<&Item<'_>>,
    several: bool,
    session: &Session,
    seen: &Seen<'_>,
) -> (String, String) {
    if let Some(todo) = oven_todo(session, seen) {
        return (todo, String::new());
    }
    if let Some(item) = hero {
        match &item.stand {
            Stand::Waiting { heat: None, .. } => {
                let put = item.step.what.as_deref().map_or_else(String::new, |what| format!("{} ", sentence(what)));
                return (format!("{put}Then press Enter: the clock starts then, not before"), String::new());
            }
            Stand::Over { .. } => {
                let then = item
                    .step
                    .then
                    .as_deref()
                    .map(sentence)
                    .unwrap_or_else(|| format!("{} is {}", item.step.title, end_word(item)));
                return (then, String::new());
            }
            Stand::Window { .. } => {
                let look = item.step.until.as_deref().map_or_else(
                    || "Look every minute".to_owned(),
                    |until| format!("Look every minute: {}", small(&question(until))),
                );
                return (look, String::new());
            }
            Stand::Hands => {
                let done = || "Do it, then press Enter".to_owned();
                return (item.step.what.as_deref().map_or_else(done, sentence), String::new());
            }
            Stand::Running { .. } | Stand::Paused { .. } | Stand::Waiting { .. } => {}
        }
    }
    let mut hands = items.iter().filter(|item| item.stand == Stand::Hands);
    if let Some(item) = hands.next() {
        let what = item.step.what.as_deref().map_or_else(String::new, |what| format!(": {}", small(what)));
        let more = match hands.count() {
            0 => String::new(),
            n => format!(" (and {n} more)"),
        };
        let name = name(item, several);
        return (format!("{name}{what}{more}"), minutes(item.step.takes));
    }
    let waits = items.iter().find(|item| matches!(item.stand, Stand::Waiting { .. }));
    if let Some(item) = waits {
        return (format!("{} waits for the oven", item.step.title), String::new());
    }
    match upcoming(session, items, several, seen).first() {
        Some((at, _)) => {
            let at = session.next_wake(seen.now).map_or(*at, |wake| wake.min(*at));
            (format!("Nothing till {}", seen.time(at)), String::new())
        }
        None => ("Nothing".to_owned(), String::new()),
    }
}

/// What the oven wants of the cook, heard but not yet answered.
fn oven_todo(session: &Session, seen: &Seen<'_>) -> Option<String> {
    let alarms = session.alarms(seen.now);
    let on_or_off = alarms.iter().find(|alarm| matches!(alarm.id, AlarmId::OvenOn(_) | AlarmId::OvenOff(_)))?;
    Some(format!("{}, then press Enter", words(session, on_or_off, seen.tick).title))
}

/// The call to turn the oven on, where it is the next of all.
fn oven_call(session: &Session, seen: &Seen<'_>) -> Option<(Moment, String)> {
    let wake = session.next_wake(seen.now)?;
    let is_on = |alarm: &Alarm| matches!(alarm.id, AlarmId::OvenOn(_));
    if session.alarms(seen.now).iter().any(is_on) {
        return None;
    }
    let alarm = session.alarms(wake).into_iter().find(is_on)?;
    Some((wake, words(session, &alarm, wake).title))
}

/// What will call, and when, soonest first.
fn upcoming(session: &Session, items: &[Item<'_>], several: bool, seen: &Seen<'_>) -> Vec<(Moment, String)> {
    let calls = items.iter().filter_map(|item| match &item.stand {
        Stand::Running { call, what, .. } => {
            let text = match what {
                NextCall::Out => end_text(item, several),
                NextCall::Look | NextCall::Cues(_) => format!("{}: {}", name(item, several), call_word(item, what)),
            };
            Some((*call, text))
        }
        Stand::Window { out } => Some((*out, end_text(item, several))),
        Stand::Over { .. } | Stand::Waiting { .. } | Stand::Hands | Stand::Paused { .. } => None,
    });
    let later = session.dishes().filter(|c| c.is_live()).flat_map(|c| {
        c.iter().filter(|(_, _, state)| matches!(state, StepState::Ready { .. })).filter_map(move |(id, step, _)| {
            let at = session.due(c.id, id)?.at(seen.minute());
            (at > seen.now).then(|| (at, step.title.clone()))
        })
    });
    let mut all: Vec<(Moment, String)> = calls.chain(later).chain(oven_call(session, seen)).collect();
    all.sort();
    all
}

fn end_text(item: &Item<'_>, several: bool) -> String {
    if item.is_timer() {
        return item.step.title.clone();
    }
    let then = item.step.then.as_deref().map(|then| then.trim_end_matches('.').to_owned());
    let end = then.unwrap_or_else(|| format!("{} {}", item.step.title, end_word(item)));
    let end = if several { format!("{}: {}", short_dish(&item.cooking.dish.name), small(&end)) } else { end };
    match next_step(item.cooking, item.run.step) {
        Some((_, next)) => format!("{end}, then {}", small(&next.title)),
        None => end,
    }
}

fn next(session: &Session, items: &[Item<'_>], several: bool, seen: &Seen<'_>) -> (String, String) {
    let all = upcoming(session, items, several, seen);
    match all.as_slice() {
        [] => {
            let ready = items.iter().find_map(following);
            (ready.map_or_else(String::new, |(_, next)| format!("{} · {}", next.title, step_time(next))), String::new())
        }
        [(at, text)] => (text.clone(), seen.time(*at)),
        several => {
            let told = several.iter().take(3).map(|(at, text)| format!("{} {}", seen.time(*at), small(text)));
            (told.collect::<Vec<_>>().join(" · "), String::new())
        }
    }
}

/// The step that NEXT names, and THEN need not.
fn named_next(hero: &Item<'_>) -> Option<StepId> {
    match hero.stand {
        Stand::Running { what: NextCall::Out, .. } | Stand::Window { .. } => next_step(hero.cooking, hero.run.step),
        Stand::Running { .. } => None,
        Stand::Over { .. } | Stand::Waiting { .. } | Stand::Hands | Stand::Paused { .. } => following(hero),
    }
    .map(|(id, _)| id)
}

/// The step that NEXT names beside one on the go.
fn following<'a>(item: &Item<'a>) -> Option<(StepId, &'a DishStep)> {
    let ahead =
        || item.cooking.iter().find(|(_, _, state)| **state == StepState::Ahead).map(|(id, step, _)| (id, step));
    next_step(item.cooking, item.run.step).or_else(ahead)
}

/// The steps after that which NEXT names.
fn then(cooking: &Cooking, next: Option<StepId>) -> String {
    let ahead = cooking.iter().filter(|(id, _, state)| **state == StepState::Ahead && Some(*id) != next);
    let told = ahead.map(|(_, step, _)| match step.length {
        Some(length) => format!("{} {}", small(&step.title), length_text(length)),
        None => small(&step.title),
    });
    capital(&told.collect::<Vec<_>>().join(" · "))
}

/// Every step of a dish with where it stands and when.
pub fn steps(session: &Session, cooking: &Cooking, seen: &Seen<'_>) -> Vec<StepLine> {
    let expect = session.expect(cooking.id);
    let lines = cooking.iter().map(|(id, step, state)| {
        let start = expect.get(id.index()).map(|times| seen.time(times.0.at(seen.minute())));
        let oven = step.oven.map_or_else(String::new, |oven| format!(" · {}", oven_text(cooking, oven)));
        let (mark, time) = match *state {
            StepState::Done { at, .. } => (Mark::Done, seen.time(at)),
            StepState::Running { .. } => {
                let end = seen.tick + left(cooking, id, seen.tick);
                (Mark::Now, format!("till {}", seen.time(end)))
            }
            StepState::Paused { .. } => (Mark::Now, "paused".to_owned()),
            StepState::Ready { .. } => {
                let due = session.due(cooking.id, id).is_none_or(|due| due.at(seen.now) <= seen.now);
                if due { (Mark::Now, "now".to_owned()) } else { (Mark::Ahead, start.unwrap_or_default()) }
            }
            StepState::Ahead => (Mark::Ahead, start.unwrap_or_default()),
        };
        StepLine { mark, text: format!("{}{oven}", step_name(cooking, id)), time }
    });
    lines.collect()
}
