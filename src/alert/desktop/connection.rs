//! What [`super::notification_set`] needs of a desktop: a connection to the notification service, and the events that it sends.
//!
//! The real connection is `bus` or `notification_center`; tests have a fake one.

use crate::alert::{Notice, Unavailable};
use crate::view::call::Button;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Something asked of the desktop.
pub(super) type Reply<T> = Pin<Box<dyn Future<Output = T>>>;

/// Opens lines.
pub(super) trait Server {
    /// What it opens.
    type Connection: Connection;
    /// Opens one.
    fn open(&self) -> Reply<Result<Self::Connection, Unavailable>>;
}

/// A line to whoever shows notifications; it is told from its beginning what becomes of them, so that nothing is missed.
pub(super) trait Connection {
    /// What a notification that is up is known by.
    type NotificationId: Clone + PartialEq;
    /// Shows a notice, in place of an old one where that still stands.
    fn show(
        &self,
        notice: &Notice,
        old: Option<&Self::NotificationId>,
    ) -> Reply<Result<Self::NotificationId, Unavailable>>;
    /// Takes one away.
    fn close(&self, shown: &Self::NotificationId) -> Reply<()>;
    /// Asks whether anybody is there.
    fn probe(&self) -> Reply<Result<(), Unavailable>>;
    /// What was heard next; none once the line is cut.
    fn heard(&mut self, cx: &mut Context<'_>) -> Poll<Option<ServerEvent<Self::NotificationId>>>;
    /// Whether whoever showed that is still the one who shows notifications.
    fn stands(&self, shown: &Self::NotificationId) -> bool;
}

/// What a desktop tells by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ServerEvent<S> {
    /// A button was pressed.
    Pressed(S, Button),
    /// A notification is gone.
    Closed(S, ClosedBy),
    /// Somebody begins to show notifications, or nobody does any more.
    Changed {
        /// Whether anybody is there now.
        there: bool,
    },
}

/// Who closed a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ClosedBy {
    /// The cook.
    Cook,
    /// Its time was over, or a program wished it.
    Other,
}
