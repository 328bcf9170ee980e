use super::{Input, TonePlayer};
use crate::alert::fallback_runner::FallbackRunner;
use crate::alert::notice::tests::notice;
use crate::alert::program::fake::{Fake, Mood};
use crate::alert::voice::AudioLock;
use crate::alert::worker::ChannelWork;
use crate::alert::{ChannelStatus, Notice};
use crate::engine::AlarmLevel;
use crate::time::{Moment, Span};
use std::sync::Arc;

struct Stage {
    fake: Fake,
    player: TonePlayer<Fake>,
    input: Input,
    now: Moment,
}

impl Stage {
    fn with(moods: &[(&str, Mood)]) -> Stage {
        let fake = Fake::default();
        moods.iter().for_each(|(name, mood)| fake.mood(name, *mood));
        let programs = moods.iter().map(|(name, _)| vec![(*name).to_owned()]).collect();
        let player = TonePlayer::new(FallbackRunner::new(fake.clone(), programs), 70, Arc::new(AudioLock::default()));
        Stage { fake, player, input: Input::default(), now: Moment::millis(0) }
    }

    fn shows(&mut self, notices: &[Notice]) {
        self.input.notices = notices.to_vec();
        self.step();
    }

    fn step(&mut self) {
        let ended = self.fake.ended();
        self.player.step(&self.input, ended, self.now);
    }

    /// Goes on for so long as the thread would; what was started and killed, with the second, and how often it woke.
    fn goes(&mut self, span: Span) -> (Vec<String>, usize) {
        let (end, mut all, mut wakes) = (self.now + span, Vec::new(), 0);
        loop {
            let input = self.fake.commands().into_iter();
            all.extend(input.map(|line| format!("{} {}", self.now.as_millis() / 1_000, short(&line))));
            let ended = self.fake.ended();
            if !ended.is_empty() {
                self.player.step(&self.input, ended, self.now);
                continue;
            }
            let Some(next) = self.player.next(self.now).filter(|next| *next < end) else { break };
            assert!(wakes < 10_000, "it spins");
            (self.now, wakes) = (self.now.max(next), wakes + 1);
            self.step();
        }
        self.now = end;
        (all, wakes)
    }
}

/// Without the folder.
fn short(line: &str) -> String {
    let file = line.rsplit('/').next().unwrap_or(line);
    line.split_once(' ').map_or(line.to_owned(), |(name, rest)| {
        if rest.contains('/') { format!("{name} {file}") } else { line.to_owned() }
    })
}

fn ring(n: u32) -> Notice {
    notice(n, 0, AlarmLevel::Ring)
}

#[test]
fn a_ring_is_played_by_its_plan_and_nothing_wakes_in_between() {
    let mut stage = Stage::with(&[("one", Mood::Works)]);
    stage.shows(&[ring(1)]);
    let (all, wakes) = stage.goes(Span::secs(11));
    assert_eq!(all, ["0 one ring-55.wav", "5 one ring-55.wav", "10 one ring-55.wav"]);
    assert_eq!(wakes, 2);
    stage.shows(&[]);
    assert_eq!(stage.goes(Span::HOUR), (Vec::new(), 0));
    assert!(stage.player.is_done());
}

#[test]
fn a_key_cuts_the_tone_short() {
    let mut stage = Stage::with(&[("one", Mood::Hangs)]);
    stage.shows(&[ring(1)]);
    stage.now = stage.now + Span::SECOND;
    stage.shows(&[]);
    assert_eq!(stage.goes(Span::HOUR).0, ["1 one ring-55.wav", "1 kill one"]);
    assert_eq!(*stage.player.status(), ChannelStatus::Untried, "nobody's fault");
}

#[test]
fn one_that_hangs_holds_up_no_tone() {
    let mut stage = Stage::with(&[("one", Mood::Hangs), ("two", Mood::Hangs), ("three", Mood::Works)]);
    stage.shows(&[ring(1)]);
    let (all, _) = stage.goes(Span::secs(16));
    let wanted = [
        "0 one ring-55.wav",
        "4 kill one",
        "4 two ring-55.wav",
        "5 kill two",
        "5 two ring-55.wav",
        "9 kill two",
        "9 three ring-55.wav",
        "10 three ring-55.wav",
        "15 three ring-55.wav",
    ];
    assert_eq!(all, wanted);
    assert_eq!(stage.fake.most(), 1);
    assert_eq!(*stage.player.status(), ChannelStatus::Open);
}

#[test]
fn nobody_who_plays_harms_nothing() {
    let mut stage = Stage::with(&[("one", Mood::Missing), ("two", Mood::Fails)]);
    stage.shows(&[ring(1)]);
    let (all, wakes) = stage.goes(Span::hours(1));
    assert!(matches!(stage.player.status(), ChannelStatus::Silent(_)));
    assert_eq!((all.len(), wakes), (2 * 70, 69), "two tries for each tone, and no more wakes than tones");
    stage.fake.mood("two", Mood::Works);
    stage.goes(Span::mins(1) + Span::SECOND);
    assert_eq!(*stage.player.status(), ChannelStatus::Open);
}

#[test]
fn a_mute_silences_at_once_and_its_end_calls_again() {
    let mut stage = Stage::with(&[("one", Mood::Works)]);
    stage.shows(&[ring(1)]);
    stage.goes(Span::secs(3));
    stage.input.mute = Some(Moment::millis(600_000));
    stage.step();
    let (all, wakes) = stage.goes(Span::secs(600));
    assert_eq!((all, wakes), (vec!["600 one ring-100.wav".to_owned()], 1));
}

#[test]
fn while_somebody_speaks_it_waits_but_not_for_ever() {
    let mut stage = Stage::with(&[("one", Mood::Works)]);
    stage.shows(&[ring(1)]);
    stage.player.audio_lock.take(Moment::millis(7_000));
    assert_eq!(stage.goes(Span::secs(11)).0, ["0 one ring-55.wav", "7 one ring-55.wav", "10 one ring-55.wav"]);
}

#[test]
fn who_plays_is_found_out_without_a_sound() {
    let mut stage = Stage::with(&[("one", Mood::Missing), ("two", Mood::Works)]);
    stage.input.probe = true;
    stage.step();
    assert_eq!(stage.goes(Span::HOUR).0, ["0 one silence-0.wav", "0 two silence-0.wav"]);
    assert_eq!(*stage.player.status(), ChannelStatus::Open);
    assert!(stage.player.is_done());
}

#[test]
fn a_ring_does_not_wait_for_that() {
    let mut stage = Stage::with(&[("one", Mood::Hangs)]);
    stage.input.probe = true;
    stage.step();
    stage.now = stage.now + Span::secs(2);
    stage.shows(&[ring(1)]);
    assert_eq!(stage.goes(Span::SECOND).0, ["2 one silence-0.wav", "2 kill one", "2 one ring-55.wav"]);
}

#[test]
fn text_of_a_recipe_gets_nowhere() {
    let mut stage = Stage::with(&[("one", Mood::Works)]);
    stage.shows(&[Notice { title: "$(reboot) --version".to_owned(), ..ring(1) }]);
    assert_eq!(stage.goes(Span::SECOND).0, ["0 one ring-55.wav"]);
}
