//! The records of a sheet.

use std::collections::HashMap;
use std::sync::Arc;

use super::record::{Length, Pieces, Record, Records};
use super::{BOF, EOF, ListedSheet, Shared};
use crate::book::grid::{self, Budget, Grid};
use crate::book::sheet::Mark;
use crate::book::{Cell, Formula, Merge, Note, Sheet, serial};
use crate::limits;
use crate::problem::FileCause;

/// What the records of a sheet hold.
#[derive(Default)]
pub(super) struct Found {
    grid: Grid,
    beside: Sheet,
    /// Formulas whose value is nought and which ask to be computed, or whose value is blank.
    noughts: Vec<(u32, u32)>,
    /// A formula has another value: whoever wrote the file computes.
    pub(super) computed: bool,
    pub(super) pictures: bool,
}

pub(super) struct SheetReader<'a, 'b> {
    shared: &'a Shared,
    budget: &'b mut Budget,
    pub(super) found: Found,
    /// The cell being read.
    pub(super) at: (u32, u32),
    /// The cell of the formula whose text comes in a record of its own.
    text_of: Option<(u32, u32)>,
    object: u16,
    texts_of_objects: HashMap<u16, Arc<str>>,
    notes: Vec<PlacedNote>,
}

/// A note whose text comes with its object: its cell, the object, who wrote it.
type PlacedNote = ((u32, u16), u16, Option<Arc<str>>);

impl<'a, 'b> SheetReader<'a, 'b> {
    pub(super) fn new(shared: &'a Shared, budget: &'b mut Budget) -> Self {
        SheetReader {
            shared,
            budget,
            found: Found::default(),
            at: (0, 0),
            text_of: None,
            object: 0,
            texts_of_objects: HashMap::new(),
            notes: Vec::new(),
        }
    }

    pub(super) fn read(&mut self, records: Records<'_>) -> Result<(), FileCause> {
        let mut depth = 0_u32;
        for record in records {
            match record.kind {
                BOF => depth += 1,
                EOF if depth <= 1 => {
                    self.place_notes();
                    return Ok(());
                }
                EOF => depth -= 1,
                // Charts lie within a sheet as sheets of their own.
                _ if depth > 1 => {}
                _ => {
                    let read = self.take(&record)?;
                    read.ok_or_else(|| damaged(record.kind))?;
                }
            }
        }
        Err(FileCause::Truncated)
    }

    /// Takes a record; `None` if it is shorter than it must be.
    fn take(&mut self, record: &Record<'_>) -> Result<Option<()>, FileCause> {
        let taken = match record.kind {
            0x0203 => self.number(record),
            0x027e => record.u32(6).map(|rk| self.plain(record, rk_number(rk))),
            0x00fd => record.u32(6).map(|index| {
                let text = self.shared.texts.get(index as usize);
                let text = text.filter(|text| !text.is_empty());
                let cell = text.map_or(Cell::Empty, |text| Cell::Text(Arc::clone(text)));
                self.cell(record, cell)
            }),
            0x0204 | 0x00d6 => record
                .text(6, Length::Two)
                .map(|text| self.cell(record, Cell::text(&text))),
            0x0205 => bool_or_error(record).map(|cell| self.cell(record, cell)),
            0x0006 => return self.formula(record),
            0x0207 => return self.formula_text(record),
            0x00bd => return self.numbers(record),
            0x00be => return self.blanks(record),
            0x0201 => Some(self.cell(record, Cell::Empty)),
            _ => return Ok(self.beside(record)),
        };
        taken.transpose()
    }

    fn number(&mut self, record: &Record<'_>) -> Option<Result<(), FileCause>> {
        let number = record.f64(6)?;
        Some(self.plain(record, number))
    }

    /// A number in a cell of its own record.
    fn plain(&mut self, record: &Record<'_>, number: f64) -> Result<(), FileCause> {
        let format = record.u16(4).unwrap_or(0);
        let cell = self.shown(number, format);
        self.cell(record, cell)
    }

    fn shown(&self, number: f64, format: u16) -> Cell {
        match self.shared.looks.get(format).1 {
            true => serial::cell(number, self.shared.epoch_1904),
            false => serial::number(number),
        }
    }

