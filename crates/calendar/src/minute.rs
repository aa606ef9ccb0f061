//! The time axis: civil minutes since the start of 2000, as one integer.
//!
//! Promises: conversions to and from civil dates are exact for every date `jiff` can hold, and
//! never panic (a minute beyond the year 9999 or before -9999 is clamped to it). Deliberately
//! without time zones and seconds.

use jiff::civil::{Date, DateTime};
use std::sync::OnceLock;

/// Minutes in a civil day.
pub const MINUTES_PER_DAY: i64 = 1440;

/// Days from 1970-01-01 to 2000-01-01.
const DAYS_1970_TO_2000: i64 = 10_957;

/// A civil moment: minutes since 2000-01-01T00:00, without time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Minute(pub i64);

impl Minute {
    /// The first moment of a date, 00:00.
    #[inline]
    pub fn start_of(date: Date) -> Minute {
        Minute(day_number(date) * MINUTES_PER_DAY)
    }

    /// The last moment of a date, 24:00, which is 00:00 of the next date. The right bound for
    /// "finish on this date at the latest".
    #[inline]
    pub fn end_of(date: Date) -> Minute {
        Minute((day_number(date) + 1) * MINUTES_PER_DAY)
    }

    /// A civil date-time; seconds and smaller are dropped.
    pub fn from_datetime(moment: DateTime) -> Minute {
        let of_day = i64::from(moment.hour()) * 60 + i64::from(moment.minute());
        Minute(day_number(moment.date()) * MINUTES_PER_DAY + of_day)
    }

    /// The date this moment lies in; 24:00 counts as the next date. For a start.
    #[inline]
    pub fn date(self) -> Date {
        date_of(self.day())
    }

    /// The date of the minute that ends here; 24:00 counts as the date just over. For a finish.
    #[inline]
    pub fn finish_date(self) -> Date {
        date_of(self.finish_day())
    }

    /// Days since 2000-01-01 of the minute that ends here; the day of [`Minute::finish_date`].
    #[inline]
    pub fn finish_day(self) -> i64 {
        (self.0 - 1).div_euclid(MINUTES_PER_DAY)
    }

    /// The civil date-time.
    pub fn datetime(self) -> DateTime {
        let of_day = self.of_day();
        // Both fit: of_day is 0..=1439.
        self.date()
            .at((of_day / 60) as i8, (of_day % 60) as i8, 0, 0)
    }

    /// Days since 2000-01-01, rounded down.
    #[inline]
    pub fn day(self) -> i64 {
        self.0.div_euclid(MINUTES_PER_DAY)
    }

    /// Minutes since the midnight before, 0..=1439.
    #[inline]
    pub fn of_day(self) -> i64 {
        self.0.rem_euclid(MINUTES_PER_DAY)
    }
}

impl std::fmt::Display for Minute {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let of_day = self.of_day();
        write!(f, "{} {:02}:{:02}", self.date(), of_day / 60, of_day % 60)
    }
}

/// Days since 2000-01-01 of a civil date.
///
/// Days-from-civil of Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": years begin
/// in March, so the leap day comes last.
#[inline]
pub(crate) fn day_number(date: Date) -> i64 {
    let month = i64::from(date.month());
    let year = i64::from(date.year()) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(date.day()) - 1;
    let day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    era * 146_097 + day_of_era - 719_468 - DAYS_1970_TO_2000
}

/// The civil date of a day number, clamped to what `jiff` can hold. The inverse of the above.
///
/// Looked up for the years that schedules live in: a wall asks for a quarter of a million dates,
/// and the arithmetic took a seventh of its time.
#[inline]
pub(crate) fn date_of(day: i64) -> Date {
    static DATES: OnceLock<Vec<Date>> = OnceLock::new();
    let dates = DATES.get_or_init(|| LOOKED_UP.map(computed).collect());
    let known = usize::try_from(day - LOOKED_UP.start).ok();
    match known.and_then(|at| dates.get(at)) {
        Some(date) => *date,
        None => computed(day),
    }
}

/// Day numbers of 1990 to 2089.
const LOOKED_UP: std::ops::Range<i64> = -3_652..32_873;

fn computed(day: i64) -> Date {
    let day = day.clamp(day_number(Date::MIN), day_number(Date::MAX));
    let shifted = day + 719_468 + DAYS_1970_TO_2000;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let of_year = day_of_era - (365 * of_era + of_era / 4 - of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = era * 400 + of_era + i64::from(month <= 2);
    // Within the clamp above every part is in range.
    Date::new(year as i16, month as i8, of_month as i8).unwrap_or(Date::MAX)
}

/// Weekday of a day number: 0 is Monday, 6 is Sunday. 2000-01-01 was a Saturday.
pub(crate) fn weekday_of(day: i64) -> usize {
    (day + 5).rem_euclid(7) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_days() {
        let cases = [
            ("2000-01-01", 0),
            ("1999-12-31", -1),
            ("2000-03-01", 60),
            ("2026-01-01", 9497),
        ];
        for (text, day) in cases {
            let date: Date = text.parse().expect("a date");
            assert_eq!((day_number(date), date_of(day)), (day, date), "{text}");
        }
    }

    #[test]
    fn midnight_belongs_to_both_days() {
        let noon_less = Minute::end_of(jiff::civil::date(2026, 6, 30));
        assert_eq!(noon_less.to_string(), "2026-07-01 00:00");
        assert_eq!(noon_less.finish_date().to_string(), "2026-06-30");
        assert_eq!(noon_less, Minute::start_of(jiff::civil::date(2026, 7, 1)));
    }

    #[test]
    fn a_date_looked_up_is_the_date_computed() {
        let (first, last) = (computed(LOOKED_UP.start), computed(LOOKED_UP.end - 1));
        assert_eq!(
            (first.to_string(), last.to_string()),
            ("1990-01-01".into(), "2089-12-31".into())
        );
        for day in LOOKED_UP.start - 400..LOOKED_UP.end + 400 {
            assert_eq!(date_of(day), computed(day));
        }
    }

    #[test]
    fn beyond_the_years_is_clamped() {
        assert_eq!(Minute(i64::MAX).date(), Date::MAX);
        assert_eq!(Minute(i64::MIN).date(), Date::MIN);
    }

    proptest! {
        #[test]
        fn agrees_with_jiff(day in -4_382_000i64..2_921_000) {
            let epoch = jiff::civil::date(2000, 1, 1);
            let date = epoch.saturating_add(jiff::Span::new().days(day));
            prop_assert_eq!(date_of(day), date);
            prop_assert_eq!(day_number(date), day);
            prop_assert_eq!(weekday_of(day), date.weekday().to_monday_zero_offset() as usize);
        }

        #[test]
        fn datetime_and_back(minute in -1_000_000_000i64..1_000_000_000) {
            prop_assert_eq!(Minute::from_datetime(Minute(minute).datetime()), Minute(minute));
        }
    }
}
