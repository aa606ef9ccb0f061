//! Plans of enterprises, negotiations, contracts, and factors.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::shapes;
use crate::enterprise::deal::{DealStage, Promise};
use crate::enterprise::plan::{Measure, MeasureState};
use crate::event::Event;
use crate::factor::Factor;
use crate::indicator::Month;
use crate::{DealId, EnterpriseId, Fen, ProjectId, TextRef, UnitId};

shapes! {
    /// A version of an enterprise's plan was agreed.
    EnterprisePlanAgreed {
        /// The enterprise.
        id: EnterpriseId,
        /// By which document.
        document: String,
        /// Its measures.
        measures: Vec<Measure>,
        /// From which date.
        effective_on: Date,
    }
    /// Something was said of a measure.
    EnterpriseMeasureMoved {
        /// The enterprise.
        id: EnterpriseId,
        /// Which measure.
        key: u32,
        /// How it stands.
        state: MeasureState,
        /// Commitment of a note.
        note: Option<TextRef>,
        /// When.
        effective_on: Date,
    }
    /// A negotiation began.
    DealOpened {
        /// Its id.
        id: DealId,
        /// What it is about.
        name: String,
        /// The enterprise.
        enterprise: Option<EnterpriseId>,
        /// The investment talked of.
        amount: Fen,
        /// The unit that negotiates.
        lead: UnitId,
        /// Since when.
        effective_on: Date,
    }
    /// A negotiation moved.
    DealMoved {
        /// The negotiation.
        id: DealId,
        /// The stage from here.
        stage: DealStage,
        /// Commitment of what happened.
        note: Option<TextRef>,
        /// When.
        effective_on: Date,
    }
    /// A contract was signed.
    DealSigned {
        /// The negotiation.
        id: DealId,
        /// The contract's number.
        document: String,
        /// Its amount.
        amount: Fen,
        /// What each side promised.
        promises: Vec<Promise>,
        /// When.
        effective_on: Date,
    }
    /// A promise of a contract was kept.
    PromiseKept {
        /// The negotiation.
        id: DealId,
        /// Which promise, from 0.
        at: u32,
        /// When.
        effective_on: Date,
    }
    /// Quotas of a factor were set.
    FactorQuotaSet {
        /// The factor.
        factor: Factor,
        /// Amounts by month.
        months: Vec<(Month, Decimal)>,
        /// By which document.
        document: String,
    }
    /// What a project needs of a factor was declared.
    FactorNeedDeclared {
        /// The project.
        project: ProjectId,
        /// The factor.
        factor: Factor,
        /// Amounts by month.
        months: Vec<(Month, Decimal)>,
    }
}

/// The effective date of such an event; none of others.
pub(super) fn on(event: &Event) -> Option<Date> {
    match event {
        Event::EnterprisePlanAgreed(event) => Some(event.effective_on),
        Event::EnterpriseMeasureMoved(event) => Some(event.effective_on),
        Event::DealOpened(event) => Some(event.effective_on),
        Event::DealMoved(event) => Some(event.effective_on),
        Event::DealSigned(event) => Some(event.effective_on),
        Event::PromiseKept(event) => Some(event.effective_on),
        _ => None,
    }
}

/// The texts of such an event; none of others.
pub(super) fn texts(event: &Event) -> Vec<TextRef> {
    match event {
        Event::EnterprisePlanAgreed(event) => event.measures.iter().map(|own| own.what).collect(),
        Event::EnterpriseMeasureMoved(event) => event.note.into_iter().collect(),
        Event::DealMoved(event) => event.note.into_iter().collect(),
        Event::DealSigned(event) => event.promises.iter().map(|own| own.what).collect(),
        other => super::thread::texts(other),
    }
}
