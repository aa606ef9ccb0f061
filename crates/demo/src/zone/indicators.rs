//! Eight level indicators: 65 months of cumulative values for six units and the zone, which is
//! their sum, with the targets of each year.

use jiff::civil::Date;
use rust_decimal::Decimal;
use zone::command::Command;
use zone::event::NewValue;
use zone::indicator::{Better, Definition, Every, Feed, Kind, Month, ValueState};
use zone::{Actor, HandlingLevel, IndicatorId, UnitId, Words};

use super::beside::STATISTICS;
use super::dates::{Timetable, add_days, add_months, document};
use super::office::{Office, last, unit};
use crate::Driver;
use crate::dice::Dice;

/// Months before today in which units say what they expect, and the year's end is worked out.
const PROMISED: i32 = 24;

/// The unit that always expects too much.
const HOPEFUL: usize = unit::SMART;

/// Months of values.
const VALUES: i32 = 65;

/// Units with series of their own.
const SERIES: [usize; 6] = [
    unit::EAST,
    unit::WEST,
    unit::PORT,
    unit::SMART,
    unit::BIOMED,
    unit::MATERIALS,
];

/// How the year is spread over its months, in thousandths; January and February come slow.
const SEASON: [i64; 12] = [74, 70, 86, 84, 86, 92, 84, 84, 86, 82, 84, 88];

/// An indicator as it is invented.
struct Line {
    code: &'static str,
    zh: &'static str,
    en: &'static str,
    measure: (&'static str, &'static str),
    lead: usize,
    /// January is not published alone.
    merged: bool,
    /// The zone's year to begin with, in hundredths of the measure.
    base: i64,
    /// Growth a year, in thousandths.
    growth: i64,
    /// Shares of the units, in thousandths.
    shares: [i64; 6],
}

const YI: (&str, &str) = ("亿元", "CNY 100m");

const LINES: [Line; 8] = [
    line(
        "gyzcz",
        ("规上工业总产值", "Industrial output"),
        YI,
        unit::INDUSTRY,
        true,
        84_000,
        92,
    )
    .shares([230, 140, 60, 270, 110, 190]),
    line(
        "gdtz",
        ("固定资产投资", "Fixed-asset investment"),
        YI,
        unit::ECONOMY,
        true,
        31_500,
        74,
    )
    .shares([240, 180, 130, 200, 90, 160]),
    line(
        "shxfp",
        ("社会消费品零售总额", "Retail sales"),
        YI,
        unit::COMMERCE,
        true,
        9_600,
        58,
    )
    .shares([350, 300, 140, 80, 60, 70]),
    line(
        "ybggys",
        ("一般公共预算收入", "Budget revenue"),
        YI,
        unit::FINANCE,
        false,
        4_250,
        66,
    )
    .shares([250, 170, 110, 220, 110, 140]),
    line(
        "sjwz",
        ("实际使用外资", "Foreign investment"),
        FDI,
        unit::PROMOTION,
        false,
        3_860_000,
        35,
    )
    .shares([220, 120, 160, 230, 150, 120]),
    line(
        "wmjck",
        ("外贸进出口", "Foreign trade"),
        YI,
        unit::COMMERCE,
        false,
        26_400,
        71,
    )
    .shares([190, 120, 310, 200, 70, 110]),
    line(
        "gsfwy",
        ("规上服务业营业收入", "Services revenue"),
        YI,
        unit::ECONOMY,
        false,
        7_300,
        98,
    )
    .shares([280, 190, 290, 110, 70, 60]),
    line(
        "yfjf",
        ("全社会研发投入", "R&D spending"),
        YI,
        unit::TECHNOLOGY,
        false,
        3_120,
        124,
    )
    .shares([210, 90, 20, 280, 260, 140]),
];

const FDI: (&str, &str) = ("万美元", "USD 10k");

const fn line(
    code: &'static str,
    names: (&'static str, &'static str),
    measure: (&'static str, &'static str),
    lead: usize,
    merged: bool,
    base: i64,
    growth: i64,
) -> Line {
    Line {
        code,
        zh: names.0,
        en: names.1,
        measure,
        lead,
        merged,
        base,
        growth,
        shares: [0; 6],
    }
}

impl Line {
    const fn shares(mut self, shares: [i64; 6]) -> Line {
        self.shares = shares;
        self
    }
}

/// The indicators with what they are going to be.
pub(crate) struct Indicators {
    series: Vec<Series>,
    first: Date,
}

