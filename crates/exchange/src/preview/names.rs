//! Who is who: units, people, natures and stages by the names a ledger writes.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::civil::Date;
use zone::{Holder, PersonId, Texts, UnitId, Zone};

use super::identity::NameKey;
use crate::limits;

/// A unit that a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum UnitRef {
    /// A unit of the zone.
    Known(UnitId),
    /// The n-th unit to be created.
    New(u32),
    /// Nobody knows it, and it may not be created.
    Unknown,
}

/// Who holds a role, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HolderRef {
    /// A person or post of the zone.
    Known(Holder),
    /// The n-th person to be created.
    New(u32),
}

/// Names looked up once each.
pub(crate) struct Names<'a> {
    pub(crate) zone: &'a Zone,
    pub(crate) texts: &'a dyn Texts,
    pub(crate) new_units: Vec<Arc<str>>,
    pub(crate) new_people: Vec<Arc<str>>,
    create_missing: bool,
    units: HashMap<Arc<str>, UnitRef>,
    /// Units by every name they had and every alias, made comparable.
    units_by_key: HashMap<String, UnitId>,
    people: BTreeMap<String, Holder>,
    holders: HashMap<Arc<str>, HolderRef>,
}

impl<'a> Names<'a> {
    pub(crate) fn new(zone: &'a Zone, texts: &'a dyn Texts, create_missing: bool) -> Self {
        let mut people: BTreeMap<String, Holder> = BTreeMap::new();
        for post in zone.posts.values() {
            if let Some((_, title)) = post.titles.last() {
                people.insert(title.clone(), Holder::Post(post.id));
            }
        }
        for person in zone.people.values() {
            if let Some(name) = texts.find(person.name).text() {
                people.insert(name.to_owned(), Holder::Person(person.id));
            }
        }
        Names {
            zone,
            texts,
            new_units: Vec::new(),
            new_people: Vec::new(),
            create_missing,
            units: HashMap::new(),
            units_by_key: units_by_key(zone),
            people,
            holders: HashMap::new(),
        }
    }

    /// The unit that a name means; one to be created is noted.
    pub(crate) fn unit(&mut self, name: &Arc<str>) -> UnitRef {
        if let Some(found) = self.units.get(name) {
            return *found;
        }
        let found = match self.known_unit(name) {
            Some(id) => UnitRef::Known(id),
            None if self.create_missing => {
                self.new_units.push(Arc::clone(name));
                UnitRef::New(number(self.new_units.len() - 1))
            }
            None => UnitRef::Unknown,
        };
        self.units.insert(Arc::clone(name), found);
        found
    }

    /// A unit of the zone by its name.
    pub(crate) fn known_unit(&self, name: &str) -> Option<UnitId> {
        self.zone.unit_called(name, Date::MAX).or_else(|| {
            let key = NameKey::of(name).exact;
            self.units_by_key.get(&key).copied()
        })
    }

    /// Names of units near a name nobody knows.
    pub(crate) fn units_near(&self, name: &str) -> Vec<String> {
        let mut near: Vec<(usize, String)> = self
            .zone
            .units
            .values()
            .map(|unit| unit.name_on(Date::MAX))
            .map(|own| (likeness(own, name), own.to_owned()))
            .filter(|(score, _)| *score >= 40)
            .collect();
        near.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        near.truncate(limits::SUGGESTIONS_MAX);
        near.into_iter().map(|(_, own)| own).collect()
    }

    /// Somebody of the zone by name.
    pub(crate) fn known_holder(&self, name: &str) -> Option<Holder> {
        self.people.get(name).copied()
    }

    /// Who a name means; a person to be created is noted.
    pub(crate) fn holder(&mut self, name: &Arc<str>) -> HolderRef {
        if let Some(found) = self.holders.get(name) {
            return *found;
        }
        let found = match self.people.get(&**name) {
            Some(holder) => HolderRef::Known(*holder),
            None => {
                self.new_people.push(Arc::clone(name));
                HolderRef::New(number(self.new_people.len() - 1))
            }
        };
        self.holders.insert(Arc::clone(name), found);
        found
    }

    /// The name of whoever holds a role.
    pub(crate) fn holder_name(&self, holder: Holder) -> Option<String> {
        match holder {
            Holder::Person(id) => self.person_name(id),
            Holder::Post(id) => Some(self.zone.posts.get(&id)?.titles.last()?.1.clone()),
        }
    }

    fn person_name(&self, id: PersonId) -> Option<String> {
        let person = self.zone.people.get(&id)?;
        self.texts.find(person.name).text().map(str::to_owned)
    }

    /// The key of a nature, by its key or name.
    pub(crate) fn nature(&self, text: &str) -> Option<Arc<str>> {
        let path = self.zone.stage_paths.values().find(|path| {
            path.nature == text
                || path.name.zh == text
                || path.name.zh.trim_end_matches("项目") == text.trim_end_matches("项目")
                || path.name.en.eq_ignore_ascii_case(text)
        })?;
        Some(Arc::from(path.nature.as_str()))
    }
}

fn number(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// Newest names go before older ones and aliases, units that go on before those that ended.
fn units_by_key(zone: &Zone) -> HashMap<String, UnitId> {
    let mut found = HashMap::new();
    let ended = |unit: &&zone::unit::Unit| zone::lineage::ended(&unit.lineage, Date::MAX).is_some();
    let (over, on): (Vec<_>, Vec<_>) = zone.units.values().partition(ended);
    let units = || on.iter().chain(&over);
    for unit in units() {
        let key = NameKey::of(unit.name_on(Date::MAX)).exact;
        found.entry(key).or_insert(unit.id);
    }
    for unit in units() {
        let names = unit.names.iter().map(|(_, name)| name);
        for name in names.chain(&unit.aliases) {
            found.entry(NameKey::of(name).exact).or_insert(unit.id);
        }
    }
    found
}

/// How alike two names are, in percent: characters they share in order, twice, over all.
pub(super) fn likeness(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut row = vec![0_usize; b.len() + 1];
    for x in &a {
        let mut before = 0;
        for (at, y) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if x == y {
                before + 1
            } else {
                above.max(row[at])
            };
            before = above;
        }
    }
    let all = a.len() + b.len();
    (row[b.len()] * 200).checked_div(all).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::likeness;

    #[test]
    fn alike_names_share_characters_in_order() {
        assert_eq!(likeness("招商促进局", "招商促进局"), 100);
        assert_eq!(likeness("招商促进局", "招商局"), 75);
        assert_eq!(likeness("商务局", "生态"), 0);
    }
}
