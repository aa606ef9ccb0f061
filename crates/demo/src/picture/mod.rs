//! Pictures drawn in code: stand-ins for photos of sites and for a scanned sheet. Nothing in them
//! is of anybody or of any place.

mod exif;
mod paper;
mod png;
mod site;

pub(crate) use exif::Told;
pub(crate) use paper::signed_sheet;
pub(crate) use site::{Scene, site};

/// A colour of the palette.
pub(crate) type Ink = u8;

/// The palette: sky, earth, concrete, steel, nets, ink, paper and seal.
pub(crate) const PALETTE: [[u8; 3]; 16] = [
    [0x00, 0x00, 0x00],
    [0x3a, 0x3f, 0x44],
    [0x6b, 0x70, 0x75],
    [0x9a, 0x9e, 0xa1],
    [0xc4, 0xc7, 0xc9],
    [0xe4, 0xe3, 0xde],
    [0xf6, 0xf5, 0xf0],
    [0x8f, 0xb4, 0xd6],
    [0xbc, 0xd3, 0xe8],
    [0x8a, 0x6d, 0x4b],
    [0xa9, 0x8d, 0x68],
    [0xd9, 0xa4, 0x1f],
    [0x3f, 0x7d, 0x4f],
    [0xd0, 0x6a, 0x2c],
    [0x1d, 0x3f, 0x8c],
    [0xc0, 0x25, 0x2a],
];

/// A canvas of palette colours.
pub(crate) struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<Ink>,
}

impl Canvas {
    /// Filled with one colour.
    pub(crate) fn new(width: usize, height: usize, ground: Ink) -> Canvas {
        Canvas {
            width,
            height,
            pixels: vec![ground; width * height],
        }
    }

    /// Width and height in points.
    pub(crate) fn size(&self) -> (u32, u32) {
        let side = |own: usize| u32::try_from(own).unwrap_or(0);
        (side(self.width), side(self.height))
    }

    /// One point; outside nothing is drawn.
    pub(crate) fn dot(&mut self, (x, y): (i32, i32), ink: Ink) {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else {
            return;
        };
        if x < self.width && y < self.height {
            self.pixels[y * self.width + x] = ink;
        }
    }

    /// A filled rectangle.
    pub(crate) fn block(&mut self, (left, top): (i32, i32), (wide, high): (i32, i32), ink: Ink) {
        for y in top..top + high {
            for x in left..left + wide {
                self.dot((x, y), ink);
            }
        }
    }

    /// A line of a thickness.
    pub(crate) fn line(&mut self, from: (i32, i32), to: (i32, i32), thick: i32, ink: Ink) {
        let (wide, high) = (to.0 - from.0, to.1 - from.1);
        let steps = wide.abs().max(high.abs()).max(1);
        for at in 0..=steps {
            let (x, y) = (from.0 + wide * at / steps, from.1 + high * at / steps);
            self.block((x, y), (thick, thick), ink);
        }
    }

    /// A ring.
    pub(crate) fn ring(&mut self, (cx, cy): (i32, i32), radius: i32, thick: i32, ink: Ink) {
        let inner = radius - thick;
        for y in -radius..=radius {
            for x in -radius..=radius {
                let square = x * x + y * y;
                if square <= radius * radius && square >= inner * inner {
                    self.dot((cx + x, cy + y), ink);
                }
            }
        }
    }
}
