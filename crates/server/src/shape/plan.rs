//! Schedules and their progress.

use jiff::civil::Date;
use serde::Deserialize;
use zone::event::StepProgress;
use zone::plan::{LinkKind, Plan, Step, StepLink, WeekKind};

/// A schedule.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlanInput {
    /// The working week: `five_day`, `six_day`, `seven_day`, `round_the_clock`.
    #[serde(default)]
    #[schema(value_type = String)]
    week: WeekKind,
    /// Steps in order.
    steps: Vec<StepInput>,
    /// Relations between steps.
    #[serde(default)]
    links: Vec<LinkInput>,
}

/// A step of a schedule.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StepInput {
    /// Key within the schedule.
    key: String,
    /// What is done.
    name: String,
    /// Working days; 0 for a milestone.
    days: u32,
    /// The stage whose gate it opens.
    gate: Option<String>,
    /// It may not start before this date.
    #[schema(value_type = Option<String>, format = Date)]
    not_before: Option<Date>,
    /// Baseline start.
    #[schema(value_type = Option<String>, format = Date)]
    baseline_start: Option<Date>,
    /// Baseline finish, inclusive.
    #[schema(value_type = Option<String>, format = Date)]
    baseline_finish: Option<Date>,
    /// Actual start.
    #[schema(value_type = Option<String>, format = Date)]
    actual_start: Option<Date>,
    /// Actual finish, inclusive.
    #[schema(value_type = Option<String>, format = Date)]
    actual_finish: Option<Date>,
    /// Working days left.
    remaining_days: Option<u32>,
}

/// A relation between two steps, by their positions.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LinkInput {
    /// Position of the predecessor, from 0.
    from: u32,
    /// Position of the successor, from 0.
    to: u32,
    /// `FS`, `SS`, `FF`, `SF`.
    #[serde(default)]
    #[schema(value_type = String)]
    kind: LinkKind,
    /// Lag in working days; below zero a lead.
    #[serde(default)]
    lag_days: i32,
}

/// Progress of one step.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProgressInput {
    /// Key of the step.
    step: String,
    /// Actual start.
    #[schema(value_type = Option<String>, format = Date)]
    actual_start: Option<Date>,
    /// Actual finish, inclusive.
    #[schema(value_type = Option<String>, format = Date)]
    actual_finish: Option<Date>,
    /// Working days left.
    remaining_days: Option<u32>,
}

impl From<PlanInput> for Plan {
    fn from(input: PlanInput) -> Plan {
        Plan {
            week: input.week,
            steps: input.steps.into_iter().map(Step::from).collect(),
            links: input.links.into_iter().map(StepLink::from).collect(),
            ..Plan::default()
        }
    }
}

impl From<StepInput> for Step {
    fn from(input: StepInput) -> Step {
        Step {
            key: input.key,
            name: input.name,
            days: input.days,
            gate: input.gate,
            not_before: input.not_before,
            baseline_start: input.baseline_start,
            baseline_finish: input.baseline_finish,
            actual_start: input.actual_start,
            actual_finish: input.actual_finish,
            remaining_days: input.remaining_days.map(Into::into),
        }
    }
}

impl From<LinkInput> for StepLink {
    fn from(input: LinkInput) -> StepLink {
        StepLink {
            from: input.from,
            to: input.to,
            kind: input.kind,
            lag_days: input.lag_days,
        }
    }
}

impl From<ProgressInput> for StepProgress {
    fn from(input: ProgressInput) -> StepProgress {
        StepProgress {
            step: input.step,
            actual_start: input.actual_start,
            actual_finish: input.actual_finish,
            remaining_days: input.remaining_days,
        }
    }
}
