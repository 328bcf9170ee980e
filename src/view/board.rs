//! The cooking board: what to do now, how long still, what comes next, when we eat.

mod next;

use self::next::{named_next, next, then, upcoming, you};
use super::items::{Item, Stand};
use super::seen::Seen;
use super::words::{capital, cut, left, length_text, out_comes, oven_text, question, sentence, small, step_name};
use super::{Bar, BoardView, Card, Hero, Mark, Mood, StepLine};
use crate::engine::{Cooking, NextCall, Run, Session, StepState};
use crate::recipe::DishKind;
use crate::time::{Span, countdown, minutes, time_and_day};

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
    let calls = !upcoming(session, items, several, seen).is_empty();
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
        then: dish.map_or_else(String::new, |dish| then(dish, hero.and_then(|hero| named_next(hero, calls)))),
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
    match eaten(session, seen) {
        Some((expected, Some(was))) => format!("eat about {expected} (was {was})"),
        Some((expected, None)) => format!("eat about {expected}"),
        None => String::new(),
    }
}

/// When the last of the recipes is expected to be eaten, and when that was promised for where it differs; none where only timers
/// run.
pub(super) fn eaten(session: &Session, seen: &Seen<'_>) -> Option<(String, Option<String>)> {
    let minute = seen.minute();
    let recipes = session.dishes().filter(|c| c.is_live() && c.dish.kind == DishKind::Recipe);
    let times = recipes.filter_map(|c| Some((session.eaten(c.id)?.at(minute), c.promised)));
    let (expected, promised) = times.reduce(|a, b| (a.0.max(b.0), a.1.max(b.1)))?;
    let differs = (expected - promised).abs() >= WORTH_SAYING;
    Some((time_and_day(seen.clock, expected, seen.tick), differs.then(|| seen.time(promised))))
}

pub(super) fn mood(item: &Item<'_>) -> Mood {
    match item.stand {
        Stand::Running { .. } => Mood::Running,
        Stand::Window { .. } => Mood::Window,
        Stand::Over { .. } => Mood::Over,
        Stand::Waiting { .. } | Stand::Hands => Mood::Waiting,
        Stand::Paused { .. } => Mood::Paused,
    }
}

pub(super) fn bar(item: &Item<'_>, seen: &Seen<'_>) -> Option<Bar> {
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
pub(super) fn end_word(item: &Item<'_>) -> &'static str {
    if item.is_timer() || item.is_calm() {
        "ready"
    } else if out_comes(item.cooking, item.run.step) {
        "out"
    } else {
        "done"
    }
}

pub(super) fn call_word(item: &Item<'_>, what: &NextCall) -> String {
    match what {
        NextCall::Out => end_word(item).to_owned(),
        NextCall::Look => "look".to_owned(),
        NextCall::Cues(cues) => {
            let say = cue_text(item, cues);
            // Half a sentence misleads, its first part does not.
            let part =
                if say.chars().count() > 28 { say.split([':', ';', '.', ',']).next().unwrap_or(&say) } else { &say };
            cut(part, 28)
        }
    }
}

/// What a cue will say.
fn cue_text(item: &Item<'_>, cues: &[u16]) -> String {
    let say = cues.first().and_then(|cue| item.step.cues.get(usize::from(*cue))).map(|cue| cue.say.as_str());
    small(say.unwrap_or("look").trim_end_matches('.'))
}

pub(super) fn name(item: &Item<'_>, several: bool) -> String {
    if !several || item.is_timer() {
        return item.step.title.clone();
    }
    format!("{} · {}", item.called, small(&item.step.title))
}

/// What a dish is called in a word or two, apart from the others on the go: the end of its name, or its beginning where another
/// ends likewise, or its end with a number where they are of one name.
pub fn called(session: &Session, cooking: &Cooking) -> String {
    let name = cooking.dish.name.as_str();
    let end = short_dish(name);
    if cooking.dish.kind == DishKind::Timer {
        return end;
    }
    let others = || {
        let recipes = session.dishes().filter(|c| c.is_live() && c.dish.kind == DishKind::Recipe);
        recipes.filter(|other| other.id != cooking.id)
    };
    if others().all(|other| short_dish(&other.dish.name) != end) {
        return end;
    }
    let beginning = first_words(name);
    if others().all(|other| first_words(&other.dish.name) != beginning) {
        return beginning;
    }
    match others().filter(|other| short_dish(&other.dish.name) == end && other.id < cooking.id).count() {
        0 => end,
        before => format!("{end} {}", before + 1),
    }
}

/// The beginning of a dish's name: "Honey glazed" of "Honey glazed crispy pork belly".
fn first_words(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let most = words.len().saturating_sub(2).max(1);
    cut(&words.into_iter().take(most).collect::<Vec<_>>().join(" "), 18)
}

/// The end of a dish's name: "pork belly" of "Honey glazed crispy pork belly".
fn short_dish(name: &str) -> String {
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
            let gone = whole_minutes(seen.gone(*since));
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
        Stand::Window { .. } => {
            oven.into_iter().chain(until.map(|until| format!("Look: {}", small(&question(until))))).collect()
        }
        Stand::Over { .. } => until.map(question).into_iter().collect(),
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
