//! Screens made by hand, one of each kind.

use baste::view::timeline::{Lane, LaneBar, LaneKind, TimelineView};
use baste::view::{
    Bar, BoardView, Body, Card, ClockState, EndRow, EndView, KeyHint, MainClock, Overlay, RingView, Screen, SetUpView,
    SettingRow, ShelfRow, ShelfView, StepLine, StepMark, TimedLine, TimelinePageView, TimelineStep,
};

/// Every kind, by name.
pub(crate) fn all() -> Vec<(&'static str, Screen)> {
    let over =
        |body: Screen, over: Overlay, keys: &[(&str, &str)]| Screen { over: Some(over), keys: hints(keys), ..body };
    vec![
        ("shelf", shelf()),
        ("shelf_search", {
            let mut screen = shelf();
            if let Body::Shelf(view) = &mut screen.body {
                view.filter = "pork".into();
                view.rows.truncate(2);
                view.fit = 2;
                view.faults.clear();
            }
            screen
        }),
        ("setup", setup()),
        ("board_one", board_one("37:04")),
        ("board_three", board_three()),
        ("window", window()),
        ("waiting", waiting()),
        ("paused", paused()),
        ("hands", hands()),
        ("ring_hard", ring_hard()),
        ("ring_calm", ring_calm()),
        ("timeline", timeline()),
        ("over", overdue()),
        ("idle", idle()),
        ("end", end()),
        (
            "prompt",
            over(
                board_one("37:04"),
                Overlay::Prompt {
                    question: "Out of the oven? If it is still in, it goes on cooking.".into(),
                    answers: hints(&[("Enter", "it is still in, go on"), ("Space", "it is out, pause")]),
                },
                &[("Enter", "go on"), ("Esc", "back")],
            ),
        ),
        (
            "help",
            over(
                board_one("37:04"),
                Overlay::Text { title: "Help".into(), lines: help(), from: 0 },
                &[("↑↓", "read on"), ("any other key", "back")],
            ),
        ),
        (
            "entry",
            over(
                board_one("37:04"),
                Overlay::Entry {
                    label: "New timer, such as: 12 rice".into(),
                    text: "rice".into(),
                    readings: Vec::new(),
                    picked: None,
                    fault: Some("A timer needs a length first: 12 rice, or 1h30 beans.".into()),
                },
                &[("Enter", "start it"), ("Esc", "no timer")],
            ),
        ),
    ]
}

/// Every text replaced by what a recipe might hold at its worst.
pub(crate) fn hostile() -> Vec<(&'static str, Screen)> {
    let bad = "餃子\u{301}\u{200b}\u{1b}[31m\u{202e}👩‍👩‍👧‍👦e\u{301}\u{301}\u{301}\tﾞ🇨🇭ÀÀ ﷽ \u{feff}-".repeat(3);
    let mut board = board_three();
    if let Body::Board(view) = &mut board.body {
        view.title = bad.clone();
        view.you = bad.clone();
        view.next = bad.clone();
        view.eat = bad.clone();
        if let Some(hero) = &mut view.hero {
            hero.label = bad.clone();
            hero.digits = bad.clone();
            hero.detail = bad.clone();
            hero.bar = Some(Bar { done: u16::MAX, window: Some(u16::MAX) });
        }
        for card in &mut view.cards {
            card.name = bad.clone();
            card.left = bad.clone();
        }
    }
    board.keys = vec![KeyHint { key: bad.clone(), does: bad.clone() }; 3];
    board.banner = Some(bad.clone());
    board.note = Some(bad.clone());
    let mut ring = ring_hard();
    if let Body::Ring(view) = &mut ring.body {
        view.big = bad.clone();
        view.words = vec![bad.clone(); 9];
        view.also = vec![bad.clone(); 9];
        view.keys = vec![KeyHint { key: bad.clone(), does: bad.clone() }; 9];
    }
    let mut setup = setup();
    if let Body::SetUp(view) = &mut setup.body {
        view.ingredients = vec![bad.clone(); 50];
        view.steps = vec![StepLine { mark: StepMark::Ahead, text: bad.clone(), time: bad.clone() }; 50];
        view.picked = usize::MAX;
    }
    let mut shelf = shelf();
    if let Body::Shelf(view) = &mut shelf.body {
        view.picked = usize::MAX;
        view.filter = bad.clone();
        view.faults = vec![bad.clone(); 9];
    }
    let text = Screen {
        over: Some(Overlay::Text { title: bad.clone(), lines: vec![bad.clone(); 9], from: usize::MAX }),
        ..board.clone()
    };
    let entry = Screen {
        over: Some(Overlay::Entry {
            label: bad.clone(),
            text: bad.clone(),
            readings: vec![bad.clone(); 3],
            picked: Some(1),
            fault: Some(bad),
        }),
        ..board.clone()
    };
    vec![
        ("hostile board", board),
        ("hostile ring", ring),
        ("hostile setup", setup),
        ("hostile shelf", shelf),
        ("hostile text", text),
        ("hostile entry", entry),
    ]
}

