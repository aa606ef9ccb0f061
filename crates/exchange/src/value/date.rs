//! 日期: dates in the many shapes of office ledgers.
//!
//! Rules: a month or a year alone means its first day in a column of starts and its last day in
//! a column of finishes; 上旬, 中旬, 下旬 end on the 10th, the 20th and the last day; a plain number
//! between 20000 and 80000 is a serial day; which of day and month comes first in `5/6/2026` is
//! decided for the whole column ([`DateOrder`]).

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use super::{Reading, common, number, short};
use crate::book::Cell;
use crate::problem::CellCause;

/// Which comes first where neither part is the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// 31/12/2026.
    DayFirst,
    /// 12/31/2026.
    MonthFirst,
}

/// What is known about the column of a date.
#[derive(Debug, Clone, Copy, Default)]
pub struct DateContext {
    /// Order of day and month.
    pub order: Option<DateOrder>,
    /// The year of dates written without one.
    pub year: Option<i16>,
    /// A month alone means its last day.
    pub at_end: bool,
    /// Serial days count from 1904.
    pub epoch_1904: bool,
}

/// Reads a cell as a date.
pub fn read(cell: &Cell, context: DateContext) -> Reading<Date> {
    if let Some(common) = common(cell) {
        return common;
    }
    let shown = cell.shown();
    let refused = || Reading::Refused(CellCause::NotDate(short(&shown)));
    match cell {
        Cell::Moment(moment) => Reading::Value(moment.date()),
        Cell::Number(_) => read_number(&shown, context).unwrap_or_else(refused),
        Cell::Text(text) => words(text, context),
        _ => refused(),
    }
}

/// Reads a text, with its words.
fn words(text: &str, context: DateContext) -> Reading<Date> {
    if says_standing(text) {
        return Reading::Words(CellCause::KeptAsNote(short(text)));
    }
    match read_single(text, context) {
        Reading::Refused(CellCause::NotDate(_)) if super::span::read(text, context).is_some() => {
            super::span::refused(text)
        }
        other => other,
    }
}

/// Reads a text as one date, with its marks.
pub(super) fn read_single(text: &str, context: DateContext) -> Reading<Date> {
    // A date in words stays far below.
    const BYTES_MAX: usize = 180;
    let refused = || Reading::Refused(CellCause::NotDate(short(text)));
    if text.len() > BYTES_MAX {
        return refused();
    }
    let (rest, noted) = number::without_marks(text);
    match read_text(rest, context) {
        Parsed::Date(found) if noted => Reading::Noted(found),
        Parsed::Date(found) => Reading::Value(found),
        Parsed::NoYear => Reading::Refused(CellCause::NoYear(short(text))),
        Parsed::No => number::parse(rest)
            .and_then(|number| read_number(&number.normalize().to_string(), context))
            .unwrap_or_else(refused),
    }
}

/// Words about a project's standing that offices write where a date should stand.
fn says_standing(text: &str) -> bool {
    const WORDS: [&str; 17] = [
        "已开工",
        "未开工",
        "已竣工",
        "未竣工",
        "已完工",
        "未完工",
        "在建",
        "续建",
        "新建",
        "已建成",
        "已完成",
        "未完成",
        "建设中",
        "已投产",
        "已入库",
        "未入库",
        "续建项目",
    ];
    WORDS.contains(&text.trim_matches(crate::book::is_blank))
}

/// Serial days, years, `2022.5`, and `20220518`, written as numbers.
fn read_number(shown: &str, context: DateContext) -> Option<Reading<Date>> {
    let (whole, fraction) = shown.split_once('.').unwrap_or((shown, ""));
    let number: i32 = whole.parse().ok()?;
    match number {
        1950..=2150 if fraction.is_empty() => {
            let year = i16::try_from(number).ok()?;
            Some(Reading::Value(year_alone(year, context.at_end)))
        }
        1950..=2150 => {
            let month: i8 = fraction.parse().ok()?;
            let found = month_alone(i16::try_from(number).ok()?, month, context.at_end)?;
            Some(if fraction == "1" {
                Reading::Doubtful(found, CellCause::MonthDoubtful(shown.to_owned()))
            } else {
                Reading::Value(found)
            })
        }
        20_000..=80_000 => serial(number, context.epoch_1904).map(Reading::Value),
        // 202405: a month.
        195_001..=215_012 if fraction.is_empty() => {
            let month = i8::try_from(number % 100).ok()?;
            let year = i16::try_from(number / 100).ok()?;
            month_alone(year, month, context.at_end).map(Reading::Value)
        }
        19_500_101..=21_501_231 if fraction.is_empty() => {
            let day = i8::try_from(number % 100).ok()?;
            let month = i8::try_from(number / 100 % 100).ok()?;
            let found = Date::new(i16::try_from(number / 10_000).ok()?, month, day);
            found.ok().map(Reading::Value)
        }
        _ => None,
    }
}

