//! The scheduling engine measured beside its peers, and against the dates in real files: one
//! table, in one run.
//!
//! Peers' scripts are looked for in `../bench/schedule` beside the data; a peer that is not
//! installed is named as missing. `PYTHON` names the Python that has numpy, ortools and mpxj;
//! `--long` searches every instance, pairs 40 + 40 with CP-SAT up to 30 s, and takes hours.

mod engine;
mod peers;
mod search;
mod table;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::product::{cargo, target_folder};
use crate::step::Step;
use table::Table;

/// Where everything is.
struct Bench<'a> {
    root: &'a Path,
    data: PathBuf,
    peers: PathBuf,
    /// For what is built or written on the way.
    work: PathBuf,
    python: String,
    long: bool,
}

/// Runs every measurement for which the data folder and the machine have what it needs.
pub(crate) fn bench(root: &Path, data: &str, long: bool) -> Result<(), String> {
    let begun = Instant::now();
    let data =
        std::fs::canonicalize(root.join(data)).map_err(|error| format!("{data}: {error}"))?;
    let work = target_folder(root).join("bench-schedule");
    std::fs::create_dir_all(&work).map_err(|error| format!("{}: {error}", work.display()))?;
    let bench = Bench {
        root,
        peers: data.join("../bench/schedule"),
        data,
        work,
        python: std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned()),
        long,
    };
    let build = ["build", "--release", "--locked", "-p", "wallchart"];
    Step::new("the product", root, &cargo(), &build).run()?;
    let mut table = Table::default();
    engine::truth(&bench, &mut table)?;
    engine::passes(&bench, &mut table)?;
    let ours = engine::live(&bench, &mut table)?;
    peers::mpxj(&bench, &ours, &mut table);
    peers::taskjuggler(&bench, &ours, &mut table);
    engine::risk(&bench, &mut table)?;
    engine::portfolio(&bench, &mut table)?;
    search::published(&bench, &mut table)?;
    search::proofs(&bench, &mut table)?;
    search::paired(&bench, &mut table)?;
    println!("\n{}", table.text());
    println!("{} minutes", begun.elapsed().as_secs() / 60);
    Ok(())
}

impl Bench<'_> {
    /// Runs a program; its output, or why there is none.
    fn output(&self, program: &str, arguments: &[&str]) -> Result<String, String> {
        println!("\n== {program} {}", arguments.join(" "));
        let output = Command::new(program)
            .args(arguments)
            .current_dir(self.root)
            .stdin(Stdio::null())
            .output()
            .map_err(|error| format!("{program}: {error}"))?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        if output.status.success() {
            return Ok(text);
        }
        let told = String::from_utf8_lossy(&output.stderr);
        let last = told.lines().last().unwrap_or_default();
        Err(format!("{program}: {} {last}", output.status))
    }

    /// Runs one of our benches; shows its words and gives its output.
    fn cargo_bench(&self, of: &str, name: &str, more: &[&str]) -> Result<String, String> {
        let mut arguments = vec!["bench", "--locked", "-p", of, "--bench", name];
        if !more.is_empty() {
            arguments.push("--");
            arguments.extend(more);
        }
        let text = self.output(&cargo(), &arguments)?;
        for line in text.lines().filter(|line| !line.contains('\t')) {
            println!("{line}");
        }
        Ok(text)
    }

    fn peer(&self, file: &str) -> String {
        self.peers.join(file).display().to_string()
    }

    fn product(&self) -> String {
        let program = target_folder(self.root).join("release").join("wallchart");
        program.display().to_string()
    }
}

/// The number that stands before a word in a text.
fn number_before(text: &str, word: &str) -> Option<f64> {
    let before = text.split(word).next()?;
    let number = before.split_whitespace().last()?;
    number.trim_start_matches('(').parse().ok()
}

/// The number that stands after a word in a text.
fn number_after(text: &str, word: &str) -> Option<f64> {
    let after = text.split_once(word)?.1.trim_start();
    let end = after
        .find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-'))
        .unwrap_or(after.len());
    after[..end].parse().ok()
}
