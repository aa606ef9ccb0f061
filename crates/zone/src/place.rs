//! 坐标: a place on the earth, and the two datums that maps in China use.
//!
//! GPS and photos speak of WGS-84; maps published in China shift it to GCJ-02 (国测局坐标), by up
//! to some hundred metres. Mixed up, a photo lies in the neighbour's site. A place therefore
//! always names its datum, and distances are taken between places of one datum. Degrees are kept
//! as whole numbers of 1e-7 (about a centimetre); floating point serves conversion alone.

use std::f64::consts::PI;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What a pair of degrees refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Datum {
    /// GPS; CGCS2000 agrees with it to a few centimetres and is read as it.
    #[serde(rename = "WGS-84")]
    Wgs84,
    /// 国测局坐标: maps published in China.
    #[serde(rename = "GCJ-02")]
    Gcj02,
}

impl Datum {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Datum::Wgs84 => "WGS-84",
            Datum::Gcj02 => "GCJ-02",
        }
    }
}

/// A place, written `30.5928000,114.3055000 WGS-84`: latitude first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Latitude, in 1e-7 degrees, north positive.
    pub lat_e7: i32,
    /// Longitude, in 1e-7 degrees, east positive.
    pub lon_e7: i32,
    /// What they refer to.
    pub datum: Datum,
}

/// A text that is no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a place reads LATITUDE,LONGITUDE DATUM, such as 30.5928,114.3055 WGS-84")]
pub struct NoPlace;

/// 1e-7 degrees in a degree.
const UNITS: f64 = 1e7;

/// Mean radius of the earth in metres (IUGG): distances are good to half a percent.
const RADIUS: f64 = 6_371_008.8;

/// Semi-major axis and squared eccentricity of the Krasovsky ellipsoid, as GCJ-02 uses them.
const AXIS: f64 = 6_378_245.0;
const ECCENTRICITY: f64 = 0.006_693_421_622_965_943;

impl Place {
    /// A place by degrees; `None` where there is no such place.
    pub fn new(lat: f64, lon: f64, datum: Datum) -> Option<Place> {
        let there = lat.is_finite() && lon.is_finite() && lat.abs() <= 90.0 && lon.abs() <= 180.0;
        #[expect(clippy::cast_possible_truncation, reason = "180e7 fits 32 bits")]
        there.then(|| Place {
            lat_e7: (lat * UNITS).round() as i32,
            lon_e7: (lon * UNITS).round() as i32,
            datum,
        })
    }

    /// Latitude and longitude in degrees.
    pub fn degrees(self) -> (f64, f64) {
        (
            f64::from(self.lat_e7) / UNITS,
            f64::from(self.lon_e7) / UNITS,
        )
    }

    /// The same place in another datum. Outside mainland China both are the same.
    #[must_use]
    pub fn to(self, datum: Datum) -> Place {
        let (lat, lon) = self.degrees();
        let (lat, lon) = match (self.datum, datum) {
            (Datum::Wgs84, Datum::Gcj02) => shifted(lat, lon),
            (Datum::Gcj02, Datum::Wgs84) => unshifted(lat, lon),
            _ => (lat, lon),
        };
        Place::new(lat, lon, datum).unwrap_or(Place { datum, ..self })
    }

    /// Metres to another place along the ground, each taken in WGS-84.
    pub fn metres_to(self, other: Place) -> f64 {
        let (lat, lon) = self.to(Datum::Wgs84).degrees();
        let (lat2, lon2) = other.to(Datum::Wgs84).degrees();
        let half = |from: f64, to: f64| ((to - from).to_radians() / 2.0).sin().powi(2);
        let across = lat.to_radians().cos() * lat2.to_radians().cos() * half(lon, lon2);
        2.0 * RADIUS * (half(lat, lat2) + across).clamp(0.0, 1.0).sqrt().asin()
    }
}

/// WGS-84 to GCJ-02, by the polynomial and sine terms of the published algorithm.
fn shifted(lat: f64, lon: f64) -> (f64, f64) {
    if !is_shifted(lat, lon) {
        return (lat, lon);
    }
    let (north, east) = offsets(lat, lon);
    (lat + north, lon + east)
}

