use super::{FallbackRunner, RunnerJob};
use crate::alert::program::fake::{Fake, Mood};
use crate::alert::{ChannelStatus, Unavailable};
use crate::time::{Moment, Span};

struct Stage {
    fake: Fake,
    runner: FallbackRunner<Fake>,
    now: Moment,
}

impl Stage {
    fn with(moods: &[(&str, Mood)]) -> Stage {
        let fake = Fake::default();
        moods.iter().for_each(|(name, mood)| fake.mood(name, *mood));
        let programs = moods.iter().map(|(name, _)| vec![(*name).to_owned()]).collect();
        Stage { runner: FallbackRunner::new(fake.clone(), programs), fake, now: Moment::millis(0) }
    }

    fn start(&mut self, word: &str) {
        self.runner.start(RunnerJob { arguments: vec![word.to_owned()], limit: Span::secs(4) }, self.now);
    }

    /// After so long, with all that ended meanwhile: what was started and killed.
    fn after(&mut self, span: Span) -> Vec<String> {
        self.now = self.now + span;
        loop {
            let ended = self.fake.ended();
            if ended.is_empty() {
                break;
            }
            for ended in &ended {
                self.runner.ended(ended, self.now);
            }
        }
        self.runner.tick(self.now);
        self.fake.commands()
    }
}

fn silent(words: &str) -> ChannelStatus {
    ChannelStatus::Silent(Unavailable::Other(words.to_owned()))
}

#[test]
fn the_first_that_is_there_and_works_does_it_from_then_on() {
    let moods = [("one", Mood::Missing), ("two", Mood::Fails), ("three", Mood::Works), ("four", Mood::Works)];
    let mut stage = Stage::with(&moods);
    stage.start("a");
    assert_eq!(stage.after(Span::ZERO), ["one a", "two a", "three a"]);
    assert_eq!(*stage.runner.status(), ChannelStatus::Open);
    stage.start("b");
    assert_eq!(stage.after(Span::ZERO), ["three b"]);
    assert!(stage.runner.is_idle());
    assert_eq!(stage.runner.next(), None);
}

#[test]
fn where_nobody_does_it_the_channel_is_silent_and_the_next_time_all_are_tried() {
    let mut stage = Stage::with(&[("one", Mood::Missing), ("two", Mood::Fails)]);
    stage.start("a");
    assert_eq!(stage.after(Span::ZERO), ["one a", "two a"]);
    assert_eq!(*stage.runner.status(), silent("two: failed (exit code 1)"));
    stage.fake.mood("one", Mood::Works);
    stage.start("b");
    stage.after(Span::ZERO);
    assert_eq!(*stage.runner.status(), ChannelStatus::Open);
}

#[test]
fn what_is_missing_is_named() {
    let mut stage = Stage::with(&[("one", Mood::Missing), ("two", Mood::Missing)]);
    stage.start("a");
    assert_eq!(*stage.runner.status(), silent("none of these is here: one, two"));
    let mut stage = Stage::with(&[("/usr/bin/mine", Mood::Missing)]);
    stage.start("a");
    assert_eq!(*stage.runner.status(), ChannelStatus::Silent(Unavailable::NotFound("mine".to_owned())));
}

#[test]
fn one_that_hangs_gives_way_and_is_not_tried_first_again() {
    let mut stage = Stage::with(&[("one", Mood::Hangs), ("two", Mood::Works)]);
    stage.start("a");
    assert_eq!(stage.after(Span::secs(3)), ["one a"]);
    assert_eq!(stage.runner.next(), Some(Moment::millis(4_000)));
    assert_eq!(stage.after(Span::secs(1)), ["kill one", "two a"]);
    assert_eq!(stage.after(Span::ZERO), [""; 0]);
    stage.start("b");
    assert_eq!(stage.after(Span::ZERO), ["two b"]);
    assert_eq!(*stage.runner.status(), ChannelStatus::Open);
}

#[test]
fn where_all_hang_each_is_tried_once() {
    let mut stage = Stage::with(&[("one", Mood::Hangs), ("two", Mood::Hangs)]);
    stage.start("a");
    stage.after(Span::secs(4));
    assert_eq!(stage.after(Span::secs(4)), ["kill two"]);
    assert_eq!(*stage.runner.status(), silent("one: did not end"));
    assert_eq!(stage.after(Span::HOUR), [""; 0]);
}

#[test]
fn a_new_job_ends_the_old_one_so_that_nothing_piles_up() {
    let mut stage = Stage::with(&[("one", Mood::Hangs), ("two", Mood::Hangs)]);
    for _ in 0..100 {
        stage.start("a");
        stage.after(Span::secs(3));
    }
    assert_eq!(stage.fake.most(), 1);
}

#[test]
fn one_that_was_only_interrupted_is_not_to_blame() {
    let mut stage = Stage::with(&[("one", Mood::Hangs), ("two", Mood::Works)]);
    stage.start("a");
    stage.after(Span::secs(1));
    stage.start("b");
    assert_eq!(stage.after(Span::ZERO), ["kill one", "one b"]);
    stage.runner.stop();
    assert_eq!(stage.after(Span::secs(9)), ["kill one"]);
    assert_eq!(*stage.runner.status(), ChannelStatus::Untried);
}

#[test]
fn nothing_to_try_is_told() {
    let mut stage = Stage::with(&[]);
    stage.start("a");
    assert!(matches!(stage.runner.status(), ChannelStatus::Silent(_)));
}
