//! The meal as bars over time: a lane for each dish, the oven, the burners and the hands.
//!
//! Everything is in whole minutes, so it changes once a minute, and two timelines of one minute are equal.

use super::StepMark;
use super::dish_name::called;
use super::frame_time::FrameTime;
use super::scene::Scene;
use super::words::{oven_set_text, small};
use crate::engine::{Cooking, OvenState, StepState, on_heat};
use crate::recipe::{DishId, DishKind, DishStep, StepId};
use crate::time::{Moment, Span, time_of_day};

/// The span of the strip under the board, in minutes, and how much of it is past at most.
const STRIP: i64 = 300;
const PAST: i64 = 75;
/// The shortest timeline, in minutes.
const SHORTEST: i64 = 30;

/// The meal over a span of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineView {
    /// The first minute; like all minutes here, counted from the session's own zero.
    pub from: i64,
    /// The minute after the last.
    pub to: i64,
    /// The current minute.
    pub now: i64,
    /// Full hours: minute and "19:00".
    pub hours: Vec<(i64, String)>,
    /// Dishes first, then what they share.
    pub lanes: Vec<Lane>,
}

/// What a lane is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LaneKind {
    /// The steps of a dish or a timer.
    Dish,
    /// The oven's heats.
    Oven,
    /// What is on the hob.
    Burners,
    /// What the cook's hands do.
    Hands,
}

/// One line of bars, none of which overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// What it is about.
    pub kind: LaneKind,
    /// "Pork belly", "Oven"; empty if it continues the lane above.
    pub name: String,
    /// In order of time.
    pub bars: Vec<LaneBar>,
}

/// A step, or a heat of the oven.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaneBar {
    /// Its first minute.
    pub from: i64,
    /// The minute after its last.
    pub to: i64,
    /// "roast 350 °F".
    pub label: String,
    /// "roast", for less room.
    pub short: String,
    /// Its state.
    pub mark: StepMark,
    /// Whether the cook's hands do it all the time.
    pub hands: bool,
    /// Whether the cursor is on it.
    pub picked: bool,
}

/// A step with its expected times, done or not.
#[derive(Clone, Debug)]
pub(crate) struct PlacedStep<'a> {
    pub dish: DishId,
    pub id: StepId,
    pub cooking: &'a Cooking,
    pub step: &'a DishStep,
    pub mark: StepMark,
    pub from: Moment,
    pub to: Moment,
}

/// Every step of what is cooking, by the time at which it begins, as expected at `minute`.
pub(crate) fn placed<'a>(scene: &Scene<'a>, minute: Moment) -> Vec<PlacedStep<'a>> {
    let live = scene.session.dishes().filter(|cooking| cooking.is_live());
    let mut all: Vec<PlacedStep<'a>> = live
        .flat_map(|cooking| {
            let expect = scene.session.expect(cooking.id);
            cooking.iter().filter_map(move |(id, step, state)| {
                let (from, to) = expect.get(id.index())?;
                let (from, to) = (from.at(minute), to.at(minute));
                let (mark, from, to) = match *state {
                    StepState::Done { begun, at } => (StepMark::Done, begun, at),
                    StepState::Running { begun, .. } | StepState::Paused { begun, .. } => (StepMark::Now, begun, to),
                    StepState::Ready { .. } => (StepMark::Now, from, to),
                    StepState::Blocked => (StepMark::Ahead, from, to),
                };
                Some(PlacedStep { dish: cooking.id, id, cooking, step, mark, from, to })
            })
        })
        .collect();
    all.sort_by_key(|placed| (placed.from, placed.to, placed.dish, placed.id));
    all
}

/// The strip under the board; `None` if no recipe cooks.
pub(crate) fn strip(scene: &Scene<'_>, frame: &FrameTime<'_>) -> Option<TimelineView> {
    let recipe = |cooking: &Cooking| cooking.is_live() && cooking.dish.kind == DishKind::Recipe;
    if !scene.session.dishes().any(recipe) {
        return None;
    }
    let steps = placed(scene, frame.minute());
    let now = minute_of(frame.minute());
    let (first, last) = whole(&steps, now);
    let from = if last - first > STRIP { first.max(now - PAST) } else { first };
    Some(timeline(scene, frame, &steps, from, last.min(from + STRIP), None))
}

