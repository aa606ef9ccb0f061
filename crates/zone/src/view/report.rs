//! A unit's report for a cycle: the form with last time's values beside each field, what was
//! told, what differs, the questions and their answers, and every step so far.
//!
//! Only for the unit, those above it who review, and the dispatch office: until it is accepted,
//! what a report says is nobody else's.

use jiff::civil::Date;
use serde::Serialize;

use super::cycles::{may, named};
use super::signoff::{self, SheetLine, SigningView};
use super::wall::NamedUnit;
use super::{Looking, items};
use crate::cycle::Cycle;
use crate::decide::question_words;
use crate::problem::Severity;
use crate::project::Project;
use crate::report::{
    self, NEEDED, Question, QuestionAnswered, QuestionKind, Report, ReportActKind, ReportId,
    ReportLine, ReportStanding, ReportState, ReportStepKind, ReviewLevel, Submission,
};
use crate::state::Zone;
use crate::{CycleId, Field, Lang, ProjectId, TextRef, Value, ValueKind, Words, labels};

/// The columns every form has.
const COLUMNS: [Field; 5] = [
    Field::ReportedYtd,
    Field::ReportedTotal,
    Field::PhysicalShare,
    Field::ForecastFinish,
    Field::PhysicalWords,
];

/// A unit's report for a cycle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportForm {
    /// Its id: `C5-U3`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub id: ReportId,
    /// State known: sequence number.
    pub known_seq: u64,
    /// Entity version: what a submission names.
    pub version: u32,
    /// The cycle.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub cycle: CycleId,
    /// The cycle's name.
    pub cycle_name: Words,
    /// Last day of its period: its facts hold from then.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub until: Date,
    /// Whether the cycle is closed.
    pub closed: bool,
    /// The unit.
    pub unit: NamedUnit,
    /// Where it stands.
    pub state: ReportState,
    /// The state as it is called.
    pub state_word: Words,
    /// The working day it is due.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub due_on: Date,
    /// The due day as asked for, where that is no working day.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub moved_from: Option<Date>,
    /// The day asked for in an extension not yet decided on.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub extension_asked: Option<Date>,
    /// Working days late; below nought while there is time.
    pub days_late: i64,
    /// How often it was returned.
    pub returned: u32,
    /// What the viewer may do now.
    pub may: Vec<ReportActKind>,
    /// Columns of the table.
    pub columns: Vec<ReportColumn>,
    /// A line a project, in protocol order of the wall: by id.
    pub lines: Vec<FormLine>,
    /// The sum under the table as the unit wrote it, in fen.
    pub stated_sum: Option<i64>,
    /// SHA-256 of the figures of what came in last.
    pub digest: Option<String>,
    /// The event of what came in last.
    pub submitted_seq: Option<u64>,
    /// Questions that what came in last raised, with the reporter's answers.
    pub answers: Vec<AnswerView>,
    /// How far it is signed within the unit; none where the unit has no steps.
    pub signing: Option<SigningView>,
    /// 更正期: the last day on which the unit may correct it.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub locks_on: Date,
    /// Whether what is handed in now corrects what has come in: it needs its reason.
    pub corrects: bool,
    /// Sheets printed of it, the newest first.
    pub sheets: Vec<SheetLine>,
    /// What happened to it, oldest first.
    pub steps: Vec<ReportPast>,
}

/// A column of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportColumn {
    /// Key of the field.
    pub key: String,
    /// Its name.
    pub label: Words,
    /// What it takes.
    pub takes: ColumnKind,
    /// Whether every line must have it.
    pub needed: bool,
}

/// What a column takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// Money; commands take fen.
    Money,
    /// A share; commands take basis points.
    Share,
    /// A date.
    Date,
    /// Words.
    Text,
    /// Anything else: shown, not typed here.
    Other,
}

/// One project of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FormLine {
    /// The project.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub project: ProjectId,
    /// Its name.
    pub name: String,
    /// Whether the unit owes it.
    pub owed: bool,
    /// The stage it is in.
    pub stage: Option<String>,
    /// The next stage, with the evidence its gate asks for.
    pub next_stage: Option<NextStage>,
    /// The whole investment.
    pub total_investment: Option<Words>,
    /// This year's plan.
    pub year_plan: Option<Words>,
    /// A cell a column.
    pub cells: Vec<FormCell>,
    /// The stage told to be reached.
    pub stage_told: Option<Words>,
    /// Problems told.
    pub problems: Vec<ProblemToldView>,
}

/// The next stage of a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NextStage {
    /// What commands name.
    pub key: String,
    /// As it is called.
    pub name: Words,
    /// Evidence that its gate asks for.
    pub evidence: Vec<GateEvidence>,
}

