//! Describes an act in a few words: "roast 5 min more".

use crate::engine::{Act, Run, Session};
use crate::recipe::DishId;
use crate::time::{Span, minutes};
use crate::view::dish_name::called;
use crate::view::words::{small, step_name};

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
        Act::Restart { run } => format!("{} begun again", step(run)),
        Act::Batch { run, number } => format!("{} set to batch {number}", step(run)),
        Act::Skip { run } => format!("{} left out", step(run)),
        Act::Rename { name, .. } => format!("the name {name}"),
        Act::EndAt { .. } => "the clock".to_owned(),
        Act::OvenOn { .. } => "oven on".to_owned(),
        Act::OvenHot { .. } => "oven hot".to_owned(),
        Act::OvenOff { .. } => "oven off".to_owned(),
        Act::Abandon { dish: id } => format!("{} given up", dish(*id)),
        Act::Acknowledge { .. } => "heard".to_owned(),
        Act::Plan { .. } => "plan".to_owned(),
        Act::Undo { .. } => "undo".to_owned(),
        Act::Redo { .. } => "redo".to_owned(),
    }
}
