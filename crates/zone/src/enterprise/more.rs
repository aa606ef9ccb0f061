//! Commands about plans, negotiations and factors.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Deserialize;

use super::deal::{DealStage, Promise};
use super::plan::MeasureState;
use crate::factor::Factor;
use crate::indicator::Month;
use crate::{DealId, EnterpriseId, Fen, ProjectId, RequestId, TextRef, UnitId};

/// A measure as it is agreed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct NewMeasure {
    /// The measure of an earlier version that goes on; a new one if none.
    pub key: Option<u32>,
    /// Commitment of what is promised.
    pub what: TextRef,
    /// Who answers for it.
    pub unit: UnitId,
    /// By when.
    pub due_on: Date,
    /// The request it answers.
    pub request: Option<RequestId>,
}

/// A plan as it is agreed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AgreePlan {
    /// The enterprise.
    pub id: EnterpriseId,
    /// Entity version seen.
    pub version: u32,
    /// By which document.
    pub document: String,
    /// Its measures.
    pub measures: Vec<NewMeasure>,
    /// From which date.
    pub effective_on: Date,
}

/// What is said of a measure.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct MoveMeasure {
    /// The enterprise.
    pub id: EnterpriseId,
    /// Entity version seen.
    pub version: u32,
    /// Which measure.
    pub key: u32,
    /// How it stands.
    pub state: MeasureState,
    /// Commitment of a note; one that is given up needs it.
    pub note: Option<TextRef>,
    /// When.
    pub effective_on: Date,
}

/// A negotiation as it is opened.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct OpenDeal {
    /// What it is about.
    pub name: String,
    /// The enterprise, where it is in the ledger.
    pub enterprise: Option<EnterpriseId>,
    /// The investment talked of.
    pub amount: Fen,
    /// The unit that negotiates.
    pub lead: UnitId,
    /// Since when.
    pub effective_on: Date,
}

/// A move of a negotiation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct MoveDeal {
    /// The negotiation.
    pub id: DealId,
    /// Entity version seen.
    pub version: u32,
    /// The stage from here: the same one where something happened within it.
    pub stage: DealStage,
    /// Commitment of what happened.
    pub note: Option<TextRef>,
    /// When.
    pub effective_on: Date,
}

/// A contract as it is signed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SignDeal {
    /// The negotiation.
    pub id: DealId,
    /// Entity version seen.
    pub version: u32,
    /// Its number.
    pub document: String,
    /// Its amount.
    pub amount: Fen,
    /// What each side promised.
    pub promises: Vec<Promise>,
    /// When.
    pub effective_on: Date,
}

/// A promise of a contract that was kept.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct KeepPromise {
    /// The negotiation.
    pub id: DealId,
    /// Entity version seen.
    pub version: u32,
    /// Which promise of the contract, from 0.
    pub at: u32,
    /// When.
    pub effective_on: Date,
}

/// How much there is of a factor, by month.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SetQuota {
    /// The factor.
    pub factor: Factor,
    /// Amounts by month.
    pub months: Vec<(Month, Decimal)>,
    /// By which document.
    pub document: String,
}

/// How much a project needs of a factor, by month; nought where it needs none any more.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct DeclareNeed {
    /// The project.
    pub project: ProjectId,
    /// The factor.
    pub factor: Factor,
    /// Amounts by month.
    pub months: Vec<(Month, Decimal)>,
}