    fn cell(&mut self, record: &Record<'_>, cell: Cell) -> Result<(), FileCause> {
        let place = record.u16(0).zip(record.u16(2)).zip(record.u16(4));
        let ((row, column), format) = place.ok_or_else(|| damaged(record.kind))?;
        let at = (u32::from(row), u32::from(column));
        self.put(at, format, Formula::None, cell)
    }

    fn put(
        &mut self,
        at: (u32, u32),
        format: u16,
        formula: Formula,
        cell: Cell,
    ) -> Result<(), FileCause> {
        self.at = at;
        let mark = Mark {
            style: self.shared.looks.get(format).0,
            formula,
        };
        self.found.grid.mark(at, mark, self.budget)?;
        self.found.grid.put(at, cell, self.budget)
    }

    fn numbers(&mut self, record: &Record<'_>) -> Result<Option<()>, FileCause> {
        let Some((row, first)) = record.u16(0).zip(record.u16(2)) else {
            return Ok(None);
        };
        let pieces = record.data.get(4..).unwrap_or_default().chunks_exact(6);
        for (column, piece) in (u32::from(first)..).zip(pieces) {
            let format = u16::from_le_bytes([piece[0], piece[1]]);
            let rk = u32::from_le_bytes([piece[2], piece[3], piece[4], piece[5]]);
            let cell = self.shown(rk_number(rk), format);
            self.put((u32::from(row), column), format, Formula::None, cell)?;
        }
        Ok(Some(()))
    }

    fn blanks(&mut self, record: &Record<'_>) -> Result<Option<()>, FileCause> {
        let Some((row, first)) = record.u16(0).zip(record.u16(2)) else {
            return Ok(None);
        };
        let end = record.data.len().saturating_sub(2);
        let pieces = record.data.get(4..end).unwrap_or_default().chunks_exact(2);
        for (column, piece) in (u32::from(first)..).zip(pieces) {
            let format = u16::from_le_bytes([piece[0], piece[1]]);
            self.put((u32::from(row), column), format, Formula::None, Cell::Empty)?;
        }
        Ok(Some(()))
    }

    fn formula(&mut self, record: &Record<'_>) -> Result<Option<()>, FileCause> {
        let (Some(row), Some(column), Some(format), Some(number), Some(flags)) = (
            record.u16(0),
            record.u16(2),
            record.u16(4),
            record.f64(6),
            record.u16(14),
        ) else {
            return Ok(None);
        };
        let at = (u32::from(row), u32::from(column));
        self.text_of = None;
        let value = &record.data[6..14];
        let mut nought = false;
        let cell = match (value[6..8] == [0xff, 0xff], value[0]) {
            (false, _) => {
                nought = number == 0.0 && flags & 3 != 0;
                self.shown(number, format)
            }
            (true, 0) => {
                self.text_of = Some(at);
                Cell::Empty
            }
            (true, 1) => Cell::Bool(value[2] != 0),
            (true, 2) => Cell::Error(error_of_code(value[2])),
            (true, _) => {
                nought = true;
                Cell::Empty
            }
        };
        if nought {
            self.found.noughts.push(at);
        } else {
            self.found.computed = true;
        }
        self.put(at, format, Formula::Computed, cell).map(Some)
    }

    fn formula_text(&mut self, record: &Record<'_>) -> Result<Option<()>, FileCause> {
        let Some(at) = self.text_of.take() else {
            return Ok(Some(()));
        };
        let Some(text) = record.text(0, Length::Two) else {
            return Ok(None);
        };
        self.found.grid.put(at, Cell::text(&text), self.budget)?;
        Ok(Some(()))
    }

