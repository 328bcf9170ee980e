//! One to four keepers that take the session from each other, with screens that hang up, clients that never answer, commands all the
//! time, and kills at random moments: every acknowledged act is in the journal, and no journal is damaged.

use crate::home::{Home, Keeper};
use baste::engine::Act;
use baste::journal::Recovered;
use baste::recipe::DishId;
use baste::runtime::control::ControlFault;
use baste::time::Span;
use rustix::fs::{Mode, OFlags, open};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Rounds of one session, which is then read whole.
const EVENING: u32 = 25;
/// Processes at once.
const MOST: usize = 4;
/// Each client gives more time to a timer of its own.
const CLIENTS: [&str; 2] = ["Bread", "Rice"];

/// Random numbers that are the same on every machine (xorshift64*, Vigna 2016).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % end
    }

    fn pause(&mut self, most_ms: u64) {
        thread::sleep(Duration::from_micros(self.below(most_ms * 1_000)));
    }
}

/// A keeper, and the near side of its terminal if it has a screen.
struct Member {
    keeper: Keeper,
    terminal: Option<OwnedFd>,
}

fn with_screen(home: &Home) -> Member {
    let near = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
    grantpt(&near).unwrap();
    unlockpt(&near).unwrap();
    tcsetwinsize(&near, Winsize { ws_row: 40, ws_col: 120, ws_xpixel: 0, ws_ypixel: 0 }).unwrap();
    let name = ptsname(&near, Vec::new()).unwrap();
    let far = || -> OwnedFd { open(&name, OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty()).unwrap() };
    let child = home.command(&[]).env("TERM", "xterm").stdin(far()).stdout(far()).stderr(far()).spawn().unwrap();
    Member { keeper: Keeper(child), terminal: Some(near) }
}

fn without_screen(home: &Home) -> Member {
    Member { keeper: home.keep(), terminal: None }
}

/// Asks for the session, and says nothing more.
fn asks_in_vain(home: &Home) {
    let Ok(mut asker) = UnixStream::connect(home.socket()) else { return };
    let _ = asker.set_read_timeout(Some(Duration::from_millis(50)));
    if writeln!(asker, "take").is_ok() {
        let _ = BufReader::new(&asker).read_line(&mut String::new());
    }
}

/// What a client was told.
#[derive(Clone, Copy, Debug, Default)]
struct Told {
    acknowledged: usize,
    /// Perhaps done, perhaps not.
    unknown: usize,
}

fn client(home: &Home, name: &str, goes_on: &AtomicBool) -> Told {
    let (mut told, words) = (Told::default(), format!("more 1m {name}"));
    while goes_on.load(Ordering::SeqCst) {
        match home.ask(&words) {
            Ok(said) if said.contains("not saved yet") => told.unknown += 1,
            Ok(_) => told.acknowledged += 1,
            Err(ControlFault::Unknown) => told.unknown += 1,
            Err(ControlFault::NoKeeper | ControlFault::Refused(_)) => {}
            Err(fault) => panic!("{fault}"),
        }
        thread::sleep(Duration::from_millis(1));
    }
    told
}

/// How often this timer got more time.
fn more(left: &Recovered, dish: u16) -> usize {
    let is_it = |act: &Act| matches!(act, Act::More { run, .. } if run.dish == DishId(dish));
    left.acts.iter().filter(|logged| is_it(&logged.act)).count()
}

/// Something that happens to the keepers.
fn event(home: &Home, members: &mut Vec<Member>, dice: &mut Dice) {
    match dice.below(8) {
        0..=3 if members.len() < MOST => members.push(without_screen(home)),
        4 | 5 if members.len() < MOST => members.push(with_screen(home)),
        6 => {
            if let Some(member) = members.iter_mut().find(|member| member.terminal.is_some()) {
                member.terminal = None;
            }
        }
        7 => asks_in_vain(home),
        _ => {}
    }
}

