//! Unpacks zip archives and gzip files in memory, within limits (APPNOTE 6.3.10, RFC 1951, RFC 1952).
//!
//! Nothing is written to disk, and names in an archive are never used as paths. The limits hold for memory and time, however hostile the
//! archive is.

use super::error::ImportError;
use flate2::{Decompress, FlushDecompress, Status};
use std::borrow::Cow;

/// The most files in an archive.
const MOST_FILES: usize = 20_000;
/// The largest file in an archive: more than a recipe with its photographs.
const LARGEST_FILE: usize = 32_000_000;
/// The first allocation for an unpacked file; later ones double it.
const CHUNK: usize = 16_384;
/// The most bytes that are unpacked from one archive in all.
const LARGEST_IN_ALL: usize = 300_000_000;

const END_MARK: &[u8] = b"PK\x05\x06";
const ENTRY_MARK: &[u8] = b"PK\x01\x02";
const LOCAL_MARK: &[u8] = b"PK\x03\x04";
const END_LENGTH: usize = 22;
const ENTRY_LENGTH: usize = 46;
const LOCAL_LENGTH: usize = 30;
/// The longest comment after the end record.
const LONGEST_COMMENT: usize = 0xffff;

/// Whether the bytes begin like a zip archive.
pub(crate) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(LOCAL_MARK) || bytes.starts_with(END_MARK)
}

/// Whether the bytes begin like a gzip file.
pub(crate) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x1f\x8b\x08")
}

/// How many bytes may still be unpacked.
#[derive(Debug)]
pub(crate) struct UnpackBudget {
    left: usize,
}

impl Default for UnpackBudget {
    fn default() -> UnpackBudget {
        UnpackBudget { left: LARGEST_IN_ALL }
    }
}

impl UnpackBudget {
    /// Unpacks a gzip file (RFC 1952, 2.3).
    pub(crate) fn gunzip(&mut self, bytes: &[u8]) -> Result<Vec<u8>, ImportError> {
        let flags = *bytes.get(3).ok_or(ImportError::Damaged)?;
        let mut at = 10;
        if flags & 4 != 0 {
            at += 2 + usize::from(short(bytes, at)?);
        }
        // Skips the original name and a comment, each terminated by a zero.
        for _ in 0..(flags & 8) / 8 + (flags & 16) / 16 {
            let rest = bytes.get(at..).ok_or(ImportError::Damaged)?;
            at += 1 + rest.iter().position(|byte| *byte == 0).ok_or(ImportError::Damaged)?;
        }
        if flags & 2 != 0 {
            at += 2;
        }
        let packed = bytes.get(at..).ok_or(ImportError::Damaged)?;
        let (whole, used) = self.inflate(packed)?;
        let sum = long(packed, used)?;
        if usize::try_from(crc32fast::hash(&whole)).ok() == Some(sum) { Ok(whole) } else { Err(ImportError::Damaged) }
    }

    /// Unpacks a deflate stream (RFC 1951). Returns its content and its packed length.
    fn inflate(&mut self, packed: &[u8]) -> Result<(Vec<u8>, usize), ImportError> {
        let most = self.left.min(LARGEST_FILE);
        let mut inflater = Decompress::new(false);
        let mut whole = Vec::new();
        loop {
            let used = usize::try_from(inflater.total_in()).map_err(|_| ImportError::Damaged)?;
            let before = (used, whole.len());
            let room = (most + 1).saturating_sub(whole.len()).min(whole.len().max(CHUNK));
            whole.reserve(room);
            let rest = packed.get(used..).unwrap_or_default();
            let status = inflater.decompress_vec(rest, &mut whole, FlushDecompress::None);
            let used = usize::try_from(inflater.total_in()).map_err(|_| ImportError::Damaged)?;
            if whole.len() > most {
                return Err(ImportError::UnpacksTooMuch);
            }
            match status {
                Ok(Status::StreamEnd) => {
                    self.spend(whole.len())?;
                    return Ok((whole, used));
                }
                Ok(Status::Ok) if (used, whole.len()) != before => {}
                // The stream is incomplete or invalid.
                Ok(Status::Ok | Status::BufError) | Err(_) => return Err(ImportError::Damaged),
            }
        }
    }

    fn spend(&mut self, length: usize) -> Result<(), ImportError> {
        if length > self.left.min(LARGEST_FILE) {
            return Err(ImportError::UnpacksTooMuch);
        }
        self.left -= length;
        Ok(())
    }
}

