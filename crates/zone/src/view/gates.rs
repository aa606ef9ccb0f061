//! Gates of a project on a date: from its ledger's gate columns and its stage moves.

use jiff::civil::Date;

use super::wall::{GateMark, GateState};
use crate::project::Project;
use crate::{Field, Value};

/// The gates of a project as known on a date, in the order of their names.
///
/// A gate whose date was recorded when it still lay ahead is a plan: past its date it is late
/// until a later report confirms it. A gate recorded on or after its date is met.
pub fn of(project: &Project, on: Date) -> impl Iterator<Item = GateMark> + '_ {
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
            Some(GateMark {
                name: name.clone(),
                date,
                state,
            })
        })
}
