//! Reading the lines of one sheet by its mapping.
//!
//! What a column needs is settled once, before its cells are read: unit, order of day and month,
//! scale of shares. What cannot be settled is said at the header.

use std::sync::Arc;

use rust_decimal::Decimal;
use zone::{Field, ValueKind};

use super::cell::{ColumnReader, read_into};
use super::{CellAt, DraftFact, DraftValue, ImportRow, Rows};
use crate::book::{Book, Cell, Source};
use crate::header;
use crate::mapping::{Fitted, Mapping, Target};
use crate::problem::{Place, Problem, RowCause, Severity};
use crate::table::{Grid, LineKind};
use crate::value::date::DateContext;
use crate::value::order::OrderVotes;
use crate::value::share::ShareScale;
use crate::value::{self, money, share};

pub(super) struct SheetReader<'a> {
    book: &'a Book,
    mapping: &'a Mapping,
    fitted: &'a Fitted,
    grid: Grid<'a>,
    columns: Vec<ColumnReader<'a>>,
    problems: Vec<Problem>,
}

impl<'a> SheetReader<'a> {
    pub(super) fn new(book: &'a Book, mapping: &'a Mapping, fitted: &'a Fitted) -> Self {
        let grid = fitted.table.grid(&book.sheets[fitted.sheet]);
        let mut reader = SheetReader {
            book,
            mapping,
            fitted,
            grid,
            columns: Vec::new(),
            problems: Vec::new(),
        };
        let mut fields = std::collections::BTreeSet::new();
        for (field, column) in &fitted.columns {
            if column.target == Target::Ignore {
                continue;
            }
            if !fields.insert(&column.target) {
                let cause = RowCause::DuplicateField(column.target.to_string());
                reader.at_header(*field, cause);
            }
            let unit = reader.unit(*field, column);
            let dates = reader.dates(*field, column);
            let scale = reader.scale(*field, &column.target);
            reader.columns.push(ColumnReader {
                field: *field,
                target: &column.target,
                unit,
                scale,
                dates,
            });
        }
        reader
    }

    fn at_header(&mut self, field: u16, cause: RowCause) {
        let place = self.place(self.fitted.table.header.end - 1, field);
        self.problems.push(Problem::row(place, cause));
    }

    fn place(&self, line: u32, field: u16) -> Place {
        let (row, column) = self.grid.place(line, field);
        Place::cell(&self.book.file_name, &self.grid.sheet.name, row, column)
    }

