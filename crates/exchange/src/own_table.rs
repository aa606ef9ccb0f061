//! A unit's own table as the draft of its report: rows matched to its projects, columns to fields
//! of the form.
//!
//! ```text
//! bytes --book::read--> Book --mapping--> Rows --look--> OwnTable (shown beside the form)
//! ```
//!
//! Promises: nothing is recorded; every row and column that is not taken is named with its cell and
//! why; a mapping that is handed in again reads the layout again. What the figures are asked is
//! the report's own business.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use zone::cycle::Cycle;
use zone::report::ReportId;
use zone::{Field, ProjectId, Texts, UnitId, Zone, report, view};

use crate::book::Book;
use crate::mapping::{Mapping, Proposal, Target};
use crate::preview::{self, Candidate, RowTarget, target_of};
use crate::problem::{Place, Problem};
use crate::rows::{self, CellAt, DraftValue, ImportRow, Rows};

/// A unit's table as it would fill its report.
#[derive(Debug, Clone)]
pub struct OwnTable {
    /// How it is read.
    pub mapping: Mapping,
    /// Lines of the report, in order of the table.
    pub lines: Vec<OwnLine>,
    /// Rows that are not taken.
    pub rows: Vec<LeftRow>,
    /// Every column, and what is made of it.
    pub columns: Vec<OwnColumn>,
    /// Projects that are owed and have no row.
    pub missing: Vec<ProjectId>,
    /// What cannot be read, and remarks.
    pub problems: Vec<Problem>,
    /// Lines that are no projects: titles, totals, sections.
    pub passed_over: u32,
}

/// A line of the report as the table tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnLine {
    /// The project.
    pub project: ProjectId,
    /// Where its name stands.
    pub place: Place,
    /// What is told, with its cell.
    pub cells: Vec<(Field, DraftValue, Option<Place>)>,
}

/// A row that is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftRow {
    /// By which it is matched by hand: `重点项目!B9`.
    pub key: String,
    /// Where its name stands.
    pub place: Place,
    /// What stands there.
    pub name: String,
    /// Why.
    pub why: WhyLeft,
    /// The unit's own projects it may be, likeliest first.
    pub candidates: Vec<(ProjectId, String)>,
}

/// Why a row is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyLeft {
    /// No project of the unit is called so.
    Unknown,
    /// Another unit reports of it: its name.
    OtherUnit(String),
    /// It may be several, or one that is only called alike.
    Unsure,
    /// Another row is of the same project: where.
    Twice(Place),
}

/// A column of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnColumn {
    /// Its sheet.
    pub sheet: String,
    /// Its letters.
    pub column: String,
    /// What its header says.
    pub header: String,
    /// What is made of it.
    pub used: ColumnUse,
}

/// What is made of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnUse {
    /// Its values fill a field of the report.
    Fills(Field),
    /// It tells which project a row is of.
    Finds,
    /// It is no field that a unit reports.
    NotReported(Field),
    /// A unit may report it, and the form does not ask for it.
    NotAsked(Field),
    /// Nothing is known of it.
    Unknown,
}

/// What was decided by hand.
#[derive(Debug, Clone, Default)]
pub struct ByHand {
    /// Projects of rows, by the key of the row.
    pub rows: BTreeMap<String, ProjectId>,
    /// Fields of columns, by their letters; none leaves a column out.
    pub columns: BTreeMap<String, Option<Field>>,
}

/// Looks at a unit's table for the report of a cycle. `kept` finds the mapping that was remembered
/// for the unit under a key of the layout.
///
/// # Errors
/// Why the file cannot be read as a table.
pub fn look(
    zone: &Zone,
    texts: &dyn Texts,
    (cycle, unit): (&Cycle, UnitId),
    book: &Book,
    by_hand: &ByHand,
    kept: &dyn Fn(&str) -> Option<String>,
) -> Result<OwnTable, Vec<Problem>> {
    let own = of_unit(zone, cycle, unit);
    let mut mapping = proposed(&own, texts, book, kept)?;
    corrected(&mut mapping, by_hand);
    // The round says of which day the figures are.
    mapping.options.effective_on = Some(cycle.until);
    mapping.defaults.year = mapping.defaults.year.or(Some(cycle.until.year()));
    let rows = rows::read(book, &mapping)?;
    let id = ReportId {
        cycle: cycle.id,
        unit,
    };
    let form = view::report::fields(zone, id);
    let mut table = OwnTable {
        columns: columns(&mapping, &form),
        mapping,
        lines: Vec::new(),
        rows: Vec::new(),
        missing: report::owed(zone, cycle, unit),
        problems: rows.problems.clone(),
        passed_over: rows.passed_over.iter().map(|(_, count)| count).sum(),
    };
    let matched = matched(&own, texts, &rows, cycle.until);
    for row in &rows.rows {
        take(
            &mut table,
            zone,
            (cycle, &own),
            (&rows, &form),
            row,
            (&matched, by_hand),
        );
    }
    let told = |id: &ProjectId| table.lines.iter().any(|line| line.project == *id);
    let missing = std::mem::take(&mut table.missing);
    let missing = missing.into_iter().filter(|id| !told(id)).collect();
    table.missing = missing;
    Ok(table)
}

/// The zone with nothing but the projects that the unit may report of: a row of another's is not
/// taken for one of its own that is called alike.
fn of_unit(zone: &Zone, cycle: &Cycle, unit: UnitId) -> Zone {
    let mut own = zone.clone();
    let projects = zone.projects.iter();
    own.projects = projects
        .filter(|(_, project)| report::may_report(zone, cycle, unit, project))
        .map(|(id, project)| (*id, Arc::clone(project)))
        .collect();
    own
}

