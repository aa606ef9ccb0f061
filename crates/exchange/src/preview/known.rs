//! Projects a row may mean: those of the zone, and those that earlier reports of the file
//! register.
//!
//! A row is matched by the program's id, else by any code, else by name (former names and
//! remembered ones among them) and unit. Whatever is near and not the same is asked.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;
use zone::{Fen, Field, Project, ProjectId, UnitId, Value, Zone};

use super::compare::Old;
use super::identity::{NameKey, code_key, may_be_spoilt, spoilt_code};
use super::names::{Names, UnitRef};
use super::near::{Likeness, NameIndex, Score};
use super::question::Reason;
use super::{Change, RowTarget};
use crate::rows::{DraftValue, ImportRow};

/// The project of a row.
pub(super) enum Match {
    None,
    /// Found by the program's id or by a code.
    Coded(usize),
    /// Found by a name.
    Named(usize),
    /// Found by name under another unit, registered by an earlier report of the same file.
    OtherOwner(usize, String),
    /// One of these may be meant.
    Ask(Vec<Near>),
}

/// A project that may be meant.
#[derive(Debug, Clone)]
pub(super) struct Near {
    pub(super) slot: usize,
    pub(super) score: u8,
    pub(super) reasons: Vec<Reason>,
}

struct Slot<'a> {
    project: Option<&'a Arc<Project>>,
    /// Number among the projects that this import registers.
    number: u32,
    /// Whether no report has told of it yet.
    fresh: bool,
    unit: Option<UnitRef>,
    /// Every name it has or had, and every alias; the newest name first.
    keys: Vec<NameKey>,
    /// What earlier reports of this file said, by date.
    overlay: Vec<(Field, Vec<(Date, DraftValue)>)>,
}

/// All projects a row may mean.
pub(super) struct Known<'a> {
    zone: &'a Zone,
    slots: Vec<Slot<'a>>,
    by_id: HashMap<ProjectId, usize>,
    by_code: HashMap<(String, String), usize>,
    by_spoilt: HashMap<(String, String), Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
    by_core: HashMap<String, Vec<usize>>,
    index: NameIndex,
    registered: u32,
    /// Whether later reports will ask for what earlier ones said; of a single report only what
    /// tells projects apart is asked for again.
    several_reports: bool,
}

impl<'a> Known<'a> {
    pub(super) fn new(zone: &'a Zone, several_reports: bool) -> Self {
        let mut known = Known {
            zone,
            slots: Vec::new(),
            by_id: HashMap::new(),
            by_code: HashMap::new(),
            by_spoilt: HashMap::new(),
            by_name: HashMap::new(),
            by_core: HashMap::new(),
            index: NameIndex::default(),
            registered: 0,
            several_reports,
        };
        for project in zone.projects.values() {
            known.add(project);
        }
        known
    }

    fn add(&mut self, project: &'a Arc<Project>) {
        let slot = self.slots.len();
        self.by_id.insert(project.id, slot);
        for (system, code) in project.codes(Date::MAX) {
            let key = code_key(code);
            if let Some(spoilt) = spoilt_code(&key) {
                let same = self.by_spoilt.entry((system.to_owned(), spoilt));
                same.or_default().push(slot);
            }
            self.by_code.insert((system.to_owned(), key), slot);
        }
        self.slots.push(Slot {
            project: Some(project),
            number: 0,
            fresh: false,
            unit: project.lead_unit(Date::MAX).map(UnitRef::Known),
            keys: Vec::new(),
            overlay: Vec::new(),
        });
        let names: Vec<&str> = project.names().collect();
        let aliases = project.aliases.iter().map(|own| own.name.as_str());
        for name in names.into_iter().rev().chain(aliases) {
            let key = NameKey::of(name);
            if !self.slots[slot].keys.contains(&key) {
                self.index.add(slot, &key);
                self.call(key, slot);
            }
        }
    }

    fn call(&mut self, key: NameKey, slot: usize) {
        let named = self.by_name.entry(key.exact.clone()).or_default();
        if !named.contains(&slot) {
            named.push(slot);
        }
        let called = self.by_core.entry(key.core.clone()).or_default();
        if !called.contains(&slot) {
            called.push(slot);
        }
        self.slots[slot].keys.push(key);
    }

