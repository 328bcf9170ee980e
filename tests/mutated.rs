//! What comes from outside, cut, doubled and mixed at random: it ends in an error, or in a recipe that reads back.
//!
//! The targets of `fuzz/` do the same guided by coverage, where `cargo fuzz` is at hand; this needs nothing but the seeds.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::disallowed_methods, reason = "a long run goes on for so long, whatever it finds")]

#[allow(unreachable_pub, reason = "it is a crate of its own as well")]
#[path = "../fuzz/src/lib.rs"]
mod targets;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A generator of numbers that is the same on every machine (xorshift64*, Vigna 2016).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % end.max(1)
    }

    fn range(&mut self, len: usize) -> std::ops::Range<usize> {
        let start = self.below(len);
        let max = if self.below(2) == 0 { 8 } else { 400 };
        start..(start + 1 + self.below(max)).min(len)
    }
}

/// Pieces that mean something to one reader or another.
const PIECES: [&str; 24] = [
    "<div>",
    "</ul>",
    "<script type=\"application/ld+json\">",
    "\"@graph\":[",
    "{",
    "}",
    "]",
    ",",
    "\\",
    "\"",
    "&#x3C;",
    "&amp;",
    "[[step]]\n",
    "for = \"1h\"\n",
    "1½ hours",
    "overnight",
    "350°F",
    "\u{202e}",
    "\0",
    "~{",
    "@x{",
    "\n---\n",
    "99999999999 minutes",
    "é",
];

fn mutated(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seeds[dice.below(seeds.len())].clone();
    for _ in 0..=dice.below(6) {
        let range = dice.range(bytes.len());
        let at = dice.below(bytes.len());
        match dice.below(7) {
            0 => drop(bytes.drain(range)),
            1 => {
                let piece = bytes[range].repeat(1 + dice.below(40));
                bytes.splice(at..at, piece);
            }
            2 if !bytes.is_empty() => bytes[at] = dice.below(256) as u8,
            3 => bytes.truncate(at),
            4 => {
                let other = &seeds[dice.below(seeds.len())];
                let piece = other[dice.range(other.len())].to_vec();
                bytes.splice(range, piece);
            }
            _ => {
                let piece = PIECES[dice.below(PIECES.len())].bytes();
                bytes.splice(at..at, piece);
            }
        }
        bytes.truncate(200_000);
    }
    bytes
}

/// The files below `folder`, and what is in them.
fn seeds(folders: &[&str]) -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    let mut left: Vec<PathBuf> =
        folders.iter().map(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).collect();
    while let Some(path) = left.pop() {
        if path.is_dir() {
            left.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            seeds.push((path.clone(), fs::read(path).unwrap()));
        }
    }
    seeds.sort();
    assert!(!seeds.is_empty());
    seeds.into_iter().map(|(_, bytes)| bytes).collect()
}

/// Goes on for so long; what breaks it is kept in the folder for temporary files of the build.
#[track_caller]
fn mutate(name: &str, folders: &[&str], limit: Duration, target: fn(&[u8])) {
    let (seeds, mut dice, start) = (seeds(folders), Dice(0x9E37_79B9_7F4A_7C15), Instant::now());
    let mut count = 0;
    while start.elapsed() < limit {
        let bytes = mutated(&seeds, &mut dice);
        let begun = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| target(&bytes)));
        let took = begun.elapsed();
        if outcome.is_err() || took > SLOW {
            let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("mutated-{name}"));
            fs::write(&path, &bytes).unwrap();
            println!("after {took:?}: {}", path.display());
            outcome.map_or_else(|why| resume_unwind(why), |()| panic!("it took {took:?}"));
        }
        count += 1;
    }
    println!("{name}: {count} inputs in {:?}", start.elapsed());
}

/// No input may take longer: 2 s, and ten times that where the build is not optimised.
const SLOW: Duration = Duration::from_secs(if cfg!(debug_assertions) { 20 } else { 2 });
const SHORT: Duration = Duration::from_millis(500);
const LONG: Duration = Duration::from_secs(60);

/// A target, its name, and the folders of its seeds; those in `tests/fuzz` hold what once broke it, too.
type Target = (&'static str, &'static [&'static str], fn(&[u8]));
const TARGETS: [Target; 10] = [
    ("page", &["tests/import"], targets::page),
    ("text", &["tests/import"], targets::text),
    ("toml", &["recipes.toml", "tests/recipes"], targets::toml),
    ("cook", &["tests/fuzz/cook"], targets::cook),
    ("journal", &["tests/fuzz/journal"], targets::journal),
    ("control", &["tests/fuzz/control"], targets::control),
    ("keys", &["tests/fuzz/keys"], targets::keys),
    ("index", &["tests/fuzz/index"], targets::index),
    ("settings", &["tests/fuzz/settings"], targets::settings),
    ("template", &["tests/fuzz/template"], targets::template),
];

#[test]
fn every_seed_holds() {
    for (name, folders, target) in TARGETS {
        for bytes in seeds(folders) {
            println!("{name}: {:?}", String::from_utf8_lossy(&bytes[..bytes.len().min(60)]));
            target(&bytes);
        }
    }
}

#[test]
fn for_a_moment_each() {
    for (name, folders, target) in TARGETS {
        mutate(name, folders, SHORT, target);
    }
}

#[test]
#[ignore = "takes ten minutes; run by .ci/long"]
fn long_for_a_minute_each() {
    for (name, folders, target) in TARGETS {
        mutate(name, folders, LONG, target);
    }
}
