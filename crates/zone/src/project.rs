//! 重点项目: a project, whose every field is a timeline of facts.

use std::sync::Arc;

use imbl::OrdMap;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::light::FixedLight;
use crate::lineage::{self, Lineage};
use crate::plan::Plan;
use crate::{
    AttachmentId, BasisPoints, CellRef, Fact, Fen, Field, HandlingLevel, Holder, ProblemId,
    ProjectId, TextRef, Timeline, UnitId, Value,
};

/// A project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Project {
    /// Its id.
    pub id: ProjectId,
    /// Entity version: grows with each event about it; editing names the version it saw.
    pub version: u32,
    /// Facts by field and effective date.
    pub facts: OrdMap<Field, Timeline<Fact>>,
    /// Schedules by the date from which each holds.
    pub plans: Timeline<Arc<Plan>>,
    /// Stage moves with their evidence, in order of record.
    pub stage_moves: Vec<StageMove>,
    /// Renames, splits, mergers, suspensions.
    pub lineage: Vec<Lineage<ProjectId>>,
    /// Reasons approved to suspend its light.
    pub exemptions: Vec<Exemption>,
    /// Lights fixed by closed cycles, by date.
    pub fixed_lights: Arc<Vec<FixedLight>>,
    /// Its problems.
    pub problems: Vec<ProblemId>,
    /// Sequence numbers of all events about it: its history.
    pub history: Arc<Vec<u64>>,
    /// What files call it besides its names.
    pub aliases: Vec<Alias>,
    /// Facts in whose place others were recorded for the same date, in order of record: they come
    /// back when the others are undone.
    pub replaced: Arc<Vec<Replaced>>,
}

/// What files call a project besides its names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alias {
    /// The name in the file.
    pub name: String,
    /// The event that recorded it.
    pub seq: u64,
}

/// A fact in whose place another was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaced {
    /// The field.
    pub field: Field,
    /// The date from which it held.
    pub on: Date,
    /// What was recorded.
    pub fact: Fact,
}

/// A move to the next stage with the gate's evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageMove {
    /// The stage reached.
    pub to: String,
    /// From which date.
    pub effective_on: Date,
    /// What shows it.
    pub evidence: Vec<Evidence>,
    /// The event that recorded it.
    pub seq: u64,
}

/// What shows that a gate is passed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// A document by kind (`approval`, `contract`, `permit`…) and number.
    Document {
        /// Kind of document.
        kind: String,
        /// Its number.
        number: String,
    },
    /// A kept file by kind (`photo`, `scan`…).
    File {
        /// Kind of evidence.
        kind: String,
        /// The kept file.
        attachment: AttachmentId,
    },
}

impl Evidence {
    /// Kind of evidence, as gates ask for it.
    pub fn kind(&self) -> &str {
        match self {
            Evidence::Document { kind, .. } | Evidence::File { kind, .. } => kind,
        }
    }

    /// The kept file, of what is no document by number.
    pub fn file(&self) -> Option<AttachmentId> {
        match self {
            Evidence::Document { .. } => None,
            Evidence::File { attachment, .. } => Some(*attachment),
        }
    }
}

/// An approved reason that suspends a light.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exemption {
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// Number of the approving document.
    pub document: String,
    /// Commitment of the reason.
    pub reason: TextRef,
    /// The event that recorded it.
    pub seq: u64,
}

impl Project {
    /// A project without facts.
    pub fn new(id: ProjectId) -> Self {
        Project {
            id,
            version: 0,
            facts: OrdMap::new(),
            plans: Timeline::default(),
            stage_moves: Vec::new(),
            lineage: Vec::new(),
            exemptions: Vec::new(),
            fixed_lights: Arc::default(),
            problems: Vec::new(),
            history: Arc::default(),
            aliases: Vec::new(),
            replaced: Arc::default(),
        }
    }

    /// The fact that holds for a field on a date, with the date since which it does. A cleared
    /// field has no fact.
    pub fn fact(&self, field: &Field, date: Date) -> Option<(Date, &Fact)> {
        let found = self.facts.get(field)?.at(date)?;
        (found.1.value != Value::Cleared).then_some(found)
    }

    /// The value that holds for a field on a date.
    pub fn value(&self, field: &Field, date: Date) -> Option<&Value> {
        self.fact(field, date).map(|(_, fact)| &fact.value)
    }

