//! A sheet to be written: cells, merges, looks, and the truth about its columns.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, Note, Workbook, XlsxError,
};

use crate::office::Project;

/// A cell to write.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    Blank,
    Text(String),
    Number(f64),
    /// Year, month, day.
    Day(i16, u8, u8),
    /// A number and its format.
    Shown(f64, &'static str),
}

pub(crate) fn text(text: impl Into<String>) -> Cell {
    let text = text.into();
    if text.is_empty() {
        Cell::Blank
    } else {
        Cell::Text(text)
    }
}

pub(crate) fn number(number: u32) -> Cell {
    Cell::Number(f64::from(number))
}

/// 万元 as 亿元.
pub(crate) fn yi(wan: u32) -> f64 {
    f64::from(wan) / 10_000.0
}

/// What one column holds: header from the top, target, unit, cell of a project.
pub(crate) struct Column {
    pub(crate) path: Vec<String>,
    pub(crate) target: &'static str,
    pub(crate) unit: Option<&'static str>,
    pub(crate) cell: Box<dyn Fn(&Project) -> Cell>,
}

/// A column.
pub(crate) fn column(
    path: &str,
    target: &'static str,
    cell: impl Fn(&Project) -> Cell + 'static,
) -> Column {
    Column {
        path: path.split('|').map(str::to_owned).collect(),
        target,
        unit: None,
        cell: Box::new(cell),
    }
}

/// A column of money.
pub(crate) fn money(
    path: &str,
    target: &'static str,
    unit: &'static str,
    cell: impl Fn(&Project) -> Cell + 'static,
) -> Column {
    Column {
        unit: Some(unit),
        ..column(path, target, cell)
    }
}

/// One column of the truth: what a careful person would say it holds.
pub(crate) struct Truth {
    pub(crate) sheet: String,
    pub(crate) column: String,
    pub(crate) target: String,
    pub(crate) unit: Option<&'static str>,
}

#[derive(Default)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) cells: BTreeMap<(u32, u16), Cell>,
    pub(crate) merges: Vec<(u32, u16, u32, u16)>,
    pub(crate) fills: BTreeMap<(u32, u16), u32>,
    pub(crate) notes: Vec<(u32, u16, String)>,
    pub(crate) hidden_rows: Vec<u32>,
    pub(crate) hidden_columns: Vec<u16>,
    pub(crate) truths: Vec<Truth>,
}

impl Sheet {
    pub(crate) fn new(name: &str) -> Sheet {
        Sheet {
            name: name.to_owned(),
            ..Sheet::default()
        }
    }

    pub(crate) fn put(&mut self, row: u32, column: u16, cell: Cell) {
        if cell != Cell::Blank {
            self.cells.insert((row, column), cell);
        }
    }

    pub(crate) fn say(&mut self, row: u32, column: u16, words: &str) {
        self.put(row, column, text(words));
    }

    pub(crate) fn merge(&mut self, top: u32, left: u16, bottom: u32, right: u16) {
        if (top, left) != (bottom, right) {
            self.merges.push((top, left, bottom, right));
        }
    }

    pub(crate) fn truth(&mut self, column: String, target: &str, unit: Option<&'static str>) {
        let sheet = self.name.clone();
        let target = target.to_owned();
        self.truths.push(Truth {
            sheet,
            column,
            target,
            unit,
        });
    }

    /// Writes the header of columns and says the truth about them; answers with its depth.
    pub(crate) fn header(&mut self, top: u32, left: u16, columns: &[Column]) -> u32 {
        self.truths_of(left, columns);
        self.header_again(top, left, columns)
    }

    pub(crate) fn truths_of(&mut self, left: u16, columns: &[Column]) {
        for (at, own) in (left..).zip(columns) {
            // Two targets of one column: its parts.
            for (part, target) in own.target.split('+').enumerate() {
                let letters = letters(at);
                let column = if own.target.contains('+') {
                    format!("{letters}/{}", part + 1)
                } else {
                    letters
                };
                self.truth(column, target, own.unit);
            }
        }
    }

