//! Projects new to a file: where their rows go, and what stands in them.
//!
//! A row goes after the last project of its section: the one whose projects, or whose heading, it
//! is most like. Running numbers go on; those of the sections below move up where the numbering
//! runs through the whole table.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use zone::{Field, Project, ProjectId, Value};

use super::edit::{Insert, NewCell};
use super::habit::Habit;
use super::plan::{Planner, cell_of, value_on};
use super::render::{Column, as_read};
use super::report::{Added, KeptCause};
use crate::book::Cell;
use crate::mapping::Target;
use crate::table::LineKind;

/// What names of projects speak of, and the headings under which offices put such projects: for
/// projects of which nothing but the name tells where they belong.
const KINDS: [(&str, &str); 3] = [
    (
        "道路 大道 公路 快速路 桥 隧道 管网 管廊 变电站 输变电 供水 污水 停车场 轨道 铁路 码头",
        "基础设施 城建 市政 交通 城市建设 公共设施 路网",
    ),
    (
        "学校 小学 中学 幼儿园 医院 卫生院 养老 安置 公寓 公园 文化馆 体育",
        "民生 社会事业 公共服务 社会发展 保障",
    ),
    (
        "厂房 生产线 制造 产业园 研发 基地 工厂 加工 物流",
        "产业 工业 制造",
    ),
];

/// A run of projects under one heading.
#[derive(Debug)]
struct Group {
    /// The fitted sheet.
    index: usize,
    heading: Option<Arc<str>>,
    /// Its lines; none in a layout of headings alone.
    lines: Vec<u32>,
    /// The line above all of them.
    above: u32,
    /// Projects to put in behind them.
    new: Vec<ProjectId>,
    /// How many of its projects have each value of the fields that tell sections apart.
    counts: Vec<HashMap<String, usize>>,
}

/// The fields that tell sections apart.
const TELLING: [Field; 6] = [
    Field::Nature,
    Field::LeadUnit,
    Field::PortfolioGroup,
    Field::Industry,
    Field::Scale,
    Field::Place,
];

impl Group {
    fn last(&self) -> u32 {
        self.lines.last().copied().unwrap_or(self.above)
    }
}

