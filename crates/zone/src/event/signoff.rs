//! How reports are signed: routes of units, delegations, signatures, printed sheets.

use jiff::civil::Date;

use super::shapes;
use crate::cycle::CycleLength;
use crate::report::ReportId;
use crate::signoff::{CodeRead, OnBehalf, SignRole, SignRoute, TotalOnPaper};
use crate::{AttachmentId, DelegationId, Event, PersonId, TextRef, UnitId};

shapes! {
    /// The steps of a unit were settled.
    SignRouteSet {
        /// The unit.
        unit: UnitId,
        /// The route.
        route: SignRoute,
        /// By which document.
        document: String,
        /// The account that settled it.
        by: String,
        /// From which date.
        effective_on: Date,
    }
    /// 委托: a head has somebody else sign.
    DelegationMade {
        /// Its id.
        id: DelegationId,
        /// The unit whose reports are signed.
        unit: UnitId,
        /// 委托人.
        principal: PersonId,
        /// 受托人.
        delegate: PersonId,
        /// Reports of which cycles.
        forms: Vec<CycleLength>,
        /// First day.
        from: Date,
        /// Last day.
        until: Date,
        /// By which document.
        document: String,
        /// The account that recorded it.
        by: String,
        /// When.
        effective_on: Date,
    }
    /// A delegation was taken back.
    DelegationRevoked {
        /// The delegation.
        id: DelegationId,
        /// The account that did it.
        by: String,
        /// Commitment of the reason.
        reason: TextRef,
        /// From which date.
        effective_on: Date,
    }
    /// A step was signed on line.
    ReportSigned {
        /// The report.
        id: ReportId,
        /// The account that signed.
        by: String,
        /// As what.
        role: SignRole,
        /// Who signed.
        person: PersonId,
        /// 受托代签: for whom.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on_behalf: Option<OnBehalf>,
        /// The version of the report that is signed.
        version: u32,
        /// SHA-256 of its figures.
        digest: String,
        /// Commitment of a note.
        note: Option<TextRef>,
        /// When.
        effective_on: Date,
    }
    /// A report was given back to its handler within the unit.
    ReportGivenBack {
        /// The report.
        id: ReportId,
        /// The account that did it.
        by: String,
        /// As what.
        role: SignRole,
        /// 受托: for whom.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on_behalf: Option<OnBehalf>,
        /// Commitment of the reason.
        reason: TextRef,
        /// When.
        effective_on: Date,
    }
    /// A sheet was printed.
    SheetPrinted {
        /// Its code.
        code: String,
        /// The report.
        id: ReportId,
        /// The version that was printed.
        version: u32,
        /// SHA-256 of its figures.
        digest: String,
        /// The account that printed it.
        by: String,
        /// When.
        effective_on: Date,
    }
    /// A sheet came back signed and sealed.
    SheetScanned {
        /// Its code.
        code: String,
        /// The report.
        id: ReportId,
        /// The version that was printed.
        version: u32,
        /// SHA-256 of the figures printed.
        digest: String,
        /// The scan.
        file: AttachmentId,
        /// How the code was read.
        read: CodeRead,
        /// Which places are signed.
        signed: Vec<SignRole>,
        /// Totals, as printed and as they stand on the paper.
        totals: Vec<TotalOnPaper>,
        /// The account that handed it in.
        by: String,
        /// When.
        effective_on: Date,
    }
}

/// The effective date of an event of this file.
pub(super) fn on(event: &Event) -> Option<Date> {
    match event {
        Event::SignRouteSet(event) => Some(event.effective_on),
        Event::DelegationMade(event) => Some(event.effective_on),
        Event::DelegationRevoked(event) => Some(event.effective_on),
        Event::ReportSigned(event) => Some(event.effective_on),
        Event::ReportGivenBack(event) => Some(event.effective_on),
        Event::SheetPrinted(event) => Some(event.effective_on),
        Event::SheetScanned(event) => Some(event.effective_on),
        _ => None,
    }
}

/// The texts an event of this file refers to.
pub(super) fn texts(event: &Event) -> Vec<TextRef> {
    match event {
        Event::DelegationRevoked(event) => vec![event.reason],
        Event::ReportSigned(event) => event.note.into_iter().collect(),
        Event::ReportGivenBack(event) => vec![event.reason],
        _ => Vec::new(),
    }
}
