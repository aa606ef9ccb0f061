//! Going through the rows of a file, report by report.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Date;
use zone::{Field, ProjectId, Texts, Value, Zone};

use super::ask::Given;
use super::harm::Looked;
use super::known::Match;
use super::question::Question;
use super::who::{Targets, Who, by_target};
use super::whole::Tally;
use super::{
    Answers, Asked, Change, Decided, Difference, Gone, Names, Preview, PreviewReport, PreviewRow,
    Returned, RowClass, Weight, checks, compare, known,
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
    /// A published series comes in report by report: what changes in it is history, asked about
    /// and not waited for.
    pub published: bool,
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
        published: false,
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
    let mut out = nothing(zone, rows, asking, groups.len());
    let mut run = Run::new(zone, texts, rows, asking, groups.len() > 1);
    let other = rows.mapping.other_year(asking.today);
    let place = Place::file(&rows.file);
    run.problems
        .extend(other.map(|cause| Problem::row(place, cause)));
    run.check_source();
    run.read_renames();
    for (date, group) in &groups {
        run.report(&mut out, *date, group);
    }
    if let Some((date, group)) = groups.last_key_value() {
        out.disappeared = run.disappeared(*date, group, &out);
        run.whole_file(*date, group, &out);
    }
    run.finish(out)
}

