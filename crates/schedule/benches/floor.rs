//! Both passes beside the plainest possible ones: two loops over compressed rows of 32-bit
//! numbers, the same network, the same run. Prints ratios.
//!
//! `cargo bench -p schedule --bench floor [-- ACTIVITIES LINKS WINDOW]`; a window of 0 draws links
//! from anywhere.
#![expect(clippy::disallowed_methods, reason = "a measurement needs a clock")]

use calendar::{Calendar, Minute, Week};
use schedule::{Activity, ActivityId, Link, Network, NetworkBuilder, Options};
use std::time::Instant;

struct Xorshift(u64);

impl Xorshift {
    fn below(&mut self, bound: u64) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound) as u32
    }
}

/// A random network: links as (from, to), durations 1 to 60.
struct Raw {
    links: Vec<(u32, u32)>,
    durations: Vec<i32>,
}

impl Raw {
    fn new(count: u32, links: usize, window: u32) -> Raw {
        let mut random = Xorshift(88_172_645_463_325_252);
        let draw = |_| loop {
            let a = random.below(u64::from(count));
            let b = if window > 0 {
                a + 1 + random.below(u64::from(window))
            } else {
                random.below(u64::from(count))
            };
            if a != b && b < count {
                break (a.min(b), a.max(b));
            }
        };
        let links = (0..links).map(draw).collect();
        let durations = (0..count).map(|_| 1 + random.below(60) as i32).collect();
        Raw { links, durations }
    }

    /// The network, its activities renamed by `rename`, its durations in units of minutes.
    fn network(&self, calendars: &[Calendar], unit: i64, rename: &[u32]) -> Network {
        let start = Minute::start_of(jiff::civil::date(2000, 1, 3));
        let count = self.durations.len();
        let mut builder = NetworkBuilder::with_capacity(start, count, self.links.len());
        let ids: Vec<_> = calendars
            .iter()
            .map(|calendar| builder.calendar(calendar.clone()))
            .collect();
        let mut durations = vec![0; count];
        for (at, duration) in self.durations.iter().enumerate() {
            durations[rename[at] as usize] = i64::from(*duration) * unit;
        }
        for (at, duration) in durations.into_iter().enumerate() {
            builder.activity(Activity::new(ids[at % ids.len()], duration));
        }
        for (from, to) in &self.links {
            let end = |at: u32| ActivityId(rename[at as usize]);
            builder.link(Link::finish_to_start(end(*from), end(*to)));
        }
        builder.build().expect("the network is sound")
    }
}

/// The floor: early starts and late finishes, nothing else.
struct Floor {
    into: Vec<u32>,
    from: Vec<u32>,
    out: Vec<u32>,
    to: Vec<u32>,
    durations: Vec<i32>,
    early: Vec<i32>,
    late: Vec<i32>,
}

impl Floor {
    fn new(raw: &Raw) -> Floor {
        let count = raw.durations.len();
        let rows = |backwards: bool| {
            let end = |link: &(u32, u32)| match backwards {
                true => (link.1, link.0),
                false => *link,
            };
            let mut first = vec![0u32; count + 1];
            for link in &raw.links {
                first[end(link).0 as usize + 1] += 1;
            }
            for at in 1..=count {
                first[at] += first[at - 1];
            }
            let (mut next, mut other) = (first.clone(), vec![0; raw.links.len()]);
            for link in &raw.links {
                let (own, far) = end(link);
                other[next[own as usize] as usize] = far;
                next[own as usize] += 1;
            }
            (first, other)
        };
        let (into, from) = rows(true);
        let (out, to) = rows(false);
        Floor {
            into,
            from,
            out,
            to,
            durations: raw.durations.clone(),
            early: vec![0; count],
            late: vec![0; count],
        }
    }

