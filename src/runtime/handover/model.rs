//! Explores every possible order of a hand-over, breadth first, with the real state machines and a simulated lock, journal and
//! processes. Kills, a client that stops answering, `--fresh` and finishing can happen at any moment.

use super::giver::{GiverEffect, GiverEvent, GiverState, LockTry};
use super::reread::{JournalFound, LentJournal, compare};
use super::taker::{TakerEffect, TakerEvent, TakerState};
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

    fn taker_event(&mut self, n: usize, event: TakerEvent) {
        let Process::Takes { state, todo, again, .. } = &mut self.processes[n] else { return };
        let asks_again = matches!(event, TakerEvent::Called(false) | TakerEvent::Answered(_));
        let (next, effects) = state.clone().step(event);
        *again += u8::from(asks_again && matches!(next, TakerState::Tries(_)));
        *state = next;
        todo.extend(effects);
        if *again > AGAIN {
            self.end(n);
        }
    }

    fn taker_steps(&self, n: usize, all: &mut Vec<World>) {
        let Process::Takes { state, todo, asked, answer, .. } = &self.processes[n] else { return };
        let mut world = self.clone();
        if let Some(keeper) = *asked {
            // After asking: an answer, the end of the connection, or a timeout.
            let listens = matches!(self.processes[keeper], Process::Keeps { asked: Some(Some(who)), .. } if who == n);
            let event = match answer {
                Some(answer) => TakerEvent::Answered(answer.clone()),
                None if !listens => TakerEvent::Answered(String::new()),
                None => TakerEvent::Silent,
            };
            if let Process::Takes { asked, answer, .. } = &mut world.processes[n] {
                (*asked, *answer) = (None, None);
            }
            world.taker_event(n, event);
            all.push(world);
            return;
        }
        let Some(effect) = todo.front().cloned() else { return };
        let looks = matches!(state, TakerState::Looks { .. });
        if let Process::Takes { todo, .. } = &mut world.processes[n] {
            todo.pop_front();
        }
        match effect {
            TakerEffect::Open if self.lock.is_none() => {
                world.lock = Some(n);
                if let Process::Takes { read, .. } = &mut world.processes[n] {
                    read.clone_from(&self.disk);
                }
                world.taker_event(n, TakerEvent::Opened);
            }
            TakerEffect::Open if looks => {
                // It keeps trying until its time is over. If the lock becomes free before, the step above covers it.
                while let Process::Takes { state: TakerState::Looks { .. }, .. } = &world.processes[n] {
                    if let Process::Takes { todo, .. } = &mut world.processes[n] {
                        todo.clear();
                    }
                    world.taker_event(n, TakerEvent::Locked(None));
                }
                if let Process::Takes { again, .. } = &mut world.processes[n] {
                    *again += 1;
                }
            }
            TakerEffect::Open => world.taker_event(n, TakerEvent::Locked(None)),
            TakerEffect::Call => {
                let listens = |keeper: usize| matches!(self.processes[keeper], Process::Keeps { listens: true, .. });
                let keeper = self.lock.filter(|keeper| listens(*keeper));
                if let Process::Takes { giver, .. } = &mut world.processes[n] {
                    *giver = keeper;
                }
                world.taker_event(n, TakerEvent::Called(keeper.is_some()));
            }
            TakerEffect::Ask => {
                let Process::Takes { giver: Some(keeper), .. } = self.processes[n] else { return };
                match &mut world.processes[keeper] {
                    Process::Keeps { listens: true, asked: waiting @ None, .. } => {
                        *waiting = Some(Some(n));
                        if let Process::Takes { asked, .. } = &mut world.processes[n] {
                            *asked = Some(keeper);
                        }
                    }
                    Process::Keeps { .. } | Process::NotStarted | Process::Takes { .. } | Process::Ended => {
                        world.taker_event(n, TakerEvent::Answered(String::new()));
                    }
                }
            }
            TakerEffect::PauseForKeeper | TakerEffect::PauseForLock => {}
            TakerEffect::SayHave => {
                let Process::Takes { giver, .. } = self.processes[n] else { return };
                if let Some(Process::Keeps { giver: GiverState::Waits, asked: Some(Some(who)), heard, .. }) =
                    giver.and_then(|keeper| world.processes.get_mut(keeper))
                    && *who == n
                {
                    *heard = true;
                }
            }
            TakerEffect::Take(_) => {
                let Process::Takes { fresh, read, .. } = &self.processes[n] else { return };
                let mut memory = read.clone();
                if *fresh {
                    world.end_session();
                    memory.clone_from(&world.disk);
                }
                let written = memory.acts.len();
                let (giver, listens, asked, heard) = (GiverState::Keeps, true, None, false);
                world.processes[n] = Process::Keeps { giver, memory, written, listens, asked, heard };
            }
            TakerEffect::GiveUpSilent(_)
            | TakerEffect::GiveUpUnreached(_)
            | TakerEffect::GiveUpRefused(_)
            | TakerEffect::GiveUpUnusable => world.end(n),
        }
        all.push(world);
    }

    fn keeper_steps(&self, n: usize, all: &mut Vec<World>) -> Result<(), String> {
        let Process::Keeps { giver, memory, written, listens, asked, heard } = &self.processes[n] else {
            return Ok(());
        };
        let event = |event: GiverEvent| {
            let mut world = self.clone();
            world.giver_event(n, event).map(|()| world)
        };
        match giver {
            GiverState::Keeps => {
                if asked.is_some() {
                    let all_written = *written == memory.acts.len();
                    all.push(event(GiverEvent::Asked { all_written, muted: None })?);
                } else if self.left.silent > 0 && *listens {
                    let mut world = self.clone();
                    world.left.silent -= 1;
                    if let Process::Keeps { asked, .. } = &mut world.processes[n] {
                        *asked = Some(None);
                    }
                    all.push(world);
                }
                if *written < memory.acts.len() {
                    let mut world = self.clone();
                    world.write(n)?;
                    all.push(world);
                }
                if self.left.finish > 0 && *written == memory.acts.len() {
                    let mut world = self.clone();
                    world.left.finish -= 1;
                    world.end_session();
                    let begun = world.disk.clone();
                    if let Process::Keeps { memory, written, .. } = &mut world.processes[n] {
                        (*memory, *written) = (begun, 0);
                    }
                    all.push(world);
                }
            }
            GiverState::Waits => {
                all.push(event(GiverEvent::Heard(*heard))?);
                if *heard {
                    // The confirmation may come too late.
                    all.push(event(GiverEvent::Heard(false))?);
                }
            }
            GiverState::TakesBack => {
                let tried = match (self.lock, self.reads) {
                    (Some(_), _) => LockTry::Held,
                    (None, true) => {
                        let lent = Acts { session: memory.session, acts: memory.acts[..*written].to_vec() };
                        LockTry::Opened(lent.found(&self.disk))
                    }
                    (None, false) => LockTry::Opened(JournalFound::Extends),
                };
                all.push(event(GiverEvent::LockTried(tried))?);
            }
            GiverState::Answers | GiverState::Gave => {}
        }
        // A key can also come while the journal is being taken back; its act is then only in memory.
        if self.left.acts > 0 && matches!(giver, GiverState::Keeps | GiverState::TakesBack) {
            let mut world = self.clone();
            world.left.acts -= 1;
            if let Process::Keeps { memory, .. } = &mut world.processes[n] {
                memory.acts.push(self.next_act);
            }
            world.next_act += 1;
            all.push(world);
        }
        Ok(())
    }

    fn giver_event(&mut self, n: usize, event: GiverEvent) -> Result<(), String> {
        let mut events = VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            let Process::Keeps { giver, .. } = &mut self.processes[n] else { return Ok(()) };
            if matches!(event, GiverEvent::LockTried(LockTry::Opened(_))) {
                self.lock = Some(n);
            }
            let (next, effects) = giver.step(event);
            *giver = next;
            for effect in effects {
                events.extend(self.giver_effect(n, effect));
            }
        }
        if let Process::Keeps { giver: GiverState::Gave, .. } = self.processes[n] {
            self.end(n);
        }
        Ok(())
    }

    fn giver_effect(&mut self, n: usize, effect: GiverEffect) -> Option<GiverEvent> {
        let Process::Keeps { memory, written, listens, asked, heard, .. } = &mut self.processes[n] else { return None };
        match effect {
            GiverEffect::Refuse(why) => {
                let who = asked.take().flatten();
                self.answer(who, n, format!("no\t{why}"));
                None
            }
            GiverEffect::Answer(line) => {
                let who = asked.flatten();
                *heard = false;
                let out = who.is_none() || self.answer(who, n, line);
                if let Process::Keeps { asked, .. } = &mut self.processes[n]
                    && !out
                {
                    *asked = None;
                }
                Some(GiverEvent::Answered(out))
            }
            GiverEffect::ClearAlerts | GiverEffect::AwaitWord => None,
            GiverEffect::CloseSocket => {
                *listens = false;
                None
            }
            GiverEffect::ReleaseLock => {
                self.lock = None;
                None
            }
            GiverEffect::TakeLockBack => {
                (*asked, *heard) = (None, false);
                // A thread uses the folder, so the result comes later.
                Some(GiverEvent::LockTried(LockTry::Pending))
            }
            GiverEffect::Adopt(found) => {
                *listens = true;
                if self.reads {
                    let unsaved = memory.acts.split_off(*written);
                    match found {
                        JournalFound::Extends => {
                            memory.clone_from(&self.disk);
                            memory.acts.extend(unsaved);
                        }
                        JournalFound::AnotherSession => memory.clone_from(&self.disk),
                        JournalFound::Shorter => memory.acts.extend(unsaved),
                    }
                    *written = self.disk.acts.len();
                }
                None
            }
        }
    }

    /// Answers a newcomer; true if the answer was sent.
    fn answer(&mut self, who: Option<usize>, n: usize, line: String) -> bool {
        match who.and_then(|who| self.processes.get_mut(who)) {
            Some(Process::Takes { asked: Some(keeper), answer, .. }) if *keeper == n => {
                *answer = Some(line);
                true
            }
            Some(_) | None => false,
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
