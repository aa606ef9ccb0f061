//! `factor`: quotas of land, energy, labour and environment capacity against what projects need.

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::{Value, json};
use zone::factor::Factor;
use zone::view::factors::{FactorRow, FactorTable, factors};
use zone::{Lang, ProjectId, Refusal, Words};

use super::enterprise::list::month;
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::layout::Table;
use crate::moment::Moment;
use crate::writing::Channel;
use crate::{moment, reading};

const EXAMPLES: &str = "  wallchart factor list
  wallchart factor quota land --document 云自然资〔2026〕8号 2026-12=45 2027-01=45
  wallchart factor need P12 power_load 2027-03=2600";

/// 要素：每月额度对各项目需求 | Factors: quotas by month against what projects need
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// 列出今后各月的额度、需求和余缺 | List quotas, needs and what is left, month by month
    #[command(after_help = "  wallchart factor list --json")]
    List {
        #[command(flatten)]
        moment: Moment,
    },
    /// 按文件设定额度 | Set a quota by a document
    #[command(
        after_help = "  wallchart factor quota land --document 云自然资〔2026〕8号 2026-12=45"
    )]
    Quota {
        /// 要素 | The factor
        #[arg(value_enum, value_name = "FACTOR")]
        factor: FactorName,
        /// 文号 | By which document
        #[arg(long, value_name = "NUMBER")]
        document: String,
        /// 各月额度：月份=数量 | Amounts: MONTH=AMOUNT
        #[arg(value_name = "MONTH=AMOUNT", required = true)]
        months: Vec<String>,
    },
    /// 申报项目需求；不再需要写 0 | Declare what a project needs; 0 where it needs none any more
    #[command(after_help = "  wallchart factor need P12 power_load 2027-03=2600")]
    Need {
        /// 项目编号 | The project
        #[arg(value_name = "PROJECT")]
        project: ProjectId,
        /// 要素 | The factor
        #[arg(value_enum, value_name = "FACTOR")]
        factor: FactorName,
        /// 各月需求：月份=数量 | Amounts: MONTH=AMOUNT
        #[arg(value_name = "MONTH=AMOUNT", required = true)]
        months: Vec<String>,
    },
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
#[value(rename_all = "snake_case")]
enum FactorName {
    // 建设用地（亩） | Land, mu
    Land,
    // 用电负荷（千伏安） | Power, kVA
    PowerLoad,
    // 用电量（兆瓦时） | Electricity, MWh
    Electricity,
    // 用水（立方米） | Water, m³
    Water,
    // 用工（人） | Labour, people
    Labour,
    // 环境容量（吨） | Emission, t
    Emission,
}

impl From<FactorName> for Factor {
    fn from(name: FactorName) -> Factor {
        match name {
            FactorName::Land => Factor::Land,
            FactorName::PowerLoad => Factor::PowerLoad,
            FactorName::Electricity => Factor::Electricity,
            FactorName::Water => Factor::Water,
            FactorName::Labour => Factor::Labour,
            FactorName::Emission => Factor::Emission,
        }
    }
}

#[derive(Serialize)]
struct Listed<'a> {
    record: reading::Record,
    #[serde(flatten)]
    table: &'a FactorTable,
}

#[derive(Serialize)]
struct Set {
    factor: Factor,
    first_gap: Option<String>,
    seq: u64,
}

pub(crate) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    match &arguments.what {
        What::List { moment } => list(context, moment),
        What::Quota {
            factor,
            document,
            months,
        } => {
            let factor = Factor::from(*factor);
            let body = json!({
                "factor": factor.key(), "document": document, "months": amounts(months)?,
            });
            set(context, "set_quota", factor, &body)
        }
        What::Need {
            project,
            factor,
            months,
        } => {
            let factor = Factor::from(*factor);
            let body = json!({
                "project": project, "factor": factor.key(), "months": amounts(months)?,
            });
            set(context, "declare_need", factor, &body)
        }
    }
}

fn set(context: &Context, name: &str, factor: Factor, body: &Value) -> Result<Answer, Failure> {
    let channel = Channel::open(context)?;
    let seq = channel.execute_told(json!({ name: body }))?.last;
    let view = reading::see(context, &moment::known("")?, None)?;
    let table = factors(&view.seen.zone, view.looking());
    let row = table.factors.iter().find(|row| row.name.factor == factor);
    let first_gap = row.and_then(|row| row.first_gap.clone());
    let lang = context.lang;
    let word = row.map_or_else(Words::default, |row| row.name.word.clone());
    let word = word.in_lang(lang);
    let text = match &first_gap {
        Some(month) => say!(
            lang,
            "{word}：记录第 {seq} 条；{month} 起不够",
            "{word}: record {seq}; falls short from {month}"
        ),
        None => say!(
            lang,
            "{word}：记录第 {seq} 条；今后一年够用",
            "{word}: record {seq}; suffices for the year ahead"
        ),
    };
    let document = Set {
        factor,
        first_gap,
        seq,
    };
    Ok(Answer::new(text, &document))
}

/// `2026-12=45`, each once.
fn amounts(told: &[String]) -> Result<Vec<Value>, Refusal> {
    let read = |text: &String| {
        let (of, amount) = text.split_once('=').ok_or_else(|| bad_amount(text))?;
        let amount: Decimal = amount.trim().parse().map_err(|_| bad_amount(text))?;
        Ok(json!({ "month": month(of.trim())?.to_string(), "amount": amount }))
    };
    told.iter().map(read).collect()
}

fn list(context: &Context, moment: &Moment) -> Result<Answer, Failure> {
    let view = reading::see(context, &moment.known()?, moment.true_on)?;
    let table = factors(&view.seen.zone, view.looking());
    let lang = context.lang;
    let mut text = reading::headline(&view, lang);
    for row in &table.factors {
        text += &format!("\n\n{}", told(row, lang));
    }
    if table.factors.is_empty() {
        text += say!(lang, "\n还没有额度和需求", "\nno quotas and no needs yet").as_str();
    }
    let document = Listed {
        record: reading::record(&view),
        table: &table,
    };
    Ok(Answer::new(text, &document))
}

fn told(row: &FactorRow, lang: Lang) -> String {
    let mut table = Table::new(match lang {
        Lang::Zh => ["月份", "额度", "上月结余", "需求", "余缺"],
        Lang::En => ["month", "quota", "carried", "needed", "left"],
    });
    let shown = |own: Option<Decimal>| own.map_or("-".to_owned(), |own| own.to_string());
    for own in &row.months {
        table.row([
            own.month.clone(),
            shown(own.quota),
            own.carried.to_string(),
            own.needed.to_string(),
            shown(own.left),
        ]);
    }
    let (word, unit) = (row.name.word.in_lang(lang), row.name.unit.in_lang(lang));
    format!("{word} ({unit})\n{}", table.text())
}

fn bad_amount(text: &str) -> Refusal {
    Refusal::new(
        "cli/bad-amount",
        Words::new(
            format!("“{text}”不是某月的数量"),
            format!("{text:?} is no amount of a month"),
        ),
        Words::new("写成 2026-12=45", "write it 2026-12=45"),
    )
}
