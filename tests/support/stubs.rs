//! Programs that only write down how they were called, and channels that lead to them.

use baste::alert::{Channels, Notice, Standing};
use baste::engine::{ActId, AlarmId, AlarmLevel};
use baste::time::{Clock, Moment};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// Longer than anything takes, on a busy machine too.
const LONG: Duration = Duration::from_secs(20);

/// A folder with programs in it; gone with the test.
pub(crate) struct Stubs {
    path: PathBuf,
}

impl Drop for Stubs {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

impl Stubs {
    pub(crate) fn new(test: &str) -> Stubs {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("baste-stubs-{test}-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Stubs { path }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// A program that writes its arguments to a file of its name and then does what `script` says; `$log` is that file.
    pub(crate) fn program(&self, name: &str, script: &str) -> String {
        let (path, log) = (self.path.join(name), self.log_of(name));
        let lines = format!("#!/bin/sh\nlog={}\nprintf '%s\\0' \"$@\" end >>\"$log\"\n{script}\n", log.display());
        // Written elsewhere and moved: what is being written cannot be started.
        let new = path.with_extension("new");
        fs::write(&new, lines).unwrap();
        fs::set_permissions(&new, fs::Permissions::from_mode(0o755)).unwrap();
        fs::rename(&new, &path).unwrap();
        path.to_str().unwrap().to_owned()
    }

    pub(crate) fn log_of(&self, name: &str) -> PathBuf {
        self.path.join(format!("{name}.log"))
    }

    /// The arguments of every call so far.
    pub(crate) fn calls(&self, name: &str) -> Vec<Vec<String>> {
        let bytes = fs::read(self.log_of(name)).unwrap_or_default();
        let (mut calls, mut call) = (Vec::new(), Vec::new());
        for word in bytes.split(|byte| *byte == 0) {
            let word = String::from_utf8(word.to_vec()).unwrap();
            if word == "end" { calls.push(std::mem::take(&mut call)) } else { call.push(word) }
        }
        calls
    }

    /// Waits until it was called so often.
    #[track_caller]
    pub(crate) fn called(&self, name: &str, times: usize) -> Vec<Vec<String>> {
        until(&format!("call {times} of {name}"), || Some(self.calls(name)).filter(|calls| calls.len() >= times))
    }
}

/// Looks until there is something.
#[track_caller]
pub(crate) fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < LONG, "never came: {what}");
        std::thread::sleep(Duration::from_millis(1));
    }
}

pub(crate) fn ring(n: u32, calls: u32, title: &str, body: &str) -> Notice {
    Notice {
        id: AlarmId::OvenHot(ActId(n)),
        level: AlarmLevel::Ring,
        since: Moment::millis(0),
        calls,
        dish: "Pork belly".to_owned(),
        title: title.to_owned(),
        body: body.to_owned(),
        phase: None,
        offers: Vec::new(),
    }
}

pub(crate) fn show(channels: &Channels, notices: &[Notice]) {
    let clock = Clock::default();
    let standing = Standing::of(notices, Moment::millis(0), &clock);
    channels.show(&standing);
}

/// What recipes and cooks come up with.
pub(crate) const HOSTILE: [&str; 8] = [
    "--help",
    "-rf / $(touch pwned) `touch pwned`; touch pwned",
    "\"double\" 'single' \\ * ? ~ # & | < >",
    "{title} {body} {json}",
    "two\nlines\tand\u{1b}[31m red\u{7}",
    "nul\0nul",
    "@/etc/passwd",
    "燒肉 👩‍🍳 ½ °F",
];

/// Threads, descriptors and children of this process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Holds {
    pub(crate) threads: usize,
    pub(crate) descriptors: usize,
    pub(crate) children: usize,
}

#[cfg(target_os = "linux")]
pub(crate) fn holds() -> Holds {
    let count = |path: &str| fs::read_dir(path).unwrap().count();
    let tasks = fs::read_dir("/proc/self/task").unwrap().flatten();
    let children = tasks.map(|task| fs::read_to_string(task.path().join("children")).unwrap_or_default());
    let children = children.map(|ids| ids.split_whitespace().count()).sum();
    Holds { threads: count("/proc/self/task"), descriptors: count("/proc/self/fd"), children }
}
