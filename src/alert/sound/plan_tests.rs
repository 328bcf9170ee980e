use super::{Tone, ToneKind, TonePlan};
use crate::alert::Notice;
use crate::alert::notice::tests::notice;
use crate::engine::{ActId, AlarmId, AlarmLevel};
use crate::recipe::{DishId, StepId};
use crate::time::{Moment, Span};

/// An evening in virtual time: what is heard, second by second.
#[derive(Default)]
struct Kitchen {
    plan: TonePlan,
    now: Moment,
    mute: Option<Moment>,
}

impl Kitchen {
    fn stands(&mut self, notices: &[Notice]) {
        self.plan.set(notices, self.now);
    }

    /// What is heard in the next `span`, in seconds from the beginning.
    fn hears(&mut self, span: Span) -> Vec<(i64, ToneKind, u8)> {
        let (end, mut heard) = (self.now + span, Vec::new());
        while let Some(next) = self.plan.next(self.mute).filter(|next| *next < end) {
            if next > self.now {
                assert_eq!(self.plan.take(next - Span::millis(1), self.mute), None, "before its time");
            }
            self.now = self.now.max(next);
            let Tone { kind, gain } = self.plan.take(self.now, self.mute).expect("it was due");
            heard.push((self.now.as_millis() / 1_000, kind, gain));
        }
        self.now = end;
        heard
    }

    fn seconds(&mut self, span: Span) -> Vec<i64> {
        self.hears(span).into_iter().map(|(at, ..)| at).collect()
    }
}

fn ring(n: u32) -> Notice {
    notice(n, 0, AlarmLevel::Ring)
}

fn cue(n: u32, calls: u32) -> Notice {
    notice(n, calls, AlarmLevel::Cue)
}

fn soft(n: u32, calls: u32) -> Notice {
    notice(n, calls, AlarmLevel::Soft)
}

/// A reminder inside a running step.
fn reminder(calls: u32) -> Notice {
    let run = crate::engine::Run { dish: DishId(0), step: StepId(0), act: ActId(1) };
    Notice { id: AlarmId::Cue { run, cue: 0, nth: 1 }, ..cue(1, calls) }
}

#[test]
fn a_ring_sounds_every_5_s_then_every_15_then_every_minute_and_never_stops() {
    let mut kitchen = Kitchen::default();
    kitchen.stands(&[ring(1)]);
    let heard = kitchen.seconds(Span::mins(5) + Span::SECOND);
    assert_eq!(heard, [0, 5, 10, 15, 20, 25, 30, 45, 60, 75, 90, 105, 120, 180, 240, 300]);
    assert_eq!(kitchen.seconds(Span::hours(8)).len(), 480);
}

#[test]
fn it_grows_louder() {
    let mut kitchen = Kitchen::default();
    kitchen.stands(&[ring(1)]);
    let heard = kitchen.hears(Span::mins(4));
    assert!(heard.iter().all(|(_, kind, _)| *kind == ToneKind::Ring));
    let gains: Vec<u8> = heard.iter().map(|(.., gain)| *gain).collect();
    assert!(gains.is_sorted() && gains[0] < 60 && gains[7] == 80 && gains[12] == 100, "{gains:?}");
}

#[test]
fn a_cue_sounds_and_is_repeated_once() {
    let mut kitchen = Kitchen::default();
    kitchen.stands(&[reminder(0)]);
    assert_eq!(kitchen.hears(Span::MINUTE), [(0, ToneKind::Cue, 45), (30, ToneKind::Cue, 45)]);
    kitchen.stands(&[reminder(1)]);
    assert_eq!(kitchen.seconds(Span::MINUTE), [0; 0]);
    kitchen.stands(&[reminder(3)]);
    assert_eq!(kitchen.seconds(Span::hours(1)), [0; 0], "it needs no key, and may have been heeded long ago");
}

#[test]
fn what_waits_for_a_key_sounds_whenever_it_calls_again() {
    let mut kitchen = Kitchen::default();
    kitchen.stands(&[cue(1, 0)]);
    assert_eq!(kitchen.seconds(Span::MINUTE), [0, 30]);
    kitchen.stands(&[cue(1, 1)]);
    assert_eq!(kitchen.seconds(Span::mins(4)), [0; 0], "that was half a minute ago");
    kitchen.stands(&[cue(1, 2)]);
    assert_eq!(kitchen.seconds(Span::mins(5)), [300]);
}

#[test]
fn a_calm_end_sounds_once_and_softly() {
    let mut kitchen = Kitchen::default();
    kitchen.stands(&[soft(1, 0)]);
    assert_eq!(kitchen.hears(Span::mins(5)), [(0, ToneKind::Soft, 35)]);
    // What waits for its cook calls every five minutes.
    kitchen.stands(&[soft(1, 1)]);
    assert_eq!(kitchen.hears(Span::hours(1)), [(300, ToneKind::Soft, 35)]);
}

#[test]
fn an_answer_ends_it_and_the_end_of_a_quiet_begins_it_anew() {
    let mut kitchen = Kitchen::default();
    kitchen.stands(&[ring(1)]);
    assert_eq!(kitchen.seconds(Span::secs(50)).len(), 8);
    kitchen.stands(&[]);
    assert!(kitchen.plan.is_silent());
    assert_eq!(kitchen.plan.next(None), None, "nothing wakes");
    assert_eq!(kitchen.seconds(Span::mins(2)), [0; 0]);
    kitchen.stands(&[ring(1)]);
    assert_eq!(kitchen.hears(Span::secs(6)), [(170, ToneKind::Ring, 55), (175, ToneKind::Ring, 55)]);
}

