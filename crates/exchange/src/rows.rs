//! Lines of a table as rows of plain values, with the cell each value stood in.
//!
//! Promises: each filled cell of a mapped column becomes a value or a problem; blank cells say
//! nothing and change nothing. Names of people and free texts stay plain here: they are sealed
//! only when the command is made.

use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;
use zone::{BasisPoints, Fen, Field, HandlingLevel, ProjectId, Quantity, ValueKind};

use crate::book::{Book, Cell, Source};
use crate::mapping::{Fitted, Mapping, Target};
use crate::problem::{CellCause, Place, Problem, RowCause, Severity};
use crate::table::{Grid, LineKind};
use crate::value::date::{DateContext, OrderVotes};
use crate::value::share::ShareScale;
use crate::value::{self, Reading, date, money, share};
use crate::{header, limits};

/// A value as a person wrote it, not yet in the zone's terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftValue {
    /// A short text.
    Text(Arc<str>),
    /// A free text, plain.
    FreeText(Arc<str>),
    /// Money.
    Money(Fen),
    /// A share.
    Share(BasisPoints),
    /// A date.
    Date(Date),
    /// A unit, by name.
    Unit(Arc<str>),
    /// Units, by name.
    Units(Vec<Arc<str>>),
    /// Who holds a role, by name.
    Holder(Arc<str>),
    /// A quantity.
    Quantity(Quantity),
    /// A handling level.
    Level(HandlingLevel),
    /// Stated to have no value.
    Cleared,
}

/// Sheet, row and column of a value, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellAt {
    /// Sheet.
    pub sheet: u16,
    /// Row.
    pub row: u32,
    /// Column.
    pub column: u16,
}

/// One value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftFact {
    /// The field.
    pub field: Field,
    /// The value.
    pub value: DraftValue,
    /// Where it stood; `None` for a default of the mapping.
    pub cell: Option<CellAt>,
}

/// A project as one line of a file tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRow {
    /// Where the line is: the cell of its name or code.
    pub at: CellAt,
    /// The date of the report it belongs to, if the file says it.
    pub as_of: Option<Date>,
    /// The mark to set after that report, if the file names it.
    pub mark: Option<Arc<str>>,
    /// The program's own id, if the file came out of it.
    pub id: Option<ProjectId>,
    /// Codes, by system.
    pub codes: Vec<(String, Arc<str>)>,
    /// Name.
    pub name: Arc<str>,
    /// Responsible unit, by name.
    pub unit: Option<Arc<str>>,
    /// All values, name and codes among them.
    pub facts: Vec<DraftFact>,
    /// Some cell of it cannot be read.
    pub refused: bool,
}

/// The rows of a file.
#[derive(Debug, Clone)]
pub struct Rows {
    /// Name of the file.
    pub file: Arc<str>,
    /// Names of its sheets.
    pub sheets: Vec<Arc<str>>,
    /// Rows in order.
    pub rows: Vec<ImportRow>,
    /// Lines that are no projects, by kind.
    pub passed_over: Vec<(LineKind, u32)>,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// What the mapping decided beyond columns.
    pub mapping: Mapping,
    /// SHA-256, size.
    pub digest: (String, u64),
}

impl Rows {
    /// The place of a cell.
    pub fn place(&self, at: CellAt) -> Place {
        match self.sheets.get(usize::from(at.sheet)) {
            Some(sheet) => Place::cell(&self.file, sheet, at.row, at.column),
            None => Place::file(&self.file),
        }
    }
}

/// Reads the rows of a file by a mapping.
pub fn read(book: &Book, mapping: &Mapping) -> Result<Rows, Vec<Problem>> {
    let fitted = mapping.fit(book)?;
    let mut rows = Rows {
        file: Arc::clone(&book.file_name),
        sheets: book
            .sheets
            .iter()
            .map(|sheet| Arc::clone(&sheet.name))
            .collect(),
        rows: Vec::new(),
        passed_over: Vec::new(),
        problems: book.problems.clone(),
        mapping: mapping.clone(),
        digest: (book.sha256.clone(), book.bytes),
    };
    for sheet in &fitted {
        SheetReader::new(book, mapping, sheet).read(&mut rows);
    }
    Ok(rows)
}

/// A column, with all that reading its cells needs.
struct ColumnReader<'a> {
    field: u16,
    target: &'a Target,
    unit: Decimal,
    scale: ShareScale,
    dates: DateContext,
}

struct SheetReader<'a> {
    book: &'a Book,
    mapping: &'a Mapping,
    fitted: &'a Fitted,
    grid: Grid<'a>,
    columns: Vec<ColumnReader<'a>>,
    problems: Vec<Problem>,
}

