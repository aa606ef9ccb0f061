//! Judges forecasts of any program against what came: the figures of `make bench-forecast`.
//!
//! `judge series SERIES.csv FORECASTS.csv…`: columns id, part, y; id, method, h, mean, bounds, sec.
//! `judge year-end BASE FORECASTS.csv…`: BASE + `targets.csv` and `truth.csv`. Only the half of the
//! series is judged that `fit_stack.rs` did not see; differences between methods are paired by
//! series, their intervals by bootstrap.
#![expect(clippy::disallowed_methods, reason = "a script reads its files")]

use std::collections::{BTreeMap, HashMap};

use forecast::{Stated, calibration};

type Rows = Vec<HashMap<String, String>>;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [what, truth, files @ ..] if what == "series" => series(truth, files),
        [what, base, files @ ..] if what == "year-end" => year_end(base, files),
        _ => {
            eprintln!(
                "judge series SERIES.csv FORECASTS.csv… | judge year-end BASE FORECASTS.csv…"
            );
        }
    }
}

fn read(file: &str) -> Rows {
    let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}"));
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let row = |line: &str| {
        head.iter()
            .map(ToString::to_string)
            .zip(line.split(',').map(str::to_owned))
            .collect()
    };
    lines.map(row).collect()
}

fn number(row: &HashMap<String, String>, name: &str) -> f64 {
    row.get(name)
        .and_then(|cell| cell.parse().ok())
        .unwrap_or(f64::NAN)
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Scores of one method: MASE, MSIS, coverage of 80% and 95%, seconds, each by series.
#[derive(Default)]
struct Scores {
    columns: [Vec<f64>; 5],
}

fn series(truth: &str, files: &[String]) {
    let mut known: BTreeMap<String, (Vec<f64>, Vec<f64>)> = BTreeMap::new();
    for row in read(truth) {
        let entry = known.entry(row["id"].clone()).or_default();
        let part = if row["part"] == "train" {
            &mut entry.0
        } else {
            &mut entry.1
        };
        part.push(number(&row, "y"));
    }
    let mut ahead: BTreeMap<(String, String), Rows> = BTreeMap::new();
    for row in files.iter().flat_map(|file| read(file)) {
        ahead
            .entry((row["method"].clone(), row["id"].clone()))
            .or_default()
            .push(row);
    }
    let mut methods: BTreeMap<String, Scores> = BTreeMap::new();
    for ((method, id), mut rows) in ahead {
        let Some((past, came)) = known.get(&id).filter(|(_, came)| came.len() == rows.len()) else {
            continue;
        };
        rows.sort_by_key(|row| number(row, "h") as i64);
        let scores = methods.entry(method).or_default();
        for (column, score) in scores.columns.iter_mut().zip(of_one(past, came, &rows)) {
            column.push(score);
        }
    }
    println!("method            n    MASE    MSIS     80%     95%  seconds a series");
    for (method, scores) in methods {
        let [mase, msis, in80, in95, seconds] =
            scores.columns.each_ref().map(|column| mean(column));
        let count = scores.columns[0].len();
        println!(
            "{method:<14} {count:>4} {mase:>7.4} {msis:>7.3} {in80:>7.3} {in95:>7.3} {seconds:>9.5}"
        );
    }
}

fn of_one(past: &[f64], came: &[f64], rows: &[HashMap<String, String>]) -> [f64; 5] {
    let scale = mean(
        &(12..past.len())
            .map(|at| (past[at] - past[at - 12]).abs())
            .collect::<Vec<_>>(),
    );
    let (mut off, mut score, mut in80, mut in95) = (0.0, 0.0, 0.0, 0.0);
    for (value, row) in came.iter().zip(rows) {
        let bound = |name| number(row, name);
        let inside = |low, high| f64::from(u8::from((bound(low)..=bound(high)).contains(value)));
        off += (value - bound("mean")).abs();
        // The penalty of a 95% interval: 2/0.05 for each unit that the truth lies outside.
        let outside = (bound("lo95") - value).max(0.0) + (value - bound("hi95")).max(0.0);
        score += bound("hi95") - bound("lo95") + 40.0 * outside;
        in80 += inside("lo80", "hi80");
        in95 += inside("lo95", "hi95");
    }
    let count = came.len() as f64;
    [
        off / count / scale,
        score / count / scale,
        in80 / count,
        in95 / count,
        number(&rows[0], "sec"),
    ]
}

/// The half that was not fitted on; the other one is that of `fit_stack.rs`.
fn is_second_half(id: &str) -> bool {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    (id.bytes().fold(0xcbf2_9ce4_8422_2325, mix) >> 17) & 1 == 1
}

/// Forecasts of one method by series.
type Forecasts = BTreeMap<String, HashMap<String, String>>;

/// What came, and the targets, of the half that is judged.
struct Truth {
    actual: HashMap<String, f64>,
    targets: BTreeMap<String, [f64; 3]>,
}

impl Truth {
    fn stated(&self, rows: &Forecasts) -> Vec<Stated> {
        let mut all = Vec::new();
        for (id, row) in rows {
            for (name, target) in ["p_m1", "p_0", "p_1"].iter().zip(self.targets[id]) {
                let happened = self.actual[id] >= target;
                all.push(Stated {
                    about: all.len(),
                    chance: number(row, name),
                    happened,
                });
            }
        }
        all
    }

    /// The Brier score of each series over its three targets.
    fn briers(&self, rows: &Forecasts) -> Vec<f64> {
        let square = |one: &Stated| (one.chance - f64::from(u8::from(one.happened))).powi(2);
        let three = |three: &[Stated]| mean(&three.iter().map(square).collect::<Vec<_>>());
        self.stated(rows).chunks(3).map(three).collect()
    }

    fn cover(&self, rows: &Forecasts, low: &str, high: &str) -> f64 {
        let inside = |(id, row): (&String, &HashMap<String, String>)| {
            f64::from(u8::from(
                (number(row, low)..=number(row, high)).contains(&self.actual[id]),
            ))
        };
        mean(&rows.iter().map(inside).collect::<Vec<_>>())
    }
}

fn year_end(base: &str, files: &[String]) {
    let actual = |row: &HashMap<String, String>| (row["id"].clone(), number(row, "actual"));
    let three =
        |row: &HashMap<String, String>| ["t_m1", "t_0", "t_1"].map(|name| number(row, name));
    let targets = read(&format!("{base}targets.csv"));
    let judged = targets.iter().filter(|row| is_second_half(&row["id"]));
    let truth = Truth {
        actual: read(&format!("{base}truth.csv"))
            .iter()
            .map(actual)
            .collect(),
        targets: judged.map(|row| (row["id"].clone(), three(row))).collect(),
    };
    let mut methods: BTreeMap<String, Forecasts> = BTreeMap::new();
    for row in files.iter().flat_map(|file| read(file)) {
        if truth.targets.contains_key(&row["id"]) {
            methods
                .entry(row["method"].clone())
                .or_default()
                .insert(row["id"].clone(), row);
        }
    }
    let ours = methods
        .get("pool")
        .map_or_else(Vec::new, |rows| truth.briers(rows));
    println!(
        "method              n   Brier  calibration  limit    80%    95%   ours less theirs (95%)"
    );
    for (method, rows) in &methods {
        let found = calibration(&truth.stated(rows), 1).expect("chances");
        let theirs = truth.briers(rows);
        let less = if theirs.len() == ours.len() && method != "pool" {
            let differences: Vec<f64> = ours.iter().zip(&theirs).map(|(a, b)| a - b).collect();
            let (low, high) = bootstrap(&differences);
            format!("{:+.4} ({low:+.4} to {high:+.4})", mean(&differences))
        } else {
            String::new()
        };
        println!(
            "{method:<16} {:>4} {:>7.4} {:>12.4} {:>6.4} {:>6.3} {:>6.3}   {less}",
            rows.len(),
            found.brier,
            found.error,
            found.error_limit,
            truth.cover(rows, "q10", "q90"),
            truth.cover(rows, "q025", "q975"),
        );
    }
}

/// The 95% interval of a mean, by drawing series anew 4,000 times.
fn bootstrap(differences: &[f64]) -> (f64, f64) {
    let mut state = 1u64;
    let mut draw = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        differences[(state >> 33) as usize % differences.len()]
    };
    let mut means: Vec<f64> = (0..4000)
        .map(|_| (0..differences.len()).map(|_| draw()).sum::<f64>() / differences.len() as f64)
        .collect();
    means.sort_by(f64::total_cmp);
    (means[100], means[3900])
}
