//! A canvas as PNG: sixteen colours, four bits each, stored without compression. No library is
//! needed to write it, and the same drawing gives the same bytes everywhere.

use super::{Canvas, PALETTE, Told};

/// Bytes of a stored block at most.
const STORED_MAX: usize = 65_535;

impl Canvas {
    /// As a file, with what the photo tells of itself.
    pub(crate) fn png(&self, told: Option<&Told>) -> Vec<u8> {
        let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
        let side = |own: usize| u32::try_from(own).unwrap_or(0).to_be_bytes();
        let mut head = Vec::new();
        head.extend(side(self.width));
        head.extend(side(self.height));
        // Four bits of a palette; the usual compression, filter and order.
        head.extend([4, 3, 0, 0, 0]);
        chunk(&mut file, *b"IHDR", &head);
        chunk(&mut file, *b"PLTE", &PALETTE.concat());
        if let Some(told) = told {
            chunk(&mut file, *b"eXIf", &told.tiff());
        }
        chunk(&mut file, *b"IDAT", &stored(&self.rows()));
        chunk(&mut file, *b"IEND", &[]);
        file
    }

    /// Rows of two points a byte, each after its filter: none.
    fn rows(&self) -> Vec<u8> {
        let mut rows = Vec::with_capacity(self.height * (self.width / 2 + 2));
        for line in self.pixels.chunks(self.width) {
            rows.push(0);
            for pair in line.chunks(2) {
                rows.push(pair[0] << 4 | pair.get(1).copied().unwrap_or(0));
            }
        }
        rows
    }
}

fn chunk(file: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    file.extend(u32::try_from(data.len()).unwrap_or(0).to_be_bytes());
    let from = file.len();
    file.extend(kind);
    file.extend(data);
    let sum = crc(&file[from..]);
    file.extend(sum.to_be_bytes());
}

/// A stream of zlib whose blocks are stored as they are.
fn stored(data: &[u8]) -> Vec<u8> {
    let mut stream = vec![0x78, 0x01];
    let blocks = data.chunks(STORED_MAX);
    let count = blocks.len();
    for (at, block) in blocks.enumerate() {
        let length = u16::try_from(block.len()).unwrap_or(0);
        stream.push(u8::from(at + 1 == count));
        stream.extend(length.to_le_bytes());
        stream.extend((!length).to_le_bytes());
        stream.extend(block);
    }
    let (mut a, mut b) = (1_u32, 0_u32);
    for byte in data {
        a = (a + u32::from(*byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    stream.extend((b << 16 | a).to_be_bytes());
    stream
}

/// The check sum of PNG (ISO 3309).
fn crc(data: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in data {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = match sum & 1 {
                0 => sum >> 1,
                _ => sum >> 1 ^ 0xEDB8_8320,
            };
        }
    }
    !sum
}

#[cfg(test)]
mod tests {
    use super::crc;

    #[test]
    fn the_check_sum_is_that_of_the_standard() {
        assert_eq!(crc(b"123456789"), 0xCBF4_3926);
        assert_eq!(crc(b"IEND"), 0xAE42_6082);
    }
}
