//! Documents that are a zip of parts: what they are, and what they must not carry.
//!
//! Every part is unpacked once, counting, and thrown away: what the headers say is believed only
//! where it is already too much.

use std::io::{BufReader, Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;
use zip::result::ZipError;
use zone::Refusal;
use zone::thread::MediaKind;

use crate::limits::{
    PARTS_MAX, UNPACKED_BYTES_MAX, UNPACKED_RATIO_FROM_BYTES, UNPACKED_RATIO_MAX, XML_DEPTH_MAX,
};
use crate::{kind as kinds, refusal};

/// What a zip is, by the parts it has.
pub(crate) fn kind(bytes: &[u8]) -> Result<MediaKind, Refusal> {
    let archive = open(bytes)?;
    let names: Vec<String> = archive
        .file_names()
        .filter_map(Result::ok)
        .map(|name| name.to_ascii_lowercase())
        .collect();
    let has = |name: &str| names.iter().any(|own| own == name);
    if has("word/document.xml") {
        return Ok(MediaKind::Docx);
    }
    if has("xl/workbook.xml") || has("xl/workbook.bin") {
        return Ok(MediaKind::Xlsx);
    }
    if has("ofd.xml") {
        return Ok(MediaKind::Ofd);
    }
    let (zh, en) = if names.iter().any(|own| own.starts_with("ppt/")) {
        ("演示文稿", "a presentation")
    } else {
        ("压缩包", "an archive")
    };
    Err(refusal::unknown_kind(zh, en))
}

/// Everything that is wrong with the parts.
pub(crate) fn problems(bytes: &[u8]) -> Vec<Refusal> {
    let mut archive = match open(bytes) {
        Ok(archive) => archive,
        Err(problem) => return vec![problem],
    };
    if archive.len() > PARTS_MAX {
        return vec![refusal::bomb(format!("{PARTS_MAX} parts"))];
    }
    let by_ratio = (bytes.len() as u64).saturating_mul(UNPACKED_RATIO_MAX);
    let mut left = by_ratio.clamp(UNPACKED_RATIO_FROM_BYTES, UNPACKED_BYTES_MAX);
    let most = left;
    let mut found = Vec::new();
    for index in 0..archive.len() {
        match part(&mut archive, index, left) {
            Ok((name, bytes)) => {
                left = left.saturating_sub(bytes.len() as u64);
                found.extend(in_part(&name, &bytes));
            }
            Err(Some(problem)) => {
                found.push(problem);
                break;
            }
            Err(None) => {
                found.push(refusal::bomb(refusal::size(most)));
                break;
            }
        }
    }
    // The same in many parts is said of the first.
    let mut told: Vec<Refusal> = Vec::new();
    for problem in found {
        if !told.iter().any(|own| own.code == problem.code) {
            told.push(problem);
        }
    }
    told
}

fn open(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, Refusal> {
    ZipArchive::new(Cursor::new(bytes))
        .map_err(|_| refusal::damaged("压缩包中途断开", "the container breaks off"))
}

/// The bytes of a part; `Err(None)` where there are more than are left to unpack.
fn part(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    left: u64,
) -> Result<(String, Vec<u8>), Option<Refusal>> {
    let broken = || Some(refusal::damaged("部件读不出", "a part cannot be read"));
    let entry = archive.by_index(index).map_err(|error| match error {
        ZipError::UnsupportedArchive(text) if text == ZipError::PASSWORD_REQUIRED => {
            Some(refusal::encrypted())
        }
        _ => broken(),
    })?;
    if entry.size() > left {
        return Err(None);
    }
    let name = entry.name().map_err(|_| broken())?.to_lowercase();
    let mut bytes = Vec::new();
    let mut bounded = entry.take(left + 1);
    bounded.read_to_end(&mut bytes).map_err(|_| broken())?;
    if bytes.len() as u64 > left {
        return Err(None);
    }
    Ok((name, bytes))
}

fn in_part(name: &str, bytes: &[u8]) -> Vec<Refusal> {
    let mut found = Vec::new();
    if kinds::has_test_string(bytes) {
        found.push(refusal::virus_test());
    }
    if name.ends_with("vbaproject.bin") || name.ends_with("vbadata.xml") {
        found.push(refusal::macros(name));
    }
    let is_xml = [".xml", ".rels", ".vml", ".svg"];
    if is_xml.iter().any(|end| name.ends_with(end)) {
        found.extend(in_xml(name, bytes));
    }
    found
}

/// Looks through a part: no document type, no entity of its own, no relation that leads outside.
fn in_xml(name: &str, bytes: &[u8]) -> Option<Refusal> {
    let utf16 = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    let decoded;
    let bytes = if utf16 {
        decoded = encoding_rs::UTF_8.decode(bytes).0.into_owned().into_bytes();
        &decoded
    } else {
        bytes
    };
    let mut reader = quick_xml::Reader::from_reader(BufReader::new(bytes));
    let (mut buffer, mut depth) = (Vec::new(), 0_usize);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) => return None,
            // What is written otherwise could hide what this looks for.
            Ok(Event::Decl(start)) if !is_plain(start.encoding()) => {
                return Some(refusal::damaged(
                    "部件编码不常见",
                    "a part is in an odd encoding",
                ));
            }
            Ok(Event::DocType(_)) => return Some(refusal::entity(name)),
            Ok(Event::Start(start)) => {
                depth += 1;
                if depth > XML_DEPTH_MAX {
                    return Some(refusal::damaged("部件层次过深", "a part nests too deep"));
                }
                if let Some(problem) = outside(name, &start) {
                    return Some(problem);
                }
            }
            Ok(Event::Empty(start)) => {
                if let Some(problem) = outside(name, &start) {
                    return Some(problem);
                }
            }
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(_) => {}
            Err(_) => return Some(refusal::damaged("部件读不通", "a part is no XML")),
        }
    }
}

fn is_plain<E>(stated: Option<Result<std::borrow::Cow<'_, str>, E>>) -> bool {
    let plain = ["utf-8", "utf8", "us-ascii", "utf-16"];
    stated.is_none_or(|stated| {
        stated.is_ok_and(|own| plain.iter().any(|name| own.eq_ignore_ascii_case(name)))
    })
}

/// A relation that draws on something elsewhere. Links that a reader may follow by hand stay.
fn outside(name: &str, start: &BytesStart<'_>) -> Option<Refusal> {
    if !name.ends_with(".rels") {
        return None;
    }
    let value = |key: &str| {
        let found = start
            .attributes()
            .filter_map(Result::ok)
            .find(|own| own.key.as_ref().eq_ignore_ascii_case(key))?;
        Some(String::from_utf8_lossy(found.value.as_ref().as_bytes()).into_owned())
    };
    let external = value("TargetMode")?.eq_ignore_ascii_case("External");
    let link = value("Type").is_some_and(|own| own.ends_with("/hyperlink"));
    let target = value("Target").unwrap_or_default();
    let remote =
        !link || target.to_ascii_lowercase().starts_with("file:") || target.starts_with("\\\\");
    let shown: String = target.chars().take(80).collect();
    (external && remote).then(|| refusal::relation(name, &shown))
}