/// One indicator's values: for each month since the first, the year to date of the six units.
struct Series {
    id: IndicatorId,
    merged: bool,
    values: Vec<[i64; 6]>,
    /// Targets of the six units by year.
    targets: Vec<(i16, [i64; 6])>,
}

impl Indicators {
    /// Adds the indicators and reports what was published before the history begins.
    pub(crate) fn found<D: Driver>(
        driver: &mut D,
        seed: u64,
        times: &Timetable,
        office: &Office,
    ) -> Result<Indicators, D::Error> {
        let newest = newest(times.today);
        let first = add_months(newest, 1 - VALUES);
        let mut series = Vec::new();
        for (at, line) in (0..).zip(LINES) {
            driver.run(Command::AddIndicator(definition(&line, office)))?;
            if let Some(id) = last(driver.zone().indicators.keys()) {
                let mut dice = Dice::of(seed, 500 + at);
                series.push(invent(&mut dice, &line, id, first));
            }
        }
        let indicators = Indicators { series, first };
        let year = times.founded.year();
        for year in first.year()..=year {
            indicators.set_targets(driver, office, year, times.founded)?;
        }
        let mut month = first;
        while add_months(month, 1) < times.founded {
            indicators.publish(driver, office, month, false)?;
            month = add_months(month, 1);
        }
        Ok(indicators)
    }

    /// What the office does about indicators in a month that begins on a day.
    pub(crate) fn turn<D: Driver>(
        &self,
        driver: &mut D,
        times: &Timetable,
        office: &Office,
        month: Date,
    ) -> Result<(), D::Error> {
        if month.month() == 1 && month > times.founded {
            self.set_targets(
                driver,
                office,
                month.year(),
                add_days(month, 9).min(times.today),
            )?;
        }
        let published = add_months(month, -1);
        if published >= self.first && published <= newest(times.today) {
            self.publish(driver, office, published, published == newest(times.today))?;
        }
        if month >= add_months(times.today, -PROMISED) && month <= newest(times.today) {
            self.promise(driver, office, month)?;
        }
        if month.month() == 3 && add_months(month, -3) >= self.first {
            self.revise(driver, office, add_months(month, -3))?;
        }
        Ok(())
    }

    fn set_targets<D: Driver>(
        &self,
        driver: &mut D,
        office: &Office,
        year: i16,
        on: Date,
    ) -> Result<(), D::Error> {
        for series in &self.series {
            let Some((_, units)) = series.targets.iter().find(|target| target.0 == year) else {
                continue;
            };
            for (unit, target) in with_whole(office, units) {
                driver.run(Command::SetTarget {
                    id: series.id,
                    unit,
                    year,
                    target: Decimal::new(target, 2),
                    document: document("云栖管发", on, 2),
                    reason: None,
                    effective_on: on,
                })?;
            }
        }
        Ok(())
    }

    fn publish<D: Driver>(
        &self,
        driver: &mut D,
        office: &Office,
        month: Date,
        newest: bool,
    ) -> Result<(), D::Error> {
        let state = if newest {
            ValueState::Flash
        } else {
            ValueState::Final
        };
        for series in &self.series {
            if series.merged && month.month() == 1 {
                continue;
            }
            self.report(driver, office, series, month, state, 0)?;
        }
        Ok(())
    }

    /// What units expect of the month, some days before it ends: one of them always too much, the
    /// others now more and now less.
    fn promise<D: Driver>(
        &self,
        driver: &mut D,
        office: &Office,
        month: Date,
    ) -> Result<(), D::Error> {
        let at = i64::from(zone::figures::months_between(self.first, month));
        for (number, series) in (0..).zip(&self.series) {
            if series.merged && month.month() == 1 {
                continue;
            }
            let known = |at: i64| {
                usize::try_from(at)
                    .ok()
                    .and_then(|at| series.values.get(at))
            };
            let Some(units) = known(at) else { continue };
            let first = if series.merged { 2 } else { 1 };
            let before = if i32::from(month.month()) == first {
                [0; 6]
            } else {
                known(at - 1).copied().unwrap_or_default()
            };
            let mut values = Vec::new();
            for (place, unit) in SERIES.iter().enumerate() {
                let come = units[place] - before[place];
                let turn = (at * 7 + number * 5 + place as i64 * 3) % 11 - 5;
                let over = if *unit == HOPEFUL {
                    60 + turn * 4
                } else {
                    turn * 6
                };
                values.push(NewValue {
                    unit: Some(office.units[*unit]),
                    month: Month::of(month),
                    value: Decimal::new(before[place] + come + come * over / 1000, 2),
                    parts: None,
                    state: ValueState::Forecast,
                });
            }
            let command = Command::ReportIndicator {
                id: series.id,
                values,
                reason: None,
            };
            driver.run_as(&Actor::program(), add_days(month, 24), command)?;
        }
        Ok(())
    }

