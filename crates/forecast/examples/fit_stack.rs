//! Fits the weights of the stack that tells the chance to reach a year's target.
//!
//! `cargo run --release -p forecast --example fit_stack -- SERIES.csv > src/year_end/weights.rs`
//!
//! Reads monthly series (columns `id` and `y` at least, oldest first). Only series of the first
//! half are used, by a hash of their id: the others are there to judge by. Each year of a series
//! that has four years before it is one task for each number of months known; its targets lie
//! around last year's sum, a few half spreads of past growth below and above the usual growth.
//! Weights are never negative, so that the chance cannot rise with the target, and are drawn
//! towards equal ones.
#![expect(clippy::disallowed_methods, reason = "a script reads its file")]

use std::collections::BTreeMap;

use forecast::Series;
use forecast::year_end::{SIGNALS, Signals};

const COUNT: usize = SIGNALS.len();
/// Years back from the end of a series that are taken as tasks.
const YEARS_BACK: usize = 5;
/// Years before the one in question.
const YEARS_BEFORE: usize = 4;
/// Strength of the pull towards equal weights: that of a few dozen doubtful tasks.
const PULL: f64 = 2.0;
/// The weights of a sure signal add up to about this: a logistic line is 1.7 times a normal one.
const WHOLE: f64 = 1.5;

struct Row {
    scores: [f64; COUNT],
    reached: f64,
    weight: f64,
}

fn main() {
    let file = std::env::args().nth(1).expect("the file of series");
    let text = std::fs::read_to_string(&file).expect("a readable file");
    let series = read(&text);
    let mut rows: Vec<Vec<Row>> = (1..12).map(|_| Vec::new()).collect();
    for values in series
        .iter()
        .filter(|(id, _)| is_first_half(id))
        .map(|(_, values)| values)
    {
        for back in 0..YEARS_BACK {
            for (at, rows) in rows.iter_mut().enumerate() {
                rows.extend(tasks(values, back, at + 1));
            }
        }
    }
    print(&rows.iter().map(|rows| fit(rows)).collect::<Vec<_>>());
}

fn read(text: &str) -> BTreeMap<String, Vec<f64>> {
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let column = |name: &str| {
        head.iter()
            .position(|head| *head == name)
            .expect("its column")
    };
    let (id, y) = (column("id"), column("y"));
    let mut series: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        series
            .entry(cells[id].to_owned())
            .or_default()
            .push(cells[y].parse().expect("a number"));
    }
    series
}

/// The half that is fitted on: by bit 17 of the id's FNV-1a hash.
fn is_first_half(id: &str) -> bool {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    id.bytes().fold(0xcbf2_9ce4_8422_2325, mix) >> 17 & 1 == 0
}

/// The year `back` years before the last one, with `known` months of it known.
fn tasks(values: &[f64], back: usize, known: usize) -> Vec<Row> {
    let Some(count) = values
        .len()
        .checked_sub(12 * back)
        .filter(|count| *count >= 12 * (YEARS_BEFORE + 1))
    else {
        return Vec::new();
    };
    let values = &values[..count];
    let sums: Vec<f64> = values[count % 12..]
        .chunks_exact(12)
        .map(|year| year.iter().sum())
        .collect();
    if sums.iter().any(|sum| *sum <= 0.0) {
        return Vec::new();
    }
    let visible = &values[..count - 12 + known];
    let series = Series::new(visible, 12).expect("sound series");
    let Ok(signals) = Signals::of(&series, known, 1) else {
        return Vec::new();
    };
    let actual = sums[sums.len() - 1];
    // The latest year is what a new task is most like.
    let weight = if back == 0 { 1.0 } else { 0.5 };
    let row = |target: f64| {
        let scores = filled(&signals.scores(target))?;
        Some(Row {
            scores,
            reached: f64::from(u8::from(actual >= target)),
            weight,
        })
    };
    targets(&sums)
        .into_iter()
        .filter(|target| *target > 0.0)
        .filter_map(row)
        .collect()
}

fn targets(sums: &[f64]) -> Vec<f64> {
    let last = sums.len() - 2;
    let mut growth: Vec<f64> = (0..last).map(|at| sums[at + 1] / sums[at] - 1.0).collect();
    let mean = growth.iter().sum::<f64>() / growth.len() as f64;
    let squares: f64 = growth.iter().map(|growth| (growth - mean).powi(2)).sum();
    let spread = (squares / (growth.len() - 1) as f64).sqrt().max(0.01);
    growth.sort_by(f64::total_cmp);
    let middle = 0.5 * (growth[(growth.len() - 1) / 2] + growth[growth.len() / 2]);
    let target = |half: f64| sums[last] * (1.0 + middle + 0.5 * half * spread);
    [-2.0, -1.0, 0.0, 1.0, 2.0].map(target).to_vec()
}

/// A signal that does not suit says what the others say on average.
fn filled(scores: &[Option<f64>; COUNT]) -> Option<[f64; COUNT]> {
    let there: Vec<f64> = scores.iter().copied().flatten().collect();
    let mean = there.iter().sum::<f64>() / there.len() as f64;
    (!there.is_empty()).then(|| scores.map(|score| score.unwrap_or(mean)))
}

/// Intercept and weights with the least squares of chance against outcome (the Brier score), by
/// Gauss and Newton's steps along one axis at a time. Log loss would let a few freak years, which
/// no signal saw, flatten the line for all others.
fn fit(rows: &[Row]) -> [f64; COUNT + 1] {
    let equal = WHOLE / COUNT as f64;
    let mut line = [equal; COUNT + 1];
    line[0] = 0.0;
    for _ in 0..300 {
        for axis in 0..=COUNT {
            let (mut slope, mut curve) = (0.0, 1e-9);
            for row in rows {
                let at = line[0]
                    + row
                        .scores
                        .iter()
                        .zip(&line[1..])
                        .map(|(x, w)| x * w)
                        .sum::<f64>();
                let chance = 1.0 / (1.0 + (-at).exp());
                let x = if axis == 0 { 1.0 } else { row.scores[axis - 1] };
                let turn = chance * (1.0 - chance) * x;
                slope += row.weight * (chance - row.reached) * turn;
                curve += row.weight * turn * turn;
            }
            let (pull, floor) = if axis == 0 {
                (0.0, f64::NEG_INFINITY)
            } else {
                (PULL, 0.0)
            };
            slope += pull * (line[axis] - equal);
            curve += pull;
            line[axis] = (line[axis] - slope / curve).max(floor);
        }
    }
    line
}

fn print(lines: &[[f64; COUNT + 1]]) {
    println!("//! Weights of the stack by months known, January first.");
    println!("//!");
    println!(
        "//! @generated by `examples/fit_stack.rs`; {}.",
        SIGNALS.join(", ")
    );
    println!("\nuse super::SIGNALS;\n");
    println!("/// Added to the line.");
    let intercepts: Vec<String> = lines.iter().map(|line| format!("{:.4}", line[0])).collect();
    println!(
        "pub(super) const INTERCEPTS: [f64; 11] = [\n    {},\n];\n",
        intercepts.join(", ")
    );
    println!("/// Weights of the normal scores of reaching the target.");
    println!("pub(super) const WEIGHTS: [[f64; SIGNALS.len()]; 11] = [");
    for line in lines {
        let weights: Vec<String> = line[1..]
            .iter()
            .map(|weight| format!("{weight:.4}"))
            .collect();
        println!("    [{}],", weights.join(", "));
    }
    println!("];");
}
