//! The status of all channels together, and what of it a cook should know: a cook whom only the screen calls must know that before the
//! roast is in the oven.

use super::{Awake, ChannelKind, ChannelStatus, Unavailable};
use crate::config::Alerts;

/// How all channels stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reachability {
    statuses: Vec<(ChannelKind, ChannelStatus)>,
    /// Whether the terminal shows notifications of its own.
    terminal: bool,
    awake: Awake,
}

impl Reachability {
    /// Nothing is tried yet. A channel that the cook turned off counts as silent.
    pub fn new(alerts: &Alerts) -> Reachability {
        let status = |kind: ChannelKind| {
            if kind.is_wanted(alerts) { ChannelStatus::Untried } else { ChannelStatus::Silent(Unavailable::Off) }
        };
        Reachability {
            statuses: ChannelKind::ALL.iter().map(|kind| (*kind, status(*kind))).collect(),
            terminal: false,
            awake: if alerts.stay_awake { Awake::Untried } else { Awake::Sleeps },
        }
    }

    /// Whether the terminal shows notifications of its own.
    pub fn set_terminal(&mut self, notifies: bool) {
        self.terminal = notifies;
    }

    /// A channel stands so.
    pub fn set(&mut self, kind: ChannelKind, status: ChannelStatus) {
        if let Some((_, old)) = self.statuses.iter_mut().find(|(other, _)| *other == kind) {
            *old = status;
        }
    }

    /// The laptop stays awake, or does not.
    pub fn set_awake(&mut self, awake: Awake) {
        self.awake = awake;
    }

    /// How a channel stands.
    pub fn status(&self, kind: ChannelKind) -> &ChannelStatus {
        self.statuses.iter().find(|(other, _)| *other == kind).map_or(&ChannelStatus::Untried, |(_, status)| status)
    }

    /// What calls without a screen: "notification and sound"; none if nothing does. A channel that is not tried yet is taken to work.
    pub fn keeper(&self) -> Option<String> {
        let open = self.statuses.iter().filter(|(_, status)| !matches!(status, ChannelStatus::Silent(_)));
        let words: Vec<&str> = open.map(|(kind, _)| kind.word()).collect();
        let (last, rest) = words.split_last()?;
        Some(if rest.is_empty() { (*last).to_owned() } else { format!("{} and {last}", rest.join(", ")) })
    }

    /// Whether nothing but the screen and the bell calls.
    fn is_alone(&self) -> bool {
        self.keeper().is_none() && !self.terminal
    }

    /// A line for the status, for as long as it is true.
    pub fn note(&self) -> Option<String> {
        self.is_alone().then(|| "No notifications, no sound: only this screen will call you".to_owned())
    }

    /// What the cook has to do so that the laptop does not fall asleep.
    pub fn asleep(&self) -> Option<&'static str> {
        match self.awake {
            Awake::Untried | Awake::Stays { lid: true, .. } => None,
            Awake::Stays { lid: false, .. } => Some("Keep the lid open: asleep I cannot call you."),
            Awake::Sleeps => Some("Keep the laptop awake and its lid open: asleep I cannot call you."),
        }
    }

    /// What should be said before the first countdown, in sentences.
    pub fn warnings(&self) -> Vec<String> {
        let asleep = self.asleep();
        let alone = self.is_alone().then_some("Only this screen will call you: no notifications, no sound.");
        asleep.into_iter().chain(alone).map(str::to_owned).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Reachability;
    use crate::alert::{Awake, ChannelKind, ChannelStatus, Unavailable};
    use crate::config::Alerts;

    fn nobody() -> Reachability {
        let mut reach = Reachability::new(&Alerts::default());
        for (kind, _) in reach.statuses.clone() {
            reach.set(kind, ChannelStatus::Silent(Unavailable::NoBus));
        }
        reach
    }

    #[test]
    fn nothing_is_said_before_it_is_known() {
        let reach = Reachability::new(&Alerts::default());
        assert_eq!((reach.note(), reach.warnings()), (None, Vec::new()));
        assert!(reach.keeper().is_some());
    }

    #[test]
    fn who_has_only_the_screen_is_told_so() {
        let mut reach = nobody();
        assert!(reach.note().is_some());
        assert_eq!(reach.warnings(), ["Only this screen will call you: no notifications, no sound."]);
        assert_eq!(reach.keeper(), None);
        // The terminal calls as well, but only while it is there.
        reach.set_terminal(true);
        assert_eq!((reach.note(), reach.keeper()), (None, None));
        assert!(reach.warnings().is_empty());
        reach.set_terminal(false);
        reach.set(ChannelKind::Desktop, ChannelStatus::Open);
        assert_eq!((reach.note(), reach.keeper().as_deref()), (None, Some("notification")));
        reach.set(ChannelKind::Sound, ChannelStatus::Open);
        assert_eq!(reach.keeper().as_deref(), Some("notification and sound"));
    }

    #[test]
    fn what_is_turned_off_reaches_nobody() {
        let reach = Reachability::new(&Alerts { desktop: false, stay_awake: false, ..Alerts::default() });
        assert_eq!(reach.status(ChannelKind::Desktop), &ChannelStatus::Silent(Unavailable::Off));
        assert!(reach.warnings().iter().any(|line| line.contains("asleep I cannot call you")));
    }

    #[test]
    fn the_lid_is_asked_for_only_where_it_would_be_missed() {
        let mut reach = Reachability::new(&Alerts::default());
        let mut said = |awake: Awake| {
            reach.set_awake(awake);
            reach.warnings().concat()
        };
        assert_eq!(said(Awake::Stays { lid: true, by: vec!["systemd-logind"] }), "");
        assert!(said(Awake::Stays { lid: false, by: vec!["GNOME"] }).starts_with("Keep the lid open:"));
        assert!(said(Awake::Sleeps).starts_with("Keep the laptop awake"));
    }
}
