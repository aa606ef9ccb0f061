//! Plans under limited resources: the published sets, proofs, and CP-SAT beside us.

use std::collections::HashMap;
use std::path::PathBuf;

use super::table::Table;
use super::{Bench, number_after};

/// Each set with how many instances are tried unless the run is a long one, and the gap to the
/// best known plans to reach, in percent.
const SETS: [(&str, usize, f64); 3] = [("j30", 96, 0.01), ("j60", 48, 0.20), ("j120", 20, 1.4)];

/// Best known lengths, by instance.
type Known = HashMap<String, f64>;

fn known(bench: &Bench<'_>) -> Result<Known, String> {
    let path = bench.data.join("psplib/best_known.csv");
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{path:?}: {error}"))?;
    let mut lines = text.lines();
    let heading: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let place = |name: &str| heading.iter().position(|cell| cell.trim() == name);
    let (Some(instance), Some(upper)) = (place("instance"), place("upper")) else {
        return Err(format!("{path:?}: no columns instance and upper"));
    };
    let of = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        Some((
            cells.get(instance)?.trim().to_owned(),
            cells.get(upper)?.trim().parse().ok()?,
        ))
    };
    Ok(lines.filter_map(of).collect())
}

/// So many instances of a set, spread evenly over its parameters.
fn sample(bench: &Bench<'_>, set: &str, count: usize) -> Vec<PathBuf> {
    let folder = bench.data.join("psplib").join(set);
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut all: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    all.retain(|path| path.extension().is_some_and(|ending| ending == "sm"));
    // j301_2 stands before j301_10: by parameters, then by number.
    all.sort_by_key(|path| {
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let numbers = name.trim_start_matches(set).split('_');
        numbers
            .filter_map(|of| of.parse::<u32>().ok())
            .collect::<Vec<_>>()
    });
    let count = count.min(all.len());
    (0..count)
        .map(|at| all[at * all.len() / count].clone())
        .collect()
}

fn name(path: &std::path::Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Our plan's length, and whether it is proved best.
fn solve(bench: &Bench<'_>, path: &std::path::Path, more: &[&str]) -> Result<(f64, bool), String> {
    let path = path.display().to_string();
    let mut arguments = vec!["schedule", "solve", &path, "--json"];
    arguments.extend(more);
    let output = std::process::Command::new(bench.product())
        .args(&arguments)
        .output()
        .map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout);
    let length = number_after(&text, "\"makespan\":");
    let length = length.ok_or_else(|| format!("{path}: no plan"))?;
    Ok((length, text.replace(' ', "").contains("\"proved\":true")))
}

/// Mean of the gaps to the best known, in percent.
fn mean(gaps: &[f64]) -> f64 {
    gaps.iter().sum::<f64>() / gaps.len().max(1) as f64
}

/// At 50,000 schedules, as the published heuristics are compared.
pub(super) fn published(bench: &Bench<'_>, table: &mut Table) -> Result<(), String> {
    let Ok(known) = known(bench) else {
        table.missing("plans under limited resources", "", "no folder psplib");
        return Ok(());
    };
    for (set, count, bar) in SETS {
        let count = if bench.long { usize::MAX } else { count };
        let mut gaps = Vec::new();
        for path in sample(bench, set, count) {
            let found = solve(bench, &path, &["--schedules", "50000", "--threads", "2"])?;
            if let Some(best) = known.get(&name(&path)) {
                gaps.push((found.0 - best) / best * 100.0);
            }
        }
        let (gap, count) = (mean(&gaps), gaps.len());
        println!("{set}: {count} instances, mean gap {gap:.3} %");
        let what = format!("{set}, {count} instances, 50,000 schedules");
        let ours = format!("{gap:.3} % above the best known");
        table.row(
            [&what, &ours, "", "", &format!("<= {bar} %")],
            Some(gap <= bar),
        );
    }
    Ok(())
}

