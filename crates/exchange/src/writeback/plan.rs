//! What is to be written into a file: every cell of a project compared with the zone.

use std::collections::{BTreeMap, HashMap};

use zone::{Field, ProjectId, Value};

use super::edit::{NewCell, SheetEdits};
use super::habit::Habit;
use super::matching::{Matched, Matching};
use super::merges::Merges;
use super::render::{self, Column, Renderer, as_read};
use super::report::{Changed, Kept, KeptCause, Report};
use crate::book::{Book, Cell, Source};
use crate::mapping::{Fitted, Mapping, Target};
use crate::rows::{CellAt, DraftFact, ImportRow, Rows};

/// Whether a formula decides what stands in a cell: sheet, row, column.
pub(super) type IsComputed<'a> = &'a dyn Fn(usize, u32, u16) -> bool;

/// A file and a zone side by side.
pub(super) struct Planner<'a> {
    pub(super) renderer: Renderer<'a>,
    pub(super) book: &'a Book,
    pub(super) mapping: &'a Mapping,
    pub(super) rows: &'a Rows,
    pub(super) fitted: &'a [Fitted],
    pub(super) is_computed: IsComputed<'a>,
    /// How each column of each sheet writes, by fitted sheet.
    pub(super) habits: Vec<HashMap<u16, Habit>>,
    /// The project of each row, by where the row stands: sheet and line.
    pub(super) projects: BTreeMap<(usize, u32), ProjectId>,
    /// Days of the workbook are counted from 1904.
    pub(super) from_1904: bool,
    pub(super) edits: HashMap<usize, SheetEdits>,
    pub(super) report: Report,
    /// What is to be told of cells, by where they were.
    changed: Vec<(CellAt, Changed)>,
    kept: Vec<(CellAt, KeptCause)>,
}

/// The facts of a file by the cells they were read from.
type Facts<'a> = BTreeMap<CellAt, Vec<&'a DraftFact>>;

