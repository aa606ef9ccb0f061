//! All cells of a workbook as they will stand, and which formulas something happens to.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::RangeInclusive;

use super::super::super::edit::{NewCell, serial_day};
use super::super::formula::{self, Piece, Reference, Shifts};
use super::super::sheet::{copied_down, is_copied};
use super::{Beyond, SheetFormulas, Val, eval};
use crate::book::{Cell, Sheet};

/// A cell of the workbook as it will stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct At {
    pub(super) sheet: usize,
    pub(super) row: u32,
    pub(super) column: u16,
}

/// Where a row comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// It stood there: its old number.
    Old(u32),
    /// It is put in: the row above as it was, how many rows below it.
    New(u32, u32),
}

/// What happens to a formula.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum State {
    Same,
    /// Its value changes; `None` if it cannot be computed here.
    Changed(Option<Val>),
}

/// Cells of a range.
#[derive(Debug, Clone)]
pub(super) struct Area {
    pub(super) sheet: usize,
    pub(super) rows: RangeInclusive<u32>,
    pub(super) columns: RangeInclusive<u16>,
}

impl Area {
    pub(super) fn cells(&self) -> impl Iterator<Item = At> {
        let (sheet, columns) = (self.sheet, self.columns.clone());
        self.rows
            .clone()
            .flat_map(move |row| columns.clone().map(move |column| At { sheet, row, column }))
    }
}

/// Formulas reached from formulas one after another: a longer chain is left to whoever opens the
/// file. Rows are gone through from the top, so that running sums do not chain.
const DEPTH_MAX: usize = 48;
/// Cells looked at in all: a second's work.
const LOOKS_MAX: usize = 20_000_000;

struct SheetGrid<'a> {
    cells: Option<&'a Sheet>,
    formulas: BTreeMap<(u32, u16), String>,
    /// Formulas by column, from the top.
    formula_rows: HashMap<u16, Vec<u32>>,
    /// Changed cells by column, from the top.
    changed_rows: HashMap<u16, Vec<u32>>,
    changed: HashMap<(u32, u16), &'a NewCell>,
    /// Rows put in, with the row above each and how many below it.
    inserted: BTreeMap<u32, (u32, u32)>,
    height: u32,
    covered: HashSet<(u32, u16)>,
}

/// The workbook as it will stand.
pub(super) struct Grid<'a> {
    sheets: Vec<SheetGrid<'a>>,
    names: HashMap<String, usize>,
    defined: &'a HashMap<String, String>,
    epoch_1904: bool,
    states: HashMap<At, Option<State>>,
    looks: usize,
}

