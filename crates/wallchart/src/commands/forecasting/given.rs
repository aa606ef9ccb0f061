//! The series of a table with the columns id, t and y: each value with its line.
//!
//! What makes a file ambiguous (no number, a value given twice) refuses the whole of it, all
//! problems at once. What concerns one series alone (a gap) refuses that series.

use std::collections::HashMap;

use zone::{Refusal, Words};

use super::sheet::{Problems, Sheet, number};
use super::{Remark, time};
use crate::failure::Failure;

/// One series as given, in order of time.
pub(super) struct Given {
    pub(super) id: String,
    /// Line of each value.
    pub(super) lines: Vec<u64>,
    pub(super) values: Vec<f64>,
}

/// All series of a table that can be read.
pub(super) struct Read {
    pub(super) series: Vec<Given>,
    pub(super) refused: Vec<Refusal>,
    pub(super) notes: Vec<Remark>,
}

struct Cell {
    at: i64,
    line: u64,
    value: f64,
}

pub(super) fn read(sheet: &Sheet, period: usize) -> Result<Read, Failure> {
    let mut problems = Problems::new(&sheet.file);
    let (id, t, y) = (sheet.column("id"), sheet.column("t"), sheet.column("y"));
    let mut order: Vec<(String, Vec<Cell>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (line, row) in &sheet.rows {
        let cell = |at: usize| row.get(at).unwrap_or_default();
        let (name, at, value) = (cell(id), cell(t), cell(y));
        if name.is_empty() {
            problems.add(
                *line,
                "forecast/no-id",
                ("缺少序列编号 id", "the id is missing"),
                (
                    "每行写明属于哪条序列",
                    "say in each row to which series it belongs",
                ),
            );
        }
        let time = time::read(at, period);
        if time.is_none() {
            problems.add(
                *line,
                "forecast/time",
                (
                    &format!("时间“{at}”读不懂"),
                    &format!("the time {at:?} is not understood"),
                ),
                (
                    "用连续的序号，或 2026-05 这样的月份",
                    "use running numbers, or months such as 2026-05",
                ),
            );
        }
        let value_read = number(value);
        if value_read.is_none() {
            problems.add(
                *line,
                "forecast/not-a-number",
                (
                    &format!("值“{value}”不是数"),
                    &format!("the value {value:?} is no number"),
                ),
                (
                    "改为数字；缺数请补录，不要留空或写文字",
                    "give a number; enter what is missing rather than leave it blank or in words",
                ),
            );
        }
        if let (Some(at), Some(value)) = (time, value_read) {
            let place = *places.entry(name.to_owned()).or_insert_with(|| {
                order.push((name.to_owned(), Vec::new()));
                order.len() - 1
            });
            order[place].1.push(Cell {
                at,
                line: *line,
                value,
            });
        }
    }
    let mut read = Read {
        series: Vec::new(),
        refused: Vec::new(),
        notes: Vec::new(),
    };
    for (name, cells) in order {
        arrange(name, cells, &mut problems, &mut read, &sheet.file);
    }
    problems.done()?;
    Ok(read)
}

/// Puts a series in order of time and looks for what is given twice or missing.
fn arrange(id: String, mut cells: Vec<Cell>, problems: &mut Problems, read: &mut Read, file: &str) {
    if let Some(back) = cells.windows(2).find(|pair| pair[1].at < pair[0].at) {
        read.notes.push(Remark {
            id: id.clone(),
            line: back[1].line,
            code: "forecast/unsorted",
            message: Words::new(
                "时间倒退：已按时间重新排列",
                "time goes back here: put in order of time",
            ),
        });
        cells.sort_by_key(|cell| cell.at);
    }
    for pair in cells.windows(2).filter(|pair| pair[1].at == pair[0].at) {
        let first = pair[0].line.min(pair[1].line);
        problems.add(
            pair[0].line.max(pair[1].line),
            "forecast/duplicate",
            (
                &format!("{id} 的同一期已在第 {first} 行给过"),
                &format!("{id} has this period already, on line {first}"),
            ),
            ("每期只留一个值", "leave one value for each period"),
        );
    }
    if let Some(gap) = cells.windows(2).find(|pair| pair[1].at > pair[0].at + 1) {
        let missing = gap[1].at - gap[0].at - 1;
        let mut gaps = Problems::new(file);
        gaps.add(
            gap[1].line,
            "forecast/gap",
            (
                &format!("{id} 在此之前缺 {missing} 期"),
                &format!("{id} lacks {missing} periods before this one"),
            ),
            (
                "补录缺的月份；1—2 月合并报的，用 --period 11",
                "enter the missing months; with January and February merged use --period 11",
            ),
        );
        read.refused.extend(
            gaps.done()
                .err()
                .into_iter()
                .flat_map(|failure| failure.problems),
        );
        return;
    }
    read.series.push(Given {
        id,
        lines: cells.iter().map(|cell| cell.line).collect(),
        values: cells.iter().map(|cell| cell.value).collect(),
    });
}
