//! The size of a picture by its header, without decoding it.

use zone::Refusal;
use zone::thread::MediaKind;

use crate::limits::PIXELS_MAX;
use crate::refusal;

/// Width and height in pixels.
pub(crate) fn size(kind: MediaKind, bytes: &[u8]) -> Result<(u32, u32), Refusal> {
    let found = match kind {
        MediaKind::Jpeg => jpeg(bytes),
        MediaKind::Png => png(bytes),
        _ => webp(bytes),
    };
    let (width, height) =
        found.ok_or_else(|| refusal::damaged("图片数据不完整", "the picture breaks off"))?;
    if u64::from(width) * u64::from(height) > PIXELS_MAX {
        return Err(refusal::too_many_pixels(width, height));
    }
    Ok((width, height))
}

/// The first frame header, and an end of the image somewhere after it.
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        let marker = bytes.get(at..at + 2)?;
        if marker[0] != 0xFF {
            return None;
        }
        let kind = marker[1];
        if kind == 0xFF {
            at += 1;
            continue;
        }
        // Frames of every coding; the tables among them have other numbers.
        let frame = (0xC0..=0xCF).contains(&kind) && ![0xC4, 0xC8, 0xCC].contains(&kind);
        if frame {
            let height = number(bytes.get(at + 5..at + 7)?);
            let width = number(bytes.get(at + 7..at + 9)?);
            let ends = bytes[at..]
                .windows(2)
                .rev()
                .any(|pair| pair == [0xFF, 0xD9]);
            return (ends && width > 0 && height > 0).then_some((width, height));
        }
        let length = number(bytes.get(at + 2..at + 4)?);
        if length < 2 {
            return None;
        }
        at += 2 + usize::try_from(length).ok()?;
    }
}

fn png(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.get(12..24)?;
    let ends = bytes.windows(4).rev().any(|part| part == b"IEND");
    let (width, height) = (number(&header[4..8]), number(&header[8..12]));
    let whole = header.starts_with(b"IHDR") && ends && width > 0 && height > 0;
    whole.then_some((width, height))
}

fn webp(bytes: &[u8]) -> Option<(u32, u32)> {
    let little = |part: &[u8]| {
        part.iter()
            .rev()
            .fold(0, |sum, byte| sum << 8 | u32::from(*byte))
    };
    let stated = usize::try_from(little(bytes.get(4..8)?)).ok()?;
    if bytes.len() < stated.checked_add(8)? {
        return None;
    }
    match bytes.get(12..16)? {
        b"VP8X" => {
            let size = bytes.get(24..30)?;
            Some((little(&size[..3]) + 1, little(&size[3..]) + 1))
        }
        b"VP8 " => {
            let size = bytes.get(26..30)?;
            Some((little(&size[..2]) & 0x3FFF, little(&size[2..]) & 0x3FFF))
        }
        b"VP8L" => {
            let bits = little(bytes.get(21..25)?);
            Some(((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1))
        }
        _ => None,
    }
}

fn number(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .fold(0, |sum, byte| sum << 8 | u32::from(*byte))
}
