//! Measures building and both passes: median nanoseconds per activity.
//!
//! `cargo bench -p schedule --bench passes`
#![expect(clippy::disallowed_methods, reason = "a measurement needs a clock")]

use calendar::{Calendar, Minute};
use schedule::{Activity, ActivityId, Lag, Link, Network, NetworkBuilder, Options, Relation};
use std::time::Instant;

/// A project of a plausible shape: each activity follows one or two earlier ones, with some
/// lags, three calendars, and a few not-earlier constraints. The same every time.
fn network(count: u32, calendars: &[Calendar]) -> Network {
    let start = Minute::start_of(jiff::civil::date(2026, 1, 5));
    let mut builder = NetworkBuilder::with_capacity(start, count as usize, count as usize * 3 / 2);
    let ids: Vec<_> = calendars
        .iter()
        .map(|calendar| builder.calendar(calendar.clone()))
        .collect();
    let mut state = 1u32;
    let mut next = |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) % below
    };
    for at in 0..count {
        let calendar = ids[next(3) as usize];
        let mut activity = Activity::new(calendar, 480 * i64::from(1 + next(20)));
        if at % 10 == 0 {
            activity.start_not_earlier = Some(Minute(start.0 + i64::from(at % 60) * 1440));
        }
        builder.activity(activity);
        // Projects of 60 activities side by side: dates stay within the indexed years.
        let place = at % 60;
        for _ in 0..u32::from(place > 0) + u32::from(place > 1 && next(2) == 0) {
            let from = ActivityId(at - 1 - next(place.min(6)));
            let relation = if next(4) == 0 {
                Relation::StartToStart
            } else {
                Relation::FinishToStart
            };
            let lag = if next(4) == 0 {
                Lag::Working(480)
            } else {
                Lag::NONE
            };
            builder.link(Link {
                from,
                to: ActivityId(at),
                relation,
                lag,
            });
        }
    }
    builder.build().expect("the network is sound")
}

fn median(mut samples: Vec<f64>) -> f64 {
    samples.sort_by(f64::total_cmp);
    samples[samples.len() / 2]
}

fn measure(count: u32, rounds: u32, calendars: &[Calendar]) {
    let (mut building, mut passing, mut planning) = (Vec::new(), Vec::new(), Vec::new());
    let as_of = Minute::start_of(jiff::civil::date(2026, 3, 2));
    for _ in 0..rounds {
        let begin = Instant::now();
        let network = network(count, calendars);
        let built = Instant::now();
        let schedule = network.schedule(&Options::default());
        let passed = Instant::now();
        let plan = network.backward(schedule.project_finish(), as_of);
        let planned = Instant::now();
        std::hint::black_box(plan);
        let per = |from: Instant, to: Instant| (to - from).as_nanos() as f64 / f64::from(count);
        building.push(per(begin, built));
        passing.push(per(built, passed));
        planning.push(per(passed, planned));
    }
    println!(
        "{count:>9} activities: build {:6.1} ns, both passes {:6.1} ns, backward plan {:6.1} ns \
         per activity (median of {rounds})",
        median(building),
        median(passing),
        median(planning)
    );
}

fn main() {
    let six = Calendar::builder("six")
        .week(calendar::Week::six_day())
        .build()
        .expect("an ordinary week");
    let calendars = [Calendar::china_five_day(), six, Calendar::continuous()];
    measure(60, 5_001, &calendars);
    measure(1_000, 501, &calendars);
    measure(100_000, 11, &calendars);
    measure(1_000_000, 3, &calendars);
}
