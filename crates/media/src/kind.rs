//! The kind of a file by its first bytes and its parts.

use zone::Refusal;
use zone::thread::MediaKind;

use crate::limits::{NAME_CHARS_MAX, TAIL_BYTES};
use crate::{archive, refusal};

/// What a file is, or why it is nothing that is taken.
pub(crate) fn of(name: &str, bytes: &[u8]) -> Result<MediaKind, Refusal> {
    let begins = |with: &[u8]| bytes.starts_with(with);
    if begins(&[0xFF, 0xD8, 0xFF]) {
        return Ok(MediaKind::Jpeg);
    }
    if begins(b"\x89PNG\r\n\x1a\n") {
        return Ok(MediaKind::Png);
    }
    if begins(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Ok(MediaKind::Webp);
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return heic(bytes);
    }
    if begins(b"%PDF-") {
        return pdf(bytes);
    }
    if begins(b"PK\x03\x04") || begins(b"PK\x05\x06") {
        return archive::kind(bytes);
    }
    if begins(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        return Err(compound(bytes));
    }
    if let Some((zh, en)) = foreign(bytes) {
        return Err(refusal::unknown_kind(zh, en));
    }
    text(name, bytes)
}

/// Brands of the container that hold a picture by HEVC, as phones write them.
fn heic(bytes: &[u8]) -> Result<MediaKind, Refusal> {
    let brands = bytes.get(8..64.min(bytes.len())).unwrap_or_default();
    let known = [
        b"heic", b"heix", b"mif1", b"msf1", b"heim", b"heis", b"hevc",
    ];
    if brands
        .chunks(4)
        .any(|brand| known.iter().any(|own| brand == *own))
    {
        Ok(MediaKind::Heic)
    } else {
        Err(refusal::unknown_kind(
            "视频或其他媒体",
            "a video or other media",
        ))
    }
}

fn pdf(bytes: &[u8]) -> Result<MediaKind, Refusal> {
    let tail = &bytes[bytes.len().saturating_sub(TAIL_BYTES)..];
    if !holds(tail, b"%%EOF") {
        return Err(refusal::damaged("PDF 中途断开", "the PDF breaks off"));
    }
    // The trailer of an encrypted document names its dictionary.
    if holds(tail, b"/Encrypt") {
        return Err(refusal::encrypted());
    }
    Ok(MediaKind::Pdf)
}

/// The container of old office files, which encrypted new ones are put in too.
fn compound(bytes: &[u8]) -> Refusal {
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    if holds(bytes, &name) {
        return refusal::encrypted();
    }
    refusal::unknown_kind("旧版 Office 文件", "an old office file")
}

/// What is known and not taken.
fn foreign(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const KNOWN: [(&[u8], &str, &str); 11] = [
        (b"MZ", "Windows 程序", "a program for Windows"),
        (b"\x7fELF", "Linux 程序", "a program for Linux"),
        (b"\xCF\xFA\xED\xFE", "macOS 程序", "a program for macOS"),
        (b"Rar!", "RAR 压缩包", "a RAR archive"),
        (b"7z\xBC\xAF\x27\x1C", "7z 压缩包", "a 7z archive"),
        (b"\x1F\x8B", "gzip 压缩包", "a gzip archive"),
        (b"GIF8", "GIF 动画", "a GIF"),
        (b"BM", "BMP 图片", "a BMP picture"),
        (b"II*\0", "TIFF 图片", "a TIFF picture"),
        (b"MM\0*", "TIFF 图片", "a TIFF picture"),
        (b"{\\rtf", "RTF 文档", "an RTF document"),
    ];
    let found = KNOWN.iter().find(|(first, ..)| bytes.starts_with(first));
    found.map(|(_, zh, en)| (*zh, *en))
}

