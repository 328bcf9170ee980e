//! When the next tone is, which, and how loud: for a set of notices that changes.
//!
//! Pure, and without a memory of what should have sounded: after a sleep one tone comes at once, not all that were missed. A ring
//! never stops until it is answered. Whatever stands, there is one pattern: that of the newest ring, so that what is new is heard at
//! once, as loud as the oldest asks for. Reminders and calm ends that fall due with a tone are told by it.

use super::tone::{Tone, ToneKind};
use crate::alert::Notice;
use crate::engine::{AlarmId, AlarmLevel};
use crate::time::{Moment, Span};

/// Between the beginnings of two tones, at the least.
const GAP: Span = Span::secs(2);
/// A reminder is repeated once, after that long.
const REPEAT: Span = Span::secs(30);
/// What calls again within this was repeated a moment ago.
const LATELY: Span = Span::MINUTE;

/// Until a ring has stood so long it sounds so often and so loud; the last for ever.
const RINGS: [(Span, Span, u8); 3] =
    [(Span::secs(30), Span::secs(5), 55), (Span::mins(2), Span::secs(15), 80), (Span::DAY, Span::MINUTE, 100)];
const CUE: u8 = 45;
const SOFT: u8 = 35;

/// A notice, as far as it is heard.
#[derive(Clone, Debug, PartialEq, Eq)]
struct PlannedTone {
    id: AlarmId,
    level: AlarmLevel,
    calls: u32,
    /// When it began to stand here.
    from: Moment,
    /// When it wants a tone; a ring has the pattern of all.
    due: Option<Moment>,
}

/// The tones to come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TonePlan {
    heard: Vec<PlannedTone>,
    /// When the last tone began.
    last: Option<Moment>,
    /// When the last tone of a ring began.
    last_ring: Option<Moment>,
}

impl TonePlan {
    /// These stand from now on. One that is new, or was away, begins at its beginning.
    pub(super) fn set(&mut self, notices: &[Notice], now: Moment) {
        let before = std::mem::take(&mut self.heard);
        let heard = notices.iter().map(|notice| {
            let known = |heard: &&PlannedTone| (heard.id, heard.level) == (notice.id, notice.level);
            let mut heard = before.iter().find(known).cloned().unwrap_or_else(|| PlannedTone {
                id: notice.id,
                level: notice.level,
                calls: notice.calls,
                from: now,
                due: Some(now).filter(|_| notice.level != AlarmLevel::Ring),
            });
            if heard.calls != notice.calls {
                heard.calls = notice.calls;
                if calls_again(&heard, now) {
                    heard.due = Some(now);
                }
            }
            heard
        });
        self.heard = heard.collect();
    }

    /// Whether nothing stands.
    pub(super) fn is_silent(&self) -> bool {
        self.heard.is_empty()
    }

    /// When the next tone is; never before `earliest`.
    pub(super) fn next(&self, earliest: Option<Moment>) -> Option<Moment> {
        let due = self.heard.iter().filter_map(|heard| heard.due).chain(self.ring_due()).min()?;
        [earliest, self.last.map(|last| last + GAP)].into_iter().flatten().chain([due]).max()
    }

    /// The tone for now, if one is due; then it counts as played.
    pub(super) fn take(&mut self, now: Moment, earliest: Option<Moment>) -> Option<Tone> {
        if self.next(earliest)? > now {
            return None;
        }
        // What is due in a moment would sound over this.
        let covered = |due: Option<Moment>| due.is_some_and(|due| due < now + GAP);
        let ring = covered(self.ring_due()).then(|| Tone { kind: ToneKind::Ring, gain: self.ring_gain(now) });
        let mut quiet = None;
        for heard in self.heard.iter_mut().filter(|heard| covered(heard.due)) {
            let (kind, gain, repeat) = match heard.level {
                AlarmLevel::Soft => (ToneKind::Soft, SOFT, None),
                AlarmLevel::Cue | AlarmLevel::Ring => (ToneKind::Cue, CUE, Some(heard.from + REPEAT)),
            };
            heard.due = repeat.filter(|repeat| *repeat >= now + GAP);
            quiet = quiet.max(Some((kind, gain)));
        }
        self.last = Some(now);
        if ring.is_some() {
            self.last_ring = self.last;
        }
        ring.or(quiet.map(|(kind, gain)| Tone { kind, gain }))
    }

    fn rings(&self) -> impl Iterator<Item = Moment> {
        self.heard.iter().filter(|heard| heard.level == AlarmLevel::Ring).map(|heard| heard.from)
    }

    /// The next tone of the pattern.
    fn ring_due(&self) -> Option<Moment> {
        let from = self.rings().max()?;
        let due = self.last_ring.filter(|last| *last >= from).map(|last| from + mark_after(last - from));
        Some(due.unwrap_or(from))
    }

    fn ring_gain(&self, now: Moment) -> u8 {
        let stood = self.rings().min().map_or(Span::ZERO, |from| now - from);
        stage(stood).2
    }
}

/// Whether another call of the same makes a noise. A ring does so all the time; a reminder inside a step needs no key, so it may
/// have been noticed long ago.
fn calls_again(heard: &PlannedTone, now: Moment) -> bool {
    match heard.level {
        AlarmLevel::Soft => true,
        AlarmLevel::Cue => !matches!(heard.id, AlarmId::Cue { .. }) && now - heard.from > LATELY,
        AlarmLevel::Ring => false,
    }
}

fn stage(stood: Span) -> (Span, Span, u8) {
    let [first, second, last] = RINGS;
    [first, second].into_iter().find(|(until, ..)| stood < *until).unwrap_or(last)
}

/// The first tone of a ring after it has stood so long.
fn mark_after(stood: Span) -> Span {
    let (_, every, _) = stage(stood);
    every.times(stood.div(every) + 1)
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