fn hints(keys: &[(&str, &str)]) -> Vec<KeyHint> {
    keys.iter().map(|(key, does)| KeyHint { key: (*key).into(), does: (*does).into() }).collect()
}

fn screen(body: Body, keys: &[(&str, &str)]) -> Screen {
    Screen { banner: None, body, over: None, note: None, keys: hints(keys) }
}

fn texts(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).into()).collect()
}

fn step(mark: StepMark, text: &str, time: &str) -> StepLine {
    StepLine { mark, text: text.into(), time: time.into() }
}

fn steps(now: usize) -> Vec<StepLine> {
    let all = [
        ("Score the skin", "5 min"),
        ("Chill, uncovered", "8 h or longer"),
        ("Oven on · 350 °F", "15 min"),
        ("Roast · 350 °F", "1 h"),
        ("Stir honey and sherry together", "5 min"),
        ("Baste", "2 min"),
        ("Glaze · 250 °F", "20 min"),
        ("Baste again", "2 min"),
        ("Glaze · 250 °F", "10 min"),
        ("Cool", "10 min"),
        ("Slice and serve", "2 min"),
    ];
    let mark = |at: usize| match at.cmp(&now) {
        std::cmp::Ordering::Less => StepMark::Done,
        std::cmp::Ordering::Equal => StepMark::Now,
        std::cmp::Ordering::Greater => StepMark::Ahead,
    };
    all.iter().enumerate().map(|(at, (text, time))| step(mark(at), text, time)).collect()
}

fn shelf() -> Screen {
    let rows = [
        ("Honey glazed crispy pork belly", "serves 4 · about 2 h 10"),
        ("Caramelized pork belly", "serves 4 · about 3 h"),
        ("Soft boiled eggs", "serves 2 · about 12 min"),
        ("Sourdough loaf", "makes 1 loaf · about 22 h"),
        ("Roast chicken with potatoes", "serves 4 · about 1 h 50"),
        ("Plain rice", "serves 4 · about 30 min"),
    ];
    let rows: Vec<ShelfRow> = rows
        .iter()
        .map(|(name, detail)| ShelfRow { name: (*name).into(), detail: (*detail).into(), ..ShelfRow::default() })
        .collect();
    screen(
        Body::Shelf(ShelfView {
            clock: "18:12".into(),
            filter: String::new(),
            total: rows.len(),
            fit: rows.len(),
            timers: 0,
            rows,
            from: 0,
            picked: 1,
            status: None,
            more_faults: 0,
            faults: texts(&["stew.toml, line 12: unknown phase `rost`: did you mean `roast`?"]),
        }),
        &[("Enter", "open Caramelized pork belly"), ("↑↓", "choose"), ("type", "to search"), ("Esc", "leave")],
    )
}

