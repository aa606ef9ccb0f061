//! Writing into delimited text: in its own encoding, with its own separator, quotes and line
//! endings; fields that do not change keep their bytes.

use std::borrow::Cow;
use std::ops::Range;

use super::edit::{NewCell, SheetEdits};
use crate::book::{Book, Source};

/// A field: where it stands in the text, quotes included.
type Field = Range<usize>;

/// The file with its edits. Answers also with the name of the encoding that could not hold a
/// text, if the file had to become UTF-8.
pub(super) fn write(
    bytes: &[u8],
    book: &Book,
    edits: &SheetEdits,
) -> (Vec<u8>, Option<&'static str>) {
    let Source::Delimited {
        encoding,
        separator,
    } = book.source
    else {
        return (bytes.to_vec(), None);
    };
    if edits.is_nothing() {
        return (bytes.to_vec(), None);
    }
    let (mark, codec) = codec(bytes, encoding);
    let (text, _) = codec.decode_without_bom_handling(&bytes[mark..]);
    let out = written(&text, separator, edits);
    match encoded(&out, codec) {
        Some(body) => ([&bytes[..mark], &body].concat(), None),
        None => {
            let utf8 = ["\u{feff}".as_bytes(), out.as_bytes()].concat();
            (utf8, Some(encoding))
        }
    }
}

/// Length of the byte order mark, and the encoding.
fn codec(bytes: &[u8], name: &str) -> (usize, &'static encoding_rs::Encoding) {
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((codec, mark)) => (mark, codec),
        None => {
            let codec = encoding_rs::Encoding::for_label(name.as_bytes());
            (0, codec.unwrap_or(encoding_rs::UTF_8))
        }
    }
}

fn encoded<'a>(text: &'a str, codec: &'static encoding_rs::Encoding) -> Option<Cow<'a, [u8]>> {
    if codec == encoding_rs::UTF_16LE || codec == encoding_rs::UTF_16BE {
        let little = codec == encoding_rs::UTF_16LE;
        let bytes = text.encode_utf16().flat_map(|unit| {
            if little {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            }
        });
        return Some(Cow::Owned(bytes.collect()));
    }
    let (bytes, _, lossy) = codec.encode(text);
    (!lossy).then_some(bytes)
}

fn written(text: &str, separator: char, edits: &SheetEdits) -> String {
    let rows = split(text, separator);
    let ending = if text.contains("\r\n") {
        "\r\n"
    } else if text.contains('\n') || !text.contains('\r') {
        "\n"
    } else {
        "\r"
    };
    let mut out = String::with_capacity(text.len() + 256);
    for (number, row) in (0_u32..).zip(&rows) {
        let changes: Vec<_> = edits
            .cells
            .range((number, 0)..=(number, u16::MAX))
            .map(|((_, column), cell)| (usize::from(*column), cell))
            .collect();
        if changes.is_empty() {
            out += &text[row.whole.clone()];
        } else {
            let last = changes.last().map_or(0, |change| change.0 + 1);
            for column in 0..last.max(row.fields.len()) {
                if column > 0 {
                    out.push(separator);
                }
                let old = row
                    .fields
                    .get(column)
                    .map_or("", |field| &text[field.clone()]);
                match changes.iter().find(|change| change.0 == column) {
                    Some((_, cell)) => out += &field(cell, separator, old.starts_with('"')),
                    None => out += old,
                }
            }
        }
        let inserted = edits.inserts.iter().filter(|own| own.after == number);
        let mut own_ending = &text[row.ending.clone()];
        for new in inserted.flat_map(|own| &own.rows) {
            out += if own_ending.is_empty() {
                ending
            } else {
                own_ending
            };
            own_ending = &text[row.ending.clone()];
            for column in 0..row.fields.len() {
                if column > 0 {
                    out.push(separator);
                }
                let at = u16::try_from(column).unwrap_or(u16::MAX);
                let quoted = text[row.fields[column].clone()].starts_with('"');
                if let Some(cell) = new.get(&at) {
                    out += &field(cell, separator, quoted);
                }
            }
        }
        out += own_ending;
    }
    out
}

/// A field, quoted if the old one was or it has to be, and never taken for a formula.
fn field(cell: &NewCell, separator: char, quoted: bool) -> String {
    let text = match cell {
        NewCell::Blank => String::new(),
        NewCell::Number(number) => number.clone(),
        NewCell::Day { text, .. } => text.clone(),
        NewCell::Text(text) => crate::export::harmless(text),
    };
    if quoted || text.contains([separator, '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

struct Row {
    /// Without its line ending.
    whole: Range<usize>,
    fields: Vec<Field>,
    ending: Range<usize>,
}

/// Rows and fields with their places, split as the reader splits them.
fn split(text: &str, separator: char) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut fields = Vec::new();
    let (mut row_from, mut field_from, mut quoted) = (0, 0, false);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if quoted {
            if c == '"' && chars.next_if(|(_, next)| *next == '"').is_none() {
                quoted = false;
            }
        } else if c == '"' && at == field_from {
            quoted = true;
        } else if c == separator {
            fields.push(field_from..at);
            field_from = at + c.len_utf8();
        } else if c == '\n' || c == '\r' {
            let mut end = at + 1;
            if c == '\r' && chars.next_if(|(_, next)| *next == '\n').is_some() {
                end += 1;
            }
            fields.push(field_from..at);
            rows.push(Row {
                whole: row_from..at,
                fields: std::mem::take(&mut fields),
                ending: at..end,
            });
            (row_from, field_from) = (end, end);
        }
    }
    if row_from < text.len() {
        fields.push(field_from..text.len());
        rows.push(Row {
            whole: row_from..text.len(),
            fields,
            ending: text.len()..text.len(),
        });
    }
    rows
}
