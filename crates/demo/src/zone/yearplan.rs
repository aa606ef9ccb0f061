//! The year's plan of a project in twelve months that add up exactly.

use jiff::civil::{Date, date};
use zone::command::fact;
use zone::event::NewFact;
use zone::{Calendars, Field};

use super::curve;
use super::dates::add_days;
use super::facts::wan;
use super::life::{Life, Temper};

/// The plan facts of a year as they are set on a day; nothing if nothing is planned.
pub(crate) fn plan_facts(calendars: &Calendars, life: &Life, year: i16, on: Date) -> Vec<NewFact> {
    let Some(months) = months(calendars, life, year, on) else {
        return Vec::new();
    };
    let whole: i64 = months.iter().sum();
    let mut facts = vec![fact(Field::YearPlan(year), wan(whole))];
    let monthly = (1..).zip(months);
    facts.extend(monthly.map(|(month, amount)| fact(Field::MonthPlan(year, month), wan(amount))));
    facts
}

/// The amounts of the twelve months in 万元.
fn months(calendars: &Calendars, life: &Life, year: i16, on: Date) -> Option<[i64; 12]> {
    let planned = Planned::of(calendars, life, on);
    let mut amounts = [0; 12];
    let mut before = planned.by(life, date(year - 1, 12, 31));
    for (at, amount) in (1..).zip(&mut amounts) {
        let by = planned.by(life, date(year, at, 1).last_of_month());
        *amount = (by - before).max(0) * caution(life) / 100;
        before = before.max(by);
    }
    let whole: i64 = amounts.iter().sum();
    if whole < 6 {
        return None;
    }
    // The year's plan is a round figure: the busiest month takes up the difference.
    let round = match whole {
        20_000.. => 100,
        2_000.. => 10,
        _ => 1,
    };
    let rounded = (whole + round / 2) / round * round;
    if let Some(busiest) = amounts.iter_mut().max() {
        *busiest += rounded - whole;
    }
    Some(amounts)
}

/// What share of what is thought possible is promised, in percent.
fn caution(life: &Life) -> i64 {
    match life.temper {
        Temper::Ahead => 82,
        Temper::Steady => 95,
        Temper::Slip | Temper::Trouble => 99,
    }
}

/// The cumulative plan seen from a day: what was spent before it, and from there on the forecast.
struct Planned {
    on: Date,
    spans: Vec<curve::Span>,
    spent_before: i64,
    thought_before: i64,
}

impl Planned {
    fn of(calendars: &Calendars, life: &Life, on: Date) -> Planned {
        let eve = add_days(on, -1);
        let adopted = life.adopted <= on;
        let spans = if adopted {
            life.forecast(calendars, on).0
        } else {
            Vec::new()
        };
        let costs = &life.template.costs;
        Planned {
            on,
            spent_before: life.spent_wan(eve) - life.prepared_wan(eve),
            thought_before: curve::spent(&spans, costs, eve, life.pause),
            spans,
        }
    }

    /// Cumulative amount by a day, in 万元.
    fn by(&self, life: &Life, day: Date) -> i64 {
        if day < self.on {
            return life.spent_wan(day);
        }
        let prepared = life.prepared_wan(day);
        if self.spans.is_empty() {
            return prepared + self.spent_before;
        }
        let thought = curve::spent(&self.spans, &life.template.costs, day, life.pause);
        let ahead = (thought - self.thought_before).max(0);
        let left = (curve::WHOLE - self.thought_before).max(1);
        prepared + self.spent_before + (life.total_wan - self.spent_before) * ahead / left
    }
}
