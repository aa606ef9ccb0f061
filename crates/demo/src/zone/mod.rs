//! The demonstration zone, month by month.

mod dates;
mod office;

use jiff::civil::Date;
use zone::Words;
use zone::command::Command;

use crate::Driver;
use dates::{MONTHS, Timetable, add_days};
use office::{Office, last};

/// Fills an empty zone with the demonstration: the history of sixty months that ends with the last
/// month end before `today`, and the current month as far as it has come.
///
/// # Errors
/// Whatever the driver met. The commands themselves are not refused.
pub fn fill<D: Driver>(seed: u64, today: Date, driver: &mut D) -> Result<(), D::Error> {
    let _ = seed;
    let times = Timetable::until(today);
    let office = Office::found(driver, &times)?;
    let total = u32::try_from(MONTHS + 2).unwrap_or(0);
    driver.milestone(1, total)?;
    for (month, done) in (0..=MONTHS).zip(2..) {
        open_cycle(driver, &times, month)?;
        office.turn(driver, &times, month)?;
        if month < MONTHS {
            close_cycle(driver, &times, month)?;
        }
        driver.milestone(done, total)?;
    }
    Ok(())
}

fn open_cycle<D: Driver>(driver: &mut D, times: &Timetable, month: usize) -> Result<(), D::Error> {
    let (from, until) = (times.start(month), times.end(month));
    driver.run(Command::OpenCycle {
        name: month_name(from, "", ""),
        from,
        until,
        due_on: add_days(until, 3),
    })
}

/// Fixes the lights and marks the moment.
fn close_cycle<D: Driver>(driver: &mut D, times: &Timetable, month: usize) -> Result<(), D::Error> {
    let Some(id) = last(driver.zone().cycles.keys()) else {
        return Ok(());
    };
    driver.run(Command::CloseCycle { id })?;
    let end = times.end(month);
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
