//! What a key or a paste does: first the ring if one fills the screen, then what lies over the page, then the page.

use super::{App, Intent};
use crate::engine::{Act, Alarm};
use crate::recipe::Dish;
use crate::time::Moment;
use crate::ui::Key;
use crate::ui::control::name_is_free;
use crate::ui::keymap::{BOARD, END};
use crate::ui::mute::Mute;
use crate::ui::outcome::Outcome;
use crate::ui::pages::entry::Entry;
use crate::ui::pages::text::TextPage;
use crate::ui::pages::{OpenOverlay, Page, board, ring};
use crate::ui::resolve::BoardContext;
use crate::view::scene::Scene;

impl App {
    /// Handles a key.
    pub fn key(&mut self, key: Key, now: Moment) -> Vec<Intent> {
        self.settle(now);
        self.touched = Some(now);
        let key = key.named();
        let scale = self.rehearsal.scale;
        if self.debounce.swallows(key, now, scale) {
            return Vec::new();
        }
        // The scene must outlive changes to the app; keys are rare enough to clone.
        let session = self.session.clone();
        let scene = Scene::at(&session, now);
        // A rehearsal is left at once, whatever calls in it.
        if self.rehearsal.banner.is_some() && key.leaves(self.field_is_open()) {
            return vec![Intent::Quit];
        }
        if self.ringing(&scene).is_some() {
            return self.key_on_ring(key, &scene);
        }
        let on_board = self.is_on_board();
        if on_board && key.confirms() && !self.shown_since.means(self.enter_means(&scene).as_ref(), now, scale) {
            // It was meant for what was there before.
            self.shown_since = self.showing(&scene);
            return Vec::new();
        }
        self.status.clear();
        self.pick.prolong(now, scale);
        let outcome = match self.overlay.take() {
            Some(overlay) => self.key_overlay(overlay, key, &scene),
            None => self.key_page(key, &scene),
        };
        let ends = match &outcome {
            Outcome::Ask(_) => true,
            Outcome::Act(act) => !matches!(act, Act::More { .. } | Act::Pause { .. } | Act::Resume { .. }),
            Outcome::Stay
            | Outcome::Begin(_)
            | Outcome::Timers(_)
            | Outcome::Open(_)
            | Outcome::Pick(_)
            | Outcome::Entry(_)
            | Outcome::MoreEntry(_)
            | Outcome::RenameEntry(_)
            | Outcome::Read(_)
            | Outcome::Mute(_)
            | Outcome::Shelf
            | Outcome::Board
            | Outcome::Finish
            | Outcome::SetAside
            | Outcome::Leave
            | Outcome::Quit
            | Outcome::FinishAndQuit => key.confirms(),
        };
        let intents = self.carry_out(outcome, now);
        if ends {
            self.debounce.after_end(key, now, scale);
        } else if on_board && key.adjusts() {
            self.debounce.after_adjustment(key, now, scale);
        }
        self.shown_since.forget_enter();
        intents
    }

    /// A key during a ring quiets every alarm that was shown long enough for the key to be meant for it.
    fn key_on_ring(&mut self, key: Key, scene: &Scene<'_>) -> Vec<Intent> {
        let (now, scale) = (scene.now, self.rehearsal.scale);
        let seen: Vec<Alarm> =
            self.rings(scene).filter(|ring| self.shown_since.is_seen(ring, now, scale)).cloned().collect();
        let Some((top, rest)) = seen.split_first() else {
            // Typing continues; any other key was meant for what was there before.
            if key.letter().is_some() && self.field_is_open() {
                let outcome = match self.overlay.take() {
                    Some(overlay) => self.key_overlay(overlay, key, scene),
                    None => self.key_page(key, scene),
                };
                return self.carry_out(outcome, now);
            }
            return Vec::new();
        };
        let first = ring::key(key, top, scene);
        let others = rest.iter().map(|ring| Act::Acknowledge { alarm: ring.id });
        let intents = [first].into_iter().chain(others).map(Intent::Act).collect();
        self.debounce.after_ring(key, now, scale);
        if let Some(run) = ring::picks(top, scene) {
            self.pick.set(Some(run), now, scale);
        }
        seen.iter().for_each(|ring| self.rehearsal.hear(ring.id, now));
        self.shown_since.forget_enter();
        intents
    }

    /// Whether the board or the end is what keys go to.
    pub(super) fn is_on_board(&self) -> bool {
        self.page == Page::Kitchen && self.overlay.is_none()
    }

    /// Whether the page takes letters.
    fn field_is_open(&self) -> bool {
        match (&self.overlay, &self.page) {
            (Some(OpenOverlay::Entry(_)), _) => true,
            (Some(OpenOverlay::Prompt(_) | OpenOverlay::Text(_)), _) => false,
            (None, Page::Shelf(_)) => true,
            (None, Page::SetUp(_) | Page::Kitchen) => false,
        }
    }

