//! Cycles: which there are, who has reported in each (填报矩阵), and who still owes what (催报).

use jiff::civil::Date;
use serde::Serialize;

use super::Looking;
use super::wall::NamedUnit;
use crate::authority::{Operation, Reach, Role};
use crate::clock::DUE_SOON_DAYS;
use crate::cycle::{Cycle, Rhythm, Round};
use crate::decide::{Moment, next_round, reaches};
use crate::report::{self, Report, ReportActKind, ReportId, ReportStanding, ReportState};
use crate::signoff::{self, Standing};
use crate::state::Zone;
use crate::{Colour, CycleId, ProjectId, UnitId, Words};

/// Cycles beside the one looked at in the matrix: half a year of months.
const PAST_SHOWN: usize = 6;

/// Cycles on a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Cycles {
    /// State known: sequence number.
    pub known_seq: u64,
    /// Date looked at.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub true_on: Date,
    /// Whether the viewer may open and close cycles.
    pub may_run: bool,
    /// How cycles recur.
    pub rhythm: Option<Rhythm>,
    /// Working days after the due day in which a unit may correct its report.
    pub correction_days: u16,
    /// The next one, as the rhythm makes it.
    pub next: Option<RoundView>,
    /// The newest first.
    pub cycles: Vec<CycleRow>,
}

/// A cycle that is to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RoundView {
    /// Its name.
    pub name: Words,
    /// First day.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub from: Date,
    /// Last day.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub until: Date,
    /// The working day from which it may be opened.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub opens_on: Date,
    /// The working day reports are due.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub due_on: Date,
    /// The due day by the rule, where that is no working day.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub moved_from: Option<Date>,
    /// Whether it may be opened now.
    pub may_open: bool,
}

/// A cycle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CycleRow {
    /// Its id.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: CycleId,
    /// Its name.
    pub name: Words,
    /// First day.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub from: Date,
    /// Last day.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub until: Date,
    /// The working day reports are due.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub due_on: Date,
    /// The due day as asked for, where that is no working day.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub moved_from: Option<Date>,
    /// Whether it is closed.
    pub closed: bool,
    /// Whether any report came in through it: before, figures came by other ways.
    pub used: bool,
    /// How many reports stand how, of those the viewer may see.
    pub counts: ReportCounts,
}

/// How many reports stand how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportCounts {
    /// Units that owe one.
    pub units: u32,
    /// 未报.
    pub owed: u32,
    /// 待审.
    pub submitted: u32,
    /// 待采用.
    pub reviewed: u32,
    /// 已采用.
    pub accepted: u32,
    /// 已退回.
    pub returned: u32,
    /// 待签, within the unit.
    pub signing: u32,
    /// Late, or handed in late.
    pub late: u32,
    /// Rounds returned, of all of them together.
    pub rounds_returned: u32,
}

/// Who has reported in a cycle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Matrix {
    /// State known: sequence number.
    pub known_seq: u64,
    /// Date looked at.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub true_on: Date,
    /// The cycle.
    pub cycle: CycleRow,
    /// Names of the cycles before it, oldest first.
    pub past: Vec<Words>,
    /// Units in protocol order.
    pub rows: Vec<MatrixRow>,
}

/// How a unit stands in a cycle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MatrixRow {
    /// The report: `C5-U3`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: ReportId,
    /// Its entity version.
    pub version: u32,
    /// The unit.
    pub unit: NamedUnit,
    /// Projects it owes a line of.
    pub projects: u32,
    /// Where it stands.
    pub cell: ReportCell,
    /// The working day it is due.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub due_on: Date,
    /// Whether an extension was granted.
    pub extended: bool,
    /// The day asked for in an extension not yet decided on.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub extension_asked: Option<Date>,
    /// The day it came in, unless returned.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub submitted_on: Option<Date>,
    /// The account that submitted it last.
    pub by: Option<String>,
    /// The light of one that is not accepted.
    pub colour: Option<Colour>,
    /// How it stood in the cycles before, oldest first; none where it owed nothing.
    pub past: Vec<Option<ReportCell>>,
    /// What the viewer may do now.
    pub may: Vec<ReportActKind>,
}

