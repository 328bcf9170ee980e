//! Ties the timeline of a session to the clocks of a computer, across restarts of the program and the computer.
//!
//! Within one boot, the clock that includes sleep tells how long nobody was there; after a reboot, the wall clock does. An [`Anchor`]
//! is written at start, at a take-over, and whenever the wall clock was set, so that a reboot after a corrected clock still counts
//! right. The timeline never runs backwards, whatever the clocks say. Where they cannot be trusted, the cook is told, and the time is
//! computed again once the clock is set. Pure.

use crate::time::{Moment, Span, rough};
use serde::{Deserialize, Serialize};

/// A computer: 8 hex digits derived from its machine id, which itself must stay private (machine-id(5)).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MachineId(pub String);

/// One boot of a computer.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BootId(pub String);

/// The computer, both clocks read at one instant, and the moment of that instant. An anchor is made from this alone, so that time
/// passing between separate reads cannot move a countdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockReading {
    /// The computer.
    pub machine: MachineId,
    /// Its boot; `None` if the system does not tell, and then it never equals another.
    pub boot: Option<BootId>,
    /// Milliseconds since that boot, sleep included.
    pub boot_ms: i64,
    /// Milliseconds since the Unix epoch.
    pub wall_ms: i64,
    /// The moment on the session's timeline; until that is known, the milliseconds since boot.
    pub moment: Moment,
}

/// A moment, with what the clocks said at it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    /// The computer.
    pub machine: MachineId,
    /// Its boot.
    pub boot: Option<BootId>,
    /// Milliseconds since that boot, sleep included.
    pub boot_ms: i64,
    /// Milliseconds since the Unix epoch.
    pub wall_ms: i64,
    /// The moment on the session's timeline.
    pub moment: Moment,
    /// Whether the moment is a guess ([`MomentSource::is_doubtful`]). It is used within its boot; a later boot uses an older anchor.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub doubt: bool,
}

/// How a moment was determined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MomentSource {
    /// A new session, without earlier anchors.
    Fresh,
    /// The same boot: from the clock that includes sleep.
    SameBoot,
    /// Another boot: from the wall clock.
    Wall,
    /// The wall clock is this far before the last known moment; the timeline continues from that moment.
    Behind(Span),
    /// The wall clock is not set, or was not when the anchor was written; the timeline continues from the last known moment.
    Unset,
}

impl MomentSource {
    /// Whether time may be missing. Once the clock is set, [`reckon`] gives a better answer.
    pub fn is_doubtful(self) -> bool {
        match self {
            MomentSource::Behind(_) | MomentSource::Unset => true,
            MomentSource::Fresh | MomentSource::SameBoot | MomentSource::Wall => false,
        }
    }

    /// What the cook should know about it.
    pub fn note(self) -> Option<String> {
        match self {
            MomentSource::Behind(by) => Some(format!(
                "The computer's clock is {} behind. Countdowns go on from where they were until it is set.",
                rough(by)
            )),
            MomentSource::Unset => {
                Some("The computer's clock is not set. Countdowns go on from where they were until it is.".to_owned())
            }
            MomentSource::Fresh | MomentSource::SameBoot | MomentSource::Wall => None,
        }
    }
}

/// Baste did not exist before 2020-01-01: a clock that shows an earlier date was never set.
const PLAUSIBLE: i64 = 1_577_836_800_000;
/// A wall clock behind by less than this counts as right: clocks are read one after another and adjusted in small steps.
const JITTER: Span = Span::SECOND;

fn plausible(wall_ms: i64) -> bool {
    wall_ms >= PLAUSIBLE
}

impl ClockReading {
    /// The same clock readings, at `moment` on a session's timeline.
    pub fn tied(&self, moment: Moment) -> ClockReading {
        ClockReading { moment, ..self.clone() }
    }

    /// How far the timeline is ahead of the boot clock, in milliseconds.
    pub fn offset_ms(&self) -> i64 {
        self.moment.as_millis().saturating_sub(self.boot_ms)
    }

    /// The anchor for this reading, given how its moment was determined.
    pub fn anchor(&self, source: MomentSource) -> Anchor {
        let ClockReading { machine, boot, boot_ms, wall_ms, moment } = self.clone();
        Anchor { machine, boot, boot_ms, wall_ms, moment, doubt: source.is_doubtful() }
    }

