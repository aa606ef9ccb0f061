//! Commands: what people ask for. `decide` turns each into events or refusals.
//!
//! A command names the entity version it saw where it edits something; ids of new things are
//! given by `decide`. Free text comes as commitments: the boundary sealed it before.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::authority::Operation;
use crate::cycle::Rhythm;
use crate::enterprise::command::EnterpriseCommand;
use crate::event::{NewFact, NewValue, StepProgress};
use crate::import::Answered;
use crate::indicator::allocation::Part;
use crate::indicator::{Definition, PeerFigure};
use crate::item::{ItemAct, ItemKind, ItemSource};
use crate::lineage::Change;
use crate::meeting::{MeetingAct, MeetingPlan};
use crate::plan::Plan;
use crate::practice::command::PracticeCommand;
use crate::problem::Severity;
use crate::project::Evidence;
use crate::purge::command::PurgeCommand;
use crate::report::{QuestionKind, ReportAct, ReportLine};
use crate::rule::RuleSet;
use crate::signoff::command::SignoffCommand;
use crate::source::Source;
use crate::stage::{RoleDefinition, StagePath};
use crate::state::Profile;
use crate::thread::command::ThreadCommand;
use crate::{
    AttachmentId, CellRef, CycleId, Fen, Field, Holder, IndicatorId, ItemId, MeetingId, PersonId,
    PostId, ProblemId, ProjectId, ReportId, TextRef, UnitId, Value, Words,
};

/// A year's target, among those of other series.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct FigureTarget {
    /// The indicator.
    pub id: IndicatorId,
    /// The unit's, or the whole zone's.
    pub unit: Option<UnitId>,
    /// The year.
    pub year: i16,
    /// The target.
    pub target: Decimal,
    /// By which document.
    pub document: String,
    /// From which date.
    pub effective_on: Date,
}

/// Values of one indicator, among those of others.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct FigureReport {
    /// The indicator.
    pub id: IndicatorId,
    /// The values.
    pub values: Vec<NewValue>,
}

/// What other zones published of one indicator, among those of others.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct PeerReport {
    /// The indicator.
    pub id: IndicatorId,
    /// The figures.
    pub figures: Vec<PeerFigure>,
}

