//! Which of day and month comes first, decided for a whole column.

use super::date::DateOrder;
use super::number;
use crate::book::Cell;

/// What the dates of a column say about their order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OrderVotes {
    /// Dates that can only be day first.
    pub day_first: u32,
    /// Dates that can only be month first.
    pub month_first: u32,
    /// Dates that may be either.
    pub either: u32,
}

impl OrderVotes {
    /// Counts one cell.
    pub fn count(&mut self, cell: &Cell) {
        let Cell::Text(text) = cell else { return };
        let half = number::half_width(text);
        let day = half.trim().split(' ').next().unwrap_or_default();
        let mut parts = day.split(['-', '/', '.']);
        let (Some(a), Some(b), Some(_)) = (parts.next(), parts.next(), parts.next()) else {
            return;
        };
        let (Ok(a), Ok(b)) = (a.parse::<u16>(), b.parse::<u16>()) else {
            return;
        };
        match (a, b) {
            (13..=31, 1..=12) => self.day_first += 1,
            (1..=12, 13..=31) => self.month_first += 1,
            (1..=12, 1..=12) if a != b => self.either += 1,
            _ => {}
        }
    }

    /// The order the column shows, if it does.
    pub fn order(self) -> Option<DateOrder> {
        match (self.day_first, self.month_first) {
            (0, 0) => None,
            (day, month) if day >= month => Some(DateOrder::DayFirst),
            _ => Some(DateOrder::MonthFirst),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_column_decides_which_comes_first() {
        let mut votes = OrderVotes::default();
        for text in ["5/6/2020", "09/23/2013", "01/01/2014"] {
            votes.count(&Cell::text(text));
        }
        assert_eq!(
            votes,
            OrderVotes {
                day_first: 0,
                month_first: 1,
                either: 1
            }
        );
        assert_eq!(votes.order(), Some(DateOrder::MonthFirst));
    }
}
