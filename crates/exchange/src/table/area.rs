//! Cutting a sheet into tables: side by side where a column is empty from top to bottom or the
//! headers begin again, one under another where another header stands.

use std::ops::Range;

use super::header;
use super::{Column, Grid, LineKind, Table, Title, lines};
use crate::book::Cell;
use crate::value::money;
use crate::{header as names, limits};

/// All tables of a grid.
pub(super) fn tables(grid: Grid<'_>) -> Vec<Table> {
    let mut out = Vec::new();
    for fields in side_by_side(grid) {
        stacked(grid, &fields, &mut out);
    }
    out.sort_by_key(|table| (table.header.start, table.fields.start));
    out
}

/// Stretches of fields between empty ones, if each of them has a header of its own.
fn side_by_side(grid: Grid<'_>) -> Vec<Range<u16>> {
    let whole = 0..grid.fields();
    if grid.transposed {
        return vec![whole];
    }
    let mut filled = vec![false; usize::from(grid.fields())];
    for line in 0..grid.lines() {
        for field in whole.clone() {
            filled[usize::from(field)] |=
                !filled[usize::from(field)] && !matches!(grid.at(line, field), Cell::Empty);
        }
        if filled.iter().all(|own| *own) {
            return vec![whole];
        }
    }
    let mut stretches: Vec<Range<u16>> = Vec::new();
    for field in whole.filter(|at| filled[usize::from(*at)]) {
        match stretches.last_mut() {
            Some(last) if last.end == field => last.end += 1,
            _ => stretches.push(field..field + 1),
        }
    }
    let anchored = |fields: &Range<u16>| {
        let search = grid.lines().min(limits::HEADER_SEARCH_ROWS);
        (0..search).any(|line| {
            let look = header::look(grid, line, fields);
            look.known >= 2 && look.anchors >= 1
        })
    };
    // A stretch without a header of its own belongs to the one on its left.
    let mut out: Vec<(Range<u16>, bool)> = Vec::new();
    for stretch in stretches {
        let own = anchored(&stretch);
        match out.last_mut() {
            Some((last, known)) if !own || !*known => {
                last.end = stretch.end;
                *known |= own;
            }
            _ => out.push((stretch, own)),
        }
    }
    out.into_iter().map(|found| found.0).collect()
}

/// The tables of a stretch of fields, from the top.
fn stacked(grid: Grid<'_>, fields: &Range<u16>, out: &mut Vec<Table>) {
    let Some(first) = header::find(grid, fields) else {
        return;
    };
    let mut heads = vec![first];
    let mut line = heads[0].lines.end;
    while let Some(next) = header::find_next(grid, fields, line) {
        let last = &heads[heads.len() - 1];
        line = next.lines.end;
        if heads.len() < limits::TABLES_MAX && is_another(grid, fields, last, &next) {
            heads.push(next);
        }
    }
    let mut from = 0;
    for (at, head) in heads.iter().enumerate() {
        let end = heads
            .get(at + 1)
            .map_or(grid.lines(), |next| next.lines.start);
        let Some(mut table) = build(grid, &head.lines, fields, end, head.known) else {
            continue;
        };
        // What stands between two tables is said of the lower one.
        table.above = from..head.lines.start;
        table.titles = titles(grid, table.above.clone(), fields);
        let body = table.lines.iter().rev();
        from = body
            .clone()
            .find(|line| !matches!(line.kind, LineKind::Note | LineKind::Section))
            .map_or(head.lines.end, |line| line.line + 1);
        split_beside(grid, table, out);
    }
}

/// Whether a header begins another table: other columns, or amounts in another unit.
fn is_another(
    grid: Grid<'_>,
    fields: &Range<u16>,
    last: &header::Found,
    next: &header::Found,
) -> bool {
    let columns = |lines| header::columns(grid, lines, fields);
    if columns(&last.lines) != columns(&next.lines) {
        return true;
    }
    let unit = |lines: Range<u32>| {
        titles(grid, lines, fields)
            .iter()
            .find_map(|title| money::unit_in(&title.text))
    };
    let above = next.lines.start.saturating_sub(4).max(last.lines.end)..next.lines.start;
    let before = last.lines.start.saturating_sub(4)..last.lines.start;
    matches!((unit(before), unit(above)), (Some(old), Some(new)) if old != new)
}

/// A table of these header lines, up to a line.
pub(super) fn build(
    grid: Grid<'_>,
    head: &Range<u32>,
    fields: &Range<u16>,
    end: u32,
    known: usize,
) -> Option<Table> {
    let columns = header::columns(grid, head, fields);
    if columns.is_empty() {
        return None;
    }
    let titles = titles(grid, 0..head.start, fields);
    let lines = lines::classify(grid, &columns, head, end, &titles);
    Some(Table {
        transposed: grid.transposed,
        titles,
        above: 0..head.start,
        header: head.clone(),
        fields: fields.clone(),
        columns,
        lines,
        known_headers: known,
        form: Vec::new(),
        labels: Vec::new(),
    })
}

fn titles(grid: Grid<'_>, lines: Range<u32>, fields: &Range<u16>) -> Vec<Title> {
    let mut out = Vec::new();
    for line in lines {
        for field in fields.clone() {
            if let cell @ Cell::Text(text) = grid.at(line, field)
                && !cell.is_blank()
                && out.len() < limits::TITLES_MAX
            {
                let text = std::sync::Arc::clone(text);
                let cell = grid.place(line, field);
                out.push(Title { text, cell });
            }
        }
    }
    out
}

/// One table, or two of the same kind side by side without a gap between them.
fn split_beside(grid: Grid<'_>, table: Table, out: &mut Vec<Table>) {
    let Some(at) = second_start(&table.columns) else {
        out.push(table);
        return;
    };
    let end = table.end();
    for fields in [table.fields.start..at, at..table.fields.end] {
        let known = table.known_headers / 2;
        let half = build(grid, &table.header, &fields, end, known.max(2));
        if let Some(mut half) = half {
            half.titles.clone_from(&table.titles);
            half.above.clone_from(&table.above);
            out.push(half);
        }
    }
}

/// Where the headers begin again: the name of the project stands there a second time, and so do
/// the other headers.
fn second_start(columns: &[Column]) -> Option<u16> {
    let is_name = |column: &&Column| {
        column.path.len() == 1
            && names::synonym(column.last()).is_some_and(|found| found.0.target == "name")
    };
    let mut named = columns.iter().filter(is_name);
    let (first, second) = (named.next()?, named.next()?);
    if first.path != second.path || named.next().is_some() {
        return None;
    }
    let before = columns.iter().position(|own| own == first)?;
    let at = columns.iter().position(|own| own == second)?;
    let start = at.checked_sub(before)?;
    let (left, right) = columns.split_at(start);
    let again = right
        .iter()
        .filter(|own| left.iter().any(|other| other.path == own.path))
        .count();
    (start > 0 && again >= 2 && again * 3 >= right.len() * 2).then(|| columns[start].field)
}
