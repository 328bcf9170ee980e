//! The one table of keys: what a key means where, and how help names it.

use super::Key;

/// Where a key is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// While something cooks.
    Kitchen,
    /// When all is served.
    End,
}

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Command {
    Enter,
    Pause,
    More,
    Less,
    Pick,
    PickBack,
    Unpick,
    Undo,
    NewTimer,
    Another,
    Ingredients,
    StopDish,
    Mute,
    Help,
    Quit,
    ToShelf,
}

/// A row of the table.
pub(super) struct Binding {
    pub(super) places: &'static [Place],
    pub(super) keys: &'static [Key],
    /// As the footer and help name the key.
    pub(super) name: &'static str,
    pub(super) command: Command,
    /// What help says.
    pub(super) help: &'static str,
    /// Whether the footer names it; help names all.
    pub(super) footer: bool,
}

const KITCHEN: &[Place] = &[Place::Kitchen];
const END: &[Place] = &[Place::End];
const BOTH: &[Place] = &[Place::Kitchen, Place::End];

/// In the order of the footer, the most important first.
pub(super) const TABLE: &[Binding] = &[
    Binding {
        places: KITCHEN,
        keys: &[Key::Enter],
        name: "Enter",
        command: Command::Enter,
        help: "answers what waits for you: done, or it is in",
        footer: true,
    },
    Binding {
        places: END,
        keys: &[Key::Enter],
        name: "Enter",
        command: Command::ToShelf,
        help: "back to the recipes",
        footer: true,
    },
    Binding {
        places: KITCHEN,
        keys: &[Key::Space],
        name: "Space",
        command: Command::Pause,
        help: "stops the clock, and lets it go on",
        footer: true,
    },
    Binding {
        places: KITCHEN,
        keys: &[Key::Up, Key::Char('='), Key::Char('+')],
        name: "↑",
        command: Command::More,
        help: "a minute more (also =); on a ring, 5 minutes more",
        footer: true,
    },
    Binding {
        places: KITCHEN,
        keys: &[Key::Down, Key::Char('-')],
        name: "↓",
        command: Command::Less,
        help: "a minute less (also -); where it waits, it went in a minute ago",
        footer: true,
    },
    Binding {
        places: KITCHEN,
        keys: &[Key::Tab],
        name: "Tab",
        command: Command::Pick,
        help: "picks the next; then Enter asks whether to end it early",
        footer: true,
    },
    Binding {
        places: KITCHEN,
        keys: &[Key::BackTab],
        name: "Shift-Tab",
        command: Command::PickBack,
        help: "picks the one before",
        footer: false,
    },
    Binding {
        places: KITCHEN,
        keys: &[Key::Esc],
        name: "Esc",
        command: Command::Unpick,
        help: "picks nothing",
        footer: false,
    },
    Binding {
        places: BOTH,
        keys: &[Key::Char('u')],
        name: "u",
        command: Command::Undo,
        help: "takes back what you did last",
        footer: true,
    },
    Binding {
        places: BOTH,
        keys: &[Key::Char('h'), Key::Char('?')],
        name: "?",
        command: Command::Help,
        help: "the keys (also h)",
        footer: true,
    },
    Binding {
        places: BOTH,
        keys: &[Key::Char('n')],
        name: "n",
        command: Command::NewTimer,
        help: "a new timer, such as: 12 rice",
        footer: true,
    },
    Binding {
        places: BOTH,
        keys: &[Key::Char('a')],
        name: "a",
        command: Command::Another,
        help: "another dish from the shelf",
        footer: true,
    },
    Binding {
        places: BOTH,
        keys: &[Key::Char('i')],
        name: "i",
        command: Command::Ingredients,
        help: "ingredients and notes",
        footer: true,
    },
    Binding {
        places: BOTH,
        keys: &[Key::Char('m')],
        name: "m",
        command: Command::Mute,
        help: "no sound for 30 minutes; the rest still calls. Again: sound on",
        footer: false,
    },
    Binding {
        places: KITCHEN,
        keys: &[Key::Char('x')],
        name: "x",
        command: Command::StopDish,
        help: "gives a dish or a timer up",
        footer: false,
    },
    Binding {
        places: BOTH,
        keys: &[Key::Char('q'), Key::Interrupt],
        name: "q",
        command: Command::Quit,
        help: "leaves; while something cooks it asks: run on, stop or stay",
        footer: true,
    },
];

/// What a key asks for there. Capitals count as small letters.
pub(super) fn command(place: Place, key: Key) -> Option<Command> {
    let key = if let Key::Char(c) = key { Key::Char(c.to_ascii_lowercase()) } else { key };
    bindings(place).find(|binding| binding.keys.contains(&key)).map(|binding| binding.command)
}

/// The rows that hold there.
pub(super) fn bindings(place: Place) -> impl Iterator<Item = &'static Binding> {
    TABLE.iter().filter(move |binding| binding.places.contains(&place))
}
