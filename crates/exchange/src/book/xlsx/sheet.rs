//! One pass over the XML of a sheet: values, looks, formulas, and what is hidden and merged.

use std::collections::BTreeSet;
use std::io::BufRead;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::circular::Traced;
use super::strings;
use super::styles::Looks;
use crate::book::grid::{self, Budget, Grid};
use crate::book::sheet::Mark;
use crate::book::xml::{Xml, attribute, is_set, local, number};
use crate::book::{Cell, Formula, Merge, error_name, serial};
use crate::limits;
use crate::problem::FileCause;

/// What is the same for all sheets of a workbook.
pub(super) struct Shared {
    pub(super) texts: Vec<Arc<str>>,
    pub(super) looks: Looks,
    pub(super) epoch_1904: bool,
}

/// What a sheet's part holds.
#[derive(Default)]
pub(super) struct Found {
    pub(super) grid: Grid,
    pub(super) merges: Vec<Merge>,
    pub(super) hidden_rows: BTreeSet<u32>,
    pub(super) hidden_columns: BTreeSet<u16>,
    /// Cells with links: by id of a relation, or to a place in the file.
    pub(super) links: Vec<(Merge, Option<String>, String)>,
    /// Cells that show a picture by its id (WPS).
    pub(super) shown_pictures: Vec<(u32, u32, String)>,
    /// Cells that hold a picture in Excel's newer way, which is not read.
    pub(super) rich_pictures: usize,
    /// Formulas whose value is nought or missing, to be looked into.
    pub(super) traced: Traced,
    /// A formula has a value that is not nought: whoever wrote the file computes.
    pub(super) computed: bool,
    /// The cell being read, for a refusal.
    pub(super) at: (u32, u32),
}

