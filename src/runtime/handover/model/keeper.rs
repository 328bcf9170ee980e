//! What a keeper may do next in the model.

use super::{Acts, Peer, Process, World};
use crate::runtime::handover::giver::{GiverEffect, GiverEvent, GiverState, LockTry};
use crate::runtime::handover::reread::JournalFound;
use std::collections::VecDeque;

impl World {
    pub(super) fn keeper_steps(&self, n: usize, all: &mut Vec<World>) -> Result<(), String> {
        let Process::Keeps { giver, memory, written, old, listens, asked, heard } = &self.processes[n] else {
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
                        *asked = Some(Peer::Silent);
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
                let lent = Acts { session: memory.session, acts: memory.acts[..*written].to_vec() };
                let tried = match (self.lock, self.reads && !*old) {
                    (Some(_), _) => Some(LockTry::Held),
                    (None, true) => Some(LockTry::Opened(lent.found(&self.disk))),
                    // The version before continues from its memory. If that is outdated, no newer process can prevent the loss, so
                    // such a world is not followed.
                    (None, false) if *old && lent != self.disk => None,
                    (None, false) => Some(LockTry::Opened(JournalFound::Extends)),
                };
                if let Some(tried) = tried {
                    all.push(event(GiverEvent::LockTried(tried))?);
                }
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

    pub(super) fn giver_event(&mut self, n: usize, event: GiverEvent) -> Result<(), String> {
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

    pub(super) fn giver_effect(&mut self, n: usize, effect: GiverEffect) -> Option<GiverEvent> {
        let Process::Keeps { memory, written, old, listens, asked, heard, .. } = &mut self.processes[n] else {
            return None;
        };
        match effect {
            GiverEffect::Refuse(why) => {
                let who = asked.take();
                self.answer(who, n, format!("no\t{why}"));
                None
            }
            GiverEffect::Answer(line) => {
                let who = *asked;
                *heard = false;
                let out = who == Some(Peer::Silent) || self.answer(who, n, line);
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
                if self.reads && !*old {
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
    pub(super) fn answer(&mut self, who: Option<Peer>, n: usize, line: String) -> bool {
        let Some(Peer::Process(who)) = who else { return false };
        match &mut self.processes[who] {
            Process::Takes { asked: Some(Peer::Process(keeper)), answer, .. } if *keeper == n => {
                *answer = Some(line);
                true
            }
            Process::Takes { .. } | Process::Keeps { .. } | Process::Ended => false,
        }
    }
}
