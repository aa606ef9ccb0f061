//! 调度手册: everything a meeting reads, as one value that the printed book, the page and the
//! terminal show.
//!
//! It is computed from two states: the one looked at (for a meeting that was held, that of its
//! mark) and the one as the last meeting saw it. Nothing of it is stored, so that the book of a
//! mark is the same for ever, whatever is recorded later.

mod build;
mod entry;
mod units;

use jiff::civil::Date;
use serde::Serialize;

use super::agenda::{AgendaLine, Since};
use super::compare::LightChange;
use super::meetings::{AskedCounts, AskedItem, AttendeeView, MeetingName, MeetingRow};
use super::problems::ProblemRow;
use super::wall::{IndicatorTile, LightCounts, NamedUnit, RowMoney, RuleName};
use crate::report::ReportState;
use crate::state::Currency;
use crate::{BasisPoints, Colour, Fen, ItemId, ProblemId, ProjectId, Words};

pub use build::book;

/// Days by which a forecast has to move to be told as a change: a month's report that moves it by
/// less is rounding.
pub const NOTABLE_DAYS: i32 = 15;

/// The book of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Book {
    /// What it is the book of, and when.
    pub cover: Cover,
    /// The zone in figures.
    pub summary: Summary,
    /// What the last meeting asked, the most late first.
    pub asked: Vec<AskedItem>,
    /// The agenda, in order, each entry with the reasons for it.
    pub agenda: Vec<AgendaLine>,
    /// Units in protocol order.
    pub units: Vec<UnitLine>,
    /// Projects whose light changed or whose forecast moved since the last meeting, the worst
    /// first.
    pub changes: Vec<BookChange>,
    /// One entry a project, in the order of the wall.
    pub entries: Vec<BookEntry>,
    /// Items that are late, the most late first.
    pub overdue: Vec<AskedItem>,
    /// Open problems, the worst first.
    pub problems: Vec<ProblemRow>,
    /// Indicators of the whole zone.
    pub indicators: Vec<IndicatorTile>,
}

/// What a book is of, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cover {
    /// Name of the zone.
    pub zone: String,
    /// Whether the zone's data is synthetic; each page says so.
    pub synthetic: bool,
    /// Where the data comes from; empty if it is the zone's own.
    pub attribution: Words,
    /// How money is named.
    pub currency: Currency,
    /// The meeting.
    pub meeting: MeetingRow,
    /// 出席.
    pub members: Vec<AttendeeView>,
    /// 列席.
    pub observers: Vec<AttendeeView>,
    /// As known at: the last event.
    pub known_seq: u64,
    /// True on.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub true_on: Date,
    /// The mark it is computed at, once fixed.
    pub mark: Option<String>,
    /// The rule set that coloured the lights.
    pub rule: RuleName,
    /// The moment that changes are told from.
    pub since: Option<Since>,
    /// The last meeting of its kind.
    pub previous: Option<MeetingName>,
    /// The first year without its holiday notice that a date here depends on.
    pub provisional_year: Option<i16>,
}

/// The zone in figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Summary {
    /// What the figures say, in one sentence.
    pub finding: Words,
    /// Projects in the book.
    pub projects: u32,
    /// Their lights.
    pub lights: LightCounts,
    /// Their lights as the last meeting saw them.
    pub lights_then: Option<LightCounts>,
    /// 序时进度.
    pub time_share: BasisPoints,
    /// Work done: reported investment of the year over the year's plan.
    pub work_share: Option<BasisPoints>,
    /// Work done less time gone.
    pub gap: Option<BasisPoints>,
    /// Year's plan.
    pub year_plan: Fen,
    /// Reported investment of the year.
    pub reported_ytd: Fen,
    /// Lights that got worse since the last meeting.
    pub worse: u32,
    /// Lights that got better.
    pub better: u32,
    /// Forecasts that moved to a later day by so much that it is told.
    pub slipped: u32,
    /// Projects with a gate due and past.
    pub gates_late: u32,
    /// Projects whose next step is past its last responsible moment.
    pub moments_passed: u32,
    /// How what the last meeting asked stands.
    pub asked: AskedCounts,
    /// Items that are late.
    pub items_late: u32,
    /// Problems that are open.
    pub problems_open: u32,
    /// Of them blocking.
    pub problems_blocking: u32,
    /// Units whose report of the meeting's cycle is missing; none where it has no open cycle.
    pub reports_missing: Option<u32>,
}