/// The date of a serial day of a workbook.
fn serial(days: i32, epoch_1904: bool) -> Option<Date> {
    // Day 60 of the 1900 system is a 29 February that never was: from 61 on, 1899-12-30 is day 0.
    let start = if epoch_1904 {
        date(1904, 1, 1)
    } else {
        date(1899, 12, 30)
    };
    start.checked_add(jiff::Span::new().days(days)).ok()
}

enum Parsed {
    Date(Date),
    NoYear,
    No,
}

fn year_alone(year: i16, at_end: bool) -> Date {
    if at_end {
        date(year, 12, 31)
    } else {
        date(year, 1, 1)
    }
}

fn month_alone(year: i16, month: i8, at_end: bool) -> Option<Date> {
    let first = Date::new(year, month, 1).ok()?;
    Some(if at_end { first.last_of_month() } else { first })
}

fn read_text(text: &str, context: DateContext) -> Parsed {
    let half = number::half_width(text);
    let plain = half
        .trim_matches(crate::book::is_blank)
        .trim_start_matches('\'')
        .trim_end_matches(['前', '。', '.']);
    let plain = ["竣工", "开工", "完工", "完成", "投产", "建成"]
        .iter()
        .find_map(|word| plain.strip_suffix(word))
        .unwrap_or(plain);
    if plain.contains('年') || plain.contains('月') || plain.contains("季度") {
        return chinese(plain, context);
    }
    // A time of day after the date is passed over.
    let day = plain.split([' ', 'T']).next().unwrap_or_default();
    if let Some(found) = named_month(plain) {
        return Parsed::Date(found);
    }
    let parts: Option<Vec<i32>> = day
        .split(['-', '/', '.'])
        .map(|part| {
            (part.len() <= 4)
                .then(|| part.parse::<i32>().ok())
                .flatten()
        })
        .collect();
    let first_len = day.find(['-', '/', '.']).unwrap_or(day.len());
    let found = match parts.as_deref() {
        Some([year, month, day]) if first_len == 4 => ymd(*year, *month, *day),
        Some([a, b, year]) => day_and_month(*a, *b, *year, context.order),
        Some([year, month]) if first_len == 4 => two(*year, *month, context.at_end),
        _ => None,
    };
    found.map_or(Parsed::No, Parsed::Date)
}

fn ymd(year: i32, month: i32, day: i32) -> Option<Date> {
    let found = Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    );
    found
        .ok()
        .filter(|date| (1900..=2200).contains(&date.year()))
}

fn two(year: i32, month: i32, at_end: bool) -> Option<Date> {
    let year = i16::try_from(year)
        .ok()
        .filter(|year| (1900..=2200).contains(year))?;
    month_alone(year, i8::try_from(month).ok()?, at_end)
}

fn day_and_month(a: i32, b: i32, year: i32, order: Option<DateOrder>) -> Option<Date> {
    // Two digits: up to 69 this century, as spreadsheet programs have it nearly so.
    let year = match year {
        0..=69 => 2000 + year,
        70..=99 => 1900 + year,
        other => other,
    };
    let (day_first, month_first) = (ymd(year, b, a), ymd(year, a, b));
    match order {
        Some(DateOrder::MonthFirst) => month_first.or(day_first),
        Some(DateOrder::DayFirst) | None => day_first.or(month_first),
    }
}

