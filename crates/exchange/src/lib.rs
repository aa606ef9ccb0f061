//! Spreadsheets in and out.
pub mod book;
mod cause;
pub mod limits;
pub mod problem;
pub mod value;
