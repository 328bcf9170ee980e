//! Plans random dinners, or those of files, and prints how good the plans are after how long:
//! `cargo run --release --example dinners -- 9 --seeds 20 --ms 1000 [--from 100] [--write FOLDER] [--judge FILE] [--replan]`, or file names
//! in place of the number. The judge's file has lines of name, levels ("95/12/30") and anything else.
#![allow(clippy::disallowed_methods, clippy::indexing_slicing)]

mod json;
mod random;
mod replan;

use baste::plan::{Kitchen, PlanCost, Planned, check, plan};
use std::collections::BTreeMap;
use std::error::Error;
use std::time::{Duration, Instant};

/// After how many milliseconds the plans are compared.
const MARKS: [u64; 5] = [1, 20, 100, 1_000, 10_000];

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| args.iter().position(|arg| arg == name).and_then(|at| args.get(at + 1)).cloned();
    let number = |name: &str, usual: u64| option(name).map_or(Ok(usual), |text| text.parse());
    let (seeds, ms, from) = (number("--seeds", 20)?, number("--ms", 1_000)?, number("--from", 0)?);
    std::panic::set_hook(Box::new(|_| {}));
    let mut named: Vec<String> = Vec::new();
    let mut skip = false;
    for arg in &args {
        let option = arg.starts_with("--");
        if !option && !skip {
            named.push(arg.clone());
        }
        skip = option && arg != "--replan";
    }
    let first = named.first().ok_or("usage: dinners N [--seeds 20] [--ms 1000], or dinners FILE.json")?;
    let mut dinners: Vec<(String, Kitchen)> = Vec::new();
    if let Ok(dishes) = first.parse::<usize>() {
        if args.iter().any(|arg| arg == "--replan") {
            replan::run(dishes, from..from + seeds, ms);
            return Ok(());
        }
        for seed in from..from + seeds {
            let serve = (seed % 2 == 1).then(|| 60 + 45 * i32::try_from(dishes).unwrap_or(0));
            dinners.push((format!("{dishes}_{seed}"), random::dinner(dishes, seed + 1, serve)));
        }
    } else {
        for file in named {
            dinners.push((file.clone(), json::read(&std::fs::read_to_string(&file)?)?));
        }
    }
    let judged = option("--judge").map(std::fs::read_to_string).transpose()?.unwrap_or_default();
    let judged: BTreeMap<&str, [i32; 3]> = judged.lines().filter_map(judgement).collect();
    let mut all = Sums::default();
    for (name, kitchen) in &dinners {
        if let Some(folder) = option("--write") {
            std::fs::create_dir_all(&folder)?;
            std::fs::write(format!("{folder}/{name}.json"), json::write(kitchen))?;
        }
        let (told, proven) = timed(kitchen, None, ms);
        let Some(best) = told.last() else {
            println!("{name}: no plan");
            continue;
        };
        let judge = judged.get(name.as_str());
        all.add(&told, judge);
        let figures = |cost: &PlanCost| format!("{}/{}/{}/{}", cost.meal, cost.cold, cost.waits, cost.early);
        println!(
            "{name}: {} steps; first {} in {:.2} ms; best {} in {:.0} ms; proven {}; judge {judge:?}",
            kitchen.steps.len(),
            figures(&told[0].1.cost),
            told[0].0.as_secs_f64() * 1e3,
            figures(&best.1.cost),
            best.0.as_secs_f64() * 1e3,
            proven.map(|yes| if yes { 'y' } else { 'n' }).iter().collect::<String>(),
        );
    }
    all.print();
    Ok(())
}

type Told = Vec<(Duration, Planned)>;

/// Every plan that was told within that time, and which levels were proven.
fn timed(kitchen: &Kitchen, last: Option<&[i32]>, ms: u64) -> (Told, [bool; 6]) {
    let begin = Instant::now();
    let limit = Duration::from_millis(ms);
    let mut told: Told = Vec::new();
    let found = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        plan(kitchen, last, &|| begin.elapsed() >= limit, &mut |found| told.push((begin.elapsed(), found.clone())))
    }));
    if found.is_err() {
        println!("the solver failed");
    }
    for (_, found) in &told {
        if let Err(wrong) = check(kitchen, &found.starts) {
            println!("WRONG: {wrong}");
        }
    }
    (told, found.ok().flatten().map_or([false; 6], |found| found.proven))
}

fn judgement(line: &str) -> Option<(&str, [i32; 3])> {
    let mut words = line.split_whitespace();
    let name = words.next()?;
    let levels: Vec<i32> = words.next()?.split('/').filter_map(|level| level.parse().ok()).collect();
    Some((name, levels.try_into().ok()?))
}

/// How far the plans are from the judge's, or from the best that was found where there is no judge.
#[derive(Default)]
struct Sums {
    count: usize,
    first_ms: f64,
    excess: [f64; MARKS.len()],
    worst: [f64; MARKS.len()],
    same_meal: [usize; MARKS.len()],
    same_all: [usize; MARKS.len()],
}

impl Sums {
    fn add(&mut self, told: &Told, judge: Option<&[i32; 3]>) {
        let levels = |cost: &PlanCost| [cost.meal, cost.cold, cost.waits];
        let best = judge.copied().unwrap_or_else(|| levels(&told[told.len() - 1].1.cost));
        self.count += 1;
        self.first_ms = self.first_ms.max(told[0].0.as_secs_f64() * 1e3);
        for (mark, ms) in MARKS.iter().enumerate() {
            let by = told.iter().rev().find(|(at, _)| at.as_millis() < u128::from(*ms)).unwrap_or(&told[0]);
            let now = levels(&by.1.cost);
            let excess = 100.0 * f64::from(now[0] - best[0]) / f64::from(best[0].max(1));
            self.excess[mark] += excess;
            self.worst[mark] = self.worst[mark].max(excess);
            self.same_meal[mark] += usize::from(now[0] <= best[0]);
            self.same_all[mark] += usize::from(now <= best);
        }
    }

    fn print(&self) {
        println!("{} dinners; first plan at most {:.2} ms", self.count, self.first_ms);
        for (mark, ms) in MARKS.iter().enumerate() {
            println!(
                "  by {ms} ms: meal later by {:.2} % (mean), {:.1} % (worst); same meal {}, same in all levels {}",
                self.excess[mark] / self.count.max(1) as f64,
                self.worst[mark],
                self.same_meal[mark],
                self.same_all[mark],
            );
        }
    }
}
