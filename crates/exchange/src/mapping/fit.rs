//! Fitting a mapping to a file: sheets, tables and columns are found by their names.

use std::collections::BTreeSet;

use super::{ColumnMapping, Mapping, SheetMapping, Target, column_name};
use crate::book::Book;
use crate::problem::{FileCause, Place, Problem};
use crate::table::{Column, Table};

/// A sheet mapping fitted to a table of a file.
#[derive(Debug)]
pub(crate) struct Fitted {
    /// Number of the sheet.
    pub(crate) sheet: usize,
    /// The table.
    pub(crate) table: Table,
    /// Field numbers of the table's grid with what each holds.
    pub(crate) columns: Vec<(u16, ColumnMapping)>,
    /// What is taken from around the table.
    pub(crate) around: Vec<ColumnMapping>,
}

impl Mapping {
    /// Fits the mapping to a file.
    ///
    /// Answers with the table and the sheet number of each sheet mapping, columns renumbered.
    pub(crate) fn fit(&self, book: &Book) -> Result<Vec<Fitted>, Vec<Problem>> {
        let other = || {
            let place = Place::file(&book.file_name);
            vec![Problem::file(place, FileCause::OtherLayout)]
        };
        let mut fitted: Vec<Fitted> = Vec::new();
        let mut taken: BTreeSet<(usize, u32, u16)> = BTreeSet::new();
        for mapping in &self.sheets {
            let named = sheets_of(self, mapping, book);
            if named.is_empty() {
                return Err(other());
            }
            for at in named {
                let found = fit_sheet(mapping, book, at, &taken).ok_or_else(other)?;
                taken.insert((at, found.table.header.start, found.table.fields.start));
                fitted.push(found);
            }
        }
        Ok(fitted)
    }
}

/// The sheets of a mapping: those it names that are there, and further ones of its layout where it
/// stands for several (a unit may have joined); the only sheet shown, if it stands alone.
fn sheets_of(whole: &Mapping, mapping: &SheetMapping, book: &Book) -> Vec<usize> {
    let position = |name: &str| book.sheets.iter().position(|sheet| *sheet.name == *name);
    let names = std::iter::once(&mapping.sheet).chain(&mapping.also);
    let mut found: Vec<usize> = names.filter_map(|name| position(name)).collect();
    let shown = || (0..book.sheets.len()).filter(|at| !book.sheets[*at].hidden);
    if found.is_empty() && whole.sheets.len() == 1 {
        found.extend(shown().next());
    }
    if !mapping.also.is_empty() {
        let named = |at: &usize| {
            let name = &*book.sheets[*at].name;
            let mut all = whole.sheets.iter();
            all.any(|own| own.sheet == name || own.also.iter().any(|also| also == name))
        };
        let joined = shown().filter(|at| !named(at));
        let alike = joined.filter(|at| fit_sheet(mapping, book, *at, &BTreeSet::new()).is_some());
        found.extend(alike.collect::<Vec<_>>());
    }
    found
}

fn fit_sheet(
    mapping: &SheetMapping,
    book: &Book,
    at: usize,
    taken: &BTreeSet<(usize, u32, u16)>,
) -> Option<Fitted> {
    let sheet = &book.sheets[at];
    // The header may have moved: found anew, and by its old place if that does not fit.
    let free = |table: &Table| {
        table.transposed == mapping.transposed
            && table.is_form() == mapping.form
            && !taken.contains(&(at, table.header.start, table.fields.start))
    };
    let mut tables: Vec<Table> = Table::find_all(sheet).into_iter().filter(free).collect();
    tables.sort_by_key(|table| table.header.start + 1 != mapping.header_rows.0);
    let placed = || {
        let (first, last) = mapping.header_rows;
        let lines = first.saturating_sub(1)..last;
        Table::with_header(sheet, mapping.transposed, lines).filter(|_| !mapping.form)
    };
    let fit = |table: Table| fit_columns(mapping, &table).map(|columns| (table, columns));
    let found = tables.into_iter().find_map(fit);
    let (table, columns) = found.or_else(|| placed().and_then(fit))?;
    let around = mapping.columns.iter().filter(|column| is_around(column));
    Some(Fitted {
        sheet: at,
        table,
        columns,
        around: around.cloned().collect(),
    })
}

/// Whether an entry takes what stands around the table.
pub(super) fn is_around(column: &ColumnMapping) -> bool {
    column.column.starts_with('@')
}

fn fit_columns(mapping: &SheetMapping, table: &Table) -> Option<Vec<(u16, ColumnMapping)>> {
    let mut taken: BTreeSet<(u16, Option<u8>)> = BTreeSet::new();
    let mut out = Vec::new();
    for column in mapping.columns.iter().filter(|own| !is_around(own)) {
        let same = |own: &&Column| {
            // A column split in two is found twice, once for each part.
            let part = column.part.filter(|part| *part > 1);
            !taken.contains(&(own.field, part)) && own.header() == column.header
        };
        let exact = table
            .columns
            .iter()
            .find(|own| same(own) && name_of(table, own) == column.column);
        match exact.or_else(|| table.columns.iter().find(same)) {
            Some(own) => {
                taken.insert((own.field, column.part.filter(|part| *part > 1)));
                out.push((own.field, column.clone()));
            }
            // In a form a label may be left out where there is nothing to say.
            None if column.target == Target::Ignore || mapping.form => {}
            None => return None,
        }
    }
    let named = |own: &(u16, ColumnMapping)| own.1.names_project();
    out.iter().any(named).then_some(out)
}

impl ColumnMapping {
    /// Whether it names or codes the project.
    pub(crate) fn names_project(&self) -> bool {
        use zone::Field;
        matches!(
            self.target,
            Target::Id | Target::Field(Field::Name | Field::ExternalCode(_))
        )
    }
}

/// The name of a table's column: letters, a row number, or in a form the cell of its value.
pub(super) fn name_of(table: &Table, column: &Column) -> String {
    if table.is_form() {
        let (row, at) = table.first_value(column.field);
        return zone::cell_name(row, at);
    }
    column_name(column.field, table.transposed)
}
