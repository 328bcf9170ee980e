//! The timeline as a page: the bars and a line for each step.

use super::board::{eat, title};
use super::frame_time::FrameTime;
use super::scene::Scene;
use super::timeline::{PlacedStep, minute_of, timeline, whole};
use super::words::{oven_text, step_time};
use super::{TimelinePageView, TimelineStep};
use crate::recipe::DishKind;
use crate::view::dish_name::called;

/// The page with the step at `picked`; the bars show the whole meal, or a part around that step: half for `closer` 1, a
/// quarter for 2.
pub(crate) fn timeline_page(
    scene: &Scene<'_>,
    frame: &FrameTime<'_>,
    steps: &[PlacedStep<'_>],
    picked: usize,
    closer: u32,
) -> TimelinePageView {
    let (first, last) = whole(steps, minute_of(frame.minute()));
    let long = ((last - first) >> closer.min(16)).max(30).min(last - first);
    let chosen = steps.get(picked);
    let center = chosen.map_or(first, |step| (minute_of(step.from) + minute_of(step.to)) / 2);
    // A step longer than the part shown is shown from its beginning.
    let begin = chosen.map_or(first, |step| minute_of(step.from));
    let from = (center - long / 2).min(begin).clamp(first, last - long);
    let several = scene.session.dishes().filter(|cooking| cooking.is_live()).count() > 1;
    let lines = steps.iter().map(|placed| {
        let dish =
            (several && placed.cooking.dish.kind == DishKind::Recipe).then(|| called(scene.session, placed.cooking));
        let oven = placed.step.oven.map(|oven| oven_text(placed.cooking, oven));
        let parts = dish.into_iter().chain([placed.step.title.clone()]).chain(oven);
        TimelineStep {
            mark: placed.mark,
            time: frame.time(placed.from),
            text: parts.collect::<Vec<_>>().join(" · "),
            length: step_time(placed.step),
        }
    });
    TimelinePageView {
        title: title(scene.session),
        clock: frame.clock_text(),
        eat: eat(scene.session, frame),
        steps: lines.collect(),
        timeline: timeline(scene, frame, steps, from, from + long, chosen.map(|step| (step.dish, step.id))),
        picked,
    }
}
