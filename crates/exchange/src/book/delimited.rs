//! Delimited text: csv and its kin, with the separator guessed.
//!
//! Blank lines are rows too, so that a row has the number a spreadsheet program shows. For that
//! reason the reader is our own: the usual one skips them.

use std::sync::Arc;

use super::{Cell, Sheet, Source, encoding};
use crate::limits;
use crate::problem::{FileCause, Place, Problem};

/// Records of a text, by rows and fields.
struct Records {
    rows: Vec<Vec<Cell>>,
    /// Where a quoted field begins that is never closed.
    unclosed: Option<(u32, u16)>,
}

/// Reads the file as one sheet.
pub(super) fn read(file: &Arc<str>, bytes: &[u8]) -> Result<(Source, Vec<Sheet>), Vec<Problem>> {
    let refused = |cause| vec![Problem::file(Place::file(file), cause)];
    let (text, encoding) = encoding::decode(bytes).ok_or_else(|| refused(FileCause::NoText))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let separator = guess_separator(text);
    let records = split(text, separator, usize::MAX).map_err(refused)?;
    let name: Arc<str> = Arc::from(file.rsplit_once('.').map_or(&**file, |parts| parts.0));
    if let Some((row, column)) = records.unclosed {
        let place = Place::cell(file, &name, row, column);
        return Err(vec![Problem::file(place, FileCause::UnclosedQuote)]);
    }
    let sheet = Sheet::new(name, false, records.rows, Vec::new());
    Ok((
        Source::Delimited {
            encoding,
            separator,
        },
        vec![sheet],
    ))
}

/// The separator by which most of the first rows have the same number of fields, above one.
fn guess_separator(text: &str) -> char {
    let mut best = (0, ',');
    for separator in [',', ';', '\t', '|'] {
        let Ok(sample) = split(text, separator, 60) else {
            continue;
        };
        let widths: Vec<usize> = sample
            .rows
            .iter()
            .map(Vec::len)
            .filter(|width| *width > 0)
            .collect();
        let common = |width: usize| widths.iter().filter(|other| **other == width).count();
        let Some(width) = widths
            .iter()
            .copied()
            .max_by_key(|width| (common(*width), *width))
        else {
            continue;
        };
        let score = if width > 1 {
            common(width) * 1_000 + width.min(999)
        } else {
            0
        };
        if score > best.0 {
            best = (score, separator);
        }
    }
    best.1
}

/// Splits a text into at most `rows_max` records (RFC 4180; any line ending).
fn split(text: &str, separator: char, rows_max: usize) -> Result<Records, FileCause> {
    let mut splitter = Splitter::default();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if splitter.in_quotes {
            if c != '"' {
                splitter.field.push(c);
            } else if chars.next_if_eq(&'"').is_some() {
                splitter.field.push('"');
            } else {
                splitter.in_quotes = false;
            }
        } else if c == '"' && splitter.field.is_empty() {
            splitter.open_quote();
        } else if c == separator {
            splitter.end_field()?;
        } else if c == '\n' || c == '\r' {
            if c == '\r' {
                let _ = chars.next_if_eq(&'\n');
            }
            splitter.end_row()?;
            if splitter.rows.len() >= rows_max {
                break;
            }
        } else {
            splitter.field.push(c);
        }
    }
    let unclosed = splitter.in_quotes.then_some(splitter.quote_at);
    if !splitter.field.is_empty() || !splitter.row.is_empty() {
        splitter.end_row()?;
    }
    Ok(Records {
        rows: splitter.rows,
        unclosed,
    })
}

#[derive(Default)]
struct Splitter {
    rows: Vec<Vec<Cell>>,
    row: Vec<Cell>,
    field: String,
    in_quotes: bool,
    quote_at: (u32, u16),
    cells: usize,
}

impl Splitter {
    fn open_quote(&mut self) {
        self.in_quotes = true;
        let row = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        self.quote_at = (row, u16::try_from(self.row.len()).unwrap_or(u16::MAX));
    }

    fn end_field(&mut self) -> Result<(), FileCause> {
        if self.row.len() >= usize::from(limits::COLUMNS_MAX) {
            return Err(FileCause::TooManyColumns(self.row.len() + 1));
        }
        self.cells += 1;
        if self.cells > limits::CELLS_MAX {
            return Err(FileCause::TooManyCells);
        }
        self.row.push(Cell::text(&self.field));
        self.field.clear();
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), FileCause> {
        if !self.row.is_empty() || !self.field.is_empty() {
            self.end_field()?;
        }
        if self.rows.len() >= limits::ROWS_MAX as usize {
            return Err(FileCause::TooManyRows);
        }
        self.rows.push(std::mem::take(&mut self.row));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    fn check(text: &str, expected: &Expect) {
        let (source, sheets) = read(&Arc::from("t.csv"), text.as_bytes()).unwrap();
        let mut out = format!("{source:?}\n");
        for row in &sheets[0].rows {
            let cells: Vec<_> = row.iter().map(|cell| cell.shown().into_owned()).collect();
            out += &format!("{cells:?}\n");
        }
        expected.assert_eq(&out);
    }

    #[test]
    fn quotes_newlines_and_blank_lines() {
        check(
            "a;b\r\n\"x;1\ny \"\"z\"\"\";2\n\n;3",
            &expect![[r#"
                Delimited { encoding: "UTF-8", separator: ';' }
                ["a", "b"]
                ["x;1\ny \"z\"", "2"]
                []
                ["", "3"]
            "#]],
        );
    }

    #[test]
    fn a_quote_that_is_never_closed_names_its_cell() {
        let problems = read(&Arc::from("t.csv"), b"a,b\n1,\"open\n2,3").unwrap_err();
        let told = problems[0].to_string();
        let expected = "t.csv [t] B2: a quotation mark opened here is never closed. \
                        Close it, or save the file as .xlsx. [exchange/unclosed-quote]";
        assert_eq!(told, expected);
    }

    proptest! {
        /// Whatever the usual csv writer writes, our reader reads back.
        #[test]
        fn reads_what_the_usual_writer_writes(
            rows in prop::collection::vec(prop::collection::vec("[a-z,;\"\n 项]{0,6}", 2..5), 1..8)
        ) {
            let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let records = split(&text, ',', usize::MAX).unwrap();
            let read: Vec<Vec<String>> = records.rows.iter()
                .map(|row| row.iter().map(|cell| cell.shown().into_owned()).collect())
                .collect();
            prop_assert_eq!(read, rows);
        }
    }
}
