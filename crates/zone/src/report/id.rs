//! The id of a report: its cycle and its unit, written `C5-U3`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::ids::IdError;
use crate::{CycleId, UnitId};

/// A unit's report for a cycle: there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportId {
    /// The cycle.
    pub cycle: CycleId,
    /// The unit, as it stood at the end of the cycle's period.
    pub unit: UnitId,
}

impl fmt::Display for ReportId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.cycle, self.unit)
    }
}

impl FromStr for ReportId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let wrong = || IdError {
            text: text.to_owned(),
            prefix: "C5-U",
        };
        let (cycle, unit) = text.split_once('-').ok_or_else(wrong)?;
        Ok(ReportId {
            cycle: cycle.parse().map_err(|_| wrong())?,
            unit: unit.parse().map_err(|_| wrong())?,
        })
    }
}

impl Serialize for ReportId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            (self.cycle, self.unit).serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for ReportId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let text = String::deserialize(deserializer)?;
            text.parse().map_err(serde::de::Error::custom)
        } else {
            let (cycle, unit) = Deserialize::deserialize(deserializer)?;
            Ok(ReportId { cycle, unit })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_written_with_cycle_and_unit_and_read_back() {
        let id = ReportId {
            cycle: CycleId(5),
            unit: UnitId(3),
        };
        assert_eq!(id.to_string(), "C5-U3");
        assert_eq!("C5-U3".parse(), Ok(id));
        let wrong = "U3-C5".parse::<ReportId>().unwrap_err();
        assert_eq!(
            wrong.to_string(),
            "\"U3-C5\" is not an identifier like C5-U12"
        );
    }
}
