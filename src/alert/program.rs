//! Another program, run for a moment: the one way in which a channel starts one.
//!
//! It is started without a shell, in a process group of its own, with nothing to read and nowhere to write to. A small thread waits
//! for its end, so that nobody else has to and no zombie stays. Its id is not given back before that thread has reaped it, so that
//! a kill can never meet another process. A few descriptors are kept for it ([`SPARE`]): where all others are taken, a call still goes out.

use super::Unavailable;
use rustix::io::Errno;
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};
use std::fs::File;
use std::io::{self, ErrorKind};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Stack of the waiting thread, which needs very little.
const STACK: usize = 64 * 1024;

/// Descriptors that starting a program takes: three streams, and a pipe for a failed start; twice, as two threads may start one at once.
const NEEDED: usize = 10;

/// Descriptors that are given up for the moment of a start where the system has no other.
static SPARE: Mutex<Vec<File>> = Mutex::new(Vec::new());

/// Takes the spare descriptors, as many as are missing and can be had.
fn keep_spare() {
    let mut spare = SPARE.lock().unwrap_or_else(PoisonError::into_inner);
    while spare.len() < NEEDED {
        let Ok(file) = File::open("/dev/null") else { return };
        spare.push(file);
    }
}

/// Starts `process`, with the spare descriptors if there is no other.
fn spawn(process: &mut Command) -> io::Result<Child> {
    let started = process.spawn();
    let is_full =
        |e: &io::Error| [Errno::MFILE, Errno::NFILE].iter().any(|full| e.raw_os_error() == Some(full.raw_os_error()));
    if !started.as_ref().is_err_and(is_full) {
        return started;
    }
    SPARE.lock().unwrap_or_else(PoisonError::into_inner).clear();
    let started = process.spawn();
    keep_spare();
    started
}

/// A job that a program was given, by number; numbers do not come again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct JobId(pub(super) u64);

/// A program ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ProgramExit {
    pub(super) job: JobId,
    /// In words what went wrong, where something did: "failed (exit code 1)".
    pub(super) outcome: Result<(), String>,
}

/// Where the end of a program is told.
pub(super) type ExitSink = Arc<dyn Fn(ProgramExit) + Send + Sync>;

/// Starts programs; tests have a fake one.
pub(super) trait Launcher {
    /// A program that was started.
    type Running: RunningProgram;
    /// Starts `command`, its name first. How it ends is told by the number of its job.
    fn start(&mut self, job: JobId, command: &[String], env: &[(String, String)])
    -> Result<Self::Running, LaunchError>;
}

/// A program that was started.
pub(super) trait RunningProgram {
    /// Ends it and every process it started. Its exit is still reported.
    fn kill(&self);
}

/// Why a program did not start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LaunchError {
    /// No program has that name.
    NotFound,
    /// Something else, in the words of the system.
    Other(String),
}

impl LaunchError {
    /// With the program's name: "ntfy: not found".
    pub(super) fn of(&self, name: &str) -> Unavailable {
        match self {
            LaunchError::NotFound => Unavailable::NotFound(name.to_owned()),
            LaunchError::Other(words) => Unavailable::Other(format!("{name}: {words}")),
        }
    }
}

/// The name of a program in messages: without its folders.
pub(super) fn name(command: &[String]) -> &str {
    let path = command.first().map_or("", String::as_str);
    path.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or(path)
}

/// The system's own processes.
pub(super) struct Processes {
    ends: ExitSink,
}

impl Processes {
    pub(super) fn new(ends: ExitSink) -> Processes {
        keep_spare();
        Processes { ends }
    }
}

/// A running process; dropping this does not end it.
pub(super) struct Process {
    group: Pid,
    /// Whether its id may mean another process by now.
    reaped: Arc<Mutex<bool>>,
}

impl RunningProgram for Process {
    fn kill(&self) {
        let reaped = lock(&self.reaped);
        if !*reaped {
            // If it has just ended by itself there is nothing to kill.
            let _ = kill_process_group(self.group, Signal::KILL);
        }
    }
}

impl Launcher for Processes {
    type Running = Process;

    fn start(&mut self, job: JobId, command: &[String], env: &[(String, String)]) -> Result<Process, LaunchError> {
        let Some((program, arguments)) = command.split_first().filter(|(program, _)| !program.is_empty()) else {
            return Err(LaunchError::NotFound);
        };
        let mut process = Command::new(program);
        process.args(arguments).envs(env.iter().map(|(name, value)| (name, value)));
        process.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
        let child = spawn(&mut process).map_err(|e| not_started(&e))?;
        let (group, reaped) = (Pid::from_child(&child), Arc::new(Mutex::new(false)));
        let (ends, seen) = (Arc::clone(&self.ends), Arc::clone(&reaped));
        let waits = thread::Builder::new().name("program".to_owned()).stack_size(STACK);
        let process = Process { group, reaped };
        match waits.spawn(move || ends(ProgramExit { job, outcome: wait(child, &seen) })) {
            Ok(_) => Ok(process),
            Err(e) => {
                process.kill();
                Err(LaunchError::Other(e.to_string()))
            }
        }
    }
}

