//! Why a plan is as it is: how long each step can wait, the chain that decides the meal, and what stands in the way.

use super::compile::compile;
use super::improve::Improver;
use super::kitchen::{Kitchen, KitchenStep, Minutes};

/// Why a step does not begin earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// It follows the step before it in its dish, or stands beside it.
    Order,
    /// The cook is busy.
    Hands,
    /// The burner is taken.
    Burner,
    /// The rack is taken.
    Rack,
    /// The oven is at another setting.
    Oven,
}

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// A step needs more of this than there is.
    Lacks(usize, Hold),
    /// Two steps have to be at the same time, and there is not enough of this.
    Clash(usize, usize, Hold),
    /// The dish with this number cannot be cooked within what its steps keep.
    Dish(usize),
}

/// From one step to another in a plan: the least time between their starts.
#[derive(Clone, Copy)]
struct Arc {
    from: usize,
    to: usize,
    least: Minutes,
    most: Option<Minutes>,
    hold: Hold,
}

/// What a step uses of a kind: from, how long, how much.
fn uses(step: &KitchenStep, hold: Hold) -> Vec<(Minutes, Minutes, Minutes)> {
    match hold {
        Hold::Hands => step.hands.iter().map(|hands| (hands.from, hands.lasts, 1)).collect(),
        Hold::Burner if step.burner => vec![(0, step.lasts, 1)],
        Hold::Rack if step.oven.is_some() => vec![(0, step.lasts, step.racks)],
        Hold::Burner | Hold::Rack | Hold::Oven | Hold::Order => Vec::new(),
    }
}

/// The arcs of a plan, with the order in which it uses everything that is scarce.
fn arcs(kitchen: &Kitchen, starts: &[Minutes]) -> Vec<Arc> {
    let mut arcs = Vec::new();
    let at = |i: usize| starts.get(i).copied().unwrap_or(0);
    for (to, step) in kitchen.steps.iter().enumerate() {
        for link in &step.after {
            let lasts = kitchen.step(link.step).map_or(0, |before| before.lasts);
            let most = link.keeps.map(|keeps| lasts + keeps);
            arcs.push(Arc { from: link.step, to, least: lasts, most, hold: Hold::Order });
        }
        if let Some((host, from)) = step.beside {
            let most = kitchen.step(host).map(|host| host.lasts);
            arcs.push(Arc { from: host, to, least: from, most, hold: Hold::Order });
        }
    }
    for (hold, room) in [(Hold::Hands, kitchen.cooks), (Hold::Burner, kitchen.burners), (Hold::Rack, kitchen.racks)] {
        let all: Vec<(usize, Minutes, Minutes, Minutes)> = (kitchen.steps.iter().enumerate())
            .flat_map(|(i, step)| uses(step, hold).into_iter().map(move |(from, lasts, much)| (i, from, lasts, much)))
            .collect();
        if all.iter().map(|used| used.3).sum::<Minutes>() <= room {
            continue;
        }
        for (i, from, lasts, _) in &all {
            for (j, later, ..) in all.iter().filter(|other| other.0 != *i) {
                if at(*i) + from + lasts <= at(*j) + later {
                    arcs.push(Arc { from: *i, to: *j, least: from + lasts - later, most: None, hold });
                }
            }
        }
    }
    for (i, first) in kitchen.steps.iter().enumerate() {
        for (j, then) in kitchen.steps.iter().enumerate().filter(|(j, _)| *j != i) {
            let (Some(a), Some(b)) = (first.oven, then.oven) else { continue };
            if !a.shares(b) && at(i) + first.lasts <= at(j) {
                let heating = if then.follows(i) { 0 } else { kitchen.heating(Some(a), b) };
                arcs.push(Arc { from: i, to: j, least: first.lasts + heating, most: None, hold: Hold::Oven });
            }
        }
    }
    arcs
}

