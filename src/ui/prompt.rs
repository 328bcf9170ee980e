//! Questions, each with a safe answer.

use super::resolve::describe;
use super::resume::overdue;
use super::{Intent, Key};
use crate::engine::{Act, ActId, Run, Session};
use crate::recipe::DishId;
use crate::time::{Moment, Span, minutes};
use crate::view::words::{left, step_name};
use crate::view::{KeyHint, Overlay};

/// What was over for long when it was asked is still told as such; figures are as of a tick before that.
const NEARLY_LONG: Span = Span::hours(11);

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Prompt {
    /// End a picked countdown early. Here Enter ends it: it was picked and asked for.
    EndEarly(Run),
    /// Take back an act of more than ten minutes ago.
    Undo(ActId),
    /// Give a dish up.
    StopDish(DishId),
    /// Leave: stay, let it run, or stop what cooks.
    Quit(Leaving),
    /// Something has been over for very long: go on with the session, or put it away.
    Resume,
}

/// What leaving the screen can mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Leaving {
    /// The end of everything: there is no keeper (a rehearsal).
    Ends,
    /// A keeper goes on calling, by these means.
    Keeps(String),
    /// A keeper goes on, but nothing would call.
    KeepsMute,
}

/// What an answer leads to.
pub(super) enum Answer {
    /// Nothing is done.
    Stay,
    /// This is done.
    Act(Act),
    /// Something else.
    Intent(Intent),
}

fn hint(key: &str, does: impl Into<String>) -> KeyHint {
    KeyHint { key: key.to_owned(), does: does.into() }
}

impl Prompt {
    /// What a key answers. Every key but the one named stays on the safe side.
    pub(super) fn answer(self, key: Key) -> Answer {
        let key = if let Key::Char(c) = key { Key::Char(c.to_ascii_lowercase()) } else { key };
        match (self, key) {
            (Prompt::EndEarly(run), Key::Enter) => Answer::Act(Act::Done { run }),
            (Prompt::Undo(act), Key::Char('u')) => Answer::Act(Act::Undo { act }),
            (Prompt::StopDish(dish), Key::Char('x')) => Answer::Act(Act::Abandon { dish }),
            (Prompt::Quit(_), Key::Char('s')) => Answer::Intent(Intent::Quit),
            (Prompt::Quit(Leaving::Ends), Key::Interrupt) => Answer::Intent(Intent::Quit),
            // Who presses Control and C twice wants to be out, not to lose a roast.
            (Prompt::Quit(Leaving::Keeps(_) | Leaving::KeepsMute), Key::Char('l') | Key::Interrupt) => {
                Answer::Intent(Intent::Leave)
            }
            (Prompt::Resume, Key::Char('p')) => Answer::Intent(Intent::SetAside),
            (Prompt::EndEarly(_) | Prompt::Undo(_) | Prompt::StopDish(_) | Prompt::Quit(_) | Prompt::Resume, _) => {
                Answer::Stay
            }
        }
    }

    /// The question, as it is shown.
    pub(super) fn view(self, session: &Session, now: Moment) -> Overlay {
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
            Prompt::Quit(leaving) => {
                let what = match session.dishes().filter(|c| c.is_live()).count() {
                    0 => "The oven is still on.".to_owned(),
                    1 => "Something is still on the go.".to_owned(),
                    on => format!("{on} things are still on the go."),
                };
                let keeps = (leaving != Leaving::Ends).then(|| hint("l", "leave it running"));
                let then = match leaving {
                    Leaving::Ends => "Nothing will call you after you leave.",
                    Leaving::Keeps(by) => &format!("Left running, it goes on calling by {by}; `baste` brings it back."),
                    Leaving::KeepsMute => {
                        "Left running, it counts on but cannot call: no notifications, no sound. `baste` brings it back."
                    }
                };
                let answers = [hint("Enter", "stay")].into_iter().chain(keeps).chain([hint("s", "stop all and leave")]);
                (format!("{what} {then}"), answers.collect())
            }
            Prompt::Resume => {
                let over = overdue(session, now, NEARLY_LONG).unwrap_or_else(|| "That was long ago".to_owned());
                (
                    format!("{over}. Go on with it, or put it away?"),
                    vec![hint("Enter", "go on with it"), hint("p", "put it away")],
                )
            }
        };
        Overlay::Prompt { question, answers }
    }
}
