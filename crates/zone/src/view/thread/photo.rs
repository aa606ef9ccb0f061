//! What a photo tells, as plain facts beside it: when, where, how far from the project.

use jiff::civil::Date;
use serde::Serialize;

use crate::place::{Datum, Place};
use crate::thread::Attached;
use crate::thread::photo::{DatumBy, PhotoFacts};
use crate::view::Looking;
use crate::{Field, ProjectId, Words, Zone, limits};

/// What a photo tells of itself.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PhotoView {
    /// When it was taken, by the camera's clock: `2026-05-18 09:30:00`.
    pub taken_at: Option<String>,
    /// That clock's offset, `+08:00`, where the photo tells.
    pub offset: Option<String>,
    /// The day it was taken where the zone is.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub taken_on: Option<Date>,
    /// Where it was taken.
    pub place: Option<SeenPlace>,
    /// Metres from the project's place.
    pub metres: Option<u64>,
    /// What took it.
    pub device: Option<String>,
    /// Width and height in pixels.
    pub pixels: Option<(u32, u32)>,
    /// Time, place, distance and how they are known, a fact a line.
    pub facts: Vec<Words>,
}

/// A place in both datums.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SeenPlace {
    /// The datum it was written in.
    pub datum: Datum,
    /// How that is known.
    pub datum_by: DatumBy,
    /// Latitude and longitude as GPS tells places.
    pub wgs84: (f64, f64),
    /// Latitude and longitude as maps of China tell places.
    pub gcj02: (f64, f64),
    /// How exact, in metres, where the photo tells.
    pub error_metres: Option<u32>,
}

/// What a photo tells; `None` of what is no photo.
pub(super) fn photo(zone: &Zone, looking: Looking<'_>, own: &Attached) -> Option<PhotoView> {
    if !own.kind.is_photo() {
        return None;
    }
    let kept = own.facts.map(|facts| looking.texts.find(facts));
    let read = kept.as_ref().and_then(|kept| kept.text());
    let facts: PhotoFacts = match read.map(serde_json::from_str) {
        Some(Ok(facts)) => facts,
        // Purged or lost: nothing is told rather than something made up.
        _ if own.facts.is_some() => return None,
        _ => PhotoFacts::default(),
    };
    let site = own
        .subject
        .project(zone)
        .and_then(|id| place_of(zone, looking, id));
    let metres = facts
        .place
        .zip(site)
        .map(|(place, site)| place.metres_to(site));
    let words = told(&facts, own.on, metres, site.is_some());
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a distance on the earth, in whole metres"
    )]
    let metres = metres.map(|metres| metres.round() as u64);
    Some(PhotoView {
        taken_at: facts
            .taken_at
            .map(|at| at.strftime("%Y-%m-%d %H:%M:%S").to_string()),
        offset: facts.offset_minutes.map(offset_text),
        taken_on: facts.taken_on(),
        place: facts.place.map(|place| SeenPlace {
            datum: place.datum,
            datum_by: facts.datum_by.unwrap_or(DatumBy::Assumed),
            wgs84: place.to(Datum::Wgs84).degrees(),
            gcj02: place.to(Datum::Gcj02).degrees(),
            error_metres: facts.error_metres,
        }),
        metres,
        device: facts.device.clone(),
        pixels: facts.pixels,
        facts: words,
    })
}

/// The place of a project on the date looked at, where the reader may see the project.
fn place_of(zone: &Zone, looking: Looking<'_>, id: ProjectId) -> Option<Place> {
    let (project, on) = (zone.projects.get(&id)?, looking.true_on);
    let sees = looking
        .actor
        .sees(project.handling_level(on), project.lead_unit(on));
    let place = project.text(&Field::Coordinates, on).filter(|_| sees)?;
    place.parse().ok()
}

