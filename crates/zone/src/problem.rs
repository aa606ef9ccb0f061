//! 问题: what blocks a project.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{ProblemId, ProjectId, TextRef, UnitId, Words};

/// A problem of a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Its id.
    pub id: ProblemId,
    /// The project it blocks.
    pub project: ProjectId,
    /// Kind: 用地, 审批, 资金, 用能, 拆迁… as the office calls it.
    pub kind: String,
    /// How serious it is.
    pub severity: Severity,
    /// The unit that must solve it.
    pub owner: Option<UnitId>,
    /// Calendar days of delay it causes, as judged when raised.
    pub delay_days: u32,
    /// Commitment of its description.
    pub description: TextRef,
    /// From which date it stands.
    pub raised_on: Date,
    /// By when it is to be solved.
    pub due_on: Option<Date>,
    /// Since when it is solved.
    pub resolved_on: Option<Date>,
    /// The event that raised it.
    pub seq: u64,
    /// Every event about it, oldest first.
    pub history: Vec<u64>,
}

impl Problem {
    /// Whether it is open on a date.
    pub fn is_open(&self, date: Date) -> bool {
        self.raised_on <= date && self.resolved_on.is_none_or(|resolved| date < resolved)
    }
}

/// How serious a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// 一般.
    Minor,
    /// 较重.
    Serious,
    /// 重大: decides whether the date is met.
    Blocking,
}

impl Severity {
    /// As it is called.
    pub fn word(self) -> Words {
        match self {
            Severity::Minor => Words::new("一般", "minor"),
            Severity::Serious => Words::new("较重", "serious"),
            Severity::Blocking => Words::new("重大", "blocking"),
        }
    }
}
