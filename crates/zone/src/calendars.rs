//! The working calendars of a zone, made once and shared by every view.

use calendar::{Calendar, HolidayTable, Week};

use crate::plan::WeekKind;
use crate::state::Zone;

/// One calendar for each kind of week.
#[derive(Debug, Clone)]
pub struct Calendars {
    five_day: Calendar,
    six_day: Calendar,
    seven_day: Calendar,
    continuous: Calendar,
}

impl Calendars {
    /// The calendars of a zone: its region's holidays with the notices it loaded.
    pub fn of(zone: &Zone) -> Result<Calendars, calendar::Refusal> {
        Calendars::with(&zone.holidays())
    }

    fn with(holidays: &HolidayTable) -> Result<Calendars, calendar::Refusal> {
        let build = |name: &str, week: Week| {
            let builder = Calendar::builder(name).week(week);
            let follows = !holidays.notices().is_empty();
            if follows {
                builder.holidays(holidays.clone())
            } else {
                builder
            }
            .build()
        };
        Ok(Calendars {
            five_day: build("five-day", Week::five_day())?,
            six_day: build("six-day", Week::six_day())?,
            seven_day: build("seven-day", Week::seven_day())?,
            continuous: Calendar::continuous(),
        })
    }

    /// The calendar of a kind of week.
    pub fn get(&self, week: WeekKind) -> &Calendar {
        match week {
            WeekKind::FiveDay => &self.five_day,
            WeekKind::SixDay => &self.six_day,
            WeekKind::SevenDay => &self.seven_day,
            WeekKind::RoundTheClock => &self.continuous,
        }
    }

    /// Working minutes of one ordinary day of a kind of week.
    pub fn minutes_a_day(week: WeekKind) -> i64 {
        match week {
            WeekKind::RoundTheClock => 24 * 60,
            WeekKind::FiveDay | WeekKind::SixDay | WeekKind::SevenDay => 8 * 60,
        }
    }
}
