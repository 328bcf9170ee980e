//! The thread that reads: what it shows, what it opens, and what it tells of files that are not what they were.

use super::Shelf;
use super::reader::ShelfReader;
use super::tests::{Folder, indexed, many, names, recipe};
use std::fs;
use std::sync::mpsc;
use std::time::Duration;

/// What the thread tells, in its order; it is waited for so long only where something hangs.
struct Listener(ShelfReader);

impl Listener {
    fn to(shelf: Shelf) -> Listener {
        Listener(ShelfReader::start(shelf, || {}))
    }
    /// The shelf once all is read.
    #[track_caller]
    fn all(&self) -> Vec<String> {
        loop {
            let seen = self.0.seen(Duration::from_secs(60)).expect("the shelf");
            if seen.reading.is_none() {
                return seen.cards.iter().map(|card| card.name.to_string()).collect();
            }
        }
    }
    #[track_caller]
    fn open(&self, name: &str) -> Result<String, String> {
        self.0.ask(name);
        let opened = self.0.opened(Duration::from_secs(60)).expect("an answer");
        assert_eq!(opened.name, name);
        opened.recipe.map(|recipe| recipe.name)
    }
}

#[test]
fn a_thread_reads_and_opens() {
    let folder = many("thread", 3);
    let listener = Listener::to(Shelf { index: None, ..Shelf::at(std::slice::from_ref(&folder.0)) });
    assert_eq!(listener.all().len(), 5);
    assert_eq!(listener.open("Recipe 001"), Ok("Recipe 001".to_owned()));
    let shipped = "Honey glazed crispy pork belly";
    assert_eq!(listener.open(shipped), Ok(shipped.to_owned()));
    assert_eq!(listener.open("Soup"), Err("`Soup` is not on the shelf any more".to_owned()));
}

#[test]
fn a_file_that_changed_or_went_since_is_told_and_the_shelf_mended() {
    let folder = many("since", 4);
    let listener = Listener::to(Shelf { index: None, ..Shelf::at(std::slice::from_ref(&folder.0)) });
    assert_eq!(listener.all().len(), 6);
    let head = format!("{}/", folder.0.display());
    let open = |name: &str| listener.open(name).map_err(|why| why.replace(&head, ""));

    fs::remove_file(folder.0.join("r000.toml")).unwrap();
    assert_eq!(open("Recipe 000"), Err("r000.toml: is not there: check the path".to_owned()));
    assert!(!listener.all().contains(&"Recipe 000".to_owned()));

    folder.file("r001.toml", &recipe("Leek tart"));
    assert_eq!(open("Recipe 001"), Err("r001.toml: `Recipe 001` is not in it any more".to_owned()));
    assert!(listener.all().contains(&"Leek tart".to_owned()));

    folder.file("r002.toml", "name = \"Recipe 002\"\n[[step]]\nphase = \"rost\"\n");
    assert_eq!(open("Recipe 002"), Err("r002.toml:3:9: unknown phase `rost`: did you mean `roast`?".to_owned()));
    assert!(!listener.all().contains(&"Recipe 002".to_owned()));

    // Changed, and still itself: it opens as it is now, and its card follows.
    folder.file("r003.toml", "name = \"Recipe 003\"\nserves = 9\n[[step]]\nphase = \"prep\"\n");
    assert_eq!(open("Recipe 003"), Ok("Recipe 003".to_owned()));
    let seen = listener.0.seen(Duration::from_secs(60)).unwrap();
    let card = seen.cards.iter().find(|card| &*card.name == "Recipe 003").unwrap();
    assert!(card.brief().starts_with("serves 9"), "{}", card.brief());
}

#[test]
fn what_the_index_knows_waits_for_the_first_picture() {
    let (folder, cache) = (many("picture", 60), Folder::new("picture-cache"));
    indexed(&folder, &cache).refresh();
    folder.file("r001.toml", &recipe("Leek tart"));
    let mut shelf = indexed(&folder, &cache);
    assert!(shelf.remember() && names(&shelf).contains(&"Recipe 001"));
    let listener = Listener::to(shelf);
    // Opening works before that.
    assert_eq!(listener.open("Recipe 002"), Ok("Recipe 002".to_owned()));
    assert_eq!(listener.0.seen(Duration::ZERO), None);
    listener.0.look();
    assert!(listener.all().contains(&"Leek tart".to_owned()));
}

#[test]
fn a_first_run_shows_what_is_read_so_far() {
    let folder = many("first", 460);
    let shelf = Shelf { index: None, ..Shelf::at(std::slice::from_ref(&folder.0)) };
    let mut told = Vec::new();
    let (tells, heard) = mpsc::channel();
    let (go, let_go) = mpsc::channel();
    // The thread waits here whenever it told something, until it is let go on.
    let reader = ShelfReader::start(shelf, move || {
        let _ = (tells.send(()), let_go.recv());
    });
    while let Ok(()) = heard.recv() {
        let seen = reader.seen(Duration::ZERO).unwrap();
        told.push((seen.reading, seen.cards.len()));
        if seen.reading.is_none() {
            break;
        }
        go.send(()).unwrap();
    }
    assert_eq!(told, [(Some(40), 42), (Some(440), 442), (None, 462)]);
}
