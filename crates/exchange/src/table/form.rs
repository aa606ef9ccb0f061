//! One project a sheet: labels beside their values or above them, as reporting forms have it.
//!
//! Rule: a label is a cell whose text is a known header. Its value is the next filled cell to the
//! right that is no label, else the cell below it. Months in a row are labels of the rows below
//! them, which the first cell of such a row names (计划, 完成).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::header::tidy;
use super::{Column, Line, LineKind, Table, Title, starts_note};
use crate::book::{Cell, Sheet};
use crate::{header, limits};

/// A label and the cell of its value.
struct Pair {
    path: Vec<Arc<str>>,
    label: (u32, u16),
    value: (u32, u16),
}

/// The cell of a value and the texts that label it.
type Labelled = ((u32, u16), Vec<Arc<str>>);

/// The form in a sheet, if it is one: known labels on three lines at least, twice as many as the
/// best header line has.
pub(super) fn find(sheet: &Sheet, best_header: usize) -> Option<Table> {
    if sheet.height() > limits::FORM_ROWS_MAX || sheet.width() > limits::FORM_COLUMNS_MAX {
        return None;
    }
    let form = Form::of(sheet);
    let pairs = form.pairs();
    let lines: BTreeSet<u32> = pairs.iter().map(|pair| pair.label.0).collect();
    let texts: BTreeSet<&str> = pairs
        .iter()
        .filter_map(|pair| pair.path.last().map(|text| &**text))
        .collect();
    let named = pairs.iter().any(|pair| is_name(&pair.path));
    let enough = named && lines.len() >= 3 && texts.len() >= 4 && texts.len() > best_header;
    // As many filled cells that are neither label nor value say that it is a table after all.
    let used = pairs.len() * 2;
    if !enough || form.filled > used * 3 {
        return None;
    }
    Some(table(sheet, pairs))
}

fn is_name(path: &[Arc<str>]) -> bool {
    let known = path.last().and_then(|text| header::synonym(text));
    known.is_some_and(|found| found.0.target == "name")
}

struct Form<'a> {
    sheet: &'a Sheet,
    /// Labels: cells with a known header's text.
    labels: BTreeMap<(u32, u16), Arc<str>>,
    filled: usize,
}

impl<'a> Form<'a> {
    fn of(sheet: &'a Sheet) -> Self {
        let mut labels = BTreeMap::new();
        let mut filled = 0;
        for row in 0..sheet.height() {
            for column in 0..sheet.width() {
                let cell = sheet.cell(row, column);
                if cell.is_blank() || copied_from_above(sheet, row, column) {
                    continue;
                }
                filled += 1;
                let Cell::Text(text) = cell else { continue };
                let short = text.chars().count() <= 24 && !starts_note(text);
                let plain = text.trim_end_matches([':', '：', ' ']);
                if short && header::is_label(plain) && header::dated_month(plain).is_none() {
                    labels.extend(tidy(cell).map(|text| ((row, column), text)));
                }
            }
        }
        Form {
            sheet,
            labels,
            filled,
        }
    }

    fn is_value(&self, row: u32, column: u16) -> bool {
        let cell = self.sheet.cell(row, column);
        let label = self.labels.contains_key(&(row, column));
        let note = matches!(cell, Cell::Text(text) if starts_note(text));
        !label && !note && !cell.is_blank()
    }

    fn pairs(&self) -> Vec<Pair> {
        let mut pairs = Vec::new();
        let mut taken = BTreeSet::new();
        for (&(row, column), text) in &self.labels {
            if header::month_of(text).is_some() && self.is_month(row, column) {
                for (value, path) in self.month_values(row, column, text) {
                    taken.insert(value);
                    pairs.push(Pair {
                        path,
                        label: (row, column),
                        value,
                    });
                }
                continue;
            }
            let value = self.beside(row, column).or_else(|| self.below(row, column));
            // A blank one keeps its place: the next file may fill it.
            let value = value.filter(|cell| taken.insert(*cell));
            if let Some(value) = value {
                pairs.push(Pair {
                    path: vec![Arc::clone(text)],
                    label: (row, column),
                    value,
                });
            }
        }
        pairs
    }

    /// The value to the right, over the cells that the label is merged with.
    fn beside(&self, row: u32, column: u16) -> Option<(u32, u16)> {
        let from = self.right_of(row, column);
        let cell = (from..self.sheet.width().min(from.saturating_add(8)))
            .find(|at| !self.sheet.cell(row, *at).is_blank())?;
        self.is_value(row, cell).then_some((row, cell))
    }

    /// The value below, where the cell to the right is another label or nothing.
    fn below(&self, row: u32, column: u16) -> Option<(u32, u16)> {
        let merge = self.merge_at(row, column);
        let below = merge.map_or(row, |merge| merge.bottom) + 1;
        self.is_value(below, column).then_some((below, column))
    }

