//! 周期安排: how cycles recur, and on which working days each opens and is due.
//!
//! Pure: the same rhythm, calendars and date give the same round for ever, so that next year's
//! rounds can be shown today. A year without its holiday notice counts weekends only.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use crate::item::Due;
use crate::plan::WeekKind;
use crate::{Calendars, Words};

/// How long a cycle is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CycleLength {
    /// 旬: days 1–10, 11–20, and the rest of the month.
    TenDays,
    /// 月.
    Month,
    /// 季.
    Quarter,
}

/// How the days of a rule are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DayCount {
    /// 自然日.
    Calendar,
    /// 工作日.
    Working,
}

/// Where a day goes that is no working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Moved {
    /// 顺延: to the first working day after it.
    Later,
    /// 提前: to the last working day before it.
    Earlier,
}

/// A day of each round, counted from the last day of its period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DayRule {
    /// Days after the last day of the period; below nought before it.
    pub days: i16,
    /// Which days are counted.
    pub count: DayCount,
    /// Where it goes if it is no working day.
    pub moved: Moved,
}

/// How cycles recur.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rhythm {
    /// How long each is.
    pub length: CycleLength,
    /// The day from which it may be opened and reported.
    pub opens: DayRule,
    /// The day reports are due.
    pub due: DayRule,
}

/// One cycle as the rhythm makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Its name: 2026年5月.
    pub name: Words,
    /// First day of the period.
    pub from: Date,
    /// Last day of the period.
    pub until: Date,
    /// The day from which it may be opened.
    pub opens: Due,
    /// The day reports are due.
    pub due: Due,
}

impl DayRule {
    /// The day of a period that ends on a day.
    pub fn day(self, calendars: &Calendars, until: Date) -> Due {
        let calendar = calendars.get(WeekKind::FiveDay);
        let days = i64::from(self.days);
        let stated = match self.count {
            DayCount::Calendar => until.saturating_add(days.days()),
            DayCount::Working => calendar.add_working_days(until, days),
        };
        let on = match self.moved {
            Moved::Later => calendar.on_or_after(stated),
            Moved::Earlier => calendar.on_or_before(stated),
        };
        Due { stated, on }
    }
}

impl Rhythm {
    /// The round whose period a date lies in.
    pub fn round_of(&self, calendars: &Calendars, on: Date) -> Round {
        let (from, until, name) = match self.length {
            CycleLength::TenDays => ten_days(on),
            CycleLength::Month => month(on),
            CycleLength::Quarter => quarter(on),
        };
        Round {
            name,
            from,
            until,
            opens: self.opens.day(calendars, until),
            due: self.due.day(calendars, until),
        }
    }

    /// The round after the one that a date lies in.
    pub fn round_after(&self, calendars: &Calendars, on: Date) -> Round {
        let until = self.round_of(calendars, on).until;
        self.round_of(calendars, until.saturating_add(1.day()))
    }

    /// The newest round that may be open on a date: of a monthly report that is opened at the end
    /// of the month, on the 10th the one before.
    pub fn newest(&self, calendars: &Calendars, on: Date) -> Round {
        let mut round = self.round_of(calendars, on);
        // A rule reaches two months at most; ten days fit in that often enough.
        for _ in 0..10 {
            if round.opens.on <= on {
                break;
            }
            round = self.round_of(calendars, round.from.saturating_sub(1.day()));
        }
        round
    }
}

fn ten_days(on: Date) -> (Date, Date, Words) {
    let (year, number) = (on.year(), on.month());
    let (first, last, zh, en) = match on.day() {
        1..=10 => (1, 10, "上旬", "first ten days"),
        11..=20 => (11, 20, "中旬", "second ten days"),
        _ => (21, on.last_of_month().day(), "下旬", "last days"),
    };
    let name = Words::new(
        format!("{year}年{number}月{zh}"),
        format!("{year:04}-{number:02}, {en}"),
    );
    (date(year, number, first), date(year, number, last), name)
}

fn month(on: Date) -> (Date, Date, Words) {
    let (year, number) = (on.year(), on.month());
    let name = Words::new(
        format!("{year}年{number}月"),
        format!("{year:04}-{number:02}"),
    );
    (on.first_of_month(), on.last_of_month(), name)
}