/// A file in the directory of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ArchivedFile {
    /// Its name with its folders.
    pub(crate) name: String,
    locked: bool,
    method: u16,
    crc: u32,
    packed: usize,
    at: usize,
}

/// The files of an archive in order, without folders.
pub(crate) fn files(bytes: &[u8]) -> Result<Vec<ArchivedFile>, ImportError> {
    let from = bytes.len().saturating_sub(END_LENGTH + LONGEST_COMMENT);
    let tail = bytes.get(from..).unwrap_or_default();
    let end = tail.windows(END_MARK.len()).rposition(|four| four == END_MARK).ok_or(ImportError::Damaged)? + from;
    let end_record = bytes.get(end..).unwrap_or_default();
    let (count, size, offset) = (short(end_record, 10)?, long(end_record, 12)?, long(end_record, 16)?);
    if count == 0xffff || size == 0xffff_ffff || offset == 0xffff_ffff {
        // These values mark a Zip64 archive.
        return Err(ImportError::TooManyFiles);
    }
    let start = end.checked_sub(size).ok_or(ImportError::Damaged)?;
    // Other data may precede the archive; offsets are relative to its start.
    let base = start.checked_sub(offset).ok_or(ImportError::Damaged)?;
    let mut rest = bytes.get(start..end).unwrap_or_default();
    let mut files = Vec::new();
    let mut seen = 0;
    while rest.starts_with(ENTRY_MARK) {
        seen += 1;
        if seen > MOST_FILES {
            return Err(ImportError::TooManyFiles);
        }
        let name = usize::from(short(rest, 28)?);
        let length = ENTRY_LENGTH + name + usize::from(short(rest, 30)?) + usize::from(short(rest, 32)?);
        let name = rest.get(ENTRY_LENGTH..ENTRY_LENGTH + name).ok_or(ImportError::Damaged)?;
        let name = String::from_utf8_lossy(name).replace('\\', "/");
        if name.starts_with('/') || name.split('/').any(|part| part == "..") || name.as_bytes().get(1) == Some(&b':') {
            return Err(ImportError::ClimbingPath);
        }
        if !name.ends_with('/') {
            files.push(ArchivedFile {
                name,
                locked: short(rest, 8)? & 1 == 1,
                method: short(rest, 10)?,
                crc: u32::try_from(long(rest, 16)?).unwrap_or_default(),
                packed: long(rest, 20)?,
                at: base.saturating_add(long(rest, 42)?),
            });
        }
        rest = rest.get(length..).ok_or(ImportError::Damaged)?;
    }
    Ok(files)
}

/// Unpacks a file of the archive `bytes`.
pub(crate) fn unpack<'b>(
    bytes: &'b [u8],
    file: &ArchivedFile,
    budget: &mut UnpackBudget,
) -> Result<Cow<'b, [u8]>, ImportError> {
    if file.locked {
        return Err(ImportError::Locked);
    }
    let local = bytes.get(file.at..).filter(|local| local.starts_with(LOCAL_MARK)).ok_or(ImportError::Damaged)?;
    let start = LOCAL_LENGTH + usize::from(short(local, 26)?) + usize::from(short(local, 28)?);
    let packed = local.get(start..).and_then(|data| data.get(..file.packed)).ok_or(ImportError::Damaged)?;
    let whole = match file.method {
        0 => {
            budget.spend(packed.len())?;
            Cow::Borrowed(packed)
        }
        8 => Cow::Owned(budget.inflate(packed)?.0),
        _ => return Err(ImportError::Damaged),
    };
    if crc32fast::hash(&whole) == file.crc { Ok(whole) } else { Err(ImportError::Damaged) }
}

fn short(bytes: &[u8], at: usize) -> Result<u16, ImportError> {
    let two = bytes.get(at..).and_then(|rest| rest.first_chunk::<2>()).ok_or(ImportError::Damaged)?;
    Ok(u16::from_le_bytes(*two))
}

