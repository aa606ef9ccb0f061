//! The square code of a sheet that was signed, sealed and scanned or photographed.
//!
//! Promises: any bytes give an answer, within limits of size and of work; nothing of a picture is
//! executed, no link followed. Turned, skewed and noisy pictures are read as far as they can be.
//!
//! Deliberately does not: read text. Of a PDF it looks at the JPEG pictures inside, which is what
//! scanners make; others are for the short code to be typed.

mod limits;
mod local;
mod pdf;

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::imageops::{self, FilterType};
use image::{GrayImage, ImageFormat, ImageReader};

pub use limits::{BYTES_MAX, SIDE_MAX};

/// Why no code was read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotRead {
    /// No bytes.
    #[error("the file is empty")]
    Empty,
    /// More bytes than are looked at.
    #[error("the file is larger than {BYTES_MAX} bytes")]
    TooLarge,
    /// Neither PNG nor JPEG nor PDF.
    #[error("the file is neither PNG, JPEG nor PDF")]
    Kind,
    /// A picture that cannot be read, or one larger than is looked at.
    #[error("the picture cannot be read: {0}")]
    Damaged(String),
    /// A picture without a code that can be read.
    #[error("there is no code in the picture that can be read")]
    NoCode,
}

/// The texts of the square codes in a picture or in the pictures of a PDF, each once.
///
/// # Errors
/// Why there is none.
pub fn read(bytes: &[u8]) -> Result<Vec<String>, NotRead> {
    if bytes.is_empty() {
        return Err(NotRead::Empty);
    }
    if bytes.len() > BYTES_MAX {
        return Err(NotRead::TooLarge);
    }
    if pdf::is_pdf(bytes) {
        let mut found = Vec::new();
        for picture in pdf::pictures(bytes) {
            // One page that cannot be read says nothing of the others.
            found.extend(decoded(picture).map(|own| codes(&own)).unwrap_or_default());
        }
        return told(found);
    }
    told(codes(&decoded(bytes)?))
}

/// Whether bytes are a file that may be kept as a scan: PNG, JPEG or PDF by their beginning.
pub fn is_scan(bytes: &[u8]) -> bool {
    pdf::is_pdf(bytes) || kind(bytes).is_some()
}

/// What a kept scan is, by its beginning.
pub fn media_type(bytes: &[u8]) -> &'static str {
    match kind(bytes) {
        Some(ImageFormat::Png) => "image/png",
        Some(_) => "image/jpeg",
        None if pdf::is_pdf(bytes) => "application/pdf",
        None => "application/octet-stream",
    }
}

fn told(mut found: Vec<String>) -> Result<Vec<String>, NotRead> {
    found.sort_unstable();
    found.dedup();
    match found.is_empty() {
        true => Err(NotRead::NoCode),
        false => Ok(found),
    }
}

fn kind(bytes: &[u8]) -> Option<ImageFormat> {
    let kind = image::guess_format(bytes).ok()?;
    matches!(kind, ImageFormat::Png | ImageFormat::Jpeg).then_some(kind)
}

fn decoded(bytes: &[u8]) -> Result<GrayImage, NotRead> {
    let kind = kind(bytes).ok_or(NotRead::Kind)?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), kind);
    let mut bounds = image::Limits::default();
    bounds.max_image_width = Some(SIDE_MAX);
    bounds.max_image_height = Some(SIDE_MAX);
    bounds.max_alloc = Some(limits::ALLOCATED_MAX);
    reader.limits(bounds);
    let picture = reader
        .decode()
        .map_err(|error| NotRead::Damaged(error.to_string()))?;
    Ok(picture.into_luma8())
}

/// Looks at a picture as it is, then under its grain, then in other sizes and by other measures,
/// until a code is found.
fn codes(picture: &GrayImage) -> Vec<String> {
    let longest = picture.width().max(picture.height());
    let clean = scaled(picture, limits::CLEANED_SIDE);
    let under = |cleaned: &GrayImage, (part, share): (u32, u64)| {
        let smooth = imageops::fast_blur(cleaned, limits::SMOOTHED_BY);
        let reach = smooth.width().max(smooth.height()) / part;
        grids(&local::binary(&smooth, reach, share))
    };
    let [usual, wider, fainter, nearer, darker] = limits::MEASURES;
    let [first, second, third, fourth] = limits::SIDES;
    // The quickest first; each is done only where those before it found nothing.
    let looks: [&dyn Fn() -> Vec<String>; 11] = [
        &|| at_size(picture, first),
        &|| under(&clean, usual),
        &|| at_size(picture, second),
        &|| under(&local::median(&clean), usual),
        &|| at_size(picture, third),
        &|| under(&clean, wider),
        &|| under(&clean, fainter),
        &|| under(&clean, nearer),
        &|| under(&local::median(&clean), darker),
        &|| at_size(picture, fourth),
        // Squares of two or three dots, as a screen shows them, are found when they are larger.
        &|| match longest <= limits::ENLARGED_SIDE_MAX {
            true => grids(&enlarged(picture)),
            false => Vec::new(),
        },
    ];
    let mut found = looks.into_iter().map(|look| look());
    found.find(|codes| !codes.is_empty()).unwrap_or_default()
}

fn enlarged(picture: &GrayImage) -> GrayImage {
    let (width, height) = (picture.width() * 3, picture.height() * 3);
    imageops::resize(picture, width, height, FilterType::CatmullRom)
}

fn at_size(picture: &GrayImage, side: u32) -> Vec<String> {
    let longest = picture.width().max(picture.height());
    match longest <= side {
        true => grids(picture),
        false => grids(&scaled(picture, side)),
    }
}

/// A picture whose longer side is at most so long.
fn scaled(picture: &GrayImage, side: u32) -> GrayImage {
    let longest = picture.width().max(picture.height());
    if longest <= side {
        return picture.clone();
    }
    let length = |own: u32| (u64::from(own) * u64::from(side) / u64::from(longest)).max(1);
    let part = |own: u32| u32::try_from(length(own)).unwrap_or(1);
    let (width, height) = (part(picture.width()), part(picture.height()));
    imageops::resize(picture, width, height, FilterType::Triangle)
}

fn grids(picture: &GrayImage) -> Vec<String> {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let look = || {
        let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
            let at = y * width + x;
            picture.as_raw().get(at).copied().unwrap_or(u8::MAX)
        });
        let grids = prepared.detect_grids();
        let few = grids.into_iter().take(limits::CODES_MAX);
        few.filter_map(|grid| grid.decode().ok().map(|(_, text)| text))
            .collect::<Vec<String>>()
    };
    // A picture that the reader of codes stumbles over is one without a code.
    catch_unwind(AssertUnwindSafe(look)).unwrap_or_default()
}
