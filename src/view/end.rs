//! The last screen: how long everything took, against the plan.

use super::dish_name::short_dish;
use super::words::step_time;
use super::{EndRow, EndView};
use crate::engine::{Cooking, DishEnd, StepState};
use crate::recipe::DishStep;
use crate::recipe::later::{CardId, LaterCard, MOST};
use crate::time::{Clock, Moment, Span, minutes, time_of_day};

pub(crate) fn end(dishes: &[&Cooking], now: Moment, clock: &Clock) -> EndView {
    let several = dishes.len() > 1;
    let rows = dishes
        .iter()
        .flat_map(|cooking| cooking.iter().filter_map(move |(_, step, state)| row(cooking, several, step, state)));
    let served = dishes.iter().filter_map(|c| c.end).map(ended).max();
    let begun = dishes.iter().map(|c| c.added).min();
    let planned = dishes.iter().map(|c| c.promised).max();
    let all_stopped = dishes.iter().all(|c| matches!(c.end, Some(DishEnd::Abandoned(_))));
    let title = match served {
        Some(at) if all_stopped => format!("Stopped at {}", time_of_day(clock, at)),
        Some(at) => format!("Served at {}", time_of_day(clock, at)),
        None => "Nothing was cooked".to_owned(),
    };
    let total = match (begun, served, planned) {
        (Some(begun), Some(served), Some(planned)) => {
            format!("{} in all, planned {}", minutes(served - begun), minutes(planned - begun))
        }
        _ => String::new(),
    };
    let later =
        later(dishes).into_iter().zip(1..).map(|((_, card), digit)| format!("{digit}  {}", card.words())).collect();
    let dish = match dishes {
        [one] => one.dish.short.clone().unwrap_or_else(|| short_dish(&one.dish.name)),
        [] | [_, ..] => String::new(),
    };
    EndView { title, dish, clock: time_of_day(clock, now), later, rows: to_scale(rows.collect()), total }
}

/// The cards of the dishes that were served, without those that were started.
pub(crate) fn later<'a>(dishes: &[&'a Cooking]) -> Vec<(CardId, &'a LaterCard)> {
    let served = dishes.iter().filter(|cooking| matches!(cooking.end, Some(DishEnd::Served(_))));
    let cards = served.flat_map(|cooking| {
        (0..).zip(&cooking.dish.later).map(|(card, later)| (CardId { dish: cooking.id, card }, later))
    });
    let started = |id: CardId| dishes.iter().any(|other| other.dish.card == Some(id));
    cards.filter(|(id, _)| !started(*id)).take(MOST).collect()
}

fn ended(end: DishEnd) -> Moment {
    match end {
        DishEnd::Served(at) | DishEnd::Abandoned(at) => at,
    }
}

/// A row, with how long it took and was planned at least.
fn row(cooking: &Cooking, several: bool, step: &DishStep, state: &StepState) -> Option<(EndRow, Span, Span)> {
    let StepState::Done { begun, at } = *state else { return None };
    let took: Span = at - begun;
    let name = if several { format!("{}: {}", cooking.dish.name, step.title) } else { step.title.clone() };
    let plan = step.length.map_or(step.takes, |length| length.max().unwrap_or(length.min()));
    Some((EndRow { name, took: minutes(took), planned: step_time(step), parts: (0, 0) }, took, plan))
}

/// The rows with their lengths as parts of the longest.
fn to_scale(rows: Vec<(EndRow, Span, Span)>) -> Vec<EndRow> {
    let longest = rows.iter().map(|(_, took, plan)| *took.max(plan)).max().unwrap_or(Span::ZERO).as_millis().max(1);
    let part = |span: Span| u16::try_from(span.as_millis().max(0).saturating_mul(1_000) / longest).unwrap_or(1_000);
    rows.into_iter().map(|(row, took, plan)| EndRow { parts: (part(took), part(plan)), ..row }).collect()
}
