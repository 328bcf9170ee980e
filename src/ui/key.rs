//! A key, independent of the terminal.

/// A key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Return.
    Enter,
    /// The space bar.
    Space,
    /// Tab.
    Tab,
    /// Shift+Tab.
    BackTab,
    /// Escape.
    Esc,
    /// Deletes a letter.
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
    /// Ctrl+C: asks to leave.
    Interrupt,
    /// Any other key; it quiets a ring but does nothing else.
    Other,
}

impl Key {
    /// Whether it is a key that leaves; where letters are typed, only the interrupt does.
    pub(super) fn leaves(self, typing: bool) -> bool {
        match self.lower_case() {
            Key::Interrupt => true,
            key => key == Key::Char('q') && !typing,
        }
    }

    /// A typed space as the space bar.
    pub(super) fn named(self) -> Key {
        if self == Key::Char(' ') { Key::Space } else { self }
    }

    /// Capitals as small letters, for lookup.
    pub(super) fn lower_case(self) -> Key {
        if let Key::Char(c) = self { Key::Char(c.to_ascii_lowercase()) } else { self }
    }

    /// The letter it types, if any.
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

    /// Whether it confirms, so that a wet knuckle must not press it twice.
    pub(super) fn confirms(self) -> bool {
        self == Key::Enter
    }
}
