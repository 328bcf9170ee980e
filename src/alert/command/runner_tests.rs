use super::super::fields::Subject;
use super::CommandRunner;
use crate::alert::notice::tests::notice;
use crate::alert::program::fake::{Fake, Mood};
use crate::alert::{ChannelStatus, Notice, Served, Unavailable};
use crate::engine::AlarmLevel;
use crate::recipe::DishId;
use crate::time::{Clock, Moment, Span};

struct Stage {
    fake: Fake,
    runner: CommandRunner<Fake>,
    now: Moment,
    stands: Vec<Subject>,
    before: Vec<DishId>,
    resting: bool,
}

impl Stage {
    fn new() -> Stage {
        let fake = Fake::default();
        let program = ["ntfy", "{event}", "{title}", "{calls}"].map(str::to_owned).to_vec();
        let runner = CommandRunner::new(fake.clone(), program);
        Stage { fake, runner, now: Moment::millis(0), stands: Vec::new(), before: Vec::new(), resting: false }
    }

    fn shows(&mut self, notices: &[Notice]) -> Vec<String> {
        let subject = |notice: &Notice| Subject::of_notice(notice, self.now, &Clock::default());
        self.stands = notices.iter().map(subject).collect();
        self.goes(Span::ZERO)
    }

    fn serves(&mut self, dishes: &[u16]) -> Vec<String> {
        let served = |id: &u16| Served { id: DishId(*id), dish: format!("Dish {id}"), at: self.now };
        self.stands = dishes.iter().map(|id| Subject::of_served(&served(id), &Clock::default())).collect();
        self.goes(Span::ZERO)
    }

    /// Goes on for so long; what was started and killed, with the second.
    fn goes(&mut self, span: Span) -> Vec<String> {
        let (end, mut all, mut wakes) = (self.now + span, Vec::new(), 0);
        self.runner.turn(&self.stands, &self.before, self.resting, Vec::new(), self.now);
        loop {
            let told = self.fake.commands().into_iter();
            all.extend(told.map(|line| format!("{} {line}", self.now.as_millis() / 1_000)));
            let ended = self.fake.ended();
            if ended.is_empty() {
                let Some(next) = self.runner.deadline().filter(|next| *next <= end && span > Span::ZERO) else { break };
                self.now = self.now.max(next);
            }
            wakes += 1;
            assert!(wakes < 2_000, "it spins");
            self.runner.turn(&self.stands, &self.before, self.resting, ended, self.now);
        }
        self.now = end;
        all
    }
}

fn ring(n: u32, calls: u32) -> Notice {
    notice(n, calls, AlarmLevel::Ring)
}

fn silent(words: &str) -> ChannelStatus {
    ChannelStatus::Silent(Unavailable::Other(words.to_owned()))
}

#[test]
fn a_ring_its_calls_and_its_answer_are_told() {
    let mut stage = Stage::new();
    assert_eq!(stage.shows(&[ring(1, 0)]), ["0 ntfy ring Oven 1 0"]);
    assert_eq!(stage.shows(&[ring(1, 0)]), [""; 0]);
    assert_eq!(stage.shows(&[ring(1, 1)]), ["0 ntfy again Oven 1 1"]);
    assert_eq!(stage.shows(&[]), ["0 ntfy answered Oven 1 1"]);
    assert_eq!(stage.goes(Span::HOUR), [""; 0]);
    assert_eq!(stage.runner.deadline(), None, "nothing wakes");
    assert_eq!(*stage.runner.stands(), ChannelStatus::Open);
}

#[test]
fn after_a_quiet_it_calls_again_and_what_is_due_anew_rings() {
    let mut stage = Stage::new();
    stage.shows(&[ring(1, 0)]);
    stage.shows(&[]);
    assert_eq!(stage.shows(&[ring(1, 1)]), ["0 ntfy again Oven 1 1"]);
    stage.shows(&[]);
    let later = Notice { since: Moment::millis(60_000), ..ring(1, 0) };
    assert_eq!(stage.shows(&[later]), ["0 ntfy ring Oven 1 0"]);
}

