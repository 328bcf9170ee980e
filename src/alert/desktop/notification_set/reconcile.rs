//! The difference between what the desktop shows and what it should, and how it is mended.

use super::{ConnectionState, NotificationEntry, NotificationId, NotificationSet, State};
use crate::alert::Notice;
use crate::alert::desktop::connection::{Connection, Server};
use crate::alert::desktop::request::PendingRequest;
use crate::time::Moment;

impl<D: Server> NotificationSet<D> {
    /// Asks for what differs from `wanted`; whether it asked for anything.
    pub(super) fn mend(&mut self, wanted: &[Notice], now: Moment) -> bool {
        let mut any = self.sort(wanted, now);
        let due =
            |entry: &NotificationEntry<NotificationId<D>>| matches!(entry.state, State::Due { at, .. } if at <= now);
        match &self.connection {
            ConnectionState::Cut if self.wants_probe || self.entries.iter().any(due) => {
                self.connection = ConnectionState::Opening(PendingRequest::new(self.server.open(), now));
                true
            }
            ConnectionState::Cut | ConnectionState::Opening(_) => any,
            ConnectionState::Open(line) => {
                if std::mem::take(&mut self.wants_probe) {
                    self.probe = Some(PendingRequest::new(line.probe(), now));
                    any = true;
                }
                for entry in self.entries.iter_mut().filter(|entry| due(entry)) {
                    if let State::Due { old, .. } = &mut entry.state {
                        let old = old.take().filter(|old| line.stands(old));
                        let asked = PendingRequest::new(line.show(&entry.notice, old.as_ref()), now);
                        entry.state = State::Sending { asked, old };
                        any = true;
                    }
                }
                any
            }
        }
    }

    /// Gives each wanted notice its card, and closes what is wanted no more; whether that asked for anything.
    fn sort(&mut self, wanted: &[Notice], now: Moment) -> bool {
        let mut any = false;
        for mut entry in std::mem::take(&mut self.entries) {
            let want = wanted.iter().find(|notice| notice.id == entry.notice.id);
            let news = want.filter(|notice| !notice.is_same_call(&entry.notice));
            entry.state = match (entry.state, want, news) {
                (State::Up { shown, .. }, Some(_), Some(_)) => State::Due { at: now, old: Some(shown) },
                (State::Due { old, .. }, Some(_), Some(_)) => State::Due { at: now, old },
                (State::Away, Some(_), Some(_)) => State::Due { at: now, old: None },
                (State::Up { shown, .. } | State::Due { old: Some(shown), .. }, None, _) => match &self.connection {
                    ConnectionState::Open(line) => {
                        any = true;
                        State::Closing { asked: PendingRequest::new(line.close(&shown), now) }
                    }
                    ConnectionState::Cut | ConnectionState::Opening(_) => continue,
                },
                (State::Due { old: None, .. } | State::Away, None, _) => continue,
                (state @ (State::Sending { .. } | State::Closing { .. }), _, _) => state,
                (state @ (State::Up { .. } | State::Due { .. } | State::Away), Some(_), None) => state,
            };
            if let Some(notice) = news.filter(|_| matches!(entry.state, State::Due { .. })) {
                entry.notice = notice.clone();
            }
            self.entries.push(entry);
        }
        for notice in wanted {
            let has = |entry: &NotificationEntry<NotificationId<D>>| {
                entry.notice.id == notice.id && !matches!(entry.state, State::Closing { .. })
            };
            if !self.entries.iter().any(has) {
                self.entries
                    .push(NotificationEntry { notice: notice.clone(), state: State::Due { at: now, old: None } });
            }
        }
        any
    }
}
