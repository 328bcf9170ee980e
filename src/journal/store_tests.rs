use super::{OpenError, Recovered, Store, peek};
use crate::engine::{Act, ActId, Logged, Session};
use crate::journal::anchor::tests::here;
use crate::journal::{ClockReading, LineSink, MomentSource, Saved, Seq, StorageError, Writer, line};
use crate::recipe::{Dish, DishId};
use crate::time::{Moment, Span};
use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::time::Duration;

/// A temporary folder for one test, deleted when dropped.
pub(in crate::journal) struct Folder(PathBuf);

impl Folder {
    pub(in crate::journal) fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("baste-journal-{name}-{}", process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }
    pub(in crate::journal) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const LONG: Duration = Duration::from_secs(20);
const DATE: &str = "2026-11-14-180000";
const EVENING: i64 = 1_794_679_200_000;

fn now() -> ClockReading {
    here("one", 3_600_000, EVENING)
}
fn timer(id: u16) -> Logged {
    let what = Box::new(Dish::timer(format!("Eggs {id}"), Span::mins(6)));
    Logged { at: Moment::millis(4_000_000 + i64::from(id)), act: Act::Add { dish: DishId(id), what }, waits: false }
}

#[track_caller]
fn open(folder: &Folder) -> (Store, Recovered) {
    Store::open(folder.path(), &now(), DATE).unwrap()
}
#[track_caller]
fn put(store: &Store, left: &Recovered, acts: &[Logged]) {
    put_at(&now(), store, left, acts);
}
/// Writes an anchor and the acts that are not in the journal yet.
#[track_caller]
fn put_at(here: &ClockReading, store: &Store, left: &Recovered, acts: &[Logged]) {
    let writer = Writer::start(store.journal(), left.next, || {});
    writer.put_anchor(&here.tied(left.here.moment).anchor(left.source));
    for (id, act) in (0..).map(ActId).zip(acts).skip(left.acts.len()) {
        writer.put_act(id, act);
    }
    assert_eq!(writer.finish(LONG), Saved::All);
}
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn an_evening_is_taken_up_again() {
    let folder = Folder::new("again");
    let (store, left) = open(&folder);
    assert_eq!((left.acts.len(), left.source, left.next), (0, MomentSource::Fresh, Seq(0)));
    put(&store, &left, &[timer(0), timer(1)]);
    drop(store);

    let later = here("one", 3_600_000 + 900_000, EVENING + 900_000);
    let (store, left) = Store::open(folder.path(), &later, DATE).unwrap();
    assert_eq!(left.acts, [timer(0), timer(1)]);
    assert_eq!((left.here.moment, left.source), (Moment::millis(4_500_000), MomentSource::SameBoot));
    assert_eq!((left.next, left.notes.len()), (Seq(3), 0));
    put_at(&later, &store, &left, &[timer(0), timer(1), timer(2)]);
    drop(store);

    let rebooted = here("two", 20_000, EVENING + 1_200_000);
    let left = peek(folder.path(), &rebooted).unwrap();
    assert_eq!(Session::replay(left.acts).dishes().count(), 3);
    assert_eq!((left.here.moment, left.source), (Moment::millis(4_800_000), MomentSource::Wall));
}

#[test]
fn one_keeper_at_a_time() {
    let folder = Folder::new("one-keeper");
    let (store, _) = open(&folder);
    let second = || Store::open(folder.path(), &now(), DATE).map(|_| ());
    assert_eq!(second(), Err(OpenError::Locked(Some(process::id()))));
    drop(store);
    assert_eq!(second(), Ok(()));
}

#[test]
fn peeking_makes_nothing() {
    let folder = Folder::new("peek");
    let inside = folder.path().join("baste");
    assert_eq!(peek(&inside, &now()).unwrap().acts, []);
    assert!(!inside.exists());
    let (store, left) = open(&folder);
    put(&store, &left, &[timer(0)]);
    assert_eq!(peek(folder.path(), &now()).unwrap().acts, [timer(0)]);
}

#[test]
fn a_damaged_journal_is_set_aside_and_goes_on_in_a_clean_one() {
    let folder = Folder::new("damaged");
    let (store, left) = open(&folder);
    put(&store, &left, &[timer(0), timer(1), timer(2)]);
    let path = store.path();
    drop(store);
    let mut bytes = fs::read(&path).unwrap();
    let third = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(1).unwrap().0 + 1;
    bytes[third + 30] ^= 4;
    fs::write(&path, &bytes).unwrap();

    let told = peek(folder.path(), &now()).unwrap();
    assert_eq!(told.notes, ["The journal is damaged at line 3; everything else was read."]);
    let (store, left) = open(&folder);
    let kept = "journal-00c0ffee.damaged-2026-11-14-180000";
    assert_eq!(
        left.notes,
        [format!("The journal was damaged at line 3; everything else was read. The damaged file is kept as {kept}.")]
    );
    assert_eq!(fs::read(folder.path().join(kept)).unwrap(), bytes);
    assert_eq!(names(folder.path()), ["journal-00c0ffee", kept, "lock-00c0ffee"]);
    // The acts keep their index and the dishes their ids, and no id is used twice.
    let session = Session::replay(left.acts.clone());
    assert_eq!(session.dishes().map(|dish| dish.id).collect::<Vec<_>>(), [DishId(0), DishId(2)]);
    assert_eq!((left.acts.len(), session.next_dish()), (3, DishId(3)));
    put(&store, &left, &[&left.acts[..], &[timer(3)]].concat());
    drop(store);

    let (_, left) = open(&folder);
    assert_eq!(left.notes, [""; 0], "said once");
    assert_eq!((left.acts.len(), &left.acts[2..]), (4, &[timer(2), timer(3)][..]));
}

#[test]
fn the_remains_of_a_kill_are_no_damage() {
    let folder = Folder::new("torn");
    for evening in 0..4 {
        let (store, left) = open(&folder);
        assert_eq!((left.acts.len(), left.notes.len()), (usize::from(evening), 0));
        put(&store, &left, &(0..=evening).map(timer).collect::<Vec<_>>());
        let bytes = line::act(Seq(99), ActId(99), &timer(99)).unwrap();
        store.journal().append(&bytes[..40]).unwrap();
    }
}

#[test]
fn finished_evenings_go_to_the_archive_one_file_each() {
    let folder = Folder::new("archive");
    let (store, left) = open(&folder);
    assert_eq!(store.archive(DATE).unwrap(), None);
    for _ in 0..2 {
        put(&store, &left, &[timer(0)]);
        store.archive(DATE).unwrap().unwrap();
    }
    put(&store, &left, &[timer(0)]);
    store.set_aside("14/11 18:00").unwrap().unwrap();
    assert_eq!(names(&folder.path().join("archive")), [format!("{DATE}-2.journal"), format!("{DATE}.journal")]);
    assert_eq!(names(folder.path()), ["archive", "journal-00c0ffee.aside-14-11-18-00", "lock-00c0ffee"]);
    drop(store);
    assert_eq!(open(&folder).1.acts, []);
}

#[test]
fn two_laptops_on_one_home_keep_apart() {
    let folder = Folder::new("two-laptops");
    let (store, left) = open(&folder);
    put(&store, &left, &[timer(0)]);
    let other = ClockReading { machine: crate::journal::MachineId("0badcafe".to_owned()), ..now() };
    let (_other_store, left) = Store::open(folder.path(), &other, DATE).unwrap();
    assert_eq!(left.acts, []);
    assert_eq!(left.notes, ["Another computer has a session in this home folder. It is left alone."]);
}

#[test]
fn a_place_that_cannot_be_used_is_said() {
    let folder = Folder::new("trouble");
    let flat = folder.path().join("flat");
    fs::write(&flat, "").unwrap();
    let closed = Store::open(&flat.join("baste"), &now(), DATE).map(|_| ());
    assert_eq!(closed, Err(OpenError::Trouble(StorageError::NotAFile)));
    fs::create_dir(folder.path().join("journal-00c0ffee")).unwrap();
    let closed = Store::open(folder.path(), &now(), DATE).map(|_| ());
    assert_eq!(closed, Err(OpenError::Trouble(StorageError::NotAFile)));
    // If the journal cannot be used, the lock is released.
    fs::remove_dir(folder.path().join("journal-00c0ffee")).unwrap();
    open(&folder);
}

#[test]
fn what_a_newer_baste_wrote_is_kept_and_said() {
    let folder = Folder::new("newer");
    let (store, left) = open(&folder);
    put(&store, &left, &[timer(0)]);
    let text = br#"{"v":2,"n":2,"id":1,"at":5,"act":{"sing":{}}}"#;
    let line = format!("{:08x} {}\n", crc32fast::hash(text), str::from_utf8(text).unwrap());
    store.journal().append(line.as_bytes()).unwrap();
    drop(store);
    let (store, left) = open(&folder);
    assert_eq!(
        left.notes,
        ["A newer baste wrote line 3 of the journal that this one does not understand; kept as it is."]
    );
    assert_eq!((left.acts.len(), left.next), (2, Seq(3)), "its place is kept");
    assert!(fs::read_to_string(store.path()).unwrap().ends_with(&line));
}

#[test]
fn what_nobody_could_be_told_is_kept_and_told_once() {
    let folder = Folder::new("notes");
    let (store, _) = open(&folder);
    assert_eq!(store.take_notes(), Vec::<String>::new());
    store.keep_notes(&["The journal was damaged at line 3.".to_owned()]).unwrap();
    store.keep_notes(&["Another.".to_owned(), "A third.".to_owned()]).unwrap();
    // Each keeper finds the same session of another computer.
    store.keep_notes(&["Another.".to_owned()]).unwrap();
    assert_eq!(store.take_notes(), ["The journal was damaged at line 3.", "Another.", "A third."]);
    assert_eq!(store.take_notes(), Vec::<String>::new());
}
