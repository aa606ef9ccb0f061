//! Formulas as texts: the references in them found and written anew, nothing else touched.
//!
//! Promises: texts in quotes, names, functions and references into other workbooks stay as they
//! are. Deliberately computes nothing.

use std::collections::HashMap;

use super::reference::{Corner, Shift};

/// A reference in a formula: the sheet it names, if it names one, and its corners.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reference<'a> {
    /// Name of the sheet, quotes taken off.
    pub(super) sheet: Option<std::borrow::Cow<'a, str>>,
    pub(super) from: Corner,
    /// `None` for a single cell.
    pub(super) to: Option<Corner>,
}

impl Reference<'_> {
    fn cells(&self) -> String {
        match self.to {
            Some(to) => format!("{}:{to}", self.from),
            None => self.from.to_string(),
        }
    }
}

/// A piece of a formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Copied as it is: operators, functions, names, numbers, quoted texts, names of sheets.
    Other(&'a str),
    /// A reference; the sheet's name stands in the piece before it.
    Cells(Reference<'a>),
}

/// The pieces of a formula, without its `=`.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut scan = Scan { text, at: 0 };
    while scan.at < text.len() {
        scan.piece(&mut pieces);
    }
    pieces
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn take(&mut self, bytes: usize) -> &'a str {
        let taken = &self.rest()[..bytes];
        self.at += bytes;
        taken
    }

    fn piece(&mut self, pieces: &mut Vec<Piece<'a>>) {
        let rest = self.rest();
        let first = rest.chars().next().unwrap_or(' ');
        if first == '"' {
            let length = quoted(rest, '"');
            pieces.push(Piece::Other(self.take(length)));
        } else if first == '[' {
            // A structured reference, or the number of another workbook before its sheet.
            let length = bracketed(rest);
            pieces.push(Piece::Other(self.take(length)));
            if !self.rest().starts_with('\'') && self.rest().starts_with(is_word) {
                let length = word(self.rest());
                if self.rest()[length..].starts_with('!') {
                    let foreign = self.take(length + 1);
                    pieces.push(Piece::Other(foreign));
                    self.pass_cells(pieces);
                }
            }
        } else if first == '\'' {
            let length = quoted(rest, '\'');
            if rest[length..].starts_with('!') {
                let name = &rest[1..length - 1];
                pieces.push(Piece::Other(self.take(length + 1)));
                self.cells_of(name, pieces);
            } else {
                pieces.push(Piece::Other(self.take(length)));
            }
        } else if is_word(first) {
            self.word_piece(pieces);
        } else {
            pieces.push(Piece::Other(self.take(first.len_utf8())));
        }
    }

    fn word_piece(&mut self, pieces: &mut Vec<Piece<'a>>) {
        let rest = self.rest();
        let length = word(rest);
        let (own, after) = rest.split_at(length);
        if let Some(behind) = after.strip_prefix(':')
            && behind.starts_with(is_word)
            && behind[word(behind)..].starts_with('!')
            && Corner::parse(own).is_none()
        {
            // Over several sheets: `一月:三月!B2`. Left as it is.
            let whole = length + 1 + word(behind) + 1;
            pieces.push(Piece::Other(self.take(whole)));
            self.pass_cells(pieces);
        } else if after.starts_with('!') {
            pieces.push(Piece::Other(self.take(length + 1)));
            self.cells_of(own, pieces);
        } else if after.starts_with('(') || after.starts_with('[') {
            let taken = self.take(length);
            pieces.push(Piece::Other(taken));
            if after.starts_with('[') {
                let length = bracketed(self.rest());
                pieces.push(Piece::Other(self.take(length)));
            }
        } else {
            self.cells(None, pieces);
        }
    }

    /// What follows a sheet's name.
    fn cells_of(&mut self, sheet: &'a str, pieces: &mut Vec<Piece<'a>>) {
        if sheet.contains('[') || sheet.contains(':') && !sheet.is_empty() {
            self.pass_cells(pieces);
            return;
        }
        let name = if sheet.contains("''") {
            std::borrow::Cow::Owned(sheet.replace("''", "'"))
        } else {
            std::borrow::Cow::Borrowed(sheet)
        };
        self.cells(Some(name), pieces);
    }

    fn cells(&mut self, sheet: Option<std::borrow::Cow<'a, str>>, pieces: &mut Vec<Piece<'a>>) {
        let rest = self.rest();
        let length = word(rest);
        let Some(from) = Corner::parse(&rest[..length]) else {
            let length = length.max(rest.chars().next().map_or(0, char::len_utf8));
            pieces.push(Piece::Other(self.take(length)));
            return;
        };
        let behind = rest[length..].strip_prefix(':').unwrap_or("");
        let to = Corner::parse(&behind[..word(behind)]);
        let whole = from.row.is_some() && from.column.is_some();
        match to {
            Some(to)
                if to.row.is_some() == from.row.is_some()
                    && to.column.is_some() == from.column.is_some()
                    && !behind[word(behind)..].starts_with('(') =>
            {
                self.take(length + 1 + word(behind));
                pieces.push(Piece::Cells(Reference {
                    sheet,
                    from,
                    to: Some(to),
                }));
            }
            _ if whole => {
                self.take(length);
                pieces.push(Piece::Cells(Reference {
                    sheet,
                    from,
                    to: None,
                }));
            }
            // A number, or a name of up to three letters.
            _ => pieces.push(Piece::Other(self.take(length))),
        }
    }

    /// A reference into another workbook, or over several sheets.
    fn pass_cells(&mut self, pieces: &mut Vec<Piece<'a>>) {
        let length = word(self.rest());
        pieces.push(Piece::Other(self.take(length)));
        if let Some(behind) = self.rest().strip_prefix(':') {
            let length = 1 + word(behind);
            pieces.push(Piece::Other(self.take(length)));
        }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$' | '.' | '\\' | '?')
}