    fn cells(&self, field: u16) -> impl Iterator<Item = &'a Cell> {
        let grid = self.grid;
        self.fitted
            .table
            .projects()
            .map(move |line| grid.at(line.line, field))
    }

    fn unit(&mut self, field: u16, column: &crate::mapping::ColumnMapping) -> Decimal {
        let is_money =
            matches!(&column.target, Target::Field(field) if field.kind() == ValueKind::Money);
        if !is_money {
            return Decimal::ONE;
        }
        if let Some(stated) = column.unit.as_deref().and_then(money::factor) {
            return stated;
        }
        let chinese = column
            .header
            .chars()
            .any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let assumed = if chinese { "万元" } else { "元" };
        if self
            .cells(field)
            .any(|cell| value::cell_number(cell).is_some())
        {
            self.at_header(field, RowCause::UnitAssumed(assumed.to_owned()));
        }
        money::factor(assumed).unwrap_or(Decimal::ONE)
    }

    fn dates(&mut self, field: u16, column: &crate::mapping::ColumnMapping) -> DateContext {
        let Target::Field(target) = &column.target else {
            return self.context(column, false);
        };
        if target.kind() != ValueKind::Date {
            return DateContext::default();
        }
        let mut votes = OrderVotes::default();
        self.cells(field).for_each(|cell| votes.count(cell));
        if column.date_order.is_none() && votes.either > 0 && votes.order().is_none() {
            self.at_header(field, RowCause::DateOrderDoubtful(column.header.clone()));
        }
        if votes.day_first > 0 && votes.month_first > 0 {
            self.at_header(field, RowCause::DateOrderMixed(column.header.clone()));
        }
        let start = matches!(
            target,
            Field::PlannedStart
                | Field::ActualStart
                | Field::PlannedRegistration
                | Field::ActualRegistration
        );
        let mut context = self.context(column, !start);
        context.order = context.order.or(votes.order());
        context
    }

    fn context(&self, column: &crate::mapping::ColumnMapping, at_end: bool) -> DateContext {
        let own = header::year_in(&column.header);
        let epoch_1904 = matches!(
            self.book.source,
            Source::Workbook {
                epoch_1904: true,
                ..
            }
        );
        DateContext {
            order: column.date_order,
            year: own.or(self.mapping.defaults.year),
            at_end,
            epoch_1904,
        }
    }

    fn scale(&mut self, field: u16, target: &Target) -> ShareScale {
        let is_share = matches!(target, Target::Field(field) if field.kind() == ValueKind::Share);
        if !is_share {
            return ShareScale {
                fractions: false,
                doubtful: false,
            };
        }
        let unsigned = self
            .cells(field)
            .filter(|cell| !cell.shown().trim_end().ends_with(['%', '％']));
        let scale = share::scale(unsigned);
        if scale.doubtful {
            self.at_header(field, RowCause::ShareDoubtful("1".to_owned()));
        }
        scale
    }

    pub(super) fn read(mut self, rows: &mut Rows) {
        let names_from_code = !self.has(&|target| *target == Target::Field(Field::Name));
        if names_from_code {
            let coded = self.has(&|target| {
                matches!(target, Target::Field(Field::ExternalCode(_)) | Target::Id)
            });
            let cause = if coded {
                RowCause::NameFromCode
            } else {
                RowCause::NoNameColumn
            };
            self.at_header(0, cause);
        }
        for line in &self.fitted.table.lines {
            if line.kind == LineKind::Project {
                if let Some(row) = self.row(line.line, names_from_code) {
                    rows.rows.push(row);
                }
            } else {
                rows.passed_over.push((line.kind, line.line));
            }
        }
        rows.problems.append(&mut self.problems);
    }

    fn has(&self, wanted: &dyn Fn(&Target) -> bool) -> bool {
        self.columns.iter().any(|column| wanted(column.target))
    }

    fn row(&mut self, line: u32, names_from_code: bool) -> Option<ImportRow> {
        let mut row = ImportRow {
            at: self.cell_at(line, self.columns.first()?.field),
            as_of: None,
            mark: None,
            id: None,
            codes: Vec::new(),
            name: Arc::from(""),
            unit: None,
            facts: Vec::with_capacity(self.columns.len()),
            refused: false,
        };
        let mut problems = Vec::new();
        let mut left_out = Vec::new();
        for column in &self.columns {
            let cell = self.grid.at(line, column.field);
            let at = self.cell_at(line, column.field);
            if self.left_out(at) {
                left_out.push((column.field, cell.shown().into_owned()));
                continue;
            }
            let mut told = |cause| problems.push((column.field, cause));
            read_into(&mut row, column, cell, at, self.mapping, &mut told);
        }
        for (field, cause) in problems {
            let place = self.place(line, field);
            let problem = Problem::cell(place, cause);
            row.refused |= problem.severity() == Severity::Error;
            self.problems.push(problem);
        }
        for (field, shown) in left_out {
            let cause = RowCause::LeftOut(value::short(&shown));
            self.problems
                .push(Problem::row(self.place(line, field), cause));
        }
        if row.name.is_empty() && names_from_code {
            row.name = row
                .codes
                .first()
                .map_or_else(|| Arc::from(""), |code| Arc::clone(&code.1));
            let value = DraftValue::Text(Arc::clone(&row.name));
            row.facts.push(DraftFact {
                field: Field::Name,
                value,
                cell: Some(row.at),
            });
        }
        if row.name.is_empty() {
            let name = self
                .columns
                .iter()
                .find(|c| *c.target == Target::Field(Field::Name));
            let place = self.place(line, name.map_or(row.at.column, |column| column.field));
            self.problems.push(Problem::row(place, RowCause::NoName));
            return None;
        }
        if row.as_of.is_none()
            && let Some(column) = self.columns.iter().find(|c| *c.target == Target::AsOf)
        {
            let place = self.place(line, column.field);
            self.problems.push(Problem::row(place, RowCause::NoAsOf));
            return None;
        }
        Some(row)
    }

    /// Whether the clerk decided to leave a cell out.
    fn left_out(&self, at: CellAt) -> bool {
        let cells = &self.mapping.options.leave_out;
        if cells.is_empty() {
            return false;
        }
        let name = zone::cell_name(at.row, at.column);
        cells.iter().any(|cell| match cell.rsplit_once('!') {
            Some((sheet, cell)) => *sheet == *self.grid.sheet.name && cell == name,
            None => *cell == name,
        })
    }

    fn cell_at(&self, line: u32, field: u16) -> CellAt {
        let (row, column) = self.grid.place(line, field);
        CellAt {
            sheet: u16::try_from(self.fitted.sheet).unwrap_or(u16::MAX),
            row,
            column,
        }
    }
}
