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
    if command == BoardCommand::Later {
        let dishes: Vec<_> = context.scene.session.dishes().collect();
        let digit = key.letter().and_then(|digit| digit.to_digit(10)).and_then(|digit| usize::try_from(digit).ok());
        let card = digit.and_then(|digit| later(&dishes).get(digit.checked_sub(1)?).copied());
        let outcome =
            card.map_or_else(|| Outcome::Entry(key.letter()), |card| Outcome::Begin(Box::new(Dish::later(card))));
        return BoardOutcome { outcome, message: None };
    }
    let Some(resolved) = resolve(command, context) else {
        return BoardOutcome { outcome: Outcome::Stay, message: why_not(command, context) };
    };
    if command == BoardCommand::TypeTimer {
        return BoardOutcome { outcome: Outcome::Entry(key.letter()), message: None };
    }
    let undone = matches!(resolved.outcome, Outcome::Act(Act::Undo { .. }));
    let message = resolved.label.then.filter(|_| undone).map(|what| format!("Taken back: {what}"));
    BoardOutcome { outcome: resolved.outcome, message }
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
