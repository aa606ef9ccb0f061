//! Public holidays and make-up working days, with the notice each comes from.
//!
//! Promises: a year counts as known only if its notice has been loaded; loading a notice gives a
//! new table and leaves the old one as it was. Deliberately does not work out holidays from the
//! lunar calendar: a make-up day is an administrative decision.

use crate::minute::day_number;
use crate::notice;
use crate::problem::Refusal;
use jiff::civil::Date;
use std::sync::{Arc, OnceLock};

/// The statutory days of China 2007-2026; see `data/README.md` for where they come from.
const CHINA_CSV: &str = include_str!("../data/cn_statutory_days_2007_2027.csv");

/// What a notice says about a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DayKind {
    /// 放假: a day off.
    Off,
    /// 调休上班: a make-up working day.
    Work,
}

/// One day a notice speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatutoryDay {
    /// The date.
    pub date: Date,
    /// Name of the holiday (春节, 国庆节, ...).
    pub name: Arc<str>,
    /// Off or make-up working day.
    pub kind: DayKind,
}

/// A year's notice (放假通知).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The year it settles.
    pub year: i16,
    /// Its number or address, as given in the data.
    pub source: Arc<str>,
    /// The days it names, by date; may begin in the December before.
    pub days: Vec<StatutoryDay>,
}

/// The notices known, by year. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HolidayTable {
    notices: Arc<Vec<Notice>>,
}

impl HolidayTable {
    /// A table without any notice: every year is provisional.
    pub fn empty() -> HolidayTable {
        HolidayTable::default()
    }

    /// The statutory days of China built into this crate, 2007-2026.
    pub fn china() -> HolidayTable {
        static CHINA: OnceLock<HolidayTable> = OnceLock::new();
        CHINA
            .get_or_init(|| {
                // Our own data: a test proves that it parses; a bug here leaves years provisional.
                let notices = notice::parse_many(CHINA_CSV).unwrap_or_default();
                HolidayTable {
                    notices: Arc::new(notices),
                }
            })
            .clone()
    }

    /// A new table that also knows the notice in `csv`, one year's days in lines of
    /// `date,name,kind,source_notice` (a heading line, a byte-order mark and blank lines are
    /// skipped; kind is `off`/`work` or 休/班). Its year is that of its latest date. A year
    /// already known is replaced whole: that is how an amended notice is loaded.
    ///
    /// # Errors
    /// All problems of the text at once, with their line numbers.
    pub fn with_notice(&self, csv: &str) -> Result<HolidayTable, Refusal> {
        let loaded = notice::parse_one(csv, &self.notices)?;
        let mut notices: Vec<Notice> = self
            .notices
            .iter()
            .filter(|known| known.year != loaded.year)
            .cloned()
            .collect();
        notices.push(loaded);
        notices.sort_by_key(|known| known.year);
        Ok(HolidayTable {
            notices: Arc::new(notices),
        })
    }

    /// The notices, by year.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// The notice of a year, if known.
    pub fn notice(&self, year: i16) -> Option<&Notice> {
        let at = self
            .notices
            .binary_search_by_key(&year, |notice| notice.year)
            .ok()?;
        self.notices.get(at)
    }

    /// What is said about a date, and by which notice; nothing for an ordinary day.
    pub fn day(&self, date: Date) -> Option<(&StatutoryDay, &Notice)> {
        // A day of December may be settled by the next year's notice.
        [date.year().checked_add(1)?, date.year()]
            .into_iter()
            .find_map(|year| {
                let notice = self.notice(year)?;
                let at = notice
                    .days
                    .binary_search_by_key(&date, |day| day.date)
                    .ok()?;
                Some((&notice.days[at], notice))
            })
    }

    /// Whether the date lies in a year without its notice.
    ///
    /// The last days of December may also be moved by the notice of the year after (it happened
    /// in 2006, 2011, 2018 and 2022); that alone does not make them provisional.
    pub fn is_provisional(&self, date: Date) -> bool {
        self.notice(date.year()).is_none()
    }

    /// The first year without notice among the years of the dates `from..=to` (both counted; the
    /// order of the two does not matter). `None`: every date in between is settled.
    pub fn provisional_in(&self, from: Date, to: Date) -> Option<i16> {
        let (first, last) = if from <= to { (from, to) } else { (to, from) };
        (first.year()..=last.year()).find(|year| self.notice(*year).is_none())
    }

    /// Day numbers and kinds of all the days, for the index.
    pub(crate) fn day_numbers(&self) -> impl Iterator<Item = (i64, DayKind)> + '_ {
        let days = self.notices.iter().flat_map(|notice| &notice.days);
        days.map(|day| (day_number(day.date), day.kind))
    }
}