/// A command.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Found the zone with the shipped stage paths, roles and light rules.
    Found {
        /// What it is.
        profile: Profile,
        /// From which date.
        effective_on: Date,
        /// Key of the light rule set in force.
        rule: String,
    },
    /// Add a unit.
    AddUnit {
        /// Its name.
        name: String,
        /// The unit above.
        parent: Option<UnitId>,
        /// 位次.
        protocol_rank: u32,
        /// Other names.
        aliases: Vec<String>,
        /// From which date.
        effective_on: Date,
    },
    /// Rename, split, merge, withdraw a unit, or put it under another.
    ChangeUnit {
        /// The unit.
        id: UnitId,
        /// Entity version seen.
        version: u32,
        /// What happens.
        change: Change<UnitId>,
        /// By which document.
        document: String,
        /// From which date.
        effective_on: Date,
    },
    /// Add a person.
    AddPerson {
        /// Commitment of the name.
        name: TextRef,
        /// The unit.
        unit: Option<UnitId>,
        /// 位次.
        protocol_rank: u32,
        /// From which date.
        effective_on: Date,
    },
    /// Add a post.
    AddPost {
        /// Its title.
        title: String,
        /// The unit.
        unit: Option<UnitId>,
        /// 位次.
        protocol_rank: u32,
        /// From which date.
        effective_on: Date,
    },
    /// Rename, merge, withdraw a post.
    ChangePost {
        /// The post.
        id: PostId,
        /// Entity version seen.
        version: u32,
        /// What happens.
        change: Change<PostId>,
        /// By which document.
        document: String,
        /// From which date.
        effective_on: Date,
    },
    /// Give a post to somebody, or leave it vacant.
    HoldPost {
        /// The post.
        id: PostId,
        /// Entity version seen.
        version: u32,
        /// Who holds it now.
        holder: Option<PersonId>,
        /// By which document.
        document: String,
        /// From which date.
        effective_on: Date,
    },
    /// Define the stage path of a nature.
    DefineStagePath(StagePath),
    /// Define the role set.
    DefineRoles(Vec<RoleDefinition>),
    /// Define which fields of projects come from an outside system.
    DefineSource(Source),
    /// Define the next version of a rule set.
    DefineRuleSet(RuleSet),
    /// Bring a version of a rule set into force.
    ActivateRuleSet {
        /// Its key.
        key: String,
        /// Its version.
        version: u32,
        /// From which date.
        effective_on: Date,
    },
    /// Load a statutory holiday notice (csv: date, name, off|work, source).
    LoadHolidayNotice {
        /// The notice.
        notice: String,
    },
    /// Register a project.
    RegisterProject {
        /// From which date.
        effective_on: Date,
        /// Its first facts; a name at least.
        facts: Vec<NewFact>,
    },
    /// Record facts of a project.
    RecordFacts {
        /// The project.
        id: ProjectId,
        /// Entity version seen.
        version: u32,
        /// From which date.
        effective_on: Date,
        /// The facts.
        facts: Vec<NewFact>,
    },
    /// Move a project one stage on, with the gate's evidence.
    MoveStage {
        /// The project.
        id: ProjectId,
        /// Entity version seen.
        version: u32,
        /// The next stage.
        to: String,
        /// What shows it.
        evidence: Vec<Evidence>,
        /// From which date.
        effective_on: Date,
    },
    /// Rename, split, merge, suspend, resume, withdraw, hand over a project.
    ChangeProject {
        /// The project.
        id: ProjectId,
        /// Entity version seen.
        version: u32,
        /// What happens.
        change: Change<ProjectId>,
        /// By which document.
        document: String,
        /// From which date.
        effective_on: Date,
    },
    /// Adopt a schedule.
    AdoptPlan {
        /// The project.
        id: ProjectId,
        /// Entity version seen.
        version: u32,
        /// The schedule.
        plan: Plan,
        /// From which date.
        effective_on: Date,
    },
    /// Report progress of steps.
    ReportSteps {
        /// The project.
        id: ProjectId,
        /// Entity version seen.
        version: u32,
        /// The steps.
        steps: Vec<StepProgress>,
        /// From which date.
        effective_on: Date,
    },
    /// Suspend a project's light for an approved reason.
    GrantExemption {
        /// The project.
        id: ProjectId,
        /// First day.
        from: Date,
        /// Last day.
        until: Date,
        /// By which document.
        document: String,
        /// Commitment of the reason.
        reason: TextRef,
    },
    /// Raise a problem.
    RaiseProblem {
        /// The project it blocks.
        project: ProjectId,
        /// Its kind.
        kind: String,
        /// How serious it is.
        severity: Severity,
        /// Who must solve it.
        owner: Option<UnitId>,
        /// Calendar days of delay.
        delay_days: u32,
        /// Commitment of its description.
        description: TextRef,
        /// By when.
        due_on: Option<Date>,
        /// From which date.
        effective_on: Date,
    },
    /// Report a problem as solved.
    ResolveProblem {
        /// The problem.
        id: ProblemId,
        /// Commitment of how.
        note: TextRef,
        /// From which date.
        effective_on: Date,
    },
    /// Add an indicator.
    AddIndicator(Definition),
    /// Settle anew what an indicator measures.
    ChangeIndicator {
        /// The indicator.
        id: IndicatorId,
        /// The version seen.
        version: u32,
        /// All that it measures from now on.
        definition: Definition,
    },
    /// Report values of an indicator.
    ReportIndicator {
        /// The indicator.
        id: IndicatorId,
        /// The values.
        values: Vec<NewValue>,
        /// Commitment of why they are what nobody expected.
        reason: Option<TextRef>,
    },
    /// Report values of several indicators, all or none of them.
    ReportFigures {
        /// The values, by indicator.
        reports: Vec<FigureReport>,
        /// Targets of the same table.
        targets: Vec<FigureTarget>,
        /// Commitment of why they are what nobody expected.
        reason: Option<TextRef>,
    },
    /// Report what other zones published, all or none of it.
    ReportPeers {
        /// Where it was published.
        publication: String,
        /// The figures, by indicator.
        reports: Vec<PeerReport>,
    },
    /// Set or adjust a year's target.
    SetTarget {
        /// The indicator.
        id: IndicatorId,
        /// The unit's, or the whole zone's.
        unit: Option<UnitId>,
        /// The year.
        year: i16,
        /// The target.
        target: Decimal,
        /// By which document.
        document: String,
        /// Commitment of why it is adjusted.
        reason: Option<TextRef>,
        /// From which date.
        effective_on: Date,
    },
    /// Break a year's target down over units and months.
    Allocate {
        /// The indicator.
        id: IndicatorId,
        /// The year.
        year: i16,
        /// The parts.
        parts: Vec<Part>,
        /// How it was proposed.
        method: String,
        /// By which document.
        document: String,
        /// Commitment of why an earlier one is replaced.
        reason: Option<TextRef>,
        /// From which date.
        effective_on: Date,
    },
    /// Agree to a unit's part of a year's target.
    AgreeAllocation {
        /// The indicator.
        id: IndicatorId,
        /// The year.
        year: i16,
        /// The unit.
        unit: UnitId,
        /// When.
        effective_on: Date,
    },
    /// Assign a supervision item.
    AssignItem(Box<AssignItem>),
    /// Take a step on an item.
    MoveItem {
        /// The item.
        id: ItemId,
        /// Entity version seen.
        version: u32,
        /// The step.
        act: ItemAct,
        /// When.
        effective_on: Date,
    },
    /// Plan a meeting.
    PlanMeeting {
        /// What is settled of it.
        plan: Box<MeetingPlan>,
        /// Keep members and observers in the order given, not in protocol order.
        given_order: bool,
    },
    /// Take a step on a meeting.
    MoveMeeting {
        /// The meeting.
        id: MeetingId,
        /// Entity version seen.
        version: u32,
        /// The step.
        act: Box<MeetingAct>,
    },
    /// Enterprises and what they ask for.
    Enterprise(Box<EnterpriseCommand>),
    /// How reports are signed.
    Signoff(Box<SignoffCommand>),
    /// Comments and attachments.
    Thread(Box<ThreadCommand>),
    /// Practices.
    Practice(Box<PracticeCommand>),
    /// What must go, by two people.
    Purge(Box<PurgeCommand>),
    /// Name this moment of the record.
    SetMark {
        /// Its name, unique.
        name: String,
        /// What it is called.
        label: Words,
        /// The date it speaks of.
        date: Date,
    },
    /// Open a cycle.
    OpenCycle {
        /// Its name.
        name: Words,
        /// First day.
        from: Date,
        /// Last day.
        until: Date,
        /// Day reports are due.
        due_on: Date,
    },
    /// Settle how cycles recur.
    SetRhythm(Rhythm),
    /// Settle how long after the due day a unit may correct its report.
    SetCorrectionWindow {
        /// Working days after the due day.
        days: u16,
    },
    /// Open the next cycle of the rhythm.
    OpenNextCycle,
    /// Submit a unit's report for a cycle.
    SubmitReport(Box<SubmitReport>),
    /// Take a step on a report.
    MoveReport {
        /// The report.
        id: ReportId,
        /// Entity version seen.
        version: u32,
        /// The step.
        act: ReportAct,
    },
    /// Close a cycle: fixes the lights.
    CloseCycle {
        /// The cycle.
        id: CycleId,
    },
    /// Apply an import that was previewed.
    ApplyImport(Box<Import>),
    /// Undo an import: what it recorded holds no more, except what was built on since.
    UndoImport {
        /// The file it kept, by which it is known.
        import: AttachmentId,
        /// Commitment of the reason.
        reason: Option<TextRef>,
    },
}

