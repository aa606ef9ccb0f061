//! Which encoding a text is in, told from its bytes.
//!
//! Rule: a byte order mark decides; else valid UTF-8 is UTF-8; else GB18030 if it decodes without
//! a fault and its high bytes stand in pairs, as Chinese text does; else Windows-1252, in which
//! high bytes stand alone between ASCII letters.

use std::borrow::Cow;

/// The text and the name of its encoding; `None` if it is no text.
pub(super) fn decode(bytes: &[u8]) -> Option<(Cow<'_, str>, &'static str)> {
    if let Some((encoding, skip)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, faulty) = encoding.decode_without_bom_handling(&bytes[skip..]);
        return (!faulty).then_some((text, encoding.name()));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some((Cow::Borrowed(text), "UTF-8"));
    }
    if pairs_outweigh(bytes) {
        let (text, faulty) = encoding_rs::GB18030.decode_without_bom_handling(bytes);
        if !faulty {
            return Some((text, "GB18030"));
        }
    }
    let (text, faulty) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
    (!faulty).then_some((text, "windows-1252"))
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

    fn name(bytes: &[u8]) -> &'static str {
        decode(bytes).map_or("none", |found| found.1)
    }

    #[test]
    fn the_encoding_is_told_from_the_bytes() {
        let (gb, ..) = encoding_rs::GB18030.encode("项目名称,年度计划投资（万元）\n镕基大道,3000");
        let (western, ..) = encoding_rs::WINDOWS_1252.encode("Café,£40.27,naïve – yes");
        assert_eq!(name("项目".as_bytes()), "UTF-8");
        assert_eq!(name("\u{feff}项目".as_bytes()), "UTF-8");
        assert_eq!(name(&gb), "GB18030");
        assert_eq!(name(&western), "windows-1252");
        assert_eq!(name(&[0xff, 0xfe, 0x79, 0x98]), "UTF-16LE");
        assert_eq!(decode(&western).unwrap().0, "Café,£40.27,naïve – yes");
    }
}
