//! `indicator decompose`: a target over units and months, to the last digit; recorded if asked.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::json;
use zone::view::decomposition::{Asked, Proposal, propose};
use zone::{Lang, Refusal, UnitId, Words};

use super::figures;
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::layout::{Table, cut};
use crate::moment::Moment;
use crate::reading::{self, View};
use crate::writing::Channel;

const EXAMPLES: &str = "  wallchart indicator decompose gdtz
  wallchart indicator decompose gdtz --target 1200 --lock 投资促进局=300 --json
  wallchart indicator decompose gyzjzzs --base gyzjz --lock 商务局=9.5
  wallchart indicator decompose gdtz --apply --document 管发〔2026〕12号";

/// 把全年目标分解到单位和月份（按上年实绩和往年季节），分毫不差 | Spread a year's target over units
/// and months, after last year's amounts and past seasons
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// 指标编码或名称 | Code or name of the indicator
    #[arg(value_name = "INDICATOR")]
    indicator: String,
    /// 全年目标（默认现行目标） | The year's target (the one in force unless given)
    #[arg(long, value_name = "AMOUNT")]
    target: Option<Decimal>,
    /// 几位小数（默认同目标） | Decimal places (those of the target unless given)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=8))]
    places: Option<u32>,
    /// 锁定某单位的数（增速指标则为增速） | Keep a unit's part as given; its growth, for growth
    #[arg(long, value_name = "UNIT=AMOUNT")]
    lock: Vec<String>,
    /// 增速指标：以哪项指标的上年实绩为基期 | Growth: the indicator whose amounts of last year are the base
    #[arg(long, value_name = "INDICATOR")]
    base: Option<String>,
    /// 增速指标：某单位的基期份额（如 0.25） | Growth: a unit's share of the base year, like 0.25
    #[arg(long, value_name = "UNIT=SHARE")]
    share: Vec<String>,
    /// 记入台账；不加则只试算 | Record it; without this it is only worked out
    #[arg(long, requires = "document")]
    apply: bool,
    /// 依据文件的文号 | Number of the document it rests on
    #[arg(long, value_name = "NUMBER")]
    document: Option<String>,
    /// 为何改掉已有的分解 | Why an earlier one is replaced
    #[arg(long, value_name = "TEXT", requires = "apply")]
    reason: Option<String>,
    /// 自哪一天起算（默认今天） | From which date it counts (today unless given)
    #[arg(long, value_name = "DATE", requires = "apply")]
    on: Option<Date>,
    #[command(flatten)]
    moment: Moment,
}

#[derive(Serialize)]
struct Document {
    record: reading::Record,
    indicator: String,
    target: String,
    units: Vec<Row>,
    /// The event that recorded it, if it was recorded.
    recorded: Option<u64>,
}

#[derive(Serialize)]
struct Row {
    unit: String,
    last_year: Option<String>,
    amount: String,
    months: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    base_share: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pull: Option<String>,
    #[serde(skip)]
    quarters: [Decimal; 4],
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let moment = &arguments.moment;
    let view = reading::see(context, &moment.known()?, moment.true_on)?;
    let (on, lang) = (view.seen.true_on, context.lang);
    let indicator = figures::find(&view, &arguments.indicator)?;
    let all_locked = |locks: &[String]| {
        let locks = locks.iter().map(|lock| locked(&view, lock));
        locks.collect::<Result<_, Failure>>()
    };
    let base = arguments.base.as_deref();
    let base = base.map(|name| figures::find(&view, name)).transpose()?;
    let asked = Asked {
        target: arguments.target,
        places: arguments.places,
        locked: all_locked(&arguments.lock)?,
        shares: all_locked(&arguments.share)?,
        base: base.map(|own| own.id),
        ..Asked::default()
    };
    let proposal = propose(&view.seen.zone, indicator, on, &asked)?;
    let recorded = if arguments.apply {
        let since = arguments.on.unwrap_or(context.today);
        let parts: Vec<_> = proposal.parts.iter().map(|part| part.part()).collect();
        let command = json!({ "allocate": {
            "id": indicator.id, "year": proposal.year, "parts": parts,
            "method": proposal.method, "document": arguments.document,
            "reason": arguments.reason, "effective_on": since,
        } });
        Some(Channel::open(context)?.execute_told(command)?.last)
    } else {
        None
    };
    let document = Document {
        record: reading::record(&view),
        indicator: indicator.definition.name.in_lang(lang).to_owned(),
        target: proposal.target.to_string(),
        units: rows(&view, &proposal, on),
        recorded,
    };
    Ok(Answer::new(text(&document, lang), &document))
}