/// Reads a sheet; what was found so far is in `found` even where that fails.
pub(super) fn read<R: BufRead>(
    xml: &mut Xml<R>,
    shared: &Shared,
    budget: &mut Budget,
    found: &mut Found,
) -> Result<(), FileCause> {
    let mut reader = SheetReader {
        shared,
        budget,
        found,
        cell: CellParts::default(),
        row: 0,
        next_row: 0,
        column: 0,
    };
    loop {
        match xml.next()? {
            Event::Start(start) => {
                let inner = reader.start(&start)?;
                reader.inner(xml, inner)?;
            }
            Event::End(end) if end.local_name().into_inner() == "c" => reader.end_cell()?,
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// What has to be read inside the element just opened.
enum Inner {
    Nothing,
    Value,
    Formula(FormulaKind),
    Inline,
}

enum FormulaKind {
    Plain,
    SharedMaster(u32),
    Shared(u32),
}

#[derive(Default)]
struct CellParts {
    kind: Kind,
    style: usize,
    value: String,
    has_value: bool,
    formula: Option<FormulaText>,
    rich: bool,
}

enum FormulaText {
    Own,
    Shared(u32),
}

#[derive(Default, Clone, Copy, PartialEq)]
enum Kind {
    #[default]
    Number,
    Shared,
    Text,
    Bool,
    Error,
    Date,
}

struct SheetReader<'a, 'b> {
    shared: &'a Shared,
    budget: &'a mut Budget,
    found: &'b mut Found,
    cell: CellParts,
    row: u32,
    next_row: u32,
    column: u32,
}

impl SheetReader<'_, '_> {
    fn start(&mut self, start: &BytesStart<'_>) -> Result<Inner, FileCause> {
        match local(start) {
            "c" => self.start_cell(start),
            "v" => {
                self.cell.has_value = true;
                return Ok(Inner::Value);
            }
            "row" => self.start_row(start),
            "f" => return Ok(Inner::Formula(formula_kind(start))),
            "is" => return Ok(Inner::Inline),
            "col" => self.columns(start),
            "mergeCell" => {
                if let Some(merge) = attribute(start, "ref").and_then(|name| grid::range(&name)) {
                    if self.found.merges.len() >= limits::MERGES_MAX {
                        return Err(FileCause::TooManyCells);
                    }
                    self.found.merges.push(merge);
                }
            }
            "hyperlink" => {
                let place = attribute(start, "ref").and_then(|name| grid::range(&name));
                if self.found.links.len() >= limits::LINKS_MAX {
                    return Err(FileCause::TooManyCells);
                }
                if let Some(place) = place {
                    let inside = attribute(start, "location").unwrap_or_default();
                    self.found
                        .links
                        .push((place, attribute(start, "id"), inside));
                }
            }
            _ => {}
        }
        Ok(Inner::Nothing)
    }

    fn start_row(&mut self, start: &BytesStart<'_>) {
        let (mut row, mut hidden) = (None, false);
        for attribute in start.attributes().with_checks(false).flatten() {
            match attribute.key.into_inner() {
                "r" => row = attribute.value.trim().parse::<u32>().ok(),
                "hidden" => hidden = matches!(&*attribute.value, "1" | "true"),
                "ht" => hidden |= attribute.value.parse() == Ok(0.0),
                _ => {}
            }
        }
        self.row = row.map_or(self.next_row, |row| row.saturating_sub(1));
        self.next_row = self.row.saturating_add(1);
        self.column = 0;
        self.found.at = (self.row, 0);
        if hidden && self.row < limits::ROWS_MAX {
            self.found.hidden_rows.insert(self.row);
        }
    }

    fn columns(&mut self, start: &BytesStart<'_>) {
        let hidden = is_set(start, "hidden") || number(start, "width") == Some(0.0);
        let (Some(first), Some(last)) = (number::<u16>(start, "min"), number::<u16>(start, "max"))
        else {
            return;
        };
        if hidden && first > 0 {
            let last = last.min(limits::COLUMNS_MAX);
            self.found.hidden_columns.extend(first - 1..last);
        }
    }

    fn start_cell(&mut self, start: &BytesStart<'_>) {
        let cell = &mut self.cell;
        cell.kind = Kind::Number;
        cell.style = 0;
        cell.value.clear();
        cell.has_value = false;
        cell.formula = None;
        cell.rich = false;
        let mut place = None;
        for attribute in start.attributes().with_checks(false).flatten() {
            let value = &*attribute.value;
            match attribute.key.into_inner() {
                "r" => place = grid::position(value),
                "s" => cell.style = value.parse().unwrap_or(0),
                "t" => {
                    cell.kind = match value {
                        "s" => Kind::Shared,
                        "str" | "inlineStr" => Kind::Text,
                        "b" => Kind::Bool,
                        "e" => Kind::Error,
                        "d" => Kind::Date,
                        _ => Kind::Number,
                    }
                }
                "vm" => cell.rich = true,
                _ => {}
            }
        }
        let (row, column) = place.unwrap_or((self.row, self.column));
        self.found.at = (row, column);
        self.column = column.saturating_add(1);
    }

    fn inner<R: BufRead>(&mut self, xml: &mut Xml<R>, inner: Inner) -> Result<(), FileCause> {
        match inner {
            Inner::Nothing => {}
            Inner::Value => xml.text(&mut self.cell.value, &[])?,
            Inner::Inline => {
                self.cell.has_value = true;
                xml.text(&mut self.cell.value, strings::NOT_TEXT)?;
            }
            Inner::Formula(kind) => {
                let mut text = String::new();
                xml.text(&mut text, &[])?;
                let formula = match kind {
                    FormulaKind::Shared(id) if text.is_empty() => FormulaText::Shared(id),
                    FormulaKind::SharedMaster(id) | FormulaKind::Shared(id) => {
                        self.found.traced.share(id, self.found.at, &text);
                        FormulaText::Own
                    }
                    FormulaKind::Plain => FormulaText::Own,
                };
                self.found.traced.text = text;
                self.cell.formula = Some(formula);
            }
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), FileCause> {
        let look = self.shared.looks.get(self.cell.style);
        let mut value = self.value(look.moment);
        let rich = self.cell.rich && self.cell.kind == Kind::Error;
        self.found.rich_pictures += usize::from(rich && value == Cell::Empty);
        let mut formula = Formula::None;
        if let Some(text) = self.cell.formula.take() {
            formula = Formula::Computed;
            if let Some(id) = displayed(&self.found.traced.text) {
                let (row, column) = self.found.at;
                self.found.shown_pictures.push((row, column, id));
                value = Cell::Empty;
            } else if value == Cell::Empty && self.cell.kind == Kind::Number {
                formula = Formula::NotComputed;
                value = Cell::not_computed();
            }
            let nought = matches!(&value, Cell::Number(number) if number.is_zero());
            self.found.computed |= !nought && formula == Formula::Computed;
            if nought || formula == Formula::NotComputed {
                let shared = match text {
                    FormulaText::Own => None,
                    FormulaText::Shared(id) => Some(id),
                };
                self.found.traced.push(self.found.at, shared, nought);
            }
        }
        let mark = Mark {
            style: look.style,
            formula,
        };
        self.found.grid.mark(self.found.at, mark, self.budget)?;
        self.found.grid.put(self.found.at, value, self.budget)
    }

    fn value(&mut self, moment: bool) -> Cell {
        let cell = &self.cell;
        let text = cell.value.as_str();
        match cell.kind {
            Kind::Number if text.trim().is_empty() => Cell::Empty,
            Kind::Number if moment => match text.trim().parse() {
                Ok(days) => serial::cell(days, self.shared.epoch_1904),
                Err(_) => Cell::text(text),
            },
            Kind::Number => serial::number_text(text),
            Kind::Shared => {
                let index = text.trim().parse::<usize>().ok();
                match index.and_then(|index| self.shared.texts.get(index)) {
                    Some(text) if !text.is_empty() => Cell::Text(Arc::clone(text)),
                    _ => Cell::Empty,
                }
            }
            Kind::Text if text.is_empty() => Cell::Empty,
            Kind::Text => Cell::Text(strings::unescaped(text)),
            Kind::Bool => match text.trim() {
                "1" | "true" | "TRUE" => Cell::Bool(true),
                "" => Cell::Empty,
                _ => Cell::Bool(false),
            },
            // A picture in a cell stands there as an error, for programs that know no such thing.
            Kind::Error if cell.rich && text == "#VALUE!" => Cell::Empty,
            Kind::Error => Cell::Error(error_name(text)),
            Kind::Date => iso_date(text),
        }
    }
}

fn formula_kind(start: &BytesStart<'_>) -> FormulaKind {
    if attribute(start, "t").as_deref() != Some("shared") {
        return FormulaKind::Plain;
    }
    let id = number(start, "si").unwrap_or_default();
    if attribute(start, "ref").is_some() {
        FormulaKind::SharedMaster(id)
    } else {
        FormulaKind::Shared(id)
    }
}

fn iso_date(text: &str) -> Cell {
    let text = text.trim().trim_end_matches('Z');
    if let Ok(moment) = text.parse() {
        return Cell::Moment(moment);
    }
    match text.parse::<jiff::civil::Date>() {
        Ok(date) => Cell::Moment(date.to_datetime(jiff::civil::Time::midnight())),
        Err(_) => Cell::text(text),
    }
}

/// The id of the picture that a formula of WPS shows: `_xlfn.DISPIMG("ID_5F…",1)`.
fn displayed(formula: &str) -> Option<String> {
    let (_, rest) = formula.split_once("DISPIMG(")?;
    let (_, rest) = rest.split_once('"')?;
    let (id, _) = rest.split_once('"')?;
    Some(id.to_owned())
}

/// Turns noughts that nobody computed into what they are.
pub(super) fn set_uncomputed(found: &mut Found, cells: &[(u32, u32)], formula: Formula) {
    for (row, column) in cells {
        let (row, column) = (*row as usize, *column as usize);
        let cell = found
            .grid
            .rows
            .get_mut(row)
            .and_then(|row| row.get_mut(column));
        let mark = found
            .grid
            .marks
            .get_mut(row)
            .and_then(|row| row.get_mut(column));
        if let (Some(cell), Some(mark)) = (cell, mark) {
            *cell = Cell::not_computed();
            mark.formula = formula;
        }
    }
}
