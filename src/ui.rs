//! From keys to acts: what the cook looks at, and what each key means now.
//!
//! An [`App`] is the session and what the cook looks at. It is as pure as the session: time is an argument, a key gives
//! [`Intent`]s, and whoever drives it carries them out. The first key of any kind on a ring only quiets it, whatever else is
//! open; one table (`keymap`) drives dispatch, footer and help, and one resolution of a command (`resolved`) both what it
//! does and what the footer says that it will do. Commands from outside ([`control`]) and the buttons of a notification ([`answer`])
//! go by that same resolution.

mod answer;
pub mod control;
mod debounce;
mod entry;
mod help;
mod keymap;
mod mute;
mod page;
mod prompt;
mod resolve;
mod resume;
mod screen;
mod shelf;

#[cfg(test)]
mod answer_tests;
#[cfg(test)]
mod outside_tests;
#[cfg(test)]
mod shelf_tests;
#[cfg(test)]
mod tests;

use crate::engine::{Act, Alarm, AlarmId, Logged, Refused, Run, Session};
use crate::recipe::search::Search;
use crate::recipe::{Dish, Phase, RecipeSummary, Unit};
use crate::time::{Moment, Span};
use crate::view::active_steps::{ActiveStep, StepStatus, active_steps};
use crate::view::call::Call;
use crate::view::words::words;
use debounce::Debounce;
use keymap::{Command, Place};
use page::Page;
use prompt::{Leaving, Prompt};
use resolve::{Change, Effect};
use resume::LONG;
use shelf::ShelfRecipes;
use std::sync::Arc;

/// A key, whatever terminal it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// Control and C: asks to leave.
    Interrupt,
    /// Any other key: it quiets a ring like all, and means nothing else.
    Other,
}

/// What a key asks of whoever drives the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// Apply this act: [`App::apply`] with the moment of the key.
    Act(Act),
    /// Read the recipe of that name, and give it back: [`App::opened`].
    Open(String),
    /// Leave the screen, and let what cooks go on: a keeper without a screen goes on calling.
    Leave,
    /// Leave the program. The session is over: it goes to the archive.
    Quit,
    /// The session is over and looked back on: it goes to the archive. Then [`App::finish`]; the program goes on.
    Finish,
    /// The session is put away as it is, by the cook's wish. Then [`App::finish`]; the program goes on.
    SetAside,
}

/// What lies over the page.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Overlay {
    /// The keys, from that line on.
    Help(usize),
    /// Ingredients and notes, from that line on.
    Ingredients(usize),
    /// A question.
    Prompt(Prompt),
    /// A new timer being typed, and why the last try was not taken.
    Entry { text: String, fault: Option<String> },
}

/// How long a pick stands without a key, and a passing line in the status.
const PICKED_FOR: Span = Span::secs(30);
const FLASH_FOR: Span = Span::secs(6);
/// How long a line stands that tells what happened while nobody looked.
const TOLD_FOR: Span = Span::MINUTE;
/// How long a ring stays quiet by the cook's own clock in a rehearsal, where two minutes are over before a second key is pressed.
const HEARD_FOR: Span = Span::secs(5);

/// The session and what the cook looks at.
#[derive(Clone, Debug)]
pub struct App {
    stock: ShelfRecipes,
    search: Search,
    session: Session,
    page: Page,
    over: Option<Overlay>,
    picked: Option<(Run, Moment)>,
    debounce: Debounce,
    flash: Option<(String, Moment)>,
    note: Option<String>,
    saved: Option<String>,
    unsettled: Option<String>,
    unsettled_lines: Vec<String>,
    muted: Option<Moment>,
    unit: Option<Unit>,
    keeper: bool,
    /// What calls without this screen, in words.
    calls_by: Option<String>,
    warnings: Vec<String>,
    banner: Option<String>,
    speed: i64,
    /// In a rehearsal: what was heard, and until when it stays quiet at the least.
    heard: Vec<(AlarmId, Moment)>,
}

impl App {
    /// Opens on the shelf, with these recipes on it and that wrong with files.
    pub fn new(cards: Vec<Arc<RecipeSummary>>, faults: Vec<String>) -> App {
        let mut app = App {
            stock: ShelfRecipes::default(),
            search: Search::default(),
            session: Session::new(),
            page: Page::shelf(),
            over: None,
            picked: None,
            debounce: Debounce::default(),
            flash: None,
            note: None,
            saved: None,
            unsettled: None,
            unsettled_lines: Vec::new(),
            muted: None,
            unit: None,
            keeper: false,
            calls_by: None,
            warnings: Vec::new(),
            banner: None,
            speed: 1,
            heard: Vec::new(),
        };
        app.restock(cards, faults, None);
        app
    }

    /// Time runs so many times as fast as a key repeats (a rehearsal).
    pub fn set_speed(&mut self, speed: u32) {
        self.speed = i64::from(speed.max(1));
    }

    /// Takes up the acts of an earlier time.
    pub fn resume(&mut self, log: Vec<Logged>) {
        self.session = Session::replay(log);
        self.page = if self.session.dishes().next().is_some() { Page::Kitchen } else { Page::shelf() };
    }

