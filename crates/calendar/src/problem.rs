//! Why a calendar or a notice is refused.
//!
//! Promises: every problem has a stable code, and says cause and remedy in Chinese and English;
//! a [`Refusal`] holds all problems found, never only the first.

use crate::week::Shift;
use jiff::civil::Date;

/// One reason to refuse a calendar or a notice.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message_en())]
#[non_exhaustive]
pub enum Problem {
    /// The ordinary week has no working minute.
    NoWorkingTime,
    /// A shift ends before it begins, is empty, or goes past 24:00.
    BadShift {
        /// The day the shift belongs to.
        day: ShiftDay,
        /// The shift as given.
        shift: Shift,
    },
    /// Two shifts of a day overlap or stand in the wrong order.
    OverlappingShifts {
        /// The day they belong to.
        day: ShiftDay,
        /// The earlier in the list.
        first: Shift,
        /// The later in the list.
        second: Shift,
    },
    /// More shifts in a day than this crate keeps.
    TooManyShifts {
        /// The day they belong to.
        day: ShiftDay,
        /// How many were given.
        count: usize,
    },
    /// An exception lies outside 1990-2100.
    ExceptionOutOfRange {
        /// The date as given.
        date: Date,
    },
    /// A range of dates ends before it begins.
    RangeBackwards {
        /// First date as given.
        from: Date,
        /// Last date as given.
        to: Date,
    },
    /// The text of a notice holds no line.
    NoticeEmpty,
    /// The text of a notice holds too many lines.
    NoticeTooLong {
        /// Lines found.
        lines: usize,
    },
    /// A line has not the four fields date, name, kind, source.
    NoticeFields {
        /// Line number, from 1.
        line: usize,
        /// Fields found.
        found: usize,
    },
    /// The first field is no date.
    NoticeDate {
        /// Line number, from 1.
        line: usize,
        /// The field as given.
        text: String,
    },
    /// The third field is neither off nor work.
    NoticeKind {
        /// Line number, from 1.
        line: usize,
        /// The field as given.
        text: String,
    },
    /// A date stands twice in the text.
    NoticeTwice {
        /// Line number of the second.
        line: usize,
        /// The date.
        date: Date,
        /// Line number of the first.
        first_line: usize,
    },
    /// A date lies outside the notice's year (and the December before).
    NoticeYear {
        /// Line number, from 1.
        line: usize,
        /// The date.
        date: Date,
        /// The year of the notice.
        year: i16,
    },
    /// A date is already settled by the notice of another year.
    NoticeClash {
        /// Line number, from 1.
        line: usize,
        /// The date.
        date: Date,
        /// The year whose notice settles it.
        year: i16,
    },
}

