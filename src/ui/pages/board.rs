//! The board and its keys.

use crate::engine::Act;
use crate::recipe::Dish;
use crate::time::{Clock, Moment, Span};
use crate::ui::Key;
use crate::ui::keymap::{self, BOARD, BoardCommand, Table};
use crate::ui::outcome::Outcome;
use crate::ui::resolve::{BoardContext, resolve, why_not};
use crate::view::board::board;
use crate::view::end::later;
use crate::view::frame_time::FrameTime;
use crate::view::{BoardView, KeyHint};

/// The result of a key, and what the status line says about it.
pub(crate) struct BoardOutcome {
    pub(in crate::ui) outcome: Outcome,
    pub(in crate::ui) message: Option<String>,
}

/// Handles a key on a page with this table.
pub(in crate::ui) fn key(table: Table<BoardCommand>, key: Key, context: &BoardContext<'_>) -> BoardOutcome {
    let Some(command) = keymap::command(table, key) else {
        return BoardOutcome { outcome: Outcome::Stay, message: None };
    };
    // What a digit means depends on which one it is.
    if matches!(command, BoardCommand::TypeTimer | BoardCommand::Later) {
        let card = if command == BoardCommand::Later { begin_later(key, context) } else { None };
        return BoardOutcome { outcome: card.unwrap_or(Outcome::Entry(key.letter())), message: None };
    }
    let Some(resolved) = resolve(command, context) else {
        return BoardOutcome { outcome: Outcome::Stay, message: why_not(command, context) };
    };
    let undone = matches!(resolved.outcome, Outcome::Act(Act::Undo { .. }));
    let message = resolved.label.then.filter(|_| undone).map(|what| format!("Taken back: {what}"));
    BoardOutcome { outcome: resolved.outcome, message }
}

/// The timer of the card with that digit.
fn begin_later(key: Key, context: &BoardContext<'_>) -> Option<Outcome> {
    let place = usize::try_from(key.letter()?.to_digit(10)?).ok()?.checked_sub(1)?;
    let dishes: Vec<_> = context.scene.session.dishes().collect();
    let (id, card) = later(&dishes).get(place).copied()?;
    Some(Outcome::Begin(Box::new(Dish::later(id, card))))
}

/// The page, its keys, and until when it stays valid.
pub(in crate::ui) fn view(context: &BoardContext<'_>, clock: &Clock) -> (BoardView, Vec<KeyHint>, Moment) {
    let frame = FrameTime::at(context.scene, None, clock);
    (board(context.scene, context.picked, &frame), hints(BOARD, context), frame.next)
}

/// What each key does now.
pub(in crate::ui) fn hints(table: Table<BoardCommand>, context: &BoardContext<'_>) -> Vec<KeyHint> {
    let outcome = |command| resolve(command, context).map(|resolved| resolved.outcome);
    let by = |command, minute| matches!(outcome(command), Some(Outcome::Act(Act::More { by, .. })) if by == minute);
    // Two keys that differ only in sign share one entry.
    let both = by(BoardCommand::More, Span::MINUTE) && by(BoardCommand::Less, -Span::MINUTE);
    let rows = table.iter().filter(|row| row.footer && !(both && row.command == BoardCommand::Less));
    let hints = rows.filter_map(|row| match row.command {
        BoardCommand::More if both => Some(KeyHint { key: "↑↓".to_owned(), does: "1 min".to_owned() }),
        command => Some(row.hint(resolve(command, context)?.label.footer())),
    });
    hints.collect()
}
