//! Finding the header of a table, of one or several lines.
//!
//! The line with the most known headers is the seed; it grows down and up over lines that merged
//! cells tie to it or that hold nothing but headers. A blank line inside a header is passed over.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use super::{Column, Grid};
use crate::book::{Cell, Merge};
use crate::{header, limits};

/// Columns looked at to see what a line is.
const LOOK_FIELDS: u16 = 512;

/// A header that was found.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) lines: Range<u32>,
    pub(super) known: usize,
}

/// What a line looks like.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Look {
    pub(super) filled: usize,
    pub(super) known: usize,
    /// Known headers of names and codes.
    pub(super) anchors: usize,
    pub(super) texts: usize,
}

/// Looks at a line.
pub(super) fn look(grid: Grid<'_>, line: u32, fields: &Range<u16>) -> Look {
    let mut look = Look::default();
    let mut seen: HashSet<&str> = HashSet::new();
    let mut months: Vec<i32> = Vec::new();
    let end = fields.end.min(fields.start.saturating_add(LOOK_FIELDS));
    for field in fields.start..end {
        let cell = grid.at(line, field);
        if cell.is_blank() {
            continue;
        }
        look.filled += 1;
        if let Cell::Text(text) = cell {
            look.texts += usize::from(crate::value::number::parse(text).is_none());
            // The same header twice is one: a page printed again, not a second header.
            if text.len() >= 120 {
                continue;
            }
            if let Some(month) = header::dated_month(text) {
                months.push(month);
            } else if header::is_known(text) && seen.insert(text) {
                look.known += 1;
                look.anchors += usize::from(header::is_anchor(text));
            }
        }
    }
    look.known += run_of_months(&months);
    look
}

/// 2026年1月, 2026年2月, …: months of a header follow each other; those of dates do not.
fn run_of_months(months: &[i32]) -> usize {
    let follows = months.windows(2).filter(|pair| pair[1] == pair[0] + 1);
    let follows = follows.count();
    if follows >= 2 && follows + 1 == months.len() {
        months.len()
    } else {
        0
    }
}

/// The first header of a grid, if it shows one.
pub(super) fn find(grid: Grid<'_>, fields: &Range<u16>) -> Option<Found> {
    let search = grid.lines().min(limits::HEADER_SEARCH_ROWS);
    let looks: Vec<Look> = (0..search).map(|line| look(grid, line, fields)).collect();
    let first = looks.iter().position(is_seed);
    let seed = match first {
        // The best line of the first header: another table may stand further down.
        Some(first) => {
            let near = looks.len().min(first + limits::HEADER_ROWS_MAX as usize);
            let most = looks[first..near].iter().map(|look| look.known).max()?;
            first
                + looks[first..near]
                    .iter()
                    .position(|look| look.known == most)?
        }
        None => {
            // Nothing known: the first line whose words are those of headers, else the first that
            // is full and all text, with something beneath.
            let speaks = |line: u32| said(grid, line, fields) >= 3;
            let mut lines = 0..line_number(looks.len());
            if let Some(line) = lines.find(|line| speaks(*line)) {
                return Some(grown(grid, fields, line, 0));
            }
            let widest = looks.iter().map(|look| look.filled).max()?;
            looks.iter().position(|look| {
                look.filled >= 2 && look.filled * 10 >= widest * 6 && look.texts == look.filled
            })?
        }
    };
    Some(grown(grid, fields, line_number(seed), 0))
}

/// Texts of a line that speak as headers do.
fn said(grid: Grid<'_>, line: u32, fields: &Range<u16>) -> usize {
    let end = fields.end.min(fields.start.saturating_add(LOOK_FIELDS));
    let texts = (fields.start..end).filter_map(|field| match grid.at(line, field) {
        Cell::Text(text) => Some(text),
        _ => None,
    });
    texts.filter(|text| crate::mapping::is_said(text)).count()
}

/// Two known headers, and not a line of data in which two words happen to be known.
fn is_seed(look: &Look) -> bool {
    look.known >= 2 && (look.known * 4 >= look.filled || look.known >= 4)
}

