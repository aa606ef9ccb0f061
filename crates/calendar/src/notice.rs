//! Reading the csv text of holiday notices.
//!
//! Promises: all problems of a text at once, each with its line number. Deliberately no quoting:
//! none of the four fields ever needs a comma.

use crate::holidays::{DayKind, Notice, StatutoryDay};
use crate::limits::{NOTICE_LINES_MAX, NOTICE_REACHES_BACK_TO};
use crate::problem::{Problem, Refusal};
use jiff::civil::Date;
use std::sync::Arc;

/// One line understood.
struct Row<'a> {
    line: usize,
    date: Date,
    name: &'a str,
    kind: DayKind,
    source: &'a str,
}

/// Reads a text with the notice of one year; `known` are the notices already held.
pub(crate) fn parse_one(text: &str, known: &[Notice]) -> Result<Notice, Refusal> {
    let (rows, mut problems) = parse_rows(text);
    let Some(year) = rows.iter().map(|row| row.date.year()).max() else {
        if problems.is_empty() {
            problems.push(Problem::NoticeEmpty);
        }
        return Err(Refusal { problems });
    };
    check_rows(&rows, year, &mut problems);
    for row in &rows {
        let settled = known
            .iter()
            .filter(|notice| notice.year != year)
            .find(|notice| {
                notice
                    .days
                    .binary_search_by_key(&row.date, |day| day.date)
                    .is_ok()
            });
        if let Some(notice) = settled {
            let (line, date) = (row.line, row.date);
            problems.push(Problem::NoticeClash {
                line,
                date,
                year: notice.year,
            });
        }
    }
    if problems.is_empty() {
        Ok(to_notice(year, &rows))
    } else {
        Err(Refusal { problems })
    }
}

/// Reads a text with the notices of many years, told apart by their source.
pub(crate) fn parse_many(text: &str) -> Result<Vec<Notice>, Refusal> {
    let (rows, mut problems) = parse_rows(text);
    let mut groups: Vec<(&str, Vec<Row<'_>>)> = Vec::new();
    for row in rows {
        match groups.iter_mut().find(|(source, _)| *source == row.source) {
            Some((_, group)) => group.push(row),
            None => groups.push((row.source, vec![row])),
        }
    }
    let mut notices: Vec<Notice> = Vec::with_capacity(groups.len());
    for (_, group) in &groups {
        let year = group
            .iter()
            .map(|row| row.date.year())
            .max()
            .unwrap_or_default();
        check_rows(group, year, &mut problems);
        notices.push(to_notice(year, group));
    }
    notices.sort_by_key(|notice| notice.year);
    if problems.is_empty() {
        Ok(notices)
    } else {
        Err(Refusal { problems })
    }
}

fn parse_rows(text: &str) -> (Vec<Row<'_>>, Vec<Problem>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = text.lines().count();
    if lines > NOTICE_LINES_MAX {
        return (Vec::new(), vec![Problem::NoticeTooLong { lines }]);
    }
    let (mut rows, mut problems) = (Vec::with_capacity(lines), Vec::new());
    for (at, content) in text.lines().enumerate() {
        let content = content.trim();
        if content.is_empty() || (at == 0 && content.starts_with("date,")) {
            continue;
        }
        match parse_row(at + 1, content) {
            Ok(row) => rows.push(row),
            Err(problem) => problems.push(problem),
        }
    }
    (rows, problems)
}

fn parse_row(line: usize, content: &str) -> Result<Row<'_>, Problem> {
    let fields: Vec<&str> = content.split(',').map(str::trim).collect();
    let [date, name, kind, source] = fields[..] else {
        return Err(Problem::NoticeFields {
            line,
            found: fields.len(),
        });
    };
    let date: Date = date.parse().map_err(|_| Problem::NoticeDate {
        line,
        text: date.to_owned(),
    })?;
    let kind = match kind {
        "off" | "休" | "放假" => DayKind::Off,
        "work" | "班" | "上班" => DayKind::Work,
        other => {
            return Err(Problem::NoticeKind {
                line,
                text: other.to_owned(),
            });
        }
    };
    Ok(Row {
        line,
        date,
        name,
        kind,
        source,
    })
}

fn check_rows(rows: &[Row<'_>], year: i16, problems: &mut Vec<Problem>) {
    for (at, row) in rows.iter().enumerate() {
        let (line, date) = (row.line, row.date);
        let december_before = date.year() == year.saturating_sub(1)
            && (date.month(), date.day()) >= NOTICE_REACHES_BACK_TO;
        if date.year() != year && !december_before {
            problems.push(Problem::NoticeYear { line, date, year });
        }
        if let Some(first) = rows[..at].iter().find(|earlier| earlier.date == date) {
            problems.push(Problem::NoticeTwice {
                line,
                date,
                first_line: first.line,
            });
        }
    }
}

fn to_notice(year: i16, rows: &[Row<'_>]) -> Notice {
    let mut days: Vec<StatutoryDay> = rows
        .iter()
        .map(|row| StatutoryDay {
            date: row.date,
            name: Arc::from(row.name),
            kind: row.kind,
        })
        .collect();
    days.sort_by_key(|day| day.date);
    let source = rows.first().map_or("", |row| row.source);
    Notice {
        year,
        source: Arc::from(source),
        days,
    }
}
