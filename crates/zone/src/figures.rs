//! The figures of a project on a date: what lights, the wall and the sheet all start from.
//!
//! Shares are unrounded decimals; whoever shows them rounds once.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::calendars::Calendars;
use crate::network::{self, Scheduled};
use crate::project::Project;
use crate::rule::TimeShareKind;
use crate::view::gates;
use crate::view::wall::GateState;
use crate::{Fen, Field, Value};

/// Figures of one project on one date.
#[derive(Debug, Clone)]
pub struct Figures {
    /// The date.
    pub on: Date,
    /// 年度计划.
    pub year_plan: Option<Fen>,
    /// 本年累计完成.
    pub reported_ytd: Option<Fen>,
    /// 开工以来累计完成.
    pub reported_total: Option<Fen>,
    /// 总投资.
    pub total_investment: Option<Fen>,
    /// 完成率.
    pub completion: Option<Decimal>,
    /// 序时进度.
    pub time_share: Decimal,
    /// 计划进度: monthly plan to the end of the last month, else 序时进度.
    pub plan_share: Decimal,
    /// 累计计划.
    pub planned_ytd: Option<Fen>,
    /// Dates as recorded.
    pub dates: Dates,
    /// What the schedule says, if there is one.
    pub scheduled: Option<Scheduled>,
    /// Gates due and not met by the date.
    pub late_gates: u32,
}

/// Dates of a project as recorded by a date.
#[derive(Debug, Clone, Default)]
pub struct Dates {
    /// 计划开工.
    pub planned_start: Option<Date>,
    /// 计划竣工.
    pub planned_finish: Option<Date>,
    /// 要求完成.
    pub required_finish: Option<Date>,
    /// 预计竣工 as reported.
    pub forecast_finish: Option<Date>,
    /// 首次上报的预计竣工.
    pub first_forecast: Option<Date>,
    /// 实际开工.
    pub actual_start: Option<Date>,
    /// 实际竣工.
    pub actual_finish: Option<Date>,
    /// 计划入库.
    pub planned_registration: Option<Date>,
    /// 实际入库.
    pub actual_registration: Option<Date>,
}

impl Figures {
    /// The figures of a project on a date.
    pub fn of(calendars: &Calendars, project: &Project, on: Date, kind: TimeShareKind) -> Figures {
        let dates = Dates::of(project, on);
        let scheduled = project
            .plan(on)
            .and_then(|plan| network::schedule(plan, calendars, on, dates.required_finish));
        let year_plan = project.money(&Field::YearPlan(on.year()), on);
        let reported_ytd = reported_of_year(project, on);
        let planned_ytd = planned_to_date(project, on);
        let time_share = time_share(on, kind);
        let completion = match (reported_ytd, year_plan) {
            (Some(done), Some(plan)) => done.yuan().checked_div(plan.yuan()),
            _ => None,
        };
        let plan_share = match (planned_ytd, year_plan) {
            (Some(planned), Some(plan)) => planned.yuan().checked_div(plan.yuan()),
            _ => None,
        };
        Figures {
            on,
            year_plan,
            reported_ytd,
            reported_total: project.money(&Field::ReportedTotal, on),
            total_investment: project.money(&Field::TotalInvestment, on),
            completion,
            time_share,
            plan_share: plan_share.unwrap_or(time_share),
            planned_ytd: planned_ytd.or_else(|| share_of(year_plan?, time_share)),
            late_gates: late_gates(project, on),
            dates,
            scheduled,
        }
    }

    /// 进度差: completion − 序时进度.
    pub fn gap(&self) -> Option<Decimal> {
        Some(self.completion? - self.time_share)
    }

    /// Whether nothing is due of it yet: not started, and the month of its planned start ahead.
    pub fn is_before_start(&self) -> bool {
        let ahead = |planned: Date| months_between(planned, self.on) < 0;
        let begun = self.dates.actual_start.or(self.dates.actual_finish);
        begun.is_none() && self.dates.planned_start.is_some_and(ahead)
    }

    /// 计划差: completion − planned share.
    pub fn plan_gap(&self) -> Option<Decimal> {
        Some(self.completion? - self.plan_share)
    }

    /// 相对进度: completion / 序时进度; none at the start of the year.
    pub fn pace(&self) -> Option<Decimal> {
        self.completion?.checked_div(self.time_share)
    }

    /// The finish to be expected: actual, else reported, else from the schedule.
    pub fn forecast_finish(&self) -> Option<Date> {
        let from_schedule = || self.scheduled.as_ref().map(|scheduled| scheduled.finish);
        self.dates
            .actual_finish
            .or(self.dates.forecast_finish)
            .or_else(from_schedule)
    }

    /// The date it must be finished by: required, else the baseline.
    pub fn due(&self) -> Option<Date> {
        self.dates.required_finish.or(self.dates.planned_finish)
    }

    /// Calendar days from the due date to the expected finish; above zero late.
    pub fn delay_days(&self) -> Option<i32> {
        Some(days_between(self.due()?, self.forecast_finish()?))
    }
}