#[test]
fn the_environment_says_the_same() {
    let mut stage = Stage::new();
    stage.shows(&[ring(1, 0)]);
    let env = stage.fake.env();
    assert!(env.contains(&("BASTE_EVENT".to_owned(), "ring".to_owned())), "{env:?}");
    assert!(env.contains(&("BASTE_TITLE".to_owned(), "Oven 1".to_owned())));
}

#[test]
fn a_failure_is_told_and_tried_again_while_it_stands() {
    let mut stage = Stage::new();
    stage.fake.mood("ntfy", Mood::Fails);
    assert_eq!(stage.shows(&[ring(1, 0)]), ["0 ntfy ring Oven 1 0"]);
    assert_eq!(*stage.runner.stands(), silent("ntfy: failed (exit code 1)"));
    let told = stage.goes(Span::mins(10));
    let seconds = told.iter().map(|line| line.strip_suffix(" ntfy ring Oven 1 0").expect("it is the ring"));
    assert_eq!(seconds.collect::<Vec<_>>(), ["2", "6", "14", "30", "62", "126", "254", "510"]);
    stage.fake.mood("ntfy", Mood::Works);
    assert_eq!(stage.shows(&[ring(1, 1)]), ["600 ntfy again Oven 1 1"]);
    assert_eq!(*stage.runner.stands(), ChannelStatus::Open);
    // The next trouble is waited for two seconds again.
    stage.fake.mood("ntfy", Mood::Fails);
    stage.shows(&[ring(1, 2)]);
    assert_eq!(stage.goes(Span::secs(3)), ["602 ntfy again Oven 1 2"]);
    // Its answer is tried twice and no more.
    assert_eq!(stage.shows(&[]), ["603 ntfy answered Oven 1 2"]);
    assert_eq!(stage.goes(Span::HOUR).len(), 1);
}

#[test]
fn news_is_told_in_place_of_a_second_try() {
    let mut stage = Stage::new();
    stage.fake.mood("ntfy", Mood::Fails);
    stage.shows(&[ring(1, 0)]);
    stage.fake.mood("ntfy", Mood::Works);
    // It may have arrived all the same, so its answer is told.
    assert_eq!(stage.shows(&[]), ["0 ntfy answered Oven 1 0"]);
    assert_eq!(stage.goes(Span::HOUR), [""; 0]);
}

#[test]
fn what_is_not_there_is_named_and_not_tried_again() {
    let mut stage = Stage::new();
    stage.fake.mood("ntfy", Mood::Missing);
    stage.shows(&[ring(1, 0)]);
    assert_eq!(*stage.runner.stands(), ChannelStatus::Silent(Unavailable::NotFound("ntfy".to_owned())));
    assert_eq!(stage.goes(Span::HOUR), [""; 0]);
}

#[test]
fn one_that_hangs_is_ended_and_tried_again() {
    let mut stage = Stage::new();
    stage.fake.mood("ntfy", Mood::Hangs);
    stage.shows(&[ring(1, 0)]);
    let wanted = ["10 kill ntfy", "12 ntfy ring Oven 1 0", "22 kill ntfy", "26 ntfy ring Oven 1 0", "36 kill ntfy"];
    assert_eq!(stage.goes(Span::secs(40)), wanted);
    assert_eq!(*stage.runner.stands(), silent("ntfy: did not end"));
}

#[test]
fn an_answer_waits_three_seconds_for_a_ring_that_hangs() {
    let mut stage = Stage::new();
    stage.fake.mood("ntfy", Mood::Hangs);
    stage.shows(&[ring(1, 0)]);
    stage.goes(Span::secs(1));
    stage.fake.mood("ntfy", Mood::Works);
    assert_eq!(stage.shows(&[]), [""; 0]);
    assert_eq!(stage.goes(Span::MINUTE), ["3 kill ntfy", "3 ntfy answered Oven 1 0"]);
}

