//! Values kept beside formulas, computed anew where what they speak of changed.
//!
//! Programs that open the file compute everything themselves; previews on a phone and readers like
//! our own take the values as they stand. What cannot be computed here (an unknown function, a
//! name, a circle) is left without a value rather than with a wrong one.

mod eval;
mod functions;
mod grid;

use super::super::edit::SheetEdits;
use super::Values;
use super::cell::Cached;
use super::formula::Shifts;
use crate::book::Sheet;

use self::grid::{Grid, Origin, State};

/// A sheet with its formulas.
pub(super) struct SheetFormulas<'a> {
    pub(super) name: &'a str,
    pub(super) formulas: &'a std::collections::HashMap<(u32, u16), String>,
    /// Its cells as they were read.
    pub(super) cells: Option<&'a Sheet>,
    pub(super) edits: Option<&'a SheetEdits>,
}

/// What an expression comes to.
#[derive(Debug, Clone, PartialEq)]
enum Val {
    Empty,
    Number(f64),
    Text(String),
    Bool(bool),
    /// `#DIV/0!` and its kind.
    Error,
}

/// It cannot be computed here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Beyond;

/// Values of all formulas that depend on something that changes, by sheet.
///
/// `names` are the defined names of the workbook, in lower case, with what they stand for after
/// all shifts.
pub(super) fn anew(
    sheets: &[SheetFormulas<'_>],
    shifts: &Shifts,
    names: &std::collections::HashMap<String, String>,
    epoch_1904: bool,
) -> Vec<Values> {
    let mut out: Vec<Values> = sheets.iter().map(|_| Values::default()).collect();
    if sheets.iter().all(|own| own.formulas.is_empty()) {
        return out;
    }
    let mut grid = Grid::new(sheets, shifts, names, epoch_1904);
    for at in grid.all() {
        let State::Changed(value) = grid.state(at, 0) else {
            continue;
        };
        let cached = match value {
            Some(Val::Number(number)) if number.is_finite() => Cached::Number(number),
            Some(Val::Empty) => Cached::Number(0.0),
            Some(Val::Text(text)) => Cached::Text(text),
            Some(Val::Bool(value)) => Cached::Bool(value),
            _ => Cached::Unknown,
        };
        let values = &mut out[at.sheet];
        match grid.origin(at) {
            Some(Origin::Old(row)) => {
                values.old.insert((row, at.column), cached);
            }
            Some(Origin::New(above, down)) => {
                values.new.insert((above, down, at.column), cached);
            }
            None => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Cell;
    use crate::writeback::edit::NewCell;
    use std::collections::HashMap;

    /// What formulas below a column of 1, 2, 3 come to once the 2 is a 5. `-`: as before.
    fn computed(formulas: &[&str]) -> String {
        let number = |number: i64| Cell::Number(number.into());
        let rows = vec![
            vec![number(1), Cell::text("甲")],
            vec![number(2), Cell::text("乙")],
            vec![number(3), Cell::text("甲")],
        ];
        let sheet = Sheet::new("s".into(), false, rows, Vec::new());
        let formulas: HashMap<(u32, u16), String> = (10..)
            .zip(formulas)
            .map(|(row, text)| ((row, 0), (*text).to_owned()))
            .collect();
        let mut edits = SheetEdits::default();
        edits.cells.insert((1, 0), NewCell::Number("5".into()));
        let sheets = [SheetFormulas {
            name: "s",
            formulas: &formulas,
            cells: Some(&sheet),
            edits: Some(&edits),
        }];
        let names = HashMap::from([
            ("名称".to_owned(), "s!$A$2:$A$3".to_owned()),
            ("别处".to_owned(), "s!$B$1".to_owned()),
        ]);
        let values = anew(&sheets, &Shifts::default(), &names, false);
        let mut out = Vec::new();
        for row in 10..10 + u32::try_from(formulas.len()).unwrap() {
            out.push(match values[0].old.get(&(row, 0)) {
                None => "-".to_owned(),
                Some(Cached::Number(number)) => number.to_string(),
                Some(Cached::Text(text)) => format!("{text:?}"),
                Some(Cached::Bool(value)) => value.to_string(),
                Some(Cached::Unknown) => "?".to_owned(),
            });
        }
        out.join(" ")
    }

    #[test]
    fn sums_follow_and_the_rest_stays() {
        assert_eq!(computed(&["SUM(A1:A3)", "A1+A3", "SUM(A:A)"]), "9 - ?");
        assert_eq!(computed(&["A2*2", "A11/A2", "ROUND(A12/3,2)"]), "10 2 0.67");
        assert_eq!(
            computed(&[
                "SUMIF(B1:B3,\"乙\",A1:A3)",
                "COUNTIF(A1:A3,\">2\")",
                "AVERAGE(A1:A3)",
                "MAX(A1:A3)-MIN(A1:A3)",
                "RANK(A2,A$1:A$3)",
                "-A2^2",
                "10%*A2",
            ]),
            "5 2 3 4 1 25 0.5"
        );
        assert_eq!(
            computed(&[
                "IF(A2>4,\"大\",\"小\")",
                "IFERROR(A2/0,\"\")",
                "A2&\"个\"",
                "AND(A2=5,NOT(FALSE))",
                "VLOOKUP(A2,A1:B3,2,0)",
                "A2/0",
                "s!A2+'s'!A1",
                "SUM(名称)",
                "COUNTA(别处)",
            ]),
            "\"大\" \"\" \"5个\" true ? ? 6 ? -"
        );
        // A circle, and a formula that depends on what could not be computed.
        assert_eq!(
            computed(&["A12+A2", "A11", "A14+1", "OFFSET(A2,0,0)"]),
            "? ? ? ?"
        );
    }
}
