//! Commands about enterprises and what they ask for.

use jiff::civil::Date;
use serde::Deserialize;

use super::figures::{FigureAnswer, FigureKind, FigureQuestion, Figures};
use super::more::{
    AgreePlan, DeclareNeed, KeepPromise, MoveDeal, MoveMeasure, OpenDeal, SetQuota, SignDeal,
};
use super::request::{RequestAct, RequestActKind, RequestKind};
use super::{EnterpriseChange, EnterpriseState};
use crate::authority::Operation;
use crate::indicator::Month;
use crate::{EnterpriseId, Holder, ProjectId, RequestId, TextRef, UnitId};

/// A command about an enterprise.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EnterpriseCommand {
    /// Add an enterprise to the ledger.
    Add(NewEnterprise),
    /// Change what is known of it.
    Change {
        /// The enterprise.
        id: EnterpriseId,
        /// Entity version seen.
        version: u32,
        /// What changes.
        changes: Vec<EnterpriseChange>,
        /// By which document, where there is one.
        document: String,
        /// From which date.
        effective_on: Date,
    },
    /// Record the figures of a month.
    RecordFigures(RecordFigures),
    /// Add and update enterprises from a table, all or nothing.
    Import(Vec<ImportedEnterprise>),
    /// Agree a version of an enterprise's plan.
    AgreePlan(AgreePlan),
    /// Say how a measure of a plan stands.
    MoveMeasure(MoveMeasure),
    /// Open a negotiation.
    OpenDeal(OpenDeal),
    /// Move a negotiation.
    MoveDeal(MoveDeal),
    /// Sign a contract.
    SignDeal(SignDeal),
    /// Record that a promise of a contract was kept.
    KeepPromise(KeepPromise),
    /// Set the quota of a factor by month.
    SetQuota(SetQuota),
    /// Declare what a project needs of a factor by month.
    DeclareNeed(DeclareNeed),
    /// Raise a request.
    Raise(RaiseRequest),
    /// Take a step on a request.
    Move {
        /// The request.
        id: RequestId,
        /// Entity version seen.
        version: u32,
        /// The step.
        act: RequestAct,
        /// When.
        effective_on: Date,
    },
}

/// An enterprise to be added.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct NewEnterprise {
    /// Its code; may be empty.
    pub code: String,
    /// Its name.
    pub name: String,
    /// 行业; may be empty.
    pub industry: String,
    /// 责任单位.
    pub lead: UnitId,
    /// 服务专员.
    pub assistant: Option<Holder>,
    /// Commitment of who speaks for it.
    pub contact: Option<TextRef>,
    /// How it stands.
    pub state: EnterpriseState,
    /// From which date.
    pub effective_on: Date,
}

/// The figures of a month, as they are handed in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct RecordFigures {
    /// The enterprise.
    pub id: EnterpriseId,
    /// Entity version seen.
    pub version: u32,
    /// The month.
    pub month: Month,
    /// What is told; what is absent stays as it was.
    pub figures: Figures,
    /// Answers to the questions it raises.
    pub answers: Vec<FigureAnswer>,
}

/// A row of a table of enterprises.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ImportedEnterprise {
    /// Its line in the table, from 1: refusals name it.
    pub line: u32,
    /// The enterprise it updates, at the version seen; a new one if none.
    pub target: Option<(EnterpriseId, u32)>,
    /// What a new one is; of one that is there, only what differs is recorded.
    pub facts: NewEnterprise,
    /// The month its figures are of.
    pub month: Option<Month>,
    /// Its figures.
    pub figures: Figures,
    /// Answers to the questions they raise: one reason for the whole row is enough.
    pub reason: Option<TextRef>,
}

/// A request as it is raised.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct RaiseRequest {
    /// Whose.
    pub enterprise: EnterpriseId,
    /// What for.
    pub kind: RequestKind,
    /// Commitment of what is asked; refused where it is lacking.
    pub text: Option<TextRef>,
    /// The unit that received it. An enterprise's own request goes to the unit that answers for
    /// it; what a unit enters it has received itself.
    pub received_by: Option<UnitId>,
    /// The project it is about.
    pub project: Option<ProjectId>,
    /// From which date.
    pub effective_on: Date,
}

impl EnterpriseCommand {
    /// The operation whose right it needs; an enterprise's own sign-in has its own.
    pub fn operation(&self) -> Operation {
        match self {
            EnterpriseCommand::Add(_)
            | EnterpriseCommand::Change { .. }
            | EnterpriseCommand::RecordFigures(_)
            | EnterpriseCommand::Import(_)
            | EnterpriseCommand::AgreePlan(_)
            | EnterpriseCommand::MoveMeasure(_)
            | EnterpriseCommand::OpenDeal(_)
            | EnterpriseCommand::MoveDeal(_)
            | EnterpriseCommand::SignDeal(_)
            | EnterpriseCommand::KeepPromise(_)
            | EnterpriseCommand::SetQuota(_)
            | EnterpriseCommand::DeclareNeed(_) => Operation::KeepEnterprises,
            EnterpriseCommand::Raise(_) => Operation::HandleRequests,
            EnterpriseCommand::Move { act, .. } => match act.kind() {
                RequestActKind::Confirm | RequestActKind::Reopen => Operation::SpeakForEnterprise,
                _ => Operation::HandleRequests,
            },
        }
    }
}

/// Whether a question has its answer among those given.
pub fn is_answered(answers: &[FigureAnswer], question: FigureQuestion, figure: FigureKind) -> bool {
    let fits = |answer: &FigureAnswer| answer.question == question && answer.figure == figure;
    answers.iter().any(fits)
}