    fn run(&mut self) -> i32 {
        let count = self.durations.len();
        let mut end = 0;
        for at in 0..count {
            let mut early = 0;
            for from in &self.from[self.into[at] as usize..self.into[at + 1] as usize] {
                early = early.max(self.early[*from as usize] + self.durations[*from as usize]);
            }
            self.early[at] = early;
            end = end.max(early + self.durations[at]);
        }
        for at in (0..count).rev() {
            let mut late = end;
            for to in &self.to[self.out[at] as usize..self.out[at + 1] as usize] {
                late = late.min(self.late[*to as usize] - self.durations[*to as usize]);
            }
            self.late[at] = late;
        }
        end
    }
}

/// The best of all rounds: what the work takes when nothing else runs.
fn best(samples: &[f64]) -> f64 {
    samples.iter().copied().fold(f64::MAX, f64::min)
}

fn milliseconds<T>(mut work: impl FnMut() -> T) -> f64 {
    let begin = Instant::now();
    std::hint::black_box(work());
    begin.elapsed().as_secs_f64() * 1e3
}

fn measure(count: u32, links: usize, window: u32) {
    let raw = Raw::new(count, links, window);
    let clock = [Calendar::continuous()];
    let same: Vec<u32> = (0..count).collect();
    let mut shuffled = same.clone();
    let mut random = Xorshift(7);
    for at in (1..count as usize).rev() {
        shuffled.swap(at, random.below(at as u64 + 1) as usize);
    }
    let begin = Instant::now();
    let plain = raw.network(&clock, 1, &same);
    let built = begin.elapsed().as_secs_f64() * 1e3;
    let renamed = raw.network(&clock, 1, &shuffled);
    let six = Calendar::builder("six").week(Week::six_day()).build();
    let calendars = [
        Calendar::china_five_day(),
        six.expect("an ordinary week"),
        Calendar::builder("seven")
            .week(Week::seven_day())
            .build()
            .expect("an ordinary week"),
    ];
    let dated = raw.network(&calendars, 10, &same);
    let mut floor = Floor::new(&raw);
    let options = Options::default();
    let mut samples: [Vec<f64>; 6] = Default::default();
    for _ in 0..9 {
        samples[0].push(milliseconds(|| floor.run()));
        samples[1].push(milliseconds(|| plain.dates(&options)));
        samples[2].push(milliseconds(|| plain.schedule(&options)));
        samples[3].push(milliseconds(|| dated.dates(&options)));
        samples[4].push(milliseconds(|| dated.schedule(&options)));
        samples[5].push(milliseconds(|| renamed.dates(&options)));
    }
    let [base, dates, full, calendar, all, other] = samples.map(|of| best(&of));
    let finish = dated.dates(&options).project_finish();
    println!(
        "{count} activities, {links} links, window {window}; to {finish}; build {built:.0} ms"
    );
    println!("  floor                        {base:8.2} ms");
    for (name, time) in [
        ("dates", dates),
        ("dates, floats, drivers", full),
        ("dates, 3 calendars", calendar),
        ("all of it, 3 calendars", all),
        ("dates, ids shuffled", other),
    ] {
        println!("  {name:<28} {time:8.2} ms = {:.2} floors", time / base);
    }
    let rows = [
        ("dates alone", dates, 2.0),
        ("with floats and driving relations", full, 3.0),
        ("all of it over 3 calendars", all, 5.0),
    ];
    for (name, time, bar) in rows {
        let ratio = time / base;
        // Read by `cargo xtask bench-schedule`: what, ours, the peer, how they compare, the bar.
        println!(
            "row\tpasses {count}/{links} (window {window}), {name}\t{time:.1} ms\tplain loops \
             {base:.1} ms\t{ratio:.2}x\t<= {bar}x\t{}",
            ratio <= bar
        );
    }
}

fn main() {
    let words: Vec<u32> = std::env::args()
        .skip(1)
        .filter_map(|word| word.parse().ok())
        .collect();
    match words.as_slice() {
        [count, links, window] => measure(*count, *links as usize, *window),
        _ => {
            measure(1_000_000, 3_000_000, 1_000);
            measure(1_000_000, 3_000_000, 0);
        }
    }
}
