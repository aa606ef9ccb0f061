//! `indicator decompose`: a target over units and months, to the last digit.

use forecast::{NotSpread, Part, month_weights, spread_table};
use rust_decimal::Decimal;
use serde::Serialize;
use zone::{Lang, Refusal, UnitId, Words};

use super::figures;
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::layout::{Table, cut};
use crate::moment::Moment;
use crate::reading;

const EXAMPLES: &str = "  wallchart indicator decompose gdtz --target 1200 --places 1
  wallchart indicator decompose gdtz --target 1200 --lock 投资促进局=300 --json";

/// 把全年目标分解到单位和月份（按上年实绩和往年季节），分毫不差 | Spread a year's target over units
/// and months, after last year's amounts and past seasons
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// 指标编码或名称 | Code or name of the indicator
    #[arg(value_name = "INDICATOR")]
    indicator: String,
    /// 全年目标 | The year's target
    #[arg(long, value_name = "AMOUNT")]
    target: Decimal,
    /// 几位小数 | Decimal places
    #[arg(
        long,
        value_name = "N",
        default_value_t = 0,
        value_parser = clap::value_parser!(u32).range(0..=8)
    )]
    places: u32,
    /// 锁定某单位的数 | Keep a unit's part as given
    #[arg(long, value_name = "UNIT=AMOUNT")]
    lock: Vec<String>,
    #[command(flatten)]
    moment: Moment,
}

#[derive(Serialize)]
struct Document {
    record: reading::Record,
    indicator: String,
    target: String,
    units: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    unit: String,
    amount: String,
    months: Vec<String>,
    #[serde(skip)]
    quarters: [Decimal; 4],
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Result<Answer, Failure> {
    let moment = &arguments.moment;
    let view = reading::see(context, &moment.known()?, moment.true_on)?;
    let (on, lang) = (view.seen.true_on, context.lang);
    let indicator = figures::find(&view, &arguments.indicator)?;
    let mut locked: Vec<(Option<UnitId>, Decimal)> = Vec::new();
    for lock in &arguments.lock {
        let read = lock
            .split_once('=')
            .and_then(|(unit, amount)| Some((unit, amount.parse().ok()?)));
        let (unit, amount) = read.ok_or_else(|| not_a_lock(lock))?;
        locked.push((figures::unit(&view, Some(unit))?, amount));
    }
    let units: std::collections::BTreeSet<UnitId> = indicator
        .values
        .keys()
        .filter_map(|(unit, _)| *unit)
        .collect();
    let mut parts = Vec::new();
    let mut months = Vec::new();
    for unit in &units {
        let periods = figures::periods(indicator, Some(*unit), on)?;
        let last: Decimal = figures::last_year(&periods).iter().flatten().sum();
        let locked = locked
            .iter()
            .find(|(own, _)| *own == Some(*unit))
            .map(|(_, amount)| *amount);
        parts.push(Part {
            weight: last.max(Decimal::ZERO),
            locked,
        });
        let weights = month_weights(&figures::season(&periods), periods.period == 11);
        months.push(weights.map(|weight| Part {
            weight,
            locked: None,
        }));
    }
    let table = spread_table(arguments.target, arguments.places, &parts, &months);
    let table = table.map_err(not_spread)?;
    let name = |unit: &UnitId| {
        view.seen
            .zone
            .units
            .get(unit)
            .map(|unit| unit.name_on(on).to_owned())
    };
    let rows = units
        .iter()
        .zip(&table)
        .map(|(unit, (amount, months))| Row {
            unit: name(unit).unwrap_or_default(),
            amount: amount.to_string(),
            months: months.iter().map(ToString::to_string).collect(),
            quarters: std::array::from_fn(|at| months[3 * at..3 * at + 3].iter().sum()),
        });
    let document = Document {
        record: reading::record(&view),
        indicator: indicator.definition.name.in_lang(lang).to_owned(),
        target: arguments.target.to_string(),
        units: rows.collect(),
    };
    Ok(Answer::new(text(&document, lang), &document))
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
    let mut table = Table::new(match lang {
        Lang::Zh => ["单位", "全年", "一季度", "二季度", "三季度", "四季度"],
        Lang::En => ["unit", "year", "Q1", "Q2", "Q3", "Q4"],
    });
    for row in &document.units {
        let [first, second, third, fourth] = row.quarters.map(|amount| amount.to_string());
        table.row([
            cut(&row.unit, 30),
            row.amount.clone(),
            first,
            second,
            third,
            fourth,
        ]);
    }
    head + "\n" + &table.text()
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

fn not_spread(problem: NotSpread) -> Refusal {
    let cause = match problem {
        NotSpread::NoParts => Words::new("没有单位报过这个指标", "no unit reports this indicator"),
        NotSpread::LockedBeyond { over } => Words::new(
            format!("锁定的数比目标多 {over}"),
            format!("what is locked is {over} above the target"),
        ),
        NotSpread::NoWeight { left } => Words::new(
            format!("还有 {left} 没有单位可分：上年都没有实绩"),
            format!("{left} is left and no unit has amounts of last year to go by"),
        ),
        NotSpread::Finer { amount, places } => Words::new(
            format!("{amount} 的小数多于 {places} 位"),
            format!("{amount} has more than {places} decimal places"),
        ),
        _ => Words::new("数值超出范围", "a number is out of range"),
    };
    let remedy = Words::new(
        "核对目标、锁定的数和小数位",
        "check target, locked parts and places",
    );
    Refusal::new("cli/decompose", cause, remedy)
}
