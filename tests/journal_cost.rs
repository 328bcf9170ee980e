//! What the journal costs. Figures are for `benches/README.md`:
//! `cargo test --release --test journal_cost -- --ignored --nocapture`. The disk is that of the temporary folder (`TMPDIR`).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::disallowed_methods)]

use baste::engine::{Act, ActId, Logged, Session};
use baste::journal::{Journal, LineSink, Saved, Seq, Writer, line, read};
use baste::recipe::{Dish, DishId};
use baste::time::{Moment, Span};
use std::fs;
use std::path::PathBuf;
use std::process;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

/// The budget for reading and replaying it.
const REPLAY: Duration = Duration::from_millis(100);
const ACTS: usize = 100_000;
const SYNCS: usize = 2_000;
const KEYS: usize = 300;

fn scratch(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("baste-cost-{name}-{}", process::id()))
}

/// Six timers, paused and set going again for ever.
fn busy_evening() -> Vec<Logged> {
    let (mut session, mut now) = (Session::new(), Moment::millis(0));
    for id in 0..6 {
        let what = Box::new(Dish::timer(format!("Timer {id}"), Span::hours(200)));
        session.apply(Act::Add { dish: DishId(id), what }, now).unwrap();
    }
    for n in session.log().len()..ACTS {
        now = now + Span::SECOND;
        let dish = session.dish(DishId((n / 2 % 6) as u16)).unwrap();
        let run = dish.run(dish.iter().next().unwrap().0).unwrap();
        let act = if n % 2 == 0 { Act::Pause { run } } else { Act::Resume { run } };
        session.apply(act, now).unwrap();
    }
    session.log().to_vec()
}

fn told(name: &str, mut took: Vec<Duration>) {
    took.sort_unstable();
    let at = |percent: usize| took[(took.len() * percent / 100).min(took.len() - 1)];
    println!("{name}: p50 {:?}, p99 {:?}, worst {:?}", at(50), at(99), at(100));
}

#[test]
#[ignore = "a measurement"]
fn a_hundred_thousand_acts_are_replayed() {
    let log = busy_evening();
    let lines = (0..).zip(&log).map(|(n, logged)| line::act(Seq(n), ActId(n as u32), logged).unwrap());
    let path = scratch("replay");
    fs::write(&path, lines.collect::<Vec<_>>().concat()).unwrap();
    let size = fs::metadata(&path).unwrap().len();
    let (mut reads, mut replays, mut both) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..15 {
        let start = Instant::now();
        let found = read(&fs::read(&path).unwrap());
        let read_in = start.elapsed();
        let session = Session::replay(found.acts);
        both.push(start.elapsed());
        reads.push(read_in);
        replays.push(start.elapsed() - read_in);
        assert_eq!(session.log().len(), ACTS);
    }
    fs::remove_file(path).unwrap();
    println!("{ACTS} acts, {size} bytes");
    told("read", reads);
    told("replay", replays);
    both.sort_unstable();
    assert!(cfg!(debug_assertions) || both[both.len() / 2] < REPLAY, "{both:?}");
    told("both", both);
}

#[test]
#[ignore = "a measurement"]
fn a_line_is_written_and_synced() {
    let path = scratch("sync");
    let act = Logged { at: Moment::millis(0), act: Act::Undo { act: ActId(0) }, waits: false };
    let mut journal = Journal::at(path.clone());
    let (mut writes, mut syncs) = (Vec::new(), Vec::new());
    for n in 0..SYNCS {
        let start = Instant::now();
        journal.append(&line::act(Seq(n as u64), ActId(n as u32), &act).unwrap()).unwrap();
        writes.push(start.elapsed());
        journal.sync().unwrap();
        syncs.push(start.elapsed());
    }
    told("write", writes);
    told("write and sync", syncs);
    fs::remove_file(&path).unwrap();

    // What the loop waits for: through the thread, until it may be shown.
    let writer = Writer::start(Journal::at(path.clone()), Seq(0), || {});
    let mut shown = Vec::new();
    let (_held, silence) = channel::<()>();
    for n in 0..KEYS {
        // As one key comes after another: the sync of the last line is over.
        let _ = silence.recv_timeout(Duration::from_millis(20));
        let start = Instant::now();
        let seq = writer.put_act(ActId(n as u32), &act);
        assert!(writer.wait_written(seq, Duration::from_secs(10)));
        shown.push(start.elapsed());
    }
    told("put until written", shown);
    assert_eq!(writer.finish(Duration::from_secs(10)), Saved::All);
    fs::remove_file(path).unwrap();
}
