//! `account`: who may sign in.

use clap::ValueEnum;
use serde::Serialize;
use server::{Account, Accounts, Bound, NewAccount};
use zone::authority::Role;
use zone::{Lang, Refusal, Words};

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::layout::Table;
use crate::writing::Writer;

const EXAMPLES: &str = "  wallchart account add li.ming --role reporter --unit 招商局
  wallchart account password clerk
  wallchart account role li.ming --role leader
  wallchart account add chenguang --role enterprise --enterprise 晨光精密
  wallchart account disable li.ming
  wallchart account enable li.ming
  wallchart account list";

/// 账号：新建、换密码、改角色、停用、启用、列出（服务停止时） | Accounts: add, change password or role,
/// disable, enable, list (while the server is stopped)
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// 做什么 | What to do
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// 新建账号，密码只显示一次 | Add an account; its password is shown once
    #[command(after_help = EXAMPLES)]
    Add {
        /// 账号名 | Its name
        #[arg(value_name = "ACCOUNT")]
        account: String,
        /// 角色 | Its role
        #[arg(long, value_enum)]
        role: RoleName,
        /// 填报员的单位 | The unit of a reporter
        #[arg(long, value_name = "UNIT")]
        unit: Option<String>,
        /// 企业账号代表的企业 | The enterprise that an enterprise's account speaks for
        #[arg(long, value_name = "ENTERPRISE")]
        enterprise: Option<String>,
        /// 以谁的名义签字（人员编号） | The person it signs as
        #[arg(long, value_name = "PERSON")]
        person: Option<zone::PersonId>,
        /// 姓名 | The person's name
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
    },
    /// 换一个新密码 | Give it a new password
    #[command(after_help = EXAMPLES)]
    Password {
        /// 账号名 | Its name
        #[arg(value_name = "ACCOUNT")]
        account: String,
    },
    /// 改角色 | Give it another role
    #[command(after_help = EXAMPLES)]
    Role {
        /// 账号名 | Its name
        #[arg(value_name = "ACCOUNT")]
        account: String,
        /// 角色 | Its role
        #[arg(long, value_enum)]
        role: RoleName,
        /// 填报员的单位 | The unit of a reporter
        #[arg(long, value_name = "UNIT")]
        unit: Option<String>,
        /// 企业账号代表的企业 | The enterprise that an enterprise's account speaks for
        #[arg(long, value_name = "ENTERPRISE")]
        enterprise: Option<String>,
        /// 以谁的名义签字（人员编号） | The person it signs as
        #[arg(long, value_name = "PERSON")]
        person: Option<zone::PersonId>,
    },
    /// 重新启用账号 | Let it sign in again
    #[command(after_help = EXAMPLES)]
    Enable {
        /// 账号名 | Its name
        #[arg(value_name = "ACCOUNT")]
        account: String,
    },
    /// 停用账号 | Let it sign in no more
    #[command(after_help = EXAMPLES)]
    Disable {
        /// 账号名 | Its name
        #[arg(value_name = "ACCOUNT")]
        account: String,
    },
    /// 列出账号 | List the accounts
    #[command(after_help = EXAMPLES)]
    List,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RoleName {
    // 调度员 | Dispatch clerk
    Clerk,
    // 单位填报员 | Reporter of a unit
    Reporter,
    // 单位审核人 | Reviewer of a unit, and of those below it
    Reviewer,
    // 领导 | Leader
    Leader,
    // 考核员 | Assessor
    Assessor,
    // 审计员 | Auditor
    Auditor,
    // 系统管理员 | System administrator
    Sysadmin,
    // 安全管理员 | Security administrator
    Secadmin,
    // 企业：只看自己、提诉求、评答复 | Enterprise: its own page alone
    Enterprise,
}

#[derive(Serialize)]
struct Changed {
    account: String,
    /// Shown once; the record holds its hash alone.
    password: Option<String>,
    disabled: bool,
}

#[derive(Serialize)]
struct Listed {
    accounts: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    account: String,
    roles: Vec<Role>,
    unit: Option<String>,
    disabled: bool,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let writer = Writer::open(context)?;
    let accounts = Accounts::load(writer.host())?;
    let by = context.actor().account;
    match &arguments.what {
        What::Add {
            account,
            role,
            unit,
            enterprise,
            person,
            name,
        } => {
            let password = server::draw_password()?;
            let unit = unit_of(context, &writer, unit.as_deref())?;
            let new = NewAccount {
                account: account.clone(),
                name: name.clone(),
                password: password.clone(),
                roles: vec![role.role()],
                unit,
                enterprise: enterprise_of(&writer, enterprise.as_deref())?,
                person: person_of(&writer, *person)?,
                lang: context.lang,
            };
            accounts.create(new, &by)?;
            Ok(changed(context.lang, account, password))
        }
        What::Password { account } => {
            let password = server::draw_password()?;
            accounts.change_password(account, &password, &by)?;
            Ok(changed(context.lang, account, password))
        }
        What::Disable { account } => {
            accounts.disable(account, &by)?;
            Ok(stands(context.lang, &accounts, account))
        }
        What::Enable { account } => {
            accounts.enable(account, &by)?;
            Ok(stands(context.lang, &accounts, account))
        }
        What::Role {
            account,
            role,
            unit,
            enterprise,
            person,
        } => {
            let bound = Bound {
                unit: unit_of(context, &writer, unit.as_deref())?,
                enterprise: enterprise_of(&writer, enterprise.as_deref())?,
                person: person_of(&writer, *person)?,
            };
            accounts.set_roles(account, vec![role.role()], bound, &by)?;
            Ok(stands(context.lang, &accounts, account))
        }
        What::List => Ok(list(context.lang, &accounts.all())),
    }
}

