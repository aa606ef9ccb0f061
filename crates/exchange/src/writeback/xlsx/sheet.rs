//! One sheet as XML: what stands in it, and the same with cells changed and rows put in.
//!
//! Promises: whatever is neither changed nor moved is copied byte for byte.

use std::collections::{BTreeMap, HashMap};

use super::super::edit::{Insert, NewCell, SheetEdits};
use super::cell::{self, Cached, CellWriter, CellXml, formula_text};
use super::formula::{self, Shifts};
use super::furniture;
use super::reference::{Shift, cell_at};
use super::styles::Styles;
use super::xml::{Kind, Splice, Tag, Tags, with_attribute, without_attribute};

/// What a sheet holds that matters for writing into it.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// Formulas by their cells, shared ones spelled out.
    pub(super) formulas: HashMap<(u32, u16), String>,
    /// Ranges one formula fills: first row and column, last row and column.
    pub(super) arrays: Vec<((u32, u16), (u32, u16))>,
    /// Formats of cells asked for.
    pub(super) styles: HashMap<(u32, u16), u32>,
}

impl Scan {
    /// Looks through a sheet. Formats are noted of the cells that `wanted` names.
    pub(super) fn of(text: &str, wanted: impl Fn(u32, u16) -> bool) -> Scan {
        let mut scan = Scan::default();
        let mut masters: HashMap<String, (u32, u16, String)> = HashMap::new();
        each_row(text, |row| {
            for cell in row.cells() {
                let at = (row.number, cell.column);
                if wanted(at.0, at.1)
                    && let Some(style) = cell.style()
                {
                    scan.styles.insert(at, style);
                }
                let Some((tag, raw)) = cell.formula() else {
                    continue;
                };
                scan.note(at, &tag, raw, &mut masters);
            }
        });
        scan
    }

    fn note(
        &mut self,
        at: (u32, u16),
        tag: &Tag<'_>,
        raw: &str,
        masters: &mut HashMap<String, (u32, u16, String)>,
    ) {
        let own = formula_text(raw);
        let kind = tag.raw_attribute("t").unwrap_or("normal");
        let range = tag.raw_attribute("ref");
        if matches!(kind, "array" | "dataTable")
            && let Some(range) = range
        {
            let (from, to) = range.split_once(':').unwrap_or((range, range));
            if let (Some(from), Some(to)) = (cell_at(from), cell_at(to)) {
                self.arrays.push((from, to));
            }
        }
        let index = tag.raw_attribute("si").unwrap_or_default().to_owned();
        let text = if kind == "shared" && own.is_empty() {
            match masters.get(&index) {
                Some((row, column, master)) => {
                    let rows = i64::from(at.0) - i64::from(*row);
                    let columns = i64::from(at.1) - i64::from(*column);
                    formula::copied(master, rows, columns)
                }
                None => own,
            }
        } else {
            if kind == "shared" {
                masters.insert(index, (at.0, at.1, own.clone()));
            }
            own
        };
        self.formulas.insert(at, text);
    }

    /// Whether a formula decides what stands in a cell.
    pub(super) fn is_computed(&self, row: u32, column: u16) -> bool {
        self.formulas.contains_key(&(row, column))
            || self.arrays.iter().any(|(from, to)| {
                (from.0..=to.0).contains(&row) && (from.1..=to.1).contains(&column)
            })
    }
}

/// A row of a sheet as it stands.
struct RowXml<'a> {
    number: u32,
    tag: Tag<'a>,
    text: &'a str,
    /// Where the row ends, its closing tag included.
    end: usize,
}

impl<'a> RowXml<'a> {
    /// Its cells in order.
    fn cells(&self) -> Vec<CellXml<'a>> {
        let mut cells = Vec::new();
        if self.tag.kind == Kind::Empty {
            return cells;
        }
        let mut tags = Tags::new(&self.text[..self.end]);
        tags.jump(self.tag.end());
        let mut next = 0;
        while let Some(tag) = tags.next() {
            if tag.local() != "c" || tag.kind == Kind::End {
                continue;
            }
            let named = tag.raw_attribute("r").and_then(cell_at);
            let column = named.map_or(next, |(_, column)| column);
            next = column.saturating_add(1);
            let end = if tag.kind == Kind::Empty {
                tag.end()
            } else {
                let close = tags.find(|own| own.kind == Kind::End && own.local() == "c");
                close.map_or(self.end, |close| close.end())
            };
            cells.push(CellXml {
                column,
                tag,
                raw: &self.text[tag.at..end],
            });
        }
        cells
    }
}

