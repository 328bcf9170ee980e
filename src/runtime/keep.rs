//! The keeping of a session: the folder that is held, the journal that is written, the anchor that ties it to the clocks.
//!
//! Every act is handed to the journal before it is shown, and waited for a tenth of a second at most: no ring waits for a disk. Where
//! the folder cannot be used, cooking goes on in memory, and what happened is written as soon as it can be.

use super::clock::{self, Time};
use crate::engine::{ActId, Logged};
use crate::journal::{Anchor, Closed, Here, How, Left, Machine, Saved, Store, Trouble, Writer, reckon, shifted};
use crate::time::{Moment, Span};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long an act waits to be written before it is shown all the same.
const PATIENCE: Duration = Duration::from_millis(100);
/// How long giving up waits for the disk.
const FINISH: Duration = Duration::from_secs(2);
/// How often a folder that could not be used is tried again.
const AGAIN: Span = Span::secs(30);

/// What holds the journal.
enum Hold {
    /// The folder is ours.
    Ours { store: Store, writer: Writer },
    /// It cannot be used; tried again at that moment.
    None { trouble: Trouble, again: Moment },
    /// Given to another process.
    Given,
}

/// The keeping of one session.
pub(super) struct Keep {
    folder: PathBuf,
    machine: Machine,
    hold: Hold,
    anchors: Vec<Anchor>,
    how: How,
    /// Acts handed to the journal so far.
    written: usize,
    nudge: Box<dyn Fn() -> Box<dyn Fn() + Send>>,
}

impl Keep {
    /// Keeps what `store` holds. `nudge` makes what wakes the loop when the journal has news.
    pub(super) fn new(
        folder: &Path,
        machine: Machine,
        opened: Result<(Store, &Left), Trouble>,
        time: &mut Time,
        nudge: impl Fn() -> Box<dyn Fn() + Send> + 'static,
    ) -> Keep {
        let here = clock::here(&machine);
        let mut keep = Keep {
            folder: folder.to_owned(),
            machine,
            hold: Hold::Given,
            anchors: Vec::new(),
            how: How::Fresh,
            written: 0,
            nudge: Box::new(nudge),
        };
        match opened {
            Ok((store, left)) => {
                time.set(left.moment);
                (keep.anchors, keep.how, keep.written) = (left.anchors.clone(), left.how, left.acts.len());
                let writer = Writer::start(store.journal(), left.next, (keep.nudge)());
                keep.hold = Hold::Ours { store, writer };
                keep.anchor(&here, time.now());
            }
            Err(trouble) => keep.hold = Hold::None { trouble, again: time.now() + AGAIN },
        }
        keep
    }

    fn anchor(&mut self, here: &Here, moment: Moment) {
        let anchor = here.anchor(moment, self.how);
        if let Hold::Ours { writer, .. } = &self.hold {
            writer.put_anchor(&anchor);
        }
        self.anchors.push(anchor);
    }

    /// Writes what the log has beyond what was written, and waits for it a moment at most.
    pub(super) fn write(&mut self, log: &[Logged]) {
        let Hold::Ours { writer, .. } = &self.hold else { return };
        let new = log.iter().enumerate().skip(self.written);
        let mut last = None;
        for (id, logged) in new {
            last = Some(writer.put_act(ActId(u32::try_from(id).unwrap_or(u32::MAX)), logged));
        }
        self.written = log.len();
        if let Some(last) = last {
            // Shown all the same where it is not: the status says so.
            let _ = writer.wait_written(last, PATIENCE);
        }
    }

    /// Looks after the clocks and the folder; to be called at every wake.
    pub(super) fn follow(&mut self, time: &mut Time, log: &[Logged]) {
        let here = clock::here(&self.machine);
        if self.anchors.last().is_none_or(|anchor| shifted(anchor, &here)) {
            if self.how.is_doubtful() {
                // The clock may have been set: then the time away counts after all.
                let (moment, how) = reckon(&self.anchors, &here, Some(time.now()));
                time.set(moment);
                self.how = how;
            }
            self.anchor(&here, time.now());
        }
        if let Hold::None { again, .. } = self.hold
            && again <= time.now()
        {
            self.try_again(time, log);
        }
    }

