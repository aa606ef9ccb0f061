//! Chunks of iterations on threads, and their sums.
//!
//! Threads take chunks as they come; what they add up is whole numbers, and what they list is
//! sorted by chunk: who did what does not show.

use super::answer::{Answer, Cost, Distribution, Influence};
use super::dice::{LANES, Lanes};
use super::marks;
use super::model::{Model, RiskModel};
use super::problem::{RiskProblem, RiskRefusal};
use super::walk::Walk;
use crate::limits::{FINISHES_MAX, ITERATIONS_MAX};
use crate::network::{Extra, Moment, minute};
use pulp::{Arch, Simd, WithSimd};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

/// Chunks between two looks at whether figures are steady, and two questions whether to go on.
const ROUND: u32 = 32;

/// What to ask a simulation for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RiskOptions {
    /// Iterations to make at most.
    pub iterations: u32,
    /// Stop as soon as mean, P10, P50, P80 and P90 of the finish are each known to so many days
    /// either way, with 95 % certainty.
    pub within_days: Option<f64>,
    /// Seed of every number drawn.
    pub seed: u64,
    /// Threads to use, at least one.
    pub threads: usize,
}

/// Sums over iterations.
struct Totals {
    /// By position.
    critical: Vec<u32>,
    /// By position: of work less the planned, its square, its product with the finish less the
    /// planned.
    sums: Vec<[i64; 3]>,
    /// By driver or event.
    troubles: Vec<TroubleTotal>,
}

#[derive(Clone, Copy, Default)]
struct TroubleTotal {
    happened: u32,
    mattered: u32,
    minutes: i64,
}

/// Finishes of one chunk: of the whole, of what is watched, of the whole without each trouble.
struct Finishes {
    chunk: u32,
    columns: Vec<Lanes<Moment>>,
}

impl RiskModel {
    /// Simulates. `go_on` is told now and then how many iterations are done; if it says no, the
    /// answer is of those.
    ///
    /// # Errors
    /// No iterations, or too many for what is to be kept of each.
    pub fn run(
        &self,
        options: &RiskOptions,
        go_on: &dyn Fn(u32) -> bool,
    ) -> Result<Answer, RiskRefusal> {
        let model = &self.model;
        let wanted = options.iterations;
        let watched = model.watched.len() + 1;
        let kept = watched + model.troubles.len();
        let twins = wanted as usize * kept <= FINISHES_MAX;
        let too_many = |most| RiskProblem::TooMany {
            what: "iterations",
            count: wanted as usize,
            most,
        };
        if wanted == 0 || wanted > ITERATIONS_MAX || wanted as usize * watched > FINISHES_MAX {
            let most = (FINISHES_MAX / watched).min(ITERATIONS_MAX as usize);
            let problems = vec![too_many(most)];
            return Err(RiskRefusal { problems });
        }
        let mut totals = Totals::new(model);
        let mut finishes = Vec::new();
        let (mut done, mut steady) = (0, false);
        let chunks = wanted.div_ceil(LANES as u32);
        while done < chunks && !steady {
            let next = (done + ROUND).min(chunks);
            let part = Part {
                model,
                options,
                twins,
            };
            part.run(done..next, &mut totals, &mut finishes);
            done = next;
            let made = (done * LANES as u32).min(wanted);
            if let Some(within) = options.within_days {
                let found = column(&finishes, 0, made);
                steady = Distribution::new(found).margin().widest_days() <= within;
            }
            if !go_on(made) {
                break;
            }
        }
        let made = (done * LANES as u32).min(wanted);
        Ok(answer(model, &totals, &finishes, (made, steady, twins)))
    }
}

/// Iterations of one kept column, in their order.
fn column(finishes: &[Finishes], number: usize, made: u32) -> Vec<Moment> {
    let all = finishes.iter().flat_map(|of| of.columns[number]);
    all.take(made as usize).collect()
}

struct Part<'a> {
    model: &'a Model,
    options: &'a RiskOptions,
    twins: bool,
}

