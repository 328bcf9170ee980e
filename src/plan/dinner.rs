//! From dishes to a kitchen: what each step occupies, how long its result keeps, what a minute of standing costs.
//!
//! What the recipe says comes first, then what is usual for the phase. A dish that could never be cooked with the usual limits gets wider
//! ones; limits that a recipe states are kept.

mod occupies;

use super::compile::compile;
use super::improve::Improver;
use super::kitchen::{Kitchen, KitchenDish, KitchenStep, Minutes, OvenHeat, WaitsFor};
use crate::recipe::totals::offset;
use crate::recipe::{Dish, DishStep, Length, PREHEAT, Phase};
use crate::time::Span;
use occupies::{burner, hands, minutes};

/// What a kitchen has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Equipment {
    /// How many cooks.
    pub cooks: Minutes,
    /// How many burners.
    pub burners: Minutes,
    /// How many racks in the oven.
    pub racks: Minutes,
    /// How long the oven heats from cold.
    pub preheat: Span,
}

impl Default for Equipment {
    fn default() -> Equipment {
        Equipment { cooks: 1, burners: 4, racks: 2, preheat: PREHEAT }
    }
}

/// How long two results that are needed at the same time wait for each other at least.
const JOIN: Minutes = 10;
/// What food for the oven waits beyond the heating.
const OVEN_SPARE: Minutes = 5;
/// By how much limits that no recipe states are widened, one after the other, until the dish can be cooked.
const WIDER: [Minutes; 5] = [5, 10, 20, 40, 80];

/// The kitchen in which these dishes are cooked from now on, nothing begun, to be served at `serve` (in minutes from now).
pub fn dinner(dishes: &[Dish], equipment: &Equipment, serve: Option<Minutes>) -> Kitchen {
    let preheats = dishes.iter().flat_map(|dish| &dish.steps).filter(|step| step.oven.is_some()).map(|s| s.preheat);
    let preheat = preheats.filter(|preheat| *preheat > PREHEAT).max().unwrap_or(equipment.preheat);
    let mut kitchen = Kitchen {
        steps: Vec::new(),
        dishes: Vec::new(),
        cooks: equipment.cooks,
        burners: equipment.burners,
        racks: equipment.racks,
        preheat: minutes(preheat.max(equipment.preheat)),
        oven_now: None,
        serve,
        away: Vec::new(),
    };
    for dish in dishes {
        add(&mut kitchen, dish);
    }
    widen_for_heat(&mut kitchen);
    kitchen
}

fn add(kitchen: &mut Kitchen, dish: &Dish) {
    let (number, base) = (kitchen.dishes.len(), kitchen.steps.len());
    let waited = |i: usize| dish.steps.iter().any(|step| step.waits_for.iter().any(|id| id.index() == i));
    let ends = (0..dish.steps.len()).rev();
    let last = ends.clone().find(|i| !waited(*i) && dish.steps.get(*i).is_some_and(|step| step.beside.is_none()));
    let last = base + last.or(ends.clone().next()).unwrap_or(0);
    let steps: Vec<KitchenStep> = dish.steps.iter().map(|step| of_step(dish, step, number, base)).collect();
    let name = dish.short.clone().unwrap_or_else(|| dish.name.clone());
    let own = KitchenDish { name, weight: weight(dish), last: last - base, before: 0 };
    let usual = |from: usize| dish.steps.get(from).is_none_or(|step| step.keeps.is_none());
    for wider in [0].into_iter().chain(WIDER) {
        let mut alone = steps.clone();
        for link in alone.iter_mut().flat_map(|step| &mut step.after) {
            link.step -= base;
            if usual(link.step) {
                link.keeps = link.keeps.map(|keeps| keeps + wider);
            }
        }
        for step in &mut alone {
            step.dish = 0;
            step.beside = step.beside.map(|(host, from)| (host - base, from));
        }
        let mut try_out = Kitchen { steps: alone.clone(), dishes: vec![own.clone()], serve: None, ..kitchen.clone() };
        widen_for_heat(&mut try_out);
        if feasible(&try_out) {
            push(kitchen, alone, number, base);
            kitchen.dishes.push(KitchenDish { last, ..own });
            return;
        }
    }
    // No limit helps: what stands in the way is told where the plan is.
    kitchen.steps.extend(steps);
    kitchen.dishes.push(KitchenDish { last, ..own });
}

