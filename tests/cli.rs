//! The binary: its exit codes, and what it says where something is wrong. Every run has a home of its own, and no terminal.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Nobody is there.
const NO_BUS: &str = "unix:path=/nowhere/bus";

/// A home that is gone with the test.
struct Home(PathBuf);

impl Home {
    fn new(test: &str) -> Home {
        let path = std::env::temp_dir().join(format!("baste-cli-{test}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Home(path)
    }
    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }
    fn baste(&self, args: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_baste"));
        command
            .args(args)
            .env("HOME", &self.0)
            .env_remove("XDG_DATA_HOME")
            .env_remove("XDG_CONFIG_HOME")
            .env("DBUS_SESSION_BUS_ADDRESS", NO_BUS)
            .env("DBUS_SYSTEM_BUS_ADDRESS", NO_BUS)
            .stdin(Stdio::null());
        Ran(command.output().unwrap())
    }
    fn check(&self, name: &str, content: impl AsRef<[u8]>) -> Ran {
        let path = self.file(name, content);
        self.baste(&["check", path.to_str().unwrap()])
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

struct Ran(Output);

impl Ran {
    fn all(&self) -> String {
        format!("{}{}", String::from_utf8_lossy(&self.0.stdout), String::from_utf8_lossy(&self.0.stderr))
    }
    #[track_caller]
    fn ends(self, code: i32) -> Ran {
        assert_eq!(self.0.status.code(), Some(code), "{}", self.all());
        assert!(!self.all().contains("panicked"), "{}", self.all());
        self
    }
    #[track_caller]
    fn says(self, part: &str) -> Ran {
        assert!(self.all().contains(part), "no {part:?} in:\n{}", self.all());
        self
    }
}

const EGGS: &str = "name = \"Boiled eggs\"\n[[step]]\nphase = \"boil\"\nfor = \"7m\"\n";

#[test]
fn the_shipped_recipes_are_listed_and_shown() {
    let home = Home::new("list");
    home.baste(&["list"]).ends(0).says("Honey glazed crispy pork belly").says("Caramelized honey-glazed pork belly");
    home.baste(&["show", "caramelized"]).ends(0).says("15 to 20 min").says("170 °C").says("Begun now, ready about");
}

#[test]
fn the_cooks_own_recipes_win_and_broken_ones_hide_nothing() {
    let home = Home::new("own");
    let own = "name = \"honey glazed crispy pork belly\"\n[[step]]\nphase = \"fry\"\nfor = \"3m\"\n";
    home.file(".local/share/baste/recipes/pork.toml", own);
    home.file(".local/share/baste/recipes/eggs.toml", EGGS);
    home.file(".local/share/baste/recipes/broken.toml", "name = \"Broken\"\n[[step]]\nphase = \"rost\"\n");
    home.baste(&["show", "honey glazed crispy pork belly"]).ends(0).says("3 min");
    home.baste(&["list"]).says("Boiled eggs").says("unknown phase").says("broken.toml:3:9");
}

#[test]
fn a_name_that_nothing_has() {
    let home = Home::new("name");
    home.baste(&["show", "caramelised"]).ends(1).says("did you mean `Caramelized honey-glazed pork belly`?");
    home.baste(&["tofu"]).ends(1).says("no recipe is called `tofu`");
}

#[test]
fn without_a_terminal_it_says_what_to_do() {
    let home = Home::new("pipe");
    home.baste(&[]).ends(2).says("needs a terminal").says("baste list");
    home.baste(&["timer", "12m", "Eggs"]).ends(2).says("needs a terminal");
}

#[test]
fn wrong_arguments() {
    let home = Home::new("args");
    home.baste(&["--nonsense"]).ends(2);
    home.baste(&["timer", "soon"]).ends(2);
    home.baste(&["--rehearse=fast"]).ends(2).says("60x");
    home.baste(&["--recipes", "nowhere.toml", "list"]).ends(1).says("there is no file or folder nowhere.toml");
    home.baste(&["--help"]).ends(0).says("--rehearse");
}

#[test]
fn files_that_cannot_be_cooked_from() {
    let home = Home::new("files");
    home.baste(&["check", "missing.toml"]).ends(1).says("missing.toml");
    home.check("empty.toml", "").ends(1);
    home.check("binary.toml", [0u8, 159, 146, 150, 0, 1, 2]).ends(1);
    home.check("latin.toml", b"name = \"Cr\xe8me\"\n[[step]]\nphase = \"bake\"\nfor = \"1h\"\n").ends(1).says("UTF-8");
    home.check("big.toml", vec![b'#'; 10 << 20]).ends(1).says("MB");
    home.baste(&["check", home.0.to_str().unwrap()]).ends(1).says("empty.toml").says("big.toml");
    assert!(Path::new(&home.0).exists());
}

#[test]
fn every_fault_of_a_file_at_once() {
    let home = Home::new("faults");
    let text = r#"name = "Mess"
[[step]]
phase = "rost"
for = "0m"
[[step]]
phase = "bake"
oven = "500C"
for = "-5m"
notes = "a note"
colour = "brown"
[[step]]
phase = "simmer"
for = "3 months"
after = "Nothing"
"#;
    let ran =
        home.check("mess.toml", text).ends(1).says("did you mean `roast`?").says("mess.toml:3:9").says("mess.toml:4:7");
    let ran =
        ran.says("mess.toml:7:8").says("mess.toml:8:7").says("belongs to the recipe").says("unknown key `colour`");
    ran.says("mess.toml:13:7").says("Nothing");
}

#[test]
fn steps_that_wait_for_each_other() {
    let home = Home::new("loop");
    let text = "name = \"Loop\"\n[[step]]\nphase = \"prep\"\ntitle = \"A\"\nafter = \"B\"\n[[step]]\nphase = \"prep\"\ntitle = \"B\"\nafter = \"A\"\n";
    home.check("loop.toml", text).ends(1).says("A").says("B");
}

#[test]
fn what_a_file_holds_is_only_text() {
    let home = Home::new("text");
    let name = "\\u001b]0;owned\\u0007\\u202eEggs";
    let ran = home.check("evil.toml", format!("name = \"{name}\"\n[[step]]\nphase = \"boil\"\nfor = \"7x\"\n"));
    assert!(!ran.all().contains('\u{1b}') && !ran.all().contains('\u{202e}'), "{}", ran.all());
}

#[test]
fn a_claim_that_the_steps_contradict_is_a_warning() {
    let home = Home::new("claims");
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/recipes.toml");
    home.baste(&["check", shipped]).ends(0).says("40 min").says("1 h 10").says("without hands and heating");
}

#[test]
fn the_settings_are_printed_found_and_checked() {
    let home = Home::new("config");
    home.baste(&["config"]).ends(0).says("#desktop = true");
    let path = home.0.join(".config/baste/config.toml");
    let path = path.to_str().unwrap();
    home.baste(&["config", "--path"]).ends(0).says(path);
    home.baste(&["config", "--check"]).ends(0).says("the defaults hold");
    let printed = home.baste(&["config"]).0.stdout;
    home.file(".config/baste/config.toml", printed);
    home.baste(&["config", "--check"]).ends(0).says("no faults");
    home.file(".config/baste/config.toml", "[alerts]\ndekstop = false\nsound.volume = \"\u{1b}[31mloud\"\n");
    let ran = home.baste(&["config", "--check"]).ends(1).says("did you mean `desktop`?").says("config.toml:2:1");
    let ran = ran.says("config.toml:3:17").says("2 faults");
    assert!(!ran.all().contains('\u{1b}'));
    home.baste(&["config", "--check", "--path"]).ends(2);
}

#[test]
fn settings_that_cannot_be_read_are_said() {
    let home = Home::new("unread");
    fs::create_dir_all(home.0.join(".config/baste/config.toml")).unwrap();
    home.baste(&["config", "--check"]).ends(1).says("this is no file");
}

#[test]
fn every_channel_is_tried_and_says_how_to_mend_it() {
    let home = Home::new("roads");
    let settings = "[alerts]
run = [['true'], ['false'], ['/nowhere/ntfy']]
sound.player = 'true'
voice = { on = true, speaker = 'true' }
";
    home.file(".config/baste/config.toml", settings);
    let ran = home.baste(&["alert-test"]).ends(0).says("no desktop session").says("played by true");
    let ran = ran.says("spoken by true").says("true ran").says("false: failed (exit code 1)");
    ran.says("ntfy: not found").says("nobody here keeps it awake").says("You are called beyond this screen.");
    home.file(".config/baste/config.toml", "[alerts]\nsound.player = 'false'\ndekstop = true\n");
    home.baste(&["alert-test"]).ends(1).says("false: failed").says("config.toml: 1 fault").says("Only the screen");
}
