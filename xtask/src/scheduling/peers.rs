//! Programs that people schedule with today, on networks of the same make.

use std::time::Instant;

use super::engine::Times;
use super::table::Table;
use super::{Bench, number_before};

fn ours(times: &Times, count: u32) -> f64 {
    let found = times.iter().find(|of| of.0 == count);
    found.map_or(f64::NAN, |of| of.1)
}

/// MPXJ's two schedulers, in Java.
pub(super) fn mpxj(bench: &Bench<'_>, times: &Times, table: &mut Table) {
    let what = "100,000 tasks with dates and calendars";
    // Found without being started: only its Java archives are wanted.
    let find = "import importlib.util as u, os; \
                print(os.path.join(os.path.dirname(u.find_spec('mpxj').origin), 'lib', '*'))";
    let made = bench
        .output(&bench.python, &["-c", find])
        .and_then(|classes| {
            let classes = classes.trim().to_owned();
            let work = bench.work.display().to_string();
            let source = bench.peer("Bench.java");
            bench.output("javac", &["-cp", &classes, "-d", &work, &source])?;
            Ok(format!("{classes}:{work}"))
        });
    let classes = match made {
        Ok(classes) => classes,
        Err(why) => return table.missing(what, "MPXJ", &why),
    };
    let mine = ours(times, 100_000);
    for (which, name) in [("ms", "MPXJ as Project"), ("p6", "MPXJ as P6")] {
        let arguments = ["-Xmx3g", "-cp", &classes, "Bench", "100000", which, "2"];
        match bench.output("java", &arguments) {
            Err(why) => table.missing(what, name, &why),
            Ok(told) => {
                print!("{told}");
                let rounds = told
                    .lines()
                    .filter_map(|line| number_before(line, " ms cpu"));
                let theirs = rounds.fold(f64::MAX, f64::min);
                let ratio = theirs / mine;
                table.row(
                    [
                        what,
                        &format!("{mine:.2} ms"),
                        &format!("{name} {theirs:.0} ms of processor"),
                        &format!("{ratio:.0}x faster"),
                        ">= 50x",
                    ],
                    Some(ratio >= 50.0),
                );
            }
        }
    }
}

pub(super) fn taskjuggler(bench: &Bench<'_>, times: &Times, table: &mut Table) {
    let what = "5,000 tasks";
    let script = bench.peer("tj3_gen.py");
    let file = bench.work.join("tasks.tjp");
    let written = bench
        .output(&bench.python, &[&script, "5000", "asap"])
        .and_then(|text| std::fs::write(&file, text).map_err(|error| error.to_string()));
    let begun = Instant::now();
    let (out, file) = (bench.work.display().to_string(), file.display().to_string());
    let arguments = ["--silent", "--no-color", "-o", &out, &file];
    match written.and_then(|()| bench.output("tj3", &arguments)) {
        Err(why) => table.missing(what, "TaskJuggler", &why),
        Ok(_) => {
            let theirs = begun.elapsed().as_secs_f64() * 1e3;
            let mine = ours(times, 5_000);
            let ratio = theirs / mine;
            table.row(
                [
                    what,
                    &format!("{mine:.2} ms"),
                    &format!("TaskJuggler {theirs:.0} ms"),
                    &format!("{ratio:.0}x faster"),
                    ">= 1000x",
                ],
                Some(ratio >= 1000.0),
            );
        }
    }
}