/// How long each step can wait before the meal is later than `limit`, if all goes in the order of the plan.
pub fn can_wait(kitchen: &Kitchen, starts: &[Minutes], limit: Minutes) -> Vec<Minutes> {
    let arcs = arcs(kitchen, starts);
    let mut latest: Vec<Minutes> = (kitchen.steps.iter().zip(starts))
        .map(|(step, start)| if step.begun.is_some() { *start } else { limit.max(start + step.lasts) - step.lasts })
        .collect();
    for dish in &kitchen.dishes {
        if let (Some(latest), Some(step)) = (latest.get_mut(dish.last), kitchen.step(dish.last)) {
            *latest = (*latest).min(limit - dish.before - step.lasts);
        }
    }
    for (i, step) in kitchen.steps.iter().enumerate().filter(|(_, step)| step.begun.is_none()) {
        for hands in &step.hands {
            for away in &kitchen.away {
                let (Some(start), Some(latest)) = (starts.get(i), latest.get_mut(i)) else { continue };
                if start + hands.from < away.from {
                    *latest = (*latest).min(away.from - hands.from - hands.lasts);
                }
            }
        }
    }
    let begun = |i: usize| kitchen.step(i).is_some_and(|step| step.begun.is_some());
    for _ in 0..=kitchen.steps.len() {
        let mut changed = false;
        for arc in &arcs {
            let (Some(from), Some(to)) = (latest.get(arc.from).copied(), latest.get(arc.to).copied()) else { continue };
            if !begun(arc.from) && from > to - arc.least {
                latest.get_mut(arc.from).into_iter().for_each(|latest| *latest = to - arc.least);
                changed = true;
            }
            if let Some(most) = arc.most.filter(|most| !begun(arc.to) && !begun(arc.from) && to > from + most) {
                latest.get_mut(arc.to).into_iter().for_each(|latest| *latest = from + most);
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    latest.iter().zip(starts).map(|(latest, start)| (latest - start).max(0)).collect()
}

/// The steps that decide when the meal is, first to last, each with why it is not earlier.
pub fn chain(kitchen: &Kitchen, starts: &[Minutes]) -> Vec<(usize, Hold)> {
    let arcs = arcs(kitchen, starts);
    let at = |i: usize| starts.get(i).copied().unwrap_or(0);
    let end = |i: usize| at(i) + kitchen.step(i).map_or(0, |step| step.lasts);
    let Some(last) = kitchen.dishes.iter().max_by_key(|dish| end(dish.last) + dish.before) else { return Vec::new() };
    let mut steps = vec![(last.last, Hold::Order)];
    while let Some((step, _)) = steps.last().copied() {
        let tight = |arc: &&Arc| arc.to == step && at(arc.from) + arc.least == at(step) && at(arc.from) < at(step);
        let seen = |i: usize| steps.iter().any(|(step, _)| *step == i);
        // The order inside a dish explains more than who has the hands.
        let before = arcs.iter().filter(tight).filter(|arc| !seen(arc.from)).min_by_key(|arc| arc.hold != Hold::Order);
        let Some(arc) = before else { break };
        if let Some(held) = steps.last_mut() {
            held.1 = arc.hold;
        }
        steps.push((arc.from, Hold::Order));
    }
    steps.reverse();
    steps
}

/// What stands in the way where no plan was found.
pub fn obstacle(kitchen: &Kitchen) -> Option<Obstacle> {
    let room = [(Hold::Hands, kitchen.cooks), (Hold::Burner, kitchen.burners), (Hold::Rack, kitchen.racks)];
    for (i, step) in kitchen.steps.iter().enumerate() {
        for (hold, room) in room {
            if uses(step, hold).iter().any(|(_, _, much)| *much > room) {
                return Some(Obstacle::Lacks(i, hold));
            }
        }
    }
    if possible(kitchen) {
        return None;
    }
    let dish = (0..kitchen.dishes.len()).find(|dish| !possible(&only(kitchen, *dish)));
    let within = dish.map_or_else(|| kitchen.clone(), |dish| only(kitchen, dish));
    let much = Minutes::MAX / 100_000;
    let without = |hold: Hold| {
        let mut kitchen = within.clone();
        match hold {
            Hold::Hands => kitchen.cooks = much,
            Hold::Burner => kitchen.burners = much,
            Hold::Rack => kitchen.racks = much,
            Hold::Oven => kitchen.steps.iter_mut().for_each(|step| step.oven = None),
            Hold::Order => kitchen.steps.iter_mut().flat_map(|step| &mut step.after).for_each(|link| link.keeps = None),
        }
        kitchen
    };
    let hold = [Hold::Burner, Hold::Rack, Hold::Oven, Hold::Hands].into_iter().find(|hold| possible(&without(*hold)));
    let wants = |(i, step): (usize, &KitchenStep)| {
        let ours = dish.is_none_or(|dish| step.dish == dish);
        let used = match hold {
            Some(Hold::Oven) => step.oven.map(|_| step.lasts),
            Some(hold) => uses(step, hold).iter().map(|(_, lasts, _)| *lasts).max(),
            None => None,
        };
        used.filter(|_| ours).map(|lasts| (lasts, i))
    };
    let mut wanted: Vec<(Minutes, usize)> = kitchen.steps.iter().enumerate().filter_map(wants).collect();
    wanted.sort_unstable_by_key(|(lasts, step)| (-lasts, *step));
    match (wanted.as_slice(), hold, dish) {
        ([(_, a), (_, b), ..], Some(hold), _) => Some(Obstacle::Clash(*a, *b, hold)),
        (_, _, Some(dish)) => Some(Obstacle::Dish(dish)),
        (_, _, None) => None,
    }
}

fn possible(kitchen: &Kitchen) -> bool {
    let problem = compile(kitchen, None);
    let mut improver = Improver::new(&problem, None, 1);
    improver.first(&|| true, &mut |_| true);
    improver.best.is_some()
}

/// The kitchen with one dish alone. The other steps stay, as they are counted by number, but take no time and nothing else.
fn only(kitchen: &Kitchen, dish: usize) -> Kitchen {
    let mut kitchen = kitchen.clone();
    for step in kitchen.steps.iter_mut().filter(|step| step.dish != dish) {
        *step = KitchenStep { dish: step.dish, name: std::mem::take(&mut step.name), ..KitchenStep::default() };
    }
    kitchen
}