    /// The act that brings a dish; shows the board.
    pub fn add(&mut self, dish: Dish) -> Act {
        self.page = Page::Kitchen;
        Act::Add { dish: self.session.next_dish(), what: Box::new(dish) }
    }

    /// The session, for reading.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Changes the session.
    pub fn apply(&mut self, act: Act, now: Moment) -> Result<(), Refused> {
        let result = self.session.apply(act, now);
        if let Err(why) = result {
            self.flash(refused(why), now);
        }
        let gone = self.picked.is_some_and(|(run, _)| {
            self.session.dish(run.dish).filter(|c| c.is_live()).and_then(|c| c.run(run.step)) != Some(run)
        });
        if gone {
            self.picked = None;
        }
        if self.page == Page::Kitchen && self.session.dishes().next().is_none() {
            self.page = Page::shelf();
        }
        result
    }

    /// What stands at `now`, in words, for every channel out; the one that matters most first.
    pub fn calls(&self, now: Moment) -> Vec<Call> {
        let asks = self.asks_first();
        let standing = self.session.alarms(now).into_iter().filter(|alarm| !asks || now - alarm.since <= LONG);
        let items = active_steps(&self.session, now);
        let told = standing.map(|alarm| {
            let words = words(&self.session, &alarm, now);
            Call {
                title: words.with_dish(&words.dish),
                body: words.todo.join(" "),
                dish: words.dish,
                phase: self.phase(&alarm),
                offers: answer::offers(&self.session, &items, &alarm, now),
                alarm,
            }
        });
        told.collect()
    }

    fn phase(&self, alarm: &Alarm) -> Option<Phase> {
        // The oven is called for a step, and is not that step.
        let run = alarm.id.run().filter(|_| !matches!(alarm.id, AlarmId::OvenOn(_)))?;
        self.session.dish(run.dish)?.dish.step(run.step).map(|step| step.phase)
    }

    /// When [`App::calls`] changes next by time alone.
    pub fn next_wake(&self, now: Moment) -> Option<Moment> {
        self.session.next_wake(now)
    }

    /// A quiet line for the status ("No notifications: only this screen will call you"); none takes it away.
    pub fn set_note(&mut self, note: Option<String>) {
        self.note = note;
    }

    /// A line that says what is wrong with the journal ("Not saved yet: the disk is full; cooking goes on"); none takes it away. It
    /// stands before that of [`App::set_note`].
    pub fn set_saved(&mut self, saved: Option<String>) {
        self.saved = saved;
    }

    /// What is wrong with the settings: in a few words, which stand after all the others in the status, and one line each, which stand
    /// before the faults of recipes from the next [`App::restock`] on.
    pub fn set_unsettled(&mut self, unsettled: Option<String>, lines: Vec<String>) {
        (self.unsettled, self.unsettled_lines) = (unsettled, lines);
    }

    /// What set-up shows oven temperatures in at first; none: as the recipe has them.
    pub fn set_unit(&mut self, unit: Option<Unit>) {
        self.unit = unit;
    }

    /// Whether a keeper can go on without this screen, so that leaving may let things run. Never in a rehearsal.
    pub fn set_keeper(&mut self, keeper: bool) {
        self.keeper = keeper;
    }

    /// What calls where there is no screen ("notification and sound"), so that leaving can say so; none where nothing does.
    pub fn set_calls_by(&mut self, by: Option<String>) {
        self.calls_by = by;
    }

    /// What set-up says before the first countdown.
    pub fn set_warnings(&mut self, warnings: Vec<String>) {
        self.warnings = warnings;
    }

    /// A line above everything (a rehearsal says so).
    pub fn set_banner(&mut self, banner: Option<String>) {
        self.banner = banner;
    }

    /// Says something in the status line, for a minute or until the next key.
    pub fn tell(&mut self, text: &str, now: Moment) {
        self.flash = Some((text.to_owned(), now + TOLD_FOR.times(self.speed)));
    }

    /// Whether something passing stands in the status line.
    pub fn is_telling(&self, now: Moment) -> bool {
        self.flash.as_ref().is_some_and(|(_, until)| *until > now)
    }

    /// The session is over: an empty kitchen, and the shelf.
    pub fn finish(&mut self) {
        self.session = Session::new();
        self.page = Page::shelf();
        self.over = None;
        self.picked = None;
        self.flash = None;
    }