    fn merge_at(&self, row: u32, column: u16) -> Option<crate::book::Merge> {
        let within = |merge: &&crate::book::Merge| {
            (merge.top..=merge.bottom).contains(&row)
                && (merge.left..=merge.right).contains(&column)
        };
        self.sheet.merges.iter().find(within).copied()
    }

    fn right_of(&self, row: u32, column: u16) -> u16 {
        self.merge_at(row, column)
            .map_or(column, |merge| merge.right)
            + 1
    }

    /// A month that stands among months, with numbers beneath it.
    fn is_month(&self, row: u32, column: u16) -> bool {
        let beside = [column.checked_sub(1), Some(column + 1)];
        beside.into_iter().flatten().any(|at| {
            let near = self.labels.get(&(row, at));
            near.is_some_and(|text| header::month_of(text).is_some())
        })
    }

    /// Whether a line has a number under one of the months of a row.
    fn counts(&self, months: u32, line: u32) -> bool {
        self.labels.keys().any(|(row, column)| {
            *row == months && crate::value::cell_number(self.sheet.cell(line, *column)).is_some()
        })
    }

    fn month_values(&self, row: u32, column: u16, month: &Arc<str>) -> Vec<Labelled> {
        let mut out = Vec::new();
        for below in row + 1..(row + 4).min(self.sheet.height()) {
            // A month still to come is blank, and has its place all the same.
            let blank = self.sheet.cell(below, column).is_blank();
            if !self.counts(row, below) || (!blank && !self.is_value(below, column)) {
                break;
            }
            let name = (0..column)
                .map(|at| self.sheet.cell(below, at))
                .find_map(tidy)
                .filter(|text| crate::value::number::parse(text).is_none());
            if blank && name.is_none() {
                break;
            }
            let path = name.into_iter().chain([Arc::clone(month)]).collect();
            out.push(((below, column), path));
        }
        out
    }
}

/// A text merged over several rows is repeated by the reader: only its first cell is a label.
fn copied_from_above(sheet: &Sheet, row: u32, column: u16) -> bool {
    sheet.merges.iter().any(|merge| {
        merge.left == column && merge.top < row && row <= merge.bottom && merge.right == column
    })
}

/// Forms one under another begin where the name of the project stands again.
fn table(sheet: &Sheet, mut pairs: Vec<Pair>) -> Table {
    pairs.sort_by_key(|pair| (pair.label, pair.value));
    let starts: Vec<u32> = {
        let names = pairs.iter().filter(|pair| is_name(&pair.path));
        names.map(|pair| pair.label.0).collect()
    };
    let mut columns: Vec<Column> = Vec::new();
    let mut labels: Vec<(u32, u16)> = Vec::new();
    let mut form: Vec<Vec<(u32, u16)>> = vec![Vec::new(); starts.len().max(1)];
    for pair in &pairs {
        let at = starts.iter().rposition(|start| *start <= pair.label.0);
        let project = at.unwrap_or(0);
        let same = |column: &&Column| column.path == pair.path;
        let taken = |field: u16| {
            let cell = form[project].get(usize::from(field));
            cell.is_some_and(|cell| cell.0 != u32::MAX)
        };
        let known = columns.iter().find(|own| same(own) && !taken(own.field));
        let field = known.map_or(columns.len(), |own| usize::from(own.field));
        if field == columns.len() {
            columns.push(Column {
                field: u16::try_from(field).unwrap_or(u16::MAX),
                path: pair.path.clone(),
            });
            labels.push(pair.label);
        }
        if form[project].len() <= field {
            form[project].resize(field + 1, (u32::MAX, u16::MAX));
        }
        form[project][field] = pair.value;
    }
    let first = pairs.iter().map(|pair| pair.label.0).min().unwrap_or(0);
    let last = pairs.iter().map(|pair| pair.value.0).max().unwrap_or(0);
    let lines = (0..form.len()).map(|at| Line {
        line: u32::try_from(at).unwrap_or(u32::MAX),
        kind: LineKind::Project,
        section: None,
    });
    let all_labels = pairs.iter().map(|pair| pair.label);
    labels.extend(
        all_labels
            .filter(|label| *label >= (first, 0))
            .collect::<Vec<_>>(),
    );
    Table {
        transposed: false,
        titles: titles(sheet, first),
        above: 0..first,
        header: first..last + 1,
        fields: 0..sheet.width(),
        known_headers: columns.len(),
        lines: lines.collect(),
        columns,
        form,
        labels,
    }
}

fn titles(sheet: &Sheet, first: u32) -> Vec<Title> {
    let mut out = Vec::new();
    for row in 0..first {
        for column in 0..sheet.width() {
            if let cell @ Cell::Text(text) = sheet.cell(row, column)
                && !cell.is_blank()
            {
                out.push(Title {
                    text: Arc::clone(text),
                    cell: (row, column),
                });
            }
        }
    }
    out
}
