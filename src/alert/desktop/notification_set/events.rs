//! What the desktop tells by itself: buttons, closing, a line that is cut, one who shows notifications in place of another.
//!
//! What is told names a notification and who shows it. Of one that nobody here knows it may be told before the answer that says which it
//! is, so it is kept while such an answer is on its way.

use super::{ConnectionState, NotificationEntry, NotificationId, NotificationSet, State};
use crate::alert::Unavailable;
use crate::alert::desktop::connection::{ClosedBy, Connection, Server, ServerEvent};
use crate::time::Moment;
use crate::view::call::{Button, Meaning, Offer, Press};
use std::task::{Context, Poll};

/// What is kept of things heard about a notification before it was said which one it is.
const EARLY: usize = 16;

impl<D: Server> NotificationSet<D> {
    /// Takes in what the desktop tells by itself; whether there was anything.
    pub(super) fn hear(&mut self, now: Moment, cx: &mut Context<'_>) -> bool {
        let mut any = false;
        // What came early may be known by now.
        for heard in std::mem::take(&mut self.early_events) {
            any |= self.heed(heard);
        }
        loop {
            let ConnectionState::Open(line) = &mut self.connection else { return any };
            match line.heard(cx) {
                Poll::Pending => return self.forget_lost(now) || any,
                Poll::Ready(Some(ServerEvent::Changed { there })) => {
                    self.forget_lost(now);
                    if there {
                        self.came(now);
                    }
                    any = true;
                }
                Poll::Ready(Some(heard)) => any |= self.heed(heard),
                Poll::Ready(None) => {
                    self.cut(now);
                    return true;
                }
            }
        }
    }

    /// What was shown by one who does not show any more is gone; whether there was any.
    fn forget_lost(&mut self, now: Moment) -> bool {
        let ConnectionState::Open(line) = &self.connection else { return false };
        let lost = |entry: &NotificationEntry<NotificationId<D>>| matches!(&entry.state, State::Up { shown, .. } if !line.stands(shown));
        if !self.entries.iter().any(lost) {
            return false;
        }
        // Not at once: who falls over what it is shown must not be fed it again and again.
        let again = self.later(now);
        let ConnectionState::Open(line) = &self.connection else { return false };
        for entry in &mut self.entries {
            if matches!(&entry.state, State::Up { shown, .. } if !line.stands(shown)) {
                entry.state = State::Due { at: again, old: None };
            }
        }
        true
    }

    /// Who has just come takes what waited for another try, and what the one before had put away.
    pub(super) fn came(&mut self, now: Moment) {
        self.wants_probe = true;
        for entry in &mut self.entries {
            match &mut entry.state {
                State::Due { at, .. } => *at = now.min(*at),
                State::Away => entry.state = State::Due { at: now, old: None },
                State::Sending { .. } | State::Up { .. } | State::Closing { .. } => {}
            }
        }
    }

    /// The line is cut, and with it goes all that was shown over it.
    fn cut(&mut self, now: Moment) {
        self.connection = ConnectionState::Cut;
        self.probe = None;
        self.early_events.clear();
        let again = self.bad(Unavailable::NoBus, now);
        self.entries.retain(|entry| !matches!(entry.state, State::Closing { .. }));
        for entry in &mut self.entries {
            match &mut entry.state {
                State::Due { at, old } => (*at, *old) = (again, None),
                state @ (State::Sending { .. } | State::Up { .. } | State::Away) => {
                    *state = State::Due { at: again, old: None };
                }
                State::Closing { .. } => {}
            }
        }
    }

    /// What was heard of one notification; whether it changed anything.
    fn heed(&mut self, heard: ServerEvent<NotificationId<D>>) -> bool {
        let about = match &heard {
            ServerEvent::Pressed(shown, _) | ServerEvent::Closed(shown, _) => shown,
            ServerEvent::Changed { .. } => return false,
        };
        let found = self.entries.iter_mut().find(|entry| match &entry.state {
            State::Up { shown, .. } => shown == about,
            State::Sending { old, .. } | State::Due { old, .. } => old.as_ref() == Some(about),
            // It was taken back, or put away before.
            State::Away | State::Closing { .. } => false,
        });
        let Some(entry) = found else {
            // It may be about one whose answer is still on its way.
            if self.entries.iter().any(|entry| matches!(entry.state, State::Sending { old: None, .. })) {
                if self.early_events.len() >= EARLY {
                    self.early_events.remove(0);
                }
                self.early_events.push(heard);
            }
            return false;
        };
        let alarm = entry.notice.id;
        match heard {
            ServerEvent::Pressed(_, button) => {
                // What is about to be replaced may have offered something else under the same button.
                let is_up = matches!(entry.state, State::Up { .. });
                let offer = entry.notice.offers.iter().find(|offer| offer.button == button);
                if let Some(offer) = offer.filter(|_| is_up || button != Button::Done) {
                    self.pressed.push(Press { alarm, offer: *offer });
                }
                if let State::Up { pressed, .. } = &mut entry.state {
                    *pressed = true;
                }
            }
            ServerEvent::Closed(_, by) => {
                let (next, pressed) = match &entry.state {
                    State::Up { pressed, .. } => (Some(State::Away), *pressed),
                    State::Due { at, .. } => (Some(State::Due { at: *at, old: None }), false),
                    State::Sending { .. } | State::Away | State::Closing { .. } => (None, true),
                };
                // Closed by hand is heard, as any key on a ring is; never done.
                if by == ClosedBy::Cook && !pressed {
                    let quiet = Offer { button: Button::Quiet, meaning: Meaning::Quiet };
                    let offer = entry.notice.offers.iter().find(|offer| offer.button == Button::Quiet);
                    self.pressed.push(Press { alarm, offer: *offer.unwrap_or(&quiet) });
                }
                if let Some(next) = next {
                    entry.state = next;
                }
            }
            ServerEvent::Changed { .. } => {}
        }
        true
    }
}
