//! A ring fills the screen whatever else is open, and its first key only quiets it.

use crate::engine::{Act, Alarm, AlarmId, AlarmLevel, QUIET_FOR, Run};
use crate::time::{Clock, Moment, minutes};
use crate::ui::Key;
use crate::ui::keymap::{self, RING, RingCommand};
use crate::ui::resolve::{answer_ring, extendable};
use crate::view::frame_time::FrameTime;
use crate::view::ring::ring;
use crate::view::scene::Scene;
use crate::view::todo::{Todo, todo};
use crate::view::{KeyHint, RingView};

/// A key quiets the ring; ↑ adds time if a step ends.
pub(in crate::ui) fn key(key: Key, top: &Alarm, scene: &Scene<'_>) -> Act {
    match (keymap::command(RING, key), extendable(scene, top)) {
        (Some(RingCommand::More), Some((run, by))) => Act::More { run, by },
        (Some(RingCommand::More | RingCommand::Quiet | RingCommand::Answer) | None, _) => {
            Act::Acknowledge { alarm: top.id }
        }
    }
}

/// Of several rings, Enter next answers the one that was heard, as its ring says.
pub(in crate::ui) fn picks(top: &Alarm, scene: &Scene<'_>) -> Option<Run> {
    match top.id {
        AlarmId::Out(run) | AlarmId::Waiting(run) | AlarmId::Start(run) if scene.alarms.len() > 1 => Some(run),
        AlarmId::Out(_)
        | AlarmId::Waiting(_)
        | AlarmId::Start(_)
        | AlarmId::Cue { .. }
        | AlarmId::Batch { .. }
        | AlarmId::Look(_)
        | AlarmId::Paused(_)
        | AlarmId::OvenOn(_)
        | AlarmId::OvenHot(_)
        | AlarmId::OvenOff(_) => None,
    }
}

/// The ring, its keys, and until when it stays valid. What Enter does next is told only where it is the board's.
pub(in crate::ui) fn view(
    top: &Alarm,
    scene: &Scene<'_>,
    on_board: bool,
    clock: &Clock,
) -> (RingView, Vec<KeyHint>, Moment) {
    let frame = FrameTime::at(scene, Some(top), clock);
    let keys = hints(top, scene, on_board);
    (ring(scene.session, top, &scene.alarms, keys.clone(), &frame), keys, frame.next)
}

/// What each key does: any key, then Enter, or ↑.
fn hints(top: &Alarm, scene: &Scene<'_>, on_board: bool) -> Vec<KeyHint> {
    let hints = RING.iter().filter_map(|row| {
        Some(row.hint(match row.command {
            RingCommand::Quiet => quiet(top),
            RingCommand::Answer => {
                answer_ring(&scene.steps, top).filter(|_| on_board && comes_first(top, scene))?.label.footer()
            }
            RingCommand::More => format!("{} more", minutes(extendable(scene, top)?.1)),
        }))
    });
    hints.collect()
}

fn quiet(top: &Alarm) -> String {
    match (top.level, top.id) {
        (_, AlarmId::Cue { .. } | AlarmId::Batch { .. } | AlarmId::Start(_) | AlarmId::Look(_))
        | (AlarmLevel::Soft, _) => "I heard it".to_owned(),
        (AlarmLevel::Cue | AlarmLevel::Ring, _) => format!("quiet, I heard it; calls again in {}", minutes(QUIET_FOR)),
    }
}

/// Whether Enter answers this ring once it is quiet, because nothing burns sooner.
fn comes_first(top: &Alarm, scene: &Scene<'_>) -> bool {
    match todo(scene, picks(top, scene)) {
        Some(Todo::Step(run)) => top.id.run() == Some(run) || matches!(top.id, AlarmId::OvenHot(_)),
        Some(Todo::Oven(alarm)) => alarm == top.id,
        None => false,
    }
}