    /// The header without its truth: printed again on the next page.
    pub(crate) fn header_again(&mut self, top: u32, left: u16, columns: &[Column]) -> u32 {
        let deepest = columns.iter().map(|own| own.path.len()).max().unwrap_or(1);
        let deep = u32::try_from(deepest).expect("few");
        for (at, own) in (left..).zip(columns) {
            for (level, words) in (0_u32..).zip(&own.path) {
                let group = &own.path[..=level as usize];
                let before = at.checked_sub(left + 1).map(|at| &columns[usize::from(at)]);
                let joined = before.is_some_and(|own| own.path.starts_with(group));
                let is_last = level as usize + 1 == own.path.len();
                if is_last {
                    self.say(top + level, at, words);
                    self.merge(top + level, at, top + deep - 1, at);
                } else if !joined {
                    let rest = columns[usize::from(at - left)..].iter();
                    let wide = rest.take_while(|own| own.path.starts_with(group)).count();
                    let right = at + u16::try_from(wide).expect("few") - 1;
                    self.say(top + level, at, words);
                    self.merge(top + level, at, top + level, right);
                }
            }
        }
        deep
    }

    /// Writes a line a project.
    pub(crate) fn lines(&mut self, top: u32, left: u16, columns: &[Column], of: &[Project]) -> u32 {
        for (row, project) in (top..).zip(of) {
            for (at, own) in (left..).zip(columns) {
                self.put(row, at, (own.cell)(project));
            }
        }
        top + u32::try_from(of.len()).expect("few")
    }
}

/// The letters of a column.
pub(crate) fn letters(column: u16) -> String {
    zone::cell_name(0, column).trim_end_matches('1').to_owned()
}

/// A workbook of sheets.
pub(crate) fn xlsx(sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2026, 5, 31)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    for sheet in sheets {
        let out = book.add_worksheet();
        out.set_name(&sheet.name)?;
        let plain = |at: &(u32, u16)| match sheet.fills.get(at) {
            Some(rgb) => Format::new().set_background_color(Color::RGB(*rgb)),
            None => Format::new(),
        };
        for (top, left, bottom, right) in &sheet.merges {
            let centred = plain(&(*top, *left)).set_align(FormatAlign::Center);
            out.merge_range(*top, *left, *bottom, *right, "", &centred)?;
        }
        for ((row, column), cell) in &sheet.cells {
            let format = plain(&(*row, *column));
            match cell {
                Cell::Blank => {}
                Cell::Text(text) => {
                    out.write_string_with_format(*row, *column, text, &format)?;
                }
                Cell::Number(number) => {
                    out.write_number_with_format(*row, *column, *number, &format)?;
                }
                Cell::Day(year, month, day) => {
                    let format = format.set_num_format("yyyy/m/d");
                    let year = u16::try_from(*year).expect("a year");
                    let moment = ExcelDateTime::from_ymd(year, *month, *day)?;
                    out.write_datetime_with_format(*row, *column, &moment, &format)?;
                }
                Cell::Shown(number, shown) => {
                    let format = format.set_num_format(*shown);
                    out.write_number_with_format(*row, *column, *number, &format)?;
                }
            }
        }
        for at in sheet
            .fills
            .keys()
            .filter(|at| !sheet.cells.contains_key(at))
        {
            out.write_blank(at.0, at.1, &plain(at))?;
        }
        for (row, column, words) in &sheet.notes {
            out.insert_note(*row, *column, &Note::new(words).add_author_prefix(false))?;
        }
        for row in &sheet.hidden_rows {
            out.set_row_hidden(*row)?;
        }
        for column in &sheet.hidden_columns {
            out.set_column_hidden(*column)?;
        }
    }
    book.save_to_buffer()
}

/// The first sheet as GB18030 text separated by commas.
pub(crate) fn gb_csv(sheet: &Sheet) -> Vec<u8> {
    let rows = sheet.cells.keys().map(|at| at.0 + 1).max().unwrap_or(0);
    let width = sheet.cells.keys().map(|at| at.1 + 1).max().unwrap_or(0);
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for row in 0..rows {
        let record = (0..width).map(|column| match sheet.cells.get(&(row, column)) {
            None | Some(Cell::Blank) => String::new(),
            Some(Cell::Text(text)) => text.clone(),
            Some(Cell::Number(number) | Cell::Shown(number, _)) => number.to_string(),
            Some(Cell::Day(year, month, day)) => format!("{year}/{month}/{day}"),
        });
        writer.write_record(record).expect("to memory");
    }
    let bytes = writer.into_inner().expect("to memory");
    let text = String::from_utf8(bytes).expect("text");
    encoding_rs::GB18030.encode(&text).0.into_owned()
}

/// The truth about a file, a line a column.
pub(crate) fn truth_lines(file: &str, sheets: &[Sheet], out: &mut String) {
    for truth in sheets.iter().flat_map(|sheet| &sheet.truths) {
        let unit = truth.unit.unwrap_or("");
        let (sheet, column, target) = (&truth.sheet, &truth.column, &truth.target);
        writeln!(out, "{file}\t{sheet}\t{column}\t{target}\t{unit}").expect("to memory");
    }
}
