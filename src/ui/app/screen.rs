//! What the app shows: the page or ring, what lies over it, the status line and the footer.

use super::App;
use crate::engine::Alarm;
use crate::time::{Clock, Moment};
use crate::ui::pages::{OpenOverlay, Page, board, end, ring};
use crate::ui::resolve::BoardContext;
use crate::view::food;
use crate::view::frame_time::FrameTime;
use crate::view::scene::Scene;
use crate::view::{Body, KeyHint, Overlay, Screen, ScreenFrame};

impl App {
    /// The screen, and until when it stays valid.
    pub fn shown(&self, scene: &Scene<'_>, clock: &Clock) -> ScreenFrame {
        let now = scene.now;
        let top = self.ringing(scene);
        let (body, mut keys, next) = match top {
            Some(top) => self.ring_view(top, scene, clock),
            None => self.page_view(scene, clock),
        };
        let mut over = None;
        if let (None, Some(overlay)) = (top, &self.overlay) {
            let view;
            (view, keys) = self.overlay_view(overlay, scene, clock);
            over = Some(view);
        }
        let food = food::note(scene.session, now).filter(|_| self.page == Page::Kitchen);
        let line = self.status.line(now, self.mute.line(now, clock));
        // What a key just did comes first.
        let note = match self.status.passing(now) {
            Some(_) => line,
            None => food.into_iter().chain(line).reduce(|food, line| format!("{food} · {line}")),
        };
        let passing = self.status.passing(now).map(|(_, until)| until);
        let times = [Some(next), scene.next_wake, passing, self.pick.until(), self.mute.0, self.board_returns()];
        let until = times.into_iter().flatten().chain(self.rehearsal.ends()).filter(|at| *at > now).min();
        ScreenFrame { screen: Screen { banner: self.rehearsal.banner.clone(), body, over, note, keys }, until }
    }

    fn ring_view(&self, top: &Alarm, scene: &Scene<'_>, clock: &Clock) -> (Body, Vec<KeyHint>, Moment) {
        let (mut view, keys, next) = ring::view(top, scene, self.is_on_board(), clock);
        // What happened unseen (the laptop slept) belongs to the ring that it delayed.
        view.words.extend(self.status.passing(scene.now).map(|(text, _)| text.to_owned()));
        view.words.extend(self.mute.line(scene.now, clock));
        (Body::Ring(view), keys, next)
    }

    fn page_view(&self, scene: &Scene<'_>, clock: &Clock) -> (Body, Vec<KeyHint>, Moment) {
        let minute = clock.next_minute(scene.now);
        let (picked, muted) = (self.pick.at(scene.now), self.mute.until(scene.now));
        let context = BoardContext { scene, picked, leaving: &self.leaving(), muted };
        match &self.page {
            Page::Shelf(page) => {
                let (view, keys) = page.view(scene, &self.recipes, clock);
                (Body::Shelf(view), keys, minute)
            }
            Page::SetUp(page) => {
                let (view, keys) = page.view(scene, &self.warnings, clock);
                (Body::SetUp(view), keys, minute)
            }
            Page::Kitchen if scene.is_at_end() => {
                let (view, keys) = end::view(&context, clock);
                (Body::End(view), keys, minute)
            }
            Page::Kitchen => {
                let (view, keys, next) = board::view(&context, clock);
                (Body::Board(view), keys, next)
            }
        }
    }

    fn overlay_view(&self, overlay: &OpenOverlay, scene: &Scene<'_>, clock: &Clock) -> (Overlay, Vec<KeyHint>) {
        match overlay {
            OpenOverlay::Text(page) => page.view(scene, self.set_up_dish().as_ref()),
            OpenOverlay::Entry(entry) => entry.view(),
            // A question shows its own keys.
            OpenOverlay::Prompt(prompt) => (prompt.view(scene, &FrameTime::at(scene, None, clock)), Vec::new()),
        }
    }
}
