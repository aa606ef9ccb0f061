//! Commands about how reports are signed.

use jiff::civil::Date;
use serde::Deserialize;

use super::{CodeRead, SignRole, SignRoute};
use crate::authority::Operation;
use crate::cycle::CycleLength;
use crate::{DelegationId, Fen, Field, PersonId, ReportId, TextRef, UnitId};

/// A command about how reports are signed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignoffCommand {
    /// Settle the steps of a unit.
    SetRoute {
        /// The unit.
        unit: UnitId,
        /// Entity version of its route seen; 0 before there was one.
        version: u32,
        /// The route.
        route: SignRoute,
        /// By which document, where there is one.
        document: String,
    },
    /// Have somebody else sign for a head.
    Delegate(Delegate),
    /// Take a delegation back.
    Revoke {
        /// The delegation.
        id: DelegationId,
        /// Commitment of the reason.
        reason: Option<TextRef>,
    },
    /// Sign the step that a report waits for.
    Sign {
        /// The report.
        id: ReportId,
        /// Entity version seen.
        version: u32,
        /// SHA-256 of the figures seen, if the signer names it.
        digest: Option<String>,
        /// Commitment of a note.
        note: Option<TextRef>,
    },
    /// Give a report back to its handler, within the unit.
    GiveBack {
        /// The report.
        id: ReportId,
        /// Entity version seen.
        version: u32,
        /// Commitment of the reason.
        reason: Option<TextRef>,
    },
    /// Print what came in last as a sheet to be signed.
    Print {
        /// The report.
        id: ReportId,
        /// Entity version seen.
        version: u32,
    },
    /// Record a sheet that came back signed.
    Scan(Box<ScanSheet>),
}

/// A delegation as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Delegate {
    /// The unit whose reports are signed.
    pub unit: UnitId,
    /// 委托人; the one who asks if none.
    pub principal: Option<PersonId>,
    /// 受托人.
    pub delegate: PersonId,
    /// Reports of which cycles.
    pub forms: Vec<CycleLength>,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// By which document.
    pub document: String,
}

/// A sheet that came back signed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ScanSheet {
    /// The report it is handed in for.
    pub id: ReportId,
    /// Entity version of the report seen.
    pub version: u32,
    /// Its code, as it was read or typed.
    pub code: String,
    /// The digest in its square code, where that was read.
    pub digest: Option<String>,
    /// How the code was read.
    pub read: CodeRead,
    /// Which places are signed.
    pub signed: Vec<SignRole>,
    /// The totals as they stand on the paper.
    pub totals: Vec<(Field, Fen)>,
    /// SHA-256 of the scan.
    pub sha256: String,
    /// Commitment of the scan's name.
    pub name: TextRef,
    /// Its size.
    pub bytes: u64,
}

impl SignoffCommand {
    /// The operation whose right it needs, besides being named.
    pub fn operation(&self) -> Operation {
        match self {
            SignoffCommand::SetRoute { .. }
            | SignoffCommand::Delegate(_)
            | SignoffCommand::Revoke { .. }
            | SignoffCommand::Sign { .. }
            | SignoffCommand::GiveBack { .. } => Operation::ReviewReports,
            SignoffCommand::Print { .. } | SignoffCommand::Scan(_) => Operation::Report,
        }
    }
}
