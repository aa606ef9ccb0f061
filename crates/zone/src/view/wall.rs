//! 挂图: the wall, as one value that the page, the SVG, the terminal and the JSON all show.
//!
//! Money is in fen, shares and gaps in basis points, dates are civil. Every row carries what is
//! needed to draw it; the full reason of a light is in the project's sheet.

use jiff::civil::Date;
use serde::Serialize;

pub use super::wall_rows::wall;

use crate::light::Colour;
use crate::{BasisPoints, Fen, ProjectId, UnitId, Words};

/// The wall of a zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Wall {
    /// What it is the wall of, and when.
    pub head: WallHead,
    /// The level indicators, in order.
    pub indicators: Vec<IndicatorTile>,
    /// The projects that pass the filter, in order of number.
    pub rows: Vec<WallRow>,
}

/// The head of the wall: zone, moment, and the first thing one sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WallHead {
    /// Name of the zone.
    pub zone: String,
    /// Whether the zone's data is synthetic; each page says so.
    pub synthetic: bool,
    /// Where the data comes from, to be shown with it; empty if it is the zone's own.
    pub attribution: Words,
    /// How money is named.
    pub currency: crate::state::Currency,
    /// The last event known: "as known at".
    pub known_seq: u64,
    /// The date looked at: "true on".
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub true_on: Date,
    /// The rule set that coloured the lights.
    pub rule: RuleName,
    /// 序时进度: share of the year gone, by the end of the month of `true_on`'s plan curve.
    pub time_share: BasisPoints,
    /// Work done: reported investment of the year over the year's plan, over all rows.
    pub work_share: Option<BasisPoints>,
    /// Year's plan over all rows.
    pub year_plan: Fen,
    /// Reported investment of the year over all rows.
    pub reported_ytd: Fen,
    /// How many rows there are of each colour; projects that have ended are not counted.
    pub counts: LightCounts,
    /// First and last day the time axis has to show.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub span: (Date, Date),
    /// How many projects there are before the filter.
    pub projects_total: u32,
    /// Dates on this page that depend on a year without its holiday notice.
    pub provisional_year: Option<i16>,
}

/// A rule set and its version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RuleName {
    /// Stable key: `pace-bands`.
    pub key: String,
    /// Version from 1.
    pub version: u32,
    /// Its name.
    pub name: Words,
}

/// Number of lights by colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LightCounts {
    /// 正常.
    pub green: u32,
    /// 预警.
    pub yellow: u32,
    /// 滞后.
    pub red: u32,
    /// 提前.
    pub blue: u32,
    /// 无法判断.
    pub grey: u32,
}

/// One project on the wall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WallRow {
    /// The project.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: ProjectId,
    /// Number on the wall, from 1, before the filter: it does not change when one filters.
    pub no: u32,
    /// Its name on the date.
    pub name: String,
    /// Its outside codes, as "system code".
    pub codes: Vec<String>,
    /// Responsible unit.
    pub unit: Option<NamedUnit>,
    /// Sponsor's name, as it may be shown.
    pub sponsor: Option<String>,
    /// Industry.
    pub industry: Option<String>,
    /// Stage on the path of its nature.
    pub stage: Option<String>,
    /// The light with its reason in one line.
    pub light: LightMark,
    /// Money and shares.
    pub money: RowMoney,
    /// Dates and bars.
    pub bars: RowBars,
    /// Gates in order of date.
    pub gates: Vec<GateMark>,
    /// What needs attention, most urgent first.
    pub needs: Vec<Need>,
    /// Suspended, withdrawn, split or merged by the date, in words.
    pub status: Option<Words>,
    /// Entity version, for editing.
    pub version: u32,
}

/// A unit with its name on the date.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NamedUnit {
    /// The unit.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: UnitId,
    /// Its name.
    pub name: String,
}

/// A light as it is shown in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LightMark {
    /// The colour shown: grey while an exemption suspends it.
    pub colour: Colour,
    /// Why, in one line.
    pub reason: Words,
    /// Colour fixed at the last closed cycle.
    pub previous: Option<Colour>,
    /// How many closed cycles running had the previous colour.
    pub streak: u32,
    /// Whether an approved exemption suspends it.
    pub exempt: bool,
}

