//! 合计, 小计: checked against the rows they stand for.
//!
//! Which rows a total means is not said in a ledger: those above it since the last total, those
//! below it until the next, those of its section, or all. A total that agrees with any of these is
//! right; one that agrees with none is said with the likeliest of them.

use std::ops::Range;

use rust_decimal::Decimal;
use zone::{Fen, ValueKind, cell_name};

use super::cell::ColumnReader;
use crate::book::Cell;
use crate::mapping::Target;
use crate::problem::RowCause;
use crate::table::{Grid, Line, LineKind, Table};
use crate::value::{Reading, money, number};

/// Tells of each total that disagrees with its rows: line, field and cause.
pub(super) fn check(
    table: &Table,
    grid: Grid<'_>,
    columns: &[ColumnReader<'_>],
    tell: &mut dyn FnMut(u32, u16, RowCause),
) {
    for column in columns
        .iter()
        .filter(|own| is_money(own) && own.part.is_none())
    {
        for total in all(table, grid, column.field, column.unit) {
            let Stands::Against(sum) = total.stands else {
                continue;
            };
            let name = |line: &Line| {
                let (row, at) = grid.place(line.line, column.field);
                cell_name(row, at)
            };
            let lines = table.lines[total.lines].iter();
            let mut projects = lines.filter(|line| line.kind == LineKind::Project);
            if let Some(first) = projects.next() {
                let last = projects.next_back().unwrap_or(first);
                let cells = format!("{}:{}", name(first), name(last));
                let cause = RowCause::TotalDisagrees(total.says, sum, cells);
                tell(total.line, column.field, cause);
            }
        }
    }
}

/// A total.
pub(crate) struct Total {
    /// Its line.
    pub(crate) line: u32,
    /// What it says.
    pub(crate) says: Fen,
    /// The lines it stands for, by their places among the table's.
    pub(crate) lines: Range<usize>,
    pub(crate) stands: Stands,
}

/// How a total stands to its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stands {
    /// It is their sum.
    For,
    /// It is not; this is the sum of those it most likely means.
    Against(Fen),
}

/// The totals in a column of amounts.
pub(crate) fn all(table: &Table, grid: Grid<'_>, field: u16, unit: Decimal) -> Vec<Total> {
    let lines = &table.lines;
    let sums = |line: &Line| matches!(line.kind, LineKind::Total | LineKind::Section);
    if table.is_form() || !lines.iter().any(sums) {
        return Vec::new();
    }
    let amounts: Vec<Option<Fen>> = lines
        .iter()
        .map(|line| amount(grid.at(line.line, field), unit))
        .collect();
    // Amounts up to each line, so that any stretch is one subtraction.
    let mut upto = Vec::with_capacity(lines.len() + 1);
    let mut sum = Fen(0);
    upto.push(sum);
    for (line, amount) in lines.iter().zip(&amounts) {
        if line.kind == LineKind::Project {
            sum = sum + amount.unwrap_or(Fen(0));
        }
        upto.push(sum);
    }
    let sum_of = |range: &Range<usize>| upto[range.end] - upto[range.start];
    let judged = |(at, line): (usize, &Line)| {
        let says = amounts[at]?;
        let slack = slack(grid.at(line.line, field), unit);
        let stretches = stretches(grid, table, at);
        let agrees = |range: &&Range<usize>| (sum_of(range) - says).0.abs() <= slack;
        let found = stretches.iter().find(agrees);
        let lines = found.or(stretches.first())?.clone();
        let stands = match found {
            Some(_) => Stands::For,
            None => Stands::Against(sum_of(&lines)),
        };
        Some(Total {
            line: line.line,
            says,
            lines,
            stands,
        })
    };
    let totals = lines.iter().enumerate().filter(|(_, line)| sums(line));
    totals.filter_map(judged).collect()
}

fn is_money(column: &ColumnReader<'_>) -> bool {
    matches!(column.target, Target::Field(field) if field.kind() == ValueKind::Money)
}