/// The next header from a line on: with the name or the code of a project in it.
pub(super) fn find_next(grid: Grid<'_>, fields: &Range<u16>, from: u32) -> Option<Found> {
    for line in from..grid.lines() {
        if is_data(grid, line, fields) || !begins_known(grid, line, fields) {
            continue;
        }
        let look = look(grid, line, fields);
        if is_seed(&look) && look.anchors >= 1 && look.texts * 10 >= look.filled * 7 {
            return Some(grown(grid, fields, line, from));
        }
    }
    None
}

/// Told at a glance: lines of data begin with a number, and most lines are lines of data.
fn is_data(grid: Grid<'_>, line: u32, fields: &Range<u16>) -> bool {
    let first = fields
        .clone()
        .map(|field| grid.at(line, field))
        .find(|cell| !matches!(cell, Cell::Empty));
    match first {
        None | Some(Cell::Number(_) | Cell::Moment(_)) => true,
        Some(Cell::Text(text)) => text.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    }
}

/// Whether one of the first texts of a line is a known header: cheaper than looking at them all.
fn begins_known(grid: Grid<'_>, line: u32, fields: &Range<u16>) -> bool {
    const TEXTS: usize = 6;
    let texts = fields
        .clone()
        .filter_map(|field| match grid.at(line, field) {
            Cell::Text(text) => Some(text),
            _ => None,
        });
    let mut texts = texts.take(TEXTS);
    texts.any(|text| text.len() < 120 && header::is_known(text))
}

fn grown(grid: Grid<'_>, fields: &Range<u16>, seed: u32, from: u32) -> Found {
    let mut lines = seed..seed + 1;
    let best = look(grid, seed, fields).known;
    let mut known = best;
    // Grown up, a line may tie what is below: both ways until nothing more belongs to it.
    loop {
        let before = lines.clone();
        while lines.end - lines.start < limits::HEADER_ROWS_MAX {
            let Some(next) = next_filled(grid, lines.end, fields) else {
                break;
            };
            if !continues_below(grid, &lines, next, fields) {
                break;
            }
            known += look(grid, next, fields).known;
            lines.end = next + 1;
        }
        while lines.start > from
            && lines.end - lines.start < limits::HEADER_ROWS_MAX
            && begins_above(grid, &lines, fields)
        {
            lines.start -= 1;
            known += look(grid, lines.start, fields).known;
        }
        if lines == before {
            break;
        }
    }
    // Values of a transposed sheet may be headers' words too: only its best line counts.
    let known = if grid.transposed { best } else { known };
    Found { lines, known }
}

fn line_number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The line itself, or the next one if it is blank.
fn next_filled(grid: Grid<'_>, line: u32, fields: &Range<u16>) -> Option<u32> {
    let filled = |line: u32| fields.clone().any(|f| !grid.at(line, f).is_blank());
    (line..grid.lines().min(line + 2)).find(|line| filled(*line))
}

/// Merged ranges as the grid sees them.
fn merges(grid: Grid<'_>) -> impl Iterator<Item = Merge> {
    let short = |number: u32| u16::try_from(number).unwrap_or(u16::MAX);
    grid.sheet.merges.iter().map(move |merge| {
        if grid.transposed {
            Merge {
                top: u32::from(merge.left),
                left: short(merge.top),
                bottom: u32::from(merge.right),
                right: short(merge.bottom),
            }
        } else {
            *merge
        }
    })
}

/// Whether a merged cell names a column: a group of lines merged beside data does not.
fn is_header(grid: Grid<'_>, merge: &Merge) -> bool {
    matches!(grid.at(merge.top, merge.left), Cell::Text(text) if header::is_label(text))
}

