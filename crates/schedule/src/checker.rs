//! An independent judge of schedules. Being written.
