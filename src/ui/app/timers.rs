//! Loose timers: begun by what was said, kept at their time of day, and over without an end page.

use super::{App, Page};
use crate::engine::{Act, DishEnd, StepState};
use crate::recipe::{DishKind, Length, StepId};
use crate::time::{Clock, Moment, Span, SpokenTimer, exact, time_of_day};
use crate::ui::control::{self, Control, ControlVerb};
use crate::view::words::capital;

impl App {
    /// Starts timers and shows the board.
    ///
    /// # Errors
    /// If one of them cannot be started, with a sentence for the cook; the ones before it are started.
    pub fn timers(&mut self, timers: &[SpokenTimer], now: Moment, clock: &Clock) -> Result<Vec<Act>, String> {
        let control = Control { what: ControlVerb::Add(timers.to_vec()), dish: None };
        let (acts, _) = control::resolve(&control, &self.scene(now), None, clock)?;
        self.page = Page::Kitchen;
        Ok(acts)
    }

    /// "Eggs, 12 min, done 07:42", if a timer was all there was and it is over.
    pub fn lone_timer_done(&self, clock: &Clock) -> Option<String> {
        let mut dishes = self.session.dishes();
        let only = dishes.next().filter(|cooking| cooking.dish.kind == DishKind::Timer)?;
        let DishEnd::Served(at) = only.end.filter(|_| dishes.next().is_none())? else { return None };
        let length = only.dish.steps.first()?.length?;
        let ran = match length {
            Length::Endless => exact(at - only.added),
            Length::Exact(_) | Length::Range { .. } | Length::Open(_) => length.words(),
        };
        Some(format!("{}, {ran}, done {}", capital(&only.dish.name), time_of_day(clock, at)))
    }

    /// Acts that keep timers at their time of day after a change of the wall clock, except those whose time the cook changed.
    pub fn follow_clock(&self, clock: &Clock, now: Moment) -> Vec<Act> {
        let timers = self.session.dishes().filter(|cooking| cooking.is_live());
        let moved = timers.filter_map(|cooking| {
            let until = cooking.dish.until?;
            let run = cooking.run(StepId(0))?;
            let StepState::Running { started_at, min, .. } = *cooking.state(StepId(0))? else { return None };
            let more = |act: &Act| matches!(act, Act::More { run: more, .. } if more.dish == run.dish);
            let changed = self.session.log().iter().any(|logged| more(&logged.act));
            let end = started_at + min;
            let at = clock.nearest(until, end);
            (!changed && at > now && (at - end).abs() >= Span::MINUTE).then_some(Act::EndAt { run, at })
        });
        moved.collect()
    }
}