impl RoleName {
    fn role(self) -> Role {
        match self {
            RoleName::Clerk => Role::Clerk,
            RoleName::Reporter => Role::Reporter,
            RoleName::Reviewer => Role::Reviewer,
            RoleName::Leader => Role::Leader,
            RoleName::Assessor => Role::Assessor,
            RoleName::Auditor => Role::Auditor,
            RoleName::Sysadmin => Role::SystemAdmin,
            RoleName::Secadmin => Role::SecurityAdmin,
            RoleName::Enterprise => Role::Enterprise,
        }
    }
}

fn unit_of(
    context: &Context,
    writer: &Writer,
    unit: Option<&str>,
) -> Result<Option<zone::UnitId>, Failure> {
    unit.map(|unit| find_unit(context, writer, unit))
        .transpose()
}

fn enterprise_of(
    writer: &Writer,
    wanted: Option<&str>,
) -> Result<Option<zone::EnterpriseId>, Failure> {
    let Some(wanted) = wanted else {
        return Ok(None);
    };
    let zone = writer.now()?.zone;
    let mut all = zone.enterprises.values();
    let called = |own: &&std::sync::Arc<zone::enterprise::Enterprise>| {
        own.id.to_string() == wanted || own.code == wanted || own.is_called(wanted)
    };
    match all.find(called) {
        Some(own) => Ok(Some(own.id)),
        None => Err(Refusal::new(
            "cli/unknown",
            Words::new(
                format!("没有企业“{wanted}”"),
                format!("there is no enterprise {wanted:?}"),
            ),
            Words::new("核对名称或编号", "check the name or the id"),
        )
        .into()),
    }
}

/// The person an account signs as, if there is one of that id.
fn person_of(
    writer: &Writer,
    wanted: Option<zone::PersonId>,
) -> Result<Option<zone::PersonId>, Failure> {
    let Some(id) = wanted else {
        return Ok(None);
    };
    if writer.now()?.zone.people.contains_key(&id) {
        return Ok(Some(id));
    }
    Err(Refusal::new(
        "cli/unknown",
        Words::new(format!("没有人员 {id}"), format!("there is no person {id}")),
        Words::new("核对人员编号（如 R5）", "check the id, such as R5"),
    )
    .into())
}

fn find_unit(context: &Context, writer: &Writer, name: &str) -> Result<zone::UnitId, Failure> {
    let zone = writer.now()?.zone;
    let by_id = name.parse().ok().filter(|id| zone.units.contains_key(id));
    by_id
        .or_else(|| zone.unit_called(name, context.today))
        .ok_or_else(|| {
            Refusal::new(
                "cli/unknown",
                Words::new(
                    format!("没有责任单位“{name}”"),
                    format!("there is no unit {name:?}"),
                ),
                Words::new("核对名称或编号", "check the name or the id"),
            )
            .into()
        })
}

fn changed(lang: Lang, account: &str, password: String) -> Answer {
    let text = say!(
        lang,
        "账号 {account} 的密码（只显示一次）：{password}",
        "password of {account}, shown once: {password}"
    );
    let document = Changed {
        account: account.to_owned(),
        disabled: false,
        password: Some(password),
    };
    Answer::new(text, &document)
}

/// How an account stands after a change.
fn stands(lang: Lang, accounts: &Accounts, account: &str) -> Answer {
    let found = accounts.find(account);
    let disabled = found.is_none_or(|own| own.disabled);
    let text = if disabled {
        say!(
            lang,
            "账号 {account} 已停用",
            "{account} may sign in no more"
        )
    } else {
        say!(lang, "账号 {account} 可用", "{account} may sign in")
    };
    let document = Changed {
        account: account.to_owned(),
        disabled,
        password: None,
    };
    Answer::new(text, &document)
}

fn list(lang: Lang, accounts: &[Account]) -> Answer {
    let mut table = Table::new(match lang {
        Lang::Zh => ["账号", "角色", "单位", "状态"],
        Lang::En => ["account", "roles", "unit", "state"],
    });
    let mut entries = Vec::new();
    for account in accounts {
        let roles: Vec<String> = account
            .roles
            .iter()
            .map(|role| format!("{role:?}"))
            .collect();
        let unit = account.unit.map(|unit| unit.to_string());
        let (works, disabled) = lang.pick(|| ("可用", "停用"), || ("active", "disabled"));
        table.row([
            account.account.clone(),
            roles.join(" "),
            unit.clone().unwrap_or_default(),
            if account.disabled { disabled } else { works }.to_owned(),
        ]);
        entries.push(Entry {
            account: account.account.clone(),
            roles: account.roles.clone(),
            unit,
            disabled: account.disabled,
        });
    }
    Answer::new(table.text(), &Listed { accounts: entries })
}
