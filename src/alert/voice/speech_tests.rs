use super::{AudioLock, Input, Speech};
use crate::alert::fallback_runner::FallbackRunner;
use crate::alert::notice::tests::notice;
use crate::alert::program::fake::{Fake, Mood};
use crate::alert::worker::ChannelWork;
use crate::alert::{ChannelStatus, Notice};
use crate::engine::{ActId, AlarmId, AlarmLevel, Run};
use crate::recipe::{DishId, StepId};
use crate::time::{Moment, Span};
use std::sync::Arc;

struct Stage {
    fake: Fake,
    speech: Speech<Fake>,
    input: Input,
    now: Moment,
}

impl Stage {
    fn with(moods: &[(&str, Mood)]) -> Stage {
        let fake = Fake::default();
        moods.iter().for_each(|(name, mood)| fake.mood(name, *mood));
        let programs = moods.iter().map(|(name, _)| vec![(*name).to_owned(), "--".to_owned()]).collect();
        let speech = Speech::new(FallbackRunner::new(fake.clone(), programs), true, Arc::new(AudioLock::default()));
        Stage { fake, speech, input: Input::default(), now: Moment::millis(0) }
    }

    fn shows(&mut self, notices: &[Notice]) {
        self.input.notices = notices.to_vec();
        self.step();
    }

    fn step(&mut self) {
        let ended = self.fake.ended();
        self.speech.step(&self.input, ended, self.now);
    }

    /// Goes on for so long; what was started and killed, with the millisecond.
    fn goes(&mut self, span: Span) -> Vec<String> {
        let (end, mut all, mut wakes) = (self.now + span, Vec::new(), 0);
        loop {
            let input = self.fake.commands().into_iter();
            all.extend(input.map(|line| format!("{} {line}", self.now.as_millis())));
            let ended = self.fake.ended();
            if !ended.is_empty() {
                self.speech.step(&self.input, ended, self.now);
                continue;
            }
            let Some(next) = self.speech.next(self.now).filter(|next| *next < end) else { break };
            wakes += 1;
            assert!(wakes < 1_000, "it spins");
            self.now = self.now.max(next);
            self.step();
        }
        self.now = end;
        all
    }
}

fn call(n: u32, calls: u32, level: AlarmLevel) -> Notice {
    notice(n, calls, level)
}

#[test]
fn each_call_is_said_once_after_its_tone() {
    let mut stage = Stage::with(&[("one", Mood::Works)]);
    stage.shows(&[call(1, 0, AlarmLevel::Ring)]);
    assert_eq!(stage.goes(Span::MINUTE), ["1400 one -- Oven 1. Hot?"]);
    stage.shows(&[call(1, 1, AlarmLevel::Ring)]);
    assert_eq!(stage.goes(Span::MINUTE), ["61400 one -- Oven 1. Hot?"]);
    stage.shows(&[call(1, 1, AlarmLevel::Ring)]);
    assert_eq!(stage.goes(Span::HOUR), [""; 0]);
    assert_eq!(*stage.speech.status(), ChannelStatus::Open);
}

#[test]
fn a_ring_that_nobody_could_say_is_tried_again_while_it_stands() {
    let mut stage = Stage::with(&[("one", Mood::Fails)]);
    stage.shows(&[call(1, 0, AlarmLevel::Ring), call(2, 0, AlarmLevel::Soft)]);
    let told = stage.goes(Span::MINUTE);
    assert_eq!(told.iter().filter(|line| line.contains("Oven 2")).count(), 1, "{told:?}");
    let of_ring: Vec<_> = told.iter().filter(|line| line.contains("Oven 1")).collect();
    assert_eq!(
        of_ring,
        [
            "1400 one -- Oven 1. Hot?",
            "6400 one -- Oven 1. Hot?",
            "16400 one -- Oven 1. Hot?",
            "36400 one -- Oven 1. Hot?"
        ]
    );
    stage.fake.mood("one", Mood::Works);
    assert_eq!(stage.goes(Span::MINUTE), ["76400 one -- Oven 1. Hot?"]);
    assert_eq!(stage.goes(Span::HOUR), [""; 0]);
    // Answered, it is not said any more.
    stage.fake.mood("one", Mood::Fails);
    stage.shows(&[call(3, 0, AlarmLevel::Ring)]);
    stage.goes(Span::secs(2));
    stage.shows(&[]);
    assert_eq!(stage.goes(Span::HOUR), [""; 0]);
}

