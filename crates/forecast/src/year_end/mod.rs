//! How the year will end: the chance to reach a target, with some of its months known.
//!
//! Six signals each give a distribution of the year's sum; a logistic stack with fixed weights
//! joins them. Its weights were fitted by `examples/fit_stack.rs` on half of a public set of
//! monthly series and judged on the other half (`make bench-forecast`).

mod signal;
mod stack;
mod weights;

use crate::limits::PATHS;
use crate::models::{Drawn, Method, Models};
use crate::noise::Noise;
use crate::problem::{Note, Problem};
use crate::series::Series;
use crate::share::{ShareRule, Years};
use signal::Signal;
use stack::Stack;

pub(crate) use signal::at_chance;

/// Version of signals and weights: a kept answer names the one that gave it.
pub const VERSION: u32 = 1;

/// Signals of the stack, in the order of its weights.
pub const SIGNALS: [&str; 6] = ["ets", "theta", "ces", "share", "share3", "drift"];

/// What each signal says of a year's sum.
#[derive(Debug, Clone)]
pub struct Signals {
    each: [Option<Signal>; SIGNALS.len()],
    share: Option<ShareRule>,
    size: f64,
    /// Of the year's twelve months.
    months_known: usize,
}

/// How a year will end.
#[derive(Debug, Clone)]
pub struct YearEnd {
    /// What the answer rests on.
    pub method: Method,
    /// The sum to expect: as likely to be passed as to be missed.
    pub mean: f64,
    /// What has to be said beside it.
    pub notes: Vec<Note>,
    answer: Answer,
    size: f64,
}

#[derive(Debug, Clone)]
enum Answer {
    Stack(Box<Stack>),
    Share(ShareRule),
    Certain(f64),
}

impl Signals {
    /// The signals of a series whose last `known` values are of the year in question.
    pub fn of(series: &Series, known: usize, seed: u64) -> Result<Signals, Problem> {
        let period = series.period;
        if known == 0 || known >= period {
            return Err(Problem::Known { known, period });
        }
        let needed = 2 * period + known;
        if series.len() < needed {
            return Err(Problem::TooFew {
                values: series.len(),
                needed,
            });
        }
        let years = Years::of(&series.scaled, period, known);
        let mut signals = Signals {
            each: Default::default(),
            share: years.rule(3),
            size: series.size,
            // January and February as one: one period more is two months more.
            months_known: if period == 11 {
                known + 1
            } else {
                (12 * known).div_ceil(period)
            },
        };
        let rules = [years.rule(1), signals.share];
        for (at, rule) in (3..).zip(rules) {
            signals.each[at] = rule.and_then(|rule| Signal::of(|chance| rule.quantile(chance)));
        }
        if series.suits_models() {
            signals.each[5] = drift(&series.scaled, period, known);
            let steps = period - known;
            let drawn = Models::fit(series).draw(steps, &Noise::new(seed, steps));
            signals.take(&drawn, years.to_date, steps);
        }
        Ok(signals)
    }

    fn take(&mut self, drawn: &[Drawn], to_date: f64, steps: usize) {
        let mut sums = Vec::with_capacity(PATHS);
        for one in drawn {
            let at = match one.method {
                Method::Ets => 0,
                Method::Theta => 1,
                _ => 2,
            };
            sums.clear();
            sums.extend(
                one.paths
                    .chunks_exact(steps)
                    .map(|path| to_date + path.iter().sum::<f64>()),
            );
            sums.sort_by(f64::total_cmp);
            self.each[at] = Signal::of_sorted(&sums);
        }
    }

    /// Normal scores of reaching a target, by signal; `None` where a signal does not suit.
    pub fn scores(&self, target: f64) -> [Option<f64>; SIGNALS.len()] {
        let target = target / self.size;
        let score = |signal: &Option<Signal>| signal.as_ref().map(|signal| -signal.score(target));
        std::array::from_fn(|at| score(&self.each[at]))
    }

    /// Whether any model speaks.
    fn has_models(&self) -> bool {
        self.each[..3].iter().any(Option::is_some)
    }
}

/// How the year ends of a series whose last `known` values belong to it.
///
/// With under 36 months the answer is that of the share method alone; a series that has been
/// constant for a year before this one goes on as it is. Notes say so.
pub fn year_end(series: &Series, known: usize, seed: u64) -> Result<YearEnd, Problem> {
    let period = series.period;
    let notes = series.notes();
    let constant = series.constant().filter(|_| known > 0 && known < period);
    // A few equal months are no evidence that nothing will change.
    if let Some(value) = constant.filter(|_| series.len() >= period + known) {
        let sum = value * period as f64;
        return Ok(YearEnd {
            method: Method::Constant,
            mean: sum,
            notes,
            answer: Answer::Certain(sum / series.size),
            size: series.size,
        });
    }
    let signals = Signals::of(series, known, seed)?;
    let size = series.size;
    if signals.has_models() {
        let stack = Stack::new(&signals);
        // The middle of the same distribution, so that it cannot lie outside its own interval.
        let (method, mean) = (Method::Pool, stack.quantile(0.5) * size);
        return Ok(YearEnd {
            method,
            mean,
            notes,
            answer: Answer::Stack(Box::new(stack)),
            size,
        });
    }
    let share = signals.share.ok_or(Problem::NoShare)?;
    let mean = share.centre.exp() * size;
    Ok(YearEnd {
        method: Method::Share,
        mean,
        notes,
        answer: Answer::Share(share),
        size,
    })
}

impl YearEnd {
    /// The chance that the year's sum is at least `target`.
    pub fn chance(&self, target: f64) -> f64 {
        let target = target / self.size;
        match &self.answer {
            Answer::Stack(stack) => stack.chance(target),
            Answer::Share(rule) => rule.chance(target),
            Answer::Certain(sum) => f64::from(u8::from(*sum >= target)),
        }
    }

    /// The sum below which the year ends with a chance.
    pub fn quantile(&self, chance: f64) -> f64 {
        self.size
            * match &self.answer {
                Answer::Stack(stack) => stack.quantile(chance),
                Answer::Share(rule) => rule.quantile(chance),
                Answer::Certain(sum) => *sum,
            }
    }
}

/// Last year's rest of the year and the mean yearly change of it; errors as far as sums of past
/// changes strayed.
fn drift(y: &[f64], period: usize, known: usize) -> Option<Signal> {
    let steps = period - known;
    let changes: Vec<f64> = (period..y.len()).map(|at| y[at] - y[at - period]).collect();
    if changes.len() < steps + 2 {
        return None;
    }
    let mean = changes.iter().sum::<f64>() / changes.len() as f64;
    let windows = changes.windows(steps);
    let strays = windows.map(|window| window.iter().map(|change| change - mean).sum::<f64>());
    let (count, squares) = strays.fold((0.0, 0.0), |(count, squares), stray| {
        (count + 1.0, squares + stray * stray)
    });
    let spread = (squares / count).sqrt();
    let rest = &y[y.len() - period..y.len() - known];
    let to_date: f64 = y[y.len() - known..].iter().sum();
    let centre = to_date + rest.iter().sum::<f64>() + mean * steps as f64;
    let freedom = (changes.len() / steps).max(2) as f64;
    Signal::of(|chance| centre + spread * crate::normal::student_quantile(chance, freedom))
}
