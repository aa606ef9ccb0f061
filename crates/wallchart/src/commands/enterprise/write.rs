//! `enterprise add`, `change` and `record`: the ledger and the figures of a month.

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use serde::Serialize;
use serde_json::{Value, json};
use zone::{EnterpriseId, Refusal, Words};

use super::{find, list};
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::writing::Channel;
use crate::{filter, moment, reading};

const ADD: &str = "  wallchart enterprise add --name 晨光精密 --lead 招商局 --industry 装备制造
  wallchart enterprise add --name 远航电子 --lead U3 --assistant 张三 --contact 李经理";
const CHANGE: &str = "  wallchart enterprise change E3 --lead 经发局 --document 云栖发〔2026〕7号
  wallchart enterprise change E3 --state stopped";
const RECORD: &str =
    "  wallchart enterprise record E3 --month 2026-04 --output 1250 --electricity 32.4 --capacity 85
  wallchart enterprise record E3 --month 2026-04 --output 90 --reason 停产检修";

/// 列入企业台账 | Add an enterprise to the ledger
#[derive(Debug, clap::Args)]
#[command(after_help = ADD)]
pub(super) struct AddArguments {
    /// 企业名称 | Its name
    #[arg(long, value_name = "NAME")]
    name: String,
    /// 责任单位（名称或编号） | The unit that answers for it
    #[arg(long, value_name = "UNIT")]
    lead: String,
    /// 统一社会信用代码 | Its code
    #[arg(long, value_name = "CODE", default_value = "")]
    code: String,
    /// 行业 | Industry
    #[arg(long, value_name = "INDUSTRY", default_value = "")]
    industry: String,
    /// 服务专员（姓名、职务或编号） | Whom it may call: a person, a post, or the id of either
    #[arg(long, value_name = "PERSON")]
    assistant: Option<String>,
    /// 联系人（单独保存，可清除） | Who speaks for it, kept apart so that it can be purged
    #[arg(long, value_name = "TEXT")]
    contact: Option<String>,
    /// 日期（默认今天） | From when (today unless given)
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
}