impl Part<'_> {
    fn run(&self, chunks: std::ops::Range<u32>, totals: &mut Totals, finishes: &mut Vec<Finishes>) {
        let next = AtomicU32::new(chunks.start);
        let gathered = Mutex::new((totals, finishes));
        let work = || {
            let mut walk = Walk::new(self.model, self.options.seed);
            let mut own = Totals::new(self.model);
            let mut found = Vec::new();
            let mut room = Room::default();
            let machine = Arch::new();
            loop {
                let chunk = next.fetch_add(1, Ordering::Relaxed);
                if chunk >= chunks.end {
                    break;
                }
                found.push(machine.dispatch(Widely {
                    part: self,
                    chunk,
                    walk: &mut walk,
                    totals: &mut own,
                    room: &mut room,
                }));
            }
            if let Ok(mut gathered) = gathered.lock() {
                gathered.0.add(&own);
                gathered.1.append(&mut found);
            }
        };
        let threads = self.options.threads.clamp(1, 256).min(chunks.len());
        std::thread::scope(|scope| {
            for _ in 1..threads {
                scope.spawn(work);
            }
            work();
        });
        if let Ok((_, finishes)) = gathered.into_inner() {
            finishes.sort_unstable_by_key(|of| of.chunk);
        }
    }

    #[inline(always)]
    fn chunk(
        &self,
        chunk: u32,
        walk: &mut Walk<'_>,
        totals: &mut Totals,
        room: &mut Room,
    ) -> Finishes {
        let model = self.model;
        walk.forward(chunk);
        let finish = walk.finish(&model.finish);
        let lanes = (self.options.iterations - chunk * LANES as u32).min(LANES as u32);
        let valid = u64::MAX >> (64 - lanes);
        room.marks.resize(model.work.len(), 0);
        marks::mark(walk, &finish, &mut room.marks);
        for (count, mark) in totals.critical.iter_mut().zip(&room.marks) {
            *count += (mark & valid).count_ones();
        }
        totals.correlate(walk, &finish, lanes as usize);
        let mut columns = vec![finish];
        columns.extend(model.watched.iter().map(|(_, ends)| walk.finish(ends)));
        for trouble in 0..model.troubles.len() {
            let there = walk.there[trouble] & valid;
            let mut without = finish;
            if there != 0 {
                room.keep(walk, trouble);
                walk.forward_without(trouble);
                without = walk.finish(&model.finish);
                room.restore(walk, trouble);
            }
            totals.troubles[trouble].add(there, &finish, &without);
            if self.twins {
                columns.push(without);
            }
        }
        Finishes { chunk, columns }
    }
}

/// A chunk to walk in registers as wide as the processor has: whatever is always inlined is made
/// once more for those. The same sums, more lanes at a time.
struct Widely<'a, 'w> {
    part: &'a Part<'a>,
    chunk: u32,
    walk: &'a mut Walk<'w>,
    totals: &'a mut Totals,
    room: &'a mut Room,
}

impl WithSimd for Widely<'_, '_> {
    type Output = Finishes;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> Finishes {
        self.part
            .chunk(self.chunk, self.walk, self.totals, self.room)
    }
}

/// Room for marks, and for what a twin overwrites.
#[derive(Default)]
struct Room {
    marks: Vec<u64>,
    kept: Vec<(Lanes<i32>, Lanes<i32>)>,
    side: Vec<super::walk::Side>,
}

impl Room {
    fn keep(&mut self, walk: &Walk<'_>, trouble: usize) {
        let reach = walk.model.troubles[trouble].reach.iter();
        self.kept.clear();
        self.kept
            .extend(reach.map(|at| (walk.work[*at as usize], walk.finish[*at as usize])));
        self.side.clone_from(&walk.side);
    }

    fn restore(&mut self, walk: &mut Walk<'_>, trouble: usize) {
        let reach = walk.model.troubles[trouble].reach.iter();
        for (at, (work, finish)) in reach.zip(&self.kept) {
            walk.work[*at as usize] = *work;
            walk.finish[*at as usize] = *finish;
        }
        walk.side.clone_from(&self.side);
    }
}

impl TroubleTotal {
    fn add(&mut self, there: u64, finish: &Lanes<Moment>, without: &Lanes<Moment>) {
        self.happened += there.count_ones();
        for lane in 0..LANES {
            if there >> lane & 1 == 1 {
                let minutes = i64::from(finish[lane]) - i64::from(without[lane]);
                self.minutes += minutes;
                self.mattered += u32::from(minutes != 0);
            }
        }
    }
}

impl Totals {
    fn new(model: &Model) -> Totals {
        let count = model.work.len();
        Totals {
            critical: vec![0; count],
            sums: vec![[0; 3]; count],
            troubles: vec![TroubleTotal::default(); model.troubles.len()],
        }
    }