    pub(super) fn find(&self, row: &ImportRow, names: &mut Names<'_>, date: Date) -> Match {
        if let Some(slot) = row.id.and_then(|id| self.by_id.get(&id)) {
            return Match::Coded(*slot);
        }
        if let Some(found) = self.by_codes(row) {
            return found;
        }
        let key = NameKey::of(&row.name);
        let none = Vec::new();
        let exact = self.by_name.get(&key.exact);
        let called = exact.or_else(|| self.by_core.get(&key.core));
        // Another code of the same system is another project.
        let open: Vec<usize> = called
            .unwrap_or(&none)
            .iter()
            .copied()
            .filter(|slot| !self.differs_by_code(*slot, row))
            .collect();
        if open.is_empty() {
            return Match::None;
        }
        let unit = row.unit.as_ref().map(|unit| names.unit(unit));
        let own = open.iter().copied();
        let own: Vec<usize> = own
            .filter(|slot| self.same_owner(*slot, unit, date))
            .collect();
        match (own.as_slice(), open.as_slice()) {
            ([slot], _) => Match::Named(*slot),
            ([], [slot]) if self.slots[*slot].project.is_none() => {
                let known = self.unit_of(*slot, names);
                Match::OtherOwner(*slot, known.unwrap_or_default())
            }
            ([], several) | (several, _) => {
                Match::Ask(self.all_near(several, row, &key, names, date))
            }
        }
    }

    /// Asks whether a row means this project.
    pub(super) fn ask_about(
        &self,
        slot: usize,
        row: &ImportRow,
        names: &mut Names<'_>,
        date: Date,
    ) -> Match {
        let key = NameKey::of(&row.name);
        Match::Ask(self.all_near(&[slot], row, &key, names, date))
    }

    /// By the codes of a row; a code that a spreadsheet may have spoilt is asked.
    fn by_codes(&self, row: &ImportRow) -> Option<Match> {
        let mut found: Vec<Near> = Vec::new();
        for (system, code) in &row.codes {
            let Some(slot) = self.by_code.get(&(system.clone(), code_key(code))) else {
                continue;
            };
            if found.iter().all(|own| own.slot != *slot) {
                found.push(Near {
                    slot: *slot,
                    score: 100,
                    reasons: vec![Reason::SameCode(Arc::clone(code))],
                });
            }
        }
        match found.as_slice() {
            [] => {}
            [one] => return Some(Match::Coded(one.slot)),
            _ => return Some(Match::Ask(found)),
        }
        for (system, code) in &row.codes {
            let spoilt = spoilt_code(&code_key(code))?;
            let alike = self.by_spoilt.get(&(system.clone(), spoilt));
            for slot in alike.into_iter().flatten() {
                let field = Field::ExternalCode(system.clone());
                let Some(Old::Recorded(Value::Text(own))) = self.value(*slot, &field, Date::MAX)
                else {
                    continue;
                };
                if !may_be_spoilt(&code_key(own), &code_key(code)) {
                    continue;
                }
                found.push(Near {
                    slot: *slot,
                    score: 95,
                    reasons: vec![Reason::CodeAlike(Arc::from(own.as_str()), Arc::clone(code))],
                });
            }
        }
        (!found.is_empty()).then_some(Match::Ask(found))
    }

    fn same_owner(&self, slot: usize, unit: Option<UnitRef>, date: Date) -> bool {
        match (self.slots[slot].unit, unit) {
            (Some(UnitRef::Known(own)), Some(UnitRef::Known(unit))) => {
                own == unit || self.zone.unit_on(own, date) == self.zone.unit_on(unit, date)
            }
            (Some(own), Some(unit)) => own == unit,
            _ => true,
        }
    }

    fn unit_of(&self, slot: usize, names: &Names<'_>) -> Option<String> {
        match self.slots[slot].unit? {
            UnitRef::Known(id) => self.unit_name(id),
            UnitRef::New(number) => {
                let name = names.new_units.get(number as usize)?;
                Some(name.to_string())
            }
            UnitRef::Unknown => None,
        }
    }

    fn unit_name(&self, id: UnitId) -> Option<String> {
        let unit = self.zone.units.get(&id)?;
        Some(unit.name_on(Date::MAX).to_owned())
    }

