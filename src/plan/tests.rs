//! What must hold of every plan, on random kitchens.

use super::{
    Kitchen, KitchenDish, KitchenStep, Minutes, OvenHeat, Planned, Project, Random, Stretch, Violation, WaitsFor,
    can_wait, chain, check, cost, plan,
};
use std::cell::Cell;

/// Ends after so many questions whether to.
fn after(questions: u64) -> impl Fn() -> bool {
    let left = Cell::new(questions);
    move || {
        left.set(left.get().saturating_sub(1));
        left.get() == 0
    }
}

#[track_caller]
fn planned(kitchen: &Kitchen, last: Option<&[Minutes]>, questions: u64) -> Option<Planned> {
    let mut told: Vec<Planned> = Vec::new();
    let best = plan(kitchen, last, &after(questions), &mut |found| told.push(found.clone()));
    for found in &told {
        assert_eq!(check(kitchen, &found.starts), Ok(()), "{kitchen:?}");
        assert_eq!(cost(kitchen, &found.starts, last), found.cost);
    }
    assert!(told.windows(2).all(|pair| pair[1].cost < pair[0].cost), "each is better than the one before");
    assert_eq!(told.last().map(|found| &found.starts), best.as_ref().map(|best| &best.starts));
    best
}

/// A few dishes with everything that a kitchen has; durations up to `long`.
fn random_kitchen(random: &mut Random, dishes: usize, steps: usize, long: i32) -> Kitchen {
    let mut kitchen = Kitchen {
        steps: Vec::new(),
        dishes: Vec::new(),
        cooks: random.between(1, 2),
        burners: random.between(1, 2),
        racks: random.between(1, 2),
        preheat: random.between(0, 3),
        oven_now: (random.below(3) == 0).then(|| OvenHeat::of(180)),
        serve: (random.below(2) == 0).then(|| random.between(4, 12)),
        away: Vec::new(),
    };
    if random.below(4) == 0 {
        kitchen.away.push(Stretch { from: random.between(0, 3), lasts: random.between(1, 3) });
    }
    for dish in 0..dishes {
        let mut last = None;
        for n in 0..steps {
            let index = kitchen.steps.len();
            let lasts = random.between(1, long);
            let keeps = (random.below(2) == 0).then(|| random.between(3, 6));
            let mut step = KitchenStep { dish, name: format!("{dish}.{n}"), lasts, ..KitchenStep::default() };
            step.after = last.map(|step| WaitsFor { step, keeps }).into_iter().collect();
            match random.below(4) {
                0 => step.hands = vec![Stretch { from: 0, lasts }],
                1 => (step.burner, step.hands) = (true, vec![Stretch { from: 0, lasts: 1 }]),
                2 => (step.oven, step.racks) = (Some(OvenHeat::of(160 + 30 * random.between(0, 2))), 1),
                _ => step.open = true,
            }
            if n > 0 && n + 1 < steps && random.below(5) == 0 {
                step.after.clear();
                step.beside = Some((index - 1, 0));
            }
            last = Some(index);
            kitchen.steps.push(step);
        }
        // What everything ends with waits for the steps that nothing waits for.
        let end = kitchen.steps.len() - 1;
        let loose: Vec<usize> = (0..end)
            .filter(|i| kitchen.steps[*i].dish == dish && !kitchen.steps.iter().any(|step| step.follows(*i)))
            .collect();
        kitchen.steps[end].after.extend(loose.into_iter().map(|step| WaitsFor { step, keeps: None }));
        let before = if random.below(4) == 0 { 2 } else { 0 };
        let weight = random.between(0, 3);
        kitchen.dishes.push(KitchenDish { name: dish.to_string(), weight, last: end, before });
    }
    kitchen
}

/// The best cost of all starts up to `latest`, by trying each.
fn brute_force(kitchen: &Kitchen, last: Option<&[Minutes]>, latest: Minutes) -> Option<super::PlanCost> {
    fn place(
        kitchen: &Kitchen,
        last: Option<&[Minutes]>,
        latest: Minutes,
        starts: &mut Vec<Minutes>,
        best: &mut Option<super::PlanCost>,
    ) {
        let n = starts.len();
        if n == kitchen.steps.len() {
            if check(kitchen, starts).is_ok() {
                let found = cost(kitchen, starts, last);
                if best.is_none_or(|best| found < best) {
                    *best = Some(found);
                }
            }
            return;
        }
        let step = &kitchen.steps[n];
        let earlier = |link: &WaitsFor| starts.get(link.step).map(|start| start + kitchen.steps[link.step].lasts);
        let from = step.after.iter().filter_map(earlier).max().unwrap_or(0).max(0);
        for start in step.begun.map_or(from..=latest, |begun| begun..=begun) {
            starts.push(start);
            place(kitchen, last, latest, starts, best);
            starts.pop();
        }
    }
    let mut best = None;
    place(kitchen, last, latest, &mut Vec::new(), &mut best);
    best
}

#[test]
fn on_small_kitchens_every_level_is_as_good_as_trying_everything() {
    let mut random = Random::new(5);
    let mut compared = 0;
    for round in 0..60 {
        let kitchen = random_kitchen(&mut random, 2, 2, 3);
        let found = planned(&kitchen, None, 20_000);
        let best = brute_force(&kitchen, None, 17);
        match (found, best) {
            (Some(found), Some(best)) if best.meal <= 16 => {
                assert_eq!(found.proven, [true; 6], "round {round}");
                assert_eq!(found.cost, best, "round {round}: {kitchen:?}");
                compared += 1;
            }
            (Some(_), _) | (None, None) => {}
            (None, Some(best)) => panic!("round {round}: nothing found, but there is {best:?}: {kitchen:?}"),
        }
    }
    assert!(compared > 40, "{compared} compared");
}

