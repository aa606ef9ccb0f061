//! What is known, written into a table of somebody else's making: the layout a platform wants
//! uploaded.

use std::collections::HashMap;

use rust_decimal::Decimal;
use serde::Serialize;
use zone::Zone;
use zone::indicator::Indicator;

use super::read::{Line, Names, Reading, Table, is_none, number_in};
use super::settle::{Side, When};
use crate::book::Book;
use crate::problem::{FigureCause, Place, Problem};
use crate::writeback::{NewCell, SheetEdits, write_cells};

/// A table filled in.
#[derive(Debug, Clone)]
pub struct Filled {
    /// Its name: that of the original, with another ending where the format had to change.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What was done.
    pub counts: FilledCounts,
}

/// What filling a table in did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct FilledCounts {
    /// Cells that were empty.
    pub filled: usize,
    /// Cells that said something else.
    pub changed: usize,
    /// Cells that said the same.
    pub same: usize,
    /// Cells that something is known of and that were left: formulas.
    pub left: usize,
}

/// Fills in a table of monthly figures: the cells of indicators and units that the zone knows,
/// and nothing else. Formulas stay.
///
/// # Errors
/// A file that cannot be read, or without such a table.
pub fn fill(
    name: &str,
    bytes: &[u8],
    zone: &Zone,
    reading: &Reading,
) -> Result<Filled, Vec<Problem>> {
    let names = Names::of(zone, reading.on);
    let mut counts = FilledCounts::default();
    let mut tables = 0;
    let (name, bytes) = write_cells(name, bytes, &mut |book, is_computed| {
        (counts, tables) = (FilledCounts::default(), 0);
        edits(
            book,
            zone,
            reading,
            &names,
            is_computed,
            &mut counts,
            &mut tables,
        )
    })?;
    if tables == 0 {
        let place = Place::file(&std::sync::Arc::from(name.as_str()));
        return Err(vec![Problem::figure(place, FigureCause::NoTable)]);
    }
    Ok(Filled {
        name,
        bytes,
        counts,
    })
}

fn edits(
    book: &Book,
    zone: &Zone,
    reading: &Reading,
    names: &Names,
    is_computed: &dyn Fn(usize, u32, u16) -> bool,
    counts: &mut FilledCounts,
    tables: &mut usize,
) -> HashMap<String, SheetEdits> {
    let mut all = HashMap::new();
    for (at, sheet) in book.sheets.iter().enumerate() {
        let Some(mut table) = Table::of(&book.file_name, sheet, names, zone, reading) else {
            continue;
        };
        *tables += 1;
        let columns = table.columns();
        let mut edits = SheetEdits::default();
        let mut indicator = None;
        for row in table.rows() {
            // A row of something else is left as it is, whatever it is called.
            let Some(line) = table.line(row, &mut indicator) else {
                continue;
            };
            for (column, when) in &columns {
                let Some(known) = known(zone, reading, line, *when) else {
                    continue;
                };
                let stands = sheet.cell(row, *column);
                if number_in(stands) == Some(known) {
                    counts.same += 1;
                } else if is_computed(at, row, *column) {
                    counts.left += 1;
                } else {
                    match is_none(stands) {
                        true => counts.filled += 1,
                        false => counts.changed += 1,
                    }
                    let number = NewCell::Number(known.normalize().to_string());
                    edits.cells.insert((row, *column), number);
                }
            }
        }
        all.insert(sheet.name.to_string(), edits);
    }
    all
}

/// What is known of a cell, in the measure of its row.
fn known(zone: &Zone, reading: &Reading, line: Line, when: When) -> Option<Decimal> {
    let indicator: &Indicator = zone.indicators.get(&line.indicator)?;
    let value = match when {
        When::Month(month) => {
            let latest = &indicator.values.get(&(line.unit, month))?.latest;
            match line.side {
                Side::Value => latest.value,
                Side::Numerator => latest.parts?.numerator,
                Side::Denominator => latest.parts?.denominator,
            }
        }
        When::Target(year) if line.side == Side::Value => {
            let targets = indicator.targets.get(&(line.unit, year))?;
            targets.on(reading.on)?.value
        }
        When::Target(_) => return None,
    };
    Some(value.checked_div(line.factor)?.normalize())
}
