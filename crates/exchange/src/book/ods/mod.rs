//! OpenDocument spreadsheets, read in one pass over their content.
//!
//! Our own reader, for the same reason as that of xlsx: hidden rows, colours and notes.

mod styles;

use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::container::{PartXml, Parts};
use super::grid::{self, Budget, Grid};
use super::picture::Media;
use super::sheet::Mark;
use super::xml::{attribute, local, number, resolved};
use super::{
    Cell, Formula, Merge, Note, Picture, Reading, Refused, Sheet, Source, WorkbookFormat,
    error_name, serial,
};
use crate::limits;
use crate::problem::{BookCause, FileCause};
use styles::Looks;

/// Reads a spreadsheet whose container is open.
pub(super) fn read(parts: &mut Parts<'_>) -> Result<Reading, Refused> {
    if is_encrypted(parts)? {
        return Err(FileCause::Encrypted.into());
    }
    let mut looks = Looks::default();
    if parts.has("styles.xml") {
        let mut xml = parts.xml("styles.xml")?;
        loop {
            match xml.next()? {
                Event::Start(start) => looks.start(&start),
                Event::End(end) => looks.end(end.local_name().into_inner()),
                Event::Text(text) => looks.word(&text.xml10_content()),
                Event::Eof => break,
                _ => {}
            }
        }
    }
    let mut reader = Reader::new(looks);
    let mut xml = parts.xml("content.xml")?;
    if let Err(cause) = reader.read(&mut xml) {
        let at = Some((reader.row, reader.column));
        return Err(match reader.name.is_empty() {
            true => cause.into(),
            false => Refused::in_sheet(cause, &reader.name, at),
        });
    }
    drop(xml);
    finish(parts, reader)
}

fn is_encrypted(parts: &mut Parts<'_>) -> Result<bool, FileCause> {
    let manifest = "META-INF/manifest.xml";
    if !parts.has(manifest) {
        return Ok(false);
    }
    let mut xml = parts.xml(manifest)?;
    loop {
        match xml.next()? {
            Event::Start(start) if local(&start) == "encryption-data" => return Ok(true),
            Event::Eof => return Ok(false),
            _ => {}
        }
    }
}

fn finish(parts: &mut Parts<'_>, reader: Reader) -> Result<Reading, Refused> {
    let styles = Arc::new(reader.looks.styles);
    let mut sheets = reader.sheets;
    for (mut sheet, wanted) in sheets.iter_mut().zip(reader.pictures) {
        sheet.styles = Arc::clone(&styles);
        for (at, to, name, part) in wanted {
            if parts.has(&part) {
                let media = Media::new(parts.bytes(&part)?);
                sheet.pictures.push(Picture {
                    to,
                    ..media.picture(at, Arc::from(name))
                });
            }
        }
        let sheet = &mut sheet;
        sheet
            .pictures
            .sort_by_key(|picture| (picture.row, picture.column));
    }
    let macros = parts
        .names()
        .any(|name| name.starts_with("basic/") && name.ends_with(".xml"));
    let scripts = macros && parts.names().any(|name| name.ends_with("module1.xml"));
    Ok(Reading {
        source: Source::Workbook {
            format: WorkbookFormat::Ods,
            epoch_1904: false,
        },
        sheets,
        remarks: scripts.then_some(BookCause::Macros).into_iter().collect(),
    })
}

type WantedPicture = ((u32, u16), Option<(u32, u16)>, String, String);

struct Reader {
    looks: Looks,
    budget: Budget,
    sheets: Vec<Sheet>,
    pictures: Vec<Vec<WantedPicture>>,
    name: Arc<str>,
    hidden: bool,
    grid: Grid,
    beside: Sheet,
    wanted: Vec<WantedPicture>,
    row: u32,
    row_repeat: u32,
    column: u32,
    sheet_column: u32,
    cell: OpenCell,
    /// The picture frame being read.
    frame: Option<(String, Option<(u32, u16)>)>,
}

/// The cell being read.
#[derive(Default)]
struct OpenCell {
    open: bool,
    kind: String,
    value: Option<String>,
    is_error: bool,
    formula: bool,
    style: String,
    repeat: u32,
    columns: u32,
    rows: u32,
    text: String,
    link: Option<String>,
    note: Option<Note>,
}

