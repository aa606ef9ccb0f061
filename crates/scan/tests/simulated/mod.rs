//! Pages as they come back from a scanner or a phone: drawn, turned, made noisy, written as a file.

use std::io::Cursor;

use image::{GrayImage, ImageFormat, Luma};

pub(crate) const TEXT: &str = "WALLCHART1:C61U3V2-9DAV-X2H8-6:\
    0A1B2C3D4E5F60718293A4B5C6D7E8F90A1B2C3D4E5F60718293A4B5C6D7E8F9";

/// A4 at 150 dots to the inch.
pub(crate) const PAGE: (u32, u32) = (1_240, 1_754);

/// A page of lines as a table has them, with a code of a size at the top right, on white paper.
pub(crate) fn page(module: u32) -> GrayImage {
    page_on(module, 250, 20)
}

/// The same on a paper and with an ink of some grey.
pub(crate) fn page_on(module: u32, paper: u8, ink: u8) -> GrayImage {
    let mut page = GrayImage::from_pixel(PAGE.0, PAGE.1, Luma([paper]));
    for line in 0..40 {
        let y = 420 + line * 30;
        for x in 80..PAGE.0 - 80 {
            if y < PAGE.1 {
                page.put_pixel(x, y, Luma([ink.saturating_add(40)]));
            }
        }
    }
    let code = qrcode::QrCode::with_error_correction_level(TEXT, qrcode::EcLevel::Q);
    let code = code.expect("a short text");
    let width = code.width();
    for (at, colour) in code.to_colors().into_iter().enumerate() {
        let at = u32::try_from(at).expect("a small code");
        let width = u32::try_from(width).expect("a small code");
        let (column, row) = (at % width, at / width);
        let dark = colour == qrcode::Color::Dark;
        for step in 0..module * module {
            let x = 800 + column * module + step % module;
            let y = 80 + row * module + step / module;
            page.put_pixel(x, y, Luma([if dark { ink } else { paper }]));
        }
    }
    page
}

/// The page laid on a table and photographed: turned by degrees about its middle.
pub(crate) fn turned(page: &GrayImage, degrees: f64) -> GrayImage {
    let side = 2_150_u32;
    let mut photo = GrayImage::from_pixel(side, side, Luma([120]));
    let (sin, cos) = degrees.to_radians().sin_cos();
    let half = f64::from(side) / 2.0;
    let (middle_x, middle_y) = (f64::from(PAGE.0) / 2.0, f64::from(PAGE.1) / 2.0);
    for y in 0..side {
        for x in 0..side {
            let (dx, dy) = (f64::from(x) - half, f64::from(y) - half);
            let from_x = dx * cos + dy * sin + middle_x;
            let from_y = dy * cos - dx * sin + middle_y;
            let inside = from_x >= 0.0
                && from_y >= 0.0
                && from_x < f64::from(PAGE.0) - 1.0
                && from_y < f64::from(PAGE.1) - 1.0;
            if inside {
                photo.put_pixel(x, y, Luma([blended(page, from_x, from_y)]));
            }
        }
    }
    photo
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place inside the picture"
)]
fn blended(page: &GrayImage, x: f64, y: f64) -> u8 {
    let (left, top) = (x as u32, y as u32);
    let (right, below) = (x.fract(), y.fract());
    let at = |dx: u32, dy: u32| f64::from(page.get_pixel(left + dx, top + dy).0[0]);
    let upper = at(0, 0) * (1.0 - right) + at(1, 0) * right;
    let lower = at(0, 1) * (1.0 - right) + at(1, 1) * right;
    (upper * (1.0 - below) + lower * below) as u8
}

/// Grain and a shadow from one side, from a seed.
pub(crate) fn noisy(mut photo: GrayImage, grain: i32, seed: u32) -> GrayImage {
    let mut state = seed;
    let width = photo.width();
    for (x, _, pixel) in photo.enumerate_pixels_mut() {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = i32::try_from(state >> 24).unwrap_or(0) - 128;
        let shadow = i32::try_from(x * 60 / width).unwrap_or(0);
        let value = i32::from(pixel.0[0]) + noise * grain / 128 - shadow;
        pixel.0[0] = u8::try_from(value.clamp(0, 255)).unwrap_or(0);
    }
    photo
}

pub(crate) fn written(picture: &GrayImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).expect("it is written");
    bytes.into_inner()
}
