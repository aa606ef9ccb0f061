//! Microsoft Project XML (MSPDI), in and out.

mod calendars;
mod read;
mod span;
mod tasks;
mod write;

pub(crate) use read::read;
pub use write::write;
