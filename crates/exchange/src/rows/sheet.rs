//! Reading the lines of one sheet by its mapping.
//!
//! What a column needs is settled once, before its cells are read: unit, order of day and month,
//! scale of shares. What cannot be settled is said at the header.

use std::sync::Arc;

use rust_decimal::Decimal;
use zone::{Field, ValueKind};

use super::beside::Beside;
use super::cell::{ColumnReader, Heard, read_into};
use super::{Account, CellAt, DraftFact, DraftValue, Fate, ImportRow, Rows, totals};
use crate::book::{Book, Cell, Source};
use crate::header;
use crate::mapping::{
    AROUND_COLOUR, AROUND_OFFICE, AROUND_SECTION, AROUND_SHEET, Fitted, Mapping, Target, colour_at,
    colour_name,
};
use crate::problem::{CellCause, Place, Problem, RowCause, Severity};
use crate::table::{Grid, Line, LineKind};
use crate::value::date::DateContext;
use crate::value::order::OrderVotes;
use crate::value::share::ShareScale;
use crate::value::{self, money, share};

/// An empty cell to read where nothing can be.
static NOTHING: Cell = Cell::Empty;

pub(super) struct SheetReader<'a> {
    book: &'a Book,
    mapping: &'a Mapping,
    fitted: &'a Fitted,
    grid: Grid<'a>,
    columns: Vec<ColumnReader<'a>>,
    /// The last filled cell of each column, for 同上.
    above: Vec<Option<&'a Cell>>,
    around: Vec<AroundReader<'a>>,
    problems: Vec<Problem>,
}

/// What is taken from around the table.
enum Around {
    /// The same for all rows, and the cell it stands in.
    Text(Arc<str>, Option<CellAt>),
    /// The section of each row.
    Section,
    /// The colour of the row's cell in a field.
    Colour(u16),
}

