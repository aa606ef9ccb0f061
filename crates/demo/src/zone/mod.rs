//! The demonstration zone, month by month.

mod beside;
mod cast;
mod curve;
mod dates;
mod deals;
mod facts;
mod fate;
mod firms;
mod firms_script;
mod indicators;
mod items;
mod items_script;
mod life;
mod meetings;
mod names_makers;
mod names_makers_more;
mod names_promotion;
mod names_works;
mod office;
mod paper;
mod photos;
mod place;
mod play;
mod practices;
mod report;
mod round;
mod signing;
mod talk;
mod template;
mod templates;
mod trouble;
mod turns;
mod yearplan;

use jiff::civil::Date;
use zone::command::Command;
use zone::{Calendars, Words};

use crate::Driver;
pub(crate) use firms_script::SIGNED_IN;

use dates::{MONTHS, Timetable, add_days};
use indicators::Indicators;
use items::Items;
use meetings::Meetings;
use office::{Office, last};
use play::Stage;

/// Fills an empty zone with the demonstration: the history of sixty months that ends with the last
/// month end before `today`, and the current month as far as it has come.
///
/// # Errors
/// Whatever the driver met. The commands themselves are not refused.
pub fn fill<D: Driver>(seed: u64, today: Date, driver: &mut D) -> Result<(), D::Error> {
    let times = Timetable::until(today);
    let office = Office::found(driver, &times)?;
    let indicators = Indicators::found(driver, seed, &times, &office)?;
    let calendars = calendars(driver);
    let cast = cast::cast(seed, &times, &calendars);
    let turns = turns::turns(&times, &cast);
    let mut stage = Stage::new(seed, office, calendars.clone(), cast);
    let mut items = Items::until(today);
    let mut meetings = Meetings::none();
    let mut firms = firms::Firms::until(seed, today);
    driver.run(Command::SetCorrectionWindow {
        days: signing::CORRECTION_DAYS,
    })?;
    let total = u32::try_from(MONTHS + 2).unwrap_or(0);
    driver.milestone(1, total)?;
    let mut next = 0;
    for (month, done) in (0..=MONTHS).zip(2..) {
        let (start, end) = (times.start(month), times.end(month));
        let due = match month < MONTHS {
            true => add_days(end, 3),
            false => round::due(&calendars, today),
        };
        open_cycle(driver, (start, end), due)?;
        if month + 1 == MONTHS {
            meetings.hold(driver, &stage.office, &calendars, start)?;
        }
        if start.month() == 1 {
            stage.new_year(driver, start)?;
        }
        stage.office.turn(driver, &times, month)?;
        indicators.turn(driver, &times, &stage.office, start)?;
        while let Some((day, at, turn)) = turns.get(next).filter(|entry| entry.0 <= end) {
            stage.turn(driver, *at, *day, turn)?;
            next += 1;
        }
        items.turn(driver, &stage.office, today, end.min(today))?;
        firms.turn(driver, &stage.office, end.min(today))?;
        if month < MONTHS {
            stage.month(driver, end)?;
            close_cycle(driver, end)?;
        } else {
            stage.news(driver, today)?;
            deals::play(driver, &stage.office, today)?;
            round::play(driver, today)?;
            meetings.go_on(driver, &stage.office, &calendars, today)?;
            practices::write(driver, today)?;
            talk::talk(driver, today)?;
            photos::play(driver, today)?;
            paper::play(driver, today)?;
            beside::play(driver, today)?;
        }
        driver.milestone(done, total)?;
    }
    Ok(())
}

/// The calendars of the zone as founded. The shipped holidays always make calendars; were that not
/// so, founding would have failed before.
fn calendars<D: Driver>(driver: &D) -> Calendars {
    match Calendars::of(driver.zone()) {
        Ok(calendars) => calendars,
        Err(refused) => panic!("the shipped holidays make no calendar: {refused:?}"),
    }
}

fn open_cycle<D: Driver>(
    driver: &mut D,
    (from, until): (Date, Date),
    due_on: Date,
) -> Result<(), D::Error> {
    driver.run(Command::OpenCycle {
        name: month_name(from, "", ""),
        from,
        until,
        due_on,
    })
}

/// Fixes the lights and marks the moment.
fn close_cycle<D: Driver>(driver: &mut D, end: Date) -> Result<(), D::Error> {
    let Some(id) = last(driver.zone().cycles.keys()) else {
        return Ok(());
    };
    driver.run(Command::CloseCycle { id })?;
    driver.run(Command::SetMark {
        name: format!("report-{:04}-{:02}", end.year(), end.month()),
        label: month_name(end, "报", "Report of "),
        date: end,
    })
}

fn month_name(day: Date, suffix: &str, prefix: &str) -> Words {
    Words::new(
        format!("{}年{}月{suffix}", day.year(), day.month()),
        format!("{prefix}{:04}-{:02}", day.year(), day.month()),
    )
}
