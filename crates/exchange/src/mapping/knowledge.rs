//! What the zone knows: names of units, people and stages, by which values tell what they are.

use std::collections::HashSet;

use zone::{Texts, Zone};

use crate::header;

/// Names the zone knows, made comparable.
#[derive(Debug, Clone, Default)]
pub struct Knowledge {
    units: HashSet<String>,
    people: HashSet<String>,
    stages: HashSet<String>,
}

impl Knowledge {
    /// What a zone knows today.
    pub fn of(zone: &Zone, texts: &dyn Texts) -> Knowledge {
        let mut found = Knowledge::default();
        for unit in zone.units.values() {
            let names = unit
                .names
                .until(jiff::civil::Date::MAX)
                .map(|found| found.1.as_str());
            let aliases = unit.aliases.iter().map(String::as_str);
            let plain = names.chain(aliases).map(header::plain);
            found.units.extend(plain);
        }
        for person in zone.people.values() {
            if let Some(name) = texts.find(person.name).text() {
                found.people.insert(header::plain(name));
            }
        }
        for path in zone.stage_paths.values() {
            let stages = path.stages.iter().map(|stage| stage.key.clone());
            found.stages.extend(stages);
        }
        found
    }

    /// Whether a name, or each of several, is that of a unit.
    pub(super) fn is_unit(&self, text: &str) -> bool {
        let mut names = text
            .split(['、', ',', '，', ';', '；', '/', '\n'])
            .filter(|name| !name.trim().is_empty())
            .peekable();
        names.peek().is_some() && names.all(|name| self.units.contains(&header::plain(name)))
    }

    pub(super) fn is_person(&self, text: &str) -> bool {
        self.people.contains(&header::plain(text))
    }

    pub(super) fn is_stage(&self, text: &str) -> bool {
        self.stages.contains(text.trim())
    }
}
