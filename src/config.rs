//! The cook's settings and their defaults.
//!
//! Plain data: a channel takes its part and knows nothing of files. A file with faults never stops anything: its good lines hold, and the
//! rest has the default.

mod file;
mod read;

pub use file::{in_short, lines, load, load_from, path, render};
pub use read::{SettingsFile, read};

use crate::recipe::{PREHEAT, Unit};
use crate::time::Span;

/// Every setting with its default and what it does, as TOML.
pub const EXAMPLE: &str = include_str!("../assets/config.toml");

/// All settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// How calls leave the program.
    pub alerts: Alerts,
    /// What set-up shows oven temperatures in at first; none: as the recipe has them.
    pub unit: Option<Unit>,
    /// What there is to cook with.
    pub kitchen: KitchenSettings,
    /// Timers that are begun by name: each name, and the time for it as it was written.
    pub timers: Vec<(String, String)>,
}

/// What there is to cook with, for plans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KitchenSettings {
    /// How many cooks.
    pub cooks: i32,
    /// How many burners.
    pub burners: i32,
    /// How many racks the oven has.
    pub racks: i32,
    /// How long the oven heats from cold.
    pub preheat: Span,
}

impl Default for KitchenSettings {
    fn default() -> KitchenSettings {
        KitchenSettings { cooks: 1, burners: 4, racks: 2, preheat: PREHEAT }
    }
}

/// How calls leave the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alerts {
    /// Desktop notifications.
    pub desktop: bool,
    /// The terminal's own notifications, its title and its progress bar; the bell is never off.
    pub terminal: bool,
    /// Tones.
    pub sound: Sound,
    /// Spoken words.
    pub voice: Voice,
    /// Programs to run, each with its arguments; fields such as `{title}` stand for what calls.
    pub run: Vec<Vec<String>>,
    /// When nothing soft makes a noise, by the time of day.
    pub quiet_hours: Option<QuietHours>,
    /// Whether the laptop is kept awake while something runs.
    pub stay_awake: bool,
}

/// Tones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sound {
    /// Whether there are any.
    pub on: bool,
    /// How loud, in percent.
    pub volume: u8,
    /// The program that plays a WAV file, with its arguments; the file is added. None: whatever is found.
    pub player: Option<Vec<String>>,
}

/// Spoken words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voice {
    /// Whether there are any.
    pub on: bool,
    /// The program that speaks, with its arguments; the words are added. None: whatever is found.
    pub speaker: Option<Vec<String>>,
}

/// From a minute of the day to another, perhaps over midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuietHours {
    /// The first minute, from midnight.
    pub from: u16,
    /// The minute at which they are over.
    pub to: u16,
}

impl Default for Alerts {
    fn default() -> Alerts {
        Alerts {
            desktop: true,
            terminal: true,
            sound: Sound::default(),
            voice: Voice::default(),
            run: Vec::new(),
            quiet_hours: None,
            stay_awake: true,
        }
    }
}

impl Default for Sound {
    fn default() -> Sound {
        Sound { on: true, volume: 70, player: None }
    }
}
