//! What a photo tells of itself, as a block of EXIF: time, offset and place, as phones write them.

use jiff::civil::DateTime;
use zone::place::{Datum, Place};
use zone::thread::photo::{DatumBy, PhotoFacts};

/// What is told: when, in the time of China, and where if the phone knew it.
pub(crate) struct Told {
    pub(crate) at: DateTime,
    pub(crate) place: Option<Place>,
}

/// The time of China before UTC.
const OFFSET: (&str, i16) = ("+08:00", 480);

/// Beginnings of the three directories in the block; each is long enough for its entries.
const EXIF_AT: u32 = 8 + 2 + 2 * 12 + 4;
const GPS_AT: u32 = EXIF_AT + 2 + 2 * 12 + 4;

impl Told {
    /// The facts that stand beside a picture of a size.
    pub(crate) fn facts(&self, pixels: (u32, u32)) -> PhotoFacts {
        PhotoFacts {
            pixels: Some(pixels),
            taken_at: Some(self.at),
            offset_minutes: Some(OFFSET.1),
            place: self.place,
            datum_by: self.place.map(|_| DatumBy::Photo),
            ..PhotoFacts::default()
        }
    }

    /// The block.
    pub(crate) fn tiff(&self) -> Vec<u8> {
        let gps = self.gps();
        let rest_at = GPS_AT + 2 + 12 * u32::try_from(gps.len()).unwrap_or(0) + 4;
        let mut block = Block {
            bytes: b"MM\0\x2a\0\0\0\x08".to_vec(),
            rest: Vec::new(),
            rest_at,
        };
        let pointers = [
            (0x8769, Value::Long(EXIF_AT)),
            (0x8825, Value::Long(GPS_AT)),
        ];
        block.directory(&pointers);
        let at = self.at.strftime("%Y:%m:%d %H:%M:%S").to_string();
        let times = [
            (0x9003, Value::Text(at)),
            (0x9011, Value::Text(OFFSET.0.to_owned())),
        ];
        block.directory(&times);
        block.directory(&gps);
        block.bytes.extend(block.rest);
        block.bytes
    }

    fn gps(&self) -> Vec<(u16, Value)> {
        let Some(place) = self.place else {
            return Vec::new();
        };
        let datum = match place.datum {
            Datum::Wgs84 => "WGS-84",
            Datum::Gcj02 => "GCJ-02",
        };
        let text = |own: &str| Value::Text(own.to_owned());
        vec![
            (1, text(if place.lat_e7 < 0 { "S" } else { "N" })),
            (2, Value::Degrees(place.lat_e7.unsigned_abs())),
            (3, text(if place.lon_e7 < 0 { "W" } else { "E" })),
            (4, Value::Degrees(place.lon_e7.unsigned_abs())),
            (0x12, text(datum)),
        ]
    }
}

enum Value {
    Long(u32),
    Text(String),
    /// In 1e-7 degrees: degrees, no minutes, no seconds.
    Degrees(u32),
}

struct Block {
    bytes: Vec<u8>,
    /// What does not fit into an entry, after the directories.
    rest: Vec<u8>,
    rest_at: u32,
}

impl Block {
    fn directory(&mut self, entries: &[(u16, Value)]) {
        let count = u16::try_from(entries.len()).unwrap_or(0);
        self.bytes.extend(count.to_be_bytes());
        for (tag, value) in entries {
            let (kind, count, data): (u16, usize, Vec<u8>) = match value {
                Value::Long(own) => (4, 1, own.to_be_bytes().to_vec()),
                Value::Text(own) => {
                    let data = [own.as_bytes(), b"\0"].concat();
                    (2, data.len(), data)
                }
                Value::Degrees(own) => {
                    let parts: [(u32, u32); 3] = [(*own, 10_000_000), (0, 1), (0, 1)];
                    let parts = parts.map(|(own, of)| [own.to_be_bytes(), of.to_be_bytes()]);
                    (5, 3, parts.concat().concat())
                }
            };
            self.bytes.extend(tag.to_be_bytes());
            self.bytes.extend(kind.to_be_bytes());
            self.bytes
                .extend(u32::try_from(count).unwrap_or(0).to_be_bytes());
            if data.len() <= 4 {
                let mut data = data;
                data.resize(4, 0);
                self.bytes.extend(data);
                continue;
            }
            let at = self.rest_at + u32::try_from(self.rest.len()).unwrap_or(0);
            self.bytes.extend(at.to_be_bytes());
            self.rest.extend(data);
        }
        // None follows.
        self.bytes.extend([0; 4]);
    }
}
