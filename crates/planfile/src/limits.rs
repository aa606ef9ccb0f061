//! The limits of this crate, in one place. A file beyond one is refused by name.

/// Largest file read: a schedule of 100,000 activities with everything has 150 MB.
pub const FILE_BYTES_MAX: usize = 256 * 1024 * 1024;
/// Deepest nesting of elements, tasks or calendar data.
pub(crate) const DEPTH_MAX: usize = 64;
/// Most elements, attributes and texts of one record (a task with its timephased data).
pub(crate) const RECORD_NODES_MAX: usize = 2_000_000;
/// Most activities.
pub(crate) const ACTIVITIES_MAX: usize = 2_000_000;
/// Most links.
pub(crate) const LINKS_MAX: usize = 20_000_000;
/// Most calendars; each that is used takes half a megabyte.
pub(crate) const CALENDARS_MAX: usize = 2_000;
/// Most exceptions of one calendar, after recurring ones have been written out.
pub(crate) const EXCEPTIONS_MAX: usize = 50_000;
/// Most fields of one line.
pub(crate) const FIELDS_MAX: usize = 2_000;
/// Most problems listed one by one; the rest are counted.
pub(crate) const PROBLEMS_MAX: usize = 200;
/// Longest chain of calendars each based on the next.
pub(crate) const BASES_MAX: usize = 32;
/// Most different calendars of the people assigned to one task.
pub(crate) const UNION_MAX: usize = 16;