#[test]
fn the_validator_takes_every_plan_of_random_dinners() {
    let mut random = Random::new(6);
    let mut found = 0;
    for _ in 0..60 {
        let kitchen = random_kitchen(&mut random, 4, 4, 9);
        found += usize::from(planned(&kitchen, None, 1_500).is_some());
    }
    assert!(found > 30, "{found} found");
}

/// The kitchen `at` minutes later, with what has begun by then.
fn later(kitchen: &Kitchen, starts: &mut [Minutes], at: Minutes) -> Kitchen {
    let mut kitchen = kitchen.clone();
    for (step, start) in kitchen.steps.iter_mut().zip(starts.iter_mut()) {
        *start -= at;
        if *start < 0 {
            step.begun = Some(*start);
            kitchen.oven_now = step.oven.or(kitchen.oven_now);
        }
    }
    kitchen.serve = kitchen.serve.map(|serve| serve - at);
    kitchen.away.iter_mut().for_each(|away| away.from -= at);
    kitchen
}

#[test]
fn a_new_plan_moves_nothing_that_has_begun_and_a_plan_followed_is_kept() {
    let mut random = Random::new(8);
    for round in 0..40 {
        let mut kitchen = random_kitchen(&mut random, 3, 3, 8);
        let Some(Planned { mut starts, cost: first, .. }) = planned(&kitchen, None, 1_500) else { continue };
        let mut gone = 0;
        // The oven is as it was for what is in it, so only a kitchen without one stands exactly for the rest of the evening.
        kitchen.steps.iter_mut().for_each(|step| step.oven = None);
        for _ in 0..3 {
            let at = random.between(1, 4);
            kitchen = later(&kitchen, &mut starts, at);
            gone += at;
            let again = planned(&kitchen, Some(&starts), 600).unwrap_or_else(|| panic!("round {round}: {kitchen:?}"));
            assert!(again.cost.meal + gone <= first.meal.max(gone), "round {round}: served on the minute");
            for (step, start) in kitchen.steps.iter().zip(&again.starts) {
                assert!(step.begun.is_none_or(|begun| begun == *start), "round {round}");
            }
            starts = again.starts;
        }
    }
}

#[test]
fn a_step_that_waits_as_long_as_it_can_spoils_nothing() {
    let mut random = Random::new(9);
    for _ in 0..40 {
        let kitchen = random_kitchen(&mut random, 3, 3, 8);
        let Some(found) = planned(&kitchen, None, 1_000) else { continue };
        let limit = found.cost.meal + 5;
        let waits = can_wait(&kitchen, &found.starts, limit);
        let latest: Vec<Minutes> = found.starts.iter().zip(&waits).map(|(start, wait)| start + wait).collect();
        assert_eq!(check(&kitchen, &latest), Ok(()), "all as late as they can: {kitchen:?}");
        assert!(cost(&kitchen, &latest, None).meal <= limit);
        let chain = chain(&kitchen, &found.starts);
        assert!(chain.windows(2).all(|pair| found.starts[pair[0].0] <= found.starts[pair[1].0]));
    }
}

#[test]
fn the_validator_names_what_is_wrong() {
    let hands = |name: &str, lasts| KitchenStep {
        name: name.to_owned(),
        lasts,
        hands: vec![Stretch { from: 0, lasts }],
        ..KitchenStep::default()
    };
    let mut kitchen = Kitchen {
        steps: vec![hands("cut", 5), hands("fry", 5)],
        dishes: vec![KitchenDish { name: "greens".to_owned(), weight: 3, last: 1, before: 0 }],
        cooks: 1,
        burners: 4,
        racks: 2,
        preheat: 15,
        oven_now: None,
        serve: None,
        away: Vec::new(),
    };
    assert_eq!(check(&kitchen, &[0]), Err(Violation::Size));
    assert_eq!(check(&kitchen, &[0, 4]), Err(Violation::Hands(0)));
    assert_eq!(check(&kitchen, &[-1, 4]), Err(Violation::Past(0)));
    assert_eq!(check(&kitchen, &[0, 5]), Ok(()));
    kitchen.steps[1].after = vec![WaitsFor { step: 0, keeps: Some(2) }];
    assert_eq!(check(&kitchen, &[0, 8]), Err(Violation::TooLate(0)));
    assert_eq!(check(&kitchen, &[5, 0]), Err(Violation::TooEarly(1)));
    kitchen.steps[1].oven = Some(OvenHeat::of(200));
    kitchen.steps[1].racks = 3;
    assert_eq!(check(&kitchen, &[0, 5]), Err(Violation::Racks(1)));
    kitchen.steps[1].racks = 1;
    assert_eq!(check(&kitchen, &[0, 5]), Err(Violation::Oven(1)));
    assert_eq!(check(&kitchen, &[8, 15]), Ok(()));
}

#[test]
fn a_project_is_planned_by_the_same_search() {
    let project = Project {
        lasts: vec![0, 4, 3, 5, 2, 0],
        needs: vec![[0; 4], [2, 0, 0, 1], [1, 0, 0, 0], [2, 1, 0, 0], [1, 1, 0, 0], [0; 4]],
        order: vec![(0, 1), (0, 2), (0, 3), (1, 4), (2, 5), (3, 5), (4, 5)],
        room: [3, 1, 1, 1],
    };
    let (best, bound, proven) = project.plan(&after(50_000), &mut |_| {});
    let best = best.unwrap();
    assert!(proven && project.is_valid(&best.starts));
    assert_eq!((best.length, bound), (11, 11));
}