    /// The folder could not be used before: what was cooked since goes into it now, and what lay there is kept.
    fn try_again(&mut self, time: &Time, log: &[Logged]) {
        let here = clock::here(&self.machine);
        let opened = Store::open(&self.folder, &here, &clock::date()).and_then(|(store, left)| {
            if !left.acts.is_empty() {
                store.set_aside(&clock::date())?;
                let (store, left) = reopen(store, &self.folder, &here)?;
                return Ok((store, left));
            }
            Ok((store, left))
        });
        match opened {
            Ok((store, left)) => {
                let writer = Writer::start(store.journal(), left.next, (self.nudge)());
                self.hold = Hold::Ours { store, writer };
                self.anchor(&here, time.now());
                self.written = 0;
                self.write(log);
            }
            Err(closed) => {
                let trouble = match closed {
                    Closed::Trouble(trouble) => trouble,
                    Closed::Locked(_) => Trouble::Other("another baste holds the journal".to_owned()),
                };
                self.hold = Hold::None { trouble, again: time.now() + AGAIN };
            }
        }
    }

    /// When the folder is tried again.
    pub(super) fn next(&self) -> Option<Moment> {
        match self.hold {
            Hold::None { again, .. } => Some(again),
            Hold::Ours { .. } | Hold::Given => None,
        }
    }

    /// What the cook should know of the saving; none where all is well.
    pub(super) fn note(&self) -> Option<String> {
        let trouble = match &self.hold {
            Hold::Ours { writer, .. } => match writer.state() {
                Saved::All => return self.how.note(),
                Saved::Late => return Some("Not saved yet: the disk is slow".to_owned()),
                Saved::Failing(trouble) => trouble,
            },
            Hold::None { trouble, .. } => trouble.clone(),
            Hold::Given => return None,
        };
        Some(format!("Not saved yet: {trouble}. {} Cooking goes on", trouble.mend()))
    }

    /// Whether the folder is held.
    pub(super) fn is_ours(&self) -> bool {
        matches!(self.hold, Hold::Ours { .. })
    }

    /// Writes all that is left and lets the folder go.
    pub(super) fn give(&mut self) {
        if let Hold::Ours { store, writer } = std::mem::replace(&mut self.hold, Hold::Given) {
            writer.finish(FINISH);
            drop(store);
        }
    }

    /// Takes the folder again after it was given and nobody took it; whether that went well.
    pub(super) fn take_back(&mut self, time: &Time) -> bool {
        let here = clock::here(&self.machine);
        match Store::open(&self.folder, &here, &clock::date()) {
            Ok((store, left)) => {
                let writer = Writer::start(store.journal(), left.next, (self.nudge)());
                self.hold = Hold::Ours { store, writer };
                self.anchor(&here, time.now());
                true
            }
            Err(_) => false,
        }
    }

    /// The session is finished: its journal goes to the archive, and a new one begins. Or it is only set aside.
    pub(super) fn close(&mut self, time: &mut Time, aside: bool) {
        let Hold::Ours { store, writer } = std::mem::replace(&mut self.hold, Hold::Given) else { return };
        writer.finish(FINISH);
        let moved = if aside { store.set_aside(&clock::date()) } else { store.archive(&clock::date()) };
        let here = clock::here(&self.machine);
        let opened = match moved {
            Ok(_) => reopen(store, &self.folder, &here),
            Err(trouble) => Err(Closed::Trouble(trouble)),
        };
        (self.written, self.how) = (0, How::Fresh);
        self.anchors.clear();
        match opened {
            Ok((store, left)) => {
                let writer = Writer::start(store.journal(), left.next, (self.nudge)());
                self.hold = Hold::Ours { store, writer };
            }
            Err(Closed::Trouble(trouble)) => self.hold = Hold::None { trouble, again: time.now() + AGAIN },
            Err(Closed::Locked(_)) => self.hold = Hold::Given,
        }
    }
}

fn reopen(store: Store, folder: &Path, here: &Here) -> Result<(Store, Left), Closed> {
    drop(store);
    Store::open(folder, here, &clock::date())
}
