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
use crate::signoff::{OnBehalf, Scanned, SignRole, SignRoute, SignStep, Signature};
use crate::{
    AttachmentId, Calendars, CycleId, Fen, Field, ProjectId, TextRef, UnitId, Value, Words,
};

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
    /// How the unit signs it, as it was settled then.
    pub route: Option<SignRoute>,
    /// Commitment of why the unit corrects what it had submitted.
    pub correction: Option<TextRef>,
}

impl Submission {
    /// The steps it is signed in.
    pub fn steps(&self) -> &[SignStep] {
        self.route.as_ref().map_or(&[], |route| &route.steps)
    }
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
    /// 签字, within the unit.
    Sign,
    /// 退改, within the unit.
    GiveBack,
    /// 打印签字表.
    Print,
    /// 登记扫描件.
    Scan,
}

impl ReportActKind {
    /// All kinds, in the order pages offer them.
    pub const ALL: [ReportActKind; 11] = [
        ReportActKind::Submit,
        ReportActKind::Review,
        ReportActKind::ReturnToUnit,
        ReportActKind::Accept,
        ReportActKind::Return,
        ReportActKind::AskExtension,
        ReportActKind::DecideExtension,
        ReportActKind::Sign,
        ReportActKind::GiveBack,
        ReportActKind::Print,
        ReportActKind::Scan,
    ];

    /// What right it takes.
    pub fn operation(self) -> Operation {
        match self {
            ReportActKind::Submit
            | ReportActKind::AskExtension
            | ReportActKind::Print
            | ReportActKind::Scan => Operation::Report,
            ReportActKind::Review
            | ReportActKind::ReturnToUnit
            | ReportActKind::Sign
            | ReportActKind::GiveBack => Operation::ReviewReports,
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
            ReportActKind::Submit => match state {
                S::Owed | S::Signing | S::Returned => true,
                // 更正, until it is locked.
                S::Submitted | S::Reviewed => on <= standing.locks_on,
                S::Accepted => false,
            },
            ReportActKind::Review | ReportActKind::ReturnToUnit => state == S::Submitted,
            ReportActKind::Accept => state == S::Reviewed,
            ReportActKind::Return => matches!(state, S::Submitted | S::Reviewed | S::Accepted),
            ReportActKind::AskExtension => {
                state == S::Owed && on <= standing.due.on && standing.extension_asked.is_none()
            }
            ReportActKind::DecideExtension => standing.extension_asked.is_some(),
            ReportActKind::Sign | ReportActKind::GiveBack => {
                state == S::Signing && standing.waits().is_some()
            }
            ReportActKind::Scan => match state {
                S::Signing => standing.waits().is_some(),
                other => matches!(other, S::Submitted | S::Reviewed),
            },
            ReportActKind::Print => !matches!(state, S::Owed),
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
    /// 待签: with those who sign within the unit.
    Signing,
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
            ReportState::Signing => Words::new("待签", "to be signed"),
        }
    }