impl Reader {
    fn new(looks: Looks) -> Self {
        Reader {
            looks,
            budget: Budget::default(),
            sheets: Vec::new(),
            pictures: Vec::new(),
            name: Arc::default(),
            hidden: false,
            grid: Grid::default(),
            beside: Sheet::default(),
            wanted: Vec::new(),
            row: 0,
            row_repeat: 1,
            column: 0,
            sheet_column: 0,
            cell: OpenCell::default(),
            frame: None,
        }
    }

    fn read(&mut self, xml: &mut PartXml<'_, '_>) -> Result<(), FileCause> {
        let mut in_sheet = false;
        loop {
            let mut inner = Inner::Nothing;
            match xml.next()? {
                Event::Start(start) if in_sheet => inner = self.start(&start)?,
                Event::Start(start) if local(&start) == "table" => {
                    self.start_sheet(&start)?;
                    in_sheet = true;
                }
                Event::Start(start) => self.looks.start(&start),
                Event::End(end) => {
                    let name = end.local_name().into_inner();
                    match name {
                        "table" if in_sheet => {
                            self.end_sheet()?;
                            in_sheet = false;
                        }
                        name if in_sheet => {
                            let name = name.to_owned();
                            self.end(&name)?;
                        }
                        name => self.looks.end(name),
                    }
                }
                Event::Text(text) if !in_sheet => self.looks.word(&text.xml10_content()),
                Event::Eof => return Ok(()),
                _ => {}
            }
            match inner {
                Inner::Nothing => {}
                Inner::Paragraph => self.paragraph(xml)?,
                Inner::Annotation => self.annotation(xml)?,
            }
        }
    }

