//! `indicator forecast` and `indicator needed`.

use forecast::year_end::year_end;
use forecast::{Series, needed as needed_of, outlook};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use serde::Serialize;
use zone::indicator::Better;
use zone::view::decomposition;
use zone::{Lang, Refusal, Words};

use super::figures;
use crate::answer::Answer;
use crate::context::Context;
use crate::failure::Failure;
use crate::lang::say;
use crate::layout::Table;
use crate::moment::Moment;
use crate::reading;

const FORECAST: &str = "  wallchart indicator forecast gdtz
  wallchart indicator forecast gdtz --unit 投资促进局 --json";

const NEEDED: &str = "  wallchart indicator needed gdtz --true-on 2026-06-30";

/// Seed of what the command line draws: the same record gives the same answer.
const SEED: u64 = 1;

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
    notes: Vec<Words>,
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
    let end = year_end(&series, periods.known, SEED).map_err(|problem| unforeseen(&problem))?;
    let steps = periods.period - periods.known;
    let ahead = outlook(&series, steps, SEED).map_err(|problem| unforeseen(&problem))?;
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
        notes: fell.chain(notes).collect(),
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
        // Nothing is certain before December: neither nought nor a hundred is ever said.
        let percent = match chance * 100.0 {
            low if low < 1.0 => lang.pick(|| "不到 1%", || "below 1%").to_owned(),
            high if high > 99.0 => lang.pick(|| "99% 以上", || "above 99%").to_owned(),
            percent => format!("{percent:.0}%"),
        };
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
    text + "\n" + &table.text()
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
    let periods = decomposition::periods(indicator, unit, on)?;
    let no_target = || {
        Refusal::new(
            "cli/no-target",
            Words::new("这一年还没有目标", "there is no target for this year"),
            Words::new("先下达目标", "set a target first"),
        )
    };
    let standing = indicator.standing(unit, on).ok_or_else(no_target)?;
    let target = standing.target.ok_or_else(no_target)?;
    let last_year = decomposition::last_year(&periods);
    let places = target.scale().max(standing.done.scale());
    let season = decomposition::season(&periods);
    let month = standing.month.month;
    let found = needed_of(
        target,
        standing.done,
        month,
        &season,
        last_year.as_ref(),
        places,
    )
    .map_err(|problem| {
        Refusal::new(
            "cli/needed",
            Words::new(
                format!("无从分摊：{problem}"),
                format!("nothing to spread: {problem}"),
            ),
            Words::new("核对目标和月份", "check the target and the month"),
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