    /// Handles pasted text: typed into an open field, else ignored.
    pub fn paste(&mut self, text: &str, now: Moment) {
        let text: Vec<char> = text.chars().collect();
        match (&mut self.overlay, &mut self.page) {
            (Some(OpenOverlay::Entry(entry)), _) => entry.insert(&text),
            (None, Page::Shelf(page)) => page.insert(&text, &mut self.recipes),
            (Some(OpenOverlay::Prompt(_) | OpenOverlay::Text(_)), _) | (None, Page::SetUp(_) | Page::Kitchen) => {
                self.flash("Pasted text was dropped: nothing is typed here", now);
            }
        }
    }

    fn key_page(&mut self, key: Key, scene: &Scene<'_>) -> Outcome {
        let leaving = self.leaving();
        let now = scene.now;
        match &mut self.page {
            Page::Shelf(page) => page.key(key, scene, &mut self.recipes),
            Page::SetUp(page) => page.key(key, scene, &leaving),
            Page::Kitchen => {
                let (picked, muted) = (self.pick.at(now), self.mute.until(now));
                let context = BoardContext { scene, picked, leaving: &leaving, muted };
                let found = board::key(if scene.is_at_end() { END } else { BOARD }, key, &context);
                if let Some(message) = found.message {
                    self.flash(message, now);
                }
                if matches!(found.outcome, Outcome::Act(Act::Done { .. } | Act::Start { .. })) {
                    self.pick.clear();
                }
                found.outcome
            }
        }
    }

    fn key_overlay(&mut self, overlay: OpenOverlay, key: Key, scene: &Scene<'_>) -> Outcome {
        let now = scene.now;
        match overlay {
            OpenOverlay::Text(page) => {
                let next = page.key(key, scene, self.set_up_dish().as_ref());
                self.overlay = next.map(OpenOverlay::Text);
                Outcome::Stay
            }
            OpenOverlay::Entry(mut entry) => match entry.key(key) {
                Some(Outcome::Act(Act::Rename { dish, name })) => match name_is_free(scene, dish, &name) {
                    Ok(()) => Outcome::Act(Act::Rename { dish, name }),
                    Err(why) => {
                        self.overlay = Some(OpenOverlay::Entry(entry.refused(why)));
                        Outcome::Stay
                    }
                },
                Some(outcome) => outcome,
                None => {
                    self.overlay = Some(OpenOverlay::Entry(entry));
                    Outcome::Stay
                }
            },
            OpenOverlay::Prompt(prompt) => {
                let outcome = prompt.key(key);
                if matches!(outcome, Outcome::Act(_)) {
                    self.pick.clear();
                }
                if let Outcome::Act(Act::Restart { .. } | Act::Skip { .. }) = outcome {
                    self.pick.clear();
                }
                if matches!(outcome, Outcome::Act(Act::Undo { .. })) {
                    self.flash("Taken back", now);
                }
                outcome
            }
        }
    }

    /// The dish in set-up.
    pub(super) fn set_up_dish(&self) -> Option<Dish> {
        match &self.page {
            Page::SetUp(page) => Some(page.dish()),
            Page::Shelf(_) | Page::Kitchen => None,
        }
    }

    fn carry_out(&mut self, outcome: Outcome, now: Moment) -> Vec<Intent> {
        match outcome {
            Outcome::Stay => {}
            Outcome::Act(act) => return vec![Intent::Act(act)],
            Outcome::Begin(dish) => return vec![Intent::Act(self.add(*dish))],
            Outcome::Timers(timers) => return vec![Intent::Timers(timers)],
            Outcome::Open(name) => return vec![Intent::Open(name)],
            Outcome::Pick(run) => self.pick.set(run, now, self.rehearsal.scale),
            Outcome::Ask(prompt) => self.overlay = Some(OpenOverlay::Prompt(prompt)),
            Outcome::Entry(first) => {
                let entry = first.map_or_else(Entry::default, Entry::beginning);
                self.overlay = Some(OpenOverlay::Entry(entry));
            }
            Outcome::MoreEntry(run) => self.overlay = Some(OpenOverlay::Entry(Entry::more(run))),
            Outcome::RenameEntry(dish) => self.overlay = Some(OpenOverlay::Entry(Entry::rename(dish))),
            Outcome::Read(reading) => self.overlay = Some(OpenOverlay::Text(TextPage::new(reading))),
            Outcome::Mute(until) => self.mute = Mute(until),
            Outcome::Shelf => self.page = Page::shelf(),
            Outcome::Board => self.page = Page::Kitchen,
            Outcome::Finish => return vec![Intent::Finish],
            Outcome::SetAside => return vec![Intent::SetAside],
            Outcome::Leave => return vec![Intent::Leave],
            Outcome::Quit => return vec![Intent::Quit],
            Outcome::FinishAndQuit => return vec![Intent::Finish, Intent::Quit],
        }
        Vec::new()
    }
}
