//! The layers of the house: which room may name which, and what the pure core must never name.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

/// Each room, the rooms that it may use, and whether it is pure.
const ROOMS: &[(&str, &[&str], bool)] = &[
    ("time", &[], true),
    ("recipe", &["time"], true),
    ("engine", &["time", "recipe"], true),
    ("import", &["time", "recipe"], true),
    ("view", &["time", "recipe", "engine"], true),
    ("ui", &["time", "recipe", "engine", "view"], true),
    ("tui", &["time", "view"], false),
    ("shelf", &["time", "recipe"], false),
    ("fetch", &["import"], false),
    ("journal", &["time", "recipe", "engine"], false),
    ("config", &["time", "recipe"], false),
    ("alert", &["time", "recipe", "engine", "view", "config"], false),
    ("runtime", &["time", "recipe", "engine", "view", "ui", "tui", "shelf", "journal", "alert", "config"], false),
    (
        "cli",
        &[
            "time", "recipe", "engine", "view", "ui", "tui", "shelf", "journal", "alert", "config", "runtime",
            "import", "fetch",
        ],
        false,
    ),
];

/// What no pure room names: terminals, notifications, files, threads, clocks.
const IMPURE: &[&str] = &[
    "ratatui",
    "crossterm",
    "notify_rust",
    "zbus",
    "rustix",
    "jiff",
    "ureq",
    "std::fs",
    "std::io",
    "std::net",
    "std::process",
    "std::thread",
    "std::sync::mpsc",
    "std::time",
    "std::env",
    "SystemTime",
    "Instant::now",
];

fn files(dir: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, into);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            into.push(path);
        }
    }
}

/// The code of a room, without comments and tests.
fn code(room: &str) -> Vec<(PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = vec![src.join(format!("{room}.rs"))];
    if src.join(room).is_dir() {
        files(&src.join(room), &mut paths);
    }
    let is_test = |path: &Path| path.to_string_lossy().contains("tests");
    paths.retain(|path| !is_test(path.strip_prefix(&src).unwrap()));
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or("").to_owned();
        let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        (path, lines.collect::<Vec<_>>().join("\n"))
    };
    paths.into_iter().map(read).collect()
}

#[test]
fn every_room_names_only_those_below_it() {
    let mut wrong = Vec::new();
    for (room, below, _) in ROOMS {
        for (path, text) in code(room) {
            for (other, _, _) in ROOMS {
                let names = text.contains(&format!("crate::{other}::")) || text.contains(&format!("crate::{other};"));
                if names && other != room && !below.contains(other) {
                    wrong.push(format!("{} names {other}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_file_of_the_library_is_in_a_room() {
    let mut paths = Vec::new();
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    files(&src, &mut paths);
    for path in paths {
        let relative = path.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
        let first = relative.split(['/', '.']).next().unwrap();
        let known = ROOMS.iter().any(|(room, _, _)| *room == first) || ["lib", "main"].contains(&first);
        assert!(known, "{relative} belongs to no room");
    }
}

#[test]
fn the_core_names_no_terminal_file_thread_or_clock() {
    let mut wrong = Vec::new();
    for (room, _, _) in ROOMS.iter().filter(|(_, _, pure)| *pure) {
        for (path, text) in code(room) {
            wrong.extend(
                IMPURE.iter().filter(|name| text.contains(**name)).map(|name| format!("{}: {name}", path.display())),
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
