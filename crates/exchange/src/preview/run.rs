//! Going through the rows of a file, report by report.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use zone::{Field, ProjectId, Texts, Value, Zone};

use super::{
    Answers, Change, Disappeared, Names, Preview, PreviewReport, PreviewRow, RowClass, RowTarget,
    checks, compare, known,
};
use crate::limits;
use crate::problem::{Place, Problem, RowCause, Severity};
use crate::rows::{CellAt, DraftFact, DraftValue, ImportRow, Rows};

/// What a preview is asked with.
#[derive(Debug, Clone)]
pub struct Asking<'a> {
    /// The date from which the figures hold where neither file nor mapping says one.
    pub true_on: Date,
    /// Today: what has happened lies before it.
    pub today: Date,
    /// The answers given so far.
    pub answers: &'a Answers,
}

/// Previews the rows of a file against a zone, without any answers.
///
/// `true_on` is today, and the date from which the figures hold where neither file nor mapping
/// says one.
pub fn preview(zone: &Zone, texts: &dyn Texts, rows: &Rows, true_on: Date) -> Preview {
    let asking = Asking {
        true_on,
        today: true_on,
        answers: &Answers::default(),
    };
    preview_with(zone, texts, rows, &asking)
}

/// Previews the rows of a file against a zone, with the answers given so far.
pub fn preview_with(zone: &Zone, texts: &dyn Texts, rows: &Rows, asking: &Asking<'_>) -> Preview {
    let default_on = rows.mapping.options.effective_on.unwrap_or(asking.true_on);
    let mut groups: BTreeMap<Date, Vec<&ImportRow>> = BTreeMap::new();
    for row in &rows.rows {
        groups
            .entry(row.as_of.unwrap_or(default_on))
            .or_default()
            .push(row);
    }
    let mut run = Run {
        zone,
        rows,
        names: Names::new(zone, texts, rows.mapping.options.create_missing),
        known: known::Known::new(zone, groups.len() > 1),
        problems: rows.problems.clone(),
        refused: rows
            .rows
            .iter()
            .filter(|row| row.refused)
            .map(|row| row.at)
            .collect(),
        current: None,
        full_years: checks::full_years(rows),
        stages_told: BTreeSet::new(),
        has_notes: has_notes(zone, rows),
    };
    let mut out = Preview {
        file: Arc::clone(&rows.file),
        sha256: rows.digest.0.clone(),
        bytes: rows.digest.1,
        sheets: rows.sheets.clone(),
        mapping: rows.mapping.clone(),
        reports: Vec::with_capacity(groups.len()),
        rows: Vec::with_capacity(rows.rows.len()),
        disappeared: Vec::new(),
        units_to_create: Vec::new(),
        people_to_create: Vec::new(),
        lines_passed_over: u32::try_from(rows.passed_over.len()).unwrap_or(u32::MAX),
        problems: Vec::new(),
        questions: Vec::new(),
        asked: BTreeMap::new(),
        returned: Vec::new(),
        aliases: Vec::new(),
        gone: Vec::new(),
        decided: Vec::new(),
        answers: asking.answers.clone(),
        imported_in: zone.imports_of(&rows.digest.0).next().map(|own| own.0),
        account: Arc::clone(&rows.account),
    };
    let other = rows.mapping.other_year(asking.today);
    let place = Place::file(&rows.file);
    run.problems
        .extend(other.map(|cause| Problem::row(place, cause)));
    for (date, group) in &groups {
        run.report(&mut out, *date, group);
    }
    if let Some((date, group)) = groups.last_key_value() {
        out.disappeared = run.disappeared(*date, group, &out);
    }
    out.units_to_create = run.names.new_units;
    out.people_to_create = run.names.new_people;
    out.problems = in_order(run.problems, &rows.file);
    out
}

fn has_notes(zone: &Zone, rows: &Rows) -> bool {
    let is_note = |field: &Field| matches!(field, Field::Note(_));
    let mut held = zone.projects.values().flat_map(|own| own.facts.keys());
    let mut read = rows.rows.iter().flat_map(|row| &row.facts);
    held.any(is_note) || read.any(|fact| is_note(&fact.field))
}

