//! Finding an indicator and a unit by what people call them, and their figures as a series.

use forecast::{NotConsecutive, Periods, PlanCurve, Published, from_cumulative, past_seasons};
use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive as _, ToPrimitive as _};
use zone::indicator::Indicator;
use zone::{Refusal, UnitId, Words};

use crate::failure::Failure;
use crate::reading::View;

/// The indicator that is meant: by code, else by name.
pub(super) fn find<'a>(view: &'a View, wanted: &str) -> Result<&'a Indicator, Failure> {
    let all = || view.seen.zone.indicators.values().map(|one| &**one);
    let wanted = wanted.trim();
    let coded = all().find(|one| one.definition.code == wanted);
    let named =
        || all().find(|one| one.definition.name.zh == wanted || one.definition.name.en == wanted);
    coded.or_else(named).ok_or_else(|| {
        Failure::refused(
            "cli/no-such-indicator",
            Words::new(
                format!("没有编码或名称为“{wanted}”的指标"),
                format!("there is no indicator with the code or name {wanted:?}"),
            ),
            Words::new(
                "用 wallchart indicator list 查看",
                "see `wallchart indicator list`",
            ),
        )
    })
}

/// The unit that is meant; none for the whole zone.
pub(super) fn unit(view: &View, wanted: Option<&str>) -> Result<Option<UnitId>, Failure> {
    let Some(wanted) = wanted else {
        return Ok(None);
    };
    let mut units = view.seen.zone.units.iter();
    match units.find(|(_, unit)| unit.is_called(wanted.trim())) {
        Some((id, _)) => Ok(Some(*id)),
        None => Err(Failure::refused(
            "cli/no-such-unit",
            Words::new(
                format!("没有名为“{wanted}”的单位"),
                format!("there is no unit called {wanted:?}"),
            ),
            Words::new("写单位的全称", "give the full name of the unit"),
        )),
    }
}

/// The figures of a flow as the amounts of its periods.
pub(super) fn periods(
    indicator: &Indicator,
    unit: Option<UnitId>,
    on: Date,
) -> Result<Periods, Refusal> {
    if !indicator.definition.kind.is_cumulative() {
        return Err(Refusal::new(
            "cli/indicator-stock",
            Words::new(
                "存量、比率和增速没有全年累计可言",
                "stocks, ratios and growth rates do not add up over a year",
            ),
            Words::new("请选流量或个数指标", "choose a flow or a count"),
        ));
    }
    let figures: Vec<Published> = indicator
        .months(unit, on)
        .map(|(month, seen)| Published {
            year: month.year,
            month: month.month,
            value: seen.latest.value.to_f64().unwrap_or(f64::NAN),
        })
        .collect();
    from_cumulative(&figures).map_err(not_consecutive)
}

fn not_consecutive(problem: NotConsecutive) -> Refusal {
    let cause = match problem {
        NotConsecutive::Gap { year, month } => Words::new(
            format!("{year} 年 {month} 月之前缺月份"),
            format!("a month is missing before {year}-{month:02}"),
        ),
        NotConsecutive::NotInOrder { year, month } => Words::new(
            format!("{year} 年 {month} 月重复或次序颠倒"),
            format!("{year}-{month:02} is given twice or out of order"),
        ),
        _ => Words::new(
            "没有完整年度的数据",
            "there are no figures from a January on",
        ),
    };
    let remedy = Words::new(
        "补录缺的月份后再看",
        "enter the missing months, then look again",
    );
    Refusal::new("cli/indicator-gap", cause, remedy)
}

/// The season of whole past years, as a plan curve; linear without one.
pub(super) fn season(periods: &Periods) -> PlanCurve {
    let past = &periods.values[..periods.values.len() - periods.known];
    let years = past.chunks_exact(periods.period).map(twelve);
    past_seasons(&years.collect::<Vec<_>>()).unwrap_or(PlanCurve::Linear)
}

/// The last whole year's months, if there is one.
pub(super) fn last_year(periods: &Periods) -> Option<[Decimal; 12]> {
    let past = &periods.values[..periods.values.len() - periods.known];
    past.chunks_exact(periods.period).next_back().map(twelve)
}

/// A year's periods as twelve months; where January and February are one, February has both.
fn twelve(year: &[f64]) -> [Decimal; 12] {
    let mut months = [Decimal::ZERO; 12];
    let first = 12 - year.len().min(12);
    for (month, value) in months[first..].iter_mut().zip(year) {
        *month = Decimal::from_f64(*value).unwrap_or_default().round_dp(6);
    }
    months
}