/// A preview before any row is looked at.
fn nothing(zone: &Zone, rows: &Rows, asking: &Asking<'_>, reports: usize) -> Preview {
    Preview {
        file: Arc::clone(&rows.file),
        sha256: rows.digest.0.clone(),
        bytes: rows.digest.1,
        sheets: rows.sheets.clone(),
        mapping: rows.mapping.clone(),
        reports: Vec::with_capacity(reports),
        rows: Vec::with_capacity(rows.rows.len()),
        disappeared: Vec::new(),
        differences: Vec::new(),
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
    }
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
    pub(super) today: Date,
    pub(super) published: bool,
    pub(super) names: Names<'a>,
    pub(super) known: known::Known<'a>,
    pub(super) given: Given<'a>,
    problems: Vec<Problem>,
    pub(super) questions: Vec<Question>,
    pub(super) asked: BTreeMap<(Weight, &'static str), Asked>,
    pub(super) returned: Vec<Returned>,
    pub(super) aliases: Vec<(ProjectId, Arc<str>)>,
    pub(super) gone: Vec<Gone>,
    pub(super) decided: Vec<Decided>,
    pub(super) differences: Vec<Difference>,
    /// Rows with an error, by where their name stands.
    pub(super) refused: BTreeSet<CellAt>,
    /// The row at hand.
    pub(super) current: Option<CellAt>,
    /// Years of which the file plans all twelve months.
    pub(super) full_years: BTreeSet<i16>,
    pub(super) stages_told: BTreeSet<Arc<str>>,
    /// Whether zone or file keeps any note beside a value.
    has_notes: bool,
    /// Rows by what answers call them.
    pub(super) by_target: HashMap<String, CellAt>,
    /// Rows that are renamed projects, as answered.
    pub(super) renamed: BTreeMap<CellAt, ProjectId>,
    /// Projects that some row may be about, as long as that is not answered.
    pub(super) pending: BTreeSet<ProjectId>,
    /// What each row of the last report became.
    pub(super) targets: Targets,
    /// What is counted over the last report.
    pub(super) tally: Tally<'a>,
    /// Whether the very same file was imported before, and that holds.
    pub(super) known_file: bool,
}

impl<'a> Run<'a> {
    fn new(
        zone: &'a Zone,
        texts: &'a dyn Texts,
        rows: &'a Rows,
        asking: &Asking<'a>,
        several_reports: bool,
    ) -> Run<'a> {
        let unreadable = rows.rows.iter().filter(|row| row.refused);
        Run {
            zone,
            rows,
            today: asking.today,
            published: asking.published,
            names: Names::new(zone, texts, rows.mapping.options.create_missing),
            known: known::Known::new(zone, several_reports),
            given: Given::new(zone, texts, rows, asking.answers),
            problems: rows.problems.clone(),
            questions: Vec::new(),
            asked: BTreeMap::new(),
            returned: Vec::new(),
            aliases: Vec::new(),
            gone: Vec::new(),
            decided: Vec::new(),
            differences: Vec::new(),
            refused: unreadable.map(|row| row.at).collect(),
            current: None,
            full_years: checks::full_years(rows),
            stages_told: BTreeSet::new(),
            has_notes: has_notes(zone, rows),
            by_target: if asking.answers.answers.is_empty() {
                HashMap::new()
            } else {
                by_target(&rows.sheets, &rows.rows)
            },
            renamed: BTreeMap::new(),
            pending: BTreeSet::new(),
            targets: Targets::new(),
            tally: Tally::default(),
            known_file: zone.imports_of(&rows.digest.0).next().is_some(),
        }
    }

    fn finish(self, mut out: Preview) -> Preview {
        out.units_to_create = self.names.new_units;
        out.people_to_create = self.names.new_people;
        out.problems = in_order(self.problems, &self.rows.file);
        out.questions = self.questions;
        // Open ones that block first; the order of the file within a weight.
        out.questions
            .sort_by_cached_key(|own| (own.weight, !own.is_open(), own.place.clone()));
        out.questions.truncate(limits::QUESTIONS_MAX);
        out.asked = self.asked;
        out.returned = self.returned;
        out.aliases = self.aliases;
        out.gone = self.gone;
        out.decided = self.decided;
        out.differences = self.differences;
        out
    }

    pub(super) fn tell(&mut self, at: CellAt, cause: RowCause) {
        let place = self.rows.place(at);
        let problem = Problem::row(place, cause);
        if problem.severity() == Severity::Error {
            self.refused.insert(self.current.unwrap_or(at));
        }
        self.problems.push(problem);
    }

    /// Says something of a place that is not a row of its own.
    pub(super) fn tell_at(&mut self, place: Place, cause: RowCause) {
        self.problems.push(Problem::row(place, cause));
    }

    fn report(&mut self, out: &mut Preview, date: Date, group: &[&'a ImportRow]) {
        self.duplicates(group);
        self.tally = Tally::default();
        let report = out.reports.len();
        // All that match first: what one row surely means is not offered to another.
        let found = group
            .iter()
            .map(|row| self.known.find(row, &mut self.names, date));
        let found: Vec<Match> = found.collect();
        let found = self.one_row_each(group, found, date);
        let mut taken = vec![false; self.known.len()];
        let mut take = |slot: Option<usize>| {
            if let Some(taken) = slot.and_then(|slot| taken.get_mut(slot)) {
                *taken = true;
            }
        };
        for found in &found {
            take(match found {
                Match::Coded(slot) | Match::Named(slot) | Match::OtherOwner(slot, _) => Some(*slot),
                Match::Ask(_) | Match::None => None,
            });
        }
        for id in self.renamed.values() {
            take(self.known.slot_of(*id));
        }
        let mut counts = BTreeMap::new();
        for (row, found) in group.iter().zip(found) {
            let done = self.row(row, found, (date, report), &mut taken);
            *counts.entry(done.class).or_insert(0) += 1;
            out.rows.push(done);
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

    /// Of several rows that name one project, those that call it by a name it no longer has are
    /// asked.
    fn one_row_each(&mut self, group: &[&'a ImportRow], found: Vec<Match>, on: Date) -> Vec<Match> {
        let mut named: HashMap<usize, usize> = HashMap::new();
        let stays = group
            .iter()
            .zip(&found)
            .filter(|(row, _)| self.given.row_back(row).is_none());
        for (_, found) in stays {
            if let Match::Coded(slot) | Match::Named(slot) = found {
                *named.entry(*slot).or_default() += 1;
            }
        }
        let rows = group.iter().zip(found);
        rows.map(|(row, found)| match found {
            Match::Named(slot)
                if named.get(&slot).is_some_and(|count| *count > 1)
                    && self.known.project(slot).is_some()
                    && !self.known.is_called(slot, &row.name) =>
            {
                self.known.ask_about(slot, row, &mut self.names, on)
            }
            found => found,
        })
        .collect()
    }

    fn row(
        &mut self,
        row: &'a ImportRow,
        found: Match,
        (date, report): (Date, usize),
        taken: &mut [bool],
    ) -> PreviewRow {
        self.current = Some(row.at);
        let mut done = PreviewRow {
            at: row.at,
            name: Arc::clone(&row.name),
            class: RowClass::Asked,
            target: None,
            report,
            changes: Vec::new(),
        };
        let (slot, keeps_name) = match self.who(row, found, date, taken) {
            Who::Project { slot, keeps_name } => (slot, keeps_name),
            Who::Waiting => return done,
            Who::Back => {
                done.class = RowClass::Returned;
                return done;
            }
        };
        done.target = Some(self.known.target(slot));
        let is_new = self.known.is_fresh(slot);
        let looked = Looked { row, slot, date };
        let mut facts = self.facts(row, slot, date, is_new);
        if keeps_name {
            facts.retain(|fact| fact.field != Field::Name);
        }
        self.set_aside(row, slot, date, &mut facts);
        if self.harm(looked, &mut facts) {
            done.class = RowClass::Returned;
            done.target = done.target.filter(|_| !is_new);
            return done;
        }
        self.tally
            .count(looked, self.reprinted(looked, &facts), &facts);
        self.check(row, &facts, slot, date);
        done.changes = self.changes(&facts, slot, date, is_new);
        done.class = if self.refused.contains(&row.at) {
            RowClass::Refused
        } else if is_new {
            RowClass::New
        } else if done.changes.is_empty() {
            RowClass::Unchanged
        } else {
            RowClass::Changed
        };
        self.known.note(slot, &done.changes, date);
        self.targets
            .extend(done.target.map(|target| (row.at, target)));
        done
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
        // All of a new row is news; of a known one hardly anything is.
        let mut changes = Vec::with_capacity(if is_new { facts.len() } else { 0 });
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
                old.map(|old| compare::shown(old, &self.names).into_boxed_str())
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
}

/// Whether a value that holds since a date says all that a report of another date would.
fn still_says(fact: &DraftFact, since: Option<Date>, date: Date) -> bool {
    let value = match &fact.value {
        DraftValue::Date(day) => Value::Date(*day),
        _ => Value::Cleared,
    };
    since.is_none_or(|since| fact.field.still_says(&value, since, date))
}