/// Plain text and tables cannot be told apart by content: there the name decides.
fn text(name: &str, bytes: &[u8]) -> Result<MediaKind, Refusal> {
    let other = || refusal::unknown_kind("无法识别的数据", "data of no known kind");
    let utf8 = std::str::from_utf8(bytes).map(str::to_owned);
    let text = utf8.or_else(|_| {
        let (text, _, damaged) = encoding_rs::GB18030.decode(bytes);
        if damaged {
            Err(other())
        } else {
            Ok(text.into_owned())
        }
    })?;
    let control = |letter: char| letter.is_control() && !"\n\r\t\u{c}".contains(letter);
    if text.chars().any(control) {
        return Err(other());
    }
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with('<') {
        return Err(markup(start));
    }
    match ending(name).as_str() {
        "csv" => Ok(MediaKind::Csv),
        _ => Ok(MediaKind::Text),
    }
}

/// Pages, drawings and other markup would run in a browser, or lead outside.
fn markup(text: &str) -> Refusal {
    let head: String = text
        .chars()
        .take(4096)
        .collect::<String>()
        .to_ascii_lowercase();
    let defines =
        head.contains("<!entity") || (head.contains("<!doctype") && !head.contains("html"));
    if defines {
        return refusal::entity(if head.contains("svg") { "SVG" } else { "XML" });
    }
    if head.contains("<svg") {
        return refusal::unknown_kind("SVG 图形", "an SVG drawing");
    }
    if head.contains("<html") || head.contains("<script") {
        return refusal::unknown_kind("网页", "a web page");
    }
    refusal::unknown_kind("XML 数据", "XML data")
}

/// A name may say nothing; what it says must be so.
pub(crate) fn agrees(name: &str, kind: MediaKind) -> Result<(), Refusal> {
    let said = ending(name);
    let fits = match kind {
        MediaKind::Jpeg => ["jpg", "jpeg", "jpe", "jfif"].contains(&said.as_str()),
        MediaKind::Heic => ["heic", "heif"].contains(&said.as_str()),
        MediaKind::Text => ["txt", "text", "log", "md"].contains(&said.as_str()),
        other => said == other.ending(),
    };
    if said.is_empty() || fits {
        return Ok(());
    }
    let word = kind.word();
    Err(refusal::contradicts(
        name,
        &word.zh,
        &word.en,
        kind.ending(),
    ))
}

/// What stands after the last dot, in small letters.
fn ending(name: &str) -> String {
    let (_, ending) = name.rsplit_once('.').unwrap_or_default();
    ending.trim().to_ascii_lowercase()
}

/// The test string that every virus scanner knows, put together here so that none of them takes
/// this program for one.
pub(crate) fn has_test_string(bytes: &[u8]) -> bool {
    let parts = [
        r"X5O!P%@AP[4\PZX54(P^)7CC)7}$",
        "EICAR-STANDARD-ANTIVIRUS",
        "-TEST-FILE!",
    ];
    holds(bytes, parts.concat().as_bytes())
}

pub(crate) fn holds(bytes: &[u8], what: &[u8]) -> bool {
    let first = what.first().copied().unwrap_or_default();
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| *byte == first) {
        if rest[at..].starts_with(what) {
            return true;
        }
        rest = &rest[at + 1..];
    }
    false
}

/// A name without folders and without what no name has; never empty.
pub fn clean_name(name: &str, kind: MediaKind) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    // Marks that turn the writing direction make `exe.jpg` out of `gpj.exe`.
    let odd = |letter: char| {
        letter.is_control()
            || ('\u{202a}'..='\u{202e}').contains(&letter)
            || ('\u{2066}'..='\u{2069}').contains(&letter)
            || "<>:\"|?*".contains(letter)
    };
    let kept: String = last.chars().filter(|letter| !odd(*letter)).collect();
    let kept = kept.trim().trim_matches('.').trim();
    let (stem, end) = match kept.rsplit_once('.') {
        Some((stem, end)) if !stem.is_empty() => (stem, end.to_owned()),
        _ => (kept, kind.ending().to_owned()),
    };
    let stem: String = stem.chars().take(NAME_CHARS_MAX).collect();
    let stem = if stem.is_empty() { "附件" } else { &stem };
    format!("{stem}.{}", end.chars().take(10).collect::<String>())
}
