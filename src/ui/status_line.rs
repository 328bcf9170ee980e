//! The line above the footer, chosen from passing and lasting texts.
//!
//! A passing text (an undo, why a key does nothing) hides the lasting ones for a while. Among the lasting ones, trouble
//! with the journal and silence come first.

use super::rehearsal::TimeScale;
use crate::time::{Moment, Span};

/// How long a passing text stays.
const FLASH_FOR: Span = Span::secs(6);
/// How long a text stays that tells what happened while nobody looked.
const TOLD_FOR: Span = Span::MINUTE;

#[derive(Clone, Debug, Default)]
pub(super) struct StatusLine {
    passing: Option<(String, Moment)>,
    /// Which channels can call the cook.
    pub(super) note: Option<String>,
    /// What is wrong with the journal.
    pub(super) saved: Option<String>,
    /// What is wrong with the settings.
    pub(super) settings: Option<String>,
}

impl StatusLine {
    /// Shows a text for some seconds or until the next key.
    pub(super) fn flash(&mut self, text: impl Into<String>, now: Moment, scale: TimeScale) {
        self.passing = Some((text.into(), now + scale.of(FLASH_FOR)));
    }

    /// Shows a text for a minute or until the next key.
    pub(super) fn tell(&mut self, text: impl Into<String>, now: Moment, scale: TimeScale) {
        self.passing = Some((text.into(), now + scale.of(TOLD_FOR)));
    }

    /// Removes the passing text.
    pub(super) fn clear(&mut self) {
        self.passing = None;
    }

    /// The passing text, and until when it stays.
    pub(super) fn passing(&self, now: Moment) -> Option<(&str, Moment)> {
        self.passing.as_ref().filter(|(_, until)| *until > now).map(|(text, until)| (text.as_str(), *until))
    }

    /// The line to show; `muted` says how long sound is off.
    pub(super) fn line(&self, now: Moment, muted: Option<String>) -> Option<String> {
        if let Some((text, _)) = self.passing(now) {
            return Some(text.to_owned());
        }
        let muted = muted.map(|line| format!("{line}: m turns it on"));
        let first: Vec<String> = self.saved.clone().into_iter().chain(muted).collect();
        let then = || self.note.clone().into_iter().chain(self.settings.clone()).collect();
        let lines: Vec<String> = if first.is_empty() { then() } else { first };
        (!lines.is_empty()).then(|| lines.join(" · "))
    }
}
