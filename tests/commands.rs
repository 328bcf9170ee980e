//! Commands of the cook's own, as real processes: they are told everything once, whatever they do.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods, reason = "other processes know no virtual time")]

#[path = "support/stubs.rs"]
#[allow(dead_code, reason = "shared with tests/sound.rs")]
mod stubs;

use baste::alert::{ChannelEvent, ChannelKind, ChannelStatus, Channels, Served, Standing, Unavailable};
use baste::config::{Alerts, Sound};
use baste::recipe::DishId;
use baste::runtime::clock::real_now;
use baste::time::{Clock, Moment, Span};
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};
use stubs::{HOSTILE, Stubs, ring, show, until};

fn channels(run: &[&[&str]], now: fn() -> Moment) -> Channels {
    let run = run.iter().map(|words| words.iter().map(|&word| word.to_owned()).collect()).collect();
    let sound = Sound { on: false, ..Sound::default() };
    let alerts = Alerts { desktop: false, terminal: false, stay_awake: false, sound, run, ..Alerts::default() };
    Channels::new(&alerts, None, now, || {})
}

#[track_caller]
fn stands(channels: &Channels, status: &ChannelStatus) {
    let wanted = ChannelEvent::Stands(ChannelKind::Commands, status.clone());
    until(&format!("{status:?}"), || channels.events().find(|news| *news == wanted));
}

fn silent_for(words: &str) -> ChannelStatus {
    ChannelStatus::Silent(Unavailable::Other(words.to_owned()))
}

#[test]
fn a_ring_its_second_call_and_its_answer_reach_the_program() {
    let stubs = Stubs::new("phone");
    let ntfy = stubs.program("ntfy", "printenv BASTE_EVENT BASTE_DISH BASTE_TITLE >>\"$log.env\"");
    let channels = channels(&[&[&ntfy, "publish", "kitchen", "{title}: {body}", "{event}"]], real_now);
    show(&channels, &[ring(1, 0, "Roast is done", "Take it out.")]);
    stubs.called("ntfy", 1);
    show(&channels, &[ring(1, 1, "Roast is done", "Take it out.")]);
    stubs.called("ntfy", 2);
    show(&channels, &[]);
    let calls = stubs.called("ntfy", 3);
    for (call, event) in calls.iter().zip(["ring", "again", "answered"]) {
        assert_eq!(call[..], ["publish", "kitchen", "Roast is done: Take it out.", event]);
    }
    stands(&channels, &ChannelStatus::Open);
    channels.withdraw(Duration::from_secs(5));
    let env = fs::read_to_string(stubs.path().join("ntfy.log.env")).unwrap();
    assert!(env.starts_with("ring\nPork belly\nRoast is done\n"), "{env}");
}

#[test]
fn a_dish_that_is_finished_is_told_and_one_that_was_before_is_not() {
    let stubs = Stubs::new("finished");
    let lamp = stubs.program("lamp", "");
    let channels = channels(&[&[&lamp, "{event}", "{title}"]], real_now);
    let dish = |id: u16, name: &str| Served { id: DishId(id), dish: name.to_owned(), at: Moment::millis(0) };
    let tell = |served: &[Served]| {
        let clock = Clock::default();
        channels.show(&Standing { served, ..Standing::of(&[], Moment::millis(0), &clock) });
    };
    tell(&[dish(0, "Rice")]);
    tell(&[dish(0, "Rice"), dish(1, "Pork belly")]);
    assert_eq!(stubs.called("lamp", 1), [["finished", "Pork belly is finished"]]);
}

#[test]
fn whatever_a_recipe_says_is_one_argument_and_nothing_else() {
    let stubs = Stubs::new("hostile");
    let phone = stubs.program("phone", "");
    let folder = std::env::current_dir().unwrap();
    for (n, title) in HOSTILE.into_iter().enumerate() {
        let channels = channels(&[&[&phone, "{title}", "{body}", "-m", "<{title}>", "{json}"]], real_now);
        show(&channels, &[ring(1, 0, title, HOSTILE[(n + 1) % 8])]);
        let call = stubs.called("phone", n + 1)[n].clone();
        assert_eq!((call.len(), call[2].as_str()), (5, "-m"), "{call:?}");
        let text: String = title.chars().filter(|c| !c.is_control()).collect();
        assert_eq!((call[0].trim_start(), call[3].as_str()), (&*text, &*format!("<{text}>")));
        assert!(!call[0].starts_with(['-', '@']) && !call[1].starts_with(['-', '@']), "{call:?}");
        let json: serde_json::Value = serde_json::from_str(&call[4]).unwrap();
        assert_eq!(json["title"], text);
    }
    assert!(!folder.join("pwned").exists());
}

