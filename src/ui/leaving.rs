//! What happens to cooking when the cook leaves the screen.

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Leaving {
    /// There is no keeper (a rehearsal), so everything ends.
    #[default]
    Ends,
    /// A keeper continues and calls through these channels.
    Keeps(String),
    /// A keeper continues, but has no channel to call through.
    KeepsMute,
}

impl Leaving {
    /// `calls_by`: the channels that work without a screen, in words.
    pub(super) fn new(keeper: bool, calls_by: Option<&str>) -> Leaving {
        match (keeper, calls_by) {
            (false, _) => Leaving::Ends,
            (true, Some(by)) => Leaving::Keeps(by.to_owned()),
            (true, None) => Leaving::KeepsMute,
        }
    }
}
