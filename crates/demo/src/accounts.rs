//! Sign-ins for the demonstration. Their passwords are printed on the screen: never use them for
//! anything else, and never carry them into a zone with real data.

use zone::Words;
use zone::authority::Role;

/// A sign-in of the demonstration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Name to sign in with.
    pub account: &'static str,
    /// Password, for demonstration only.
    pub password: &'static str,
    /// Its role.
    pub role: Role,
    /// Name of the unit a reporter reports for.
    pub unit: Option<&'static str>,
    /// What the page calls it.
    pub display: Words,
}

/// The sign-ins of the demonstration zone: one for each role that signs in, and a second reporter.
pub fn accounts() -> Vec<Account> {
    let account = |account, password, role, unit, zh, en| Account {
        account,
        password,
        role,
        unit,
        display: Words::new(zh, en),
    };
    use Role as R;
    vec![
        account(
            "clerk",
            "diaodu-2026",
            R::Clerk,
            None,
            "调度员",
            "Dispatch clerk",
        ),
        account(
            "reporter",
            "tianbao-2026",
            R::Reporter,
            Some("智能制造产业园"),
            "智能制造产业园填报员",
            "Reporter, smart manufacturing park",
        ),
        account(
            "reporter2",
            "tianbao-2026",
            R::Reporter,
            Some("开发建设集团"),
            "开发建设集团填报员",
            "Reporter, development group",
        ),
        account(
            "leader",
            "lingdao-2026",
            R::Leader,
            None,
            "管委会领导",
            "Leader",
        ),
        account(
            "assessor",
            "kaohe-2026",
            R::Assessor,
            None,
            "考核员",
            "Assessor",
        ),
        account(
            "auditor",
            "shenji-2026",
            R::Auditor,
            None,
            "审计员",
            "Auditor",
        ),
        account(
            "sysadmin",
            "xitong-2026",
            R::SystemAdmin,
            None,
            "系统管理员",
            "System admin",
        ),
        account(
            "secadmin",
            "anquan-2026",
            R::SecurityAdmin,
            None,
            "安全管理员",
            "Security admin",
        ),
    ]
}
