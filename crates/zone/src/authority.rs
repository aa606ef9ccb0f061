//! Who may do what, and who may see what. Asked before every command and every view.

use serde::{Deserialize, Serialize};

use crate::{EnterpriseId, HandlingLevel, PersonId, UnitId};

/// A role of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 调度员: imports, runs cycles, keeps the ledger.
    Clerk,
    /// 单位填报员: reports for the own unit.
    Reporter,
    /// 单位审核人: reviews what the own unit and those below it report, at the first level.
    Reviewer,
    /// 领导: reads everything of the zone.
    Leader,
    /// 考核员: reads everything of the zone.
    Assessor,
    /// 审计员: reads the record, not business pages.
    Auditor,
    /// 系统管理员: runs the program; reads no business data.
    SystemAdmin,
    /// 安全管理员: accounts and roles; reads no business data.
    SecurityAdmin,
    /// 公众.
    Public,
    /// 企业: speaks for one enterprise, sees it, and does nothing else.
    Enterprise,
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The account's name: goes into the record.
    pub account: String,
    /// Its roles.
    pub roles: Vec<Role>,
    /// The unit of a reporter.
    pub unit: Option<UnitId>,
    /// The person behind the account.
    pub person: Option<PersonId>,
    /// The enterprise of an enterprise's own sign-in.
    pub enterprise: Option<EnterpriseId>,
}

/// Operations on a zone, as rights are given for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// Found the zone, define rules, paths and roles, load holiday notices.
    Configure,
    /// Units, people, posts and what becomes of them.
    Organise,
    /// Register, import, rename, hand over projects.
    KeepProjects,
    /// Facts, progress and problems of a project.
    Report,
    /// Review reports at the first level, or return them there.
    ReviewReports,
    /// Approve exemptions.
    Exempt,
    /// Indicators and targets.
    KeepIndicators,
    /// Cycles, marks, acceptance of reports and supervision items.
    RunCycles,
    /// The ledger of enterprises, their figures, plans and contracts, quotas of factors.
    KeepEnterprises,
    /// Receive, pass on and answer what enterprises ask for.
    HandleRequests,
    /// See enterprises and what they ask for.
    ReadEnterprises,
    /// Tell the own enterprise's figures, ask for something, say whether an answer is enough.
    SpeakForEnterprise,
    /// Write practices, and say that one was used.
    WritePractices,
    /// Publish, return and take down practices.
    ReviewPractices,
    /// See the wall and the sheets.
    Read,
    /// See the record itself.
    Audit,
    /// Accounts: who may sign in, with which roles.
    KeepAccounts,
    /// Comment on what one may read, and attach files to it.
    Discuss,
    /// Ask that something be purged, and confirm what somebody else asked.
    Purge,
}

/// How far a right reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Not at all.
    Nothing,
    /// What concerns the own unit; of an enterprise's sign-in, the own enterprise.
    OwnUnit,
    /// The whole zone.
    All,
}

impl Operation {
    /// All operations, for the access matrix.
    pub const ALL: [Operation; 19] = [
        Operation::Configure,
        Operation::Organise,
        Operation::KeepProjects,
        Operation::Report,
        Operation::ReviewReports,
        Operation::Exempt,
        Operation::KeepIndicators,
        Operation::RunCycles,
        Operation::KeepEnterprises,
        Operation::HandleRequests,
        Operation::ReadEnterprises,
        Operation::SpeakForEnterprise,
        Operation::WritePractices,
        Operation::ReviewPractices,
        Operation::Read,
        Operation::Audit,
        Operation::KeepAccounts,
        Operation::Discuss,
        Operation::Purge,
    ];
}

impl Role {
    /// All roles, for the access matrix.
    pub const ALL: [Role; 10] = [
        Role::Clerk,
        Role::Reporter,
        Role::Reviewer,
        Role::Leader,
        Role::Assessor,
        Role::Auditor,
        Role::SystemAdmin,
        Role::SecurityAdmin,
        Role::Public,
        Role::Enterprise,
    ];

