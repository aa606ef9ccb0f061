//! 签发: how a unit's report is signed before it counts as submitted to the dispatch office, on
//! line or on a printed sheet, by those the unit's own steps name or by whom they delegated.
//!
//! Promises: a signature is of one version of the figures; whatever is changed after it makes it
//! void. Who signed for whom, by which document, is kept with it.

pub mod code;
pub mod command;
mod who;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::cycle::{Cycle, CycleLength};
use crate::{AttachmentId, DelegationId, Fen, Field, Holder, PersonId, ReportId, UnitId, Words};

pub(crate) use who::signs;
pub use who::{Standing, is_signer, standing_of};

/// What somebody signs a report as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SignRole {
    /// 经办.
    Handler,
    /// 审核.
    Reviewer,
    /// 负责人.
    Head,
}

impl SignRole {
    /// All of them, in the order a report passes them.
    pub const ALL: [SignRole; 3] = [SignRole::Handler, SignRole::Reviewer, SignRole::Head];

    /// As it is called.
    pub fn word(self) -> Words {
        match self {
            SignRole::Handler => Words::new("经办", "handler"),
            SignRole::Reviewer => Words::new("审核", "reviewer"),
            SignRole::Head => Words::new("负责人", "head"),
        }
    }
}

/// 签发步骤: one step, and who may sign it: people, or whoever holds a post on the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignStep {
    /// As what.
    pub role: SignRole,
    /// Who may sign.
    pub signers: Vec<Holder>,
}

/// How a unit's reports are signed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignRoute {
    /// The steps, in order; none: a report counts as submitted at once.
    pub steps: Vec<SignStep>,
    /// 一人单位: the same person may sign several steps.
    pub one_person: bool,
    /// Whether the first level reviews it after its head has signed. Otherwise the head's
    /// signature is the first level.
    pub reviewed_after: bool,
}

impl SignRoute {
    /// Whether the head signs.
    pub fn has_head(&self) -> bool {
        self.steps.iter().any(|step| step.role == SignRole::Head)
    }
}

/// The route of a unit as it was settled last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitRoute {
    /// The route.
    pub route: SignRoute,
    /// By which document.
    pub document: String,
    /// Who settled it.
    pub by: String,
    /// Since when.
    pub since: Date,
    /// Entity version.
    pub version: u32,
    /// The event that recorded it.
    pub seq: u64,
}

/// 委托: a head has somebody else sign for a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delegation {
    /// Its id.
    pub id: DelegationId,
    /// The unit whose reports are signed.
    pub unit: UnitId,
    /// 委托人: the head.
    pub principal: PersonId,
    /// 受托人: who signs.
    pub delegate: PersonId,
    /// Reports of which cycles.
    pub forms: Vec<CycleLength>,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// By which document.
    pub document: String,
    /// The account that recorded it.
    pub by: String,
    /// When it was revoked, and by whom.
    pub revoked: Option<(Date, String)>,
    /// The event that recorded it.
    pub seq: u64,
}

/// How a delegation stands for a report on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DelegationState {
    /// 有效.
    InForce,
    /// 尚未生效.
    NotYet,
    /// 已到期.
    Expired,
    /// 已撤销.
    Revoked,
}

impl Delegation {
    /// How it stands on a day.
    pub fn state(&self, on: Date) -> DelegationState {
        match &self.revoked {
            Some((day, _)) if *day <= on => DelegationState::Revoked,
            _ if on < self.from => DelegationState::NotYet,
            _ if on > self.until => DelegationState::Expired,
            _ => DelegationState::InForce,
        }
    }

    /// Whether it is for the report of a cycle.
    pub fn covers(&self, cycle: &Cycle) -> bool {
        self.forms.contains(&form_of(cycle))
    }
}

impl DelegationState {
    /// As it is called.
    pub fn word(self) -> Words {
        match self {
            DelegationState::InForce => Words::new("有效", "in force"),
            DelegationState::NotYet => Words::new("尚未生效", "not yet in force"),
            DelegationState::Expired => Words::new("已到期", "expired"),
            DelegationState::Revoked => Words::new("已撤销", "revoked"),
        }
    }
}

/// Which form a cycle's report is, by how long its period is: one opened by hand is the nearest.
pub fn form_of(cycle: &Cycle) -> CycleLength {
    let days = (cycle.until - cycle.from).get_days();
    match days {
        ..=11 => CycleLength::TenDays,
        12..=45 => CycleLength::Month,
        _ => CycleLength::Quarter,
    }
}

/// A form as it is called.
pub fn form_word(form: CycleLength) -> Words {
    match form {
        CycleLength::TenDays => Words::new("旬报", "ten-day report"),
        CycleLength::Month => Words::new("月报", "monthly report"),
        CycleLength::Quarter => Words::new("季报", "quarterly report"),
    }
}

/// 受托代签: for whom, by which delegation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnBehalf {
    /// The delegation.
    pub delegation: DelegationId,
    /// For whom.
    pub principal: PersonId,
}

/// A signature on line, as a step of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// As what.
    pub role: SignRole,
    /// Who signed.
    pub person: PersonId,
    /// For whom, where it was delegated.
    pub on_behalf: Option<OnBehalf>,
    /// The version of the report it is of: what came in then.
    pub version: u32,
    /// SHA-256 of the figures it is of.
    pub digest: String,
}

/// A sheet that was scanned back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scanned {
    /// Its code.
    pub code: String,
    /// The scan.
    pub file: AttachmentId,
    /// The version of the report it was printed from.
    pub version: u32,
    /// SHA-256 of the figures printed.
    pub digest: String,
    /// As what it is signed.
    pub signed: Vec<SignRole>,
    /// Totals that were corrected by hand: it counts as no signature then.
    pub corrected: Vec<TotalOnPaper>,
}

/// A total as it was printed, and as it stands on the paper that came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TotalOnPaper {
    /// The column.
    pub field: Field,
    /// As printed.
    pub printed: Fen,
    /// As it stands there.
    pub on_paper: Fen,
}

/// How the code of a scanned sheet was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CodeRead {
    /// By the program, from the picture.
    Picture,
    /// Typed by hand.
    Typed,
}

/// 填报打印表: a sheet that was printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Its code.
    pub code: String,
    /// The report.
    pub report: ReportId,
    /// Version of the report: what came in then was printed.
    pub version: u32,
    /// SHA-256 of the figures.
    pub digest: String,
    /// When it was printed first.
    pub on: Date,
    /// By which account.
    pub by: String,
    /// The event that recorded it.
    pub seq: u64,
    /// When it was scanned back and by whom.
    pub used: Option<(Date, String)>,
}