/// Goes through the rows of a sheet.
fn each_row<'a>(text: &'a str, mut then: impl FnMut(&RowXml<'a>)) {
    let mut tags = Tags::new(text);
    let Some(data) = tags.find(|tag| tag.local() == "sheetData") else {
        return;
    };
    if data.kind == Kind::Empty {
        return;
    }
    let mut next = 0;
    while let Some(tag) = tags.next() {
        match (tag.local(), tag.kind) {
            ("sheetData", Kind::End) => return,
            ("row", Kind::Start | Kind::Empty) => {
                let row = row_at(text, tag, next);
                next = row.number.saturating_add(1);
                tags.jump(row.end);
                then(&row);
            }
            _ => {}
        }
    }
}

fn row_at<'a>(text: &'a str, tag: Tag<'a>, next: u32) -> RowXml<'a> {
    let named = tag.raw_attribute("r").and_then(|r| r.parse::<u32>().ok());
    let close = format!("</{}>", tag.name);
    let end = match tag.kind {
        Kind::Empty => tag.end(),
        _ => text[tag.end()..]
            .find(&close)
            .map_or(text.len(), |at| tag.end() + at + close.len()),
    };
    RowXml {
        number: named.and_then(|r| r.checked_sub(1)).unwrap_or(next),
        tag,
        text,
        end,
    }
}

/// All that writing into a sheet needs.
pub(super) struct SheetJob<'a> {
    pub(super) name: &'a str,
    pub(super) edits: &'a SheetEdits,
    pub(super) scan: &'a Scan,
    /// Rows put into this sheet.
    pub(super) shift: &'a Shift,
    /// Rows put into any sheet.
    pub(super) shifts: &'a Shifts,
    /// Values of formulas computed anew, by cell as it was.
    pub(super) cached: &'a HashMap<(u32, u16), Cached>,
    /// Values of formulas copied into new rows: row above, how many rows below it, column.
    pub(super) cached_new: &'a HashMap<(u32, u32, u16), Cached>,
    pub(super) epoch_1904: bool,
}

impl SheetJob<'_> {
    /// The sheet with everything written into it.
    pub(super) fn write(&self, text: &str, styles: &mut Styles) -> String {
        let mut out = Splice::new(text);
        let column_styles = furniture::column_styles(text);
        let mut writing = Writing {
            job: self,
            cells: CellWriter {
                prefix: "",
                styles,
                epoch_1904: self.epoch_1904,
            },
            column_styles,
        };
        let touched = self.touched();
        let mut pending: Vec<u32> = self.edits.cells.keys().map(|at| at.0).collect();
        pending.dedup();
        let mut pending = pending.into_iter().peekable();
        let mut data_end = None;
        each_row(text, |row| {
            data_end = Some((row.end, row.tag));
            let mut before = String::new();
            while let Some(missing) = pending.next_if(|own| *own < row.number) {
                writing.missing_row(&mut before, missing, row.tag.prefix());
            }
            let _ = pending.next_if_eq(&row.number);
            if !before.is_empty() {
                out.replace(row.tag.at..row.tag.at, &before);
            }
            let raw = &text[row.tag.at..row.end];
            let formulas = raw.contains("<f") || raw.contains(":f");
            let follows = formulas && !self.shifts.is_nothing();
            let goes_down = self.shift.row(row.number) != row.number;
            if follows || goes_down || touched.contains_key(&row.number) {
                out.replace(row.tag.at..row.end, &writing.row(row));
            }
        });
        if let Some((end, tag)) = data_end {
            let mut after = String::new();
            for missing in pending {
                writing.missing_row(&mut after, missing, tag.prefix());
            }
            if !after.is_empty() {
                out.replace(end..end, &after);
            }
        }
        furniture::write(&out.done(), self)
    }

    /// Rows in which something is written.
    fn touched(&self) -> BTreeMap<u32, ()> {
        let edits = self.edits.cells.keys().map(|at| at.0);
        let inserts = self.edits.inserts.iter().map(|insert| insert.after);
        let cached = self.cached.keys().map(|at| at.0);
        edits
            .chain(inserts)
            .chain(cached)
            .map(|row| (row, ()))
            .collect()
    }
}

struct Writing<'a, 'b> {
    job: &'b SheetJob<'b>,
    cells: CellWriter<'a>,
    column_styles: Vec<(u16, u16, u32)>,
}

