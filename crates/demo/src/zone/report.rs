//! The monthly report of a project: money, physical progress, forecast, steps.

use jiff::civil::Date;
use rust_decimal::Decimal;
use zone::command::fact;
use zone::event::{NewFact, StepProgress};
use zone::{BasisPoints, Calendars, Field, Quantity, TextRef, Value};

use super::curve::WHOLE;
use super::dates::add_days;
use super::facts::{in_statistics, wan};
use super::life::Life;
use crate::dice::Dice;

/// What was reported before: figures never fall, finished steps are not told twice.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reported {
    /// Reported in total, in 万元.
    total: i64,
    /// Certified in total.
    certified: i64,
    /// Year of the last report.
    year: i16,
    /// Totals at the end of the year before.
    total_before: i64,
    certified_before: i64,
    /// Steps whose finish was told.
    told: Vec<usize>,
    /// Words last used.
    words: String,
}

impl Reported {
    /// What stood when the project was registered.
    pub(crate) fn start(life: &Life, day: Date) -> Reported {
        let before = jiff::civil::date(day.year() - 1, 12, 31);
        let eve = add_days(day, -1);
        Reported {
            total: life.spent_wan(eve),
            certified: certified(life, eve),
            year: day.year(),
            total_before: life.spent_wan(before),
            certified_before: certified(life, before),
            told: Vec::new(),
            words: String::new(),
        }
    }

    /// Begins a year: what stands now is what the year starts from.
    pub(crate) fn turn_year(&mut self, year: i16) {
        if self.year < year {
            self.year = year;
            self.total_before = self.total;
            self.certified_before = self.certified;
        }
    }

    /// The money facts as they stand.
    pub(crate) fn money(&self, life: &Life, day: Date) -> Vec<NewFact> {
        let mut facts = vec![
            fact(Field::ReportedYtd, wan(self.total - self.total_before)),
            fact(Field::ReportedTotal, wan(self.total)),
        ];
        if in_statistics(life).is_some_and(|since| since <= day) {
            let year = self.certified - self.certified_before;
            facts.push(fact(Field::CertifiedYtd, wan(year)));
            facts.push(fact(Field::CertifiedTotal, wan(self.certified)));
        }
        facts
    }

    /// The facts of a month's report, apart from words.
    pub(crate) fn month(
        &mut self,
        dice: &mut Dice,
        calendars: &Calendars,
        life: &Life,
        day: Date,
    ) -> Vec<NewFact> {
        self.turn_year(day.year());
        // A report is never quite of the day it says.
        let seen = life.spent_wan(add_days(day, dice.around(-5, 3)));
        self.total = self.total.max(seen.min(life.total_wan));
        self.certified = self.certified.max(certified(life, day));
        let mut facts = self.money(life, day);
        facts.push(fact(
            Field::FundingReceived,
            wan(received(life, self.total)),
        ));
        if life.started() <= day {
            facts.push(fact(
                Field::PhysicalShare,
                Value::Share(physical(life, day)),
            ));
            facts.extend(quantities(life, day));
        }
        if life.adopted <= day && life.finished() > day {
            let (_, finish) = life.forecast(calendars, day);
            facts.push(fact(Field::ForecastFinish, Value::Date(finish)));
        }
        facts
    }

    /// Physical progress in words, if they changed.
    pub(crate) fn new_words(&mut self, life: &Life, day: Date) -> Option<String> {
        let words = words(life, day);
        (words != self.words).then(|| {
            self.words.clone_from(&words);
            words
        })
    }

    /// Progress of the steps that moved since the last report.
    pub(crate) fn steps(
        &mut self,
        calendars: &Calendars,
        life: &Life,
        day: Date,
    ) -> Vec<StepProgress> {
        let plan = life.status(calendars, day);
        let mut steps = Vec::new();
        for (at, step) in plan.steps.iter().enumerate() {
            if step.actual_start.is_none() || self.told.contains(&at) {
                continue;
            }
            if step.actual_finish.is_some() {
                self.told.push(at);
            }
            steps.push(StepProgress {
                step: step.key.clone(),
                actual_start: step.actual_start,
                actual_finish: step.actual_finish,
                remaining_days: step.remaining_days.map(|left| left.days),
            });
        }
        steps
    }

    /// The words as a fact.
    pub(crate) fn words_fact(words: TextRef) -> NewFact {
        fact(Field::PhysicalWords, Value::FreeText(words))
    }
}

/// 纳统口径 runs a month behind and counts less.
fn certified(life: &Life, day: Date) -> i64 {
    match in_statistics(life) {
        Some(since) if since <= day => life.spent_wan(add_days(day, -31)) * 91 / 100,
        _ => 0,
    }
}

fn received(life: &Life, spent: i64) -> i64 {
    let planned = life.total_wan * 95 / 100;
    let share = 102 + i64::try_from(life.number % 5).unwrap_or(0) * 3;
    let first = planned * 3 / 100;
    ((spent * share / 100 + first) / 10 * 10).min(planned)
}

/// Physical progress: finished work on site, by planned days.
fn physical(life: &Life, day: Date) -> BasisPoints {
    let site = life.template.start..life.truth.len();
    let days = |at: usize| i64::from(life.plan.steps[at].days);
    let whole: i64 = site.clone().map(days).sum();
    let done: i64 = site.map(|at| days(at) * life.progress(at, day)).sum();
    let share = done / whole.max(1) * 10_000 / WHOLE;
    // Reported to the half percent, as sites do.
    BasisPoints(i32::try_from(share / 50 * 50).unwrap_or(0))
}

fn quantities(life: &Life, day: Date) -> Vec<NewFact> {
    let mut facts = Vec::new();
    for (key, item, unit, amount) in life.template.quantities {
        let Some(step) = life.template.position(key) else {
            continue;
        };
        let progress = life.progress(step, day);
        if progress == 0 {
            continue;
        }
        let planned = (amount * life.total_wan / 10_000).max(10);
        let done = planned * progress / WHOLE;
        let quantity = Quantity {
            planned: Decimal::from(planned),
            done: Decimal::from(done),
            unit: (*unit).to_owned(),
        };
        let field = Field::PhysicalQuantity((*item).to_owned());
        facts.push(fact(field, Value::Quantity(quantity)));
    }
    facts
}

/// Physical progress in words: the last work finished, and what is under way.
fn words(life: &Life, day: Date) -> String {
    let name = |at: usize| life.plan.steps[at].name.as_str();
    let real = |at: &usize| life.plan.steps[*at].days > 0;
    if life.finished() <= day {
        return "已通过竣工验收".to_owned();
    }
    let under_way: Vec<usize> = (0..life.truth.len())
        .filter(real)
        .filter(|at| life.truth[*at].0 <= day && life.truth[*at].1 > day)
        .collect();
    let done = (0..life.truth.len())
        .filter(real)
        .filter(|at| life.truth[*at].1 <= day);
    let done = done
        .max_by_key(|at| life.truth[*at].1)
        .map(|at| format!("{}已完成", name(at)));
    let parts = under_way.iter().rev().take(3).map(|at| {
        let percent = life.progress(*at, day) * 20 / WHOLE * 5;
        match percent {
            0 if life.started() <= day => format!("{}已进场", name(*at)),
            _ if life.started() <= day => format!("{}完成{percent}%", name(*at)),
            _ => format!("正在办理{}", name(*at)),
        }
    });
    let all: Vec<String> = done.into_iter().chain(parts).collect();
    if all.is_empty() {
        "前期工作推进中".to_owned()
    } else {
        all.join("，")
    }
}
