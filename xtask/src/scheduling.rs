//! The scheduling engine measured beside its peers, and against the dates in real files.

use std::path::{Path, PathBuf};

use crate::product::{cargo, target_folder};
use crate::step::Step;

/// Runs every measurement for which the data folder (and the machine) has what it needs. Peers'
/// programs are looked for in `../bench/schedule` beside the data.
pub(crate) fn bench(root: &Path, data: &str) -> Result<(), String> {
    let data =
        std::fs::canonicalize(root.join(data)).map_err(|error| format!("{data}: {error}"))?;
    let peers = data.join("../bench/schedule");
    floor(root, &peers)?;
    for name in ["floor", "live"] {
        let arguments = ["bench", "--locked", "-p", "schedule", "--bench", name];
        Step::new(name, root, &cargo(), &arguments).run()?;
    }
    let files = data.join("schedules");
    if files.is_dir() {
        let files = files.display().to_string();
        let arguments = [
            "run",
            "--locked",
            "--release",
            "-p",
            "planfile",
            "--example",
            "truth",
            "--",
            &files,
        ];
        Step::new("stored dates recomputed", root, &cargo(), &arguments).run()?;
    }
    Ok(())
}

/// The plainest possible passes in C, compiled in this run.
fn floor(root: &Path, peers: &Path) -> Result<(), String> {
    let source = peers.join("cpm_floor.c");
    if !source.is_file() {
        println!("\n== the floor in C: {} is not there", source.display());
        return Ok(());
    }
    let program: PathBuf = target_folder(root).join("cpm_floor");
    let (source, program) = (source.display().to_string(), program.display().to_string());
    let compile = ["-O3", "-march=native", "-o", &program, &source];
    Step::new("the floor in C, compiled", root, "cc", &compile).run()?;
    for window in ["1000", "0"] {
        let arguments = ["1000000", "3000000", window];
        Step::new("the floor in C", root, &program, &arguments).run()?;
    }
    Ok(())
}
