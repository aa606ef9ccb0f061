//! Views: pure functions of state, date and rule set.

pub mod wall;
