//! Reads this computer's time zone on a separate thread: a zone file may be on a disk that hangs, and no call may wait for that.
//!
//! jiff can find the zone itself, but it reads the whole file that `TZ` names (`TZ=:/dev/zero` never ends), and searches all zones.
//! Here only a regular file is read, up to the size that a zone can need.

use jiff::tz::TimeZone;
use rustix::fs::{Mode, OFlags, open};
use std::env;
use std::fs::File;
use std::io::Read as _;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// How long the loop waits for a reading, once; a healthy disk needs less than a millisecond.
const TIMEOUT: Duration = Duration::from_millis(50);
/// The largest zone file, in bytes; the largest in the tz database has 4 kB.
const LARGEST: u64 = 256 * 1024;
/// Where zones are stored by name (tzset(3)), unless `TZDIR` is set.
const FOLDERS: [&str; 4] =
    ["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/var/db/timezone/zoneinfo", "/usr/share/lib/zoneinfo"];
/// The zone file if `TZ` is not set.
const LOCAL: &str = "/etc/localtime";

#[derive(Default)]
struct State {
    /// The zone as last read.
    known: Option<TimeZone>,
    /// Whether a reading is running; it may hang forever.
    reads: bool,
}

/// Reads the zone again and again.
struct ZoneReader {
    state: Mutex<State>,
    turn: Condvar,
    read: fn() -> TimeZone,
}

static LOCAL_ZONE: Mutex<Option<Arc<ZoneReader>>> = Mutex::new(None);

/// This computer's zone; `None` if it was never read. Starts a reading and waits a moment for it.
pub(super) fn local() -> Option<TimeZone> {
    let mut reader = LOCAL_ZONE.lock().unwrap_or_else(PoisonError::into_inner);
    let reader = Arc::clone(reader.get_or_insert_with(|| ZoneReader::new(read)));
    reader.zone()
}

impl ZoneReader {
    fn new(read: fn() -> TimeZone) -> Arc<ZoneReader> {
        Arc::new(ZoneReader { state: Mutex::default(), turn: Condvar::new(), read })
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn zone(self: &Arc<ZoneReader>) -> Option<TimeZone> {
        let mut state = self.lock();
        if !state.reads {
            let own = Arc::clone(self);
            let begun = thread::Builder::new().name("zone".to_owned()).spawn(move || {
                let zone = (own.read)();
                let mut state = own.lock();
                (state.known, state.reads) = (Some(zone), false);
                own.turn.notify_all();
            });
            state.reads = begun.is_ok();
            let waited = self.turn.wait_timeout_while(state, TIMEOUT, |state| state.reads);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        state.known.clone()
    }
}

fn read() -> TimeZone {
    match env::var_os("TZ") {
        None => file(Path::new(LOCAL)),
        Some(named) => {
            let named = named.as_bytes();
            let named = named.strip_prefix(b":").unwrap_or(named);
            std::str::from_utf8(named).ok().and_then(by_name)
        }
    }
    .unwrap_or(TimeZone::UTC)
}

/// The zone for `TZ` without its colon: a file, a name in the tz database, or a rule such as `CET-1CEST` (tzset(3)).
fn by_name(named: &str) -> Option<TimeZone> {
    let path = Path::new(named);
    if path.is_absolute() {
        return file(path);
    }
    let is_plain = path.components().all(|part| matches!(part, Component::Normal(_)));
    let folders = env::var_os("TZDIR").map(PathBuf::from).into_iter().chain(FOLDERS.map(PathBuf::from));
    let known = folders.filter(|_| is_plain && !named.is_empty()).find_map(|folder| file(&folder.join(path)));
    known.or_else(|| TimeZone::posix(named).ok())
}

/// The zone in a regular file of limited size.
fn file(path: &Path) -> Option<TimeZone> {
    // Opening a pipe must not wait for a writer.
    let file = open(path, OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC, Mode::empty()).ok()?;
    let file = File::from(file);
    let about = file.metadata().ok().filter(|about| about.is_file() && about.len() <= LARGEST)?;
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).ok()?);
    file.take(LARGEST).read_to_end(&mut bytes).ok()?;
    TimeZone::tzif("Local", &bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::{TIMEOUT, ZoneReader, by_name, file};
    use jiff::Timestamp;
    use jiff::tz::TimeZone;
    use std::path::Path;
    use std::thread;
    use std::time::Duration;

    /// Seconds ahead of UTC in the summer of 2026.
    fn summer(zone: &TimeZone) -> i32 {
        zone.to_offset(Timestamp::from_second(1_782_000_000).unwrap()).seconds()
    }

    #[test]
    fn a_name_a_path_and_a_rule_are_zones() {
        assert_eq!(by_name("CET-1CEST,M3.5.0,M10.5.0/3").as_ref().map(summer), Some(7_200));
        // Only where the system has the tz database.
        if let Some(zone) = by_name("/usr/share/zoneinfo/Asia/Tokyo") {
            assert_eq!((summer(&zone), by_name("Asia/Tokyo").as_ref().map(summer)), (32_400, Some(32_400)));
        }
        for nothing in ["", "..", "../../etc/passwd", "No/Such_Zone", "/etc/passwd", "/no/such/file", "/"] {
            assert_eq!(by_name(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn what_has_no_end_is_no_zone() {
        for path in ["/dev/zero", "/dev/random", "/dev/full", "/proc/kmsg"] {
            assert_eq!(file(Path::new(path)), None, "{path}");
        }
    }

    #[test]
    #[allow(clippy::disallowed_methods, reason = "it is about real waiting")]
    fn a_reading_that_hangs_is_waited_for_once() {
        let reader = ZoneReader::new(|| {
            loop {
                thread::park_timeout(Duration::from_secs(60));
            }
        });
        let begun = std::time::Instant::now();
        for _ in 0..100 {
            assert_eq!(reader.zone(), None);
        }
        assert!(begun.elapsed() < 4 * TIMEOUT, "{:?}", begun.elapsed());
        assert_eq!(ZoneReader::new(|| TimeZone::UTC).zone(), Some(TimeZone::UTC));
    }
}