/// Evidence that a gate asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GateEvidence {
    /// Its kind: what commands name.
    pub kind: String,
    /// As it is called.
    pub word: Words,
}

/// A cell of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FormCell {
    /// What was known before this report: last time's value.
    pub known: Option<CellValue>,
    /// What this report tells.
    pub told: Option<CellValue>,
    /// Whether it tells something else than was known.
    pub changed: bool,
}

/// A value of a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CellValue {
    /// As it is shown.
    pub shown: Words,
    /// Fen of money, basis points of a share.
    pub number: Option<i64>,
    /// Since when it holds.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub since: Option<Date>,
}

/// A problem told in the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProblemToldView {
    /// Its kind.
    pub kind: String,
    /// How serious.
    pub severity: Severity,
    /// As it is called.
    pub severity_word: Words,
    /// What it is.
    pub description: Words,
    /// Days of delay.
    pub delay_days: u32,
}

/// A question with the reporter's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnswerView {
    /// The question.
    #[serde(flatten)]
    pub question: ReportQuestionView,
    /// The reporter's answer.
    pub reason: Words,
}

/// A question, as a form puts it beside its field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportQuestionView {
    /// Which question.
    pub question: QuestionKind,
    /// The project it is about; the whole report if none.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub project: Option<ProjectId>,
    /// Key of the field it is about.
    pub field: String,
    /// What is asked, with both figures.
    pub text: Words,
}

/// A step of its history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportPast {
    /// When.
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub on: Date,
    /// What.
    pub what: Words,
    /// The account that did it.
    pub by: String,
    /// What was said.
    pub said: Option<Words>,
    /// The event that recorded it.
    pub seq: u64,
    /// Whether a receipt is given for it: it came in, or was accepted.
    pub receipt: bool,
}

/// Whether the viewer may see what a unit's report says.
pub fn may_read(zone: &Zone, looking: Looking<'_>, id: ReportId) -> bool {
    crate::reading::may_read_report(zone, looking.actor, looking.true_on, id)
}

/// A unit's report; `None` where there is no such cycle, the unit owes none, or the viewer may
/// not see it.
pub fn form(zone: &Zone, looking: Looking<'_>, id: ReportId) -> Option<ReportForm> {
    let cycle = zone.cycles.get(&id.cycle)?;
    let report = zone.reports.get(&id).map(|own| &**own);
    let owed = report::owed(zone, cycle, id.unit);
    if !may_read(zone, looking, id) || (owed.is_empty() && report.is_none()) {
        return None;
    }
    let on = looking.true_on;
    let standing = report.map_or_else(
        || ReportStanding::owed(cycle),
        |report| report.stands(cycle, on),
    );
    let last = report.and_then(|report| {
        let mut until = report.submissions().filter(|(step, _)| step.on <= on);
        until.next_back()
    });
    let told: &[ReportLine] = last.map_or(&[], |(_, submission)| &submission.lines);
    let columns = columns(told);
    let mut projects = owed.clone();
    projects.extend(told.iter().map(|line| line.project));
    projects.sort_unstable();
    projects.dedup();
    let builder = Builder {
        zone,
        looking,
        cycle,
        id,
        columns: &columns,
    };
    let line = |project: ProjectId| {
        let told = told.iter().find(|line| line.project == project);
        let own = zone.projects.get(&project)?;
        Some(builder.line(own, told, owed.contains(&project)))
    };
    let lines = projects.into_iter().filter_map(line).collect();
    let due = standing.due;
    let answers = last.map_or_else(Vec::new, |(_, submission)| {
        answers(zone, looking, cycle.until, submission)
    });
    Some(ReportForm {
        id,
        known_seq: zone.seq,
        version: report.map_or(0, |report| report.version),
        cycle: cycle.id,
        cycle_name: cycle.name.clone(),
        until: cycle.until,
        closed: cycle.closed.is_some(),
        unit: named(zone, id.unit, cycle.until),
        state: standing.state,
        state_word: standing.state.word(),
        due_on: due.on,
        moved_from: (due.stated != due.on).then_some(due.stated),
        extension_asked: standing.extension_asked,
        days_late: standing.days_late(looking.calendars, on),
        returned: standing.returned,
        may: may(zone, looking, cycle, id, report),
        columns: columns.iter().map(|own| column(zone, own)).collect(),
        lines,
        stated_sum: last.and_then(|(_, own)| own.stated_sum).map(|sum| sum.0),
        digest: last.map(|(_, own)| report::figures_digest(id.cycle, id.unit, &own.lines)),
        submitted_seq: last.map(|(step, _)| step.seq),
        answers,
        signing: report
            .and_then(|report| signoff::signing(zone, looking, cycle, report, &standing)),
        locks_on: standing.locks_on,
        corrects: standing.submitted_on.is_some(),
        sheets: signoff::of_report(zone, id),
        steps: report.map_or_else(Vec::new, |report| past(zone, looking, report)),
    })
}

