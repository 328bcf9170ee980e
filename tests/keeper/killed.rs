//! Killed at any moment: whatever a keeper had acknowledged is in the journal, and nothing else but the one command under way.

use crate::closed::Shell;
use crate::home::{Home, until};
use baste::engine::Act;
use baste::runtime::control::ControlFault;
use baste::time::Span;
use rustix::process::{Signal, kill_process, test_kill_process};
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::time::{Duration, Instant};

/// A session is given up after so many kills for a new one, so that it stays as long as an evening.
const EVENING: u32 = 25;
/// Kills of the long run where BASTE_KILLS says nothing else.
const KILLS: u32 = 1000;

/// What a command leaves in the journal.
fn kind(act: &Act) -> &'static str {
    match act {
        Act::Pause { .. } => "pause Bread",
        Act::Resume { .. } => "go Bread",
        Act::More { .. } => "more 1m Eggs",
        Act::Undo { .. } => "undo Eggs",
        Act::Add { .. }
        | Act::Start { .. }
        | Act::Done { .. }
        | Act::Acknowledge { .. }
        | Act::OvenOn { .. }
        | Act::OvenHot { .. }
        | Act::OvenOff { .. }
        | Act::Abandon { .. }
        | Act::Restart { .. }
        | Act::Batch { .. }
        | Act::Skip { .. }
        | Act::Rename { .. }
        | Act::EndAt { .. }
        | Act::Redo { .. }
        | Act::Plan { .. } => "other",
    }
}

const COMMANDS: [&str; 4] = ["pause Bread", "more 1m Eggs", "go Bread", "undo Eggs"];

/// Sends commands in a circle to a keeper that is killed after `life`; gives those acknowledged, and the one that may be too.
fn one_life(home: &Home, next: &mut usize, life: Duration) -> (Vec<&'static str>, Option<&'static str>) {
    let keeper = home.keep();
    let pid = keeper.pid();
    let killer = std::thread::spawn(move || {
        std::thread::sleep(life);
        kill_process(pid, Signal::KILL).unwrap();
    });
    let mut taken = Vec::new();
    let start = Instant::now();
    let open = loop {
        let command = COMMANDS[*next % COMMANDS.len()];
        match home.ask(command) {
            Ok(_) => {
                taken.push(command);
                *next += 1;
            }
            // It is not there yet, or not any more.
            Err(ControlFault::NoKeeper) if start.elapsed() < life => {}
            Err(ControlFault::Refused(why)) => panic!("{command} is refused: {why}"),
            Err(_) => break Some(command),
        }
    };
    killer.join().unwrap();
    keeper.kill();
    (taken, open)
}

fn kills(test: &str, count: u32) {
    let mut random = RandomState::new().build_hasher();
    let (mut acknowledged, mut cut, start) = (0, 0, Instant::now());
    for evening in 0..count.div_ceil(EVENING) {
        let home = Home::with(test, &[(Span::mins(60), "Bread"), (Span::mins(12), "Eggs")]);
        let (mut next, mut known): (usize, Vec<&str>) = (0, Vec::new());
        for n in 0..EVENING.min(count - evening * EVENING) {
            random.write_u32(n);
            // From before it has begun until some commands after.
            let life = Duration::from_micros(random.finish() % 120_000);
            let (taken, open) = one_life(&home, &mut next, life);
            acknowledged += taken.len();
            known.extend(taken);
            let left = home.left();
            assert!(left.notes.is_empty(), "{:?}", left.notes);
            let found: Vec<&str> = left.acts.iter().map(|logged| kind(&logged.act)).skip(2).collect();
            if found.len() == known.len() + 1 {
                // It was written, and killed before it could say so.
                known.extend(open);
                next += 1;
                cut += 1;
            }
            assert!(found == known, "after {life:?} it has {found:?}, and acknowledged {known:?}");
        }
        assert_eq!(home.live(), ["Bread", "Eggs"]);
    }
    println!(
        "{count} kills in {:?}: {acknowledged} acts acknowledged, {cut} written unsaid, none lost",
        start.elapsed()
    );
    assert!(acknowledged > count as usize / 4, "too few were taken to show anything");
}

#[test]
fn fifty_kills_lose_nothing() {
    kills("fifty", 50);
}

#[test]
#[ignore = "takes half a minute; run by .ci/run"]
fn three_hundred_kills_lose_nothing() {
    kills("hundreds", 300);
}

/// `BASTE_KILLS=100` makes it shorter.
#[test]
#[ignore = "takes two minutes; run by .ci/long"]
fn long_a_thousand_kills_lose_nothing() {
    let count = std::env::var("BASTE_KILLS").ok().and_then(|count| count.parse().ok());
    kills("thousand", count.unwrap_or(KILLS));
}

/// "18:05" as minutes of the day.
fn minutes(word: &str) -> Option<i64> {
    let (hours, mins) = word.split_once(':').filter(|(hours, mins)| hours.len() == 2 && mins.len() == 2)?;
    Some(hours.parse::<i64>().ok()? * 60 + mins.parse::<i64>().ok()?)
}

/// The times of day in a text, each as so many minutes after `clock`.
fn times(text: &str, clock: i64) -> impl Iterator<Item = i64> {
    text.split_whitespace()
        .filter_map(minutes)
        .map(move |at| (at - clock).rem_euclid(24 * 60))
        .filter(|ahead| *ahead < 720)
}

#[test]
#[ignore = "needs tmux; run by .ci/run"]
fn a_kill_while_keys_are_typed_loses_nothing_that_was_shown() {
    let home = Home::with("typed", &[(Span::mins(90), "Bread")]);
    let mut random = RandomState::new().build_hasher();
    let mut shown_last = 0;
    let ready = || {
        let (code, said) = home.baste(&["status", "--format", "{clock} {at}"]);
        assert_eq!(code, 0, "{said}");
        let (now, at) = said.split_once(' ').unwrap();
        let clock = minutes(now).unwrap();
        (clock, clock + times(at, clock).max().unwrap())
    };
    for round in 0..20 {
        let shell = Shell::new(&format!("typed{round}"));
        shell.baste(&home, "", "Bread");
        shell.key("Tab");
        shell.tmux(&["send-keys", "=", "=", "=", "=", "=", "="]);
        random.write_u32(round);
        std::thread::sleep(Duration::from_micros(random.finish() % 30_000));
        let seen = shell.screen();
        let keeper = home.holder().unwrap();
        kill_process(keeper, Signal::KILL).unwrap();
        until("it is gone", || test_kill_process(keeper).err());
        let (clock, ready) = ready();
        let shown = times(&seen, clock).max().unwrap_or_default() + clock;
        assert!(shown >= clock + 90 - 2, "nothing was shown\n{seen}");
        assert!(ready >= shown, "ready at {ready}, and shown was {shown}\n{seen}");
        shown_last = shown - clock;
    }
    println!("20 kills while keys were typed; at the last, {shown_last} min were shown");
    assert!(shown_last > 100, "no key was heard");
}
