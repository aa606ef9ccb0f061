//! Which project each row of a file is: by the program's id, by the cells remembered when the
//! file came in, by code, by name.
//!
//! Deliberately stricter than an import: a row that may be two projects is left alone.

use std::collections::HashMap;

use jiff::civil::Date;
use zone::{AttachmentId, Field, ProjectId, Value, Zone};

use super::render::plain;
use crate::preview::{Names, UnitRef};
use crate::rows::ImportRow;

/// The project of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Matched {
    One(ProjectId),
    Several,
    None,
}

/// Projects by everything a row may tell them by.
pub(super) struct Matching {
    by_cell: HashMap<(u16, u32, u16), ProjectId>,
    by_code: HashMap<(String, String), Vec<ProjectId>>,
    by_name: HashMap<String, Vec<ProjectId>>,
}

impl Matching {
    pub(super) fn new(zone: &Zone, attachment: Option<AttachmentId>) -> Matching {
        let mut matching = Matching {
            by_cell: HashMap::new(),
            by_code: HashMap::new(),
            by_name: HashMap::new(),
        };
        for project in zone.projects.values() {
            for (field, line) in &project.facts {
                for (_, fact) in line.until(Date::MAX) {
                    if let Some(cell) = fact.cell
                        && Some(cell.attachment) == attachment
                    {
                        let at = (cell.sheet, cell.row, cell.column);
                        matching.by_cell.insert(at, project.id);
                    }
                    match (field, &fact.value) {
                        (Field::ExternalCode(system), Value::Text(code)) => {
                            let key = (system.clone(), code.clone());
                            note(matching.by_code.entry(key).or_default(), project.id);
                        }
                        (Field::Name, Value::Text(name)) => {
                            note(matching.by_name.entry(plain(name)).or_default(), project.id);
                        }
                        _ => {}
                    }
                }
            }
        }
        matching
    }

    pub(super) fn find(&self, zone: &Zone, names: &mut Names<'_>, row: &ImportRow) -> Matched {
        if let Some(id) = row.id.filter(|id| zone.projects.contains_key(id)) {
            return Matched::One(id);
        }
        let coded = row.codes.iter().find_map(|(system, code)| {
            let key = (system.clone(), code.to_string());
            self.by_code.get(&key)
        });
        if let Some([id]) = coded.map(Vec::as_slice) {
            return Matched::One(*id);
        }
        let mut remembered = row.facts.iter().filter_map(|fact| {
            let at = fact.cell?;
            self.by_cell.get(&(at.sheet, at.row, at.column)).copied()
        });
        if let Some(id) = remembered.next() {
            return Matched::One(id);
        }
        let called = self
            .by_name
            .get(&plain(&row.name))
            .map_or(&[][..], |own| own);
        let unit = row.unit.as_ref().map(|unit| names.unit(unit));
        let owned: Vec<ProjectId> = called
            .iter()
            .copied()
            .filter(|id| {
                let own = zone
                    .projects
                    .get(id)
                    .and_then(|own| own.lead_unit(Date::MAX));
                own.map(UnitRef::Known) == unit
            })
            .collect();
        match (called, owned.as_slice()) {
            ([], _) => Matched::None,
            ([id], _) | (_, [id]) => Matched::One(*id),
            _ => Matched::Several,
        }
    }
}

fn note(ids: &mut Vec<ProjectId>, id: ProjectId) {
    if !ids.contains(&id) {
        ids.push(id);
    }
}
