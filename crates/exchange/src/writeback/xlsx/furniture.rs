//! What a sheet has beside its rows: merged ranges, conditional formats, validations, filters,
//! breaks, links; all of it follows rows that went down.

use super::super::edit::Insert;
use super::cell::formula_text;
use super::reference::{Shift, cell_at, column_letters};
use super::sheet::SheetJob;
use super::xml::{Kind, Splice, Tag, Tags, escaped, unescaped, with_attribute};
use crate::book::Merge;

/// Formats of whole columns: first and last column, format.
pub(super) fn column_styles(text: &str) -> Vec<(u16, u16, u32)> {
    let mut out = Vec::new();
    for tag in Tags::new(text) {
        match tag.local() {
            "sheetData" => break,
            "col" if tag.kind != Kind::End => {
                let number = |name| tag.raw_attribute(name)?.parse::<u32>().ok();
                let place = |name| u16::try_from(number(name)?.checked_sub(1)?).ok();
                if let (Some(from), Some(to), Some(style)) =
                    (place("min"), place("max"), number("style"))
                {
                    out.push((from, to, style));
                }
            }
            _ => {}
        }
    }
    out
}

/// The sheet with everything beside its rows moved.
pub(super) fn write(text: &str, job: &SheetJob<'_>) -> String {
    if job.shifts.is_nothing() {
        return text.to_owned();
    }
    let mut out = Splice::new(text);
    let mut tags = Tags::new(text);
    let mut path: Vec<&str> = Vec::new();
    while let Some(tag) = tags.next() {
        if tag.kind == Kind::End {
            if tag.local() == "mergeCells" {
                out.replace(tag.at..tag.at, &more_merges(&tag, job));
            }
            path.pop();
            continue;
        }
        if tag.local() == "sheetData" && tag.kind == Kind::Start {
            // Its rows are written already.
            let close = format!("</{}>", tag.name);
            let end = text[tag.end()..].find(&close);
            tags.jump(end.map_or(text.len(), |at| tag.end() + at + close.len()));
            continue;
        }
        out.tag(&tag, &moved_tag(&tag, &path, job));
        if tag.kind == Kind::Start {
            if let Some(close) = text[tag.end()..].find('<').map(|at| tag.end() + at) {
                let own = &text[tag.end()..close];
                if let Some(new) = moved_text(&tag, own, &path, job) {
                    out.replace(tag.end()..close, &new);
                }
            }
            path.push(tag.local());
        }
    }
    out.done()
}

/// A tag whose attributes speak of cells.
fn moved_tag(tag: &Tag<'_>, path: &[&str], job: &SheetJob<'_>) -> String {
    let shift = job.shift;
    let raw = tag.raw.to_owned();
    let grown = |raw: String, name: &str, single: bool| match tag.attribute(name) {
        Some(ranges) => with_attribute(&raw, name, &shift.ranges(&ranges, single)),
        None => raw,
    };
    let ranged = |raw: String, name: &str, grows: bool| match tag.raw_attribute(name) {
        Some(range) => with_attribute(&raw, name, &shift.range(range, grows)),
        None => raw,
    };
    match tag.local() {
        "dimension" | "autoFilter" | "sortState" | "sortCondition" => ranged(raw, "ref", true),
        "hyperlink" => {
            let raw = ranged(raw, "ref", false);
            match tag.attribute("location") {
                Some(place) => with_attribute(&raw, "location", &moved_place(&place, job)),
                None => raw,
            }
        }
        "mergeCells" => {
            let own = tag.raw_attribute("count").and_then(|own| own.parse().ok());
            match own {
                Some(own) => {
                    let own: usize = own;
                    let count = own + merges_to_add(job).len();
                    with_attribute(&raw, "count", &count.to_string())
                }
                None => raw,
            }
        }
        "mergeCell" => match tag.raw_attribute("ref").and_then(merge_at) {
            Some(merge) => {
                let grows = job
                    .edits
                    .inserts
                    .iter()
                    .any(|insert| insert.grow.contains(&merge));
                with_attribute(&raw, "ref", &moved_merge(merge, shift, grows))
            }
            None => raw,
        },
        "conditionalFormatting" | "dataValidation" | "protectedRange" | "ignoredError" => {
            grown(raw, "sqref", true)
        }
        "selection" => ranged(grown(raw, "sqref", false), "activeCell", false),
        "pane" | "sheetView" | "customSheetView" => ranged(raw, "topLeftCell", false),
        "brk" if path.last() == Some(&"rowBreaks") => {
            let row = tag
                .raw_attribute("id")
                .and_then(|id| id.parse::<u32>().ok());
            match row.and_then(|row| row.checked_sub(1)) {
                Some(row) => with_attribute(&raw, "id", &(shift.end_row(row) + 1).to_string()),
                None => raw,
            }
        }
        "cellWatch" | "inputCells" => ranged(raw, "r", false),
        _ => raw,
    }
}

