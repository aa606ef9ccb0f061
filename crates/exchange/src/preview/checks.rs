//! Whether the values of a row make sense together, and with the zone.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Date;
use zone::{Field, Value, cell_name};

use super::compare::Old;
use super::identity::{NameKey, code_key};
use super::names::UnitRef;
use super::run::Run;
use crate::problem::RowCause;
use crate::rows::{CellAt, DraftFact, DraftValue, ImportRow, Rows};

/// Years of which some row plans each month: there a blank month means nothing is planned.
pub(super) fn full_years(rows: &Rows) -> BTreeSet<i16> {
    let mut months: BTreeMap<i16, BTreeSet<i8>> = BTreeMap::new();
    for fact in rows.rows.iter().flat_map(|row| &row.facts) {
        if let Field::MonthPlan(year, month) = fact.field {
            months.entry(year).or_default().insert(month);
        }
    }
    months
        .into_iter()
        .filter(|(_, months)| months.len() == 12)
        .map(|(year, _)| year)
        .collect()
}

impl Run<'_> {
    /// Two rows of one report with the same code, or the same name and unit and no code.
    pub(super) fn duplicates(&mut self, group: &[&ImportRow]) {
        let mut codes: HashMap<(&str, String), CellAt> = HashMap::new();
        let mut names: HashMap<(String, Option<&str>), CellAt> = HashMap::new();
        let mut found = Vec::new();
        for row in group {
            for (system, code) in &row.codes {
                let field = Field::ExternalCode(system.clone());
                let at = cell_of(&row.facts, &field).unwrap_or(row.at);
                if let Some(other) = codes.insert((system, code_key(code)), at) {
                    let cause = RowCause::DuplicateCode(code.to_string(), self.name_of(other));
                    found.push((row.at, at, cause));
                }
            }
            if row.codes.is_empty() && row.id.is_none() {
                let key = (NameKey::of(&row.name).exact, row.unit.as_deref());
                if let Some(other) = names.insert(key, row.at) {
                    let cause = RowCause::DuplicateName(row.name.to_string(), self.name_of(other));
                    found.push((row.at, row.at, cause));
                }
            }
        }
        for (row, at, cause) in found {
            self.current = Some(row);
            self.tell(at, cause);
        }
    }

    fn name_of(&self, at: CellAt) -> String {
        let sheet = self.rows.sheets.get(usize::from(at.sheet));
        let sheet = sheet.map_or("", |sheet| sheet);
        format!("[{sheet}] {}", cell_name(at.row, at.column))
    }

    /// All checks of one row.
    pub(super) fn check(&mut self, row: &ImportRow, facts: &[DraftFact], slot: usize, on: Date) {
        self.check_units(row);
        let pairs = [
            (Field::PlannedStart, Field::PlannedFinish, true),
            (Field::ActualStart, Field::ActualFinish, true),
            (Field::PlannedStart, Field::RequiredFinish, false),
            (Field::PlannedStart, Field::ForecastFinish, false),
        ];
        for (start, finish, is_error) in pairs {
            self.check_order(facts, slot, on, (&start, &finish), is_error);
        }
        self.check_stage(facts, slot, on);
    }

    fn check_units(&mut self, row: &ImportRow) {
        for fact in &row.facts {
            let units: &[Arc<str>] = match &fact.value {
                DraftValue::Unit(unit) => std::slice::from_ref(unit),
                DraftValue::Units(units) => units,
                _ => continue,
            };
            for unit in units {
                if self.names.unit(unit) == UnitRef::Unknown {
                    let near = self.names.units_near(unit);
                    let at = fact.cell.unwrap_or(row.at);
                    self.tell(at, RowCause::UnknownUnit(unit.to_string(), near));
                }
            }
        }
    }

    /// The value that would hold: of the row, else as it stands.
    pub(super) fn would_be<'s>(
        &'s self,
        facts: &'s [DraftFact],
        slot: usize,
        on: Date,
        field: &Field,
    ) -> Option<Old<'s>> {
        match facts.iter().find(|fact| fact.field == *field) {
            Some(fact) => Some(Old::Draft(&fact.value)),
            None => self.known.value(slot, field, on),
        }
    }

    fn check_order(
        &mut self,
        facts: &[DraftFact],
        slot: usize,
        on: Date,
        (start, finish): (&Field, &Field),
        is_error: bool,
    ) {
        let at = cell_of(facts, finish).or_else(|| cell_of(facts, start));
        let Some(at) = at else { return };
        let date = |field| match self.would_be(facts, slot, on, field) {
            Some(Old::Draft(DraftValue::Date(date)) | Old::Recorded(Value::Date(date))) => {
                Some(*date)
            }
            _ => None,
        };
        if let (Some(from), Some(to)) = (date(start), date(finish))
            && to < from
        {
            let (from, to) = (from.to_string(), to.to_string());
            self.tell(
                at,
                if is_error {
                    RowCause::FinishBeforeStart(from, to)
                } else {
                    RowCause::FinishDoubtful(from, to)
                },
            );
        }
    }

    fn check_stage(&mut self, facts: &[DraftFact], slot: usize, on: Date) {
        let Some(fact) = facts.iter().find(|fact| fact.field == Field::Stage) else {
            return;
        };
        let (DraftValue::Text(stage), Some(at)) = (&fact.value, fact.cell) else {
            return;
        };
        let nature = match self.would_be(facts, slot, on, &Field::Nature) {
            Some(Old::Draft(DraftValue::Text(nature))) => nature.to_string(),
            Some(Old::Recorded(Value::Text(nature))) => nature.clone(),
            _ => String::new(),
        };
        let paths = &self.zone.stage_paths;
        if let Some(path) = paths.get(&nature) {
            if path.position(stage).is_none() {
                let cause = RowCause::NotOnPath(stage.to_string(), path.name.zh.clone());
                self.tell(at, cause);
            }
            return;
        }
        let unknown = paths.values().all(|path| path.position(stage).is_none());
        if !paths.is_empty() && unknown && self.stages_told.insert(Arc::clone(stage)) {
            self.tell(at, RowCause::UnknownStage(stage.to_string()));
        }
    }
}

fn cell_of(facts: &[DraftFact], field: &Field) -> Option<CellAt> {
    facts.iter().find(|fact| fact.field == *field)?.cell
}
