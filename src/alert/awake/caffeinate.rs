//! Sleep held off by `caffeinate`, which macOS has (caffeinate(8)). The lid it cannot hold. Not tested.

use super::Awake;
use crate::time::Moment;
use std::process::{Child, Command, Stdio};

/// What is held: the process that holds it.
pub(super) struct Caffeinate(Option<Child>);

impl Caffeinate {
    /// Takes it. It ends with this process, whatever ends that.
    pub(super) fn take(_: fn() -> Moment, _: &dyn Fn() -> bool) -> Caffeinate {
        let mut caffeinate = Command::new("caffeinate");
        caffeinate.args(["-i", "-w", &std::process::id().to_string()]);
        Caffeinate(caffeinate.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok())
    }

    pub(super) fn awake(&self) -> Awake {
        match self.0 {
            Some(_) => Awake::Stays { lid: false, by: vec!["caffeinate"] },
            None => Awake::Sleeps,
        }
    }

    /// Gives it back.
    pub(super) fn give(self, _: fn() -> Moment) {
        if let Some(mut child) = self.0 {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
