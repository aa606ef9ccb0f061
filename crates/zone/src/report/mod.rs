//! 填报: what a unit tells of its projects for one cycle, from its submission to its acceptance.
//!
//! Promises: what was submitted is kept whole in every round, and says nothing of a project until
//! it is accepted at the second level; then its figures become facts at the end of the cycle's
//! period, each with the report as its source.

mod id;
mod owed;
mod question;

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::Digest as _;

use crate::authority::Operation;
use crate::cycle::Cycle;
use crate::event::NewFact;
use crate::item::Due;
use crate::plan::WeekKind;
use crate::problem::Severity;
use crate::project::Evidence;
use crate::{Calendars, CycleId, Fen, Field, ProjectId, TextRef, UnitId, Value, Words};

pub use id::ReportId;
pub use owed::{NEEDED, debtors, may_report, owed};
pub use question::{Question, QuestionKind, known_before, questions};

/// What a report says of one project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportLine {
    /// The project.
    pub project: ProjectId,
    /// Figures and words; only fields that are for the unit to report. They come from no cell.
    #[serde(with = "told")]
    pub facts: Vec<NewFact>,
    /// The stage it has moved to.
    #[serde(default)]
    pub stage: Option<StageReached>,
    /// Problems that have come up.
    #[serde(default)]
    pub problems: Vec<ProblemTold>,
}

/// Facts without their cells. A snapshot is not self-describing: nothing in the state may be left
/// out where it is empty, as an event leaves out a cell.
mod told {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::event::NewFact;
    use crate::{Field, Value};

    #[derive(Serialize)]
    struct Told<'a> {
        field: &'a Field,
        value: &'a Value,
    }

    #[derive(Deserialize)]
    struct Read {
        field: Field,
        value: Value,
    }

    pub(super) fn serialize<S: Serializer>(
        facts: &[NewFact],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let told = facts.iter().map(|fact| Told {
            field: &fact.field,
            value: &fact.value,
        });
        serializer.collect_seq(told)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<NewFact>, D::Error> {
        let read = Vec::<Read>::deserialize(deserializer)?;
        let fact = |Read { field, value }| NewFact {
            field,
            value,
            cell: None,
        };
        Ok(read.into_iter().map(fact).collect())
    }
}

impl ReportLine {
    /// The value told for a field.
    pub fn value(&self, field: &Field) -> Option<&Value> {
        let told = self.facts.iter().rev().find(|fact| fact.field == *field);
        told.map(|fact| &fact.value)
    }

    /// The amount told for a field.
    pub fn money(&self, field: &Field) -> Option<Fen> {
        match self.value(field)? {
            Value::Money(amount) => Some(*amount),
            _ => None,
        }
    }
}

/// A stage reached, with what shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageReached {
    /// The stage.
    pub to: String,
    /// What shows it.
    pub evidence: Vec<Evidence>,
    /// When it was reached.
    pub on: Date,
}

/// A problem told in a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemTold {
    /// Its kind: 用地, 资金…
    pub kind: String,
    /// How serious it is.
    pub severity: Severity,
    /// Who must solve it.
    #[serde(default)]
    pub owner: Option<UnitId>,
    /// Calendar days of delay.
    pub delay_days: u32,
    /// Commitment of its description.
    pub description: TextRef,
    /// By when.
    #[serde(default)]
    pub due_on: Option<Date>,
}

/// The answer to a question, as it is kept with the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionAnswered {
    /// Which question.
    pub question: QuestionKind,
    /// The project it is about; the whole report if none.
    pub project: Option<ProjectId>,
    /// The field it is about.
    pub field: Field,
    /// What was known.
    pub known: Option<Value>,
    /// What was told.
    pub told: Option<Value>,
    /// Commitment of the reporter's reason.
    pub reason: TextRef,
}

/// What came in, in one round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// A line a project.
    pub lines: Vec<ReportLine>,
    /// The sum of the year's investment as the unit wrote it under its table.
    pub stated_sum: Option<Fen>,
    /// Questions and the reporter's answers.
    pub answers: Vec<QuestionAnswered>,
}

/// At which level a report was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReviewLevel {
    /// 一级: the unit's lead, or its bureau.
    Unit,
    /// 二级: the dispatch office.
    Office,
}

/// A step that may be taken on a report.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportAct {
    /// 审核, first level.
    Review {
        /// Commitment of a note.
        note: Option<TextRef>,
    },
    /// 采用, second level: the figures become facts.
    Accept {
        /// Commitment of a note.
        note: Option<TextRef>,
    },
    /// 退回, at either level.
    Return {
        /// Commitment of the reason.
        reason: Option<TextRef>,
        /// At which level.
        level: ReviewLevel,
    },
    /// 申请延期, before it is due.
    AskExtension {
        /// Until when.
        until: Date,
        /// Commitment of the reason.
        reason: Option<TextRef>,
    },
    /// 审批延期: granted until a date, refused with none.
    DecideExtension {
        /// Until when.
        until: Option<Date>,
        /// Commitment of a note.
        note: Option<TextRef>,
    },
}