/// GCJ-02 to WGS-84: the shift has no closed inverse, but changes so slowly that taking it back
/// again and again converges; after six rounds nothing moves by a millimetre. Which side of the
/// border a point lies on is asked of where it comes from, as it was when it was shifted.
fn unshifted(lat: f64, lon: f64) -> (f64, f64) {
    let (mut own_lat, mut own_lon) = (lat, lon);
    for _ in 0..6 {
        let (north, east) = offsets(own_lat, own_lon);
        (own_lat, own_lon) = (lat - north, lon - east);
    }
    if is_shifted(own_lat, own_lon) {
        (own_lat, own_lon)
    } else {
        (lat, lon)
    }
}

/// How far the shift goes, in degrees.
fn offsets(lat: f64, lon: f64) -> (f64, f64) {
    let (x, y) = (lon - 105.0, lat - 35.0);
    let root = x.abs().sqrt();
    let wave = |of: f64, parts: [(f64, f64); 3]| -> f64 {
        let sum = parts
            .iter()
            .map(|(size, turns)| size * (of * PI * turns).sin());
        sum.sum::<f64>() * 2.0 / 3.0
    };
    let short = wave(x, [(20.0, 6.0), (20.0, 2.0), (0.0, 1.0)]);
    let of_y = wave(y, [(20.0, 1.0), (40.0, 1.0 / 3.0), (0.0, 1.0)])
        + wave(y, [(160.0, 1.0 / 12.0), (320.0, 1.0 / 30.0), (0.0, 1.0)]);
    let of_x = wave(x, [(20.0, 1.0), (40.0, 1.0 / 3.0), (0.0, 1.0)])
        + wave(x, [(150.0, 1.0 / 12.0), (300.0, 1.0 / 30.0), (0.0, 1.0)]);
    let north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root;
    let east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root;
    let (north, east) = (north + short + of_y, east + short + of_x);
    let radians = lat.to_radians();
    let squeeze = 1.0 - ECCENTRICITY * radians.sin().powi(2);
    let meridian = AXIS * (1.0 - ECCENTRICITY) / (squeeze * squeeze.sqrt());
    let parallel = AXIS / squeeze.sqrt() * radians.cos();
    (
        (north / meridian).to_degrees(),
        (east / parallel).to_degrees(),
    )
}

/// Where maps are shifted, as boxes of (north, west, south, east): the mainland.
const SHIFTED: [[f64; 4]; 6] = [
    [49.2204, 79.4462, 42.8899, 96.33],
    [54.1415, 109.6872, 39.3742, 135.0002],
    [42.8899, 73.1246, 29.5297, 124.143_255],
    [29.5297, 82.9684, 26.7186, 97.0352],
    [29.5297, 97.0253, 20.414_096, 124.367_395],
    [20.414_096, 107.975_793, 17.871_542, 111.744_104],
];

/// Parts of those boxes where they are not.
const UNSHIFTED: [[f64; 4]; 6] = [
    [25.398_623, 119.921_265, 21.785_006, 122.497_559],
    [22.284, 101.8652, 20.0988, 106.665],
    [21.5422, 106.4525, 20.4878, 108.051],
    [55.8175, 109.0323, 50.3257, 119.127],
    [55.8175, 127.4568, 49.5574, 137.0227],
    [44.8922, 131.2662, 42.5692, 137.0227],
];

fn is_shifted(lat: f64, lon: f64) -> bool {
    let within =
        |own: &[f64; 4]| (own[2]..=own[0]).contains(&lat) && (own[1]..=own[3]).contains(&lon);
    SHIFTED.iter().any(within) && !UNSHIFTED.iter().any(within)
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (lat, lon) = self.degrees();
        write!(f, "{lat:.7},{lon:.7} {}", self.datum.name())
    }
}

impl FromStr for Place {
    type Err = NoPlace;

