use super::{Origin, Shelf, load, read_file};
use crate::recipe::read::LARGEST;
use std::fs;
use std::path::{Path, PathBuf};

/// A folder that is gone with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("baste-shelf-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }
    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, text).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn recipe(name: &str) -> String {
    format!("name = \"{name}\"\n[[step]]\nphase = \"prep\"\n")
}

fn names(shelf: &Shelf) -> Vec<&str> {
    shelf.recipes().iter().map(|s| &*s.card.name).collect()
}

fn lines(shelf: &Shelf, folder: &Path) -> Vec<String> {
    let head = format!("{}/", folder.display());
    shelf.fault_lines().iter().map(|line| line.replace(&head, "")).collect()
}

#[test]
fn the_cooks_recipes_come_first_and_win() {
    let folder = Folder::new("win");
    folder.file("b.toml", &recipe("Rice"));
    folder.file("a.toml", &recipe("HONEY glazed crispy pork belly"));
    folder.file("c.toml", &recipe("rice"));
    folder.file("notes.txt", "no recipe");
    folder.file(".hidden.toml", "no recipe");
    let shelf = load(std::slice::from_ref(&folder.0));
    assert_eq!(names(&shelf), ["HONEY glazed crispy pork belly", "Rice", "Caramelized honey-glazed pork belly"]);
    assert_eq!(shelf.recipes()[2].origin, Origin::Shipped);
    assert_eq!(lines(&shelf, &folder.0), ["c.toml: `rice` is in b.toml already: give one of them another name"]);
}

#[test]
fn a_broken_file_hides_no_other() {
    let folder = Folder::new("broken");
    folder.file("a.toml", "name = \"A\"\n[[step]]\nphase = \"rost\"\n");
    folder.file("b.toml", &recipe("B"));
    folder.file("big.toml", &"#".repeat(10 * LARGEST));
    folder.file("empty.toml", "");
    fs::create_dir(folder.0.join("folder.toml")).unwrap();
    fs::write(folder.0.join("binary.toml"), b"\x7fELF\0\x01").unwrap();
    let missing = folder.0.join("missing.toml");
    let shelf = load(&[folder.0.clone(), missing]);
    assert_eq!(names(&shelf)[0], "B");
    assert_eq!(names(&shelf).len(), 3);
    assert_eq!(
        lines(&shelf, &folder.0),
        [
            "a.toml:3:9: unknown phase `rost`: did you mean `roast`?",
            "big.toml: has 10.0 MB: a recipe file has 1 MB at most",
            "binary.toml:1:1: the file is not text: a recipe is a text file in TOML",
            "empty.toml:1:1: the file is empty: it wants at least a `name` and one [[step]]",
            "folder.toml: is no file: name a recipe file, or a folder of them",
            "missing.toml: is not there: check the path",
        ]
    );
    assert_eq!(shelf.error_lines().len(), 6);
    assert!(read_file(&folder.0.join("b.toml")).is_ok());
}

#[test]
fn names_are_found_as_they_are_typed() {
    let folder = Folder::new("find");
    folder.file("a.toml", &recipe("Rice"));
    folder.file("b.toml", &recipe("Rice pudding"));
    let shelf = load(std::slice::from_ref(&folder.0));
    let found = |name: &str| match shelf.find(name) {
        Ok(found) => found.card.name.to_string(),
        Err(none) => format!("{}: {}", none.message, none.mend),
    };
    assert_eq!(found("rice"), "Rice");
    assert_eq!(found("Rice p"), "Rice pudding");
    assert_eq!(found("pudding"), "Rice pudding");
    assert_eq!(found("honey glazed crispy"), "Honey glazed crispy pork belly");
    assert_eq!(found("caramel"), "Caramelized honey-glazed pork belly");
    assert_eq!(found("caramelized pork"), "Caramelized honey-glazed pork belly");
    assert_eq!(
        found("pork"),
        "2 recipes fit `pork`: did you mean `Honey glazed crispy pork belly` or `Caramelized honey-glazed pork belly`?"
    );
    assert_eq!(found("ryce"), "no recipe is called `ryce`: did you mean `Rice`?");
    assert_eq!(found("rice puding"), "no recipe is called `rice puding`: did you mean `Rice pudding`?");
    assert_eq!(
        found("caramelised"),
        "no recipe is called `caramelised`: did you mean `Caramelized honey-glazed pork belly`?"
    );
    assert_eq!(found("soup\u{1b}[2J"), "no recipe is called `soup[2J`: `baste list` names them all");
    assert_eq!(found(""), "no recipe is called ``: `baste list` names them all");
}
