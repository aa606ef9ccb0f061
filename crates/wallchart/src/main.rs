//! The command line: one verb a file, each telling its answer as text or as one JSON document.
//!
//! Promises: whatever is refused or fails is told with cause and remedy in the language asked
//! for, and with an exit code that a script can rely on (`failure::Exit`).
//! Deliberately decides nothing about a zone: commands go to the model, figures come from views.

mod answer;
mod arguments;
mod as_imported;
mod commands;
mod context;
mod demonstration;
mod document;
mod failure;
mod fill_in;
mod filter;
mod help;
mod history;
mod import_answer;
mod import_questions;
mod imports;
mod lang;
mod layout;
mod lookup;
mod manifest;
mod moment;
mod output;
mod poster;
mod progress;
mod reading;
mod spreadsheet;
mod steps;
mod writing;

use std::process::ExitCode;

/// A wall makes and drops tens of thousands of small things; the system's allocator took a sixth
/// of its time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    commands::run(&arguments).into()
}
