//! The container of a workbook, looked through before anything else reads it.
//!
//! Promises: sizes are counted while unpacking, never taken from headers; unpacking stops at the
//! first limit.

use std::io::{Cursor, Read as _};

use quick_xml::events::Event;

use crate::limits;
use crate::problem::FileCause;

/// What a compound file (the container of old formats and of encrypted ones) is refused for.
pub(super) fn compound_file(bytes: &[u8]) -> FileCause {
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    if bytes.windows(name.len()).any(|window| window == name) {
        FileCause::Encrypted
    } else {
        FileCause::OldFormat
    }
}

/// Unpacks every entry within the limits and looks through its XML.
pub(super) fn check(bytes: &[u8]) -> Result<(), FileCause> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| match error {
        zip::result::ZipError::InvalidArchive(_) => FileCause::Truncated,
        other => FileCause::Damaged(other.to_string()),
    })?;
    if archive.len() > limits::ENTRIES_MAX {
        return Err(FileCause::TooManyEntries(archive.len()));
    }
    let mut unpacked = 0;
    let mut is_workbook = false;
    let mut content = Vec::new();
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(text)
                if text == zip::result::ZipError::PASSWORD_REQUIRED =>
            {
                FileCause::Encrypted
            }
            other => FileCause::Damaged(other.to_string()),
        })?;
        let name = entry
            .name()
            .map_err(|error| FileCause::Damaged(error.to_string()))?;
        let name = name.into_owned();
        is_workbook |= name == "xl/workbook.xml";
        content.clear();
        unpacked = unpack(entry, &mut content, unpacked, bytes.len() as u64)?;
        if [".xml", ".rels", ".vml"]
            .iter()
            .any(|end| name.ends_with(end))
        {
            check_xml(&name, &content)?;
        }
    }
    if is_workbook {
        Ok(())
    } else {
        Err(FileCause::NotASpreadsheet("zip"))
    }
}

/// Reads an entry to its end or to the limit; answers with the bytes unpacked so far.
fn unpack(
    mut entry: impl std::io::Read,
    content: &mut Vec<u8>,
    before: u64,
    packed: u64,
) -> Result<u64, FileCause> {
    let by_ratio = packed.saturating_mul(limits::UNPACKED_RATIO_MAX);
    let most = by_ratio.clamp(
        limits::UNPACKED_RATIO_FROM_BYTES,
        limits::UNPACKED_BYTES_MAX,
    );
    let left = most.saturating_sub(before);
    let read = entry.by_ref().take(left + 1).read_to_end(content);
    let total = before + content.len() as u64;
    if total > most {
        return Err(FileCause::Bomb(total));
    }
    read.map_err(|error| FileCause::Damaged(error.to_string()))?;
    Ok(total)
}

fn check_xml(name: &str, content: &[u8]) -> Result<(), FileCause> {
    let damaged = |detail: &str| FileCause::Damaged(format!("{name}: {detail}"));
    let text = std::str::from_utf8(content).map_err(|_| damaged("not UTF-8"))?;
    let mut reader = quick_xml::Reader::from_str(text);
    let mut depth = 0_usize;
    loop {
        match reader
            .read_event()
            .map_err(|error| damaged(&error.to_string()))?
        {
            Event::Start(_) => {
                depth += 1;
                if depth > limits::XML_DEPTH_MAX {
                    return Err(FileCause::XmlDepth(name.to_owned()));
                }
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::DocType(_) => return Err(FileCause::XmlDtd(name.to_owned())),
            Event::Eof if depth > 0 => return Err(damaged("breaks off")),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}