impl Planner<'_> {
    /// Puts in the projects that run and that the file should have but has not.
    pub(super) fn put_in(&mut self, own: Option<zone::AttachmentId>) {
        let missing = self.missing(own);
        if missing.is_empty() {
            return;
        }
        let across = self
            .fitted
            .iter()
            .all(|own| own.table.transposed || own.table.is_form());
        let of_reports = self.rows.rows.iter().any(|row| row.as_of.is_some());
        let mut groups = self.groups();
        if across || of_reports || groups.is_empty() {
            if let Some(row) = self.rows.rows.first() {
                self.keep(row.at, KeptCause::NoRows(missing.len()));
            }
            return;
        }
        for group in &mut groups {
            group.counts = self.counts(group);
        }
        for id in missing {
            let best = self.best_group(&groups, id);
            groups[best].new.push(id);
        }
        self.number(&groups);
        for group in groups.iter().filter(|group| !group.new.is_empty()) {
            self.fill(group);
        }
    }

    /// Running projects of the file's scope that no row is about. In scope is what has a code of a
    /// system the file has codes of, or no code at all; without codes, what a unit of the file
    /// leads. Projects that came in with another office's file are left to that file.
    fn missing(&mut self, own: Option<zone::AttachmentId>) -> Vec<ProjectId> {
        let zone = self.renderer.zone;
        let on = self.renderer.on;
        let present: BTreeSet<ProjectId> = self.projects.values().copied().collect();
        let systems: BTreeSet<&String> = self
            .fitted
            .iter()
            .flat_map(|fitted| &fitted.columns)
            .filter_map(|(_, column)| match &column.target {
                Target::Field(Field::ExternalCode(system)) => Some(system),
                _ => None,
            })
            .collect();
        let present_projects = present.iter().filter_map(|id| zone.projects.get(id));
        let units: BTreeSet<_> = present_projects
            .filter_map(|own| own.lead_unit(on))
            .collect();
        let names: Vec<String> = self.rows.sheets.iter().map(ToString::to_string).collect();
        let from_here = |project: &Project| {
            let cell = project.facts.get(&Field::Name).and_then(|line| line.last());
            let Some(cell) = cell.and_then(|(_, fact)| fact.cell) else {
                return true;
            };
            let sheets = zone
                .attachments
                .get(&cell.attachment)
                .map(|file| &file.sheets);
            Some(cell.attachment) == own || sheets == Some(&names)
        };
        // A layout without any row is for all of them.
        let blank = self.rows.rows.is_empty();
        let mut missing = Vec::new();
        for project in zone.projects.values() {
            let runs = project.exists_on(on) && project.standing(on).is_none();
            if present.contains(&project.id) || !runs {
                continue;
            }
            let mut codes = project.codes(on).peekable();
            let uncoded = codes.peek().is_none();
            let coded = codes.any(|(system, _)| systems.contains(&system.to_owned()));
            let unit = project.lead_unit(on);
            let led = unit.is_none_or(|unit| units.contains(&unit));
            let in_scope = coded
                || if systems.is_empty() {
                    led
                } else {
                    uncoded && led
                };
            if blank || in_scope && from_here(project) {
                missing.push(project.id);
            } else {
                self.report.elsewhere += 1;
            }
        }
        missing
    }

    /// Runs of projects: a heading or a total begins a new one.
    fn groups(&self) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        for (index, fitted) in self.fitted.iter().enumerate() {
            if fitted.table.transposed || fitted.table.is_form() {
                continue;
            }
            let mut open = false;
            for line in &fitted.table.lines {
                match line.kind {
                    LineKind::Project => {
                        let heading = line.section.as_ref().map(|(words, _)| Arc::clone(words));
                        let same = groups.last().is_some_and(|last| {
                            open && last.index == index && last.heading == heading
                        });
                        if !same {
                            groups.push(Group {
                                index,
                                heading,
                                lines: Vec::new(),
                                above: line.line.saturating_sub(1),
                                new: Vec::new(),
                                counts: Vec::new(),
                            });
                        }
                        open = true;
                        if let Some(last) = groups.last_mut() {
                            last.lines.push(line.line);
                        }
                    }
                    LineKind::Total | LineKind::Section => open = false,
                    _ => {}
                }
            }
            if fitted.table.lines.is_empty() {
                groups.push(Group {
                    index,
                    heading: None,
                    lines: Vec::new(),
                    above: fitted.table.header.end.saturating_sub(1),
                    new: Vec::new(),
                    counts: Vec::new(),
                });
            }
        }
        groups
    }

    /// The group a project is most like; the last one of those that are equally like it.
    fn best_group(&self, groups: &[Group], id: ProjectId) -> usize {
        let zone = self.renderer.zone;
        let Some(project) = zone.projects.get(&id) else {
            return groups.len() - 1;
        };
        let mut best = (0, groups.len() - 1);
        for (at, group) in groups.iter().enumerate() {
            let likeness = self.likeness(group, project);
            if likeness >= best.0 {
                best = (likeness, at);
            }
        }
        best.1
    }

    /// How many projects of a group have each value of each telling field.
    fn counts(&self, group: &Group) -> Vec<HashMap<String, usize>> {
        let zone = self.renderer.zone;
        let mut counts = vec![HashMap::new(); TELLING.len()];
        for line in &group.lines {
            let id = self.projects.get(&(group.index, *line));
            let Some(project) = id.and_then(|id| zone.projects.get(id)) else {
                continue;
            };
            for (field, counts) in TELLING.iter().zip(&mut counts) {
                if let Some(value) = project.value(field, self.renderer.on) {
                    *counts.entry(self.shown(field, value)).or_default() += 1;
                }
            }
        }
        counts
    }

    /// How like a project is to those of a group: for each thing that tells sections apart, the
    /// share of them that have it too; and whether the heading names it.
    fn likeness(&self, group: &Group, project: &Project) -> usize {
        let on = self.renderer.on;
        let heading = group.heading.as_deref().unwrap_or_default();
        let mut likeness = 0;
        for (field, counts) in TELLING.iter().zip(&group.counts) {
            let Some(value) = project.value(field, on) else {
                continue;
            };
            let named = self.shown(field, value);
            let alike = counts.get(&named).copied().unwrap_or(0);
            likeness += alike * 100 / group.lines.len().max(1);
            let stem = named.trim_end_matches("项目");
            if !stem.is_empty() && heading.contains(stem) {
                likeness += 150;
            }
        }
        let name = project.name_on(on);
        let speaks_of = |text: &str, words: &str| words.split(' ').any(|word| text.contains(word));
        let same = KINDS
            .iter()
            .any(|(names, headings)| speaks_of(name, names) && speaks_of(heading, headings));
        likeness + if same { 120 } else { 0 }
    }

    fn shown(&self, field: &Field, value: &Value) -> String {
        let zone = self.renderer.zone;
        match value {
            Value::Text(key) if *field == Field::Nature => {
                let path = zone.stage_paths.get(key);
                path.map_or_else(|| key.clone(), |path| path.name.zh.clone())
            }
            Value::Text(text) => text.clone(),
            Value::Unit(id) => {
                let unit = zone.units.get(id);
                unit.map_or_else(String::new, |unit| {
                    unit.name_on(self.renderer.on).to_owned()
                })
            }
            _ => String::new(),
        }
    }

    /// Moves running numbers up behind rows that are put in, where they run through the table.
    fn number(&mut self, groups: &[Group]) {
        for index in 0..self.fitted.len() {
            let own: Vec<&Group> = groups.iter().filter(|group| group.index == index).collect();
            let Some(column) = self.number_column(index) else {
                continue;
            };
            let lines: Vec<u32> = own.iter().flat_map(|group| group.lines.clone()).collect();
            let numbers: Vec<Option<i64>> = lines
                .iter()
                .map(|line| self.running_number(index, *line, column))
                .collect();
            let through = numbers
                .windows(2)
                .all(|pair| matches!(pair, [Some(a), Some(b)] if *b == *a + 1));
            if !through {
                continue;
            }
            let mut before = 0;
            for group in own {
                for line in &group.lines {
                    if before > 0 {
                        self.renumber(index, *line, column, before);
                    }
                }
                before += i64::try_from(group.new.len()).unwrap_or(0);
            }
        }
    }

    fn renumber(&mut self, index: usize, line: u32, column: u16, by: i64) {
        let fitted = &self.fitted[index];
        let at = cell_of(fitted, line, column);
        if (self.is_computed)(fitted.sheet, at.row, at.column) {
            return;
        }
        let Some(number) = self.running_number(index, line, column) else {
            return;
        };
        let old = self.book.sheets[fitted.sheet].cell(at.row, at.column);
        let new = numbered(old, number + by);
        let project = self.projects.get(&(index, line)).copied();
        self.write(at, new, old.shown().into_owned(), project, None);
    }

    /// The column of running numbers: 序号.
    fn number_column(&self, index: usize) -> Option<u16> {
        let fitted = &self.fitted[index];
        let mapped = |field: u16| {
            let own = fitted.columns.iter().find(|own| own.0 == field);
            own.is_some_and(|(_, column)| column.target != Target::Ignore)
        };
        let named = |header: &str| {
            let plain = crate::header::plain(header);
            matches!(plain.as_str(), "序号" | "序" | "no." | "no" | "#" | "编号")
        };
        let mut columns = fitted.table.columns.iter();
        let found = columns.find(|own| !mapped(own.field) && named(own.last()))?;
        Some(found.field)
    }

    fn running_number(&self, index: usize, line: u32, column: u16) -> Option<i64> {
        let fitted = &self.fitted[index];
        let at = cell_of(fitted, line, column);
        let cell = self.book.sheets[fitted.sheet].cell(at.row, at.column);
        let number = crate::value::cell_number(cell)?;
        number
            .is_integer()
            .then(|| number.normalize().to_string().parse().ok())?
    }

    /// The rows of the projects that are new to a group.
    fn fill(&mut self, group: &Group) {
        let fitted = &self.fitted[group.index];
        let (sheet, above) = (fitted.sheet, group.last());
        let number_column = self.number_column(group.index);
        let number = number_column.and_then(|own| {
            if group.lines.is_empty() {
                return Some((own, 0));
            }
            let last = self.running_number(group.index, above, own)?;
            let before = self
                .edits
                .get(&sheet)
                .and_then(|edits| edits.cells.get(&(above, own)));
            let moved = match before {
                Some(NewCell::Number(text) | NewCell::Text(text)) => text.parse().ok(),
                _ => None,
            };
            Some((own, moved.unwrap_or(last)))
        });
        let read = fitted.columns.iter();
        let mut insert = Insert {
            after: above,
            read: read
                .filter(|(_, column)| column.target != Target::Ignore)
                .map(|(field, _)| *field)
                .collect(),
            ..Insert::default()
        };
        for (position, id) in (1_i64..).zip(&group.new) {
            let mut cells = self.new_cells(group.index, *id);
            if let Some((column, last)) = number {
                let old = match group.lines.is_empty() {
                    true => &Cell::Empty,
                    false => self.book.sheets[sheet].cell(above, column),
                };
                cells.insert(column, numbered(old, last + position));
            }
            insert.rows.push(cells);
        }
        // What is merged in a heading stays there.
        if !group.lines.is_empty() {
            self.grow(group.index, &mut insert);
        }
        self.tell(group, sheet, above);
        self.edits.entry(sheet).or_default().inserts.push(insert);
    }

    fn tell(&mut self, group: &Group, sheet: usize, above: u32) {
        let zone = self.renderer.zone;
        let edits = self.edits.get(&sheet);
        let earlier: usize = edits.map_or(0, |edits| {
            let before = edits.inserts.iter().filter(|own| own.after < above);
            before.map(|own| own.rows.len()).sum()
        });
        let first = above + 2 + u32::try_from(earlier).unwrap_or(0);
        for (row, id) in (first..).zip(&group.new) {
            let project = zone.projects.get(id);
            let name = project.map_or("", |project| project.name_on(self.renderer.on));
            self.report.added.push(Added {
                sheet: self.rows.sheets[sheet].clone(),
                row,
                section: group.heading.clone(),
                project: *id,
                name: name.to_owned(),
            });
        }
    }

    fn new_cells(&self, index: usize, id: ProjectId) -> BTreeMap<u16, NewCell> {
        let mut cells = BTreeMap::new();
        let Some(project) = self.renderer.zone.projects.get(&id) else {
            return cells;
        };
        let fitted = &self.fitted[index];
        let empty = Habit::default();
        for (field, mapping) in &fitted.columns {
            let target = match &mapping.target {
                Target::Id => {
                    cells.insert(*field, NewCell::Text(id.to_string()));
                    continue;
                }
                Target::Field(target) => target,
                _ => continue,
            };
            let Some(value) = value_on(project, target, self.renderer.on) else {
                continue;
            };
            let column = Column {
                field: target,
                mapping,
                habit: self.habits[index].get(field).unwrap_or(&empty),
                defaults: &self.mapping.defaults,
                epoch_1904: self.from_1904,
            };
            let new = self.renderer.cell(value, &Cell::Empty, None, column);
            if new != NewCell::Blank {
                cells.insert(*field, new);
            }
        }
        cells
    }

    /// Merged ranges over several rows that end in the row above cover the new rows too, where
    /// the new rows say the same, or where nobody reads the column.
    fn grow(&self, index: usize, insert: &mut Insert) {
        let fitted = &self.fitted[index];
        let sheet = &self.book.sheets[fitted.sheet];
        let ending = sheet
            .merges
            .iter()
            .filter(|own| own.bottom == insert.after && own.top < own.bottom);
        for merge in ending {
            let own = fitted.columns.iter().find(|own| own.0 == merge.left);
            let is_read = own.is_some_and(|(_, column)| column.target != Target::Ignore);
            let shown = sheet.cell(merge.top, merge.left).shown();
            let same = insert.rows.iter().all(|row| {
                let new = row.get(&merge.left).map(as_read);
                new.is_some_and(|new| new.shown() == shown)
            });
            if is_read && !same {
                continue;
            }
            for row in &mut insert.rows {
                row.retain(|column, _| !(merge.left..=merge.right).contains(column));
            }
            insert.grow.push(*merge);
        }
    }
}

/// A running number as the one above it is written.
fn numbered(above: &Cell, number: i64) -> NewCell {
    match above {
        Cell::Text(_) => NewCell::Text(number.to_string()),
        _ => NewCell::Number(number.to_string()),
    }
}