/// How a unit stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnitLine {
    /// The unit; none for projects that nobody answers for.
    pub unit: Option<NamedUnit>,
    /// Its projects.
    pub projects: u32,
    /// Their lights.
    pub lights: LightCounts,
    /// Year's plan.
    pub year_plan: Fen,
    /// Reported investment of the year.
    pub reported_ytd: Fen,
    /// 完成率.
    pub completion: Option<BasisPoints>,
    /// 进度差: completion less what the plans ask for by the date.
    pub gap: Option<BasisPoints>,
    /// Lights that got worse since the last meeting.
    pub worse: u32,
    /// Items it leads that are late.
    pub items_late: u32,
    /// Open problems that it must solve.
    pub problems_open: u32,
    /// How its report of the meeting's cycle stands.
    pub report: Option<ReportState>,
    /// The same as it is called.
    pub report_word: Option<Words>,
}

/// A project that changed since the last meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookChange {
    /// The project.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: ProjectId,
    /// Its number on the wall.
    pub no: Option<u32>,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: Option<NamedUnit>,
    /// What became of its light.
    pub change: LightChange,
    /// Its light as the last meeting saw it.
    pub was: Option<Colour>,
    /// Its light.
    pub colour: Option<Colour>,
    /// Days by which its forecast moved; above zero it slipped.
    pub moved_days: Option<i32>,
}

/// One project with its three facts: where it stands, what blocks it, who does what by when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookEntry {
    /// The project.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: ProjectId,
    /// Its number on the wall.
    pub no: u32,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: Option<NamedUnit>,
    /// The leader whose name stands beside it.
    pub sponsor: Option<String>,
    /// Stage.
    pub stage: Option<String>,
    /// Suspended, withdrawn, split or merged, in words.
    pub status: Option<Words>,
    /// Its light.
    pub colour: Colour,
    /// Why, in one line.
    pub reason: Words,
    /// How many closed cycles running had the colour of the last one.
    pub streak: u32,
    /// Its light as the last meeting saw it.
    pub was: Option<Colour>,
    /// Its place on the agenda, from 1.
    pub on_agenda: Option<u32>,
    /// Money and shares.
    pub money: RowMoney,
    /// The required date.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub required_finish: Option<Date>,
    /// When it was or will be finished.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub finish: Option<Date>,
    /// Whether it is finished.
    pub finished: bool,
    /// Calendar days from the required date to the forecast; above zero late.
    pub delay_days: Option<i32>,
    /// Work done as the unit tells it in words.
    pub told: Option<Words>,
    /// What else is to be said of where it stands: delay, money behind plan.
    pub notes: Vec<Words>,
    /// What blocks it: open problems, the worst first.
    pub blocks: Vec<Block>,
    /// Who does what by when.
    pub tasks: Vec<BookTask>,
}

/// What blocks a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Block {
    /// The problem.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub problem: ProblemId,
    /// In words.
    pub text: Words,
    /// Days of delay it causes.
    pub days: u32,
}

/// Who does what by when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BookTask {
    /// The unit that does it.
    pub who: Option<NamedUnit>,
    /// Who answers for it in person.
    pub owner: Option<Words>,
    /// What.
    pub what: Words,
    /// By when.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub by: Option<Date>,
    /// Whether that day is past.
    pub late: bool,
    /// The item it is.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub item: Option<ItemId>,
}
