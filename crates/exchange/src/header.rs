//! Texts of headers, made comparable.
//!
//! Promises: the same header written with other blanks, widths, brackets or case compares equal.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::value::{date, number};

/// One name of a column.
#[derive(Debug, Clone)]
pub(crate) struct Synonym {
    /// Target as the data file names it, with `{year}` or `*` left in.
    pub(crate) target: &'static str,
}

static SYNONYMS: LazyLock<HashMap<String, Synonym>> = LazyLock::new(|| {
    let mut map = HashMap::new();
    let lines = include_str!("../data/synonyms.txt").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let Some((target, names)) = line.split_once(" = ") else {
            continue;
        };
        for name in names.split(',') {
            map.entry(plain_keeping_brackets(name))
                .or_insert(Synonym { target });
        }
    }
    map
});

/// The synonym a header is, and whether something had to be cut from it.
pub(crate) fn synonym(header: &str) -> Option<(&'static Synonym, bool)> {
    let whole = plain_keeping_brackets(header);
    if let Some(found) = SYNONYMS.get(&whole) {
        return Some((found, false));
    }
    let found = SYNONYMS.get(&plain(header))?;
    Some((found, false))
}

/// The longest synonym that stands inside a header, at least three Chinese characters or six
/// letters
/// long, and how many characters of the header it leaves over.
pub(crate) fn synonym_within(header: &str) -> Option<(&'static Synonym, usize)> {
    let text = plain(header);
    let (name, synonym) = SYNONYMS
        .iter()
        .filter(|(name, _)| {
            let chars = name.chars().count();
            let long = if name.is_ascii() {
                chars >= 6
            } else {
                chars >= 3
            };
            long && text.contains(name.as_str())
        })
        .max_by_key(|(name, _)| (name.chars().count(), std::cmp::Reverse(name.as_str())))?;
    let left = text.chars().count() - name.chars().count();
    Some((synonym, left))
}

/// Without blanks, marks, case, and what stands in brackets.
pub(crate) fn plain(text: &str) -> String {
    let half = number::half_width(text);
    let mut depth = 0_u32;
    let mut out = String::new();
    for c in half.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            c if depth == 0 => push_plain(&mut out, c),
            _ => {}
        }
    }
    strip_year(&out).to_owned()
}

/// Without blanks, case, and what stands in brackets, but with the hyphens of 1-5月.
pub(crate) fn words(text: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::new();
    for c in number::half_width(text).chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '—' | '～' | '~' if depth == 0 => out.push('-'),
            c if depth == 0 && !crate::book::is_blank(c) => out.extend(c.to_lowercase()),
            _ => {}
        }
    }
    out
}

fn plain_keeping_brackets(text: &str) -> String {
    let mut out = String::new();
    number::half_width(text)
        .chars()
        .for_each(|c| push_plain(&mut out, c));
    out
}

fn push_plain(out: &mut String, c: char) {
    if !crate::book::is_blank(c) && !matches!(c, '_' | '-' | ':' | '：' | '、' | '"' | '/' | '—')
    {
        out.extend(c.to_lowercase());
    }
}

/// A leading year is no part of the name of a column: `2026年计划投资`, `2013/2014 Budget`.
fn strip_year(text: &str) -> &str {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if !matches!(digits, 4 | 6 | 8) || digits == text.len() {
        return text;
    }
    let rest = &text[digits..];
    // `2026年度计划` keeps 年度计划; `2026年计划投资` keeps 年计划投资.
    if rest.len() > 3 { rest } else { text }
}

/// The first year from 1990 to 2099 in a text.
pub(crate) fn year_in(text: &str) -> Option<i16> {
    let half = number::half_width(text);
    let bytes = half.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let run = bytes[at..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        if run == 4 {
            let year: i16 = half[at..at + 4].parse().ok()?;
            if (1990..=2099).contains(&year) {
                return Some(year);
            }
        }
        at += run.max(1);
    }
    None
}

