//! What a channel shows, made from the calls that stand.

use crate::engine::{AlarmId, AlarmLevel, DishEnd, Session};
use crate::recipe::text::clean;
use crate::recipe::{DishId, DishKind, Phase};
use crate::time::{Clock, Moment};
use crate::view::call::Call;
use crate::view::call::Offer;

/// One thing that a channel should show now. If two are equal, there is nothing new to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The alarm; the same one told again replaces what is shown of it.
    pub id: AlarmId,
    /// Whether it is a ring or soft.
    pub level: AlarmLevel,
    /// When it fell due.
    pub since: Moment,
    /// How often it has called again.
    pub calls: u32,
    /// The dish it belongs to; "Oven" for the oven's own.
    pub dish: String,
    /// "Pork belly: roast is done".
    pub title: String,
    /// "Take it out."
    pub body: String,
    /// The kind of step that calls; none if it is the oven.
    pub phase: Option<Phase>,
    /// What can be answered to it at once.
    pub offers: Vec<Offer>,
}

impl Notice {
    /// Whether this is the same call as `other`, so that a channel which calls anew would only disturb. The words may count minutes.
    pub fn is_same_call(&self, other: &Notice) -> bool {
        (self.id, self.level, self.calls) == (other.id, other.level, other.calls) && self.offers == other.offers
    }
}

/// Whether both are the same calls, whatever their words.
pub(super) fn same_calls(before: &[Notice], after: &[Notice]) -> bool {
    before.len() == after.len() && before.iter().zip(after).all(|(before, after)| before.is_same_call(after))
}

/// A dish that was served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// Its id.
    pub id: DishId,
    /// Its name.
    pub dish: String,
    /// When.
    pub at: Moment,
}

/// What the channels are told.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    /// What calls.
    pub notices: &'a [Notice],
    /// The dishes that were served.
    pub served: &'a [Served],
    /// Whether something counts or calls, so that the laptop has to stay awake.
    pub awake: bool,
    /// Whether the bell rings for what is new in it.
    pub bell: bool,
    /// Whether the terminal should notify, since nothing nearer to the cook does.
    pub on_terminal: bool,
    /// The moment it is, on the timeline of the notices.
    pub now: Moment,
    /// What ties that to the time of day.
    pub clock: &'a Clock,
}

impl<'a> Standing<'a> {
    /// These notices alone, on every channel but the terminal.
    pub fn of(notices: &'a [Notice], now: Moment, clock: &'a Clock) -> Standing<'a> {
        Standing { notices, served: &[], awake: false, bell: false, on_terminal: false, now, clock }
    }
}

/// The dishes that were served; loose timers are none.
pub fn served(session: &Session) -> Vec<Served> {
    let dishes = session.dishes().filter(|cooking| cooking.dish.kind != DishKind::Timer);
    let served = dishes.filter_map(|cooking| match cooking.end? {
        DishEnd::Served(at) => Some(Served { id: cooking.id, dish: clean(&cooking.dish.name), at }),
        DishEnd::Abandoned(_) => None,
    });
    served.collect()
}

/// What the channels should show at `now`: every call that stands and was not quieted. While all is `hushed`, nothing soft: it stands
/// on the screen.
pub fn notices(calls: &[Call], now: Moment, hushed: bool) -> Vec<Notice> {
    calls
        .iter()
        .filter(|call| call.alarm.quiet_until.is_none_or(|until| until <= now))
        .filter(|call| !hushed || call.alarm.level != AlarmLevel::Soft)
        .map(|call| Notice {
            id: call.alarm.id,
            level: call.alarm.level,
            since: call.alarm.since,
            calls: call.alarm.calls,
            dish: clean(&call.dish),
            title: clean(&call.title),
            body: clean(&call.body),
            phase: call.phase,
            offers: call.offers.clone(),
        })
        .collect()
}

/// When [`notices`] of the same calls changes next: the end of a quiet.
pub fn next_change(calls: &[Call], now: Moment) -> Option<Moment> {
    calls.iter().filter_map(|call| call.alarm.quiet_until).filter(|until| *until > now).min()
}

