//! The keys of every page: what each means, and its name in footer, help and README. No other file matches on keys.

use super::Key;
use crate::view::KeyHint;

/// The keys of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeyPattern {
    These(&'static [Key]),
    /// Any letter, sign or space that has no row of its own.
    Letters,
    /// Any key that has no row of its own.
    Others,
}

/// A row of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Binding<C: 'static> {
    pub(super) keys: KeyPattern,
    /// The key's name in footer and help.
    pub(super) name: &'static str,
    pub(super) command: C,
    /// The text in help, and in the footer of pages other than the board.
    pub(super) help: &'static str,
    /// Whether the footer shows it.
    pub(super) footer: bool,
}

impl<C: Copy> Binding<C> {
    const fn new(keys: KeyPattern, name: &'static str, command: C, help: &'static str) -> Binding<C> {
        Binding { keys, name, command, help, footer: true }
    }
    const fn hidden(keys: KeyPattern, name: &'static str, command: C, help: &'static str) -> Binding<C> {
        Binding { keys, name, command, help, footer: false }
    }

    /// The row as a footer entry.
    pub(super) fn hint(&self, does: impl Into<String>) -> KeyHint {
        KeyHint { key: self.name.to_owned(), does: does.into() }
    }
}

/// The name of the two keys that choose, in footer and help.
const CHOOSE: &str = "↑↓";

/// The rows of a page in footer order, most important first.
pub(super) type Table<C> = &'static [Binding<C>];

/// The command of a key on a page; capitals count as small letters.
pub(super) fn command<C: Copy>(table: Table<C>, key: Key) -> Option<C> {
    let find = |fits: &dyn Fn(&KeyPattern) -> bool| table.iter().find(|row| fits(&row.keys)).map(|row| row.command);
    find(&|keys| matches!(keys, KeyPattern::These(these) if these.contains(&key.lower_case())))
        .or_else(|| find(&|keys| *keys == KeyPattern::Letters && key.letter().is_some()))
        .or_else(|| find(&|keys| *keys == KeyPattern::Others))
}

/// The footer of a page where a key always does the same.
pub(super) fn hints<C: Copy>(table: Table<C>) -> Vec<KeyHint> {
    table.iter().filter(|row| row.footer).map(|row| row.hint(row.help)).collect()
}

const fn these(keys: &'static [Key]) -> KeyPattern {
    KeyPattern::These(keys)
}

/// The commands of the board and the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BoardCommand {
    Enter,
    Pause,
    More,
    Less,
    Pick,
    PickBack,
    Unpick,
    Undo,
    Redo,
    MoreField,
    Ahead,
    NewTimer,
    /// Like `NewTimer`, with the key as its first letter.
    TypeTimer,
    /// A card of the end page.
    Later,
    Another,
    Ingredients,
    GiveUp,
    Mute,
    Help,
    Quit,
    ToShelf,
}

type Row = Binding<BoardCommand>;
const UNDO: Row = Row::new(these(&[Key::Char('u')]), "u", BoardCommand::Undo, "takes back what you did last");
const REDO: Row = Row::hidden(these(&[Key::Char('y')]), "y", BoardCommand::Redo, "brings again what u took back");
const HELP: Row = Row::new(these(&[Key::Char('h'), Key::Char('?')]), "?", BoardCommand::Help, "the keys (also h)");
const NEW_TIMER: Row = Row::new(these(&[Key::Char('n')]), "n", BoardCommand::NewTimer, "a new timer, such as: 12 rice");
const DIGITS: KeyPattern = these(&[
    Key::Char('0'),
    Key::Char('1'),
    Key::Char('2'),
    Key::Char('3'),
    Key::Char('4'),
    Key::Char('5'),
    Key::Char('6'),
    Key::Char('7'),
    Key::Char('8'),
    Key::Char('9'),
]);
const TYPE_TIMER: Row = Row::hidden(DIGITS, "0-9", BoardCommand::TypeTimer, "begins a new timer");
const LATER: Row =
    Row::new(DIGITS, "1-9", BoardCommand::Later, "starts what comes after the meal; without such a card, a new timer");
const ANOTHER: Row = Row::new(these(&[Key::Char('a')]), "a", BoardCommand::Another, "another dish from the shelf");
const INGREDIENTS: Row = Row::new(these(&[Key::Char('i')]), "i", BoardCommand::Ingredients, "ingredients and notes");
const MUTE: Row = Row::hidden(
    these(&[Key::Char('m')]),
    "m",
    BoardCommand::Mute,
    "no sound for 30 minutes; the rest still calls. Again: sound on",
);
const QUIT: Row = Row::new(
    these(&[Key::Char('q'), Key::Interrupt]),
    "q",
    BoardCommand::Quit,
    "leaves; while something cooks it asks: run on, stop or stay",
);

