//! All that the screen shows, as data.
//!
//! The terminal part draws a [`Screen`] and decides nothing. Two screens are equal exactly if a cook sees no
//! difference, so an equal screen is not drawn again. Texts are complete; drawing cuts what does not fit, least
//! important first.

pub(crate) mod active_steps;
pub(crate) mod batch;
pub(crate) mod board;
pub mod call;
pub(crate) mod dish_name;
pub(crate) mod end;
pub(crate) mod food;
pub(crate) mod frame_time;
pub mod markup;
pub(crate) mod ring;
pub mod scene;
pub(crate) mod set_up;
pub(crate) mod shelf;
pub mod status;
pub mod template;
pub(crate) mod template_scan;
pub(crate) mod title;
pub(crate) mod todo;
pub(crate) mod words;

use crate::time::Moment;
use std::ops::Range;

/// One whole screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screen {
    /// A line above everything ("Rehearsal, 60 times as fast. Nothing is kept.").
    pub banner: Option<String>,
    /// The page.
    pub body: Body,
    /// What lies over the page.
    pub over: Option<Overlay>,
    /// A quiet line above the footer ("No notifications: only this screen will call you").
    pub note: Option<String>,
    /// The footer: what each key does now, most important first.
    pub keys: Vec<KeyHint>,
}

/// A key and what it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyHint {
    /// "Enter", "Space", "↑↓", "u".
    pub key: String,
    /// "the glaze is stirred".
    pub does: String,
}

/// The page that fills the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// The recipes to choose from.
    Shelf(ShelfView),
    /// A recipe before it is begun.
    SetUp(SetUpView),
    /// The dishes that are cooking.
    Board(BoardView),
    /// Something calls the cook.
    Ring(RingView),
    /// Everything is served.
    End(EndView),
}

/// What lies over the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// Text to read: help, ingredients.
    Text {
        /// Its heading.
        title: String,
        /// Its lines; a line that ends in a colon is a heading.
        lines: Vec<String>,
        /// The first line shown if not all fit.
        from: usize,
    },
    /// A question; the first answer is the safe one.
    Prompt {
        /// The question.
        question: String,
        /// The answers.
        answers: Vec<KeyHint>,
    },
    /// A line that the cook types.
    Entry {
        /// What to type ("New timer, such as: 12 rice").
        label: String,
        /// The text so far.
        text: String,
        /// What the text means; several if it is ambiguous.
        readings: Vec<String>,
        /// The reading that Enter takes, if there are several.
        picked: Option<usize>,
        /// Why the text was refused.
        fault: Option<String>,
    },
}

/// The recipes to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShelfView {
    /// "18:12".
    pub clock: String,
    /// The filter that was typed.
    pub filter: String,
    /// How many rows there are: matching recipes and timers.
    pub fit: usize,
    /// How many of the rows are timers.
    pub timers: usize,
    /// The rows that any terminal could show, not all.
    pub rows: Vec<ShelfRow>,
    /// The index of the first of `rows` among all rows.
    pub from: usize,
    /// The index of the picked row among all rows.
    pub picked: usize,
    /// How many recipes there are, matching or not.
    pub total: usize,
    /// What is going on, or why the filter cannot be read ("Reading recipes: 3,200").
    pub status: Option<String>,
    /// Files that could not be read, one line each, up to a limit.
    pub faults: Vec<String>,
    /// How many faults are left out.
    pub more_faults: usize,
}

/// One recipe on the shelf.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShelfRow {
    /// Its name.
    pub name: String,
    /// The parts of the name that match the search, as byte ranges in order.
    pub marks: Vec<Range<usize>>,
    /// "serves 4 · about 2 h 10".
    pub detail: String,
}

/// A recipe before it is begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetUpView {
    /// The recipe's name.
    pub title: String,
    /// "18:12".
    pub clock: String,
    /// What the cook can set.
    pub settings: Vec<SettingRow>,
    /// The picked row, as an index into `settings`.
    pub picked: usize,
    /// Scaled ingredient lines; a line that ends in a colon is a heading.
    pub ingredients: Vec<String>,
    /// "ready about 20:14 to 20:35", "2 h 5 to 2 h 25".
    pub ready: Vec<String>,
    /// What the cook should know before starting.
    pub warnings: Vec<String>,
    /// The steps, one line each.
    pub steps: Vec<StepLine>,
    /// Notes of the recipe.
    pub notes: Vec<String>,
}

