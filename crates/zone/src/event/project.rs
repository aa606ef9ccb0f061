//! Projects, their schedules and their problems.

use jiff::civil::Date;

use super::{NewFact, StepProgress, shapes};
use crate::lineage::Change;
use crate::plan::Plan;
use crate::problem::Severity;
use crate::project::Evidence;
use crate::{ProblemId, ProjectId, ReportId, TextRef, UnitId};

shapes! {
    /// A project was registered.
    ProjectRegistered {
        /// Its id.
        id: ProjectId,
        /// From which date.
        effective_on: Date,
        /// Its first facts.
        facts: Vec<NewFact>,
    }
    /// Facts of a project were recorded.
    FactsRecorded {
        /// The project.
        id: ProjectId,
        /// From which date.
        effective_on: Date,
        /// The facts.
        facts: Vec<NewFact>,
        /// The report it was accepted from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        report: Option<ReportId>,
    }
    /// A project is also called something else by the files that come in.
    ProjectAliased {
        /// The project.
        id: ProjectId,
        /// What a file calls it.
        alias: String,
    }
    /// A project passed the gate of a stage.
    StageMoved {
        /// The project.
        id: ProjectId,
        /// The stage reached.
        to: String,
        /// What shows it.
        evidence: Vec<Evidence>,
        /// From which date.
        effective_on: Date,
        /// The report it was accepted from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        report: Option<ReportId>,
    }
    /// A project was renamed, split, merged, suspended, resumed, withdrawn, handed over.
    ProjectChanged {
        /// The project.
        id: ProjectId,
        /// What happened.
        change: Change<ProjectId>,
        /// By which document.
        document: String,
        /// From which date.
        effective_on: Date,
    }
    /// A schedule was adopted.
    PlanAdopted {
        /// The project.
        id: ProjectId,
        /// The schedule.
        plan: Plan,
        /// From which date.
        effective_on: Date,
    }
    /// Steps of a schedule progressed.
    StepsProgressed {
        /// The project.
        id: ProjectId,
        /// The steps.
        steps: Vec<StepProgress>,
        /// From which date.
        effective_on: Date,
    }
    /// A project's light is suspended for an approved reason.
    ExemptionGranted {
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
    }
    /// A problem was raised.
    ProblemRaised {
        /// Its id.
        id: ProblemId,
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
    }
    /// A problem was solved.
    ProblemResolved {
        /// The problem.
        id: ProblemId,
        /// Commitment of how it was solved.
        note: TextRef,
        /// From which date.
        effective_on: Date,
    }
}
