//! Checking facts: each value by itself, then the values together as they would then hold.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Refusals;
use crate::event::NewFact;
use crate::project::Project;
use crate::refusal::{self, Refusal};
use crate::state::Zone;
use crate::{BasisPoints, Fen, Field, Holder, ProjectId, Value};

/// Outside codes in use, for quick look-ups while many rows are checked.
#[derive(Debug, Default, Clone)]
pub struct CodeIndex(BTreeMap<(String, String), ProjectId>);

impl CodeIndex {
    /// The codes that new facts have to be held against; nothing is looked up where they bring
    /// none.
    pub(super) fn for_facts(zone: &Zone, facts: &[NewFact]) -> CodeIndex {
        if is_coded(facts) {
            CodeIndex::of(zone)
        } else {
            CodeIndex::default()
        }
    }

    /// All codes in the zone: of each project and system the last one recorded.
    pub fn of(zone: &Zone) -> CodeIndex {
        let mut index = CodeIndex::default();
        for project in zone.projects.values() {
            for (system, code) in project.codes(Date::MAX) {
                index
                    .0
                    .insert((system.to_owned(), code.to_owned()), project.id);
            }
        }
        index
    }

    /// The project that carries a code.
    pub fn get(&self, system: &str, code: &str) -> Option<ProjectId> {
        self.0.get(&(system.to_owned(), code.to_owned())).copied()
    }

    /// Notes the codes among new facts.
    pub(super) fn note(&mut self, id: ProjectId, facts: &[NewFact]) {
        for fact in facts {
            if let (Field::ExternalCode(system), Value::Text(code)) = (&fact.field, &fact.value) {
                self.0.insert((system.clone(), code.clone()), id);
            }
        }
    }
}

/// Whether facts bring an outside code.
pub(super) fn is_coded(facts: &[NewFact]) -> bool {
    let coded = |fact: &NewFact| matches!(fact.field, Field::ExternalCode(_));
    facts.iter().any(coded)
}

/// Markings of state secrets, as documents carry them.
pub(crate) fn secrecy_marking(text: &str) -> Option<&'static str> {
    ["绝密★", "机密★", "秘密★", "绝密☆", "机密☆", "秘密☆"]
        .into_iter()
        .find(|marking| text.contains(marking))
}

/// Every reason against recording facts of a project from a date (`None` for a new project).
pub fn check_facts(
    zone: &Zone,
    codes: &CodeIndex,
    project: Option<&Project>,
    today: Date,
    effective_on: Date,
    facts: &[NewFact],
) -> Vec<Refusal> {
    let mut refusals = Refusals::default();
    refusals.date("effective_on", effective_on);
    for fact in facts {
        check_value(&mut refusals, zone, today, fact);
        if let (Field::ExternalCode(system), Value::Text(code)) = (&fact.field, &fact.value) {
            let owner = codes.get(system, code);
            let own = project.map(|project| project.id);
            if let Some(other) = owner.filter(|other| Some(*other) != own) {
                let other = other.to_string();
                let refused = refusal::duplicate_code(system, code, &other);
                refusals.add(refused.at_field(&fact.field));
            }
        }
    }
    let together = Together {
        project,
        facts,
        on: effective_on,
    };
    together.check_order(&mut refusals, &Field::PlannedStart, &Field::PlannedFinish);
    together.check_order(&mut refusals, &Field::ActualStart, &Field::ActualFinish);
    together.check_months(&mut refusals);
    together.check_stage(&mut refusals, zone);
    let mut refusals = refusals.0;
    name_cells(&mut refusals, zone, facts);
    refusals
}

/// Refusals of values from a file name their cells, beside their fields.
fn name_cells(refusals: &mut [Refusal], zone: &Zone, facts: &[NewFact]) {
    for refusal in refusals {
        let field = refusal.place.as_ref().and_then(|place| place.field.clone());
        let named = |fact: &&NewFact| Some(fact.field.to_string()) == field;
        let Some(cell) = facts.iter().find(named).and_then(|fact| fact.cell) else {
            continue;
        };
        let kept = zone.attachments.get(&cell.attachment);
        let sheet = kept.and_then(|kept| kept.sheets.get(usize::from(cell.sheet)));
        refusal.put_cell(sheet, &cell);
    }
}