    /// What stands beside the cells.
    fn beside(&mut self, record: &Record<'_>) -> Option<()> {
        let beside = &mut self.found.beside;
        match record.kind {
            0x0208 if record.u16(12)? & 0x20 != 0 => {
                beside.hidden_rows.insert(u32::from(record.u16(0)?));
            }
            0x007d if record.u16(8)? & 1 != 0 => {
                let (first, last) = (record.u16(0)?, record.u16(2)?);
                let columns = first..=last.min(limits::COLUMNS_MAX - 1);
                beside.hidden_columns.extend(columns);
            }
            0x00e5 => {
                for range in record.data.get(2..)?.chunks_exact(8) {
                    let word = |at: usize| u16::from_le_bytes([range[at], range[at + 1]]);
                    let merge = Merge {
                        top: u32::from(word(0)),
                        left: word(4),
                        bottom: u32::from(word(2)),
                        right: word(6),
                    };
                    if merge.top <= merge.bottom && beside.merges.len() < limits::MERGES_MAX {
                        beside.merges.push(merge);
                    }
                }
            }
            0x001c => {
                let cell = (u32::from(record.u16(0)?), record.u16(2)?);
                let author = record.text(8, Length::Two);
                self.notes.push((cell, record.u16(6)?, author));
            }
            0x005d if record.u16(0)? == 0x15 => {
                self.object = record.u16(6)?;
                self.found.pictures |= record.u16(4)? == 8;
            }
            0x01b6 => {
                let length = usize::from(record.u16(10)?);
                if let Some(text) = text_of_object(record, length) {
                    self.texts_of_objects.insert(self.object, text);
                }
            }
            _ => {}
        }
        Some(())
    }

    fn place_notes(&mut self) {
        for (cell, object, author) in std::mem::take(&mut self.notes) {
            let text = self.texts_of_objects.get(&object);
            let note = Note {
                author: author.filter(|name| !name.trim().is_empty()),
                text: Arc::from(text.map_or("", |text| text.trim())),
            };
            self.found.beside.notes.insert(cell, note);
        }
    }
}

impl Found {
    /// Turns noughts that nobody computed into what they are.
    pub(super) fn set_uncomputed(
        &mut self,
        formula: Formula,
        budget: &mut Budget,
    ) -> Result<(), FileCause> {
        for at in &self.noughts {
            self.grid.put(*at, Cell::not_computed(), budget)?;
            let marks = self.grid.marks.get_mut(at.0 as usize);
            if let Some(mark) = marks.and_then(|marks| marks.get_mut(at.1 as usize)) {
                mark.formula = formula;
            }
        }
        Ok(())
    }

    pub(super) fn finish(
        self,
        listed: &ListedSheet,
        shared: &Shared,
        budget: &mut Budget,
    ) -> Result<Sheet, FileCause> {
        let mut rows = self.grid.rows;
        let merges = self.beside.merges;
        grid::repeat_texts(&mut rows, &merges, budget)?;
        let plain = Sheet::new(Arc::clone(&listed.name), listed.hidden, rows, merges);
        Ok(Sheet {
            hidden_rows: self.beside.hidden_rows,
            hidden_columns: self.beside.hidden_columns,
            notes: self.beside.notes,
            marks: self.grid.marks,
            styles: Arc::clone(&shared.looks.styles),
            ..plain
        })
    }
}

fn damaged(kind: u16) -> FileCause {
    FileCause::Damaged(format!("record {kind:#06x}"))
}

/// A number in 30 bits, perhaps in hundredths.
fn rk_number(rk: u32) -> f64 {
    let number = if rk & 2 != 0 {
        f64::from(rk.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(rk & 0xffff_fffc) << 32)
    };
    if rk & 1 != 0 { number / 100.0 } else { number }
}

fn bool_or_error(record: &Record<'_>) -> Option<Cell> {
    let (value, is_error) = (*record.data.get(6)?, *record.data.get(7)?);
    Some(match is_error {
        0 => Cell::Bool(value != 0),
        _ => Cell::Error(error_of_code(value)),
    })
}

fn error_of_code(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        0x2a => "#N/A",
        _ => "#ERROR!",
    }
}

/// The text of an object, which begins in the first record that continues it.
fn text_of_object(record: &Record<'_>, length: usize) -> Option<Arc<str>> {
    if length == 0 {
        return None;
    }
    let (first, further) = record.further.split_first()?;
    let wide = first.first()? & 1 != 0;
    let rest = Record {
        kind: record.kind,
        data: &first[1..],
        further: further.to_vec(),
    };
    let units = Pieces::new(&rest).letters(length, wide)?;
    Some(Arc::from(String::from_utf16_lossy(&units)))
}
