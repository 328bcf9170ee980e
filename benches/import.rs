//! Pages that mean harm, at their full size: how long each takes and how much memory, in a process of its own.
//!
//! `cargo bench --bench import`; it fails where one takes more than 2 s or 200 MB, as ARCHITECTURE.md promises.

#![allow(clippy::disallowed_methods, reason = "a bench reads clocks")]

use baste::import::{SourceHint, read};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

const MOST: Duration = Duration::from_secs(2);
const MOST_KIB: u64 = 200_000;
const FULL: usize = 10_000_000;

/// As much of `part` as a page may have.
fn full(part: &str) -> String {
    part.repeat(FULL / part.len())
}

fn script(json: &str) -> String {
    format!("<script type=\"application/ld+json\">{json}</script>")
}

fn half(part: &str) -> String {
    part.repeat(3_900_000 / part.len())
}

/// A page that means harm.
struct Case {
    name: &'static str,
    /// The end of the name that it is given by.
    ending: &'static str,
    /// Made only where it is read: the others are no part of what is measured.
    make: fn() -> String,
}

const fn page(name: &'static str, make: fn() -> String) -> Case {
    Case { name, ending: "html", make }
}
const fn text(name: &'static str, make: fn() -> String) -> Case {
    Case { name, ending: "txt", make }
}
const fn cook(name: &'static str, make: fn() -> String) -> Case {
    Case { name, ending: "cook", make }
}

const CASES: &[Case] = &[
    page("100,000 nested tags", || "<div>".repeat(100_000)),
    page("nested tags without end", || full("<div>")),
    page("nested words", || full("<b><i>")),
    page("tags side by side", || "<p>x</p>".repeat(250_000)),
    page("end tags alone", || format!("{}{}", "<span>".repeat(250), "</b>".repeat(2_400_000))),
    page("paragraphs in deep words", || format!("{}{}", "<span>".repeat(250), "<p>".repeat(290_000))),
    page("one line", || full("salt ")),
    page("entities", || full("&amp;amp;amp;&frac12;")),
    page("controls", || full("salt and pepper, oil \0\u{1}")),
    page("a script", || format!("<script>{}", "x<!--<script>".repeat(760_000))),
    page("attributes", || format!("<p {}>", "a=b ".repeat(2_400_000))),
    page("tags with attributes", || "<p class=\"ingredient step\" id=x itemprop=name>".repeat(200_000)),
    page("nested items", || "<div itemscope itemtype=Recipe itemprop=recipeInstructions>x".repeat(100_000)),
    page("nested hrecipes", || "<div class=\"hrecipe ingredient instruction\">x".repeat(100_000)),
    page("nested parts", || "<div class=\"ingredients comment\"><ul><li>2 eggs".repeat(100_000)),
    page("headings", || "<h2>Ingredients</h2><h2>Method</h2>".repeat(90_000)),
    page("nested JSON", || script(&half("["))),
    page("nested JSON objects", || script(&half("{\"a\":"))),
    page("wide JSON", || script(&format!("[{}0]", half("0,")))),
    page("wide broken JSON", || script(&half("[],,"))),
    page("quotes in JSON", || script(&format!("{{\"a\": \"{}", half("\" ")))),
    page("escaped texts in JSON", || {
        script(&format!("{{\"@type\":\"Recipe\",\"recipeIngredient\":\"{}\"}}", half("&amp;lt;p&amp;gt;")))
    }),
    page("tags in JSON", || {
        script(&format!("{{\"@type\":\"Recipe\",\"recipeInstructions\":[{}\"\"]}}", half("\"<p>x\",")))
    }),
    page("ids in circles", || {
        let node = |n: u32| {
            format!(
                r##"{{"@id":"#{n}","itemListElement":[{}{{"@id":"#0"}}]}},"##,
                (0..100).map(|n| format!(r##"{{"@id":"#{n}"}},"##)).collect::<String>()
            )
        };
        script(&format!(
            r##"[{}{{"@type":"Recipe","name":"x","recipeInstructions":[{{"@id":"#1"}},{{"@id":"#2"}}]}}]"##,
            (0..100).map(node).collect::<String>()
        ))
    }),
    page("many recipes", || {
        script(&format!(
            "[{}0]",
            half(
                "{\"@type\":\"Recipe\",\"name\":\"x\",\"recipeIngredient\":[\"2 eggs\"],\"recipeInstructions\":[\"Fry.\"]},"
            )
        ))
    }),
    text("one line of text", || "salt ".repeat(99_000)),
    text("lines of text", || "2 eggs\n".repeat(70_000)),
    text("headings of text", || "Ingredients\n2 eggs\nMethod\nFry.\n".repeat(15_000)),
    text("short lines", || "x:\n".repeat(160_000)),
    cook("Cooklang", || "@a{1%g} ~{2%min} #p{} ".repeat(2_000)),
    cook("Cooklang that stays open", || "@a{".repeat(16_000)),
    cook("YAML that multiplies", || {
        let more: String = (0..20).map(|n| format!("b{n}: &b{n} [*a,*a,*a,*a,*a,*a]\n")).collect();
        format!("---\na: &a [x,x,x,x,x,x,x,x,x]\n{more}---\n@a{{}}\n")
    }),
];

/// The most memory that this process has held, in KiB (proc_pid_status(5)); none where the system does not say.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}

/// Reads one case and prints what it took: milliseconds, KiB, and the outcome.
fn one(case: &str) {
    let Some(Case { ending, make, .. }) = CASES.iter().find(|other| other.name == case) else { return };
    let bytes = make().into_bytes();
    let name = format!("page.{ending}");
    let before = peak().unwrap_or(0);
    let start = Instant::now();
    let read = read(&bytes, SourceHint { name: Some(&name), content_type: None });
    let took = start.elapsed().as_millis();
    let outcome = match read {
        Ok(source) => format!(
            "{} ingredients, {} steps, {} notes",
            source.ingredients.len(),
            source.instructions.len(),
            source.notes.len()
        ),
        Err(unread) => unread.to_string(),
    };
    println!("{took}\t{}\t{}\t{outcome}", peak().unwrap_or(0), before);
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().collect();
    if let [_, flag, case] = args.as_slice()
        && flag == "--one"
    {
        one(case);
        return ExitCode::SUCCESS;
    }
    let mut failed = false;
    println!("{:28} {:>8} {:>9} {:>9}", "page", "ms", "peak KiB", "before");
    for Case { name: case, .. } in CASES {
        let output = std::env::current_exe().and_then(|me| Command::new(me).args(["--one", case]).output());
        let text =
            output.as_ref().map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
        let parts: Vec<&str> = text.trim().split('\t').collect();
        let [took, peak, before, outcome] = parts.as_slice() else {
            println!(
                "{case:28} ended badly: {}",
                output.map_or_else(|e| e.to_string(), |output| format!("{}", output.status))
            );
            failed = true;
            continue;
        };
        let over =
            took.parse().map(Duration::from_millis).unwrap_or(MOST) >= MOST || peak.parse().unwrap_or(0) > MOST_KIB;
        failed |= over;
        println!("{case:28} {took:>8} {peak:>9} {before:>9}  {outcome}{}", if over { "  TOO MUCH" } else { "" });
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
