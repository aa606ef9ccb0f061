//! Guessing what each column holds, from its header, its cells, and the words around the table.
//!
//! Order of evidence: a known name (95), a month under a plan (95), a known name of the group
//! above (85), a phrase such as 1-5月累计完成 (80), a known name inside the header (60), dates
//! under an unknown name (a gate, 60), else the office's own column (50). What the cells hold may
//! overrule the name.

use std::collections::BTreeSet;

use zone::{Field, ValueKind};

use super::stated;
use super::{
    ColumnMapping, Defaults, MAPPING_VERSION, Mapping, Options, SheetMapping, Target, column_name,
    layout_key,
};
use crate::book::{Book, Cell, Sheet};
use crate::header;
use crate::limits;
use crate::problem::{CellCause, FileCause, Place, Problem};
use crate::table::{Column, Grid, Table};
use crate::value::date::DateContext;
use crate::value::order::OrderVotes;
use crate::value::{Reading, date, money};

/// Guesses the mapping of a file.
pub fn guess(book: &Book) -> Result<Mapping, Vec<Problem>> {
    let mut tables: Vec<(&Sheet, Table)> = book
        .sheets
        .iter()
        .filter(|sheet| !sheet.hidden)
        .filter_map(|sheet| Some((sheet, Table::find(sheet)?)))
        .filter(|(_, table)| table.projects().next().is_some())
        .collect();
    // Sheets of explanations have headers too: keep those with at least two known ones, if any.
    if tables.iter().any(|(_, table)| table.known_headers >= 2) {
        tables.retain(|(_, table)| table.known_headers >= 2);
    }
    let refused = |cause| vec![Problem::file(Place::file(&book.file_name), cause)];
    if tables.is_empty() {
        return Err(refused(FileCause::NoTable));
    }
    let widest = tables
        .iter()
        .map(|(_, table)| table.columns.len())
        .max()
        .unwrap_or(0);
    if widest > limits::TABLE_COLUMNS_MAX {
        return Err(refused(FileCause::TooManyColumns(widest)));
    }
    let mut defaults = Defaults::default();
    let mut sheets = Vec::new();
    for (sheet, table) in &tables {
        let surroundings = Surroundings::of(book, sheet, table);
        defaults.year = defaults.year.or(surroundings.year);
        let columns = Guesser {
            table,
            grid: table.grid(sheet),
            surroundings,
        }
        .columns();
        let names = |column: &ColumnMapping| {
            matches!(&column.target, Target::Id)
                || matches!(
                    &column.target,
                    Target::Field(Field::Name | Field::ExternalCode(_))
                )
        };
        if columns.iter().any(names) {
            sheets.push(SheetMapping {
                sheet: sheet.name.to_string(),
                header_rows: (table.header.start + 1, table.header.end),
                transposed: table.transposed,
                columns,
            });
        }
    }
    if sheets.is_empty() {
        return Err(refused(FileCause::NoTable));
    }
    let layout = layout_key(tables.iter().map(|(sheet, table)| (*sheet, table)));
    let titles = tables
        .iter()
        .flat_map(|(_, table)| table.titles.iter().map(|text| &**text));
    let columns = tables.iter().flat_map(|(_, table)| &table.columns);
    let headers: Vec<String> = columns.map(Column::header).collect();
    let headers = headers.iter().map(String::as_str);
    let options = Options {
        effective_on: stated::stated_on(titles, headers, defaults.year),
        ..Options::default()
    };
    Ok(Mapping {
        version: MAPPING_VERSION,
        layout,
        sheets,
        defaults,
        options,
    })
}

/// What is said around a table.
struct Surroundings {
    year: Option<i16>,
    unit: Option<&'static str>,
}

impl Surroundings {
    fn of(book: &Book, sheet: &Sheet, table: &Table) -> Self {
        let titles = || table.titles.iter().map(|title| &**title);
        let words = || titles().chain([&*sheet.name, &*book.file_name]);
        let year = words()
            .find_map(header::year_in)
            .or_else(|| constant_year(sheet, table));
        Surroundings {
            year,
            unit: words().find_map(money::unit_in),
        }
    }
}

/// The year of a column of years, if it is one and the same.
fn constant_year(sheet: &Sheet, table: &Table) -> Option<i16> {
    let is_year = |column: &&Column| {
        header::synonym(column.last()).is_some_and(|found| found.0.target == "year")
    };
    let column = table.columns.iter().find(is_year)?;
    let grid = table.grid(sheet);
    let mut years = table
        .projects()
        .map(|line| grid.at(line.line, column.field).shown());
    let first = years.next()?;
    years
        .all(|year| year == first)
        .then(|| first.trim().parse().ok())
        .flatten()
}

struct Guesser<'a> {
    table: &'a Table,
    grid: Grid<'a>,
    surroundings: Surroundings,
}

