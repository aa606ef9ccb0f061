//! Commands about one project.

use jiff::civil::Date;
use serde::Deserialize;
use zone::event::StepProgress;
use zone::problem::Severity;
use zone::project::Evidence;
use zone::{Command, ProblemId, ProjectId, Sealer, UnitId};

use super::change::{ChangeInput, EvidenceInput};
use super::command::Sealed;
use super::fact::{FactInput, facts};
use super::plan::{PlanInput, ProgressInput};

/// Register a project; a name at least.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RegisterProject {
    /// From which date.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
    /// Its first facts.
    facts: Vec<FactInput>,
}

/// Record facts of a project.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RecordFacts {
    /// The project.
    #[schema(value_type = String)]
    id: ProjectId,
    /// Entity version seen.
    version: u32,
    /// From which date.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
    /// The facts.
    facts: Vec<FactInput>,
}

/// Move a project one stage on.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MoveStage {
    /// The project.
    #[schema(value_type = String)]
    id: ProjectId,
    /// Entity version seen.
    version: u32,
    /// The next stage.
    to: String,
    /// What shows it.
    evidence: Vec<EvidenceInput>,
    /// From which date.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
}

/// Rename, split, merge, suspend, resume, withdraw, hand over a project.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeProject {
    /// The project.
    #[schema(value_type = String)]
    id: ProjectId,
    /// Entity version seen.
    version: u32,
    /// What happens.
    change: ChangeInput,
    /// By which document.
    document: String,
    /// From which date.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
}

/// Adopt a schedule.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AdoptPlan {
    /// The project.
    #[schema(value_type = String)]
    id: ProjectId,
    /// Entity version seen.
    version: u32,
    /// The schedule.
    plan: PlanInput,
    /// From which date.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
}

/// Report progress of steps.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReportSteps {
    /// The project.
    #[schema(value_type = String)]
    id: ProjectId,
    /// Entity version seen.
    version: u32,
    /// The steps.
    steps: Vec<ProgressInput>,
    /// From which date.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
}

/// Suspend a project's light for an approved reason.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GrantExemption {
    /// The project.
    #[schema(value_type = String)]
    id: ProjectId,
    /// First day.
    #[schema(value_type = String, format = Date)]
    from: Date,
    /// Last day.
    #[schema(value_type = String, format = Date)]
    until: Date,
    /// By which document.
    document: String,
    /// The reason, in plain; sealed here.
    reason: String,
}

/// Raise a problem.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RaiseProblem {
    /// The project it blocks.
    #[schema(value_type = String)]
    project: ProjectId,
    /// Its kind: 用地, 审批, 资金…
    kind: String,
    /// How serious it is.
    severity: Severity,
    /// Who must solve it.
    #[schema(value_type = Option<String>)]
    owner: Option<UnitId>,
    /// Calendar days of delay.
    delay_days: u32,
    /// What it is, in plain; sealed here.
    description: String,
    /// By when.
    #[schema(value_type = Option<String>, format = Date)]
    due_on: Option<Date>,
    /// From which date.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
}

/// Report a problem as solved.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResolveProblem {
    /// The problem.
    #[schema(value_type = String)]
    id: ProblemId,
    /// How, in plain; sealed here.
    note: String,
    /// From which date.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
}

impl Sealed for RegisterProject {
    fn sealed(self, sealer: &mut dyn Sealer) -> Command {
        Command::RegisterProject {
            effective_on: self.effective_on,
            facts: facts(self.facts, sealer),
        }
    }
}

impl Sealed for RecordFacts {
    fn sealed(self, sealer: &mut dyn Sealer) -> Command {
        Command::RecordFacts {
            id: self.id,
            version: self.version,
            effective_on: self.effective_on,
            facts: facts(self.facts, sealer),
        }
    }
}

impl Sealed for MoveStage {
    fn sealed(self, _sealer: &mut dyn Sealer) -> Command {
        Command::MoveStage {
            id: self.id,
            version: self.version,
            to: self.to,
            evidence: self.evidence.into_iter().map(Evidence::from).collect(),
            effective_on: self.effective_on,
        }
    }
}

impl Sealed for ChangeProject {
    fn sealed(self, _sealer: &mut dyn Sealer) -> Command {
        Command::ChangeProject {
            id: self.id,
            version: self.version,
            change: self.change.into(),
            document: self.document,
            effective_on: self.effective_on,
        }
    }
}

impl Sealed for AdoptPlan {
    fn sealed(self, _sealer: &mut dyn Sealer) -> Command {
        Command::AdoptPlan {
            id: self.id,
            version: self.version,
            plan: self.plan.into(),
            effective_on: self.effective_on,
        }
    }
}

impl Sealed for ReportSteps {
    fn sealed(self, _sealer: &mut dyn Sealer) -> Command {
        Command::ReportSteps {
            id: self.id,
            version: self.version,
            steps: self.steps.into_iter().map(StepProgress::from).collect(),
            effective_on: self.effective_on,
        }
    }
}

impl Sealed for GrantExemption {
    fn sealed(self, sealer: &mut dyn Sealer) -> Command {
        Command::GrantExemption {
            id: self.id,
            from: self.from,
            until: self.until,
            document: self.document,
            reason: sealer.seal(&self.reason, &[]),
        }
    }
}

impl Sealed for RaiseProblem {
    fn sealed(self, sealer: &mut dyn Sealer) -> Command {
        Command::RaiseProblem {
            project: self.project,
            kind: self.kind,
            severity: self.severity,
            owner: self.owner,
            delay_days: self.delay_days,
            description: sealer.seal(&self.description, &[]),
            due_on: self.due_on,
            effective_on: self.effective_on,
        }
    }
}

impl Sealed for ResolveProblem {
    fn sealed(self, sealer: &mut dyn Sealer) -> Command {
        Command::ResolveProblem {
            id: self.id,
            note: sealer.seal(&self.note, &[]),
            effective_on: self.effective_on,
        }
    }
}