impl<'a> SheetReader<'a> {
    fn new(book: &'a Book, mapping: &'a Mapping, fitted: &'a Fitted) -> Self {
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
        let epoch_1904 = matches!(self.book.source, Source::Workbook { epoch_1904: true });
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

    fn read(mut self, rows: &mut Rows) {
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

/// Reads one cell into a row.
fn read_into(
    row: &mut ImportRow,
    column: &ColumnReader<'_>,
    cell: &Cell,
    at: CellAt,
    mapping: &Mapping,
    told: &mut dyn FnMut(CellCause),
) {
    match column.target {
        Target::AsOf => row.as_of = settle(date::read(cell, column.dates), told).flatten(),
        Target::Mark => row.mark = tidy(cell),
        Target::Id => row.id = cell.shown().trim().parse().ok(),
        Target::Ignore | Target::Year | Target::MoneyUnit => {}
        Target::Field(field) => {
            let Some(value) = read_field(field, column, cell, mapping, told) else {
                return;
            };
            match (field, &value) {
                (Field::Name, DraftValue::Text(name)) => {
                    row.name = Arc::clone(name);
                    row.at = at;
                }
                (Field::ExternalCode(system), DraftValue::Text(code)) => {
                    row.codes.push((system.clone(), Arc::clone(code)));
                }
                (Field::LeadUnit, DraftValue::Unit(unit)) => row.unit = Some(Arc::clone(unit)),
                // A project without name or code is no row at all: nothing to clear.
                (Field::Name | Field::ExternalCode(_), _) => return,
                _ => {}
            }
            row.facts.push(DraftFact {
                field: field.clone(),
                value,
                cell: Some(at),
            });
        }
    }
}

fn read_field(
    field: &Field,
    column: &ColumnReader<'_>,
    cell: &Cell,
    mapping: &Mapping,
    told: &mut dyn FnMut(CellCause),
) -> Option<DraftValue> {
    let value = match field.kind() {
        ValueKind::Money => settle(money::read(cell, column.unit), told)?.map(DraftValue::Money),
        ValueKind::Share => settle(share::read(cell, column.scale), told)?.map(DraftValue::Share),
        ValueKind::Date => settle(date::read(cell, column.dates), told)?.map(DraftValue::Date),
        ValueKind::Level => settle(value::read_level(cell), told)?.map(DraftValue::Level),
        ValueKind::Quantity => settle(value::quantity(cell), told)?.map(DraftValue::Quantity),
        kind => return read_words(field, kind, cell, mapping, told),
    };
    Some(value.unwrap_or(DraftValue::Cleared))
}

/// Texts, units and people.
fn read_words(
    field: &Field,
    kind: ValueKind,
    cell: &Cell,
    mapping: &Mapping,
    told: &mut dyn FnMut(CellCause),
) -> Option<DraftValue> {
    if let Cell::Error(error) = cell {
        told(CellCause::FormulaError((*error).to_owned()));
        return None;
    }
    let text = tidy(cell)?;
    if value::says_pending(&text) {
        return Some(DraftValue::Cleared);
    }
    let chars = text.chars().count();
    let most = match kind {
        ValueKind::FreeText => limits::CELL_CHARS_MAX,
        _ => zone::limits::SHORT_TEXT_CHARS_MAX,
    };
    if chars > most {
        told(CellCause::TooLong(chars));
        return None;
    }
    Some(match kind {
        ValueKind::FreeText => DraftValue::FreeText(text),
        ValueKind::Unit => DraftValue::Unit(text),
        ValueKind::Units => {
            let names = text.split(['、', ',', '，', ';', '；', '/', '\n']);
            DraftValue::Units(
                names
                    .map(str::trim)
                    .filter(|n| !n.is_empty())
                    .map(Arc::from)
                    .collect(),
            )
        }
        ValueKind::Holder => DraftValue::Holder(text),
        _ if *field == Field::Stage => {
            let stage = mapping.defaults.stages.get(&*text);
            DraftValue::Text(stage.map_or(text, |stage| Arc::from(stage.as_str())))
        }
        _ => DraftValue::Text(text),
    })
}

/// `None`: nothing to record. `Some(None)`: stated to have no value.
fn settle<T>(reading: Reading<T>, told: &mut dyn FnMut(CellCause)) -> Option<Option<T>> {
    match reading {
        Reading::Value(value) => Some(Some(value)),
        Reading::Doubtful(value, cause) => {
            told(cause);
            Some(Some(value))
        }
        Reading::Cleared(cause) => {
            cause.into_iter().for_each(told);
            Some(None)
        }
        Reading::Blank => None,
        Reading::Refused(cause) => {
            told(cause);
            None
        }
    }
}

/// The text of a cell without blanks around it, without invisible characters, and without the
/// mark that keeps a text from being taken for a formula (see [`crate::export::harmless`]).
fn tidy(cell: &Cell) -> Option<Arc<str>> {
    if let Cell::Text(text) = cell {
        if let Some(inner) = text.strip_prefix('\'')
            && crate::export::harmless(inner) != inner
        {
            return Some(Arc::from(inner.trim_matches(crate::book::is_blank)));
        }
        let trimmed = text.trim_matches(crate::book::is_blank);
        let invisible = |c: char| crate::book::is_blank(c) && !c.is_whitespace();
        if trimmed.len() == text.len() && !trimmed.contains(invisible) {
            return (!text.is_empty()).then(|| Arc::clone(text));
        }
        let clean: String = trimmed.chars().filter(|c| !invisible(*c)).collect();
        return (!clean.is_empty()).then(|| Arc::from(clean));
    }
    let shown = cell.shown();
    (!shown.is_empty()).then(|| Arc::from(&*shown))
}
