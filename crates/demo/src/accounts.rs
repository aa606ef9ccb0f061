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
    /// Name of the enterprise it speaks for.
    pub enterprise: Option<&'static str>,
    /// The person it signs reports as.
    pub signs_as: Option<&'static str>,
    /// What the page calls it.
    pub display: Words,
}

/// Account, password, role, unit, name in both languages.
type Line = (
    &'static str,
    &'static str,
    Role,
    Option<&'static str>,
    [&'static str; 2],
);

const LINES: [Line; 13] = [
    (
        "clerk",
        "diaodu-2026",
        Role::Clerk,
        None,
        ["调度员", "Dispatch clerk"],
    ),
    (
        "reporter",
        "tianbao-2026",
        Role::Reporter,
        Some("智能制造产业园"),
        REPORTER,
    ),
    (
        "reporter2",
        "tianbao-2026",
        Role::Reporter,
        Some("开发建设集团"),
        REPORTER_2,
    ),
    (
        "reviewer",
        "shenhe-2026",
        Role::Reviewer,
        Some("智能制造产业园"),
        ["智能制造产业园审核人", "Reviewer, smart manufacturing park"],
    ),
    (
        "reviewer2",
        "shenhe-2026",
        Role::Reviewer,
        Some("开发建设集团"),
        ["开发建设集团审核（何志远）", "Reviewer, development group"],
    ),
    (
        "head",
        "fuzeren-2026",
        Role::Reviewer,
        Some("开发建设集团"),
        ["开发建设集团负责人（郭建国）", "Head, development group"],
    ),
    (
        "secretary",
        "mishu-2026",
        Role::Reporter,
        Some("开发建设集团"),
        ["开发建设集团秘书（林晓）", "Secretary, development group"],
    ),
    (
        "leader",
        "lingdao-2026",
        Role::Leader,
        None,
        ["管委会领导", "Leader"],
    ),
    (
        "assessor",
        "kaohe-2026",
        Role::Assessor,
        None,
        ["考核员", "Assessor"],
    ),
    (
        "auditor",
        "shenji-2026",
        Role::Auditor,
        None,
        ["审计员", "Auditor"],
    ),
    (
        "sysadmin",
        "xitong-2026",
        Role::SystemAdmin,
        None,
        ["系统管理员", "System administrator"],
    ),
    (
        "secadmin",
        "anquan-2026",
        Role::SecurityAdmin,
        None,
        ["安全管理员", "Security administrator"],
    ),
    (
        "enterprise",
        "qiyefuwu-2026",
        Role::Enterprise,
        None,
        ["企业（晨曜精密机械）", "Enterprise (晨曜精密机械)"],
    ),
];

/// Who signs reports, by account: the people of the unit that has its own steps.
pub(crate) const SIGNERS: [(&str, &str); 4] = [
    ("reporter2", "周敏"),
    ("reviewer2", "何志远"),
    ("head", "郭建国"),
    ("secretary", "林晓"),
];

const REPORTER: [&str; 2] = ["智能制造产业园填报员", "Reporter, smart manufacturing park"];
const REPORTER_2: [&str; 2] = ["开发建设集团填报员", "Reporter, development group"];

/// The sign-ins of the demonstration zone: one for each role that signs in, and a second reporter.
pub fn accounts() -> Vec<Account> {
    let account = |(account, password, role, unit, [zh, en]): Line| Account {
        account,
        password,
        role,
        unit,
        enterprise: (role == Role::Enterprise).then_some(crate::zone::SIGNED_IN),
        signs_as: SIGNERS
            .into_iter()
            .find(|(own, _)| *own == account)
            .map(|(_, name)| name),
        display: Words::new(zh, en),
    };
    LINES.into_iter().map(account).collect()
}
