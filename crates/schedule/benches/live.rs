//! A project of 100,000 activities with dates and holidays: both passes, and single changes.
//!
//! `cargo bench -p schedule --bench live`. The network is the one the benchmark of a Java library
//! draws (the same linear congruential generator), so that both can be run side by side.
#![expect(clippy::disallowed_methods, reason = "a measurement needs a clock")]

use calendar::{Calendar, Minute, Week};
use jiff::civil::date;
use schedule::{Activity, ActivityId, Link, Network, NetworkBuilder, Options};
use std::time::Instant;

/// `java.util.Random`, as its documentation defines it.
struct JavaRandom(u64);

impl JavaRandom {
    fn new(seed: u64) -> JavaRandom {
        JavaRandom((seed ^ 0x5_DEEC_E66D) & ((1 << 48) - 1))
    }

    fn bits(&mut self, count: u32) -> i32 {
        self.0 = (self.0.wrapping_mul(0x5_DEEC_E66D).wrapping_add(0xB)) & ((1 << 48) - 1);
        (self.0 >> (48 - count)) as i32
    }

    fn below(&mut self, bound: i32) -> i32 {
        if bound & (bound - 1) == 0 {
            return ((i64::from(bound) * i64::from(self.bits(31))) >> 31) as i32;
        }
        loop {
            let bits = self.bits(31);
            let value = bits % bound;
            if bits.wrapping_sub(value).wrapping_add(bound - 1) >= 0 {
                return value;
            }
        }
    }

    fn share(&mut self) -> f64 {
        let high = i64::from(self.bits(26)) << 27;
        (high + i64::from(self.bits(27))) as f64 / (1u64 << 53) as f64
    }
}

fn network(count: i32) -> Network {
    let mut builder = NetworkBuilder::with_capacity(
        Minute(Minute::start_of(date(2026, 1, 5)).0 + 480),
        count as usize,
        count as usize * 2,
    );
    let mut week = Calendar::builder("standard").week(Week::five_day());
    for year in 2026..2040 {
        week = week.off_between(date(year, 10, 1), date(year, 10, 7));
    }
    let week = builder.calendar(week.build().expect("an ordinary week"));
    let mut random = JavaRandom::new(7);
    let window = (count / 60).max(60);
    for at in 0..count {
        let days = i64::from(1 + random.below(15));
        builder.activity(Activity::new(week, days * 480));
        if at > 0 && random.share() >= 0.02 {
            let links = [1, 1, 2, 3][random.below(4) as usize];
            let mut seen = Vec::new();
            for _ in 0..links {
                let from = (at - (window / 2 + random.below(window))).max(0);
                if from != at && !seen.contains(&from) {
                    seen.push(from);
                    builder.link(Link::finish_to_start(
                        ActivityId(from as u32),
                        ActivityId(at as u32),
                    ));
                }
            }
        }
    }
    builder.build().expect("the network is sound")
}

fn milliseconds<T>(mut work: impl FnMut() -> T) -> f64 {
    let begin = Instant::now();
    std::hint::black_box(work());
    begin.elapsed().as_secs_f64() * 1e3
}

fn main() {
    for count in [5_000, 100_000] {
        let network = network(count);
        let mut passes: Vec<f64> = (0..15)
            .map(|_| milliseconds(|| network.schedule(&Options::default())))
            .collect();
        passes.sort_by(f64::total_cmp);
        let finish = network.schedule(&Options::default()).project_finish();
        println!(
            "{count} activities, {} links, to {finish}: both passes with floats and reasons \
             {:.2} ms (best {:.2})",
            network.link_count(),
            passes[7],
            passes[0]
        );
        println!("ours\t{count}\t{}", passes[7]);
        changes(&network, count, passes[7]);
    }
}

/// One duration after another, each a day longer or shorter.
fn changes(network: &Network, count: i32, pass: f64) {
    let mut live = network.live(&Options::default());
    let mut random = JavaRandom::new(11);
    let mut times = Vec::new();
    let mut whole = 0;
    for _ in 0..1_000 {
        let id = ActivityId(random.below(count) as u32);
        let duration = i64::from(1 + random.below(15)) * 480;
        times.push(milliseconds(|| {
            let effort = live.set_duration(id, duration).expect("a duration");
            whole += i32::from(effort.full);
        }));
    }
    times.sort_by(f64::total_cmp);
    println!(
        "  changes: p50 {:.4} ms, p90 {:.4} ms, worst {:.2} ms = {:.2} passes; {whole} of 1000 \
         ran a pass through",
        times[500],
        times[900],
        times[999],
        times[999] / pass
    );
    let rows = [
        (
            "p50",
            format!("{:.4} ms", times[500]),
            "< 0.1 ms",
            times[500] < 0.1,
        ),
        (
            "p90",
            format!("{:.4} ms", times[900]),
            "< 1 ms",
            times[900] < 1.0,
        ),
        (
            "worst",
            format!("{:.2} passes", times[999] / pass),
            "<= 1.2 passes",
            times[999] / pass <= 1.2,
        ),
    ];
    for (what, time, bar, met) in rows {
        println!("row\tone duration changed in {count}, {what}\t{time}\t\t\t{bar}\t{met}");
    }
}