/// The month a column is about, if it is about one and its plan: `5月`, `五月`, `5月计划`,
/// `2026年5月`.
pub(crate) fn month_of(header: &str) -> Option<i8> {
    const KNOWN: [&str; 8] = [
        "",
        "计划",
        "计划投资",
        "投资计划",
        "投资",
        "计划完成投资",
        "计划完成",
        "目标",
    ];
    let (month, rest) = month_and_rest(header)?;
    KNOWN.contains(&&*rest).then_some(month)
}

/// The one month that a header begins with, and what it says of it: `5月完成` is (5, 完成).
pub(crate) fn month_and_rest(header: &str) -> Option<(i8, String)> {
    let text = plain(header);
    let text = match text.split_once('年') {
        Some((year, rest)) if year.is_empty() || year.parse::<i16>().is_ok() => rest,
        _ => &text,
    };
    let (month, rest) = text.split_once('月')?;
    let rest = rest.trim_start_matches('份');
    Some((date::month_number(month)?, rest.to_owned()))
}

/// A month with its year and nothing else, counted from the year 0: 2026年5月. It may be a header
/// or a date.
pub(crate) fn dated_month(text: &str) -> Option<i32> {
    let half = number::half_width(text);
    let (year, rest) = half.trim().split_once('年')?;
    let year: i32 = year.trim().parse().ok()?;
    let month = date::month_number(rest.trim().strip_suffix('月')?)?;
    Some(year * 12 + i32::from(month))
}

/// Whether a header is one that names or codes a project.
pub(crate) fn is_anchor(header: &str) -> bool {
    synonym(header).is_some_and(|(found, _)| {
        found.target == "name" || found.target == "id" || found.target.starts_with("code.")
    })
}

/// Whether a text may label a value in a form.
pub(crate) fn is_label(text: &str) -> bool {
    // A few characters around a known name are still a label, a sentence is none.
    const AROUND: usize = 4;
    is_known(text)
        || (text.chars().count() <= 12
            && synonym_within(text)
                .is_some_and(|(found, left)| left <= AROUND && found.target != "name"))
}

/// Whether a header is one that a table of projects may have.
pub(crate) fn is_known(header: &str) -> bool {
    synonym(header).is_some() || month_and_rest(header).is_some_and(|found| says_amount(&found.1))
}

/// Whether what follows a month speaks of an amount (5月计划完成投资); 5月底 and 5月开工 are dates.
fn says_amount(rest: &str) -> bool {
    const WORDS: [&str; 15] = [
        "计划", "目标", "任务", "完成", "投资", "实际", "实绩", "累计", "资金", "入统", "纳统",
        "产值", "情况", "额", "数",
    ];
    if rest.is_empty() {
        return true;
    }
    let mut rest = rest.trim_start_matches(['拟', '应', '底', '末']);
    let whole = rest.len();
    while let Some(found) = WORDS.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = found;
    }
    rest.len() < whole && rest.chars().count() <= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_header_in_other_clothes() {
        let target = |header| synonym(header).map(|found| found.0.target);
        for header in [
            "项目名称",
            " 项 目\n名称 ",
            "项目（工程）名称",
            "Project_Name",
            "PROJECT NAME",
        ] {
            assert_eq!(target(header), Some("name"), "{header}");
        }
        assert_eq!(target("总投资（万元）"), Some("total_investment"));
        assert_eq!(target("2026年计划投资"), Some("year_plan.{year}"));
        assert_eq!(
            target("2013/2014 Budget (£million)"),
            Some("year_plan.{year}")
        );
        assert_eq!(target("天气"), None);
    }

    #[test]
    fn years_and_months_in_headers() {
        assert_eq!(year_in("２０２６年重点项目台账"), Some(2026));
        assert_eq!(year_in("文号20260518号"), None);
        assert_eq!(month_of("5月"), Some(5));
        assert_eq!(month_of("2026年1月计划（万元）"), Some(1));
        assert_eq!(month_of("十二月份计划"), Some(12));
        assert_eq!(month_of("1-5月"), None);
        assert_eq!(month_of("5月完成"), None);
        assert!(is_known("5月") && is_known("5月计划完成投资") && is_known("5月底累计完成额"));
        assert!(!is_known("2027年3月底") && !is_known("5月开工") && !is_known("8月主体封顶"));
    }
}
