//! The fields of a project whose values change over time, and the values they take.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{AttachmentId, BasisPoints, Fen, PersonId, PostId, ReportId, TextRef, UnitId};

/// A field of a project. Its key (`month_plan.2026-05`) is stable: events carry it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// 项目名称 (text).
    Name,
    /// 项目性质 (text): the key of a stage path.
    Nature,
    /// 建设规模及内容 (free text).
    Content,
    /// 规模类别 (text): e.g. 亿元以上.
    Scale,
    /// 所属行业 (text).
    Industry,
    /// 建设地点 (text).
    Place,
    /// 坐标 (text): latitude, longitude and datum, as [`crate::place::Place`] writes them.
    Coordinates,
    /// 四个一批 (text).
    PortfolioGroup,
    /// 密级/知悉范围 (level).
    HandlingLevel,
    /// 责任(牵头)单位 (unit).
    LeadUnit,
    /// 配合单位 (units).
    SupportingUnits,
    /// A role of the role set (person or post): `sponsor` is 挂点(包联)领导.
    Role(String),
    /// An outside system's code for the project (text).
    ExternalCode(String),
    /// 总投资 (money).
    TotalInvestment,
    /// 计划资金 (money).
    FundingPlanned,
    /// 到位资金 (money).
    FundingReceived,
    /// 年度计划投资 (money), by year.
    YearPlan(i16),
    /// 逐月计划 (money), by year and month: the amount of that month alone.
    MonthPlan(i16, i8),
    /// 调度口径本年累计完成投资 (money).
    ReportedYtd,
    /// 调度口径开工以来累计完成投资 (money).
    ReportedTotal,
    /// 纳统口径本年累计完成投资 (money).
    CertifiedYtd,
    /// 纳统口径开工以来累计完成投资 (money).
    CertifiedTotal,
    /// 形象进度, percent (share).
    PhysicalShare,
    /// 形象进度, in words (free text).
    PhysicalWords,
    /// 实物工作量 of one kind of work (quantity).
    PhysicalQuantity(String),
    /// 阶段 (text): a stage of the path of its nature.
    Stage,
    /// 计划开工 (date).
    PlannedStart,
    /// 计划竣工 (date): the baseline.
    PlannedFinish,
    /// 要求完成时间 (date).
    RequiredFinish,
    /// 计划入库 (date).
    PlannedRegistration,
    /// 实际入库 (date).
    ActualRegistration,
    /// 预计竣工 (date).
    ForecastFinish,
    /// 实际开工 (date).
    ActualStart,
    /// 实际竣工 (date).
    ActualFinish,
    /// The date of a gate (date), by the stage it opens: met when not after the date looked at.
    Gate(String),
    /// 备注 (free text).
    Remark,
    /// A column the office keeps and the program only carries (text).
    Custom(String),
    /// 附注 (free text): what an office wrote beside the value of the field with this key: 约, a
    /// comment of the cell, words where a value should stand.
    Note(String),
}

/// What kind of value a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ValueKind {
    /// A short text that is not about a person.
    Text,
    /// A free text, kept as a payload.
    FreeText,
    /// Money.
    Money,
    /// A share of a whole.
    Share,
    /// A civil date.
    Date,
    /// A unit.
    Unit,
    /// Several units.
    Units,
    /// A person or a post.
    Holder,
    /// Planned and done quantity.
    Quantity,
    /// A handling level.
    Level,
}