    /// Projects of the zone that a row may mean although nothing matches exactly, likeliest first.
    pub(super) fn near(
        &self,
        row: &ImportRow,
        names: &mut Names<'_>,
        date: Date,
        taken: &[bool],
    ) -> Vec<Near> {
        let key = NameKey::of(&row.name);
        let open = |slot: &usize| {
            let project = self.slots[*slot].project;
            let goes_on =
                project.is_some_and(|own| zone::lineage::ended(&own.lineage, date).is_none());
            goes_on
                && !taken.get(*slot).is_some_and(|taken| *taken)
                && !self.differs_by_code(*slot, row)
        };
        let slots: Vec<usize> = self.index.like(&key).into_iter().filter(open).collect();
        let unit = row.unit.as_ref().map(|unit| names.unit(unit));
        let near = |slot: &usize| {
            let score = self.score(*slot, row, &key, unit)?;
            score.is_near().then_some(*slot)
        };
        let slots: Vec<usize> = slots.iter().filter_map(near).collect();
        self.all_near(&slots, row, &key, names, date)
    }

    /// The best score of a project's names against a row; `None` where numbers tell them apart.
    pub(super) fn score(
        &self,
        slot: usize,
        row: &ImportRow,
        key: &NameKey,
        unit: Option<UnitRef>,
    ) -> Option<Score> {
        let own = &self.slots[slot];
        let project = own.project?;
        let told = |field: Field| row.facts.iter().find(|fact| fact.field == field);
        let place = match told(Field::Place).map(|fact| &fact.value) {
            Some(DraftValue::Text(place)) => Some(&**place),
            _ => None,
        };
        let amount = match told(Field::TotalInvestment).map(|fact| &fact.value) {
            Some(DraftValue::Money(amount)) => Some(*amount),
            _ => None,
        };
        let row = Likeness {
            name: key,
            unit,
            place,
            amount,
        };
        let apart = |name: &&NameKey| !name.differs_by_number(key);
        let scores = own.keys.iter().filter(apart).map(|name| {
            let known = Likeness {
                name,
                unit: own.unit,
                place: project.text(&Field::Place, Date::MAX),
                amount: project.money(&Field::TotalInvestment, Date::MAX),
            };
            Score::of(&known, &row)
        });
        scores.max_by_key(|score| score.name)
    }

    /// Projects as candidates, with scores and reasons, likeliest first.
    fn all_near(
        &self,
        slots: &[usize],
        row: &ImportRow,
        key: &NameKey,
        names: &mut Names<'_>,
        date: Date,
    ) -> Vec<Near> {
        let unit = row.unit.as_ref().map(|unit| names.unit(unit));
        let near = |slot: &usize| {
            let score = self.score(*slot, row, key, unit)?;
            let other = (!self.same_owner(*slot, unit, date)).then(|| {
                let known = self.unit_of(*slot, names).unwrap_or_default();
                let told = row.unit.as_deref().unwrap_or_default();
                Reason::OtherUnit(known, told.to_owned())
            });
            Some(Near {
                slot: *slot,
                score: score.percent(),
                reasons: reasons(score, other),
            })
        };
        let mut found: Vec<Near> = slots.iter().filter_map(near).collect();
        found.sort_by_key(|own| (std::cmp::Reverse(own.score), own.slot));
        found.truncate(super::near::CANDIDATES_MAX);
        found
    }

    /// Whether a project carries another code of a system that the row has a code of.
    fn differs_by_code(&self, slot: usize, row: &ImportRow) -> bool {
        row.codes.iter().any(|(system, code)| {
            let field = Field::ExternalCode(system.clone());
            match self.value(slot, &field, Date::MAX) {
                Some(Old::Recorded(Value::Text(own))) => code_key(own) != code_key(code),
                Some(Old::Draft(DraftValue::Text(own))) => code_key(own) != code_key(code),
                _ => false,
            }
        })
    }

    /// Makes room for a project that the row registers.
    pub(super) fn register(&mut self, row: &ImportRow, names: &mut Names<'_>) -> usize {
        let slot = self.slots.len();
        self.slots.push(Slot {
            project: None,
            number: self.registered,
            fresh: true,
            unit: row.unit.as_ref().map(|unit| names.unit(unit)),
            keys: Vec::new(),
            overlay: Vec::new(),
        });
        self.registered += 1;
        slot
    }

    /// The slot of a project of the zone.
    pub(super) fn slot_of(&self, id: ProjectId) -> Option<usize> {
        self.by_id.get(&id).copied()
    }

