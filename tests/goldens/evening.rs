//! What is told of an evening, from beyond the screen: status, calls with their buttons, and what a command is given.

use crate::golden;
use baste::alert::{Channels, Standing, notices, served};
use baste::config::{Alerts, Sound};
use baste::engine::{Act, AlarmId};
use baste::recipe::read::read;
use baste::recipe::{Dish, Recipe, SetUp};
use baste::runtime::clock::real_now;
use baste::time::{Clock, Moment, Span};
use baste::ui::App;
use baste::ui::control::Control;
use baste::view::markup::Markup;
use baste::view::status::Status;
use baste::view::template::PLACEHOLDERS;
use std::fmt::Write;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

const RECIPES: &str = r#"
[[recipe]]
name = "Pork <b>belly</b>"
serves = 4
ingredients = ["1 kg belly"]
[[recipe.step]]
phase = "prep"
title = "Score and rub"
[[recipe.step]]
phase = "chill"
for = "30m+"
[[recipe.step]]
phase = "roast"
title = "First roast"
for = "30-40m"
oven = "350F"
cues = [{ at = "half", say = "Turn it" }, { at = "half", say = "Turn the tray" }, { at = "every 10m", say = "Baste it" }]
until = "Is the skin crisp?"
then = "Take it out. Oven down to 250 °F."
[[recipe.step]]
phase = "glaze"
title = "Stir the glaze"
while = "First roast"
at = "5m left"
do = "Stir honey and sherry."
[[recipe.step]]
phase = "roast"
title = "Second roast"
for = "10m"
oven = "450F"
[[recipe.step]]
phase = "rest"
for = "10m"
[[recipe.step]]
phase = "serve"
[[recipe]]
name = "Rice"
[[recipe.step]]
phase = "simmer"
for = "12m"
then = "Off the heat."
"#;

struct Evening {
    app: App,
    now: Moment,
    out: String,
    log: tempfile::Log,
}

mod tempfile {
    use std::path::{Path, PathBuf};
    pub(super) struct Log(PathBuf);
    impl Log {
        pub(super) fn new() -> Log {
            let path = std::env::temp_dir().join(format!("baste-golden-evening-{}", std::process::id()));
            let _ = std::fs::remove_dir_all(&path);
            std::fs::create_dir_all(&path).unwrap();
            Log(path)
        }
        pub(super) fn path(&self) -> &Path {
            &self.0
        }
    }
    impl Drop for Log {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }
}

fn recipes() -> Vec<Recipe> {
    let reading = read(RECIPES.as_bytes());
    assert!(!reading.is_broken(), "{:?}", reading.faults);
    reading.recipes
}

impl Evening {
    fn new() -> Evening {
        let now = Moment::millis(18 * 3_600_000);
        Evening { app: App::new(Vec::new(), Vec::new()), now, out: String::new(), log: tempfile::Log::new() }
    }
    fn add(&mut self, dish: Dish) {
        let act = self.app.add(dish);
        self.app.apply(act, self.now).unwrap();
    }
    fn later(&mut self, mins: i64) -> &mut Evening {
        self.now = self.now + Span::mins(mins);
        self
    }
    fn act(&mut self, act: Act) -> &mut Evening {
        self.app.apply(act, self.now).unwrap();
        self
    }
    fn heard(&mut self) -> &mut Evening {
        for alarm in self.app.session().alarms(self.now) {
            self.act(Act::Acknowledge { alarm: alarm.id });
        }
        self
    }
    /// A command from outside, and what it answers.
    fn asks(&mut self, words: &str) -> &mut Evening {
        let control = Control::parse(&words.split(' ').collect::<Vec<_>>()).unwrap();
        let answer = self.app.control(&control, self.now, &Clock::default());
        let (acts, said) = match answer {
            Ok((acts, said)) => (acts, format!("ok: {said}")),
            Err(why) => (Vec::new(), format!("no: {why}")),
        };
        writeln!(self.out, "$ {words}\n{said}\n").unwrap();
        for act in acts {
            self.act(act);
        }
        self
    }
    /// All that is told now.
    fn told(&mut self, what: &str) -> &mut Evening {
        let clock = Clock::default();
        let status = Status::of(self.app.session(), self.now, &clock);
        writeln!(self.out, "== {what}\n{}\n{}", status.line(), status.json()).unwrap();
        for (name, _) in PLACEHOLDERS {
            let text = status.format(&format!("{{{name}}}"), Markup::Plain).unwrap();
            writeln!(self.out, "{{{name}}} {text}").unwrap();
        }
        for call in self.app.calls(&self.app.scene(self.now)) {
            let offers: Vec<String> = call.offers.iter().map(|offer| format!("[{}]", offer.label())).collect();
            let id = format!("{:?}", call.alarm.level);
            writeln!(
                self.out,
                "call {id} {} | {} | {} | {:?} {}",
                call.dish,
                call.title,
                call.body,
                call.phase,
                offers.join(" ")
            )
            .unwrap();
        }
        writeln!(self.out).unwrap();
        self
    }
    /// What a command of the cook's own is given for all that stands, then for what is answered.
    fn commands(&mut self) -> &mut Evening {
        let script = self.log.path().join("tell");
        let log = self.log.path().join("log");
        let text = format!(
            "#!/bin/sh\nexec 9>>{0}.lock\n{{ for a in \"$@\"; do printf '%s\\n' \"arg $a\"; done; printenv | grep ^BASTE_ | sort; echo; }} >{0}.$$\nmv {0}.$$ {0}-$$\n",
            log.display()
        );
        fs::write(&script, text).unwrap();
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
        let fields = ["event", "kind", "title", "body", "dish", "due", "late", "calls", "json"];
        let args = fields.map(|field| format!("{field}={{{field}}}"));
        let run: Vec<String> = [script.to_string_lossy().into_owned()].into_iter().chain(args).collect();
        let sound = Sound { on: false, ..Sound::default() };
        let alerts =
            Alerts { desktop: false, terminal: false, stay_awake: false, sound, run: vec![run], ..Alerts::default() };
        let channels = Channels::new(&alerts, None, real_now, || {});
        let clock = Clock::default();
        let calls = self.app.calls(&self.app.scene(self.now));
        let notices = notices(&calls, self.now, false);
        let dishes = served(self.app.session());
        let mut wanted = 0;
        for (notices, served, count) in
            [(&notices[..], &[][..], notices.len()), (&[], &[], notices.len()), (&[], &dishes, dishes.len())]
        {
            channels.show(&Standing { served, ..Standing::of(notices, self.now, &clock) });
            wanted += count;
            let blocks = until(wanted, self.log.path());
            if blocks.len() == wanted {
                continue;
            }
            panic!("{} of {wanted} came", blocks.len());
        }
        channels.withdraw(Duration::from_secs(5));
        let mut blocks = until(wanted, self.log.path());
        blocks.sort();
        for block in blocks {
            self.out += &block;
        }
        self
    }
}