    fn start_sheet(&mut self, start: &BytesStart<'_>) -> Result<(), FileCause> {
        if self.sheets.len() >= limits::SHEETS_MAX {
            return Err(FileCause::TooManySheets(self.sheets.len() + 1));
        }
        self.name = Arc::from(attribute(start, "name").unwrap_or_default());
        let style = attribute(start, "style-name").unwrap_or_default();
        self.hidden = self.looks.hides_sheet(&style);
        (self.row, self.column, self.sheet_column) = (0, 0, 0);
        Ok(())
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<Inner, FileCause> {
        match local(start) {
            "table-column" => {
                let repeat = number::<u32>(start, "number-columns-repeated").unwrap_or(1);
                let first = self.sheet_column;
                let last = first
                    .saturating_add(repeat)
                    .min(u32::from(limits::COLUMNS_MAX));
                self.sheet_column = last;
                if is_hidden(start) {
                    let columns = (first..last).filter_map(|column| u16::try_from(column).ok());
                    self.beside.hidden_columns.extend(columns);
                }
            }
            "table-row" => {
                self.row_repeat = number(start, "number-rows-repeated").unwrap_or(1).max(1);
                self.column = 0;
                if is_hidden(start) && self.row < limits::ROWS_MAX {
                    let last = self
                        .row
                        .saturating_add(self.row_repeat)
                        .min(limits::ROWS_MAX);
                    self.beside.hidden_rows.extend(self.row..last);
                }
            }
            "table-cell" | "covered-table-cell" => self.start_cell(start),
            "p" if self.cell.open => return Ok(Inner::Paragraph),
            "annotation" if self.cell.open => return Ok(Inner::Annotation),
            "frame" => {
                let name = attribute(start, "name").unwrap_or_default();
                let to = attribute(start, "end-cell-address").and_then(|name| {
                    let cell = name.rsplit('.').next()?;
                    let (row, column) = grid::position(cell)?;
                    Some((row, u16::try_from(column).ok()?))
                });
                self.frame = Some((name, to));
            }
            "image" => self.picture(start)?,
            _ => {}
        }
        Ok(Inner::Nothing)
    }

    fn picture(&mut self, start: &BytesStart<'_>) -> Result<(), FileCause> {
        if self.wanted.len() >= limits::PICTURES_MAX {
            return Err(FileCause::TooManyPictures);
        }
        // What a frame refers to outside of the file is not looked for.
        let part = attribute(start, "href").filter(|part| !part.contains("://"));
        if let (Some((name, to)), Some(part)) = (self.frame.take(), part) {
            let column = u16::try_from(self.column).unwrap_or(u16::MAX);
            let at = (self.row, column);
            let part = part.trim_start_matches("./").to_owned();
            self.wanted.push((at, to, name, part));
        }
        Ok(())
    }

    fn start_cell(&mut self, start: &BytesStart<'_>) {
        let kind = attribute(start, "value-type").unwrap_or_default();
        let value = match &*kind {
            "date" => attribute(start, "date-value"),
            "time" => attribute(start, "time-value"),
            "boolean" => attribute(start, "boolean-value"),
            "string" => attribute(start, "string-value"),
            _ => attribute(start, "value"),
        };
        self.cell = OpenCell {
            open: true,
            kind,
            value,
            is_error: error_by_extension(start),
            formula: attribute(start, "formula").is_some(),
            style: attribute(start, "style-name").unwrap_or_default(),
            repeat: number(start, "number-columns-repeated").unwrap_or(1).max(1),
            columns: number(start, "number-columns-spanned").unwrap_or(1).max(1),
            rows: number(start, "number-rows-spanned").unwrap_or(1).max(1),
            ..OpenCell::default()
        };
    }

    /// A line of the cell's text.
    fn paragraph(&mut self, xml: &mut PartXml<'_, '_>) -> Result<(), FileCause> {
        if !self.cell.text.is_empty() {
            self.cell.text.push('\n');
        }
        let (mut text, mut link) = (String::new(), None);
        paragraph(xml, &mut text, &mut link)?;
        self.cell.text.push_str(&text);
        self.cell.link = self.cell.link.take().or(link);
        Ok(())
    }

    fn annotation(&mut self, xml: &mut PartXml<'_, '_>) -> Result<(), FileCause> {
        let outside = xml.depth() - 1;
        let (mut author, mut text) = (String::new(), String::new());
        while xml.depth() > outside {
            let inner = match xml.next()? {
                Event::Start(start) => match local(&start) {
                    "creator" => Some(true),
                    "p" => Some(false),
                    _ => None,
                },
                Event::Eof => break,
                _ => None,
            };
            match inner {
                Some(true) => xml.text(&mut author, &[])?,
                Some(false) => {
                    if !text.is_empty() {
                        text.push('\n');
                    }
                    paragraph(xml, &mut text, &mut None)?;
                }
                None => {}
            }
        }
        let author = author.trim();
        self.cell.note = Some(Note {
            author: (!author.is_empty()).then(|| Arc::from(author)),
            text: Arc::from(text.trim()),
        });
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), FileCause> {
        match name {
            "table-cell" | "covered-table-cell" => self.end_cell(),
            "table-row" => {
                self.repeat_row()?;
                self.row = self.row.saturating_add(self.row_repeat);
                Ok(())
            }
            "frame" => {
                self.frame = None;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn end_cell(&mut self) -> Result<(), FileCause> {
        let cell = std::mem::take(&mut self.cell);
        let look = self.looks.get(&cell.style);
        let mut value = value(&cell);
        let mut formula = Formula::None;
        if cell.formula {
            formula = Formula::Computed;
            if cell.kind.is_empty() && cell.text.is_empty() {
                formula = Formula::NotComputed;
                value = Cell::not_computed();
            }
        }
        let at = (self.row, self.column);
        let column = u16::try_from(self.column).unwrap_or(u16::MAX);
        if cell.columns > 1 || cell.rows > 1 {
            self.beside.merges.push(Merge {
                top: self.row,
                left: column,
                bottom: self.row.saturating_add(cell.rows - 1),
                right: column.saturating_add(u16::try_from(cell.columns - 1).unwrap_or(u16::MAX)),
            });
        }
        if let Some(note) = cell.note {
            self.beside.notes.insert((self.row, column), note);
        }
        if let Some(link) = cell.link {
            self.beside
                .links
                .insert((self.row, column), Arc::from(link));
        }
        let mark = Mark {
            style: look,
            formula,
        };
        // Blank cells are repeated to the edge of the sheet: they take no room, nor does their
        // colour carry meaning there.
        let repeat = match (&value, cell.repeat) {
            (Cell::Empty, repeat) if repeat > MEANT_BLANKS => 0,
            (_, repeat) => repeat,
        };
        for further in 0..repeat {
            let at = (at.0, at.1.saturating_add(further));
            self.grid.mark(at, mark, &mut self.budget)?;
            self.grid.put(at, value.clone(), &mut self.budget)?;
        }
        self.column = self.column.saturating_add(cell.repeat);
        Ok(())
    }

    /// A row that stands for several; blank ones to the end of the sheet take no room.
    fn repeat_row(&mut self) -> Result<(), FileCause> {
        let row = self.row as usize;
        let cells = self.grid.rows.get(row).cloned().unwrap_or_default();
        let marks = self.grid.marks.get(row).cloned().unwrap_or_default();
        let blank = cells.is_empty() && self.row_repeat > MEANT_BLANKS;
        if self.row_repeat == 1 || blank || (cells.is_empty() && marks.is_empty()) {
            return Ok(());
        }
        for further in 1..self.row_repeat {
            let row = self.row.saturating_add(further);
            for (column, cell) in (0..).zip(&cells) {
                self.grid
                    .put((row, column), cell.clone(), &mut self.budget)?;
            }
            for (column, mark) in (0..).zip(&marks) {
                self.grid.mark((row, column), *mark, &mut self.budget)?;
            }
        }
        Ok(())
    }

    fn end_sheet(&mut self) -> Result<(), FileCause> {
        let grid = std::mem::take(&mut self.grid);
        let beside = std::mem::take(&mut self.beside);
        let mut rows = grid.rows;
        grid::repeat_texts(&mut rows, &beside.merges, &mut self.budget)?;
        let plain = Sheet::new(Arc::clone(&self.name), self.hidden, rows, beside.merges);
        self.sheets.push(Sheet {
            hidden_rows: beside.hidden_rows,
            hidden_columns: beside.hidden_columns,
            notes: beside.notes,
            links: beside.links,
            marks: grid.marks,
            ..plain
        });
        self.pictures.push(std::mem::take(&mut self.wanted));
        Ok(())
    }
}

/// Blank cells or rows repeated more often than this only fill the sheet to its edge.
const MEANT_BLANKS: u32 = 200;

enum Inner {
    Nothing,
    Paragraph,
    Annotation,
}

fn is_hidden(start: &BytesStart<'_>) -> bool {
    attribute(start, "visibility").is_some_and(|how| how != "visible")
}

/// LibreOffice says by an attribute of its own that a text is an error.
fn error_by_extension(start: &BytesStart<'_>) -> bool {
    start
        .attributes()
        .with_checks(false)
        .flatten()
        .any(|one| one.key.into_inner() == "calcext:value-type" && &*one.value == "error")
}

fn value(cell: &OpenCell) -> Cell {
    let text = cell.text.as_str();
    if cell.is_error {
        return Cell::Error(error_name(text));
    }
    match (&*cell.kind, &cell.value) {
        ("float" | "percentage" | "currency", Some(number)) => serial::number_text(number),
        ("date", Some(date)) => match date.trim().parse::<jiff::civil::DateTime>() {
            Ok(moment) => Cell::Moment(moment),
            Err(_) => Cell::text(text),
        },
        ("boolean", Some(value)) => Cell::Bool(value == "true"),
        ("string", Some(value)) => Cell::text(value),
        _ => Cell::text(text),
    }
}

/// The text of a paragraph, in which repeated blanks, tabs and breaks are elements.
fn paragraph(
    xml: &mut PartXml<'_, '_>,
    out: &mut String,
    link: &mut Option<String>,
) -> Result<(), FileCause> {
    let outside = xml.depth() - 1;
    while xml.depth() > outside {
        if out.len() > limits::CELL_BYTES_MAX {
            return Err(FileCause::Damaged("a text without end".to_owned()));
        }
        match xml.next()? {
            Event::Start(start) => match local(&start) {
                "s" => {
                    let blanks = number::<usize>(&start, "c").unwrap_or(1);
                    out.extend(std::iter::repeat_n(' ', blanks.min(limits::CELL_CHARS_MAX)));
                }
                "tab" => out.push('\t'),
                "line-break" => out.push('\n'),
                "a" => *link = attribute(&start, "href"),
                _ => {}
            },
            Event::Text(text) => out.push_str(&text.xml10_content()),
            Event::CData(text) => out.push_str(&text.xml10_content()),
            Event::GeneralRef(entity) => out.extend(resolved(&entity)),
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(())
}
