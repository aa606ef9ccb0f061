//! XML Spreadsheet 2003: one XML file, mostly under the name .xls.

use std::collections::HashMap;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::grid::{self, Budget, Grid};
use super::sheet::Mark;
use super::style::{StyleId, Styles};
use super::xml::{Xml, attribute, is_set, local, number};
use super::{
    Cell, Formula, Merge, Note, Reading, Refused, Rgb, Sheet, Source, Style, WorkbookFormat,
    encoding, error_name, format, serial,
};
use crate::limits;
use crate::problem::FileCause;

/// Reads the file.
pub(super) fn read(bytes: &[u8]) -> Result<Reading, Refused> {
    let (text, _) = encoding::decode(bytes)?;
    let mut reader = Reader::default();
    let mut xml = Xml::new("XML", text.as_bytes());
    loop {
        let inner = match xml.next()? {
            Event::Start(start) => reader.start(&start),
            Event::End(end) => {
                let name = end.local_name().into_inner().to_owned();
                reader.end(&name).map_err(|cause| reader.refused(cause))?;
                continue;
            }
            Event::Eof => break,
            _ => continue,
        };
        let inner = inner.map_err(|cause| reader.refused(cause))?;
        let mut text = String::new();
        match inner {
            Inner::Nothing => {}
            Inner::Data => {
                xml.text(&mut text, &[])?;
                reader.data(&text).map_err(|cause| reader.refused(cause))?;
            }
            Inner::Note(author) => {
                xml.text(&mut text, &[])?;
                reader.note(author, &text);
            }
            Inner::Visible => {
                xml.text(&mut text, &[])?;
                reader.hidden = text.trim() != "SheetVisible";
            }
            Inner::Date1904 => reader.epoch_1904 = true,
        }
    }
    let styles = Arc::new(reader.styles);
    let mut sheets = reader.sheets;
    for sheet in &mut sheets {
        sheet.styles = Arc::clone(&styles);
    }
    Ok(Reading {
        source: Source::Workbook {
            format: WorkbookFormat::Xml2003,
            epoch_1904: reader.epoch_1904,
        },
        sheets,
        remarks: Vec::new(),
    })
}

enum Inner {
    Nothing,
    Data,
    Note(Option<String>),
    Visible,
    Date1904,
}

#[derive(Default)]
struct Reader {
    sheets: Vec<Sheet>,
    styles: Styles,
    named: HashMap<String, StyleId>,
    /// The style being read: its name and what is known of it.
    style: Option<(String, Style)>,
    epoch_1904: bool,
    budget: Budget,
    name: Arc<str>,
    hidden: bool,
    grid: Grid,
    merges: Vec<Merge>,
    sheet: Sheet,
    row: u32,
    next_row: u32,
    column: u32,
    next_column: u32,
    next_sheet_column: u32,
    kind: String,
    formula: bool,
    has_data: bool,
    style_of_cell: StyleId,
}