/// Kinds of acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReportActKind {
    /// 报送.
    Submit,
    /// 审核, first level.
    Review,
    /// 采用, second level.
    Accept,
    /// 退回 at the first level.
    ReturnToUnit,
    /// 退回 at the second level.
    Return,
    /// 申请延期.
    AskExtension,
    /// 审批延期.
    DecideExtension,
}

impl ReportActKind {
    /// All kinds, in the order pages offer them.
    pub const ALL: [ReportActKind; 7] = [
        ReportActKind::Submit,
        ReportActKind::Review,
        ReportActKind::ReturnToUnit,
        ReportActKind::Accept,
        ReportActKind::Return,
        ReportActKind::AskExtension,
        ReportActKind::DecideExtension,
    ];

    /// What right it takes.
    pub fn operation(self) -> Operation {
        match self {
            ReportActKind::Submit | ReportActKind::AskExtension => Operation::Report,
            ReportActKind::Review | ReportActKind::ReturnToUnit => Operation::ReviewReports,
            ReportActKind::Accept | ReportActKind::Return | ReportActKind::DecideExtension => {
                Operation::RunCycles
            }
        }
    }

    /// Whether a report that stands so takes it on a day.
    pub fn fits(self, standing: &ReportStanding, on: Date) -> bool {
        use ReportState as S;
        let state = standing.state;
        match self {
            ReportActKind::Submit => matches!(state, S::Owed | S::Submitted | S::Returned),
            ReportActKind::Review | ReportActKind::ReturnToUnit => state == S::Submitted,
            ReportActKind::Accept => state == S::Reviewed,
            ReportActKind::Return => matches!(state, S::Submitted | S::Reviewed | S::Accepted),
            ReportActKind::AskExtension => {
                state == S::Owed && on <= standing.due.on && standing.extension_asked.is_none()
            }
            ReportActKind::DecideExtension => standing.extension_asked.is_some(),
        }
    }
}

impl ReportAct {
    /// Which act it is.
    pub fn kind(&self) -> ReportActKind {
        match self {
            ReportAct::Review { .. } => ReportActKind::Review,
            ReportAct::Accept { .. } => ReportActKind::Accept,
            ReportAct::Return { level, .. } => match level {
                ReviewLevel::Unit => ReportActKind::ReturnToUnit,
                ReviewLevel::Office => ReportActKind::Return,
            },
            ReportAct::AskExtension { .. } => ReportActKind::AskExtension,
            ReportAct::DecideExtension { .. } => ReportActKind::DecideExtension,
        }
    }
}

/// Where a report stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReportState {
    /// 未报.
    Owed,
    /// 待审: with its first level.
    Submitted,
    /// 待采用: with the dispatch office.
    Reviewed,
    /// 已采用.
    Accepted,
    /// 已退回.
    Returned,
}

impl ReportState {
    /// As it is called.
    pub fn word(self) -> Words {
        match self {
            ReportState::Owed => Words::new("未报", "not reported"),
            ReportState::Submitted => Words::new("待审", "to be reviewed"),
            ReportState::Reviewed => Words::new("待采用", "to be accepted"),
            ReportState::Accepted => Words::new("已采用", "accepted"),
            ReportState::Returned => Words::new("已退回", "returned"),
        }
    }

    /// Whether the unit has to act.
    pub fn is_with_unit(self) -> bool {
        matches!(self, ReportState::Owed | ReportState::Returned)
    }
}

/// What happened to a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportStep {
    /// What.
    pub what: ReportStepKind,
    /// When.
    pub on: Date,
    /// The account that did it.
    pub by: String,
    /// What was said.
    pub text: Option<TextRef>,
    /// The event that recorded it.
    pub seq: u64,
}

/// Kinds of steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReportStepKind {
    /// 报送, with what came in.
    Submitted(Arc<Submission>),
    /// 审核通过 at the first level.
    Reviewed,
    /// 采用 at the second level.
    Accepted,
    /// 退回 at a level.
    Returned(ReviewLevel),
    /// 申请延期, until a date.
    ExtensionAsked(Date),
    /// 同意延期.
    ExtensionGranted(Due),
    /// 不同意延期.
    ExtensionRefused,
}

/// A unit's report for a cycle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Its cycle and unit.
    pub id: ReportId,
    /// What happened, in order of record.
    pub steps: Vec<ReportStep>,
    /// Entity version.
    pub version: u32,
}

impl Report {
    /// One of which nothing is known yet.
    pub fn blank(id: ReportId) -> Report {
        Report {
            id,
            steps: Vec::new(),
            version: 0,
        }
    }

    /// Where it stands on a date, by what is dated until then.
    pub fn stands(&self, cycle: &Cycle, on: Date) -> ReportStanding {
        let mut standing = ReportStanding::owed(cycle);
        for step in self.steps.iter().filter(|step| step.on <= on) {
            standing.take(step);
        }
        standing
    }

