//! What a photo tells of itself: when and where it was taken, and who says so.
//!
//! Facts, not findings: a photo without a place is a photo without a place.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use crate::place::{Datum, Place};

/// What a photo tells of itself, as it is kept beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoFacts {
    /// Width and height in pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pixels: Option<(u32, u32)>,
    /// When it was taken, by the camera's clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_at: Option<DateTime>,
    /// That clock's minutes before UTC, where the photo tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset_minutes: Option<i16>,
    /// Where it was taken, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// How the place's datum is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub datum_by: Option<DatumBy>,
    /// How exact the place is, in metres, where the photo tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_metres: Option<u32>,
    /// What took it or wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
    /// The size of the original in bytes, where the page made it smaller before sending it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shrunk_from: Option<u64>,
    /// Whether time and place were told beside the file, not read from it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub told: bool,
}

/// How the datum of a place is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DatumBy {
    /// The photo names it.
    Photo,
    /// Whoever attached it said so.
    Person,
    /// Nobody says: as written, WGS-84 assumed.
    Assumed,
}

impl PhotoFacts {
    /// The day it was taken where the zone is: the camera's own day where it tells no offset.
    pub fn taken_on(&self) -> Option<Date> {
        let taken = self.taken_at?;
        let Some(minutes) = self.offset_minutes else {
            return Some(taken.date());
        };
        let shift = jiff::SignedDuration::from_mins(i64::from(8 * 60 - minutes));
        let there = taken.checked_add(shift).ok()?;
        Some(there.date())
    }

    /// Where it was taken, as GPS tells places.
    pub fn in_wgs84(&self) -> Option<Place> {
        self.place.map(|place| place.to(Datum::Wgs84))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, datetime};

    #[test]
    fn the_day_is_that_of_the_zone() {
        let at = |hour, minutes| PhotoFacts {
            taken_at: Some(datetime(2026, 5, 18, hour, 30, 0, 0)),
            offset_minutes: minutes,
            ..PhotoFacts::default()
        };
        assert_eq!(at(23, None).taken_on(), Some(date(2026, 5, 18)));
        assert_eq!(at(23, Some(480)).taken_on(), Some(date(2026, 5, 18)));
        assert_eq!(at(23, Some(0)).taken_on(), Some(date(2026, 5, 19)));
        assert_eq!(at(1, Some(720)).taken_on(), Some(date(2026, 5, 17)));
        assert_eq!(PhotoFacts::default().taken_on(), None);
    }

    #[test]
    fn what_is_not_told_is_not_written() {
        let nothing = serde_json::to_string(&PhotoFacts::default()).unwrap();
        assert_eq!(nothing, "{}");
        assert_eq!(
            serde_json::from_str::<PhotoFacts>("{}").unwrap(),
            PhotoFacts::default()
        );
    }
}
