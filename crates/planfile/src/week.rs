//! A calendar as files have it: a week and exceptions, before it is built.

use crate::limits::EXCEPTIONS_MAX;
use crate::problem::Place;
use calendar::{Calendar, Shift, Week};
use jiff::civil::Date;

/// A calendar of a file, bases already resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarSpec {
    /// Its key in the file.
    pub key: String,
    /// Its name.
    pub name: String,
    /// The shifts of each weekday, Monday first.
    pub week: [Vec<Shift>; 7],
    /// Dates with other shifts (none: off); later ones win.
    pub exceptions: Vec<Exception>,
    /// Where it stands in the file.
    pub place: Place,
}

/// Dates with other shifts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// First date.
    pub from: Date,
    /// Last date.
    pub to: Date,
    /// Shifts of each; none is a day off.
    pub shifts: Vec<Shift>,
}

impl CalendarSpec {
    /// Monday to Friday, 08:00-12:00 and 13:00-17:00.
    pub fn standard(key: &str, name: &str) -> CalendarSpec {
        let office = [Shift::hm(8, 0, 12, 0), Shift::hm(13, 0, 17, 0)];
        let week = std::array::from_fn(|day| if day < 5 { office.to_vec() } else { Vec::new() });
        CalendarSpec {
            key: key.to_owned(),
            name: name.to_owned(),
            week,
            exceptions: Vec::new(),
            place: Place::default(),
        }
    }

    /// Around the clock.
    pub fn continuous(key: &str, name: &str) -> CalendarSpec {
        CalendarSpec {
            week: std::array::from_fn(|_| vec![Shift::WHOLE_DAY]),
            ..CalendarSpec::standard(key, name)
        }
    }

    /// The shifts of a date.
    pub fn shifts_of(&self, date: Date) -> &[Shift] {
        let within = |exception: &&Exception| (exception.from..=exception.to).contains(&date);
        match self.exceptions.iter().rev().find(within) {
            Some(exception) => &exception.shifts,
            None => &self.week[date.weekday().to_monday_zero_offset() as usize],
        }
    }

    /// What a calendar works, its holidays written out as exceptions.
    pub fn of(calendar: &Calendar) -> CalendarSpec {
        let mut spec = CalendarSpec {
            week: std::array::from_fn(|day| calendar.week().shifts(day).to_vec()),
            ..CalendarSpec::standard("1", calendar.name())
        };
        let mut date = calendar::FIRST_DATE;
        while date <= calendar::LAST_DATE {
            let shifts: Vec<Shift> = calendar.shifts_of(date).collect();
            if shifts != spec.week[date.weekday().to_monday_zero_offset() as usize] {
                spec.exceptions.push(Exception {
                    from: date,
                    to: date,
                    shifts,
                });
            }
            match date.tomorrow() {
                Ok(next) => date = next,
                Err(_) => break,
            }
        }
        spec
    }

    /// Working minutes of the first weekday that has any: what files mean by a day.
    pub fn day_minutes(&self) -> i64 {
        Week::new(self.week.clone()).day_minutes()
    }

    /// The calendar itself.
    ///
    /// # Errors
    /// What [`calendar::CalendarBuilder::build`] refuses.
    pub fn build(&self) -> Result<Calendar, calendar::Refusal> {
        let mut builder = Calendar::builder(&self.name).week(Week::new(self.week.clone()));
        for exception in &self.exceptions {
            // Beyond the indexed years only the week counts anyway.
            let from = exception.from.max(calendar::FIRST_DATE);
            let to = exception.to.min(calendar::LAST_DATE);
            if from <= to {
                builder = builder.shifts_between(from, to, &exception.shifts);
            }
        }
        builder.build()
    }
}

/// A calendar that works whenever one of several works.
pub(crate) fn union(specs: &[&CalendarSpec]) -> CalendarSpec {
    let names: Vec<&str> = specs.iter().map(|spec| spec.name.as_str()).collect();
    let all = |day: usize| {
        specs
            .iter()
            .flat_map(|spec| spec.week[day].clone())
            .collect()
    };
    let mut union = CalendarSpec {
        key: String::new(),
        name: names.join(" + "),
        week: std::array::from_fn(|day| tidy(all(day))),
        exceptions: Vec::new(),
        place: specs
            .first()
            .map(|spec| spec.place.clone())
            .unwrap_or_default(),
    };
    // Every date on which one of them is not its ordinary week.
    let mut dates: Vec<Date> = Vec::new();
    for exception in specs.iter().flat_map(|spec| &spec.exceptions) {
        let mut date = exception.from.max(calendar::FIRST_DATE);
        while date <= exception.to.min(calendar::LAST_DATE) && dates.len() < EXCEPTIONS_MAX {
            dates.push(date);
            match date.tomorrow() {
                Ok(next) => date = next,
                Err(_) => break,
            }
        }
    }
    dates.sort_unstable();
    dates.dedup();
    for date in dates {
        let of = |spec: &&CalendarSpec| spec.shifts_of(date).to_vec();
        union.exceptions.push(Exception {
            from: date,
            to: date,
            shifts: tidy(specs.iter().flat_map(of).collect()),
        });
    }
    union
}

/// Shifts in order, what touches or overlaps joined; an end at or before its start reaches
/// midnight.
pub(crate) fn tidy(mut shifts: Vec<Shift>) -> Vec<Shift> {
    for shift in &mut shifts {
        if shift.to <= shift.from {
            shift.to = 1440;
        }
    }
    shifts.sort_unstable();
    let mut joined: Vec<Shift> = Vec::with_capacity(shifts.len());
    for shift in shifts {
        match joined.last_mut() {
            Some(last) if shift.from <= last.to => last.to = last.to.max(shift.to),
            _ => joined.push(shift),
        }
    }
    joined
}