/// The text of an element that speaks of cells.
fn moved_text(tag: &Tag<'_>, text: &str, path: &[&str], job: &SheetJob<'_>) -> Option<String> {
    match tag.local() {
        "formula" | "formula1" | "formula2" | "f" => {
            let moved = job.shifts.formula(&formula_text(text), job.name, None);
            Some(escaped(&moved))
        }
        "sqref" => Some(escaped(&job.shift.ranges(&unescaped(text), true))),
        // The place of a control on the sheet.
        "row" if matches!(path.last(), Some(&"from" | &"to")) => {
            let row: u32 = text.trim().parse().ok()?;
            Some(job.shift.row(row).to_string())
        }
        _ => None,
    }
}

/// Where a link inside the workbook leads: `台账!A18`.
fn moved_place(place: &str, job: &SheetJob<'_>) -> String {
    if place.contains('!') {
        job.shifts.formula(place, job.name, None)
    } else {
        job.shift.range(place, false)
    }
}

fn merge_at(range: &str) -> Option<Merge> {
    let (from, to) = range.split_once(':')?;
    let ((top, left), (bottom, right)) = (cell_at(from)?, cell_at(to)?);
    Some(Merge {
        top,
        left,
        bottom,
        right,
    })
}

fn moved_merge(merge: Merge, shift: &Shift, grows: bool) -> String {
    let rows = shift.rows(&(merge.top..=merge.bottom), grows);
    merge_name(Merge {
        top: *rows.start(),
        bottom: *rows.end(),
        ..merge
    })
}

fn merge_name(merge: Merge) -> String {
    let corner = |row: u32, column: u16| format!("{}{}", column_letters(column), row + 1);
    format!(
        "{}:{}",
        corner(merge.top, merge.left),
        corner(merge.bottom, merge.right)
    )
}

/// Ranges merged within the row above are merged in each new row as well.
fn merges_to_add(job: &SheetJob<'_>) -> Vec<String> {
    let mut out = Vec::new();
    for insert in &job.edits.inserts {
        let within = job
            .edits
            .merges
            .iter()
            .filter(|merge| merge.top == insert.after && merge.bottom == insert.after);
        for merge in within {
            for number in new_rows(insert, job.shift) {
                out.push(merge_name(Merge {
                    top: number,
                    bottom: number,
                    ..*merge
                }));
            }
        }
    }
    out
}

fn new_rows(insert: &Insert, shift: &Shift) -> std::ops::Range<u32> {
    let first = shift.row(insert.after) + 1;
    first..first + shift.behind(insert.after)
}

fn more_merges(tag: &Tag<'_>, job: &SheetJob<'_>) -> String {
    let p = tag.prefix();
    let one = |range: String| format!("<{p}mergeCell ref=\"{range}\"/>");
    merges_to_add(job).into_iter().map(one).collect()
}
