//! `indicator forecast` and `indicator needed`.

use forecast::year_end::year_end;
use forecast::{Series, outlook};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use serde::Serialize;
use zone::indicator::Better;
use zone::view::{agreed, ahead, decomposition};
use zone::{Lang, Refusal, Words};

use super::figures;
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::layout::{Table, cut};
use crate::moment::Moment;
use crate::reading;

const FORECAST: &str = "  wallchart indicator forecast gdtz
  wallchart indicator forecast gdtz --unit 投资促进局 --json";

const NEEDED: &str = "  wallchart indicator needed gdtz --true-on 2026-06-30";

/// 全年预计、区间和完成目标的概率 | The year's sum to expect, its intervals, the chance to reach the target
#[derive(Debug, clap::Args)]
#[command(after_help = FORECAST)]
pub(super) struct ForecastArguments {
    /// 指标编码或名称 | Code or name of the indicator
    #[arg(value_name = "INDICATOR")]
    indicator: String,
    /// 哪个单位（默认全区） | Which unit (the whole zone unless given)
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    #[command(flatten)]
    moment: Moment,
}

/// 距全年目标还差多少，逐月分摊 | What is left to the year's target, month by month after the season
#[derive(Debug, clap::Args)]
#[command(after_help = NEEDED)]
pub(super) struct NeededArguments {
    /// 指标编码或名称 | Code or name of the indicator
    #[arg(value_name = "INDICATOR")]
    indicator: String,
    /// 哪个单位（默认全区） | Which unit (the whole zone unless given)
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    #[command(flatten)]
    moment: Moment,
}

#[derive(Serialize)]
struct Forecast {
    record: reading::Record,
    indicator: String,
    method: &'static str,
    year_mean: f64,
    interval_80: [f64; 2],
    interval_95: [f64; 2],
    target: Option<String>,
    /// Of reaching it; of staying below it where less is better.
    chance: Option<f64>,
    months: Vec<Ahead>,
    /// Units and the zone in agreement; of the whole zone only.
    agreed: Option<agreed::AgreedView>,
    notes: Vec<Words>,
    #[serde(skip)]
    names: Vec<String>,
}

#[derive(Serialize)]
struct Ahead {
    month: usize,
    mean: f64,
    interval_80: [f64; 2],
}

pub(super) fn forecast(
    context: &Context,
    arguments: &ForecastArguments,
) -> Result<Answer, Failure> {
    let moment = &arguments.moment;
    let view = reading::see(context, &moment.known()?, moment.true_on)?;
    let (on, lang) = (view.seen.true_on, context.lang);
    let indicator = figures::find(&view, &arguments.indicator)?;
    let unit = figures::unit(&view, arguments.unit.as_deref())?;
    let periods = decomposition::periods(indicator, unit, on)?;
    let series = Series::new(&periods.values, periods.period)
        .map_err(|problems| problems.iter().map(unforeseen).collect::<Vec<_>>())?;
    // The seed of the pages: the same record gives the same answer everywhere.
    let seed = u64::from(indicator.id.0);
    let end = year_end(&series, periods.known, seed).map_err(|problem| unforeseen(&problem))?;
    let steps = periods.period - periods.known;
    let ahead = outlook(&series, steps, seed).map_err(|problem| unforeseen(&problem))?;
    let target = indicator
        .standing(unit, on)
        .and_then(|standing| standing.target);
    let chance = target.and_then(|target| target.to_f64()).map(|target| {
        let above = end.chance(target);
        match indicator.definition.better {
            Better::More => above,
            Better::Less => 1.0 - above,
        }
    });
    let fell = periods.fell.iter().map(|one| {
        Words::new(
            format!("{} 年 {} 月的累计数小于上月", one.year, one.month),
            format!(
                "the figure of {}-{:02} is below that of the month before",
                one.year, one.month
            ),
        )
    });
    let notes = end
        .notes
        .iter()
        .map(|note| Words::new(note.message_zh(), note.message_en()));
    let zone = &view.seen.zone;
    let units = zone::view::indicator::units(zone, on, indicator);
    let agreed = match unit {
        None => agreed::agreed(indicator, &units, on),
        Some(_) => None,
    };
    let names = agreed.as_ref().map(|own| {
        let names = own.parts.iter().map(|part| {
            let name = zone::view::indicator::series_name(zone, part.unit, on);
            name.in_lang(lang).to_owned()
        });
        names.collect()
    });
    let document = Forecast {
        record: reading::record(&view),
        indicator: indicator.definition.name.in_lang(lang).to_owned(),
        method: end.method.name(),
        year_mean: end.mean,
        interval_80: [end.quantile(0.1), end.quantile(0.9)],
        interval_95: [end.quantile(0.025), end.quantile(0.975)],
        target: target.map(|target| target.to_string()),
        chance,
        months: (13 - steps..=12)
            .zip(ahead.mean.iter().zip(&ahead.bands))
            .map(|(month, (mean, band))| Ahead {
                month,
                mean: *mean,
                interval_80: [band.lo80, band.hi80],
            })
            .collect(),
        agreed,
        notes: fell.chain(notes).collect(),
        names: names.unwrap_or_default(),
    };
    Ok(Answer::new(forecast_text(&document, lang), &document))
}