fn setup() -> Screen {
    let setting = |label: &str, value: &str| SettingRow { label: label.into(), value: value.into() };
    screen(
        Body::SetUp(SetUpView {
            title: "Honey glazed crispy pork belly".into(),
            clock: "18:12".into(),
            settings: vec![
                setting("Servings", "4"),
                setting("Chill how long?", "overnight, 8 h or longer"),
                setting("Oven in", "°F"),
            ],
            picked: 1,
            ingredients: texts(&[
                "1 kg pork belly, skin on",
                "2 teaspoons salt",
                "1 teaspoon five-spice powder",
                "Glaze:",
                "4 tablespoons honey",
                "2 tablespoons dry sherry, or another dry wine that is not too sour",
                "1 tablespoon soy sauce",
            ]),
            ready: texts(&["Ready about 20:14 to 20:35", "2 h 5 to 2 h 25"]),
            warnings: texts(&["Times are for 4: more meat may need longer. Go by the signs."]),
            steps: steps(99).into_iter().map(|step| StepLine { mark: StepMark::Ahead, ..step }).collect(),
            notes: texts(&["Dry the skin well: it will not blister otherwise."]),
        }),
        &[("Enter", "start the dish"), ("←→", "change"), ("↑↓", "choose"), ("i", "ingredients"), ("Esc", "back")],
    )
}

/// The board that runs for hours: one step in the oven, something for the hands.
pub(crate) fn board_one(digits: &str) -> Screen {
    screen(
        Body::Board(Box::new(BoardView {
            oven: "Oven 350 °F".into(),
            title: "Honey glazed crispy pork belly · 4".into(),
            clock: "18:12".into(),
            eat: "eat about 19:35".into(),
            hero: Some(MainClock {
                label: "ROAST".into(),
                what: "out in".into(),
                digits: digits.into(),
                mood: ClockState::Running,
                bar: Some(Bar { done: 380, window: None }),
                detail: "Skin side up, uncovered. Until: the skin is dry and blistered".into(),
                heat: "350 °F".into(),
                end: "out 18:49".into(),
                picked: false,
            }),
            cards: vec![],
            you: "Stir honey and sherry together".into(),
            you_time: "2 of about 5 min".into(),
            you_large: "STIR THE GLAZE".into(),
            you_more: "Stir honey and sherry together".into(),
            uses: "3 tbsp honey · 2 tbsp dry sherry".into(),
            calls: Vec::new(),
            timeline: Some(meal()),
            next: "Take it out, oven down to 250 °F, baste".into(),
            next_time: "18:49".into(),
            then: "Glaze 20 min · baste · 10 min · cool · slice · serve".into(),
            steps: steps(3),
        })),
        &[
            ("Enter", "glaze is stirred"),
            ("Space", "pause"),
            ("↑↓", "1 min"),
            ("u", "undo"),
            ("n", "timer"),
            ("?", "help"),
        ],
    )
}

/// An evening with the honey belly and rice.
pub(crate) fn meal() -> TimelineView {
    let bar = |from: i64, to: i64, short: &str, heat: &str, mark: StepMark| LaneBar {
        from,
        to,
        label: format!("{short} {heat}").trim_end().to_owned(),
        short: short.into(),
        mark,
        hands: to - from < 5,
        picked: false,
    };
    let lane = |kind, name: &str, bars| Lane { kind, name: name.into(), bars };
    let (done, now, ahead) = (StepMark::Done, StepMark::Now, StepMark::Ahead);
    TimelineView {
        from: 0,
        to: 145,
        now: 70,
        hours: vec![(48, "18:00".into()), (108, "19:00".into())],
        lanes: vec![
            lane(
                LaneKind::Dish,
                "Pork belly",
                vec![
                    bar(0, 14, "rub", "", done),
                    bar(14, 44, "chill", "", done),
                    bar(44, 104, "roast", "350 °F", now),
                    bar(104, 107, "baste", "", ahead),
                    bar(107, 127, "glaze", "250 °F", ahead),
                    bar(127, 137, "finish", "", ahead),
                    bar(137, 145, "cool", "", ahead),
                ],
            ),
            lane(LaneKind::Dish, "", vec![bar(66, 71, "glaze pan", "", now)]),
            lane(LaneKind::Dish, "Rice", vec![bar(64, 76, "simmer", "", now), bar(76, 140, "stands", "", ahead)]),
            lane(
                LaneKind::Oven,
                "Oven",
                vec![
                    bar(30, 44, "heat", "", done),
                    bar(44, 104, "350 °F", "", now),
                    bar(104, 137, "250 °F", "", ahead),
                ],
            ),
            lane(LaneKind::Burners, "Hob", vec![bar(64, 76, "rice", "", now)]),
            lane(LaneKind::Hands, "You", vec![bar(66, 71, "stir", "", now), bar(104, 107, "baste", "", ahead)]),
        ],
    }
}