/// While something cooks.
pub(super) const BOARD: Table<BoardCommand> = &[
    Row::new(these(&[Key::Enter]), "Enter", BoardCommand::Enter, "answers what waits for you: done, or it is in"),
    Row::new(these(&[Key::Space]), "Space", BoardCommand::Pause, "stops the clock, and lets it go on"),
    Row::new(
        these(&[Key::Up, Key::Char('=')]),
        "↑",
        BoardCommand::More,
        "a minute more (also =); on a ring, 5 minutes more",
    ),
    Row::new(
        these(&[Key::Down, Key::Char('-')]),
        "↓",
        BoardCommand::Less,
        "a minute less (also -); where it waits, it went in a minute ago",
    ),
    Row::hidden(these(&[Key::Char('+')]), "+", BoardCommand::MoreField, "more time, typed: 5 minutes if nothing is"),
    Row::new(these(&[Key::Tab]), "Tab", BoardCommand::Pick, "picks the next; then Enter asks whether to end it early"),
    Row::hidden(these(&[Key::BackTab]), "Shift-Tab", BoardCommand::PickBack, "picks the one before"),
    Row::hidden(these(&[Key::Esc]), "Esc", BoardCommand::Unpick, "picks nothing"),
    Row::hidden(these(&[Key::Right]), "→", BoardCommand::Ahead, "reads the next steps ahead"),
    UNDO,
    REDO,
    HELP,
    NEW_TIMER,
    TYPE_TIMER,
    ANOTHER,
    INGREDIENTS,
    MUTE,
    Row::hidden(
        these(&[Key::Char('x')]),
        "x",
        BoardCommand::GiveUp,
        "asks: begin again, skip it, rename it, or give it up",
    ),
    QUIT,
];

/// When everything is served.
pub(super) const END: Table<BoardCommand> = &[
    Row::new(these(&[Key::Enter]), "Enter", BoardCommand::ToShelf, "back to the recipes"),
    UNDO,
    REDO,
    HELP,
    NEW_TIMER,
    LATER,
    ANOTHER,
    INGREDIENTS,
    MUTE,
    QUIT,
];

/// The commands while a ring fills the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RingCommand {
    Quiet,
    /// Not a key of the ring itself, but what Enter means once it is quiet.
    Answer,
    More,
}

pub(super) const RING: Table<RingCommand> = &[
    Binding::new(KeyPattern::Others, "Any key", RingCommand::Quiet, "I heard it"),
    Binding::new(these(&[]), "then Enter", RingCommand::Answer, "answers it"),
    Binding::new(these(&[Key::Up, Key::Char('='), Key::Char('+')]), "or ↑", RingCommand::More, "more time"),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ShelfCommand {
    Open,
    Up,
    Down,
    PageUp,
    PageDown,
    Type,
    Erase,
    Back,
    Leave,
}

pub(super) const SHELF: Table<ShelfCommand> = &[
    Binding::new(these(&[Key::Enter]), "Enter", ShelfCommand::Open, "open"),
    Binding::new(these(&[Key::Up, Key::BackTab]), CHOOSE, ShelfCommand::Up, "choose"),
    Binding::hidden(these(&[Key::Down, Key::Tab]), "↓", ShelfCommand::Down, "choose"),
    Binding::hidden(these(&[Key::PageUp]), "PageUp", ShelfCommand::PageUp, "a page up"),
    Binding::hidden(these(&[Key::PageDown]), "PageDown", ShelfCommand::PageDown, "a page down"),
    Binding::new(KeyPattern::Letters, "a-z", ShelfCommand::Type, "search, also #tag and <45m"),
    Binding::hidden(these(&[Key::Backspace]), "Backspace", ShelfCommand::Erase, "takes back a letter"),
    Binding::new(these(&[Key::Esc]), "Esc", ShelfCommand::Back, "back"),
    Binding::hidden(these(&[Key::Interrupt]), "Ctrl-C", ShelfCommand::Leave, "leave"),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SetUpCommand {
    Begin,
    Lower,
    Raise,
    Up,
    Down,
    Ingredients,
    Help,
    Back,
    Leave,
}

pub(super) const SET_UP: Table<SetUpCommand> = &[
    Binding::new(these(&[Key::Enter]), "Enter", SetUpCommand::Begin, "start"),
    Binding::new(these(&[Key::Left, Key::Char('-')]), "←→", SetUpCommand::Lower, "change"),
    Binding::hidden(
        these(&[Key::Right, Key::Space, Key::Char('+'), Key::Char('=')]),
        "→",
        SetUpCommand::Raise,
        "change",
    ),
    Binding::new(these(&[Key::Up, Key::BackTab]), CHOOSE, SetUpCommand::Up, "choose"),
    Binding::hidden(these(&[Key::Down, Key::Tab]), "↓", SetUpCommand::Down, "choose"),
    Binding::new(these(&[Key::Char('i')]), "i", SetUpCommand::Ingredients, "ingredients"),
    Binding::hidden(these(&[Key::Char('h'), Key::Char('?')]), "?", SetUpCommand::Help, "help"),
    Binding::new(these(&[Key::Esc]), "Esc", SetUpCommand::Back, "back"),
    Binding::hidden(these(&[Key::Interrupt]), "Ctrl-C", SetUpCommand::Leave, "leave"),
];

/// The commands in a text that lies over a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextCommand {
    Up,
    Down,
    PageUp,
    PageDown,
    Close,
}

pub(super) const TEXT: Table<TextCommand> = &[
    Binding::new(these(&[Key::Up]), CHOOSE, TextCommand::Up, "read on"),
    Binding::hidden(these(&[Key::Down]), "↓", TextCommand::Down, "read on"),
    Binding::hidden(these(&[Key::PageUp]), "PageUp", TextCommand::PageUp, "a page up"),
    Binding::hidden(these(&[Key::PageDown, Key::Space]), "PageDown", TextCommand::PageDown, "a page down"),
    Binding::new(KeyPattern::Others, "any other key", TextCommand::Close, "back"),
];

/// The commands while the cook types a timer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntryCommand {
    Up,
    Down,
    Start,
    Cancel,
    Erase,
    Type,
}