/// A supervision item as asked for. Owner, measure and evidence may be lacking here, so that
/// `decide` can say so; an item without them never opens.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AssignItem {
    /// Where it comes from.
    pub kind: ItemKind,
    /// Commitment of what is to be done.
    pub what: TextRef,
    /// What it was made from.
    #[serde(default)]
    pub source: Option<ItemSource>,
    /// 主办.
    pub lead: UnitId,
    /// 协办.
    #[serde(default)]
    pub support: Vec<UnitId>,
    /// The unit it is owed to; the dispatch office if none.
    #[serde(default)]
    pub owed_to: Option<UnitId>,
    /// Who answers for it.
    pub owner: Option<Holder>,
    /// Commitment of the measure.
    pub measure: Option<TextRef>,
    /// Kinds of evidence that close it.
    pub evidence: Vec<String>,
    /// The project it is about.
    #[serde(default)]
    pub project: Option<ProjectId>,
    /// The problem it solves.
    #[serde(default)]
    pub problem: Option<ProblemId>,
    /// The meeting that asked for it.
    #[serde(default)]
    pub meeting: Option<MeetingId>,
    /// By when; by the limit of its kind if none.
    #[serde(default)]
    pub due_on: Option<Date>,
    /// From which date.
    pub effective_on: Date,
}

