//! What ties the timeline of a session to the clocks of a computer, across process ends and reboots.
//!
//! Within one boot the clock that goes on while the laptop sleeps tells how long nobody was there; after a reboot the clock on the
//! wall does. An [`Anchor`] is written at start, at a take-over, and whenever the wall clock was set, so that a reboot after a
//! corrected clock still counts right. The timeline never runs backwards, whatever the clocks say; where they cannot be believed,
//! that is said, and asked again once the clock is set. Pure.

use crate::time::{Moment, Span, rough};
use serde::{Deserialize, Serialize};

/// A computer: 8 hex digits made from its machine id, which itself is nobody's business (machine-id(5)).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MachineId(pub String);

/// One boot of a computer.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BootId(pub String);

/// Where and when a process is: its computer, what the two clocks say, both read at one instant, and the moment that it was then. An
/// anchor is made from this alone, so that no time that passes between can move a countdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockReading {
    /// The computer.
    pub machine: MachineId,
    /// Its boot; none if the system does not tell, and then none is ever the same as another.
    pub boot: Option<BootId>,
    /// Milliseconds since that boot, sleep included.
    pub boot_ms: i64,
    /// Milliseconds since the Unix epoch.
    pub wall_ms: i64,
    /// The moment on the timeline of the session; before that is known, the milliseconds since the boot.
    pub moment: Moment,
}

/// A moment, and what the clocks said at it.
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
    /// The moment on the timeline of the session.
    pub moment: Moment,
    /// Whether the moment is a guess ([`MomentSource::is_doubtful`]). It holds within its boot; a later boot goes by an older anchor.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub doubt: bool,
}

/// How a moment was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MomentSource {
    /// There was nothing to go by: a new session.
    Fresh,
    /// The same boot: by the clock that goes on while the laptop sleeps.
    SameBoot,
    /// Another boot: by the clock on the wall.
    Wall,
    /// The clock on the wall stands so long before the last moment known; the timeline goes on from there.
    Behind(Span),
    /// The clock on the wall was never set, now or when the anchor was written; the timeline goes on from the last moment known.
    Unset,
}

impl MomentSource {
    /// Whether time may be missing. Once the clock has been set, [`reckon`] tells better.
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

/// Before 2020-01-01 there was no baste: a clock that says so was never set.
const PLAUSIBLE: i64 = 1_577_836_800_000;
/// A wall clock that is less behind than this is right: clocks are read one after the other, and set in small steps.
const JITTER: Span = Span::SECOND;

fn plausible(wall_ms: i64) -> bool {
    wall_ms >= PLAUSIBLE
}

impl ClockReading {
    /// The same instant of the clocks, which is `moment` on the timeline of a session.
    pub fn tied(&self, moment: Moment) -> ClockReading {
        ClockReading { moment, ..self.clone() }
    }

    /// How far the timeline is ahead of the clock that counts from the boot, in milliseconds.
    pub fn offset_ms(&self) -> i64 {
        self.moment.as_millis().saturating_sub(self.boot_ms)
    }

    /// The anchor of this reading, whose moment was found so.
    pub fn anchor(&self, source: MomentSource) -> Anchor {
        let ClockReading { machine, boot, boot_ms, wall_ms, moment } = self.clone();
        Anchor { machine, boot, boot_ms, wall_ms, moment, doubt: source.is_doubtful() }
    }

    fn is_boot_of(&self, anchor: &Anchor) -> bool {
        self.boot.is_some() && self.boot == anchor.boot && self.machine == anchor.machine
    }
}

/// The moment it is here, going by the anchors of a journal, oldest first. Never before `last`, the last moment known.
///
/// The newest anchor of this boot is right. Without one, the newest that is no guess and was written by a set clock, and the wall
/// clock's time since. While the answer is doubtful it may be asked again, with the present moment as `last`: once the clock is set,
/// the time away is counted after all.
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

/// Whether the wall clock was set since `anchor`, by a second or more, or the computer started anew: time for a new anchor.
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
        // Nor does the time since another boot, however alike.
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
        // The clock was an hour ahead and was set right 10 minutes later; the new anchor is what counts.
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
        // What is written meanwhile is a guess. It holds within its boot …
        let guess = here("two", 9_000, 30_000).tied(an_anchor().moment).anchor(MomentSource::Unset);
        let anchors = [an_anchor(), guess];
        is(&anchors, &here("two", 69_000, 90_000), 60_000, MomentSource::Unset);
        // … until the clock is set, and then, or after another reboot, all the time away counts.
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
