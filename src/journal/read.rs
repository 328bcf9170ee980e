//! Reads the bytes of a journal.
//!
//! Every readable line is kept, whatever surrounds it. Line numbers distinguish interrupted writes, after which the same line was
//! written again, from damage, which leaves a gap. Acts keep their index: lost ones are replaced by acts without effect, so that
//! references between acts still work. Pure, and accepts any bytes.

use super::anchor::Anchor;
use super::line::{self, JournalEntry, Seq, UnreadableLine};
use crate::engine::{Act, ActId, Logged};
use crate::time::Moment;

/// The most acts that may be missing in a row; a line that implies more is not believed.
const MOST_MISSING: usize = 100_000;

/// The contents of a journal. Lines are counted from 1, as in editors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JournalContents {
    /// The acts, each at its index.
    pub acts: Vec<Logged>,
    /// Acts that are lost or not understood; at their index is an act without effect.
    pub missing: Vec<ActId>,
    /// The anchors, oldest first, each with the number of acts before it.
    pub anchors: Vec<(usize, Anchor)>,
    /// Lines left by interrupted writes. Nothing in them was ever shown, so nothing is lost.
    pub torn: Vec<usize>,
    /// Lines that are damaged, or that follow missing ones.
    pub damaged: Vec<usize>,
    /// Lines of a newer baste that are not understood.
    pub newer: Vec<usize>,
    /// The number for the next line.
    pub next: Seq,
}

impl JournalContents {
    /// The last known moment.
    pub fn last(&self) -> Option<Moment> {
        let anchors = self.anchors.iter().map(|(_, anchor)| anchor.moment);
        anchors.chain(self.acts.last().map(|logged| logged.at)).max()
    }

    /// Puts an act at its index, unless that is taken.
    fn place(&mut self, id: ActId, logged: Option<Logged>) -> bool {
        let Ok(place) = usize::try_from(id.0) else { return false };
        let Some(gap) = place.checked_sub(self.acts.len()).filter(|gap| *gap <= MOST_MISSING) else { return false };
        let at = self.acts.last().or(logged.as_ref()).map_or_else(Moment::default, |near| near.at);
        for _ in 0..gap {
            self.miss(at);
        }
        match logged {
            Some(logged) => self.acts.push(logged),
            None => self.miss(at),
        }
        true
    }

    fn miss(&mut self, at: Moment) {
        self.missing.push(ActId(u32::try_from(self.acts.len()).unwrap_or(u32::MAX)));
        self.acts.push(nothing(at));
    }

    /// Whether it already contains the entry.
    fn holds(&self, entry: &JournalEntry) -> bool {
        match entry {
            JournalEntry::Act { id, logged } => usize::try_from(id.0).is_ok_and(|id| self.acts.get(id) == Some(logged)),
            JournalEntry::Anchor(anchor) => self.anchors.iter().any(|(_, known)| known == anchor),
            JournalEntry::Lost(_) => true,
        }
    }
}

/// An act without effect: the undo of an act that never existed.
fn nothing(at: Moment) -> Logged {
    Logged { at, act: Act::Undo { act: ActId(u32::MAX) }, waits: false }
}

/// The non-empty lines of a journal, numbered.
fn lines(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    (1..).zip(bytes.split(|byte| *byte == b'\n')).filter(|(_, line)| !line.is_empty())
}

/// Reads the bytes of a journal.
pub fn read(bytes: &[u8]) -> JournalContents {
    let mut found = JournalContents::default();
    // Unreadable lines since the last readable one.
    let mut bad = Vec::new();
    for (no, text) in lines(bytes) {
        let (seq, entry) = match line::read(text) {
            Ok((seq, entry)) => (seq, Some(entry)),
            Err(UnreadableLine::Newer { seq, act }) => {
                found.newer.push(no);
                if let Some(id) = act.filter(|_| seq >= found.next) {
                    found.place(id, None);
                }
                (seq, None)
            }
            Err(UnreadableLine::Damaged) => {
                bad.push(no);
                continue;
            }
        };
        if seq < found.next {
            // A line is written twice if it was uncertain whether the first copy was kept.
            if entry.is_some_and(|entry| !found.holds(&entry)) {
                found.damaged.push(no);
            }
            continue;
        }
        let said = if let Some(JournalEntry::Lost(said)) = entry { said } else { 0 };
        let gap = seq.0.saturating_sub(found.next.0).saturating_sub(said.saturating_sub(1));
        match (gap, bad.is_empty()) {
            (0, _) => found.torn.append(&mut bad),
            (_, false) => found.damaged.append(&mut bad),
            (_, true) => found.damaged.push(no),
        }
        found.next = seq.next();
        match entry {
            Some(JournalEntry::Act { id, logged }) => {
                if !found.place(id, Some(logged)) {
                    found.damaged.push(no);
                }
            }
            Some(JournalEntry::Anchor(anchor)) => found.anchors.push((found.acts.len(), anchor)),
            Some(JournalEntry::Lost(_)) | None => {}
        }
    }
    // An interrupted write leaves at most one line at the end.
    let end = if bad.len() > 1 { &mut found.damaged } else { &mut found.torn };
    end.append(&mut bad);
    found
}

/// The journal without its unreadable lines. Marks replace what is lost, so that the cook is told only once. Everything else,
/// including lines that are not understood, stays the same byte for byte.
pub(crate) fn mended(bytes: &[u8]) -> Vec<u8> {
    let mut clean = Vec::with_capacity(bytes.len());
    let mut next = Seq::default();
    for (_, text) in lines(bytes) {
        let (seq, said) = match line::read(text) {
            Ok((seq, JournalEntry::Lost(said))) => (seq, said),
            Ok((seq, JournalEntry::Act { .. } | JournalEntry::Anchor(_))) | Err(UnreadableLine::Newer { seq, .. }) => {
                (seq, 0)
            }
            Err(UnreadableLine::Damaged) => continue,
        };
        if seq < next {
            continue;
        }
        let gap = seq.0.saturating_sub(next.0).saturating_sub(said.saturating_sub(1));
        if gap > 0
            && let Ok(mark) = line::lost(Seq(next.0.saturating_add(gap - 1)), gap)
        {
            clean.extend_from_slice(&mark);
        }
        clean.extend_from_slice(text);
        clean.push(b'\n');
        next = seq.next();
    }
    clean
}