fn told(facts: &PhotoFacts, attached: Date, metres: Option<f64>, has_site: bool) -> Vec<Words> {
    let mut told = vec![when(facts, attached)];
    told.push(place(facts));
    if let Some(metres) = metres {
        let text = distance(metres);
        told.push(Words::new(
            format!("距项目坐标约 {}", text.zh),
            format!("about {} from the project's place", text.en),
        ));
    } else if facts.place.is_some() && !has_site {
        told.push(Words::new(
            "项目没有登记坐标，未算距离",
            "the project has no place on record, so no distance is given",
        ));
    }
    if let Some(bytes) = facts.shrunk_from {
        let size = size(bytes);
        told.push(Words::new(
            format!("上传前由网页缩小，原图 {size}"),
            format!("made smaller by the page before it was sent; the original has {size}"),
        ));
    }
    if facts.told {
        told.push(Words::new(
            "时间和地点由上传者告知",
            "time and place were told by whoever attached it",
        ));
    }
    told
}

fn when(facts: &PhotoFacts, attached: Date) -> Words {
    let Some((at, on)) = facts.taken_at.zip(facts.taken_on()) else {
        return Words::new("照片未带拍摄时间", "the photo tells no time");
    };
    let shown = at.strftime("%Y-%m-%d %H:%M").to_string();
    let (zone_zh, zone_en) = match facts.offset_minutes {
        Some(minutes) => {
            let text = offset_text(minutes);
            (format!("（UTC{text}）"), format!(" (UTC{text})"))
        }
        None => (
            "（相机时间，未带时区）".to_owned(),
            " (the camera's clock; no time zone told)".to_owned(),
        ),
    };
    let days = i64::from(attached.duration_since(on).as_hours() as i32 / 24);
    let (zh, en) = if days < 0 {
        (
            "，晚于附上的日期".to_owned(),
            ", later than the day it was attached".to_owned(),
        )
    } else if days >= limits::PHOTO_OLD_DAYS {
        (
            format!("，附上前 {days} 天"),
            format!(", {days} days before it was attached"),
        )
    } else {
        (String::new(), String::new())
    };
    Words::new(
        format!("拍摄于 {shown}{zone_zh}{zh}"),
        format!("taken {shown}{zone_en}{en}"),
    )
}

fn place(facts: &PhotoFacts) -> Words {
    let Some(place) = facts.place else {
        return Words::new("照片未带拍摄地点", "the photo tells no place");
    };
    let (lat, lon) = place.degrees();
    let name = place.datum.name();
    let (zh, en) = match facts.datum_by.unwrap_or(DatumBy::Assumed) {
        DatumBy::Photo => (
            format!("{name}，照片注明"),
            format!("{name}, as the photo says"),
        ),
        DatumBy::Person => (
            format!("{name}，上传者说明"),
            format!("{name}, as told by the uploader"),
        ),
        DatumBy::Assumed => (
            format!("照原样记录，按 {name} 理解"),
            format!("as written; {name} assumed"),
        ),
    };
    let error = facts
        .error_metres
        .map_or((String::new(), String::new()), |metres| {
            (
                format!("，误差约 {metres} 米"),
                format!(", good to about {metres} m"),
            )
        });
    Words::new(
        format!("拍摄地点 {lat:.6}, {lon:.6}（{zh}{}）", error.0),
        format!("at {lat:.6}, {lon:.6} ({en}{})", error.1),
    )
}

fn distance(metres: f64) -> Words {
    if metres < 1_000.0 {
        let metres = (metres / 10.0).round() * 10.0;
        Words::new(format!("{metres:.0} 米"), format!("{metres:.0} m"))
    } else {
        let km = metres / 1_000.0;
        Words::new(format!("{km:.1} 公里"), format!("{km:.1} km"))
    }
}

fn offset_text(minutes: i16) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.unsigned_abs();
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

fn size(bytes: u64) -> String {
    const MEBI: u64 = 1024 * 1024;
    match bytes {
        0..MEBI => format!("{} KB", bytes.div_ceil(1024)),
        _ => format!("{}.{} MB", bytes / MEBI, bytes % MEBI * 10 / MEBI),
    }
}