impl<'a> Writing<'a, '_> {
    /// A row with its changes, and the rows put in after it.
    fn row(&mut self, row: &RowXml<'a>) -> String {
        self.cells.prefix = row.tag.prefix();
        let cells = row.cells();
        let number = self.job.shift.row(row.number);
        let edits = &self.job.edits.cells;
        let mut edits = edits
            .range((row.number, 0)..=(row.number, u16::MAX))
            .map(|((_, column), cell)| (*column, cell))
            .peekable();
        let mut inner = String::new();
        for cell in &cells {
            while let Some((column, new)) = edits.next_if(|own| own.0 < cell.column) {
                self.new_cell(&mut inner, row, number, column, new);
            }
            match edits.next_if(|own| own.0 == cell.column) {
                Some((column, new)) => {
                    let name = zone::cell_name(number, column);
                    let like = self.like(new);
                    self.cells
                        .content(&mut inner, &name, cell.style(), new, like);
                }
                None => self.old_cell(&mut inner, row.number, number, cell),
            }
        }
        for (column, new) in edits {
            self.new_cell(&mut inner, row, number, column, new);
        }
        let mut tag = row.tag.raw.to_owned();
        if row.tag.raw_attribute("r").is_some() && number != row.number {
            tag = with_attribute(&tag, "r", &(number + 1).to_string());
        }
        let mut out = whole_row(&row.tag, &tag, &inner);
        let inserts = &self.job.edits.inserts;
        for insert in inserts.iter().filter(|insert| insert.after == row.number) {
            self.inserted(&mut out, row, &cells, insert);
        }
        out
    }

    fn like(&self, cell: &NewCell) -> Option<u32> {
        match cell {
            NewCell::Day {
                like: Some(like), ..
            } => self.job.scan.styles.get(like).copied(),
            _ => None,
        }
    }

    /// A cell where there was none.
    fn new_cell(
        &mut self,
        out: &mut String,
        row: &RowXml<'_>,
        number: u32,
        column: u16,
        new: &NewCell,
    ) {
        let of_row = row.tag.raw_attribute("s").and_then(|s| s.parse().ok());
        let columns = &self.column_styles;
        let of_column = columns
            .iter()
            .find(|(from, to, _)| (*from..=*to).contains(&column));
        let style = of_row.or(of_column.map(|(_, _, style)| *style));
        let name = zone::cell_name(number, column);
        let like = self.like(new);
        self.cells.content(out, &name, style, new, like);
    }

    fn missing_row(&mut self, out: &mut String, number: u32, prefix: &'a str) {
        self.cells.prefix = prefix;
        let mut inner = String::new();
        let there = self.job.shift.row(number);
        let edits = &self.job.edits.cells;
        for ((_, column), new) in edits.range((number, 0)..=(number, u16::MAX)) {
            let name = zone::cell_name(there, *column);
            let like = self.like(new);
            self.cells.content(&mut inner, &name, None, new, like);
        }
        let row = there + 1;
        *out += &format!("<{prefix}row r=\"{row}\">{inner}</{prefix}row>");
    }

    /// A cell that keeps what it holds; its formula follows rows that went down.
    fn old_cell(&mut self, out: &mut String, old: u32, number: u32, cell: &CellXml<'_>) {
        let name = zone::cell_name(number, cell.column);
        let cached = self.job.cached.get(&(old, cell.column));
        let formula = match cell.formula() {
            Some((tag, raw)) if !self.job.shifts.is_nothing() => {
                Some(self.shifted_formula(&tag, raw, old, cell.column))
            }
            _ => None,
        };
        if formula.is_none() && cached.is_none() && old == number {
            out.push_str(cell.raw);
        } else {
            *out += &cell::moved(cell, &name, formula.as_deref(), cached);
        }
    }

    /// The element of a formula after rows went down. A shared formula is spelled out, as its
    /// cells may no longer be alike.
    fn shifted_formula(&self, tag: &Tag<'_>, raw: &str, row: u32, column: u16) -> String {
        let job = self.job;
        let shift = |text: &str| job.shifts.formula(text, job.name, Some(row));
        if tag.raw_attribute("t") == Some("shared") {
            let text = job.scan.formulas.get(&(row, column));
            let text = super::xml::escaped(&shift(text.map_or("", String::as_str)));
            let name = tag.name;
            return format!("<{name}>{text}</{name}>");
        }
        let mut head = tag.raw.to_owned();
        for attribute in ["ref", "r1", "r2"] {
            if let Some(range) = tag.raw_attribute(attribute) {
                head = with_attribute(&head, attribute, &job.shift.range(range, false));
            }
        }
        if tag.kind == Kind::Empty {
            return head;
        }
        let text = super::xml::escaped(&shift(&formula_text(raw)));
        format!("{head}{text}</{}>", tag.name)
    }

    /// Rows put in after a row, made like it.
    fn inserted(
        &mut self,
        out: &mut String,
        above: &RowXml<'a>,
        cells: &[CellXml<'a>],
        insert: &Insert,
    ) {
        let first = self.job.shift.row(above.number) + 1;
        for (new, number) in insert.rows.iter().zip(first..) {
            let mut inner = String::new();
            let mut rest = new.clone();
            for cell in cells {
                for (column, extra) in split_before(&mut rest, cell.column) {
                    self.new_cell(&mut inner, above, number, column, &extra);
                }
                self.like_above(&mut inner, insert, new, (number, cell), &mut rest);
            }
            for (column, extra) in rest {
                self.new_cell(&mut inner, above, number, column, &extra);
            }
            let mut tag = above.tag.raw.to_owned();
            for attribute in ["hidden", "collapsed"] {
                tag = without_attribute(&tag, attribute);
            }
            tag = with_attribute(&tag, "r", &(number + 1).to_string());
            *out += &whole_row(&above.tag, &tag, &inner);
        }
    }

    /// A cell of a new row: its value, else the formula of the cell above, else its format alone.
    fn like_above(
        &mut self,
        out: &mut String,
        insert: &Insert,
        row: &BTreeMap<u16, NewCell>,
        (number, cell): (u32, &CellXml<'_>),
        rest: &mut BTreeMap<u16, NewCell>,
    ) {
        let above = insert.after;
        let name = zone::cell_name(number, cell.column);
        let new = rest.remove(&cell.column);
        let formula = self.job.scan.formulas.get(&(above, cell.column));
        let formula = formula.filter(|own| is_copied(own, insert, row, cell.column));
        match (new, formula) {
            (_, Some(formula)) => {
                let down = number - self.job.shift.row(above);
                let text = self.copied_down(formula, above, down);
                let cached = self.job.cached_new.get(&(above, down, cell.column));
                let cached = cached.unwrap_or(&Cached::Unknown);
                self.cells.formula(out, &name, cell.style(), &text, cached);
            }
            (Some(new), None) => {
                let like = self.like(&new);
                self.cells.content(out, &name, cell.style(), &new, like);
            }
            (None, None) => {
                self.cells
                    .content(out, &name, cell.style(), &NewCell::Blank, None);
            }
        }
    }

    fn copied_down(&self, formula: &str, above: u32, down: u32) -> String {
        copied_down(self.job.shifts, self.job.name, formula, above, down)
    }
}

/// Whether a formula of the row above is copied into a new row. In a column that is read, it is
/// only if some cell of the row it computes from holds something: a sum of nothing would say 0,
/// which nobody said.
pub(super) fn is_copied(
    formula: &str,
    insert: &Insert,
    row: &BTreeMap<u16, NewCell>,
    column: u16,
) -> bool {
    if !insert.read.contains(&column) {
        return true;
    }
    formula::pieces(formula).iter().any(|piece| match piece {
        formula::Piece::Cells(reference) => {
            let to = reference.to.unwrap_or(reference.from);
            let (Some(left), Some(right)) = (reference.from.column, to.column) else {
                return false;
            };
            let of_row = reference.from.row == Some(insert.after) && to.row == Some(insert.after);
            of_row
                && row
                    .range(left.min(right)..=left.max(right))
                    .next()
                    .is_some()
        }
        formula::Piece::Other(_) => false,
    })
}

/// The formula of a row as a new row so many rows below it has it.
pub(super) fn copied_down(
    shifts: &Shifts,
    sheet: &str,
    formula: &str,
    above: u32,
    down: u32,
) -> String {
    let settled = shifts.formula(formula, sheet, Some(above));
    formula::copied(&settled, i64::from(down), 0)
}

fn split_before(rest: &mut BTreeMap<u16, NewCell>, column: u16) -> BTreeMap<u16, NewCell> {
    let behind = rest.split_off(&column);
    std::mem::replace(rest, behind)
}

fn whole_row(old: &Tag<'_>, tag: &str, inner: &str) -> String {
    if inner.is_empty() {
        let open = tag.trim_end_matches('>').trim_end_matches('/').trim_end();
        return format!("{open}/>");
    }
    let open = match old.kind {
        Kind::Empty => format!("{}>", tag.trim_end_matches("/>").trim_end()),
        _ => tag.to_owned(),
    };
    format!("{open}{inner}</{}>", old.name)
}
