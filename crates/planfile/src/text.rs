//! Bytes to text, and texts to numbers and moments.

use crate::limits::FILE_BYTES_MAX;
use crate::problem::{Place, Problem, Refusal};
use calendar::Minute;
use jiff::civil::Date;
use std::borrow::Cow;

/// The text of a file. A byte order mark decides; then what the file says of itself; then valid
/// UTF-8; then GB18030, if it decodes without a fault and to Chinese; else Windows-1252.
pub(crate) fn decode<'a>(bytes: &'a [u8], declared: Option<&str>) -> Result<Cow<'a, str>, Refusal> {
    if bytes.len() > FILE_BYTES_MAX {
        let place = Place::default();
        return Err(Problem::too_large(place, "文件字节数", "bytes", FILE_BYTES_MAX).into());
    }
    if let Some((encoding, skip)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[skip..]);
        return Ok(text);
    }
    if let Some(encoding) = bare_utf16(bytes) {
        return Ok(encoding.decode_without_bom_handling(bytes).0);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    let named = declared.and_then(|name| encoding_rs::Encoding::for_label(name.as_bytes()));
    if let Some(encoding) = named.filter(|found| *found != encoding_rs::UTF_8) {
        return Ok(encoding.decode_without_bom_handling(bytes).0);
    }
    let (text, faulty) = encoding_rs::GB18030.decode_without_bom_handling(bytes);
    if !faulty && text.chars().any(is_chinese) {
        return Ok(text);
    }
    Ok(encoding_rs::WINDOWS_1252
        .decode_without_bom_handling(bytes)
        .0)
}

/// UTF-16 without a mark: every other byte of the first few is zero.
fn bare_utf16(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    match bytes {
        [first, 0, second, 0, ..] if *first > 0 && *second > 0 => Some(encoding_rs::UTF_16LE),
        [0, first, 0, second, ..] if *first > 0 && *second > 0 => Some(encoding_rs::UTF_16BE),
        _ => None,
    }
}

fn is_chinese(letter: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&letter)
}

/// A decimal number with point or comma.
pub(crate) fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let value: f64 = match text.parse() {
        Ok(value) => value,
        Err(_) => text.replacen(',', ".", 1).parse().ok()?,
    };
    value.is_finite().then_some(value)
}

/// Hours as whole minutes.
pub(crate) fn hours(text: &str) -> Option<i64> {
    scaled(number(text)?, 60.0)
}

/// A number times a factor, rounded, if it is not absurdly large.
pub(crate) fn scaled(value: f64, factor: f64) -> Option<i64> {
    let product = (value * factor).round();
    (product.abs() < 1e15).then_some(product as i64)
}

/// `2026-03-02`, `2026-03-02 08:00`, `2026-03-02T08:00:00`, with or without seconds and zone.
pub(crate) fn moment(text: &str) -> Option<Minute> {
    let text = text.trim();
    let (date, time) = match text.find(['T', ' ']) {
        Some(at) => (&text[..at], text.get(at + 1..)?),
        None => (text, ""),
    };
    let date: Date = date.parse().ok()?;
    let of_day = if time.is_empty() { 0 } else { clock(time)? };
    Some(Minute(Minute::start_of(date).0 + i64::from(of_day)))
}

/// `08:00`, `08:00:30`, `24:00`; minutes since midnight.
pub(crate) fn clock(text: &str) -> Option<u16> {
    let mut parts = text.trim().split(':');
    let hour: u16 = parts.next()?.trim().parse().ok()?;
    let minute = parts.next().unwrap_or("0");
    let digits = minute
        .len()
        .min(minute.find(|c: char| !c.is_ascii_digit()).unwrap_or(2));
    let minute: u16 = minute.get(..digits)?.parse().ok()?;
    (hour < 24 && minute < 60 || hour == 24 && minute == 0).then(|| hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        let check = |bytes: &[u8], expected: &str| {
            assert_eq!(decode(bytes, None).expect("small"), expected);
        };
        check("工序 é".as_bytes(), "工序 é");
        check(&encoding_rs::GB18030.encode("工序开工").0, "工序开工");
        check(
            &encoding_rs::WINDOWS_1252.encode("£40\tCafé").0,
            "£40\tCafé",
        );
        check(b"\xff\xfeA\0\x4b\x6d", "A测");
        check(b"%\0T\0", "%T");
    }

    #[test]
    fn moments_and_clocks() {
        let shown = |text| moment(text).map(|at| at.to_string());
        assert_eq!(
            shown("2026-03-02T08:30:00").as_deref(),
            Some("2026-03-02 08:30")
        );
        assert_eq!(shown("2026-03-02").as_deref(), Some("2026-03-02 00:00"));
        assert_eq!(
            shown("2026-03-02 24:00").as_deref(),
            Some("2026-03-03 00:00")
        );
        assert_eq!(shown("2026-13-02"), None);
        assert_eq!(
            (clock("24:00"), clock("24:01"), clock("7")),
            (Some(1440), None, Some(420))
        );
        assert_eq!(
            (hours("2.5"), hours("2,5"), hours("x")),
            (Some(150), Some(150), None)
        );
    }
}
