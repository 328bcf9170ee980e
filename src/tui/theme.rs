//! How things look: emphasis, and colour where it is wanted.
//!
//! Colour never carries a meaning alone: whatever has one also has a word, a sign, or reverse video. All colours are from the
//! terminal's own sixteen, so that they suit its background.

use crate::view::{ClockState, StepMark};
use ratatui::style::{Color, Modifier, Style};

/// How things look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    colour: bool,
}

impl Theme {
    /// With the sixteen colours of the terminal.
    pub const fn colour() -> Theme {
        Theme { colour: true }
    }

    /// Without any colour, as `NO_COLOR` asks: bold, dim and reverse only.
    pub const fn plain() -> Theme {
        Theme { colour: false }
    }

    fn tint(self, style: Style, colour: Color) -> Style {
        if self.colour { style.fg(colour) } else { style }
    }

    /// Most text.
    pub(crate) fn text(self) -> Style {
        Style::new()
    }

    /// What is read first.
    pub(crate) fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// What is seldom read.
    pub(crate) fn quiet(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// A heading inside a list.
    pub(crate) fn heading(self) -> Style {
        self.tint(self.strong(), Color::Cyan)
    }

    /// What is picked in a list.
    pub(crate) fn picked(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// A fault or a warning; it has a sign too.
    pub(crate) fn warning(self) -> Style {
        self.tint(self.strong(), Color::Yellow)
    }

    /// A key in the footer.
    pub(crate) fn key(self) -> Style {
        self.strong()
    }

    /// A step of the list.
    pub(crate) fn step(self, mark: StepMark) -> Style {
        match mark {
            StepMark::Done => self.quiet(),
            StepMark::Now => self.strong(),
            StepMark::Ahead => self.text(),
        }
    }

    /// The label over the big digits. What waits for the cook stands in reverse video.
    pub(crate) fn label(self, mood: ClockState) -> Style {
        match mood {
            ClockState::Running | ClockState::Paused => self.tint(self.strong(), mood_colour(mood)),
            ClockState::Window => self.tint(self.strong(), mood_colour(mood)),
            ClockState::Overdue | ClockState::Waiting => {
                self.tint(self.strong(), mood_colour(mood)).add_modifier(Modifier::REVERSED)
            }
        }
    }

    /// Digits that count. While they run they bear no style at all: styling them costs bytes every second.
    pub(crate) fn digits(self, mood: ClockState) -> Style {
        match mood {
            ClockState::Running => self.text(),
            ClockState::Window | ClockState::Overdue | ClockState::Waiting | ClockState::Paused => {
                self.tint(self.text(), mood_colour(mood))
            }
        }
    }

    /// The part of a bar that is done.
    pub(crate) fn bar(self, mood: ClockState) -> Style {
        self.tint(self.text(), mood_colour(mood))
    }

    /// A whole screen that rings: reverse video.
    pub(crate) fn ring(self, calm: bool) -> Style {
        if calm { self.text() } else { Style::new().add_modifier(Modifier::REVERSED) }
    }
}

fn mood_colour(mood: ClockState) -> Color {
    match mood {
        ClockState::Running => Color::Green,
        ClockState::Window => Color::Yellow,
        ClockState::Overdue => Color::LightRed,
        ClockState::Waiting => Color::Cyan,
        ClockState::Paused => Color::Magenta,
    }
}
