//! Limits of the model, each with its reason.

/// Characters of a name or another short text: the longest project name of real ledgers is under
/// 150, and a wall cannot show more.
pub const SHORT_TEXT_CHARS_MAX: usize = 300;

/// Steps of one project's schedule: beyond it a project is a portfolio.
pub const STEPS_MAX: usize = 5_000;

/// Relations of one project's schedule.
pub const LINKS_MAX: usize = 20_000;

/// Rules of one rule set.
pub const RULES_MAX: usize = 50;

/// Facts one command may carry for one project.
pub const FACTS_MAX: usize = 500;

/// First and last year of any date entered: outside them it is a slip of the keyboard.
pub const YEARS: std::ops::RangeInclusive<i16> = 1950..=2150;

/// Months of values an indicator shows in its sparkline.
pub const SPARKLINE_MONTHS: usize = 24;

/// Levels of the tree of units, and mergers followed one after another: a loop is refused, this
/// only bounds the walk.
pub const UNIT_DEPTH_MAX: usize = 32;