    fn is_boot_of(&self, anchor: &Anchor) -> bool {
        self.boot.is_some() && self.boot == anchor.boot && self.machine == anchor.machine
    }
}

/// The present moment, from the anchors of a journal, oldest first. Never before `last`, the last known moment.
///
/// The newest anchor of this boot is right. Without one, it uses the newest anchor that is not a guess and whose wall clock was set,
/// plus the wall clock time since. After a doubtful answer it may be called again with the present moment as `last`: once the clock
/// is set, the time away is counted after all.
pub fn reckon(anchors: &[Anchor], here: &ClockReading, last: Option<Moment>) -> (Moment, MomentSource) {
    let last = match last {
        Some(last) => last,
        None if anchors.is_empty() => return (Moment::millis(here.boot_ms), MomentSource::Fresh),
        None => Moment::millis(i64::MIN),
    };
    let ours = anchors.iter().rfind(|anchor| here.is_boot_of(anchor));
    let since_boot = |anchor: &Anchor| anchor.moment + Span::millis(here.boot_ms.saturating_sub(anchor.boot_ms));
    let floor = anchors.iter().map(|anchor| anchor.moment).chain(ours.map(since_boot)).fold(last, Moment::max);
    if ours.is_some_and(|anchor| !anchor.doubt) {
        return (floor, MomentSource::SameBoot);
    }
    let sure = anchors.iter().rfind(|anchor| !anchor.doubt && plausible(anchor.wall_ms));
    match sure {
        Some(anchor) if plausible(here.wall_ms) => {
            let at = anchor.moment + Span::millis(here.wall_ms.saturating_sub(anchor.wall_ms));
            let behind = floor - at;
            if behind >= JITTER { (floor, MomentSource::Behind(behind)) } else { (at.max(floor), MomentSource::Wall) }
        }
        Some(_) | None => (floor, MomentSource::Unset),
    }
}

/// Whether a new anchor is needed: the wall clock was set since `anchor` by a second or more, or the computer was restarted.
pub fn shifted(anchor: &Anchor, here: &ClockReading) -> bool {
    let then = anchor.wall_ms.saturating_sub(anchor.boot_ms);
    let now = here.wall_ms.saturating_sub(here.boot_ms);
    (here.boot.is_some() && !here.is_boot_of(anchor)) || now.saturating_sub(then).saturating_abs() >= 1_000
}

#[cfg(test)]
pub(super) mod tests {
    use super::{Anchor, BootId, ClockReading, MachineId, MomentSource, reckon, shifted};
    use crate::time::{Moment, Span};

    /// 2026-11-14 18:00 UTC.
    const EVENING: i64 = 1_794_679_200_000;
    const HOUR: i64 = 3_600_000;

    pub(in crate::journal) fn here(boot: &str, boot_ms: i64, wall_ms: i64) -> ClockReading {
        let boot = Some(BootId(boot.to_owned())).filter(|boot| !boot.0.is_empty());
        let moment = Moment::millis(boot_ms);
        ClockReading { machine: MachineId("00c0ffee".to_owned()), boot, boot_ms, wall_ms, moment }
    }
    pub(in crate::journal) fn an_anchor() -> Anchor {
        here("one", 5 * HOUR, EVENING).tied(Moment::millis(7 * HOUR)).anchor(MomentSource::Fresh)
    }

    #[track_caller]
    fn is(anchors: &[Anchor], here: &ClockReading, after: i64, source: MomentSource) {
        let last = Some(an_anchor().moment);
        assert_eq!(reckon(anchors, here, last), (an_anchor().moment + Span::millis(after), source));
    }

    #[test]
    fn a_new_session_counts_from_the_boot() {
        assert_eq!(reckon(&[], &here("one", 77, EVENING), None), (Moment::millis(77), MomentSource::Fresh));
    }

    #[test]
    fn within_a_boot_the_wall_clock_does_not_matter() {
        for wall in [0, EVENING, EVENING - 9 * HOUR, EVENING + 99 * HOUR, i64::MAX, i64::MIN] {
            is(&[an_anchor()], &here("one", 6 * HOUR, wall), HOUR, MomentSource::SameBoot);
        }
    }

    #[test]
    fn across_a_reboot_the_wall_clock_counts() {
        is(&[an_anchor()], &here("two", 20_000, EVENING + 2 * HOUR), 2 * HOUR, MomentSource::Wall);
        // The time since another boot does not count either, however similar.
        is(&[an_anchor()], &here("two", 5 * HOUR + 5, EVENING + 2 * HOUR), 2 * HOUR, MomentSource::Wall);
    }

