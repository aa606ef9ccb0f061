//! Periods as they are named in speech, and the last day of each: 二季度 is 30 June.
//!
//! The year is that of the day of the text. A day that lies more than a quarter before it is
//! taken as next year's, because what is asked for lies ahead.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// A period that was named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Period {
    /// As said.
    pub(crate) said: String,
    /// Its last day.
    pub(crate) last: Date,
}

/// What may follow a period to say that it is a limit.
const LIMITS: [&str; 7] = ["之前", "以前", "前", "之内", "以内", "内", "止"];

/// The first period that a phrase names; one that says 前 or 内 before others.
pub(crate) fn find(phrase: &str, day: Date) -> Option<Period> {
    let chars: Vec<char> = phrase.chars().collect();
    let mut first = None;
    let mut at = 0;
    while at < chars.len() {
        let Some((length, last)) = named(&chars[at..], &chars[..at], day) else {
            at += 1;
            continue;
        };
        let rest: String = chars[at + length..].iter().take(2).collect();
        let limit = LIMITS.iter().find(|limit| rest.starts_with(**limit));
        let end = at + length + limit.map_or(0, |limit| limit.chars().count());
        let found = Period {
            said: chars[at..end].iter().collect(),
            last,
        };
        if limit.is_some() {
            return Some(found);
        }
        first.get_or_insert(found);
        at = end;
    }
    first
}

/// A clause that is only a period: 6月底前，…
pub(crate) fn alone(clause: &str, day: Date) -> Option<Period> {
    let found = find(clause, day)?;
    let rest = clause.replace(&found.said, "");
    // 自即日起至8月15日，….
    let from = rest.trim_start_matches(['自', '从']);
    if from.len() < rest.len() && ["即日起至", "现在起至", "即日起到", "现在起到"].contains(&from)
    {
        return Some(found);
    }
    let small = rest.chars().all(|c| "在于到截至力争确保，年".contains(c));
    (small && LIMITS.iter().any(|limit| found.said.ends_with(limit))).then_some(found)
}

/// A phrase without the period that it begins with: 5月中旬提交….
pub(crate) fn without(phrase: &str) -> &str {
    let chars: Vec<char> = phrase.chars().take(20).collect();
    let from = usize::from(chars.first() == Some(&'于') || chars.first() == Some(&'在'));
    let day = Date::constant(2024, 1, 1);
    match chars.get(from..).and_then(|rest| named(rest, &[], day)) {
        Some((length, _)) => {
            let bytes: usize = chars[..from + length].iter().map(|c| c.len_utf8()).sum();
            phrase[bytes..].trim_start_matches(['前', '内'])
        }
        None => phrase,
    }
}

/// Where the period with a limit begins that a phrase ends with.
pub(crate) fn ends_here(phrase: &str) -> Option<usize> {
    let chars: Vec<char> = phrase.chars().collect();
    let day = Date::constant(2024, 1, 1);
    let mut bytes = 0;
    for at in 0..chars.len() {
        if let Some((length, _)) = named(&chars[at..], &chars[..at], day) {
            let rest: String = chars[at + length..].iter().collect();
            if LIMITS.contains(&&*rest) || rest.is_empty() && chars.ends_with(&['内']) {
                return Some(bytes);
            }
        }
        bytes += chars[at].len_utf8();
    }
    None
}

/// A period that begins here: how many characters it takes, and its last day.
fn named(chars: &[char], before: &[char], day: Date) -> Option<(usize, Date)> {
    let year = day.year();
    let text: String = chars.iter().take(14).collect();
    let fixed: [(&str, (i8, i8)); 16] = [
        ("一季度", (3, 31)),
        ("二季度", (6, 30)),
        ("三季度", (9, 30)),
        ("四季度", (12, 31)),
        ("1季度", (3, 31)),
        ("2季度", (6, 30)),
        ("3季度", (9, 30)),
        ("4季度", (12, 31)),
        ("上半年", (6, 30)),
        ("下半年", (12, 31)),
        ("双过半", (6, 30)),
        ("“双过半”", (6, 30)),
        ("全年", (12, 31)),
        ("年内", (12, 31)),
        ("年底", (12, 31)),
        ("年末", (12, 31)),
    ];
    for (said, (month, last)) in fixed {
        if let Some(rest) = text.strip_prefix(said) {
            let end = usize::from(rest.starts_with(['末', '底']));
            let date = Date::new(year + next_year(before), month, last).ok()?;
            return Some((said.chars().count() + end, ahead(date, day, before)));
        }
    }
    relative(&text, day)
        .or_else(|| full_date(chars))
        .or_else(|| month(chars, before, day))
        .or_else(|| day_of_month(chars, before, day))
}

