//! Two, then twenty at once; one that was stopped; one of another user.

use crate::home::{FIVE, Home, Keeper, LONG, said, until};
use baste::engine::Act;
use baste::runtime::control::ControlFault;
use rustix::process::{Signal, getuid};
use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// So many started at once: they take the session from each other until one has it, and the others end well.
#[track_caller]
fn crowd(test: &str, count: usize) {
    let home = Home::five(test);
    let mut keepers: Vec<Keeper> = (0..count).map(|_| home.keep()).collect();
    let start = Instant::now();
    while keepers.len() > 1 {
        assert!(start.elapsed() < LONG * 2, "{} of {count} still run", keepers.len());
        keepers.retain_mut(|keeper| match keeper.0.try_wait().unwrap() {
            Some(ended) => {
                // Code 1 is the one that was told to try again, where the machine is slow.
                assert!(matches!(ended.code(), Some(0 | 1)), "one of {count} ended with {ended}");
                false
            }
            None => true,
        });
        thread::sleep(Duration::from_millis(2));
    }
    let took = start.elapsed();
    until("the last one answers", || home.ask("pause Bread").ok());
    assert_eq!(home.holder(), keepers.first().map(Keeper::pid), "one holds the lock, and it is the one that runs");
    assert_eq!(home.live(), ["Bread", "Eggs", "Rice", "Stock", "Peas"]);
    assert!(home.left().notes.is_empty());
    println!("{count} at once: one was left after {took:?}");
}

#[test]
fn of_two_one_keeps() {
    crowd("two", 2);
}

#[test]
#[ignore = "starts twenty processes; run by .ci/run"]
fn of_twenty_one_keeps() {
    crowd("twenty", 20);
}

#[test]
fn what_is_acknowledged_while_keepers_change_is_kept() {
    let home = Home::five("change");
    let mut keeper = home.kept();
    let change = AtomicBool::new(true);
    let ((acknowledged, unknown), _keeper) = thread::scope(|scope| {
        let caller = scope.spawn(|| {
            let (mut acknowledged, mut unknown) = (0, 0);
            while change.load(Ordering::SeqCst) {
                match home.ask("more 1m Stock") {
                    Ok(_) => acknowledged += 1,
                    Err(ControlFault::NoKeeper) => {}
                    // It was gone before it took it, or it acted and was gone before it could say so.
                    Err(ControlFault::Unknown) => unknown += 1,
                    Err(ControlFault::Refused(why)) => assert!(why.ends_with("try again"), "{why}"),
                    Err(fault) => panic!("{fault}"),
                }
            }
            (acknowledged, unknown)
        });
        for _ in 0..10 {
            let newcomer = home.keep();
            assert_eq!(keeper.ends(), Some(0));
            keeper = newcomer;
        }
        change.store(false, Ordering::SeqCst);
        (caller.join().unwrap(), keeper)
    });
    until("the last one answers", || home.ask("pause Bread").ok());
    let more = home.left().acts.iter().filter(|logged| matches!(logged.act, Act::More { .. })).count();
    println!("{acknowledged} acts acknowledged over ten changes, {unknown} unknown");
    assert!((acknowledged..=acknowledged + unknown).contains(&more), "{acknowledged} {unknown} {more}");
}

#[test]
fn a_stopped_keeper_is_named_and_goes_on_afterwards() {
    let home = Home::five("stopped");
    let keeper = home.kept();
    keeper.signal(Signal::STOP);
    let start = Instant::now();
    let (code, text) = home.baste(&["keep"]);
    let took = start.elapsed();
    let id = keeper.pid().as_raw_nonzero();
    assert!(code == 1 && text.contains(&format!("kill -CONT {id}")), "{code} {text}");
    assert!(took < Duration::from_secs(5), "{took:?}");
    println!("a stopped keeper was given up after {took:?}");
    keeper.signal(Signal::CONT);
    until("it answers again", || home.ask("pause Bread").ok());
    // A newcomer gets it now, and the other ends.
    let newcomer = home.keep();
    assert_eq!(keeper.ends(), Some(0));
    until("the newcomer answers", || home.ask("go Bread").ok());
    assert_eq!(home.live().len(), 5);
    assert_eq!(home.holder(), Some(newcomer.pid()));
}

