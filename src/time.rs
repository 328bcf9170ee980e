//! Moments and spans of time, and how they are parsed and printed.
//!
//! In this program, time is always an argument, and these are its types. A [`Moment`] is on a timeline that continues
//! while the laptop sleeps and does not follow changes of the wall clock; only [`Clock`] ties it to the time of day,
//! and only for display. Arithmetic saturates, so that no clock, however wrong, causes a panic.

mod day_time;
mod duration_fault;
mod leading;
mod number;
mod parse;
mod print;
mod scan;
mod spoken;
mod timers;
mod unit;

use serde::{Deserialize, Serialize};
use std::ops::{Add, Neg, Sub};

pub use day_time::DayTime;
pub use duration_fault::DurationFault;
pub use leading::LONGEST;
pub use parse::{ParsedLength, parse_length, parse_span};
pub use print::{between, countdown, exact, minutes, rough, rounded, span_toml, time_and_day, time_of_day};
pub use spoken::{ColonTime, SpokenTime, leading_span};
pub use timers::{SpokenTimer, parse_timers};

/// A length of time in milliseconds; may be negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Span(i64);

/// A point on the timeline, in milliseconds from an arbitrary origin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(i64);

impl Span {
    /// No time.
    pub const ZERO: Span = Span(0);
    /// One second.
    pub const SECOND: Span = Span(1_000);
    /// One minute.
    pub const MINUTE: Span = Span(60_000);
    /// One hour.
    pub const HOUR: Span = Span(3_600_000);
    /// One day of 24 hours.
    pub const DAY: Span = Span(86_400_000);

    /// In milliseconds.
    pub const fn millis(n: i64) -> Span {
        Span(n)
    }
    /// In seconds.
    pub const fn secs(n: i64) -> Span {
        Span(n.saturating_mul(1_000))
    }
    /// In minutes.
    pub const fn mins(n: i64) -> Span {
        Span(n.saturating_mul(60_000))
    }
    /// In hours.
    pub const fn hours(n: i64) -> Span {
        Span(n.saturating_mul(3_600_000))
    }
    /// In milliseconds.
    pub const fn as_millis(self) -> i64 {
        self.0
    }
    /// Whole seconds, rounded up, so that a countdown shows 1 until its end and never 0 before it.
    pub const fn ceil_secs(self) -> i64 {
        self.0.div_euclid(1_000) + (self.0.rem_euclid(1_000) != 0) as i64
    }
    /// Whole seconds, rounded down.
    pub const fn floor_secs(self) -> i64 {
        self.0.div_euclid(1_000)
    }
    /// Whole minutes, rounded down.
    pub const fn floor_mins(self) -> i64 {
        self.0.div_euclid(60_000)
    }
    /// Whole minutes, rounded to the nearest.
    pub const fn round_mins(self) -> i64 {
        self.0.saturating_add(30_000).div_euclid(60_000)
    }
    /// Half of it.
    pub const fn half(self) -> Span {
        Span(self.0 / 2)
    }
    /// Multiplied by `n`.
    pub const fn times(self, n: i64) -> Span {
        Span(self.0.saturating_mul(n))
    }
    /// How often `other` fits into this, rounded down; 0 if `other` is not above zero.
    pub const fn div(self, other: Span) -> i64 {
        if other.0 > 0 { self.0.div_euclid(other.0) } else { 0 }
    }
    /// Without its sign.
    pub const fn abs(self) -> Span {
        Span(self.0.saturating_abs())
    }
}

impl Moment {
    /// In milliseconds from the origin.
    pub const fn millis(n: i64) -> Moment {
        Moment(n)
    }
    /// Milliseconds from the origin.
    pub const fn as_millis(self) -> i64 {
        self.0
    }
}

impl Add for Span {
    type Output = Span;
    fn add(self, other: Span) -> Span {
        Span(self.0.saturating_add(other.0))
    }
}
impl Sub for Span {
    type Output = Span;
    fn sub(self, other: Span) -> Span {
        Span(self.0.saturating_sub(other.0))
    }
}
impl Neg for Span {
    type Output = Span;
    fn neg(self) -> Span {
        Span(self.0.saturating_neg())
    }
}
impl Add<Span> for Moment {
    type Output = Moment;
    fn add(self, span: Span) -> Moment {
        Moment(self.0.saturating_add(span.0))
    }
}
impl Sub<Span> for Moment {
    type Output = Moment;
    fn sub(self, span: Span) -> Moment {
        Moment(self.0.saturating_sub(span.0))
    }
}
impl Sub for Moment {
    type Output = Span;
    fn sub(self, other: Moment) -> Span {
        Span(self.0.saturating_sub(other.0))
    }
}

/// Ties the timeline to the wall clock, to show times of day. Plain data that the runtime reads anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clock {
    /// Milliseconds since the Unix epoch minus the moment, at the same instant.
    pub unix_minus_moment: i64,
    /// Local time minus UTC now, in seconds.
    pub utc_offset: i32,
    /// When the local offset next changes (Unix milliseconds), and the new offset in seconds.
    pub next_offset: Option<(i64, i32)>,
}

impl Clock {
    /// Local wall time at `moment`, in milliseconds since 1970-01-01 00:00 local time.
    pub fn local_millis(&self, moment: Moment) -> i64 {
        let unix = moment.0.saturating_add(self.unix_minus_moment);
        let offset = match self.next_offset {
            Some((from, offset)) if unix >= from => offset,
            Some(_) | None => self.utc_offset,
        };
        unix.saturating_add(i64::from(offset) * 1_000)
    }

    /// The first moment after `now` at which a wall clock shows another minute.
    pub fn next_minute(&self, now: Moment) -> Moment {
        now + (Span::MINUTE - Span(self.local_millis(now).rem_euclid(60_000)))
    }
}