    fn add(&mut self, other: &Totals) {
        for (own, other) in self.critical.iter_mut().zip(&other.critical) {
            *own += other;
        }
        for (own, other) in self.sums.iter_mut().zip(&other.sums) {
            for (own, other) in own.iter_mut().zip(other) {
                *own = own.saturating_add(*other);
            }
        }
        for (own, other) in self.troubles.iter_mut().zip(&other.troubles) {
            own.happened += other.happened;
            own.mattered += other.mattered;
            own.minutes += other.minutes;
        }
    }

    /// Adds the chunk's products of work and finish. Within a chunk 32-bit floats do: their sums
    /// are rounded to whole numbers before chunks are added up.
    #[inline(always)]
    fn correlate(&mut self, walk: &Walk<'_>, finish: &Lanes<Moment>, lanes: usize) {
        let model = walk.model;
        let mut late = [0f32; LANES];
        for (late, finish) in late.iter_mut().zip(finish) {
            *late = (*finish - model.planned_finish) as f32;
        }
        for (at, work) in model.work.iter().enumerate() {
            if !work.varies() {
                continue;
            }
            let mut more = [0f32; LANES];
            for (more, drawn) in more.iter_mut().zip(&walk.work[at]) {
                *more = (drawn - work.planned) as f32;
            }
            more[lanes..].fill(0.0);
            let mut sums = [[0f32; 8]; 3];
            for (more, late) in more.chunks_exact(8).zip(late.chunks_exact(8)) {
                for lane in 0..8 {
                    sums[0][lane] += more[lane];
                    sums[1][lane] += more[lane] * more[lane];
                    sums[2][lane] += more[lane] * late[lane];
                }
            }
            for (total, sums) in self.sums[at].iter_mut().zip(&sums) {
                let sum: f32 = sums.iter().sum();
                *total = total.saturating_add(sum as i64);
            }
        }
    }
}

fn answer(
    model: &Model,
    totals: &Totals,
    finishes: &[Finishes],
    (made, steady, twins): (u32, bool, bool),
) -> Answer {
    let finish = Distribution::new(column(finishes, 0, made));
    let watched = model.watched.iter().enumerate().map(|(at, (id, _))| {
        let found = column(finishes, 1 + at, made);
        (*id, Distribution::new(found))
    });
    let watched: Vec<_> = watched.collect();
    let p80 = finish.percentile(80.0).0;
    let costs = model.troubles.iter().zip(&totals.troubles).enumerate();
    let costs = costs.map(|(at, (trouble, total))| {
        let without = twins.then(|| column(finishes, 1 + watched.len() + at, made));
        let days = |minutes: i64, count: u32| minutes as f64 / 1440.0 / f64::from(count.max(1));
        Cost {
            key: trouble.key.clone(),
            event: trouble.event,
            happened: f64::from(total.happened) / f64::from(made),
            mattered: f64::from(total.mattered) / f64::from(made),
            mean_days: days(total.minutes, made),
            mean_days_if: days(total.minutes, total.happened),
            p80_days: without
                .map(|found| days(p80 - Distribution::new(found).percentile(80.0).0, 1)),
        }
    });
    Answer {
        iterations: made,
        steady,
        planned_finish: minute(model.planned_finish),
        costs: costs.collect(),
        activities: influences(model, totals, &column(finishes, 0, made)),
        finish,
        watched,
    }
}

fn influences(model: &Model, totals: &Totals, finishes: &[Moment]) -> Vec<Influence> {
    let late = finishes
        .iter()
        .map(|at| f64::from(at - model.planned_finish));
    let count = finishes.len() as f64;
    let late_sum: f64 = late.clone().sum();
    let late_squares: f64 = late.map(|late| late * late).sum();
    let of = |at: usize| {
        let [sum, squares, products] = totals.sums[at].map(|sum| sum as f64);
        let spread = (count * squares - sum * sum).max(0.0);
        let both = spread * (count * late_squares - late_sum * late_sum).max(0.0);
        let sensitivity = if both > 0.0 {
            ((count * products - sum * late_sum) / both.sqrt()).clamp(-1.0, 1.0)
        } else {
            0.0
        };
        let over = model.inner.extra_at(at).is_some_and(Extra::is_finished);
        let critical = if over { 0 } else { totals.critical[at] };
        let criticality = f64::from(critical) / count;
        Influence {
            criticality,
            sensitivity,
            cruciality: criticality * sensitivity.max(0.0),
            mean_minutes: f64::from(model.work[at].planned) + sum / count,
        }
    };
    let positions = model.inner.position.iter();
    positions.map(|at| of(*at as usize)).collect()
}