fn forecast_text(document: &Forecast, lang: Lang) -> String {
    let Forecast {
        indicator,
        year_mean,
        interval_80: [low, high],
        ..
    } = document;
    let mut text = say!(
        lang,
        "{indicator}：全年预计 {year_mean:.1}，八成把握在 {low:.1}—{high:.1} 之间\n",
        "{indicator}: {year_mean:.1} expected for the year, 80% between {low:.1} and {high:.1}\n"
    );
    if let (Some(target), Some(chance)) = (&document.target, document.chance) {
        let percent = percent(chance, lang);
        text += &say!(
            lang,
            "完成目标 {target} 的概率：{percent}\n",
            "chance to keep the target of {target}: {percent}\n"
        );
    }
    for note in &document.notes {
        text += &format!("{}\n", note.in_lang(lang));
    }
    let mut table = Table::new(match lang {
        Lang::Zh => ["月", "预计", "八成下限", "八成上限"],
        Lang::En => ["month", "expected", "80% from", "to"],
    });
    for month in &document.months {
        table.row([
            month.month.to_string(),
            format!("{:.1}", month.mean),
            format!("{:.1}", month.interval_80[0]),
            format!("{:.1}", month.interval_80[1]),
        ]);
    }
    text + "\n" + &table.text() + &agreed_text(document, lang)
}

/// A chance as it is said. Nothing is certain before December: neither nought nor a hundred is.
fn percent(chance: f64, lang: Lang) -> String {
    match chance * 100.0 {
        low if low < 1.0 => lang.pick(|| "不到 1%", || "below 1%").to_owned(),
        high if high > 99.0 => lang.pick(|| "99% 以上", || "above 99%").to_owned(),
        percent => format!("{percent:.0}%"),
    }
}

/// Units and the zone, adding up.
fn agreed_text(document: &Forecast, lang: Lang) -> String {
    let Some(agreed) = &document.agreed else {
        return String::new();
    };
    let (sum, whole) = (agreed.sum_alone, agreed.whole_alone);
    let head = say!(
        lang,
        "各单位各自预计合计 {sum}，全区单独预计 {whole}；调和一致后：",
        "units by themselves add up to {sum}, the zone by itself comes to {whole}; in agreement:"
    );
    let mut table = Table::new(match lang {
        Lang::Zh => ["单位", "预计", "八成下限", "八成上限", "目标", "概率"],
        Lang::En => ["unit", "expected", "80% from", "to", "target", "chance"],
    });
    for (part, name) in agreed.parts.iter().zip(&document.names) {
        table.row([
            cut(name, 30),
            part.mean.to_string(),
            part.low.to_string(),
            part.high.to_string(),
            part.target.map_or_else(String::new, |own| own.to_string()),
            part.chance.map_or_else(String::new, |own| {
                percent(f64::from(own.0) / 10_000.0, lang)
            }),
        ]);
    }
    format!("\n{head}\n{}", table.text())
}

fn unforeseen(problem: &forecast::Problem) -> Refusal {
    Refusal::new(
        problem.code(),
        Words::new(problem.message_zh(), problem.message_en()),
        Words::new(problem.remedy_zh(), problem.remedy_en()),
    )
}

#[derive(Serialize)]
struct Needed {
    record: reading::Record,
    indicator: String,
    rest: String,
    growth_percent: Option<String>,
    months: Vec<NeededMonth>,
}

#[derive(Serialize)]
struct NeededMonth {
    month: i8,
    amount: String,
    growth_percent: Option<String>,
}

pub(super) fn needed(context: &Context, arguments: &NeededArguments) -> Result<Answer, Failure> {
    let moment = &arguments.moment;
    let view = reading::see(context, &moment.known()?, moment.true_on)?;
    let (on, lang) = (view.seen.true_on, context.lang);
    let indicator = figures::find(&view, &arguments.indicator)?;
    let unit = figures::unit(&view, arguments.unit.as_deref())?;
    // What does not add up, and months that are missing, are refused first.
    decomposition::periods(indicator, unit, on)?;
    let found = ahead::needed(indicator, unit, on).ok_or_else(|| {
        Refusal::new(
            "cli/nothing-needed",
            Words::new(
                "这一年还没有目标或数值，或者全年已经结束",
                "there is no target or no figure for this year, or the year is over",
            ),
            Words::new(
                "先下达目标、填报月份",
                "set a target and report a month first",
            ),
        )
    })?;
    let percent = |growth: Decimal| (growth * Decimal::ONE_HUNDRED).round_dp(1).to_string();
    let document = Needed {
        record: reading::record(&view),
        indicator: indicator.definition.name.in_lang(lang).to_owned(),
        rest: found.rest.to_string(),
        growth_percent: found.growth.map(percent),
        months: found
            .months
            .iter()
            .map(|month| NeededMonth {
                month: month.month,
                amount: month.amount.to_string(),
                growth_percent: month.growth.map(percent),
            })
            .collect(),
    };
    Ok(Answer::new(needed_text(&document, lang), &document))
}

fn needed_text(document: &Needed, lang: Lang) -> String {
    let Needed {
        indicator,
        rest,
        growth_percent,
        ..
    } = document;
    let mut text = say!(
        lang,
        "{indicator}：还差 {rest}",
        "{indicator}: {rest} left to do"
    );
    if let Some(growth) = growth_percent {
        text += &say!(
            lang,
            "，余下各月须比上年同期增长 {growth}%",
            ", growth of {growth}% over the same months of last year"
        );
    }
    let mut table = Table::new(match lang {
        Lang::Zh => ["月", "当月须完成", "同比%"],
        Lang::En => ["month", "amount", "growth %"],
    });
    for month in &document.months {
        let growth = month.growth_percent.clone().unwrap_or_default();
        table.row([month.month.to_string(), month.amount.clone(), growth]);
    }
    text + "\n\n" + &table.text()
}
