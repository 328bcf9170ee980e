//! All that the screen shows, as data.
//!
//! The terminal part draws a [`Screen`] and decides nothing; a screen is equal to the one before exactly when nothing that a
//! cook could see has changed, so that equal screens need no drawing. Texts are ready for reading; what does not fit is cut where it
//! is drawn, least important first.

pub(crate) mod active_steps;
pub(crate) mod board;
pub mod call;
pub(crate) mod dish_name;
pub(crate) mod end;
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
    /// What fills the screen.
    pub body: Body,
    /// What lies over it.
    pub over: Option<Overlay>,
    /// A quiet line above the footer ("No notifications: only this screen will call you").
    pub note: Option<String>,
    /// The footer: what each key would do now, the most important first.
    pub keys: Vec<KeyHint>,
}

/// A key and its consequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyHint {
    /// "Enter", "Space", "↑↓", "u".
    pub key: String,
    /// "the glaze is stirred".
    pub does: String,
}

/// What fills the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// The recipes to choose from.
    Shelf(ShelfView),
    /// A recipe before it is begun.
    SetUp(SetUpView),
    /// Cooking.
    Board(BoardView),
    /// Something calls the cook.
    Ring(RingView),
    /// All is served.
    End(EndView),
}

/// What lies over the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// Text to read: help, ingredients.
    Text {
        /// Its heading.
        title: String,
        /// Its lines; one that ends in a colon is a heading.
        lines: Vec<String>,
        /// The first line shown, when it does not fit.
        from: usize,
    },
    /// A question; the first answer is the safe one.
    Prompt {
        /// What is asked.
        question: String,
        /// The answers.
        answers: Vec<KeyHint>,
    },
    /// A line being typed.
    Entry {
        /// What is wanted ("New timer, such as: 12 rice").
        label: String,
        /// What is typed so far.
        text: String,
        /// What that means; several to choose from if it may mean more than one thing.
        readings: Vec<String>,
        /// The one that Enter takes, where there are several.
        picked: Option<usize>,
        /// Why it could not be taken.
        fault: Option<String>,
    },
}

/// The recipes to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShelfView {
    /// "18:12".
    pub clock: String,
    /// What was typed to filter.
    pub filter: String,
    /// How many rows there are: the recipes that fit, and timers.
    pub fit: usize,
    /// How many of the rows are timers.
    pub timers: usize,
    /// Those of them that can be in sight, however high the screen.
    pub rows: Vec<ShelfRow>,
    /// The place of the first of `rows` among all that fit.
    pub from: usize,
    /// The place of the picked one among all that fit.
    pub picked: usize,
    /// How many recipes there are, filtered out or not.
    pub total: usize,
    /// What goes on, or what of the filter cannot be read ("Reading recipes: 3,200").
    pub status: Option<String>,
    /// Files that could not be read, one line each; the first of them where there are many.
    pub faults: Vec<String>,
    /// How many more there are.
    pub more_faults: usize,
}

/// One recipe on the shelf.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShelfRow {
    /// Its name.
    pub name: String,
    /// The parts of its name that were searched for, as bytes, in order.
    pub marks: Vec<Range<usize>>,
    /// "serves 4 · about 2 h 10".
    pub detail: String,
}

/// A recipe before it is begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetUpView {
    /// Recipe name.
    pub title: String,
    /// "18:12".
    pub clock: String,
    /// What can be set; one is picked.
    pub settings: Vec<SettingRow>,
    /// Index into `settings`.
    pub picked: usize,
    /// Ingredient lines, scaled; one that ends in a colon is a heading.
    pub ingredients: Vec<String>,
    /// "ready about 20:14 to 20:35", "2 h 5 to 2 h 25".
    pub ready: Vec<String>,
    /// What is worth knowing before starting.
    pub warnings: Vec<String>,
    /// The steps, one line each.
    pub steps: Vec<StepLine>,
    /// Notes of the recipe.
    pub notes: Vec<String>,
}

