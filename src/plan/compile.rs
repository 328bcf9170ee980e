//! Turns a kitchen into the problem that the planners work on.

use super::dense::Dense;
use super::kitchen::{Kitchen, KitchenStep, Minutes, Stretch};
use super::problem::{Amounts, Apart, Gap, Goal, KINDS, Problem, Task, Use, Waiting};

/// The problem of `kitchen`; `last` has the starts of the plan before.
pub(crate) fn compile(kitchen: &Kitchen, last: Option<&[Minutes]>) -> Problem {
    let mut tasks: Vec<Task> = kitchen.steps.iter().map(task).collect();
    let (mut gaps, mut waits) = (Vec::new(), Vec::new());
    let begun = |i: usize| kitchen.step(i).and_then(|step| step.begun);
    for (to, step) in kitchen.steps.iter().enumerate().filter(|(_, step)| step.begun.is_none()) {
        let Some(task) = tasks.get_mut(to) else { continue };
        task.old = last.and_then(|last| last.get(to)).copied();
        task.ready = oven_ready(kitchen, step);
        for link in &step.after {
            let Some(before) = kitchen.step(link.step) else { continue };
            match before.begun {
                Some(start) => {
                    task.ready = task.ready.max(start + before.lasts);
                    task.wanted_by.extend(link.keeps.map(|keeps| start + before.lasts + keeps));
                }
                None => gaps.push(Gap {
                    from: link.step,
                    to,
                    least: before.lasts,
                    most: link.keeps.map(|keeps| before.lasts + keeps),
                    beside: false,
                }),
            }
            if !before.open {
                let free = before.lasts + before.begun.unwrap_or(0);
                waits.push(Waiting { from: before.begun.is_none().then_some(link.step), to, free });
            }
        }
        if let Some((host, from)) = step.beside {
            match begun(host) {
                Some(start) => task.ready = task.ready.max(start + from),
                None => gaps.push(Gap {
                    from: host,
                    to,
                    least: from,
                    most: kitchen.step(host).map(|host| host.lasts),
                    beside: true,
                }),
            }
            let free = from + begun(host).unwrap_or(0);
            waits.push(Waiting { from: begun(host).is_none().then_some(host), to, free });
        }
    }
    separate(kitchen, &mut tasks);
    let goals = kitchen.dishes.iter().map(|d| Goal { task: d.last, weight: d.weight, before: d.before }).collect();
    Problem {
        tasks: Dense::of(tasks, Task::default()),
        gaps,
        goals,
        waits,
        room: Amounts::of([kitchen.cooks, kitchen.burners, kitchen.racks, 0]),
        taken: taken(kitchen),
        serve: kitchen.serve,
        groups: kitchen.dishes.len(),
    }
}

fn task(step: &KitchenStep) -> Task {
    let uses = if step.begun.is_some() { Vec::new() } else { uses(step) };
    Task { lasts: step.lasts, uses, begun: step.begun, group: step.dish, ..Task::default() }
}

fn uses(step: &KitchenStep) -> Vec<Use> {
    let hands = |s: &Stretch| Use { from: s.from, lasts: s.lasts, amounts: Amounts::of([1, 0, 0, 0]) };
    let racks = if step.oven.is_some() { step.racks } else { 0 };
    let stands = Use { from: 0, lasts: step.lasts, amounts: Amounts::of([0, i32::from(step.burner), racks, 0]) };
    let all = step.hands.iter().map(hands).chain([stands]);
    all.filter(|used| used.lasts > 0 && used.amounts != Amounts::NONE).collect()
}

/// The earliest start by the oven as it is now.
fn oven_ready(kitchen: &Kitchen, step: &KitchenStep) -> Minutes {
    let inside = |i: usize| kitchen.step(i).is_some_and(|s| s.begun.is_some() && s.oven.is_some());
    match step.oven {
        Some(heat) if !step.after.iter().any(|link| inside(link.step)) => {
            kitchen.heating(kitchen.oven_now, heat).max(0)
        }
        Some(_) | None => 0,
    }
}

/// Oven steps that share no setting come one after the other, with the time to heat up.
fn separate(kitchen: &Kitchen, tasks: &mut [Task]) {
    let ovens: Vec<(usize, &KitchenStep)> =
        kitchen.steps.iter().enumerate().filter(|(_, step)| step.oven.is_some()).collect();
    let gap = |(i, first): (usize, &KitchenStep), then: &KitchenStep| match then.oven {
        Some(heat) if !then.follows(i) => kitchen.heating(first.oven, heat),
        Some(_) | None => 0,
    };
    for a in &ovens {
        let Some(heat) = a.1.oven.filter(|_| a.1.begun.is_none()) else { continue };
        for b in ovens.iter().filter(|b| b.0 != a.0 && b.1.oven.is_some_and(|other| !other.shares(heat))) {
            let Some(task) = tasks.get_mut(a.0) else { continue };
            match b.1.begun {
                Some(start) => task.ready = task.ready.max(start + b.1.lasts + gap(*b, a.1)),
                None => task.apart.push(Apart { other: b.0, then: gap(*a, b.1), after: gap(*b, a.1) }),
            }
        }
    }
}

/// What begun steps still use and what is used while nobody is there, from now on and never more than there is.
fn taken(kitchen: &Kitchen) -> Vec<Use> {
    let room = [kitchen.cooks, kitchen.burners, kitchen.racks, 0];
    let mut all: Vec<(Minutes, Minutes, [i32; KINDS])> = Vec::new();
    for step in &kitchen.steps {
        let Some(start) = step.begun else { continue };
        let amounts = |a: Amounts| [a.kind(0), a.kind(1), a.kind(2), a.kind(3)];
        let absolute = |u: Use| (start + u.from, start + u.from + u.lasts, amounts(u.amounts));
        all.extend(uses(step).into_iter().map(absolute));
    }
    all.extend(kitchen.away.iter().map(|s| (s.from, s.from + s.lasts, [kitchen.cooks, 0, 0, 0])));
    let mut edges: Vec<Minutes> = all.iter().flat_map(|(from, to, _)| [(*from).max(0), (*to).max(0)]).collect();
    edges.sort_unstable();
    edges.dedup();
    let between = edges.iter().zip(edges.iter().skip(1));
    let used = between.map(|(from, to)| {
        let mut sum = [0; KINDS];
        for (_, _, amounts) in all.iter().filter(|(start, end, _)| start <= from && to <= end) {
            sum.iter_mut().zip(amounts).for_each(|(sum, amount)| *sum += amount);
        }
        sum.iter_mut().zip(room).for_each(|(sum, room)| *sum = (*sum).min(room));
        Use { from: *from, lasts: to - from, amounts: Amounts::of(sum) }
    });
    used.filter(|used| used.amounts != Amounts::NONE).collect()
}