struct AroundReader<'a> {
    column: ColumnReader<'a>,
    source: Around,
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
            above: Vec::new(),
            around: Vec::new(),
            problems: Vec::new(),
        };
        let mut fields = std::collections::BTreeSet::new();
        for (field, column) in &fitted.columns {
            if column.target != Target::Ignore && !fields.insert(&column.target) {
                let cause = RowCause::DuplicateField(column.target.to_string());
                reader.at_header(*field, cause);
            }
            let unit = reader.unit(*field, column);
            let dates = reader.dates(*field, column);
            let scale = reader.scale(*field, &column.target);
            reader.columns.push(ColumnReader {
                field: *field,
                target: &column.target,
                part: column.part,
                unreadable: column.unreadable,
                unit,
                scale,
                dates,
            });
            reader.above.push(None);
        }
        reader.look_around();
        reader
    }

    fn look_around(&mut self) {
        for column in &self.fitted.around {
            let source = match column.column.as_str() {
                AROUND_SECTION => Around::Section,
                AROUND_SHEET => Around::Text(Arc::clone(&self.grid.sheet.name), None),
                AROUND_OFFICE => match crate::mapping::office_in(&self.fitted.table) {
                    Some((name, cell)) => Around::Text(name, Some(self.at(cell))),
                    None => continue,
                },
                colour if colour.starts_with(AROUND_COLOUR) => match self.coloured(colour) {
                    Some(field) => Around::Colour(field),
                    None => continue,
                },
                _ => continue,
            };
            let reader = ColumnReader {
                field: 0,
                target: &column.target,
                part: None,
                unreadable: column.unreadable,
                unit: Decimal::ONE,
                scale: ShareScale {
                    fractions: false,
                    doubtful: false,
                },
                dates: DateContext::default(),
            };
            self.around.push(AroundReader {
                column: reader,
                source,
            });
        }
    }

    /// The field whose colour is meant: of a column by its name, else of the project's name.
    fn coloured(&self, key: &str) -> Option<u16> {
        match key.split_once(':') {
            Some((_, name)) => {
                let mut columns = self.fitted.columns.iter();
                columns.find(|own| own.1.column == name).map(|own| own.0)
            }
            None => {
                let mut columns = self.fitted.columns.iter();
                columns.find(|own| own.1.names_project()).map(|own| own.0)
            }
        }
    }

    fn at_header(&mut self, field: u16, cause: RowCause) {
        let (row, column) = self.fitted.table.header_place(self.grid.sheet, field);
        let place = Place::cell(&self.book.file_name, &self.grid.sheet.name, row, column);
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
        if column.part.is_some() {
            return self.context(column, false);
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
        if self.percent_format(field) {
            return ShareScale {
                fractions: true,
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

    /// Whether the numbers of a column are shown as percentages: then they are fractions.
    fn percent_format(&self, field: u16) -> bool {
        let mut numbers = self
            .fitted
            .table
            .projects()
            .filter(|line| matches!(self.grid.at(line.line, field), Cell::Number(_)));
        let is_percent = |line: &Line| {
            let (row, column) = self.grid.place(line.line, field);
            self.grid.sheet.style(row, column).format.percent
        };
        let first = numbers.next().is_some_and(is_percent);
        first && numbers.all(is_percent)
    }

    pub(super) fn read(mut self, rows: &mut Rows, account: &mut Account) {
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
        self.mark_header(account);
        let fitted = self.fitted;
        let beside = Beside::of(self.grid.sheet);
        for ((row, column), cause) in beside.hidden(self.grid, &fitted.table) {
            let file = &self.book.file_name;
            let place = Place::cell(file, &self.grid.sheet.name, row, column);
            self.problems.push(Problem::row(place, cause));
        }
        for line in &fitted.table.lines {
            if line.kind == LineKind::Project {
                if let Some(mut row) = self.row(line, names_from_code, account) {
                    if !beside.is_empty() {
                        let columns = &self.columns;
                        beside.keep(&mut row, line.line, self.grid, &fitted.table, columns);
                    }
                    rows.rows.push(row);
                }
            } else {
                rows.passed_over.push((line.kind, line.line));
                self.mark_line(line.line, line.kind.into(), account);
            }
        }
        self.tell_of_columns_without_header(account);
        totals::check(
            &self.fitted.table,
            self.grid,
            &self.columns,
            &mut |line, field, cause| {
                let (row, column) = self.grid.place(line, field);
                let file = &self.book.file_name;
                let place = Place::cell(file, &self.grid.sheet.name, row, column);
                rows.problems.push(Problem::row(place, cause));
            },
        );
        rows.problems.append(&mut self.problems);
    }

    fn has(&self, wanted: &dyn Fn(&Target) -> bool) -> bool {
        self.columns.iter().any(|column| wanted(column.target))
    }

    /// Titles, and the header or the labels.
    fn mark_header(&self, account: &mut Account) {
        let table = &self.fitted.table;
        for title in &table.titles {
            account.mark_new(self.at(title.cell), Fate::Title);
        }
        for line in table.above.clone() {
            for field in table.fields.clone() {
                account.mark_new(self.at(self.above_place(line, field)), Fate::Title);
            }
        }
        if table.is_form() {
            let labels = table.labels().iter();
            labels.for_each(|cell| account.mark(self.at(*cell), Fate::Header));
            self.mark_notes(account);
            return;
        }
        for line in table.header.clone() {
            self.mark_line(line, Fate::Header, account);
        }
    }

    /// The cell of a line above the table; a form's own lines are projects.
    fn above_place(&self, line: u32, field: u16) -> (u32, u16) {
        if self.fitted.table.is_form() {
            (line, field)
        } else {
            self.grid.place(line, field)
        }
    }

    /// Signatures of a form, and names of its rows of months.
    fn mark_notes(&self, account: &mut Account) {
        let sheet = self.grid.sheet;
        for (row, cells) in (0_u32..).zip(&sheet.rows) {
            for (column, cell) in (0_u16..).zip(cells) {
                let Cell::Text(text) = cell else { continue };
                let at = self.at((row, column));
                let known = |path: &[Arc<str>]| path.len() > 1 && *path[0] == *text.trim();
                if crate::table::starts_note(text) {
                    account.mark(at, Fate::Note);
                } else if self.fitted.table.columns.iter().any(|own| known(&own.path)) {
                    account.mark(at, Fate::Header);
                }
            }
        }
    }

    fn mark_line(&self, line: u32, fate: Fate, account: &mut Account) {
        for field in self.fitted.table.fields.clone() {
            account.mark(self.cell_at(line, field), fate);
        }
    }

    /// Cells beside the projects in a column without a header: said once a column.
    fn tell_of_columns_without_header(&mut self, account: &mut Account) {
        let table = &self.fitted.table;
        if table.is_form() {
            return;
        }
        let with_header: std::collections::BTreeSet<u16> =
            table.columns.iter().map(|column| column.field).collect();
        let bare = table
            .fields
            .clone()
            .filter(|field| !with_header.contains(field));
        let mut found = Vec::new();
        for field in bare {
            let lines = table.projects().map(|line| line.line);
            let filled: Vec<u32> = lines
                .filter(|line| !self.grid.at(*line, field).is_blank())
                .collect();
            for line in &filled {
                account.mark(self.cell_at(*line, field), Fate::NoHeader);
            }
            if let Some(first) = filled.first() {
                found.push((*first, field, filled.len()));
            }
        }
        for (line, field, count) in found {
            let place = self.place(line, field);
            self.problems
                .push(Problem::row(place, RowCause::NoHeader(count)));
        }
    }

    fn row(
        &mut self,
        line: &Line,
        names_from_code: bool,
        account: &mut Account,
    ) -> Option<ImportRow> {
        let mut row = ImportRow {
            at: self.cell_at(line.line, self.columns.first()?.field),
            as_of: None,
            mark: None,
            id: None,
            codes: Vec::new(),
            name: Arc::from(""),
            unit: None,
            facts: Vec::with_capacity(self.columns.len()),
            refused: false,
        };
        self.read_cells(line.line, &mut row, account);
        self.read_around(line, &mut row, account);
        if row.facts.is_empty() && row.id.is_none() && !row.refused {
            // A line with nothing but its number, as prepared forms have them.
            self.turn_line(line.line, Fate::EmptyLine, account);
            return None;
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
        let missing = if row.name.is_empty() {
            Some((Target::Field(Field::Name), RowCause::NoName))
        } else if row.as_of.is_none() && self.has(&|target| *target == Target::AsOf) {
            Some((Target::AsOf, RowCause::NoAsOf))
        } else {
            None
        };
        row.facts.shrink_to_fit();
        let Some((target, cause)) = missing else {
            return Some(row);
        };
        let column = self.columns.iter().find(|own| *own.target == target);
        let field = column.map_or(row.at.column, |column| column.field);
        self.problems
            .push(Problem::row(self.place(line.line, field), cause));
        self.turn_line(line.line, Fate::Refused, account);
        None
    }

    fn turn_line(&self, line: u32, fate: Fate, account: &mut Account) {
        for column in &self.columns {
            account.turn(self.cell_at(line, column.field), fate);
        }
    }

    fn read_cells(&mut self, line: u32, row: &mut ImportRow, account: &mut Account) {
        for at in 0..self.columns.len() {
            let column = &self.columns[at];
            let field = column.field;
            let own = self.grid.at(line, field);
            let cell_at = self.cell_at(line, field);
            if self.left_out(cell_at) {
                account.mark(cell_at, Fate::LeftOut);
                let cause = RowCause::LeftOut(value::short(&own.shown()));
                self.problems
                    .push(Problem::row(self.place(line, field), cause));
                continue;
            }
            let mut heard = Heard::default();
            let cell = match own {
                Cell::Text(text) if value::says_same_above(text) => match self.above[at] {
                    Some(above) => above,
                    None => {
                        let cause = CellCause::NothingAbove(value::short(text));
                        heard.problems.push(cause);
                        &NOTHING
                    }
                },
                own => {
                    if !own.is_blank() {
                        self.above[at] = Some(own);
                    }
                    own
                }
            };
            if own.is_blank() {
                continue;
            }
            let fate = read_into(row, column, cell, Some(cell_at), self.mapping, &mut heard);
            account.mark(cell_at, fate);
            for cause in heard.problems {
                let problem = Problem::cell(self.place(line, field), cause);
                row.refused |= problem.severity() == Severity::Error;
                self.problems.push(problem);
            }
        }
    }

    /// What stands around the table, where the row itself does not say it.
    fn read_around(&mut self, line: &Line, row: &mut ImportRow, account: &mut Account) {
        if row.facts.is_empty() {
            return;
        }
        for around in &self.around {
            let Target::Field(field) = around.column.target else {
                continue;
            };
            if row.facts.iter().any(|fact| fact.field == *field) {
                continue;
            }
            let (text, at) = match &around.source {
                Around::Text(text, at) => (Some(Arc::clone(text)), *at),
                Around::Colour(field) => {
                    let (row, column) = self.grid.place(line.line, *field);
                    let found = colour_at(self.grid.sheet, row, column);
                    let name = found.map(|colour| Arc::from(colour_name(colour)));
                    (name, Some(self.cell_at(line.line, *field)))
                }
                Around::Section => match &line.section {
                    Some((text, section)) => (
                        Some(crate::mapping::section_name(text)),
                        self.first_cell(*section),
                    ),
                    None => (None, None),
                },
            };
            let Some(text) = text.filter(|text| !text.is_empty()) else {
                continue;
            };
            if let Some(at) = at.filter(|_| !matches!(around.source, Around::Colour(_))) {
                account.mark(at, Fate::Imported);
            }
            let (cell, mut heard) = (Cell::Text(text), Heard::default());
            read_into(row, &around.column, &cell, at, self.mapping, &mut heard);
        }
    }

    fn first_cell(&self, line: u32) -> Option<CellAt> {
        let mut fields = self.fitted.table.fields.clone();
        let field = fields.find(|field| !self.grid.at(line, *field).is_blank())?;
        Some(self.cell_at(line, field))
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
        self.at(self.grid.place(line, field))
    }

    fn at(&self, (row, column): (u32, u16)) -> CellAt {
        CellAt {
            sheet: u16::try_from(self.fitted.sheet).unwrap_or(u16::MAX),
            row,
            column,
        }
    }
}
