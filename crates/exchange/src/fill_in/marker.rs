//! What a file to fill in says of itself, on a hidden sheet of plain cells.

use jiff::civil::Date;
use sha2::Digest as _;
use zone::{ProjectId, UnitId, Zone};

use super::LAYOUT_VERSION;
use crate::book::Sheet;

/// What a file to fill in says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marker {
    pub(super) version: u32,
    /// Key of the zone.
    pub(super) zone: String,
    /// Its name, for people.
    pub(super) zone_name: String,
    pub(super) unit: UnitId,
    /// The last day of the month to report.
    pub(super) month_end: Date,
    /// The projects of its rows, with their names.
    pub(super) projects: Vec<(ProjectId, String)>,
}

/// Key of a zone: of what it was founded as.
pub(super) fn zone_key(zone: &Zone) -> String {
    let name = zone.profile.as_ref().map_or("", |own| own.name.as_str());
    hex::encode(&sha2::Sha256::digest(name)[..8])
}

/// What stands in the first lines.
const LINES: [&str; 6] = ["挂图填报表", "版本", "开发区", "名称", "单位", "月份"];
const CHECKSUM: &str = "校验";

impl Marker {
    pub(super) fn new(
        zone: &Zone,
        unit: UnitId,
        month_end: Date,
        projects: Vec<(ProjectId, String)>,
    ) -> Marker {
        let name = zone.profile.as_ref().map_or("", |own| own.name.as_str());
        Marker {
            version: LAYOUT_VERSION,
            zone: zone_key(zone),
            zone_name: name.to_owned(),
            unit,
            month_end,
            projects,
        }
    }

    /// The cells of the sheet, two a line, all of them texts.
    pub(super) fn lines(&self) -> Vec<[String; 2]> {
        let mut lines = self.content();
        lines.push([CHECKSUM.to_owned(), checksum(&lines)]);
        lines
    }

    fn content(&self) -> Vec<[String; 2]> {
        let values = [
            "wallchart fill-in".to_owned(),
            // Letters before the digits keep programs from making numbers and dates of them.
            format!("v{}", self.version),
            format!("z{}", self.zone),
            self.zone_name.clone(),
            self.unit.to_string(),
            format!("m{}", self.month_end),
        ];
        let mut lines: Vec<[String; 2]> = LINES
            .iter()
            .zip(values)
            .map(|(name, value)| [(*name).to_owned(), value])
            .collect();
        let projects = self.projects.iter();
        lines.extend(projects.map(|(id, name)| [id.to_string(), name.clone()]));
        lines
    }

    /// Reads the sheet. `None`: it was altered. A version nobody knows here may have other lines.
    pub(super) fn read(sheet: &Sheet) -> Option<Result<Marker, u32>> {
        let cell = |row: u32, column: u16| sheet.cell(row, column).shown().into_owned();
        let version: u32 = cell(1, 1).strip_prefix('v')?.parse().ok()?;
        if version != LAYOUT_VERSION {
            return Some(Err(version));
        }
        let mut projects = Vec::new();
        let mut row = u32::try_from(LINES.len()).unwrap_or(u32::MAX);
        while cell(row, 0) != CHECKSUM {
            projects.push((cell(row, 0).parse().ok()?, cell(row, 1)));
            row += 1;
        }
        let marker = Marker {
            version,
            zone: cell(2, 1).strip_prefix('z')?.to_owned(),
            zone_name: cell(3, 1),
            unit: cell(4, 1).parse().ok()?,
            month_end: cell(5, 1).strip_prefix('m')?.parse().ok()?,
            projects,
        };
        (cell(row, 1) == checksum(&marker.content())).then_some(Ok(marker))
    }
}

fn checksum(lines: &[[String; 2]]) -> String {
    let mut hash = sha2::Sha256::new();
    for [name, value] in lines {
        hash.update(name.trim());
        hash.update([0]);
        hash.update(value.trim());
        hash.update([1]);
    }
    format!("s{}", hex::encode(&hash.finalize()[..16]))
}
