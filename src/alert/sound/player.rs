//! Where the tones lie while they are played, and which programs play them.
//!
//! The folder is private, made when the first tone sounds, and gone with this: a program that plays is given a file, since not all take
//! one from a pipe. One that a killed process left behind is cleared away by the next.

use super::tone::{Tone, wav};
use crate::alert::fallback_runner::Program;
use rustix::io::Errno;
use rustix::process::{Pid, geteuid, test_kill_process};
use std::env;
use std::fs::{self, DirBuilder};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// Programs that play a WAV file: of PipeWire, PulseAudio, ALSA and macOS. Each talks to what it is named after; where that is not
/// there it says so at once, and the next is tried.
const KNOWN: [&[&str]; 4] = [&["pw-play"], &["paplay"], &["aplay", "-q"], &["afplay"]];
/// The folder's name, before the process and a number.
const NAME: &str = "baste-tones-";
/// Names for it that are tried.
const NAMES: u32 = 100;

/// What the cook wants to play with, or else whatever is found.
pub(in crate::alert) fn players(wanted: Option<&Vec<String>>) -> Vec<Program> {
    let known = || KNOWN.iter().map(|program| program.iter().map(|word| (*word).to_owned()).collect()).collect();
    wanted.map_or_else(known, |program| vec![program.clone()])
}

pub(super) struct ToneFiles {
    volume: u8,
    folder: Option<PathBuf>,
}

impl ToneFiles {
    /// Tones at that volume, in percent. Nothing is written yet.
    pub(super) fn new(volume: u8) -> ToneFiles {
        ToneFiles { volume, folder: None }
    }

    /// Where the tone lies; it is written where it does not.
    pub(super) fn file(&mut self, tone: Tone) -> io::Result<PathBuf> {
        let bytes = || wav(tone, self.volume);
        let name = format!("{}-{}.wav", tone.kind.word(), tone.gain);
        // Somebody may have tidied up.
        if let Some(path) = self.folder.as_ref().filter(|folder| is_ours(folder)).map(|folder| folder.join(&name))
            && (path.is_file() || fs::write(&path, bytes()).is_ok())
        {
            return Ok(path);
        }
        let folder = private_folder()?;
        let path = folder.join(name);
        self.folder = Some(folder);
        // A file that was cut off, on a full disk, is not played the next time.
        fs::write(&path, bytes()).inspect_err(|_| drop(fs::remove_file(&path)))?;
        Ok(path)
    }
}

impl Drop for ToneFiles {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            let _ = fs::remove_dir_all(folder);
        }
    }
}

/// A new folder that only this user may look into, in memory where there is a place for such things.
fn private_folder() -> io::Result<PathBuf> {
    let runtime = env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|path| path.is_absolute());
    let in_runtime = runtime.map_or_else(|| Err(ErrorKind::NotFound.into()), |base| make(&base));
    in_runtime.or_else(|_| make(&env::temp_dir()))
}

/// Whether it is there, and nobody else has put it there since.
fn is_ours(folder: &Path) -> bool {
    let about = fs::symlink_metadata(folder).ok().filter(fs::Metadata::is_dir);
    about.is_some_and(|about| about.uid() == geteuid().as_raw() && about.mode() & 0o077 == 0)
}

/// A folder that is there already, or a link that somebody put there, is never taken.
fn make(base: &Path) -> io::Result<PathBuf> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    clear(base);
    let process = std::process::id();
    for _ in 0..NAMES {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = base.join(format!("{NAME}{process}-{number}"));
        match DirBuilder::new().mode(0o700).create(&path) {
            Err(e) if e.kind() == ErrorKind::AlreadyExists => {}
            made => return made.map(|()| path),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// Removes what processes that are gone have left there. One that only seems gone, as from inside a container, writes its tones anew.
fn clear(base: &Path) {
    for entry in fs::read_dir(base).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let process = name.to_str().and_then(|name| name.strip_prefix(NAME)?.split_once('-')?.0.parse().ok());
        let gone = |process: Pid| test_kill_process(process) == Err(Errno::SRCH);
        if process.and_then(Pid::from_raw).is_some_and(gone) && is_ours(&entry.path()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{NAME, ToneFiles, clear, players};
    use crate::alert::sound::tone::{Tone, ToneKind};
    use std::fs::{self, DirBuilder};
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    use std::process::Command;

    const CUE: Tone = Tone { kind: ToneKind::Cue, gain: 50 };

    #[test]
    fn a_tone_lies_where_only_its_user_looks_and_is_gone_with_the_last() {
        let mut files = ToneFiles::new(70);
        let path = files.file(CUE).unwrap();
        assert_eq!(files.file(CUE).unwrap(), path);
        assert_eq!(&fs::read(&path).unwrap()[..4], b"RIFF");
        let folder = path.parent().unwrap().to_owned();
        assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
        drop(files);
        assert!(!folder.exists());
    }

    #[test]
    fn what_was_tidied_away_is_written_again() {
        let mut files = ToneFiles::new(70);
        let path = files.file(CUE).unwrap();
        fs::remove_file(&path).unwrap();
        assert_eq!(files.file(CUE).unwrap(), path);
        fs::remove_dir_all(path.parent().unwrap()).unwrap();
        assert!(files.file(CUE).unwrap().is_file());
    }

    #[test]
    fn what_a_killed_process_left_is_cleared_away_and_nothing_else() {
        let base = std::env::temp_dir().join(format!("baste-clear-{}", std::process::id()));
        let mut gone = Command::new("true").spawn().unwrap();
        gone.wait().unwrap();
        let (gone, here) = (gone.id(), std::process::id());
        let names =
            [format!("{NAME}{here}-0"), format!("{NAME}{gone}"), format!("{NAME}x-0"), format!("baste-{gone}-0")];
        let left = base.join(format!("{NAME}{gone}-7"));
        for folder in names.iter().map(|name| base.join(name)).chain([left.clone()]) {
            DirBuilder::new().recursive(true).mode(0o700).create(&folder).unwrap();
            fs::write(folder.join("ring-55.wav"), "RIFF").unwrap();
        }
        clear(&base);
        assert!(!left.exists());
        assert!(names.iter().all(|name| base.join(name).join("ring-55.wav").exists()));
        fs::remove_dir_all(&base).unwrap();
    }

    #[test]
    fn the_cooks_own_player_is_the_only_one() {
        let own = vec!["mpv".to_owned(), "--really-quiet".to_owned()];
        assert_eq!(players(Some(&own)), [own]);
        assert_eq!(players(None).len(), 4);
    }
}