fn board_three() -> Screen {
    let card = |name: &str, oven: &str, done: u16, left: &str, end: &str, mood, picked| Card {
        name: name.into(),
        oven: oven.into(),
        bar: Some(Bar { done, window: None }),
        left: left.into(),
        end: end.into(),
        mood,
        picked,
    };
    screen(
        Body::Board(Box::new(BoardView {
            oven: "Oven 350 °F".into(),
            title: "Dinner".into(),
            clock: "18:43".into(),
            eat: "eat about 19:35".into(),
            hero: Some(MainClock {
                label: "RICE · SIMMER".into(),
                what: "take off the heat in".into(),
                digits: "2:14".into(),
                mood: ClockState::Running,
                bar: Some(Bar { done: 850, window: None }),
                detail: "Lid on, lowest heat".into(),
                heat: String::new(),
                end: String::new(),
                picked: false,
            }),
            cards: vec![
                card("Pork · roast", "170 °C", 880, "5:58", "out 18:49", ClockState::Running, true),
                card("Pork · glaze pan", "", 400, "8:30", "stir 18:51", ClockState::Running, false),
                card("Beans · blanch", "", 600, "paused at 12:10", "", ClockState::Paused, false),
            ],
            you: "nothing till 18:45".into(),
            you_time: String::new(),
            you_large: String::new(),
            you_more: String::new(),
            uses: String::new(),
            calls: [("18:45", "Rice off the heat"), ("18:49", "Pork out, brush"), ("18:51", "Slurry into glaze")]
                .map(|(time, text)| TimedLine { time: time.into(), text: text.into() })
                .to_vec(),
            timeline: Some(meal()),
            next: "18:45 rice off the heat · 18:49 pork out, brush · 18:51 slurry into glaze".into(),
            next_time: String::new(),
            then: String::new(),
            steps: steps(3),
        })),
        &[
            ("Tab", "pick Pork · glaze pan"),
            ("Space", "pause"),
            ("↑↓", "1 min"),
            ("u", "undo"),
            ("n", "new timer"),
            ("?", "help"),
        ],
    )
}

fn timeline() -> Screen {
    let step = |mark, time: &str, text: &str, length: &str| TimelineStep {
        mark,
        time: time.into(),
        text: text.into(),
        length: length.into(),
    };
    screen(
        Body::Timeline(TimelinePageView {
            title: "Dinner".into(),
            clock: "18:22".into(),
            eat: "eat about 19:35".into(),
            timeline: meal(),
            steps: vec![
                step(StepMark::Done, "17:12", "Pork belly · Rub", "14 min"),
                step(StepMark::Done, "17:26", "Pork belly · Chill", "30 min"),
                step(StepMark::Now, "17:56", "Pork belly · Roast · 350 °F", "1 h"),
                step(StepMark::Now, "18:16", "Rice · Simmer", "12 min"),
                step(StepMark::Ahead, "18:56", "Pork belly · Baste", "3 min"),
                step(StepMark::Ahead, "18:59", "Pork belly · Glaze · 250 °F", "20 min"),
                step(StepMark::Ahead, "19:19", "Pork belly · Finish", "10 min"),
                step(StepMark::Ahead, "19:29", "Pork belly · Cool", "8 min"),
            ],
            picked: 3,
        }),
        &[("↑↓", "step"), ("←→", "less or more of the meal"), ("Enter", "its text"), ("t", "back to the board")],
    )
}