/// `UNIT=AMOUNT`.
fn locked(view: &View, lock: &str) -> Result<(UnitId, Decimal), Failure> {
    let read = lock
        .split_once('=')
        .and_then(|(unit, amount)| Some((unit, amount.parse().ok()?)));
    let (unit, amount) = read.ok_or_else(|| not_a_lock(lock))?;
    let unit = figures::unit(view, Some(unit))?;
    Ok((unit.ok_or_else(|| not_a_lock(lock))?, amount))
}

/// The parts of units; that of the whole zone where no unit reports.
fn rows(view: &View, proposal: &Proposal, on: Date) -> Vec<Row> {
    let name = |unit: UnitId| {
        let unit = view.seen.zone.units.get(&unit);
        unit.map_or_else(String::new, |unit| unit.name_on(on).to_owned())
    };
    let alone = proposal.parts.len() == 1;
    proposal
        .parts
        .iter()
        .filter(|part| alone || part.unit.is_some())
        .map(|part| Row {
            unit: part.unit.map(name).unwrap_or_default(),
            last_year: part.last_year.map(|amount| amount.to_string()),
            amount: part.amount.to_string(),
            months: part.months.iter().map(ToString::to_string).collect(),
            base_share: part.base_share.map(|share| share.to_string()),
            pull: part.pull.map(|points| points.to_string()),
            quarters: std::array::from_fn(|at| part.months.iter().skip(3 * at).take(3).sum()),
        })
        .collect()
}

fn text(document: &Document, lang: Lang) -> String {
    let Document {
        indicator, target, ..
    } = document;
    let head = say!(
        lang,
        "{indicator}：目标 {target}\n",
        "{indicator}: target {target}\n"
    );
    let growth = document.units.iter().any(|row| row.base_share.is_some());
    let table = match growth {
        true => of_growth(document, lang),
        false => of_amounts(document, lang),
    };
    let tail = match document.recorded {
        Some(seq) => say!(lang, "已记入：记录第 {seq} 条\n", "recorded: event {seq}\n"),
        None => say!(
            lang,
            "只是试算；加 --apply --document 文号 记入\n",
            "worked out only; --apply --document NUMBER records it\n"
        ),
    };
    format!("{head}\n{table}\n{tail}")
}

fn of_amounts(document: &Document, lang: Lang) -> String {
    let mut table = Table::new(match lang {
        Lang::Zh => [
            "单位",
            "上年",
            "全年",
            "一季度",
            "二季度",
            "三季度",
            "四季度",
        ],
        Lang::En => ["unit", "last year", "year", "Q1", "Q2", "Q3", "Q4"],
    });
    for row in &document.units {
        let [first, second, third, fourth] = row.quarters.map(|amount| amount.to_string());
        table.row([
            cut(&row.unit, 30),
            row.last_year.clone().unwrap_or_default(),
            row.amount.clone(),
            first,
            second,
            third,
            fourth,
        ]);
    }
    table.text()
}

/// Growth rates do not add up: what the units pull does.
fn of_growth(document: &Document, lang: Lang) -> String {
    let mut table = Table::new(match lang {
        Lang::Zh => ["单位", "上年增速", "基期份额", "增速", "拉动"],
        Lang::En => ["unit", "last year", "base share", "growth", "pulls"],
    });
    for row in &document.units {
        table.row([
            cut(&row.unit, 30),
            row.last_year.clone().unwrap_or_default(),
            row.base_share.clone().unwrap_or_default(),
            row.amount.clone(),
            row.pull.clone().unwrap_or_default(),
        ]);
    }
    table.text()
}

fn not_a_lock(lock: &str) -> Refusal {
    Refusal::new(
        "cli/lock",
        Words::new(
            format!("“{lock}”不是“单位=数”"),
            format!("{lock:?} is not UNIT=AMOUNT"),
        ),
        Words::new("写成 单位=数", "write UNIT=AMOUNT"),
    )
}
