//! A disk that is full, slow or can only be read, a journal of somebody else, a home that two laptops share: cooking goes on in memory, is
//! said so, and is written as soon as it can be.
//!
//! Some have a small file system of their own in memory, which takes root to mount; a small library in C makes a disk slow.

use crate::closed::Shell;
use crate::home::{Home, preload, until};
use baste::engine::Act;
use baste::time::Span;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// A file system in memory, unmounted with this.
struct Disk(PathBuf);

impl Disk {
    /// None where the system refuses; says so.
    fn mount(test: &str) -> Option<Disk> {
        let path = std::env::temp_dir().join(format!("baste-disk-{test}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        let disk = Disk(path);
        if mount(&["-t", "tmpfs", "-o", "size=64k", "none"], &disk.0) {
            return Some(disk);
        }
        println!("skipped: nothing may be mounted here");
        None
    }

    /// Takes all the room there is.
    fn fill(&self) {
        let filler = self.filler();
        let mut size = 64 * 1024;
        while size > 0 {
            let mut all = fs::read(&filler).unwrap_or_default();
            all.extend(vec![b'x'; size]);
            if fs::write(&filler, &all).is_err() {
                size /= 2;
            }
        }
    }

    fn filler(&self) -> PathBuf {
        self.0.join("filler")
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Lazily: a keeper may still end.
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
        let _ = fs::remove_dir(&self.0);
    }
}

fn mount(args: &[&str], path: &Path) -> bool {
    Command::new("mount").args(args).arg(path).output().is_ok_and(|output| output.status.success())
}

/// How often Bread was given more time.
fn more(home: &Home) -> usize {
    home.left().acts.iter().filter(|logged| matches!(logged.act, Act::More { .. })).count()
}

#[test]
#[ignore = "needs tmux and root; run by .ci/run"]
fn on_a_full_disk_cooking_goes_on_and_is_written_later() {
    let Some(disk) = Disk::mount("full") else { return };
    let home = Home::new("full").with_state(&disk.0);
    let shell = Shell::new("full");
    shell.baste(&home, "timer 12m Bread", "Bread");
    until("it is written", || (home.live() == ["Bread"]).then_some(()));
    disk.fill();
    for _ in 0..100 {
        home.ask("more 1m Bread").unwrap();
    }
    shell.shows("Not saved yet: the disk is full");
    assert!(more(&home) < 100);
    // What only one process knows is not given to another.
    let (code, said) = home.baste(&["keep"]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("it has acts that are not saved yet"), "{said}");
    shell.shows("Not saved yet: the disk is full");
    fs::remove_file(disk.filler()).unwrap();
    until("all of it is written", || (more(&home) == 100).then_some(()));
    shell.until("it is said no more", |screen| !screen.contains("Not saved yet"));
    shell.end();
}

#[test]
#[ignore = "needs tmux and root; run by .ci/run"]
fn in_a_folder_that_can_only_be_read_cooking_goes_on_and_is_written_later() {
    let Some(disk) = Disk::mount("read") else { return };
    let home = Home::new("read").with_state(&disk.0);
    let shell = Shell::new("read");
    assert!(mount(&["-o", "remount,ro"], &disk.0));
    shell.baste(&home, "timer 12m Bread", "Not saved yet: the journal's folder is read-only");
    shell.shows("Bread");
    assert!(mount(&["-o", "remount,rw"], &disk.0));
    // It looks again every half minute.
    shell.long("it is said no more", |screen| !screen.contains("Not saved yet"));
    assert_eq!(home.live(), ["Bread"]);
    // From now on it can be called, and can go on without a screen.
    assert_eq!(home.ask("more 1m Bread").unwrap(), "Bread: 1 min more");
    shell.slow_key("q");
    shell.shows("leave it running");
    shell.key("Escape");
    shell.end();
}

/// A disk that takes its time for whatever is in the home's folder.
pub(crate) struct Slow(PathBuf);

/// What becomes of writes and syncs, as the library in C numbers it.
#[derive(Clone, Copy, Debug)]
enum Fault {
    None = 0,
    InputOutput = 1,
    NoSpace = 2,
    ShortWrites = 3,
}

impl Slow {
    pub(crate) fn of(home: &mut Home) -> Option<Slow> {
        let library = preload(home, "disk")?;
        let slow = Slow(home.path().join("slow"));
        slow.by(0);
        slow.fails(Fault::None);
        let text = |path: &Path| path.to_str().unwrap().to_owned();
        home.env.extend([
            ("LD_PRELOAD", library),
            ("BASTE_DISK", text(&slow.0)),
            ("BASTE_DISK_AT", text(&home.folder())),
        ]);
        Some(slow)
    }

    /// So many milliseconds longer. In place, since it is mapped.
    pub(crate) fn by(&self, ms: i64) {
        self.set(0, ms);
    }

    fn fails(&self, fault: Fault) {
        self.set(8, fault as i64);
    }

    fn set(&self, place: u64, number: i64) {
        use std::os::unix::fs::FileExt;
        let file = fs::File::options().write(true).create(true).truncate(false).open(&self.0).unwrap();
        file.write_all_at(&number.to_ne_bytes(), place).unwrap();
    }
}

const HOUR: i64 = 3_600_000;

#[test]
#[ignore = "needs tmux and a C compiler; run by .ci/run"]
fn on_a_disk_that_hangs_keys_and_rings_go_on() {
    let mut home = Home::new("slow");
    let Some(slow) = Slow::of(&mut home) else { return };
    let shell = Shell::new("slow");
    shell.baste(&home, "timer 12m Bread 7s Egg", "Egg");
    until("it is written", || (home.live() == ["Bread", "Egg"]).then_some(()));
    slow.by(HOUR);
    let begun = Instant::now();
    home.ask("more 1m Bread").unwrap();
    assert!(begun.elapsed() < Duration::from_secs(1), "an act waited for the disk: {:?}", begun.elapsed());
    shell.shows("Not saved yet: the disk is slow");
    assert_eq!(more(&home), 0);
    // It rings on a disk that takes nothing.
    shell.shows("time is up");
    assert!(begun.elapsed() < Duration::from_secs(8), "the ring waited for the disk: {:?}", begun.elapsed());
    slow.by(0);
    until("all of it is written", || (more(&home) == 1).then_some(()));
    shell.slow_key("Enter");
    shell.slow_key("Enter");
    shell.until("it is said no more", |screen| !screen.contains("Not saved yet"));
    shell.end();
}

#[test]
#[ignore = "needs tmux and a C compiler; run by .ci/run"]
fn while_a_folder_that_hangs_is_tried_again_it_rings_in_time() {
    let mut home = Home::new("hang");
    let Some(slow) = Slow::of(&mut home) else { return };
    // A file stands in the folder's place.
    fs::create_dir_all(home.folder().parent().unwrap()).unwrap();
    fs::write(home.folder(), "").unwrap();
    let shell = Shell::new("hang");
    let begun = Instant::now();
    shell.baste(&home, "timer 34s Egg", "Not saved yet: something else stands in the journal's place");
    fs::remove_file(home.folder()).unwrap();
    slow.by(HOUR);
    shell.long("it rings", |screen| screen.contains("time is up"));
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(36), "the ring waited for the folder: {took:?}");
    assert!(fs::read_dir(home.folder()).is_ok(), "the folder was tried again meanwhile");
    slow.by(0);
    until("it is written", || (home.folder().exists() && home.live() == ["Egg"]).then_some(()));
    home.ask("quiet").unwrap();
    home.ask("done").unwrap();
    until("it is over", || home.live().is_empty().then_some(()));
}

#[test]
#[ignore = "needs tmux and root; run by .ci/run"]
fn a_journal_of_somebody_else_is_left_alone() {
    if !rustix::process::getuid().is_root() {
        println!("skipped: only root gives files away");
        return;
    }
    let home = Home::with("other", &[(Span::mins(60), "Theirs")]);
    let nobody = Some(65_534);
    std::os::unix::fs::chown(home.journal(), nobody, nobody).unwrap();
    let before = fs::read(home.journal()).unwrap();
    let shell = Shell::new("other");
    shell.baste(&home, "timer 12m Bread", "Not saved yet: the journal belongs to another user");
    shell.shows("Bread");
    assert_eq!(fs::read(home.journal()).unwrap(), before);
    fs::remove_file(home.journal()).unwrap();
    shell.long("it is said no more", |screen| !screen.contains("Not saved yet"));
    assert_eq!(home.live(), ["Bread"]);
    shell.end();
}

#[test]
#[ignore = "needs tmux and a C compiler; run by .ci/run"]
fn two_laptops_on_one_home_leave_each_other_alone() {
    let mut home = Home::with("laptops", &[(Span::mins(60), "Here")]);
    let Some(library) = preload(&home, "disk") else { return };
    let _keeper = home.kept();
    let before = home.left();
    let id = home.path().join("machine-id");
    fs::write(&id, "0123456789abcdef0123456789abcdef\n").unwrap();
    home.env.extend([("LD_PRELOAD", library), ("BASTE_MACHINE", id.to_str().unwrap().to_owned())]);
    let shell = Shell::new("laptops");
    shell.baste(&home, "timer 12m There", "Another computer has a session in this home folder. It is left alone.");
    shell.shows("There");
    // The one here goes on, and knows nothing of the other.
    home.ask("more 1m Here").unwrap();
    assert_eq!(home.live(), ["Here"]);
    assert_eq!(more(&home), 1);
    assert_eq!(home.left().acts.len(), before.acts.len() + 1);
    shell.end();
    home.ask("more 1m Here").unwrap();
    assert_eq!(home.live(), ["Here"]);
}

/// Acts while the disk fails are in memory, and written afterwards; what is due calls all the same.
#[test]
#[ignore = "needs a C compiler; run by .ci/run"]
fn faults_of_the_disk_lose_nothing_and_delay_no_call() {
    for (fault, delay) in [
        (Fault::InputOutput, 0),
        (Fault::NoSpace, 0),
        (Fault::ShortWrites, 0),
        (Fault::None, 700),
        (Fault::ShortWrites, 700),
    ] {
        let mut home = Home::new("faults");
        let Some(slow) = Slow::of(&mut home) else { return };
        let (script, log) = (home.path().join("ring.sh"), home.path().join("rang"));
        fs::write(&script, format!("date +%s%N >>'{}'\n", log.display())).unwrap();
        let run = format!("alerts.sound.on = false\nalerts.run = [[\"sh\", \"{}\"]]\n", script.display());
        fs::write(home.path().join(".config/baste/config.toml"), run).unwrap();
        home.begin(&[(Span::mins(60), "Bread"), (Span::secs(4), "Egg")]);
        let due = home.left().anchors[0].wall_ms + 4_000;
        let keeper = home.kept();
        slow.fails(fault);
        slow.by(delay);
        for _ in 0..10 {
            home.ask("more 1m Bread").unwrap();
        }
        let rang = until("it calls", || {
            let text = fs::read_to_string(&log).ok()?;
            text.lines().next()?.parse::<i64>().ok()
        });
        let late = rang / 1_000_000 - due;
        println!("{fault:?}, {delay} ms for each operation: called {late} ms late");
        // 0.2 s is promised; a busy machine needs longer for a shell.
        assert!((0..1_000).contains(&late), "{late} ms late with {fault:?}");
        slow.fails(Fault::None);
        slow.by(0);
        // The next act makes it try again at once.
        until("all is written", || {
            home.ask("more 1m Bread").unwrap();
            (more(&home) > 10).then_some(())
        });
        keeper.kill();
        let left = home.left();
        assert!(left.notes.is_empty(), "{:?}", left.notes);
    }
}