/// One row that the cook can set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingRow {
    /// "Servings", "Chill how long?", "Oven in".
    pub label: String,
    /// "4", "overnight, 8 h or longer", "°F".
    pub value: String,
}

/// The dishes that are cooking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardView {
    /// "Honey glazed crispy pork belly · 4", or "Dinner" for several dishes.
    pub title: String,
    /// "18:12".
    pub clock: String,
    /// "Oven 170 °C"; empty while it is off.
    pub oven: String,
    /// "eat about 19:41 (was 19:35)"; empty if only timers run.
    pub eat: String,
    /// The big digits; `None` if nothing counts.
    pub hero: Option<MainClock>,
    /// Everything else that counts.
    pub cards: Vec<Card>,
    /// What to do now.
    pub you: String,
    /// "5 min", beside `you`.
    pub you_time: String,
    /// What comes next.
    pub next: String,
    /// When it comes: "18:49".
    pub next_time: String,
    /// What comes after `next`.
    pub then: String,
    /// Every step, for screens with room for the list.
    pub steps: Vec<StepLine>,
}

/// The state of something that counts; shown in words too, never by colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockState {
    /// Counting down.
    Running,
    /// Between the two ends of a range.
    Window,
    /// Past its end.
    Overdue,
    /// Ready, or waiting for the cook.
    Waiting,
    /// Paused by the cook.
    Paused,
}

/// What the big digits show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MainClock {
    /// "ROAST", "PUT THE PORK IN"; always in capitals.
    pub label: String,
    /// "out in", "flip in", "out at the latest in".
    pub what: String,
    /// "37:04", "1:04:10", "+2 min".
    pub digits: String,
    /// Its state.
    pub mood: ClockState,
    /// Its progress.
    pub bar: Option<Bar>,
    /// "350 °F · Skin side up, uncovered. Until: the skin is dry and blistered".
    pub detail: String,
    /// Whether Tab picked it, so that keys act on it.
    pub picked: bool,
}

/// Progress, in thousandths of the whole length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// 0 to 1000, in steps that a bar of usual width can show.
    pub done: u16,
    /// Where the window of a range begins.
    pub window: Option<u16>,
}

/// One line for something that counts beside the big digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// "Pork · roast".
    pub name: String,
    /// "170 °C", or empty.
    pub oven: String,
    /// Its progress.
    pub bar: Option<Bar>,
    /// "5:58", "paused at 12:10", "waiting 2 min".
    pub left: String,
    /// "out 18:49".
    pub end: String,
    /// Its state.
    pub mood: ClockState,
    /// Whether keys act on it.
    pub picked: bool,
}

/// The state of a step in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepMark {
    /// Done.
    Done,
    /// Being done, or waiting for the cook.
    Now,
    /// Still to come.
    Ahead,
}

/// A line of the list of steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepLine {
    /// Its state.
    pub mark: StepMark,
    /// "Roast · 350 °F".
    pub text: String,
    /// "1 h", "15 to 20 min", "18:49".
    pub time: String,
}

/// Something calls the cook: the whole screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RingView {
    /// A calm ring is shown plainly; any other in reverse video, as the cook should run.
    pub calm: bool,
    /// "Pork belly".
    pub dish: String,
    /// "18:55".
    pub clock: String,
    /// What to do, in one or two short words in big letters: "BASTE", "FLIP", "OUT".
    pub big: String,
    /// What to do, in full.
    pub words: Vec<String>,
    /// "6 min 12 s over", "5:00 to go".
    pub over: String,
    /// "eat about 19:41 (was 19:35)".
    pub eat: String,
    /// What else waits for the cook.
    pub also: Vec<String>,
    /// What each key does; the first entry is "any key".
    pub keys: Vec<KeyHint>,
    /// Whether the edge is lit, in this half of the blink.
    pub edge: bool,
}

/// Everything is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndView {
    /// "Served at 19:41".
    pub title: String,
    /// "18:12".
    pub clock: String,
    /// What may come later, each with its digit: "1  Into the fridge, within 2 h".
    pub later: Vec<String>,
    /// How long each step took.
    pub rows: Vec<EndRow>,
    /// "2 h 12, planned 2 h 05".
    pub total: String,
}

/// A finished step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndRow {
    /// "Roast".
    pub name: String,
    /// "1 h 4".
    pub took: String,
    /// "1 h".
    pub planned: String,
}

/// A screen and how long it stays valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScreenFrame {
    /// The screen.
    pub screen: Screen,
    /// The first moment at which time alone may change it; `None` if never.
    pub until: Option<Moment>,
}
