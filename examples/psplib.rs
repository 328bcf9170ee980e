//! Plans a project of PSPLIB (single-mode, `.sm`) with the planner's search, and prints one line of JSON:
//! `cargo run --release --example psplib -- FILE.sm --seconds 20`.
#![allow(clippy::disallowed_methods)]

use baste::plan::{Project, ProjectPlan};
use std::error::Error;
use std::time::{Duration, Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let seconds = args.iter().position(|arg| arg == "--seconds").and_then(|at| args.get(at + 1));
    let seconds: f64 = seconds.map_or(Ok(20.0), |text| text.parse())?;
    let file = args.first().ok_or("usage: psplib FILE.sm [--seconds 20]")?;
    let project = read(&std::fs::read_to_string(file)?).ok_or("this is no single-mode project of PSPLIB")?;
    // What the solver says when it fails is of no use here: the plans told before stand.
    std::panic::set_hook(Box::new(|_| {}));
    let begin = Instant::now();
    let limit = Duration::from_secs_f64(seconds);
    let mut told: Vec<(Duration, ProjectPlan)> = Vec::new();
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        project.plan(&|| begin.elapsed() >= limit, &mut |plan| told.push((begin.elapsed(), plan.clone())))
    }));
    let took = begin.elapsed().as_secs_f64();
    let (bound, proven) = result.map_or((0, false), |(_, bound, proven)| (bound, proven));
    let best = told.last().ok_or("no plan was found")?;
    let early = told.iter().rev().find(|(at, _)| *at <= Duration::from_millis(50)).map(|(_, plan)| plan.length);
    let line = serde_json::json!({
        "file": file,
        "makespan": best.1.length,
        "bound": bound,
        "proven": proven,
        "seconds": took,
        "makespan_at_50_ms": early,
        "valid": project.is_valid(&best.1.starts),
        "starts": best.1.starts,
    });
    println!("{line}");
    Ok(())
}

/// Reads the parts that a single-mode project needs: precedence, durations, requests and availabilities.
fn read(text: &str) -> Option<Project> {
    let lines: Vec<&str> = text.lines().collect();
    let after = |title: &str| lines.iter().position(|line| line.trim_start().starts_with(title));
    let numbers = |line: &str| line.split_whitespace().filter_map(|word| word.parse().ok()).collect::<Vec<i32>>();
    let four = |numbers: &[i32]| numbers.get(..4)?.try_into().ok();
    let mut project = Project { room: four(&numbers(lines.get(after("RESOURCEAVAIL")? + 2)?))?, ..Project::default() };
    for line in lines.get(after("PRECEDENCE")? + 2..)? {
        let row = numbers(line);
        let (Some(job), Some(followers)) = (row.first(), row.get(3..)) else { break };
        for follower in followers {
            project.order.push((usize::try_from(job - 1).ok()?, usize::try_from(follower - 1).ok()?));
        }
    }
    for line in lines.get(after("REQUESTS")? + 3..)? {
        let row = numbers(line);
        let (Some(lasts), Some(needs)) = (row.get(2), row.get(3..)) else { break };
        project.lasts.push(*lasts);
        project.needs.push(four(needs)?);
    }
    (!project.lasts.is_empty()).then_some(project)
}