fn continues_below(grid: Grid<'_>, lines: &Range<u32>, next: u32, fields: &Range<u16>) -> bool {
    let last = lines.end - 1;
    let inside = |merge: &Merge| fields.contains(&merge.left);
    let look = look(grid, next, fields);
    // Across, a title merged over all projects ties nothing: sub-headers must be known.
    let may_tie = !grid.transposed || look.known >= 2;
    if may_tie
        && merges(grid).any(|merge| {
            inside(&merge)
                && lines.contains(&merge.top)
                && merge.bottom >= next
                && is_header(grid, &merge)
        })
    {
        return true;
    }
    let wide = fields.start..fields.end.min(fields.start.saturating_add(LOOK_FIELDS));
    let both = |field: &u16| !grid.at(next, *field).is_blank() && !grid.at(last, *field).is_blank();
    // Sub-headers stand where the line above is grouped or empty, and nothing else stands there.
    let groups = |field: &u16| {
        both(field)
            && *field + 1 < wide.end
            && grid.at(last, field + 1).is_blank()
            && !grid.at(next, field + 1).is_blank()
    };
    let alone = wide
        .clone()
        .any(|field| grid.at(next, field).is_blank() && !grid.at(last, field).is_blank());
    look.known >= 2
        && look.texts == look.filled
        && alone
        && wide.clone().filter(|field| both(field)).count()
            <= wide.clone().filter(|field| groups(field)).count()
}

fn begins_above(grid: Grid<'_>, lines: &Range<u32>, fields: &Range<u16>) -> bool {
    let above = lines.start - 1;
    let look = look(grid, above, fields);
    // 填报单位：…, 单位：万元: a line of titles.
    let titled = fields.clone().any(
        |field| matches!(grid.at(above, field), Cell::Text(text) if text.contains(['：', ':'])),
    );
    if titled {
        return false;
    }
    let width = fields.end - fields.start;
    let (mut reaches, mut groups) = (0, 0);
    for merge in merges(grid).filter(|merge| fields.contains(&merge.left) && merge.top <= above) {
        let span = u32::from(merge.right - merge.left + 1);
        reaches += usize::from(merge.top == above && merge.bottom >= lines.start);
        groups +=
            usize::from(merge.bottom == above && span > 1 && span * 10 < u32::from(width) * 8);
    }
    let mut plain_names = look.known >= 1 && look.filled >= 3 && look.texts == look.filled;
    // A line that only labels the form (编制单位：… 单位：万元) is a title.
    plain_names &= look.known * 3 >= look.filled;
    // Groups above their columns need no known name where merged cells show what they are.
    let grouped = (reaches + groups >= 1 && look.known >= 1) || (reaches >= 1 && groups >= 1);
    look.filled >= 2 && look.texts == look.filled && grouped || plain_names
}

/// Columns under a header: each with its texts from the top.
pub(super) fn columns(grid: Grid<'_>, lines: &Range<u32>, fields: &Range<u16>) -> Vec<Column> {
    let filled: Vec<u32> = lines
        .clone()
        .filter(|line| fields.clone().any(|f| !grid.at(*line, f).is_blank()))
        .collect();
    let ties: Vec<Merge> = merges(grid)
        .filter(|merge| lines.contains(&merge.top) && fields.contains(&merge.left))
        .collect();
    let mut columns = Vec::new();
    for field in fields.clone() {
        let mut path: Vec<Arc<str>> = Vec::new();
        for at in 0..filled.len() {
            let text = header_text(grid, &filled, at, field, fields.start, &ties);
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
    filled: &[u32],
    at: usize,
    field: u16,
    first: u16,
    ties: &[Merge],
) -> Option<Arc<str>> {
    let line = filled[at];
    let own = tidy(grid.at(line, field));
    if own.is_some() {
        return own;
    }
    let within = |merge: &&Merge| {
        (merge.top..=merge.bottom).contains(&line) && (merge.left..=merge.right).contains(&field)
    };
    if let Some(merge) = ties.iter().find(within) {
        return tidy(grid.at(merge.top, merge.left));
    }
    // Without merged cells, a group's name reaches right over the columns it leaves empty, as
    // long as something stands beneath.
    let beneath = *filled.get(at + 1)?;
    if !ties.is_empty() || grid.at(beneath, field).is_blank() {
        return None;
    }
    let left = (first..field)
        .rev()
        .find(|left| !grid.at(line, *left).is_blank())?;
    let joined = (left..=field).all(|between| !grid.at(beneath, between).is_blank());
    if joined {
        tidy(grid.at(line, left))
    } else {
        None
    }
}

/// The text of a header in one line.
pub(super) fn tidy(cell: &Cell) -> Option<Arc<str>> {
    if cell.is_blank() {
        return None;
    }
    let shown = cell.shown();
    let words: Vec<&str> = shown.split_whitespace().collect();
    Some(Arc::from(words.join(" ")))
}
