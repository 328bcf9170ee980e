//! A key, whatever terminal it came from.

/// A key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Return.
    Enter,
    /// The space bar.
    Space,
    /// The tabulator.
    Tab,
    /// Shift and Tab.
    BackTab,
    /// Escape.
    Esc,
    /// Takes back a letter.
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

impl Key {
    /// The same key by one name: a typed space is the space bar.
    pub(super) fn named(self) -> Key {
        if self == Key::Char(' ') { Key::Space } else { self }
    }

    /// The key as it is looked up: capitals count as small letters.
    pub(super) fn lower_case(self) -> Key {
        if let Key::Char(c) = self { Key::Char(c.to_ascii_lowercase()) } else { self }
    }

    /// What it types, if anything.
    pub(super) fn letter(self) -> Option<char> {
        match self {
            Key::Char(c) => Some(c),
            Key::Space => Some(' '),
            Key::Enter
            | Key::Tab
            | Key::BackTab
            | Key::Esc
            | Key::Backspace
            | Key::Up
            | Key::Down
            | Key::Left
            | Key::Right
            | Key::PageUp
            | Key::PageDown
            | Key::Interrupt
            | Key::Other => None,
        }
    }

    /// Whether it changes a figure a little, so that a held key or a turned wheel must count once.
    pub(super) fn adjusts(self) -> bool {
        matches!(self, Key::Up | Key::Down)
    }

    /// Whether it is the key that does things, so that it must not be pressed twice by a wet knuckle.
    pub(super) fn confirms(self) -> bool {
        self == Key::Enter
    }
}
