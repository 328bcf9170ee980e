//! A home with a session in it, and keepers that run there.

use baste::engine::{Act, ActId, Logged, Session};
use baste::journal::{ClockReading, Machine, MomentSource, Recovered, Seq, line, peek};
use baste::recipe::Dish;
use baste::runtime::clock::here;
use baste::runtime::control::{ControlFault, ask, request};
use baste::time::{Moment, Span};
use rustix::process::{Pid, Signal, kill_process};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

pub(crate) const BASTE: &str = env!("CARGO_BIN_EXE_baste");
/// Longer than anything takes, on a busy machine too.
pub(crate) const LONG: Duration = Duration::from_secs(20);
/// What a session is told nothing of: the cook's own desktop.
const OTHERS: [&str; 6] =
    ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR", "DISPLAY", "WAYLAND_DISPLAY"];

/// Gone with the test.
pub(crate) struct Home {
    path: PathBuf,
    /// `$XDG_STATE_HOME`.
    state: PathBuf,
    pub(crate) env: Vec<(&'static str, String)>,
}

impl Drop for Home {
    fn drop(&mut self) {
        // A keeper that went on without a screen is nobody's child.
        if let Some(keeper) = self.holder() {
            let _ = kill_process(keeper, Signal::KILL);
        }
        let _ = fs::remove_dir_all(&self.path);
    }
}

impl Home {
    pub(crate) fn new(test: &str) -> Home {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("baste-keeper-{test}-{}-{number}", std::process::id()));
        let state = path.join(".local/state");
        fs::create_dir_all(&state).unwrap();
        // Who runs the tests wants to hear none of it.
        let config = path.join(".config/baste");
        fs::create_dir_all(&config).unwrap();
        fs::write(config.join("config.toml"), "alerts.sound.on = false\n").unwrap();
        Home { path, state, env: vec![("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus".to_owned())] }
    }

    /// A session that began just now, as a keeper that was killed would have left it.
    pub(crate) fn with(test: &str, timers: &[(Span, &str)]) -> Home {
        let home = Home::new(test);
        home.begin(timers);
        home
    }

    /// Five timers.
    pub(crate) fn five(test: &str) -> Home {
        Home::with(test, &FIVE.map(|(mins, name)| (Span::mins(mins), name)))
    }

    /// Writes the journal of a session that begins now.
    pub(crate) fn begin(&self, timers: &[(Span, &str)]) {
        let (here, at) = (Home::here(), Moment::millis(0));
        let mut journal = line::anchor(Seq(0), &here.tied(at).anchor(MomentSource::Fresh)).unwrap();
        let mut session = Session::new();
        for ((span, name), n) in timers.iter().zip(0u32..) {
            let what = Box::new(Dish::timer((*name).to_owned(), *span));
            let act = Act::Add { dish: session.next_dish(), what };
            session.apply(act.clone(), at).unwrap();
            let logged = Logged { at, act, waits: false };
            journal.extend(line::act(Seq(u64::from(n) + 1), ActId(n), &logged).unwrap());
        }
        fs::create_dir_all(self.folder()).unwrap();
        fs::write(self.journal(), journal).unwrap();
    }

    /// Its `XDG_STATE_HOME` is another folder.
    pub(crate) fn with_state(mut self, state: &Path) -> Home {
        state.clone_into(&mut self.state);
        self.env.push(("XDG_STATE_HOME", state.to_str().unwrap().to_owned()));
        self
    }