    /// A text field on a date.
    pub fn text(&self, field: &Field, date: Date) -> Option<&str> {
        match self.value(field, date)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A money field on a date.
    pub fn money(&self, field: &Field, date: Date) -> Option<Fen> {
        match self.value(field, date)? {
            Value::Money(amount) => Some(*amount),
            _ => None,
        }
    }

    /// A money field that counts within a year: a fact of an earlier year does not hold.
    pub fn money_of_year(&self, field: &Field, date: Date) -> Option<Fen> {
        let (since, fact) = self.fact(field, date)?;
        match fact.value {
            Value::Money(amount) if since.year() == date.year() => Some(amount),
            _ => None,
        }
    }

    /// A share field on a date.
    pub fn share(&self, field: &Field, date: Date) -> Option<BasisPoints> {
        match self.value(field, date)? {
            Value::Share(share) => Some(*share),
            _ => None,
        }
    }

    /// A date field on a date.
    pub fn date(&self, field: &Field, on: Date) -> Option<Date> {
        match self.value(field, on)? {
            Value::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// The name on a date; before the first record of it, the first name.
    pub fn name_on(&self, date: Date) -> &str {
        self.text(&Field::Name, date)
            .or_else(|| self.first_name())
            .unwrap_or("")
    }

    fn first_name(&self) -> Option<&str> {
        match &self.facts.get(&Field::Name)?.first()?.1.value {
            Value::Text(name) => Some(name),
            _ => None,
        }
    }

    /// Whether a ledger that writes `name` may mean this project: any name it ever had, or an
    /// alias.
    pub fn is_called(&self, name: &str) -> bool {
        self.names().any(|own| own == name) || self.aliases.iter().any(|own| own.name == name)
    }

    /// Every name it ever had, oldest first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let line = self.facts.get(&Field::Name).into_iter();
        line.flat_map(Timeline::iter)
            .filter_map(|(_, fact)| match &fact.value {
                Value::Text(name) => Some(name.as_str()),
                _ => None,
            })
    }

    /// The responsible unit on a date.
    pub fn lead_unit(&self, date: Date) -> Option<UnitId> {
        match self.value(&Field::LeadUnit, date)? {
            Value::Unit(unit) => Some(*unit),
            _ => None,
        }
    }

    /// Who holds a role on a date.
    pub fn role(&self, role: &Field, date: Date) -> Option<Holder> {
        match self.value(role, date)? {
            Value::Holder(holder) => Some(*holder),
            _ => None,
        }
    }

    /// The handling level on a date: internal unless it says otherwise.
    pub fn handling_level(&self, date: Date) -> HandlingLevel {
        match self.value(&Field::HandlingLevel, date) {
            Some(Value::Level(level)) => *level,
            _ => HandlingLevel::default(),
        }
    }

    /// Outside codes on a date, as (system, code).
    pub fn codes(&self, date: Date) -> impl Iterator<Item = (&str, &str)> {
        // External codes stand together in the order of fields: the range is short.
        let from = Field::ExternalCode(String::new());
        self.facts
            .range(from..)
            .take_while(|(field, _)| matches!(field, Field::ExternalCode(_)))
            .filter_map(move |(field, line)| {
                let (_, fact) = line.at(date)?;
                match (field, &fact.value) {
                    (Field::ExternalCode(system), Value::Text(code)) => {
                        Some((system.as_str(), code.as_str()))
                    }
                    _ => None,
                }
            })
    }

    /// Whether it was registered by a date: some fact holds.
    pub fn exists_on(&self, date: Date) -> bool {
        self.facts
            .get(&Field::Name)
            .and_then(Timeline::first)
            .is_some_and(|(since, _)| since <= date)
    }

    /// Whether it belongs on the wall of a date: registered, and not split, merged or withdrawn in
    /// an earlier year. In the year of its end it still shows, so that nothing becomes a ghost.
    pub fn is_on_wall(&self, date: Date) -> bool {
        let gone = lineage::ended(&self.lineage, date)
            .is_some_and(|entry| entry.effective_on.year() < date.year());
        self.exists_on(date) && !gone
    }

    /// Whether the record already says this of a date, so that a ledger that says it again brings
    /// nothing new (see [`Field::still_says`] for what is news although it is the same).
    pub fn says(&self, field: &Field, value: &Value, date: Date) -> bool {
        let Some((since, fact)) = self.facts.get(field).and_then(|line| line.at(date)) else {
            return *value == Value::Cleared;
        };
        fact.value == *value && field.still_says(value, since, date)
    }

    /// The change that takes it off the list of running projects on a date.
    pub fn standing(&self, date: Date) -> Option<&Lineage<ProjectId>> {
        lineage::standing(&self.lineage, date)
    }

    /// The exemption in force on a date.
    pub fn exemption(&self, date: Date) -> Option<&Exemption> {
        self.exemptions
            .iter()
            .rev()
            .find(|entry| entry.from <= date && date <= entry.until)
    }

    /// The schedule that holds on a date.
    pub fn plan(&self, date: Date) -> Option<&Arc<Plan>> {
        self.plans.at(date).map(|(_, plan)| plan)
    }

    /// The colour of the last closed cycle before a date, and how many closed cycles running had
    /// it.
    pub fn previous_light(&self, date: Date) -> Option<(crate::light::Colour, u32)> {
        let mut before = self
            .fixed_lights
            .iter()
            .rev()
            .filter(|fixed| fixed.as_of < date);
        let colour = before.next()?.colour;
        let streak = 1 + before.take_while(|fixed| fixed.colour == colour).count();
        Some((colour, u32::try_from(streak).unwrap_or(u32::MAX)))
    }

    /// Cells are kept with each fact; this is the one for a field on a date.
    pub fn cell(&self, field: &Field, date: Date) -> Option<CellRef> {
        self.fact(field, date)?.1.cell
    }
}