/// Whether the bell should ring when `after` follows `before`: for what is new or calls again, if it is a ring, or if the bell is all
/// there is.
pub fn bell(before: &[Notice], after: &[Notice], alone: bool) -> bool {
    after.iter().any(|notice| {
        let told = before.iter().any(|old| old.id == notice.id && old.calls == notice.calls);
        !told && (alone || notice.level == AlarmLevel::Ring)
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::{Notice, bell, next_change, notices};
    use crate::engine::{ActId, Alarm, AlarmId, AlarmLevel};
    use crate::time::{Moment, Span};
    use crate::view::call::Call;
    use crate::view::call::{Button, Meaning, Offer};

    pub(crate) fn notice(n: u32, calls: u32, level: AlarmLevel) -> Notice {
        let id = AlarmId::OvenHot(ActId(n));
        let offers = [(Button::Quiet, Meaning::Quiet), (Button::Done, Meaning::OvenHot)];
        let offers = offers.map(|(button, meaning)| Offer { button, meaning }).to_vec();
        let (title, body, dish) = (format!("Oven {n}"), "Hot?".to_owned(), "Oven".to_owned());
        Notice { id, level, since: Moment::default(), calls, dish, title, body, phase: None, offers }
    }

    fn call(n: u32, quiet_until: Option<Moment>) -> Call {
        let alarm = Alarm {
            id: AlarmId::OvenHot(ActId(n)),
            since: Moment::millis(0),
            level: AlarmLevel::Ring,
            calls: 0,
            quiet_until,
            missed: 0,
            cues: Vec::new(),
        };
        let (title, body) = ("A\x1b[31m\x07bell".to_owned(), "two\nlines\u{202e}".to_owned());
        let dish = "Oven".to_owned();
        Call { alarm, dish, title, body, phase: None, offers: Vec::new() }
    }

    #[test]
    fn what_is_quiet_is_not_shown_until_it_ends() {
        let now = Moment::millis(1_000);
        let until = now + Span::MINUTE;
        let calls = [call(1, None), call(2, Some(until))];
        assert_eq!(notices(&calls, now, false).len(), 1);
        assert_eq!(next_change(&calls, now), Some(until));
        assert_eq!(notices(&calls, until, false).len(), 2);
        assert_eq!(next_change(&calls, until), None);
    }

    #[test]
    fn minutes_counted_are_no_new_call() {
        let first = notice(1, 0, AlarmLevel::Ring);
        let waited = Notice { title: "Oven 1, 3 min ago".to_owned(), ..first.clone() };
        assert!(waited.is_same_call(&first));
        assert!(!notice(1, 1, AlarmLevel::Ring).is_same_call(&first));
        assert!(!notice(1, 0, AlarmLevel::Cue).is_same_call(&first));
        assert!(!Notice { offers: Vec::new(), ..first.clone() }.is_same_call(&first));
    }

    #[test]
    fn in_quiet_hours_a_calm_end_stands_on_the_screen_only() {
        let now = Moment::millis(1_000);
        let mut calls = [call(1, None), call(2, None)];
        calls[0].alarm.level = AlarmLevel::Soft;
        assert_eq!(notices(&calls, now, true).len(), 1);
        assert_eq!(notices(&calls, now, false).len(), 2);
    }

    #[test]
    fn no_control_character_gets_out() {
        let all = notices(&[call(1, None)], Moment::millis(0), false);
        assert_eq!(all[0].title, "A[31mbell");
        assert_eq!(all[0].body, "two lines");
    }

    #[test]
    fn the_bell_rings_for_what_is_new_or_calls_again() {
        let (ring, again) = (notice(1, 0, AlarmLevel::Ring), notice(1, 1, AlarmLevel::Ring));
        assert!(bell(&[], std::slice::from_ref(&ring), false));
        assert!(bell(std::slice::from_ref(&ring), std::slice::from_ref(&again), false));
        assert!(!bell(std::slice::from_ref(&ring), std::slice::from_ref(&ring), true));
        assert!(!bell(std::slice::from_ref(&ring), &[], true));
    }

    #[test]
    fn a_cue_rings_the_bell_only_where_nothing_else_calls() {
        let cue = [notice(1, 0, AlarmLevel::Cue)];
        assert!(!bell(&[], &cue, false));
        assert!(bell(&[], &cue, true));
    }
}
