//! Questions, each with a safe answer.

use super::Key;
use super::deed::describe;
use crate::engine::{Act, ActId, Run, Session};
use crate::recipe::DishId;
use crate::time::{Moment, minutes};
use crate::view::words::{left, step_name};
use crate::view::{Hint, Over};

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Prompt {
    /// End a picked countdown early. Here Enter ends it: it was picked and asked for.
    EndEarly(Run),
    /// Take back an act of more than ten minutes ago.
    Undo(ActId),
    /// Give a dish up.
    StopDish(DishId),
    /// Leave, and stop what cooks.
    Quit,
}

/// What an answer leads to.
pub(super) enum Answer {
    /// Nothing is done.
    Stay,
    /// This is done.
    Act(Act),
    /// The program ends.
    Quit,
}

fn hint(key: &str, does: impl Into<String>) -> Hint {
    Hint { key: key.to_owned(), does: does.into() }
}

impl Prompt {
    /// What a key answers. Every key but the one named stays on the safe side.
    pub(super) fn answer(self, key: Key) -> Answer {
        let key = if let Key::Char(c) = key { Key::Char(c.to_ascii_lowercase()) } else { key };
        match (self, key) {
            (Prompt::EndEarly(run), Key::Enter) => Answer::Act(Act::Done { run }),
            (Prompt::Undo(act), Key::Char('u')) => Answer::Act(Act::Undo { act }),
            (Prompt::StopDish(dish), Key::Char('x')) => Answer::Act(Act::Stop { dish }),
            (Prompt::Quit, Key::Char('s') | Key::Interrupt) => Answer::Quit,
            (Prompt::EndEarly(_) | Prompt::Undo(_) | Prompt::StopDish(_) | Prompt::Quit, _) => Answer::Stay,
        }
    }

    /// The question, as it is shown.
    pub(super) fn view(self, session: &Session, now: Moment) -> Over {
        let (question, answers) = match self {
            Prompt::EndEarly(run) => {
                let cooking = session.dish(run.dish);
                let name = cooking.map_or("", |cooking| step_name(cooking, run.step));
                let left = cooking.map(|cooking| minutes(left(cooking, run.step, now))).unwrap_or_default();
                (
                    format!("{name}: {left} left. End it now?"),
                    vec![hint("Enter", "end it now"), hint("any other key", "let it run")],
                )
            }
            Prompt::Undo(act) => {
                let logged = usize::try_from(act.0).ok().and_then(|i| session.log().get(i));
                let told = logged.map(|logged| describe(session, &logged.act)).unwrap_or_default();
                let ago = logged.map(|logged| minutes(now - logged.at)).unwrap_or_default();
                (
                    format!("Take back: {told}, {ago} ago?"),
                    vec![hint("Enter", "leave it as it is"), hint("u", "take it back")],
                )
            }
            Prompt::StopDish(dish) => {
                let name = session.dish(dish).map_or("", |cooking| cooking.dish.name.as_str());
                (format!("Give up {name}?"), vec![hint("Enter", "no, go on"), hint("x", "give it up")])
            }
            Prompt::Quit => {
                let on = session.dishes().filter(|c| c.is_live()).count();
                let what = if on == 1 {
                    "Something is still on the go.".to_owned()
                } else {
                    format!("{on} things are still on the go.")
                };
                (
                    format!("{what} Nothing will call you after you leave."),
                    vec![hint("Enter", "stay"), hint("s", "stop all and leave")],
                )
            }
        };
        Over::Prompt { question, answers }
    }
}
