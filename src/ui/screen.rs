//! The screen of an app: the page or the ring, what lies over it, the footer.

use super::help::help;
use super::keymap::{Place, bindings};
use super::page::Page;
use super::resolve::{self, Kitchen};
use super::{App, Overlay};
use crate::engine::Alarm;
use crate::time::{Clock, Moment};
use crate::view::active_steps::{ActiveStep, active_steps};
use crate::view::board::board;
use crate::view::end::end;
use crate::view::frame_time::FrameTime;
use crate::view::ring::ring;
use crate::view::set_up::set_up;
use crate::view::{self, Body, KeyHint, Screen, ScreenFrame};

fn hint(key: &str, does: &str) -> KeyHint {
    KeyHint { key: key.to_owned(), does: does.to_owned() }
}

impl App {
    /// What the screen shows at `now`, and until when.
    pub fn shown(&self, now: Moment, clock: &Clock) -> ScreenFrame {
        let alarms = self.session.alarms(now);
        let items = active_steps(&self.session, now);
        let top = self.ringing(&alarms, now);
        let kitchen = self.kitchen(&items, now);
        let (body, keys, next) = match top {
            Some(top) => self.ring(top, &alarms, &items, now, clock),
            None => self.page_view(&kitchen, now, clock),
        };
        let over = if top.is_some() { None } else { self.over_view(FrameTime::at(&items, None, now, clock).tick) };
        let keys = if over.is_some() { self.over_keys() } else { keys };
        let flash = self.flash.as_ref().filter(|(_, until)| *until > now);
        let note = flash.map(|(text, _)| text.clone()).or_else(|| self.standing_note(now, clock));
        let times = [
            Some(next),
            self.session.next_wake(now),
            flash.map(|(_, until)| *until),
            self.picked.map(|(_, until)| until),
            self.muted,
        ];
        let heard = self.heard.iter().map(|(_, until)| *until);
        let until = times.into_iter().flatten().chain(heard).filter(|at| *at > now).min();
        ScreenFrame { screen: Screen { banner: self.banner.clone(), body, over, note, keys }, until }
    }

    fn ring(
        &self,
        top: &Alarm,
        all: &[Alarm],
        items: &[ActiveStep<'_>],
        now: Moment,
        clock: &Clock,
    ) -> (Body, Vec<KeyHint>, Moment) {
        let frame = FrameTime::at(items, Some(top), now, clock);
        let keys = resolve::ring_keys(&self.session, items, top, now);
        let keys: Vec<KeyHint> = keys.iter().map(|(key, does)| hint(key, does)).collect();
        let mut view = ring(&self.session, top, all, keys.clone(), &frame);
        // What happened while nobody looked (the laptop slept) belongs to the ring that it made late.
        view.words.extend(self.flash.as_ref().filter(|(_, until)| *until > now).map(|(text, _)| text.clone()));
        view.words.extend(self.mute_line(now, clock));
        (Body::Ring(view), keys, frame.next)
    }

    /// The line that stands above the footer for as long as what it says is so.
    fn standing_note(&self, now: Moment, clock: &Clock) -> Option<String> {
        let muted = self.mute_line(now, clock).map(|line| format!("{line}: m turns it on"));
        let first: Vec<String> = self.saved.clone().into_iter().chain(muted).collect();
        let then = || self.note.clone().into_iter().chain(self.unsettled.clone()).collect();
        let lines: Vec<String> = if first.is_empty() { then() } else { first };
        (!lines.is_empty()).then(|| lines.join(" · "))
    }

    fn page_view(&self, kitchen: &Kitchen<'_>, now: Moment, clock: &Clock) -> (Body, Vec<KeyHint>, Moment) {
        let minute = clock.next_minute(now);
        match &self.page {
            Page::Shelf(looking) => {
                let (body, keys) = self.shelf_view(looking, now, clock);
                (Body::Shelf(body), keys, minute)
            }
            Page::SetUp { recipe, set_up: setting, picked } => {
                let mut body = set_up(recipe, setting, *picked, now, clock);
                // Said once, before the first countdown of an evening.
                if self.session.dishes().next().is_none() {
                    body.warnings.extend(self.warnings.iter().cloned());
                }
                let keys = vec![
                    hint("Enter", "start"),
                    hint("←→", "change"),
                    hint("↑↓", "choose"),
                    hint("i", "ingredients"),
                    hint("Esc", "back"),
                ];
                (Body::SetUp(body), keys, minute)
            }
            Page::Kitchen if self.at_end(now) => {
                let dishes: Vec<_> = self.session.dishes().collect();
                (Body::End(end(&dishes, now, clock)), footer(Place::End, kitchen), minute)
            }
            Page::Kitchen => {
                let frame = FrameTime::at(kitchen.items, None, now, clock);
                let body = board(&self.session, kitchen.items, kitchen.picked, &frame);
                (Body::Board(body), footer(Place::Kitchen, kitchen), frame.next)
            }
        }
    }

    /// The footer while something lies over the page; a question names its own keys.
    fn over_keys(&self) -> Vec<KeyHint> {
        match self.over {
            Some(Overlay::Help(_) | Overlay::Ingredients(_)) => {
                vec![hint("↑↓", "read on"), hint("any other key", "back")]
            }
            Some(Overlay::Entry { .. }) => vec![hint("Enter", "start it"), hint("Esc", "no timer")],
            Some(Overlay::Prompt(_)) | None => Vec::new(),
        }
    }

    fn over_view(&self, tick: Moment) -> Option<view::Overlay> {
        Some(match self.over.as_ref()? {
            Overlay::Help(from) => view::Overlay::Text { title: "Help".to_owned(), lines: help(), from: *from },
            Overlay::Ingredients(from) => {
                view::Overlay::Text { title: "Ingredients".to_owned(), lines: self.ingredients(), from: *from }
            }
            Overlay::Prompt(prompt) => prompt.clone().view(&self.session, tick),
            Overlay::Entry { text, fault } => view::Overlay::Entry {
                label: "New timer, such as: 12 rice".to_owned(),
                text: text.clone(),
                fault: fault.clone(),
            },
        })
    }
}

/// What each key would do now, from the one table.
fn footer(place: Place, kitchen: &Kitchen<'_>) -> Vec<KeyHint> {
    let told = bindings(place).filter(|binding| binding.footer).filter_map(|binding| {
        let resolved = resolve::resolve(binding.command, kitchen)?;
        Some(hint(binding.name, &resolved.label))
    });
    told.fold(Vec::new(), |mut keys: Vec<KeyHint>, key| {
        match keys.last_mut() {
            // Two keys that differ in their sign only take the room of one.
            Some(last) if last.does == "1 min more" && key.does == "1 min less" => *last = hint("↑↓", "1 min"),
            Some(_) | None => keys.push(key),
        }
        keys
    })
}