#[test]
fn one_call_that_hangs_holds_up_no_other_call() {
    let mut stage = Stage::new();
    stage.fake.mood("ntfy", Mood::Hangs);
    stage.shows(&[ring(1, 0)]);
    assert_eq!(stage.shows(&[ring(1, 0), ring(2, 0)]), ["0 ntfy ring Oven 2 0"]);
}

#[test]
fn first_calls_wait_for_no_slot() {
    let mut stage = Stage::new();
    stage.fake.mood("ntfy", Mood::Hangs);
    let rings: Vec<Notice> = (0..10).map(|n| ring(n, 0)).collect();
    assert_eq!(stage.shows(&rings).len(), 10);
    // What comes after has fewer slots, and its turn once those that hang have had their time.
    let again: Vec<Notice> = (0..10).map(|n| ring(n, 1)).collect();
    assert_eq!(stage.shows(&again), [""; 0]);
    stage.fake.mood("ntfy", Mood::Works);
    let told = stage.goes(Span::secs(5));
    assert_eq!(told.iter().filter(|line| line.starts_with("3 ntfy again")).count(), 10, "{told:?}");
}

#[test]
fn processes_are_few_and_every_ring_has_its_turn() {
    let mut stage = Stage::new();
    stage.fake.mood("ntfy", Mood::Hangs);
    let rings: Vec<Notice> = (0..40).map(|n| ring(n, 0)).collect();
    assert_eq!(stage.shows(&rings).len(), 16);
    let all = stage.goes(Span::MINUTE);
    assert_eq!(stage.fake.most(), 16);
    for n in 16..40 {
        let at = all.iter().find(|line| line.ends_with(&format!("ring Oven {n} 0"))).expect("it was told");
        let second: i64 = at.split(' ').next().unwrap().parse().unwrap();
        assert!(second <= 9, "{at}");
    }
}

#[test]
fn what_came_and_went_while_all_were_busy_is_not_told() {
    let mut stage = Stage::new();
    stage.fake.mood("ntfy", Mood::Hangs);
    let busy: Vec<Notice> = (0..16).map(|n| ring(n, 0)).collect();
    stage.shows(&busy);
    let more: Vec<Notice> = (0..17).map(|n| ring(n, 0)).collect();
    stage.shows(&more);
    stage.shows(&busy);
    assert!(!stage.goes(Span::MINUTE).iter().any(|line| line.contains("Oven 16")));
}

#[test]
fn a_dish_is_told_when_it_is_finished_and_not_when_it_was_before() {
    let mut stage = Stage::new();
    stage.before = vec![DishId(0)];
    assert_eq!(stage.serves(&[0]), [""; 0]);
    assert_eq!(stage.serves(&[0, 1]), ["0 ntfy finished Dish 1 is finished 0"]);
    assert_eq!(stage.serves(&[0, 1]), [""; 0]);
    // Another session begins its numbers anew.
    stage.before.clear();
    stage.serves(&[]);
    assert_eq!(stage.serves(&[0]), ["0 ntfy finished Dish 0 is finished 0"]);
}

#[test]
fn where_another_process_goes_on_nothing_is_answered() {
    let mut stage = Stage::new();
    stage.shows(&[ring(1, 0)]);
    stage.resting = true;
    assert_eq!(stage.shows(&[]), [""; 0]);
    assert!(stage.runner.is_idle());
    // It did not take it: this one goes on.
    stage.resting = false;
    assert_eq!(stage.shows(&[ring(1, 0)]), [""; 0]);
    assert_eq!(stage.shows(&[]), ["0 ntfy answered Oven 1 0"]);
}

#[test]
fn a_long_evening_is_forgotten() {
    let mut stage = Stage::new();
    for n in 0..1_000 {
        stage.shows(&[ring(n, 0)]);
        stage.shows(&[]);
    }
    assert!(stage.runner.lines.len() <= 65, "{}", stage.runner.lines.len());
}