/// One session of so many rounds; a round in `kill` ends with a kill. Gives the kills, and what was told.
fn evening(test: &str, rounds: u32, kill: u64, dice: &mut Dice) -> (u32, Told) {
    let home = Home::with(test, &CLIENTS.map(|name| (Span::mins(60), name)));
    let (goes_on, mut kills) = (AtomicBool::new(true), 0);
    let told = thread::scope(|scope| {
        let clients = CLIENTS.map(|name| scope.spawn(|| client(&home, name, &goes_on)));
        let mut members: Vec<Member> = Vec::new();
        for _ in 0..rounds {
            members.retain_mut(|member| member.keeper.0.try_wait().unwrap().is_none());
            if members.is_empty() {
                members.push(without_screen(&home));
            }
            for _ in 0..1 + dice.below(4) {
                event(&home, &mut members, dice);
                dice.pause(25);
            }
            if dice.below(kill) == 0 {
                let at = dice.below(members.len() as u64) as usize;
                members.swap_remove(at).keeper.kill();
                kills += 1;
            }
        }
        drop(members);
        goes_on.store(false, Ordering::SeqCst);
        clients.map(|client| client.join().unwrap())
    });
    // A last keeper reads it all.
    let last = home.kept();
    last.kill();
    let left = home.left();
    assert!(left.notes.is_empty(), "{:?}", left.notes);
    let names = fs::read_dir(home.folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let damaged: Vec<String> = names.filter(|name| name.contains("damaged") || name.contains("aside")).collect();
    let text = |name: &String| fs::read_to_string(home.folder().join(name)).unwrap_or_default();
    assert!(damaged.is_empty(), "{damaged:?}\n{}", damaged.iter().map(text).collect::<String>());
    for ((name, told), dish) in CLIENTS.iter().zip(told).zip(0..) {
        let found = more(&left, dish);
        assert!(
            (told.acknowledged..=told.acknowledged + told.unknown).contains(&found),
            "{name}: {found} acts in the journal, {told:?}"
        );
    }
    let sum = |count: fn(&Told) -> usize| told.iter().map(count).sum();
    (kills, Told { acknowledged: sum(|told| told.acknowledged), unknown: sum(|told| told.unknown) })
}

/// Rounds until there were so many kills, or so many rounds.
fn campaign(test: &str, kill: u64, rounds: u32) {
    let seed = std::env::var("BASTE_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0x9E37_79B9_7F4A_7C15);
    let (begun, mut dice) = (Instant::now(), Dice(seed | 1));
    let (mut kills, mut all) = (0, Told::default());
    for n in 0..rounds.div_ceil(EVENING) {
        let (killed, told) = evening(test, EVENING.min(rounds - n * EVENING), kill, &mut dice);
        kills += killed;
        all.acknowledged += told.acknowledged;
        all.unknown += told.unknown;
        if n % 10 == 9 {
            println!("{} rounds, {kills} kills, {all:?}, after {:?}", (n + 1) * EVENING, begun.elapsed());
        }
    }
    println!(
        "{rounds} rounds of one to {MOST} processes, {kills} kills, in {:?}: {} acts acknowledged, none lost, {} unknown; no journal damaged",
        begun.elapsed(),
        all.acknowledged,
        all.unknown
    );
    assert!(all.acknowledged > rounds as usize / 2, "too few were acknowledged to show anything");
}

#[test]
fn twenty_rounds_of_kills_over_four_processes_lose_nothing() {
    campaign("few", 1, 20);
}

#[test]
#[ignore = "takes half a minute; run by .ci/run"]
fn three_hundred_kills_over_four_processes_lose_nothing() {
    campaign("campaign", 1, 300);
}

#[test]
#[ignore = "run by .ci/run"]
fn fifty_rounds_of_hand_over_lose_nothing() {
    campaign("rounds", 4, 50);
}

#[test]
#[ignore = "takes minutes; run by .ci/long"]
fn long_three_thousand_kills_over_four_processes_lose_nothing() {
    campaign("long-campaign", 1, 3_000);
}

#[test]
#[ignore = "takes minutes; run by .ci/long"]
fn long_a_thousand_rounds_of_hand_over_lose_nothing() {
    campaign("long-rounds", 4, 1_000);
}
