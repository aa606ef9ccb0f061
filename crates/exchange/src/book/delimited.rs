//! Delimited text: csv and its kin, with the separator guessed.
//!
//! Blank lines are rows too, so that a row has the number a spreadsheet program shows. For that
//! reason the reader is our own: the usual one skips them.

use std::sync::Arc;

use super::{Cell, Reading, Refused, Sheet, Source, encoding};
use crate::limits;
use crate::problem::FileCause;

/// Records of a text, by rows and fields.
struct Records {
    rows: Vec<Vec<Cell>>,
    /// Where a quoted field begins that is never closed.
    unclosed: Option<(u32, u16)>,
}

/// Reads the file as one sheet.
pub(super) fn read(file: &Arc<str>, bytes: &[u8]) -> Result<Reading, Refused> {
    let (text, encoding) = encoding::decode(bytes)?;
    // The mark of the end that DOS put, and the line by which a file tells its separator.
    let text = text.trim_end_matches('\u{1a}');
    let (told, text) = told_separator(text);
    let separator = told.unwrap_or_else(|| guess_separator(text));
    let records = split(text, separator, Quotes::Rfc4180, usize::MAX)?;
    let name: Arc<str> = Arc::from(file.rsplit_once('.').map_or(&**file, |parts| parts.0));
    if let Some((row, column)) = records.unclosed {
        let at = Some((row, u32::from(column)));
        return Err(Refused::in_sheet(FileCause::UnclosedQuote, &name, at));
    }
    Ok(Reading {
        source: Source::Delimited {
            encoding,
            separator,
        },
        sheets: vec![Sheet::new(name, false, records.rows, Vec::new())],
        remarks: Vec::new(),
    })
}

/// Reads a table pasted from a spreadsheet program as text: fields between tabs.
///
/// Excel and WPS put quotes only around cells with a line break or a tab in them; other quotes
/// stand for themselves, also at the start of a cell.
pub(super) fn paste(name: &Arc<str>, text: &str) -> Result<Reading, Refused> {
    let separator = if text.contains('\t') {
        '\t'
    } else {
        guess_separator(text)
    };
    let quotes = if separator == '\t' {
        Quotes::Pasted
    } else {
        Quotes::Rfc4180
    };
    let records = split(text, separator, quotes, usize::MAX)?;
    Ok(Reading {
        source: Source::Delimited {
            encoding: "UTF-8",
            separator,
        },
        sheets: vec![Sheet::new(
            Arc::clone(name),
            false,
            records.rows,
            Vec::new(),
        )],
        remarks: Vec::new(),
    })
}

/// Whether it is plainly a table: most lines, and two at least, have several fields.
pub(super) fn is_table(reading: &Reading) -> bool {
    let rows = reading.sheets.iter().flat_map(|sheet| &sheet.rows);
    let filled: Vec<usize> = rows.map(Vec::len).filter(|width| *width > 0).collect();
    let several = filled.iter().filter(|width| **width > 1).count();
    several >= 2 && several * 2 > filled.len()
}

/// `sep=;` in the first line, which spreadsheet programs obey and do not show.
fn told_separator(text: &str) -> (Option<char>, &str) {
    let line = text.split(['\r', '\n']).next().unwrap_or_default();
    let told = line
        .trim_matches('"')
        .strip_prefix("sep=")
        .and_then(|rest| rest.chars().next());
    match told {
        Some(separator) if line.len() <= 8 => {
            let rest = &text[line.len()..];
            let rest = rest.strip_prefix('\r').unwrap_or(rest);
            (Some(separator), rest.strip_prefix('\n').unwrap_or(rest))
        }
        _ => (None, text),
    }
}