/// 更改企业的登记内容 | Change what is known of an enterprise
#[derive(Debug, clap::Args)]
#[command(after_help = CHANGE)]
pub(super) struct ChangeArguments {
    /// 编号、代码或名称 | Its id, code or name
    #[arg(value_name = "ENTERPRISE")]
    enterprise: String,
    /// 企业名称 | Its name
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// 责任单位（名称或编号） | The unit that answers for it
    #[arg(long, value_name = "UNIT")]
    lead: Option<String>,
    /// 统一社会信用代码 | Its code
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
    /// 行业 | Industry
    #[arg(long, value_name = "INDUSTRY")]
    industry: Option<String>,
    /// 服务专员（空为无） | Whom it may call; empty for nobody
    #[arg(long, value_name = "PERSON")]
    assistant: Option<String>,
    /// 联系人（空为无） | Who speaks for it; empty for nobody
    #[arg(long, value_name = "TEXT")]
    contact: Option<String>,
    /// 状态 | How it stands
    #[arg(long, value_enum, value_name = "STATE")]
    state: Option<StateName>,
    /// 文号 | By which document
    #[arg(long, value_name = "NUMBER", default_value = "")]
    document: String,
    /// 日期（默认今天） | From when (today unless given)
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum StateName {
    // 在建 | Being built
    Building,
    // 正常生产 | Producing
    Producing,
    // 减产 | Producing less
    Reduced,
    // 停产 | Stopped
    Stopped,
    // 已迁出 | Left
    Left,
}

/// 填报一个月的数据 | Record the figures of a month
#[derive(Debug, clap::Args)]
#[command(after_help = RECORD)]
pub(super) struct RecordArguments {
    /// 编号、代码或名称 | Its id, code or name
    #[arg(value_name = "ENTERPRISE")]
    enterprise: String,
    /// 月份 | The month
    #[arg(long, value_name = "MONTH")]
    month: String,
    /// 产值（万元） | Output, 10,000 yuan
    #[arg(long, value_name = "WAN")]
    output: Option<Decimal>,
    /// 在手订单（万元） | Orders in hand, 10,000 yuan
    #[arg(long, value_name = "WAN")]
    orders: Option<Decimal>,
    /// 用电量（万千瓦时） | Electricity, 10,000 kWh
    #[arg(long, value_name = "WAN_KWH")]
    electricity: Option<Decimal>,
    /// 产能利用率（%） | Capacity use in percent
    #[arg(long, value_name = "PERCENT")]
    capacity: Option<Decimal>,
    /// 数字异常的原因 | Why they are what nobody expected
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

#[derive(Serialize)]
struct Document {
    enterprise: EnterpriseId,
    name: String,
    seq: u64,
}

pub(super) fn add(context: &Context, arguments: &AddArguments) -> Result<Answer, Failure> {
    let view = reading::see(context, &moment::known("")?, None)?;
    let lead = filter::unit(&view, &arguments.lead)?;
    let assistant = arguments.assistant.as_deref();
    let assistant = assistant.map(|text| holder(&view, text)).transpose()?;
    let seq = Channel::open(context)?
        .execute_told(json!({ "add_enterprise": {
            "code": arguments.code, "name": arguments.name, "industry": arguments.industry,
            "lead": lead, "assistant": assistant, "contact": arguments.contact,
            "effective_on": arguments.on.unwrap_or(context.today),
        } }))?
        .last;
    done(context, &arguments.name, seq)
}

pub(super) fn change(context: &Context, arguments: &ChangeArguments) -> Result<Answer, Failure> {
    let view = reading::see(context, &moment::known("")?, None)?;
    let own = find::enterprise(&view, &arguments.enterprise)?;
    let (id, version) = (own.id, own.version);
    let lead = arguments.lead.as_deref();
    let lead = lead.map(|text| filter::unit(&view, text)).transpose()?;
    let assistant = match arguments.assistant.as_deref() {
        None => None,
        Some("") => Some(String::new()),
        Some(text) => Some(holder(&view, text)?),
    };
    let state = arguments.state.map(|state| match state {
        StateName::Building => "building",
        StateName::Producing => "producing",
        StateName::Reduced => "reduced",
        StateName::Stopped => "stopped",
        StateName::Left => "left",
    });
    let seq = Channel::open(context)?
        .execute_told(json!({ "change_enterprise": {
            "id": id, "version": version, "name": arguments.name, "code": arguments.code,
            "industry": arguments.industry, "lead": lead, "assistant": assistant,
            "contact": arguments.contact, "state": state, "document": arguments.document,
            "effective_on": arguments.on.unwrap_or(context.today),
        } }))?
        .last;
    done(context, &id.to_string(), seq)
}

pub(super) fn record(context: &Context, arguments: &RecordArguments) -> Result<Answer, Failure> {
    let view = reading::see(context, &moment::known("")?, None)?;
    let own = find::enterprise(&view, &arguments.enterprise)?;
    let (id, version) = (own.id, own.version);
    let month = list::month(&arguments.month)?;
    let mut body = json!({
        "id": id, "version": version, "month": month.to_string(),
        "output_fen": scaled(arguments.output, 1_000_000)?,
        "orders_fen": scaled(arguments.orders, 1_000_000)?,
        "electricity_kwh": scaled(arguments.electricity, 10_000)?,
        "capacity_use": scaled(arguments.capacity, 100)?,
    });
    if let Some(reason) = &arguments.reason {
        body["answers"] = answers(reason);
    }
    let seq = Channel::open(context)?
        .execute_told(json!({ "record_figures": body }))?
        .last;
    done(context, &id.to_string(), seq)
}

/// The reason, to whatever is asked; answers to what is not asked are left out of the record.
fn answers(reason: &str) -> Value {
    use zone::enterprise::figures::{FigureKind, FigureQuestion};
    let mut answers = Vec::new();
    for question in FigureQuestion::ALL {
        for figure in FigureKind::ALL {
            answers.push(json!({
                "question": question.key(), "figure": figure.key(), "reason": reason,
            }));
        }
    }
    Value::Array(answers)
}

/// A figure in its own unit, rounded to a whole.
pub(in crate::commands) fn scaled(
    told: Option<Decimal>,
    factor: i64,
) -> Result<Option<i64>, Refusal> {
    let Some(told) = told else { return Ok(None) };
    let scaled = told.checked_mul(Decimal::from(factor));
    let scaled = scaled.and_then(|own| own.round().to_i64());
    scaled.map(Some).ok_or_else(|| {
        Refusal::new(
            "cli/bad-figure",
            Words::new(format!("{told} 太大"), format!("{told} is too large")),
            Words::new("核对数字和单位", "check figure and unit"),
        )
    })
}

/// A person by name, a post by title, or the id of either.
fn holder(view: &reading::View, text: &str) -> Result<String, Refusal> {
    let (zone, on) = (&view.seen.zone, view.seen.true_on);
    let post = zone.posts.values().find(|post| {
        let titled = post.titles.at(on).is_some_and(|(_, title)| title == text);
        titled || post.id.to_string() == text
    });
    match post {
        Some(post) => Ok(post.id.to_string()),
        None => filter::sponsor(view, text).map(|person| person.to_string()),
    }
}

fn done(context: &Context, wanted: &str, seq: u64) -> Result<Answer, Failure> {
    let view = reading::see(context, &moment::known("")?, None)?;
    let own = find::enterprise(&view, wanted)?;
    let (enterprise, name) = (own.id, own.name_on(context.today).to_owned());
    let text = say!(
        context.lang,
        "{enterprise} {name}：记录第 {seq} 条",
        "{enterprise} {name}: record {seq}"
    );
    let document = Document {
        enterprise,
        name,
        seq,
    };
    Ok(Answer::new(text, &document))
}