fn proposed(
    zone: &Zone,
    texts: &dyn Texts,
    book: &Book,
    kept: &dyn Fn(&str) -> Option<String>,
) -> Result<Mapping, Vec<Problem>> {
    let Proposal { mapping, .. } = Mapping::propose(zone, texts, book)?;
    let remembered = kept(&mapping.layout);
    let remembered = remembered.and_then(|json| Mapping::from_json(&book.file_name, &json).ok());
    let fits = remembered.filter(|own| own.fit(book).is_ok());
    Ok(fits.map_or(mapping, |own| own))
}

fn corrected(mapping: &mut Mapping, by_hand: &ByHand) {
    let columns = mapping.sheets.iter_mut().flat_map(|own| &mut own.columns);
    for column in columns {
        if let Some(field) = by_hand.columns.get(&column.column) {
            column.target = field.clone().map_or(Target::Ignore, Target::Field);
            column.confidence = 100;
        }
    }
}

fn columns(mapping: &Mapping, form: &[Field]) -> Vec<OwnColumn> {
    let mut found = Vec::new();
    for sheet in &mapping.sheets {
        for column in &sheet.columns {
            let used = match &column.target {
                Target::Field(field) if form.contains(field) => ColumnUse::Fills(field.clone()),
                Target::Field(Field::Name | Field::ExternalCode(_) | Field::LeadUnit)
                | Target::Id => ColumnUse::Finds,
                Target::Field(Field::Custom(_)) | Target::Ignore => ColumnUse::Unknown,
                Target::Field(field) if field.is_reported() => ColumnUse::NotAsked(field.clone()),
                Target::Field(field) => ColumnUse::NotReported(field.clone()),
                Target::AsOf | Target::Mark | Target::Year | Target::MoneyUnit => ColumnUse::Finds,
            };
            // What stands around a table is no column of it.
            if column.column.starts_with('@') {
                continue;
            }
            found.push(OwnColumn {
                sheet: sheet.sheet.clone(),
                column: column.column.clone(),
                header: column.header.clone(),
                used,
            });
        }
    }
    found
}

/// What the rows were matched to.
struct Matched {
    targets: BTreeMap<CellAt, ProjectId>,
    candidates: BTreeMap<CellAt, Vec<Candidate>>,
}

/// Rows are matched as an import matches them: by id, code, name, name alike with a question.
fn matched(own: &Zone, texts: &dyn Texts, rows: &Rows, on: Date) -> Matched {
    let preview = preview::preview(own, texts, rows, on);
    let targets = preview.rows.iter().filter_map(|row| match row.target? {
        RowTarget::Existing(id, _) => Some((row.at, id)),
        RowTarget::New(_) => None,
    });
    let asked = preview.questions.iter();
    let asked = asked.filter(|own| !own.candidates.is_empty());
    let candidates = asked.filter_map(|own| Some((own.at?, own.candidates.clone())));
    Matched {
        targets: targets.collect(),
        candidates: candidates.collect(),
    }
}

fn take(
    table: &mut OwnTable,
    zone: &Zone,
    (cycle, own): (&Cycle, &Zone),
    (rows, form): (&Rows, &[Field]),
    row: &ImportRow,
    (matched, by_hand): (&Matched, &ByHand),
) {
    let key = target_of(&rows.sheets, row.at);
    let place = rows.place(row.at);
    let named = by_hand.rows.get(&key);
    let named = named.filter(|id| own.projects.contains_key(*id)).copied();
    let target = named.or_else(|| matched.targets.get(&row.at).copied());
    let left = |why, candidates| LeftRow {
        key: key.clone(),
        place: place.clone(),
        name: row.name.to_string(),
        why,
        candidates,
    };
    let Some(project) = target else {
        let (why, candidates) = unmatched(zone, (cycle, own), row, matched);
        table.rows.push(left(why, candidates));
        return;
    };
    if let Some(first) = table.lines.iter().find(|line| line.project == project) {
        let why = WhyLeft::Twice(first.place.clone());
        table.rows.push(left(why, Vec::new()));
        return;
    }
    let told = row.facts.iter().filter(|fact| form.contains(&fact.field));
    let cells = told.map(|fact| {
        let place = fact.cell.map(|at| rows.place(at));
        (fact.field.clone(), fact.value.clone(), place)
    });
    table.lines.push(OwnLine {
        project,
        place,
        cells: cells.collect(),
    });
}

/// Why a row has no project of the unit, and which it may be.
fn unmatched(
    zone: &Zone,
    (cycle, own): (&Cycle, &Zone),
    row: &ImportRow,
    matched: &Matched,
) -> (WhyLeft, Vec<(ProjectId, String)>) {
    let called = |id: ProjectId| {
        let project = own.projects.get(&id)?;
        Some((id, project.name_on(cycle.until).to_owned()))
    };
    let candidates = matched.candidates.get(&row.at);
    let candidates = candidates.into_iter().flatten();
    let candidates = candidates.filter_map(|own| called(own.target.parse().ok()?));
    let candidates: Vec<(ProjectId, String)> = candidates.collect();
    if !candidates.is_empty() {
        return (WhyLeft::Unsure, candidates);
    }
    let mut others = zone.projects.values();
    let other = others.find(|project| project.name_on(cycle.until) == &*row.name);
    let lead = other.and_then(|project| zone.lead_unit(project, cycle.until));
    let lead = lead.and_then(|id| zone.units.get(&id));
    match lead {
        Some(unit) => {
            let name = unit.name_on(cycle.until).to_owned();
            (WhyLeft::OtherUnit(name), Vec::new())
        }
        None => (WhyLeft::Unknown, Vec::new()),
    }
}
