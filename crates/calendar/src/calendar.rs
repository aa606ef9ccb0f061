//! The calendar and its questions.
//!
//! Promises: every question is answered for every date, in constant time (plus the shifts of one
//! day for minutes). Each function says which ends it counts. Outside 1990-2100 the week alone
//! is followed.

use crate::build::CalendarBuilder;
use crate::holidays::HolidayTable;
use crate::index::Index;
use crate::minute::{Minute, date_of, day_number};
use crate::week::{Shift, Week};
use jiff::civil::Date;
use std::sync::{Arc, OnceLock};

/// When work is done. Cheap to clone: the index (about half a megabyte) is shared.
#[derive(Debug, Clone)]
pub struct Calendar {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    name: String,
    week: Week,
    holidays: Option<HolidayTable>,
    index: Index,
}

impl Calendar {
    /// Begins a calendar: Monday to Friday, eight hours, no holidays unless told otherwise.
    pub fn builder(name: &str) -> CalendarBuilder {
        CalendarBuilder::new(name)
    }

    /// 五天工作制: Monday to Friday, eight hours, with China's holidays and make-up days.
    pub fn china_five_day() -> Calendar {
        static SHARED: OnceLock<Calendar> = OnceLock::new();
        let make = || ready("五天工作制", Week::five_day(), Some(HolidayTable::china()));
        SHARED.get_or_init(make).clone()
    }

    /// Every day around the clock, no holidays: elapsed time.
    pub fn continuous() -> Calendar {
        static SHARED: OnceLock<Calendar> = OnceLock::new();
        let make = || ready("连续", Week::round_the_clock(), None);
        SHARED.get_or_init(make).clone()
    }

    pub(crate) fn from_parts(
        name: String,
        week: Week,
        holidays: Option<HolidayTable>,
        index: Index,
    ) -> Calendar {
        Calendar {
            inner: Arc::new(Inner {
                name,
                week,
                holidays,
                index,
            }),
        }
    }

    /// Its name, as given.
    pub fn name(&self) -> &str {
        &self.inner.name
    }

    /// The ordinary week.
    pub fn week(&self) -> &Week {
        &self.inner.week
    }

    /// The holidays it follows, if any.
    pub fn holidays(&self) -> Option<&HolidayTable> {
        self.inner.holidays.as_ref()
    }