/// Fields without a parameter, with their keys.
const PLAIN: [(&str, Field); 30] = [
    ("name", Field::Name),
    ("nature", Field::Nature),
    ("content", Field::Content),
    ("scale", Field::Scale),
    ("industry", Field::Industry),
    ("place", Field::Place),
    ("coordinates", Field::Coordinates),
    ("portfolio_group", Field::PortfolioGroup),
    ("handling_level", Field::HandlingLevel),
    ("lead_unit", Field::LeadUnit),
    ("supporting_units", Field::SupportingUnits),
    ("total_investment", Field::TotalInvestment),
    ("funding_planned", Field::FundingPlanned),
    ("funding_received", Field::FundingReceived),
    ("reported_ytd", Field::ReportedYtd),
    ("reported_total", Field::ReportedTotal),
    ("certified_ytd", Field::CertifiedYtd),
    ("certified_total", Field::CertifiedTotal),
    ("physical_share", Field::PhysicalShare),
    ("physical_words", Field::PhysicalWords),
    ("stage", Field::Stage),
    ("planned_start", Field::PlannedStart),
    ("planned_finish", Field::PlannedFinish),
    ("required_finish", Field::RequiredFinish),
    ("planned_registration", Field::PlannedRegistration),
    ("actual_registration", Field::ActualRegistration),
    ("forecast_finish", Field::ForecastFinish),
    ("actual_start", Field::ActualStart),
    ("actual_finish", Field::ActualFinish),
    ("remark", Field::Remark),
];

impl Field {
    /// Fields without a parameter, in the order of forms.
    pub fn plain() -> impl Iterator<Item = Field> {
        PLAIN.into_iter().map(|entry| entry.1)
    }

    /// The sponsor's role.
    pub fn sponsor() -> Field {
        Field::Role("sponsor".to_owned())
    }

    /// Whether it is for the unit itself to report. The rest (plans, required dates, owners) is
    /// changed by the office, on a document.
    pub fn is_reported(&self) -> bool {
        if let Field::Note(of) = self {
            return of.parse().is_ok_and(|of: Field| of.is_reported());
        }
        matches!(
            self,
            Field::FundingReceived
                | Field::ReportedYtd
                | Field::ReportedTotal
                | Field::CertifiedYtd
                | Field::CertifiedTotal
                | Field::PhysicalShare
                | Field::PhysicalWords
                | Field::PhysicalQuantity(_)
                | Field::ForecastFinish
                | Field::ActualStart
                | Field::ActualFinish
                | Field::ActualRegistration
                | Field::Remark
        )
    }

    /// Whether a value recorded since a date still says the same on a later one.
    ///
    /// Two statements are news although the value is the same: a cumulative figure of the year,
    /// said again in the next year; and a gate's planned date, said again once it has come, which
    /// confirms it.
    pub fn still_says(&self, value: &Value, since: Date, on: Date) -> bool {
        match (self, value) {
            (Field::ReportedYtd | Field::CertifiedYtd, _) => since.year() == on.year(),
            (Field::Gate(_), Value::Date(day)) => *day <= since || on < *day,
            _ => true,
        }
    }

    /// What kind of value it takes.
    pub fn kind(&self) -> ValueKind {
        match self {
            Field::Name
            | Field::Nature
            | Field::Scale
            | Field::Industry
            | Field::Place
            | Field::Coordinates
            | Field::PortfolioGroup
            | Field::Stage
            | Field::ExternalCode(_)
            | Field::Custom(_) => ValueKind::Text,
            Field::Content | Field::PhysicalWords | Field::Remark | Field::Note(_) => {
                ValueKind::FreeText
            }
            Field::HandlingLevel => ValueKind::Level,
            Field::LeadUnit => ValueKind::Unit,
            Field::SupportingUnits => ValueKind::Units,
            Field::Role(_) => ValueKind::Holder,
            Field::TotalInvestment
            | Field::FundingPlanned
            | Field::FundingReceived
            | Field::YearPlan(_)
            | Field::MonthPlan(..)
            | Field::ReportedYtd
            | Field::ReportedTotal
            | Field::CertifiedYtd
            | Field::CertifiedTotal => ValueKind::Money,
            Field::PhysicalShare => ValueKind::Share,
            Field::PhysicalQuantity(_) => ValueKind::Quantity,
            Field::PlannedStart
            | Field::PlannedFinish
            | Field::RequiredFinish
            | Field::PlannedRegistration
            | Field::ActualRegistration
            | Field::ForecastFinish
            | Field::ActualStart
            | Field::ActualFinish
            | Field::Gate(_) => ValueKind::Date,
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Field::Role(role) => write!(f, "role.{role}"),
            Field::ExternalCode(system) => write!(f, "code.{system}"),
            Field::YearPlan(year) => write!(f, "year_plan.{year}"),
            Field::MonthPlan(year, month) => write!(f, "month_plan.{year}-{month:02}"),
            Field::PhysicalQuantity(item) => write!(f, "quantity.{item}"),
            Field::Gate(stage) => write!(f, "gate.{stage}"),
            Field::Custom(column) => write!(f, "custom.{column}"),
            Field::Note(of) => write!(f, "note.{of}"),
            plain => {
                let key = PLAIN
                    .iter()
                    .find(|entry| entry.1 == *plain)
                    .map(|entry| entry.0);
                f.write_str(key.unwrap_or("?"))
            }
        }
    }
}

