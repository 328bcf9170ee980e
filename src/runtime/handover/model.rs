//! Explores every possible order of a hand-over, breadth first, with the real state machines and a simulated lock, journal and
//! processes. Kills, a client that stops answering, `--fresh` and finishing can happen at any moment.

mod keeper;
mod newcomer;

use super::giver::GiverState;
use super::reread::{JournalFound, LentJournal, compare};
use super::taker::{TakerEffect, TakerState};
use crate::engine::{Act, Logged};
use crate::journal::{ClockReading, MachineId, MomentSource, Recovered, Seq};
use crate::recipe::DishId;
use crate::time::Moment;
use std::collections::{HashSet, VecDeque};

/// How many times a newcomer asks again in the model.
const AGAIN: u8 = 2;

/// A journal: the number of its session, and its acts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Acts {
    session: u8,
    acts: Vec<u8>,
}

impl Acts {
    fn logged(&self) -> Vec<Logged> {
        let logged = |id: &u8| Logged {
            at: Moment::millis(i64::from(*id)),
            act: Act::Abandon { dish: DishId(u16::from(*id)) },
            waits: false,
        };
        self.acts.iter().map(logged).collect()
    }

    fn here(&self) -> ClockReading {
        let boot_ms = i64::from(self.session);
        let machine = MachineId("00c0ffee".to_owned());
        ClockReading { machine, boot: None, boot_ms, wall_ms: 0, moment: Moment::millis(boot_ms) }
    }

