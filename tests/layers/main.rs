//! The layers of the house: which room may name which, what the pure core must never name, and that names and files are told apart.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod graph;
mod source;

use graph::{Graph, circles};
use source::{Module, ModulePath, modules, shown_types};
use std::collections::BTreeMap;
use std::path::Path;

/// Each room, the rooms that it may use, and whether it is pure.
const ROOMS: &[(&str, &[&str], bool)] = &[
    ("time", &[], true),
    ("recipe", &["time"], true),
    ("engine", &["time", "recipe"], true),
    ("plan", &["time", "recipe"], true),
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
            "time", "recipe", "engine", "view", "ui", "tui", "shelf", "journal", "alert", "config", "runtime", "plan",
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

fn library() -> BTreeMap<ModulePath, Module> {
    modules(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
}

#[test]
fn every_room_names_only_those_below_it() {
    let library = library();
    let graph = Graph::of(&library);
    let mut wrong = Vec::new();
    for (room, below, _) in ROOMS {
        for module in library.values().filter(|module| module.path[0] == *room) {
            for other in graph.rooms_named(module) {
                if other != *room && !below.contains(&other.as_str()) {
                    wrong.push(format!("{} names {other}", module.file));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn files_of_a_room_form_no_circle() {
    let library = library();
    let circles = circles(&Graph::of(&library).edges());
    assert!(circles.is_empty(), "{} circles: {circles:#?}", circles.len());
}

#[test]
fn no_two_types_that_leave_their_file_share_a_name() {
    let mut named: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for module in library().values() {
        for name in shown_types(&module.code) {
            named.entry(name).or_default().push(module.file.clone());
        }
    }
    named.retain(|_, files| files.len() > 1);
    assert!(named.is_empty(), "{} names: {named:#?}", named.len());
}

#[test]
fn every_file_of_the_library_is_in_a_room() {
    for module in library().values() {
        let known = ROOMS.iter().any(|(room, _, _)| *room == module.path[0]);
        assert!(known, "{} belongs to no room", module.file);
    }
}

#[test]
fn the_core_names_no_terminal_file_thread_or_clock() {
    let library = library();
    let pure = |module: &&Module| ROOMS.iter().any(|(room, _, pure)| *pure && module.path[0] == *room);
    let mut wrong = Vec::new();
    for module in library.values().filter(pure) {
        let named = IMPURE.iter().filter(|name| module.code.contains(**name));
        wrong.extend(named.map(|name| format!("{}: {name}", module.file)));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn these_tests_can_fail() {
    let file = |path: &[&str], code: &str| {
        let path: ModulePath = path.iter().map(|part| (*part).to_owned()).collect();
        (path.clone(), Module { file: path.join("/"), code: code.to_owned(), path })
    };
    let library: BTreeMap<ModulePath, Module> = [
        file(&["a"], "mod one; mod two; pub use one::{Egg, inner::Ham as Bacon};"),
        file(&["a", "one"], "use super::two::Pan; pub struct Egg;"),
        file(&["a", "two"], "use std::fmt; pub(super) struct Pan; fn f(_: &crate::a::Egg) { super::super::b::g() }"),
        file(&["b"], "fn g() {}"),
    ]
    .into();
    let graph = Graph::of(&library);
    assert_eq!(circles(&graph.edges()), [["a/one", "a/two"]]);
    assert_eq!(graph.rooms_named(&library[&vec!["a".to_owned(), "two".to_owned()]]), ["a", "b"]);
    assert_eq!(
        shown_types("struct A; pub struct B; pub(in crate::x) enum C {} pub(super) type D = u8;"),
        ["B", "C", "D"]
    );
    let stripped = source::without_tests(&source::without_texts(
        "use a; // crate::x\n#[cfg(test)]\nmod t { { } } \"crate::y\" 'c'",
    ));
    assert_eq!(stripped.split_whitespace().collect::<Vec<_>>(), ["use", "a;"]);
}
