//! Codes read from pictures as they come: a page drawn, turned, made noisy and written as a file.

mod simulated;

use image::imageops::{self, FilterType};
use image::{GrayImage, ImageFormat};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use scan::{NotRead, read};
use simulated::{TEXT, noisy, page, page_on, turned, written};

fn check(picture: &GrayImage, what: &str) {
    let bytes = written(picture, ImageFormat::Jpeg);
    assert_eq!(read(&bytes), Ok(vec![TEXT.to_owned()]), "{what}");
}

#[test]
fn a_page_is_read_turned_and_noisy() {
    let page = page(6);
    check(&page, "as printed");
    for degrees in [-8.0, 37.0, 180.0] {
        let photo = turned(&page, degrees);
        check(
            &noisy(photo, 40, 7),
            &format!("turned by {degrees}, grainy"),
        );
    }
    let upright = turned(&page, 1.5);
    check(&noisy(upright, 60, 11), "very grainy");
}

proptest! {
    // The same pages each time: how many are read at which grain is measured by the example.
    #![proptest_config(ProptestConfig {
        cases: 16,
        rng_seed: RngSeed::Fixed(61),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// Whichever way it lies, on paper that is not quite white, under grain up to 90.
    #[test]
    fn a_page_is_read_under_grain(
        degrees in -180.0..180.0_f64,
        grain in 40..=90_i32,
        paper in 225..=250_u8,
        ink in 20..=40_u8,
        seed in any::<u32>(),
    ) {
        let photo = noisy(turned(&page_on(6, paper, ink), degrees), grain, seed);
        let bytes = written(&photo, ImageFormat::Jpeg);
        prop_assert_eq!(read(&bytes), Ok(vec![TEXT.to_owned()]));
    }
}

#[test]
fn a_small_code_is_read_from_a_clean_scan() {
    let bytes = written(&page(3), ImageFormat::Png);
    assert_eq!(read(&bytes), Ok(vec![TEXT.to_owned()]));
}

/// A picture of the page as a screen shows it: two dots and a bit to each square of the code.
#[test]
fn a_code_is_read_from_the_picture_of_a_screen() {
    for part in [60, 44, 40, 36] {
        let page = page(6);
        let length = |own: u32| own * part / 100;
        let (width, height) = (length(page.width()), length(page.height()));
        let screen = imageops::resize(&page, width, height, FilterType::CatmullRom);
        let bytes = written(&screen, ImageFormat::Png);
        assert_eq!(read(&bytes), Ok(vec![TEXT.to_owned()]), "{part} %");
    }
}

#[test]
fn a_scanners_pdf_is_read_and_a_torn_one_is_not() {
    let picture = written(&turned(&page(6), 2.0), ImageFormat::Jpeg);
    let mut pdf = b"%PDF-1.4\n1 0 obj\n<< /Subtype /Image /Filter /DCTDecode >>\nstream\n".to_vec();
    pdf.extend_from_slice(&picture);
    pdf.extend_from_slice(b"\nendstream\nendobj\n%%EOF");
    assert_eq!(read(&pdf), Ok(vec![TEXT.to_owned()]));
    assert_eq!(read(&pdf[..2_000]), Err(NotRead::NoCode));
    assert_eq!(read(b"%PDF-1.4\n%%EOF"), Err(NotRead::NoCode));
}

#[test]
fn what_is_no_scan_is_refused_by_its_reason() {
    assert_eq!(read(b""), Err(NotRead::Empty));
    assert_eq!(read(b"GIF89a nothing"), Err(NotRead::Kind));
    assert_eq!(read(&vec![0; scan::BYTES_MAX + 1]), Err(NotRead::TooLarge));
    let blank = written(&GrayImage::new(300, 300), ImageFormat::Png);
    assert_eq!(read(&blank), Err(NotRead::NoCode));
    let torn = written(&page(6), ImageFormat::Png);
    assert!(matches!(read(&torn[..400]), Err(NotRead::Damaged(_))));
    // A picture of a hundred million dots in a few bytes is not unpacked.
    let mut bomb = written(&GrayImage::new(1, 1), ImageFormat::Png);
    bomb[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    assert!(matches!(read(&bomb), Err(NotRead::Damaged(_))));
}
