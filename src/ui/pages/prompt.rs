//! Questions with a safe answer: every key but the one named is safe.

use crate::engine::{Act, Run, Session, StepState};
use crate::time::{Span, minutes};
use crate::ui::Key;
use crate::ui::describe::describe;
use crate::ui::keymap::{
    self, Binding, END_EARLY, GIVE_UP, NOT_HOT, PromptCommand, QUIT_ENDS, QUIT_KEEPS, RESUME_OLD, Table, UNDO_OLD,
};
use crate::ui::leaving::Leaving;
use crate::ui::outcome::{Outcome, Prompt};
use crate::ui::resume::{NEARLY_TOO_LONG, overdue};
use crate::view::Overlay;
use crate::view::active_steps::{OvenWait, StepStatus};
use crate::view::board::oven_wait;
use crate::view::frame_time::FrameTime;
use crate::view::scene::Scene;
use crate::view::words::{left, sentence, small, step_name};

impl Prompt {
    fn keys(&self) -> Table<PromptCommand> {
        match self {
            Prompt::EndEarly(_) => END_EARLY,
            Prompt::NotHot(_) => NOT_HOT,
            Prompt::Undo(_) => UNDO_OLD,
            Prompt::GiveUp(..) => GIVE_UP,
            Prompt::Quit(Leaving::Ends) => QUIT_ENDS,
            Prompt::Quit(Leaving::Keeps(_) | Leaving::KeepsMute) => QUIT_KEEPS,
            Prompt::Resume => RESUME_OLD,
        }
    }

    pub(in crate::ui) fn key(self, key: Key) -> Outcome {
        match (keymap::command(self.keys(), key), self) {
            (None | Some(PromptCommand::Stay), _) => Outcome::Stay,
            (Some(PromptCommand::LeaveRunning), _) => Outcome::Leave,
            (Some(PromptCommand::Stop), _) => Outcome::Quit,
            (Some(PromptCommand::Yes), Prompt::EndEarly(run)) => Outcome::Act(Act::Done { run }),
            (Some(PromptCommand::Yes), Prompt::NotHot(run)) => Outcome::Act(Act::Start { run, ago: Span::ZERO }),
            (Some(PromptCommand::Yes), Prompt::Undo(act)) => Outcome::Act(Act::Undo { act }),
            (Some(PromptCommand::Again), Prompt::GiveUp(_, Some(run))) => Outcome::Act(Act::Restart { run }),
            (Some(PromptCommand::Skip), Prompt::GiveUp(_, Some(run))) => Outcome::Act(Act::Skip { run }),
            (Some(PromptCommand::Rename), Prompt::GiveUp(dish, _)) => Outcome::RenameEntry(dish),
            (Some(PromptCommand::Again | PromptCommand::Skip | PromptCommand::Rename), _) => Outcome::Stay,
            (Some(PromptCommand::Yes), Prompt::GiveUp(dish, _)) => Outcome::Act(Act::Abandon { dish }),
            (Some(PromptCommand::Yes), Prompt::Resume) => Outcome::SetAside,
            (Some(PromptCommand::Yes), Prompt::Quit(_)) => Outcome::Quit,
        }
    }

