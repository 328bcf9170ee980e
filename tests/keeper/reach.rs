//! A keeper can always be reached, whatever became of the folders that its sockets lie in, and a command happens once or not at all.

use crate::closed::Shell;
use crate::home::{BASTE, Home, said, until};
use baste::engine::Act;
use rustix::process::{Signal, test_kill_process};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

/// A home whose keeper listens in a runtime folder as well.
fn with_runtime(test: &str) -> (Home, std::path::PathBuf) {
    let mut home = Home::five(test);
    let runtime = home.path().join("run");
    fs::create_dir(&runtime).unwrap();
    home.env.push(("XDG_RUNTIME_DIR", runtime.to_str().unwrap().to_owned()));
    (home, runtime)
}

#[track_caller]
fn reaches(home: &Home, runtime: Option<&str>) {
    let mut command = home.command(&["more", "1m", "Stock"]);
    match runtime {
        Some(path) => command.env("XDG_RUNTIME_DIR", path),
        None => command.env_remove("XDG_RUNTIME_DIR"),
    };
    let (code, text) = said(&mut command);
    assert!(code == 0 && text.contains("1 min more"), "with {runtime:?}: {code} {text}");
}

#[test]
fn whatever_runtime_folder_a_caller_knows_the_keeper_is_reached() {
    let (home, runtime) = with_runtime("folders");
    let _keeper = home.kept();
    assert!(fs::read_dir(runtime.join("baste")).unwrap().next().is_some(), "it listens there too");
    reaches(&home, runtime.to_str());
    reaches(&home, None);
    reaches(&home, Some("/nowhere"));
    // As at a last logout; then a new login.
    fs::remove_dir_all(&runtime).unwrap();
    reaches(&home, runtime.to_str());
    fs::create_dir(&runtime).unwrap();
    reaches(&home, runtime.to_str());
    // The next keeper takes over all the same.
    let newcomer = home.keep();
    until("the newcomer has it", || (home.holder() == Some(newcomer.pid())).then_some(()));
    reaches(&home, runtime.to_str());
}

#[test]
fn a_runtime_folder_that_cannot_be_used_harms_nobody() {
    let mut home = Home::five("unusable");
    let file = home.path().join("file");
    fs::write(&file, "").unwrap();
    home.env.push(("XDG_RUNTIME_DIR", file.to_str().unwrap().to_owned()));
    let _keeper = home.kept();
    reaches(&home, file.to_str());
}

#[test]
fn a_home_with_a_long_name_is_reached() {
    let home = Home::new("long");
    let state = home.path().join("k".repeat(120));
    let home = home.with_state(&state);
    home.begin(&[(baste::time::Span::mins(60), "Stock")]);
    let _keeper = home.kept();
    reaches(&home, None);
}

/// Nobody can be reached, and somebody keeps: no command says that nobody does, and nobody is told to end it.
#[test]
fn a_keeper_out_of_reach_is_told_of_as_one() {
    let home = Home::five("away");
    let keeper = home.kept();
    fs::remove_file(home.socket()).unwrap();
    for args in [&["more", "1m", "Stock"][..], &["keep"]] {
        let (code, text) = home.baste(args);
        let names = format!("process {}", keeper.pid().as_raw_nonzero());
        assert!(code == 1 && text.contains(&names) && text.contains("cannot be reached"), "{args:?}: {code} {text}");
        assert!(!text.contains("kill") && !text.contains("nobody keeps"), "{text}");
    }
}

#[test]
fn what_a_stopped_keeper_was_told_does_not_happen_when_it_goes_on() {
    let home = Home::five("late");
    let keeper = home.kept();
    keeper.signal(Signal::STOP);
    for _ in 0..3 {
        let (code, text) = home.baste(&["more", "5m", "Stock"]);
        assert!(code == 1 && text.contains("unknown") && text.contains("baste status"), "{code} {text}");
    }
    keeper.signal(Signal::CONT);
    until("it answers again", || home.ask("pause Bread").ok());
    let more = home.left().acts.iter().filter(|logged| matches!(logged.act, Act::More { .. })).count();
    assert_eq!(more, 0, "none of the three happened");
}

#[test]
fn callers_that_say_nothing_keep_nobody_out() {
    let home = Home::five("silent");
    let keeper = home.kept();
    let mut silent = Vec::new();
    let start = Instant::now();
    for n in 0..400 {
        silent.extend(UnixStream::connect(home.socket()).ok());
        if n % 100 == 99 {
            home.ask("more 1m Stock").unwrap();
        }
    }
    println!("four commands between 400 silent callers took {:?} in all", start.elapsed());
    let status = fs::read_to_string(format!("/proc/{}/status", keeper.pid().as_raw_nonzero())).unwrap();
    let threads = status.lines().find_map(|line| line.strip_prefix("Threads:")).unwrap().trim().parse::<u32>().unwrap();
    assert!(threads < 40, "{threads} threads");
}

/// Who asks for the session again and again, and never takes it, holds up nobody.
#[test]
fn newcomers_that_never_take_it_do_not_hold_the_session_up() {
    let home = Home::five("never");
    let keeper = home.kept();
    let start = Instant::now();
    let (mut given, mut taken) = (0, 0);
    while start.elapsed() < Duration::from_secs(3) {
        if let Ok(mut asker) = UnixStream::connect(home.socket()) {
            let _ = writeln!(asker, "take");
            let mut answer = String::new();
            let _ = BufReader::new(&asker).read_line(&mut answer);
            given += u32::from(answer.starts_with("yours"));
        }
        taken += u32::from(home.ask("more 1m Stock").is_ok());
    }
    assert!(given <= 3, "it was given {given} times in three seconds");
    assert!(taken > 10, "only {taken} commands were taken");
    assert_eq!(home.holder(), Some(keeper.pid()));
}

#[test]
#[ignore = "needs tmux; run by .ci/run"]
fn damage_that_a_keeper_without_a_screen_found_is_told_on_the_next_screen() {
    let home = Home::five("damage");
    let text = fs::read_to_string(home.journal()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let damaged: String = lines
        .iter()
        .enumerate()
        .map(|(n, line)| if n == 2 { "rubbish\n".to_owned() } else { format!("{line}\n") })
        .collect();
    fs::write(home.journal(), damaged).unwrap();
    let _keeper = home.kept();
    let shell = Shell::new("damage");
    shell.baste(&home, "", "The journal was damaged");
    shell.end();
}

#[test]
#[ignore = "needs tmux; run by .ci/run"]
fn a_program_that_an_upgrade_replaced_still_leaves_a_keeper() {
    let home = Home::new("upgrade");
    let program = home.path().join("baste");
    fs::copy(BASTE, &program).unwrap();
    let shell = Shell::new("upgrade");
    let line = home.line("timer 12m Eggs").replace(BASTE, program.to_str().unwrap());
    shell.program(&line, "Eggs");
    fs::remove_file(&program).unwrap();
    shell.slow_key("q");
    shell.shows("leave");
    shell.key("l");
    shell.until("it is left", |_| shell.tmux(&["display", "-p", "#{alternate_on}"]).trim() == "0");
    until("a keeper answers", || home.ask("more 1m Eggs").ok());
    let lock = fs::read_to_string(home.folder().join(format!("lock-{}", Home::here().machine.0))).unwrap();
    let id = rustix::process::Pid::from_raw(lock.lines().next().unwrap().parse().unwrap()).unwrap();
    rustix::process::kill_process(id, Signal::KILL).unwrap();
    until("it is gone", || test_kill_process(id).err());
}
