//! How much grain codes are read under: of simulated pages, turned, on white and grey paper, how
//! many of a hundred are read at each grain. `cargo run --release -p scan --example grain`

#[path = "../tests/simulated/mod.rs"]
#[expect(dead_code, reason = "the tests use more of it")]
mod simulated;

use std::time::Instant;

use image::ImageFormat;
use simulated::{TEXT, noisy, page_on, turned, written};

fn main() {
    let papers = [("white", 250, 20), ("grey", 200, 50)];
    let turns = [-8.0, -3.0, 0.7, 2.0, 5.0, 37.0, 91.0, 178.0];
    println!(
        "paper  module  grain  read of {}  ms a picture",
        turns.len()
    );
    for (paper, light, dark) in papers {
        for module in [5, 6] {
            let page = page_on(module, light, dark);
            for grain in [40, 60, 75, 90, 105, 120] {
                let begun = Instant::now();
                let read = (0..).zip(turns).filter(|(seed, degrees)| {
                    let photo = noisy(turned(&page, *degrees), grain, 7 + seed);
                    let bytes = written(&photo, ImageFormat::Jpeg);
                    scan::read(&bytes) == Ok(vec![TEXT.to_owned()])
                });
                let read = read.count();
                let took = begun.elapsed().as_millis() / turns.len() as u128;
                println!("{paper:<6} {module:>6} {grain:>6} {read:>8} {took:>12}");
            }
        }
    }
}
