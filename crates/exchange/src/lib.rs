//! Spreadsheets in and out.
pub mod book;
mod cause;
mod header;
pub mod limits;
pub mod mapping;
pub mod problem;
pub mod table;
pub mod value;
