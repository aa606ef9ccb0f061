//! Commands about how reports are signed.

use jiff::civil::Date;
use serde::Deserialize;
use zone::cycle::CycleLength;
use zone::signoff::command::{Delegate, SignoffCommand};
use zone::signoff::{SignRole, SignRoute, SignStep};
use zone::{Command, DelegationId, Holder, PersonId, PostId, ReportId, Sealer, UnitId};

use super::about_item::said;
use super::command::Sealed;

fn of(command: SignoffCommand) -> Command {
    Command::Signoff(Box::new(command))
}

/// A step, and who may sign it.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignStepInput {
    /// As what.
    role: SignRole,
    /// Posts, `T3`: whoever holds one on the day.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    posts: Vec<PostId>,
    /// People, `R5`.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    people: Vec<PersonId>,
}

/// Settle the steps in which a unit signs its reports; none: they count as submitted at once.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetSignRoute {
    /// The unit.
    #[schema(value_type = String)]
    unit: UnitId,
    /// Entity version of its route seen; 0 before there was one.
    version: u32,
    /// The steps: handler, reviewer, head, in this order.
    steps: Vec<SignStepInput>,
    /// 一人单位: the same person may sign several steps. Needs a document.
    #[serde(default)]
    one_person: bool,
    /// Whether the first level reviews what the head has signed.
    #[serde(default)]
    reviewed_after: bool,
    /// By which document, where there is one.
    #[serde(default)]
    document: String,
}

impl Sealed for SetSignRoute {
    fn sealed(self, _sealer: &mut dyn Sealer) -> Command {
        let step = |own: SignStepInput| {
            let posts = own.posts.into_iter().map(Holder::Post);
            let people = own.people.into_iter().map(Holder::Person);
            SignStep {
                role: own.role,
                signers: posts.chain(people).collect(),
            }
        };
        of(SignoffCommand::SetRoute {
            unit: self.unit,
            version: self.version,
            route: SignRoute {
                steps: self.steps.into_iter().map(step).collect(),
                one_person: self.one_person,
                reviewed_after: self.reviewed_after,
            },
            document: self.document,
        })
    }
}

/// Have somebody else sign for a unit's head.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DelegateSigning {
    /// The unit whose reports are signed.
    #[schema(value_type = String)]
    unit: UnitId,
    /// 委托人: the head, where the office records a letter; the one who asks otherwise.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    principal: Option<PersonId>,
    /// 受托人: who signs.
    #[schema(value_type = String)]
    delegate: PersonId,
    /// Reports of which cycles.
    forms: Vec<CycleLength>,
    /// First day.
    #[schema(value_type = String, format = Date)]
    from: Date,
    /// Last day.
    #[schema(value_type = String, format = Date)]
    until: Date,
    /// By which document.
    document: String,
}

impl Sealed for DelegateSigning {
    fn sealed(self, _sealer: &mut dyn Sealer) -> Command {
        of(SignoffCommand::Delegate(Delegate {
            unit: self.unit,
            principal: self.principal,
            delegate: self.delegate,
            forms: self.forms,
            from: self.from,
            until: self.until,
            document: self.document,
        }))
    }
}

/// Take a delegation back, from today.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RevokeDelegation {
    /// The delegation: `D2`.
    #[schema(value_type = String)]
    id: DelegationId,
    /// Why; sealed here. One without is refused.
    #[serde(default)]
    reason: Option<String>,
}

impl Sealed for RevokeDelegation {
    fn sealed(self, sealer: &mut dyn Sealer) -> Command {
        of(SignoffCommand::Revoke {
            id: self.id,
            reason: said(self.reason, sealer),
        })
    }
}

/// Sign the step that a report waits for.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignReport {
    /// The report: `C5-U3`.
    #[schema(value_type = String)]
    id: ReportId,
    /// Entity version seen.
    version: u32,
    /// SHA-256 of the figures seen: others than those are not signed.
    #[serde(default)]
    digest: Option<String>,
    /// A note; sealed here.
    #[serde(default)]
    note: Option<String>,
}

impl Sealed for SignReport {
    fn sealed(self, sealer: &mut dyn Sealer) -> Command {
        of(SignoffCommand::Sign {
            id: self.id,
            version: self.version,
            digest: self.digest,
            note: said(self.note, sealer),
        })
    }
}

/// Give a report back to its handler, within the unit.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GiveBackReport {
    /// The report: `C5-U3`.
    #[schema(value_type = String)]
    id: ReportId,
    /// Entity version seen.
    version: u32,
    /// Why; sealed here. One without is refused.
    #[serde(default)]
    reason: Option<String>,
}

impl Sealed for GiveBackReport {
    fn sealed(self, sealer: &mut dyn Sealer) -> Command {
        of(SignoffCommand::GiveBack {
            id: self.id,
            version: self.version,
            reason: said(self.reason, sealer),
        })
    }
}

/// Print what came in last as a sheet to be signed. The sheet is at
/// `/reports/{id}/sheet`; the same figures have the same code.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PrintReport {
    /// The report: `C5-U3`.
    #[schema(value_type = String)]
    id: ReportId,
    /// Entity version seen.
    version: u32,
}

impl Sealed for PrintReport {
    fn sealed(self, _sealer: &mut dyn Sealer) -> Command {
        of(SignoffCommand::Print {
            id: self.id,
            version: self.version,
        })
    }
}