/// A unit's report for a cycle, as it is handed in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SubmitReport {
    /// Its cycle and unit.
    pub id: ReportId,
    /// Entity version of the report seen; 0 before anything came in.
    pub version: u32,
    /// A line a project.
    pub lines: Vec<ReportLine>,
    /// The sum of the year's investment as the unit wrote it under its table.
    #[serde(default)]
    pub stated_sum: Option<Fen>,
    /// Answers to the questions it raises.
    #[serde(default)]
    pub answers: Vec<ReportAnswer>,
    /// 更正: commitment of why what was submitted is changed.
    #[serde(default)]
    pub correction: Option<TextRef>,
}

/// The answer to a question that a report raises.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ReportAnswer {
    /// Which question.
    pub question: QuestionKind,
    /// The project it is about; the whole report if none.
    pub project: Option<ProjectId>,
    /// The field it is about.
    pub field: Field,
    /// Commitment of the reason.
    pub reason: TextRef,
}

/// An import as the preview left it: everything it will do, in order.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Import {
    /// The file.
    pub file: ImportFile,
    /// The layout's key and the mapping used, to be remembered.
    pub mapping: Option<(String, String)>,
    /// Units to add first; rows refer to them by their position after the existing units.
    pub units: Vec<String>,
    /// People to add first: commitment of the name.
    pub people: Vec<TextRef>,
    /// Reports in order of their date.
    pub reports: Vec<ImportReport>,
    /// What files call projects, to be remembered.
    #[serde(default)]
    pub aliases: Vec<ImportAlias>,
    /// What became of projects that the file does not have.
    #[serde(default)]
    pub changes: Vec<ImportChange>,
    /// Answers to the questions it raised.
    #[serde(default)]
    pub answers: Vec<ImportAnswer>,
}

/// What a file calls a project.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ImportAlias {
    /// The project.
    pub project: ProjectId,
    /// The name in the file.
    pub alias: String,
}

/// What became of a project that the file does not have.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ImportChange {
    /// The project.
    pub project: ProjectId,
    /// Entity version seen.
    pub version: u32,
    /// What happened to it.
    pub change: Change<ImportTarget>,
    /// By which document.
    pub document: String,
    /// From which date.
    pub effective_on: Date,
}

/// An answer to a question that an import raised; cells as in [`ImportRow`].
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct ImportAnswer {
    /// Key of the question.
    pub question: String,
    /// The project it is about.
    pub target: Option<ImportTarget>,
    /// The field it is about.
    pub field: Option<Field>,
    /// The cell it is about.
    pub cell: Option<CellRef>,
    /// What was known.
    pub known: Option<Value>,
    /// What the file said.
    pub told: Option<Value>,
    /// What was decided.
    pub answer: Answered,
    /// Commitment of the reason.
    pub note: Option<TextRef>,
}

/// The file of an import.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct ImportFile {
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Commitment of its name.
    pub name: Option<TextRef>,
    /// Its size.
    pub bytes: u64,
    /// Names of its sheets.
    pub sheets: Vec<String>,
}