    /// The question, with figures as of the frame's tick.
    pub(in crate::ui) fn view(&self, scene: &Scene<'_>, frame: &FrameTime<'_>) -> Overlay {
        let (session, tick) = (scene.session, frame.tick);
        let question = match self {
            Prompt::EndEarly(run) => {
                let cooking = session.dish(run.dish);
                let name = cooking.map_or("", |cooking| step_name(cooking, run.step));
                let left = cooking.map(|cooking| minutes(left(cooking, run.step, tick))).unwrap_or_default();
                format!("{name}: {left} left. End it now?")
            }
            Prompt::NotHot(run) => not_hot(scene, *run, frame),
            Prompt::Undo(act) => {
                let logged = usize::try_from(act.0).ok().and_then(|i| session.log().get(i));
                let what = logged.map(|logged| describe(session, &logged.act)).unwrap_or_default();
                let ago = logged.map(|logged| minutes(tick - logged.at)).unwrap_or_default();
                format!("Take back: {what}, {ago} ago?")
            }
            Prompt::GiveUp(dish, run) => {
                let cooking = session.dish(*dish);
                let name = cooking.map_or("", |cooking| cooking.dish.name.as_str());
                match run.and_then(|run| scene.step(run)).filter(|item| !item.is_timer()) {
                    Some(item) => format!("{name}, {}: keep it?", small(&item.step.title)),
                    None => format!("{name}: keep it?"),
                }
            }
            Prompt::Quit(leaving) => format!("{} {}", still_on(session), after(leaving)),
            Prompt::Resume => {
                // As of the tick it may be just under the limit.
                let over = overdue(&Scene::at(session, tick), NEARLY_TOO_LONG);
                format!("{}. Go on with it, or put it away?", over.as_deref().unwrap_or("That was long ago"))
            }
        };
        let counts = |run: &Option<Run>| {
            let item = run.and_then(|run| scene.step(run));
            item.is_some_and(|item| matches!(item.state(), StepState::Running { .. } | StepState::Paused { .. }))
        };
        let offered = |command: PromptCommand| match (command, self) {
            (PromptCommand::Again, Prompt::GiveUp(_, run)) => counts(run),
            (PromptCommand::Skip, Prompt::GiveUp(_, run)) => {
                run.is_some_and(|run| scene.step(run).is_some_and(|item| !item.is_timer()))
            }
            (_, _) => true,
        };
        let batches = match self {
            Prompt::GiveUp(_, run) => run.and_then(|run| scene.step(run)).is_some_and(|item| item.batch.is_some()),
            Prompt::EndEarly(_) | Prompt::NotHot(_) | Prompt::Undo(_) | Prompt::Quit(_) | Prompt::Resume => false,
        };
        let help = |row: &Binding<PromptCommand>| match row.command {
            PromptCommand::Skip if batches => "no more of it, go on",
            PromptCommand::Again if batches => "begin this batch again",
            PromptCommand::Skip
            | PromptCommand::Again
            | PromptCommand::Stay
            | PromptCommand::Yes
            | PromptCommand::Rename
            | PromptCommand::LeaveRunning
            | PromptCommand::Stop => row.help,
        };
        let answers = self.keys().iter().filter(|row| row.footer && offered(row.command));
        Overlay::Prompt { question, answers: answers.map(|row| row.hint(help(row))).collect() }
    }
}

fn still_on(session: &Session) -> String {
    match session.dishes().filter(|cooking| cooking.is_live()).count() {
        0 => "The oven is still on.".to_owned(),
        1 => "Something is still on the go.".to_owned(),
        on => format!("{on} things are still on the go."),
    }
}

fn after(leaving: &Leaving) -> String {
    match leaving {
        Leaving::Ends => "Nothing will call you after you leave.".to_owned(),
        Leaving::Keeps(by) => format!("Left running, it goes on calling by {by}; `baste` brings it back."),
        Leaving::KeepsMute => {
            "Left running, it counts on but cannot call: no notifications, no sound. `baste` brings it back.".to_owned()
        }
    }
}

/// "Not hot till 02:50. Is roast in already?"
fn not_hot(scene: &Scene<'_>, run: Run, frame: &FrameTime<'_>) -> String {
    let Some(item) = scene.step(run) else { return "It has begun already".to_owned() };
    let heat = if let StepStatus::Waiting { heat, .. } = item.status { heat } else { None };
    let why = match heat {
        Some(OvenWait::HotAt(hot)) => format!("Not hot till {}.", frame.time(hot)),
        Some(OvenWait::Off) => "The oven was not said to be on.".to_owned(),
        Some(OvenWait::SetTo(_) | OvenWait::Taken(_)) => sentence(&oven_wait(scene, item, heat, frame)),
        None => String::new(),
    };
    format!("{why} Is {} in already?", small(&item.step.title)).trim().to_owned()
}
