//! Limits of texts.

/// Characters of a text that is looked through: minutes of ten hours are a tenth of it.
pub const TEXT_CHARS_MAX: usize = 5_000_000;

/// Bytes of a misread run that are followed: a sentence between two commas is rarely a tenth.
pub(crate) const RUN_BYTES_MAX: usize = 600;

/// Readings of a damaged run that are followed side by side.
pub(crate) const BEAM: usize = 160;

/// Readings of a damaged run that are weighed against each other in full.
pub(crate) const FINALISTS: usize = 400;

/// Other readings that are named beside the chosen one.
pub(crate) const ALTERNATIVES: usize = 3;