    #[test]
    fn a_system_that_tells_no_boot_goes_by_the_wall() {
        let anchor = here("", 5 * HOUR, EVENING).tied(an_anchor().moment).anchor(MomentSource::Fresh);
        is(std::slice::from_ref(&anchor), &here("", 6 * HOUR, EVENING + 2 * HOUR), 2 * HOUR, MomentSource::Wall);
        assert!(!shifted(&anchor, &here("", 6 * HOUR, EVENING + HOUR)));
    }

    #[test]
    fn after_a_corrected_clock_a_reboot_counts_right() {
        // The clock was an hour ahead and was corrected 10 minutes later; the new anchor counts.
        let right = here("one", 5 * HOUR + 600_000, EVENING - HOUR + 600_000);
        assert!(shifted(&an_anchor(), &right));
        let second = right.tied(an_anchor().moment + Span::mins(10)).anchor(MomentSource::SameBoot);
        is(&[an_anchor(), second], &here("two", 9_000, EVENING), HOUR, MomentSource::Wall);
    }

    #[test]
    fn a_clock_that_is_behind_never_turns_time_back() {
        is(&[an_anchor()], &here("two", 9_000, EVENING - HOUR), 0, MomentSource::Behind(Span::HOUR));
        is(&[an_anchor()], &here("two", 9_000, EVENING - 900), 0, MomentSource::Wall);
    }

    #[test]
    fn a_clock_in_1970_is_not_believed_and_then_corrected() {
        let anchors = [an_anchor()];
        is(&anchors, &here("two", 9_000, 30_000), 0, MomentSource::Unset);
        // Acts written meanwhile have guessed moments, which hold within that boot …
        let guess = here("two", 9_000, 30_000).tied(an_anchor().moment).anchor(MomentSource::Unset);
        let anchors = [an_anchor(), guess];
        is(&anchors, &here("two", 69_000, 90_000), 60_000, MomentSource::Unset);
        // … until the clock is set; then, or after another reboot, all the time away counts.
        is(&anchors, &here("two", 69_000, EVENING + HOUR), HOUR, MomentSource::Wall);
        is(&anchors, &here("three", 8_000, EVENING + 3 * HOUR), 3 * HOUR, MomentSource::Wall);
    }

    #[test]
    fn an_anchor_of_a_clock_never_set_tells_nothing_later() {
        let unset = here("one", 9_000, 30_000).tied(an_anchor().moment).anchor(MomentSource::Fresh);
        is(std::slice::from_ref(&unset), &here("two", 9_000, EVENING), 0, MomentSource::Unset);
        is(std::slice::from_ref(&unset), &here("one", 10_000, EVENING), 1_000, MomentSource::SameBoot);
        assert!(shifted(&unset, &here("one", 10_000, EVENING)));
    }

    #[test]
    fn acts_without_any_anchor_go_on_from_the_last() {
        let last = Moment::millis(4);
        assert_eq!(reckon(&[], &here("one", 77, EVENING), Some(last)), (last, MomentSource::Unset));
    }

    #[test]
    fn small_steps_of_a_clock_need_no_anchor_until_they_add_up() {
        assert!(!shifted(&an_anchor(), &here("one", 6 * HOUR, EVENING + HOUR + 999)));
        assert!(shifted(&an_anchor(), &here("one", 6 * HOUR, EVENING + HOUR + 1_000)));
        assert!(shifted(&an_anchor(), &here("one", 6 * HOUR, EVENING + HOUR - 1_000)));
        assert!(shifted(&an_anchor(), &here("two", 6 * HOUR, EVENING + HOUR)));
    }

    #[test]
    fn no_clock_reading_makes_it_panic() {
        let wild = [i64::MIN, -1, 0, EVENING, i64::MAX];
        for (boot, wall) in wild.iter().flat_map(|boot| wild.map(|wall| (*boot, wall))) {
            for name in ["one", "two", ""] {
                let (moment, _) = reckon(&[an_anchor()], &here(name, boot, wall), Some(an_anchor().moment));
                assert!(moment >= an_anchor().moment);
                shifted(&an_anchor(), &here(name, boot, wall));
            }
        }
    }
}