#[test]
fn two_calls_are_said_one_after_the_other_the_urgent_one_first() {
    let mut stage = Stage::with(&[("one", Mood::Works)]);
    stage.shows(&[call(1, 0, AlarmLevel::Soft), call(2, 0, AlarmLevel::Ring), call(3, 0, AlarmLevel::Ring)]);
    let all = stage.goes(Span::MINUTE);
    assert_eq!(all, ["1400 one -- Oven 2. Hot?", "1400 one -- Oven 3. Hot?", "1400 one -- Oven 1. Hot?"]);
}

#[test]
fn what_is_answered_is_not_said_to_its_end() {
    let mut stage = Stage::with(&[("one", Mood::Hangs)]);
    stage.shows(&[call(1, 0, AlarmLevel::Ring)]);
    stage.goes(Span::secs(2));
    stage.shows(&[]);
    assert_eq!(stage.goes(Span::HOUR), ["2000 kill one"]);
    assert!(stage.speech.is_done());
    assert_eq!(stage.speech.audio_lock.until(), None);
}

#[test]
fn a_speaker_that_hangs_gives_way_and_the_floor_is_free_long_before() {
    let mut stage = Stage::with(&[("one", Mood::Hangs), ("two", Mood::Works)]);
    stage.shows(&[call(1, 0, AlarmLevel::Ring)]);
    stage.goes(Span::secs(2));
    let audio_lock = stage.speech.audio_lock.until().unwrap();
    assert!(audio_lock > stage.now && audio_lock <= Moment::millis(9_400));
    let all = stage.goes(Span::secs(30));
    assert_eq!(all.len(), 2, "{all:?}");
    assert!(all[0].ends_with("kill one") && all[1].ends_with("two -- Oven 1. Hot?"), "{all:?}");
    stage.shows(&[call(1, 1, AlarmLevel::Ring)]);
    assert_eq!(stage.goes(Span::MINUTE), ["33400 two -- Oven 1. Hot?"], "the one that works is first now");
}

#[test]
fn a_mute_ends_the_word_and_what_came_meanwhile_is_said_after_it() {
    let mut stage = Stage::with(&[("one", Mood::Hangs)]);
    stage.shows(&[call(1, 0, AlarmLevel::Ring)]);
    stage.goes(Span::secs(2));
    stage.input.mute = Some(Moment::millis(60_000));
    stage.step();
    stage.fake.mood("one", Mood::Works);
    stage.shows(&[call(1, 0, AlarmLevel::Ring), call(2, 0, AlarmLevel::Ring)]);
    assert_eq!(stage.goes(Span::HOUR), ["2000 kill one", "60000 one -- Oven 2. Hot?"]);
}

#[test]
fn a_reminder_that_needs_no_key_is_said_twice_at_the_most() {
    let mut stage = Stage::with(&[("one", Mood::Works)]);
    let run = Run { dish: DishId(0), step: StepId(0), act: ActId(1) };
    let said: usize = (0..5)
        .map(|calls| {
            let id = AlarmId::Cue { run, cue: 0, nth: 1 };
            stage.shows(&[Notice { id, ..call(1, calls, AlarmLevel::Cue) }]);
            stage.goes(Span::mins(2)).len()
        })
        .sum();
    assert_eq!(said, 2);
}

#[test]
fn nobody_who_speaks_harms_nothing() {
    let mut stage = Stage::with(&[("one", Mood::Missing), ("two", Mood::Fails)]);
    stage.shows(&[call(1, 0, AlarmLevel::Ring), call(2, 0, AlarmLevel::Ring)]);
    assert_eq!(stage.goes(Span::secs(5)).len(), 4);
    assert!(matches!(stage.speech.status(), ChannelStatus::Silent(_)));
    assert_eq!(stage.speech.audio_lock.until(), None);
}

#[test]
fn hostile_text_is_words_behind_two_dashes() {
    let mut stage = Stage::with(&[("one", Mood::Works)]);
    let title = "--help $(reboot); \"rm\" -rf\n\0 {title}".to_owned();
    stage.shows(&[Notice { title, ..call(1, 0, AlarmLevel::Ring) }]);
    assert_eq!(stage.goes(Span::MINUTE), ["1400 one -- help reboot; rm rf title. Hot?"]);
}
