//! Black and white by what lies around: grey paper, shadows and grain.
//!
//! Grain is taken away first, by a median of small neighbourhoods, which leaves edges where they
//! are; then a dot is dark if it is darker than the mean of a window around it. The mean of any
//! window is four look-ups in a table of sums, so the work does not grow with the window.

use image::{GrayImage, Luma};

/// Each dot the median of the nine around it: single grains go, edges stay.
pub(crate) fn median(picture: &GrayImage) -> GrayImage {
    let (width, height) = picture.dimensions();
    let mut out = picture.clone();
    if width < 3 || height < 3 {
        return out;
    }
    let (raw, step) = (picture.as_raw(), width as usize);
    for y in 1..height - 1 {
        for x in 1..width - 1 {
            let middle = y as usize * step + x as usize;
            let rows = [middle - step, middle, middle + step];
            let mut around = [0; 9];
            for (row, at) in rows.into_iter().enumerate() {
                around[row * 3..row * 3 + 3].copy_from_slice(&raw[at - 1..at + 2]);
            }
            let (_, middle, _) = around.select_nth_unstable(4);
            out.put_pixel(x, y, Luma([*middle]));
        }
    }
    out
}

/// Each dot black or white by the mean of the window around it, `reach` dots to each side: paper is
/// what reaches a share of it, in per cent.
pub(crate) fn binary(picture: &GrayImage, reach: u32, share: u64) -> GrayImage {
    let (width, height) = picture.dimensions();
    let sums = sums(picture);
    let row = width as usize + 1;
    let mut out = picture.clone();
    for y in 0..height {
        let (top, bottom) = (y.saturating_sub(reach), (y + reach + 1).min(height));
        for x in 0..width {
            let (left, right) = (x.saturating_sub(reach), (x + reach + 1).min(width));
            let at = |x: u32, y: u32| sums[y as usize * row + x as usize];
            let sum = at(right, bottom) + at(left, top) - at(left, bottom) - at(right, top);
            let count = u64::from(right - left) * u64::from(bottom - top);
            let own = u64::from(picture.get_pixel(x, y).0[0]);
            let dark = own * count * 100 < sum * share;
            out.put_pixel(x, y, Luma([if dark { 0 } else { u8::MAX }]));
        }
    }
    out
}

/// The sums of all dots above and to the left of each place.
fn sums(picture: &GrayImage) -> Vec<u64> {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let row = width + 1;
    let mut sums = vec![0; row * (height + 1)];
    for (y, line) in picture.as_raw().chunks(width.max(1)).enumerate() {
        let mut sum = 0;
        for (x, own) in line.iter().enumerate() {
            sum += u64::from(*own);
            sums[(y + 1) * row + x + 1] = sums[y * row + x + 1] + sum;
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_grain_goes_and_an_edge_stays() {
        let mut picture = GrayImage::from_pixel(9, 9, Luma([200]));
        for y in 0..9 {
            for x in 5..9 {
                picture.put_pixel(x, y, Luma([40]));
            }
        }
        picture.put_pixel(2, 4, Luma([0]));
        let clean = median(&picture);
        assert_eq!(clean.get_pixel(2, 4).0, [200]);
        assert_eq!(
            (clean.get_pixel(4, 4).0, clean.get_pixel(5, 4).0),
            ([200], [40])
        );
        assert_eq!(median(&GrayImage::new(2, 2)).dimensions(), (2, 2));
    }

    #[test]
    fn what_is_dark_is_told_by_what_lies_around() {
        // Ink in the shade is lighter than paper in the light, and both are told apart.
        let mut picture = GrayImage::new(60, 20);
        for (x, _, dot) in picture.enumerate_pixels_mut() {
            let paper = u8::try_from(220 - x * 3).unwrap();
            dot.0[0] = if x % 10 < 3 { paper / 2 } else { paper };
        }
        let told = binary(&picture, 8, 90);
        for x in 10..50 {
            assert_eq!(told.get_pixel(x, 10).0[0] == 0, x % 10 < 3, "{x}");
        }
        assert_eq!(binary(&GrayImage::new(0, 0), 5, 90).dimensions(), (0, 0));
    }
}
