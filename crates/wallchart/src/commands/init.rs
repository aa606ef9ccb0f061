//! `init`: an empty zone of one's own, with the sign-ins to begin with.

use clap::ValueEnum;
use host::SealBag;
use serde::Serialize;
use server::{Accounts, NewAccount};
use zone::authority::Role;
use zone::state::{Currency, HolidayRegion, Profile};
use zone::{Command, Words};

use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::writing::Writer;

const EXAMPLES: &str = "  wallchart init --name 示范新区 --data my-zone
  wallchart init --name \"Harbour district\" --currency GBP --holidays none --rule slip";

/// 新建一个空的挂图，并给出首批账号和密码（只显示一次） | Found an empty zone, with its first sign-ins;
/// their passwords are shown once
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// 名称 | Its name
    #[arg(long, value_name = "NAME")]
    name: String,
    /// 币种 | Currency
    #[arg(long, value_enum, ignore_case = true, default_value_t = Money::Cny)]
    currency: Money,
    /// 放假安排 | Statutory holidays
    #[arg(long, value_enum, default_value_t = Holidays::China)]
    holidays: Holidays,
    /// 现行亮灯规则 | Light rule set in force
    #[arg(long, value_name = "KEY", default_value = "point-bands")]
    rule: String,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Money {
    // 人民币 | Renminbi
    Cny,
    // 美元 | US dollar
    Usd,
    // 澳元 | Australian dollar
    Aud,
    // 英镑 | Pound sterling
    Gbp,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Holidays {
    // 国务院放假通知 | The State Council's notices
    China,
    // 只有周末 | Weekends only
    None,
}

#[derive(Serialize)]
struct Document<'a> {
    zone: &'a str,
    data: String,
    accounts: &'a [SignIn],
}

#[derive(Serialize)]
struct SignIn {
    account: &'static str,
    password: String,
    role: Words,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let known: Vec<String> = zone::rule::shipped()
        .into_iter()
        .map(|set| set.key)
        .collect();
    if !known.contains(&arguments.rule) {
        return Err(unknown_rule(&arguments.rule, &known));
    }
    let writer = Writer::make(context)?;
    let command = Command::Found {
        profile: profile(arguments),
        effective_on: context.today,
        rule: arguments.rule.clone(),
    };
    writer.execute(command, SealBag::new())?;
    let accounts = first_accounts(context, &writer)?;
    let (name, data) = (&arguments.name, context.folder.path().display().to_string());
    let mut text = say!(
        context.lang,
        "已在 {data} 建立“{name}”。请记下密码，不会再显示：\n",
        "{name:?} founded in {data}. Write the passwords down, they are not shown again:\n"
    );
    for sign_in in &accounts {
        let role = sign_in.role.in_lang(context.lang);
        text += &format!("  {}  {}  {role}\n", sign_in.account, sign_in.password);
    }
    text += &say!(
        context.lang,
        "下一步：wallchart import 台账.xlsx --data {data}，wallchart serve --data {data}",
        "next: `wallchart import LEDGER.xlsx --data {data}`, `wallchart serve --data {data}`"
    );
    let document = Document {
        zone: name,
        data,
        accounts: &accounts,
    };
    Ok(Answer::new(text, &document))
}

fn profile(arguments: &Arguments) -> Profile {
    Profile {
        name: arguments.name.clone(),
        synthetic: false,
        attribution: Words::default(),
        holidays: match arguments.holidays {
            Holidays::China => HolidayRegion::China,
            Holidays::None => HolidayRegion::None,
        },
        currency: match arguments.currency {
            Money::Cny => Currency::CNY,
            Money::Usd => Currency::USD,
            Money::Aud => Currency::AUD,
            Money::Gbp => Currency::GBP,
        },
    }
}

/// The clerk who works, and the administrator who makes the other accounts.
fn first_accounts(context: &Context, writer: &Writer) -> Result<Vec<SignIn>, Failure> {
    let accounts = Accounts::load(writer.host())?;
    let by = context.actor().account;
    let wanted = [
        ("clerk", Role::Clerk, Words::new("调度员", "dispatch clerk")),
        (
            "secadmin",
            Role::SecurityAdmin,
            Words::new("安全管理员", "security administrator"),
        ),
    ];
    let mut made = Vec::new();
    for (account, role, words) in wanted {
        let password = server::draw_password()?;
        let new = NewAccount {
            account: account.to_owned(),
            name: None,
            password: password.clone(),
            roles: vec![role],
            unit: None,
            enterprise: None,
            person: None,
            lang: context.lang,
        };
        accounts.create(new, &by)?;
        made.push(SignIn {
            account,
            password,
            role: words,
        });
    }
    Ok(made)
}

fn unknown_rule(key: &str, known: &[String]) -> Failure {
    let known = known.join(", ");
    Failure::refused(
        "cli/unknown-rule",
        Words::new(
            format!("没有亮灯规则“{key}”"),
            format!("there is no rule set {key:?}"),
        ),
        Words::new(format!("可用：{known}"), format!("there is: {known}")),
    )
}