/// What a cell says of money.
pub(crate) fn amount(cell: &Cell, unit: Decimal) -> Option<Fen> {
    match money::read(cell, unit) {
        Reading::Value(amount) | Reading::Noted(amount) | Reading::Doubtful(amount, _) => {
            Some(amount)
        }
        _ => None,
    }
}

/// Half of the last digit that the total shows, in fen: beyond it nothing was said.
fn slack(cell: &Cell, unit: Decimal) -> i64 {
    let shown = cell.shown();
    let digits = number::parse(&shown).map_or(0, |number| number.normalize().scale());
    let step = unit.checked_div(Decimal::from(10_i64.pow(digits.min(9))));
    let half = step.and_then(|step| Fen::from_yuan(step / Decimal::TWO));
    half.map_or(1, |half| half.0.max(1))
}

/// The stretches of lines that a total may stand for, the likeliest first.
fn stretches(grid: Grid<'_>, table: &Table, at: usize) -> Vec<Range<usize>> {
    let lines = &table.lines;
    let total = |line: &Line| line.kind == LineKind::Total;
    let section = |line: &Line| line.kind == LineKind::Section;
    let bound = |line: &Line| total(line) || section(line);
    let before = |test: &dyn Fn(&Line) -> bool| {
        lines[..at]
            .iter()
            .rposition(test)
            .map_or(0, |found| found + 1)
    };
    let after = |test: &dyn Fn(&Line) -> bool| {
        let found = lines[at + 1..].iter().position(test);
        found.map_or(lines.len(), |found| at + 1 + found)
    };
    let all = (0, lines.len());
    let above = (before(&bound), at);
    let of_section = (before(&section), at);
    let above_all = (0, at);
    let below = (at + 1, after(&bound));
    let below_section = (at + 1, after(&section));
    let style = numbering(grid, table, at);
    let same_style = |line: &Line| {
        let found = lines.iter().position(|own| own.line == line.line);
        section(line) && found.is_some_and(|found| numbering(grid, table, found) == style)
    };
    let below_alike = (at + 1, after(&same_style));
    let whole = says_whole(grid, table, at);
    let order = if section(&lines[at]) {
        vec![below_alike, below_section, below, all]
    } else if whole {
        vec![all, above, of_section, above_all, below, below_section]
    } else {
        vec![above, below, of_section, below_section, above_all, all]
    };
    let has_projects = |range: &Range<usize>| {
        let own = lines.get(range.clone()).unwrap_or_default();
        own.iter().any(|line| line.kind == LineKind::Project)
    };
    let ranges = order.into_iter().map(|(from, to)| from..to);
    ranges.filter(has_projects).collect()
}

fn first_text(grid: Grid<'_>, table: &Table, at: usize) -> String {
    let line = table.lines[at].line;
    let texts = table.columns.iter().map(|own| grid.at(line, own.field));
    let mut texts = texts.filter_map(|cell| match cell {
        Cell::Text(text) if number::parse(text).is_none() && !cell.is_blank() => Some(text),
        _ => None,
    });
    texts.next().map_or_else(String::new, |text| {
        let filled = text.chars().filter(|c| !crate::book::is_blank(*c));
        filled.collect()
    })
}

/// 合计 and 总计 mean everything, 小计 a part.
fn says_whole(grid: Grid<'_>, table: &Table, at: usize) -> bool {
    let text = first_text(grid, table, at).to_lowercase();
    let subtotal = text.contains("小计") || text.contains("subtotal");
    !subtotal
        && ["合计", "总计", "共计", "汇总", "total"]
            .iter()
            .any(|word| text.contains(word))
}

/// How a section is numbered: 一、, （一）, 1., 第一.
fn numbering(grid: Grid<'_>, table: &Table, at: usize) -> u8 {
    let text = number::half_width(&first_text(grid, table, at));
    match text.chars().next() {
        Some('(') => 1,
        Some('第') => 2,
        Some(c) if c.is_ascii_digit() => 3,
        _ => 0,
    }
}
