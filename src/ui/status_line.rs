//! The line above the footer: what passes, what stands, and which of them is shown.
//!
//! What passes (an act taken back, why a key means nothing) hides what stands for a while. Of what stands, trouble with the journal and
//! silence come before all others.

use super::rehearsal::TimeScale;
use crate::time::{Moment, Span};

/// How long what passes stands.
const FLASH_FOR: Span = Span::secs(6);
/// How long a line stands that tells what happened while nobody looked.
const TOLD_FOR: Span = Span::MINUTE;

#[derive(Clone, Debug, Default)]
pub(super) struct StatusLine {
    passing: Option<(String, Moment)>,
    /// How the cook can be called.
    pub(super) note: Option<String>,
    /// What is wrong with the journal.
    pub(super) saved: Option<String>,
    /// What is wrong with the settings.
    pub(super) settings: Option<String>,
}

impl StatusLine {
    /// Says something for some seconds, or until the next key.
    pub(super) fn flash(&mut self, text: impl Into<String>, now: Moment, scale: TimeScale) {
        self.passing = Some((text.into(), now + scale.of(FLASH_FOR)));
    }

    /// Says something for a minute, or until the next key.
    pub(super) fn tell(&mut self, text: impl Into<String>, now: Moment, scale: TimeScale) {
        self.passing = Some((text.into(), now + scale.of(TOLD_FOR)));
    }

    /// What passes is over.
    pub(super) fn clear(&mut self) {
        self.passing = None;
    }

    /// What passes, and until when.
    pub(super) fn passing(&self, now: Moment) -> Option<(&str, Moment)> {
        self.passing.as_ref().filter(|(_, until)| *until > now).map(|(text, until)| (text.as_str(), *until))
    }

    /// The line; `muted` says for how long there is no sound, where that is so.
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
