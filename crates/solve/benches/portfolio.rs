//! A portfolio: 1,000 projects of 100 activities that share 30 resources. When there is a plan,
//! how it gets better, and what that takes.
//!
//! `cargo bench -p solve --bench portfolio [-- SECONDS]`.
#![expect(clippy::disallowed_methods, reason = "a measurement needs a clock")]

use solve::project::{Activity, Link, Project, Resource};
use solve::{Instance, Options, checker, solve};
use std::sync::Mutex;
use std::time::{Duration, Instant};

const PROJECTS: usize = 1_000;
const ACTIVITIES: usize = 100;
const RESOURCES: usize = 30;

struct Xorshift(u64);

impl Xorshift {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

fn portfolio() -> Project {
    let mut random = Xorshift(88_172_645_463_325_252);
    let mut project = Project::default();
    for resource in 0..RESOURCES {
        let units = 100 + random.below(200) as u32;
        let key = format!("R{resource}");
        project.resources.push(Resource::constant(&key, units));
    }
    for of in 0..PROJECTS {
        let begin = random.below(500) as i32;
        for at in 0..ACTIVITIES {
            let needs = (0..random.below(3)).map(|_| random.below(RESOURCES as u64) as usize);
            let mut needs: Vec<(usize, u32)> = needs
                .map(|resource| (resource, 1 + random_units(of, at)))
                .collect();
            needs.sort_unstable();
            needs.dedup_by_key(|need| need.0);
            project.activities.push(Activity {
                key: format!("{of}.{at}"),
                duration: 1 + ((of * 7 + at * 13) % 20) as i32,
                needs,
                start_not_earlier: begin,
                ..Activity::default()
            });
            for _ in 0..usize::from(at > 0) + usize::from(at > 5) {
                let back = 1 + random.below(at.min(10) as u64) as usize;
                let (from, to) = (of * ACTIVITIES + at - back, of * ACTIVITIES + at);
                project.links.push(Link::finish_to_start(from, to));
            }
        }
    }
    project
}

fn random_units(of: usize, at: usize) -> u32 {
    ((of * 31 + at * 17) % 9) as u32
}

fn peak_megabytes() -> f64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with("VmHWM"));
    let word = line.and_then(|line| line.split_whitespace().nth(1));
    word.and_then(|text| text.parse::<f64>().ok())
        .unwrap_or(0.0)
        / 1024.0
}

fn main() {
    let seconds = std::env::args().find_map(|word| word.parse::<f64>().ok());
    let until = Duration::from_secs_f64(seconds.unwrap_or(15.0));
    let project = portfolio();
    let links = project.links.len();
    let begin = Instant::now();
    let instance = Instance::new(project).expect("a sound portfolio");
    let seen = Mutex::new(Vec::<(f64, i32)>::new());
    let options = Options {
        schedules: None,
        threads: 2,
        seed: 1,
    };
    let answer = solve(&instance, &options, &|progress| {
        if let (Some(best), Ok(mut seen)) = (progress.best, seen.lock())
            && seen.last().is_none_or(|last| best.makespan < last.1)
        {
            seen.push((begin.elapsed().as_secs_f64(), best.makespan));
        }
        begin.elapsed() < until
    });
    let violations = checker::violations(instance.project(), &answer.starts);
    assert!(violations.is_empty(), "{violations:?}");
    let seen = seen.into_inner().expect("no thread panicked");
    for (at, makespan) in &seen {
        println!("{at:8.2} s  {makespan}");
    }
    let first = seen.first().map_or(f64::MAX, |of| of.0);
    let (megabytes, bound) = (peak_megabytes(), answer.lower_bound);
    println!(
        "row\tportfolio {} x {RESOURCES} ({links} links), first plan\t{first:.2} s, {megabytes:.0} \
         MB\t\t\t3 s, 1 GB\t{}",
        PROJECTS * ACTIVITIES,
        first <= 3.0 && megabytes <= 1024.0
    );
    println!(
        "row\tits finish, first and after {:.0} s\t{} -> {}, bound {bound}\t\t\t\t",
        until.as_secs_f64(),
        seen.first().map_or(0, |of| of.1),
        answer.cost.makespan
    );
}
