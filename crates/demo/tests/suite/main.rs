//! The demonstration zone, filled in memory and looked at from all sides.

mod contents;
mod deals;
mod memory;
mod repeatable;
mod wall;
