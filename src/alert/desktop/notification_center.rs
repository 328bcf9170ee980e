//! The line to the notification centre of macOS, as notify-rust has it.
//!
//! It has no ids to replace by, no way to take one back, and tells of no button. Not tested: there is no such machine here.

use super::form::{Skills, build, short};
use super::line::{BusFuture, Connection, Server, ServerEvent};
use crate::alert::{Notice, Unavailable};
use std::future::ready;
use std::task::{Context, Poll};

/// The notification centre.
#[derive(Debug)]
pub(super) struct Centre;

impl Server for Centre {
    type Connection = Centre;

    fn open(&self) -> BusFuture<Result<Centre, Unavailable>> {
        Box::pin(ready(Ok(Centre)))
    }
}

impl Connection for Centre {
    type LiveNotification = ();

    fn show(&self, notice: &Notice, _: Option<&()>) -> BusFuture<Result<(), Unavailable>> {
        let built = build(notice, Skills { buttons: false, markup: false });
        Box::pin(async move { built.show().map(drop).map_err(|e| Unavailable::Other(short(&e.to_string()))) })
    }

    fn close(&self, (): &()) -> BusFuture<()> {
        Box::pin(ready(()))
    }

    fn probe(&self) -> BusFuture<Result<(), Unavailable>> {
        Box::pin(ready(Ok(())))
    }

    fn heard(&mut self, _: &mut Context<'_>) -> Poll<Option<ServerEvent<()>>> {
        Poll::Pending
    }

    fn stands(&self, (): &()) -> bool {
        true
    }
}
