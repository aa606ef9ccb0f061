//! Gates of a project on a date: from its ledger's gate columns and its stage moves.

use jiff::civil::Date;

use super::wall::{GateMark, GateState};
use crate::project::Project;
use crate::{Field, Value};

/// A gate with its date and state.
#[derive(Debug, Clone, Copy)]
pub struct GateDate<'a> {
    /// The stage it opens, or its name in the ledger.
    pub name: &'a str,
    /// The date it was met, or is due.
    pub date: Date,
    /// Met, due, or due and past.
    pub state: GateState,
}

/// The gates of a project as known on a date, in the order of their names.
///
/// A gate whose date was recorded when it still lay ahead is a plan: past its date it is late
/// until a later report confirms it. A gate recorded on or after its date is met.
pub fn dates(project: &Project, on: Date) -> impl Iterator<Item = GateDate<'_>> + '_ {
    let from = Field::Gate(String::new());
    project
        .facts
        .range(from..)
        .map_while(|(field, line)| match field {
            Field::Gate(name) => Some((name, line)),
            _ => None,
        })
        .filter_map(move |(name, line)| {
            let (since, fact) = line.at(on)?;
            let Value::Date(date) = fact.value else {
                return None;
            };
            let state = match (date <= since, date < on) {
                (true, _) => GateState::Met,
                (false, true) => GateState::Late,
                (false, false) => GateState::Due,
            };
            Some(GateDate { name, date, state })
        })
}

/// The same as the wall shows them, in order of date.
pub fn of(project: &Project, on: Date) -> Vec<GateMark> {
    let mark = |gate: GateDate<'_>| GateMark {
        name: gate.name.to_owned(),
        date: gate.date,
        state: gate.state,
    };
    let mut gates: Vec<GateMark> = dates(project, on).map(mark).collect();
    gates.sort_by_key(|gate| gate.date);
    gates
}