    /// A key was pressed.
    pub fn key(&mut self, key: Key, now: Moment) -> Vec<Intent> {
        let key = if key == Key::Char(' ') { Key::Space } else { key };
        if self.debounce.swallows(key, now, self.speed) {
            return Vec::new();
        }
        let alarms = self.session.alarms(now);
        if let Some(top) = self.ringing(&alarms, now) {
            self.debounce.after_ring(key, now, self.speed);
            let act = resolve::on_ring(&self.session, top, key, now);
            let id = top.id;
            // Of several, the one that was heard is what Enter answers next, as its ring says.
            if let (AlarmId::Out(run) | AlarmId::Waiting(run) | AlarmId::Start(run), true) = (id, alarms.len() > 1) {
                self.picked = Some((run, now + PICKED_FOR.times(self.speed)));
            }
            self.hear(id, now);
            return vec![Intent::Act(act)];
        }
        self.flash = None;
        if let Some((_, until)) = &mut self.picked {
            *until = now + PICKED_FOR.times(self.speed);
        }
        let intents = match self.over.take() {
            Some(over) => self.key_over(over, key, now),
            None => self.key_page(key, now),
        };
        if key == Key::Enter {
            self.debounce.after_enter(now, self.speed);
        }
        intents
    }

    /// What fills the screen: the first alarm that is not quiet.
    fn ringing<'a>(&self, alarms: &'a [Alarm], now: Moment) -> Option<&'a Alarm> {
        let heard = |alarm: &&Alarm| self.heard.iter().any(|(id, until)| *id == alarm.id && *until > now);
        alarms.iter().find(|alarm| alarm.quiet_until.is_none() && !heard(alarm)).filter(|_| !self.asks_first())
    }

    fn key_page(&mut self, key: Key, now: Moment) -> Vec<Intent> {
        match &self.page {
            Page::Shelf(_) => self.key_shelf(key),
            Page::SetUp { .. } => self.key_set_up(key),
            Page::Kitchen => {
                let place = if self.at_end(now) { Place::End } else { Place::Kitchen };
                keymap::command(place, key).map_or_else(Vec::new, |command| self.command(command, now))
            }
        }
    }

    /// Carries out a command on the board or at the end.
    fn command(&mut self, command: Command, now: Moment) -> Vec<Intent> {
        let items = active_steps(&self.session, now);
        let kitchen = self.kitchen(&items, now);
        let Some(resolved) = resolve::resolve(command, &kitchen) else {
            let reason = resolve::why_not(command, &kitchen);
            if let Some(reason) = reason {
                self.flash(reason, now);
            }
            return Vec::new();
        };
        match resolved.effect {
            Effect::Act(act) => {
                if matches!(act, Act::Undo { .. }) {
                    self.flash(format!("Taken back: {}", resolved.label.trim_start_matches("undo: ")), now);
                }
                if matches!(act, Act::Done { .. } | Act::Start { .. }) {
                    self.picked = None;
                }
                vec![Intent::Act(act)]
            }
            Effect::Change(change) => self.change(change, now),
        }
    }

    fn change(&mut self, change: Change, now: Moment) -> Vec<Intent> {
        match change {
            Change::Pick(run) => self.picked = run.map(|run| (run, now + PICKED_FOR.times(self.speed))),
            Change::Ask(prompt) => self.over = Some(Overlay::Prompt(prompt)),
            Change::Entry => self.over = Some(Overlay::Entry { text: String::new(), fault: None }),
            Change::Mute(until) => self.muted = until,
            Change::Help => self.over = Some(Overlay::Help(0)),
            Change::Ingredients => self.over = Some(Overlay::Ingredients(0)),
            Change::Shelf => self.page = Page::shelf(),
            Change::Finish => return vec![Intent::Finish],
            Change::Quit if self.at_end(now) => return vec![Intent::Finish, Intent::Quit],
            Change::Quit => return vec![Intent::Quit],
        }
        Vec::new()
    }

    fn kitchen<'a>(&'a self, items: &'a [ActiveStep<'a>], now: Moment) -> resolve::Kitchen<'a> {
        let picked = self.picked.filter(|(_, until)| *until > now).map(|(run, _)| run);
        let muted = self.muted(now);
        resolve::Kitchen { session: &self.session, items, picked, leaving: self.leaving(), muted, now }
    }

    /// What leaving can mean.
    fn leaving(&self) -> Leaving {
        match (self.keeper, &self.calls_by) {
            (false, _) => Leaving::Ends,
            (true, Some(by)) => Leaving::Keeps(by.clone()),
            (true, None) => Leaving::KeepsMute,
        }
    }

    /// Whether something counts down.
    pub fn counts(&self, now: Moment) -> bool {
        active_steps(&self.session, now)
            .iter()
            .any(|item| matches!(item.stand, StepStatus::Running { .. } | StepStatus::Window { .. }))
    }

    /// Whether everything that was cooked has come to its end, and nothing calls.
    fn at_end(&self, now: Moment) -> bool {
        let mut dishes = self.session.dishes().peekable();
        dishes.peek().is_some() && dishes.all(|c| !c.is_live()) && self.session.alarms(now).is_empty()
    }

    fn flash(&mut self, text: impl Into<String>, now: Moment) {
        self.flash = Some((text.into(), now + FLASH_FOR.times(self.speed)));
    }
}

fn refused(why: Refused) -> &'static str {
    match why {
        Refused::Stale => "That is over already",
        Refused::NotNow => "That cannot be done now",
        Refused::TooShort => "Under a minute would be left: Tab to pick it, then Enter ends it",
        Refused::Full => "No more than 30 dishes at once",
        Refused::BadTime => "That is too far away",
    }
}
