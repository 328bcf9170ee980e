//! Quiet hours: while they last, what is soft stands on the screen only.

use crate::config::QuietHours;
use crate::time::{Clock, Moment, Span};

/// If these are quiet hours at `now`: when they end.
pub fn hushed(hours: Option<QuietHours>, clock: &Clock, now: Moment) -> Option<Moment> {
    let QuietHours { from, to } = hours?;
    let day = Span::DAY.as_millis();
    let of_day = clock.local_millis(now).rem_euclid(day);
    let since = |minute: u16| (of_day - Span::mins(i64::from(minute)).as_millis()).rem_euclid(day);
    // Where both ends are the same minute there are no quiet hours.
    let lasts = Span::mins(i64::from(to) - i64::from(from)).as_millis().rem_euclid(day);
    (since(from) < lasts).then(|| now + Span::millis(lasts - since(from)))
}

#[cfg(test)]
mod tests {
    use super::hushed;
    use crate::config::QuietHours;
    use crate::time::{Clock, Moment, Span};

    /// On the third day.
    fn at(hour: i64, minute: i64) -> Moment {
        Moment::millis(0) + Span::DAY.times(2) + Span::hours(hour) + Span::mins(minute)
    }

    #[test]
    fn a_night_goes_over_midnight() {
        let night = Some(QuietHours { from: 22 * 60, to: 7 * 60 });
        let clock = Clock::default();
        assert_eq!(hushed(night, &clock, at(21, 59)), None);
        assert_eq!(hushed(night, &clock, at(22, 0)), Some(at(31, 0)));
        assert_eq!(hushed(night, &clock, at(3, 30)), Some(at(7, 0)));
        assert_eq!(hushed(night, &clock, at(7, 0)), None);
    }

    #[test]
    fn a_nap_is_by_the_clock_on_the_wall() {
        let nap = Some(QuietHours { from: 13 * 60, to: 14 * 60 + 30 });
        let clock = Clock { utc_offset: 3_600, ..Clock::default() };
        assert_eq!(hushed(nap, &clock, at(11, 59)), None);
        assert_eq!(hushed(nap, &clock, at(12, 30)), Some(at(13, 30)));
    }

    #[test]
    fn nothing_said_or_no_time_at_all_hushes_nothing() {
        let none = Some(QuietHours { from: 600, to: 600 });
        assert_eq!(hushed(none, &Clock::default(), at(10, 0)), None);
        assert_eq!(hushed(None, &Clock::default(), at(10, 0)), None);
    }
}
