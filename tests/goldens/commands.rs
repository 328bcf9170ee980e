//! What the commands print, and their exit codes, in a home of their own.

use crate::golden;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

struct Home(PathBuf);

impl Drop for Home {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Home {
    fn new() -> Home {
        let path = std::env::temp_dir().join(format!("baste-goldens-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("run")).unwrap();
        Home(path)
    }
    fn file(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    /// `$ baste …`, what it prints, and its exit code.
    fn run(&self, args: &[&str], into: &mut String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_baste"));
        command.args(args).current_dir(&self.0).env_clear().stdin(Stdio::null());
        command
            .env("HOME", &self.0)
            .env("XDG_RUNTIME_DIR", self.0.join("run"))
            .env("TZ", "UTC")
            .env("PATH", "/usr/bin:/bin");
        let output = command.output().unwrap();
        let home = self.0.to_string_lossy().into_owned();
        let text = |bytes: &[u8]| -> String {
            let text = String::from_utf8_lossy(bytes).replace(&home, "HOME");
            // What is told by the time of day differs from run to run.
            let lines = text.split_inclusive('\n').map(|line| {
                match (line.split_once("ready about"), line.split_once("\"clock\":")) {
                    (Some(("Begun now, ", _)), _) => "Begun now, ready about TIME\n".to_owned(),
                    (_, Some((before, _))) => format!("{before}\"clock\":TIME}}\n"),
                    (_, _) => line.to_owned(),
                }
            });
            lines.collect()
        };
        *into += &format!("$ baste {}\n{}", args.join(" "), text(&output.stdout));
        let said = text(&output.stderr);
        if !said.is_empty() {
            *into += &format!("-- on standard error:\n{said}");
        }
        *into += &format!("-- exit {}\n\n", output.status.code().unwrap());
    }
}

const GOOD: &str = r#"
name = "Toast"
serves = 2
tags = ["quick"]
ingredients = ["2 slices bread", "Spread:", "1 tbsp butter"]
claims = { total = "10m" }

[[step]]
phase = "bake"
for = "4-5m"
oven = "200C"
cues = [{ at = "half", say = "Turn it" }, { at = "1m left", say = "Look" }]
until = "Is it brown?"
then = "Take it out."

[[step]]
phase = "serve"
do = "Spread it."
"#;

/// A file with faults of every kind that a cook makes.
const BAD: &str = r#"
name = "Bad"
serves = "four"
taste = "salty"

[[step]]
phase = "rost"
for = "15-"
oven = "350"

[[step]]
phase = "rest"
for = "0m"
while = "roast"
cues = [{ at = "soon", say = "x" }]
only-if = "never"

[[step]]
phase = "bake"
for = "1M"
notes = "too late"
"#;

const UNQUOTED: &str = "name = Toast\n[[step]]\nphase = \"bake\nfor = \"5m\"\nname = \"a\"\nname = \"b\"\n[[step]\n";
const OPEN_LIST: &str = "name = \"List\"\ningredients = [\"a\" \"b\",\n[[step]]\nphase = \"prep\"\n\\\n";

const SETTINGS: &str = r#"
units = "C"
[alerts]
desktop = false
terminal = false
stay-awake = false
quiet-hours = "22:00 - 07:00"
run = [["ntfy", "publish", "{title}"]]
[alerts.sound]
on = true
volume = 40
[alerts.voice]
on = true
"#;

const BAD_SETTINGS: &str = "[alerts]\ndesktop = \"yes\"\nquiet-hours = \"late\"\nloud = 3\nrun = [\"lamp\", [\"a\", \"{nope}\"]]\n[alerts.sound]\nvolume = 200\n";

#[test]
fn every_command_prints_the_same() {
    let home = Home::new();
    home.file("good.toml", GOOD);
    home.file("bad.toml", BAD);
    home.file("unquoted.toml", UNQUOTED);
    home.file("open.toml", OPEN_LIST);
    home.file("page.html", "<html><body><h1>Nothing</h1><p>Hello.</p></body></html>");
    home.file("empty.txt", "");
    home.file("text.txt", "Rice\n\nServes 2\n\nIngredients\n\n200 g rice\n400 ml water\n\nMethod\n\nSimmer the rice in the water for 12 minutes. Rest for 5 minutes.\n");
    home.file("picture.png", "\u{0}\u{1}PNG\u{0}");
    let mut out = String::new();
    let mut run = |args: &[&str]| home.run(args, &mut out);
    for help in [
        "",
        "list",
        "show",
        "check",
        "timer",
        "status",
        "pause",
        "go",
        "done",
        "quiet",
        "more",
        "undo",
        "keep",
        "import",
        "config",
        "alert-test",
    ] {
        let args: Vec<&str> = [help, "--help"].into_iter().filter(|word| !word.is_empty()).collect();
        run(&args);
    }
    for args in [
        &["--version"][..],
        &["list"],
        &["list", "pork", "under:3h"],
        &["list", "nothing-like-it"],
        &["list", ">25mx"],
        &["show", "pork"],
        &["show", "Pork bely"],
        &["show", "zzz"],
        &["--recipes", "good.toml", "list"],
        &["--recipes", "good.toml", "show", "toast"],
        &["--recipes", "bad.toml", "list"],
        &["--recipes", "nowhere", "list"],
        &["check", "good.toml"],
        &["check", "bad.toml"],
        &["check", "unquoted.toml"],
        &["check", "open.toml"],
        &["check", "good.toml", "bad.toml"],
        &["check", "nowhere.toml"],
        &["check"],
        &["status"],
        &["status", "--json"],
        &["status", "--format", "{line}"],
        &["status", "--format", "{nope}"],
        &["status", "--format", "{"],
        &["status", "--escape", "html"],
        &["pause"],
        &["go"],
        &["done", "pork"],
        &["quiet"],
        &["more", "5m"],
        &["more", "5x"],
        &["more", "-1"],
        &["undo"],
        &["keep"],
        &["keep", "--if-live"],
        &["timer"],
        &["timer", "eggs"],
        &["timer", "12m", "eggs"],
        &["timer", "0m", "eggs"],
        &["timer", "30M", "eggs"],
        &["pork"],
        &["zzz"],
        &["--rehearse", "0", "pork"],
        &["--no-such-flag"],
        &["config"],
        &["import"],
        &["import", "nowhere.html"],
        &["import", "page.html"],
        &["import", "empty.txt"],
        &["import", "picture.png"],
        &["import", "good.toml"],
        &["import", "--stdout", "text.txt"],
        &["import", "--json", "text.txt"],
        &["import", "--language", "xx", "--stdout", "text.txt"],
        &["import", "--save", "text.txt"],
        &["import", "--save", "text.txt"],
        &["import", "--explain", "text.txt"],
        &["list", "rice"],
    ] {
        run(args);
    }
    home.file(".config/baste/config.toml", SETTINGS);
    run(&["config"]);
    home.file(".config/baste/config.toml", BAD_SETTINGS);
    run(&["config"]);
    run(&["list"]);
    home.file(".config/baste/config.toml", "alerts = [\n");
    run(&["config"]);
    golden("goldens/commands.txt", &out);
}