    /// Whether the unit has to act.
    pub fn is_with_unit(self) -> bool {
        matches!(
            self,
            ReportState::Owed | ReportState::Returned | ReportState::Signing
        )
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
    ExtensionGranted {
        /// By when it is due now.
        due: Due,
        /// Until when it may be corrected.
        locks_on: Date,
    },
    /// 不同意延期.
    ExtensionRefused,
    /// 签字 within the unit.
    Signed(Arc<Signature>),
    /// 退改 within the unit, as what and for whom.
    GivenBack(SignRole, Option<OnBehalf>),
    /// A signed sheet was scanned back.
    Scanned(Arc<Scanned>),
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

    /// The version that the report had when what came in last came in; 0 before.
    pub fn submitted_version(&self) -> u32 {
        let submitted = |step: &ReportStep| matches!(step.what, ReportStepKind::Submitted(_));
        let at = self.steps.iter().rposition(submitted);
        at.map_or(0, |at| u32::try_from(at + 1).unwrap_or(u32::MAX))
    }

    /// What came in as a version of the report.
    pub fn submission_of(&self, version: u32) -> Option<(&ReportStep, &Arc<Submission>)> {
        let step = self
            .steps
            .get(usize::try_from(version).ok()?.checked_sub(1)?)?;
        match &step.what {
            ReportStepKind::Submitted(submission) => Some((step, submission)),
            _ => None,
        }
    }

    /// Signatures that hold: of what came in last, since it did and was not given back.
    pub fn signatures(&self) -> Vec<(&ReportStep, &Signature)> {
        let mut held = Vec::new();
        for step in &self.steps {
            match &step.what {
                ReportStepKind::Submitted(_)
                | ReportStepKind::GivenBack(..)
                | ReportStepKind::Returned(_) => held.clear(),
                ReportStepKind::Scanned(scan) if !scan.corrected.is_empty() => held.clear(),
                ReportStepKind::Signed(signature) => held.push((step, &**signature)),
                _ => {}
            }
        }
        held
    }

    /// The scan of a sheet that came back signed.
    pub fn scan_of(&self, code: &str) -> Option<AttachmentId> {
        self.steps.iter().find_map(|step| match &step.what {
            ReportStepKind::Scanned(scan) if scan.code == code => Some(scan.file),
            _ => None,
        })
    }

    /// Whether an account handed in or signed what came in last: it does not review it.
    pub fn is_by(&self, account: &str) -> bool {
        let mut signed = self.signatures().into_iter();
        let submitted = self.last().is_some_and(|(step, _)| step.by == account);
        submitted || signed.any(|(step, _)| step.by == account)
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
    /// The last day on which the unit may correct what it submitted.
    pub locks_on: Date,
    /// How far it is signed within the unit, if it is to be.
    pub signing: Option<Signing>,
}

/// How far a report is signed within its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signing {
    /// Steps that are signed.
    pub signed: usize,
    /// Steps in all.
    pub of: usize,
    /// Where it goes when all are.
    pub then: ReportState,
    /// Whether it was given back to its handler.
    pub given_back: bool,
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
            locks_on: cycle.locks_on,
            signing: None,
        }
    }

    /// The position of the step that it waits for within the unit.
    pub fn waits(&self) -> Option<usize> {
        let signing = self.signing.filter(|own| !own.given_back)?;
        (signing.signed < signing.of).then_some(signing.signed)
    }

    fn submit(&mut self, submission: &Submission, on: Date) {
        // A correction in its window is no new day of submission.
        if submission.correction.is_none() {
            self.submitted_on = None;
        }
        let route = submission.route.as_ref();
        let Some(route) = route.filter(|own| !own.steps.is_empty()) else {
            self.signing = None;
            self.arrive(ReportState::Submitted, on);
            return;
        };
        let first_level = route.has_head() && !route.reviewed_after;
        self.state = ReportState::Signing;
        self.signing = Some(Signing {
            signed: 0,
            of: route.steps.len(),
            then: match first_level {
                true => ReportState::Reviewed,
                false => ReportState::Submitted,
            },
            given_back: false,
        });
    }

    /// It is with the reviewers or the office.
    fn arrive(&mut self, state: ReportState, on: Date) {
        self.state = state;
        if self.submitted_on.is_none() {
            self.submitted_on = Some(on);
            // What comes in after the lock may be corrected on its own day: of two who report at
            // once, the second decides, late or not.
            self.locks_on = self.locks_on.max(on);
        }
    }

    /// So many of the steps that it waits for were signed.
    fn sign(&mut self, steps: usize, on: Date) {
        let Some(signing) = &mut self.signing else {
            return;
        };
        signing.signed = signing.signed.saturating_add(steps).min(signing.of);
        if signing.signed == signing.of {
            let then = signing.then;
            self.arrive(then, on);
        }
    }

    fn take(&mut self, step: &ReportStep) {
        match &step.what {
            ReportStepKind::Submitted(submission) => self.submit(submission, step.on),
            ReportStepKind::Signed(_) => self.sign(1, step.on),
            ReportStepKind::GivenBack(..) => self.give_back(),
            // What was corrected by hand goes back to the handler: the paper says something else.
            ReportStepKind::Scanned(scan) if !scan.corrected.is_empty() => self.give_back(),
            ReportStepKind::Scanned(_) => self.sign(usize::MAX, step.on),
            ReportStepKind::Reviewed => self.state = ReportState::Reviewed,
            ReportStepKind::Accepted => self.state = ReportState::Accepted,
            ReportStepKind::Returned(_) => {
                self.state = ReportState::Returned;
                self.submitted_on = None;
                self.returned = self.returned.saturating_add(1);
            }
            ReportStepKind::ExtensionAsked(until) => self.extension_asked = Some(*until),
            ReportStepKind::ExtensionGranted { due, locks_on } => {
                self.extension_asked = None;
                self.extended = true;
                (self.due, self.locks_on) = (*due, *locks_on);
            }
            ReportStepKind::ExtensionRefused => self.extension_asked = None,
        }
    }

    fn give_back(&mut self) {
        if let Some(signing) = &mut self.signing {
            (signing.signed, signing.given_back) = (0, true);
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

/// The columns of money with their totals, as a printed sheet has them under its table.
pub fn sheet_totals(lines: &[ReportLine]) -> Vec<(Field, Fen)> {
    let mut totals: std::collections::BTreeMap<Field, Fen> = std::collections::BTreeMap::new();
    for fact in lines.iter().flat_map(|line| &line.facts) {
        if let Value::Money(amount) = fact.value {
            let total = totals.entry(fact.field.clone()).or_insert(Fen(0));
            *total = Fen(total.0.saturating_add(amount.0));
        }
    }
    totals.into_iter().collect()
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
