//! Styles: emphasis, and colour if wanted.
//!
//! Colour never has a meaning alone: there is always a word, a mark or reverse video too. Only the terminal's own
//! sixteen colours are used, so that they suit its background.

use crate::view::timeline::LaneKind;
use crate::view::{ClockState, StepMark};
use ratatui::style::{Color, Modifier, Style};

/// The styles of a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    colour: bool,
}

impl Theme {
    /// With the terminal's sixteen colours.
    pub const fn colour() -> Theme {
        Theme { colour: true }
    }

    /// Without colour, as `NO_COLOR` asks: only bold, dim and reverse.
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

    /// What is rarely read.
    pub(crate) fn quiet(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// A heading inside a list.
    pub(crate) fn heading(self) -> Style {
        self.tint(self.strong(), Color::Cyan)
    }

    pub(crate) fn picked(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// A fault or a warning, which also has a mark.
    pub(crate) fn warning(self) -> Style {
        self.tint(self.strong(), Color::Yellow)
    }

    pub(crate) fn key(self) -> Style {
        self.strong()
    }

    pub(crate) fn step(self, mark: StepMark) -> Style {
        match mark {
            StepMark::Done => self.quiet(),
            StepMark::Now => self.strong(),
            StepMark::Ahead => self.text(),
        }
    }

    /// The label over the big digits; in reverse video unless it simply runs.
    pub(crate) fn label(self, mood: ClockState) -> Style {
        match mood {
            ClockState::Running => self.tint(self.strong(), mood_colour(mood)),
            ClockState::Window | ClockState::Overdue | ClockState::Waiting | ClockState::Paused => {
                self.tint(self.strong(), mood_colour(mood)).add_modifier(Modifier::REVERSED)
            }
        }
    }

    /// Digits that count. Running ones have no style, as it would cost bytes every second.
    pub(crate) fn digits(self, mood: ClockState) -> Style {
        match mood {
            ClockState::Running => self.text(),
            ClockState::Window | ClockState::Overdue | ClockState::Waiting | ClockState::Paused => {
                self.tint(self.text(), mood_colour(mood))
            }
        }
    }

    /// The filled part of a bar.
    pub(crate) fn bar(self, mood: ClockState) -> Style {
        self.tint(self.text(), mood_colour(mood))
    }

    /// A heading that asks for something: reverse video.
    pub(crate) fn chip(self) -> Style {
        self.heading().add_modifier(Modifier::REVERSED)
    }

    /// The heat of an oven or a burner.
    pub(crate) fn heat(self) -> Style {
        self.tint(self.strong(), Color::Yellow)
    }

    /// A bar of the timeline, in reverse video.
    pub(crate) fn lane(self, kind: LaneKind, mark: StepMark, hands: bool, picked: bool) -> Style {
        let colour = match kind {
            _ if hands => Color::Cyan,
            LaneKind::Dish => Color::Green,
            LaneKind::Oven => Color::Yellow,
            LaneKind::Burners => Color::Magenta,
            LaneKind::Hands => Color::Cyan,
        };
        let style = match mark {
            StepMark::Done => self.quiet(),
            StepMark::Now => self.tint(self.strong(), colour),
            StepMark::Ahead => self.tint(Style::new(), colour),
        };
        let style = style.add_modifier(Modifier::REVERSED);
        if picked {
            style.remove_modifier(Modifier::REVERSED).add_modifier(Modifier::UNDERLINED | Modifier::BOLD)
        } else {
            style
        }
    }

    /// The line of now.
    pub(crate) fn now(self) -> Style {
        self.tint(self.strong(), Color::Red)
    }

    /// The screen of a ring: reverse video.
    pub(crate) fn ring(self, calm: bool) -> Style {
        if calm { self.text() } else { Style::new().add_modifier(Modifier::REVERSED) }
    }
}

fn mood_colour(mood: ClockState) -> Color {
    match mood {
        ClockState::Running => Color::Green,
        ClockState::Window => Color::Yellow,
        ClockState::Overdue => Color::Red,
        ClockState::Waiting => Color::Cyan,
        ClockState::Paused => Color::Magenta,
    }
}
