//! The whole meal over time: the bars, and every step in a list.
//!
//! A step is picked by its dish and id, so it stays picked when the order changes.

use crate::recipe::{DishId, StepId};
use crate::time::{Clock, Moment};
use crate::ui::Key;
use crate::ui::keymap::{self, TIMELINE, TimelineCommand};
use crate::ui::outcome::{Outcome, OverlayText};
use crate::view::frame_time::FrameTime;
use crate::view::scene::Scene;
use crate::view::timeline::{PlacedStep, placed};
use crate::view::timeline_page::timeline_page;
use crate::view::{KeyHint, StepMark, TimelinePageView};

/// How often the time shown can be halved.
const CLOSEST: u32 = 5;

/// What is picked, and how much of the meal the bars show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct TimelinePage {
    picked: Option<(DishId, StepId)>,
    /// How often the time shown is halved.
    closer: u32,
}

impl TimelinePage {
    pub(in crate::ui) fn key(&mut self, key: Key, scene: &Scene<'_>) -> Outcome {
        let steps = placed(scene, scene.now);
        let at = self.place(&steps);
        let pick = |at: usize| steps.get(at).map(|step| (step.dish, step.id));
        match keymap::command(TIMELINE, key) {
            Some(TimelineCommand::Up) => self.picked = pick(at.saturating_sub(1)),
            Some(TimelineCommand::Down) => self.picked = pick(at + 1).or_else(|| pick(at)),
            Some(TimelineCommand::Closer) => self.closer = (self.closer + 1).min(CLOSEST),
            Some(TimelineCommand::Farther) => self.closer = self.closer.saturating_sub(1),
            Some(TimelineCommand::Read) => {
                if let Some((dish, step)) = pick(at) {
                    return Outcome::Read(OverlayText::Step(dish, step));
                }
            }
            Some(TimelineCommand::Help) => return Outcome::Read(OverlayText::Help),
            Some(TimelineCommand::Back) => return Outcome::Board,
            None => {}
        }
        Outcome::Stay
    }

    /// The index of the picked step; at first that of the first step which is not done.
    fn place(&self, steps: &[PlacedStep<'_>]) -> usize {
        let picked = self.picked.and_then(|picked| steps.iter().position(|step| (step.dish, step.id) == picked));
        picked.or_else(|| steps.iter().position(|step| step.mark != StepMark::Done)).unwrap_or(0)
    }

    /// The page, its keys, and until when it stays valid.
    pub(in crate::ui) fn view(&self, scene: &Scene<'_>, clock: &Clock) -> (TimelinePageView, Vec<KeyHint>, Moment) {
        let frame = FrameTime::at(scene, None, clock);
        let steps = placed(scene, frame.minute());
        let view = timeline_page(scene, &frame, &steps, self.place(&steps), self.closer);
        (view, keymap::hints(TIMELINE), clock.next_minute(scene.now))
    }
}