impl Problem {
    /// Stable code, for programs and for looking up.
    pub fn code(&self) -> &'static str {
        match self {
            Problem::NoWorkingTime => "calendar/no-working-time",
            Problem::BadShift { .. } => "calendar/bad-shift",
            Problem::OverlappingShifts { .. } => "calendar/overlapping-shifts",
            Problem::TooManyShifts { .. } => "calendar/too-many-shifts",
            Problem::ExceptionOutOfRange { .. } => "calendar/exception-out-of-range",
            Problem::RangeBackwards { .. } => "calendar/range-backwards",
            Problem::NoticeEmpty => "calendar/notice-empty",
            Problem::NoticeTooLong { .. } => "calendar/notice-too-long",
            Problem::NoticeFields { .. } => "calendar/notice-fields",
            Problem::NoticeDate { .. } => "calendar/notice-date",
            Problem::NoticeKind { .. } => "calendar/notice-kind",
            Problem::NoticeTwice { .. } => "calendar/notice-twice",
            Problem::NoticeYear { .. } => "calendar/notice-year",
            Problem::NoticeClash { .. } => "calendar/notice-clash",
        }
    }

    /// Cause, in Chinese.
    pub fn message_zh(&self) -> String {
        match self {
            Problem::NoWorkingTime => "一周内没有任何工作时间".to_owned(),
            Problem::BadShift { day, shift } => {
                format!("{}的班次 {} 不成立", day.zh(), clock(*shift))
            }
            Problem::OverlappingShifts { day, first, second } => {
                format!(
                    "{}的班次 {} 与 {} 重叠或次序颠倒",
                    day.zh(),
                    clock(*first),
                    clock(*second)
                )
            }
            Problem::TooManyShifts { day, count } => {
                format!("{}有 {count} 个班次，超过上限", day.zh())
            }
            Problem::ExceptionOutOfRange { date } => format!("例外日期 {date} 不在 1990—2100 年内"),
            Problem::RangeBackwards { from, to } => format!("日期段 {from} 至 {to} 首尾颠倒"),
            Problem::NoticeEmpty => "放假通知没有内容".to_owned(),
            Problem::NoticeTooLong { lines } => format!("放假通知有 {lines} 行，超过上限"),
            Problem::NoticeFields { line, found } => {
                format!("第 {line} 行有 {found} 栏，应为 4 栏（日期,名称,类型,通知来源）")
            }
            Problem::NoticeDate { line, text } => format!("第 {line} 行“{text}”不是日期"),
            Problem::NoticeKind { line, text } => format!("第 {line} 行类型“{text}”无法识别"),
            Problem::NoticeTwice {
                line,
                date,
                first_line,
            } => {
                format!("第 {line} 行日期 {date} 与第 {first_line} 行重复")
            }
            Problem::NoticeYear { line, date, year } => {
                format!("第 {line} 行日期 {date} 不属于 {year} 年的通知")
            }
            Problem::NoticeClash { line, date, year } => {
                format!("第 {line} 行日期 {date} 已由 {year} 年的通知确定")
            }
        }
    }

    /// Cause, in English.
    pub fn message_en(&self) -> String {
        match self {
            Problem::NoWorkingTime => "the week has no working time at all".to_owned(),
            Problem::BadShift { day, shift } => {
                format!(
                    "the shift {} of {} is not possible",
                    clock(*shift),
                    day.en()
                )
            }
            Problem::OverlappingShifts { day, first, second } => format!(
                "the shifts {} and {} of {} overlap or are out of order",
                clock(*first),
                clock(*second),
                day.en()
            ),
            Problem::TooManyShifts { day, count } => {
                format!("{} has {count} shifts, above the limit", day.en())
            }
            Problem::ExceptionOutOfRange { date } => {
                format!("the exception of {date} lies outside 1990-2100")
            }
            Problem::RangeBackwards { from, to } => {
                format!("the range of dates {from} to {to} runs backwards")
            }
            Problem::NoticeEmpty => "the notice is empty".to_owned(),
            Problem::NoticeTooLong { lines } => {
                format!("the notice has {lines} lines, above the limit")
            }
            Problem::NoticeFields { line, found } => {
                format!("line {line} has {found} fields, not 4 (date,name,kind,source)")
            }
            Problem::NoticeDate { line, text } => format!("line {line}: `{text}` is not a date"),
            Problem::NoticeKind { line, text } => format!("line {line}: unknown kind `{text}`"),
            Problem::NoticeTwice {
                line,
                date,
                first_line,
            } => {
                format!("line {line}: {date} already stands in line {first_line}")
            }
            Problem::NoticeYear { line, date, year } => {
                format!("line {line}: {date} does not belong to the notice for {year}")
            }
            Problem::NoticeClash { line, date, year } => {
                format!("line {line}: {date} is already settled by the notice for {year}")
            }
        }
    }

    /// What to do, in Chinese.
    pub fn remedy_zh(&self) -> String {
        match self {
            Problem::NoWorkingTime => "请至少给一个工作日设置班次",
            Problem::BadShift { .. } => {
                "班次应在 00:00—24:00 之间，且结束晚于开始；跨夜班次分两天填写"
            }
            Problem::OverlappingShifts { .. } => "请按时间先后填写班次，互不重叠",
            Problem::TooManyShifts { .. } => "请合并相连的班次，每天不超过 16 个",
            Problem::ExceptionOutOfRange { .. } => "请填写 1990-01-01 至 2100-12-31 之间的日期",
            Problem::RangeBackwards { .. } => "请把较早的日期放在前面",
            Problem::NoticeEmpty => "请粘贴通知中的放假和调休日期，每行一天",
            Problem::NoticeTooLong { .. } => "请一次只载入一个年度的通知",
            Problem::NoticeFields { .. } => "每行写成：2027-01-01,元旦,off,通知文号或网址",
            Problem::NoticeDate { .. } => "日期写成 2027-01-01 的样式",
            Problem::NoticeKind { .. } => "类型写 off（放假）或 work（调休上班）",
            Problem::NoticeTwice { .. } => "请删去其中一行",
            Problem::NoticeYear { .. } => {
                "请一次只载入一个年度的通知；上一年的日期只能在 12 月 15 日以后"
            }
            Problem::NoticeClash { .. } => "请核对两份通知；如需改动，请重新载入那一年的通知",
        }
        .to_owned()
    }

    /// What to do, in English.
    pub fn remedy_en(&self) -> String {
        match self {
            Problem::NoWorkingTime => "give shifts to at least one weekday",
            Problem::BadShift { .. } => {
                "keep a shift within 00:00-24:00, its end after its start; \
                 write a night shift as two, on two days"
            }
            Problem::OverlappingShifts { .. } => "write the shifts in order, none overlapping",
            Problem::TooManyShifts { .. } => "join adjoining shifts; at most 16 a day",
            Problem::ExceptionOutOfRange { .. } => "use a date from 1990-01-01 to 2100-12-31",
            Problem::RangeBackwards { .. } => "put the earlier date first",
            Problem::NoticeEmpty => "paste the days off and make-up days, one a line",
            Problem::NoticeTooLong { .. } => "load the notice of one year at a time",
            Problem::NoticeFields { .. } => {
                "write each line like 2027-01-01,元旦,off,number or address of the notice"
            }
            Problem::NoticeDate { .. } => "write dates like 2027-01-01",
            Problem::NoticeKind { .. } => "write off (day off) or work (make-up working day)",
            Problem::NoticeTwice { .. } => "delete one of the two lines",
            Problem::NoticeYear { .. } => {
                "load one year's notice at a time; of the year before only days from 15 December"
            }
            Problem::NoticeClash { .. } => {
                "compare the two notices; to change it, load that year's notice again"
            }
        }
        .to_owned()
    }
}

