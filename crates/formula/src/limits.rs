//! Every limit of this crate, in one place.
//!
//! Promises that nothing a person or a program can write makes compiling or evaluating deep, long
//! or endless. There is no loop in the language and every node is evaluated at most once, so
//! [`MAX_NODES`] is also the limit on evaluation steps.

/// Longest source, in bytes: a rule a person can still read; spreadsheets allow 8,192 characters.
pub(crate) const MAX_SOURCE_BYTES: usize = 16_384;

/// Deepest nesting of parentheses and calls: spreadsheets allow 64.
pub(crate) const MAX_NESTING: usize = 48;

/// Longest run of signs before a value (`---1`).
pub(crate) const MAX_SIGNS: usize = 8;

/// Highest tree: `1+1+…` grows by one level per term. Bounds the recursion of compiler,
/// evaluator and trace, which fit a thread of 1 MiB in a debug build, 256 KiB in release.
pub(crate) const MAX_HEIGHT: usize = 120;

/// Most nodes in a tree, and so most steps in an evaluation.
pub(crate) const MAX_NODES: usize = 2_000;

/// Most tokens, blanks included.
pub(crate) const MAX_TOKENS: usize = 8_000;

/// Most frames of the parser's own recursion; its default, which its authors test.
pub(crate) const MAX_PARSER_FRAMES: usize = 72;

/// Most variables of a schema: they are numbered by 16 bits.
pub(crate) const MAX_VARIABLES: usize = 4_096;

/// Longest name of a variable.
pub(crate) const MAX_NAME_CHARS: usize = 64;

/// Longest text a formula may build; that of a spreadsheet cell.
pub(crate) const MAX_TEXT_CHARS: usize = 32_767;

/// Longest formula a spreadsheet cell holds.
pub(crate) const MAX_CELL_CHARS: usize = 8_192;

/// Most problems reported for one formula: more help nobody.
pub(crate) const MAX_PROBLEMS: usize = 50;

/// Largest exponent of `^`, either sign.
pub(crate) const MAX_POWER: i64 = 100;

/// Decimals kept when numbers are compared or rounded, so that `1/3*3 = 1` holds although a
/// third has no finite decimal. Division keeps up to 28.
pub(crate) const SETTLED_DECIMALS: u32 = 20;

const _: () = assert!(MAX_NESTING < MAX_PARSER_FRAMES && MAX_PARSER_FRAMES < MAX_HEIGHT);
const _: () = assert!(MAX_VARIABLES < u16::MAX as usize);
