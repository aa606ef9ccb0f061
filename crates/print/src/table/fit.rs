//! Which columns a width has room for, how wide each is, and the lines that come of it.

use zone::{Colour, Lang};

use super::cells::{Column, Row};
use super::{TableOptions, dressed, padded};
use crate::text::{columns, cut};

/// Spaces between columns.
const BETWEEN: usize = 2;

/// Columns a narrow terminal goes without, the first to go first.
const DROPPED: [Column; 5] = [
    Column::Unit,
    Column::Required,
    Column::Needs,
    Column::Stage,
    Column::Forecast,
];

/// What each text column is given, in turn, while there is room: names first readable, then what
/// needs attention, then names whole, then the rest to what needs attention.
const GRANTS: [(Column, usize); 6] = [
    (Column::Project, 24),
    (Column::Needs, 24),
    (Column::Unit, 16),
    (Column::Project, usize::MAX),
    (Column::Unit, usize::MAX),
    (Column::Needs, usize::MAX),
];

/// The columns shown with their widths.
pub(super) type Plan = Vec<(Column, usize)>;

/// The columns there is room for.
pub(super) fn plan(rows: &[Row], lang: Lang, room: usize) -> Plan {
    let natural = |column: Column| {
        let cells = rows.iter().map(|row| columns(&row.cells[column as usize]));
        let heading = column.heading(lang).map(columns);
        cells.chain(heading).max().unwrap_or(0)
    };
    let mut plan: Plan = Column::ALL
        .into_iter()
        .map(|column| (column, natural(column).min(least(column))))
        .collect();
    let mut dropped = DROPPED.into_iter();
    while total(&plan) > room
        && let Some(column) = dropped.next()
    {
        plan.retain(|kept| kept.0 != column);
    }
    for (column, most) in GRANTS {
        let left = room.saturating_sub(total(&plan));
        if let Some(kept) = plan.iter_mut().find(|kept| kept.0 == column) {
            let wanted = natural(column).min(most).saturating_sub(kept.1);
            kept.1 += wanted.min(left);
        }
    }
    plan
}

/// The width below which a text column is not worth showing; figures are never cut.
fn least(column: Column) -> usize {
    match column {
        Column::Project => 16,
        Column::Needs => 20,
        Column::Unit => 10,
        Column::Stage => 12,
        _ => usize::MAX,
    }
}

fn total(plan: &Plan) -> usize {
    let cells: usize = plan.iter().map(|kept| kept.1).sum();
    cells + BETWEEN * plan.len().saturating_sub(1)
}

/// The headings: names, then units.
pub(super) fn headings(plan: &Plan, options: &TableOptions<'_>) -> [String; 3] {
    let line = |at: usize| {
        let cells = plan.iter().map(|(column, width)| {
            let text = cut(column.heading(options.lang)[at], *width);
            let (before, after) = padded(&text, *width, column.is_right());
            format!("{before}{text}{after}")
        });
        cells.collect::<Vec<_>>().join(&" ".repeat(BETWEEN))
    };
    let names = dressed(line(0).trim_end(), "1", options.colour);
    let units = dressed(line(1).trim_end(), "2", options.colour);
    [names, units, "─".repeat(total(plan))]
}

/// A row as a line.
pub(super) fn line(row: &Row, plan: &Plan, colour: bool) -> String {
    let cells = plan.iter().map(|(column, width)| {
        let text = cut(&row.cells[*column as usize], *width);
        let (before, after) = padded(&text, *width, column.is_right());
        let text = match look(*column, row) {
            Some(look) => dressed(&text, look, colour),
            None => text,
        };
        format!("{before}{text}{after}")
    });
    cells.collect::<Vec<_>>().join(&" ".repeat(BETWEEN))
}

/// The ANSI look of a cell that means something.
fn look(column: Column, row: &Row) -> Option<&'static str> {
    match column {
        Column::Light => Some(light_look(row.colour)),
        Column::Gap if row.is_behind => Some("31"),
        Column::Delay if row.is_late => Some("31"),
        _ => None,
    }
}

/// The ANSI look of a light.
pub(super) fn light_look(colour: Colour) -> &'static str {
    match colour {
        Colour::Green => "32",
        Colour::Yellow => "33",
        Colour::Red => "31",
        Colour::Blue => "34",
        Colour::Grey => "90",
    }
}