fn check_value(refusals: &mut Refusals, zone: &Zone, today: Date, fact: &NewFact) {
    let field = &fact.field;
    let name = field.to_string();
    if !fact.value.fits(field.kind()) {
        refusals.add(refusal::wrong_kind(field).at_field(field));
        return;
    }
    match &fact.value {
        Value::Text(text) if *field == Field::Name => refusals.short_text(&name, text),
        Value::Text(text) if *field == Field::Coordinates => {
            let read = text.parse::<crate::place::Place>().is_ok();
            refusals.require(read, || refusal::no_place(text).at_field(field));
        }
        Value::Text(text) => refusals.length(&name, text),
        Value::Money(amount) => {
            let positive = *amount >= Fen(0);
            refusals.require(positive, || refusal::negative_money(field).at_field(field));
            let kept = *amount <= Fen::MAX;
            refusals.require(kept, || refusal::too_much_money(field).at_field(field));
        }
        Value::Share(share) => {
            let within = (BasisPoints(0)..=BasisPoints::WHOLE).contains(share);
            refusals.require(within, || {
                refusal::share_out_of_range(field).at_field(field)
            });
        }
        Value::Date(date) => {
            refusals.date(&name, *date);
            let actual = matches!(
                field,
                Field::ActualStart | Field::ActualFinish | Field::ActualRegistration
            );
            let happened = !actual || *date <= today;
            refusals.require(happened, || {
                refusal::finish_in_future(*date).at_field(field)
            });
        }
        Value::Unit(unit) => refusals.unit(zone, Some(*unit)),
        Value::Units(units) => {
            units
                .iter()
                .for_each(|unit| refusals.unit(zone, Some(*unit)));
        }
        Value::Holder(holder) => {
            let (known, id) = match holder {
                Holder::Person(id) => (zone.people.contains_key(id), id.to_string()),
                Holder::Post(id) => (zone.posts.contains_key(id), id.to_string()),
            };
            let unknown = || refusal::unknown("人员或职务", "person or post", &id);
            refusals.require(known, || unknown().at_field(field));
        }
        Value::Quantity(quantity) => refusals.short_text(&name, &quantity.unit),
        Value::FreeText(_) | Value::Level(_) => {}
        Value::Cleared => {
            let needed = *field == Field::Name;
            refusals.require(!needed, || refusal::empty(&name).at_field(field));
        }
    }
}

/// The values as they would hold together on the date.
struct Together<'a> {
    project: Option<&'a Project>,
    facts: &'a [NewFact],
    on: Date,
}

impl Together<'_> {
    fn value(&self, field: &Field) -> Option<&Value> {
        let new = self.facts.iter().rev().find(|fact| fact.field == *field);
        match new {
            Some(fact) => Some(&fact.value),
            None => self.project?.value(field, self.on),
        }
    }

    fn names(&self, field: &Field) -> bool {
        self.facts.iter().any(|fact| fact.field == *field)
    }

    /// Only pairs that this change touches: an old contradiction does not block a new report.
    fn check_order(&self, refusals: &mut Refusals, start: &Field, finish: &Field) {
        if !self.names(start) && !self.names(finish) {
            return;
        }
        if let (Some(Value::Date(from)), Some(Value::Date(to))) =
            (self.value(start), self.value(finish))
        {
            let ordered = from <= to;
            refusals.require(ordered, || {
                refusal::finish_before_start(*from, *to).at_field(finish)
            });
        }
    }

    fn check_months(&self, refusals: &mut Refusals) {
        let mut years: Vec<i16> = self
            .facts
            .iter()
            .filter_map(|fact| match fact.field {
                Field::YearPlan(year) | Field::MonthPlan(year, _) => Some(year),
                _ => None,
            })
            .collect();
        years.sort_unstable();
        years.dedup();
        for year in years {
            let amount = |field: Field| match self.value(&field) {
                Some(Value::Money(amount)) => Some(*amount),
                _ => None,
            };
            let months = || (1..=12).filter_map(|month| amount(Field::MonthPlan(year, month)));
            let Some(plan) = amount(Field::YearPlan(year)) else {
                continue;
            };
            // Some months may still be open: then they may not exceed the year together.
            let sum: Fen = months().sum();
            let agrees = match months().count() {
                12 => sum == plan,
                _ => sum <= plan,
            };
            refusals.require(agrees, || {
                let difference = (sum - plan).to_string();
                refusal::months_do_not_add_up(year, sum.to_string(), plan.to_string(), difference)
                    .at_field(&Field::YearPlan(year))
            });
        }
    }

    fn check_stage(&self, refusals: &mut Refusals, zone: &Zone) {
        if !self.names(&Field::Stage) && !self.names(&Field::Nature) {
            return;
        }
        if let (Some(Value::Text(stage)), Some(Value::Text(nature))) =
            (self.value(&Field::Stage), self.value(&Field::Nature))
        {
            let Some(path) = zone.stage_paths.get(nature) else {
                return;
            };
            let known = path.position(stage).is_some();
            let unknown = || refusal::not_on_path(stage, &path.name.zh, &path.name.en);
            refusals.require(known, || unknown().at_field(&Field::Stage));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CodeIndex, check_facts};
    use crate::event::NewFact;
    use crate::state::Attachment;
    use crate::{AttachmentId, CellRef, Field, TextRef, Value, Zone};
    use jiff::civil::date;

    #[test]
    fn a_value_from_a_file_is_refused_at_its_cell() {
        let mut zone = Zone::empty();
        let kept = Attachment {
            sha256: String::new(),
            name: TextRef([0; 32]),
            bytes: 1,
            sheets: vec!["台账".to_owned()],
            attached: None,
            purged: None,
            seq: 1,
        };
        zone.attachments.insert(AttachmentId(1), kept);
        let fact = |field, row| NewFact {
            field,
            value: Value::Date(date(2026, 6, 16)),
            cell: Some(CellRef {
                attachment: AttachmentId(1),
                sheet: 0,
                row,
                column: 2,
            }),
        };
        let facts = [fact(Field::PlannedFinish, 3), fact(Field::ActualStart, 6)];
        let today = date(2026, 6, 15);
        let found = check_facts(&zone, &CodeIndex::default(), None, today, today, &facts);
        let place = found[0].place.as_deref().expect("a place");
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].code, "zone/in-the-future");
        assert_eq!(place.field.as_deref(), Some("actual_start"));
        assert_eq!(place.sheet.as_deref(), Some("台账"));
        assert_eq!(place.cell.as_deref(), Some("C7"));
    }
}