impl Reader {
    fn refused(&self, cause: FileCause) -> Refused {
        Refused::in_sheet(cause, &self.name, Some((self.row, self.column)))
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<Inner, FileCause> {
        match local(start) {
            "Style" => {
                let id = attribute(start, "ID").unwrap_or_default();
                self.style = Some((id, Style::default()));
            }
            "Interior" | "Font" | "NumberFormat" => self.look(start),
            "Worksheet" => {
                if self.sheets.len() >= limits::SHEETS_MAX {
                    return Err(FileCause::TooManySheets(self.sheets.len() + 1));
                }
                self.name = Arc::from(attribute(start, "Name").unwrap_or_default());
                self.hidden = false;
                (self.row, self.next_row, self.next_sheet_column) = (0, 0, 0);
            }
            "Column" => self.sheet_column(start),
            "Row" => self.start_row(start),
            "Cell" => self.start_cell(start)?,
            "Data" => {
                self.kind = attribute(start, "Type").unwrap_or_default();
                return Ok(Inner::Data);
            }
            "Comment" => return Ok(Inner::Note(attribute(start, "Author"))),
            "Visible" => return Ok(Inner::Visible),
            "Date1904" => return Ok(Inner::Date1904),
            _ => {}
        }
        Ok(Inner::Nothing)
    }

    fn look(&mut self, start: &BytesStart<'_>) {
        let Some((_, style)) = &mut self.style else {
            return;
        };
        match local(start) {
            "Interior" => {
                let fill = attribute(start, "Color").and_then(|text| color(&text));
                style.fill = fill.filter(|rgb| *rgb != Rgb(255, 255, 255));
            }
            "Font" => {
                let font = attribute(start, "Color").and_then(|text| color(&text));
                style.font = font.filter(|rgb| *rgb != Rgb(0, 0, 0));
                style.struck = is_set(start, "StrikeThrough");
            }
            _ => {
                let code = attribute(start, "Format").unwrap_or_default();
                style.format = match &*code {
                    "Percent" => format::read("0%"),
                    code if code.ends_with("Date") || code.ends_with("Time") => {
                        format::read("yyyy")
                    }
                    code => format::read(code),
                };
            }
        }
    }

    fn sheet_column(&mut self, start: &BytesStart<'_>) {
        let first =
            number::<u32>(start, "Index").map_or(self.next_sheet_column, |at| at.max(1) - 1);
        let span = number::<u32>(start, "Span").unwrap_or(0);
        let last = first
            .saturating_add(span)
            .min(u32::from(limits::COLUMNS_MAX) - 1);
        self.next_sheet_column = last.saturating_add(1);
        if is_set(start, "Hidden") {
            let columns = (first..=last).filter_map(|column| u16::try_from(column).ok());
            self.sheet.hidden_columns.extend(columns);
        }
    }

    fn start_row(&mut self, start: &BytesStart<'_>) {
        let stated = number::<u32>(start, "Index");
        self.row = stated.map_or(self.next_row, |row| row.max(1) - 1);
        let span = number::<u32>(start, "Span").unwrap_or(0);
        let last = self.row.saturating_add(span).min(limits::ROWS_MAX);
        self.next_row = last.saturating_add(1);
        self.next_column = 0;
        if is_set(start, "Hidden") {
            self.sheet.hidden_rows.extend(self.row..=last);
        }
    }

    fn start_cell(&mut self, start: &BytesStart<'_>) -> Result<(), FileCause> {
        let stated = number::<u32>(start, "Index");
        self.column = stated.map_or(self.next_column, |column| column.max(1) - 1);
        let across = number::<u32>(start, "MergeAcross").unwrap_or(0);
        let down = number::<u32>(start, "MergeDown").unwrap_or(0);
        self.next_column = self.column.saturating_add(across).saturating_add(1);
        self.formula = attribute(start, "Formula").is_some();
        self.has_data = false;
        let style = attribute(start, "StyleID").and_then(|id| self.named.get(&id).copied());
        self.style_of_cell = style.unwrap_or_default();
        let column = u16::try_from(self.column).unwrap_or(u16::MAX);
        if across > 0 || down > 0 {
            if self.merges.len() >= limits::MERGES_MAX {
                return Err(FileCause::TooManyCells);
            }
            self.merges.push(Merge {
                top: self.row,
                left: column,
                bottom: self.row.saturating_add(down),
                right: column.saturating_add(u16::try_from(across).unwrap_or(u16::MAX)),
            });
        }
        if let Some(target) = attribute(start, "HRef") {
            self.sheet
                .links
                .insert((self.row, column), Arc::from(target));
        }
        Ok(())
    }

    fn data(&mut self, text: &str) -> Result<(), FileCause> {
        self.has_data = true;
        let cell = match &*self.kind {
            "Number" => match self.styles.get(self.style_of_cell).format.moment {
                true => match text.trim().parse() {
                    Ok(days) => serial::cell(days, self.epoch_1904),
                    Err(_) => Cell::text(text),
                },
                false => serial::number_text(text),
            },
            "DateTime" => match text.trim().parse() {
                Ok(moment) => Cell::Moment(moment),
                Err(_) => Cell::text(text),
            },
            "Boolean" => Cell::Bool(text.trim() == "1"),
            "Error" => Cell::Error(error_name(text)),
            _ => Cell::text(text),
        };
        self.grid
            .put((self.row, self.column), cell, &mut self.budget)
    }

    fn note(&mut self, author: Option<String>, text: &str) {
        let author = author.filter(|name| !name.trim().is_empty());
        let note = Note {
            author: author.map(Arc::from),
            text: Arc::from(text.trim()),
        };
        let column = u16::try_from(self.column).unwrap_or(u16::MAX);
        self.sheet.notes.insert((self.row, column), note);
    }

    fn end(&mut self, name: &str) -> Result<(), FileCause> {
        match name {
            "Style" => {
                if let Some((id, style)) = self.style.take() {
                    let style = self.styles.intern(style);
                    self.named.insert(id, style);
                }
            }
            "Cell" => self.end_cell()?,
            "Worksheet" => self.end_sheet()?,
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), FileCause> {
        let at = (self.row, self.column);
        let formula = match (self.formula, self.has_data) {
            (false, _) => Formula::None,
            (true, true) => Formula::Computed,
            (true, false) => {
                self.grid.put(at, Cell::not_computed(), &mut self.budget)?;
                Formula::NotComputed
            }
        };
        let mark = Mark {
            style: self.style_of_cell,
            formula,
        };
        self.grid.mark(at, mark, &mut self.budget)
    }

    fn end_sheet(&mut self) -> Result<(), FileCause> {
        let grid = std::mem::take(&mut self.grid);
        let merges = std::mem::take(&mut self.merges);
        let beside = std::mem::take(&mut self.sheet);
        let mut rows = grid.rows;
        grid::repeat_texts(&mut rows, &merges, &mut self.budget)?;
        let plain = Sheet::new(Arc::clone(&self.name), self.hidden, rows, merges);
        self.sheets.push(Sheet {
            hidden_rows: beside.hidden_rows,
            hidden_columns: beside.hidden_columns,
            notes: beside.notes,
            links: beside.links,
            marks: grid.marks,
            ..plain
        });
        Ok(())
    }
}

fn color(text: &str) -> Option<Rgb> {
    let digits = text.trim().strip_prefix('#')?.get(..6)?;
    let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some(Rgb(red, green, blue))
}
