//! All roads as one: whoever drives them hands over what stands, and hears what came back.
//!
//! A road that the cook turned off is not there. What comes back waits in a short queue;
//! beyond that it is dropped, since the roads are told anew what stands all the same.

use super::{Awake, Desktop, Notice, Road, StayAwake};
use crate::config::Alerts;
use crate::time::Moment;
use crate::ui::answer::Press;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;

/// News that may wait for whoever drives the roads.
const WAITING: usize = 64;

/// A road, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Desktop notifications.
    Desktop,
}

impl Way {
    /// What it calls by, in a word.
    pub fn word(self) -> &'static str {
        match self {
            Way::Desktop => "notification",
        }
    }
}

/// What came back from a road.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// It stands otherwise than before.
    Stands(Way, Road),
    /// The laptop can be kept awake, or not.
    Awake(Awake),
    /// A call was answered over it.
    Pressed(Press),
}

/// Where a road puts its news.
#[derive(Clone)]
pub(super) struct Back {
    news: SyncSender<News>,
    nudge: Arc<dyn Fn() + Send + Sync>,
}

impl Back {
    pub(super) fn tell(&self, news: News) {
        // Full: there is enough to look at already.
        let _ = self.news.try_send(news);
        (self.nudge)();
    }
}

/// All roads out.
pub struct Roads {
    desktop: Option<Desktop>,
    awake: Option<StayAwake>,
    news: Receiver<News>,
}

impl Roads {
    /// The roads that `alerts` wants. Nothing starts yet. `now` is the real clock, for limits of patience; `nudge` is called on other
    /// threads when there is news.
    pub fn new(alerts: &Alerts, now: fn() -> Moment, nudge: impl Fn() + Send + Sync + 'static) -> Roads {
        let (sender, news) = sync_channel(WAITING);
        let back = Back { news: sender, nudge: Arc::new(nudge) };
        let awake = alerts.stay_awake.then(|| {
            let back = back.clone();
            StayAwake::new(now, move |awake| back.tell(News::Awake(awake)))
        });
        let desktop = alerts.desktop.then(|| Desktop::new(now, back));
        Roads { desktop, awake, news }
    }

    /// All that should be shown from now on.
    pub fn show(&self, notices: &[Notice]) {
        if let Some(desktop) = &self.desktop {
            desktop.show(notices.to_vec());
        }
    }

    /// Whether the laptop has to stay awake from now on.
    pub fn hold(&self, awake: bool) {
        if let Some(holder) = &self.awake {
            holder.hold(awake);
        }
    }

    /// Finds out, without waiting for it, who is there.
    pub fn probe(&self) {
        if let Some(desktop) = &self.desktop {
            desktop.probe();
        }
        if let Some(awake) = &self.awake {
            awake.probe();
        }
    }

    /// Takes back all that is shown; waits so long for it at most.
    pub fn withdraw(&self, limit: Duration) {
        if let Some(awake) = &self.awake {
            awake.leave();
        }
        if let Some(desktop) = &self.desktop {
            desktop.withdraw(limit);
        }
        if let Some(awake) = &self.awake {
            awake.wait(limit);
        }
    }

    /// What came back since the last time.
    pub fn news(&self) -> impl Iterator<Item = News> {
        self.news.try_iter()
    }
}
