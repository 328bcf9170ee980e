//! Only the tables give keys a meaning, and the README says the same.

use super::{
    BOARD, Binding, BoardCommand, END, END_EARLY, ENTRY, GIVE_UP, KeyPattern, QUIT_ENDS, QUIT_KEEPS, RESUME_OLD, RING,
    SET_UP, SHELF, TEXT, Table, UNDO_OLD, command,
};
use crate::time::minutes;
use crate::ui::Key;
use crate::ui::mute::MUTE_FOR;
use crate::ui::resolve::EXTENSION;
use std::fmt::Debug;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn the_readme_has_the_keys_of_the_board() {
    let rows: String = BOARD.iter().map(|row| format!("| {} | {} |\n", row.name, row.help)).collect();
    let table = format!("| key | does |\n|---|---|\n{rows}");
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    assert!(readme.contains(&table), "the README should have\n{table}");
}

#[test]
fn help_tells_the_spans_that_hold() {
    let help = |command| BOARD.iter().find(|row| row.command == command).unwrap().help;
    let spelled = |span| minutes(span).replace("min", "minutes");
    assert!(help(BoardCommand::More).contains(&format!("on a ring, {} more", spelled(EXTENSION))));
    assert!(help(BoardCommand::Mute).contains(&format!("no sound for {}", spelled(MUTE_FOR))));
}

#[track_caller]
fn no_clash<C: Copy + PartialEq + Debug>(table: Table<C>) {
    for row in table {
        let KeyPattern::These(keys) = row.keys else { continue };
        for key in keys {
            let rows = table.iter().filter(|row| matches!(row.keys, KeyPattern::These(keys) if keys.contains(key)));
            assert_eq!(rows.count(), 1, "{key:?} stands in two rows");
            assert_eq!(command(table, *key), Some(row.command));
        }
    }
}

#[test]
fn no_key_stands_in_two_rows_of_a_page() {
    for table in [BOARD, END] {
        no_clash(table);
    }
    no_clash(RING);
    no_clash(SHELF);
    no_clash(SET_UP);
    no_clash(TEXT);
    no_clash(ENTRY);
    for table in [END_EARLY, UNDO_OLD, GIVE_UP, QUIT_ENDS, QUIT_KEEPS, RESUME_OLD] {
        no_clash(table);
    }
}

#[test]
fn capitals_are_small_letters_and_a_letter_of_a_row_is_not_typed() {
    const TABLE: Table<u8> = &[
        Binding { keys: KeyPattern::Letters, name: "a-z", command: 0, help: "", footer: true },
        Binding { keys: KeyPattern::These(&[Key::Char('q')]), name: "q", command: 1, help: "", footer: true },
        Binding { keys: KeyPattern::Others, name: "any", command: 2, help: "", footer: true },
    ];
    let found = [Key::Char('Q'), Key::Char('ä'), Key::Space, Key::Up].map(|key| command(TABLE, key));
    assert_eq!(found, [Some(1), Some(0), Some(0), Some(2)]);
}

fn files(dir: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, into) } else { into.push(path) }
    }
}

#[test]
fn no_other_file_matches_a_key() {
    let mut paths = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui"), &mut paths);
    let names = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
    // The keys, their tables, and the file that handles repeats.
    paths.retain(|path| !["key.rs", "keymap.rs", "debounce.rs"].contains(&names(path).as_str()));
    paths.retain(|path| !names(path).contains("tests"));
    assert!(paths.len() > 15, "{paths:?}");
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        assert!(!text.contains("Key::"), "{} names a key", path.display());
    }
}
