//! 一企一策: the measures promised to one enterprise, who answers for each, by when, and how each
//! stands. A plan is agreed as a whole; earlier versions stay.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::clock::{Clock, Due};
use crate::{Calendars, Colour, RequestId, TextRef, UnitId, Words};

/// How a measure stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MeasureState {
    /// 推进中.
    Doing,
    /// 已兑现.
    Kept,
    /// 无法兑现，已说明.
    GivenUp,
}

impl MeasureState {
    /// All states.
    pub const ALL: [MeasureState; 3] = [
        MeasureState::Doing,
        MeasureState::Kept,
        MeasureState::GivenUp,
    ];

    /// As it is called.
    pub fn word(self) -> Words {
        match self {
            MeasureState::Doing => Words::new("推进中", "in hand"),
            MeasureState::Kept => Words::new("已兑现", "kept"),
            MeasureState::GivenUp => Words::new("无法兑现（已说明）", "given up, explained"),
        }
    }
}

/// A measure of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// Its number, the same from version to version.
    pub key: u32,
    /// Commitment of what is promised.
    pub what: TextRef,
    /// Who answers for it.
    pub unit: UnitId,
    /// By when.
    pub due: Due,
    /// The request it answers.
    pub request: Option<RequestId>,
}

/// A version of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanVersion {
    /// By which document.
    pub document: String,
    /// Its measures.
    pub measures: Vec<Measure>,
    /// From which date.
    pub agreed_on: Date,
    /// The event that recorded it.
    pub seq: u64,
}

/// What was said of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasureStep {
    /// Which.
    pub key: u32,
    /// How it stands from here.
    pub state: MeasureState,
    /// Commitment of a note.
    pub note: Option<TextRef>,
    /// When.
    pub on: Date,
    /// The event that recorded it.
    pub seq: u64,
}

/// 一企一策 of an enterprise.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnterprisePlan {
    /// Its versions, oldest first.
    pub versions: Vec<PlanVersion>,
    /// What was said of its measures, in order of record.
    pub steps: Vec<MeasureStep>,
}

impl EnterprisePlan {
    /// The version agreed by a date.
    pub fn on(&self, date: Date) -> Option<&PlanVersion> {
        let mut agreed = self.versions.iter().rev();
        agreed.find(|version| version.agreed_on <= date)
    }

    /// The last that was said of a measure by a date.
    pub fn last_step(&self, key: u32, date: Date) -> Option<&MeasureStep> {
        let mut steps = self.steps.iter().rev();
        steps.find(|step| step.key == key && step.on <= date)
    }

    /// The next number of a measure.
    pub fn next_key(&self) -> u32 {
        let keys = self.versions.iter().flat_map(|own| &own.measures);
        keys.map(|own| own.key).max().unwrap_or(0) + 1
    }
}

/// The light of a measure: none once it is given up; a kept one is judged by the day it was kept.
pub fn colour(
    measure: &Measure,
    step: Option<&MeasureStep>,
    calendars: &Calendars,
    on: Date,
) -> Option<Colour> {
    let state = step.map_or(MeasureState::Doing, |step| step.state);
    let kept_on = step.filter(|_| state == MeasureState::Kept);
    let clock = Clock {
        due: measure.due.on,
        stopped_on: kept_on.map(|step| step.on),
    };
    (state != MeasureState::GivenUp).then(|| clock.colour(calendars, on))
}