impl Guesser<'_> {
    fn columns(&self) -> Vec<ColumnMapping> {
        let mut columns: Vec<ColumnMapping> = self
            .table
            .columns
            .iter()
            .map(|column| {
                let (target, confidence) = self.target(column);
                let unit = (kind(&target) == Some(ValueKind::Money)).then(|| self.unit(column));
                ColumnMapping {
                    column: column_name(column.field, self.table.transposed),
                    header: column.header(),
                    target,
                    unit: unit.flatten(),
                    date_order: None,
                    confidence,
                }
            })
            .collect();
        self.one_column_a_field(&mut columns);
        self.settle_date_orders(&mut columns);
        columns
    }

    fn cells(&self, column: &Column) -> impl Iterator<Item = &Cell> {
        let field = column.field;
        self.table
            .projects()
            .take(limits::SAMPLE_ROWS)
            .map(move |line| self.grid.at(line.line, field))
            .filter(|cell| !cell.is_blank())
    }

    fn unit(&self, column: &Column) -> Option<String> {
        let own = column
            .path
            .iter()
            .rev()
            .find_map(|text| money::unit_in(text));
        own.or(self.surroundings.unit).map(str::to_owned)
    }

    fn year(&self, column: &Column) -> Option<i16> {
        let own = column
            .path
            .iter()
            .rev()
            .find_map(|text| header::year_in(text));
        own.or(self.surroundings.year)
    }

    fn target(&self, column: &Column) -> (Target, u8) {
        let named = self.named(column);
        if let Some((target, confidence)) = named {
            if let Some(target) = self.overruled(&target, column) {
                return target;
            }
            return (target, confidence);
        }
        if self.date_share(column) >= 60 {
            return (Target::Field(Field::Gate(field_name(column.last()))), 60);
        }
        (self.own_column(column), 50)
    }

    /// What the names say.
    fn named(&self, column: &Column) -> Option<(Target, u8)> {
        let last = column.last();
        // Our own exports name fields without a common name by their key: `[gate.开工]`.
        let key = last.strip_prefix('[').and_then(|key| key.strip_suffix(']'));
        if let Some(field) = key.and_then(|key| key.parse().ok()) {
            return Some((Target::Field(field), 100));
        }
        let all = column.path.concat();
        if let Some(month) = header::month_of(last) {
            let done = all.contains("完成") && !all.contains("计划");
            if done {
                return Some((self.own_column(column), 50));
            }
            let field = Field::MonthPlan(self.year(column)?, month);
            return Some((Target::Field(field), 95));
        }
        let group_only = matches!(
            &*header::plain(last),
            "合计" | "小计" | "全年" | "年度" | "总计"
        );
        if !group_only && let Some(found) = header::synonym(last) {
            return self.instance(found.0.target, column, 95);
        }
        if let Some(found) = header::synonym(&all) {
            return self.instance(found.0.target, column, 90);
        }
        if group_only && let Some(found) = column.path.first().and_then(|t| header::synonym(t)) {
            return self.instance(found.0.target, column, 85);
        }
        if let Some(field) = done_phrase(&all) {
            return Some((Target::Field(field), 80));
        }
        let found = header::synonym_within(last)?;
        self.instance(found.target, column, 60)
    }

    /// A target of the data file with its holes filled.
    fn instance(&self, key: &str, column: &Column, confidence: u8) -> Option<(Target, u8)> {
        if key == "custom.*" {
            return Some((self.own_column(column), confidence));
        }
        let year = || self.year(column).map(|year| year.to_string());
        let key = match key.strip_suffix("{year}") {
            Some(start) => format!("{start}{}", year()?),
            None => key.to_owned(),
        };
        Some((key.parse().ok()?, confidence))
    }

    /// Another target where the cells are of another kind than the name says.
    fn overruled(&self, target: &Target, column: &Column) -> Option<(Target, u8)> {
        let own = || Some((self.own_column(column), 40));
        match (target, kind(target)?) {
            (Target::Field(Field::PhysicalWords), _) if self.number_share(column) >= 80 => {
                Some((Target::Field(Field::PhysicalShare), 80))
            }
            (Target::Field(Field::PhysicalShare), _) if self.number_share(column) < 30 => {
                Some((Target::Field(Field::PhysicalWords), 70))
            }
            (_, ValueKind::Date) if self.date_share(column) < 30 => own(),
            (_, ValueKind::Money) if self.number_share(column) < 30 => own(),
            _ => None,
        }
    }

    /// The office's own column; long texts have no field to stand in.
    fn own_column(&self, column: &Column) -> Target {
        let long = |cell: &Cell| {
            matches!(cell, Cell::Text(text)
                if text.chars().count() > zone::limits::SHORT_TEXT_CHARS_MAX)
        };
        if self.cells(column).any(long) {
            Target::Ignore
        } else {
            Target::Field(Field::Custom(field_name(&column.header())))
        }
    }

    /// Share of filled cells that are dates, in percent; 100 of none.
    fn date_share(&self, column: &Column) -> usize {
        let context = DateContext {
            year: Some(2000),
            ..DateContext::default()
        };
        let is_date = |cell: &Cell| match date::read(cell, context) {
            Reading::Value(_) | Reading::Doubtful(..) => Some(true),
            Reading::Refused(_) => Some(false),
            Reading::Cleared(_) | Reading::Blank => None,
        };
        share(self.cells(column).filter_map(is_date), kind_unknown(column))
    }

    /// Share of filled cells that are amounts or percentages, in percent; 100 of none.
    fn number_share(&self, column: &Column) -> usize {
        let is_number = |cell: &Cell| match money::read(cell, 1.into()) {
            Reading::Value(_) | Reading::Doubtful(..) => Some(true),
            Reading::Refused(CellCause::FormulaError(_)) => None,
            Reading::Refused(_) => Some(cell.shown().trim_end().ends_with(['%', '％'])),
            Reading::Cleared(_) | Reading::Blank => None,
        };
        share(self.cells(column).filter_map(is_number), false)
    }

    /// Of several columns for one field, the surest stays; the others become the office's own.
    fn one_column_a_field(&self, columns: &mut [ColumnMapping]) {
        let mut order: Vec<usize> = (0..columns.len()).collect();
        order.sort_by_key(|at| (std::cmp::Reverse(columns[*at].confidence), *at));
        let mut taken = BTreeSet::new();
        for at in order {
            let target = columns[at].target.clone();
            if target == Target::Ignore || taken.insert(target.clone()) {
                continue;
            }
            let own = self.own_column(&self.table.columns[at]);
            columns[at].confidence = 40;
            columns[at].unit = None;
            columns[at].target = own.clone();
            let Target::Field(Field::Custom(name)) = &own else {
                continue;
            };
            let mut number = 1;
            while !taken.insert(columns[at].target.clone()) {
                number += 1;
                columns[at].target = Target::Field(Field::Custom(format!("{name} {number}")));
            }
        }
    }

    /// Day or month first: by each column's own dates, else as the other columns of the table.
    fn settle_date_orders(&self, columns: &mut [ColumnMapping]) {
        let mut votes = vec![OrderVotes::default(); columns.len()];
        for (at, column) in self.table.columns.iter().enumerate() {
            let is_date = kind(&columns[at].target) == Some(ValueKind::Date)
                || columns[at].target == Target::AsOf;
            if is_date {
                self.cells(column).for_each(|cell| votes[at].count(cell));
            }
        }
        let orders: BTreeSet<_> = votes
            .iter()
            .filter_map(|vote| vote.order())
            .map(|order| order as u8)
            .collect();
        let common = votes
            .iter()
            .find_map(|vote| vote.order())
            .filter(|_| orders.len() == 1);
        for (column, vote) in columns.iter_mut().zip(&votes) {
            let open = vote.either > 0;
            column.date_order = vote.order().or(if open { common } else { None });
        }
    }
}

