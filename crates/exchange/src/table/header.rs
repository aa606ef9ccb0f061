//! Finding the header of a table, of one or several lines.
//!
//! The line with the most known headers is the seed; it grows down and up over lines that merged
//! cells tie to it or that hold nothing but headers.

use std::ops::Range;
use std::sync::Arc;

use super::{Column, Grid};
use crate::book::{Cell, Merge};
use crate::{header, limits};

/// A header that was found.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) transposed: bool,
    pub(super) lines: Range<u32>,
    pub(super) known: usize,
}

/// What a line looks like.
#[derive(Debug, Clone, Copy, Default)]
struct Look {
    filled: usize,
    known: usize,
    texts: usize,
}

fn look(grid: Grid<'_>, line: u32) -> Look {
    let mut look = Look::default();
    for field in 0..grid.fields().min(512) {
        let cell = grid.at(line, field);
        if cell.is_blank() {
            continue;
        }
        look.filled += 1;
        if let Cell::Text(text) = cell {
            look.texts += usize::from(crate::value::number::parse(text).is_none());
            look.known += usize::from(text.len() < 120 && header::is_known(text));
        }
    }
    look
}

/// The header of a grid, if it shows one.
pub(super) fn find(grid: Grid<'_>) -> Option<Found> {
    let search = grid.lines().min(limits::HEADER_SEARCH_ROWS);
    let looks: Vec<Look> = (0..search).map(|line| look(grid, line)).collect();
    let most = looks.iter().map(|look| look.known).max()?;
    let seed = if most >= 2 {
        looks.iter().position(|look| look.known == most)?
    } else {
        // Nothing known: the first line that is full and all text, with something beneath.
        let widest = looks.iter().map(|look| look.filled).max()?;
        looks.iter().position(|look| {
            look.filled >= 2 && look.filled * 10 >= widest * 6 && look.texts == look.filled
        })?
    };
    let mut lines = line_number(seed)..line_number(seed) + 1;
    while lines.end < search
        && lines.end - lines.start < limits::HEADER_ROWS_MAX
        && continues_below(grid, &lines, &looks)
    {
        lines.end += 1;
    }
    while lines.start > 0
        && lines.end - lines.start < limits::HEADER_ROWS_MAX
        && begins_above(grid, &lines, &looks)
    {
        lines.start -= 1;
    }
    let known = looks[lines.start as usize..lines.end as usize]
        .iter()
        .map(|l| l.known)
        .sum();
    Some(Found {
        transposed: grid.transposed,
        lines,
        known,
    })
}

fn line_number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn merges(grid: Grid<'_>) -> impl Iterator<Item = &Merge> {
    // Merged headers of transposed sheets are left to the mapping.
    grid.sheet.merges.iter().filter(move |_| !grid.transposed)
}

fn continues_below(grid: Grid<'_>, lines: &Range<u32>, looks: &[Look]) -> bool {
    let last = lines.end - 1;
    let next = lines.end;
    if merges(grid).any(|merge| {
        merge.top >= lines.start && merge.top <= last && merge.bottom > last && merge.top < next
    }) {
        return true;
    }
    let look = looks[next as usize];
    // Sub-headers stand where the line above is grouped or empty, and nothing else stands there.
    let beneath_names = (0..grid.fields().min(512)).filter(|field| {
        !grid.at(next, *field).is_blank()
            && !grid.at(last, *field).is_blank()
            && (0..grid.fields()).any(|other| {
                other == field + 1
                    && grid.at(last, other).is_blank()
                    && !grid.at(next, other).is_blank()
            })
    });
    let alone = (0..grid.fields().min(512))
        .any(|field| grid.at(next, field).is_blank() && !grid.at(last, field).is_blank());
    look.known >= 2 && look.texts == look.filled && alone && {
        let covered = beneath_names.count();
        let in_both = (0..grid.fields().min(512))
            .filter(|f| !grid.at(next, *f).is_blank() && !grid.at(last, *f).is_blank())
            .count();
        in_both <= covered
    }
}

fn begins_above(grid: Grid<'_>, lines: &Range<u32>, looks: &[Look]) -> bool {
    let above = lines.start - 1;
    let look = looks[above as usize];
    let width = grid.fields();
    let grouped = merges(grid).any(|merge| {
        let span = merge.right - merge.left + 1;
        let reaches = merge.top == above && merge.bottom >= lines.start;
        let groups = merge.top <= above && merge.bottom == above && merge.right > merge.left;
        reaches || (groups && u32::from(span) * 10 < u32::from(width) * 8 && look.filled >= 2)
    });
    let mut plain_names = look.known >= 1 && look.filled >= 3 && look.texts == look.filled;
    // A line that only labels the form (编制单位：… 单位：万元) is a title.
    plain_names &= look.known * 3 >= look.filled;
    look.known >= 1 && look.filled >= 2 && (grouped || plain_names)
}

/// Columns under a header: each with its texts from the top.
pub(super) fn columns(grid: Grid<'_>, lines: &Range<u32>) -> Vec<Column> {
    let fields = grid.fields();
    let has_merges = merges(grid).any(|merge| lines.contains(&merge.top));
    let mut columns = Vec::new();
    for field in 0..fields {
        let mut path: Vec<Arc<str>> = Vec::new();
        for line in lines.clone() {
            let text = header_text(grid, lines, line, field, has_merges);
            let Some(text) = text else { continue };
            if path.last() != Some(&text) {
                path.push(text);
            }
        }
        if !path.is_empty() {
            columns.push(Column { field, path });
        }
    }
    columns
}

fn header_text(
    grid: Grid<'_>,
    lines: &Range<u32>,
    line: u32,
    field: u16,
    has_merges: bool,
) -> Option<Arc<str>> {
    let own = tidy(grid.at(line, field));
    if own.is_some() {
        return own;
    }
    let within = |merge: &&Merge| {
        (merge.top..=merge.bottom).contains(&line) && (merge.left..=merge.right).contains(&field)
    };
    if let Some(merge) = merges(grid).find(within) {
        return tidy(grid.at(merge.top, merge.left));
    }
    // Without merged cells, a group's name reaches right over the columns it leaves empty, as
    // long as something stands beneath.
    let beneath = line + 1 < lines.end && !grid.at(line + 1, field).is_blank();
    if has_merges || !beneath {
        return None;
    }
    let left = (0..field)
        .rev()
        .find(|left| !grid.at(line, *left).is_blank())?;
    let joined = (left..=field).all(|between| !grid.at(line + 1, between).is_blank());
    if joined {
        tidy(grid.at(line, left))
    } else {
        None
    }
}

fn tidy(cell: &Cell) -> Option<Arc<str>> {
    if cell.is_blank() {
        return None;
    }
    let shown = cell.shown();
    let words: Vec<&str> = shown.split_whitespace().collect();
    Some(Arc::from(words.join(" ")))
}
