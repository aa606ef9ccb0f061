//! Totals that were typed: they follow the rows they stand for.
//!
//! A total that was the sum of its rows is made the sum of what they say now, rows that were put in
//! among them. One that was not their sum is nobody's to put right here: it is left, as reading
//! the file said.

use rust_decimal::Decimal;
use zone::{Fen, Field, Value, ValueKind};

use super::edit::NewCell;
use super::habit::Habit;
use super::plan::{Planner, cell_of};
use super::render::{Column, as_read};
use crate::mapping::Target;
use crate::rows::totals::{self, Stands, Total};
use crate::table::LineKind;

impl Planner<'_> {
    /// Writes the totals whose rows changed. To be called once all rows are planned.
    pub(super) fn sum_again(&mut self) {
        for index in 0..self.fitted.len() {
            let fitted = &self.fitted[index];
            let grid = fitted.table.grid(&self.book.sheets[fitted.sheet]);
            for (field, mapping) in &fitted.columns {
                let Target::Field(target) = &mapping.target else {
                    continue;
                };
                if target.kind() != ValueKind::Money || mapping.part.is_some() {
                    continue;
                }
                let empty = Habit::default();
                let habit = self.habits[index].get(field).unwrap_or(&empty);
                let unit = habit.factor(mapping);
                for total in totals::all(&fitted.table, grid, *field, unit) {
                    self.follow(index, (*field, target), unit, &total);
                }
            }
        }
    }

    fn follow(
        &mut self,
        index: usize,
        (field, target): (u16, &Field),
        unit: Decimal,
        total: &Total,
    ) {
        let fitted = &self.fitted[index];
        let at = cell_of(fitted, total.line, field);
        let change = self.change(index, field, unit, total);
        let computed = (self.is_computed)(fitted.sheet, at.row, at.column);
        if total.stands != Stands::For || change == Fen(0) || computed {
            return;
        }
        let Some((_, mapping)) = fitted.columns.iter().find(|own| own.0 == field) else {
            return;
        };
        let empty = Habit::default();
        let column = Column {
            field: target,
            mapping,
            habit: self.habits[index].get(&field).unwrap_or(&empty),
            defaults: &self.mapping.defaults,
            epoch_1904: self.from_1904,
        };
        let old = self.book.sheets[fitted.sheet].cell(at.row, at.column);
        let sum = Value::Money(total.says + change);
        let new = self.renderer.cell(&sum, old, None, column);
        let shown = old.shown().into_owned();
        self.write(at, new, shown, None, Some(target.clone()));
    }

    /// How much more the rows of a total say than they said.
    fn change(&self, index: usize, field: u16, unit: Decimal, total: &Total) -> Fen {
        let fitted = &self.fitted[index];
        let Some(edits) = self.edits.get(&fitted.sheet) else {
            return Fen(0);
        };
        let sheet = &self.book.sheets[fitted.sheet];
        let said = |cell: &NewCell| totals::amount(&as_read(cell), unit).unwrap_or(Fen(0));
        let mut change = Fen(0);
        let lines = fitted.table.lines[total.lines.clone()].iter();
        for line in lines.filter(|line| line.kind == LineKind::Project) {
            let at = cell_of(fitted, line.line, field);
            if let Some(new) = edits.cells.get(&(at.row, at.column)) {
                let old = totals::amount(sheet.cell(at.row, at.column), unit);
                change = change + said(new) - old.unwrap_or(Fen(0));
            }
            if fitted.table.transposed {
                continue;
            }
            let below = edits.inserts.iter().filter(|insert| insert.after == at.row);
            let rows = below.flat_map(|insert| &insert.rows);
            for new in rows.filter_map(|row| row.get(&at.column)) {
                change = change + said(new);
            }
        }
        change
    }
}