    /// Where it stands by everything recorded.
    pub fn standing(&self, cycle: &Cycle) -> ReportStanding {
        self.stands(cycle, Date::MAX)
    }

    /// What came in, oldest first, each with its step.
    pub fn submissions(&self) -> impl DoubleEndedIterator<Item = (&ReportStep, &Arc<Submission>)> {
        self.steps.iter().filter_map(|step| match &step.what {
            ReportStepKind::Submitted(submission) => Some((step, submission)),
            _ => None,
        })
    }

    /// What came in last.
    pub fn last(&self) -> Option<(&ReportStep, &Arc<Submission>)> {
        self.submissions().next_back()
    }
}

/// Where a report stands on a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportStanding {
    /// Its state.
    pub state: ReportState,
    /// By when.
    pub due: Due,
    /// The day it came in, while it is not returned.
    pub submitted_on: Option<Date>,
    /// How often it was returned.
    pub returned: u32,
    /// The day asked for in an extension that nobody has decided on.
    pub extension_asked: Option<Date>,
    /// Whether an extension was granted.
    pub extended: bool,
}

impl ReportStanding {
    /// Before anything came in.
    pub fn owed(cycle: &Cycle) -> ReportStanding {
        ReportStanding {
            state: ReportState::Owed,
            due: cycle.due(),
            submitted_on: None,
            returned: 0,
            extension_asked: None,
            extended: false,
        }
    }

    fn take(&mut self, step: &ReportStep) {
        match step.what {
            ReportStepKind::Submitted(_) => {
                self.state = ReportState::Submitted;
                self.submitted_on = Some(step.on);
            }
            ReportStepKind::Reviewed => self.state = ReportState::Reviewed,
            ReportStepKind::Accepted => self.state = ReportState::Accepted,
            ReportStepKind::Returned(_) => {
                self.state = ReportState::Returned;
                self.submitted_on = None;
                self.returned = self.returned.saturating_add(1);
            }
            ReportStepKind::ExtensionAsked(until) => self.extension_asked = Some(until),
            ReportStepKind::ExtensionGranted(due) => {
                self.extension_asked = None;
                self.extended = true;
                self.due = due;
            }
            ReportStepKind::ExtensionRefused => self.extension_asked = None,
        }
    }

    /// Working days late on a date; below nought while there is time. What came in and was not
    /// returned stops the clock.
    pub fn days_late(&self, calendars: &Calendars, on: Date) -> i64 {
        let until = self.submitted_on.map_or(on, |submitted| submitted.min(on));
        let calendar = calendars.get(WeekKind::FiveDay);
        calendar.working_days_between(self.due.on, until)
    }
}

/// A value that differs between two rounds of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The project.
    pub project: ProjectId,
    /// The field.
    pub field: Field,
    /// In the one.
    pub one: Option<Value>,
    /// In the other.
    pub other: Option<Value>,
}

/// Figures that two rounds tell differently. Words are sealed anew each time and left out.
pub fn differences(one: &[ReportLine], other: &[ReportLine]) -> Vec<Difference> {
    let figures = |lines: &[ReportLine]| {
        let facts = lines.iter().flat_map(|line| {
            let told = line.facts.iter().filter(|fact| is_figure(&fact.value));
            told.map(|fact| ((line.project, fact.field.clone()), fact.value.clone()))
        });
        facts.collect::<std::collections::BTreeMap<_, _>>()
    };
    let (one, mut other) = (figures(one), figures(other));
    let mut found = Vec::new();
    for ((project, field), value) in one {
        let told = other.remove(&(project, field.clone()));
        if told.as_ref() != Some(&value) {
            found.push(Difference {
                project,
                field,
                one: Some(value),
                other: told,
            });
        }
    }
    found.extend(
        other
            .into_iter()
            .map(|((project, field), value)| Difference {
                project,
                field,
                one: None,
                other: Some(value),
            }),
    );
    found.sort_by(|a, b| (a.project, &a.field).cmp(&(b.project, &b.field)));
    found
}

fn is_figure(value: &Value) -> bool {
    !matches!(value, Value::FreeText(_))
}

/// SHA-256 of what a report says in figures, in hexadecimal: the same for the same figures,
/// whoever types them and however often words were sealed.
///
/// A line a project in order of ids, `P3 reported_ytd=…` with values as the record writes them.
pub fn figures_digest(cycle: CycleId, unit: UnitId, lines: &[ReportLine]) -> String {
    let mut told: Vec<String> = Vec::new();
    for line in lines {
        for fact in line.facts.iter().filter(|fact| is_figure(&fact.value)) {
            // Plain data always writes.
            let value = serde_json::to_string(&fact.value).unwrap_or_default();
            told.push(format!("{} {}={value}", line.project, fact.field));
        }
        if let Some(stage) = &line.stage {
            told.push(format!("{} stage={} {}", line.project, stage.to, stage.on));
        }
    }
    told.sort_unstable();
    let text = format!("{cycle} {unit}\n{}\n", told.join("\n"));
    let digest = sha2::Sha256::digest(text.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
