//! What each line under a header is.

use std::sync::Arc;

use super::{Column, Grid};
use crate::book::Cell;
use crate::value::number;

/// A filled line under the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number in the grid.
    pub line: u32,
    /// What it is.
    pub kind: LineKind,
    /// The section it stands in: 一、产业项目.
    pub section: Option<Arc<str>>,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LineKind {
    /// A project.
    Project,
    /// 合计, 小计, 总计.
    Total,
    /// 一、产业项目.
    Section,
    /// The header again.
    HeaderAgain,
    /// Notes and signatures under the table.
    Note,
}

/// Gives every filled line from `first` on its kind.
pub(super) fn classify(grid: Grid<'_>, columns: &[Column], first: u32) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut section = None;
    let mut noted = false;
    for line in first..grid.lines() {
        let Some(look) = look(grid, columns, line) else {
            continue;
        };
        let kind = if noted {
            LineKind::Note
        } else {
            kind_of(grid, columns, line, &look)
        };
        noted |= kind == LineKind::Note;
        if kind == LineKind::Section {
            section = Some(Arc::from(look.first.as_str()));
        }
        lines.push(Line {
            line,
            kind,
            section: section.clone(),
        });
    }
    // Single texts at the end are notes rather than sections.
    for last in lines.iter_mut().rev() {
        if last.kind != LineKind::Section {
            break;
        }
        last.kind = LineKind::Note;
    }
    lines
}

struct LineLook {
    /// The first text, without blanks.
    first: String,
    filled: usize,
    /// Cells that are not numbers.
    texts: usize,
}

fn look(grid: Grid<'_>, columns: &[Column], line: u32) -> Option<LineLook> {
    let mut look = LineLook {
        first: String::new(),
        filled: 0,
        texts: 0,
    };
    for column in columns {
        let cell = grid.at(line, column.field);
        if cell.is_blank() {
            continue;
        }
        look.filled += 1;
        if let Cell::Text(text) = cell {
            look.texts += 1;
            if look.first.is_empty() && number::parse(text).is_none() {
                look.first = text
                    .chars()
                    .filter(|c| !crate::book::is_blank(*c))
                    .collect();
            }
        }
    }
    (look.filled > 0).then_some(look)
}

fn kind_of(grid: Grid<'_>, columns: &[Column], line: u32, look: &LineLook) -> LineKind {
    let again = columns.len() > 1
        && columns.iter().all(|column| {
            let shown = grid.at(line, column.field).shown();
            shown
                .split_whitespace()
                .eq(column.last().split_whitespace())
        });
    if again {
        LineKind::HeaderAgain
    } else if is_total(&look.first) {
        LineKind::Total
    } else if is_note(&look.first, look.filled) {
        LineKind::Note
    } else if is_section(look) || (look.filled == 1 && look.texts == 1 && columns.len() > 2) {
        LineKind::Section
    } else {
        LineKind::Project
    }
}

fn is_total(first: &str) -> bool {
    const WHOLE: [&str; 12] = [
        "合计",
        "总计",
        "小计",
        "共计",
        "总合计",
        "累计",
        "全区合计",
        "汇总",
        "total",
        "subtotal",
        "grandtotal",
        "sum",
    ];
    let plain = number::half_width(first).to_lowercase();
    let plain = plain.split(['(', ':', '：']).next().unwrap_or_default();
    let short = plain.chars().count() <= 14;
    WHOLE.contains(&plain)
        || short
            && ["合计", "小计", "总计"]
                .iter()
                .any(|word| plain.ends_with(word))
        || short && plain.starts_with("合计")
}

fn is_note(first: &str, filled: usize) -> bool {
    const STARTS: [&str; 14] = [
        "注:",
        "注：",
        "注1",
        "备注:",
        "备注：",
        "说明:",
        "说明：",
        "填表人",
        "填报人",
        "制表",
        "审核人",
        "单位负责人",
        "note:",
        "source:",
    ];
    let plain = first.to_lowercase();
    filled <= 4 && STARTS.iter().any(|start| plain.starts_with(start))
}

/// 一、…, （一）…, 第一部分 …: with hardly anything but sums beside it.
fn is_section(look: &LineLook) -> bool {
    let plain = number::half_width(&look.first);
    let numeral = |c: char| "一二三四五六七八九十百".contains(c);
    let rest = plain.trim_start_matches('(').trim_start_matches('第');
    let digits = rest.chars().take_while(|c| numeral(*c)).count();
    let after = rest.chars().nth(digits);
    let marked = digits > 0 && matches!(after, Some('、' | ')' | '部' | '类' | '.' | '，'));
    marked && look.texts <= 2
}