/// 本月底, 月底, 下月底, 本周五, 今年, 明年, 10日内.
fn relative(text: &str, day: Date) -> Option<(usize, Date)> {
    let months = [
        ("本月底", 0),
        ("本月末", 0),
        ("本月内", 0),
        ("当月底", 0),
        ("下月底", 1),
        ("下个月底", 1),
        ("月底", 0),
        ("月末", 0),
    ];
    for (said, ahead) in months {
        if text.starts_with(said) {
            let last = day.checked_add(ahead.months()).ok()?.last_of_month();
            return Some((said.chars().count(), last));
        }
    }
    let weeks = [("本周", 0), ("这周", 0), ("下周", 7)];
    for (said, ahead) in weeks {
        if let Some(rest) = text.strip_prefix(said) {
            let weekday = rest.chars().next().and_then(weekday);
            let monday = i64::from(day.weekday().to_monday_zero_offset());
            let target = weekday.unwrap_or(Weekday::Sunday).to_monday_zero_offset();
            let days = ahead - monday + i64::from(target);
            let last = day.checked_add(days.days()).ok()?;
            return Some((2 + usize::from(weekday.is_some()), last));
        }
    }
    for (said, ahead) in [
        ("今天", 0),
        ("今日", 0),
        ("明天", 1),
        ("明日", 1),
        ("后天", 2),
    ] {
        if text.starts_with(said) {
            return Some((2, day.checked_add(ahead.days()).ok()?));
        }
    }
    within(text, day)
}

/// 10日内, 三天内, 两周内, 一个月内; 工作日 are not counted here, which knows no holidays.
fn within(text: &str, day: Date) -> Option<(usize, Date)> {
    let text = text.replace('两', "二");
    let chars: Vec<char> = text.chars().collect();
    let (count, at) = number(&chars, 0)?;
    let count = i64::from(count);
    let rest: String = chars[at..].iter().collect();
    let spans = [
        ("日", count.days()),
        ("天", count.days()),
        ("个自然日", count.days()),
        ("周", count.weeks()),
        ("个星期", count.weeks()),
        ("个月", count.months()),
    ];
    let mut inside = spans.iter().filter(|(unit, _)| {
        let after = rest.strip_prefix(unit);
        after.is_some_and(|after| {
            after.starts_with(['内']) || after.starts_with("之内") || after.starts_with("以内")
        })
    });
    let (unit, span) = inside.next()?;
    Some((at + unit.chars().count(), day.checked_add(*span).ok()?))
}

fn weekday(c: char) -> Option<Weekday> {
    let at = "一二三四五六日".chars().position(|day| day == c)?;
    Weekday::from_monday_zero_offset(i8::try_from(at).ok()?).ok()
}

/// 2026年6月30日, 2026-06-30.
fn full_date(chars: &[char]) -> Option<(usize, Date)> {
    let (year, at) = number(chars, 0)?;
    if !(1990..=2100).contains(&year) {
        return None;
    }
    let mark = *chars.get(at)?;
    if !matches!(mark, '年' | '-' | '/' | '.') {
        return None;
    }
    let year = i16::try_from(year).ok()?;
    let Some((month, next)) = number(chars, at + 1) else {
        let end = matches!(chars.get(at + 1), Some('底' | '末' | '内'));
        let last = Date::new(year, 12, 31).ok()?;
        return (mark == '年' && end).then_some((at + 2, last));
    };
    let month = i8::try_from(month).ok()?;
    if mark != '年' {
        let (day, end) = number(chars, next + 1)?;
        return Some((end, Date::new(year, month, i8::try_from(day).ok()?).ok()?));
    }
    (chars.get(next) == Some(&'月')).then_some(())?;
    let (end, date) = in_month(&chars[next + 1..], year, month)?;
    Some((next + 1 + end, date))
}

/// 6月30日, 6月底, 5月中旬, 10月份, 6月.
fn month(chars: &[char], before: &[char], day: Date) -> Option<(usize, Date)> {
    if before
        .last()
        .is_some_and(|c| c.is_ascii_digit() || *c == '至' || *c == '-')
    {
        return None;
    }
    let (month, at) = number(chars, 0)?;
    (chars.get(at) == Some(&'月')).then_some(())?;
    let month = i8::try_from(month).ok()?;
    let year = day.year() + next_year(before);
    let (end, date) = in_month(&chars[at + 1..], year, month)?;
    Some((at + 1 + end, ahead(date, day, before)))
}

/// 25号前, 5日之前: the next such day; 每月5号前 is none.
fn day_of_month(chars: &[char], before: &[char], day: Date) -> Option<(usize, Date)> {
    if before
        .last()
        .is_some_and(|c| c.is_ascii_digit() || "月至-每".contains(*c))
    {
        return None;
    }
    let (number, at) = number(chars, 0)?;
    let limit = matches!(chars.get(at + 1), Some('前' | '之' | '以'));
    (matches!(chars.get(at), Some('号' | '日')) && limit).then_some(())?;
    let of_month = i8::try_from(number).ok()?;
    let this = Date::new(day.year(), day.month(), of_month).ok()?;
    let last = if this < day {
        this.checked_add(1.month()).ok()?
    } else {
        this
    };
    Some((at + 1, last))
}

