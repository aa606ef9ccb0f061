//! What we depend on: licences, bans and sources, and known problems where they can be asked for.
//!
//! The first three are checked from the lock file and what cargo has fetched; once it has, without
//! a network.
//! The advisories need the database of RustSec: where it cannot be reached, this says so and that
//! nothing was learnt of them, rather than calling it a success or a failure of the dependencies.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::doctor::in_path;
use crate::step::Step;

/// The version the rules in `deny.toml` were written for; newer ones read them too.
const INSTALL: &str = "cargo install cargo-deny --locked";

/// Checks them.
pub(crate) fn run(root: &Path) -> Result<(), String> {
    if in_path("cargo-deny").is_none() {
        return Err(format!(
            "MISSING  cargo-deny: licences, bans, sources and advisories were not checked.\n  \
             {INSTALL}"
        ));
    }
    // Of every platform, not of this one alone: what cargo built here is not all that is locked.
    let fetched = Step::new("what is locked", root, "cargo", &["fetch", "--locked"]).run();
    if let Err(cause) = fetched {
        println!("{cause}: what is not here already is missing below.");
    }
    let offline = [
        "deny",
        "--offline",
        "check",
        "--hide-inclusion-graph",
        "licenses",
        "bans",
        "sources",
    ];
    Step::new("licences, bans and sources", root, "cargo", &offline).run()?;
    if !database_reached(root) {
        println!(
            "\nNot checked: advisories. The database (github.com/rustsec/advisory-db) could not be \
             fetched; run this where it can be reached."
        );
        return Ok(());
    }
    let known = ["deny", "--offline", "check", "advisories"];
    Step::new("advisories", root, "cargo", &known).run()
}

/// Fetches the database of advisories; whether there is one now that is of today.
fn database_reached(root: &Path) -> bool {
    let mut fetch = Command::new("cargo");
    fetch
        .args(["deny", "fetch", "db"])
        .current_dir(root)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    fetch.status().is_ok_and(|status| status.success())
}
