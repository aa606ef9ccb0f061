//! Monte Carlo over networks like those of `montecarlo_numpy.py`: 1.65 links an activity, durations
//! in days, a triangle from 80 % to 160 %, and besides calendars, criticality and correlations.
//!
//! `cargo bench -p schedule --bench risk [-- ACTIVITIES ITERATIONS]`. Times are of the processor,
//! on one thread, and of the clock on two: ratios hold on a machine where others work too.
#![expect(clippy::disallowed_methods, reason = "a measurement needs a clock")]

use calendar::{Calendar, Minute, Week};
use jiff::civil::date;
use schedule::risk::{RiskModel, RiskOptions, Risks, Shape, Spread, Uncertainty};
use schedule::{Activity, ActivityId, Link, Network, NetworkBuilder};
use std::time::Instant;

struct Xorshift(u64);

impl Xorshift {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % u64::from(bound)) as u32
    }
}

fn network(count: u32, calendars: &[Calendar]) -> Network {
    let mut builder = NetworkBuilder::new(Minute::start_of(date(2026, 1, 5)));
    let ids: Vec<_> = calendars
        .iter()
        .map(|calendar| builder.calendar(calendar.clone()))
        .collect();
    let mut random = Xorshift(88_172_645_463_325_252);
    let window = (count / 60).max(60);
    for at in 0..count {
        let calendar = ids[random.below(ids.len() as u32) as usize];
        let days = i64::from(1 + random.below(15));
        builder.activity(Activity::new(calendar, days * 480));
        if at == 0 || random.below(50) == 0 {
            continue;
        }
        let links = [1, 1, 2, 3][random.below(4) as usize];
        let mut seen = Vec::new();
        for _ in 0..links {
            let from = at.saturating_sub(window / 2 + random.below(window));
            if from != at && !seen.contains(&from) {
                seen.push(from);
                builder.link(Link::finish_to_start(ActivityId(from), ActivityId(at)));
            }
        }
    }
    builder.build().expect("the network is sound")
}

/// Processor time of this thread in seconds.
fn processor() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let first = text.split_whitespace().next();
    first
        .and_then(|text| text.parse::<f64>().ok())
        .unwrap_or(0.0)
        / 1e9
}

fn peak_megabytes() -> f64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with("VmHWM"));
    let word = line.and_then(|line| line.split_whitespace().nth(1));
    word.and_then(|text| text.parse::<f64>().ok())
        .unwrap_or(0.0)
        / 1024.0
}

fn measure(name: &str, count: u32, iterations: u32, calendars: &[Calendar]) {
    let network = network(count, calendars);
    let risks = Risks {
        usual: Uncertainty::Share(Spread {
            shape: Shape::Triangle,
            least: 8_000,
            likely: 10_000,
            most: 16_000,
        }),
        ..Risks::default()
    };
    let mut samples = [Vec::new(), Vec::new(), Vec::new()];
    let mut finish = String::new();
    for _ in 0..3 {
        for (threads, sample) in [(1, 0), (2, 2)] {
            let (clock, work) = (Instant::now(), processor());
            let model = RiskModel::new(&network, &risks, &|id| id.0.to_string());
            let model = model.expect("the risks are sound");
            let options = RiskOptions {
                iterations,
                within_days: None,
                seed: 7,
                threads,
            };
            let answer = model.run(&options, &|_| true).expect("an answer");
            if threads == 1 {
                samples[1].push(processor() - work);
            }
            samples[sample].push(clock.elapsed().as_secs_f64());
            let of = |percent| answer.finish.percentile(percent).finish_date();
            finish = format!("P10 {} P80 {}", of(10.0), of(80.0));
        }
    }
    let [one, work, two] = samples.map(|of| of.into_iter().fold(f64::MAX, f64::min));
    let each = work * 1e9 / f64::from(count) / f64::from(iterations);
    println!("ours\t{count} x {iterations}, {name}\t{work:.4}\t{two:.4}");
    println!(
        "{count} x {iterations}, {name}: one thread {work:.3} s of processor ({one:.3} s by the \
         clock) = {each:.1} ns an activity and iteration; two threads {two:.3} s; {finish}; peak \
         {:.0} MB",
        peak_megabytes()
    );
}

fn main() {
    let six = Calendar::builder("six").week(Week::six_day()).build();
    let seven = Calendar::builder("seven").week(Week::seven_day()).build();
    let five = Calendar::china_five_day();
    let three = [
        five,
        six.expect("an ordinary week"),
        seven.expect("an ordinary week"),
    ];
    let words: Vec<u32> = std::env::args()
        .filter_map(|word| word.parse().ok())
        .collect();
    let sizes = match words.as_slice() {
        [count, iterations] => vec![(*count, *iterations)],
        _ => vec![(1_000, 10_000), (10_000, 10_000)],
    };
    for (count, iterations) in sizes {
        measure(
            "around the clock",
            count,
            iterations,
            &[Calendar::continuous()],
        );
        measure("one calendar with holidays", count, iterations, &three[..1]);
        measure("three calendars", count, iterations, &three);
    }
}
