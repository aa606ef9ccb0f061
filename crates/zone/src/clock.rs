//! 时限: how long something may take in working days, and how late it is.
//!
//! One clock for whatever somebody must answer: supervision items, requests of enterprises,
//! measures of their plans. It is due on a working day, an answer stops it, and lateness is
//! counted in working days.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::plan::WeekKind;
use crate::{Calendars, Colour};

/// Working days before the due date from which it is yellow: time to fetch a seal and a
/// signature, not more.
pub const DUE_SOON_DAYS: i64 = 3;

/// A due date: as it was asked for, and the first working day from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// As asked for.
    pub stated: Date,
    /// The working day that counts.
    pub on: Date,
}

impl Due {
    /// The date as asked for, where that is no working day.
    pub fn moved_from(self) -> Option<Date> {
        (self.stated != self.on).then_some(self.stated)
    }
}

/// A due date as asked for: on a holiday it is moved to the first working day.
pub fn working_due(calendars: &Calendars, stated: Date) -> Due {
    let on = calendars.get(WeekKind::FiveDay).on_or_after(stated);
    Due { stated, on }
}

/// The due date so many working days after a day.
pub fn due_in(calendars: &Calendars, from: Date, working_days: i64) -> Due {
    let calendar = calendars.get(WeekKind::FiveDay);
    working_due(calendars, calendar.add_working_days(from, working_days))
}

/// Working days from one day to another; below nought if it comes before.
pub fn working_days(calendars: &Calendars, from: Date, to: Date) -> i64 {
    let calendar = calendars.get(WeekKind::FiveDay);
    calendar.working_days_between(from, to)
}

/// A clock that runs towards a due date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// The working day it is due on.
    pub due: Date,
    /// The day an answer stopped it.
    pub stopped_on: Option<Date>,
}

impl Clock {
    /// Working days late on a date; below nought while there is time.
    pub fn days_late(self, calendars: &Calendars, on: Date) -> i64 {
        let until = self.stopped_on.map_or(on, |stopped| stopped.min(on));
        working_days(calendars, self.due, until)
    }

    /// Red once late, yellow in its last days unless it was answered, green before.
    pub fn colour(self, calendars: &Calendars, on: Date) -> Colour {
        let late = self.days_late(calendars, on);
        if late > 0 {
            Colour::Red
        } else if self.stopped_on.is_none() && late >= -DUE_SOON_DAYS {
            Colour::Yellow
        } else {
            Colour::Green
        }
    }
}