/// How a report stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportCell {
    /// Its state.
    pub state: ReportState,
    /// The state as it is called.
    pub word: Words,
    /// Working days late; below nought while there is time. What came in stops the clock.
    pub days_late: i64,
    /// How often it was returned.
    pub returned: u32,
    /// Where it hangs within its unit, in words: 待负责人签字.
    pub hangs: Option<Words>,
}

/// Who still owes what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reminders {
    /// State known: sequence number.
    pub known_seq: u64,
    /// Date looked at.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub true_on: Date,
    /// The most late first.
    pub reminders: Vec<Reminder>,
}

/// What somebody still owes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reminder {
    /// The report.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: ReportId,
    /// The cycle's name.
    pub cycle: Words,
    /// The unit of the report.
    pub unit: NamedUnit,
    /// Who has to act.
    pub waits_for: WaitsFor,
    /// Where it stands.
    pub state: ReportState,
    /// The working day it is due.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub due_on: Date,
    /// Working days late; below nought while there is time.
    pub days_late: i64,
    /// The reminder as it is sent.
    pub text: Words,
}

/// Who has to act on a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum WaitsFor {
    /// The unit, to submit it.
    Unit,
    /// The unit's lead or bureau, to review it.
    Reviewer,
    /// The dispatch office, to accept it or to decide on an extension.
    Office,
}

/// The cycles, newest first.
pub fn cycles(zone: &Zone, looking: Looking<'_>) -> Cycles {
    let moment = Moment {
        today: looking.true_on,
        calendars: looking.calendars,
    };
    let may_run = looking.actor.reach(Operation::RunCycles) == Reach::All;
    let next = next_round(zone, moment).map(|round| round_view(looking, may_run, &round));
    let cycles = zone.cycles.values().rev();
    Cycles {
        known_seq: zone.seq,
        true_on: looking.true_on,
        may_run,
        rhythm: zone.rhythm,
        correction_days: zone.correction_days,
        next,
        cycles: cycles
            .map(|cycle| cycle_row(zone, looking, cycle))
            .collect(),
    }
}

fn round_view(looking: Looking<'_>, may_run: bool, round: &Round) -> RoundView {
    RoundView {
        name: round.name.clone(),
        from: round.from,
        until: round.until,
        opens_on: round.opens.on,
        due_on: round.due.on,
        moved_from: (round.due.stated != round.due.on).then_some(round.due.stated),
        may_open: may_run && round.opens.on <= looking.true_on,
    }
}

/// Who has reported in a cycle; `None` if there is none.
pub fn matrix(zone: &Zone, looking: Looking<'_>, id: CycleId) -> Option<Matrix> {
    let cycle = zone.cycles.get(&id)?;
    let mut before: Vec<&Cycle> = zone
        .cycles
        .values()
        .filter(|own| own.until < cycle.from && is_used(zone, own))
        .collect();
    before.sort_by_key(|own| own.until);
    let before = before.split_off(before.len().saturating_sub(PAST_SHOWN));
    let debtors: Vec<Vec<Debtor<'_>>> = before
        .iter()
        .map(|own| debtors(zone, looking, own))
        .collect();
    let past_of = |unit: UnitId| {
        let each = before.iter().zip(&debtors);
        let cell = |(cycle, debtors): (&&Cycle, &Vec<Debtor<'_>>)| {
            let found = debtors.iter().find(|own| own.id.unit == unit)?;
            Some(cell(looking, &found.stands(cycle, looking.true_on)))
        };
        each.map(cell).collect()
    };
    let rows = self::debtors(zone, looking, cycle);
    Some(Matrix {
        known_seq: zone.seq,
        true_on: looking.true_on,
        cycle: cycle_row(zone, looking, cycle),
        past: before.iter().map(|own| own.name.clone()).collect(),
        rows: rows
            .iter()
            .map(|own| matrix_row(zone, looking, cycle, own, past_of(own.id.unit)))
            .collect(),
    })
}