/// A text that is not the key of a field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a field of a project")]
pub struct FieldError(pub String);

impl FromStr for Field {
    type Err = FieldError;

    fn from_str(key: &str) -> Result<Self, FieldError> {
        if let Some((_, field)) = PLAIN.iter().find(|entry| entry.0 == key) {
            return Ok(field.clone());
        }
        let unknown = || FieldError(key.to_owned());
        let (kind, rest) = key.split_once('.').ok_or_else(unknown)?;
        if rest.is_empty() {
            return Err(unknown());
        }
        Ok(match kind {
            "role" => Field::Role(rest.to_owned()),
            "code" => Field::ExternalCode(rest.to_owned()),
            "year_plan" => Field::YearPlan(rest.parse().map_err(|_| unknown())?),
            "month_plan" => {
                let (year, month) = rest.split_once('-').ok_or_else(unknown)?;
                let month: i8 = month.parse().map_err(|_| unknown())?;
                if !(1..=12).contains(&month) {
                    return Err(unknown());
                }
                Field::MonthPlan(year.parse().map_err(|_| unknown())?, month)
            }
            "quantity" => Field::PhysicalQuantity(rest.to_owned()),
            "gate" => Field::Gate(rest.to_owned()),
            "custom" => Field::Custom(rest.to_owned()),
            // A note on a note is nobody's.
            "note" if !rest.starts_with("note.") => Field::Note(rest.to_owned()),
            _ => return Err(unknown()),
        })
    }
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// 密级/知悉范围, from widest to narrowest. State secrets are refused at entry.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HandlingLevel {
    /// 公开.
    Public,
    /// 内部.
    #[default]
    Internal,
    /// 工作秘密.
    WorkSecret,
    /// 未发布统计.
    UnpublishedStatistics,
}

/// Who holds a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// A person by id.
    Person(PersonId),
    /// Whoever holds the post on the date looked at.
    Post(PostId),
}

/// 实物工作量: planned and done, in one unit of measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// Planned quantity.
    pub planned: Decimal,
    /// Done to date.
    pub done: Decimal,
    /// Unit of measure: m², t, km, sets.
    pub unit: String,
}

/// A value of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// A short text.
    Text(String),
    /// A free text under its commitment.
    FreeText(TextRef),
    /// Money in fen.
    Money(Fen),
    /// A share in basis points.
    Share(BasisPoints),
    /// A civil date.
    Date(Date),
    /// A unit.
    Unit(UnitId),
    /// Several units in the order given.
    Units(Vec<UnitId>),
    /// A person or post.
    Holder(Holder),
    /// A quantity.
    Quantity(Quantity),
    /// A handling level.
    Level(HandlingLevel),
    /// From this date on the field has no value (待定).
    Cleared,
}

