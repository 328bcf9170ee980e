//! `baste import` as a cook calls it from a shell without a terminal.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A home of its own, gone at the end.
struct Home(PathBuf);

impl Home {
    fn new(name: &str) -> Home {
        let home = std::env::temp_dir().join(format!("baste-import-{name}-{}", std::process::id()));
        fs::create_dir_all(&home).unwrap();
        Home(home)
    }

    fn baste(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_baste"))
            .args(args)
            .env("HOME", &self.0)
            .env("XDG_DATA_HOME", self.0.join("data"))
            .env("XDG_STATE_HOME", self.0.join("state"))
            .env("XDG_CONFIG_HOME", self.0.join("config"))
            .env("XDG_RUNTIME_DIR", &self.0)
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    fn recipes(&self) -> PathBuf {
        self.0.join("data/baste/recipes")
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn page(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import").join(name).to_string_lossy().into_owned()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn without_a_terminal_it_prints_and_says_how_to_keep() {
    let home = Home::new("print");
    let plain = home.baste(&["import", &page("crisp.txt")]);
    assert!(plain.status.success());
    assert!(text(&plain.stdout).starts_with("name = \"Crisp pork belly with honey\"\n"));
    assert_eq!(text(&plain.stderr), "Printed, and not kept: --save puts it among your recipes.\n");
    let asked = home.baste(&["import", &page("crisp.txt"), "--stdout"]);
    assert_eq!((asked.stdout, text(&asked.stderr)), (plain.stdout, String::new()));
    assert!(!home.recipes().exists());
}

#[test]
fn what_is_printed_passes_the_check() {
    let home = Home::new("check");
    let printed = home.baste(&["import", &page("caramelized.txt"), "--stdout"]);
    let file = home.0.join("printed.toml");
    fs::write(&file, printed.stdout).unwrap();
    let checked = home.baste(&["check", &file.to_string_lossy()]);
    assert!(checked.status.success(), "{}", text(&checked.stderr));
}

#[test]
fn saved_it_is_on_the_shelf_and_nothing_is_overwritten() {
    let home = Home::new("save");
    let saved = home.baste(&["import", &page("crisp.txt"), "--save"]);
    assert!(saved.status.success(), "{}", text(&saved.stderr));
    let file = home.recipes().join("crisp-pork-belly-with-honey.toml");
    assert!(text(&saved.stdout).starts_with("Saved in ~/data/baste/recipes/crisp-pork-belly-with-honey.toml."));
    assert!(text(&home.baste(&["list"]).stdout).contains("Crisp pork belly with honey"));
    // The same once more changes nothing and is no fault.
    assert!(home.baste(&["import", &page("crisp.txt"), "--save"]).status.success());
    let mine = format!("# mine\n{}", fs::read_to_string(&file).unwrap());
    fs::write(&file, &mine).unwrap();
    let refused = home.baste(&["import", &page("crisp.txt"), "--save"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("is there already\n  give it another name with --name NAME"));
    assert_eq!(fs::read_to_string(&file).unwrap(), mine);
    assert!(home.baste(&["import", &page("crisp.txt"), "--save", "--name", "Another belly"]).status.success());
    assert!(home.recipes().join("another-belly.toml").exists());
    // A name that another file has would hide one of them.
    fs::rename(&file, home.recipes().join("renamed.toml")).unwrap();
    let hidden = home.baste(&["import", &page("crisp.txt"), "--save"]);
    assert!(
        text(&hidden.stderr).contains("is in ~/data/baste/recipes/renamed.toml already"),
        "{}",
        text(&hidden.stderr)
    );
}

#[test]
fn many_are_taken_and_none_that_fails_stops_the_others() {
    let home = Home::new("many");
    let folder = home.0.join("mine");
    fs::create_dir_all(folder.join("Recipes/Pea soup")).unwrap();
    let soup = r#"{"@type": "Recipe", "name": "Pea soup", "recipeIngredient": ["250 g peas", "1 l stock"], "recipeInstructions": ["Boil for 45 minutes.", "Serve."]}"#;
    fs::write(folder.join("Recipes/Pea soup/recipe.json"), soup).unwrap();
    fs::write(folder.join("Recipes/Pea soup/full.jpg"), b"\xff\xd8\xff").unwrap();
    fs::write(folder.join("all.json"), format!("[{soup}, {}]", soup.replace("Pea", "Leek"))).unwrap();
    fs::write(folder.join("rubbish.txt"), (0..4_000_u32).map(|n| (n * n % 251) as u8).collect::<Vec<u8>>()).unwrap();
    fs::write(folder.join("book.rtf"), b"{\\rtf1 Bake 20 minutes}").unwrap();
    let done = home.baste(&["import", &page("crisp.txt"), &folder.to_string_lossy(), "nowhere.html"]);
    assert_eq!(done.status.code(), Some(1));
    let (out, err) = (text(&done.stdout), text(&done.stderr));
    let saved: Vec<String> = {
        let mut names: Vec<_> = fs::read_dir(home.recipes())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    assert_eq!(
        saved,
        ["crisp-pork-belly-with-honey.toml", "leek-soup.toml", "pea-soup-2.toml", "pea-soup.toml"],
        "{out}{err}"
    );
    assert_eq!(out.lines().filter(|line| line.contains(", saved in ")).count(), 4, "{out}");
    for told in [
        "book.rtf: it is a document of an office program",
        "rubbish.txt: it is not a web page or a text",
        "nowhere.html: it is not there",
        "4 recipes saved, 3 failed; 1 beside them left alone",
    ] {
        assert!(err.contains(told), "{told}: {err}");
    }
    // Again, it is as it was.
    let again = home.baste(&["import", &folder.join("all.json").to_string_lossy(), &page("crisp.txt")]);
    assert!(again.status.success(), "{}", text(&again.stderr));
    let named = home.baste(&["import", "--name", "Soup", &page("crisp.txt"), &page("caramelized.txt")]);
    assert_eq!(named.status.code(), Some(2));
}
