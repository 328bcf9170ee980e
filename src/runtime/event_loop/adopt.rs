//! After a failed hand-over, the app continues from what the journal contains, not from what it remembers.

use super::EventLoop;
use crate::engine::{Act, Logged};
use crate::runtime::handover::JournalFound;

impl EventLoop {
    /// Continues from the journal's content when it was taken back. Acts that were not in it are applied to that session.
    pub(super) fn adopt(&mut self, found: JournalFound) {
        let Some((known, recovered)) = self.journal.as_mut().and_then(|journal| journal.adopt(&mut self.time)) else {
            return;
        };
        let now = self.time.now();
        let unsaved: Vec<Logged> = self.app.session().log().iter().skip(known).cloned().collect();
        let differs = match found {
            JournalFound::Extends => recovered.acts.len() > known,
            JournalFound::Shorter => false,
            JournalFound::AnotherSession => true,
        };
        let mut notes = recovered.notes;
        if differs {
            self.app.finish();
            self.app.resume(recovered.acts);
            let refused = match found {
                JournalFound::Extends | JournalFound::Shorter => self.offer(unsaved),
                JournalFound::AnotherSession => unsaved,
            };
            if !refused.is_empty() {
                let names: Vec<&str> = refused.iter().map(|logged| name(&logged.act)).collect();
                notes
                    .push(format!("Another baste had the session for a moment. Not taken over: {}.", names.join(", ")));
            }
        }
        if !notes.is_empty() {
            self.app.tell(&notes.join(" "), now);
        }
        self.save();
    }

    /// Applies acts to a session that continued without them; returns those it refused. After a refused dish no further act is applied:
    /// it may refer to that dish, whose id now belongs to another.
    fn offer(&mut self, acts: Vec<Logged>) -> Vec<Logged> {
        let mut acts = acts.into_iter();
        let mut refused = Vec::new();
        for logged in acts.by_ref() {
            let at = self.app.session().log().last().map_or(logged.at, |last| logged.at.max(last.at));
            // It refers to an act by index, which may be a different act there.
            let by_place = matches!(logged.act, Act::Undo { .. } | Act::Redo { .. });
            if by_place || self.app.apply(logged.act.clone(), at).is_err() {
                let ends = matches!(logged.act, Act::Add { .. });
                refused.push(logged);
                if ends {
                    break;
                }
            }
        }
        refused.extend(acts);
        refused
    }
}

/// The cook's action in a word or two.
fn name(act: &Act) -> &str {
    match act {
        Act::Add { what, .. } => &what.name,
        Act::Start { .. } => "a start",
        Act::Done { .. } => "a step that is done",
        Act::Pause { .. } => "a pause",
        Act::Resume { .. } => "the end of a pause",
        Act::More { .. } => "more or less time",
        Act::Acknowledge { .. } => "a call that was answered",
        Act::OvenOn { .. } | Act::OvenHot { .. } | Act::OvenOff { .. } => "the oven",
        Act::Restart { .. } => "a new beginning of a step",
        Act::Batch { .. } => "a new batch",
        Act::Skip { .. } => "a step that is left out",
        Act::Rename { name, .. } => name,
        Act::EndAt { .. } => "another end of a timer",
        Act::Abandon { .. } => "a dish that is given up",
        Act::Plan { .. } => "the plan",
        Act::Undo { .. } => "an undo",
        Act::Redo { .. } => "a redo",
    }
}
