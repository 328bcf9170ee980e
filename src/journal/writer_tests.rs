use super::{LineSink, Saved, Writer};
use crate::engine::{Act, ActId, Logged};
use crate::journal::read::read;
use crate::journal::{Seq, StorageError};
use crate::time::Moment;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

const LONG: Duration = Duration::from_secs(20);
const SHORT: Duration = Duration::from_millis(5);

/// A disk controlled by the test, with one answer for each call; once the test drops its end, everything succeeds.
struct Disk {
    file: Arc<Mutex<Vec<u8>>>,
    appends: Receiver<Result<(), StorageError>>,
    syncs: Receiver<Result<(), StorageError>>,
}

impl LineSink for Disk {
    fn append(&mut self, lines: &[u8]) -> Result<(), StorageError> {
        let answer = self.appends.recv().unwrap_or(Ok(()));
        // A failing write leaves half of its bytes, as on a real disk.
        let whole = if answer.is_ok() { lines } else { &lines[..lines.len() / 2] };
        let mut file = self.file.lock().unwrap();
        file.extend_from_slice(whole);
        file.extend_from_slice(if answer.is_ok() { b"" } else { b"\n" });
        answer
    }
    fn sync(&mut self) -> Result<(), StorageError> {
        self.syncs.recv().unwrap_or(Ok(()))
    }
}

struct Kitchen {
    writer: Writer,
    file: Arc<Mutex<Vec<u8>>>,
    appends: Sender<Result<(), StorageError>>,
    syncs: Sender<Result<(), StorageError>>,
    nudges: Receiver<()>,
    put: Vec<Logged>,
}

impl Kitchen {
    fn new() -> Kitchen {
        let file = Arc::default();
        let ((appends, theirs), (syncs, their_syncs), (wake, nudges)) = (channel(), channel(), channel());
        let disk = Disk { file: Arc::clone(&file), appends: theirs, syncs: their_syncs };
        let writer = Writer::patient(disk, Seq(0), move || wake.send(()).unwrap_or_default(), SHORT);
        Kitchen { writer, file, appends, syncs, nudges, put: Vec::new() }
    }
    fn put(&mut self) -> Seq {
        let n = self.put.len() as u32;
        self.put.push(Logged { at: Moment::millis(n.into()), act: Act::Undo { act: ActId(n + 7) }, waits: false });
        self.writer.put_act(ActId(n), &self.put[n as usize])
    }
    #[track_caller]
    fn nudged(&self, to: &Saved) {
        self.nudges.recv_timeout(LONG).unwrap();
        assert_eq!(self.writer.state(), *to);
    }
    /// Lets everything succeed from now on, and checks that the file contains exactly what was put, in order.
    #[track_caller]
    fn all_is_there(self) {
        drop((self.appends, self.syncs));
        assert_eq!(self.writer.finish(LONG), Saved::All);
        let found = read(&self.file.lock().unwrap());
        assert_eq!((found.acts, found.damaged), (self.put, vec![]));
    }
}

#[test]
fn a_line_is_there_before_its_sync() {
    let mut kitchen = Kitchen::new();
    let first = kitchen.put();
    kitchen.appends.send(Ok(())).unwrap();
    assert!(kitchen.writer.wait_written(first, LONG));
    assert_eq!(kitchen.writer.state(), Saved::All);
    kitchen.all_is_there();
}

#[test]
fn a_slow_disk_is_waited_for_once_and_said() {
    let mut kitchen = Kitchen::new();
    let first = kitchen.put();
    assert!(!kitchen.writer.wait_written(first, SHORT));
    assert_eq!(kitchen.writer.state(), Saved::Late);
    let second = kitchen.put();
    assert!(!kitchen.writer.wait_written(second, LONG), "it did not wait again");
    (0..2).for_each(|_| kitchen.appends.send(Ok(())).unwrap());
    (0..2).for_each(|_| kitchen.syncs.send(Ok(())).unwrap());
    kitchen.nudged(&Saved::All);
    assert!(kitchen.writer.wait_written(second, LONG));
    kitchen.all_is_there();
}

#[test]
fn a_full_disk_is_said_and_written_to_once_there_is_room() {
    let mut kitchen = Kitchen::new();
    kitchen.appends.send(Err(StorageError::Full)).unwrap();
    let first = kitchen.put();
    kitchen.nudged(&Saved::Failing(StorageError::Full));
    assert!(!kitchen.writer.wait_written(first, LONG), "it did not wait");
    for _ in 0..3 {
        kitchen.put();
    }
    // One line is written alone, and the state is not `All` before the others are written too.
    for _ in 0..3 {
        kitchen.appends.send(Ok(())).unwrap();
        kitchen.syncs.send(Ok(())).unwrap();
    }
    kitchen.nudged(&Saved::All);
    assert!(kitchen.nudges.try_recv().is_err());
    kitchen.all_is_there();
}

#[test]
fn what_was_not_synced_is_written_again() {
    let mut kitchen = Kitchen::new();
    kitchen.appends.send(Ok(())).unwrap();
    kitchen.syncs.send(Err(StorageError::Disk)).unwrap();
    kitchen.put();
    kitchen.nudged(&Saved::Failing(StorageError::Disk));
    kitchen.put();
    kitchen.all_is_there();
}

#[test]
fn the_end_waits_no_longer_than_told() {
    let mut kitchen = Kitchen::new();
    kitchen.put();
    assert_eq!(kitchen.writer.finish(SHORT), Saved::Late);
}

#[test]
fn the_end_tries_once_more_at_once() {
    let mut kitchen = Kitchen::new();
    (0..2).for_each(|_| kitchen.appends.send(Err(StorageError::Full)).unwrap());
    kitchen.put();
    kitchen.nudged(&Saved::Failing(StorageError::Full));
    assert_eq!(kitchen.writer.finish(LONG), Saved::Failing(StorageError::Full));
}
