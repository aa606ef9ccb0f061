//! Shifts and the ordinary week.
//!
//! Promises: a [`Week`] that exists has shifts in order, not touching midnight backwards, not
//! overlapping; whether it has any working time is checked when a calendar is built.
//! Deliberately knows no dates.

use crate::limits::SHIFTS_PER_DAY_MAX;
use crate::problem::{Problem, ShiftDay};

/// One working span of a day, in minutes since midnight: `from` included, `to` excluded.
/// `to` may be 1440 (24:00). A night shift is two shifts on two days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shift {
    /// First working minute, 0..=1439.
    pub from: u16,
    /// First minute after work, 1..=1440.
    pub to: u16,
}

impl Shift {
    /// The whole day, 00:00-24:00.
    pub const WHOLE_DAY: Shift = Shift { from: 0, to: 1440 };

    /// A shift from and to hours and minutes: `Shift::hm(8, 30, 12, 0)`. Checked when used.
    pub const fn hm(from_hour: u16, from_minute: u16, to_hour: u16, to_minute: u16) -> Shift {
        Shift {
            from: from_hour.saturating_mul(60).saturating_add(from_minute),
            to: to_hour.saturating_mul(60).saturating_add(to_minute),
        }
    }

    /// Working minutes in the shift.
    pub const fn minutes(self) -> u16 {
        self.to.saturating_sub(self.from)
    }
}

/// The eight-hour office day used by the ready-made weeks: 08:00-12:00 and 13:00-17:00.
pub(crate) const OFFICE_DAY: [Shift; 2] = [Shift::hm(8, 0, 12, 0), Shift::hm(13, 0, 17, 0)];

/// The ordinary week: the shifts of each weekday, Monday first.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Week {
    days: [Vec<Shift>; 7],
}

impl Week {
    /// A week from the shifts of each weekday, Monday first; an empty list is a day off.
    /// Checked when a calendar is built.
    pub fn new(days: [Vec<Shift>; 7]) -> Week {
        Week { days }
    }

    /// The first `working_days` weekdays from Monday with the same shifts, the rest off.
    pub fn uniform(working_days: usize, shifts: &[Shift]) -> Week {
        Week {
            days: std::array::from_fn(|day| {
                if day < working_days {
                    shifts.to_vec()
                } else {
                    Vec::new()
                }
            }),
        }
    }

    /// Monday to Friday, eight hours (08:00-12:00, 13:00-17:00).
    pub fn five_day() -> Week {
        Week::uniform(5, &OFFICE_DAY)
    }

    /// Monday to Saturday, eight hours.
    pub fn six_day() -> Week {
        Week::uniform(6, &OFFICE_DAY)
    }

    /// Every day, eight hours.
    pub fn seven_day() -> Week {
        Week::uniform(7, &OFFICE_DAY)
    }

    /// Every day, 24 hours.
    pub fn round_the_clock() -> Week {
        Week::uniform(7, &[Shift::WHOLE_DAY])
    }

    /// The same week with other shifts on one weekday (0 is Monday; above 6 changes nothing).
    #[must_use]
    pub fn with_day(mut self, weekday: usize, shifts: &[Shift]) -> Week {
        if let Some(day) = self.days.get_mut(weekday) {
            *day = shifts.to_vec();
        }
        self
    }

    /// The shifts of a weekday (0 is Monday); none above 6.
    pub fn shifts(&self, weekday: usize) -> &[Shift] {
        self.days.get(weekday).map_or(&[], Vec::as_slice)
    }

    /// Working minutes of the whole week.
    pub fn minutes(&self) -> i64 {
        self.days
            .iter()
            .flatten()
            .map(|shift| i64::from(shift.minutes()))
            .sum()
    }

    /// Working minutes of an ordinary working day: of the first weekday, from Monday, that has
    /// any; 0 if none has. What "a day" of a duration means.
    pub fn day_minutes(&self) -> i64 {
        let minutes = |shifts: &Vec<Shift>| shifts.iter().map(|s| i64::from(s.minutes())).sum();
        self.days
            .iter()
            .map(minutes)
            .find(|minutes| *minutes > 0)
            .unwrap_or(0)
    }

    pub(crate) fn check(&self, problems: &mut Vec<Problem>) {
        for (shifts, weekday) in self.days.iter().zip(0u8..) {
            check_shifts(shifts, ShiftDay::Weekday(weekday), problems);
        }
    }
}

/// Lists what is wrong with the shifts of one day; `day` names it in the messages.
pub(crate) fn check_shifts(shifts: &[Shift], day: ShiftDay, problems: &mut Vec<Problem>) {
    if shifts.len() > SHIFTS_PER_DAY_MAX {
        problems.push(Problem::TooManyShifts {
            day,
            count: shifts.len(),
        });
    }
    for shift in shifts {
        if shift.from >= shift.to || shift.to > 1440 {
            problems.push(Problem::BadShift { day, shift: *shift });
        }
    }
    for pair in shifts.windows(2) {
        if pair[1].from < pair[0].to {
            problems.push(Problem::OverlappingShifts {
                day,
                first: pair[0],
                second: pair[1],
            });
        }
    }
}