impl<'a> Planner<'a> {
    pub(super) fn new(
        renderer: Renderer<'a>,
        book: &'a Book,
        mapping: &'a Mapping,
        rows: &'a Rows,
        fitted: &'a [Fitted],
        is_computed: IsComputed<'a>,
    ) -> Planner<'a> {
        let mut planner = Planner {
            renderer,
            book,
            mapping,
            rows,
            fitted,
            is_computed,
            from_1904: matches!(
                book.source,
                Source::Workbook {
                    epoch_1904: true,
                    ..
                }
            ),
            habits: fitted.iter().map(|_| HashMap::new()).collect(),
            projects: BTreeMap::new(),
            edits: HashMap::new(),
            report: Report::default(),
            changed: Vec::new(),
            kept: Vec::new(),
        };
        planner.learn();
        planner
    }

    /// The fitted table that a cell of the file stands in: a sheet may have several.
    fn fitted_at(&self, at: CellAt) -> Option<usize> {
        let sheet = usize::from(at.sheet);
        let here = |own: &Fitted| own.sheet == sheet && own.table.holds((at.row, at.column));
        self.fitted.iter().position(here)
    }

    fn learn(&mut self) {
        for row in &self.rows.rows {
            for fact in &row.facts {
                let Some(at) = fact.cell else { continue };
                let Some(index) = self.fitted_at(at) else {
                    continue;
                };
                let fitted = &self.fitted[index];
                let sheet = &self.book.sheets[fitted.sheet];
                let key = column_of(fitted, at);
                let habit = self.habits[index].entry(key).or_default();
                let cell = sheet.cell(at.row, at.column);
                habit.learn(cell, (at.row, at.column), fact, &mut self.renderer.names);
            }
        }
    }

    /// Finds the project of every row.
    pub(super) fn recognise(&mut self, matching: &Matching) {
        for row in &self.rows.rows {
            let Some(index) = self.fitted_at(row.at) else {
                continue;
            };
            let line = line_of(&self.fitted[index], row.at);
            let zone = self.renderer.zone;
            match matching.find(zone, &mut self.renderer.names, row) {
                Matched::One(id) => {
                    self.projects.insert((index, line), id);
                }
                Matched::Several => self.keep(row.at, KeptCause::Ambiguous(row.name.to_string())),
                Matched::None => self.keep(row.at, KeptCause::Unknown(row.name.to_string())),
            }
        }
    }

    /// Compares every cell of every project.
    pub(super) fn compare(&mut self) {
        let rows = self.rows;
        let mut facts: Facts<'a> = BTreeMap::new();
        for fact in rows.rows.iter().flat_map(|row| &row.facts) {
            if let Some(at) = fact.cell {
                facts.entry(at).or_default().push(fact);
            }
        }
        let mut merges: Vec<Merges<'a>> = Vec::new();
        for fitted in self.fitted {
            let sheet = &self.book.sheets[fitted.sheet];
            let columns = fitted.columns.iter().map(|(field, _)| *field);
            merges.push(Merges::of(sheet, columns));
        }
        let mut joined: BTreeMap<(usize, usize), Vec<Wish>> = BTreeMap::new();
        for row in &rows.rows {
            self.row(row, &facts, &merges, &mut joined);
        }
        for ((index, position), wishes) in joined {
            let merge = merges[index].get(position);
            self.settle(index, (merge.top, merge.left), &wishes);
        }
    }

    fn row(
        &mut self,
        row: &ImportRow,
        facts: &Facts<'a>,
        merges: &[Merges<'a>],
        joined: &mut BTreeMap<(usize, usize), Vec<Wish>>,
    ) {
        let Some(index) = self.fitted_at(row.at) else {
            return;
        };
        let fitted = &self.fitted[index];
        let line = line_of(fitted, row.at);
        let Some(id) = self.projects.get(&(index, line)).copied() else {
            return;
        };
        let zone = self.renderer.zone;
        let Some(project) = zone.projects.get(&id) else {
            return;
        };
        let on = row.as_of.unwrap_or(self.renderer.on);
        if let Some(entry) = project.standing(on) {
            let cause = KeptCause::NotRunning(row.name.to_string(), entry.change.word());
            self.keep(row.at, cause);
            return;
        }
        for (field, mapping) in &fitted.columns {
            let Target::Field(target) = &mapping.target else {
                continue;
            };
            let Some(value) = value_on(project, target, on) else {
                continue;
            };
            let at = cell_of(fitted, line, *field);
            let none = Vec::new();
            let read = facts.get(&at).unwrap_or(&none);
            let wish = self.wish(index, *field, at, target, value, read);
            let Some(wish) = wish else { continue };
            let merge = merges[index].at(at.row, at.column);
            match merge.filter(|(_, merge)| merge.bottom > merge.top || merge.left != at.column) {
                Some((position, _)) => joined.entry((index, position)).or_default().push(wish),
                None => self.settle(index, (at.row, at.column), &[wish]),
            }
        }
    }

    /// What a cell is to become of a project's value; `None` if the cell is nobody's business.
    fn wish(
        &mut self,
        index: usize,
        field: u16,
        at: CellAt,
        target: &Field,
        value: &Value,
        read: &[&'a DraftFact],
    ) -> Option<Wish> {
        let own = read.iter().find(|fact| fact.field == *target).copied();
        let mut wish = Wish {
            at,
            field: target.clone(),
            project: self
                .projects
                .get(&(index, line_of(&self.fitted[index], at)))
                .copied(),
            new: None,
            shown: String::new(),
            refused: None,
        };
        if own.is_some_and(|own| self.renderer.says(own, value)) {
            return Some(wish);
        }
        let fitted = &self.fitted[index];
        let sheet = &self.book.sheets[fitted.sheet];
        let old = sheet.cell(at.row, at.column);
        let empty = Habit::default();
        let habit = self.habits[index].get(&field).unwrap_or(&empty);
        let mapping = fitted.columns.iter().find(|own| own.0 == field)?;
        let column = Column {
            field: target,
            mapping: &mapping.1,
            habit,
            defaults: &self.mapping.defaults,
            epoch_1904: self.from_1904,
        };
        let new = self
            .renderer
            .cell(value, old, own.map(|own| &own.value), column);
        wish.shown = as_read(&new).shown().into_owned();
        if own.is_none() && old.is_blank() && new == NewCell::Blank {
            return None;
        }
        let others = read.iter().filter(|fact| fact.field != *target).count();
        if own.is_none() && !old.is_blank() {
            let shown = crate::value::short(&old.shown());
            wish.refused = Some(KeptCause::Unreadable(shown, wish.shown.clone()));
        } else if (self.is_computed)(fitted.sheet, at.row, at.column) {
            let shown = old.shown().into_owned();
            wish.refused = Some(KeptCause::Formula(shown, wish.shown.clone()));
        } else if others > 0 {
            match self.of_several(index, read, old, column, wish.project) {
                Some(cell) => wish.new = Some(cell),
                None => wish.refused = Some(KeptCause::Several(wish.shown.clone())),
            }
        } else {
            wish.new = Some(new);
        }
        Some(wish)
    }

    /// A cell that holds two values, both as the zone has them.
    fn of_several(
        &self,
        index: usize,
        read: &[&'a DraftFact],
        old: &Cell,
        column: Column<'_>,
        project: Option<ProjectId>,
    ) -> Option<NewCell> {
        let [first, second] = read else { return None };
        let project = self.renderer.zone.projects.get(&project?)?;
        let fitted = &self.fitted[index];
        let one = |fact: &'a DraftFact| {
            let value = value_on(project, &fact.field, self.renderer.on)?;
            let is_target = |own: &&(u16, crate::mapping::ColumnMapping)| {
                own.1.target == Target::Field(fact.field.clone())
            };
            let mapped = fitted.columns.iter().find(is_target);
            Some((value, &fact.value, mapped))
        };
        let (a, b) = (one(first)?, one(second)?);
        let as_column = |fact: &'a DraftFact, mapped: Option<&'a (u16, _)>| Column {
            field: &fact.field,
            mapping: mapped.map_or(column.mapping, |own| &own.1),
            habit: mapped
                .and_then(|own| self.habits[index].get(&own.0))
                .unwrap_or(column.habit),
            ..column
        };
        let parts = [
            (a.0, a.1, as_column(first, a.2)),
            (b.0, b.1, as_column(second, b.2)),
        ];
        render::two(&self.renderer, old, parts)
    }

    /// Writes a cell if all projects it stands for agree, and says what was done.
    fn settle(&mut self, index: usize, anchor: (u32, u16), wishes: &[Wish]) {
        let news: Vec<&Wish> = wishes
            .iter()
            .filter(|wish| wish.new.is_some() || wish.refused.is_some())
            .collect();
        let Some(first) = news.first() else {
            self.report.same += wishes.len();
            return;
        };
        if let Some(cause) = &first.refused {
            for wish in &news {
                let cause = wish.refused.as_ref().unwrap_or(cause);
                self.keep(wish.at, cause.clone());
            }
            return;
        }
        let agree = news.len() == wishes.len() && news.iter().all(|wish| wish.new == first.new);
        let covered = (first.at.row, first.at.column) != anchor && wishes.len() == 1;
        if !agree || covered {
            for wish in &news {
                self.keep(wish.at, KeptCause::Merged(wish.shown.clone()));
            }
            return;
        }
        let fitted = &self.fitted[index];
        let sheet = &self.book.sheets[fitted.sheet];
        let at = CellAt {
            row: anchor.0,
            column: anchor.1,
            ..first.at
        };
        let Some(new) = first.new.clone() else { return };
        let old = sheet.cell(at.row, at.column).shown().into_owned();
        self.write(at, new, old, first.project, Some(first.field.clone()));
    }

    /// Notes a cell to write.
    pub(super) fn write(
        &mut self,
        at: CellAt,
        new: NewCell,
        old: String,
        project: Option<ProjectId>,
        field: Option<Field>,
    ) {
        let shown = as_read(&new).shown().into_owned();
        let edits = self.edits.entry(usize::from(at.sheet)).or_default();
        if edits.cells.insert((at.row, at.column), new).is_some() {
            return;
        }
        let changed = Changed {
            sheet: self.rows.sheets[usize::from(at.sheet)].clone(),
            cell: String::new(),
            project,
            field,
            old,
            new: shown,
        };
        self.changed.push((at, changed));
    }

    /// Notes what is left.
    pub(super) fn keep(&mut self, at: CellAt, cause: KeptCause) {
        self.kept.push((at, cause));
    }

    /// The report, with cells named as they are in the file written.
    pub(super) fn done(mut self) -> (HashMap<String, SheetEdits>, Report) {
        let inserts: HashMap<usize, Vec<(u32, u32)>> = self
            .edits
            .iter()
            .map(|(sheet, edits)| {
                let counts = edits
                    .inserts
                    .iter()
                    .map(|own| (own.after, u32::try_from(own.rows.len()).unwrap_or(u32::MAX)));
                (*sheet, counts.collect())
            })
            .collect();
        let name = |at: &CellAt| {
            let above = inserts.get(&usize::from(at.sheet));
            let down: u32 = above.map_or(0, |own| {
                own.iter()
                    .filter(|(after, _)| *after < at.row)
                    .map(|(_, count)| count)
                    .sum()
            });
            zone::cell_name(at.row + down, at.column)
        };
        self.changed.sort_by_key(|(at, _)| *at);
        self.kept.sort_by_key(|(at, _)| *at);
        for (at, mut changed) in std::mem::take(&mut self.changed) {
            changed.cell = name(&at);
            self.report.changed.push(changed);
        }
        for (at, cause) in std::mem::take(&mut self.kept) {
            self.report.kept.push(Kept {
                sheet: self.rows.sheets[usize::from(at.sheet)].clone(),
                cell: name(&at),
                code: cause.code(),
                what: cause.what(),
            });
        }
        let named = self.edits.into_iter().filter_map(|(sheet, mut edits)| {
            let sheet = &self.book.sheets.get(sheet)?;
            edits.merges.clone_from(&sheet.merges);
            Some((sheet.name.to_string(), edits))
        });
        (named.collect(), self.report)
    }
}

/// What one project wants of a cell.
#[derive(Debug, Clone)]
struct Wish {
    at: CellAt,
    field: Field,
    project: Option<ProjectId>,
    /// What it is to hold; `None` if it says so already.
    new: Option<NewCell>,
    shown: String,
    refused: Option<KeptCause>,
}

/// The value to be written: that of the date, but no cumulative figure of an earlier year. A field
/// the zone knows nothing of says nothing about the cell.
pub(crate) fn value_on<'a>(
    project: &'a zone::Project,
    field: &Field,
    on: jiff::civil::Date,
) -> Option<&'a Value> {
    let (since, fact) = project.facts.get(field)?.at(on)?;
    let of_year = matches!(field, Field::ReportedYtd | Field::CertifiedYtd);
    (!of_year || since.year() == on.year()).then_some(&fact.value)
}

/// The line of a cell: its row, its column where projects go across, its project in a form.
pub(super) fn line_of(fitted: &Fitted, at: CellAt) -> u32 {
    fitted.table.line_and_field((at.row, at.column)).0
}

fn column_of(fitted: &Fitted, at: CellAt) -> u16 {
    fitted.table.line_and_field((at.row, at.column)).1
}

pub(super) fn cell_of(fitted: &Fitted, line: u32, field: u16) -> CellAt {
    let sheet = u16::try_from(fitted.sheet).unwrap_or(u16::MAX);
    let (row, column) = fitted.table.cell_at(line, field);
    CellAt { sheet, row, column }
}