fn in_month(rest: &[char], year: i16, month: i8) -> Option<(usize, Date)> {
    let first = Date::new(year, month, 1).ok()?;
    if let Some((day, at)) = number(rest, 0)
        && matches!(rest.get(at), Some('日' | '号'))
    {
        let date = Date::new(year, month, i8::try_from(day).ok()?).ok()?;
        return Some((at + 1, date));
    }
    let text: String = rest.iter().take(2).collect();
    let tenth = |day| Date::new(year, month, day).ok();
    match &*text {
        "上旬" => Some((2, tenth(10)?)),
        "中旬" => Some((2, tenth(20)?)),
        "下旬" => Some((2, first.last_of_month())),
        other if other.starts_with(['底', '末', '份']) => Some((1, first.last_of_month())),
        _ => Some((0, first.last_of_month())),
    }
}

/// One where 明年 or 次年 stands before.
fn next_year(before: &[char]) -> i16 {
    i16::from(before.ends_with(&['明', '年']) || before.ends_with(&['次', '年']))
}

/// The same day a year later where it lies far behind.
fn ahead(date: Date, day: Date, before: &[char]) -> Date {
    let this_year = before.ends_with(&['今', '年']);
    match day.checked_sub(1.month()) {
        Ok(limit) if date < limit && !this_year => {
            date.checked_add(1.year()).map_or(date, |next| next)
        }
        _ => date,
    }
}

/// A number in digits or Chinese, up to four places, and where it ends.
fn number(chars: &[char], from: usize) -> Option<(u32, usize)> {
    let digits = chars.get(from..)?.iter().take_while(|c| c.is_ascii_digit());
    let count = digits.clone().count();
    if (1..=4).contains(&count) {
        let text: String = digits.collect();
        return Some((text.parse().ok()?, from + count));
    }
    let place = |c: &char| "零一二三四五六七八九".chars().position(|d| d == *c);
    let mut at = from;
    let mut value = 0;
    if let Some(digit) = chars.get(at).and_then(place) {
        value = digit;
        at += 1;
    }
    if chars.get(at) == Some(&'十') {
        value = value.max(1) * 10;
        at += 1;
        if let Some(digit) = chars.get(at).and_then(place) {
            value += digit;
            at += 1;
        }
    }
    (at > from && value > 0).then_some((u32::try_from(value).ok()?, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(phrase: &str, day: &str, expected: &str) {
        let day: Date = day.parse().unwrap();
        let found = find(phrase, day);
        let told = found.map_or("-".to_owned(), |found| {
            format!("{} {}", found.said, found.last)
        });
        assert_eq!(told, expected, "{phrase}");
    }

    #[test]
    fn periods_end_on_their_last_day() {
        let day = "2022-05-18";
        check("强攻快进二季度", day, "二季度 2022-06-30");
        check("确保实现全年目标任务", day, "全年 2022-12-31");
        check("调优确保“双过半”", day, "“双过半” 2022-06-30");
        check("上半年完成", day, "上半年 2022-06-30");
        check("月底前上报", day, "月底前 2022-05-31");
        check("下月底前上报", day, "下月底前 2022-06-30");
        check("年内建成", day, "年内 2022-12-31");
        check("6月底前拨付", day, "6月底前 2022-06-30");
        check("六月三十日前拨付", day, "六月三十日前 2022-06-30");
        check("于7月15日前报送", day, "7月15日前 2022-07-15");
        check("8月中旬提交", day, "8月中旬 2022-08-20");
        check("2023年3月底前", day, "2023年3月底前 2023-03-31");
        check("一季度末前报批", "2022-12-20", "一季度末前 2023-03-31");
        check("明年6月底前", day, "6月底前 2023-06-30");
        check("本周五前报", day, "本周五前 2022-05-20");
        check("10日内报送", day, "10日内 2022-05-28");
        check("三天内拿出办法", day, "三天内 2022-05-21");
        check("两周之内", day, "两周之内 2022-06-01");
        check("一个月内组织上门", day, "一个月内 2022-06-18");
        check("25号前交我", day, "25号前 2022-05-25");
        check("5号前交", day, "5号前 2022-06-05");
        check("明天去看看", day, "明天 2022-05-19");
        check("闰年2月底前", "2024-01-10", "2月底前 2024-02-29");
    }

    #[test]
    fn what_names_no_limit_is_left() {
        check("加强统筹协调", "2022-05-18", "-");
        check("投资97亿元", "2022-05-18", "-");
        check("1至6月投资", "2022-05-18", "-");
        check("13月前", "2022-05-18", "-");
        check("每月5号前交", "2022-05-18", "-");
        check("5个工作日内", "2022-05-18", "-");
    }
}
