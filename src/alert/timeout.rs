//! Waiting for the answer of another process, for a limited time.

use crate::time::{Moment, Span};
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// The result of `future`, if it comes within the limit; the thread sleeps until then. After the limit the future is dropped.
pub(super) fn with_timeout<T>(patience: Span, now: fn() -> Moment, future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let end = now() + patience;
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return Some(value);
        }
        let left = u64::try_from((end - now()).as_millis()).ok().filter(|left| *left > 0)?;
        thread::park_timeout(Duration::from_millis(left));
    }
}
