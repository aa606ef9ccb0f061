//! `indicator add` and `indicator target`: what is measured, and what is wanted of a year.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::json;

use super::figures;
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::moment::Moment;
use crate::reading;
use crate::writing::Channel;

const ADD: &str =
    "  wallchart indicator add gdtz --name 固定资产投资 --measure 亿元 --january-skipped
  wallchart indicator add gdtz --name 固定资产投资 --measure 亿元 --fed-by reported
  wallchart indicator add nhqd --name 单位能耗 --measure % --kind ratio --better less";

const TARGET: &str = "  wallchart indicator target gdtz 1200 --document 管发〔2026〕12号
  wallchart indicator target gdtz 300 --unit 投资促进局 --year 2026 --document 管发〔2026〕12号
  wallchart indicator target gdtz 1150 --document 管发〔2026〕40号 --reason 行政区划调整";

/// 新增指标 | Add an indicator
#[derive(Debug, clap::Args)]
#[command(after_help = ADD)]
pub(super) struct AddArguments {
    /// 代码（区内唯一） | Code, unique in the zone
    #[arg(value_name = "CODE")]
    code: String,
    /// 名称 | Name
    #[arg(long, value_name = "NAME")]
    name: String,
    /// 英文名称 | Name in English
    #[arg(long, value_name = "NAME")]
    name_en: Option<String>,
    /// 计量单位 | Unit of measure
    #[arg(long, value_name = "MEASURE")]
    measure: String,
    /// 类型：累计值、期末值、个数、比率、增速 | Kind
    #[arg(long, default_value = "flow",
        value_parser = ["flow", "stock", "count", "ratio", "growth"])]
    kind: String,
    /// 越多越好还是越少越好 | Which direction is good
    #[arg(long, default_value = "more", value_parser = ["more", "less"])]
    better: String,
    /// 月报还是季报 | Published monthly or quarterly
    #[arg(long, default_value = "month", value_parser = ["month", "quarter"])]
    every: String,
    /// 责任单位 | The unit that answers for it
    #[arg(long, value_name = "UNIT")]
    lead: Option<String>,
    /// 1 月不单独公布 | Nothing is published for January alone
    #[arg(long)]
    january_skipped: bool,
    /// 填报月截止日（如 27） | Day on which a reporting month ends
    #[arg(long, value_name = "DAY")]
    month_ends_on: Option<i8>,
    /// 发布滞后天数 | Days until a value is published
    #[arg(long, value_name = "DAYS", default_value_t = 0)]
    release_lag: u16,
    /// 数据来源系统 | The system its values come from
    #[arg(long, value_name = "SYSTEM")]
    source: Option<String>,
    /// 由项目投资汇入：调度口径或纳统口径 | Which figure of projects is part of it
    #[arg(long, value_parser = ["reported", "certified"])]
    fed_by: Option<String>,
    /// 知悉范围：公开、内部、工作秘密、未发布统计 | Who reads it
    #[arg(long, default_value = "internal",
        value_parser = ["public", "internal", "work_secret", "unpublished_statistics"])]
    level: String,
}

/// 设定或调整年度目标 | Set or adjust a year's target
#[derive(Debug, clap::Args)]
#[command(after_help = TARGET)]
pub(super) struct TargetArguments {
    /// 指标编码或名称 | Code or name of the indicator
    #[arg(value_name = "INDICATOR")]
    indicator: String,
    /// 目标值 | The target
    #[arg(value_name = "AMOUNT", allow_negative_numbers = true)]
    target: Decimal,
    /// 单位（默认全区） | Unit (the whole zone unless given)
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// 年度（默认今年） | Year (this one unless given)
    #[arg(long, value_name = "YEAR")]
    year: Option<i16>,
    /// 依据文件的文号 | Number of the document it rests on
    #[arg(long, value_name = "NUMBER")]
    document: String,
    /// 为何调整 | Why it is adjusted
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// 自哪一天起算（默认今天） | From which date it counts (today unless given)
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    #[command(flatten)]
    moment: Moment,
}

#[derive(Serialize)]
struct Document {
    indicator: String,
    /// The event that recorded it.
    recorded: u64,
}

pub(super) fn add(context: &Context, arguments: &AddArguments) -> Result<Answer, Failure> {
    let lead = match &arguments.lead {
        None => None,
        Some(lead) => {
            let view = reading::see(context, &host::KnownAt::Latest, None)?;
            figures::unit(&view, Some(lead))?
        }
    };
    let english = arguments.name_en.as_ref().unwrap_or(&arguments.name);
    let command = json!({ "add_indicator": {
        "code": arguments.code,
        "name": { "zh": arguments.name, "en": english },
        "measure": { "zh": arguments.measure, "en": arguments.measure },
        "kind": arguments.kind, "better": arguments.better, "every": arguments.every,
        "lead_unit": lead, "january_skipped": arguments.january_skipped,
        "month_ends_on": arguments.month_ends_on, "release_lag": arguments.release_lag,
        "source": arguments.source, "fed_by": arguments.fed_by,
        "level": arguments.level,
    } });
    recorded(context, command, arguments.name.clone())
}

pub(super) fn target(context: &Context, arguments: &TargetArguments) -> Result<Answer, Failure> {
    let moment = &arguments.moment;
    let view = reading::see(context, &moment.known()?, moment.true_on)?;
    let indicator = figures::find(&view, &arguments.indicator)?;
    let name = indicator.definition.name.in_lang(context.lang).to_owned();
    let command = json!({ "set_target": {
        "id": indicator.id,
        "unit": figures::unit(&view, arguments.unit.as_deref())?,
        "year": arguments.year.unwrap_or(context.today.year()),
        "target": arguments.target, "document": arguments.document,
        "reason": arguments.reason,
        "effective_on": arguments.on.unwrap_or(context.today),
    } });
    recorded(context, command, name)
}

/// Says a command to the record and tells what it became.
pub(super) fn recorded(
    context: &Context,
    command: serde_json::Value,
    indicator: String,
) -> Result<Answer, Failure> {
    let recorded = Channel::open(context)?.execute_told(command)?.last;
    let text = say!(
        context.lang,
        "{indicator}：已记入，记录第 {recorded} 条\n",
        "{indicator}: recorded, event {recorded}\n"
    );
    let document = Document {
        indicator,
        recorded,
    };
    Ok(Answer::new(text, &document))
}
