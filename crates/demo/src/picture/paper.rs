//! A sheet that was printed, signed, sealed and put on a scanner: its square code is a real one,
//! its words are grey strokes, its signatures are scribbles and its seal says nothing.

use qrcode::{Color, EcLevel, QrCode};

use super::Canvas;
use crate::dice::Dice;

/// A page of A4 at some 75 points an inch.
const SIZE: (i32, i32) = (620, 877);

/// Points a square of the code.
const SQUARE: i32 = 3;

/// Draws it: the text in the square code, and how many people signed.
pub(crate) fn signed_sheet(text: &str, signatures: u32) -> Option<Canvas> {
    let mut canvas = Canvas::new(620, 877, 6);
    let mut dice = Dice::of(75, 9);
    words(&mut canvas, &mut dice);
    code(&mut canvas, text)?;
    for at in 0..signatures {
        let left = 90 + 170 * i32::try_from(at).unwrap_or(0);
        canvas.line((left, 760), (left + 120, 760), 1, 2);
        signature(&mut canvas, (left + 8, 736), &mut dice);
    }
    canvas.ring((470, 742), 46, 4, 15);
    canvas.ring((470, 742), 12, 12, 15);
    // Specks of the glass, and the shade of the edge.
    for _ in 0..240 {
        let (x, y) = (point(&mut dice, SIZE.0), point(&mut dice, SIZE.1));
        canvas.dot((x, y), 4);
    }
    canvas.block((0, 0), (3, SIZE.1), 4);
    Some(canvas)
}

/// A title, and a table of rows of strokes where its words would be.
fn words(canvas: &mut Canvas, dice: &mut Dice) {
    canvas.block((190, 70), (240, 16), 1);
    canvas.block((230, 96), (160, 7), 3);
    for row in 0..=18 {
        let y = 160 + row * 28;
        canvas.line((60, y), (560, y), 1, 2);
        if row == 18 {
            break;
        }
        for (left, room) in [(68, 150), (250, 70), (340, 70), (430, 110)] {
            let wide = room / 2 + point(dice, room / 2);
            canvas.block((left, y + 10), (wide, 8), if row == 0 { 1 } else { 3 });
        }
    }
    for x in [60, 240, 330, 420, 560] {
        canvas.line((x, 160), (x, 160 + 18 * 28), 1, 2);
    }
}

fn code(canvas: &mut Canvas, text: &str) -> Option<()> {
    let code = QrCode::with_error_correction_level(text, EcLevel::Q).ok()?;
    let width = code.width();
    let side = i32::try_from(width).unwrap_or(0) * SQUARE;
    let (left, top) = (SIZE.0 - 24 - side, 14);
    canvas.block((left - 12, top - 12), (side + 24, side + 24), 6);
    for (row, line) in (0..).zip(code.to_colors().chunks(width)) {
        for (column, _) in (0..).zip(line).filter(|(_, own)| **own == Color::Dark) {
            let at = (left + column * SQUARE, top + row * SQUARE);
            canvas.block(at, (SQUARE, SQUARE), 0);
        }
    }
    Some(())
}

/// A scribble.
fn signature(canvas: &mut Canvas, (x, y): (i32, i32), dice: &mut Dice) {
    let mut from = (x, y);
    for stroke in 1..12 {
        let to = (x + stroke * 8 + point(dice, 9), y - 12 + point(dice, 28));
        canvas.line(from, to, 2, 14);
        from = to;
    }
}

fn point(dice: &mut Dice, below: i32) -> i32 {
    i32::try_from(dice.between(0, i64::from(below.max(1)) - 1)).unwrap_or(0)
}
