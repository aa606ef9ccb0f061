//! 企业: the enterprises of the zone, what they tell each month, what they ask for.
//!
//! An enterprise has one unit that answers for it and one person whom it may call. Its figures
//! are kept by month with their source and every revision. What it asks for is a [`Request`]:
//! whoever received it first stays responsible for it (首接负责), whoever works on it.

pub mod command;
pub mod deal;
pub mod figures;
pub mod more;
pub mod plan;
pub mod request;

use imbl::OrdMap;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use figures::{FigureKind, Figures, MonthFigures, Source, Told};
pub use request::{Request, RequestKind, RequestState};

use crate::indicator::Month;
use crate::{EnterpriseId, Holder, TextRef, Timeline, UnitId, Words};

/// How an enterprise stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EnterpriseState {
    /// 在建: its plant is being built.
    Building,
    /// 正常生产.
    Producing,
    /// 减产.
    Reduced,
    /// 停产.
    Stopped,
    /// 已迁出、注销.
    Left,
}

impl EnterpriseState {
    /// All states.
    pub const ALL: [EnterpriseState; 5] = [
        EnterpriseState::Building,
        EnterpriseState::Producing,
        EnterpriseState::Reduced,
        EnterpriseState::Stopped,
        EnterpriseState::Left,
    ];

    /// As it is called.
    pub fn word(self) -> Words {
        match self {
            EnterpriseState::Building => Words::new("在建", "being built"),
            EnterpriseState::Producing => Words::new("正常生产", "producing"),
            EnterpriseState::Reduced => Words::new("减产", "producing less"),
            EnterpriseState::Stopped => Words::new("停产", "stopped"),
            EnterpriseState::Left => Words::new("已迁出", "left"),
        }
    }

    /// Whether it tells figures every month.
    pub fn reports(self) -> bool {
        matches!(
            self,
            EnterpriseState::Producing | EnterpriseState::Reduced | EnterpriseState::Stopped
        )
    }
}

/// One thing about an enterprise that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EnterpriseChange {
    /// 更名.
    Name(String),
    /// 统一社会信用代码, or the zone's own code.
    Code(String),
    /// 行业.
    Industry(String),
    /// 责任单位.
    Lead(UnitId),
    /// 服务专员, 产业链专员: whom it may call.
    Assistant(Option<Holder>),
    /// Commitment of who speaks for it, with the number: kept apart, so that it can be purged.
    Contact(Option<TextRef>),
    /// How it stands.
    State(EnterpriseState),
}

/// 企业.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enterprise {
    /// Its id.
    pub id: EnterpriseId,
    /// 统一社会信用代码, or the zone's own code; empty where nobody gave one.
    pub code: String,
    /// Name by effective date.
    pub names: Timeline<String>,
    /// 行业.
    pub industry: Timeline<String>,
    /// 责任单位: answers for it, and is the first receiver of what it asks itself.
    pub leads: Timeline<UnitId>,
    /// 服务专员: whom it may call.
    pub assistants: Timeline<Option<Holder>>,
    /// Commitment of who speaks for it.
    pub contact: Option<TextRef>,
    /// How it stands.
    pub states: Timeline<EnterpriseState>,
    /// Since when it is in the ledger.
    pub since: Date,
    /// 一企一策: its plan, with every version.
    pub plan: plan::EnterprisePlan,
    /// What it told, by month.
    pub months: OrdMap<Month, MonthFigures>,
    /// Entity version.
    pub version: u32,
    /// Every event about it, oldest first.
    pub history: Vec<u64>,
}

impl Enterprise {
    /// Its name on a date; before its first date, the first name it had.
    pub fn name_on(&self, date: Date) -> &str {
        let found = self.names.at(date).or_else(|| self.names.first());
        found.map_or("", |(_, name)| name.as_str())
    }

    /// Whether a ledger that writes `name` means it: any name it ever had.
    pub fn is_called(&self, name: &str) -> bool {
        self.names.until(Date::MAX).any(|(_, own)| own == name)
    }

    /// Its industry on a date.
    pub fn industry_on(&self, date: Date) -> &str {
        self.industry.at(date).map_or("", |(_, name)| name.as_str())
    }

    /// The unit that answers for it, as it was settled on a date.
    pub fn lead_on(&self, date: Date) -> Option<UnitId> {
        let found = self.leads.at(date).or_else(|| self.leads.first());
        found.map(|(_, unit)| *unit)
    }

    /// Whom it may call on a date.
    pub fn assistant_on(&self, date: Date) -> Option<Holder> {
        self.assistants.at(date).and_then(|(_, holder)| *holder)
    }

    /// How it stands on a date.
    pub fn state_on(&self, date: Date) -> EnterpriseState {
        let found = self.states.at(date).or_else(|| self.states.first());
        found.map_or(EnterpriseState::Producing, |(_, state)| *state)
    }

    /// The figures of a month that was over by a date.
    pub fn figures_of(&self, month: Month, on: Date) -> Option<&Told> {
        let over = figures::earliest(month) <= on;
        self.months
            .get(&month)
            .filter(|_| over)
            .map(|kept| &kept.now)
    }

    /// The newest month told of that was over by a date.
    pub fn newest_month(&self, on: Date) -> Option<Month> {
        let mut over = self.months.keys().rev();
        over.find(|month| figures::earliest(**month) <= on).copied()
    }
}