/// The first and the last minute of all of it.
pub(crate) fn whole(steps: &[PlacedStep<'_>], now: i64) -> (i64, i64) {
    let first = steps.iter().map(|placed| minute_of(placed.from)).min().unwrap_or(now).min(now);
    let last = steps.iter().map(|placed| minute_of(placed.to)).max().unwrap_or(now).max(now);
    (first, last.max(first + SHORTEST))
}

/// The part from one minute to another.
pub(crate) fn timeline(
    scene: &Scene<'_>,
    frame: &FrameTime<'_>,
    steps: &[PlacedStep<'_>],
    from: i64,
    to: i64,
    picked: Option<(DishId, StepId)>,
) -> TimelineView {
    let mut lanes = Vec::new();
    for cooking in scene.session.dishes().filter(|cooking| cooking.is_live()) {
        // The main line is in the first lane.
        let mut own: Vec<_> = steps.iter().filter(|placed| placed.dish == cooking.id).collect();
        own.sort_by_key(|placed| placed.step.beside.is_some());
        let bars = own.into_iter().map(|placed| bar(placed, picked)).collect();
        let name = if cooking.dish.kind == DishKind::Timer {
            cooking.dish.name.clone()
        } else {
            called(scene.session, cooking)
        };
        lanes.extend(stacked(LaneKind::Dish, &name, bars));
    }
    lanes.extend(stacked(LaneKind::Oven, "Oven", oven(scene, frame, steps)));
    let on_hob = |placed: &&PlacedStep<'_>| placed.step.oven.is_none() && on_heat(placed.step);
    let hob = steps.iter().filter(on_hob).map(|placed| bar(placed, None)).collect();
    lanes.extend(stacked(LaneKind::Burners, "Hob", hob));
    let by_hand = steps.iter().filter(|placed| placed.step.length.is_none()).map(|placed| bar(placed, None)).collect();
    lanes.extend(stacked(LaneKind::Hands, "You", by_hand));
    TimelineView { from, to, now: minute_of(frame.minute()), hours: hours(frame, from, to), lanes }
}

/// Bars in as few lanes as they need without overlap.
fn stacked(kind: LaneKind, name: &str, bars: Vec<LaneBar>) -> Vec<Lane> {
    let mut lanes: Vec<Lane> = Vec::new();
    for bar in bars {
        let free = |lane: &&mut Lane| lane.bars.iter().all(|other| other.to <= bar.from || other.from >= bar.to);
        match lanes.iter_mut().find(free) {
            Some(lane) => lane.bars.push(bar),
            None => {
                let name = if lanes.is_empty() { name.to_owned() } else { String::new() };
                lanes.push(Lane { kind, name, bars: vec![bar] });
            }
        }
    }
    lanes.iter_mut().for_each(|lane| lane.bars.sort_by_key(|bar| bar.from));
    lanes
}

fn bar(placed: &PlacedStep<'_>, picked: Option<(DishId, StepId)>) -> LaneBar {
    let short = small(&placed.step.title);
    let heat = placed.step.oven.and_then(|_| placed.step.heat(placed.cooking.dish.unit));
    LaneBar {
        from: minute_of(placed.from),
        to: minute_of(placed.to).max(minute_of(placed.from) + 1),
        label: heat.map_or_else(|| short.clone(), |heat| format!("{short} {heat}")),
        short,
        mark: placed.mark,
        hands: placed.step.length.is_none(),
        picked: picked == Some((placed.dish, placed.id)),
    }
}

/// The oven's heats, each until the next, and the time in which it heats up.
fn oven(scene: &Scene<'_>, frame: &FrameTime<'_>, steps: &[PlacedStep<'_>]) -> Vec<LaneBar> {
    let mut bars: Vec<LaneBar> = Vec::new();
    for placed in steps.iter().filter(|placed| placed.step.oven.is_some()) {
        let heat = placed.step.heat(placed.cooking.dish.unit).unwrap_or_default();
        let (from, to) = (minute_of(placed.from), minute_of(placed.to));
        match bars.last_mut() {
            // Between two steps at one heat it stays on; two in it at once share it.
            Some(last) if last.label == heat => {
                last.to = last.to.max(to);
                last.mark = placed.mark;
            }
            last => {
                if let Some(last) = last {
                    last.to = last.to.min(from).max(last.from);
                }
                bars.push(oven_bar(from, to, heat, placed.mark));
            }
        }
    }
    let heating = match *scene.session.oven() {
        OvenState::Off => scene.session.oven_call(scene.now).map(|(at, _)| (at.max(frame.minute()), StepMark::Ahead)),
        OvenState::On { hot_at, sure: false, .. } if hot_at > frame.now => Some((frame.minute(), StepMark::Now)),
        OvenState::On { .. } => None,
    };
    if let Some((at, mark)) = heating {
        let from = minute_of(at);
        let next = bars.iter().find(|bar| bar.mark != StepMark::Done).map(|bar| bar.from);
        if let Some(until) = next.filter(|until| *until > from) {
            bars.push(oven_bar(from, until, "heat".to_owned(), mark));
        }
    } else if let (OvenState::On { to, .. }, true) = (scene.session.oven(), bars.is_empty()) {
        let now = minute_of(frame.minute());
        bars.push(oven_bar(now, now + 1, oven_set_text(scene.session, *to), StepMark::Now));
    }
    bars.sort_by_key(|bar| bar.from);
    bars
}

fn oven_bar(from: i64, to: i64, label: String, mark: StepMark) -> LaneBar {
    LaneBar { from, to: to.max(from + 1), short: label.clone(), label, mark, hands: false, picked: false }
}

/// Full hours of the cook's clock, as many as can be read apart.
fn hours(frame: &FrameTime<'_>, from: i64, to: i64) -> Vec<(i64, String)> {
    let apart = match to - from {
        ..=480 => 60,
        481..=960 => 120,
        961..=1_920 => 240,
        _ => 720,
    };
    let local = |minute: i64| frame.clock.local_millis(moment_of(minute)).div_euclid(Span::MINUTE.as_millis());
    let first = from + (-local(from)).rem_euclid(apart);
    let step = usize::try_from(apart).unwrap_or(60);
    (first..to).step_by(step).map(|minute| (minute, time_of_day(frame.clock, moment_of(minute)))).collect()
}

/// The minute that holds a moment.
pub(crate) fn minute_of(at: Moment) -> i64 {
    at.as_millis().div_euclid(Span::MINUTE.as_millis())
}

fn moment_of(minute: i64) -> Moment {
    Moment::default() + Span::mins(minute)
}