fn overdue() -> Screen {
    let mut screen = board_one("+1:12");
    screen.keys = hints(&[("Enter", "glaze pan is done"), ("u", "undo"), ("?", "help")]);
    if let Body::Board(view) = &mut screen.body {
        view.you = "Take it off the heat.".into();
        view.you_more = view.you.clone();
        view.you_large = "TAKE IT OUT".into();
        view.you_time = String::new();
        if let Some(hero) = &mut view.hero {
            hero.label = "GLAZE PAN".into();
            hero.what = "over by".into();
            hero.mood = ClockState::Overdue;
            hero.detail = "It is thick and glossy?".into();
            hero.heat = "medium heat".into();
            hero.end = String::new();
        }
    }
    screen
}

fn idle() -> Screen {
    let mut screen = board_one("1h04:10");
    if let Body::Board(view) = &mut screen.body {
        view.you = "Nothing till 18:49".into();
        view.you_more = view.you.clone();
        view.you_large = String::new();
        view.you_time = String::new();
        view.uses = String::new();
    }
    screen
}

fn window() -> Screen {
    let mut screen = board_one("3:47");
    screen.keys =
        hints(&[("Enter", "done, out it comes"), ("↑", "a minute more at the end"), ("u", "undo"), ("?", "help")]);
    if let Body::Board(view) = &mut screen.body {
        view.title = "Caramelized pork belly · 4".into();
        view.you = "Look every minute. Tent with foil if it darkens.".into();
        view.you_time = String::new();
        view.next = "Take it out · rest 10 min".into();
        view.next_time = "19:25".into();
        view.then = String::new();
        view.hero = Some(MainClock {
            label: "GLAZE".into(),
            what: "out at the latest in".into(),
            digits: "3:47".into(),
            mood: ClockState::Window,
            bar: Some(Bar { done: 810, window: Some(750) }),
            detail: "220 °C · LOOK: deeply caramelized and sticky?".into(),
            heat: String::new(),
            end: String::new(),
            picked: true,
        });
    }
    screen
}

fn waiting() -> Screen {
    let mut screen = window();
    screen.keys =
        hints(&[("Enter", "it is in, start 15 min"), ("↓", "it went in a minute ago"), ("u", "undo"), ("?", "help")]);
    screen.note = Some("No notifications, no sound: only this screen will call you".into());
    if let Body::Board(view) = &mut screen.body {
        view.eat = "eat about 19:31 (was 19:28)".into();
        view.you = "Pork into the oven, then press Enter: the clock starts then, not before".into();
        view.next = "Look at it".into();
        view.next_time = "19:13".into();
        view.hero = Some(MainClock {
            label: "PUT THE PORK IN".into(),
            what: "the oven has been hot for".into(),
            digits: "+2 min".into(),
            mood: ClockState::Waiting,
            bar: None,
            detail: "Oven 220 °C · then GLAZE 15 to 20 min: brush once more halfway".into(),
            heat: String::new(),
            end: String::new(),
            picked: false,
        });
    }
    screen
}

fn paused() -> Screen {
    let mut screen = window();
    screen.banner = Some("Rehearsal, 60 times as fast. Nothing is kept.".into());
    screen.keys = hints(&[("Space", "go on"), ("u", "undo"), ("?", "help")]);
    if let Body::Board(view) = &mut screen.body {
        view.eat = "eat about 19:35 or later".into();
        view.you = "Out of the oven? If it is still in, it goes on cooking: press Space".into();
        view.next = "Calls you when it has been paused for 5 minutes".into();
        view.next_time = String::new();
        view.hero = Some(MainClock {
            label: "PAUSED".into(),
            what: "roast, was at".into(),
            digits: "12:10".into(),
            mood: ClockState::Paused,
            bar: Some(Bar { done: 660, window: None }),
            detail: "Paused for 4 min".into(),
            heat: String::new(),
            end: String::new(),
            picked: true,
        });
    }
    screen
}