/// Who still owes what in cycles that are open, the most late first.
pub fn reminders(zone: &Zone, looking: Looking<'_>) -> Reminders {
    let open = zone.cycles.values().filter(|own| own.closed.is_none());
    let mut found: Vec<Reminder> = open
        .flat_map(|cycle| {
            let debtors = debtors(zone, looking, cycle);
            debtors
                .into_iter()
                .filter_map(move |own| reminder(zone, looking, cycle, &own))
        })
        .collect();
    found.sort_by_key(|own| {
        let position = zone.protocol_position(Some(own.unit.id));
        (std::cmp::Reverse(own.days_late), own.id.cycle, position)
    });
    Reminders {
        known_seq: zone.seq,
        true_on: looking.true_on,
        reminders: found,
    }
}

/// A unit that owes a report, or has handed one in.
struct Debtor<'a> {
    id: ReportId,
    projects: Vec<ProjectId>,
    report: Option<&'a Report>,
}

impl Debtor<'_> {
    fn stands(&self, cycle: &Cycle, on: Date) -> ReportStanding {
        match self.report {
            Some(report) => report.stands(cycle, on),
            None => ReportStanding::owed(cycle),
        }
    }
}

/// Those the viewer may see, in protocol order.
fn debtors<'a>(zone: &'a Zone, looking: Looking<'_>, cycle: &Cycle) -> Vec<Debtor<'a>> {
    let mut owing = report::debtors(zone, cycle);
    // What was handed in stays, whatever became of its projects since.
    let reports = zone.reports.values();
    for report in reports.filter(|own| own.id.cycle == cycle.id) {
        owing.entry(report.id.unit).or_default();
    }
    let mut found: Vec<Debtor<'_>> = owing
        .into_iter()
        .map(|(unit, projects)| {
            let id = ReportId {
                cycle: cycle.id,
                unit,
            };
            let report = zone.reports.get(&id).map(|own| &**own);
            Debtor {
                id,
                projects,
                report,
            }
        })
        .filter(|own| sees_standing(zone, looking, own.id.unit))
        .collect();
    found.sort_by_key(|own| zone.protocol_position(Some(own.id.unit)));
    found
}

/// Whether the viewer may see how a unit's report stands: those who read the whole zone, and the
/// unit with those above it.
fn sees_standing(zone: &Zone, looking: Looking<'_>, unit: UnitId) -> bool {
    let inside = looking
        .actor
        .roles
        .iter()
        .filter(|role| **role != Role::Public);
    let reach = inside.map(|role| role.reach(Operation::Read)).max();
    match reach {
        None | Some(Reach::Nothing) => false,
        Some(Reach::All) => true,
        Some(Reach::OwnUnit) => {
            let own = looking.actor.unit;
            let on = looking.true_on;
            own.is_some_and(|own| zone.is_within(unit, zone.unit_on(own, on), on))
                || signoff::is_signer(zone, looking.actor, unit, on)
        }
    }
}

fn is_used(zone: &Zone, cycle: &Cycle) -> bool {
    let mut reports = zone.reports.keys();
    reports.any(|id| id.cycle == cycle.id)
}

fn cycle_row(zone: &Zone, looking: Looking<'_>, cycle: &Cycle) -> CycleRow {
    let used = is_used(zone, cycle);
    // Whom a closed cycle without reports would have asked is nobody's business now.
    let counts = match cycle.closed.is_some() && !used {
        true => ReportCounts::default(),
        false => counted(looking, cycle, &debtors(zone, looking, cycle)),
    };
    CycleRow {
        id: cycle.id,
        name: cycle.name.clone(),
        from: cycle.from,
        until: cycle.until,
        due_on: cycle.due_on,
        moved_from: cycle.due_stated,
        closed: cycle.closed.is_some(),
        used,
        counts,
    }
}

fn counted(looking: Looking<'_>, cycle: &Cycle, debtors: &[Debtor<'_>]) -> ReportCounts {
    let mut counts = ReportCounts::default();
    for own in debtors {
        let standing = own.stands(cycle, looking.true_on);
        counts.units += 1;
        *match standing.state {
            ReportState::Owed => &mut counts.owed,
            ReportState::Submitted => &mut counts.submitted,
            ReportState::Reviewed => &mut counts.reviewed,
            ReportState::Accepted => &mut counts.accepted,
            ReportState::Returned => &mut counts.returned,
            ReportState::Signing => &mut counts.signing,
        } += 1;
        let late = standing.days_late(looking.calendars, looking.true_on) > 0;
        counts.late += u32::from(late);
        counts.rounds_returned = counts.rounds_returned.saturating_add(standing.returned);
    }
    counts
}