    /// The annual report puts the December of two indicators a little right.
    fn revise<D: Driver>(
        &self,
        driver: &mut D,
        office: &Office,
        december: Date,
    ) -> Result<(), D::Error> {
        for series in self.series.iter().step_by(4) {
            self.report(driver, office, series, december, ValueState::Revised, 4)?;
        }
        Ok(())
    }

    fn report<D: Driver>(
        &self,
        driver: &mut D,
        office: &Office,
        series: &Series,
        month: Date,
        state: ValueState,
        more_permille: i64,
    ) -> Result<(), D::Error> {
        let at = zone::figures::months_between(self.first, month);
        let Some(units) = usize::try_from(at)
            .ok()
            .and_then(|at| series.values.get(at))
        else {
            return Ok(());
        };
        let units = units.map(|value| value + value * more_permille / 1000);
        let values = with_whole(office, &units).map(|(unit, value)| NewValue {
            unit,
            month: Month::of(month),
            value: Decimal::new(value, 2),
            parts: None,
            state,
        });
        let command = Command::ReportIndicator {
            id: series.id,
            values: values.collect(),
            reason: None,
        };
        // Published on the 18th; what was long ago is entered today.
        let out = add_days(add_months(month, 1), 17);
        let long_ago = out < add_months(driver.today(), -PROMISED);
        let on = if long_ago { driver.today() } else { out };
        driver.run_as(&Actor::program(), on, command)
    }
}

/// First day of the newest month whose figures are out: they come on the 18th of the next.
fn newest(today: Date) -> Date {
    let back = if today.day() > 18 { -1 } else { -2 };
    add_months(today.first_of_month(), back)
}

/// The units with their values, and the zone with the sum.
fn with_whole<'a>(
    office: &'a Office,
    units: &'a [i64; 6],
) -> impl Iterator<Item = (Option<UnitId>, i64)> + 'a {
    let own = SERIES
        .iter()
        .zip(units)
        .map(|(unit, value)| (Some(office.units[*unit]), *value));
    std::iter::once((None, units.iter().sum())).chain(own)
}

fn definition(line: &Line, office: &Office) -> Definition {
    Definition {
        code: line.code.to_owned(),
        name: Words::new(line.zh, line.en),
        measure: Words::new(line.measure.0, line.measure.1),
        kind: Kind::Flow,
        better: Better::More,
        lead_unit: Some(office.units[line.lead]),
        january_skipped: line.merged,
        every: Every::Month,
        month_ends_on: None,
        release_lag: 18,
        source: ["gyzcz", "gdtz", "shxfp"]
            .contains(&line.code)
            .then(|| STATISTICS.to_owned()),
        fed_by: (line.code == "gdtz").then_some(Feed::Reported),
        // Statistics publishes these; the zone knows them earlier.
        level: match line.code {
            "gyzcz" | "shxfp" => HandlingLevel::UnpublishedStatistics,
            _ => HandlingLevel::Internal,
        },
    }
}

fn invent(dice: &mut Dice, line: &Line, id: IndicatorId, first: Date) -> Series {
    let mut values = Vec::new();
    let mut targets: Vec<(i16, [i64; 6])> = Vec::new();
    let mut year_of_unit = line.shares.map(|share| line.base * share / 1000);
    let mut to_date = [0; 6];
    let begin = jiff::civil::date(first.year(), 1, 1);
    for ahead in 0..VALUES + 24 {
        let month = add_months(begin, ahead);
        if month.month() == 1 {
            to_date = [0; 6];
            let asked = line.growth + dice.between(-6, 14);
            let target = year_of_unit.map(|year| (year + year * asked / 1000) / 10 * 10);
            targets.push((month.year(), target));
            // A year goes better or worse than asked, for everybody and for each.
            let common = dice.between(-62, 52);
            year_of_unit = year_of_unit.map(|year| {
                let own = common + dice.around(-30, 30);
                year + year * (line.growth + own) / 1000
            });
        }
        let season = SEASON[usize::try_from(month.month() - 1).unwrap_or(0)];
        for (sum, year) in to_date.iter_mut().zip(year_of_unit) {
            *sum += year * season * dice.between(93, 107) / 100_000;
        }
        if month >= first {
            values.push(to_date);
        }
    }
    Series {
        id,
        merged: line.merged,
        values,
        targets,
    }
}