fn quarter(on: Date) -> (Date, Date, Words) {
    let at = (on.month() - 1) / 3;
    let number = ["一", "二", "三", "四"][at.unsigned_abs() as usize % 4];
    let year = on.year();
    let name = Words::new(
        format!("{year}年{number}季度"),
        format!("{year} Q{}", at + 1),
    );
    let last = date(year, at * 3 + 3, 1).last_of_month();
    (date(year, at * 3 + 1, 1), last, name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Zone;
    use crate::state::{Currency, HolidayRegion, Profile};

    fn calendars() -> Calendars {
        let zone = Zone {
            profile: Some(Profile {
                name: "示范区".into(),
                synthetic: true,
                attribution: Words::default(),
                holidays: HolidayRegion::China,
                currency: Currency::CNY,
            }),
            ..Zone::default()
        };
        Calendars::of(&zone).expect("the shipped holidays make calendars")
    }

    const fn rule(days: i16, count: DayCount, moved: Moved) -> DayRule {
        DayRule { days, count, moved }
    }

    const NEXT_MONTH: Rhythm = Rhythm {
        length: CycleLength::Month,
        opens: rule(-3, DayCount::Working, Moved::Later),
        due: rule(5, DayCount::Calendar, Moved::Later),
    };

    fn check(rhythm: Rhythm, on: Date, expected: &str) {
        let round = rhythm.round_of(&calendars(), on);
        let Round {
            name,
            from,
            until,
            opens,
            due,
        } = round;
        let text = format!(
            "{} {from}..{until} opens {} due {} ({})",
            name.zh, opens.on, due.on, due.stated
        );
        assert_eq!(text, expected);
    }

    #[test]
    fn a_month_opens_by_working_days_and_is_due_on_one() {
        let on = date(2026, 4, 12);
        // 5 May 2026 is the last day of the holiday.
        let may = "2026年4月 2026-04-01..2026-04-30 opens 2026-04-27 due 2026-05-06 (2026-05-05)";
        check(NEXT_MONTH, on, may);
        let earlier = Rhythm {
            due: rule(5, DayCount::Calendar, Moved::Earlier),
            ..NEXT_MONTH
        };
        let before =
            "2026年4月 2026-04-01..2026-04-30 opens 2026-04-27 due 2026-04-30 (2026-05-05)";
        check(earlier, on, before);
    }

    #[test]
    fn ten_days_and_quarters_have_their_own_ends() {
        let third = Rhythm {
            length: CycleLength::TenDays,
            opens: rule(0, DayCount::Calendar, Moved::Later),
            due: rule(2, DayCount::Working, Moved::Later),
        };
        let text =
            "2026年2月下旬 2026-02-21..2026-02-28 opens 2026-02-28 due 2026-03-03 (2026-03-03)";
        check(third, date(2026, 2, 28), text);
        let quarter = Rhythm {
            length: CycleLength::Quarter,
            ..NEXT_MONTH
        };
        let text =
            "2026年四季度 2026-10-01..2026-12-31 opens 2026-12-28 due 2027-01-05 (2027-01-05)";
        check(quarter, date(2026, 11, 30), text);
    }

    #[test]
    fn rounds_follow_each_other_without_gap_or_overlap() {
        let calendars = calendars();
        for length in [
            CycleLength::TenDays,
            CycleLength::Month,
            CycleLength::Quarter,
        ] {
            let rhythm = Rhythm {
                length,
                ..NEXT_MONTH
            };
            let mut round = rhythm.round_of(&calendars, date(2024, 1, 1));
            for _ in 0..40 {
                let next = rhythm.round_after(&calendars, round.from);
                assert_eq!(next.from, round.until.saturating_add(1.day()));
                assert!(next.opens.on <= next.due.on, "{next:?}");
                round = next;
            }
        }
    }

    #[test]
    fn the_newest_round_is_the_one_that_may_be_opened() {
        let newest = |on| NEXT_MONTH.newest(&calendars(), on).from;
        assert_eq!(newest(date(2026, 4, 26)), date(2026, 3, 1));
        assert_eq!(newest(date(2026, 4, 27)), date(2026, 4, 1));
    }
}
