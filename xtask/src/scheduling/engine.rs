//! Stored dates recomputed, passes beside the plainest loops, single changes, simulation.

use super::table::Table;
use super::{Bench, number_after, number_before};
use crate::product::cargo;

/// Share of the stored dates that must be reproduced, in percent.
const TRUTH: f64 = 99.0;

/// Our own times for the networks that other programs schedule too: activities, milliseconds.
pub(super) type Times = Vec<(u32, f64)>;

pub(super) fn truth(bench: &Bench<'_>, table: &mut Table) -> Result<(), String> {
    let files = bench.data.join("schedules");
    if !files.is_dir() {
        table.missing("stored dates recomputed", "", "no folder schedules");
        return Ok(());
    }
    let files = files.display().to_string();
    let mut arguments = vec!["run", "--quiet", "--locked", "--release", "-p", "planfile"];
    arguments.extend(["--example", "truth", "--", &files]);
    let text = bench.output(&cargo(), &arguments)?;
    print!("{text}");
    for line in text
        .lines()
        .filter(|line| line.contains("with stored dates"))
    {
        let (Some(judged), Some(share)) = (
            number_before(line, " with stored dates"),
            number_before(&line.replace("%)", " %)"), " %)"),
        ) else {
            continue;
        };
        if judged > 0.0 {
            let name = line.split(':').next().unwrap_or_default();
            let what = format!("stored dates, {name}");
            let ours = format!("{share} % of {judged}");
            table.row([&what, &ours, "", "", ">= 99 %"], Some(share >= TRUTH));
        }
    }
    Ok(())
}

pub(super) fn passes(bench: &Bench<'_>, table: &mut Table) -> Result<(), String> {
    let text = bench.cargo_bench("schedule", "floor", &[])?;
    table.take(&text);
    let source = bench.peer("cpm_floor.c");
    let program = bench.work.join("cpm_floor").display().to_string();
    let compile = ["-O3", "-march=native", "-o", &program, &source];
    if let Err(why) = bench.output("cc", &compile) {
        table.missing("the plain loops in C", "cpm_floor.c", &why);
        return Ok(());
    }
    for window in ["1000", "0"] {
        let told = bench.output(&program, &["1000000", "3000000", window])?;
        print!("{told}");
        let best = number_after(&told, "best wall").unwrap_or(f64::NAN);
        let what = format!("  the same loops in C (window {window})");
        table.row(
            [&what, "", &format!("cpm_floor.c {best:.1} ms"), "", ""],
            None,
        );
    }
    Ok(())
}

pub(super) fn live(bench: &Bench<'_>, table: &mut Table) -> Result<Times, String> {
    let text = bench.cargo_bench("schedule", "live", &[])?;
    table.take(&text);
    let ours = text.lines().filter_map(|line| {
        let mut cells = line.strip_prefix("ours\t")?.split('\t');
        Some((cells.next()?.parse().ok()?, cells.next()?.parse().ok()?))
    });
    Ok(ours.collect())
}

pub(super) fn risk(bench: &Bench<'_>, table: &mut Table) -> Result<(), String> {
    let script = bench.peer("montecarlo_numpy.py");
    let numpy = bench.output(&bench.python, &[&script]);
    let text = bench.cargo_bench("schedule", "risk", &[])?;
    // The best of its rounds: drawing durations and the forward pass.
    let theirs = numpy.as_ref().ok().and_then(|told| {
        print!("{told}");
        let rounds = told.lines().filter_map(|line| {
            let draw = number_after(line, "sampling cpu")?;
            Some(draw + number_after(line, "forward cpu")?)
        });
        rounds.min_by(f64::total_cmp)
    });
    if let Err(why) = &numpy {
        table.missing("simulation", "numpy", why);
    }
    for line in text.lines().filter_map(|line| line.strip_prefix("ours\t")) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [what, one, two] = cells.as_slice() else {
            continue;
        };
        let (one, two): (f64, f64) = (
            one.parse().unwrap_or(f64::NAN),
            two.parse().unwrap_or(f64::NAN),
        );
        let named = format!("simulation {what}");
        let ours = format!("{one:.3} s of one core, {two:.3} s on two");
        if what.starts_with("10000 x") {
            table.row([&named, &ours, "", "", "< 5 s"], Some(two < 5.0));
        } else if let Some(theirs) = theirs {
            let (ratio, peer) = (theirs / one, format!("numpy {theirs:.3} s of one core"));
            let compared = format!("{ratio:.1}x faster");
            table.row(
                [&named, &ours, &peer, &compared, ">= 3x"],
                Some(ratio >= 3.0),
            );
        } else {
            table.row([&named, &ours, "", "", ""], None);
        }
    }
    if let Some(peak) = text
        .lines()
        .filter_map(|line| number_after(line, "peak "))
        .next_back()
    {
        let ours = format!("{peak} MB");
        table.row(
            ["  its peak memory", &ours, "", "", "< 500 MB"],
            Some(peak < 500.0),
        );
    }
    Ok(())
}

pub(super) fn portfolio(bench: &Bench<'_>, table: &mut Table) -> Result<(), String> {
    let text = bench.cargo_bench("solve", "portfolio", &[])?;
    table.take(&text);
    Ok(())
}