/// The rows of one as-of date.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct ImportReport {
    /// The date its figures are of: the effective date of its facts.
    pub effective_on: Date,
    /// Whether the source itself says so (`source_as_of`), or the clerk did.
    pub stated_by_source: bool,
    /// The mark to set after it.
    pub mark: Option<(String, Words)>,
    /// Rows with something new.
    pub rows: Vec<ImportRow>,
    /// How many rows were as they are.
    pub unchanged: u32,
    /// The projects of those rows.
    #[serde(default)]
    pub confirmed: Vec<ProjectId>,
}

/// A row of an import. Facts refer to the kept file by the attachment id 0: `decide` puts the real
/// one in. References to units and people that the import itself adds use [`ImportRef`] numbers.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct ImportRow {
    /// The project it updates; `None` registers a new one.
    pub target: ImportTarget,
    /// What is new in it.
    pub facts: Vec<NewFact>,
}

/// Which project a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportTarget {
    /// A project of the zone, at the entity version the preview saw.
    Existing(ProjectId, u32),
    /// A project that this import registers: its first row does, later rows update it.
    New(u32),
}

/// Numbers from here on mean "the n-th unit (or person) that this import adds".
pub const IMPORT_REF_BASE: u32 = 1 << 31;

/// Helper for references to things an import adds.
pub struct ImportRef;

impl ImportRef {
    /// The unit that the import adds at this position of its list.
    pub fn unit(position: u32) -> UnitId {
        UnitId(IMPORT_REF_BASE + position)
    }

    /// The person that the import adds at this position of its list.
    pub fn person(position: u32) -> PersonId {
        PersonId(IMPORT_REF_BASE + position)
    }
}

impl Command {
    /// The operation whose right it needs.
    pub fn operation(&self) -> Operation {
        match self {
            Command::Found { .. }
            | Command::DefineStagePath(_)
            | Command::DefineRoles(_)
            | Command::DefineSource(_)
            | Command::DefineRuleSet(_)
            | Command::ActivateRuleSet { .. }
            | Command::LoadHolidayNotice { .. } => Operation::Configure,
            Command::AddUnit { .. }
            | Command::ChangeUnit { .. }
            | Command::AddPerson { .. }
            | Command::AddPost { .. }
            | Command::ChangePost { .. }
            | Command::HoldPost { .. } => Operation::Organise,
            Command::RegisterProject { .. }
            | Command::ChangeProject { .. }
            | Command::AdoptPlan { .. }
            | Command::ApplyImport(_)
            | Command::UndoImport { .. } => Operation::KeepProjects,
            Command::RecordFacts { .. }
            | Command::MoveStage { .. }
            | Command::ReportSteps { .. }
            | Command::RaiseProblem { .. }
            | Command::ResolveProblem { .. } => Operation::Report,
            Command::GrantExemption { .. } => Operation::Exempt,
            Command::AddIndicator(_)
            | Command::ChangeIndicator { .. }
            | Command::ReportIndicator { .. }
            | Command::ReportFigures { .. }
            | Command::ReportPeers { .. }
            | Command::SetTarget { .. }
            | Command::Allocate { .. }
            | Command::AgreeAllocation { .. } => Operation::KeepIndicators,
            Command::SetMark { .. }
            | Command::OpenCycle { .. }
            | Command::CloseCycle { .. }
            | Command::SetRhythm(_)
            | Command::SetCorrectionWindow { .. }
            | Command::OpenNextCycle
            | Command::AssignItem(_)
            | Command::PlanMeeting { .. }
            | Command::MoveMeeting { .. } => Operation::RunCycles,
            Command::SubmitReport(_) => Operation::Report,
            Command::MoveReport { act, .. } => act.kind().operation(),
            Command::MoveItem { act, .. } => act.kind().operation(),
            Command::Enterprise(command) => command.operation(),
            Command::Signoff(command) => command.operation(),
            Command::Thread(_) => Operation::Discuss,
            Command::Practice(command) => command.operation(),
            Command::Purge(_) => Operation::Purge,
        }
    }
}

/// A field and its value, for writing commands shortly.
pub fn fact(field: Field, value: Value) -> NewFact {
    NewFact {
        field,
        value,
        cell: None,
    }
}
