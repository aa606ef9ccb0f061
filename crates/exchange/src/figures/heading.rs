//! What stands above a column of figures: which month it is of.

use zone::indicator::Month;

use crate::book::{Cell, is_blank};
use crate::value::number::half_width;

/// What a heading says of its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heading {
    /// The year to date, to the end of this month; a year where the heading names one.
    ToDate { year: Option<i16>, month: i8 },
    /// Single months.
    Alone,
    /// The year's target; a year where the heading names one.
    Target { year: Option<i16> },
}

impl Heading {
    /// The month, in the table's year unless it names its own.
    pub(super) fn month(self, year: Option<i16>) -> Option<Month> {
        match self {
            Heading::ToDate { year: own, month } => Some(Month {
                year: own.or(year)?,
                month,
            }),
            Heading::Alone | Heading::Target { .. } => None,
        }
    }
}

/// What a column of the year's targets is called, without its year and brackets.
const TARGET: [&str; 11] = [
    "目标",
    "目标值",
    "全年目标",
    "全年目标值",
    "年度目标",
    "年度目标值",
    "年目标",
    "度目标",
    "度目标值",
    "target",
    "annualtarget",
];

/// Words of columns beside figures: growth, targets, places, last year.
const OTHER: [&str; 16] = [
    "同比",
    "增速",
    "增长",
    "增幅",
    "目标",
    "计划",
    "完成率",
    "占比",
    "进度",
    "排名",
    "位次",
    "去年",
    "上年",
    "环比",
    "target",
    "growth",
];

/// A cell's heading; nothing where it names no month.
pub(super) fn heading(cell: &Cell) -> Option<Heading> {
    if let Cell::Moment(moment) = cell {
        return Some(Heading::ToDate {
            year: Some(moment.year()),
            month: moment.month(),
        });
    }
    let text = plain(&cell.shown());
    let (year, rest) = year_before(&text);
    if TARGET.contains(&without_brackets(rest)) {
        return Some(Heading::Target { year });
    }
    if text.is_empty() || OTHER.iter().any(|word| text.contains(word)) {
        return None;
    }
    if ["当月", "本月", "单月"]
        .iter()
        .any(|word| text.contains(word))
    {
        return Some(Heading::Alone);
    }
    let month = named(rest).or_else(|| month_in(rest, year.is_some()))?;
    Some(Heading::ToDate { year, month })
}

/// Half-width, in small letters, without blanks and dashes of other kinds.
pub(super) fn plain(text: &str) -> String {
    let text = half_width(text);
    let kept = text.chars().filter(|c| !is_blank(*c));
    kept.map(|c| match c {
        '—' | '－' | '~' | '至' | '～' => '-',
        c => c.to_ascii_lowercase(),
    })
    .collect()
}

/// A year at the beginning, with the sign behind it.
fn year_before(text: &str) -> (Option<i16>, &str) {
    let Some(year) = text.get(..4).and_then(|year| year.parse::<i16>().ok()) else {
        return (None, text);
    };
    let rest = text[4..].trim_start_matches(['年', '-', '.', '/']);
    match (1990..2200).contains(&year) {
        true => (Some(year), rest),
        false => (None, text),
    }
}

/// The year that a title names: `2026年主要指标`.
pub(super) fn year_in(text: &str) -> Option<i16> {
    let text = plain(text);
    text.char_indices().find_map(|(at, _)| {
        let (year, rest) = year_before(text.get(at..)?);
        let named = rest.len() + 4 < text[at..].len() || rest.is_empty();
        let begins = !text[..at].ends_with(|c: char| c.is_ascii_digit());
        year.filter(|_| named && begins)
    })
}

fn named(text: &str) -> Option<i8> {
    let quarters = [
        ("上半年", 6),
        ("前三季度", 9),
        ("前3季度", 9),
        ("一季度", 3),
        ("1季度", 3),
        ("全年", 12),
    ];
    let found = quarters.iter().find(|(name, _)| text.starts_with(name));
    found.map(|(_, month)| *month)
}

/// `3月`, `1-3月`, and `03` where a year stood before it.
fn month_in(text: &str, after_year: bool) -> Option<i8> {
    let begin = text.strip_prefix("1-").unwrap_or(text);
    let digits = begin.len() - begin.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = begin.split_at(digits);
    let month = number
        .parse()
        .ok()
        .filter(|month| (1..=12).contains(month))?;
    let behind = rest.strip_prefix('月').map(without_brackets);
    let says_month = match behind {
        Some(behind) => BEHIND.contains(&behind),
        None => rest.is_empty() && after_year,
    };
    says_month.then_some(month)
}

/// What may stand behind a month: more, and it is a title.
const BEHIND: [&str; 8] = ["", "份", "末", "数", "累计", "累计数", "累计值", "累计完成"];

fn without_brackets(text: &str) -> &str {
    text.split('(').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_as_offices_write_them() {
        let check = |text: &str, expected: Option<(Option<i16>, i8)>| {
            let found = heading(&Cell::Text(text.into()));
            let expected = expected.map(|(year, month)| Heading::ToDate { year, month });
            assert_eq!(found, expected, "{text}");
        };
        check("1-3月", Some((None, 3)));
        check("1—11月累计", Some((None, 11)));
        check("１～２月", Some((None, 2)));
        check("12 月", Some((None, 12)));
        check("1月", Some((None, 1)));
        check("2026-03", Some((Some(2026), 3)));
        check("2026年1-10月", Some((Some(2026), 10)));
        check("2026.9", Some((Some(2026), 9)));
        check("上半年", Some((None, 6)));
        check("2025年前三季度", Some((Some(2025), 9)));
        check("全年目标完成率", None);
        check("同比增长", None);
        check("1-3月同比", None);
        check("2026年1-3月主要经济指标", None);
        check("1-3月（亿元）", Some((None, 3)));
        check("13月", None);
        check("指标", None);
        check("3", None);
        check("", None);
        assert_eq!(heading(&Cell::Text("3月当月".into())), Some(Heading::Alone));
    }

    #[test]
    fn a_column_of_targets_is_known() {
        let check = |text: &str, expected: Option<Option<i16>>| {
            let found = heading(&Cell::Text(text.into()));
            let expected = expected.map(|year| Heading::Target { year });
            assert_eq!(found, expected, "{text}");
        };
        check("全年目标", Some(None));
        check("2026年目标（亿元）", Some(Some(2026)));
        check("2026年度目标值", Some(Some(2026)));
        check("Annual target", Some(None));
        check("目标完成率", None);
        check("比目标", None);
    }

    #[test]
    fn a_title_names_the_year() {
        let check = |text: &str, year| assert_eq!(year_in(text), year, "{text}");
        check("云栖湾开发区2026年主要经济指标", Some(2026));
        check("2026年", Some(2026));
        check("2026", Some(2026));
        check("指标（2025-2026）", Some(2025));
        check("文号120261号", None);
        check("主要指标", None);
    }
}