impl<'a> Grid<'a> {
    pub(super) fn new(
        sheets: &[SheetFormulas<'a>],
        shifts: &Shifts,
        defined: &'a HashMap<String, String>,
        epoch_1904: bool,
    ) -> Self {
        let names = sheets.iter().enumerate();
        Grid {
            defined,
            names: names
                .map(|(at, own)| (own.name.to_lowercase(), at))
                .collect(),
            sheets: sheets
                .iter()
                .map(|own| SheetGrid::new(own, shifts))
                .collect(),
            epoch_1904,
            states: HashMap::new(),
            looks: 0,
        }
    }

    /// All formulas, from the top.
    pub(super) fn all(&self) -> Vec<At> {
        let sheets = self.sheets.iter().enumerate();
        sheets
            .flat_map(|(sheet, own)| {
                own.formulas.keys().map(move |(row, column)| At {
                    sheet,
                    row: *row,
                    column: *column,
                })
            })
            .collect()
    }

    /// Where a cell's row comes from.
    pub(super) fn origin(&self, at: At) -> Option<Origin> {
        Some(self.sheets.get(at.sheet)?.origin(at.row))
    }

    /// What happens to a formula.
    pub(super) fn state(&mut self, at: At, depth: usize) -> State {
        match self.states.get(&at) {
            Some(Some(state)) => return state.clone(),
            // It is being looked at: a circle.
            Some(None) => return State::Changed(None),
            None => {}
        }
        if depth > DEPTH_MAX || self.looks > LOOKS_MAX {
            return State::Changed(None);
        }
        self.states.insert(at, None);
        let text = self.sheets[at.sheet].formulas[&(at.row, at.column)].clone();
        let state = match self.is_touched(at, &text, depth) {
            Ok(false) => State::Same,
            Ok(true) => State::Changed(eval::value(self, at, &text, depth).ok()),
            Err(Beyond) => State::Changed(None),
        };
        self.states.insert(at, Some(state.clone()));
        state
    }

    /// Whether something a formula speaks of changes.
    fn is_touched(&mut self, at: At, text: &str, depth: usize) -> Result<bool, Beyond> {
        if matches!(self.origin(at), Some(Origin::New(..))) {
            return Ok(true);
        }
        let pieces = formula::pieces(text);
        let upper = text.to_ascii_uppercase();
        if ["OFFSET(", "INDIRECT(", "TODAY(", "NOW("]
            .iter()
            .any(|own| upper.contains(own))
        {
            return Err(Beyond);
        }
        let mut areas: Vec<Area> = Vec::new();
        for piece in &pieces {
            match piece {
                Piece::Cells(reference) => areas.extend(self.area(at.sheet, reference)),
                Piece::Other(word) => {
                    let Some(meant) = self.defined.get(&word.to_lowercase()) else {
                        continue;
                    };
                    for piece in formula::pieces(meant) {
                        if let Piece::Cells(reference) = piece {
                            areas.extend(self.area(at.sheet, &reference));
                        }
                    }
                }
            }
        }
        let mut touched = false;
        for area in &areas {
            touched |= self.is_area_touched(area, depth)?;
        }
        // What is asked of a table or of another workbook may be anything.
        let named = pieces.iter().any(|piece| match piece {
            Piece::Other(text) => text.starts_with('['),
            Piece::Cells(_) => false,
        });
        if named { Err(Beyond) } else { Ok(touched) }
    }

    fn is_area_touched(&mut self, area: &Area, depth: usize) -> Result<bool, Beyond> {
        let sheet = &self.sheets[area.sheet];
        if sheet.inserted.range(area.rows.clone()).next().is_some() {
            return Ok(true);
        }
        let mut formulas = Vec::new();
        for column in area.columns.clone() {
            if within(&sheet.changed_rows, column, &area.rows)
                .next()
                .is_some()
            {
                return Ok(true);
            }
            formulas.extend(
                within(&sheet.formula_rows, column, &area.rows).map(|row| At {
                    sheet: area.sheet,
                    row,
                    column,
                }),
            );
        }
        self.looks += formulas.len() + 1;
        for at in formulas {
            if self.state(at, depth + 1) != State::Same {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The cells of a reference; nothing of a sheet that is not there.
    pub(super) fn area(&self, own: usize, reference: &Reference<'_>) -> Option<Area> {
        let sheet = match &reference.sheet {
            Some(name) => *self.names.get(&name.to_lowercase())?,
            None => own,
        };
        let to = reference.to.unwrap_or(reference.from);
        let from = reference.from;
        let grid = &self.sheets[sheet];
        let last_row = grid.height.max(1) - 1;
        let width = grid.cells.map_or(1, |cells| cells.width()).max(1) - 1;
        let rows = match (from.row, to.row) {
            (Some(a), Some(b)) => a.min(b)..=a.max(b),
            _ => 0..=last_row,
        };
        let columns = match (from.column, to.column) {
            (Some(a), Some(b)) => a.min(b)..=a.max(b),
            _ => 0..=width,
        };
        Some(Area {
            sheet,
            rows,
            columns,
        })
    }

    /// What will stand in a cell.
    pub(super) fn value(&mut self, at: At, depth: usize) -> Result<Val, Beyond> {
        self.looks += 1;
        if self.looks > LOOKS_MAX {
            return Err(Beyond);
        }
        if self.sheets[at.sheet]
            .formulas
            .contains_key(&(at.row, at.column))
        {
            match self.state(at, depth + 1) {
                State::Changed(value) => return value.ok_or(Beyond),
                State::Same => {}
            }
        }
        let sheet = &self.sheets[at.sheet];
        if let Some(new) = sheet.changed.get(&(at.row, at.column)) {
            return Ok(self.new_value(new));
        }
        let Origin::Old(row) = sheet.origin(at.row) else {
            return Ok(Val::Empty);
        };
        if sheet.covered.contains(&(row, at.column)) {
            return Ok(Val::Empty);
        }
        let cell = sheet.cells.map(|cells| cells.cell(row, at.column));
        Ok(match cell {
            None | Some(Cell::Empty) => Val::Empty,
            Some(Cell::Text(text)) => Val::Text(text.to_string()),
            Some(Cell::Number(number)) => Val::Number(float(&number.to_string())),
            Some(Cell::Bool(value)) => Val::Bool(*value),
            Some(Cell::Error(_)) => Val::Error,
            Some(Cell::Moment(moment)) => {
                let time = moment.time();
                let seconds = f64::from(time.hour()) * 3_600.0
                    + f64::from(time.minute()) * 60.0
                    + f64::from(time.second());
                let day = serial_day(moment.date(), self.epoch_1904);
                Val::Number(f64::from(day) + seconds / 86_400.0)
            }
        })
    }

    fn new_value(&self, cell: &NewCell) -> Val {
        match cell {
            NewCell::Blank => Val::Empty,
            NewCell::Text(text) => Val::Text(text.clone()),
            NewCell::Number(number) => Val::Number(float(number)),
            NewCell::Day { date, .. } => Val::Number(f64::from(serial_day(*date, self.epoch_1904))),
        }
    }
}

fn float(number: &str) -> f64 {
    number.parse().unwrap_or(f64::NAN)
}

fn within<'m>(
    rows: &'m HashMap<u16, Vec<u32>>,
    column: u16,
    range: &RangeInclusive<u32>,
) -> impl Iterator<Item = u32> + use<'m> {
    let own = rows.get(&column).map_or(&[][..], Vec::as_slice);
    let from = own.partition_point(|row| row < range.start());
    let to = own.partition_point(|row| row <= range.end());
    own[from..to.max(from)].iter().copied()
}

impl<'a> SheetGrid<'a> {
    fn new(own: &SheetFormulas<'a>, shifts: &Shifts) -> Self {
        let shift = shifts.of(own.name);
        let there = |row: u32| shift.map_or(row, |shift| shift.row(row));
        let mut grid = SheetGrid {
            cells: own.cells,
            formulas: BTreeMap::new(),
            formula_rows: HashMap::new(),
            changed_rows: HashMap::new(),
            changed: HashMap::new(),
            inserted: BTreeMap::new(),
            height: own.cells.map_or(0, Sheet::height),
            covered: covered(own.cells),
        };
        for ((row, column), text) in own.formulas {
            let text = shifts.formula(text, own.name, Some(*row));
            grid.formulas.insert((there(*row), *column), text);
        }
        let Some(edits) = own.edits else {
            grid.sort();
            return grid;
        };
        for ((row, column), cell) in &edits.cells {
            grid.change(there(*row), *column, cell);
        }
        for insert in &edits.inserts {
            for (down, cells) in (1_u32..).zip(&insert.rows) {
                let row = there(insert.after) + down;
                grid.height += 1;
                grid.inserted.insert(row, (insert.after, down));
                for (column, cell) in cells {
                    grid.change(row, *column, cell);
                }
                let above = own.formulas.iter().filter(|(at, _)| at.0 == insert.after);
                for ((_, column), text) in above {
                    if !is_copied(text, insert, cells, *column) {
                        continue;
                    }
                    let text = copied_down(shifts, own.name, text, insert.after, down);
                    grid.formulas.insert((row, *column), text);
                }
            }
        }
        grid.sort();
        grid
    }

    fn change(&mut self, row: u32, column: u16, cell: &'a NewCell) {
        self.changed.insert((row, column), cell);
        self.changed_rows.entry(column).or_default().push(row);
    }

    fn sort(&mut self) {
        let rows = self.formulas.keys().chain(self.changed.keys());
        let last = rows.map(|(row, _)| *row + 1).max().unwrap_or(0);
        self.height = self.height.max(last);
        for (row, column) in self.formulas.keys() {
            self.formula_rows.entry(*column).or_default().push(*row);
        }
        let all = self
            .formula_rows
            .values_mut()
            .chain(self.changed_rows.values_mut());
        all.for_each(|rows| rows.sort_unstable());
    }

    fn origin(&self, row: u32) -> Origin {
        if let Some((above, down)) = self.inserted.get(&row) {
            return Origin::New(*above, *down);
        }
        let before = self.inserted.range(..row).count();
        Origin::Old(row - u32::try_from(before).unwrap_or(0))
    }
}

/// Cells under merged ranges over rows: the reader repeats texts into them, workbooks do not.
fn covered(cells: Option<&Sheet>) -> HashSet<(u32, u16)> {
    let mut covered = HashSet::new();
    let Some(sheet) = cells else {
        return covered;
    };
    for merge in &sheet.merges {
        let last = merge.bottom.min(sheet.height());
        if merge.left == merge.right {
            covered.extend((merge.top + 1..=last).map(|row| (row, merge.left)));
        }
    }
    covered
}
