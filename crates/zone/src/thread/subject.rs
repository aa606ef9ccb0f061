//! What a thread is about, and whether it is there.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::ids::IdError;
use crate::{
    IndicatorId, ItemId, MeetingId, ProblemId, ProjectId, ReportId, RequestId, Words, Zone,
};

/// 话题对象: the thing that a thread is about. Written as the thing's own id: `P12`, `C5-U3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ThreadSubject {
    /// A project.
    Project(ProjectId),
    /// A supervision item.
    Item(ItemId),
    /// A problem.
    Problem(ProblemId),
    /// A request of an enterprise.
    Request(RequestId),
    /// A meeting.
    Meeting(MeetingId),
    /// A unit's report for a cycle.
    Report(ReportId),
    /// An indicator.
    Indicator(IndicatorId),
}

impl ThreadSubject {
    /// Whether the zone has it.
    pub fn exists(self, zone: &Zone) -> bool {
        match self {
            ThreadSubject::Project(id) => zone.projects.contains_key(&id),
            ThreadSubject::Item(id) => zone.items.contains_key(&id),
            ThreadSubject::Problem(id) => zone.problems.contains_key(&id),
            ThreadSubject::Request(id) => zone.requests.contains_key(&id),
            ThreadSubject::Meeting(id) => zone.meetings.contains_key(&id),
            ThreadSubject::Report(id) => {
                zone.cycles.contains_key(&id.cycle) && zone.units.contains_key(&id.unit)
            }
            ThreadSubject::Indicator(id) => zone.indicators.contains_key(&id),
        }
    }

    /// What kind of thing it is: what an address of the page begins with.
    pub fn noun(self) -> &'static str {
        match self {
            ThreadSubject::Project(_) => "project",
            ThreadSubject::Item(_) => "item",
            ThreadSubject::Problem(_) => "problem",
            ThreadSubject::Request(_) => "request",
            ThreadSubject::Meeting(_) => "meeting",
            ThreadSubject::Report(_) => "report",
            ThreadSubject::Indicator(_) => "indicator",
        }
    }

    /// The project it is about, itself or through its subject.
    pub fn project(self, zone: &Zone) -> Option<ProjectId> {
        match self {
            ThreadSubject::Project(id) => Some(id),
            ThreadSubject::Problem(id) => zone.problems.get(&id).map(|own| own.project),
            ThreadSubject::Item(id) => zone.items.get(&id)?.project,
            ThreadSubject::Request(id) => zone.requests.get(&id)?.project,
            ThreadSubject::Meeting(_) | ThreadSubject::Report(_) | ThreadSubject::Indicator(_) => {
                None
            }
        }
    }

    /// What kind of thing it is, as it is called.
    pub fn word(self) -> Words {
        match self {
            ThreadSubject::Project(_) => Words::new("项目", "project"),
            ThreadSubject::Item(_) => Words::new("督办事项", "supervision item"),
            ThreadSubject::Problem(_) => Words::new("问题", "problem"),
            ThreadSubject::Request(_) => Words::new("诉求", "request"),
            ThreadSubject::Meeting(_) => Words::new("会议", "meeting"),
            ThreadSubject::Report(_) => Words::new("报表", "report"),
            ThreadSubject::Indicator(_) => Words::new("指标", "indicator"),
        }
    }
}

impl fmt::Display for ThreadSubject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ThreadSubject::Project(id) => id.fmt(f),
            ThreadSubject::Item(id) => id.fmt(f),
            ThreadSubject::Problem(id) => id.fmt(f),
            ThreadSubject::Request(id) => id.fmt(f),
            ThreadSubject::Meeting(id) => id.fmt(f),
            ThreadSubject::Report(id) => id.fmt(f),
            ThreadSubject::Indicator(id) => id.fmt(f),
        }
    }
}

impl FromStr for ThreadSubject {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        match text.bytes().next() {
            Some(b'S') => text.parse().map(ThreadSubject::Item),
            Some(b'Q') => text.parse().map(ThreadSubject::Problem),
            Some(b'N') => text.parse().map(ThreadSubject::Request),
            Some(b'M') => text.parse().map(ThreadSubject::Meeting),
            Some(b'C') => text.parse().map(ThreadSubject::Report),
            Some(b'I') => text.parse().map(ThreadSubject::Indicator),
            _ => text.parse().map(ThreadSubject::Project),
        }
    }
}

impl Serialize for ThreadSubject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ThreadSubject {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_written_as_the_id_of_its_thing() {
        for text in ["P12", "S3", "Q4", "N5", "M6", "C5-U3", "I7"] {
            let read: ThreadSubject = text.parse().unwrap();
            assert_eq!(read.to_string(), text);
            assert_eq!(serde_json::to_string(&read).unwrap(), format!("{text:?}"));
        }
        for text in ["", "U3", "C5", "P", "PX", "S-1", "项目"] {
            assert!(text.parse::<ThreadSubject>().is_err(), "{text}");
        }
    }
}
