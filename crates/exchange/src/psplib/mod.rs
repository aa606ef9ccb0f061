//! PSPLIB and Patterson files: the instances that scheduling research is measured on.
//!
//! `.sm` is the labelled format of PSPLIB (single mode), `.rcp` the bare numbers of Patterson.
//! Promises: any bytes give a project or all problems with their lines, never a panic; nothing is
//! guessed: a count that does not match, a section that is missing or a number too many is a
//! problem. Files with several modes or with resources that are used up are refused by name: a
//! plan of them would be wrong.

mod patterson;
mod problem;
mod sections;

pub use problem::{Kind, Problem};

use solve::project::Project;

/// Largest file read, in bytes; the largest of the libraries has 40 kB.
pub const BYTES_MAX: usize = 16 << 20;

/// Reads an `.sm` file.
///
/// # Errors
/// All problems, in the order of their lines.
pub fn read_sm(bytes: &[u8]) -> Result<Project, Vec<Problem>> {
    sections::read(text(bytes)?)
}

/// Reads an `.rcp` file.
///
/// # Errors
/// All problems, in the order of their lines.
pub fn read_rcp(bytes: &[u8]) -> Result<Project, Vec<Problem>> {
    patterson::read(text(bytes)?)
}

fn text(bytes: &[u8]) -> Result<&str, Vec<Problem>> {
    if bytes.len() > BYTES_MAX {
        return Err(vec![Problem::new(1, Kind::TooLarge)]);
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        vec![Problem::new(line, Kind::NotText)]
    })
}

#[cfg(test)]
mod tests;