/// A stage told, in words.
fn stage_words(stage: &report::StageReached) -> Words {
    let given: Vec<Words> = stage.evidence.iter().map(items::given).collect();
    let zh: Vec<&str> = given.iter().map(|own| own.zh.as_str()).collect();
    let en: Vec<&str> = given.iter().map(|own| own.en.as_str()).collect();
    Words::new(
        format!("{} 进入“{}”（{}）", stage.on, stage.to, zh.join("、")),
        format!("reached {:?} on {} ({})", stage.to, stage.on, en.join(", ")),
    )
}

/// What a line tells beside its figures, for paper: the stage, and problems.
pub(super) fn told_beside(looking: Looking<'_>, line: &ReportLine) -> (Option<Words>, Vec<Words>) {
    let problem = |own: &report::ProblemTold| {
        let (severity, text) = (own.severity.word(), shown(looking, own.description));
        let kind = &own.kind;
        Words::new(
            format!("问题（{kind}，{}）：{}", severity.zh, text.zh),
            format!("Problem ({kind}, {}): {}", severity.en, text.en),
        )
    };
    let problems = line.problems.iter().map(problem).collect();
    (line.stage.as_ref().map(stage_words), problems)
}

/// A question as a form puts it.
pub fn question_view(zone: &Zone, on: Date, question: &Question) -> ReportQuestionView {
    ReportQuestionView {
        question: question.kind,
        project: question.project,
        field: question.field.to_string(),
        text: question_words(zone, on, question),
    }
}

fn answers(
    zone: &Zone,
    looking: Looking<'_>,
    on: Date,
    submission: &Submission,
) -> Vec<AnswerView> {
    let view = |answer: &QuestionAnswered| {
        let question = Question {
            kind: answer.question,
            project: answer.project,
            field: answer.field.clone(),
            known: answer.known.clone(),
            told: answer.told.clone(),
        };
        AnswerView {
            question: question_view(zone, on, &question),
            reason: shown(looking, answer.reason),
        }
    };
    submission.answers.iter().map(view).collect()
}

/// The fields that the form of a report asks for.
pub fn fields(zone: &Zone, id: ReportId) -> Vec<Field> {
    let report = zone.reports.get(&id);
    let last = report.and_then(|own| own.submissions().next_back());
    columns(last.map_or(&[], |(_, submission)| &submission.lines))
}

/// The columns of the form, and those of whatever else was told.
pub(super) fn columns(told: &[ReportLine]) -> Vec<Field> {
    let mut columns: Vec<Field> = COLUMNS.into();
    for fact in told.iter().flat_map(|line| &line.facts) {
        if !columns.contains(&fact.field) {
            columns.push(fact.field.clone());
        }
    }
    columns
}

pub(super) fn column(zone: &Zone, field: &Field) -> ReportColumn {
    let takes = match field.kind() {
        ValueKind::Money => ColumnKind::Money,
        ValueKind::Share => ColumnKind::Share,
        ValueKind::Date => ColumnKind::Date,
        ValueKind::Text | ValueKind::FreeText => ColumnKind::Text,
        _ => ColumnKind::Other,
    };
    ReportColumn {
        key: field.to_string(),
        label: labels::field(zone, field),
        takes,
        needed: NEEDED.contains(field),
    }
}

struct Builder<'a> {
    zone: &'a Zone,
    looking: Looking<'a>,
    cycle: &'a Cycle,
    id: ReportId,
    columns: &'a [Field],
}