    /// A project of the zone.
    pub(super) fn project(&self, slot: usize) -> Option<&'a Arc<Project>> {
        self.slots[slot].project
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether a row's name is the newest name of a project, or an alias kept for it.
    pub(super) fn is_called(&self, slot: usize, name: &str) -> bool {
        let Some(project) = self.slots[slot].project else {
            return false;
        };
        let key = NameKey::of(name);
        let newest = self.slots[slot].keys.first();
        newest.is_some_and(|own| own.core == key.core)
            || project.aliases.iter().any(|own| own.name == name)
    }

    /// Whether the project is registered by the row at hand.
    pub(super) fn is_fresh(&self, slot: usize) -> bool {
        self.slots[slot].fresh
    }

    pub(super) fn target(&self, slot: usize) -> RowTarget {
        let slot = &self.slots[slot];
        match slot.project {
            Some(project) => RowTarget::Existing(project.id, project.version),
            None => RowTarget::New(slot.number),
        }
    }

    /// What holds for a field on a date, `Cleared` counting as nothing.
    pub(super) fn value(&self, slot: usize, field: &Field, date: Date) -> Option<Old<'_>> {
        self.held(slot, field, date).map(|(_, value)| value)
    }

    /// The same, with the date since which it holds.
    pub(super) fn held(&self, slot: usize, field: &Field, date: Date) -> Option<(Date, Old<'_>)> {
        let slot = &self.slots[slot];
        let recorded = slot
            .project
            .and_then(|project| project.facts.get(field)?.at(date));
        let drafted = slot.overlay.iter().find(|own| own.0 == *field);
        let drafted = drafted.and_then(|(_, line)| {
            line.iter()
                .filter(|entry| entry.0 <= date)
                .max_by_key(|entry| entry.0)
        });
        match (recorded, drafted) {
            (Some((since, _)), Some((own, value))) if *own >= since => present(*own, value),
            (None, Some((own, value))) => present(*own, value),
            (Some((since, fact)), _) if fact.value != Value::Cleared => {
                Some((since, Old::Recorded(&fact.value)))
            }
            _ => None,
        }
    }

    /// Remembers what a row changes, for the reports and rows after it.
    pub(super) fn note(&mut self, slot: usize, changes: &[Change], date: Date) {
        for change in changes {
            match (&change.field, &change.value) {
                (Field::ExternalCode(system), DraftValue::Text(code)) => {
                    self.by_code.insert((system.clone(), code_key(code)), slot);
                }
                (Field::Name, DraftValue::Text(name)) => self.call(NameKey::of(name), slot),
                _ => {}
            }
        }
        let several = self.several_reports;
        let slot = &mut self.slots[slot];
        slot.fresh = false;
        let asked = |change: &&Change| {
            several || matches!(change.field, Field::ExternalCode(_) | Field::Name)
        };
        for change in changes.iter().filter(asked) {
            let said = (date, change.value.clone());
            match slot.overlay.iter_mut().find(|own| own.0 == change.field) {
                Some((_, line)) => line.push(said),
                None => {
                    // There are as many of these as the file has rows: no room is kept for more.
                    slot.overlay.reserve_exact(1);
                    slot.overlay.push((change.field.clone(), vec![said]));
                }
            }
        }
    }

    /// The total investment of a project, whatever its date.
    pub(super) fn amount(&self, slot: usize) -> Option<Fen> {
        self.slots[slot]
            .project?
            .money(&Field::TotalInvestment, Date::MAX)
    }
}

/// Reasons of a score, what speaks against it last.
pub(super) fn reasons(score: Score, other_unit: Option<Reason>) -> Vec<Reason> {
    let mut reasons = vec![match u8::try_from(score.name) {
        Ok(100) => Reason::SameName,
        percent => Reason::NameAlike(percent.unwrap_or(100)),
    }];
    if score.same_unit == Some(true) {
        reasons.push(Reason::SameUnit);
    }
    if score.same_amount {
        reasons.push(Reason::SameAmount);
    }
    if score.same_place {
        reasons.push(Reason::SamePlace);
    }
    reasons.extend(other_unit);
    reasons
}

fn present(since: Date, value: &DraftValue) -> Option<(Date, Old<'_>)> {
    (*value != DraftValue::Cleared).then_some((since, Old::Draft(value)))
}
