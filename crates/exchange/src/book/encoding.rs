//! Which encoding a text is in, told from its bytes.
//!
//! Rule: a byte order mark decides; else valid UTF-8 is UTF-8; else UTF-16 if noughts stand where
//! it puts them beside commas, digits and line breaks; else GB18030 if it decodes without a fault
//! and its high bytes stand in pairs, as Chinese text does; else Windows-1252, in which high bytes
//! stand alone between ASCII letters. A text that is plainly UTF-8 but for a few bytes is damaged,
//! and never read as something else.

use std::borrow::Cow;

use crate::problem::FileCause;

/// The text, without its mark, and the name of its encoding.
pub(super) fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, &'static str), FileCause> {
    let (text, name) = decode_any(bytes)?;
    if is_text(&text) {
        Ok((text, name))
    } else {
        Err(FileCause::NoText)
    }
}

/// The text in an encoding that the file itself names, if it is in that.
pub(super) fn decode_as<'b>(bytes: &'b [u8], label: &str) -> Option<(Cow<'b, str>, &'static str)> {
    let mut encoding = encoding_rs::Encoding::for_label(label.trim().as_bytes())?;
    // GB2312 and GBK are said where GB18030, which holds both, is meant.
    if encoding == encoding_rs::GBK {
        encoding = encoding_rs::GB18030;
    }
    let (text, encoding, faulty) = encoding.decode(bytes);
    (!faulty).then_some((text, encoding.name()))
}

fn decode_any(bytes: &[u8]) -> Result<(Cow<'_, str>, &'static str), FileCause> {
    if let Some((encoding, skip)) = encoding_rs::Encoding::for_bom(bytes) {
        let bytes = &bytes[skip..];
        let (text, faulty) = encoding.decode_without_bom_handling(bytes);
        return match faulty {
            false => Ok((text, encoding.name())),
            true => Err(fault(bytes)),
        };
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.contains('\0')
    {
        return Ok((Cow::Borrowed(text), "UTF-8"));
    }
    if let Some(encoding) = utf16(bytes) {
        let (text, faulty) = encoding.decode_without_bom_handling(bytes);
        if !faulty {
            return Ok((text, encoding.name()));
        }
    }
    if mostly_utf8(bytes) {
        return Err(fault(bytes));
    }
    if pairs_outweigh(bytes) {
        let (text, faulty) = encoding_rs::GB18030.decode_without_bom_handling(bytes);
        if !faulty {
            return Ok((text, "GB18030"));
        }
    }
    let (text, faulty) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
    if faulty {
        return Err(FileCause::NoText);
    }
    Ok((text, "windows-1252"))
}

/// What ails a text in a known encoding: it breaks off within a character, or has foreign bytes.
fn fault(bytes: &[u8]) -> FileCause {
    match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => FileCause::Truncated,
        Err(error) => {
            let before = &bytes[..error.valid_up_to()];
            FileCause::BadBytes(before.iter().filter(|byte| **byte == b'\n').count() + 1)
        }
        Ok(_) => FileCause::NoText,
    }
}

/// Whether characters of several bytes far outweigh what is no UTF-8.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut characters, mut faults) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        characters += chunk.valid().chars().filter(|c| c.len_utf8() > 2).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    characters > 4 * faults
}

/// UTF-16 without a mark: the ASCII in it has its noughts all on one side.
fn utf16(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let mut noughts = [0_usize; 2];
    for (at, byte) in bytes.iter().enumerate() {
        noughts[at % 2] += usize::from(*byte == 0);
    }
    let [even, odd] = noughts;
    // A separator or a line break every fifty characters is the least a table has.
    if even.max(odd) * 100 < bytes.len() || !bytes.len().is_multiple_of(2) {
        return None;
    }
    if even.min(odd) * 20 > even.max(odd) {
        return None;
    }
    Some(if odd > even {
        encoding_rs::UTF_16LE
    } else {
        encoding_rs::UTF_16BE
    })
}

/// Whether control characters are as rare as in text.
fn is_text(text: &str) -> bool {
    let (mut controls, mut all) = (0_usize, 0_usize);
    for c in text.chars() {
        all += 1;
        let usual = matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{1a}' | '\u{85}');
        controls += usize::from(c.is_control() && !usual);
    }
    !text.contains('\0') && controls * 100 <= all
}

/// Whether high bytes come mostly two by two.
fn pairs_outweigh(bytes: &[u8]) -> bool {
    let (mut pairs, mut single) = (0_usize, 0_usize);
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] < 0x80 {
            at += 1;
        } else if bytes.get(at + 1).is_some_and(|next| *next >= 0x80) {
            pairs += 1;
            at += 2;
        } else {
            single += 1;
            at += 2;
        }
    }
    pairs > 4 * single
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: &str) {
        let told = match decode(bytes) {
            Ok((text, name)) => format!("{name} {}", text.replace('\n', "/")),
            Err(cause) => format!("{cause:?}"),
        };
        assert_eq!(told, expected);
    }

    fn wide(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn the_encoding_is_told_from_the_bytes() {
        let (gb, ..) = encoding_rs::GB18030.encode("项目名称,投资（万元）\n镕基大道,3000");
        let (western, ..) = encoding_rs::WINDOWS_1252.encode("Café,£40.27,naïve – yes");
        check("项目".as_bytes(), "UTF-8 项目");
        check("\u{feff}项目".as_bytes(), "UTF-8 项目");
        check(&gb, "GB18030 项目名称,投资（万元）/镕基大道,3000");
        check(&western, "windows-1252 Café,£40.27,naïve – yes");
        check(b"", "UTF-8 ");
    }

    #[test]
    fn utf16_with_and_without_its_mark() {
        let text = "名称,金额\n甲项目,3";
        for bytes in [
            wide(text, u16::to_le_bytes),
            wide("\u{feff}名称,金额\n甲项目,3", u16::to_le_bytes),
        ] {
            check(&bytes, "UTF-16LE 名称,金额/甲项目,3");
        }
        for bytes in [
            wide(text, u16::to_be_bytes),
            wide("\u{feff}名称,金额\n甲项目,3", u16::to_be_bytes),
        ] {
            check(&bytes, "UTF-16BE 名称,金额/甲项目,3");
        }
    }

    #[test]
    fn damaged_and_no_text() {
        let text = "项目名称,总投资,责任单位\n甲,3,经济发展局\n".as_bytes();
        check(&text[..text.len() - 3], "Truncated");
        let mut bad = text.to_vec();
        bad[38] = 0xff;
        check(&bad, "BadBytes(2)");
        check(&[0x01, 0x02, 0x90, 0x41, 0x03], "NoText");
        check(b"a\0b", "NoText");
    }
}
