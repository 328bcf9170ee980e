//! Evenings on which something slips, with a new plan each time: how soon the meal of that plan is the final one.

use super::{random, timed};
use baste::plan::{Kitchen, Planned, Random};
use std::collections::BTreeSet;
use std::ops::Range;

/// How many slips an evening has.
const SLIPS: usize = 4;

pub(crate) fn run(dishes: usize, seeds: Range<u64>, ms: u64) {
    let (mut slips, mut none, mut by_20, mut by_100, mut proven, mut first) = (0, 0, 0, 0, 0, 0.0f64);
    for seed in seeds {
        let mut kitchen = random::dinner(dishes, seed + 1, None);
        let Some((_, Planned { mut starts, cost, .. })) = timed(&kitchen, None, 300).0.pop() else { continue };
        kitchen.serve = Some(cost.meal);
        let mut random = Random::new(seed * 77 + 5);
        for _ in 0..SLIPS {
            let end = baste::plan::cost(&kitchen, &starts, None).meal;
            let at = random.between(1, (end - 2).max(1));
            slipped(&mut kitchen, &mut starts, at, &mut random);
            slips += 1;
            let (mut told, yes) = timed(&kitchen, Some(&starts), ms);
            let meal = |told: &[(std::time::Duration, Planned)], ms: u128| {
                let by = told.iter().rev().find(|(at, _)| at.as_millis() < ms).or(told.first());
                by.map(|(_, found)| (found.cost.overkept, found.cost.meal))
            };
            let (early, soon) = (meal(&told, 20), meal(&told, 100));
            first = told.first().map_or(first, |(at, _)| first.max(at.as_secs_f64() * 1e3));
            let Some((_, last)) = told.pop() else {
                none += 1;
                println!("{dishes}_{seed} at {at}: no plan");
                break;
            };
            let final_meal = Some((last.cost.overkept, last.cost.meal));
            by_20 += usize::from(early == final_meal);
            by_100 += usize::from(soon == final_meal);
            if soon != final_meal {
                println!("{dishes}_{seed} at {at}: by 100 ms {soon:?}, at last {final_meal:?}");
            }
            proven += usize::from(yes[1]);
            starts = last.starts;
        }
    }
    println!("{slips} slips, {none} without a plan; first plan at most {first:.2} ms");
    println!("final meal by 20 ms {by_20}, by 100 ms {by_100}; meal proven {proven}");
}

/// The kitchen as it is `at` minutes later, when something took longer, was done early, or the cook was away.
fn slipped(kitchen: &mut Kitchen, starts: &mut [i32], at: i32, random: &mut Random) {
    let mut oven: Option<i32> = None;
    for (step, start) in kitchen.steps.iter_mut().zip(starts.iter()) {
        if *start < at {
            step.begun = Some(start - at);
            if step.oven.is_some() && oven.is_none_or(|since| since < *start) {
                oven = Some(*start);
                kitchen.oven_now = step.oven;
            }
        }
    }
    let mut away = 0;
    let runs = |begun: Option<i32>, lasts: i32| begun.is_some_and(|begun| begun + lasts > 0);
    let running: Vec<usize> =
        (0..starts.len()).filter(|i| runs(kitchen.steps[*i].begun, kitchen.steps[*i].lasts)).collect();
    if random.below(2) == 0 && !running.is_empty() {
        let step = &mut kitchen.steps[running[random.below(running.len())]];
        let (was, by) = (step.lasts, [-3, 3, 5, 10, 15][random.below(5)]);
        step.lasts = (was + by).max(1 - step.begun.unwrap_or(0));
        for hands in &mut step.hands {
            if hands.lasts == was {
                hands.lasts = step.lasts;
            } else if hands.from == was - 1 {
                hands.from = step.lasts - 1;
            }
        }
    } else {
        away = random.between(2, 13);
    }
    for (step, start) in kitchen.steps.iter_mut().zip(starts.iter_mut()) {
        *start -= at + away;
        let Some(begun) = step.begun.map(|begun| begun - away) else { continue };
        step.begun = Some(begun);
        // Nobody was there to end it: it is being ended now.
        let ended_away = begun + step.lasts <= 0 && begun + step.lasts > -away;
        if ended_away && (step.open || step.oven.is_some() || step.burner) {
            step.lasts = -begun;
            step.hands.retain(|hands| hands.from + hands.lasts <= -begun);
        }
    }
    kitchen.serve = kitchen.serve.map(|serve| serve - at - away);
    let mut busy = BTreeSet::new();
    for step in &mut kitchen.steps {
        let Some(begun) = step.begun else { continue };
        step.hands.retain(|hands| {
            let (from, to) = (begun + hands.from, begun + hands.from + hands.lasts);
            to <= 0 || (from..to).all(|minute| minute < 0 || busy.insert(minute))
        });
    }
}
