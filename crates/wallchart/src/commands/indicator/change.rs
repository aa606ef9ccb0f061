//! `indicator change`: what is measured, settled anew; what is not named stays as it is.

use serde_json::{Value, json};

use super::define::recorded;
use super::figures;
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::reading;

const EXAMPLES: &str = "  wallchart indicator change gdtz --level unpublished_statistics
  wallchart indicator change gdtz --lead 投资促进局 --release-lag 12
  wallchart indicator change gdtz --fed-by -";

/// What stands for nothing where something may be taken away.
const NOTHING: &str = "-";

/// 修改指标：只改写出的各项 | Change an indicator: only what is named changes
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// 指标编码或名称 | Code or name of the indicator
    #[arg(value_name = "INDICATOR")]
    indicator: String,
    /// 新代码 | Another code
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
    /// 名称 | Name
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// 英文名称 | Name in English
    #[arg(long, value_name = "NAME")]
    name_en: Option<String>,
    /// 计量单位 | Unit of measure
    #[arg(long, value_name = "MEASURE")]
    measure: Option<String>,
    /// 类型：累计值、期末值、个数、比率、增速 | Kind
    #[arg(long, value_parser = ["flow", "stock", "count", "ratio", "growth"])]
    kind: Option<String>,
    /// 越多越好还是越少越好 | Which direction is good
    #[arg(long, value_parser = ["more", "less"])]
    better: Option<String>,
    /// 月报还是季报 | Published monthly or quarterly
    #[arg(long, value_parser = ["month", "quarter"])]
    every: Option<String>,
    /// 责任单位；“-”为不设 | The unit that answers for it; `-` for none
    #[arg(long, value_name = "UNIT", allow_hyphen_values = true)]
    lead: Option<String>,
    /// 1 月是否不单独公布 | Whether nothing is published for January alone
    #[arg(long, value_name = "TRUE|FALSE")]
    january_skipped: Option<bool>,
    /// 填报月截止日；0 为自然月 | Day on which a reporting month ends; 0 for the calendar's
    #[arg(long, value_name = "DAY")]
    month_ends_on: Option<i8>,
    /// 发布滞后天数 | Days until a value is published
    #[arg(long, value_name = "DAYS")]
    release_lag: Option<u16>,
    /// 数据来源系统；“-”为不设 | The system its values come from; `-` for none
    #[arg(long, value_name = "SYSTEM", allow_hyphen_values = true)]
    source: Option<String>,
    /// 由项目投资汇入；“-”为不汇入 | Which figure of projects is part of it; `-` for none
    #[arg(long, value_parser = ["reported", "certified", NOTHING], allow_hyphen_values = true)]
    fed_by: Option<String>,
    /// 知悉范围：公开、内部、工作秘密、未发布统计 | Who reads it
    #[arg(long, value_parser = ["public", "internal", "work_secret", "unpublished_statistics"])]
    level: Option<String>,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let view = reading::see(context, &host::KnownAt::Latest, None)?;
    let indicator = figures::find(&view, &arguments.indicator)?;
    let mut definition = json!(indicator.definition);
    let mut set = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            definition[key] = value;
        }
    };
    let text = |asked: &Option<String>| asked.as_ref().map(|own| json!(own));
    let or_none = |asked: &Option<String>| {
        let given = asked.as_ref()?;
        Some(json!(Some(given).filter(|own| *own != NOTHING)))
    };
    set("code", text(&arguments.code));
    set("kind", text(&arguments.kind));
    set("better", text(&arguments.better));
    set("every", text(&arguments.every));
    set("level", text(&arguments.level));
    set("source", or_none(&arguments.source));
    set("fed_by", or_none(&arguments.fed_by));
    set("january_skipped", arguments.january_skipped.map(Into::into));
    set("release_lag", arguments.release_lag.map(Into::into));
    let day = arguments.month_ends_on;
    set(
        "month_ends_on",
        day.map(|own| json!((own != 0).then_some(own))),
    );
    let measure = arguments.measure.as_ref();
    set(
        "measure",
        measure.map(|own| json!({ "zh": own, "en": own })),
    );
    set("lead_unit", lead(&view, arguments.lead.as_deref())?);
    let mut name = indicator.definition.name.clone();
    if let Some(zh) = &arguments.name {
        // A name that was the same in both languages stays the same in both.
        if name.en == name.zh {
            name.en.clone_from(zh);
        }
        name.zh.clone_from(zh);
    }
    if let Some(en) = &arguments.name_en {
        name.en.clone_from(en);
    }
    set("name", Some(json!(name)));
    let (id, version) = (indicator.id, indicator.version);
    let command = json!({ "change_indicator": {
        "id": id, "version": version, "definition": definition,
    } });
    recorded(context, command, name.in_lang(context.lang).to_owned())
}

/// The unit that is named, as a definition has it.
fn lead(view: &reading::View, named: Option<&str>) -> Result<Option<Value>, Failure> {
    Ok(match named {
        None => None,
        Some(NOTHING) => Some(Value::Null),
        Some(_) => Some(json!(figures::unit(view, named)?)),
    })
}