impl Value {
    /// Whether the value may stand in a field of this kind.
    pub fn fits(&self, kind: ValueKind) -> bool {
        matches!(
            (self, kind),
            (Value::Text(_), ValueKind::Text)
                | (Value::FreeText(_), ValueKind::FreeText)
                | (Value::Money(_), ValueKind::Money)
                | (Value::Share(_), ValueKind::Share)
                | (Value::Date(_), ValueKind::Date)
                | (Value::Unit(_), ValueKind::Unit)
                | (Value::Units(_), ValueKind::Units)
                | (Value::Holder(_), ValueKind::Holder)
                | (Value::Quantity(_), ValueKind::Quantity)
                | (Value::Level(_), ValueKind::Level)
                | (Value::Cleared, _)
        )
    }
}

/// Where in a file a value stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CellRef {
    /// The kept file.
    pub attachment: AttachmentId,
    /// Sheet of the file, from 0; names are kept with the attachment.
    pub sheet: u16,
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub column: u16,
}

impl CellRef {
    /// The cell as spreadsheets write it: `C7`.
    pub fn name(&self) -> String {
        cell_name(self.row, self.column)
    }
}

/// A cell as spreadsheets write it, from row and column counted from 0: `cell_name(6, 2)` is `C7`.
pub fn cell_name(row: u32, column: u16) -> String {
    let mut letters = Vec::new();
    let mut rest = u32::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect::<String>() + &(row + 1).to_string()
}

/// One value of a field together with where it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// The value.
    pub value: Value,
    /// Sequence number of the event that recorded it.
    pub seq: u64,
    /// The cell it was read from, if it was imported.
    pub cell: Option<CellRef>,
    /// The report it was accepted from, if it was reported for a cycle.
    pub report: Option<ReportId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_reads_back() {
        let mut all: Vec<Field> = PLAIN.iter().map(|entry| entry.1.clone()).collect();
        all.extend([
            Field::sponsor(),
            Field::ExternalCode("pid".into()),
            Field::YearPlan(2026),
            Field::MonthPlan(2026, 5),
            Field::PhysicalQuantity("土方".into()),
            Field::Gate("开工".into()),
            Field::Custom("板块.备用".into()),
            Field::Note("month_plan.2026-05".into()),
        ]);
        for field in all {
            assert_eq!(field.to_string().parse::<Field>(), Ok(field));
        }
        assert!("month_plan.2026-13".parse::<Field>().is_err());
        assert!("colour".parse::<Field>().is_err());
        assert!("note.note.remark".parse::<Field>().is_err());
        assert!(Field::Note("reported_ytd".into()).is_reported());
        assert!(!Field::Note("year_plan.2026".into()).is_reported());
    }

    #[test]
    fn the_same_value_is_news_in_a_new_year_and_where_it_confirms_a_gate() {
        use jiff::civil::date;
        let (december, january) = (date(2026, 12, 31), date(2027, 1, 31));
        let nothing = Value::Money(Fen(0));
        assert!(!Field::ReportedYtd.still_says(&nothing, december, january));
        assert!(Field::ReportedYtd.still_says(&nothing, date(2026, 1, 31), december));
        assert!(Field::ReportedTotal.still_says(&nothing, december, january));
        let (gate, planned) = (Field::Gate("开工".into()), Value::Date(date(2026, 6, 30)));
        let recorded = date(2026, 3, 31);
        assert!(gate.still_says(&planned, recorded, date(2026, 6, 29)));
        assert!(!gate.still_says(&planned, recorded, date(2026, 6, 30)));
        assert!(gate.still_says(&planned, date(2026, 6, 30), december));
    }

    #[test]
    fn cells_are_named_as_spreadsheets_name_them() {
        assert_eq!(cell_name(0, 0), "A1");
        assert_eq!(cell_name(6, 27), "AB7");
        assert_eq!(cell_name(0, 701), "ZZ1");
        assert_eq!(cell_name(0, 702), "AAA1");
    }
}