/// What the command wrote, once there is so much of it.
fn until(count: usize, folder: &Path) -> Vec<String> {
    let start = Instant::now();
    loop {
        let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let done = files.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("log-"));
        let blocks: Vec<String> = done.map(|path| fs::read_to_string(path).unwrap()).collect();
        if blocks.len() >= count || start.elapsed() > Duration::from_secs(20) {
            return blocks;
        }
        std::thread::yield_now();
    }
}

/// An evening with every state of a step and every kind of call.
fn evening() -> Evening {
    let mut e = Evening::new();
    e.told("nothing");
    let [pork, rice] = &recipes()[..] else { panic!() };
    e.add(Dish::prepare(pork, &SetUp::default()));
    e.told("a hands step");
    e.asks("done").told("chill").later(15).told("the oven is called for");
    let on = e.app.session().alarms(e.now).into_iter().find(|alarm| matches!(alarm.id, AlarmId::OvenOn(_)));
    if let Some(alarm) = on {
        e.act(Act::OvenOn { alarm: alarm.id }).told("the oven heats");
    }
    e.later(15).told("chill is ready, the oven is asked for").heard().told("heard").asks("done").told("waiting");
    e.later(3).asks("done").told("the roast waits for its food").asks("done").told("roast");
    e.later(12).told("a cue").asks("done").later(8).told("two cues of one moment").heard();
    e.add(Dish::timer("Eggs".to_owned(), Span::mins(7)));
    e.add(Dish::prepare(rice, &SetUp::default()));
    e.told("three things")
        .asks("done rice")
        .told("rice simmers")
        .asks("pause rice")
        .told("one is paused")
        .asks("go")
        .asks("pause first");
    e.later(6).told("a pause on the heat is called").asks("go first").later(2).told("more calls").heard();
    e.asks("more 5m eggs").asks("more rice").asks("undo").asks("done zzz").asks("done r");
    e.later(5).told("time to look").heard().told("in its window").later(9).told("over").commands().heard();
    e.later(3)
        .told("over and quiet")
        .asks("quiet")
        .asks("done first")
        .told("the next waits")
        .later(7)
        .told("waiting is called");
    e.asks("done").told("second roast").later(15).told("all is over").heard();
    e
}

#[test]
fn an_evening_is_told_the_same() {
    let mut e = evening();
    for words in ["done second", "done eggs", "done rice", "done stir"] {
        e.asks(words);
    }
    e.told("rest").later(12).told("rest is over").asks("quiet").asks("done rest").asks("done").told("served");
    e.later(2).told("oven off is called").asks("done").told("the end");
    let dishes = served(e.app.session());
    writeln!(e.out, "served: {:?}", dishes.iter().map(|dish| &dish.dish).collect::<Vec<_>>()).unwrap();
    golden("goldens/evening.txt", &e.out);
}