fn word(text: &str) -> usize {
    text.find(|c| !is_word(c)).unwrap_or(text.len())
}

/// Length of a text in quotes, doubled quotes inside.
fn quoted(text: &str, quote: char) -> usize {
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c == quote && chars.next_if(|(_, next)| *next == quote).is_none() {
            return at + c.len_utf8();
        }
    }
    text.len()
}

fn bracketed(text: &str) -> usize {
    let mut depth = 0_u32;
    for (at, c) in text.char_indices() {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at + c.len_utf8();
        }
    }
    text.len()
}

/// The rows put into each sheet of a workbook, by the sheet's name in lower case.
#[derive(Debug, Clone, Default)]
pub(super) struct Shifts(pub(super) HashMap<String, Shift>);

impl Shifts {
    /// The rows put into a sheet; `None` if there are none.
    pub(super) fn of(&self, sheet: &str) -> Option<&Shift> {
        if self.0.is_empty() {
            return None;
        }
        self.0.get(&sheet.to_lowercase())
    }

    pub(super) fn is_nothing(&self) -> bool {
        self.0.is_empty()
    }

    /// A formula afterwards. It stands in the sheet `own`, in row `at` as numbered before.
    ///
    /// A range over several rows grows with rows put in right behind it. One over a single row
    /// grows only in a formula below it, a total over one project so far: `SUM(G17:G17)` in row
    /// 18.
    pub(super) fn formula(&self, text: &str, own: &str, at: Option<u32>) -> String {
        write(text, |reference| {
            let Some(shift) = self.of(reference.sheet.as_deref().unwrap_or(own)) else {
                return;
            };
            let Some(to) = &mut reference.to else {
                reference.from.row = reference.from.row.map(|row| shift.row(row));
                return;
            };
            if let (Some(top), Some(bottom)) = (reference.from.row, to.row) {
                let (top, bottom) = (top.min(bottom), top.max(bottom));
                let below = at.is_some_and(|at| at > bottom) && reference.from.column == to.column;
                let rows = shift.rows(&(top..=bottom), bottom > top || below);
                (reference.from.row, to.row) = (Some(*rows.start()), Some(*rows.end()));
            }
        })
    }
}