/// Money and shares of a row. Fen and basis points.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RowMoney {
    /// 总投资.
    pub total_investment: Option<Fen>,
    /// 开工以来累计完成.
    pub reported_total: Option<Fen>,
    /// 年度计划.
    pub year_plan: Option<Fen>,
    /// 本年累计完成.
    pub reported_ytd: Option<Fen>,
    /// 完成率 of the year.
    pub completion: Option<BasisPoints>,
    /// Share planned by the date: the monthly plan where there is one, else 序时进度.
    pub planned: Option<BasisPoints>,
    /// 进度差: completion − planned share.
    pub gap: Option<BasisPoints>,
    /// 形象进度.
    pub physical: Option<BasisPoints>,
}

/// Dates of a row, as far as they are known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RowBars {
    /// Baseline start.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub baseline_start: Option<Date>,
    /// Baseline finish.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub baseline_finish: Option<Date>,
    /// Actual start.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub actual_start: Option<Date>,
    /// Actual finish.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub actual_finish: Option<Date>,
    /// Forecast finish: reported, or else from the schedule.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub forecast_finish: Option<Date>,
    /// ▮ the required date.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub required_finish: Option<Date>,
    /// Latest finish of the remaining work before it misses the required date, minus now: float
    /// ends here.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub float_until: Option<Date>,
    /// Last responsible moment of the next step not started.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub last_moment: Option<Date>,
    /// Name of the next step not started.
    pub next_step: Option<String>,
    /// Calendar days from the required date (else the baseline) to the forecast; above zero late.
    pub delay_days: Option<i32>,
    /// Working days by which the first unstarted step already is late against the backward plan.
    pub late_working_days: Option<u32>,
    /// The first year without its holiday notice that one of these dates depends on.
    pub provisional_year: Option<i16>,
    /// The steps of the schedule, for the bar of the row and the sheet.
    pub steps: Vec<StepBar>,
}

/// A step of the schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StepBar {
    /// Start: actual if it has one, else planned forward.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub start: Date,
    /// Finish, inclusive.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub finish: Date,
    /// Whether it has started, has finished, lies ahead.
    pub state: StepState,
    /// Whether it has no float.
    pub critical: bool,
}

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// Finished by the date.
    Done,
    /// Started, not finished.
    Underway,
    /// Not started.
    Ahead,
}

/// A gate of a project on the wall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GateMark {
    /// The stage it opens, or its name in the ledger.
    pub name: String,
    /// The date it was met, or is due.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub date: Date,
    /// ◆ met, ◇ due, or due and past.
    pub state: GateState,
}

/// Whether a gate is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum GateState {
    /// ◆.
    Met,
    /// ◇.
    Due,
    /// ◇ and past.
    Late,
}

/// One thing that needs attention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Need {
    /// What kind of thing it is.
    pub kind: NeedKind,
    /// What it says.
    pub text: Words,
    /// Days it costs or is late, for the order.
    pub days: i32,
}

/// Kinds of things that need attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum NeedKind {
    /// Forecast after the required date.
    Delay,
    /// An open problem.
    Problem,
    /// A gate due and past.
    Gate,
    /// A step past its last responsible moment.
    LastMoment,
    /// Money behind plan.
    Money,
    /// Not reported.
    Missing,
}

/// A level indicator as the wall shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IndicatorTile {
    /// The indicator.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: crate::IndicatorId,
    /// Its name.
    pub name: Words,
    /// Unit of measure.
    pub measure: Words,
    /// Year's target, as a decimal text.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub target: Option<rust_decimal::Decimal>,
    /// Done to date, as a decimal text.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub done: Option<rust_decimal::Decimal>,
    /// The last month reported, `2026-05`.
    pub month: Option<String>,
    /// 完成率.
    pub completion: Option<BasisPoints>,
    /// 序时进度 of that month.
    pub time_share: Option<BasisPoints>,
    /// 进度差.
    pub gap: Option<BasisPoints>,
    /// Its light.
    pub colour: Colour,
    /// Year-to-date values of the last 24 months, oldest first, for a sparkline.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    pub recent: Vec<rust_decimal::Decimal>,
}
