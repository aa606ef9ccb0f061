//! Facts by effective date: what was true on a date is a look-up.

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Values of one field in order of the date from which each holds.
///
/// A clone shares the storage. Recording again for the same date replaces the value there: the
/// earlier one stays in the ledger and is seen by going back to what was known then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeline<T>(Arc<Vec<(Date, T)>>);

impl<T> Default for Timeline<T> {
    fn default() -> Self {
        Timeline(Arc::new(Vec::new()))
    }
}

impl<T: Clone> Timeline<T> {
    /// One value that holds from `date`.
    pub fn starting(date: Date, value: T) -> Self {
        Timeline(Arc::new(vec![(date, value)]))
    }

    /// Records that `value` holds from `date`.
    pub fn record(&mut self, date: Date, value: T) {
        let entries = Arc::make_mut(&mut self.0);
        match entries.binary_search_by_key(&date, |entry| entry.0) {
            Ok(at) => entries[at].1 = value,
            Err(at) => entries.insert(at, (date, value)),
        }
    }
}

impl<T: Clone> Timeline<T> {
    /// Forgets what was recorded for exactly `date`.
    pub fn forget(&mut self, date: Date) {
        if let Ok(at) = self.0.binary_search_by_key(&date, |entry| entry.0) {
            Arc::make_mut(&mut self.0).remove(at);
        }
    }

    /// Changes every value that holds from a later date than `date`.
    pub fn change_after(&mut self, date: Date, change: impl FnMut(&mut T)) {
        let after = self.0.partition_point(|entry| entry.0 <= date);
        if after < self.0.len() {
            let later = &mut Arc::make_mut(&mut self.0)[after..];
            later.iter_mut().map(|entry| &mut entry.1).for_each(change);
        }
    }
}

impl<T> Timeline<T> {
    /// The value that holds on `date`, with the date since which it does.
    pub fn at(&self, date: Date) -> Option<(Date, &T)> {
        let after = self.0.partition_point(|entry| entry.0 <= date);
        let (since, value) = self.0.get(after.checked_sub(1)?)?;
        Some((*since, value))
    }

    /// The value recorded for exactly `date`.
    pub fn on(&self, date: Date) -> Option<&T> {
        let at = self.0.binary_search_by_key(&date, |entry| entry.0).ok()?;
        Some(&self.0[at].1)
    }

    /// The first value ever recorded, with its date.
    pub fn first(&self) -> Option<(Date, &T)> {
        self.0.first().map(|(date, value)| (*date, value))
    }

    /// The last value by effective date.
    pub fn last(&self) -> Option<(Date, &T)> {
        self.0.last().map(|(date, value)| (*date, value))
    }

    /// All values up to and including `date`, oldest first.
    pub fn until(&self, date: Date) -> impl DoubleEndedIterator<Item = (Date, &T)> {
        let after = self.0.partition_point(|entry| entry.0 <= date);
        self.0[..after].iter().map(|(since, value)| (*since, value))
    }

    /// All values, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Date, &T)> {
        self.0.iter().map(|(since, value)| (*since, value))
    }

    /// Whether nothing was ever recorded.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_value_of_a_date_is_the_last_one_recorded_for_it_or_before() {
        let mut line = Timeline::default();
        line.record(date(2026, 5, 1), "may");
        line.record(date(2026, 3, 1), "march");
        line.record(date(2026, 5, 1), "may, corrected");
        assert_eq!(line.at(date(2026, 2, 28)), None);
        assert_eq!(
            line.at(date(2026, 4, 30)),
            Some((date(2026, 3, 1), &"march"))
        );
        assert_eq!(
            line.at(date(2026, 6, 1)).map(|found| *found.1),
            Some("may, corrected")
        );
        assert_eq!(line.until(date(2026, 4, 1)).count(), 1);
    }
}