/// The formula as a copy of it stands so many rows and columns further.
pub(super) fn copied(text: &str, rows: i64, columns: i64) -> String {
    let move_corner = |corner: &mut Corner| {
        if let Some(row) = corner.row.filter(|_| !corner.fixed_row) {
            corner.row = u32::try_from(i64::from(row) + rows).ok();
        }
        if let Some(column) = corner.column.filter(|_| !corner.fixed_column) {
            corner.column = u16::try_from(i64::from(column) + columns).ok();
        }
    };
    write(text, |reference| {
        move_corner(&mut reference.from);
        reference.to.iter_mut().for_each(move_corner);
    })
}

/// The formula with each reference changed.
fn write(text: &str, mut change: impl FnMut(&mut Reference<'_>)) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for piece in pieces(text) {
        match piece {
            Piece::Other(text) => out.push_str(text),
            Piece::Cells(mut reference) => {
                change(&mut reference);
                out.push_str(&reference.cells());
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    #[test]
    fn rows_put_in_move_what_formulas_speak_of() {
        let shift = Shift::new(vec![(16, 2)]);
        let shifts = Shifts(HashMap::from([("台账".to_owned(), shift)]));
        let texts = [
            "SUM(G6:G17)",
            "SUM(L17:W17)",
            "G18+G28",
            "IF(A17=\"A18\",LOG10(A18),$B$18)",
            "SUM('重点 项目'!G6:G17,台账!G18,其他!G18)",
            "[1]台账!G18+'[2]台账'!G18",
            "Table1[[#This Row],[A18]]+R18C",
            "ROW()-5&\"\"\"A18\"",
            "SUM(18:19)+SUM(A:A)+1.5E18",
            "SUM(一月:三月!G18)",
            "RANK(G17,G$6:G$17)",
            "SUM(G17:G17)",
            "台账!$A$18:INDEX(台账!A:A,18)",
        ];
        let mut out = String::new();
        for text in texts {
            out += &format!("{text} -> {}\n", shifts.formula(text, "台账", Some(17)));
        }
        expect![[r#"
            SUM(G6:G17) -> SUM(G6:G19)
            SUM(L17:W17) -> SUM(L17:W17)
            G18+G28 -> G20+G30
            IF(A17="A18",LOG10(A18),$B$18) -> IF(A17="A18",LOG10(A20),$B$20)
            SUM('重点 项目'!G6:G17,台账!G18,其他!G18) -> SUM('重点 项目'!G6:G17,台账!G20,其他!G18)
            [1]台账!G18+'[2]台账'!G18 -> [1]台账!G18+'[2]台账'!G18
            Table1[[#This Row],[A18]]+R18C -> Table1[[#This Row],[A18]]+R18C
            ROW()-5&"""A18" -> ROW()-5&"""A18"
            SUM(18:19)+SUM(A:A)+1.5E18 -> SUM(20:21)+SUM(A:A)+1.5E18
            SUM(一月:三月!G18) -> SUM(一月:三月!G18)
            RANK(G17,G$6:G$17) -> RANK(G17,G$6:G$19)
            SUM(G17:G17) -> SUM(G17:G19)
            台账!$A$18:INDEX(台账!A:A,18) -> 台账!$A$20:INDEX(台账!A:A,18)
        "#]]
        .assert_eq(&out);
    }

    #[test]
    fn copies_move_what_is_not_fixed() {
        assert_eq!(copied("IF(K6>0,X6/K6,\"\")", 3, 0), "IF(K9>0,X9/K9,\"\")");
        assert_eq!(
            copied("RANK(G6,G$6:$G$17)+A:A", 1, 1),
            "RANK(H7,H$6:$G$17)+B:B"
        );
    }
}
