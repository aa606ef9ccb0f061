//! A board of 60 indicators, 40 units and 120 months, after one new value.
//!
//! `cargo bench -p forecast --bench board`. The promise is 200 ms; the first filling is told beside
//! it.
#![expect(clippy::disallowed_methods, reason = "a measurement needs a clock")]

use std::time::Instant;

use forecast::{Board, Series};

const INDICATORS: u32 = 60;
const UNITS: u32 = 40;
const MONTHS: usize = 120;
/// Of this year.
const KNOWN: usize = 6;

fn months(indicator: u32, unit: u32, count: usize) -> Vec<f64> {
    let mut state = u64::from(indicator * 1000 + unit) * 2 + 1;
    let mut level = 100.0;
    let month = |at: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let odd = (state >> 40) as f64 / (1u64 << 24) as f64 - 0.5;
        level *= 1.004 + 0.03 * odd;
        level * (1.0 + 0.2 * (at as f64 * std::f64::consts::TAU / 12.0).sin() + 0.05 * odd)
    };
    (0..count).map(month).collect()
}

fn whole(indicator: u32, count: usize) -> Vec<f64> {
    let units: Vec<Vec<f64>> = (0..UNITS)
        .map(|unit| months(indicator, unit, count))
        .collect();
    (0..count)
        .map(|at| units.iter().map(|unit| unit[at]).sum())
        .collect()
}

fn series(values: &[f64]) -> Series {
    Series::new(values, 12).expect("sound series")
}

fn main() {
    let mut board = Board::new(1);
    let count = MONTHS + KNOWN;
    for indicator in 0..INDICATORS {
        for unit in 0..UNITS {
            board.put(
                (indicator, Some(unit)),
                series(&months(indicator, unit, count)),
                KNOWN,
            );
        }
        board.put((indicator, None), series(&whole(indicator, count)), KNOWN);
    }
    let begun = Instant::now();
    let cells = board.refresh();
    let first = begun.elapsed();
    let mut times = Vec::new();
    for round in 0..20u32 {
        let (indicator, unit) = (round * 7 % INDICATORS, round * 3 % UNITS);
        let mut values = months(indicator, unit, count);
        values[count - 1] *= 1.1;
        let mut all = whole(indicator, count);
        all[count - 1] += values[count - 1] / 11.0;
        let begun = Instant::now();
        board.put((indicator, Some(unit)), series(&values), KNOWN);
        board.put((indicator, None), series(&all), KNOWN);
        assert_eq!(board.refresh(), 2, "the unit and the whole");
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    println!("{cells} cells at first: {:.1} s", first.as_secs_f64());
    println!(
        "after one new value: median {:.1} ms, slowest {:.1} ms (promise: 200 ms)",
        times[10], times[19]
    );
}