/// `18 May 2026`, `May 2026`, `Mar-26`.
fn named_month(text: &str) -> Option<Date> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let lower = text.to_ascii_lowercase();
    let mut words = lower
        .split([' ', '-', ',', '/'])
        .filter(|word| !word.is_empty());
    let parts: Vec<&str> = words.by_ref().take(3).collect();
    let at = parts
        .iter()
        .position(|word| MONTHS.iter().any(|month| word.starts_with(month)))?;
    let month = MONTHS
        .iter()
        .position(|month| parts[at].starts_with(month))?
        + 1;
    let numbers: Vec<i32> = parts.iter().filter_map(|word| word.parse().ok()).collect();
    let (day, year) = match numbers.as_slice() {
        [day, year] => (*day, *year),
        [year] => (1, *year),
        _ => return None,
    };
    ymd(
        if year < 100 { 2000 + year } else { year },
        i32::try_from(month).ok()?,
        day,
    )
}

/// `2022年5月18日`, `2022年5月`, `5月底`, `2022年一季度`, `2022年底`, `5月中旬`.
fn chinese(text: &str, context: DateContext) -> Parsed {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let whole_year = ["上半年", "下半年", "年底", "年末", "年中", "年初", "年内"];
    let (year, rest) = match compact.split_once('年') {
        _ if whole_year.contains(&&*compact) => (context.year, compact.trim_start_matches('年')),
        Some((year, rest)) => match year.trim_start_matches('约').parse::<i16>() {
            Ok(short @ 0..=99) => (Some(2000 + short), rest),
            Ok(year) => (Some(year), rest),
            Err(_) if matches!(year, "今" | "本" | "当") => (context.year, rest),
            Err(_) if matches!(year, "明" | "次") => (context.year.map(|year| year + 1), rest),
            Err(_) if matches!(year, "去" | "上") => (context.year.map(|year| year - 1), rest),
            Err(_) => return Parsed::No,
        },
        None => (context.year, compact.as_str()),
    };
    let Some(year) = year else {
        return Parsed::NoYear;
    };
    if !(1900..=2200).contains(&year) {
        return Parsed::No;
    }
    part_of_year(year, rest, context.at_end).map_or(Parsed::No, Parsed::Date)
}

fn part_of_year(year: i16, rest: &str, at_end: bool) -> Option<Date> {
    match rest {
        "" | "内" | "度" => return Some(year_alone(year, at_end)),
        "底" | "末" | "年底" | "年末" | "下半年" => return Some(date(year, 12, 31)),
        "初" => return Some(date(year, 1, 1)),
        "上半年" | "中" => return Some(date(year, 6, 30)),
        _ => {}
    }
    // A quarter is over at its end, also for a start: 一季度开工 is kept on 31 March.
    if let Some(quarter) = rest.trim_end_matches(['底', '末']).strip_suffix("季度") {
        let number = match quarter.trim_start_matches('第') {
            "一" | "1" => 1,
            "二" | "2" => 2,
            "三" | "3" => 3,
            "四" | "4" => 4,
            _ => return None,
        };
        return month_alone(year, number * 3, true);
    }
    let (month, rest) = rest.split_once('月')?;
    let month = month_number(month)?;
    match rest.trim_start_matches('份') {
        "" => month_alone(year, month, at_end),
        "底" | "末" | "下旬" | "月底" | "底前" => month_alone(year, month, true),
        "初" => month_alone(year, month, false),
        "上旬" => Date::new(year, month, 10).ok(),
        "中旬" | "中" => Date::new(year, month, 20).ok(),
        day => Date::new(
            year,
            month,
            day.trim_end_matches(['日', '号']).parse().ok()?,
        )
        .ok(),
    }
}