fn hands() -> Screen {
    let mut screen = board_one("");
    screen.keys = hints(&[("Enter", "the skin is scored"), ("u", "undo"), ("n", "timer"), ("?", "help")]);
    if let Body::Board(view) = &mut screen.body {
        view.hero = None;
        view.you_large = "SCORE AND RUB".into();
        view.you_more =
            "Score the skin in a fine lattice, not into the meat. Rub salt and five-spice into the cuts.".into();
        view.you = format!("Score and rub: {}", view.you_more);
        view.next = "Chill, uncovered, 8 h or longer".into();
        view.next_time = String::new();
        view.steps = steps(0);
    }
    screen
}

fn ring_hard() -> Screen {
    screen(
        Body::Ring(RingView {
            calm: false,
            dish: "Pork belly".into(),
            clock: "18:55".into(),
            big: "BASTE".into(),
            heat: "350 → 250 °F".into(),
            words: texts(&["Roast is done. Take it out. Oven down to 250 °F.", "Then baste all over with the glaze."]),
            over: "6 min 12 s over".into(),
            eat: "eat about 19:41 (was 19:35)".into(),
            also: texts(&["also waiting: Rice, simmer, 40 s over"]),
            keys: hints(&[
                ("any key", "quiet, I heard it (calls again in 2 min)"),
                ("then Enter", "it is out: go on to Baste"),
                ("or ↑", "5 more minutes of roasting"),
            ]),
            edge: true,
        }),
        &[],
    )
}

fn ring_calm() -> Screen {
    screen(
        Body::Ring(RingView {
            calm: true,
            dish: "Sourdough loaf".into(),
            clock: "9:05".into(),
            big: "PROOFED".into(),
            heat: String::new(),
            words: texts(&["Ready from now on. Has it doubled?"]),
            over: "ready for 5 min".into(),
            eat: String::new(),
            also: vec![],
            keys: hints(&[("any key", "quiet"), ("then Enter", "go on to Shape")]),
            edge: false,
        }),
        &[],
    )
}

fn end() -> Screen {
    let row = |name: &str, took: &str, planned: &str, parts: (u16, u16)| EndRow {
        name: name.into(),
        took: took.into(),
        planned: planned.into(),
        parts,
    };
    screen(
        Body::End(EndView {
            title: "Served at 19:41".into(),
            dish: "Pork belly".into(),
            clock: "19:44".into(),
            later: Vec::new(),
            rows: vec![
                row("Score the skin", "7 min", "5 min", (109, 78)),
                row("Roast", "1 h 4", "1 h", (1000, 937)),
                row("Baste", "2 min", "2 min", (31, 31)),
                row("Glaze", "20 min", "20 min", (312, 312)),
                row("Glaze again", "11 min", "10 min", (171, 156)),
                row("Cool", "10 min", "10 min", (156, 156)),
                row("Slice and serve", "6 min", "2 min", (93, 31)),
            ],
            total: "2 h 12, planned 2 h 5".into(),
        }),
        &[("Enter", "back to the recipes"), ("q", "leave")],
    )
}

fn help() -> Vec<String> {
    let mut lines = texts(&[
        "While something runs:",
        "Enter   what the last line says",
        "Space   pause, and go on",
        "↑ ↓     a minute more, a minute less (also = and -)",
        "Tab     pick the next countdown",
        "When it rings:",
        "The first key of any kind only makes it quiet. After that, Enter means that it is done and ↑ gives it five minutes more.",
        "At any time:",
    ]);
    for (key, does) in [
        ("u", "take back what you did last"),
        ("n", "a new timer"),
        ("i", "ingredients"),
        ("h ?", "this help"),
        ("q", "leave: keep it running, stop it, or stay"),
    ] {
        lines.push(format!("{key:8}{does}"));
    }
    lines
}