/// Kind of the values of a target; a report's date is a date.
fn kind(target: &Target) -> Option<ValueKind> {
    match target {
        Target::Field(field) => Some(field.kind()),
        Target::AsOf => Some(ValueKind::Date),
        _ => None,
    }
}

/// An empty column says nothing against its name, and nothing for it.
fn kind_unknown(column: &Column) -> bool {
    !header::is_known(column.last())
}

fn share(verdicts: impl Iterator<Item = bool>, none_is_zero: bool) -> usize {
    let (mut yes, mut all) = (0, 0);
    for verdict in verdicts {
        all += 1;
        yes += usize::from(verdict);
    }
    match all {
        0 if none_is_zero => 0,
        0 => 100,
        all => yes * 100 / all,
    }
}

/// 1-5月累计完成投资, 截至5月底完成, 自开工累计完成, 1-5月入统.
fn done_phrase(text: &str) -> Option<Field> {
    let certified = ["纳统", "入统", "入库投资"]
        .iter()
        .any(|word| text.contains(word));
    let total = ["开工", "历年", "建设以来"]
        .iter()
        .any(|word| text.contains(word));
    let done = text.contains("完成") || text.contains("支出");
    let cumulative = text.contains("累计") || text.contains('-') || text.contains("截至");
    match (certified, done && cumulative, total) {
        (true, _, true) if cumulative => Some(Field::CertifiedTotal),
        (true, _, false) if cumulative => Some(Field::CertifiedYtd),
        (false, true, true) => Some(Field::ReportedTotal),
        (false, true, false) => Some(Field::ReportedYtd),
        _ => None,
    }
}

/// A header as the name of a field: one line, not too long.
fn field_name(header: &str) -> String {
    const CHARS: usize = 60;
    let words: Vec<&str> = header.split_whitespace().collect();
    words.join(" ").chars().take(CHARS).collect()
}
