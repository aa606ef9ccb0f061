//! The timetable of the history, and how documents of the zone are numbered.

use jiff::civil::{Date, date};

/// Months of history before the current one.
pub(crate) const MONTHS: usize = 60;

/// When the history begins, and the day on which it is told.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Timetable {
    /// First day of the first month.
    pub(crate) founded: Date,
    /// The day it is.
    pub(crate) today: Date,
}

impl Timetable {
    /// The timetable that ends with the last month end before `today`.
    pub(crate) fn until(today: Date) -> Timetable {
        let founded = add_months(today.first_of_month(), -60);
        Timetable { founded, today }
    }

    /// First day of a month of the history; month [`MONTHS`] is the current one.
    pub(crate) fn start(&self, month: usize) -> Date {
        add_months(self.founded, i32::try_from(month).unwrap_or(0))
    }

    /// Last day of a month of the history.
    pub(crate) fn end(&self, month: usize) -> Date {
        self.start(month).last_of_month()
    }

    /// A day of a month; the last one if the month has not so many.
    pub(crate) fn day(&self, month: usize, day: i8) -> Date {
        let start = self.start(month);
        let day = day.clamp(1, start.days_in_month());
        date(start.year(), start.month(), day)
    }

    /// The month at so many thousandths of the history.
    pub(crate) fn share(&self, permille: usize) -> usize {
        MONTHS * permille / 1000
    }

    /// The last month end before today.
    pub(crate) fn last_end(&self) -> Date {
        self.end(MONTHS - 1)
    }
}

/// A first of a month, so many months on.
pub(crate) fn add_months(first: Date, months: i32) -> Date {
    let at = i32::from(first.year()) * 12 + i32::from(first.month()) - 1 + months;
    let year = i16::try_from(at.div_euclid(12)).unwrap_or(first.year());
    let month = i8::try_from(at.rem_euclid(12) + 1).unwrap_or(1);
    date(year, month, 1)
}

/// A date so many days on, or the date itself at the end of the calendar.
pub(crate) fn add_days(day: Date, days: i64) -> Date {
    day.checked_add(jiff::Span::new().days(days)).unwrap_or(day)
}

/// Days from one date to another.
pub(crate) fn days_between(from: Date, to: Date) -> i64 {
    i64::from(zone::figures::days_between(from, to))
}

/// The number of a document of the zone: 云栖发〔2024〕17号.
pub(crate) fn document(series: &str, on: Date, serial: u32) -> String {
    format!("{series}〔{}〕{serial}号", on.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixty_months_end_with_the_last_month_end_before_today() {
        let times = Timetable::until(date(2026, 8, 15));
        assert_eq!(times.founded, date(2021, 8, 1));
        assert_eq!(times.last_end(), date(2026, 7, 31));
        assert_eq!(times.start(MONTHS), date(2026, 8, 1));
        assert_eq!(
            Timetable::until(date(2026, 1, 1)).last_end(),
            date(2025, 12, 31)
        );
        assert_eq!(times.day(6, 31), date(2022, 2, 28));
        assert_eq!(document("云栖发", times.founded, 3), "云栖发〔2021〕3号");
    }
}
