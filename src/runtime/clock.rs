//! The only file that reads clocks.
//!
//! A [`Moment`] comes from a clock that includes sleep (CLOCK_BOOTTIME on Linux; CLOCK_MONOTONIC on macOS, which includes sleep there),
//! read through libc so that a test can move it. The wall clock is read only to relate moments to the time of day. A rehearsal uses the
//! same interface with a faster clock; the rest of the program does not notice.

#![allow(clippy::disallowed_methods, reason = "this file is where the clocks are read")]

use super::zone;
use crate::journal::{ClockReading, Machine};
use crate::time::{Clock, Moment, Span};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rustix::time::{ClockId, Timespec, clock_gettime};
use std::time::Duration;

/// A clock that includes sleep.
#[cfg(any(target_os = "linux", target_os = "android"))]
const STEADY: ClockId = ClockId::Boottime;
/// A clock that includes sleep.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
const STEADY: ClockId = ClockId::Monotonic;

/// The wall clock minus the moment varies by the time between the two readings; only a larger shift is taken as real.
const SHIFT: i64 = 200;
/// How long the local time zone is kept before it is read again, in milliseconds.
const ZONE_KEPT: i64 = 60_000;
/// The shortest real time between frames of a rehearsal, in milliseconds: faster ones would be a blur.
const REHEARSAL_FRAME: i64 = 50;

fn nanos(at: Timespec) -> i128 {
    i128::from(at.tv_sec) * 1_000_000_000 + i128::from(at.tv_nsec)
}

fn millis(nanos: i128) -> i64 {
    i64::try_from(nanos.div_euclid(1_000_000)).unwrap_or(i64::MAX)
}

/// The present moment on the real timeline, for time limits on other threads; the loop uses its [`LoopClock`].
pub fn real_now() -> Moment {
    Moment::millis(millis(nanos(clock_gettime(STEADY))))
}

/// A reading of both clocks at one instant, for an anchor of the journal.
pub fn here(machine: &Machine) -> ClockReading {
    let (steady, wall) = (clock_gettime(STEADY), clock_gettime(ClockId::Realtime));
    machine.at(millis(nanos(steady)), millis(nanos(wall)))
}

/// The local date and time, for a file name: "2026-11-22T18-12-05".
pub fn date() -> String {
    Timestamp::now().to_zoned(zone::local().unwrap_or(TimeZone::UTC)).strftime("%Y-%m-%dT%H-%M-%S").to_string()
}

/// How long the machine has slept since its boot, in nanoseconds; 0 if unknown.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn asleep() -> i128 {
    let awake = nanos(clock_gettime(ClockId::Monotonic));
    nanos(clock_gettime(STEADY)) - awake
}

/// How long the machine has slept since its boot, in nanoseconds; 0 if unknown.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn asleep() -> i128 {
    0
}

/// Shorter sleeps are not reported to the cook; smaller differences are jitter.
const DOZE: i128 = 2_000_000_000;

/// The timeline of one run of the program.
#[derive(Debug)]
pub struct LoopClock {
    /// How many times as fast as real time; 1 except in a rehearsal.
    speed: u32,
    rehearsal: bool,
    /// Its start, in real nanoseconds; a rehearsal runs faster from there.
    origin: i128,
    /// How far the session's timeline is ahead of the real one, in nanoseconds.
    ahead: i128,
    /// How long the machine had slept at the last check.
    slept: i128,
    clock: Clock,
    /// When the zone was last read, in Unix milliseconds.
    zone_read: Option<i64>,
}

impl LoopClock {
    /// Real time.
    pub fn real() -> LoopClock {
        LoopClock::at_speed(1, false)
    }

    /// A clock that is `speed` times as fast as real time from now on; at least 1.
    pub fn rehearsal(speed: u32) -> LoopClock {
        LoopClock::at_speed(speed.max(1), true)
    }

    fn at_speed(speed: u32, rehearsal: bool) -> LoopClock {
        let origin = nanos(clock_gettime(STEADY));
        let wall = millis(nanos(clock_gettime(ClockId::Realtime)));
        let clock = Clock { unix_minus_moment: wall.saturating_sub(millis(origin)), ..Clock::default() };
        let mut time = LoopClock { speed, rehearsal, origin, ahead: 0, slept: asleep(), clock, zone_read: None };
        let now = time.now();
        time.clock(now);
        time
    }

    /// Whether it is a rehearsal, at any speed.
    pub fn is_rehearsal(&self) -> bool {
        self.rehearsal
    }

    fn now_nanos(&self) -> i128 {
        let real = nanos(clock_gettime(STEADY));
        let at = if self.speed == 1 { real } else { self.origin + (real - self.origin) * i128::from(self.speed) };
        at + self.ahead
    }

    /// The present moment.
    pub fn now(&self) -> Moment {
        Moment::millis(millis(self.now_nanos()))
    }