fn push(kitchen: &mut Kitchen, steps: Vec<KitchenStep>, dish: usize, base: usize) {
    kitchen.steps.extend(steps.into_iter().map(|mut step| {
        step.after.iter_mut().for_each(|link| link.step += base);
        step.beside = step.beside.map(|(host, from)| (host + base, from));
        KitchenStep { dish, ..step }
    }));
}

/// Whether the constructive planner finds any plan.
fn feasible(kitchen: &Kitchen) -> bool {
    let problem = compile(kitchen, None);
    let mut improver = Improver::new(&problem, None, 1);
    improver.first(&|| true, &mut |_| true);
    improver.best.is_some()
}

fn of_step(dish: &Dish, step: &DishStep, number: usize, base: usize) -> KitchenStep {
    let lasts = minutes(step.longest()).max(i32::from(!step.is_held()));
    let oven = step.oven.filter(|_| step.length.is_some());
    let joins = step.waits_for.len() > 1;
    let link = |id: &crate::recipe::StepId| {
        let usual = dish.step(*id).and_then(keeps);
        let stated = dish.step(*id).is_some_and(|step| step.keeps.is_some());
        let keeps = if joins && !stated { usual.map(|usual| usual.max(JOIN)) } else { usual };
        WaitsFor { step: base + id.index(), keeps }
    };
    let beside = step.beside.and_then(|beside| {
        let min = dish.step(beside.host)?.length.map_or(Span::ZERO, Length::min);
        Some((base + beside.host.index(), minutes(offset(beside.at, min))))
    });
    KitchenStep {
        dish: number,
        name: step.title.clone(),
        lasts,
        hands: hands(step, lasts),
        burner: burner(step),
        oven: oven.map(OvenHeat::setting),
        racks: i32::from(oven.is_some()),
        after: step.waits_for.iter().map(link).collect(),
        beside,
        open: step.is_held() || matches!(step.length, Some(Length::Open(_))),
        begun: None,
    }
}

/// How long the result of a step may wait.
fn keeps(step: &DishStep) -> Option<Minutes> {
    if let Some(keeps) = step.keeps {
        return Some(minutes(keeps));
    }
    if step.is_held() {
        return None;
    }
    match step.phase {
        Phase::Prep | Phase::Cool => Some(120),
        Phase::Marinate | Phase::Chill => Some(720),
        Phase::Rest | Phase::Proof => Some(30),
        Phase::Baste => Some(15),
        Phase::Roast
        | Phase::Bake
        | Phase::Grill
        | Phase::Glaze
        | Phase::Simmer
        | Phase::Boil
        | Phase::Steam
        | Phase::Sear
        | Phase::Fry
        | Phase::Serve => Some(0),
        Phase::Timer => None,
    }
}

/// What a minute of standing finished costs: by the last heat, and by what follows it.
fn weight(dish: &Dish) -> Minutes {
    let mut rested = false;
    for step in dish.steps.iter().rev() {
        match step.phase {
            Phase::Fry | Phase::Sear | Phase::Grill | Phase::Steam | Phase::Boil => return if rested { 1 } else { 3 },
            Phase::Roast | Phase::Bake | Phase::Glaze => return if rested { 1 } else { 2 },
            Phase::Simmer => return 1,
            Phase::Chill | Phase::Marinate => return 0,
            Phase::Rest | Phase::Cool => rested = true,
            Phase::Prep | Phase::Baste | Phase::Proof | Phase::Serve | Phase::Timer => {}
        }
    }
    0
}

/// Food that goes into the oven from outside may have to wait until the oven is up.
fn widen_for_heat(kitchen: &mut Kitchen) {
    let heats: Vec<OvenHeat> = kitchen.steps.iter().filter_map(|step| step.oven).collect();
    let inside: Vec<bool> = kitchen.steps.iter().map(|step| step.oven.is_some()).collect();
    let heating = |to: OvenHeat| heats.iter().map(|from| kitchen.heating(Some(*from), to)).max().unwrap_or(0);
    let waits: Vec<Minutes> = kitchen.steps.iter().map(|step| step.oven.map_or(0, heating)).collect();
    for (step, wait) in kitchen.steps.iter_mut().zip(waits).filter(|(_, wait)| *wait > 0) {
        for link in step.after.iter_mut().filter(|link| !inside.get(link.step).copied().unwrap_or(false)) {
            link.keeps = link.keeps.map(|keeps| keeps.max(wait + OVEN_SPARE));
        }
    }
}

#[cfg(test)]
mod tests;