/// Small cases proved best, ten seconds each.
pub(super) fn proofs(bench: &Bench<'_>, table: &mut Table) -> Result<(), String> {
    let paths = sample(bench, "j30", if bench.long { usize::MAX } else { 48 });
    let mut proved = 0;
    for path in &paths {
        proved += usize::from(solve(bench, path, &["--time", "10"])?.1);
    }
    let count = paths.len();
    if count > 0 {
        let ours = format!("{proved} of {count}");
        table.row(
            ["j30 proved best within 10 s", &ours, "", "", "all"],
            Some(proved == count),
        );
    }
    Ok(())
}

/// The same instances for the same time on two threads, here and in CP-SAT.
pub(super) fn paired(bench: &Bench<'_>, table: &mut Table) -> Result<(), String> {
    let Ok(known) = known(bench) else {
        return Ok(());
    };
    let (each, times): (usize, &[&str]) = if bench.long {
        (40, &["1", "5", "30"])
    } else {
        (10, &["1", "5"])
    };
    let longest = times.last().copied().unwrap_or("1");
    let mut paths = sample(bench, "j60", each);
    paths.extend(sample(bench, "j120", each));
    let theirs = cpsat(bench, &paths, longest);
    if let Err(why) = &theirs {
        table.missing("paired search", "CP-SAT", why);
    }
    for time in times {
        for set in ["j60", "j120"] {
            let mut gaps = (Vec::new(), Vec::new());
            for path in paths.iter().filter(|path| name(path).starts_with(set)) {
                let of = name(path);
                let found = solve(bench, path, &["--time", time, "--threads", "2"])?;
                let Some(best) = known.get(&of) else { continue };
                gaps.0.push((found.0 - best) / best * 100.0);
                let at = |found: &HashMap<String, f64>| found.get(&format!("{of} {time}")).copied();
                // Where it has no plan yet, it is set at twice the best known.
                if let Ok(theirs) = &theirs {
                    let length = at(theirs).unwrap_or(best * 2.0);
                    gaps.1.push((length - best) / best * 100.0);
                }
            }
            let (mine, other) = (mean(&gaps.0), mean(&gaps.1));
            let what = format!("{set}, {} instances, {time} s, two threads", gaps.0.len());
            let ours = format!("{mine:.3} % above the best known");
            if theirs.is_ok() {
                let peer = format!("CP-SAT {other:.3} %");
                table.row([&what, &ours, &peer, "", "smaller"], Some(mine < other));
            } else {
                table.row([&what, &ours, "", "", ""], None);
            }
        }
    }
    Ok(())
}

/// CP-SAT's lengths by instance and second, by the peer's own script over our sample.
fn cpsat(
    bench: &Bench<'_>,
    paths: &[PathBuf],
    seconds: &str,
) -> Result<HashMap<String, f64>, String> {
    let out = bench.work.join("cpsat.csv").display().to_string();
    let names: Vec<String> = paths
        .iter()
        .map(|path| format!("'{}'", name(path)))
        .collect();
    // The script takes its sample from its reader: ours is put in its place.
    let run = format!(
        "import sys; sys.path.insert(0, {folder:?}); import psp; \
         psp.sample = lambda: [('j120' if x.startswith('j120') else 'j60', x) \
         for x in [{names}]]; \
         sys.argv = ['cpsat.py', '2', {seconds:?}, {out:?}]; \
         exec(open({script:?}).read())",
        folder = bench.peers.display().to_string(),
        names = names.join(", "),
        script = bench.peer("cpsat.py"),
    );
    bench.output(&bench.python, &["-c", &run])?;
    let text = std::fs::read_to_string(&out).map_err(|error| error.to_string())?;
    let mut lines = text.lines();
    let heading: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let mut found = HashMap::new();
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        for (column, cell) in heading.iter().zip(&cells) {
            if let (Some(second), Ok(length)) = (column.strip_prefix("at"), cell.parse()) {
                found.insert(format!("{} {second}", cells[0]), length);
            }
        }
    }
    Ok(found)
}