pub(super) const ENTRY: Table<EntryCommand> = &[
    Binding::new(these(&[Key::Enter]), "Enter", EntryCommand::Start, "start it"),
    Binding::new(these(&[Key::Up, Key::BackTab]), CHOOSE, EntryCommand::Up, "choose"),
    Binding::hidden(these(&[Key::Down, Key::Tab]), "↓", EntryCommand::Down, "choose"),
    Binding::new(these(&[Key::Esc, Key::Interrupt]), "Esc", EntryCommand::Cancel, "no timer"),
    Binding::hidden(these(&[Key::Backspace]), "Backspace", EntryCommand::Erase, "takes back a letter"),
    Binding::hidden(KeyPattern::Letters, "a-z", EntryCommand::Type, "how long, then a name"),
];

/// The answers to a question. The safe one comes first, unless the cook has already asked for the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PromptCommand {
    Stay,
    Yes,
    Again,
    Rename,
    Skip,
    LeaveRunning,
    Stop,
}

type Answer = Binding<PromptCommand>;

pub(super) const END_EARLY: Table<PromptCommand> = &[
    Answer::new(these(&[Key::Enter]), "Enter", PromptCommand::Yes, "end it now"),
    Answer::new(KeyPattern::Others, "any other key", PromptCommand::Stay, "let it run"),
];
pub(super) const NOT_HOT: Table<PromptCommand> = &[
    Answer::new(these(&[Key::Enter]), "Enter", PromptCommand::Stay, "no, wait for the oven"),
    Answer::new(these(&[Key::Char('i')]), "i", PromptCommand::Yes, "it is in already"),
];
pub(super) const UNDO_OLD: Table<PromptCommand> = &[
    Answer::new(these(&[Key::Enter]), "Enter", PromptCommand::Stay, "leave it as it is"),
    Answer::new(these(&[Key::Char('u')]), "u", PromptCommand::Yes, "take it back"),
];
pub(super) const GIVE_UP: Table<PromptCommand> = &[
    Answer::new(these(&[Key::Enter]), "Enter", PromptCommand::Stay, "keep it"),
    Answer::new(these(&[Key::Char('b')]), "b", PromptCommand::Again, "begin it again"),
    Answer::new(these(&[Key::Char('s')]), "s", PromptCommand::Skip, "skip this step"),
    Answer::new(these(&[Key::Char('r')]), "r", PromptCommand::Rename, "call it otherwise"),
    Answer::new(these(&[Key::Char('x')]), "x", PromptCommand::Yes, "give it all up"),
];
/// Leaving without a keeper, which ends what cooks.
pub(super) const QUIT_ENDS: Table<PromptCommand> = &[
    Answer::new(these(&[Key::Enter]), "Enter", PromptCommand::Stay, "stay"),
    Answer::new(these(&[Key::Char('x'), Key::Interrupt]), "x", PromptCommand::Stop, "stop all and leave"),
];
/// Leaving with a keeper. A cook who presses Ctrl+C twice wants to leave, not to lose a roast.
pub(super) const QUIT_KEEPS: Table<PromptCommand> = &[
    Answer::new(these(&[Key::Enter]), "Enter", PromptCommand::Stay, "stay"),
    Answer::new(these(&[Key::Char('l'), Key::Interrupt]), "l", PromptCommand::LeaveRunning, "leave it running"),
    Answer::new(these(&[Key::Char('x')]), "x", PromptCommand::Stop, "stop all and leave"),
];
pub(super) const RESUME_OLD: Table<PromptCommand> = &[
    Answer::new(these(&[Key::Enter]), "Enter", PromptCommand::Stay, "go on with it"),
    Answer::new(these(&[Key::Char('p')]), "p", PromptCommand::Yes, "put it away"),
];

#[cfg(test)]
#[path = "keymap_tests.rs"]
mod tests;
