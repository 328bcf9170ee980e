//! Folders of recipes, what the shelf makes of them, and what an index saves.

use super::index::Index;
use super::refresh::{Refresh, RefreshStep};
use super::{IndexTrust, Origin, Shelf, load, read_file};
use crate::recipe::Yield;
use crate::recipe::read::LARGEST;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

/// A folder that is gone with the test.
pub(super) struct Folder(pub(super) PathBuf);

impl Folder {
    pub(super) fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("baste-shelf-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }
    pub(super) fn file(&self, name: &str, text: &str) -> PathBuf {
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

pub(super) fn recipe(name: &str) -> String {
    format!("name = \"{name}\"\n[[step]]\nphase = \"prep\"\n")
}

pub(super) fn names(shelf: &Shelf) -> Vec<&str> {
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
        Err(none) => format!("{}: {}", none.message, none.hint),
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

/// A shelf of a folder with its index in another one.
pub(super) fn indexed(folder: &Folder, cache: &Folder) -> Shelf {
    let mut shelf = Shelf::at(std::slice::from_ref(&folder.0));
    shelf.index = Some(Index::of(&shelf.sources, &cache.0));
    shelf
}

/// So many recipes, written long enough ago to be told by their times.
pub(super) fn many(name: &str, count: usize) -> Folder {
    let folder = Folder::new(name);
    for n in 0..count {
        let file = folder.file(&format!("r{n:03}.toml"), &recipe(&format!("Recipe {n:03}")));
        age(&file);
    }
    folder
}

fn age(file: &Path) {
    let old = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    fs::File::options().write(true).open(file).unwrap().set_modified(old).unwrap();
}

/// What the index knows, without a look at the files.
fn remembered(folder: &Folder, cache: &Folder) -> Option<usize> {
    let mut shelf = indexed(folder, cache);
    shelf.remember().then(|| shelf.recipes().len())
}

fn index_file(cache: &Folder) -> PathBuf {
    let mut files: Vec<PathBuf> = fs::read_dir(&cache.0).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 1, "one index, and nothing left beside it");
    files.remove(0)
}

#[test]
fn an_index_saves_reading_and_is_held_against_the_files() {
    let (folder, cache) = (many("index", 60), Folder::new("index-cache"));
    folder.file("bad.toml", "name = \"Bad\"\n[[step]]\nphase = \"rost\"\n");
    folder.file("twin.toml", &recipe("recipe 007"));
    let mut first = indexed(&folder, &cache);
    first.refresh();
    assert_eq!(first.recipes().len(), 62);
    assert_eq!(remembered(&folder, &cache), Some(62));

    // Only what looks otherwise is read again.
    let steps = |shelf: &Shelf| {
        let mut refresh = Refresh::begin(&shelf.sources, &shelf.stock);
        let mut read = 0;
        loop {
            match refresh.step() {
                RefreshStep::Done => return read,
                RefreshStep::Read => read += 1,
                RefreshStep::Kept => {}
            }
        }
    };
    let mut second = indexed(&folder, &cache);
    assert!(second.remember());
    second.recall();
    assert_eq!(steps(&second), 2, "the two that are as young as the index");
    second.refresh();
    assert_eq!((second.recipes(), second.fault_lines()), (first.recipes(), first.fault_lines()));
    assert!(second.fault_lines().iter().any(|line| line.contains("rost")) && second.fault_lines().len() == 2);

    // Changed, new, gone, and replaced by one of the same size and time.
    folder.file("r001.toml", &recipe("Another"));
    folder.file("r060.toml", &recipe("Recipe 060"));
    fs::remove_file(folder.0.join("r002.toml")).unwrap();
    let twin = folder.file("new", &recipe("Recipe 993"));
    age(&twin);
    fs::rename(twin, folder.0.join("r003.toml")).unwrap();
    let mut third = indexed(&folder, &cache);
    assert!(third.remember());
    third.refresh();
    let names = names(&third);
    for (name, there) in [("Another", true), ("Recipe 001", false), ("Recipe 060", true), ("Recipe 002", false)] {
        assert_eq!(names.contains(&name), there, "{name}");
    }
    assert!(names.contains(&"Recipe 993") && !names.contains(&"Recipe 003"));
    let mut anew = load(std::slice::from_ref(&folder.0));
    anew.refresh();
    assert_eq!(third.recipes(), anew.recipes());
}

#[test]
fn an_index_that_is_none_is_made_anew() {
    let (folder, other, cache) = (many("none", 55), many("none-other", 52), Folder::new("none-cache"));
    indexed(&folder, &cache).refresh();
    let file = index_file(&cache);
    let good = fs::read(&file).unwrap();
    let mut bad = vec![Vec::new(), b"no index".to_vec(), good[..good.len() / 2].to_vec(), good[..10].to_vec()];
    for at in [0, 15, 25, 40, good.len() - 1] {
        let mut one = good.clone();
        one[at] ^= 0x20;
        bad.push(one);
    }
    for bytes in bad {
        fs::write(&file, &bytes).unwrap();
        assert_eq!(remembered(&folder, &cache), None, "{} bytes", bytes.len());
        let mut shelf = indexed(&folder, &cache);
        shelf.refresh();
        assert_eq!((shelf.recipes().len(), remembered(&folder, &cache)), (57, Some(57)));
    }
    // The index of another folder in its place.
    fs::write(&file, &good).unwrap();
    let mut foreign = indexed(&other, &cache);
    let own = foreign.index.clone().unwrap();
    assert!(own.read().is_none());
    fs::rename(&file, own.path()).unwrap();
    assert!(!foreign.remember());
    foreign.refresh();
    assert_eq!(foreign.recipes().len(), 54);
}

#[test]
fn a_folder_where_no_index_can_be_written_is_read_all_the_same() {
    let (folder, cache) = (many("nowrite", 55), Folder::new("nowrite-cache"));
    let file = cache.file("taken", "");
    let mut shelf = Shelf::at(std::slice::from_ref(&folder.0));
    shelf.index = Some(Index::of(&shelf.sources, &file));
    shelf.refresh();
    assert_eq!(shelf.recipes().len(), 57);
}

#[test]
fn few_files_need_no_index_and_a_rehearsal_writes_none() {
    let (few, enough, cache) = (many("few", 20), many("enough", 60), Folder::new("few-cache"));
    indexed(&few, &cache).refresh();
    indexed(&enough, &cache).touching_nothing().refresh();
    assert_eq!(fs::read_dir(&cache.0).unwrap().count(), 0);
    indexed(&enough, &cache).refresh();
    index_file(&cache);
    // Fewer than are worth it: it goes again.
    for n in 10..60 {
        fs::remove_file(enough.0.join(format!("r{n:03}.toml"))).unwrap();
    }
    indexed(&enough, &cache).refresh();
    assert_eq!(fs::read_dir(&cache.0).unwrap().count(), 0);
}

#[test]
fn a_shipped_recipe_is_not_opened_where_the_cook_has_one_of_its_name() {
    let (folder, cache) = (many("hidden", 60), Folder::new("hidden-cache"));
    indexed(&folder, &cache).refresh();
    let mine = recipe("Honey glazed crispy pork belly").replace("[[step]]", "serves = 9\n[[step]]");
    folder.file("mine.toml", &mine);
    let opened = indexed(&folder, &cache).open("Honey glazed crispy pork belly").unwrap();
    assert_eq!(opened.yields, Yield::Serves(9));
}

#[test]
fn a_recipe_is_opened_by_name_through_the_index() {
    let (folder, cache) = (many("open", 60), Folder::new("open-cache"));
    indexed(&folder, &cache).refresh();
    let open = |name: &str| {
        let mut shelf = indexed(&folder, &cache);
        let recipe = shelf.open(name).map(|recipe| recipe.name).map_err(|none| none.message);
        (recipe, shelf.trust == IndexTrust::Seen)
    };
    assert_eq!(open("recipe 005"), (Ok("Recipe 005".to_owned()), false), "no other file is looked at");
    assert_eq!(open("5 recipe 01"), (Ok("Recipe 015".to_owned()), true));
    assert_eq!(open("honey glazed crispy pork belly"), (Ok("Honey glazed crispy pork belly".to_owned()), true));
    // If its file does not bear the index out, all are looked at.
    folder.file("r005.toml", &recipe("Leek tart"));
    assert_eq!(open("Recipe 005").0, Err("no recipe is called `Recipe 005`".to_owned()));
    assert_eq!(open("leek"), (Ok("Leek tart".to_owned()), true));
    fs::rename(folder.0.join("r006.toml"), folder.0.join("s006.toml")).unwrap();
    assert_eq!(open("Recipe 006"), (Ok("Recipe 006".to_owned()), true));
}

#[test]
fn accents_need_not_be_typed_to_open_a_recipe() {
    let folder = Folder::new("accents");
    folder.file("a.toml", &recipe("Crème brûlée"));
    folder.file("b.toml", &recipe("Pâté"));
    folder.file("c.toml", &recipe("Pate"));
    let mut shelf = load(std::slice::from_ref(&folder.0));
    let mut open = |name: &str| shelf.open(name).unwrap().name;
    assert_eq!(open("creme brulee"), "Crème brûlée");
    assert_eq!(open("brulee"), "Crème brûlée");
    assert_eq!((open("pate"), open("PÂTÉ")), ("Pate".to_owned(), "Pâté".to_owned()));
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_read_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = many("shut", 2);
    fs::set_permissions(&folder.0, fs::Permissions::from_mode(0o000)).unwrap();
    // Root reads it all the same.
    let shut = fs::read_dir(&folder.0).is_err();
    let shelf = load(std::slice::from_ref(&folder.0));
    fs::set_permissions(&folder.0, fs::Permissions::from_mode(0o700)).unwrap();
    let told = shelf.error_lines().iter().any(|line| line.contains("may not be read: give yourself the right"));
    assert_eq!((told, shelf.recipes().len()), (shut, if shut { 2 } else { 4 }));
    let gone = load(&[folder.0.join("nothing")]);
    assert!(gone.error_lines()[0].ends_with("is not there: check the path") && gone.recipes().len() == 2);
}

#[cfg(unix)]
#[test]
fn a_name_that_is_no_text_is_no_hindrance() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let (folder, cache) = (many("bytes", 55), Folder::new("bytes-cache"));
    fs::write(folder.0.join(OsStr::from_bytes(b"so\xff\x1b[2J.toml")), recipe("Soup")).unwrap();
    indexed(&folder, &cache).refresh();
    assert_eq!(remembered(&folder, &cache), Some(58));
    assert_eq!(indexed(&folder, &cache).open("soup").unwrap().name, "Soup");
}

#[test]
fn many_errors_of_one_file_take_little_room() {
    let folder = Folder::new("errors");
    let text = format!("name = \"A\"\n{}", "[[step]]\nphase = \"rost\"\n".repeat(50));
    folder.file("a.toml", &text);
    let lines = load(std::slice::from_ref(&folder.0)).error_lines();
    assert_eq!(lines.len(), 11);
    assert!(lines[10].ends_with("40 more errors: `baste check` names them all"), "{}", lines[10]);
}

/// Prints what ten thousand files cost: `cargo test --release --lib ten_thousand -- --ignored --nocapture`.
#[test]
#[ignore = "writes 10,000 files, and prints measurements"]
#[allow(clippy::disallowed_methods, reason = "what a disk costs is measured by the clock")]
fn ten_thousand_files() {
    use std::time::Instant;
    let (folder, cache) = (many("ten-thousand", 10_000), Folder::new("ten-thousand-cache"));
    let time = |what: &str, how: &mut dyn FnMut()| {
        let start = Instant::now();
        how();
        println!("{what:34} {:8.2} ms", start.elapsed().as_secs_f64() * 1e3);
    };
    let mut shelf = indexed(&folder, &cache);
    time("all read, and an index written", &mut || shelf.refresh());
    assert_eq!(shelf.recipes().len(), 10_002);
    println!("{:34} {:8} KiB", "the index", fs::metadata(index_file(&cache)).unwrap().len() / 1024);
    for _ in 0..5 {
        let mut shelf = indexed(&folder, &cache);
        time("the index read", &mut || assert!(shelf.remember()));
        time("held against the files", &mut || shelf.refresh());
        assert_eq!(shelf.recipes().len(), 10_002);
    }
    time("opened by its whole name", &mut || drop(indexed(&folder, &cache).open("Recipe 5000").unwrap()));
    time("opened by a part of its name", &mut || drop(indexed(&folder, &cache).open("recipe 9876").unwrap()));
    time("not found", &mut || drop(indexed(&folder, &cache).open("rekipe ninety").unwrap_err()));
}

#[test]
fn an_index_with_hostile_text_is_not_believed() {
    let (folder, cache) = (many("hostile", 60), Folder::new("hostile-cache"));
    let mut shelf = indexed(&folder, &cache);
    shelf.refresh();
    // As another program of this user could write it, with a good checksum.
    let text =
        |name: &str| format!("name = \"{name}\"\nmakes = \"1 loaf\"\ntags = [\"side\"]\n[[step]]\nphase = \"prep\"\n");
    let good = crate::recipe::read::read(text("Recipe 001").as_bytes()).recipes.remove(0);
    let yields = |makes: &str| crate::recipe::Yield::Makes(makes.to_owned());
    let hostile = [
        crate::recipe::Recipe { name: "Soup\u{1b}[2J\u{1b}]0;pwned\u{7}".to_owned(), ..good.clone() },
        crate::recipe::Recipe { name: "Soup\u{202e}drowssap".to_owned(), ..good.clone() },
        crate::recipe::Recipe { yields: yields("1 \u{9b}31mloaf"), ..good.clone() },
        crate::recipe::Recipe { tags: vec!["\u{1b}]8;;x".to_owned()], ..good },
    ];
    for recipe in hostile {
        let mut stock = shelf.stock.clone();
        stock.recipes[1].card = std::sync::Arc::new(crate::recipe::RecipeSummary::of(&recipe));
        shelf.index.as_ref().unwrap().write(&stock);
        let mut second = indexed(&folder, &cache);
        second.refresh();
        assert_eq!(second.recipes(), shelf.recipes(), "{recipe:?}");
    }
    let mut stock = shelf.stock.clone();
    stock.broken.push(super::catalog::BrokenFile { file: super::FileId(0), line: "r000.toml: \u{1b}[2J: look".into() });
    shelf.index.as_ref().unwrap().write(&stock);
    let mut third = indexed(&folder, &cache);
    third.refresh();
    assert!(!third.error_lines().concat().contains('\u{1b}'));
}

#[cfg(unix)]
#[test]
fn an_index_is_for_its_user_alone_and_what_killed_writers_left_is_cleared() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, cache) = (many("modes", 60), Folder::new("modes-cache"));
    fs::set_permissions(&cache.0, fs::Permissions::from_mode(0o755)).unwrap();
    // No process has such a number.
    let left = cache.file("shelf-01234567.4194305", "half an index");
    let other = cache.file("notes.4194305", "somebody's");
    indexed(&folder, &cache).refresh();
    assert!(!left.exists() && other.exists());
    fs::remove_file(other).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&cache.0), mode(&index_file(&cache))), (0o700, 0o600));
}
