//! What leaving the screen can mean.

/// What becomes of what cooks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Leaving {
    /// It ends: there is no keeper (a rehearsal).
    #[default]
    Ends,
    /// A keeper goes on calling, by these means.
    Keeps(String),
    /// A keeper goes on, but nothing would call.
    KeepsMute,
}

impl Leaving {
    /// Whether a keeper can go on, and what calls where there is no screen.
    pub(super) fn new(keeper: bool, calls_by: Option<&str>) -> Leaving {
        match (keeper, calls_by) {
            (false, _) => Leaving::Ends,
            (true, Some(by)) => Leaving::Keeps(by.to_owned()),
            (true, None) => Leaving::KeepsMute,
        }
    }
}