/// The separator by which most of the first rows have the same number of fields, above one.
fn guess_separator(text: &str) -> char {
    let mut best = (0, ',');
    for separator in ['\t', ';', '|', ','] {
        let Ok(sample) = split(text, separator, Quotes::Rfc4180, SAMPLE_ROWS) else {
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

/// Rows by which the separator is guessed.
const SAMPLE_ROWS: usize = 60;

/// What a quotation mark at the start of a field means.
#[derive(Clone, Copy, PartialEq)]
enum Quotes {
    /// It opens a quoted field.
    Rfc4180,
    /// It opens a quoted field if that closes, and has a line break or a tab in it.
    Pasted,
}

/// Splits a text into at most `rows_max` records (RFC 4180; any line ending).
fn split(
    text: &str,
    separator: char,
    quotes: Quotes,
    rows_max: usize,
) -> Result<Records, FileCause> {
    let mut splitter = Splitter::default();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if splitter.in_quotes {
            if c != '"' {
                splitter.field.push(c);
            } else if chars.next_if(|(_, next)| *next == '"').is_some() {
                splitter.field.push('"');
            } else {
                splitter.in_quotes = false;
            }
        } else if c == '"' && splitter.at_start() && quotes.open(&text[at + 1..], separator) {
            splitter.open_quote();
        } else if c == separator {
            splitter.end_field()?;
        } else if c == '\n' || c == '\r' {
            if c == '\r' {
                let _ = chars.next_if(|(_, next)| *next == '\n');
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

impl Quotes {
    /// Whether a mark opens a quoted field, by what stands after it.
    fn open(self, rest: &str, separator: char) -> bool {
        if self == Quotes::Rfc4180 {
            return true;
        }
        let mut breaks = false;
        let mut chars = rest.chars().take(limits::CELL_CHARS_MAX).peekable();
        while let Some(c) = chars.next() {
            match c {
                '"' if chars.next_if_eq(&'"').is_some() => {}
                '"' => {
                    let ends = |c: &char| *c == separator || matches!(c, '\r' | '\n');
                    return breaks && chars.peek().is_none_or(ends);
                }
                '\n' | '\t' => breaks = true,
                _ => {}
            }
        }
        false
    }
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
    /// Whether nothing but blanks came in this field yet: some programs put one before the quote.
    fn at_start(&self) -> bool {
        self.field.chars().all(|c| c == ' ')
    }

    fn open_quote(&mut self) {
        self.in_quotes = true;
        self.field.clear();
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
        self.row.push(Cell::text(as_written(&self.field)));
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

/// `="00123"`, by which systems keep a spreadsheet program from cutting noughts off a code, means
/// the text between the quotes.
fn as_written(field: &str) -> &str {
    let inner = field
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'));
    inner.filter(|inner| !inner.contains('"')).unwrap_or(field)
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    fn check(text: &str, expected: &Expect) {
        let book = crate::book::read("t.csv", text.as_bytes()).unwrap();
        let mut out = format!("{:?}\n", book.source);
        for row in &book.sheets[0].rows {
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

    fn told(text: &str) -> String {
        let book = crate::book::read("t.csv", text.as_bytes()).unwrap();
        let Source::Delimited { separator, .. } = book.source else {
            panic!("{:?}", book.source)
        };
        let rows = &book.sheets[0].rows;
        let cells = rows.iter().map(|row| {
            let cells: Vec<_> = row.iter().map(|cell| cell.shown().into_owned()).collect();
            cells.join("¦")
        });
        format!("{separator:?} {}", cells.collect::<Vec<_>>().join(" / "))
    }

    #[test]
    fn separators_are_guessed_or_told() {
        assert_eq!(told("a\tb,c\n1,5\t2\n"), "'\\t' a¦b,c / 1,5¦2");
        assert_eq!(told("x|y\n1;2|3\n"), "'|' x¦y / 1;2¦3");
        assert_eq!(told("sep=;\r\na,b;c\n"), "';' a,b¦c");
        assert_eq!(told("只有一列\n甲\n"), "',' 只有一列 / 甲");
        assert_eq!(
            told("台账,,\n名称,金额,备注\n甲;乙;丙,1,\n"),
            "',' 台账¦¦ / 名称¦金额¦备注 / 甲;乙;丙¦1¦"
        );
    }

    #[test]
    fn what_programs_put_beside_the_standard() {
        assert_eq!(told("a, \"b,c\"\n1,2\n"), "',' a¦b,c / 1¦2");
        assert_eq!(
            told("c,n\n\"=\"\"00123\"\"\",2\n=\"01\",3\n"),
            "',' c¦n / 00123¦2 / 01¦3"
        );
        assert_eq!(told("a,b\r\n1,2\r\n\u{1a}"), "',' a¦b / 1¦2");
    }

    fn pasted(text: &str) -> String {
        let book = crate::book::paste(text).unwrap();
        format!(
            "{:?}",
            book.sheets[0]
                .rows
                .iter()
                .map(|row| {
                    row.iter()
                        .map(|cell| cell.shown().into_owned())
                        .collect::<Vec<_>>()
                })
                .collect::<Vec<_>>()
        )
    }

    #[test]
    fn quotes_of_the_clipboard() {
        assert_eq!(
            pasted("甲\t\"一\n\"\"二\"\"\"\t3\r\n"),
            r#"[["甲", "一\n\"二\"", "3"]]"#
        );
        assert_eq!(
            pasted("\"甲\"\t5\" 管\r\n\"\t1"),
            r#"[["\"甲\"", "5\" 管"], ["\"", "1"]]"#
        );
    }

    #[test]
    fn a_quote_that_is_never_closed_names_its_cell() {
        let problems = crate::book::read("t.csv", b"a,b\n1,\"open\n2,3").unwrap_err();
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
            let records = split(&text, ',', Quotes::Rfc4180, usize::MAX).unwrap();
            let read: Vec<Vec<String>> = records.rows.iter()
                .map(|row| row.iter().map(|cell| cell.shown().into_owned()).collect())
                .collect();
            prop_assert_eq!(read, rows);
        }
    }
}
