//! A full disk, and one that can only be read: cooking goes on in memory, is said so, and is written as soon as it can be.
//!
//! Each has a small file system of its own in memory, which takes root to mount.

use crate::closed::Shell;
use crate::home::{Home, until};
use baste::engine::Act;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

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
    shell.end();
}