impl Builder<'_> {
    fn line(&self, project: &Project, told: Option<&ReportLine>, owed: bool) -> FormLine {
        let until = self.cycle.until;
        let money = |field: Field| {
            let amount = project.money(&field, until)?;
            Some(labels::money(self.zone, amount))
        };
        let cells = self
            .columns
            .iter()
            .map(|field| self.cell(project, told, field));
        let stage_told = told.and_then(|line| line.stage.as_ref());
        let stage_told = stage_told.map(stage_words);
        let problems = told.into_iter().flat_map(|line| &line.problems);
        FormLine {
            project: project.id,
            name: project.name_on(until).to_owned(),
            owed,
            stage: project.text(&Field::Stage, until).map(str::to_owned),
            next_stage: self.next_stage(project),
            total_investment: money(Field::TotalInvestment),
            year_plan: money(Field::YearPlan(until.year())),
            cells: cells.collect(),
            stage_told,
            problems: problems
                .map(|own| ProblemToldView {
                    kind: own.kind.clone(),
                    severity: own.severity,
                    severity_word: own.severity.word(),
                    description: shown(self.looking, own.description),
                    delay_days: own.delay_days,
                })
                .collect(),
        }
    }

    fn cell(&self, project: &Project, told: Option<&ReportLine>, field: &Field) -> FormCell {
        let known = report::known_before(project, field, self.cycle.until, self.id);
        let told = told.and_then(|line| line.value(field));
        let changed = told.is_some_and(|told| known.is_none_or(|(_, fact)| fact.value != *told));
        FormCell {
            known: known.map(|(since, fact)| self.value(&fact.value, Some(since))),
            told: told.map(|told| self.value(told, None)),
            changed,
        }
    }

    fn value(&self, value: &Value, since: Option<Date>) -> CellValue {
        let number = match value {
            Value::Money(amount) => Some(amount.0),
            Value::Share(share) => Some(i64::from(share.0)),
            _ => None,
        };
        CellValue {
            shown: labels::value(self.zone, self.looking, value),
            number,
            since,
        }
    }

    fn next_stage(&self, project: &Project) -> Option<NextStage> {
        let until = self.cycle.until;
        let nature = project.text(&Field::Nature, until)?;
        let path = self.zone.stage_paths.get(nature)?;
        let at = match project.text(&Field::Stage, until) {
            Some(stage) => path.position(stage)? + 1,
            None => 0,
        };
        let stage = path.stages.get(at)?;
        let evidence = stage.evidence.iter();
        Some(NextStage {
            key: stage.key.clone(),
            name: stage.name.clone(),
            evidence: evidence
                .map(|kind| GateEvidence {
                    kind: kind.clone(),
                    word: labels::evidence(kind),
                })
                .collect(),
        })
    }
}

fn shown(looking: Looking<'_>, text: TextRef) -> Words {
    let found = looking.texts.find(text);
    Words::new(found.shown(Lang::Zh), found.shown(Lang::En))
}

fn past(zone: &Zone, looking: Looking<'_>, report: &Report) -> Vec<ReportPast> {
    let steps = report
        .steps
        .iter()
        .filter(|step| step.on <= looking.true_on);
    let view = |step: &report::ReportStep| ReportPast {
        on: step.on,
        what: word(zone, looking, &step.what),
        by: step.by.clone(),
        said: step.text.map(|text| shown(looking, text)),
        seq: step.seq,
        receipt: matches!(
            step.what,
            ReportStepKind::Submitted(_)
                | ReportStepKind::Accepted
                | ReportStepKind::Signed(_)
                | ReportStepKind::Scanned(_)
        ),
    };
    steps.map(view).collect()
}

/// A step as it is called.
pub(super) fn word(zone: &Zone, looking: Looking<'_>, what: &ReportStepKind) -> Words {
    if let Some(words) = signoff::step_word(zone, looking, what) {
        return words;
    }
    match what {
        ReportStepKind::Submitted(submission) => {
            let lines = submission.lines.len();
            if submission.correction.is_some() {
                return Words::new(
                    format!("更正（{lines} 个项目）"),
                    format!("corrected ({lines} projects)"),
                );
            }
            Words::new(
                format!("报送（{lines} 个项目）"),
                format!("submitted ({lines} projects)"),
            )
        }
        ReportStepKind::Reviewed => Words::new("一级审核通过", "reviewed"),
        ReportStepKind::Accepted => Words::new("采用", "accepted"),
        ReportStepKind::Returned(ReviewLevel::Unit) => {
            Words::new("一级退回", "returned at the first level")
        }
        ReportStepKind::Returned(ReviewLevel::Office) => {
            Words::new("调度办公室退回", "returned by the dispatch office")
        }
        ReportStepKind::ExtensionAsked(until) => Words::new(
            format!("申请延期至 {until}"),
            format!("asked for an extension until {until}"),
        ),
        ReportStepKind::ExtensionGranted { due, .. } => Words::new(
            format!("同意延期至 {}", due.on),
            format!("extended until {}", due.on),
        ),
        ReportStepKind::ExtensionRefused => Words::new("不同意延期", "refused the extension"),
        // Told above.
        ReportStepKind::Signed(_) | ReportStepKind::GivenBack(..) | ReportStepKind::Scanned(_) => {
            Words::default()
        }
    }
}
