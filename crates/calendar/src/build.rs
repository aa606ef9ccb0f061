//! Putting a calendar together.
//!
//! Promises: all problems at once; later exceptions win over earlier ones, exceptions over
//! holidays, holidays over the week.

use crate::calendar::Calendar;
use crate::holidays::HolidayTable;
use crate::index::{DayRule, Index};
use crate::limits::{FIRST_DATE, LAST_DATE};
use crate::minute::day_number;
use crate::problem::{Problem, Refusal, ShiftDay};
use crate::week::{Shift, Week, check_shifts};
use jiff::civil::Date;

/// Collects the parts of a [`Calendar`]; see [`Calendar::builder`].
#[derive(Debug, Clone)]
pub struct CalendarBuilder {
    name: String,
    week: Week,
    holidays: Option<HolidayTable>,
    make_up_shifts: Option<Vec<Shift>>,
    exceptions: Vec<Exception>,
}

#[derive(Debug, Clone)]
struct Exception {
    from: Date,
    to: Date,
    kind: ExceptionKind,
}

#[derive(Debug, Clone)]
enum ExceptionKind {
    Off,
    Working,
    Shifts(Vec<Shift>),
}

impl CalendarBuilder {
    pub(crate) fn new(name: &str) -> CalendarBuilder {
        CalendarBuilder {
            name: name.to_owned(),
            week: Week::five_day(),
            holidays: None,
            make_up_shifts: None,
            exceptions: Vec::new(),
        }
    }

    /// The ordinary week; Monday to Friday, eight hours, unless set.
    #[must_use]
    pub fn week(mut self, week: Week) -> Self {
        self.week = week;
        self
    }

    /// Follow the holidays and make-up days of a table; without one, no day is a holiday and no
    /// date is provisional.
    #[must_use]
    pub fn holidays(mut self, table: HolidayTable) -> Self {
        self.holidays = Some(table);
        self
    }

    /// Shifts worked on a make-up day that is off in the ordinary week. Unless set: those of the
    /// first weekday, from Monday, that has any.
    #[must_use]
    pub fn make_up_shifts(mut self, shifts: &[Shift]) -> Self {
        self.make_up_shifts = Some(shifts.to_vec());
        self
    }

    /// One date off.
    #[must_use]
    pub fn off(self, date: Date) -> Self {
        self.off_between(date, date)
    }

    /// The dates `from..=to` off (a winter stop, an inspection).
    #[must_use]
    pub fn off_between(self, from: Date, to: Date) -> Self {
        self.exception(from, to, ExceptionKind::Off)
    }

    /// One date worked, with the shifts of a make-up day if its weekday has none.
    #[must_use]
    pub fn working(self, date: Date) -> Self {
        self.exception(date, date, ExceptionKind::Working)
    }

    /// The dates `from..=to` worked with special shifts (a rush period); no shifts is a day off.
    #[must_use]
    pub fn shifts_between(self, from: Date, to: Date, shifts: &[Shift]) -> Self {
        self.exception(from, to, ExceptionKind::Shifts(shifts.to_vec()))
    }

    fn exception(mut self, from: Date, to: Date, kind: ExceptionKind) -> Self {
        self.exceptions.push(Exception { from, to, kind });
        self
    }

    /// Checks the parts and builds the index (some 100 microseconds; share the result).
    ///
    /// # Errors
    /// All problems at once; in particular a week without any working time is refused.
    pub fn build(self) -> Result<Calendar, Refusal> {
        let mut problems = Vec::new();
        self.week.check(&mut problems);
        if self.week.minutes() == 0 && problems.is_empty() {
            problems.push(Problem::NoWorkingTime);
        }
        if let Some(shifts) = &self.make_up_shifts {
            check_shifts(shifts, ShiftDay::MakeUp, &mut problems);
        }
        for exception in &self.exceptions {
            exception.check(&mut problems);
        }
        if !problems.is_empty() {
            return Err(Refusal { problems });
        }
        let make_up = self
            .make_up_shifts
            .clone()
            .unwrap_or_else(|| first_shifts(&self.week));
        let mut index = Index::new(&self.week, &make_up);
        if let Some(table) = &self.holidays {
            for (day, kind) in table.day_numbers() {
                index.set(day, DayRule::from(kind));
            }
        }
        for exception in &self.exceptions {
            let rule = match &exception.kind {
                ExceptionKind::Off => DayRule::Off,
                ExceptionKind::Working => DayRule::Working,
                ExceptionKind::Shifts(shifts) => index.rule_for(shifts),
            };
            for day in day_number(exception.from)..=day_number(exception.to) {
                index.set(day, rule);
            }
        }
        Ok(Calendar::from_parts(
            self.name,
            self.week,
            self.holidays,
            index.finish(),
        ))
    }
}

impl Exception {
    fn check(&self, problems: &mut Vec<Problem>) {
        for date in [self.from, self.to] {
            if date < FIRST_DATE || date > LAST_DATE {
                problems.push(Problem::ExceptionOutOfRange { date });
                return;
            }
        }
        if self.to < self.from {
            problems.push(Problem::RangeBackwards {
                from: self.from,
                to: self.to,
            });
        }
        if let ExceptionKind::Shifts(shifts) = &self.kind {
            check_shifts(shifts, ShiftDay::Date(self.from), problems);
        }
    }
}

fn first_shifts(week: &Week) -> Vec<Shift> {
    (0..7)
        .map(|day| week.shifts(day))
        .find(|shifts| !shifts.is_empty())
        .unwrap_or(&[])
        .to_vec()
}
