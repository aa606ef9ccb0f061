//! Commands about plans of enterprises, negotiations and factors.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Deserialize;
use zone::enterprise::command::EnterpriseCommand;
use zone::enterprise::deal::{DealStage, Promise};
use zone::enterprise::more;
use zone::enterprise::plan::MeasureState;
use zone::factor::Factor;
use zone::indicator::Month;
use zone::{Command, DealId, EnterpriseId, Fen, ProjectId, RequestId, Sealer, UnitId};

use super::about_enterprise::month;
use super::about_item::said;
use super::command::Sealed;

fn of(command: EnterpriseCommand) -> Command {
    Command::Enterprise(Box::new(command))
}

/// A measure of a plan.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MeasureInput {
    /// The measure of the version before that goes on; a new one if none.
    #[serde(default)]
    key: Option<u32>,
    /// What is promised; sealed here.
    what: String,
    /// Who answers for it.
    #[schema(value_type = String)]
    unit: UnitId,
    /// By when.
    #[schema(value_type = String, format = Date)]
    due_on: Date,
    /// The request it answers.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    request: Option<RequestId>,
}

/// Agree a version of an enterprise's plan; earlier ones stay.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AgreePlan {
    /// The enterprise.
    #[schema(value_type = String)]
    id: EnterpriseId,
    /// Entity version seen.
    version: u32,
    /// By which document.
    document: String,
    /// Its measures.
    measures: Vec<MeasureInput>,
    /// From which date.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
}

impl Sealed for AgreePlan {
    fn sealed(self, sealer: &mut dyn Sealer) -> Command {
        let measures = self.measures.into_iter().map(|own| more::NewMeasure {
            key: own.key,
            what: sealer.seal(&own.what, &[]),
            unit: own.unit,
            due_on: own.due_on,
            request: own.request,
        });
        of(EnterpriseCommand::AgreePlan(more::AgreePlan {
            id: self.id,
            version: self.version,
            document: self.document,
            measures: measures.collect(),
            effective_on: self.effective_on,
        }))
    }
}

/// Say how a measure of a plan stands.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MoveMeasure {
    /// The enterprise.
    #[schema(value_type = String)]
    id: EnterpriseId,
    /// Entity version seen.
    version: u32,
    /// Which measure.
    key: u32,
    /// How it stands.
    state: MeasureState,
    /// A note; sealed here. One that is given up needs it.
    #[serde(default)]
    note: Option<String>,
    /// When.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
}

impl Sealed for MoveMeasure {
    fn sealed(self, sealer: &mut dyn Sealer) -> Command {
        of(EnterpriseCommand::MoveMeasure(more::MoveMeasure {
            id: self.id,
            version: self.version,
            key: self.key,
            state: self.state,
            note: said(self.note, sealer),
            effective_on: self.effective_on,
        }))
    }
}

/// Open a negotiation.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpenDeal {
    /// What it is about.
    name: String,
    /// The enterprise, where it is in the ledger.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    enterprise: Option<EnterpriseId>,
    /// The investment talked of.
    amount_fen: Fen,
    /// The unit that negotiates.
    #[schema(value_type = String)]
    lead: UnitId,
    /// Since when.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
}

impl Sealed for OpenDeal {
    fn sealed(self, _sealer: &mut dyn Sealer) -> Command {
        of(EnterpriseCommand::OpenDeal(more::OpenDeal {
            name: self.name,
            enterprise: self.enterprise,
            amount: self.amount_fen,
            lead: self.lead,
            effective_on: self.effective_on,
        }))
    }
}

/// Move a negotiation to a stage, or tell what happened within one.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MoveDeal {
    /// The negotiation.
    #[schema(value_type = String)]
    id: DealId,
    /// Entity version seen.
    version: u32,
    /// The stage from here.
    stage: DealStage,
    /// What happened; sealed here.
    #[serde(default)]
    note: Option<String>,
    /// When.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
}

impl Sealed for MoveDeal {
    fn sealed(self, sealer: &mut dyn Sealer) -> Command {
        of(EnterpriseCommand::MoveDeal(more::MoveDeal {
            id: self.id,
            version: self.version,
            stage: self.stage,
            note: said(self.note, sealer),
            effective_on: self.effective_on,
        }))
    }
}

/// What one side of a contract promised.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PromiseInput {
    /// The unit that promised; the enterprise if none.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    unit: Option<UnitId>,
    /// What; sealed here.
    what: String,
    /// By when.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    due_on: Option<Date>,
}

/// Sign a contract, with what each side promised.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignDeal {
    /// The negotiation.
    #[schema(value_type = String)]
    id: DealId,
    /// Entity version seen.
    version: u32,
    /// The contract's number.
    document: String,
    /// Its amount.
    amount_fen: Fen,
    /// What each side promised.
    #[serde(default)]
    promises: Vec<PromiseInput>,
    /// When.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
}

impl Sealed for SignDeal {
    fn sealed(self, sealer: &mut dyn Sealer) -> Command {
        let promises = self.promises.into_iter().map(|own| Promise {
            unit: own.unit,
            what: sealer.seal(&own.what, &[]),
            due_on: own.due_on,
        });
        of(EnterpriseCommand::SignDeal(more::SignDeal {
            id: self.id,
            version: self.version,
            document: self.document,
            amount: self.amount_fen,
            promises: promises.collect(),
            effective_on: self.effective_on,
        }))
    }
}

/// Record that a promise of a contract was kept.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeepPromise {
    /// The negotiation.
    #[schema(value_type = String)]
    id: DealId,
    /// Entity version seen.
    version: u32,
    /// Which promise of the contract, from 0.
    at: u32,
    /// When.
    #[schema(value_type = String, format = Date)]
    effective_on: Date,
}

impl Sealed for KeepPromise {
    fn sealed(self, _sealer: &mut dyn Sealer) -> Command {
        of(EnterpriseCommand::KeepPromise(more::KeepPromise {
            id: self.id,
            version: self.version,
            at: self.at,
            effective_on: self.effective_on,
        }))
    }
}

/// An amount of a month, in the factor's unit.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MonthAmount {
    /// The month: `2026-04`.
    #[serde(deserialize_with = "month")]
    #[schema(value_type = String)]
    month: Month,
    /// The amount.
    #[schema(value_type = String)]
    amount: Decimal,
}

fn amounts(months: Vec<MonthAmount>) -> Vec<(Month, Decimal)> {
    let amounts = months.into_iter().map(|own| (own.month, own.amount));
    amounts.collect()
}

/// Set the quota of a factor by month.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetQuota {
    /// The factor.
    factor: Factor,
    /// Amounts by month.
    months: Vec<MonthAmount>,
    /// By which document.
    document: String,
}

impl Sealed for SetQuota {
    fn sealed(self, _sealer: &mut dyn Sealer) -> Command {
        of(EnterpriseCommand::SetQuota(more::SetQuota {
            factor: self.factor,
            months: amounts(self.months),
            document: self.document,
        }))
    }
}

/// Declare what a project needs of a factor by month; nought where it needs none any more.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeclareNeed {
    /// The project.
    #[schema(value_type = String)]
    project: ProjectId,
    /// The factor.
    factor: Factor,
    /// Amounts by month.
    months: Vec<MonthAmount>,
}

impl Sealed for DeclareNeed {
    fn sealed(self, _sealer: &mut dyn Sealer) -> Command {
        of(EnterpriseCommand::DeclareNeed(more::DeclareNeed {
            project: self.project,
            factor: self.factor,
            months: amounts(self.months),
        }))
    }
}