/// Problems in order of place, errors first where there are too many to list.
fn in_order(mut problems: Vec<Problem>, file: &Arc<str>) -> Vec<Problem> {
    let total = problems.len();
    if total > limits::PROBLEMS_MAX {
        problems.sort_by_key(Problem::severity);
        problems.truncate(limits::PROBLEMS_MAX);
        let rest = RowCause::More(total - limits::PROBLEMS_MAX);
        problems.push(Problem::row(Place::file(file), rest));
    }
    problems.sort_by(|a, b| a.place.cmp(&b.place));
    problems
}

pub(super) struct Run<'a> {
    pub(super) zone: &'a Zone,
    pub(super) rows: &'a Rows,
    pub(super) names: Names<'a>,
    pub(super) known: known::Known<'a>,
    problems: Vec<Problem>,
    /// Rows with an error, by where their name stands.
    pub(super) refused: BTreeSet<CellAt>,
    /// The row at hand.
    pub(super) current: Option<CellAt>,
    /// Years of which the file plans all twelve months.
    pub(super) full_years: BTreeSet<i16>,
    pub(super) stages_told: BTreeSet<Arc<str>>,
    /// Whether zone or file keeps any note beside a value.
    has_notes: bool,
}

impl Run<'_> {
    pub(super) fn tell(&mut self, at: CellAt, cause: RowCause) {
        let problem = Problem::row(self.rows.place(at), cause);
        if problem.severity() == Severity::Error {
            self.refused.insert(self.current.unwrap_or(at));
        }
        self.problems.push(problem);
    }

    fn report(&mut self, out: &mut Preview, date: Date, group: &[&ImportRow]) {
        self.duplicates(group);
        let report = out.reports.len();
        let mut counts = BTreeMap::new();
        for row in group {
            let found = self.row(row, date, report);
            *counts.entry(found.class).or_insert(0) += 1;
            out.rows.push(found);
        }
        let named = group
            .iter()
            .find_map(|row| row.mark.as_deref().map(str::to_owned));
        let template = self.rows.mapping.options.mark.as_deref();
        let mark = named
            .or_else(|| template.map(|text| text.replace("{date}", &date.to_string())))
            .filter(|name| !self.zone.marks.contains_key(name));
        out.reports.push(PreviewReport {
            effective_on: date,
            stated_by_source: group.iter().any(|row| row.as_of.is_some()),
            mark,
            counts,
        });
    }

    fn row(&mut self, row: &ImportRow, date: Date, report: usize) -> PreviewRow {
        self.current = Some(row.at);
        let found = self.known.find(row, &mut self.names, date);
        let slot = match found {
            known::Match::One(slot) => slot,
            known::Match::OtherOwner(slot, old) => {
                let new = row.unit.as_deref().unwrap_or_default().to_owned();
                self.tell(row.at, RowCause::OwnerDiffers(old, new));
                slot
            }
            known::Match::Several(count) => {
                self.tell(
                    row.at,
                    RowCause::AmbiguousMatch(row.name.to_string(), count),
                );
                self.known.register(row, &mut self.names)
            }
            known::Match::None => self.known.register(row, &mut self.names),
        };
        let is_new = self.known.is_fresh(slot);
        let facts = self.facts(row, slot, date, is_new);
        self.check(row, &facts, slot, date);
        let changes = self.changes(&facts, slot, date, is_new);
        let class = if self.refused.contains(&row.at) {
            RowClass::Refused
        } else if is_new {
            RowClass::New
        } else if changes.is_empty() {
            RowClass::Unchanged
        } else {
            RowClass::Changed
        };
        self.known.note(slot, &changes, date);
        let target = self.known.target(slot);
        PreviewRow {
            at: row.at,
            name: Arc::clone(&row.name),
            class,
            target,
            report,
            changes,
        }
    }

    /// The facts of a row in the zone's terms, defaults among them.
    fn facts(&self, row: &ImportRow, slot: usize, date: Date, is_new: bool) -> Vec<DraftFact> {
        let mut facts = row.facts.clone();
        for fact in &mut facts {
            if fact.field == Field::Nature
                && let DraftValue::Text(text) = &mut fact.value
                && let Some(key) = self.names.nature(text)
            {
                *text = key;
            }
        }
        self.close_notes(&mut facts, slot, date);
        let has_nature = facts.iter().any(|fact| fact.field == Field::Nature);
        let default = self.rows.mapping.defaults.nature.as_deref();
        if let Some(nature) = default
            && !has_nature
            && (is_new || self.known.value(slot, &Field::Nature, date).is_none())
        {
            let value = DraftValue::Text(Arc::from(nature));
            facts.push(DraftFact {
                field: Field::Nature,
                value,
                cell: None,
            });
        }
        facts
    }

    /// A note beside a value goes when the value is said without it: 约3亿元, then 3.2亿元.
    fn close_notes(&self, facts: &mut Vec<DraftFact>, slot: usize, date: Date) {
        if !self.has_notes {
            return;
        }
        let mut gone = Vec::new();
        for fact in facts.iter() {
            if matches!(
                fact.field,
                Field::Note(_) | Field::Name | Field::ExternalCode(_)
            ) {
                continue;
            }
            let note = Field::Note(fact.field.to_string());
            if self.known.value(slot, &note, date).is_some()
                && facts.iter().all(|own| own.field != note)
            {
                gone.push(DraftFact {
                    field: note,
                    value: DraftValue::Cleared,
                    cell: fact.cell,
                });
            }
        }
        facts.extend(gone);
    }

    fn changes(
        &mut self,
        facts: &[DraftFact],
        slot: usize,
        date: Date,
        is_new: bool,
    ) -> Vec<Change> {
        let mut changes = Vec::new();
        for fact in facts {
            let held = self.known.held(slot, &fact.field, date);
            let old = held.map(|(_, old)| old);
            match compare::same(&fact.field, old, &fact.value, &mut self.names) {
                compare::Verdict::Same if still_says(fact, held.map(|held| held.0), date) => {
                    continue;
                }
                compare::Verdict::Same => {}
                compare::Verdict::Purged => {
                    if let Some(at) = fact.cell {
                        let place = self.rows.place(at);
                        self.problems
                            .push(Problem::row(place, RowCause::PurgedText));
                    }
                    continue;
                }
                compare::Verdict::Different => {}
            }
            if let DraftValue::Holder(name) = &fact.value {
                self.names.holder(name);
            }
            let old = if is_new {
                None
            } else {
                old.map(|old| compare::shown(old, &self.names))
            };
            let (field, value) = (fact.field.clone(), fact.value.clone());
            changes.push(Change {
                field,
                old,
                value,
                cell: fact.cell,
            });
        }
        changes
    }

    /// Projects of the file's scope that its last report does not have. The scope: projects that
    /// carry a code of a system the file uses, or, if it has no codes, whose unit the file names.
    fn disappeared(&mut self, date: Date, group: &[&ImportRow], out: &Preview) -> Vec<Disappeared> {
        let last = out.reports.len().saturating_sub(1);
        let seen: BTreeSet<ProjectId> = out
            .rows
            .iter()
            .filter(|row| row.report == last)
            .filter_map(|row| match row.target {
                RowTarget::Existing(id, _) => Some(id),
                RowTarget::New(_) => None,
            })
            .collect();
        let systems: BTreeSet<&str> = group
            .iter()
            .flat_map(|row| row.codes.iter().map(|code| code.0.as_str()))
            .collect();
        let units: BTreeSet<_> = group
            .iter()
            .filter_map(|row| self.names.known_unit(row.unit.as_deref()?))
            .collect();
        self.zone
            .projects
            .values()
            .filter(|project| {
                let in_scope = if systems.is_empty() {
                    project
                        .lead_unit(date)
                        .is_some_and(|unit| units.contains(&unit))
                } else {
                    project.codes(date).any(|code| systems.contains(code.0))
                };
                in_scope
                    && !seen.contains(&project.id)
                    && project.exists_on(date)
                    && project.standing(date).is_none()
            })
            .map(|project| Disappeared {
                project: project.id,
                name: project.name_on(date).to_owned(),
            })
            .collect()
    }
}

/// Whether a value that holds since a date says all that a report of another date would.
fn still_says(fact: &DraftFact, since: Option<Date>, date: Date) -> bool {
    let value = match &fact.value {
        DraftValue::Date(day) => Value::Date(*day),
        _ => Value::Cleared,
    };
    since.is_none_or(|since| fact.field.still_says(&value, since, date))
}