#[test]
fn one_that_fails_is_told_of_and_tried_once_more() {
    let stubs = Stubs::new("fails");
    let ntfy = stubs.program("ntfy", "[ -e \"$log.once\" ] || { touch \"$log.once\"; exit 7; }");
    let channels = channels(&[&[&ntfy, "{event}"]], real_now);
    show(&channels, &[ring(1, 0, "a", "b")]);
    stands(&channels, &silent_for("ntfy: failed (exit code 7)"));
    stands(&channels, &ChannelStatus::Open);
    assert_eq!(stubs.calls("ntfy"), [["ring"], ["ring"]]);
}

#[test]
fn one_that_is_not_there_harms_no_other() {
    let stubs = Stubs::new("missing");
    let works = stubs.program("works", "");
    let channels = channels(&[&["no-such-thing", "{title}"], &[&works, "{event}"], &[]], real_now);
    show(&channels, &[ring(1, 0, "a", "b")]);
    stubs.called("works", 1);
    stands(&channels, &ChannelStatus::Silent(Unavailable::NotFound("no-such-thing".to_owned())));
}

/// The time that a test has let pass, in milliseconds.
static PASSED: AtomicI64 = AtomicI64::new(0);

fn passed_now() -> Moment {
    real_now() + Span::millis(PASSED.load(Ordering::SeqCst))
}

#[test]
fn one_that_hangs_is_ended_with_all_that_it_started_and_the_next_word_comes() {
    let stubs = Stubs::new("hangs");
    let script = "[ \"$1\" = ring ] || exit 0; trap '' TERM HUP; sleep 97 & echo $! $$ >>\"$log.ids\"; wait; sleep 97";
    let phone = stubs.program("phone", script);
    let channels = channels(&[&[&phone, "{event}"]], passed_now);
    let begun = Instant::now();
    show(&channels, &[ring(1, 0, "a", "b")]);
    stubs.called("phone", 1);
    let ids = until("its children", || {
        fs::read_to_string(stubs.path().join("phone.log.ids")).ok().filter(|ids| ids.ends_with('\n'))
    });
    show(&channels, &[]);
    PASSED.fetch_add(3_000, Ordering::SeqCst);
    channels.woke();
    assert_eq!(stubs.called("phone", 2)[1], ["answered"]);
    assert!(begun.elapsed() < Duration::from_secs(3), "nobody waited for it");
    until("both end", || {
        ids.split_whitespace().all(|id| !Path::new(&format!("/proc/{id}/cwd")).exists()).then_some(())
    });
    stands(&channels, &silent_for("phone: did not end"));
}

#[test]
fn a_slow_one_holds_up_nobody_who_shows_something() {
    let stubs = Stubs::new("slow");
    let slow = stubs.program("slow", "sleep 1");
    let channels = channels(&[&[&slow, "{calls}"]], real_now);
    show(&channels, &[ring(1, 0, "a", "b")]);
    stubs.called("slow", 1);
    let begun = Instant::now();
    for calls in 1..1_000 {
        show(&channels, &[ring(1, calls, "a", "b")]);
    }
    assert!(begun.elapsed() < Duration::from_millis(500), "{:?}", begun.elapsed());
    let calls = stubs.called("slow", 2);
    assert_eq!(calls[1], ["999"], "the latest wins");
}

#[test]
fn who_leaves_for_good_says_so_and_who_hands_over_does_not() {
    let stubs = Stubs::new("leaves");
    let phone = stubs.program("phone", "");
    for (rests, told) in [(false, 2), (true, 3)] {
        let channels = channels(&[&[&phone, "{event}"]], real_now);
        show(&channels, &[ring(1, 0, "a", "b")]);
        stubs.called("phone", told - usize::from(!rests));
        stands(&channels, &ChannelStatus::Open);
        if rests {
            channels.clear();
        }
        channels.withdraw(Duration::from_secs(5));
        assert_eq!(stubs.calls("phone").len(), told);
    }
    assert_eq!(stubs.calls("phone"), [["ring"], ["answered"], ["ring"]]);
}

#[test]
fn three_that_hang_hold_up_no_ring_of_a_good_one() {
    let stubs = Stubs::new("bad");
    let bad = ["one", "two", "three"].map(|name| stubs.program(name, "exec sleep 97"));
    // As slow as a phone's service may be.
    let good = stubs.program("good", "sleep 1");
    let run: [&[&str]; 4] = [&[&bad[0]], &[&bad[1]], &[&bad[2]], &[&good, "{title}"]];
    let channels = channels(&run, real_now);
    let rings: Vec<_> = (0..8).map(|n| ring(n, 0, &format!("Ring {n}"), "b")).collect();
    let begun = Instant::now();
    show(&channels, &rings);
    stubs.called("good", 8);
    let took = begun.elapsed();
    println!("eight first calls beside three commands that hang: {took:?}");
    // 0.1 s alone; more where many tests share two cores.
    assert!(took < Duration::from_millis(900), "{took:?}");
}