fn cell(looking: Looking<'_>, standing: &ReportStanding) -> ReportCell {
    ReportCell {
        state: standing.state,
        word: standing.state.word(),
        days_late: standing.days_late(looking.calendars, looking.true_on),
        returned: standing.returned,
        hangs: None,
    }
}

/// Where a report hangs within its unit, in words.
fn hangs(report: Option<&Report>, standing: &ReportStanding) -> Option<Words> {
    let signing = standing.signing?;
    if standing.state != ReportState::Signing {
        return None;
    }
    let steps = report?.last()?.1.steps();
    let waits = standing.waits().and_then(|at| steps.get(at));
    let waits = waits.map(|step| step.role);
    Some(super::signoff::hangs(waits, signing.given_back))
}

fn matrix_row(
    zone: &Zone,
    looking: Looking<'_>,
    cycle: &Cycle,
    own: &Debtor<'_>,
    past: Vec<Option<ReportCell>>,
) -> MatrixRow {
    let on = looking.true_on;
    let standing = own.stands(cycle, on);
    let last = own.report.and_then(|report| {
        let mut until = report.submissions().filter(|(step, _)| step.on <= on);
        until.next_back().map(|(step, _)| step.by.clone())
    });
    MatrixRow {
        id: own.id,
        version: own.report.map_or(0, |report| report.version),
        unit: named(zone, own.id.unit, cycle.until),
        projects: u32::try_from(own.projects.len()).unwrap_or(u32::MAX),
        cell: ReportCell {
            hangs: hangs(own.report, &standing),
            ..cell(looking, &standing)
        },
        due_on: standing.due.on,
        extended: standing.extended,
        extension_asked: standing.extension_asked,
        submitted_on: standing.submitted_on,
        by: last,
        colour: colour(looking, &standing),
        past,
        may: may(zone, looking, cycle, own.id, own.report),
    }
}

/// Red once late, yellow in its last days, green before; what was accepted has none.
fn colour(looking: Looking<'_>, standing: &ReportStanding) -> Option<Colour> {
    let late = standing.days_late(looking.calendars, looking.true_on);
    match standing.state {
        ReportState::Accepted => None,
        _ if late > 0 => Some(Colour::Red),
        ReportState::Submitted | ReportState::Reviewed => Some(Colour::Green),
        _ if late >= -DUE_SOON_DAYS => Some(Colour::Yellow),
        _ => Some(Colour::Green),
    }
}

/// What the viewer may do to a report now. It is acted on as everything recorded says it stands.
pub(super) fn may(
    zone: &Zone,
    looking: Looking<'_>,
    cycle: &Cycle,
    id: ReportId,
    report: Option<&Report>,
) -> Vec<ReportActKind> {
    if cycle.closed.is_some() {
        return Vec::new();
    }
    let on = looking.true_on;
    let standing = match report {
        Some(report) => report.standing(cycle),
        None => ReportStanding::owed(cycle),
    };
    let is_own = report.is_some_and(|own| own.is_by(&looking.actor.account));
    let allowed = |act: &ReportActKind| {
        let reviews = matches!(act, ReportActKind::Review | ReportActKind::Accept);
        let unit = Some(zone.unit_on(id.unit, on));
        act.fits(&standing, on)
            && !(reviews && is_own)
            && match act {
                ReportActKind::Sign | ReportActKind::GiveBack => {
                    may_sign(zone, looking, cycle, report, &standing)
                }
                ReportActKind::Print | ReportActKind::Scan => {
                    let rights = [Operation::Report, Operation::ReviewReports];
                    let mut rights = rights.into_iter();
                    rights.any(|right| reaches(zone, looking.actor, right, unit, on))
                }
                _ => reaches(zone, looking.actor, act.operation(), unit, on),
            }
    };
    ReportActKind::ALL.into_iter().filter(allowed).collect()
}