fn not_started(e: &io::Error) -> LaunchError {
    match e.kind() {
        ErrorKind::NotFound => LaunchError::NotFound,
        ErrorKind::PermissionDenied => LaunchError::Other("may not be run".to_owned()),
        _ => LaunchError::Other(e.to_string()),
    }
}

fn lock(reaped: &Mutex<bool>) -> MutexGuard<'_, bool> {
    reaped.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits for the end without taking the id away, then takes it while nobody can be about to kill it.
fn wait(mut child: Child, reaped: &Mutex<bool>) -> Result<(), String> {
    let id = WaitId::Pid(Pid::from_child(&child));
    while matches!(waitid(id.clone(), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT), Err(Errno::INTR)) {}
    let mut reaped = lock(reaped);
    let status = child.wait();
    *reaped = true;
    drop(reaped);
    status.map_err(|e| e.to_string()).and_then(outcome)
}

fn outcome(status: ExitStatus) -> Result<(), String> {
    match status.code() {
        Some(0) => Ok(()),
        Some(code) => Err(format!("failed (exit code {code})")),
        None => Err("was killed".to_owned()),
    }
}

#[cfg(test)]
pub(super) mod fake {
    //! Programs that do not exist: each behaves as the test sets for its name.

    use super::{JobId, LaunchError, Launcher, ProgramExit, RunningProgram};
    use std::cell::{Cell, RefCell};
    use std::collections::HashMap;
    use std::rc::Rc;

    #[derive(Clone, Copy, Default, PartialEq)]
    pub(in crate::alert) enum Mood {
        #[default]
        Works,
        Fails,
        Hangs,
        Missing,
    }

    #[derive(Clone, Default)]
    pub(in crate::alert) struct Fake {
        moods: Rc<RefCell<HashMap<String, Mood>>>,
        input: Rc<RefCell<Vec<String>>>,
        env: Rc<RefCell<Vec<(String, String)>>>,
        ended: Rc<RefCell<Vec<ProgramExit>>>,
        alive: Rc<Cell<usize>>,
        most: Rc<Cell<usize>>,
    }

    pub(in crate::alert) struct Played {
        fake: Fake,
        name: String,
        job: JobId,
        hangs: bool,
    }

    impl Fake {
        pub(in crate::alert) fn mood(&self, name: &str, mood: Mood) {
            self.moods.borrow_mut().insert(name.to_owned(), mood);
        }
        /// What was started and killed since.
        pub(in crate::alert) fn commands(&self) -> Vec<String> {
            self.input.take()
        }
        /// What ended since.
        pub(in crate::alert) fn ended(&self) -> Vec<ProgramExit> {
            self.ended.take()
        }
        /// The environment of the last one.
        pub(in crate::alert) fn env(&self) -> Vec<(String, String)> {
            self.env.borrow().clone()
        }
        /// The most that hung at a time.
        pub(in crate::alert) fn most(&self) -> usize {
            self.most.get()
        }
    }

    impl Launcher for Fake {
        type Running = Played;
        fn start(&mut self, job: JobId, command: &[String], env: &[(String, String)]) -> Result<Played, LaunchError> {
            let name = command[0].clone();
            let mood = self.moods.borrow().get(&name).copied().unwrap_or_default();
            self.input.borrow_mut().push(command.join(" "));
            *self.env.borrow_mut() = env.to_vec();
            match mood {
                Mood::Missing => return Err(LaunchError::NotFound),
                Mood::Works => self.ended.borrow_mut().push(ProgramExit { job, outcome: Ok(()) }),
                Mood::Fails => {
                    let outcome = Err("failed (exit code 1)".to_owned());
                    self.ended.borrow_mut().push(ProgramExit { job, outcome });
                }
                Mood::Hangs => self.alive.set(self.alive.get() + 1),
            }
            self.most.set(self.most.get().max(self.alive.get()));
            Ok(Played { fake: self.clone(), name, job, hangs: mood == Mood::Hangs })
        }
    }

    impl RunningProgram for Played {
        fn kill(&self) {
            self.fake.input.borrow_mut().push(format!("kill {}", self.name));
            if self.hangs {
                self.fake.alive.set(self.fake.alive.get() - 1);
                let outcome = Err("was killed".to_owned());
                self.fake.ended.borrow_mut().push(ProgramExit { job: self.job, outcome });
            }
        }
    }
}
