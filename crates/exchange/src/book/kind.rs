//! What a file is, seen from its bytes: names lie, and systems export anything under any name.

use super::container::Parts;
use super::xls::Compound;
use crate::problem::FileCause;

/// What a file looks like from outside.
pub(super) enum Kind {
    Nothing,
    Zip,
    Compound,
    Text,
    /// Text under the name of a workbook.
    TextAsWorkbook,
    Html,
    Xml2003,
    Other(&'static str),
}

/// What the parts of a zip make it.
pub(super) enum PartsKind {
    Xlsx,
    Ods,
    Other(&'static str),
}

const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// What a file is.
pub(super) fn of(file_name: &str, bytes: &[u8]) -> Kind {
    const OTHERS: [(&[u8], &str); 12] = [
        (b"%PDF", "PDF"),
        (b"\x89PNG", "PNG"),
        (b"\xff\xd8\xff", "JPEG"),
        (b"GIF8", "GIF"),
        (b"Rar!", "RAR"),
        (b"7z\xbc\xaf", "7z"),
        (b"\x1f\x8b", "gzip"),
        (b"{\\rtf", "RTF"),
        (b"\x7fELF", "ELF"),
        (b"MZ\x90", "EXE"),
        (b"SQLite format 3", "SQLite"),
        (b"MPX,", "MPX"),
    ];
    if bytes.is_empty() {
        return Kind::Nothing;
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Kind::Zip;
    }
    if bytes.starts_with(COMPOUND) {
        return Kind::Compound;
    }
    if let Some(other) = OTHERS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Kind::Other(other.1);
    }
    if let Some(kind) = marked_up(bytes) {
        return kind;
    }
    let name = file_name.to_ascii_lowercase();
    if [".xlsx", ".xlsm", ".xls", ".et", ".ods"]
        .iter()
        .any(|end| name.ends_with(end))
    {
        return Kind::TextAsWorkbook;
    }
    Kind::Text
}

/// What a file is that begins with a tag.
fn marked_up(bytes: &[u8]) -> Option<Kind> {
    let start = &bytes[..bytes.len().min(8192)];
    let encoding = encoding_rs::Encoding::for_bom(start).map(|found| found.0);
    let (start, ..) = encoding.unwrap_or(encoding_rs::UTF_8).decode(start);
    let start = start.trim_start().to_ascii_lowercase();
    if start.starts_with("mime-version:") {
        return Some(Kind::Other("MHTML"));
    }
    if !start.starts_with('<') {
        return None;
    }
    if start.contains("urn:schemas-microsoft-com:office:spreadsheet") && start.contains("<?xml") {
        return Some(Kind::Xml2003);
    }
    let html = [
        "<html",
        "<!doctype html",
        "<table",
        "<meta",
        "<body",
        "<div",
        "<style",
    ];
    if html.iter().any(|tag| start.contains(tag)) {
        return Some(Kind::Html);
    }
    if start.starts_with("<?xml") {
        let project = start.contains("schemas.microsoft.com/project");
        return Some(Kind::Other(if project {
            "Microsoft Project XML"
        } else {
            "XML"
        }));
    }
    None
}

/// What the parts of a zip make it.
pub(super) fn of_parts(parts: &mut Parts<'_>) -> PartsKind {
    let open_document = open_document(parts);
    let inside = |folder: &str| parts.names().any(|name| name.starts_with(folder));
    let ends = |end: &str| parts.names().any(|name| name.ends_with(end));
    if parts.has("xl/workbook.xml") || (parts.has("[Content_Types].xml") && ends("/workbook.xml")) {
        PartsKind::Xlsx
    } else if parts.has("xl/workbook.bin") {
        PartsKind::Other("Excel binary workbook (.xlsb)")
    } else if let Some(kind) = open_document {
        kind
    } else if inside("word/") {
        PartsKind::Other("Word")
    } else if inside("ppt/") {
        PartsKind::Other("PowerPoint")
    } else if inside("visio/") {
        PartsKind::Other("Visio")
    } else if [".xlsx", ".xls", ".et", ".ods", ".csv", ".xlsm"]
        .iter()
        .any(|end| ends(end))
    {
        PartsKind::Other("zip with spreadsheets in it")
    } else {
        PartsKind::Other("zip")
    }
}

/// What kind of OpenDocument file the parts are, by the type that the first of them states.
fn open_document(parts: &mut Parts<'_>) -> Option<PartsKind> {
    if !parts.has("content.xml") {
        return None;
    }
    let stated = parts.bytes("mimetype").unwrap_or_default();
    let stated = String::from_utf8_lossy(&stated).into_owned();
    Some(match stated.trim() {
        kind if kind.contains("opendocument.text") => PartsKind::Other("OpenDocument text"),
        kind if kind.contains("opendocument.presentation") => {
            PartsKind::Other("OpenDocument presentation")
        }
        _ => PartsKind::Ods,
    })
}

/// What is in a compound file that is no workbook; `None` if it is one.
pub(super) fn of_compound(file: &Compound<'_>) -> Option<FileCause> {
    const OTHERS: [(&str, &str); 8] = [
        ("WordDocument", "Word"),
        ("PowerPoint Document", "PowerPoint"),
        ("VisioDocument", "Visio"),
        ("Props9", "Microsoft Project"),
        ("Props12", "Microsoft Project"),
        ("Props14", "Microsoft Project"),
        ("__properties_version1.0", "Outlook message"),
        ("HwpSummaryInformation", "HWP"),
    ];
    if file.has("EncryptedPackage") || file.has("EncryptionInfo") {
        return Some(FileCause::Encrypted);
    }
    if file.has("Workbook") {
        return None;
    }
    if file.has("Book") {
        return Some(FileCause::OldFormat);
    }
    let other = OTHERS.iter().find(|(name, _)| file.has(name));
    Some(other.map_or(FileCause::OldFormat, |(_, kind)| {
        FileCause::NotASpreadsheet(kind)
    }))
}

/// Whether a compound file that is cut off or damaged was an encrypted workbook.
pub(super) fn says_encrypted(bytes: &[u8]) -> bool {
    let name = "EncryptedPackage".encode_utf16();
    let name: Vec<u8> = name.flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}
