//! The line to the notification centre of macOS, as notify-rust has it.
//!
//! It has no ids to replace by, no way to take one back, and tells of no button. Not tested: there is no such machine here.

use super::connection::{Connection, Reply, Server, ServerEvent};
use super::content::{Capabilities, build, short};
use crate::alert::{Notice, Unavailable};
use std::future::ready;
use std::task::{Context, Poll};

/// The notification centre.
#[derive(Debug)]
pub(super) struct NotificationCenter;

impl Server for NotificationCenter {
    type Connection = NotificationCenter;

    fn open(&self) -> Reply<Result<NotificationCenter, Unavailable>> {
        Box::pin(ready(Ok(NotificationCenter)))
    }
}

impl Connection for NotificationCenter {
    type NotificationId = ();

    fn show(&self, notice: &Notice, _: Option<&()>) -> Reply<Result<(), Unavailable>> {
        let built = build(notice, Capabilities { buttons: false, markup: false });
        Box::pin(async move { built.show().map(drop).map_err(|e| Unavailable::Other(short(&e.to_string()))) })
    }

    fn close(&self, (): &()) -> Reply<()> {
        Box::pin(ready(()))
    }

    fn probe(&self) -> Reply<Result<(), Unavailable>> {
        Box::pin(ready(Ok(())))
    }

    fn heard(&mut self, _: &mut Context<'_>) -> Poll<Option<ServerEvent<()>>> {
        Poll::Pending
    }

    fn stands(&self, (): &()) -> bool {
        true
    }
}
