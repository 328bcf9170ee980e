//! From keys to acts: focus, prompts, and what each key means now.
//!
//! An [`App`] is the session and what the cook looks at. It is as pure as the session: time is an argument, a key gives
//! [`Intent`]s, and whoever drives it carries them out.

use crate::engine::{Act, Alarm, Refused};
use crate::recipe::Recipe;
use crate::time::{Clock, Moment};
use crate::view::Shown;

/// A key, whatever terminal it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// Return.
    Enter,
    /// The space bar.
    Space,
    /// Tab.
    Tab,
    /// Shift and Tab.
    BackTab,
    /// Escape.
    Esc,
    /// Backspace.
    Backspace,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// Any other letter or sign.
    Char(char),
    /// Any other key: it quiets a ring like all, and means nothing else.
    Other,
}

/// What a key asks of whoever drives the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// Apply this act: [`App::apply`] with the moment of the key.
    Act(Act),
    /// Leave the program.
    Quit,
}

/// What calls the cook on one road: an alarm with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The alarm.
    pub alarm: Alarm,
    /// "Pork belly: roast is done".
    pub title: String,
    /// "Take it out. Oven down to 250 °F."
    pub body: String,
}

/// The session and what the cook looks at.
pub struct App {}

impl App {
    /// Opens on the shelf.
    pub fn new(recipes: Vec<Recipe>, faults: Vec<String>) -> App {
        let _ = (recipes, faults);
        App {}
    }
    /// Opens the set-up of a recipe, by its place among those given to [`App::new`].
    pub fn open(&mut self, recipe: usize) {
        let _ = recipe;
        todo!()
    }
    /// Adds a dish or a timer; a timer runs at once.
    pub fn add(&mut self, dish: crate::recipe::Dish, now: Moment) {
        let _ = (dish, now);
        todo!()
    }
    /// A key was pressed.
    pub fn key(&mut self, key: Key, now: Moment) -> Vec<Intent> {
        let _ = (key, now);
        todo!()
    }
    /// Changes the session.
    pub fn apply(&mut self, act: Act, now: Moment) -> Result<(), Refused> {
        let _ = (act, now);
        todo!()
    }
    /// What stands at `now`, in words, for every road out.
    pub fn calls(&self, now: Moment) -> Vec<Call> {
        let _ = now;
        todo!()
    }
    /// When [`App::calls`] changes next by time alone.
    pub fn next_wake(&self, now: Moment) -> Option<Moment> {
        let _ = now;
        todo!()
    }
    /// What the screen shows at `now`, and until when.
    pub fn shown(&self, now: Moment, clock: &Clock) -> Shown {
        let _ = (now, clock);
        todo!()
    }
    /// A quiet line for the status ("No notifications: only this screen will call you"); none takes it away.
    pub fn set_note(&mut self, note: Option<String>) {
        let _ = note;
    }
    /// A line above everything (a rehearsal says so).
    pub fn set_banner(&mut self, banner: Option<String>) {
        let _ = banner;
    }
}
