//! What of the indicators a reader may see: 知悉范围, and 未发布统计 until a value is out.
//!
//! Views are given a zone from which the rest is left out: whatever they compute, forecasts and
//! ranks too, rests on what the reader sees, and nothing can be worked back from it.

use std::sync::Arc;

use imbl::OrdMap;
use jiff::civil::Date;

use super::{Definition, Indicator, Month, Observation, Reported, ValueState};
use crate::authority::Actor;
use crate::{HandlingLevel, UnitId, Zone};

impl Definition {
    /// Who reads the indicator as such, its values apart.
    pub fn own_level(&self) -> HandlingLevel {
        match self.level {
            HandlingLevel::UnpublishedStatistics => HandlingLevel::Internal,
            level => level,
        }
    }

    /// Who reads a value on a day. Unpublished statistics are for those whose work they are until
    /// they are out: firm (定报 or 修订), and their day of publication has come.
    pub fn level_of(&self, month: Month, state: ValueState, today: Date) -> HandlingLevel {
        let firm = matches!(state, ValueState::Final | ValueState::Revised);
        if firm && self.due_on(month) <= today {
            self.own_level()
        } else {
            self.level
        }
    }
}

impl Indicator {
    /// Whether an actor may see the indicator as such: its name, its targets, what is out of it;
    /// of a narrower one, units with a series of their own see that.
    pub fn is_seen_by(&self, actor: &Actor) -> bool {
        self.sees_series(actor, None) || actor.unit.is_some_and(|own| self.has_series(own))
    }

    fn has_series(&self, unit: UnitId) -> bool {
        let with_values = self.values.keys().map(|key| key.0);
        let mut all = with_values.chain(self.targets.keys().map(|key| key.0));
        all.any(|own| own == Some(unit))
    }

    fn sees_series(&self, actor: &Actor, unit: Option<UnitId>) -> bool {
        let definition = &self.definition;
        actor.sees(definition.own_level(), unit.or(definition.lead_unit))
    }

    /// Whether an actor may see a value on a day.
    fn sees_value(
        &self,
        actor: &Actor,
        (unit, month): (Option<UnitId>, Month),
        value: &Observation,
        today: Date,
    ) -> bool {
        let level = self.definition.level_of(month, value.state, today);
        actor.sees(level, unit.or(self.definition.lead_unit))
    }

    /// What an actor may see of it; the same where that is all.
    fn disclosed_to(&self, actor: &Actor, today: Date) -> Option<Indicator> {
        if !self.is_seen_by(actor) {
            return None;
        }
        let mut shown = self.clone();
        let value = |key: &_, own: &Reported| self.sees_value(actor, *key, &own.latest, today);
        leave(&mut shown.values, value);
        leave(&mut shown.targets, |key, _| self.sees_series(actor, key.0));
        // What was forecast from a value tells of it.
        let known = &shown.values;
        leave(&mut shown.kept, |key, _| known.contains_key(key));
        if !self.sees_series(actor, None) {
            shown.allocations.clear();
            shown.peers.clear();
        }
        Some(shown)
    }
}

/// Takes out what is not to stay.
fn leave<K: Ord + Clone, V: Clone>(map: &mut OrdMap<K, V>, stays: impl Fn(&K, &V) -> bool) {
    let gone = map.iter().filter(|(key, value)| !stays(key, value));
    let gone: Vec<K> = gone.map(|(key, _)| key.clone()).collect();
    for key in gone {
        map.remove(&key);
    }
}

/// A zone with what an actor may not see of its indicators, on a day, left out. The day is the
/// real one, whatever date is looked at: nothing is out because somebody looks ahead.
pub fn disclosed(zone: &Zone, actor: &Actor, today: Date) -> Zone {
    let narrow = |own: &Indicator| !actor.sees(own.definition.level, None);
    if !zone.indicators.values().any(|own| narrow(own)) {
        return zone.clone();
    }
    let mut shown = zone.clone();
    for (id, own) in zone.indicators.iter().filter(|own| narrow(own.1)) {
        match own.disclosed_to(actor, today) {
            Some(own) => shown.indicators.insert(*id, Arc::new(own)),
            None => shown.indicators.remove(id),
        };
    }
    shown
}