    /// Continues the timeline of `reading`, which another process or boot may have begun. The difference is in whole milliseconds, so
    /// that repeated hand-overs do not move a countdown.
    pub fn set(&mut self, reading: &ClockReading) {
        self.ahead = i128::from(reading.offset_ms()) * 1_000_000;
    }

    /// Both clocks read at one instant, with the moment of that instant.
    pub fn reading(&self, machine: &Machine) -> ClockReading {
        let here = here(machine);
        let moment = here.boot_ms.saturating_add(millis(self.ahead));
        here.tied(Moment::millis(moment))
    }

    /// How long the machine slept since the last call, if it did.
    pub fn slept(&mut self) -> Option<Span> {
        let total = asleep();
        let since = total - std::mem::replace(&mut self.slept, total);
        (since >= DOZE).then(|| Span::millis(millis(since)))
    }

    /// How long to sleep, in real time, to wake no earlier than `moment`.
    pub fn until(&self, moment: Moment) -> Duration {
        let left = i128::from(moment.as_millis()) * 1_000_000 - self.now_nanos();
        let speed = i128::from(self.speed);
        let real = (left.max(0) + speed - 1) / speed;
        Duration::from_nanos(u64::try_from(real).unwrap_or(u64::MAX))
    }

    /// That moment on the timeline of [`real_now`].
    pub fn to_real(&self, moment: Moment) -> Moment {
        let left = i64::try_from(self.until(moment).as_millis()).unwrap_or(i64::MAX);
        real_now() + Span::millis(left)
    }

    /// The shortest time between two frames, on this timeline.
    pub fn frame(&self) -> Span {
        if self.speed == 1 { Span::ZERO } else { Span::millis(REHEARSAL_FRAME.saturating_mul(i64::from(self.speed))) }
    }

    /// Relates `now` to the wall clock. Called at every wake: a changed clock shows at once, a changed zone within a minute.
    pub fn clock(&mut self, now: Moment) -> Clock {
        if self.speed == 1 {
            let wall = millis(nanos(clock_gettime(ClockId::Realtime)));
            let apart = wall.saturating_sub(now.as_millis());
            if apart.saturating_sub(self.clock.unix_minus_moment).saturating_abs() > SHIFT {
                self.clock.unix_minus_moment = apart;
                self.zone_read = None;
            }
        }
        let unix = now.as_millis().saturating_add(self.clock.unix_minus_moment);
        if self.zone_read.is_none_or(|read| unix.saturating_sub(read).saturating_abs() >= ZONE_KEPT) {
            // If reading the zone hangs, the next wake tries again, which costs nothing.
            self.zone_read = self.read_zone(unix).then_some(unix);
        }
        self.clock
    }

    /// Reads the zone; true if it is known.
    fn read_zone(&mut self, unix: i64) -> bool {
        let (Ok(at), Some(zone)) = (Timestamp::from_millisecond(unix), zone::local()) else { return false };
        self.clock.utc_offset = zone.to_offset(at).seconds();
        self.clock.next_offset =
            zone.following(at).next().map(|t| (t.timestamp().as_millisecond(), t.offset().seconds()));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::LoopClock;
    use crate::time::{Moment, Span};
    use std::time::Duration;

    #[test]
    fn a_sleep_never_ends_before_its_moment() {
        let time = LoopClock::real();
        let moment = time.now() + Span::millis(3);
        while time.until(moment) > Duration::ZERO {}
        assert!(time.now() >= moment);
    }

    #[test]
    fn what_has_passed_needs_no_sleep() {
        let time = LoopClock::real();
        assert_eq!(time.until(Moment::millis(0)), Duration::ZERO);
        assert!(time.until(Moment::millis(i64::MAX)) > Duration::from_secs(1));
    }

    #[test]
    fn a_rehearsal_sleeps_a_fraction() {
        let time = LoopClock::rehearsal(60);
        let left = time.until(time.now() + Span::MINUTE);
        assert!(left <= Duration::from_secs(1) && left > Duration::from_millis(900), "{left:?}");
    }

    #[test]
    fn jitter_between_two_readings_is_not_a_set_clock() {
        let mut time = LoopClock::real();
        let first = time.clock(time.now());
        assert_eq!(time.clock(time.now() + Span::millis(20)).unix_minus_moment, first.unix_minus_moment);
        assert_ne!(time.clock(time.now() - Span::HOUR).unix_minus_moment, first.unix_minus_moment);
    }

    #[test]
    fn a_rehearsed_day_keeps_its_tie_to_the_wall() {
        let mut time = LoopClock::rehearsal(1000);
        let now = time.now();
        let first = time.clock(now);
        assert_eq!(time.clock(now + Span::HOUR).unix_minus_moment, first.unix_minus_moment);
    }
}
