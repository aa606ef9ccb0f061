//! 起止年限: start and finish in one cell, `2022.5-2024.12`.
//!
//! Rule: a mark that can only part two dates (至, 到, ~, —) parts them; a hyphen does where what
//! stands on both sides of it reads as a date. `2022-2024` is two years; `2022-05` is one month;
//! `2022年5月-12月` ends in the year it begins in.

use jiff::civil::Date;

use super::date::{self, DateContext};
use super::{Reading, common, number, short};
use crate::book::Cell;
use crate::problem::CellCause;

/// Longest text looked at, in bytes: two dates in words stay far below.
const BYTES_MAX: usize = 120;

/// Reads one of the two dates of a cell: 1 is the start, 2 the finish.
pub fn read_part(cell: &Cell, context: DateContext, part: u8) -> Reading<Date> {
    if let Some(common) = common(cell) {
        return common;
    }
    let start = part <= 1;
    if let Cell::Text(text) = cell
        && let Some((from, to)) = read(text, context)
    {
        return Reading::Value(if start { from } else { to });
    }
    // One date alone: a start, unless it says that it is a finish.
    let shown = cell.shown();
    let finish = ["竣工", "完工", "建成", "投产", "前", "完成"]
        .iter()
        .any(|word| shown.ends_with(word));
    match (start, finish) {
        (true, true) | (false, false) if date_of(&shown, context).is_some() => Reading::Blank,
        _ => {
            let context = DateContext {
                at_end: !start,
                ..context
            };
            match date::read(cell, context) {
                Reading::Refused(_) if !start => Reading::Blank,
                other => other,
            }
        }
    }
}

/// Both dates of a text, the first at the start of its month, the second at the end.
pub fn read(text: &str, context: DateContext) -> Option<(Date, Date)> {
    if text.len() > BYTES_MAX {
        return None;
    }
    let half = number::half_width(text);
    let plain: String = half
        .chars()
        .filter(|c| !crate::book::is_blank(*c))
        .map(|c| {
            if matches!(c, '—' | '～' | '~' | '至' | '到' | '－' | '→') {
                '\u{1}'
            } else {
                c
            }
        })
        .collect();
    if let Some((from, to)) = plain.split_once('\u{1}') {
        return both(from, to.trim_start_matches(['\u{1}', '-']), context);
    }
    // Of several hyphens, the one in the middle parts; a doubled one parts too.
    if let Some((from, to)) = plain.split_once("--") {
        return both(from, to, context);
    }
    let hyphens: Vec<usize> = plain.match_indices('-').map(|found| found.0).collect();
    let split = |at: usize| both(&plain[..at], &plain[at + 1..], context);
    match hyphens.as_slice() {
        [only] => split(*only).filter(|_| !is_month_alone(&plain)),
        [_, middle, _] | [_, _, middle, _, _] => split(*middle),
        // 2022-5-2024: the month stands with the first.
        [_, _] => None,
        _ => None,
    }
}

/// `2022-05` is a month, `2022-2024` is not.
fn is_month_alone(plain: &str) -> bool {
    plain.split_once('-').is_some_and(|(year, month)| {
        year.len() == 4
            && year.bytes().all(|byte| byte.is_ascii_digit())
            && (1..=2).contains(&month.len())
            && month
                .parse::<u8>()
                .is_ok_and(|month| (1..=12).contains(&month))
    })
}

fn both(from: &str, to: &str, context: DateContext) -> Option<(Date, Date)> {
    let at = |at_end| DateContext { at_end, ..context };
    let from = date_of(from, at(false))?;
    let year = Some(from.year());
    let later = DateContext { year, ..at(true) };
    // 2022.5-12: a bare month of the same year.
    let bare = to
        .parse::<i8>()
        .ok()
        .filter(|month| (1..=12).contains(month));
    let to = match bare {
        Some(month) => Date::new(from.year(), month, 1).ok()?.last_of_month(),
        None => date_of(to, later)?,
    };
    Some((from, to))
}

fn date_of(text: &str, context: DateContext) -> Option<Date> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return None;
    }
    match date::read_single(trimmed, context) {
        Reading::Value(found) | Reading::Noted(found) | Reading::Doubtful(found, _) => Some(found),
        _ => None,
    }
}

/// Whether a cell holds two dates.
pub fn is_span(cell: &Cell, context: DateContext) -> bool {
    matches!(cell, Cell::Text(text) if read(text, context).is_some())
}

/// A cell that holds two dates where one is wanted.
pub(crate) fn refused(text: &str) -> Reading<Date> {
    Reading::Refused(CellCause::SeveralValues(short(text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    #[test]
    fn start_and_finish_in_one_cell() {
        let context = DateContext {
            year: Some(2026),
            ..DateContext::default()
        };
        let mut out = String::new();
        for text in [
            "2022.5-2024.12",
            "2022年5月至2024年12月",
            "2022.05—2024.12",
            "2022-2024",
            "2022-05",
            "2022年5月-12月",
            "2022.5-12",
            "2022/5/1-2024/12/31",
            "2022-05-2024-12",
            "2022-05-01-2024-12-31",
            "2022-05-01至2024-12-31",
            "２０２２．５～２０２４．１２",
            "2022年—2024年底",
            "2022年",
            "5月-10月",
            "待定",
            "甲-乙",
            "2022.5--2024.6",
            "2024年6月竣工",
        ] {
            let read = |part| match read_part(&Cell::text(text), context, part) {
                Reading::Value(date) => date.to_string(),
                other => format!("{other:?}"),
            };
            out += &format!("{text} | {} | {}\n", read(1), read(2));
        }
        expect![[r#"
            2022.5-2024.12 | 2022-05-01 | 2024-12-31
            2022年5月至2024年12月 | 2022-05-01 | 2024-12-31
            2022.05—2024.12 | 2022-05-01 | 2024-12-31
            2022-2024 | 2022-01-01 | 2024-12-31
            2022-05 | 2022-05-01 | Blank
            2022年5月-12月 | 2022-05-01 | 2022-12-31
            2022.5-12 | 2022-05-01 | 2022-12-31
            2022/5/1-2024/12/31 | 2022-05-01 | 2024-12-31
            2022-05-2024-12 | 2022-05-01 | 2024-12-31
            2022-05-01-2024-12-31 | 2022-05-01 | 2024-12-31
            2022-05-01至2024-12-31 | 2022-05-01 | 2024-12-31
            ２０２２．５～２０２４．１２ | 2022-05-01 | 2024-12-31
            2022年—2024年底 | 2022-01-01 | 2024-12-31
            2022年 | 2022-01-01 | Blank
            5月-10月 | 2026-05-01 | 2026-10-31
            待定 | Cleared(None) | Cleared(None)
            甲-乙 | Refused(NotDate("甲-乙")) | Blank
            2022.5--2024.6 | 2022-05-01 | 2024-06-30
            2024年6月竣工 | Blank | 2024-06-30
        "#]]
        .assert_eq(&out);
    }
}