/// Whether the viewer may sign the step that a report waits for.
fn may_sign(
    zone: &Zone,
    looking: Looking<'_>,
    cycle: &Cycle,
    report: Option<&Report>,
    standing: &ReportStanding,
) -> bool {
    let submission = report.and_then(|own| Some((own, own.last()?.1)));
    let Some((report, (at, submission))) =
        submission.and_then(|(report, own)| Some((report, (standing.waits()?, own))))
    else {
        return false;
    };
    let Some(step) = submission.steps().get(at) else {
        return false;
    };
    let (on, of) = (looking.true_on, (report.id.unit, cycle));
    matches!(
        signoff::standing_of(zone, looking.actor, of, step, on),
        Standing::Named(_) | Standing::Delegate(..)
    )
}

pub(crate) fn named(zone: &Zone, id: UnitId, on: Date) -> NamedUnit {
    let found = zone.units.get(&id);
    let name = found.map_or_else(|| id.to_string(), |unit| unit.name_on(on).to_owned());
    NamedUnit { id, name }
}

fn reminder(
    zone: &Zone,
    looking: Looking<'_>,
    cycle: &Cycle,
    own: &Debtor<'_>,
) -> Option<Reminder> {
    let standing = own.stands(cycle, looking.true_on);
    let waits_for = match standing.state {
        ReportState::Accepted => return None,
        _ if standing.extension_asked.is_some() => WaitsFor::Office,
        ReportState::Owed | ReportState::Returned | ReportState::Signing => WaitsFor::Unit,
        ReportState::Submitted => WaitsFor::Reviewer,
        ReportState::Reviewed => WaitsFor::Office,
    };
    let unit = named(zone, own.id.unit, cycle.until);
    let days_late = standing.days_late(looking.calendars, looking.true_on);
    let text = reminding(cycle, &unit.name, &standing, days_late, own.projects.len());
    Some(Reminder {
        id: own.id,
        cycle: cycle.name.clone(),
        unit,
        waits_for,
        state: standing.state,
        due_on: standing.due.on,
        days_late,
        text,
    })
}

fn reminding(
    cycle: &Cycle,
    unit: &str,
    standing: &ReportStanding,
    late: i64,
    projects: usize,
) -> Words {
    let (due, Words { zh, en }) = (standing.due.on, &cycle.name);
    let (left, over) = (-late, late);
    let time = match late {
        1.. => Words::new(
            format!("已逾期 {over} 个工作日"),
            format!("{over} working days late"),
        ),
        0 => Words::new("今天截止", "due today"),
        _ => Words::new(
            format!("还有 {left} 个工作日"),
            format!("{left} working days left"),
        ),
    };
    match standing.state {
        _ if standing.extension_asked.is_some() => Words::new(
            format!("{unit} {zh}报表申请延期，请调度办公室审批。"),
            format!("{unit} asks for more time for its report of {en}: decide on it."),
        ),
        ReportState::Owed => Words::new(
            format!(
                "{unit}：请于 {due} 前报送{zh}进展（{projects} 个项目），{}。",
                time.zh
            ),
            format!(
                "{unit}: the report of {en} ({projects} projects) is due on {due}, {}.",
                time.en
            ),
        ),
        ReportState::Returned => Words::new(
            format!("{unit}：{zh}报表已退回，请修改后重报，{}。", time.zh),
            format!(
                "{unit}: the report of {en} was returned; mend it and submit it again, {}.",
                time.en
            ),
        ),
        ReportState::Signing => Words::new(
            format!("{unit}：{zh}报表尚未签完，请单位内签发，{}。", time.zh),
            format!(
                "{unit}: the report of {en} is not signed yet by all of the unit, {}.",
                time.en
            ),
        ),
        ReportState::Submitted => Words::new(
            format!("{unit}：{zh}报表已报送，请单位审核人审核。"),
            format!("{unit}: the report of {en} has come in and waits for its reviewer."),
        ),
        ReportState::Reviewed | ReportState::Accepted => Words::new(
            format!("{unit}：{zh}报表已审核，请调度办公室采用。"),
            format!("{unit}: the report of {en} is reviewed and waits for the dispatch office."),
        ),
    }
}