    pub(crate) fn here() -> ClockReading {
        here(&Machine::this())
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn folder(&self) -> PathBuf {
        self.state.join("baste")
    }

    pub(crate) fn journal(&self) -> PathBuf {
        self.folder().join(format!("journal-{}", Home::here().machine.0))
    }

    pub(crate) fn socket(&self) -> PathBuf {
        self.folder().join(format!("socket-{}", Home::here().machine.0))
    }

    /// Who holds the lock, as it says there; the process must be a baste, since ids come again.
    pub(crate) fn holder(&self) -> Option<Pid> {
        let lock = self.folder().join(format!("lock-{}", Home::here().machine.0));
        let id: i32 = fs::read_to_string(lock).ok()?.lines().next()?.parse().ok()?;
        let program = fs::read_link(format!("/proc/{id}/exe")).ok()?;
        // Where it was built anew meanwhile, the system says "(deleted)" behind it.
        program.to_str().filter(|path| path.starts_with(BASTE)).and_then(|_| Pid::from_raw(id))
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(BASTE);
        command.args(args).env("HOME", &self.path).env("TZ", "UTC").stdin(Stdio::null());
        for name in OTHERS {
            command.env_remove(name);
        }
        command.envs(self.env.iter().cloned());
        command
    }

    /// A shell line that does the same.
    pub(crate) fn line(&self, args: &str) -> String {
        let unset: String = OTHERS.iter().map(|name| format!("-u {name} ")).collect();
        let set: String = self.env.iter().map(|(name, value)| format!("{name}={value} ")).collect();
        format!("env {unset}HOME={} TZ=UTC {set}{BASTE} {args}", self.path.display())
    }

    /// Starts a keeper, which may not be ready yet.
    pub(crate) fn keep(&self) -> Keeper {
        let mut command = self.command(&["keep"]);
        Keeper(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap())
    }

    /// Starts one, and waits until it answers.
    #[track_caller]
    pub(crate) fn kept(&self) -> Keeper {
        let mut keeper = self.keep();
        until("the keeper answers", || match self.ask("hello") {
            // That is no command.
            Err(ControlFault::Refused(_)) => Some(()),
            Ok(_) | Err(_) => {
                assert!(keeper.0.try_wait().unwrap().is_none(), "the keeper has ended");
                None
            }
        });
        keeper
    }

    /// One command to the keeper.
    pub(crate) fn ask(&self, words: &str) -> Result<String, ControlFault> {
        ask(&[self.socket()], &request(&words.split(' ').collect::<Vec<_>>()), LONG)
    }

    /// What the journal tells now.
    pub(crate) fn left(&self) -> Recovered {
        peek(&self.folder(), &Home::here()).unwrap()
    }

    pub(crate) fn session(&self) -> Session {
        Session::replay(self.left().acts)
    }

    /// Names of all that goes on.
    pub(crate) fn live(&self) -> Vec<String> {
        self.session().dishes().filter(|dish| dish.is_live()).map(|dish| dish.dish.name.clone()).collect()
    }

    /// Everything that a command says, and its exit code.
    pub(crate) fn baste(&self, args: &[&str]) -> (i32, String) {
        said(&mut self.command(args))
    }
}

/// Builds one of the small libraries of `tests/shim`, and gives its path; none where there is no compiler, which is said.
pub(crate) fn preload(home: &Home, name: &str) -> Option<String> {
    let library = home.path().join(format!("{name}.so"));
    let source = format!("{}/tests/shim/{name}.c", env!("CARGO_MANIFEST_DIR"));
    let mut cc = Command::new("cc");
    let Ok(built) = cc.args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(source).status() else {
        println!("skipped: there is no C compiler");
        return None;
    };
    assert!(built.success());
    Some(library.to_str().unwrap().to_owned())
}

/// Everything that a process says, and its exit code.
pub(crate) fn said(command: &mut Command) -> (i32, String) {
    let output = command.output().unwrap();
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    (output.status.code().unwrap_or(-1), said)
}

/// Minutes and names.
pub(crate) const FIVE: [(i64, &str); 5] = [(60, "Bread"), (12, "Eggs"), (25, "Rice"), (90, "Stock"), (7, "Peas")];

/// A process that ends with this.
pub(crate) struct Keeper(pub(crate) Child);

impl Keeper {
    pub(crate) fn pid(&self) -> Pid {
        Pid::from_child(&self.0)
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    pub(crate) fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    /// Its exit code, once it ends by itself.
    #[track_caller]
    pub(crate) fn ends(mut self) -> Option<i32> {
        until("it ends", || self.0.try_wait().unwrap()).code()
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
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
        std::thread::sleep(Duration::from_millis(2));
    }
}