impl Dates {
    fn of(project: &Project, on: Date) -> Dates {
        let date = |field: Field| project.date(&field, on);
        // What a project says has happened counts only once the day has come.
        let happened = |field: Field| project.date(&field, on).filter(|day| *day <= on);
        let first_forecast = project.facts.get(&Field::ForecastFinish).and_then(|line| {
            line.until(on).find_map(|(_, fact)| match fact.value {
                Value::Date(date) => Some(date),
                _ => None,
            })
        });
        Dates {
            planned_start: date(Field::PlannedStart),
            planned_finish: date(Field::PlannedFinish),
            required_finish: date(Field::RequiredFinish),
            forecast_finish: date(Field::ForecastFinish),
            first_forecast,
            actual_start: happened(Field::ActualStart),
            actual_finish: happened(Field::ActualFinish),
            planned_registration: date(Field::PlannedRegistration),
            actual_registration: happened(Field::ActualRegistration),
        }
    }
}

/// Calendar days from one date to another: 0 for the same day.
pub fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// Whole months from the month of one date to the month of another.
pub fn months_between(from: Date, to: Date) -> i32 {
    i32::from(to.year() - from.year()) * 12 + i32::from(to.month() - from.month())
}

/// Number of the last month of the year that has ended by the end of a day; 0 before February.
pub fn months_ended(on: Date) -> i8 {
    if on == on.last_of_month() {
        on.month()
    } else {
        on.month() - 1
    }
}

/// 序时进度 on a date.
pub fn time_share(on: Date, kind: TimeShareKind) -> Decimal {
    match kind {
        TimeShareKind::MonthEnd => forecast::time_share(months_ended(on)),
        TimeShareKind::ByDay => forecast::time_share_by_day(on),
    }
}

/// 本年累计完成: as reported, else the growth of the reported total since the end of last year.
pub(crate) fn reported_of_year(project: &Project, on: Date) -> Option<Fen> {
    if let Some(reported) = project.money_of_year(&Field::ReportedYtd, on) {
        return Some(reported);
    }
    let total = project.money_of_year(&Field::ReportedTotal, on)?;
    let last_year = jiff::civil::date(on.year() - 1, 12, 31);
    match project.fact(&Field::ReportedTotal, last_year) {
        // A total older than a quarter says nothing of the year's end: what has been done since
        // would all be counted in this year.
        Some((since, _)) if since < jiff::civil::date(on.year() - 1, 10, 1) => None,
        Some(_) => Some(total - project.money(&Field::ReportedTotal, last_year)?),
        // Nothing was done before the year in which the project started.
        None => {
            let started = project.date(&Field::ActualStart, on)?;
            (started.year() == on.year()).then_some(total)
        }
    }
}

/// 累计计划 to the end of the last month that has ended; none without a monthly plan. A month left
/// blank counts as nothing planned: together with the year's plan it was checked when recorded.
pub(crate) fn planned_to_date(project: &Project, on: Date) -> Option<Fen> {
    let year = on.year();
    let ended = months_ended(on);
    let months = Field::MonthPlan(year, 1)..=Field::MonthPlan(year, 12);
    let mut planned = None;
    for (field, line) in project.facts.range(months) {
        let (Field::MonthPlan(_, month), Some((_, fact))) = (field, line.at(on)) else {
            continue;
        };
        if let Value::Money(amount) = fact.value {
            let counted = if *month <= ended { amount } else { Fen(0) };
            planned = Some(planned.unwrap_or(Fen(0)) + counted);
        }
    }
    planned
}

fn share_of(whole: Fen, share: Decimal) -> Option<Fen> {
    Fen::from_yuan(whole.yuan().checked_mul(share)?)
}

/// Consecutive months, back from the last that has ended, in which the reported figure of the
/// year was below the cumulative plan. `None` when nothing can be compared.
pub fn missed_months(project: &Project, on: Date) -> Option<u32> {
    let mut missed = 0;
    let mut compared = false;
    for month in (1..=months_ended(on)).rev() {
        let end = jiff::civil::date(on.year(), month, 1).last_of_month();
        let curve = || {
            let plan = project.money(&Field::YearPlan(end.year()), end)?;
            share_of(plan, time_share(end, TimeShareKind::MonthEnd))
        };
        let planned = planned_to_date(project, end).or_else(curve);
        let (Some(done), Some(planned)) = (reported_of_year(project, end), planned) else {
            break;
        };
        compared = true;
        if done >= planned {
            break;
        }
        missed += 1;
    }
    compared.then_some(missed)
}

/// The last report's date: newest effective date of any fact up to the date.
pub fn last_report(project: &Project, on: Date) -> Option<Date> {
    project
        .facts
        .values()
        .filter_map(|line| line.at(on))
        .map(|(since, _)| since)
        .max()
}

/// Gates whose planned date has passed without the step or stage being met.
fn late_gates(project: &Project, on: Date) -> u32 {
    let late = gates::dates(project, on).filter(|gate| gate.state == GateState::Late);
    u32::try_from(late.count()).unwrap_or(u32::MAX)
}
