//! The line above the footer, chosen from passing and lasting texts.
//!
//! A passing text (an undo, why a key does nothing) hides the lasting ones for a while, except that acts are not saved yet: that stands
//! before it. Among the lasting ones, trouble with the journal and silence come first.

use super::rehearsal::TimeScale;
use crate::time::{Moment, Span};

/// How long a passing text stays.
const FLASH_FOR: Span = Span::secs(6);
/// How long a text stays that tells what happened while nobody looked.
const TOLD_FOR: Span = Span::MINUTE;

/// What is wrong with the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageNote {
    /// Acts are not on the disk yet; why, and what to do.
    Unsaved(String),
    /// The clock that it goes by may be wrong; a sentence.
    Clock(String),
}

impl StorageNote {
    fn line(&self) -> String {
        match self {
            StorageNote::Unsaved(why) => format!("Not saved yet: {why}"),
            StorageNote::Clock(sentence) => sentence.clone(),
        }
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct StatusLine {
    passing: Option<(String, Moment)>,
    /// Which channels can call the cook.
    pub(super) note: Option<String>,
    /// What is wrong with the journal.
    pub(super) saved: Option<StorageNote>,
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
            return Some(match &self.saved {
                Some(StorageNote::Unsaved(_)) => format!("Not saved yet · {text}"),
                Some(StorageNote::Clock(_)) | None => text.to_owned(),
            });
        }
        let muted = muted.map(|line| format!("{line}: m turns it on"));
        let first: Vec<String> = self.saved.iter().map(StorageNote::line).chain(muted).collect();
        let then = || self.note.clone().into_iter().chain(self.settings.clone()).collect();
        let lines: Vec<String> = if first.is_empty() { then() } else { first };
        (!lines.is_empty()).then(|| lines.join(" · "))
    }
}
