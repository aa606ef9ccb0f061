//! Commands about reports of units and how cycles recur.

use jiff::civil::Date;
use serde::Deserialize;
use zone::cycle::{CycleLength, DayRule, Rhythm};
use zone::problem::Severity;
use zone::report::{ProblemTold, QuestionKind, ReportAct, ReportLine, ReviewLevel, StageReached};
use zone::{Command, Fen, Field, ProjectId, ReportId, Sealer, UnitId};

use super::about_item::said;
use super::change::EvidenceInput;
use super::command::Sealed;
use super::fact::{FactInput, facts};

/// Settle how cycles recur.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetRhythm {
    /// How long each is.
    length: CycleLength,
    /// The day from which each may be opened.
    opens: DayRule,
    /// The day its reports are due.
    due: DayRule,
}

/// Settle how long after the due day a unit may correct its report.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetCorrectionWindow {
    /// Working days after the due day; of cycles opened from now on.
    days: u16,
}

/// Open the next cycle of the rhythm.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpenNextCycle {}

/// Submit a unit's report for a cycle.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SubmitReport {
    /// Its cycle and unit: `C5-U3`.
    #[schema(value_type = String)]
    id: ReportId,
    /// Entity version of the report seen; 0 before anything came in.
    version: u32,
    /// A line a project.
    lines: Vec<ReportLineInput>,
    /// The sum of the year's investment as the unit wrote it under its table, in fen.
    #[serde(default)]
    stated_sum: Option<i64>,
    /// Answers to the questions it raises.
    #[serde(default)]
    answers: Vec<ReportAnswerInput>,
    /// Why what had come in is corrected; sealed here. A correction without is refused.
    #[serde(default)]
    correction: Option<String>,
}

/// What a report says of one project.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReportLineInput {
    /// The project.
    #[schema(value_type = String)]
    project: ProjectId,
    /// Figures and words; free texts are sealed here.
    #[serde(default)]
    facts: Vec<FactInput>,
    /// The stage it has moved to.
    #[serde(default)]
    stage: Option<StageReachedInput>,
    /// Problems that have come up.
    #[serde(default)]
    problems: Vec<ProblemToldInput>,
}

/// A stage reached, with what shows it.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StageReachedInput {
    /// The stage.
    to: String,
    /// What shows it.
    #[serde(default)]
    evidence: Vec<EvidenceInput>,
    /// When it was reached.
    #[schema(value_type = String, format = Date)]
    on: Date,
}

/// A problem told in a report.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProblemToldInput {
    /// Its kind.
    kind: String,
    /// How serious it is.
    severity: Severity,
    /// Who must solve it.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    owner: Option<UnitId>,
    /// Calendar days of delay.
    #[serde(default)]
    delay_days: u32,
    /// What it is; sealed here.
    description: String,
    /// By when.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    due_on: Option<Date>,
}

/// The answer to a question; a blank one counts as none.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReportAnswerInput {
    /// Which question.
    question: QuestionKind,
    /// The project it is about; the whole report if none.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    project: Option<ProjectId>,
    /// The field it is about.
    #[schema(value_type = String)]
    field: Field,
    /// The reason; sealed here.
    reason: String,
}

impl Sealed for SetRhythm {
    fn sealed(self, _sealer: &mut dyn Sealer) -> Command {
        Command::SetRhythm(Rhythm {
            length: self.length,
            opens: self.opens,
            due: self.due,
        })
    }
}

impl Sealed for SetCorrectionWindow {
    fn sealed(self, _sealer: &mut dyn Sealer) -> Command {
        Command::SetCorrectionWindow { days: self.days }
    }
}

impl Sealed for OpenNextCycle {
    fn sealed(self, _sealer: &mut dyn Sealer) -> Command {
        Command::OpenNextCycle
    }
}