    /// How far the role's right to an operation reaches.
    pub fn reach(self, operation: Operation) -> Reach {
        use Operation as O;
        match (self, operation) {
            (Role::Clerk, O::Audit | O::KeepAccounts | O::SpeakForEnterprise) => Reach::Nothing,
            (Role::Clerk, _) => Reach::All,
            (Role::Reporter, O::Report | O::WritePractices | O::Read) => Reach::OwnUnit,
            (Role::Reporter, O::KeepEnterprises | O::HandleRequests | O::ReadEnterprises) => {
                Reach::OwnUnit
            }
            (Role::Reviewer, O::ReviewReports | O::Read | O::ReadEnterprises) => Reach::OwnUnit,
            (Role::Reviewer, O::ReviewPractices) => Reach::OwnUnit,
            (Role::Leader | Role::Assessor, O::Read | O::ReadEnterprises) => Reach::All,
            (Role::Reporter | Role::Reviewer, O::Discuss) => Reach::OwnUnit,
            (Role::Leader | Role::Assessor, O::Discuss) => Reach::All,
            (Role::Enterprise, O::SpeakForEnterprise | O::Discuss) => Reach::OwnUnit,
            (Role::Auditor, O::Audit) => Reach::All,
            (Role::SystemAdmin, O::Configure) => Reach::All,
            (Role::SecurityAdmin, O::KeepAccounts | O::Purge) => Reach::All,
            (Role::Public, O::Read) => Reach::All,
            _ => Reach::Nothing,
        }
    }
}

impl Actor {
    /// The program itself, founding and filling a zone.
    pub fn program() -> Actor {
        Actor {
            account: "program".to_owned(),
            roles: vec![Role::Clerk, Role::SystemAdmin],
            unit: None,
            person: None,
            enterprise: None,
        }
    }

    /// Whether the actor speaks for an enterprise: by its own sign-in alone.
    pub fn speaks_for(&self, enterprise: EnterpriseId) -> bool {
        self.enterprise == Some(enterprise)
            && self.reach(Operation::SpeakForEnterprise) != Reach::Nothing
    }

    /// The widest reach any of the roles gives.
    pub fn reach(&self, operation: Operation) -> Reach {
        let reaches = self.roles.iter().map(|role| role.reach(operation));
        reaches.max().unwrap_or(Reach::Nothing)
    }

    /// Whether the actor may do it to what belongs to a unit.
    pub fn may(&self, operation: Operation, unit: Option<UnitId>) -> bool {
        match self.reach(operation) {
            Reach::Nothing => false,
            Reach::OwnUnit => unit.is_some() && unit == self.unit,
            Reach::All => true,
        }
    }

    /// Whether the actor may see a project of a handling level and unit.
    ///
    /// Internal is for everybody who works here (a reporter sees the other units' rows too: the
    /// wall hangs in the hall); work secrets and unpublished statistics only for those whose work
    /// it is.
    pub fn sees(&self, level: HandlingLevel, unit: Option<UnitId>) -> bool {
        let own = unit.is_some() && unit == self.unit;
        self.roles.iter().any(|role| match role {
            Role::Clerk | Role::Leader => true,
            Role::Assessor => level <= HandlingLevel::WorkSecret,
            Role::Reporter | Role::Reviewer => level <= HandlingLevel::Internal || own,
            Role::Public => level == HandlingLevel::Public,
            Role::Auditor | Role::SystemAdmin | Role::SecurityAdmin | Role::Enterprise => false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    #[test]
    fn the_access_matrix() {
        let mut table = String::new();
        for role in Role::ALL {
            let cells = Operation::ALL.map(|operation| match role.reach(operation) {
                Reach::Nothing => "-",
                Reach::OwnUnit => "own",
                Reach::All => "all",
            });
            table += &format!("{role:?}: {}\n", cells.join(" "));
        }
        expect![[r#"
            Clerk: all all all all all all all all all all all - all all all - - all all
            Reporter: - - - own - - - - own own own - own - own - - own -
            Reviewer: - - - - own - - - - - own - - own own - - own -
            Leader: - - - - - - - - - - all - - - all - - all -
            Assessor: - - - - - - - - - - all - - - all - - all -
            Auditor: - - - - - - - - - - - - - - - all - - -
            SystemAdmin: all - - - - - - - - - - - - - - - - - -
            SecurityAdmin: - - - - - - - - - - - - - - - - all - all
            Public: - - - - - - - - - - - - - - all - - - -
            Enterprise: - - - - - - - - - - - own - - - - - own -
        "#]]
        .assert_eq(&table);
    }

    #[test]
    fn secrets_are_seen_by_those_whose_work_they_are() {
        let reporter = Actor {
            account: "unit".into(),
            roles: vec![Role::Reporter],
            unit: Some(UnitId(3)),
            person: None,
            enterprise: None,
        };
        assert!(reporter.sees(HandlingLevel::Internal, Some(UnitId(4))));
        assert!(!reporter.sees(HandlingLevel::WorkSecret, Some(UnitId(4))));
        assert!(reporter.sees(HandlingLevel::WorkSecret, Some(UnitId(3))));
    }
}
