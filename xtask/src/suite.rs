//! `make test`: every check and every test, in the order in which a failure is cheapest to learn.
//!
//! It stops at the first step that fails. Nothing is left out in silence: a missing tool fails, a
//! runner that ran nothing fails, and tests left out are counted aloud. The last line is always
//! `N passed, N failed`.

use std::path::Path;
use std::process::ExitCode;

use crate::counts::{Counts, Runner};
use crate::doctor::{self, Purpose};
use crate::product::{cargo, front_end_packages, npm, target_folder};
use crate::step::Step;
use crate::tidy;

/// What each runner counted so far.
#[derive(Default)]
struct Tally {
    rust: Counts,
    front_end: Counts,
    walk: Counts,
}

impl Tally {
    fn of(&mut self, runner: Runner) -> &mut Counts {
        match runner {
            Runner::Cargo => &mut self.rust,
            Runner::Vitest => &mut self.front_end,
            Runner::Walk => &mut self.walk,
        }
    }

    fn total(&self) -> Counts {
        let mut total = self.rust;
        total.add(self.front_end);
        total.add(self.walk);
        total
    }

    /// The closing lines. A step that failed without a failing test counts as one failure.
    fn report(&self, failed: bool) -> String {
        let line = |name: &str, counts: Counts| {
            let Counts {
                passed,
                failed,
                skipped,
            } = counts;
            format!("{name:<16} {passed:>5} passed {failed:>4} failed {skipped:>4} left out\n")
        };
        let total = self.total();
        let failures = if failed {
            total.failed.max(1)
        } else {
            total.failed
        };
        format!(
            "\n{}{}{}{} passed, {failures} failed",
            line("Rust tests", self.rust),
            line("Front-end tests", self.front_end),
            line("Browser walk", self.walk),
            total.passed,
        )
    }
}

pub(crate) fn run(root: &Path) -> ExitCode {
    let mut tally = Tally::default();
    let outcome = all_steps(root, &mut tally);
    if let Err(message) = &outcome {
        println!("\n{message}");
    }
    println!("{}", tally.report(outcome.is_err()));
    if outcome.is_ok() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn all_steps(root: &Path, tally: &mut Tally) -> Result<(), String> {
    doctor::check(root, Purpose::Test)?;
    rust_step(root, "format", &["fmt", "--all", "--check"]).run()?;
    println!("\n== house rules: cargo xtask tidy");
    tidy::run(root)?;
    front_end(root, tally)?;
    let clippy = [
        "clippy",
        "--locked",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ];
    rust_step(root, "clippy", &clippy).run()?;
    let tests = ["test", "--locked", "--workspace", "--no-fail-fast"];
    counted(Runner::Cargo, tally, rust_step(root, "Rust tests", &tests))?;
    walk(root, tally)
}

/// The page is built before any Rust, because the server embeds it and a test looks for it.
fn front_end(root: &Path, tally: &mut Tally) -> Result<(), String> {
    front_end_packages(root)?;
    npm(root, "front-end types", &["run", "types"]).run()?;
    npm(root, "front-end lint", &["run", "lint"]).run()?;
    counted(
        Runner::Vitest,
        tally,
        npm(root, "front-end tests", &["test"]),
    )?;
    npm(root, "front-end build", &["run", "build"]).run()
}

/// One walk through the real page, in a real Chromium, served by the real program.
fn walk(root: &Path, tally: &mut Tally) -> Result<(), String> {
    let build = ["build", "--locked", "--package", "wallchart"];
    rust_step(root, "program for the walk", &build).run()?;
    let program = target_folder(root).join("debug").join("wallchart");
    let step = npm(root, "browser walk", &["run", "walk"])
        .env("CHROMIUM", doctor::chromium()?)
        .env("WALLCHART_BIN", program);
    counted(Runner::Walk, tally, step)
}

fn rust_step(root: &Path, name: &str, arguments: &[&str]) -> Step {
    Step::new(name, root, &cargo(), arguments)
}

/// Runs a test runner, adds what it counted, and fails if it counted nothing.
fn counted(runner: Runner, tally: &mut Tally, step: Step) -> Result<(), String> {
    let counts = tally.of(runner);
    step.run_watched(|line| {
        if let Some(read) = runner.read(line) {
            counts.add(read);
        }
    })?;
    match *counts {
        Counts { failed: 1.., .. } => Err(format!("Failed: {runner:?} counted failures")),
        Counts { passed: 0, .. } => Err(format!("Failed: {runner:?} ran no test")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_is_the_plain_counts() {
        let tally = Tally {
            rust: Counts {
                passed: 40,
                failed: 0,
                skipped: 2,
            },
            front_end: Counts {
                passed: 5,
                failed: 0,
                skipped: 0,
            },
            walk: Counts {
                passed: 3,
                failed: 0,
                skipped: 0,
            },
        };
        assert_eq!(
            tally.report(false).lines().last(),
            Some("48 passed, 0 failed")
        );
        assert!(tally.report(false).contains("2 left out"));
    }

    #[test]
    fn a_failed_step_without_a_failed_test_is_one_failure() {
        assert_eq!(
            Tally::default().report(true).lines().last(),
            Some("0 passed, 1 failed")
        );
    }

    #[test]
    fn a_runner_that_ran_nothing_fails() {
        let mut tally = Tally::default();
        let step = Step::new("nothing", Path::new("."), "true", &[]);
        let answer = counted(Runner::Vitest, &mut tally, step);
        assert!(answer.is_err_and(|text| text.contains("ran no test")));
    }
}