fn long(bytes: &[u8], at: usize) -> Result<usize, ImportError> {
    let four = bytes.get(at..).and_then(|rest| rest.first_chunk::<4>()).ok_or(ImportError::Damaged)?;
    usize::try_from(u32::from_le_bytes(*four)).map_err(|_| ImportError::Damaged)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::{UnpackBudget, files, unpack};
    use crate::import::error::ImportError;
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder};
    use proptest::prelude::{any, prop_assert, proptest};
    use std::io::Write;

    pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packer = GzEncoder::new(Vec::new(), Compression::default());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    /// An archive of these files, deflated where `deflated`.
    pub(crate) fn zip(contents: &[(&str, &[u8])], deflated: bool) -> Vec<u8> {
        let (mut archive, mut directory) = (Vec::new(), Vec::new());
        for (name, bytes) in contents {
            let packed = if deflated {
                let mut packer = DeflateEncoder::new(Vec::new(), Compression::default());
                packer.write_all(bytes).unwrap();
                packer.finish().unwrap()
            } else {
                bytes.to_vec()
            };
            let long = |n: usize| u32::try_from(n).unwrap().to_le_bytes();
            let common = [
                &[20, 0, 0, 0, if deflated { 8 } else { 0 }, 0, 0, 0, 0, 0][..],
                &crc32fast::hash(bytes).to_le_bytes(),
                &long(packed.len()),
                &long(bytes.len()),
                &u16::try_from(name.len()).unwrap().to_le_bytes(),
                &[0, 0],
            ]
            .concat();
            directory
                .extend([b"PK\x01\x02\x14\x00", &common[..], &[0; 10], &long(archive.len()), name.as_bytes()].concat());
            archive.extend([b"PK\x03\x04", &common[..], name.as_bytes(), &packed].concat());
        }
        let count = u16::try_from(contents.len()).unwrap_or(u16::MAX).to_le_bytes();
        let at = u32::try_from(archive.len()).unwrap().to_le_bytes();
        let size = u32::try_from(directory.len()).unwrap().to_le_bytes();
        archive.extend(directory);
        archive.extend([b"PK\x05\x06\0\0\0\0", &count[..], &count, &size, &at, &[0, 0]].concat());
        archive
    }

    #[test]
    fn files_come_out_as_they_went_in() {
        for deflated in [false, true] {
            let archive = zip(&[("a/", b""), ("a/one.json", b"{\"one\": 1}"), ("two", b"second")], deflated);
            for archive in [archive.clone(), [b"something before", &archive[..]].concat()] {
                let files = files(&archive).unwrap();
                assert_eq!(files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["a/one.json", "two"]);
                let read = unpack(&archive, &files[1], &mut UnpackBudget::default()).unwrap();
                assert_eq!(read.as_ref(), b"second");
            }
        }
        assert_eq!(UnpackBudget::default().gunzip(&gzip(b"soup")).unwrap(), b"soup");
    }

    #[test]
    fn hostile_archives_end_in_an_error() {
        for path in ["../../etc/passwd", "/etc/passwd", "a/../../b", "..\\b", "C:\\b"] {
            assert_eq!(files(&zip(&[(path, b"x")], false)), Err(ImportError::ClimbingPath), "{path}");
        }
        let many: Vec<(String, &[u8])> = (0..21_000).map(|n| (n.to_string(), &b""[..])).collect();
        let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
        assert_eq!(files(&zip(&many, false)), Err(ImportError::TooManyFiles));
        // More than may be unpacked: in one file, or in many that are the same few bytes of the archive.
        let bomb = zip(&[("bomb", &vec![b' '; 300_000])], true);
        let file = files(&bomb).unwrap().remove(0);
        assert_eq!(unpack(&bomb, &file, &mut UnpackBudget { left: 299_999 }), Err(ImportError::UnpacksTooMuch));
        let mut budget = UnpackBudget { left: 1_000_000 };
        let ends: Vec<bool> = (0..4).map(|_| unpack(&bomb, &file, &mut budget).is_ok()).collect();
        assert_eq!(ends, [true, true, true, false]);
        let whole = zip(&[("a", b"some text"), ("b", b"more text")], true);
        // But for a comment, of which this one has none.
        for end in 0..whole.len() - 2 {
            assert!(files(&whole[..end]).is_err(), "{end}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(bytes in any::<Vec<u8>>(), at in 0_usize..200, byte in any::<u8>()) {
            let _ = files(&bytes);
            let _ = UnpackBudget::default().gunzip(&[b"\x1f\x8b\x08", &bytes[..]].concat());
            let mut archive = zip(&[("one", b"first first first"), ("two", b"second second")], true);
            if let Some(changed) = archive.get_mut(at) {
                *changed = byte;
            }
            for file in files(&archive).unwrap_or_default() {
                if let Ok(read) = unpack(&archive, &file, &mut UnpackBudget::default()) {
                    prop_assert!(read.starts_with(b"first") || read.starts_with(b"second"));
                }
            }
        }
    }
}
