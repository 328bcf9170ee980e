//! What a newcomer may do next in the model.

use super::{Peer, Process, World};
use crate::runtime::handover::giver::GiverState;
use crate::runtime::handover::taker::{TakerEffect, TakerEvent, TakerState};

impl World {
    pub(super) fn taker_event(&mut self, n: usize, event: TakerEvent) {
        let Process::Takes { state, todo, again, .. } = &mut self.processes[n] else { return };
        let asks_again = matches!(event, TakerEvent::Called(false) | TakerEvent::Answered(_));
        let (next, effects) = state.clone().step(event);
        *again += u8::from(asks_again && matches!(next, TakerState::Tries(_)));
        *state = next;
        // A pause changes nothing that another process sees.
        let is_pause = |effect: &TakerEffect| matches!(effect, TakerEffect::PauseForKeeper | TakerEffect::PauseForLock);
        todo.extend(effects.into_iter().filter(|effect| !is_pause(effect)));
        if *again > self.left.again {
            self.end(n);
        }
    }

    pub(super) fn taker_steps(&self, n: usize, all: &mut Vec<World>) {
        let Process::Takes { state, todo, asked, answer, .. } = &self.processes[n] else { return };
        let mut world = self.clone();
        if let Some(keeper) = *asked {
            // After asking: an answer, the end of the connection, or a timeout.
            let me = Some(Peer::Process(n));
            let listens = matches!(keeper, Peer::Process(keeper)
                if matches!(self.processes[keeper], Process::Keeps { asked, .. } if asked == me));
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
                    *giver = keeper.map(Peer::Process);
                }
                world.taker_event(n, TakerEvent::Called(keeper.is_some()));
            }
            TakerEffect::Ask => {
                let Process::Takes { giver: Some(keeper), .. } = self.processes[n] else { return };
                let called = match keeper {
                    Peer::Process(keeper) => world.processes.get_mut(keeper),
                    Peer::Gone | Peer::Silent => None,
                };
                if let Some(Process::Keeps { listens: true, asked: waiting @ None, .. }) = called {
                    *waiting = Some(Peer::Process(n));
                    if let Process::Takes { asked, .. } = &mut world.processes[n] {
                        *asked = Some(keeper);
                    }
                } else {
                    world.taker_event(n, TakerEvent::Answered(String::new()));
                }
            }
            TakerEffect::PauseForKeeper | TakerEffect::PauseForLock => {}
            TakerEffect::SayHave => {
                let Process::Takes { giver, .. } = self.processes[n] else { return };
                if let Some(Peer::Process(keeper)) = giver
                    && let Process::Keeps { giver: GiverState::Waits, asked, heard, .. } = &mut world.processes[keeper]
                    && *asked == Some(Peer::Process(n))
                {
                    *heard = true;
                }
            }
            TakerEffect::Take(_) => {
                let Process::Takes { fresh, old, read, .. } = &self.processes[n] else { return };
                let mut memory = read.clone();
                if *fresh {
                    world.end_session();
                    memory.clone_from(&world.disk);
                }
                let written = memory.acts.len();
                let (giver, listens, asked, heard) = (GiverState::Keeps, true, None, false);
                world.processes[n] = Process::Keeps { giver, memory, written, old: *old, listens, asked, heard };
            }
            TakerEffect::GiveUpSilent(_)
            | TakerEffect::GiveUpUnreached(_)
            | TakerEffect::GiveUpRefused(_)
            | TakerEffect::GiveUpUnusable => world.end(n),
        }
        all.push(world);
    }
}