impl SubmitReport {
    /// The report of the model, with free texts sealed.
    pub(crate) fn report(self, sealer: &mut dyn Sealer) -> zone::command::SubmitReport {
        let mut answers = Vec::new();
        for answer in self.answers {
            if let Some(reason) = said(Some(answer.reason), sealer) {
                answers.push(zone::command::ReportAnswer {
                    question: answer.question,
                    project: answer.project,
                    field: answer.field,
                    reason,
                });
            }
        }
        zone::command::SubmitReport {
            id: self.id,
            version: self.version,
            lines: self
                .lines
                .into_iter()
                .map(|own| line(own, sealer))
                .collect(),
            stated_sum: self.stated_sum.map(Fen),
            answers,
            correction: said(self.correction, sealer),
        }
    }
}

fn line(input: ReportLineInput, sealer: &mut dyn Sealer) -> ReportLine {
    ReportLine {
        project: input.project,
        facts: facts(input.facts, sealer),
        stage: input.stage.map(|stage| StageReached {
            to: stage.to,
            evidence: stage.evidence.into_iter().map(Into::into).collect(),
            on: stage.on,
        }),
        problems: input
            .problems
            .into_iter()
            .map(|own| ProblemTold {
                kind: own.kind,
                severity: own.severity,
                owner: own.owner,
                delay_days: own.delay_days,
                description: sealer.seal(&own.description, &[]),
                due_on: own.due_on,
            })
            .collect(),
    }
}

impl Sealed for SubmitReport {
    fn sealed(self, sealer: &mut dyn Sealer) -> Command {
        Command::SubmitReport(Box::new(self.report(sealer)))
    }
}

macro_rules! acts {
    ($($(#[$doc:meta])* $name:ident {
        $($(#[$field_doc:meta])* $field:ident: $type:ty,)*
    } => |$asked:ident, $sealer:ident| $act:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name {
            /// The report: `C5-U3`.
            #[schema(value_type = String)]
            id: ReportId,
            /// Entity version seen.
            version: u32,
            $($(#[$field_doc])* $field: $type,)*
        }

        impl Sealed for $name {
            fn sealed(self, $sealer: &mut dyn Sealer) -> Command {
                let $asked = self;
                let (id, version) = ($asked.id, $asked.version);
                Command::MoveReport { id, version, act: $act }
            }
        }
    )*};
}

acts! {
    /// Review a report at the first level: it goes on to the dispatch office.
    ReviewReport {
        /// A note; sealed here.
        #[serde(default)]
        note: Option<String>,
    } => |asked, sealer| ReportAct::Review { note: said(asked.note, sealer) };

    /// Accept a report at the second level: its figures become facts.
    AcceptReport {
        /// A note; sealed here.
        #[serde(default)]
        note: Option<String>,
    } => |asked, sealer| ReportAct::Accept { note: said(asked.note, sealer) };

    /// Return a report, at either level.
    ReturnReport {
        /// Why; sealed here. One without is refused.
        #[serde(default)]
        reason: Option<String>,
        /// At which level.
        level: ReviewLevel,
    } => |asked, sealer| ReportAct::Return {
        reason: said(asked.reason, sealer),
        level: asked.level,
    };

    /// Ask for more time, before the report is due.
    AskReportExtension {
        /// Until when.
        #[schema(value_type = String, format = Date)]
        until: Date,
        /// Why; sealed here. One without is refused.
        #[serde(default)]
        reason: Option<String>,
    } => |asked, sealer| ReportAct::AskExtension {
        until: asked.until,
        reason: said(asked.reason, sealer),
    };

    /// Grant more time until a date, or refuse it with none.
    DecideReportExtension {
        /// Until when.
        #[serde(default)]
        #[schema(value_type = Option<String>, format = Date)]
        until: Option<Date>,
        /// A note; sealed here.
        #[serde(default)]
        note: Option<String>,
    } => |asked, sealer| ReportAct::DecideExtension {
        until: asked.until,
        note: said(asked.note, sealer),
    };
}
