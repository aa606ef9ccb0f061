//! What a simulation says.

use crate::input::ActivityId;
use crate::network::{Moment, minute};
use calendar::Minute;
use jiff::civil::Date;

/// Minutes of a civil day.
const DAY: f64 = 1440.0;

/// Standard deviations on either side that hold 95 % of a normal distribution.
const SURE: f64 = 1.96;

/// Moments found in the iterations, each as likely as the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Distribution {
    sorted: Vec<Moment>,
}

impl Distribution {
    pub(super) fn new(mut moments: Vec<Moment>) -> Distribution {
        moments.sort_unstable();
        Distribution { sorted: moments }
    }

    /// The earliest moment by which so many percent of the iterations are over (P80 is
    /// `percentile(80.0)`).
    pub fn percentile(&self, percent: f64) -> Minute {
        self.at_rank((percent / 100.0 * self.sorted.len() as f64).ceil())
    }

    /// The moment of a place among the sorted, counted from 1; clamped.
    fn at_rank(&self, rank: f64) -> Minute {
        let last = self.sorted.len().saturating_sub(1);
        let at = (rank.max(1.0) as usize - 1).min(last);
        self.sorted.get(at).map_or(Minute(0), |at| minute(*at))
    }

    /// The mean, to the minute.
    pub fn mean(&self) -> Minute {
        let sum: i64 = self.sorted.iter().map(|at| i64::from(*at)).sum();
        Minute(sum.div_euclid(self.sorted.len().max(1) as i64))
    }

    /// The standard deviation in days.
    pub fn deviation_days(&self) -> f64 {
        let mean = self.mean().0 as f64;
        let squares = self.sorted.iter().map(|at| (f64::from(*at) - mean).powi(2));
        let count = self.sorted.len();
        (squares.sum::<f64>() / count.saturating_sub(1).max(1) as f64).sqrt() / DAY
    }

    /// The share of iterations that are over by a moment.
    pub fn probability_by(&self, at: Minute) -> f64 {
        let over = self.sorted.partition_point(|finish| minute(*finish) <= at);
        over as f64 / self.sorted.len().max(1) as f64
    }

    /// Every date on which something finished, with the share of iterations over by its end.
    pub fn by_date(&self) -> Vec<(Date, f64)> {
        let mut dates: Vec<(Date, f64)> = Vec::new();
        for (at, finish) in self.sorted.iter().enumerate() {
            let share = (at + 1) as f64 / self.sorted.len() as f64;
            let date = minute(*finish).finish_date();
            match dates.last_mut() {
                Some(last) if last.0 == date => last.1 = share,
                _ => dates.push((date, share)),
            }
        }
        dates
    }

    /// How far mean and P10, P50, P80, P90 may be off, in days.
    pub fn margin(&self) -> Margin {
        let count = self.sorted.len() as f64;
        let quantile = |percent: f64| {
            let share = percent / 100.0;
            let spread = SURE * (count * share * (1.0 - share)).sqrt();
            let low = self.at_rank((count * share - spread).floor());
            let high = self.at_rank((count * share + spread).ceil());
            (high.0 - low.0) as f64 / 2.0 / DAY
        };
        Margin {
            mean_days: SURE * self.deviation_days() / count.max(1.0).sqrt(),
            p10_days: quantile(10.0),
            p50_days: quantile(50.0),
            p80_days: quantile(80.0),
            p90_days: quantile(90.0),
        }
    }
}

/// Half of what lies within 95 % certainty, in days: of the mean by its standard error, of
/// percentiles by the binomial distribution of their ranks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Margin {
    /// Of the mean.
    pub mean_days: f64,
    /// Of P10.
    pub p10_days: f64,
    /// Of P50.
    pub p50_days: f64,
    /// Of P80.
    pub p80_days: f64,
    /// Of P90.
    pub p90_days: f64,
}

impl Margin {
    /// The widest.
    pub fn widest_days(&self) -> f64 {
        let all = [self.p10_days, self.p50_days, self.p80_days, self.p90_days];
        all.into_iter().fold(self.mean_days, f64::max)
    }
}

/// How much an activity matters for the finish.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Influence {
    /// Share of the iterations in which it lies on a longest path.
    pub criticality: f64,
    /// Correlation of its work with the finish (Pearson's); 0 if it does not vary.
    pub sensitivity: f64,
    /// The product of both: what varies, moves the finish, and is often critical.
    pub cruciality: f64,
    /// Mean of its work in working minutes, interruptions included.
    pub mean_minutes: f64,
}

/// What a driver or event costs: the finish with it less the finish without it, all else drawn
/// the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Cost {
    /// The driver or event.
    pub key: String,
    /// Whether it is an event.
    pub event: bool,
    /// Share of the iterations in which it was there.
    pub happened: f64,
    /// Share of the iterations in which it moved the finish.
    pub mattered: f64,
    /// Mean over all iterations, in days.
    pub mean_days: f64,
    /// Mean over those in which it was there, in days.
    pub mean_days_if: f64,
    /// By how many days P80 is later for it; none if that would have taken too much memory.
    pub p80_days: Option<f64>,
}

/// The outcome of a simulation.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Iterations made.
    pub iterations: u32,
    /// Whether it stopped because its figures were steady.
    pub steady: bool,
    /// The finish if everything goes as planned.
    pub planned_finish: Minute,
    /// The finish of the whole.
    pub finish: Distribution,
    /// The finish of what is watched.
    pub watched: Vec<(ActivityId, Distribution)>,
    /// By id.
    pub activities: Vec<Influence>,
    /// Of each driver, then of each event.
    pub costs: Vec<Cost>,
}
