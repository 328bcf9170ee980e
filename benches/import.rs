//! Pages that mean harm, at their full size: how long each takes and how much memory, in a process of its own.
//!
//! `cargo bench --bench import`; it fails where one takes more than 2 s or 200 MB, as ARCHITECTURE.md promises.

#![allow(clippy::disallowed_methods, reason = "a bench reads clocks")]

use baste::import::{Hint, read};
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

/// Each with the end of the name that it is given by.
fn cases() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let half = |part: &str| part.repeat(3_900_000 / part.len());
    let cycle = r##"{"@type":"Recipe","recipeInstructions":[{"@id":"#a"},{"@id":"#a"},{"@id":"#a"}]},{"@id":"#a","@type":"HowToSection","itemListElement":[{"@id":"#a"},{"@id":"#a"},{"@id":"#a"}]}"##;
    let list: Vec<(&str, &str, String)> = vec![
        ("100,000 nested tags", "html", "<div>".repeat(100_000)),
        ("nested tags without end", "html", full("<div>")),
        ("nested words", "html", full("<b><i>")),
        ("tags side by side", "html", "<p>x</p>".repeat(250_000)),
        ("end tags alone", "html", format!("{}{}", "<span>".repeat(250), full("</b>"))),
        ("paragraphs in deep words", "html", format!("{}{}", "<span>".repeat(250), "<p>".repeat(290_000))),
        ("one line", "html", full("salt ")),
        ("one line of text", "txt", full("salt ")),
        ("lines of text", "txt", full("2 eggs\n")),
        ("headings of text", "txt", full("Ingredients\nMethod\n")),
        ("entities", "html", full("&amp;amp;amp;&frac12;")),
        ("controls", "html", full("\0\u{1}\u{b}\u{1b}")),
        ("a script", "html", format!("<script>{}", full("x<!--<script>"))),
        ("attributes", "html", format!("<p {}>", full("a=b "))),
        ("tags with attributes", "html", "<p class=\"ingredient step\" id=x itemprop=name>".repeat(200_000)),
        ("nested items", "html", "<div itemscope itemtype=Recipe itemprop=recipeInstructions>x".repeat(100_000)),
        ("nested hrecipes", "html", "<div class=\"hrecipe ingredient instruction\">x".repeat(100_000)),
        ("nested parts", "html", "<div class=\"ingredients comment\"><ul><li>2 eggs".repeat(100_000)),
        ("headings", "html", "<h2>Ingredients</h2><h2>Method</h2>".repeat(90_000)),
        ("nested JSON", "html", script(&half("["))),
        ("nested JSON objects", "html", script(&half("{\"a\":"))),
        ("wide JSON", "html", script(&format!("[{}0]", half("0,")))),
        ("wide broken JSON", "html", script(&half("[],,"))),
        ("quotes in JSON", "html", script(&format!("{{\"a\": \"{}", half("\" ")))),
        (
            "escaped texts in JSON",
            "html",
            script(&format!("{{\"@type\":\"Recipe\",\"recipeIngredient\":\"{}\"}}", half("&amp;lt;p&amp;gt;"))),
        ),
        (
            "tags in JSON",
            "html",
            script(&format!("{{\"@type\":\"Recipe\",\"recipeInstructions\":[{}\"\"]}}", half("\"<p>x\","))),
        ),
        ("ids in circles", "html", script(&format!("[{cycle}]"))),
        (
            "many recipes",
            "html",
            script(&format!(
                "[{}0]",
                half(
                    "{\"@type\":\"Recipe\",\"name\":\"x\",\"recipeIngredient\":[\"2 eggs\"],\"recipeInstructions\":[\"Fry.\"]},"
                )
            )),
        ),
        ("Cooklang", "cook", "@a{1%g} ~{2%min} #p{} ".repeat(40_000)),
        ("Cooklang that stays open", "cook", "@a{".repeat(300_000)),
        (
            "YAML that multiplies",
            "cook",
            format!(
                "---\na: &a [x,x,x,x,x,x,x,x,x]\n{}---\n",
                (0..20).map(|n| format!("b{n}: &b{n} [*a,*a,*a,*a,*a,*a]\n")).collect::<String>()
            ),
        ),
    ];
    let mut all: Vec<(&str, &str, Vec<u8>)> =
        list.into_iter().map(|(name, ending, text)| (name, ending, text.into_bytes())).collect();
    all.push(("windows-1252", "html", b"\x80\xe9 ".repeat(FULL / 3)));
    all
}

/// The most memory that this process has held, in KiB (proc_pid_status(5)); none where the system does not say.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}

/// Reads one case and prints what it took: milliseconds, KiB, and the outcome.
fn one(case: &str) {
    let Some((_, ending, bytes)) = cases().into_iter().find(|(name, _, _)| *name == case) else { return };
    let name = format!("page.{ending}");
    let before = peak().unwrap_or(0);
    let start = Instant::now();
    let read = read(&bytes, Hint { name: Some(&name), content_type: None });
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
    for (case, _, _) in cases() {
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
