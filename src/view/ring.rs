//! A ring: the whole screen, for the one alarm that matters most.

use super::board::eat;
use super::dish_name::called;
use super::frame_time::FrameTime;
use super::words::{left, words};
use super::{KeyHint, RingView};
use crate::engine::{Alarm, AlarmId, AlarmLevel, Session};
use crate::recipe::DishKind;
use crate::time::{Span, countdown, exact, minutes};

/// The screen for `top`, one of the standing alarms `all`; `keys` is what each key does.
pub(crate) fn ring(
    session: &Session,
    top: &Alarm,
    all: &[Alarm],
    keys: Vec<KeyHint>,
    frame: &FrameTime<'_>,
) -> RingView {
    let told = words(session, top, frame.tick);
    let others = all.iter().filter(|alarm| alarm.id != top.id);
    let also = others.map(|alarm| {
        let told = words(session, alarm, frame.tick);
        let dish = alarm.id.run().and_then(|run| session.dish(run.dish));
        told.with_dish(&dish.map_or(told.dish.clone(), |cooking| called(session, cooking)))
    });
    let mut lines = vec![super::words::sentence(&told.title)];
    lines.extend(told.todo);
    RingView {
        calm: top.level == AlarmLevel::Soft,
        dish: told.dish,
        clock: frame.clock_text(),
        big: told.big,
        words: lines,
        over: over(session, top, frame),
        eat: eat(session, frame),
        also: also.collect(),
        keys,
        edge: top.level != AlarmLevel::Ring || frame.edge(),
    }
}

fn over(session: &Session, alarm: &Alarm, frame: &FrameTime<'_>) -> String {
    let gone = frame.gone(alarm.since);
    let to_go = alarm.id.run().and_then(|run| {
        let cooking = session.dish(run.dish)?;
        // Of batches the one that is on counts.
        let batch = cooking.batch(run.step, frame.tick).filter(|batch| batch.is_beat);
        let left = batch.map_or_else(|| left(cooking, run.step, frame.tick), |batch| batch.ends() - frame.tick);
        Some(Span::secs(left.floor_secs().max(0)))
    });
    match alarm.id {
        AlarmId::Out(run) => {
            let timer = session.dish(run.dish).is_some_and(|c| c.dish.kind == DishKind::Timer);
            match (alarm.level, timer) {
                (AlarmLevel::Soft, _) => format!("Ready since {}", frame.time(alarm.since)),
                (AlarmLevel::Cue | AlarmLevel::Ring, _) if gone < Span::SECOND => "Now".to_owned(),
                (AlarmLevel::Cue | AlarmLevel::Ring, _) => format!("{} over", exact(Span::secs(gone.floor_secs()))),
            }
        }
        AlarmId::Look(_) | AlarmId::Cue { .. } | AlarmId::Batch { .. } => {
            to_go.map_or_else(String::new, |left| format!("{} to go", countdown(left)))
        }
        AlarmId::Start(_)
        | AlarmId::Waiting(_)
        | AlarmId::Paused(_)
        | AlarmId::OvenOn(_)
        | AlarmId::OvenHot(_)
        | AlarmId::OvenOff(_) => match gone.floor_mins() {
            ..=0 => "Now".to_owned(),
            n => format!("{} ago", minutes(Span::mins(n))),
        },
    }
}