/// `5` or `五`, up to `十二`.
pub(crate) fn month_number(text: &str) -> Option<i8> {
    const WORDS: [&str; 12] = [
        "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二",
    ];
    let number = match text.parse::<i8>() {
        Ok(number) => number,
        Err(_) => i8::try_from(WORDS.iter().position(|word| *word == text)? + 1).ok()?,
    };
    (1..=12).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(texts: &str, expected: &Expect) {
        let start = DateContext {
            year: Some(2026),
            ..DateContext::default()
        };
        let end = DateContext {
            at_end: true,
            ..start
        };
        let mut out = String::new();
        for text in texts.split('|') {
            let cell = Cell::text(text);
            let shown = |context| match read(&cell, context) {
                Reading::Value(date) => date.to_string(),
                other => format!("{other:?}"),
            };
            out += &format!("{text} | {} | {}\n", shown(start), shown(end));
        }
        expected.assert_eq(&out);
    }

    #[test]
    fn dates_in_the_shapes_of_office_ledgers() {
        check(
            "2022-05-18|上半年|下半年|年底|2024年三季度末|202405|约2024年底|2024年12月底前|明年3月|\
             已开工|2024年6月竣工|2022.5-2024.12|24年5月|2022/5/18|\
             2022.5.18|2022年5月18日|2022年5月|2022.5|2022.10|2022-05|5月底|\
             5月中旬|2022年底|2022年一季度|2022|44699|20220518|30.06.08|05/01/2014 12:00:00 AM|\
             2016-05-25 17:00:00|18 May 2022|Mar-26|今年5月|２０２２年５月|待定|春节后|2022-13-01",
            &expect![[r#"
                2022-05-18 | 2022-05-18 | 2022-05-18
                上半年 | 2026-06-30 | 2026-06-30
                下半年 | 2026-12-31 | 2026-12-31
                年底 | 2026-12-31 | 2026-12-31
                2024年三季度末 | 2024-09-30 | 2024-09-30
                202405 | 2024-05-01 | 2024-05-31
                约2024年底 | Noted(2024-12-31) | Noted(2024-12-31)
                2024年12月底前 | 2024-12-31 | 2024-12-31
                明年3月 | 2027-03-01 | 2027-03-31
                已开工 | Words(KeptAsNote("已开工")) | Words(KeptAsNote("已开工"))
                2024年6月竣工 | 2024-06-01 | 2024-06-30
                2022.5-2024.12 | Refused(SeveralValues("2022.5-2024.12")) | Refused(SeveralValues("2022.5-2024.12"))
                24年5月 | 2024-05-01 | 2024-05-31
                2022/5/18 | 2022-05-18 | 2022-05-18
                2022.5.18 | 2022-05-18 | 2022-05-18
                2022年5月18日 | 2022-05-18 | 2022-05-18
                2022年5月 | 2022-05-01 | 2022-05-31
                2022.5 | 2022-05-01 | 2022-05-31
                2022.10 | 2022-10-01 | 2022-10-31
                2022-05 | 2022-05-01 | 2022-05-31
                5月底 | 2026-05-31 | 2026-05-31
                5月中旬 | 2026-05-20 | 2026-05-20
                2022年底 | 2022-12-31 | 2022-12-31
                2022年一季度 | 2022-03-31 | 2022-03-31
                2022 | 2022-01-01 | 2022-12-31
                44699 | 2022-05-18 | 2022-05-18
                20220518 | 2022-05-18 | 2022-05-18
                30.06.08 | 2008-06-30 | 2008-06-30
                05/01/2014 12:00:00 AM | 2014-01-05 | 2014-01-05
                2016-05-25 17:00:00 | 2016-05-25 | 2016-05-25
                18 May 2022 | 2022-05-18 | 2022-05-18
                Mar-26 | 2026-03-01 | 2026-03-01
                今年5月 | 2026-05-01 | 2026-05-31
                ２０２２年５月 | 2022-05-01 | 2022-05-31
                待定 | Cleared(None) | Cleared(None)
                春节后 | Refused(NotDate("春节后")) | Refused(NotDate("春节后"))
                2022-13-01 | Refused(NotDate("2022-13-01")) | Refused(NotDate("2022-13-01"))
            "#]],
        );
    }

    #[test]
    fn numbers_may_be_months_serial_days_or_years() {
        let number =
            |text: &str| read(&Cell::Number(text.parse().unwrap()), DateContext::default());
        assert_eq!(number("44699"), Reading::Value(date(2022, 5, 18)));
        assert_eq!(number("2022.5"), Reading::Value(date(2022, 5, 1)));
        assert!(matches!(number("2022.1"), Reading::Doubtful(..)));
        assert!(matches!(number("3"), Reading::Refused(_)));
        let context = DateContext {
            epoch_1904: true,
            ..DateContext::default()
        };
        let cell = Cell::Number(43_237.into());
        assert_eq!(read(&cell, context), Reading::Value(date(2022, 5, 18)));
    }
}
