//! Identifies this computer and its current boot. Only this file asks the system for them.
//!
//! Linux provides both in files. On other systems the boot is unknown, so a new process uses the wall clock each time; the computer
//! is unknown too, which matters only if several computers share a home.

use super::anchor::{BootId, ClockReading, MachineId};
use crate::time::Moment;
use std::fs;
use std::path::Path;

const MACHINE: [&str; 2] = ["/etc/machine-id", "/var/lib/dbus/machine-id"];
const BOOT: &str = "/proc/sys/kernel/random/boot_id";

/// A computer and its boot. Read once, since neither changes during the life of a process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machine {
    id: MachineId,
    boot: Option<BootId>,
}

impl Machine {
    /// This computer.
    pub fn this() -> Machine {
        let [first, second] = MACHINE.map(Path::new);
        Machine::told_by(&[first, second], Path::new(BOOT))
    }

    /// Reads both from files: the first of `machine` with any content, and `boot`.
    pub fn told_by(machine: &[&Path], boot: &Path) -> Machine {
        let id = machine.iter().find_map(|path| word(path));
        let id = id.map_or(0, |id| crc32fast::hash(id.as_bytes()));
        Machine { id: MachineId(format!("{id:08x}")), boot: word(boot).map(BootId) }
    }

    /// A reading of the clocks on this computer. Both must be read at one instant: `boot_ms` is milliseconds since the boot, sleep
    /// included, `wall_ms` since the Unix epoch.
    pub fn at(&self, boot_ms: i64, wall_ms: i64) -> ClockReading {
        let moment = Moment::millis(boot_ms);
        ClockReading { machine: self.id.clone(), boot: self.boot.clone(), boot_ms, wall_ms, moment }
    }
}

/// The content of a file, if it is a single word.
fn word(path: &Path) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let word = text.trim();
    // A system image contains this word before its first boot (machine-id(5)).
    (!word.is_empty() && word != "uninitialized").then(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::Machine;
    use crate::journal::store::tests::Folder;
    use std::fs;

    #[test]
    fn files_tell_which_it_is() {
        let folder = Folder::new("machine");
        let path = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::write(&path, text).unwrap();
            path
        };
        let (none, empty) = (folder.path().join("none"), path("empty", "uninitialized\n"));
        let (id, other) = (path("id", "4b1d\n"), path("other", "4b1e\n"));
        let (boot, next) = (path("boot", "b-1\n"), path("next", "b-2\n"));

        let here = Machine::told_by(&[&none, &empty, &id], &boot);
        assert_eq!(here, Machine::told_by(&[&id], &boot));
        assert_eq!(here.at(1, 2).machine.0.len(), 8);
        assert_ne!(here.at(1, 2).machine, Machine::told_by(&[&other], &boot).at(1, 2).machine);
        assert_ne!(here.at(1, 2).boot, Machine::told_by(&[&id], &next).at(1, 2).boot);
        assert_eq!(Machine::told_by(&[&none], &none).at(1, 2).boot, None);
    }
}
