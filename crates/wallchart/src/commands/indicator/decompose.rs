//! `indicator decompose`: a year's target over units, to the last digit.

use forecast::{Part, spread};
use host::SealBag;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::json;
use zone::indicator::{Indicator, Month, allocation};
use zone::{Command, IndicatorId, Refusal, Sealer as _, UnitId, Words};

use super::figure;
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::layout::Table;
use crate::reading::View;
use crate::writing::Channel;

/// How a target is broken down.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// 编号、代码或名称 | Id, code or name
    #[arg(value_name = "INDICATOR")]
    pub(super) indicator: String,
    /// 年度（默认今年） | The year (this one unless given)
    #[arg(long, value_name = "YEAR")]
    year: Option<i16>,
    /// 权重，如 U3=2.5；不给则按上年各单位完成数 | A weight, as U3=2.5; last year's figures unless
    /// given
    #[arg(long, value_name = "UNIT=WEIGHT")]
    weight: Vec<String>,
    /// 锁定某单位的数，如 U3=120 | A unit's part that stays, as U3=120
    #[arg(long, value_name = "UNIT=AMOUNT")]
    lock: Vec<String>,
    /// 小数位数（默认同目标） | Decimal places (those of the target unless given)
    #[arg(long, value_name = "N")]
    places: Option<u32>,
    /// 写入记录，须有批准文号 | Record it, by this document
    #[arg(long, value_name = "DOCUMENT")]
    apply: Option<String>,
    /// 替换已有分解的原因 | Why an earlier one is replaced
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// 生效日期（默认今天） | From which date (today unless given)
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
}

#[derive(Serialize)]
struct Document {
    id: IndicatorId,
    year: i16,
    target: Decimal,
    method: &'static str,
    parts: Vec<Line>,
    applied: Option<u64>,
}

#[derive(Serialize)]
struct Line {
    unit: UnitId,
    name: String,
    weight: Decimal,
    amount: Decimal,
    locked: bool,
}

pub(super) fn run(
    context: &Context,
    view: &View,
    id: IndicatorId,
    asked: &Arguments,
) -> Result<Answer, Failure> {
    let indicator = &view.seen.zone.indicators[&id];
    let year = asked.year.unwrap_or(context.today.year());
    let on = asked.from.unwrap_or(context.today);
    let target = indicator
        .targets
        .get(&(None, year))
        .and_then(|own| own.on(on));
    let target = target.ok_or_else(|| no_target(id, year))?.value;
    let (method, weights) = weights(indicator, year, &asked.weight)?;
    let locks = pairs(&asked.lock)?;
    let locked = |unit| locks.iter().find(|lock| lock.0 == unit).map(|lock| lock.1);
    let parts: Vec<Part> = weights
        .iter()
        .map(|(unit, weight)| Part {
            weight: *weight,
            locked: locked(*unit),
        })
        .collect();
    let places = asked.places.unwrap_or(target.scale());
    let amounts = spread(target, places, &parts).map_err(|why| not_spread(&why.to_string()))?;
    let named = |unit: UnitId| {
        let found = view.seen.zone.units.get(&unit);
        found.map_or_else(|| unit.to_string(), |own| own.name_on(on).to_owned())
    };
    let lines: Vec<Line> = weights
        .iter()
        .zip(amounts)
        .map(|((unit, weight), amount)| Line {
            unit: *unit,
            name: named(*unit),
            weight: *weight,
            amount,
            locked: locked(*unit).is_some(),
        })
        .collect();
    let mut document = Document {
        id,
        year,
        target,
        method,
        parts: lines,
        applied: None,
    };
    if let Some(paper) = &asked.apply {
        document.applied = Some(apply(context, &document, paper, asked, on)?);
    }
    Ok(Answer::new(text(context, &document), &document))
}