/// The day a shift belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShiftDay {
    /// A weekday; 0 is Monday, 6 is Sunday.
    Weekday(u8),
    /// A date with special shifts.
    Date(Date),
    /// The make-up working days.
    MakeUp,
}

impl ShiftDay {
    fn zh(self) -> String {
        const NAMES: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
        match self {
            ShiftDay::Weekday(day) => NAMES[usize::from(day.min(6))].to_owned(),
            ShiftDay::Date(date) => format!(" {date} "),
            ShiftDay::MakeUp => "调休上班日".to_owned(),
        }
    }

    fn en(self) -> String {
        const NAMES: [&str; 7] = [
            "Monday",
            "Tuesday",
            "Wednesday",
            "Thursday",
            "Friday",
            "Saturday",
            "Sunday",
        ];
        match self {
            ShiftDay::Weekday(day) => NAMES[usize::from(day.min(6))].to_owned(),
            ShiftDay::Date(date) => date.to_string(),
            ShiftDay::MakeUp => "make-up days".to_owned(),
        }
    }
}

/// All the reasons why a calendar or a notice is refused; never empty.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", join(.problems))]
pub struct Refusal {
    /// Every problem found, in the order of the input.
    pub problems: Vec<Problem>,
}

fn join(problems: &[Problem]) -> String {
    problems
        .iter()
        .map(Problem::message_en)
        .collect::<Vec<_>>()
        .join("; ")
}

fn clock(shift: Shift) -> String {
    let hm = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    format!("{}-{}", hm(shift.from), hm(shift.to))
}
