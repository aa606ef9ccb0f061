//! A square code as dark squares, drawn by whoever needs it.

use qrcode::{Color, EcLevel, QrCode};

/// White around a code, in squares: readers ask for four.
const QUIET: usize = 4;

/// A square code.
pub(crate) struct Square {
    /// Squares of a side, the white around it included.
    pub(crate) side: usize,
    /// The dark squares as one path of SVG, a unit a square.
    pub(crate) path: String,
}

/// The code of a text; `None` where it is too long for one.
pub(crate) fn square(text: &str) -> Option<Square> {
    // A quarter of it may be under a seal and it is still read.
    let code = QrCode::with_error_correction_level(text, EcLevel::Q).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (row, line) in code.to_colors().chunks(width).enumerate() {
        let mut column = 0;
        while column < line.len() {
            let dark = line[column..].iter().take_while(|own| **own == Color::Dark);
            let run = dark.count();
            if run > 0 {
                let (x, y) = (column + QUIET, row + QUIET);
                path += &format!("M{x} {y}h{run}v1h-{run}z");
            }
            column += run.max(1);
        }
    }
    Some(Square {
        side: width + 2 * QUIET,
        path,
    })
}