    /// What a keeper finds after it gave this away and took it back.
    fn found(&self, disk: &Acts) -> JournalFound {
        let anchors = |acts: &Acts| vec![acts.here().anchor(MomentSource::Fresh)];
        let lent = LentJournal { acts: self.logged(), anchors: anchors(self) };
        let (source, next, notes) = (MomentSource::SameBoot, Seq(0), Vec::new());
        compare(
            &lent,
            &Recovered { acts: disk.logged(), anchors: anchors(disk), here: disk.here(), source, next, notes },
        )
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Process {
    NotStarted,
    Takes {
        state: TakerState,
        todo: VecDeque<TakerEffect>,
        fresh: bool,
        again: u8,
        /// The keeper it asked, until there is an answer.
        asked: Option<usize>,
        answer: Option<String>,
        giver: Option<usize>,
        read: Acts,
    },
    Keeps {
        giver: GiverState,
        memory: Acts,
        /// How many of its acts are in the journal.
        written: usize,
        listens: bool,
        /// Who asked: a newcomer, or a client that says nothing more.
        asked: Option<Option<usize>>,
        heard: bool,
    },
    Ended,
}

/// How many events of each kind may still happen.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Budget {
    kills: u8,
    acts: u8,
    silent: u8,
    fresh: u8,
    finish: u8,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct World {
    processes: Vec<Process>,
    lock: Option<usize>,
    disk: Acts,
    /// Acts of sessions that were finished or set aside.
    archive: Vec<u8>,
    sessions: u8,
    acknowledged: Vec<u8>,
    left: Budget,
    next_act: u8,
    /// Whether a keeper reads the journal it takes back. The model must detect one that does not.
    reads: bool,
}

impl World {
    fn new(processes: usize, left: Budget, reads: bool) -> World {
        World {
            processes: vec![Process::NotStarted; processes],
            lock: None,
            disk: Acts::default(),
            archive: Vec::new(),
            sessions: 0,
            acknowledged: Vec::new(),
            left,
            next_act: 0,
            reads,
        }
    }

    /// Checks what must hold after every step.
    fn check(&self) -> Result<(), String> {
        let kept = |act: &u8| self.disk.acts.contains(act) || self.archive.contains(act);
        if let Some(act) = self.acknowledged.iter().find(|act| !kept(act)) {
            return Err(format!("act {act} was acknowledged and is lost"));
        }
        for (n, process) in self.processes.iter().enumerate() {
            if let Process::Keeps { giver: GiverState::Keeps | GiverState::Answers, .. } = process
                && self.lock != Some(n)
            {
                return Err(format!("{n} keeps without the lock"));
            }
        }
        Ok(())
    }

    /// Ends the session: its journal is moved, and a new one begins.
    fn end_session(&mut self) {
        self.archive.append(&mut self.disk.acts);
        self.archive.sort_unstable();
        self.sessions += 1;
        self.disk = Acts { session: self.sessions, acts: Vec::new() };
    }

    /// Writes the keeper's acts that the journal does not have, and acknowledges them.
    fn write(&mut self, n: usize) -> Result<(), String> {
        let Process::Keeps { memory, written, .. } = &mut self.processes[n] else { return Ok(()) };
        if self.lock != Some(n) {
            return Err(format!("{n} writes without the lock"));
        }
        let known = memory.acts[..*written].to_vec();
        if self.disk != (Acts { session: memory.session, acts: known }) {
            return Err(format!("{n} writes after {memory:?}, and the journal holds {:?}", self.disk));
        }
        self.acknowledged.extend(&memory.acts[*written..]);
        self.acknowledged.sort_unstable();
        self.disk.acts.clone_from(&memory.acts);
        *written = memory.acts.len();
        Ok(())
    }

    /// All worlds that can follow.
    fn next(&self) -> Result<Vec<World>, String> {
        let mut all = Vec::new();
        let first = self.processes.iter().position(|process| *process == Process::NotStarted);
        if let Some(n) = first {
            for fresh in [false, true] {
                let mut world = self.clone();
                if fresh && world.left.fresh == 0 {
                    continue;
                }
                world.left.fresh -= u8::from(fresh);
                let (state, todo) = TakerState::begin();
                let (asked, answer, giver) = (None, None, None);
                let (todo, read) = (todo.into(), Acts::default());
                world.processes[n] = Process::Takes { state, todo, fresh, again: 0, asked, answer, giver, read };
                all.push(world);
            }
        }
        for n in 0..self.processes.len() {
            match &self.processes[n] {
                Process::NotStarted | Process::Ended => continue,
                Process::Takes { .. } => self.taker_steps(n, &mut all),
                Process::Keeps { .. } => self.keeper_steps(n, &mut all)?,
            }
            if self.left.kills > 0 {
                let mut world = self.clone();
                world.left.kills -= 1;
                world.end(n);
                all.push(world);
            }
        }
        Ok(all)
    }

    fn end(&mut self, n: usize) {
        self.processes[n] = Process::Ended;
        if self.lock == Some(n) {
            self.lock = None;
        }
    }
}

/// Explores all worlds that can follow. Returns their number, or the error and the steps that led to it.
fn explore(first: World) -> Result<usize, String> {
    let mut seen = HashSet::from([first.clone()]);
    let mut waiting = VecDeque::from([first]);
    while let Some(world) = waiting.pop_front() {
        for next in world.next().map_err(|why| format!("{why}, after {world:#?}"))? {
            next.check().map_err(|why| format!("{why}, after {world:#?}"))?;
            if !seen.contains(&next) {
                seen.insert(next.clone());
                waiting.push_back(next);
            }
        }
    }
    Ok(seen.len())
}

#[test]
fn no_order_of_events_loses_an_act_or_lets_two_write() {
    let left = Budget { kills: 2, acts: 2, silent: 1, fresh: 1, finish: 1 };
    println!("{} worlds", explore(World::new(2, left, true)).unwrap());
}

#[test]
fn a_keeper_that_goes_on_with_what_it_remembers_is_caught() {
    let few = Budget { kills: 1, acts: 2, silent: 1, fresh: 0, finish: 0 };
    let why = explore(World::new(2, few, false)).unwrap_err();
    assert!(why.contains("is lost") || why.contains("the journal holds"), "{why}");
}
