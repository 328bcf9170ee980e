//! The difference between what the desktop shows and what it should, and how it is mended.

use super::{Card, ConnectionState, NotificationId, NotificationSet, State};
use crate::alert::Notice;
use crate::alert::desktop::connection::{Connection, Server};
use crate::alert::desktop::request::PendingRequest;
use crate::time::Moment;

impl<D: Server> NotificationSet<D> {
    /// Asks for what differs from `wanted`; whether it asked for anything.
    pub(super) fn mend(&mut self, wanted: &[Notice], now: Moment) -> bool {
        let mut any = self.sort(wanted, now);
        let due = |card: &Card<NotificationId<D>>| matches!(card.state, State::Due { at, .. } if at <= now);
        match &self.wire {
            ConnectionState::Cut if self.curious || self.cards.iter().any(due) => {
                self.wire = ConnectionState::Opening(PendingRequest::new(self.desk.open(), now));
                true
            }
            ConnectionState::Cut | ConnectionState::Opening(_) => any,
            ConnectionState::Open(line) => {
                if std::mem::take(&mut self.curious) {
                    self.probe = Some(PendingRequest::new(line.probe(), now));
                    any = true;
                }
                for card in self.cards.iter_mut().filter(|card| due(card)) {
                    if let State::Due { old, .. } = &mut card.state {
                        let old = old.take().filter(|old| line.stands(old));
                        let asked = PendingRequest::new(line.show(&card.notice, old.as_ref()), now);
                        card.state = State::Sending { asked, old };
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
        for mut card in std::mem::take(&mut self.cards) {
            let want = wanted.iter().find(|notice| notice.id == card.notice.id);
            let news = want.filter(|notice| !notice.is_same_call(&card.notice));
            card.state = match (card.state, want, news) {
                (State::Up { shown, .. }, Some(_), Some(_)) => State::Due { at: now, old: Some(shown) },
                (State::Due { old, .. }, Some(_), Some(_)) => State::Due { at: now, old },
                (State::Away, Some(_), Some(_)) => State::Due { at: now, old: None },
                (State::Up { shown, .. } | State::Due { old: Some(shown), .. }, None, _) => match &self.wire {
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
            if let Some(notice) = news.filter(|_| matches!(card.state, State::Due { .. })) {
                card.notice = notice.clone();
            }
            self.cards.push(card);
        }
        for notice in wanted {
            let has = |card: &Card<NotificationId<D>>| {
                card.notice.id == notice.id && !matches!(card.state, State::Closing { .. })
            };
            if !self.cards.iter().any(has) {
                self.cards.push(Card { notice: notice.clone(), state: State::Due { at: now, old: None } });
            }
        }
        any
    }
}