    /// `30.5928,114.3055 WGS-84`; also with a full-width comma, longitude first where that is the
    /// only sense it makes in China, and CGCS2000 for WGS-84. The datum must be said.
    fn from_str(text: &str) -> Result<Self, NoPlace> {
        let text = text.trim();
        let digits = |letter: char| letter.is_ascii_digit() || ".+-,，、 \t".contains(letter);
        let end = text.find(|letter| !digits(letter)).ok_or(NoPlace)?;
        let datum: String = text[end..]
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect();
        let datum = match datum.to_ascii_uppercase().as_str() {
            "WGS84" | "CGCS2000" => Datum::Wgs84,
            "GCJ02" => Datum::Gcj02,
            _ => return Err(NoPlace),
        };
        let numbers = text[..end].split([',', '，', '、', ' ', '\t']);
        let numbers: Result<Vec<f64>, _> = numbers
            .filter(|part| !part.is_empty())
            .map(str::parse)
            .collect();
        let [first, second] = numbers.map_err(|_| NoPlace)?[..] else {
            return Err(NoPlace);
        };
        // No latitude of China is a longitude of it: maps write the longitude first.
        let in_china =
            |lat: f64, lon: f64| (3.0..=54.0).contains(&lat) && (73.0..=136.0).contains(&lon);
        let swapped = in_china(second, first) || first.abs() > 90.0;
        let (lat, lon) = if swapped {
            (second, first)
        } else {
            (first, second)
        };
        Place::new(lat, lon, datum).ok_or(NoPlace)
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wgs(lat: f64, lon: f64) -> Place {
        Place::new(lat, lon, Datum::Wgs84).unwrap()
    }

    /// Points of the published implementations; theirs differ by the ellipsoid, which is a
    /// centimetre.
    #[test]
    fn golden_points() {
        for (from, to) in [
            (
                (31.177_427_6, 121.527_210_6),
                (31.175_303_983_6, 121.531_541_859_2),
            ),
            (
                (22.543_847, 113.912_316),
                (22.540_796_131_7, 113.917_176_480_8),
            ),
            (
                (39.911_954, 116.377_817),
                (39.913_345_455_4, 116.384_047_224_6),
            ),
        ] {
            let got = wgs(from.0, from.1).to(Datum::Gcj02);
            let (lat, lon) = got.degrees();
            let off = wgs(lat, lon).metres_to(wgs(to.0, to.1));
            assert!(off < 0.05, "{from:?}: {off} m off");
        }
    }

    #[test]
    fn there_and_back_is_within_a_metre_all_over_china() {
        let mut worst: f64 = 0.0;
        for lat in 180..540 {
            for lon in (730..1350).step_by(3) {
                let place = wgs(f64::from(lat) / 10.0, f64::from(lon) / 10.0);
                let there = place.to(Datum::Gcj02);
                let back = there.to(Datum::Wgs84);
                if there.degrees() != place.degrees() {
                    worst = worst.max(place.metres_to(back));
                }
            }
        }
        assert!(worst < 1.0, "{worst} m");
    }

    #[test]
    fn outside_china_nothing_moves() {
        for (lat, lon) in [
            (51.5, -0.12),
            (35.68, 139.69),
            (37.57, 126.98),
            (-33.87, 151.21),
            (1.35, 103.82),
        ] {
            let place = wgs(lat, lon);
            assert_eq!(place.to(Datum::Gcj02).degrees(), place.degrees());
        }
    }

    #[test]
    fn the_shift_is_some_hundred_metres() {
        let place = wgs(30.5928, 114.3055);
        let mistaken = Place {
            datum: Datum::Wgs84,
            ..place.to(Datum::Gcj02)
        };
        let metres = place.metres_to(mistaken);
        assert!((300.0..800.0).contains(&metres), "{metres}");
        assert!(place.metres_to(place.to(Datum::Gcj02)) < 0.1);
    }

    #[test]
    fn distances_along_the_ground() {
        // A degree of latitude is 111.2 km; Wuhan to Beijing about 1,050 km.
        let degree = wgs(30.0, 114.0).metres_to(wgs(31.0, 114.0));
        assert!((degree - 111_195.0).abs() < 5.0, "{degree}");
        let far = wgs(30.5928, 114.3055).metres_to(wgs(39.9042, 116.4074));
        assert!((1_040_000.0..1_060_000.0).contains(&far), "{far}");
    }

    fn check(text: &str, expected: &str) {
        let read = text.parse::<Place>();
        let read = read.map_or_else(|_| "-".to_owned(), |place| place.to_string());
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn what_is_a_place() {
        check("30.5928,114.3055 WGS-84", "30.5928000,114.3055000 WGS-84");
        check("114.3055，30.5928 GCJ-02", "30.5928000,114.3055000 GCJ-02");
        check("30.5928 114.3055 cgcs2000", "30.5928000,114.3055000 WGS-84");
        check("-33.87,151.21wgs84", "-33.8700000,151.2100000 WGS-84");
        // Nobody knows which datum this is.
        check("30.5928,114.3055", "-");
        check("30.5928,114.3055 BD-09", "-");
        check("95,200 WGS-84", "-");
        check("30.5928 WGS-84", "-");
        check("nan,1 WGS-84", "-");
        check("", "-");
    }
}
