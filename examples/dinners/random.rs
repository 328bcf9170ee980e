//! Random dinners out of the shapes that dishes really have.

use baste::plan::{Kitchen, KitchenDish, KitchenStep, OvenHeat, Random, Stretch, WaitsFor};

/// `count` dishes; the same for the same seed.
pub(crate) fn dinner(count: usize, seed: u64, serve: Option<i32>) -> Kitchen {
    let mut random = Random::new(seed);
    let mut kitchen = Kitchen {
        steps: Vec::new(),
        dishes: Vec::new(),
        cooks: 1,
        burners: 4,
        racks: 2,
        preheat: 15,
        oven_now: None,
        serve,
        away: Vec::new(),
    };
    for dish in 0..count {
        let mut line = Line { kitchen: &mut kitchen, dish, last: None, keeps: None };
        let (name, weight) = line.any(&mut random);
        let last = line.last.unwrap_or(0);
        kitchen.dishes.push(KitchenDish { name: format!("{name}{dish}"), weight, last, before: 0 });
    }
    kitchen
}

/// The steps of one dish, each after the one before.
struct Line<'a> {
    kitchen: &'a mut Kitchen,
    dish: usize,
    last: Option<usize>,
    keeps: Option<i32>,
}

impl Line<'_> {
    fn any(&mut self, r: &mut Random) -> (&'static str, i32) {
        let warm = |r: &mut Random| 150 + 10 * r.between(0, 7);
        match r.below(9) {
            0 => {
                let heat = warm(r);
                self.hands("season", r.between(5, 15), 120);
                let lasts = r.between(45, 110);
                let host = self.oven("roast", lasts, heat, r.between(1, 2), &[50], 0);
                self.beside("stir a glaze", r.between(3, 8), host, lasts - 30);
                if r.below(2) == 0 {
                    self.hands("brush", 3, 15);
                    self.oven("glaze", r.between(10, 25), heat + 30 * r.between(-1, 1), 1, &[], 0);
                }
                self.open("rest", r.between(5, 20), 30);
                self.hands("carve", 5, 0);
                ("roast", 2)
            }
            1 => {
                self.hands("peel", r.between(8, 15), 120);
                self.hob("boil", r.between(8, 12), &[], 0);
                self.hands("shake", 3, 60);
                self.oven("roast", r.between(35, 55), 190 + 10 * r.between(0, 3), 1, &[50], 0);
                self.hands("serve", 2, 0);
                ("potatoes", 2)
            }
            2 => {
                self.hands("wash", 3, 60);
                self.hob("simmer", r.between(12, 20), &[], 0);
                self.open("rest", 5, 20);
                self.hands("fluff", 1, 0);
                ("rice", 1)
            }
            3 => {
                self.hands("wash", 4, 120);
                self.hands("cut", r.between(5, 10), 120);
                self.fry("fry", r.between(5, 9), 0);
                self.hands("serve", 1, 0);
                ("greens", 3)
            }
            4 => {
                self.hands("slice", r.between(8, 15), 120);
                self.open("chill", r.between(20, 40), 720);
                self.hands("dress", 3, 0);
                ("salad", 0)
            }
            5 => {
                self.hands("slice", r.between(10, 20), 120);
                self.hob("sauce", r.between(6, 10), &[50], 20);
                self.hands("layer", 5, 60);
                self.oven("bake", r.between(30, 60), warm(r), 1, &[], 0);
                self.open("stand", 5, 20);
                self.hands("serve", 2, 0);
                ("gratin", 1)
            }
            6 => {
                self.hands("chop", r.between(8, 15), 120);
                self.fry("sweat", r.between(5, 8), 0);
                self.hob("simmer", r.between(25, 60), &[33, 66], 20);
                self.hands("blend", 4, 0);
                ("soup", 1)
            }
            7 => {
                self.hands("mix", r.between(8, 15), 0);
                self.open("proof", r.between(30, 60), 30);
                self.hands("shape", 5, 20);
                self.oven("bake", r.between(20, 40), warm(r) + 20, 1, &[], 0);
                self.open("cool", 10, 120);
                self.hands("slice", 2, 0);
                ("bread", 1)
            }
            _ => {
                self.hands("season", 4, 60);
                self.fry("sear", r.between(4, 8), 0);
                self.oven("finish", r.between(6, 14), warm(r), 1, &[], 0);
                self.open("rest", 5, 10);
                self.hands("serve", 2, 0);
                ("steak", 3)
            }
        }
    }

    /// Adds a step; `keeps` is for its own result.
    fn add(&mut self, name: &str, lasts: i32, keeps: i32) -> &mut KitchenStep {
        let index = self.kitchen.steps.len();
        let mut after: Vec<WaitsFor> = self.last.map(|step| WaitsFor { step, keeps: self.keeps }).into_iter().collect();
        for (step, other) in self.kitchen.steps.iter().enumerate() {
            let waited = self.kitchen.steps.iter().any(|later| later.follows(step));
            if other.dish == self.dish && other.beside.is_some() && !waited {
                after.push(WaitsFor { step, keeps: Some(60) });
            }
        }
        let name = format!("{name}{}", self.dish);
        self.kitchen.steps.push(KitchenStep { dish: self.dish, name, lasts, after, ..KitchenStep::default() });
        (self.last, self.keeps) = (Some(index), Some(keeps));
        &mut self.kitchen.steps[index]
    }

    fn hands(&mut self, name: &str, lasts: i32, keeps: i32) {
        self.add(name, lasts, keeps).hands = vec![Stretch { from: 0, lasts }];
    }
    fn open(&mut self, name: &str, lasts: i32, keeps: i32) {
        self.add(name, lasts, keeps).open = true;
    }
    fn fry(&mut self, name: &str, lasts: i32, keeps: i32) {
        let step = self.add(name, lasts, keeps);
        (step.hands, step.burner) = (vec![Stretch { from: 0, lasts }], true);
    }
    fn hob(&mut self, name: &str, lasts: i32, cues: &[i32], keeps: i32) {
        let step = self.add(name, lasts, keeps);
        (step.hands, step.burner) = (watched(lasts, cues), true);
    }
    fn oven(&mut self, name: &str, lasts: i32, celsius: i32, racks: i32, cues: &[i32], keeps: i32) -> usize {
        let step = self.add(name, lasts, keeps);
        (step.hands, step.oven, step.racks) = (watched(lasts, cues), Some(OvenHeat::of(celsius)), racks);
        self.kitchen.steps.len() - 1
    }
    fn beside(&mut self, name: &str, lasts: i32, host: usize, from: i32) {
        self.kitchen.steps.push(KitchenStep {
            dish: self.dish,
            name: format!("{name}{}", self.dish),
            lasts,
            hands: vec![Stretch { from: 0, lasts }],
            burner: true,
            beside: Some((host, from.max(0))),
            ..KitchenStep::default()
        });
    }
}

/// A minute at the start, at each cue (in percent) and at the end.
fn watched(lasts: i32, cues: &[i32]) -> Vec<Stretch> {
    let cues = cues.iter().map(|percent| percent * lasts / 100);
    [0].into_iter().chain(cues).chain([lasts - 1]).map(|from| Stretch { from, lasts: 1 }).collect()
}
