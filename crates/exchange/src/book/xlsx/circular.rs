//! Formulas that refer to themselves, directly or round about.
//!
//! A spreadsheet program saves nought for them, which is no amount. Only formulas whose value is
//! nought or missing are looked into, within one sheet: what has another value was computed.

use std::collections::{BTreeMap, HashMap};

use crate::book::grid;
use crate::limits;

/// Formulas to be looked into.
#[derive(Default)]
pub(super) struct Traced {
    /// Text of the formula being read.
    pub(super) text: String,
    cells: Vec<Formula>,
    shared: HashMap<u32, ((u32, u32), String)>,
}

struct Formula {
    at: (u32, u32),
    text: String,
    shared: Option<u32>,
    nought: bool,
}

impl Traced {
    /// Keeps a text that other cells share.
    pub(super) fn share(&mut self, id: u32, at: (u32, u32), text: &str) {
        if self.shared.len() < limits::FORMULAS_TRACED_MAX {
            self.shared.insert(id, (at, text.to_owned()));
        }
    }

    /// Keeps the formula whose text was read last.
    pub(super) fn push(&mut self, at: (u32, u32), shared: Option<u32>, nought: bool) {
        if self.cells.len() < limits::FORMULAS_TRACED_MAX {
            let text = std::mem::take(&mut self.text);
            self.cells.push(Formula {
                at,
                text,
                shared,
                nought,
            });
        }
    }

    /// Cells whose value is nought.
    pub(super) fn noughts(&self) -> Vec<(u32, u32)> {
        let noughts = self.cells.iter().filter(|formula| formula.nought);
        noughts.map(|formula| formula.at).collect()
    }

    /// Cells that stand in a circle, or hang on one.
    pub(super) fn circular(&self) -> Vec<(u32, u32)> {
        let mut by_column: BTreeMap<(u32, u32), usize> = BTreeMap::new();
        for (index, formula) in self.cells.iter().enumerate() {
            by_column.insert((formula.at.1, formula.at.0), index);
        }
        let mut waits_for = vec![0_usize; self.cells.len()];
        let mut needed_by: Vec<Vec<usize>> = vec![Vec::new(); self.cells.len()];
        let mut steps = 0_usize;
        for (index, formula) in self.cells.iter().enumerate() {
            for area in self.references(formula) {
                for column in area.left..=area.right {
                    let column = u32::from(column);
                    let range = (column, area.top)..=(column, area.bottom);
                    for (_, other) in by_column.range(range) {
                        waits_for[index] += 1;
                        needed_by[*other].push(index);
                        steps += 1;
                    }
                    steps += 1;
                    if steps > limits::FORMULA_STEPS_MAX {
                        return Vec::new();
                    }
                }
            }
        }
        let mut free: Vec<usize> = (0..waits_for.len())
            .filter(|index| waits_for[*index] == 0)
            .collect();
        while let Some(done) = free.pop() {
            for index in &needed_by[done] {
                waits_for[*index] -= 1;
                if waits_for[*index] == 0 {
                    free.push(*index);
                }
            }
        }
        let circle = self.cells.iter().zip(&waits_for);
        circle
            .filter(|(_, waits)| **waits > 0)
            .map(|(formula, _)| formula.at)
            .collect()
    }

    fn references(&self, formula: &Formula) -> Vec<crate::book::Merge> {
        let Some(id) = formula.shared else {
            return references(&formula.text, (0, 0));
        };
        let Some((origin, text)) = self.shared.get(&id) else {
            return Vec::new();
        };
        let by = (
            i64::from(formula.at.0) - i64::from(origin.0),
            i64::from(formula.at.1) - i64::from(origin.1),
        );
        references(text, by)
    }
}

/// Areas of the same sheet that a formula refers to, moved by rows and columns.
fn references(text: &str, by: (i64, i64)) -> Vec<crate::book::Merge> {
    let mut areas = Vec::new();
    let mut in_quotes = false;
    let mut in_name = false;
    let mut token = String::new();
    let mut other_sheet = false;
    for c in text.chars().chain([' ']) {
        match c {
            '"' if !in_name => in_quotes = !in_quotes,
            '\'' if !in_quotes => in_name = !in_name,
            _ if in_quotes || in_name => {}
            c if c.is_ascii_alphanumeric() || matches!(c, '$' | ':' | '_' | '.') => token.push(c),
            '!' => {
                other_sheet = true;
                token.clear();
            }
            // What stands before a bracket is a function; a letter of another script, a name.
            c => {
                if c != '(' && c.is_ascii() && !other_sheet {
                    areas.extend(moved(&token, by));
                }
                other_sheet = false;
                token.clear();
            }
        }
    }
    areas
}

fn moved(token: &str, (rows, columns): (i64, i64)) -> Option<crate::book::Merge> {
    let shift = |name: &str| {
        let (row, column) = grid::position(name)?;
        let fixed_column = name.starts_with('$');
        let fixed_row = name.get(1..).is_some_and(|rest| rest.contains('$'));
        let row = i64::from(row) + if fixed_row { 0 } else { rows };
        let column = i64::from(column) + if fixed_column { 0 } else { columns };
        Some((u32::try_from(row).ok()?, u16::try_from(column).ok()?))
    };
    let (from, to) = token.split_once(':').unwrap_or((token, token));
    let ((top, left), (bottom, right)) = (shift(from)?, shift(to)?);
    Some(crate::book::Merge {
        top: top.min(bottom),
        left: left.min(right),
        bottom: top.max(bottom),
        right: left.max(right),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(formulas: &[(&str, &str)], expected: &[&str]) {
        let mut traced = Traced::default();
        for (cell, text) in formulas {
            (*text).clone_into(&mut traced.text);
            traced.push(grid::position(cell).unwrap(), None, true);
        }
        let found: Vec<String> = traced
            .circular()
            .into_iter()
            .map(|(row, column)| zone::cell_name(row, u16::try_from(column).unwrap()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn circles_are_found() {
        check(&[("A1", "A1+1")], &["A1"]);
        check(&[("A1", "B1"), ("B1", "$A$1")], &["A1", "B1"]);
        check(&[("A4", "SUM(A1:A4)"), ("B1", "A1*2")], &["A4"]);
        check(&[("A1", "B1"), ("B1", "C1"), ("C1", "\"A1\"")], &[]);
        check(&[("A1", "其他!A1+'A1'!A1"), ("B1", "A1()+SUM(A2)")], &[]);
    }

    #[test]
    fn shared_formulas_move_with_their_cell() {
        assert_eq!(references("A1+$A1+A$1", (2, 1)).len(), 3);
        let first = references("A1", (2, 1))[0];
        assert_eq!((first.top, first.left), (2, 1));
        let fixed = references("$A$1", (2, 1))[0];
        assert_eq!((fixed.top, fixed.left), (0, 0));
        assert!(references("A1", (-2, 0)).is_empty());
    }
}