fn text(context: &Context, document: &Document) -> String {
    let lang = context.lang;
    let mut table = Table::new(match lang {
        zone::Lang::Zh => ["编号", "单位", "权重", "指标", ""],
        zone::Lang::En => ["id", "unit", "weight", "part", ""],
    });
    for line in &document.parts {
        let locked = if line.locked {
            say!(lang, "锁定", "locked")
        } else {
            String::new()
        };
        table.row([
            line.unit.to_string(),
            line.name.clone(),
            figure(Some(line.weight)),
            line.amount.to_string(),
            locked,
        ]);
    }
    let (year, target) = (document.year, document.target);
    let mut text = say!(
        lang,
        "{year} 年目标 {target}，分解如下\n",
        "target of {year}: {target}\n"
    );
    text += &table.text();
    text += &match document.applied {
        Some(seq) => say!(lang, "已记录：第 {seq} 条\n", "recorded as {seq}\n"),
        None => say!(
            lang,
            "尚未记录；用 --apply 文号 写入\n",
            "not recorded; --apply DOCUMENT does it\n"
        ),
    };
    text
}

fn apply(
    context: &Context,
    document: &Document,
    paper: &str,
    asked: &Arguments,
    on: Date,
) -> Result<u64, Failure> {
    let channel = Channel::open(context)?;
    let Channel::Own(writer) = &channel else {
        let parts = document.parts.iter().map(|line| {
            json!({ "unit": line.unit, "amount": line.amount.to_string(), "locked": line.locked })
        });
        let command = json!({ "allocate": {
            "id": document.id, "year": document.year, "parts": parts.collect::<Vec<_>>(),
            "method": document.method, "document": paper, "reason": asked.reason,
            "effective_on": on.to_string(),
        }});
        return Ok(channel.execute(command)?.last);
    };
    let mut bag = SealBag::new();
    let reason = asked.reason.as_ref().map(|reason| bag.seal(reason, &[]));
    let parts = document.parts.iter().map(|line| allocation::Part {
        unit: Some(line.unit),
        amount: line.amount,
        months: Vec::new(),
        base_share: None,
        locked: line.locked,
    });
    let command = Command::Allocate {
        id: document.id,
        year: document.year,
        parts: parts.collect(),
        method: document.method.to_owned(),
        document: paper.to_owned(),
        reason,
        effective_on: on,
    };
    Ok(writer.execute(command, bag)?.last)
}

/// Weights by unit, and where they come from.
fn weights(
    indicator: &Indicator,
    year: i16,
    given: &[String],
) -> Result<(&'static str, Vec<(UnitId, Decimal)>), Failure> {
    if !given.is_empty() {
        return Ok(("weights", pairs(given)?));
    }
    let december = Month {
        year: year - 1,
        month: 12,
    };
    let of_units = indicator.values.iter().filter_map(|((unit, month), own)| {
        let unit = unit.filter(|_| *month == december)?;
        Some((unit, own.latest.value))
    });
    let found: Vec<_> = of_units.collect();
    if found.is_empty() {
        return Err(not_spread("no unit has a figure for last December").into());
    }
    Ok(("past_share", found))
}

fn pairs(given: &[String]) -> Result<Vec<(UnitId, Decimal)>, Failure> {
    let read = |text: &String| {
        let (unit, figure) = text.split_once('=')?;
        Some((unit.trim().parse().ok()?, figure.trim().parse().ok()?))
    };
    let bad = |text: &String| {
        Refusal::new(
            "cli/bad-part",
            Words::new(
                format!("“{text}”应写作 U3=120"),
                format!("{text:?} should be like U3=120"),
            ),
            Words::new("改正后重试", "correct it and try again"),
        )
    };
    let one = |text: &String| read(text).ok_or_else(|| bad(text).into());
    given.iter().map(one).collect()
}

fn no_target(id: IndicatorId, year: i16) -> Refusal {
    Refusal::new(
        "cli/no-target",
        Words::new(
            format!("{id} 没有 {year} 年目标"),
            format!("{id} has no target of {year}"),
        ),
        Words::new("先定年度目标", "set the year's target first"),
    )
}

fn not_spread(why: &str) -> Refusal {
    Refusal::new(
        "cli/not-spread",
        Words::new(
            format!("不能分解：{why}"),
            format!("cannot be broken down: {why}"),
        ),
        Words::new(
            "用 --weight 给出权重，或减少锁定的数",
            "give --weight, or lock less",
        ),
    )
}
