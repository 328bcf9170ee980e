//! Gives worlds that mean the same the same form: processes that ended are left out, the others have a fixed order, and acts and sessions
//! are numbered without gaps. Every rule of the model compares these numbers only with each other, so nothing is lost by that.

use super::{Acts, Peer, Process, World};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Numbers in use, which keep their order when the gaps between them are closed.
#[derive(Default)]
struct Numbers(u32);

impl Numbers {
    fn add(&mut self, number: u8) {
        self.0 |= 1 << number;
    }

    fn place(&self, number: u8) -> u8 {
        (self.0 & ((1 << number) - 1)).count_ones() as u8
    }
}

impl Process {
    fn acts(&mut self) -> Option<&mut Acts> {
        match self {
            Process::Takes { read, .. } => Some(read),
            Process::Keeps { memory, .. } => Some(memory),
            Process::Ended => None,
        }
    }

    /// The processes it knows.
    fn peers(&mut self) -> [Option<&mut Peer>; 2] {
        match self {
            Process::Takes { asked, giver, .. } => [asked.as_mut(), giver.as_mut()],
            Process::Keeps { asked, .. } => [asked.as_mut(), None],
            Process::Ended => [None, None],
        }
    }

    /// A number by which processes are ordered. It does not depend on which processes it knows.
    fn rank(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        let kind = |peer: &Option<Peer>| match peer {
            None => 0,
            Some(Peer::Process(_)) => 1,
            Some(Peer::Gone) => 2,
            Some(Peer::Silent) => 3,
        };
        match self {
            Process::Takes { state, todo, fresh, old, again, asked, answer, giver, read } => {
                (state, todo, fresh, old, again, answer, read, kind(asked), kind(giver)).hash(&mut hasher);
            }
            Process::Keeps { giver, memory, written, old, listens, asked, heard } => {
                (giver, memory, written, old, listens, kind(asked), heard).hash(&mut hasher);
            }
            Process::Ended => {}
        }
        hasher.finish()
    }
}

impl World {
    pub(super) fn compact(&mut self) {
        self.number();
        self.order();
    }

    fn number(&mut self) {
        let (mut acts, mut sessions) = (Numbers::default(), Numbers::default());
        let mut all: Vec<&mut Acts> = self.processes.iter_mut().filter_map(Process::acts).collect();
        all.push(&mut self.disk);
        for found in &all {
            found.acts.iter().for_each(|act| acts.add(*act));
            sessions.add(found.session);
        }
        self.acknowledged.iter().for_each(|act| acts.add(*act));
        for found in all {
            found.acts.iter_mut().for_each(|act| *act = acts.place(*act));
            found.session = sessions.place(found.session);
        }
        self.acknowledged.iter_mut().for_each(|act| *act = acts.place(*act));
        self.next_act = acts.place(31);
        self.sessions = self.disk.session;
    }

    fn order(&mut self) {
        let alive = |n: &usize| self.processes[*n] != Process::Ended;
        let mut order: Vec<(bool, u64, usize)> = (0..self.processes.len())
            .filter(alive)
            .map(|n| (self.lock == Some(n), self.processes[n].rank(), n))
            .collect();
        order.sort_unstable();
        let place = |n: usize| order.iter().position(|(_, _, old)| *old == n);
        self.lock = self.lock.and_then(place);
        let mut processes: Vec<Process> = order.iter().map(|(_, _, n)| self.processes[*n].clone()).collect();
        for peer in processes.iter_mut().flat_map(Process::peers).flatten() {
            if let Peer::Process(n) = *peer {
                *peer = place(n).map_or(Peer::Gone, Peer::Process);
            }
        }
        self.processes = processes;
    }
}