    /// Whether two handles share one calendar.
    pub fn is_same(&self, other: &Calendar) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner)
    }

    // --- Days -----------------------------------------------------------------------------

    /// Whether any minute of the date is worked.
    pub fn is_working_day(&self, date: Date) -> bool {
        self.working_minutes_of(date) > 0
    }

    /// Working minutes of the date.
    pub fn working_minutes_of(&self, date: Date) -> i64 {
        self.inner.index.minutes_of(day_number(date))
    }

    /// Shifts of the date, in order.
    pub fn shifts_of(&self, date: Date) -> impl Iterator<Item = Shift> + '_ {
        self.inner.index.shifts_of(day_number(date))
    }

    /// The `n`-th working day after a date (before it, if `n` is negative). The date itself is
    /// not counted, whether worked or not; `n` = 0 gives the date itself.
    pub fn add_working_days(&self, date: Date, n: i64) -> Date {
        let index = &self.inner.index;
        let day = day_number(date);
        let number = match n {
            0 => return date,
            1.. => index.working_before(day + 1).saturating_add(n - 1),
            _ => index.working_before(day).saturating_add(n),
        };
        date_of(index.nth_working(number))
    }

    /// How many working days lie from one date to another: `from` is not counted, `to` is.
    /// Negative if `to` is earlier (again `from` not counted, `to` counted). So
    /// `add_working_days(from, working_days_between(from, to)) == to` for a working day `to`.
    #[inline]
    pub fn working_days_between(&self, from: Date, to: Date) -> i64 {
        self.working_days_between_days(day_number(from), day_number(to))
    }

    /// The same of days as [`Minute::day`] counts them.
    pub fn working_days_between_days(&self, from: i64, to: i64) -> i64 {
        let index = &self.inner.index;
        if from <= to {
            index.working_before(to + 1) - index.working_before(from + 1)
        } else {
            index.working_before(to) - index.working_before(from)
        }
    }

    /// How many working days there are from one date to another, both ends counted; 0 if `to` is
    /// earlier.
    pub fn working_days_inclusive(&self, from: Date, to: Date) -> i64 {
        let index = &self.inner.index;
        (index.working_before(day_number(to) + 1) - index.working_before(day_number(from))).max(0)
    }

    /// The first working day after a date, the date itself not counted.
    pub fn next_working_day(&self, date: Date) -> Date {
        self.add_working_days(date, 1)
    }

    /// The last working day before a date, the date itself not counted.
    pub fn previous_working_day(&self, date: Date) -> Date {
        self.add_working_days(date, -1)
    }

    /// The date itself if worked, else the next working day.
    pub fn on_or_after(&self, date: Date) -> Date {
        if self.is_working_day(date) {
            date
        } else {
            self.next_working_day(date)
        }
    }

    /// The date itself if worked, else the working day before.
    pub fn on_or_before(&self, date: Date) -> Date {
        if self.is_working_day(date) {
            date
        } else {
            self.previous_working_day(date)
        }
    }

    // --- Minutes --------------------------------------------------------------------------

    /// The moment `n` working minutes after another (before it, if negative). Going forward it
    /// is the earliest such moment (17:00, when the work is over), going back the latest (08:00,
    /// when it must begin); `n` = 0 gives the moment itself.
    pub fn add_working_minutes(&self, from: Minute, n: i64) -> Minute {
        match n {
            0 => from,
            1.. => self.end_of_rank(self.rank(from).saturating_add(n)),
            _ => self.start_of_rank(self.rank(from).saturating_add(n)),
        }
    }

    /// Working minutes from one moment to another; negative if `to` is earlier.
    pub fn working_minutes_between(&self, from: Minute, to: Minute) -> i64 {
        self.rank(to) - self.rank(from)
    }

    /// Whether the minute that begins here is worked.
    pub fn is_working(&self, at: Minute) -> bool {
        self.start_of_rank(self.rank(at)) == at
    }

    /// The moment itself if the minute that begins here is worked, else the next that is.
    pub fn next_working(&self, at: Minute) -> Minute {
        self.start_of_rank(self.rank(at))
    }

    /// The moment itself if the minute that ends here is worked, else the last such before it.
    pub fn previous_working(&self, at: Minute) -> Minute {
        self.end_of_rank(self.rank(at))
    }

    /// Working minutes before a moment, counted from 1990-01-01T00:00 (negative before that).
    /// Moments in one gap between shifts, both its ends included, have the same rank.
    #[inline]
    pub fn rank(&self, at: Minute) -> i64 {
        self.inner.index.rank(at)
    }

    /// Rank of a moment and the next working minute ([`Calendar::rank`] and
    /// [`Calendar::next_working`]), for little more than the cost of one.
    #[inline]
    pub fn rank_and_next(&self, at: Minute) -> (i64, Minute) {
        let place = self.inner.index.place(at);
        (place.rank, place.near)
    }

    /// Rank of a moment and the end of the last working minute before it ([`Calendar::rank`] and
    /// [`Calendar::previous_working`]).
    #[inline]
    pub fn rank_and_previous(&self, at: Minute) -> (i64, Minute) {
        let place = self.inner.index.place_before(at);
        (place.rank, place.near)
    }

    /// Whether every minute is worked: ranks are then minutes of the clock.
    pub fn is_continuous(&self) -> bool {
        self.inner.index.is_continuous()
    }

    /// The latest moment of a rank: where its working minute begins.
    #[inline]
    pub fn start_of_rank(&self, rank: i64) -> Minute {
        self.inner.index.start_of_rank(rank)
    }

    /// The earliest moment of a rank: where the working minute before it ends.
    #[inline]
    pub fn end_of_rank(&self, rank: i64) -> Minute {
        self.inner.index.end_of_rank(rank)
    }

    // --- Knowledge ------------------------------------------------------------------------

    /// Whether the date lies in a year whose holiday notice is not known. Never, for a calendar
    /// without holidays.
    pub fn is_provisional(&self, date: Date) -> bool {
        self.holidays()
            .is_some_and(|table| table.is_provisional(date))
    }

    /// The first year without notice that the dates `from..=to` touch (in either order). A
    /// result computed over this span is provisional if there is one.
    pub fn provisional_in(&self, from: Date, to: Date) -> Option<i16> {
        self.holidays()?.provisional_in(from, to)
    }
}

/// A ready-made calendar. Its parts are ours and a test builds each of them.
fn ready(name: &str, week: Week, holidays: Option<HolidayTable>) -> Calendar {
    let builder = Calendar::builder(name).week(week);
    let builder = match holidays {
        Some(table) => builder.holidays(table),
        None => builder,
    };
    builder.build().expect("ready-made weeks have working time")
}
