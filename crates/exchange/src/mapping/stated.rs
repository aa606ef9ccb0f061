//! The date a ledger says its figures are of: 截至2026年5月底 in a title, 1-5月累计完成 in a header.
//!
//! Only what the file itself says; a file that says nothing, or two things, is asked about.

use jiff::civil::Date;

use crate::book::Cell;
use crate::value::Reading;
use crate::value::date::{self, DateContext};

/// The date stated by titles, or else the one on which all headers that state one agree.
pub(super) fn stated_on<'a>(
    titles: impl Iterator<Item = &'a str>,
    headers: impl Iterator<Item = &'a str>,
    year: Option<i16>,
) -> Option<Date> {
    titles
        .filter_map(|title| after_until(title, year))
        .next()
        .or_else(|| agreed(headers.filter_map(|header| months_done(header, year))))
}

/// What follows 截至 or 截止, if it reads as a date; a month means its last day.
fn after_until(title: &str, year: Option<i16>) -> Option<Date> {
    let at = ["截至", "截止"].into_iter().find_map(|word| {
        let found = title.find(word)?;
        Some(found + word.len())
    })?;
    let is_part = |letter: &char| letter.is_ascii_digit() || "年月日底末.-/ ".contains(*letter);
    let text: String = title[at..]
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(is_part)
        .collect();
    let context = DateContext {
        year,
        at_end: true,
        ..DateContext::default()
    };
    match date::read(&Cell::Text(text.trim().into()), context) {
        Reading::Value(found) => Some(found),
        _ => None,
    }
}

/// The end of the last month of a header like 1-5月累计完成.
fn months_done(header: &str, year: Option<i16>) -> Option<Date> {
    if !(header.contains("累计") || header.contains("完成")) || header.contains("计划") {
        return None;
    }
    let (before, _) = header.split_once('月')?;
    let (from, month) = split_digits(before);
    let from = from.trim_end_matches(['-', '—', '–', '~', '～', '至']);
    let (_, first_month) = split_digits(from);
    let month: i8 = month.parse().ok()?;
    let first = Date::new(year?, month, 1).ok()?;
    (first_month == "1").then(|| first.last_of_month())
}

/// A text and the digits it ends with.
fn split_digits(text: &str) -> (&str, &str) {
    text.split_at(
        text.trim_end_matches(|letter: char| letter.is_ascii_digit())
            .len(),
    )
}

fn agreed(mut dates: impl Iterator<Item = Date>) -> Option<Date> {
    let first = dates.next()?;
    dates.all(|date| date == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn check(title: &str, headers: &[&str], expected: Option<Date>) {
        let found = stated_on([title].into_iter(), headers.iter().copied(), Some(2026));
        assert_eq!(found, expected, "{title} {headers:?}");
    }

    #[test]
    fn a_title_or_the_headers_say_the_date() {
        check(
            "重点项目进展（截至2026年5月底）",
            &[],
            Some(date(2026, 5, 31)),
        );
        check("数据截止：2026-06-20", &[], Some(date(2026, 6, 20)));
        check(
            "重点项目表",
            &["1-5月累计完成", "1—5月完成率"],
            Some(date(2026, 5, 31)),
        );
        check("重点项目表", &["1-5月累计完成", "1-6月累计完成"], None);
        check(
            "重点项目表",
            &["1-12月计划完成", "11-12月完成", "5月完成"],
            None,
        );
        check("截至目前进展", &["完成投资"], None);
    }
}
