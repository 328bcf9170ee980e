//! Desktop notifications: the latest set of notices is shown as well as the desktop lets it ([`NotificationSet`]).

#[cfg(not(target_os = "macos"))]
mod bus;
mod connection;
mod content;
#[cfg(not(target_os = "macos"))]
mod icons;
#[cfg(not(target_os = "macos"))]
mod leftovers;
#[cfg(target_os = "macos")]
mod notification_center;
mod notification_set;
mod request;
#[cfg(not(target_os = "macos"))]
mod server_name;

#[cfg(not(target_os = "macos"))]
use self::bus::SessionBus as Here;
#[cfg(target_os = "macos")]
use self::notification_center::NotificationCenter as Here;
use self::notification_set::NotificationSet;
#[cfg(not(target_os = "macos"))]
pub(super) use self::server_name::who;
use super::program::ProgramExit;
use super::worker::{Channel, ChannelInput, ChannelWork, Worker};
use super::{ChannelStatus, Notice, Standing};
use crate::time::Moment;
use crate::view::call::Press;
use std::task::{Context, Waker};
use std::time::Duration;

/// What the desktop goes by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Input {
    notices: Vec<Notice>,
    /// How often somebody wanted to know whether anybody shows notifications.
    probes: u32,
}

impl ChannelInput for Input {
    fn show(&mut self, standing: &Standing<'_>) {
        self.notices = standing.notices.to_vec();
    }
    fn clear(&mut self) {
        self.notices.clear();
    }
    fn probe(&mut self) {
        self.probes += 1;
    }
    fn leave(&mut self) {
        self.notices.clear();
    }
}

/// `report` and `pressed` are called on another thread: when the status changes, and for each button.
pub(super) fn channel(
    now: fn() -> Moment,
    report: impl Fn(ChannelStatus) + Send + Sync + 'static,
    pressed: impl Fn(Press) + Clone + Send + Sync + 'static,
) -> Box<dyn Channel> {
    Box::new(Worker::new("desktop", now, report, move |context| DesktopWork {
        set: NotificationSet::new(Here),
        probes: 0,
        waker: context.waker,
        pressed: Box::new(pressed.clone()),
    }))
}

struct DesktopWork {
    set: NotificationSet<Here>,
    probes: u32,
    waker: Waker,
    pressed: Box<dyn Fn(Press)>,
}

impl ChannelWork for DesktopWork {
    type Input = Input;
    type Status = ChannelStatus;

    // What is up outlives an owner that did not take it back.
    const PARTING: Duration = Duration::ZERO;

    fn step(&mut self, input: &Input, _ended: Vec<ProgramExit>, now: Moment) {
        if input.probes != std::mem::replace(&mut self.probes, input.probes) {
            self.set.probe();
        }
        self.set.step(&input.notices, now, &mut Context::from_waker(&self.waker));
        self.set.pressed().into_iter().for_each(&self.pressed);
    }

    fn next(&self, now: Moment) -> Option<Moment> {
        self.set.next(now)
    }

    fn status(&self) -> &ChannelStatus {
        self.set.status()
    }

    fn is_done(&self) -> bool {
        self.set.is_empty()
    }
}