#[test]
fn another_user_is_refused() {
    if !getuid().is_root() {
        println!("skipped: only root can be another user");
        return;
    }
    let home = Home::five("user");
    if home.command(&["--version"]).uid(65_534).gid(65_534).output().is_err() {
        println!("skipped: another user may not run what was built here");
        return;
    }
    let _keeper = home.kept();
    let pause = || {
        let mut command = home.command(&["pause", "Bread"]);
        // nobody, on most systems.
        said(command.uid(65_534).gid(65_534))
    };
    let (code, text) = pause();
    assert!(code != 0 && !text.contains("paused"), "{code} {text}");
    // Even where somebody has opened every door to it.
    let mut door = home.socket();
    fs::set_permissions(&door, Permissions::from_mode(0o666)).unwrap();
    while door.pop() && door.starts_with(home.path()) {
        fs::set_permissions(&door, Permissions::from_mode(0o755)).unwrap();
    }
    let (code, text) = pause();
    assert!(code == 1 && text.contains("somebody else's"), "{code} {text}");
    assert!(matches!(home.ask("go Bread"), Err(ControlFault::Refused(why)) if !why.contains("somebody")));
}

#[test]
fn newcomers_that_die_half_way_leave_a_keeper_that_can_be_called() {
    let home = Home::five("half");
    let _keeper = home.kept();
    for _ in 0..3 {
        // After one that did not take it, the keeper gives it to nobody for a second.
        let newcomer = until("it gives the session", || {
            let mut newcomer = UnixStream::connect(home.socket()).ok()?;
            writeln!(newcomer, "take").ok()?;
            let mut answer = String::new();
            BufReader::new(&newcomer).read_line(&mut answer).ok()?;
            (answer.trim_end() == "yours").then_some(newcomer)
        });
        drop(newcomer);
        until("it can be called again", || home.ask("more 1m Bread").ok());
    }
    assert_eq!(home.live(), FIVE.map(|(_, name)| name));
}

/// Somebody asks for the session and says nothing more; another takes the free lock meanwhile, acknowledges an act and dies.
#[test]
fn what_a_newcomer_acknowledged_before_it_died_is_kept_by_the_one_before() {
    let home = Home::five("between");
    let mut keeper = home.kept();
    let mut acknowledged = 0;
    for _ in 0..40 {
        let mut asker = UnixStream::connect(home.socket()).unwrap();
        writeln!(asker, "take").unwrap();
        let mut answer = String::new();
        BufReader::new(&asker).read_line(&mut answer).unwrap();
        let (start, newcomer) = (Instant::now(), home.keep());
        while start.elapsed() < Duration::from_millis(250) {
            if home.ask("more 1m Stock").is_ok() {
                acknowledged += 1;
                break;
            }
        }
        newcomer.kill();
        drop(asker);
        // It may have seen that the newcomer had it.
        if !until("it is known who keeps", || match home.ask("hello") {
            Err(ControlFault::Refused(why)) if !why.ends_with("try again") => Some(true),
            Ok(_) | Err(_) => keeper.0.try_wait().unwrap().map(|_| false),
        }) {
            keeper = home.kept();
        }
        if acknowledged == 3 {
            break;
        }
    }
    assert!(acknowledged > 0, "no newcomer was quick enough to show anything");
    until("it answers", || home.ask("more 1m Bread").ok());
    let left = home.left();
    assert!(left.notes.is_empty(), "{:?}", left.notes);
    let more = left.acts.iter().filter(|logged| matches!(logged.act, Act::More { .. })).count();
    println!("{acknowledged} acts acknowledged by newcomers that died");
    assert_eq!(more, acknowledged + 1);
}

/// The keeper that is asked for its session waits for the newcomer's word, and not longer because it comes a letter at a time.
#[test]
fn a_newcomer_that_stutters_holds_the_session_up_no_longer_than_a_silent_one() {
    let home = Home::five("stutter");
    let _keeper = home.kept();
    let mut asker = UnixStream::connect(home.socket()).unwrap();
    writeln!(asker, "take").unwrap();
    let mut answer = String::new();
    BufReader::new(&asker).read_line(&mut answer).unwrap();
    let start = Instant::now();
    while home.ask("more 1m Bread").is_err() {
        assert!(start.elapsed() < Duration::from_secs(3), "the keeper still waits");
        let _ = asker.write_all(b"h");
        thread::sleep(Duration::from_millis(100));
    }
    println!("the keeper was back after {:?}", start.elapsed());
}