#[test]
fn two_rings_at_once_are_one_pattern() {
    let mut kitchen = Kitchen::default();
    kitchen.stands(&[ring(1), ring(2)]);
    assert_eq!(kitchen.seconds(Span::secs(31)), [0, 5, 10, 15, 20, 25, 30]);
}

#[test]
fn a_new_ring_is_heard_at_once_and_leads_as_loud_as_the_old_one() {
    let mut kitchen = Kitchen::default();
    kitchen.stands(&[ring(1)]);
    kitchen.seconds(Span::secs(248));
    kitchen.stands(&[ring(1), ring(2)]);
    let heard = kitchen.hears(Span::secs(12));
    assert_eq!(heard, [(248, ToneKind::Ring, 100), (253, ToneKind::Ring, 100), (258, ToneKind::Ring, 100)]);
    kitchen.stands(&[ring(1)]);
    assert_eq!(kitchen.seconds(Span::mins(2)), [300, 360], "the old one goes on where it was");
}

#[test]
fn tones_never_lie_on_each_other() {
    let mut kitchen = Kitchen::default();
    kitchen.stands(&[ring(1)]);
    kitchen.seconds(Span::SECOND);
    kitchen.stands(&[ring(1), ring(2)]);
    assert_eq!(kitchen.seconds(Span::secs(10)), [2, 6]);
    kitchen.stands(&[ring(1), ring(2), cue(3, 0), soft(4, 0)]);
    let heard = kitchen.hears(Span::secs(9));
    assert_eq!(heard, [(11, ToneKind::Ring, 55), (16, ToneKind::Ring, 55)]);
}

#[test]
fn a_ring_tells_a_reminder_that_comes_with_it() {
    let mut kitchen = Kitchen::default();
    kitchen.stands(&[ring(1), cue(2, 0), soft(3, 0)]);
    assert!(kitchen.hears(Span::secs(20)).iter().all(|(_, kind, _)| *kind == ToneKind::Ring));
    // And one that comes between two rings has its own tone.
    kitchen.seconds(Span::secs(50));
    kitchen.stands(&[ring(1), cue(5, 0)]);
    assert_eq!(kitchen.hears(Span::secs(6)), [(70, ToneKind::Cue, 45), (75, ToneKind::Ring, 80)]);
}

#[test]
fn a_reminder_that_turns_into_a_ring_rings() {
    let mut kitchen = Kitchen::default();
    kitchen.stands(&[cue(1, 0)]);
    kitchen.seconds(Span::mins(3));
    kitchen.stands(&[ring(1)]);
    assert_eq!(kitchen.hears(Span::secs(6)), [(180, ToneKind::Ring, 55), (185, ToneKind::Ring, 55)]);
}

#[test]
fn after_eight_hours_asleep_one_tone_comes_at_once() {
    let mut kitchen = Kitchen::default();
    kitchen.stands(&[ring(1), cue(2, 0)]);
    kitchen.seconds(Span::secs(7));
    kitchen.now = kitchen.now + Span::hours(8);
    assert_eq!(kitchen.hears(Span::secs(40)), [(28_807, ToneKind::Ring, 100)]);
    assert_eq!(kitchen.hears(Span::MINUTE), [(28_860, ToneKind::Ring, 100)]);
}

#[test]
fn a_mute_holds_all_back_and_its_end_tells_what_stands() {
    let mut kitchen = Kitchen { mute: Some(Moment::millis(600_000)), ..Kitchen::default() };
    kitchen.stands(&[ring(1), soft(2, 0)]);
    assert_eq!(kitchen.plan.next(kitchen.mute), kitchen.mute);
    assert_eq!(kitchen.hears(Span::mins(11)), [(600, ToneKind::Ring, 100)]);
    let mut kitchen = Kitchen { mute: Some(Moment::millis(i64::MAX)), ..Kitchen::default() };
    kitchen.stands(&[ring(1)]);
    assert_eq!(kitchen.seconds(Span::DAY), [0; 0]);
}

#[test]
fn a_thousand_changes_keep_the_promises() {
    let mut kitchen = Kitchen::default();
    let mut last = -10;
    // A sequence that looks random and is always the same.
    let mut seed = 7u32;
    for _ in 0..1_000 {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let all = [ring(1), cue(2, seed >> 30), soft(3, seed >> 31), ring(4)];
        let stands: Vec<Notice> =
            all.into_iter().zip(0..).filter(|(_, n)| seed >> (8 + n) & 1 == 1).map(|(it, _)| it).collect();
        kitchen.stands(&stands);
        let (rings, from) = (stands.iter().any(|notice| notice.level == AlarmLevel::Ring), kitchen.now);
        let heard = kitchen.hears(Span::secs(i64::from(seed >> 25)));
        for (at, ..) in &heard {
            assert!(*at - last >= 2);
            last = *at;
        }
        if rings && kitchen.now - from > Span::MINUTE + Span::secs(2) {
            assert!(heard.iter().any(|(_, kind, _)| *kind == ToneKind::Ring), "a ring that is not heard");
        }
    }
}
