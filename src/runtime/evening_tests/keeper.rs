//! A simulated keeper process: it reads the journal, writes acts, and passes calls to the channels.
//!
//! It follows the rules of `journal/writer.rs`, without the thread: a line leaves the queue once it is synced, and after a failure
//! everything since the last successful sync is written again.

use super::world::{Clocks, Dice, Disk};
use crate::alert::simulated::{Heard, SimulatedChannels};
use crate::alert::{Notice, next_change, notices};
use crate::engine::{ActId, Logged};
use crate::journal::{Anchor, ClockReading, MomentSource, Seq, line, read, reckon, shifted};
use crate::time::{Clock, Moment};
use crate::ui::App;

pub(super) struct Keeper {
    pub(super) app: App,
    pub(super) channels: SimulatedChannels,
    anchors: Vec<Anchor>,
    source: MomentSource,
    /// The session's timeline minus the clock of this boot.
    pub(super) offset: i64,
    next: Seq,
    /// How many acts were turned into lines.
    put: usize,
    /// Lines that are not synced yet.
    queue: Vec<Vec<u8>>,
}

/// How much of the log survives what.
pub(super) struct Safe {
    /// Written: survives a kill.
    pub(super) written: bool,
    /// Synced: survives a power cut.
    pub(super) synced: bool,
}

impl Keeper {
    /// Recovers the session from the journal; returns the acts found, too.
    pub(super) fn open(disk: &Disk, clocks: &Clocks) -> (Keeper, Vec<Logged>) {
        let here = clocks.reading();
        let found = read(&disk.bytes);
        // Several torn lines in a row at the end are reported as damage, although nothing is lost.
        assert!(found.missing.is_empty(), "acts are missing: {:?}", found.missing);
        let last = found.last();
        let anchors: Vec<Anchor> = found.anchors.into_iter().map(|(_, anchor)| anchor).collect();
        let (moment, source) = reckon(&anchors, &here, last);
        let mut app = App::new(Vec::new(), Vec::new());
        app.resume(found.acts.clone());
        app.ask_resume(moment);
        let mut keeper = Keeper {
            app,
            channels: SimulatedChannels::new(),
            anchors,
            source,
            offset: moment.as_millis() - here.boot_ms,
            next: found.next,
            put: found.acts.len(),
            queue: Vec::new(),
        };
        keeper.anchor(&here);
        (keeper, found.acts)
    }

    pub(super) fn now(&self, here: &ClockReading) -> Moment {
        Moment::millis(here.boot_ms + self.offset)
    }

    fn anchor(&mut self, here: &ClockReading) {
        let anchor = here.tied(self.now(here)).anchor(self.source);
        self.queue.push(line::anchor(self.next, &anchor).unwrap());
        self.next = self.next.next();
        self.anchors.push(anchor);
    }

    /// Whether the time away was only guessed, as the wall clock could not be trusted. The cook is told so.
    pub(super) fn is_guessed(&self) -> bool {
        self.source.is_doubtful() || self.anchors.last().is_some_and(|anchor| anchor.doubt)
    }

    /// Adapts to a wall clock that may have been set, as `JournalSession::follow` does: a guess may become right.
    pub(super) fn follow(&mut self, here: &ClockReading) {
        if self.anchors.last().is_some_and(|anchor| shifted(anchor, here)) {
            if self.source.is_doubtful() {
                let (moment, source) = reckon(&self.anchors, here, Some(self.now(here)));
                (self.offset, self.source) = (moment.as_millis() - here.boot_ms, source);
            }
            self.anchor(here);
        }
    }

    /// Writes new lines and those that failed before.
    pub(super) fn save(&mut self, disk: &mut Disk, dice: &mut Dice) -> Safe {
        let log = self.app.session().log();
        for (id, logged) in log.iter().enumerate().skip(self.put) {
            self.queue.push(line::act(self.next, ActId(id as u32), logged).unwrap());
            self.next = self.next.next();
        }
        self.put = log.len();
        let written = self.queue.is_empty() || disk.append(&self.queue.concat(), dice);
        let synced = written && disk.sync();
        if synced {
            self.queue.clear();
        }
        Safe { written, synced }
    }

    /// Passes the calls to the channels. Returns the notices, what channels received of them, and when to check again.
    pub(super) fn tell(&mut self, here: &ClockReading) -> (Vec<Notice>, Vec<Heard>, Option<Moment>) {
        let now = self.now(here);
        let clock = Clock { unix_minus_moment: here.wall_ms - now.as_millis(), ..Clock::default() };
        self.app.settle(now);
        let scene = self.app.scene(now);
        let calls = self.app.calls(&scene);
        let standing = notices(&calls, now, false);
        let wakes = [scene.next_wake, next_change(&calls, now)];
        let heard = self.channels.step(&standing, now, &clock);
        let next = wakes.into_iter().chain([self.channels.next(now)]).flatten().filter(|next| *next > now).min();
        (standing, heard, next)
    }
}
