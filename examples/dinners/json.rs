//! Dinners as JSON, which other planners can read too.

use baste::plan::{Kitchen, KitchenDish, KitchenStep, OvenHeat, Stretch, WaitsFor};
use serde_json::{Value, json};
use std::error::Error;

/// "For ever" in a file.
const EVER: i64 = (i32::MAX / 4) as i64;

pub(crate) fn read(text: &str) -> Result<Kitchen, Box<dyn Error>> {
    let all: Value = serde_json::from_str(text)?;
    let steps = all["steps"].as_array().ok_or("`steps` is missing")?.iter().map(step).collect();
    let dishes = all["dishes"].as_array().ok_or("`dishes` is missing")?.iter().map(|dish| KitchenDish {
        name: dish["name"].as_str().unwrap_or_default().to_owned(),
        weight: int(&dish["weight"]),
        last: index(&dish["last"]),
        before: int(&dish["before"]),
    });
    let away = all["away"].as_array().map(|away| away.iter().map(stretch).collect());
    Ok(Kitchen {
        steps,
        dishes: dishes.collect(),
        cooks: int(&all["cooks"]),
        burners: int(&all["burners"]),
        racks: int(&all["racks"]),
        preheat: int(&all["preheat"]),
        oven_now: heat(&all["oven_now"]),
        serve: all["serve"].as_i64().and_then(|at| i32::try_from(at).ok()),
        away: away.unwrap_or_default(),
    })
}

fn step(step: &Value) -> KitchenStep {
    let list = |key: &str| step[key].as_array().cloned().unwrap_or_default();
    let link = |link: &Value| WaitsFor {
        step: index(&link["from"]),
        keeps: link["keeps"].as_i64().filter(|keeps| *keeps < EVER).and_then(|keeps| i32::try_from(keeps).ok()),
    };
    KitchenStep {
        dish: index(&step["dish"]),
        name: step["name"].as_str().unwrap_or_default().to_owned(),
        lasts: int(&step["dur"]),
        hands: list("hands").iter().map(stretch).collect(),
        burner: step["burner"].as_bool().unwrap_or(false),
        oven: heat(&step["oven"]),
        racks: int(&step["racks"]),
        after: list("after").iter().map(link).collect(),
        beside: step["beside"].as_array().map(|_| (index(&step["beside"][0]), int(&step["beside"][1]))),
        open: step["open"].as_bool().unwrap_or(false),
        begun: step["fixed"].as_i64().and_then(|at| i32::try_from(at).ok()),
    }
}

fn int(value: &Value) -> i32 {
    value.as_i64().and_then(|n| i32::try_from(n).ok()).unwrap_or(0)
}
fn index(value: &Value) -> usize {
    value.as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(usize::MAX)
}
fn stretch(value: &Value) -> Stretch {
    Stretch { from: int(&value[0]), lasts: int(&value[1]) }
}
fn heat(value: &Value) -> Option<OvenHeat> {
    value.as_i64().and_then(|celsius| i32::try_from(celsius).ok()).map(OvenHeat::of)
}

pub(crate) fn write(kitchen: &Kitchen) -> String {
    let pair = |s: &Stretch| json!([s.from, s.lasts]);
    let steps = kitchen.steps.iter().map(|step| {
        let link = |link: &WaitsFor| json!({ "from": link.step, "keeps": link.keeps.map_or(EVER, i64::from) });
        json!({
            "dish": step.dish, "name": step.name, "dur": step.lasts,
            "hands": step.hands.iter().map(pair).collect::<Vec<_>>(),
            "burner": step.burner, "oven": step.oven.map(|heat| heat.celsius), "racks": step.racks,
            "after": step.after.iter().map(link).collect::<Vec<_>>(),
            "beside": step.beside.map(|(host, from)| json!([host, from])),
            "open": step.open, "fixed": step.begun,
        })
    });
    let dish = |d: &KitchenDish| json!({ "name": d.name, "weight": d.weight, "last": d.last, "before": d.before });
    json!({
        "steps": steps.collect::<Vec<_>>(),
        "dishes": kitchen.dishes.iter().map(dish).collect::<Vec<_>>(),
        "cooks": kitchen.cooks, "burners": kitchen.burners, "racks": kitchen.racks, "preheat": kitchen.preheat,
        "oven_now": kitchen.oven_now.map(|heat| heat.celsius), "same": 10, "serve": kitchen.serve,
        "away": kitchen.away.iter().map(pair).collect::<Vec<_>>(),
    })
    .to_string()
}
