//! What befalls a life: its problems, and the date it is held to.

use jiff::civil::Date;
use zone::Calendars;

use super::dates::{Timetable, add_days, days_between};
use super::life::{Life, Temper, Trouble};
use crate::dice::Dice;

/// The problems that explain where time was lost, and a small one here and there.
pub(crate) fn troubles(
    dice: &mut Dice,
    times: &Timetable,
    life: &Life,
    holdups: &[(usize, u32)],
) -> Vec<Trouble> {
    let mut found = Vec::new();
    for &(step, days) in holdups {
        // Not every slip has a problem that somebody wrote down.
        if life.temper == Temper::Slip && dice.chance(420) {
            continue;
        }
        let (start, finish) = life.truth[step];
        let span = days_between(start, finish);
        let done = finish <= times.today;
        let raised = if done {
            add_days(start, span * dice.between(25, 45) / 100)
        } else {
            let recent = add_days(times.last_end(), -dice.between(15, 110));
            recent.max(add_days(start, 4)).min(times.today)
        };
        let severe = life.temper == Temper::Trouble;
        found.push(Trouble {
            step,
            delay_days: days * 7 / 6,
            raised,
            resolved: done.then(|| add_days(finish, -dice.between(2, 9)).max(raised)),
            blocking: dice.chance(if severe { 620 } else { 160 }),
        });
    }
    let waiting = life.truth[0].0 > times.today && life.stage_on(times.today) != Some("谋划");
    if waiting && dice.chance(240) {
        found.extend(early_trouble(dice, times, life));
    }
    if holdups.is_empty() && dice.chance(110) {
        found.extend(small_trouble(dice, times, life));
    }
    found
}

/// A question of land that must be settled before anything begins.
fn early_trouble(dice: &mut Dice, times: &Timetable, life: &Life) -> Option<Trouble> {
    let step = life.template.rows.iter().position(|row| row.5 == "用地")?;
    let raised = add_days(times.last_end(), -dice.between(5, 70));
    Some(Trouble {
        step,
        delay_days: u32::try_from(dice.between(25, 70)).unwrap_or(0),
        raised: raised.max(life.registered),
        resolved: None,
        blocking: true,
    })
}

/// A tighter date that some projects were first held to, until a document put it off.
pub(crate) fn first_required(
    dice: &mut Dice,
    times: &Timetable,
    life: &Life,
) -> Option<(Date, Date)> {
    let begin = life.truth[0].0;
    let adjusted = add_days(begin, dice.between(240, 620));
    let first = add_days(life.required, -dice.between(28, 95)).last_of_month();
    let fits = adjusted > life.registered
        && adjusted < add_days(times.today, -80)
        && adjusted < life.finished()
        && first > adjusted;
    (dice.chance(620) && fits).then_some((first, adjusted))
}

/// A trouble that costs little and is soon over.
fn small_trouble(dice: &mut Dice, times: &Timetable, life: &Life) -> Option<Trouble> {
    let begun: Vec<usize> = (0..life.truth.len())
        .filter(|at| life.truth[*at].0 <= times.last_end() && life.plan.steps[*at].days > 10)
        .collect();
    let step = *begun.get(dice.position(begun.len()))?;
    let raised = add_days(life.truth[step].0, dice.between(3, 9));
    let resolved = add_days(raised, dice.between(15, 70));
    Some(Trouble {
        step,
        delay_days: u32::try_from(dice.between(0, 12)).unwrap_or(0),
        raised,
        resolved: (resolved <= times.today).then_some(resolved),
        blocking: false,
    })
}

/// The required date: a month end that the office set, in keeping with how the project fares.
pub(crate) fn required(
    dice: &mut Dice,
    times: &Timetable,
    calendars: &Calendars,
    life: &Life,
) -> Date {
    let planned = life.planned_finish().unwrap_or(times.today);
    let usual = add_days(planned, dice.between(-12, 16)).last_of_month();
    if life.finished() <= times.today || life.truth[0].0 > times.today {
        return usual;
    }
    let (_, forecast) = life.forecast(calendars, times.last_end());
    let before = |late: i64| add_days(forecast, -late);
    let late_by = |due: Date| days_between(due, forecast);
    // The month end that makes it late by as much, or the one before.
    let month_end = |late: i64, least: i64| {
        let due = before(late).last_of_month();
        if late_by(due) >= least {
            due
        } else {
            add_days(due.first_of_month(), -1)
        }
    };
    match life.temper {
        Temper::Steady => usual.max(add_days(forecast, 6).last_of_month()),
        Temper::Ahead => usual.max(add_days(forecast, 34).last_of_month()),
        Temper::Slip => month_end(dice.between(10, 45), 3),
        Temper::Trouble => month_end(dice.between(80, 170), 64),
    }
}