/// One thing that set-up can change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingRow {
    /// "Servings", "Chill how long?", "Oven in".
    pub label: String,
    /// "4", "overnight, 8 h or longer", "°F".
    pub value: String,
}

/// Cooking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardView {
    /// "Honey glazed crispy pork belly · 4", or "Dinner" for several dishes.
    pub title: String,
    /// "18:12".
    pub clock: String,
    /// "Oven 170 °C"; empty while it is off.
    pub oven: String,
    /// "eat about 19:41 (was 19:35)"; empty where nothing is to be eaten.
    pub eat: String,
    /// What the big digits are about; none if nothing counts.
    pub hero: Option<MainClock>,
    /// Everything else that counts.
    pub cards: Vec<Card>,
    /// What to do now.
    pub you: String,
    /// "5 min", beside `you`.
    pub you_time: String,
    /// What comes next.
    pub next: String,
    /// When: "18:49".
    pub next_time: String,
    /// And then.
    pub then: String,
    /// Every step, where there is room for a list.
    pub steps: Vec<StepLine>,
}

/// How something that counts stands; told in words too, never by colour alone.
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
    /// Stopped by the cook.
    Paused,
}

/// The one thing in big digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MainClock {
    /// "ROAST", "PUT THE PORK IN": always in capitals.
    pub label: String,
    /// "out in", "flip in", "out at the latest in".
    pub what: String,
    /// "37:04", "1:04:10", "+2 min".
    pub digits: String,
    /// How it stands.
    pub mood: ClockState,
    /// How far it ran.
    pub bar: Option<Bar>,
    /// "350 °F · Skin side up, uncovered. Until: the skin is dry and blistered".
    pub detail: String,
    /// Whether the keys act on it (Tab picked it).
    pub picked: bool,
}

/// How far something ran, in thousandths of its whole length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Done so far, 0 to 1000, in steps that a bar of usual width can show.
    pub done: u16,
    /// Where the window begins, for a range.
    pub window: Option<u16>,
}

/// A line of something that counts beside the hero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// "Pork · roast".
    pub name: String,
    /// "170 °C", or empty.
    pub oven: String,
    /// How far it ran.
    pub bar: Option<Bar>,
    /// "5:58", "paused at 12:10", "waiting 2 min".
    pub left: String,
    /// "out 18:49".
    pub end: String,
    /// How it stands.
    pub mood: ClockState,
    /// Whether the keys act on it.
    pub picked: bool,
}

/// Where a step stands.
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
    /// Where it stands.
    pub mark: StepMark,
    /// "Roast · 350 °F".
    pub text: String,
    /// "1 h", "15 to 20 min", "18:49".
    pub time: String,
}

/// Something calls the cook: the whole screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RingView {
    /// Whether it is a call to run for, told by reverse video; a calm one is shown plainly.
    pub calm: bool,
    /// "Pork belly".
    pub dish: String,
    /// "18:55".
    pub clock: String,
    /// What to do, in one or two short words for big letters: "BASTE", "FLIP", "OUT".
    pub big: String,
    /// What to do, in full.
    pub words: Vec<String>,
    /// "6 min 12 s over", "5:00 to go".
    pub over: String,
    /// "eat about 19:41 (was 19:35)".
    pub eat: String,
    /// What else waits.
    pub also: Vec<String>,
    /// What each key will do, the first of them "any key".
    pub keys: Vec<KeyHint>,
    /// Whether the edge is lit in this half of the blink.
    pub edge: bool,
}

/// All is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndView {
    /// "Served at 19:41".
    pub title: String,
    /// "18:12".
    pub clock: String,
    /// What took how long.
    pub rows: Vec<EndRow>,
    /// "2 h 12, planned 2 h 05".
    pub total: String,
}

/// A step, looked back on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndRow {
    /// "Roast".
    pub name: String,
    /// "1 h 4".
    pub took: String,
    /// "1 h".
    pub planned: String,
}

/// A screen, and the moment from which it could look different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScreenFrame {
    /// What is shown.
    pub screen: Screen,
    /// The first moment at which it may change by time alone; none if it stands still.
    pub until: Option<Moment>,
}
