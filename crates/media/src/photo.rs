//! When and where a photo was taken, as it tells: EXIF in JPEG, HEIC, PNG and WebP.
//!
//! Promises: what is not there or makes no sense is left out, never guessed; a place without a
//! datum is kept as written, with the note that WGS-84 is assumed, for that is what EXIF asks for
//! and what not every phone writes.

use std::io::Cursor;

use exif::{Exif, Field, In, Rational, Tag, Value};
use jiff::civil::{DateTime, date};
use zone::place::{Datum, Place};
use zone::thread::photo::{DatumBy, PhotoFacts};

use crate::limits::DEVICE_CHARS_MAX;

/// What a photo tells of itself; nothing of what is no photo.
pub fn facts(bytes: &[u8]) -> PhotoFacts {
    let mut reader = exif::Reader::new();
    reader.continue_on_error(true);
    let read = reader.read_from_container(&mut Cursor::new(bytes));
    let read = read.or_else(|error| error.distill_partial_result(|_| {}));
    let Ok(exif) = read else {
        return PhotoFacts::default();
    };
    let (place, datum_by) = place(&exif).unzip();
    let taken = taken(&exif);
    PhotoFacts {
        pixels: None,
        taken_at: taken.map(|(at, _)| at),
        offset_minutes: taken.and_then(|(_, offset)| offset),
        place,
        datum_by,
        error_metres: place.and_then(|_| error(&exif)),
        device: device(&exif),
        shrunk_from: None,
        told: false,
    }
}

fn field(exif: &Exif, tag: Tag) -> Option<&Field> {
    exif.get_field(tag, In::PRIMARY)
}

fn ascii(exif: &Exif, tag: Tag) -> Option<&[u8]> {
    match &field(exif, tag)?.value {
        Value::Ascii(texts) => texts.first().map(Vec::as_slice),
        _ => None,
    }
}

/// When it was taken, else digitised, else changed; with its own offset.
fn taken(exif: &Exif) -> Option<(DateTime, Option<i16>)> {
    let pairs = [
        (Tag::DateTimeOriginal, Tag::OffsetTimeOriginal),
        (Tag::DateTimeDigitized, Tag::OffsetTimeDigitized),
        (Tag::DateTime, Tag::OffsetTime),
    ];
    pairs.into_iter().find_map(|(time, offset)| {
        let mut read = exif::DateTime::from_ascii(ascii(exif, time)?).ok()?;
        if let Some(text) = ascii(exif, offset) {
            // An offset that makes no sense is none.
            read.parse_offset(text).unwrap_or_default();
        }
        let number = |value: u8| i8::try_from(value).ok();
        let day = jiff::civil::Date::new(
            i16::try_from(read.year).ok()?,
            number(read.month)?,
            number(read.day)?,
        );
        let time = jiff::civil::Time::new(
            number(read.hour)?,
            number(read.minute)?,
            number(read.second)?.min(59),
            0,
        );
        let at = DateTime::from_parts(day.ok()?, time.ok()?);
        // A camera whose clock was never set tells of 1970, 1980 or 2000, at midnight.
        let set = at.date() >= date(2001, 1, 1);
        set.then_some((at, read.offset.filter(|minutes| minutes.abs() <= 14 * 60)))
    })
}

fn place(exif: &Exif) -> Option<(Place, DatumBy)> {
    let lat = degrees(exif, Tag::GPSLatitude, Tag::GPSLatitudeRef, b'S')?;
    let lon = degrees(exif, Tag::GPSLongitude, Tag::GPSLongitudeRef, b'W')?;
    // Nought, nought is what a phone writes that has no place.
    if lat == 0.0 && lon == 0.0 {
        return None;
    }
    let said = ascii(exif, Tag::GPSMapDatum).map(|text| {
        let text = String::from_utf8_lossy(text);
        let kept = text.chars().filter(char::is_ascii_alphanumeric);
        kept.collect::<String>().to_ascii_uppercase()
    });
    let (datum, by) = match said.as_deref() {
        Some("WGS84" | "CGCS2000") => (Datum::Wgs84, DatumBy::Photo),
        Some("GCJ02") => (Datum::Gcj02, DatumBy::Photo),
        _ => (Datum::Wgs84, DatumBy::Assumed),
    };
    Some((Place::new(lat, lon, datum)?, by))
}

fn degrees(exif: &Exif, tag: Tag, sign: Tag, negative: u8) -> Option<f64> {
    let Value::Rational(parts) = &field(exif, tag)?.value else {
        return None;
    };
    let part = |at: usize| parts.get(at).map_or(Some(0.0), number);
    let value = number(parts.first()?)? + part(1)? / 60.0 + part(2)? / 3600.0;
    let first = ascii(exif, sign)?.first()?;
    let signed = first.eq_ignore_ascii_case(&negative);
    value
        .is_finite()
        .then_some(if signed { -value } else { value })
}

fn number(part: &Rational) -> Option<f64> {
    (part.denom != 0).then(|| part.to_f64())
}

fn error(exif: &Exif) -> Option<u32> {
    let Value::Rational(parts) = &field(exif, Tag::GPSHPositioningError)?.value else {
        return None;
    };
    let metres = number(parts.first()?)?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to lie between nought and a hundred kilometres"
    )]
    (0.0..=100_000.0)
        .contains(&metres)
        .then(|| metres.ceil() as u32)
}

fn device(exif: &Exif) -> Option<String> {
    let text = |tag| {
        let text = String::from_utf8_lossy(ascii(exif, tag)?).into_owned();
        let kept: String = text.chars().filter(|own| !own.is_control()).collect();
        let kept = kept.trim().to_owned();
        (!kept.is_empty()).then_some(kept)
    };
    let (make, model) = (text(Tag::Make), text(Tag::Model));
    let named = match (make, model) {
        // Some write the maker into the model as well.
        (Some(make), Some(model)) if !model.starts_with(&make) => format!("{make} {model}"),
        (_, Some(model)) => model,
        (Some(make), None) => make,
        (None, None) => return None,
    };
    Some(named.chars().take(DEVICE_CHARS_MAX).collect())
}
